"""Known partnerships between communities of different countries, with the evidence for each.

Two tables of one form: partners of US communities, and partners elsewhere. They hold a part of all
partnerships that exist: "none on record" is not "none". A row's ends are communities (`geonames:...`,
`us-county:...`, or "" where the place is in no gazetteer). Where an end is a region (`region` names it:
`a`, `b` or `ab`) its gazetteer place is a namesake that signed nothing; such an end counts for no place.
"""

from __future__ import annotations

import csv
import functools
import gzip
import re
from collections.abc import Container, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from .ended import NOT_HELD, counting
from .governments import ids_of_one, record_of
from .ids import CommunityId
from .packaged import packaged
from .table import Table
from .world import FIRST_UNIT, World, load_world

if TYPE_CHECKING:
    import pandas as pd

HERE = Path(__file__).parent
TABLES = {"us": HERE / "partnerships_us.csv.gz", "world": HERE / "partnerships_world.csv.gz"}
_END = ("name", "admin1", "country", "latitude", "longitude")
# Plain words that are never quoted stand first, so that a line can be split at its commas up to there.
_PLAIN = ("community_a", "community_b", "kind", "status", "evidence", "region")
COLUMNS = _PLAIN + tuple(f"{field}_{end}" for end in "ab" for field in _END)
_HEAD = re.compile(
    r"^(?:geonames:(\d+))?[^,]*,(?:geonames:(\d+))?[^,]*,[^,]*,[^,]*,[^,]*,([ab]*),", re.MULTILINE
)
_PARTED = re.compile(r"\s*[–(),]\s*")
"""What parts a whole from its part in the names of the lists: "Berlin – Spandau"."""
KINDS = ("sister_city", "sister_county", "sister_state")
STATUSES = ("proposed", "friendship", "active", "dormant", "terminated", "unknown")
EVIDENCE = ("strong", "moderate", "weak")
READ_IN = {"strong": "in a recent list", "moderate": "in an older list", "weak": "in a single old source"}
"""Where a partnership of each evidence was read, in words."""

Ids = npt.NDArray[np.int64]


class Columns(Protocol):
    """A table of partnerships: ours, or a pandas DataFrame of the same columns."""

    def __getitem__(self, column: str, /) -> object: ...
    def __len__(self) -> int: ...


class Partner(NamedTuple):
    """The other end of a partnership. `number` is its row's in the World (the geonameid of a place), 0 where it has
    none; `region` says
    that the partner is a region, so that the id is only that of a namesake."""

    community: str
    number: int
    name: str
    admin1: str
    country: str
    kind: str
    status: str
    evidence: str
    region: bool

    @property
    def held(self) -> bool:
        """Whether the partnership counts as one that the community has: neither ended nor only proposed."""
        return self.status not in NOT_HELD


def load_partnerships(
    evidence: str | None = None, scope: Literal["all", "us", "world"] = "all"
) -> pd.DataFrame:
    """Known partnerships as a DataFrame with the columns of `COLUMNS`.

    `evidence` is the least that is asked for: "strong" (in a recent list, both ends located; outside the US:
    in two lists or more), "moderate" adds older ones, None or "weak" adds single old sources. Coordinates
    (degrees) are given only where no gazetteer place is known. Source: Wikipedia's lists of sister cities
    (CC BY-SA), Wikidata (CC0) and the RGRE register, gathered 2009-2026.

    Raises ValueError for an unknown level of evidence.

    >>> norman = load_partnerships("strong", "us").query("name_a == 'Norman' and admin1_a == 'OK'")
    >>> sorted(norman["name_b"])
    ['Arezzo', 'Clermont-Ferrand', 'Colima', 'Seika']
    """
    frame = partnership_table(scope).to_frame(list(COLUMNS))
    wanted = _levels(evidence)
    return frame[frame["evidence"].isin(wanted)].reset_index(drop=True)


@functools.cache
def partnership_table(scope: Literal["all", "us", "world"] = "all") -> Table:
    """The same partnerships as a `Table` of string columns, read once and without pandas."""
    return _parsed(_lines(scope))


def ids(world: World | None = None) -> tuple[Ids, Ids]:
    """The numbers (of World rows; a place's geonameid) of both ends of each known tie, shape (n,) each.

    In the order of `partnership_table()`. 0 where an end is in no gazetteer, is a county, or is a region. `world`
    says what number a unit without a place has; None is the World that ships, here and below.
    """
    return _ids(world if world is not None else load_world())


@functools.lru_cache(maxsize=4)
def _ids(world: World) -> tuple[Ids, Ids]:
    # One pass in C over the plain columns at the head of each line; an end that is no place gives "".
    heads = _HEAD.findall("\n".join(_lines("all")))
    first, second = (np.array([int(head[end] or 0) for head in heads], np.int64) for end in (0, 1))
    for row, line in [(row, line) for row, line in enumerate(_lines("all")) if "unit:" in line]:
        for ends, community in zip((first, second), line.split(",", 2), strict=False):
            ends[row] = _number(community, world) if CommunityId.scheme_of(community) == "unit" else ends[row]
    for row, region in [(row, head[2]) for row, head in enumerate(heads) if head[2]]:
        first[row] *= "a" not in region
        second[row] *= "b" not in region
    return first, second


def ids_of(ties: Columns | None, world: World | None = None) -> tuple[Ids, Ids]:
    """`ids` of any table of partnerships; None stands for ours."""
    if ties is None:
        return ids(world)
    region = _column(ties, "region").tolist()
    a, b = (_column(ties, f"community_{end}").tolist() for end in "ab")
    world = world if world is not None else load_world()
    return _end_ids(a, region, "a", world), _end_ids(b, region, "b", world)


def partners_of(
    community: int | str, ties: Columns | None = None, world: World | None = None
) -> tuple[Partner, ...]:
    """The known partners of a community, whichever end it stands at, ours or those of another table.

    `community` is a number (a geonameid) or a community id.

    >>> sorted(f"{p.name}, {p.country}" for p in partners_of(4543762))
    ['Arezzo, IT', 'Clermont-Ferrand, FR', 'Colima, MX', 'Seika, JP']
    >>> [p.name for p in partners_of("us-county:06017")]
    ['Warabi']
    """
    world = world if world is not None else load_world()
    wanted = id_of(community, world) if isinstance(community, int) else community
    found = _own_partners(wanted, world) if ties is None else _partners_in(ties, wanted, world)
    whole = _whole_of(wanted, world)
    if whole is not None:  # "Spandau" stands in the lists at Berlin, of which it is a part
        there = _own_rows(whole[0]) if ties is None else ties
        found += _partners_in(there, whole[0], world, whole[1])
    return _distinct(found) if len(ids_of_one(wanted)) > 1 else found


def _distinct(partners: Iterable[Partner]) -> tuple[Partner, ...]:
    """Each partner once: two rows that name it by two ids of one government are one tie, the better known stays."""
    best: dict[tuple[str, ...], Partner] = {}
    for partner in partners:
        key = (partner.community or f"{partner.name}, {partner.admin1}", str(partner.region), partner.country)
        first = best.setdefault(key, partner)
        if EVIDENCE.index(partner.evidence) < EVIDENCE.index(first.evidence):
            best[key] = partner
    return tuple(best.values())


def _whole_of(community: str, world: World) -> tuple[str, str] | None:
    """The unit of which a place is a part, and the name by which the lists may call the part; None for no part."""
    row = world.row_of_id(community)
    if row < 0 or str(world["standing"][row]) != "part_of":
        return None
    whole = world.row_of(int(np.asarray(world["governed_by"])[row]))
    return (world.community_id(whole), str(world["name"][row])) if whole >= 0 else None


def partners_of_many(
    numbers: Ids, countries: Container[str], ties: Columns | None = None, world: World | None = None
) -> list[list[Partner]]:
    """The known partners in some countries of each of some places, given by their numbers.

    >>> [[p.name for p in some] for some in partners_of_many(np.array([4543762, 0]), {"FR", "JP"})]
    [['Clermont-Ferrand', 'Seika'], []]
    """
    world, theirs = world if world is not None else load_world(), ties
    place, row = _index(world) if ties is None else _ends(ids_of(ties, world))
    first, last = (np.searchsorted(place, numbers, side) for side in ("left", "right"))
    last = np.where(numbers > 0, last, first)
    wanted = [row[start:stop].tolist() for start, stop in zip(first.tolist(), last.tolist(), strict=True)]
    if ties is None:
        needed = sorted({abs(each) for some in wanted for each in some})
        lines, at = _lines("all"), {each: n for n, each in enumerate(needed, 1)}
        ties = _parsed([lines[each - 1] for each in needed])
        wanted = [[at[abs(each)] * (1 if each > 0 else -1) for each in some] for some in wanted]
    land = {end: _column(ties, f"country_{end}") for end in "ab"}
    found: list[list[Partner]] = []
    for number, some in zip(np.asarray(numbers).tolist(), wanted, strict=True):
        if several := _of_several_ids(number, world):
            found.append([p for p in partners_of(several, theirs, world) if p.country in countries])
            continue
        ends = [(abs(each) - 1, "b" if each > 0 else "a") for each in some]
        found.append([_partner(ties, n, end, world) for n, end in ends if land[end][n] in countries])
    return found


def _of_several_ids(number: int, world: World) -> str:
    """The id of the community with a number where its ties stand by other ids too, as those of counties do; else ""."""
    found = id_of(number, world) if number else ""
    county = CommunityId.scheme_of(found) == "us-county"
    return found if county or len(ids_of_one(found)) > 1 else ""


@functools.lru_cache(maxsize=4)
def _index(world: World) -> tuple[Ids, Ids]:
    return _ends(_ids(world))


def _ends(ids: tuple[Ids, Ids]) -> tuple[Ids, Ids]:
    """The places at either end of the ties, in order, and the tie of each: its row from 1, negative for the end b."""
    row = np.arange(1, len(ids[0]) + 1)
    place, tie = np.concatenate(ids), np.concatenate([row, -row])
    order = np.argsort(place, kind="stable")
    return place[order], tie[order]


@functools.lru_cache(maxsize=4096)
def _own_partners(wanted: str, world: World) -> tuple[Partner, ...]:
    """The partners in our own table; only the lines that name the community are parsed."""
    return _partners_in(_own_rows(wanted), wanted, world)


def _own_rows(community: str) -> Table:
    """The rows of our own table that name a community by any of its ids."""
    lines = _lines("all")
    named: dict[int, str] = {}
    for id_ in ids_of_one(community):
        geonameid = CommunityId.geonameid_of(id_)
        named |= {
            row: lines[row] for row in (_rows_of(geonameid) if geonameid else _rows_elsewhere().get(id_, ()))
        }
    return _parsed([named[row] for row in sorted(named)])


def _rows_of(geonameid: int) -> list[int]:
    """The rows of our own table that name a place of the gazetteer."""
    first, second = ids()
    return np.flatnonzero((first == geonameid) | (second == geonameid)).tolist()


@functools.cache
def _rows_elsewhere() -> dict[str, list[int]]:
    """The rows that name a unit or a county, by each of their two communities."""
    found: dict[str, list[int]] = {}
    for row, line in enumerate(_lines("all")):
        if "unit:" in line or "us-county:" in line:
            for community in dict.fromkeys(line.split(",", 2)[:2]):
                found.setdefault(community, []).append(row)
    return found


def _partners_in(ties: Columns, wanted: str, world: World, named: str = "") -> tuple[Partner, ...]:
    """The partners in a table of a community, by any of its ids; with `named`, those that it has by this name alone."""
    region, same = _column(ties, "region"), ids_of_one(wanted)
    found: list[Partner] = []
    for own, other in ("ab", "ba"):
        here = np.flatnonzero(np.isin(_column(ties, f"community_{own}").astype(str), same))
        names = _column(ties, f"name_{own}")
        found.extend(
            _partner(ties, row, other, world)
            for row in here.tolist()
            if own not in region[row] and (not named or named in _PARTED.split(str(names[row])))
        )
    return tuple(found)


def degree(
    places: Columns,
    leave_out: Iterable[tuple[int, int]] = (),
    ties: Columns | None = None,
    world: World | None = None,
) -> Ids:
    """How many foreign partners of each of some places (their column `number`) are on record, shape (n,).

    A partner that is a county, a region or in no gazetteer counts too, each as one of its own. What has ended or is
    only proposed (`ended.counting`) does not. `leave_out` holds pairs of geonameids, in either order, that are treated
    as not known: an evaluation leaves out what it holds back. `ties` takes the place of our own table; there only
    the status says what has ended.

    >>> import numpy as np
    >>> norman = {"number": np.array([4543762])}
    >>> degree(norman).tolist(), degree(norman, leave_out=[(3182884, 4543762)]).tolist()
    ([4], [3])
    """
    world = world if world is not None else load_world()
    place, count = _counts(frozenset(leave_out), world) if ties is None else _count(ties, leave_out, world)
    wanted = np.asarray(places["number"], np.int64)
    if not len(place):
        return np.zeros(len(wanted), np.int64)
    at = np.minimum(np.searchsorted(place, wanted), len(place) - 1)
    return np.where(place[at] == wanted, count[at], 0).astype(np.int64)


@functools.lru_cache(maxsize=16)
def _counts(leave_out: frozenset[tuple[int, int]], world: World) -> tuple[Ids, Ids]:
    return _count(None, leave_out, world)


def _count(ties: Columns | None, leave_out: Iterable[tuple[int, int]], world: World) -> tuple[Ids, Ids]:
    """The places that have a partner, in order, and how many each has."""
    first, second = ids_of(ties, world)
    out = np.array(list(leave_out), np.int64).reshape(-1, 2)
    keep = ~np.isin(_keys(first, second), _keys(out[:, 0], out[:, 1]))
    keep &= _counting() if ties is None else ~np.isin(_column(ties, "status").astype(str), NOT_HELD)
    row = -1 - np.arange(len(first))  # a partner without an id is told apart by its row
    places = np.concatenate([first[keep], second[keep]])
    others = [np.where(second > 0, second, row), np.where(first > 0, first, row)]
    partners = np.concatenate([other[keep] for other in others])
    known = places > 0
    order = np.lexsort((partners[known], places[known]))
    place, partner = places[known][order], partners[known][order]
    new = np.append(True, (np.diff(place) != 0) | (np.diff(partner) != 0))[: len(place)]
    return np.unique(place[new], return_counts=True)


_COUNTED = (*(f"{field}_{end}" for end in "ab" for field in ("community", "country")), "status")


@functools.cache
def _counting() -> npt.NDArray[np.bool_]:
    """`ended.counting` of our own tables; only the rows of the US, which stand first, can have ended."""
    ours = partnership_table("us")
    found = np.ones(len(_lines("all")), bool)
    found[: len(ours)] = counting({name: _column(ours, name) for name in _COUNTED})
    return found


def _levels(evidence: str | None) -> tuple[str, ...]:
    if evidence is None:
        return EVIDENCE
    if evidence not in EVIDENCE:
        raise ValueError(f"evidence must be one of {', '.join(EVIDENCE)}, not {evidence!r}")
    return EVIDENCE[: EVIDENCE.index(evidence) + 1]


def _texts(values: Sequence[str]) -> npt.NDArray[np.object_]:
    out = np.empty(len(values), object)
    out[:] = values
    return out


def _column(ties: Columns, name: str) -> npt.NDArray[np.object_]:
    return np.asarray(ties[name], dtype=object)


@functools.cache
@packaged
def _lines(scope: str) -> list[str]:
    """The rows of the tables as text: most callers need the ids of all and the names of a few."""
    lines: list[str] = []
    for path in TABLES.values() if scope == "all" else [TABLES[scope]]:
        with gzip.open(path, "rb") as packed:
            header, *rows = packed.read().decode().splitlines()
        if tuple(header.split(",")) != COLUMNS:
            raise ValueError(f"{path.name}: its columns are not those of this version")
        lines.extend(rows)
    return lines


@packaged
def _parsed(lines: Sequence[str]) -> Table:
    columns = zip(*csv.reader(lines), strict=True) if lines else ((),) * len(COLUMNS)
    return Table({name: _texts(c) for name, c in zip(COLUMNS, columns, strict=True)}, len(lines))


def _end_ids(communities: Sequence[str], regions: Sequence[str], end: str, world: World) -> Ids:
    return np.array(
        [
            _number(community, world) if end not in region else 0
            for community, region in zip(communities, regions, strict=True)
        ],
        np.int64,
    )


def _number(community: str, world: World) -> int:
    """The number of a community's row in the World: the geonameid of a place; 0 for a county and outside it."""
    scheme = CommunityId.scheme_of(community)
    if scheme == "geonames":
        return CommunityId.geonameid_of(community)
    return world.number_of_id(community) if scheme == "unit" else 0


def id_of(number: int, world: World | None = None) -> str:
    """The id of the community in the row of the World with a number; that of a place where there is none."""
    world = world if world is not None else load_world()
    row = world.row_of(number) if number >= FIRST_UNIT else -1
    return world.community_id(row) if row >= 0 else f"geonames:{number}"


def _keys(first: Ids, second: Ids) -> Ids:
    """One number per unordered pair of geonameids, each below 2**31."""
    return (np.minimum(first, second) << 32) | np.maximum(first, second)


def _partner(ties: Columns, row: int, end: str, world: World) -> Partner:
    def get(field: str) -> str:
        return str(_column(ties, field)[row])

    community = record_of(get(f"community_{end}"))
    name, admin1, country = (get(f"{field}_{end}") for field in ("name", "admin1", "country"))
    region = end in get("region")
    at = -1 if region or (name and country) else world.row_of_id(community)
    if at >= 0:  # a list may name its ends by their ids alone
        name, country = name or str(world["name"][at]), country or str(world["country"][at])
    return Partner(
        community,
        _number(community, world),
        name,
        admin1,
        country,
        get("kind"),
        get("status"),
        get("evidence"),
        region,
    )
