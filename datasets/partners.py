"""The known partners of a community: who they are, and what is on record of each."""

from __future__ import annotations

import functools
import re
from collections.abc import Container, Iterable
from typing import NamedTuple

import numpy as np

from .ended import NOT_HELD
from .governments import ids_of_one, record_of
from .ids import CommunityId
from .partnership_ends import Ids, id_of, ids, ids_of, number_of, shipped_ids
from .partnerships import EVIDENCE, Columns, column_of, lines_of, parsed
from .table import Table
from .world import World, load_world

_PARTED = re.compile(r"\s*[–(),]\s*")
"""What parts a whole from its part in the names of the lists: "Berlin – Spandau"."""


class Partner(NamedTuple):
    """The other end of a partnership. `number` is its row's in the World (the geonameid of a place), 0 where it has
    none; `region` says that the partner is a region, so that the id is only that of a namesake."""

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
        lines, at = lines_of("all"), {each: n for n, each in enumerate(needed, 1)}
        ties = parsed([lines[each - 1] for each in needed])
        wanted = [[at[abs(each)] * (1 if each > 0 else -1) for each in some] for some in wanted]
    land = {end: column_of(ties, f"country_{end}") for end in "ab"}
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
    return _ends(shipped_ids(world))


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
    lines = lines_of("all")
    named: dict[int, str] = {}
    for id_ in ids_of_one(community):
        geonameid = CommunityId.geonameid_of(id_)
        named |= {
            row: lines[row] for row in (_rows_of(geonameid) if geonameid else _rows_elsewhere().get(id_, ()))
        }
    return parsed([named[row] for row in sorted(named)])


def _rows_of(geonameid: int) -> list[int]:
    """The rows of our own table that name a place of the gazetteer."""
    first, second = ids()
    return np.flatnonzero((first == geonameid) | (second == geonameid)).tolist()


@functools.cache
def _rows_elsewhere() -> dict[str, list[int]]:
    """The rows that name a unit or a county, by each of their two communities."""
    found: dict[str, list[int]] = {}
    for row, line in enumerate(lines_of("all")):
        if "unit:" in line or "us-county:" in line:
            for community in dict.fromkeys(line.split(",", 2)[:2]):
                found.setdefault(community, []).append(row)
    return found


def _partners_in(ties: Columns, wanted: str, world: World, named: str = "") -> tuple[Partner, ...]:
    """The partners in a table of a community, by any of its ids; with `named`, those that it has by this name alone."""
    region, same = column_of(ties, "region"), ids_of_one(wanted)
    found: list[Partner] = []
    for own, other in ("ab", "ba"):
        here = np.flatnonzero(np.isin(column_of(ties, f"community_{own}").astype(str), same))
        names = column_of(ties, f"name_{own}")
        found.extend(
            _partner(ties, row, other, world)
            for row in here.tolist()
            if own not in region[row] and (not named or named in _PARTED.split(str(names[row])))
        )
    return tuple(found)


def _partner(ties: Columns, row: int, end: str, world: World) -> Partner:
    def get(field: str) -> str:
        return str(column_of(ties, field)[row])

    community = record_of(get(f"community_{end}"))
    name, admin1, country = (get(f"{field}_{end}") for field in ("name", "admin1", "country"))
    region = end in get("region")
    at = -1 if region or (name and country) else world.row_of_id(community)
    if at >= 0:  # a list may name its ends by their ids alone
        name, country = name or str(world["name"][at]), country or str(world["country"][at])
    return Partner(
        community,
        number_of(community, world),
        name,
        admin1,
        country,
        get("kind"),
        get("status"),
        get("evidence"),
        region,
    )
