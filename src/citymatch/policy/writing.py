"""Plain values as TOML text. The standard library reads TOML and does not write it."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any


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
