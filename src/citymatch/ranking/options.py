"""The one set of keywords that `rank`, `batch`, `explain`, `PartnerRanker` and the command share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citymatch.datasets import InputError
from citymatch.datasets.geography import country_names, load_countries
from citymatch.datasets.partnerships import Columns, load_partnerships
from citymatch.datasets.registers import combine, read_partnerships
from citymatch.features.attributes import OwnTable, read_attributes

from .excluded import Excluded, read_excluded

if TYPE_CHECKING:
    import pandas as pd


class OptionError(InputError):
    """An option that cannot be: the message names it, the value, and what it may be."""


@dataclass(frozen=True)
class Options:
    """The checked options of a ranking. `Options.check` makes one from what users write."""

    day: date
    laws: bool
    caution: str
    candidates: tuple[Any, ...] | None
    countries: tuple[str, ...] | None
    continents: tuple[str, ...] | None
    exclude: tuple[Excluded, ...]
    partners: Any
    partners_mode: str
    attributes: Any
    include_unknown: bool
    diversity: float

    @classmethod
    def check(
        cls,
        as_of: date | str | None = None,
        laws: bool = True,
        caution: str = "show",
        candidates: Iterable[Any] | None = None,
        country: str | Iterable[str] | None = None,
        continent: str | Iterable[str] | None = None,
        exclude: Any = None,
        partners: Any = None,
        partners_mode: str = "merge",
        attributes: Any = None,
        include_unknown: bool = False,
        diversity: float = 0.0,
    ) -> Options:
        """The options, checked. Raises OptionError.

        >>> Options.check(country="jp,FR").countries
        ('JP', 'FR')
        """
        if caution not in ("show", "exclude"):
            raise OptionError(f"caution must be 'show' or 'exclude', not {caution!r}")
        if partners_mode not in ("merge", "replace"):
            raise OptionError(f"partners_mode must be 'merge' or 'replace', not {partners_mode!r}")
        return cls(
            _day(as_of), bool(laws), caution, None if candidates is None else tuple(candidates),
            _countries(country), _continents(continent), read_excluded(exclude), partners, partners_mode,
            attributes, bool(include_unknown), _share(diversity),
        )  # fmt: skip

    def ties(self) -> Columns | None:
        """The partnerships in force: ours (None), or ours with the user's own list merged in or in their place."""
        if self.partners is None:
            return None
        theirs: pd.DataFrame = (
            read_partnerships(self.partners) if isinstance(self.partners, str | Path) else self.partners
        )
        mode: Any = self.partners_mode
        return combine(load_partnerships(), theirs, mode)

    def own_table(self) -> OwnTable | None:
        """The user's own columns about places, or None."""
        return None if self.attributes is None else read_attributes(self.attributes)


def _share(diversity: float) -> float:
    if isinstance(diversity, bool) or not isinstance(diversity, int | float) or not 0 <= diversity <= 1:
        raise OptionError(f"diversity must be a number from 0 to 1, not {diversity!r}")
    return float(diversity)


def _day(as_of: date | str | None) -> date:
    if as_of is None:
        return date.today()
    if isinstance(as_of, date):
        return as_of
    try:
        return date.fromisoformat(as_of)
    except ValueError:
        raise OptionError(f"as_of must be a date such as 2026-09-01, not {as_of!r}") from None


def _words(value: str | Iterable[str]) -> list[str]:
    return [word.strip() for word in (value.split(",") if isinstance(value, str) else value) if word.strip()]


def _countries(value: str | Iterable[str] | None) -> tuple[str, ...] | None:
    if value is None:
        return None
    known = country_names()
    by_name = {name.casefold(): code for code, name in known.items()}
    found = []
    for word in _words(value):
        code = word.upper() if word.upper() in known else by_name.get(word.casefold())
        if code is None:
            raise OptionError(f"country: {word!r} is no ISO code or name of a country")
        found.append(code)
    return tuple(found)


def _continents(value: str | Iterable[str] | None) -> tuple[str, ...] | None:
    if value is None:
        return None
    known = set(load_countries()["continent"])
    by_name = {name.casefold(): name for name in known}
    found = []
    for word in _words(value):
        if word.casefold() not in by_name:
            raise OptionError(f"continent: {word!r} is none of {', '.join(sorted(known))}")
        found.append(by_name[word.casefold()])
    return tuple(found)
