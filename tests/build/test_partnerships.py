"""How the gathered pairs become the tables."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from citymatch.build.partner_units import Units, bare, part_and_whole, signed
from citymatch.build.partnerships import Decisions, Locator, distinct, region_kind, tidy, tie, write
from citymatch.datasets import World
from citymatch.datasets.partnerships import COLUMNS
from citymatch.datasets.table import Text
from citymatch.datasets.world import FIRST_UNIT

GAZETTEER = {
    1: {"name": "Glain", "alternatenames": [], "countrycode": "BE", "admin1code": "WAL", "population": 8000,
        "latitude": 50.648, "longitude": 5.542},
    2: {"name": "Liège", "alternatenames": ["Lüttich"], "countrycode": "BE", "admin1code": "WAL",
        "population": 195000, "latitude": 50.633, "longitude": 5.567},
    3: {"name": "Spandau", "alternatenames": [], "countrycode": "DE", "admin1code": "16", "population": 30000,
        "latitude": 52.53, "longitude": 13.2},
    4: {"name": "Berlin", "alternatenames": [], "countrycode": "DE", "admin1code": "16", "population": 3426354,
        "latitude": 52.52, "longitude": 13.41},
}  # fmt: skip


def row(a: str, b: str, **changes: str) -> dict[str, str]:
    made = dict.fromkeys(("admin1_a", "latitude_a", "longitude_a", "latitude_b", "longitude_b"), "")
    made |= {"place_a": a, "country_a": "BE", "geonameid_a": "1", "evidence": "strong"}
    return made | {"place_b": b, "country_b": "DE", "geonameid_b": "4"} | changes


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Moscow Oblast", "RU", "state"),
        ("Nowy Sącz County", "PL", "county"),
        ("Main-Taunus (district)", "DE", "county"),
        ("Northamptonshire", "GB", "county"),
        ("San Isidro District", "PE", ""),  # in Peru a district is a municipality
        ("Bingham, Nottinghamshire", "GB", ""),
        ("Mercer Island", "US", ""),
    ],
)
def test_a_region_is_told_by_its_name(name: str, country: str, kind: str) -> None:
    assert region_kind(name, country) == kind


def test_a_german_list_is_tidied() -> None:
    assert tidy("Stadtverband Saarbrücken (Kreis) (Saarbrücken)") == "Stadtverband Saarbrücken (district)"


def test_an_id_under_another_name_gives_way_to_the_larger_place_of_the_name() -> None:
    locator = Locator(GAZETTEER)
    assert locator.id_for(1, "Liège", "BE") == 2
    assert locator.id_for(1, "Glain", "BE") == 1
    assert locator.id_for(3, "Berlin – Spandau", "DE") == 3


def test_a_tie_is_described_by_its_ends() -> None:
    made = tie(row("Liège", "Berlin"), Locator(GAZETTEER), {})
    assert made is not None
    assert (made["community_a"], made["community_b"], made["kind"]) == (
        "geonames:2",
        "geonames:4",
        "sister_city",
    )
    assert (made["admin1_a"], made["status"], made["region"]) == ("WAL", "unknown", "")


def test_a_county_of_the_us_has_its_own_id() -> None:
    pair = row("Lane County", "Berlin", country_a="US", geonameid_a="", admin1_a="OR")
    made = tie(pair, Locator(GAZETTEER), {("OR", "lanecounty"): "41039"})
    assert made is not None
    assert (made["community_a"], made["kind"], made["region"]) == ("us-county:41039", "sister_county", "")


def test_a_place_with_itself_is_no_tie() -> None:
    assert tie(row("Liège", "Liège", country_b="BE", geonameid_b="2"), Locator(GAZETTEER), {}) is None


def test_a_pair_stands_once_with_its_best_evidence() -> None:
    locator = Locator(GAZETTEER)
    turned = row("Berlin", "Liège", country_a="DE", geonameid_a="4", country_b="BE", geonameid_b="2")
    unlocated = row("Liège", "BERLIN", geonameid_b="")
    pairs = [
        tie(pair, locator, {}) for pair in (row("Liège", "Berlin", evidence="moderate"), turned, unlocated)
    ]
    dropped: Counter[str] = Counter()
    kept = distinct((pair for pair in pairs if pair), dropped)
    assert [(pair["name_a"], pair["evidence"]) for pair in kept] == [("Berlin", "strong")]
    assert dropped == {"the same pair again": 1, "the same names again, not located": 1}


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    made = tie(row("Liège", "Berlin"), Locator(GAZETTEER), {})
    assert made is not None
    for name in ("one.csv.gz", "two.csv.gz"):
        write(tmp_path / name, [made])
    assert (tmp_path / "one.csv.gz").read_bytes() == (tmp_path / "two.csv.gz").read_bytes()
    with gzip.open(tmp_path / "one.csv.gz", "rt", encoding="utf-8") as file:
        assert next(csv.reader(file)) == list(COLUMNS)


# Country, division, name, unit's name, kind, layer, people, latitude, longitude, who governs it, why it is no
# candidate, and the reason of its standing.
PLACES: dict[str, tuple[str, str, str, str, str, str, float, float, float, str, str, str]] = {}


def place(key: str, where: str, name: str, kind: str = "", people: float = 50_000, at: tuple[float, float] = (0, 0),
          part_of: str = "", why: str = "", unit: str = "", layer: str = "base") -> None:  # fmt: skip
    country, _, admin1 = where.partition("-")
    out = "part of another community" if part_of else ""
    PLACES[key] = (
        country,
        admin1,
        name,
        unit,
        kind,
        layer,
        people,
        *at,
        part_of,
        out,
        why or "judged one by one",
    )


SEOUL, TAIPEI, VIENNA = (37.57, 126.98), (25.01, 121.47), (48.2, 16.37)
place("geonames:1", "KR-11", "Seoul", "KR:special_city", 9e6, SEOUL, layer="over")
place("unit:KR:11230", "KR-11", "Gangnam-gu", "KR:district", 5e5, (37.5, 127.05))
place(
    "geonames:2", "KR-11", "Yongsan-dong (Yongsan-gu)", "KR:district", 2e5, (37.53, 126.97), unit="Yongsan-gu"
)
place("unit:KR:25020", "KR-19", "Jung-gu", "KR:district", 2e5, (36.32, 127.42))
place("unit:KR:11020", "KR-11", "Jung-gu (Seoul)", "KR:district", 1e5, (37.56, 126.99), unit="Jung-gu")
place("unit:KR:23010", "KR-12", "Jung-gu (Incheon)", "KR:district", 1e5, (37.47, 126.7), unit="Jung-gu")
place("geonames:3", "TW-03", "New Taipei City", "TW:special_municipality", 4e6, TAIPEI)
place("geonames:4", "TW-03", "Xindian", "", 3e5, (24.96, 121.54), part_of="geonames:3")
place("unit:TW:hsinchu", "TW-04", "Hsinchu County", "TW:county", 5e5, (24.8, 121.1), layer="over")
place("geonames:5", "AT-09", "Vienna", "AT:city-state", 1.9e6, VIENNA)
place("geonames:6", "CN-22", "Beijing", "", 1.9e7, (39.9, 116.4))
place("geonames:7", "CN-19", "Chaoyang", "", 4e5, (41.57, 120.45))
place("unit:GB:S12000047", "GB-SCT", "Fife", "GB:council_area", 3.7e5, (56.2, -3.1))
place("geonames:8", "GB-SCT", "Glenrothes", "", 4e4, (56.2, -3.17), part_of="none")
place("geonames:9", "GB-SCT", "Dunfermline", "", 5e4, (56.07, -3.46), part_of="geonames:8")
place("geonames:10", "GB-NIR", "Ballymena (Mid and East Antrim)", "GB:northern_irish_district", 1.4e5, (54.86, -6.28),
      unit="Mid and East Antrim")  # fmt: skip
place("geonames:11", "GB-NIR", "Carrickfergus", "", 3e4, (54.7, -5.8), part_of="geonames:10")
place("unit:GB:E08000014", "GB-ENG", "Sefton", "GB:metropolitan_borough", 2.8e5, (53.5, -3.0))
place("geonames:12", "GB-ENG", "Farnham", "", 4e4, (51.21, -0.8))
place("geonames:13", "GB-ENG", "Rushmoor", "", 9e2, (51.16, -0.73), part_of="geonames:12")
place("geonames:14", "AU-02", "Sutherland", "AU:local_government_area", 2.3e5, (-34.03, 151.06))
place(
    "geonames:15",
    "MX-03",
    "San José del Cabo (Los Cabos)",
    "MX:municipality",
    3.5e5,
    (23.06, -109.7),
    unit="Los Cabos",
)
place(
    "geonames:16",
    "MX-03",
    "Cabo San Lucas",
    "",
    2e5,
    (22.89, -109.91),
    part_of="geonames:15",
    why="lies in Los Cabos",
)
place("geonames:17", "JP-40", "Hino", "JP:city", 1.9e5, (35.67, 139.4))
place("geonames:18", "JP-35", "Hino", "JP:town", 2e4, (35.01, 136.25))
place("geonames:19", "DE-07", "Olfen", "DE:town", 1.3e4, (51.7, 7.38))
place("geonames:20", "SE-22", "Skoghall (Hammarö)", "SE:kommun", 1.6e4, (59.32, 13.46), unit="Hammarö")
place(
    "geonames:21",
    "US-NY",
    "Brooklyn",
    "",
    2.6e6,
    (40.65, -73.95),
    part_of="geonames:22",
    why="a borough of New York",
)
place("geonames:22", "US-NY", "New York City", "US:city", 8e6, (40.71, -74.0))
place("unit:US:3608760510", "US-NY", "Ramapo", "US:town", 1.5e5, (41.14, -74.11))
place("unit:US:4201708768", "US-PA", "Bristol (township)", "US:township", 5e4, (40.11, -74.87))
place("geonames:23", "US-PA", "Bristol", "US:borough", 1e4, (40.1, -74.85))
place("geonames:24", "US-KY", "Morehead", "US:city", 7e3, (38.18, -83.43))
place("geonames:25", "US-KY", "Morehead", "", 7e3, (37.27, -87.18), part_of="geonames:22",
      why="no government of this name, in Muhlenberg County")  # fmt: skip


@pytest.fixture(scope="module")
def units() -> Units:
    number = {key: int(key[9:]) for key in PLACES if key.startswith("geonames:")}
    number |= {key: FIRST_UNIT + n for n, key in enumerate(key for key in PLACES if key not in number)}
    keys = sorted(PLACES, key=number.__getitem__)
    country, admin1, name, unit, kind, layer, people, latitude, longitude, part, out, why = zip(
        *(PLACES[key] for key in keys), strict=True
    )
    texts = {
        "country": country, "admin1": admin1, "name": name, "unit_name": unit, "unit_kind": kind, "layer": layer,
        "not_candidate": out, "standing_reason": why, "unit_code": [key.rpartition(":")[2] for key in keys],
    }  # fmt: skip
    columns = {column: np.array(values, object) for column, values in texts.items()} | {
        "number": np.array([number[key] for key in keys]),
        "governed_by": np.array([number.get(each, 0) for each in part]),
        "population": np.array(people, float),
        "latitude": np.array(latitude, float),
        "longitude": np.array(longitude, float),
    }
    other = Text.of(["Olfen"]), np.array([keys.index("geonames:19")])
    return Units(World(columns, len(keys), lambda: other, ""))


def far_end(units: Units, name: str, country: str, **known: str) -> dict[str, str]:
    """A pair after its far end was read as the unit that signs."""
    made = dict.fromkeys(COLUMNS, "") | {"community_a": "user:x", "name_a": "X", "country_a": "XX"}
    made |= {"name_b": name, "country_b": country} | {f"{field}_b": value for field, value in known.items()}
    made["region"] = made.pop("region_b", "")
    (out,) = signed([made], units)
    return out


def near(at: tuple[float, float]) -> dict[str, str]:
    return {"latitude": str(at[0]), "longitude": str(at[1])}


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("Seongbuk-gu", ("Seongbuk", "gu")),
        ("Paju-si", ("Paju", "si")),
        ("Metropolitan Borough of Sefton", ("Sefton", "borough")),
        ("City of Cockburn", ("Cockburn", "city")),
        ("Hammarö Municipality", ("Hammarö", "municipality")),
        ("Saint-Denis", ("Saint-Denis", "")),
    ],
)
def test_the_kind_of_unit_is_no_part_of_a_name(name: str, read: tuple[str, str]) -> None:
    assert bare(name) == read


def test_a_dash_without_blanks_parts_nothing() -> None:
    assert part_and_whole("Lanesborough–Ballyleague") == ("Lanesborough–Ballyleague", "")
    assert part_and_whole("Prague 6 (Prague)") == ("Prague 6", "Prague")


@pytest.mark.parametrize(
    ("name", "country", "community"),
    [
        ("Seoul – Gangnam", "KR", "unit:KR:11230"),
        ("Yongsan (Seoul)", "KR", "geonames:2"),
        ("Gangnam-gu", "KR", "unit:KR:11230"),
        ("Seoul – Jung", "KR", "unit:KR:11020"),  # and not Daejeon's or Incheon's, 27 km away
        ("New Taipei – Xindian", "TW", "geonames:3"),
        ("Vienna 2 – Leopoldstadt", "AT", "geonames:5"),
        ("Haidian (Beijing)", "CN", "geonames:6"),
        ("Metropolitan Borough of Sefton", "GB", "unit:GB:E08000014"),
        ("Sutherland Shire", "AU", "geonames:14"),
        ("Hammarö Municipality", "SE", "geonames:20"),
        ("Los Cabos", "MX", "geonames:15"),
        ("Hino", "JP", ""),  # which of two?
    ],
)
def test_a_name_is_read_as_the_unit_that_signs(units: Units, name: str, country: str, community: str) -> None:
    assert far_end(units, name, country)["community_b"] == community


def test_a_point_or_a_division_tells_namesakes_apart(units: Units) -> None:
    assert far_end(units, "Hino", "JP", admin1="40")["community_b"] == "geonames:17"
    assert far_end(units, "Hino", "JP", **near((35.0, 136.2)))["community_b"] == "geonames:18"
    assert far_end(units, "Hino", "JP", **near((43.0, 141.0)))["community_b"] == ""


def test_a_wrong_point_does_not_hide_the_only_bearer_of_a_name(units: Units) -> None:
    assert far_end(units, "Olfen", "DE", **near((49.59, 8.89)))["community_b"] == "geonames:19"


@pytest.mark.parametrize(
    ("place", "name", "country", "community"),
    [
        ("geonames:4", "New Taipei – Xindian", "TW", "geonames:3"),
        ("geonames:9", "Dunfermline", "GB", "unit:GB:S12000047"),
        ("geonames:8", "Glenrothes", "GB", "unit:GB:S12000047"),
        ("geonames:11", "Carrickfergus", "GB", "geonames:10"),
        ("geonames:16", "Cabo San Lucas", "MX", "geonames:15"),
        ("geonames:7", "Chaoyang (Beijing)", "CN", "geonames:6"),  # located at a namesake 300 km away
        ("geonames:7", "Chaoyang", "CN", "geonames:7"),
        ("geonames:13", "Rushmoor", "GB", "geonames:13"),  # a parish next door governs nobody else
        ("geonames:21", "Brooklyn", "US", "geonames:21"),  # the city signs; it stays as it is named
        ("geonames:25", "Morehead", "US", "geonames:24"),
    ],
)
def test_a_part_of_a_unit_is_that_unit(
    units: Units, place: str, name: str, country: str, community: str
) -> None:
    admin1 = "KY" if country == "US" else ""
    assert far_end(units, name, country, community=place, admin1=admin1)["community_b"] == community


@pytest.mark.parametrize(
    ("name", "state", "community"),
    [
        ("Ramapo", "NY", "unit:US:3608760510"),
        ("Ramapo", "NJ", ""),
        ("Bristol Township", "PA", "unit:US:4201708768"),
        ("Bristol", "PA", "geonames:23"),
    ],
)
def test_a_us_government_is_found_by_its_name_in_its_state(
    units: Units, name: str, state: str, community: str
) -> None:
    assert far_end(units, name, "US", admin1=state)["community_b"] == community


def test_a_county_that_signs_is_no_region(units: Units) -> None:
    county = far_end(units, "Hsinchu County", "TW", region="b")
    assert (county["community_b"], county["region"]) == ("unit:TW:hsinchu", "")
    stays = far_end(units, "Beijing Province", "CN", region="b")
    assert (stays["community_b"], stays["region"]) == ("", "b")


def test_a_unit_is_no_partner_of_its_own_part(units: Units) -> None:
    pair = dict.fromkeys(COLUMNS, "") | {
        "community_a": "geonames:3",
        "name_a": "New Taipei",
        "country_a": "TW",
    }
    pair |= {"community_b": "geonames:4", "name_b": "Xindian", "country_b": "TW"}
    assert list(signed([pair], units)) == []


def test_of_two_rows_of_a_pair_the_one_that_names_the_unit_stays(units: Units) -> None:
    pairs = [
        far_end(units, name, "AT") | {"evidence": "weak"} for name in ("Vienna 2 – Leopoldstadt", "Vienna")
    ]
    dropped: Counter[str] = Counter()
    assert [row["name_b"] for row in distinct(pairs, dropped)] == ["Vienna"]
    assert dropped["the same pair under other names"] == 1


def decision(partner: str, name: str, community: str = "geonames:2") -> dict[str, str]:
    return {"community": community, "name": name, "country": "DE", "partner": partner, "reason": "known"}


def test_a_partner_located_at_a_namesake_is_mended(units: Units) -> None:
    locator = Locator(GAZETTEER)
    names = ("Berlin", "Land Berlin", "Nobody", "Sefton", "Nowhere")
    rows = [each for name in names if (each := tie(row("Liège", name, geonameid_b="3"), locator, {}))]
    lines = [
        decision("4", "Berlin"),
        decision("region", "Land Berlin"),
        decision("none", "Nobody"),
        decision("unit:GB:E08000014", "Sefton", "*"),
        decision("unlocated", "Nowhere"),
    ]
    decisions = Decisions(lines, locator, units.world)
    made = list(decisions.applied(rows))
    assert [(each["name_b"], each["community_b"], each["country_b"], each["region"]) for each in made] == [
        ("Berlin", "geonames:4", "DE", ""),
        ("Land Berlin", rows[1]["community_b"], "DE", "b"),
        ("Sefton", "unit:GB:E08000014", "GB", ""),
        ("Nowhere", "", "DE", ""),
    ]
    assert {each["evidence"] for each in made} == {"strong"}
    decisions.check()


def test_a_decision_must_fit_a_row_and_name_a_community(units: Units) -> None:
    locator = Locator(GAZETTEER)
    decisions = Decisions([decision("4", "Berlin", "geonames:9")], locator, units.world)
    with pytest.raises(ValueError, match="no partnership of geonames:9 with Berlin"):
        decisions.check()
    made = tie(row("Liège", "Berlin"), locator, {})
    assert made is not None
    for partner, message in (("unit:GB:X", "no community unit:GB:X"), ("Berlin", "is no id of a community")):
        with pytest.raises(ValueError, match=message):
            list(Decisions([decision(partner, "Berlin")], locator, units.world).applied([made]))
