"""The one list of keywords that `rank`, `batch`, `explain`, `PartnerRanker` and the command share.

Its names, types and words are `RankingOptions`: the command's options, the keywords' types and the table in the
documentation are drawn from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, TypedDict, get_args, get_type_hints

from citymatch.ledger import DAYS, Ledger
from citymatch.profiles import TownProfile

from .errors import OptionError

if TYPE_CHECKING:
    import pandas as pd


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
