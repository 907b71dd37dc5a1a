"""Which community an end of a known partnership is: the unit of local government that signs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from citymatch.datasets import World
from citymatch.places.folding import fold

Row = dict[str, str]

_DASH, _NUMBER = re.compile(r"\s[–—]\s"), re.compile(r"\s+(\d+|[IVX]+)\.?(\s+kerület)?$")
_KINDS: dict[str, tuple[str, ...]] = {
    "gu": ("district",), "ku": ("ward",), "si": ("city",), "shi": ("city",), "gun": ("county",),
    "machi": ("town",), "chō": ("town",), "cho": ("town",), "mura": ("village",), "son": ("village",),
    "city": (), "town": ("town", "township"), "village": ("village",), "township": ("township",),
    "county": ("county",), "shire": ("local_government_area",), "district": ("district",),
    "borough": ("borough",), "municipality": (), "commune": (), "council": (),
}  # fmt: skip
"""Words in a name that tell the kind of unit, and how the kinds of the units that may be meant end (any, if none)."""
_SUFFIX = re.compile(
    r"^(.+?)(?:-(gu|ku|si|shi|gun|machi|chō|cho|mura|son)"
    r"|\s+(?:Charter\s+|Urban\s+|Rural\s+|District\s+)?(City|Town|Village|Township|County|Shire|District|Borough"
    r"|Municipality|Commune|Council))$"
)
_PREFIX = re.compile(
    r"^(?:(?:The\s+)?(?:Royal\s+|Metropolitan\s+|London\s+|Rural\s+)*"
    r"(City|Town|Village|Township|County|Shire|District|Borough|Municipality|Commune)\s+of|(County))\s+(.+)$"
)
_SAME_KM, _UNIT_KM, _APART_KM = 10.0, 40.0, 150.0
_BRITISH_BY_AREA, _COUNCIL_AREAS = {"SCT", "NIR"}, ("council_area", "irish_district")
_SEATS = {
    "Dalkeith": "Midlothian", "Dumbarton": "West Dunbartonshire", "Forfar": "Angus", "Giffnock": "East Renfrewshire",
    "Glenrothes": "Fife", "Haddington": "East Lothian", "Hamilton": "South Lanarkshire", "Irvine": "North Ayrshire",
    "Kirkintilloch": "East Dunbartonshire", "Livingston": "West Lothian", "Lochgilphead": "Argyll and Bute",
    "Motherwell": "North Lanarkshire", "Newtown St Boswells": "Scottish Borders",
}  # fmt: skip
"""The towns at which Scottish councils sit that bear another name and no unit of their own."""


def bare(name: str) -> tuple[str, str]:
    """A name without the kind of unit in it, and the word for that kind.

    >>> bare("Seongbuk-gu"), bare("Metropolitan Borough of Sefton"), bare("Sutherland Shire"), bare("Seika")
    (('Seongbuk', 'gu'), ('Sefton', 'borough'), ('Sutherland', 'shire'), ('Seika', ''))
    """
    if found := _PREFIX.match(name):
        return found[3], (found[1] or found[2]).lower()
    if found := _SUFFIX.match(name):
        return found[1], (found[2] or found[3]).lower()
    return name, ""


def part_and_whole(name: str) -> tuple[str, str]:
    """The place that a listed name means, and the city of which it is a part ("" where none is named).

    >>> part_and_whole("Seoul – Gangnam"), part_and_whole("Yongsan (Seoul)"), part_and_whole("Vienna 2 – Leopoldstadt")
    (('Gangnam', 'Seoul'), ('Yongsan', 'Seoul'), ('Leopoldstadt', 'Vienna'))
    >>> part_and_whole("Budapest XI – Újbuda"), part_and_whole("Prague 1"), part_and_whole("Newport, Pembrokeshire")
    (('Újbuda', 'Budapest'), ('Prague 1', 'Prague'), ('Newport', ''))
    """
    name = name.split(",")[0].strip()
    dashed = _DASH.split(name, maxsplit=1)
    if len(dashed) == 2:
        return dashed[1].strip(), _NUMBER.sub("", dashed[0])
    part, _, whole = name.partition("(")
    part, whole = part.strip(), whole.rstrip(") ")
    numbered = _NUMBER.sub("", part)
    return part, whole or (numbered if numbered != part else "")


class Clue(NamedTuple):
    """What is known of an end beside its name: country, division and point, or the unit of which it is a part."""

    country: str
    admin1: str = ""
    point: tuple[float, float] | None = None
    whole: int = -1


class Units:
    """Which community of the World an end of a pair is: the unit that signs."""

    def __init__(self, world: World):
        self.world = world
        self.able = np.asarray(world["not_candidate"] == "")
        self.kind, self.unit_name = np.asarray(world["unit_kind"]), np.asarray(world["unit_name"])
        # A US government of any size can seek a partner; candidates are those of 500 people and more.
        small = np.asarray(world["not_candidate"] == "fewer than 500 people")
        self.signs = self.able | (small & np.char.startswith(self.kind.astype(str), "US:"))
        self.name, self.country = np.asarray(world["name"]), np.asarray(world["country"])
        self.admin1, self.reason = np.asarray(world["admin1"]), np.asarray(world["standing_reason"])
        self.governor, self.layer = np.asarray(world["governed_by"]), np.asarray(world["layer"])
        self.people = np.asarray(world["population"], np.float64)
        self.latitude, self.longitude = np.asarray(world["latitude"]), np.asarray(world["longitude"])
        self._index()

    def _index(self) -> None:
        """The rows by country and name: as written, without the kind of unit, other names, and those of mere places."""
        self.named: dict[tuple[str, str], list[int]] = {}
        self.bared: dict[tuple[str, str], list[int]] = {}
        self.places: dict[tuple[str, str], list[int]] = {}
        self.other: dict[tuple[str, str], list[int]] = {}
        for row, (name, unit) in enumerate(zip(self.name.tolist(), self.unit_name.tolist(), strict=True)):
            country = self.country[row]
            if not self.signs[row]:
                self.places.setdefault((country, fold(name)), []).append(row)
                continue
            names = {name, name.removesuffix(f" ({unit})"), unit} - {""}
            keys = {fold(each) for each in names}
            bares = {fold(bare(re.sub(r"\s*\(.*", "", each))[0]) for each in names} - keys
            for index, some in ((self.named, keys), (self.bared, bares)):
                for key in some:
                    index.setdefault((country, key), []).append(row)
        for name, row in zip(self.world.alternate_name, self.world.alternate_row.tolist(), strict=True):
            if self.signs[row]:
                self.other.setdefault((self.country[row], fold(name)), []).append(row)

    def of(self, community: str) -> str:
        """The id of the unit in which a place lies, where that is known well enough; else the id given."""
        row = self.world.row_of_id(community)
        whole = self._unit_over(row) if row >= 0 and not self.signs[row] else -1
        return self.world.community_id(whole) if whole >= 0 else community

    def _unit_over(self, row: int) -> int:
        """The row of the unit of which a place is a part, -1 where that is not known well enough."""
        if self.country[row] == "GB" and self.admin1[row] in _BRITISH_BY_AREA:
            return self._council_area(row)
        whole = self.world.row_of(int(self.governor[row])) if self.governor[row] else -1
        if whole < 0 or self.country[row] != self.country[whole]:
            return -1
        if self.country[row] in ("US", "IE") or not self.signs[whole] or self.layer[whole] == "over":
            return -1
        if str(self.reason[row]).startswith("lies in"):
            return whole
        return whole if self._sure(row, whole) else -1

    def _sure(self, row: int, whole: int) -> bool:
        """Whether a stronger neighbour is surely the unit around a place: it is near, much larger, and no parish."""
        own, other = float(self.people[row]), float(self.people[whole])
        near = self.km_between(row, whole) <= 15 and self.admin1[row] == self.admin1[whole]
        parish = self.country[row] == "GB" and not self.kind[whole]
        return near and not parish and other >= 5_000 and not other < 2 * own

    def _council_area(self, row: int) -> int:
        """The council area of a town in Scotland or Northern Ireland, by its seat; Aberdeen's ring has its own."""
        whole = self.world.row_of(int(self.governor[row])) if self.governor[row] else row
        if whole < 0 or self.name[whole] == "Aberdeen":
            return -1
        if self.signs[whole]:
            return whole if str(self.kind[whole]).endswith(_COUNCIL_AREAS) else -1
        rows = self.named.get(("GB", fold(_SEATS.get(str(self.name[whole]), ""))), [])
        areas = [each for each in rows if str(self.kind[each]).endswith(_COUNCIL_AREAS)]
        return areas[0] if len(areas) == 1 else -1

    def unit(self, name: str, country: str) -> int:
        """The row of the one unit of a country whose full name this is, with its kind ("County Carlow"), else -1."""
        base, word = bare(name)
        word = word or ("shire" if country == "GB" and name.endswith("shire") else "")
        full, stripped = (country, fold(name)), (country, fold(base))
        rows = self.named.get(full) or self.named.get(stripped, []) + self.bared.get(stripped, [])
        kinds = ("authority", "area", "district") if word == "shire" else _KINDS.get(word, ()) or ("?",)
        rows = [row for row in rows if str(self.kind[row]).endswith(kinds)]
        return rows[0] if len(rows) == 1 else -1

    def bearing(self, name: str, clue: Clue) -> int:
        """The row of the community that a listed name means and that can sign, -1 where none or several are."""
        part, whole = part_and_whole(name)
        city = self._named(whole, clue._replace(admin1="")) if whole else -1
        found = self._named(part, clue._replace(whole=city))
        if found >= 0 or not whole:
            return found
        # "Oda (Shimane)" may be one of several of that name, and is not the town of Shimane.
        known = clue.point is not None or (clue.country, fold(part)) not in self.named
        return city if known or self._large(city) else -1

    def _named(self, name: str, clue: Clue) -> int:
        base, word = bare(name)
        key, stripped = (clue.country, fold(name)), (clue.country, fold(base))
        for rows in (self.named.get(key), self.named.get(stripped), self.bared.get(stripped)):
            if rows and (found := self._narrowed(rows, word, clue, _UNIT_KM)) >= 0:
                return found
        if clue.country == "US":
            return -1
        lying = self.places.get(key, [])
        at = self._narrowed(lying, "", clue, _SAME_KM)
        if at >= 0 and (over := self._unit_over(at)) >= 0:
            return over
        others = self.other.get(key, [])
        spelled = [] if clue.point is None and lying else others
        if (found := self._narrowed(spelled, word, clue, 2 * _SAME_KM)) >= 0:
            return found
        return self._alone(self.named.get(key, []), others, clue) if at < 0 else -1

    def _alone(self, rows: Sequence[int], others: Sequence[int], clue: Clue) -> int:
        """The row of a name that is borne only once in its country, though far from the point given, else -1.

        The points of the lists are often those of a namesake.
        """
        once = len({*rows, *others}) == 1 and len(rows) > 0
        return rows[0] if once and clue.point is not None and clue.whole < 0 else -1

    def _narrowed(self, rows: Sequence[int], word: str, clue: Clue, within: float) -> int:
        """The one of several rows that fits what else is known, -1 where none or more than one does."""
        kinds = _KINDS.get(word, ())
        of_kind = [row for row in rows if kinds and str(self.kind[row]).endswith(kinds)]
        rows = of_kind if of_kind or word in ("county", "borough") else list(rows)
        if clue.country == "US":
            rows = [row for row in rows if self.admin1[row] == clue.admin1 and self.kind[row] != "US:county"]
            places = [row for row in rows if self.kind[row] not in ("US:township", "US:town")]
            rows = rows if len(rows) == 1 or kinds else places or rows
        elif clue.whole >= 0:
            off = {row: self.km_between(row, clue.whole) for row in rows if self._belongs(row, clue.whole)}
            rows = sorted(off, key=off.__getitem__)[:1]
        elif clue.point is not None:
            off = {row: self._off(row, clue.point) for row in rows}
            rows = sorted((row for row in rows if off[row] <= within), key=off.__getitem__)[:1]
        elif len(rows) > 1 and clue.admin1:
            rows = [row for row in rows if self.admin1[row] == clue.admin1]
        return rows[0] if len(rows) == 1 else -1

    def _belongs(self, row: int, whole: int) -> bool:
        far = self.km_between(row, whole)
        return row != whole and (
            far <= _UNIT_KM or (self.admin1[row] == self.admin1[whole] and far <= _APART_KM)
        )

    def far_from_its_city(self, community: str, name: str, country: str) -> bool:
        """Whether an end stands far from the city in whose name it is listed: "Chaoyang (Beijing)" in Liaoning."""
        whole = part_and_whole(name)[1]
        row = self.world.row_of_id(community)
        city = self._named(whole, Clue(country)) if whole else -1
        return row >= 0 and self._large(city) and self.km_between(row, city) > _APART_KM

    def _large(self, row: int) -> bool:
        return row >= 0 and float(self.people[row]) >= 1_000_000

    def km_between(self, one: int, other: int) -> float:
        return self._off(one, (float(self.latitude[other]), float(self.longitude[other])))

    def _off(self, row: int, point: tuple[float, float]) -> float:
        at = {"latitude": float(self.latitude[row]), "longitude": float(self.longitude[row])}
        if np.isnan([*at.values(), *point]).any():
            return float("inf")
        return km_between(at, {"latitude": point[0], "longitude": point[1]})


def signed(rows: Iterable[Row], units: Units) -> Iterator[Row]:
    """The rows with each end as the unit that signs, where it is one; pairs of a unit with itself fall out."""
    for row in rows:
        out = dict(row)
        for end in "ab":
            out |= _signing(out, end, units)
        if out["community_a"] != out["community_b"] or not out["community_a"]:
            yield out


def _signing(row: Row, end: str, units: Units) -> Row:
    """What changes at one end of a pair."""
    name, country, community = (row[f"{field}_{end}"] for field in ("name", "country", "community"))
    if community.startswith(("us-county:", "unit:")):
        return {}
    if end in row["region"]:
        at = units.unit(name, country)
        return _at(units, at, end) | {"region": row["region"].replace(end, "")} if at >= 0 else {}
    point, far = None, False
    if row[f"latitude_{end}"]:
        point = float(row[f"latitude_{end}"]), float(row[f"longitude_{end}"])
    if community:
        far = country != "US" and units.far_from_its_city(community, name, country)
        if not far and (moved := units.of(community)) != community:
            return _at(units, units.world.row_of_id(moved), end)
        at = units.world.row_of_id(community)
        if not far and (at < 0 or units.signs[at] or not _may_move(units, at)):
            return {}
        point = None if far or country == "US" else (float(units.latitude[at]), float(units.longitude[at]))
    found = units.bearing(name, Clue(country, row[f"admin1_{end}"], point))
    return _at(units, found, end) if found >= 0 else {}


def _may_move(units: Units, row: int) -> bool:
    """Whether the name of an end may speak against the place it was located at, which cannot sign.

    In the US only where the place bears the name of no government there; a borough of New York stays as it is named.
    """
    return units.country[row] != "US" or str(units.reason[row]).startswith("no government of this name")


def _at(units: Units, row: int, end: str) -> Row:
    community, country = units.world.community_id(row), str(units.country[row])
    return end_at(community, country, str(units.admin1[row]), end)


def km_between(a: dict[str, Any], b: dict[str, Any]) -> float:
    from geopy.distance import great_circle

    return float(great_circle((a["latitude"], a["longitude"]), (b["latitude"], b["longitude"])).km)


def end_at(community: str, country: str, admin1: str, end: str) -> Row:
    found = {"community": community, "country": country, "admin1": admin1, "latitude": "", "longitude": ""}
    return {f"{field}_{end}": value for field, value in found.items()}
