"""TOML, in and out: where each field stands in a file, and plain values as the text of one."""

from __future__ import annotations

import datetime
import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .errors import Origin, PolicyError
from .lines import field_lines

NOT_UTF_8 = "is not UTF-8 text; save it as UTF-8"
DUE = "what is due is a text file in TOML, as citymatch policy new and citymatch profile write it"


def read_toml(path: Path) -> tuple[dict[str, Any], Origin]:
    """The plain values of a TOML file and where they stand. Raises PolicyError naming the file and line."""
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except FileNotFoundError:
        raise PolicyError("there is no such file", str(path)) from None
    except IsADirectoryError:
        raise PolicyError(f"cannot be read: it is a directory; {DUE}", str(path)) from None
    except UnicodeDecodeError:
        office = content.startswith(b"PK\x03\x04")
        what = f"is a document of an office program or an archive, not a text; {DUE}" if office else NOT_UTF_8
        raise PolicyError(what, str(path)) from None
    except (OSError, ValueError) as problem:  # a ValueError for a NUL in the name
        raise PolicyError(f"cannot be read: {reason(problem)}", str(path)) from None
    return parse_toml(text, str(path))


def reason(problem: OSError | ValueError) -> str:
    """Why a file cannot be opened, in words.

    >>> reason(IsADirectoryError(21, "Is a directory")), reason(ValueError("embedded null byte"))
    ('Is a directory', 'embedded null byte')
    """
    return getattr(problem, "strerror", None) or str(problem)


def parse_toml(text: str, name: str) -> tuple[dict[str, Any], Origin]:
    """`read_toml` for a text at hand."""
    text = text.replace("\r\n", "\n")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        where = re.search(r"\(at line (\d+), column (\d+)\)", str(problem))
        line = int(where[1]) if where else text.count("\n") + 1
        what = re.sub(r"\s*\(at .*\)$", "", str(problem))
        if _is_json(text):
            raise PolicyError(f"is JSON; {DUE}, or in Python a dict", name) from None
        other = Path(name).suffix.casefold() not in ("", ".toml")
        raise PolicyError(f"is not valid TOML: {what}" + other * f"; {DUE}", name, line) from None
    except ValueError as problem:  # Python reads no number of more than some thousand digits
        raise PolicyError(f"holds a number that is too long: {problem}", name) from None
    except RecursionError:
        raise PolicyError("is nested too deeply", name) from None
    return data, Origin(name, field_lines(text))


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict | list)
    except ValueError:
        return False


def toml_of(data: Mapping[str, Any]) -> str:
    """A dict of plain values, lists and tables as TOML text.

    >>> water = {"extractor": "water", "parameters": {"core": 2}}
    >>> print(toml_of({"name": "mine", "criteria": [water]}), end="")
    name = "mine"
    <BLANKLINE>
    [[criteria]]
    extractor = "water"
    parameters = { core = 2 }
    """
    plain = [f"{toml_key(key)} = {toml_value(value)}" for key, value in data.items() if not _is_tables(value)]
    blocks = ["\n".join(plain)] if plain else []
    for key, value in data.items():
        if _is_tables(value):
            for item in value:
                rows = [f"{toml_key(name)} = {toml_value(entry)}" for name, entry in item.items()]
                blocks.append("\n".join([f"[[{toml_key(key)}]]", *rows]))
    return "\n\n".join(blocks) + "\n"


def toml_value(value: Any) -> str:
    """One value as it stands behind the equals sign."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        inner = ", ".join(f"{toml_key(key)} = {toml_value(entry)}" for key, entry in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(toml_value(entry) for entry in value) + "]"
    return toml_text(str(value))


def toml_text(text: str) -> str:
    """A text in quotes; one with several lines keeps them."""
    quoted = json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
    if "\n" in text:
        return '"""\n' + quoted[1:-1].replace("\\n", "\n") + '"""'
    return quoted


def toml_key(key: str) -> str:
    """A key, in quotes where it holds more than letters, digits, hyphens and underscores."""
    bare = key != "" and all(c.isascii() and (c.isalnum() or c in "-_") for c in key)
    return key if bare else toml_text(key)


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, Mapping) for item in value)
