"""What a user writes for an option, checked: days, countries, numbers, tables."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path

from citymatch.datasets.country_words import NoCountry, country_code
from citymatch.datasets.geography import load_countries
from citymatch.policy.errors import kind_of

from .errors import OptionError

DIVERSITY_IS_DEPRECATED = (
    "diversity (--diversity) is deprecated and will go: use per_country (--per-country N), which takes at most so many "
    "names of one country and changes no score"
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


def check_table(name: str, value: object) -> None:
    """Raise OptionError where a table of the user's own is neither a file nor a DataFrame."""
    if value is not None and not isinstance(value, str | Path) and not hasattr(value, "itertuples"):
        raise OptionError(f"{name} must be a file or a DataFrame, not {kind_of(value)}")


def checked_share(diversity: float) -> float:
    """How far a list is spread over countries: 0 to 1; anything else raises OptionError.

    >>> checked_share(0)
    0.0
    """
    if isinstance(diversity, bool) or not isinstance(diversity, int | float) or not 0 <= diversity <= 1:
        raise OptionError(f"diversity must be a number from 0 to 1, not {diversity!r}")
    if diversity:
        warnings.warn(DIVERSITY_IS_DEPRECATED, FutureWarning, stacklevel=2)
    return float(diversity)


def checked_cap(per_country: object) -> int | None:
    """How many names of one country a list may have: 0 for no limit, None for the usual one; raises OptionError.

    >>> checked_cap(0), checked_cap(None)
    (0, None)
    """
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


def checked_days(days: object) -> int | None:
    """After how many days an offer without an answer is free again: 1 or more, None for the usual; raises OptionError.

    >>> checked_days(30), checked_days(None)
    (30, None)
    """
    if days is not None and (isinstance(days, bool) or not isinstance(days, int) or days < 1):
        raise OptionError(f"days must be a whole number of at least 1, not {days!r}")
    return None if days is None else int(str(days))


def checked_day(as_of: date | str | None) -> date:
    """The day whose laws apply, from a date or its text; None is today. Raises OptionError.

    >>> checked_day("2026-09-01")
    datetime.date(2026, 9, 1)
    """
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


def checked_countries(value: str | Iterable[str] | None) -> tuple[str, ...] | None:
    """The codes of countries by code or by name, each once; None for all. Raises OptionError.

    >>> checked_countries("jp, France, JP")
    ('JP', 'FR')
    """
    if value is None:
        return None
    found = []
    for word in _words("country", value):
        try:
            found.append(country_code(word))
        except NoCountry as error:
            raise OptionError(f"country: {error}") from None
    return tuple(dict.fromkeys(found))


def checked_continents(value: str | Iterable[str] | None) -> tuple[str, ...] | None:
    """Continents as the table of countries has them; None for all. Raises OptionError.

    >>> checked_continents("asia")
    ('Asia',)
    """
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
