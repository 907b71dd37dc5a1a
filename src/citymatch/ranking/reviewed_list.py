"""A user's own list of partnerships with what it says beside the ends: since when, the last visit, the committee."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citymatch.datasets import World
from citymatch.datasets.governments import record_of
from citymatch.datasets.registers import PartnershipsError
from citymatch.ledger.days import month_first, read_day
from citymatch.ledger.days import told as words_of
from citymatch.places import Community

from .own_partners import OwnPartners, own_partners
from .standing_today import column_of

if TYPE_CHECKING:
    import pandas as pd

Pair = frozenset[str]
DATED = ("since", "until", "renewal", "last_visit")
"""The fields that may hold a day."""


@dataclass(frozen=True)
class OwnReview:
    """A list of partnerships in the form of ours, and what it says of each pair by the field of `column_of`.

    `seekers` are the ids of the communities at its first end, in its order. `notes` says how it was read, `unread`
    which rows count for nobody; `whose` are the communities of each row, by the file and line with which what is said
    of that row begins.
    """

    ties: pd.DataFrame
    said: Mapping[Pair, Mapping[str, str]] = field(default_factory=dict)
    seekers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    whose: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def concerns(self, remark: str, community: str) -> bool:
        """Whether a remark is for the reader of one community's review: not one on a row of others alone.

        >>> own = OwnReview(None, whose={"a.csv, line 2": frozenset(["geonames:1"])})
        >>> own.concerns("a.csv, line 2: 'Ulm' read as Ulm", "geonames:7"), own.concerns("a.csv: 3 rows", "geonames:7")
        (False, True)
        """
        row = self.whose.get(remark.split(": ")[0])
        return not row or record_of(community) in row

    def of(self, one: str, other: str) -> Mapping[str, str]:
        """What the list says of a pair; nothing of one that it does not hold."""
        return self.said.get(frozenset((one, other)), {})


def end_of(community: str, name: str, country: str) -> str:
    """By what one end of a pair is known: its id, else its name with its country.

    >>> end_of("us-county:08031", "Denver", "US"), end_of("", "Xyzzyville", "JP")
    ('geonames:5419384', 'JP|xyzzyville')
    """
    return record_of(community) if community else f"{country}|{name.casefold()}"


def own_review(
    source: str | Path | pd.DataFrame, of: Community | None = None, world: World | None = None
) -> OwnReview:
    """Read a list of partnerships; a list of partners alone is one of the partners `of` a community.

    A status that a row does not state is unknown. Raises PartnershipsError naming file, line and field.

    >>> import pandas as pd
    >>> row = ["Pinole, California", "Vence", "France", "1998", "2009"]
    >>> header = ["City", "Sister City", "Country", "Year established", "Last visit"]
    >>> found = own_review(pd.DataFrame([row], columns=header))
    >>> dict(found.of("geonames:5383187", "geonames:2970148"))
    {'since': '1998', 'last_visit': '2009', 'status': ''}
    """
    own = own_partners(source, world, of)
    beside = own.beside or _of_our_form(own.ties)
    ties = own.ties.assign(
        status=["unknown" if not each.get("status") else status
                for each, status in zip(beside, own.ties["status"], strict=True)]
    )  # fmt: skip
    dated = [cell for cells in beside for title, cell in cells.items() if column_of(title) in DATED]
    try:
        months_first, remark = month_first(dated)
    except ValueError as problem:
        raise PartnershipsError(f"{source}: {problem}") from problem
    said: dict[Pair, Mapping[str, str]] = {}
    for row, cells in zip(ties.to_dict("records"), beside, strict=True):
        ends = [
            end_of(*(str(row[f"{part}_{end}"]) for part in ("community", "name", "country"))) for end in "ab"
        ]
        told = {
            column_of(title): _plain(cell, months_first)
            for title, cell in cells.items()
            if column_of(title) and cell
        }
        pair = frozenset(ends)
        said[pair] = {**said.get(pair, {}), **told, "status": cells.get("status", "")}
    seekers = tuple(dict.fromkeys(record_of(id_) for id_ in ties["community_a"] if id_))
    used = any(column_of(title) for cells in beside for title in cells)
    notes = _notes(own, beside) if used else own.remarks
    whose = {
        place: frozenset(record_of(each) for each in ends if each)
        for place, *ends in zip(own.places, ties["community_a"], ties["community_b"], strict=False)
    }
    return OwnReview(ties, said, seekers, (*notes, *([remark] if remark else [])), own.unread, whose)


def _plain(cell: str, months_first: bool) -> str:
    """A cell, its day in words where it is one with strokes, which the one and the other read differently."""
    day = read_day(cell, months_first) if "/" in cell else None
    return words_of(day) if day else cell


def _of_our_form(ties: pd.DataFrame) -> Sequence[Mapping[str, str]]:
    """The other columns of a table that has all of ours."""
    rows: list[dict[Any, Any]] = ties.to_dict("records")
    return [{str(name): str(value) for name, value in row.items() if value == value} for row in rows]


def _notes(own: OwnPartners, beside: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    """How the list was read: which columns are used for what, and which are not."""
    titles = dict.fromkeys(title for cells in beside for title in cells if title != "status")
    unused = [title for title in titles if not column_of(title)]
    kept = [remark for remark in own.remarks if ": columns not used: " not in remark]
    where = next((remark.partition(": columns not used: ")[0] for remark in own.remarks
                  if ": columns not used: " in remark), "your list")  # fmt: skip
    return (*kept, *([f"{where}: columns not used: {', '.join(unused[:20])}"] if unused else []))
