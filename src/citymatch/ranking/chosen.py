"""Who may be a candidate by the option `candidates`: a country, or a list that may say who of it is seeking."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from citymatch.datasets.country_words import NoCountry, country_code
from citymatch.places import Entry, PlacesError, read
from citymatch.places.folding import plain

from .errors import OptionError

SEEKING = frozenset(
    ("seeking", "seeks", "is seeking", "seeking partner", "seeking a partner", "seeking partners", "open", "looking")
)  # fmt: skip
"""The headers of a column that says who of a list is seeking a partner."""
YES = frozenset(("yes", "y", "true", "1", "x", "seeking"))
NO = frozenset(("no", "n", "false", "0", "not seeking"))
NAMED = 6
"""So many that are not seeking are named in one line."""


class Chosen(NamedTuple):
    """What the option came to: a list (None: nobody was listed) or whole countries, and what a reader is told."""

    listed: tuple[Any, ...] | None
    countries: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


def chosen(value: Any) -> Chosen:
    """The candidates that are meant: a country by code or name, a file, or a list. Raises InputError.

    A list with a column `seeking` (yes or no) gives those that are seeking; an empty cell is a yes.

    >>> chosen("US").countries, chosen("Germany, PL").countries
    (('US',), ('DE', 'PL'))
    >>> chosen(["Pinole, California"]).listed
    ('Pinole, California',)
    """
    if value is None:
        return Chosen(None)
    if isinstance(value, str):
        if not Path(value).is_file():
            return Chosen(None, _countries(value))
        value = Path(value)
    if isinstance(value, Path) or hasattr(value, "itertuples"):
        value = read(value)
    if not isinstance(value, Iterable):
        raise OptionError(f"candidates must be a list of communities, not {value!r}")
    return _seeking(tuple(value))


def _countries(text: str) -> tuple[str, ...]:
    if any(sign in text for sign in "./\\"):
        raise OptionError(f"{text}: there is no such file")
    words = [word.strip() for word in text.split(",") if word.strip()]
    found = []
    for word in words:
        try:
            found.append(country_code(word))
        except NoCountry as error:
            if len(words) > 1:
                break
            raise OptionError(f"candidates: there is no such file, and {error}") from None
    if not words or len(found) < len(words):
        raise OptionError(f"candidates must be a list of communities, not the one text {text!r}")
    return tuple(dict.fromkeys(found))


def _seeking(listed: Sequence[Any]) -> Chosen:
    """Those of a list that seek, and a line on those that do not."""
    kept: list[Any] = []
    gone: list[Any] = []
    for each in listed:
        (kept if _seeks(each) else gone).append(each)
    if not gone:
        return Chosen(tuple(kept))
    names = ", ".join(each.text for each in gone[:NAMED]) + (
        f" and {len(gone) - NAMED:,} more" if len(gone) > NAMED else ""
    )
    are = "1 community of your list is" if len(gone) == 1 else f"{len(gone):,} communities of your list are"
    told = f"{are} left out, since your list says that they are not seeking: {names}."
    told = told.replace("that they are", "that it is") if len(gone) == 1 else told
    return Chosen(tuple(kept), (), (told,))


def _seeks(each: Any) -> bool:
    if not isinstance(each, Entry):
        return True
    for header, cell in each.extra.items():
        if plain(header) not in SEEKING:
            continue
        word = plain(cell)
        if word in NO:
            return False
        if word and word not in YES:
            raise PlacesError(
                f"says who is seeking by yes or no, not {cell!r}",
                file=each.source,
                line=each.line,
                field=header,
            )
    return True
