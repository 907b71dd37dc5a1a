"""The one list of keywords that `rank`, `batch`, `explain`, `PartnerRanker` and the command share.

Its names, types and words are `RankingOptions`: the command's options, the keywords' types and the table in the
documentation are drawn from there.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, TypedDict, get_args, get_type_hints

from citymatch.datasets import World
from citymatch.datasets.country_words import NoCountry, country_code
from citymatch.datasets.geography import load_countries
from citymatch.datasets.partnerships import Columns, load_partnerships
from citymatch.datasets.registers import combine
from citymatch.features.attributes import OwnTable, read_attributes
from citymatch.ledger import DAYS, Ledger, read_ledger
from citymatch.places.saying import heard, say
from citymatch.policy.errors import kind_of
from citymatch.profiles import Profiles, TownProfile, profiles_of

from .chosen import chosen
from .errors import OptionError
from .excluded import Excluded, read_excluded
from .offered import remarks_of
from .own_partners import own_partners, tell

if TYPE_CHECKING:
    import pandas as pd


DIVERSITY_IS_DEPRECATED = (
    "diversity (--diversity) is deprecated and will go: use per_country (--per-country N), which takes at most so many "
    "names of one country and changes no score"
)


class Help(NamedTuple):
    """What an option means, in the words of the command's help and of the documentation, and its default.

    `flag` is the command's word where that is not the keyword with hyphens, `choices` are the values it may have,
    `number` says that it is a number on the command line, `whole` that it is a whole one from 0 on; `file` that the
    command takes a file's name for it, and `many` that it may stand there several times.
    """

    words: str
    default: Any = None
    flag: str = ""
    choices: tuple[str, ...] = ()
    number: bool = False
    file: bool = False
    whole: bool = False
    many: bool = False


class RankingOptions(TypedDict, total=False):
    """The keywords of `citymatch.rank`, `batch` and `PartnerRanker`, and the options of the command."""

    as_of: Annotated[
        date | str | None, Help("the day whose laws apply, such as 2026-09-01; without it, today")
    ]
    laws: Annotated[bool, Help("leave the laws above the seeker's policy out of account", True, "no-laws")]
    caution: Annotated[
        Literal["default", "show", "exclude"],
        Help("what a dated caution bars is left out and the rest shown with its caution first, or all is shown, "
             "or all that has a caution is left out", "default", choices=("default", "show", "exclude")),
    ]  # fmt: skip
    candidates: Annotated[
        str | Path | Iterable[Any] | None,
        Help("only these communities are compared: a list (the command: in a file), whose column `seeking` may say who "
             "seeks, or every community of a country, such as US", file=True),
    ]  # fmt: skip
    country: Annotated[
        str | Iterable[str] | None,
        Help("only these countries, by code or by name in any form, separated by commas"),
    ]
    continent: Annotated[str | Iterable[str] | None, Help("only these continents, separated by commas")]
    kind: Annotated[
        Literal["sister_city", "sister_county", "sister_state", "any"] | None,
        Help("towns, counties and what is like them, or states and other first-order divisions; without it, the "
             "communities of the registers, and for a county, a state or another division its own kind first",
             choices=("sister_city", "sister_county", "sister_state", "any")),
    ]  # fmt: skip
    exclude: Annotated[
        str | Path | Mapping[str, str] | Iterable[str] | None,
        Help("places or countries to leave out, with reasons: a list, or a CSV file of both", file=True),
    ]
    partners: Annotated[
        str | Path | pd.DataFrame | None,
        Help("a CSV list of partnerships of your own, merged with ours", file=True),
    ]
    partners_mode: Annotated[
        Literal["merge", "replace"],
        Help("whether your list stands beside ours or in its place", "merge", choices=("merge", "replace")),
    ]
    attributes: Annotated[
        str | Path | pd.DataFrame | None,
        Help("a CSV table of your own columns about candidates, which a policy may name", file=True),
    ]
    profile: Annotated[
        str | Path | TownProfile | Iterable[str | Path | TownProfile] | None,
        Help("what a town states of itself, as `citymatch profile` prints it: a TOML file or a folder of them",
             file=True, many=True),
    ]  # fmt: skip
    ledger: Annotated[
        str | Path | pd.DataFrame | Ledger | None,
        Help(
            "a CSV ledger of offers: who said no, or has been asked, is left out with the reason", file=True
        ),
    ]
    days: Annotated[
        int | None,
        Help(
            f"an offer of the ledger without an answer is free again after so many days; without it, {DAYS}",
            whole=True,
        ),
    ]
    include_unknown: Annotated[
        bool, Help("also places of which nobody knows whether they govern themselves", False)
    ]
    per_country: Annotated[
        int | None,
        Help(
            "so many names of one country at most in a list, 0 for no such limit; without it, the larger of 2, a fifth "
            "of the list, and the list divided by the countries allowed",
            whole=True,
        ),
    ]
    diversity: Annotated[
        float,
        Help(
            "deprecated, use `per_country`: 0 to 1, how far the list is spread over countries at the cost of score",
            0.0, number=True,
        ),
    ]  # fmt: skip


@cache
def option_list() -> dict[str, Help]:
    """Every option by name.

    >>> list(option_list())[:3]
    ['as_of', 'laws', 'caution']
    """
    hints = get_type_hints(RankingOptions, localns=_later_names(), include_extras=True)
    return {name: get_args(hint)[1] for name, hint in hints.items()}


def _later_names() -> dict[str, Any]:
    """The names in the annotations, without importing pandas for the one that it lends."""
    return {"pd": type("pd", (), {"DataFrame": Any})}


def no_such_option(name: str, others: Iterable[str] = ()) -> OptionError:
    """The error for a keyword that does not exist, naming the nearest one.

    >>> str(no_such_option("contry"))
    "there is no option 'contry'; did you mean 'country'?"
    """
    known = [*option_list(), *others]
    near = get_close_matches(name, known, 1)
    return OptionError(
        f"there is no option {name!r}; "
        + (f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}")
    )


def checked_top(top: object, everything: bool = True) -> int | None:
    """How many to give: a whole number of at least 1, or None for all of them where that may be.

    Raises OptionError.

    >>> checked_top(20), checked_top(None)
    (20, None)
    """
    if top is None and everything:
        return None
    if isinstance(top, bool) or not hasattr(top, "__index__") or int(top.__index__()) < 1:
        raise OptionError(f"top must be a whole number of at least 1, not {top!r}")
    return int(top.__index__())


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
            _check_table(name, given[name])
        meant = chosen(given["candidates"])
        if meant.countries and given["country"] is not None:
            raise OptionError("candidates names a country already: leave out country")
        with heard() as told:
            excluded = read_excluded(given["exclude"])
        return cls(
            _day(given["as_of"]), bool(given["laws"]), given["caution"],
            meant.listed, meant.countries or _countries(given["country"]),
            _continents(given["continent"]), excluded, given["partners"],
            given["partners_mode"], given["attributes"], profiles_of(given["profile"]),
            given["ledger"], _days(given["days"]), bool(given["include_unknown"]), _cap(given["per_country"]),
            _share(given["diversity"]), (*meant.told, *told), meant.countries, given["kind"],
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
        table = load_countries()
        home = dict(zip(table["country"], table["continent"], strict=True)).get(country)
        return not self.continents or home in self.continents

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


def _check_table(name: str, value: object) -> None:
    """Raise OptionError where a table of the user's own is neither a file nor a DataFrame."""
    if value is not None and not isinstance(value, str | Path) and not hasattr(value, "itertuples"):
        raise OptionError(f"{name} must be a file or a DataFrame, not {kind_of(value)}")


def _share(diversity: float) -> float:
    if isinstance(diversity, bool) or not isinstance(diversity, int | float) or not 0 <= diversity <= 1:
        raise OptionError(f"diversity must be a number from 0 to 1, not {diversity!r}")
    if diversity:
        warnings.warn(DIVERSITY_IS_DEPRECATED, FutureWarning, stacklevel=2)
    return float(diversity)


def _cap(per_country: object) -> int | None:
    if per_country is None:
        return None
    if (
        isinstance(per_country, bool)
        or not hasattr(per_country, "__index__")
        or int(per_country.__index__()) < 0
    ):
        raise OptionError(
            "per_country must be a whole number of names, 0 for no limit, or None for the usual one, "
            f"not {per_country!r}"
        )
    return int(per_country.__index__())


def _days(days: object) -> int | None:
    if days is not None and (isinstance(days, bool) or not isinstance(days, int) or days < 1):
        raise OptionError(f"days must be a whole number of at least 1, not {days!r}")
    return None if days is None else int(str(days))


def _day(as_of: date | str | None) -> date:
    if as_of is None:
        return date.today()
    if isinstance(as_of, datetime):
        return as_of.date()
    if isinstance(as_of, date):
        return as_of
    try:
        return date.fromisoformat(as_of)
    except (TypeError, ValueError):
        raise OptionError(f"as_of must be a date such as 2026-09-01, not {as_of!r}") from None


def _words(name: str, value: str | Iterable[str]) -> list[str]:
    words = (
        value.split(",")
        if isinstance(value, str)
        else list(value)
        if isinstance(value, Iterable)
        else [value]
    )
    for word in words:
        if not isinstance(word, str):
            raise OptionError(f"{name} must be a name or a list of names, not {value!r}")
    return [word.strip() for word in words if word.strip()]


def _countries(value: str | Iterable[str] | None) -> tuple[str, ...] | None:
    if value is None:
        return None
    found = []
    for word in _words("country", value):
        try:
            found.append(country_code(word))
        except NoCountry as error:
            raise OptionError(f"country: {error}") from None
    return tuple(dict.fromkeys(found))


def _continents(value: str | Iterable[str] | None) -> tuple[str, ...] | None:
    if value is None:
        return None
    known = set(load_countries()["continent"])
    by_name = {name.casefold(): name for name in known}
    found = []
    for word in _words("continent", value):
        if word.casefold() not in by_name:
            near = get_close_matches(word.casefold(), by_name, 1)
            hint = f"; did you mean {by_name[near[0]]}?" if near else ""
            raise OptionError(f"continent: {word!r} is none of {', '.join(sorted(known))}{hint}")
        found.append(by_name[word.casefold()])
    return tuple(found)
