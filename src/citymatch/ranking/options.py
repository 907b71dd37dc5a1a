"""The options of a ranking, checked, and what follows from them: the countries, ties and offers that count."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from citymatch.datasets import World
from citymatch.datasets.geography import continents, load_countries
from citymatch.datasets.partnerships import Columns, load_partnerships
from citymatch.datasets.registers import combine
from citymatch.features.attributes import OwnTable, read_attributes
from citymatch.ledger import Ledger, read_ledger
from citymatch.places.saying import heard, say
from citymatch.profiles import Profiles, profiles_of

from .checked import (
    check_table,
    checked_cap,
    checked_continents,
    checked_countries,
    checked_day,
    checked_days,
    checked_share,
)
from .chosen import chosen
from .errors import OptionError
from .excluded import Excluded, read_excluded
from .keywords import no_such_option, option_list
from .offered import remarks_of
from .own_partners import own_partners, tell


@dataclass(frozen=True)
class Options:
    """The checked options of a ranking. `Options.check` makes one from what users write.

    `read` says what was decided in reading the lists of candidates and of exclusions. `only_of` are the countries that
    `candidates` names.
    """

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
    profile: Profiles | None
    ledger: Any
    days: int | None
    include_unknown: bool
    per_country: int | None
    diversity: float
    read: tuple[str, ...] = ()
    only_of: tuple[str, ...] = ()
    kind: str | None = None

    @classmethod
    def check(cls, **stated: Any) -> Options:
        """The options, checked; those not stated have their defaults. Raises OptionError.

        >>> Options.check(country="jp,FR").countries
        ('JP', 'FR')
        """
        known = option_list()
        for name in stated:
            if name not in known:
                raise no_such_option(name)
        given = {name: stated.get(name, option.default) for name, option in known.items()}
        for name, option in known.items():
            if option.choices and given[name] not in (*option.choices, option.default):
                choices = " or ".join(map(repr, option.choices))
                raise OptionError(f"{name} must be {choices}, not {given[name]!r}")
        for name in ("attributes", "partners"):
            check_table(name, given[name])
        meant = chosen(given["candidates"])
        if meant.countries and given["country"] is not None:
            raise OptionError("candidates names a country already: leave out country")
        with heard() as told:
            excluded = read_excluded(given["exclude"])
        return cls(
            checked_day(given["as_of"]), bool(given["laws"]), given["caution"],
            meant.listed, meant.countries or checked_countries(given["country"]),
            checked_continents(given["continent"]), excluded, given["partners"],
            given["partners_mode"], given["attributes"], profiles_of(given["profile"]),
            given["ledger"], checked_days(given["days"]), bool(given["include_unknown"]),
            checked_cap(given["per_country"]), checked_share(given["diversity"]), (*meant.told, *told), meant.countries,
            given["kind"],
        )  # fmt: skip

    def __str__(self) -> str:
        """Every option that says which ranking it is, in words; a table of the user's own by its content."""
        return "; ".join(
            f"{name}={_told(value)}"
            for name, value in vars(self).items()
            if name not in ("candidates", "read", "only_of") and (name != "kind" or value)
        )

    def admits(self, country: str) -> bool:
        """Whether a community of this country may be a candidate, by `country` and `continent`.

        >>> Options.check(continent="Asia").admits("JP"), Options.check(country="FR").admits("JP")
        (True, False)
        """
        if self.countries and country not in self.countries:
            return False
        return not self.continents or continents().get(country) in self.continents

    def admitted(self) -> tuple[str, ...] | None:
        """The countries of which a community may be a candidate; None for all."""
        if not self.countries and not self.continents:
            return None
        return tuple(code for code in load_countries()["country"] if self.admits(code))

    def ties(self) -> Columns | None:
        """The partnerships in force: ours (None), or ours with the user's own list merged in or in their place."""
        if self.partners is None:
            return None
        own = own_partners(self.partners)
        tell(own)
        mode: Any = self.partners_mode
        return combine(load_partnerships(), own.ties, mode)

    def offers(self, world: World | None = None) -> Ledger:
        """The user's ledger of offers, empty without one; what its lines say against each other is told."""
        ledger = read_ledger(self.ledger, self.days, world)
        for remark in remarks_of(ledger, self.day):
            say(remark)
        return ledger

    def own_table(self) -> OwnTable | None:
        """The user's own columns about places, or None."""
        return None if self.attributes is None else read_attributes(self.attributes)


def _told(value: Any) -> str:
    """An option's value; of a file or a table the hash of its content."""
    if hasattr(value, "to_csv"):
        return hashlib.sha256(value.to_csv().encode()).hexdigest()
    if isinstance(value, str | Path) and Path(value).is_file():
        return hashlib.sha256(Path(value).read_bytes()).hexdigest()
    return str(value)
