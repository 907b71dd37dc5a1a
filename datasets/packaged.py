"""The packaged files, held against the data card: what is damaged is said in one line, with the file."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple, ParamSpec, TypeVar

from .errors import InputError

HERE = Path(__file__).parent
CARD = "README.md"
_ENTRY = re.compile(r"^## (\S+)$|^- SHA-256: `([0-9a-f]{64})`$", re.M)
_P = ParamSpec("_P")
_R = TypeVar("_R")


class DamagedData(InputError):
    """A file that citymatch comes with is not what it was. The message names it."""


class Altered(NamedTuple):
    """A packaged file that is not the one on the data card, and what is wrong with it."""

    file: str
    what: str


def hashes(folder: Path = HERE) -> Mapping[str, str]:
    """The SHA-256 of each data file by its name, as the data card says.

    Raises DamagedData where there is no card, or nothing on it.

    >>> len(hashes()["world.zip"])
    64
    """
    card = folder / CARD
    try:
        entries = _ENTRY.findall(card.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise DamagedData(f"{card}: the data card cannot be read; install citymatch again") from error
    names = [name for name, _ in entries if name]
    found = [digest for _, digest in entries if digest]
    if not names or len(names) != len(found):
        raise DamagedData(f"{card}: the data card is damaged; install citymatch again")
    return dict(zip(names, found, strict=True))


def compared(folder: Path = HERE) -> Mapping[str, str]:
    """The hashes of the files that can be compared: those of the sources only where they are there at all, since an
    installed package holds none of them."""
    sources = (folder / "source").is_dir()
    return {
        name: digest for name, digest in hashes(folder).items() if sources or not name.startswith("source/")
    }


def altered(folder: Path = HERE) -> list[Altered]:
    """The packaged files that are not those of the data card.

    >>> altered()
    []
    """
    wrong = []
    for name, digest in compared(folder).items():
        try:
            content = (folder / name).read_bytes()
        except FileNotFoundError:
            wrong.append(Altered(name, "is missing"))
            continue
        except OSError as error:
            wrong.append(Altered(name, f"cannot be read ({error.strerror})"))
            continue
        if hashlib.sha256(content).hexdigest() != digest:
            wrong.append(Altered(name, "is damaged: its hash is not that of the data card"))
    return wrong


def damage(folder: Path = HERE) -> DamagedData | None:
    """What is wrong with the packaged files, in a line that names each; None where they are as they should be."""
    try:
        wrong = altered(folder)
    except DamagedData as error:
        return error
    if not wrong:
        return None
    return DamagedData(
        f"{'; '.join(f'{folder / file}: {what}' for file, what in wrong)}; install citymatch again"
    )


def check_installed() -> None:
    """Raise DamagedData where a file of an installed package is not that of the data card.

    In a checkout, which holds the sources, tables are edited before the card is written anew: there `citymatch doctor`
    compares them.
    """
    if not (HERE / "source").is_dir() and (wrong := damage()) is not None:
        raise wrong


def packaged(load: Callable[_P, _R]) -> Callable[_P, _R]:
    """A loader of packaged data that says which file is damaged where it cannot read one."""

    @functools.wraps(load)
    def checked(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return load(*args, **kwargs)
        except InputError:
            raise
        except Exception as error:
            wrong = damage()
            if wrong is None:
                raise
            raise wrong from error

    return checked
