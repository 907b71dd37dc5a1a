"""Which place is the seat of a unit, and whose point and name a unit has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from citymatch.build.signing.renewal import Matched, matched
from citymatch.build.signing.rules import Rules
from citymatch.build.signing.unmatched import figures
from citymatch.datasets import InputError

Frame = Callable[..., pd.DataFrame]
Make = Callable[..., Rules]

RYPIN = {"name": "Rypin", "latitude": 53.07, "longitude": 19.41}
CITY = {**RYPIN, "code": "0412011", "kind": "city", "people": 15_000}
RING = {**RYPIN, "code": "0412052", "kind": "ring", "people": 7_500}
RINGS = {"kind": [{"kind": "ring", "gloss": "a ring", "ring": True}]}
VEFSN = {"code": "1824", "name": "Vefsn", "latitude": 65.8, "longitude": 13.2, "people": 13_000}


def place(number: int, name: str, **more: Any) -> dict[str, Any]:
    return {"geonameid": number, "name": name, "latitude": 53.07, "longitude": 19.41, **more}


def mosjoen(number: int, name: str, people: float = 9_800.0, **more: Any) -> dict[str, Any]:
    """A place at the town of Mosjøen, the seat of Vefsn."""
    return {
        "geonameid": number,
        "name": name,
        "latitude": 65.84,
        "longitude": 13.19,
        "population": people,
        **more,
    }


def seats_of(places: pd.DataFrame, units: pd.DataFrame, rules: Rules) -> dict[str, int]:
    """The geonameid of the seat of each unit, by code."""
    made, _ = matched(places, units, rules)
    return dict(zip(made["code"], made["seat"].tolist(), strict=True))


def test_a_place_of_the_units_name_is_its_seat(places_of: Frame, units_of: Frame, rules_of: Make) -> None:
    places = places_of(place(1, "Rypin", population=15_000.0), place(2, "Starorypin", population=300.0))
    assert seats_of(places, units_of(CITY), rules_of()) == {"0412011": 1}


def test_a_city_and_the_ring_around_it_do_not_share_a_dot(
    places_of: Frame, units_of: Frame, rules_of: Make
) -> None:
    places = places_of(place(1, "Rypin", population=15_000.0))
    assert seats_of(places, units_of(CITY, RING), rules_of(**RINGS)) == {"0412011": 1, "0412052": 0}
    # Though the place have the ring's own figure.
    places = places_of(place(1, "Rypin", population=7_500.0))
    assert seats_of(places, units_of(RING, CITY), rules_of(**RINGS)) == {"0412011": 1, "0412052": 0}


def test_without_a_word_of_rings_the_figure_decides(
    places_of: Frame, units_of: Frame, rules_of: Make
) -> None:
    places = places_of(place(1, "Rypin", population=7_500.0))
    assert seats_of(places, units_of(RING, CITY), rules_of()) == {"0412011": 0, "0412052": 1}


def test_of_two_places_of_the_name_that_with_the_units_people_is_the_seat(
    places_of: Frame, units_of: Frame, rules_of: Make
) -> None:
    """It lies 11 km off, which weighs less; farther off it would weigh more."""
    near, off = place(1, "Rypin", population=20_000.0), place(2, "Rypin", population=15_000.0, latitude=53.17)
    assert seats_of(places_of(near, off), units_of(CITY), rules_of()) == {"0412011": 2}
    farther = {**off, "latitude": 53.27}
    assert seats_of(places_of(near, farther), units_of(CITY), rules_of()) == {"0412011": 1}


def test_a_seat_of_another_name_by_code(places_of: Frame, units_of: Frame, rules_of: Make) -> None:
    town, village = mosjoen(1, "Mosjøen", admin2="1824"), mosjoen(2, "Drevja", 400, admin2="1824")
    places = places_of(town, village)
    assert seats_of(places, units_of(VEFSN), rules_of()) == {"1824": 1}


def test_a_seat_of_another_name_needs_its_share_of_the_people(
    places_of: Frame, units_of: Frame, rules_of: Make
) -> None:
    """9,800 of 13,000 are three quarters."""
    places = places_of(mosjoen(1, "Mosjøen", admin2="1824"))
    assert seats_of(places, units_of(VEFSN), rules_of(main_share=0.7)) == {"1824": 1}
    assert seats_of(places, units_of(VEFSN), rules_of(main_share=0.8)) == {"1824": 0}


def test_a_seat_by_hand_wins(places_of: Frame, units_of: Frame, rules_of: Make) -> None:
    places = places_of(mosjoen(1, "Mosjøen"), mosjoen(2, "Vefsn", 13_000))
    seat = [{"code": "1824", "geonameid": 1, "why": "the town hall"}]
    assert seats_of(places, units_of(VEFSN), rules_of()) == {"1824": 2}
    assert seats_of(places, units_of(VEFSN), rules_of(seat=seat)) == {"1824": 1}
    assert seats_of(places, units_of(VEFSN), rules_of(seat=[{**seat[0], "geonameid": 0}])) == {"1824": 0}


def test_a_seat_by_hand_is_nobody_elses(places_of: Frame, units_of: Frame, rules_of: Make) -> None:
    places = places_of(place(1, "Rypin", population=15_000.0))
    seat = [{"code": "0412052", "geonameid": 1, "why": "the offices"}]
    assert seats_of(places, units_of(CITY, RING), rules_of(seat=seat, **RINGS)) == {
        "0412011": 0,
        "0412052": 1,
    }


@pytest.mark.parametrize(
    ("code", "number", "message"),
    [
        ("9", 1, "seat of 9: the register has no such unit"),
        ("1824", 9, "seat of 1824: the gazetteer has no place 9"),
    ],
)
def test_a_seat_by_hand_that_is_not_there(
    places_of: Frame, units_of: Frame, rules_of: Make, code: str, number: int, message: str
) -> None:
    rules = rules_of(seat=[{"code": code, "geonameid": number, "why": ""}])
    with pytest.raises(InputError, match=f"^PT.toml, {message}"):
        matched(places_of(mosjoen(1, "Mosjøen")), units_of(VEFSN), rules)


def test_an_abandoned_place_is_no_seat(places_of: Frame, units_of: Frame, rules_of: Make) -> None:
    places = places_of(place(1, "Rypin", feature_code="PPLQ", population=15_000.0, admin2="0412011"))
    assert seats_of(places, units_of(CITY), rules_of()) == {"0412011": 0}


def test_a_part_and_a_unit_that_merged_have_no_seat(
    places_of: Frame, units_of: Frame, rules_of: Make
) -> None:
    places = places_of(place(1, "Rypin", population=15_000.0))
    assert seats_of(places, units_of({**CITY, "layer": "in:9"}), rules_of()) == {"0412011": 0}
    assert seats_of(places, units_of({**CITY, "seatless": True}), rules_of()) == {"0412011": 0}


def near_of(places: pd.DataFrame, units: pd.DataFrame, rules: Rules) -> dict[str, int]:
    made, _ = matched(places, units, rules)
    return dict(zip(made["code"], made["near"].tolist(), strict=True))


def test_a_unit_without_a_place_has_its_neighbours_point(
    places_of: Frame, units_of: Frame, rules_of: Make
) -> None:
    """A quarter of a degree of latitude is 28 km, 0.3 are 33."""
    places = places_of(place(1, "Casal", latitude=53.32), place(2, "Outeiro", latitude=54.0))
    assert near_of(places, units_of(CITY), rules_of()) == {"0412011": 1}
    assert near_of(places_of(place(1, "Casal", latitude=53.37)), units_of(CITY), rules_of()) == {"0412011": 0}


def test_a_unit_without_a_point_has_that_of_its_largest_place_or_of_its_division(
    places_of: Frame, units_of: Frame, rules_of: Make
) -> None:
    units = units_of(
        {"code": "A", "name": "Alfa", "division": "Norte"},
        {"code": "B", "name": "Serra", "division": "Norte"},
        {"code": "C", "name": "Costa", "division": "Norte"},
    )  # fmt: skip
    places = places_of(
        place(1, "Alfa", population=900.0, admin2="X1"), place(2, "Casal", population=90.0, admin2="X2"),
        place(3, "Outeiro", population=80.0, admin2="X2"),
    )  # fmt: skip
    rules = rules_of(inside=[{"division": "X2", "code": "B"}], level="admin2", main_share=0.5)
    assert near_of(places, units, rules) == {"A": 0, "B": 2, "C": 1}


def far_of(places: pd.DataFrame, units: pd.DataFrame, rules: Rules, code: str) -> float:
    """How far off a unit may lie from the point that stands for its own."""
    made, _ = matched(places, units, rules)
    row = made[made["code"] == code].iloc[0]
    assert row["candidate"] == ("no source says where it lies" if np.isnan(row["near_km"]) else "")
    return float(row["near_km"])


def province(*names: str, district: str = "") -> list[dict[str, object]]:
    return [
        {"code": f"{district}{name[0]}", "name": name, "division": "Norte", "people": 2000.0}
        for name in names
    ]


def test_a_unit_without_a_place_lies_as_far_off_as_the_others_of_a_small_district(
    places_of: Frame, units_of: Frame, rules_of: Make
) -> None:
    """A tenth of a degree of latitude is 11.1 km: the others lie 11.1, 11.1, 22.2 and 33.4 km from Alfa."""
    at = {"Alfa": 50.0, "Breda": 50.1, "Costa": 50.1, "Delta": 50.2, "Elvas": 50.3}
    places = places_of(*(place(n, name, latitude=lat) for n, (name, lat) in enumerate(at.items(), 1)))
    units = units_of(*province(*at), {"code": "S", "name": "Serra", "division": "Norte", "people": 900.0})
    units.loc[units["name"] == "Alfa", "people"] = 9000.0
    assert near_of(places, units, rules_of())["S"] == 1
    assert far_of(places, units, rules_of(), "S") == pytest.approx(25.0, abs=0.1), (
        "three quarters lie so near"
    )


def test_where_a_unit_lies_in_a_province_is_unknown(
    places_of: Frame, units_of: Frame, rules_of: Make
) -> None:
    """Quebec's municipalities without a place were said to be in Montreal, its largest."""
    at = {"Alfa": 45.5, "Breda": 46.8, "Costa": 48.4, "Delta": 49.2}
    places = places_of(*(place(n, name, latitude=lat) for n, (name, lat) in enumerate(at.items(), 1)))
    units = units_of(*province(*at), {"code": "S", "name": "Serra", "division": "Norte", "people": 900.0})
    assert np.isnan(far_of(places, units, rules_of(), "S"))


def test_districts_told_by_the_code_are_smaller_than_the_division(
    places_of: Frame, units_of: Frame, rules_of: Make
) -> None:
    at = {"Alfa": 45.5, "Breda": 45.5, "Costa": 45.6, "Delta": 45.6, "Elvas": 49.0, "Faro": 49.9}
    places = places_of(*(place(n, name, latitude=lat) for n, (name, lat) in enumerate(at.items(), 1)))
    near, far = list(at)[:4], list(at)[4:]
    lone = {"name": "Serra", "division": "Norte", "people": 900.0}
    units = units_of(*province(*near, district="01"), *province(*far, district="02"),
                     {"code": "01S", **lone}, {"code": "02S", **lone})  # fmt: skip
    rules = rules_of(district="^\\d\\d")
    assert far_of(places, units, rules, "01S") == pytest.approx(11.1, abs=0.1)
    assert np.isnan(far_of(places, units, rules, "02S"))


def test_a_city_above_has_the_point_of_the_largest_of_its_parts(
    places_of: Frame, units_of: Frame, rules_of: Make
) -> None:
    units = units_of(
        {"code": "L", "name": "Lima", "layer": "over"},
        {"code": "A", "name": "Ate", "above": "L", "people": 2000}, {"code": "B", "name": "Breña", "above": "L"},
    )  # fmt: skip
    places = places_of(place(1, "Ate", population=2000.0), place(2, "Breña", population=1000.0))
    assert near_of(places, units, rules_of())["L"] == 1


def test_points_are_shipped_where_they_may_be(places_of: Frame, units_of: Frame, rules_of: Make) -> None:
    places = places_of(place(1, "Rypin"))
    kept, _ = matched(places, units_of(CITY), rules_of(ship_points=True))
    gone, _ = matched(places, units_of(CITY), rules_of())
    assert kept[["latitude", "longitude"]].to_numpy().tolist() == [[53.07, 19.41]]
    assert gone[["latitude", "longitude"]].isna().all(axis=None)


def test_a_point_by_hand(places_of: Frame, units_of: Frame, rules_of: Make) -> None:
    places = places_of(place(1, "Rypin", latitude=50.0))
    rules = rules_of(point=[{"code": "0412011", "geonameid": 1, "why": "the register's is wrong"}])
    assert seats_of(places, units_of(CITY), rules_of()) == {"0412011": 0}
    assert seats_of(places, units_of(CITY), rules) == {"0412011": 1}
    with pytest.raises(InputError, match=r"^PT.toml, point of 9: no such unit, or no place 1 there$"):
        matched(places, units_of(CITY), rules_of(point=[{"code": "9", "geonameid": 1, "why": ""}]))


def test_the_name_is_in_latin_letters_and_the_own_beside_it(
    places_of: Frame, units_of: Frame, rules_of: Make
) -> None:
    units = units_of({**RYPIN, "code": "1", "name": "Αθηναίων", "name_en": "Athens / Athina"})
    made, _ = matched(places_of(place(1, "Casal")), units, rules_of())
    assert made[["name", "local_name"]].to_numpy().tolist() == [["Athens", "Αθηναίων"]]
    made, _ = matched(
        places_of(place(1, "Rypin")), units_of({**CITY, "name": "Miasto Rypin"}), rules_of(strip="^Miasto ")
    )
    assert made[["name", "local_name"]].to_numpy().tolist() == [["Rypin", ""]]


def test_the_figures_of_what_is_matched(places_of: Frame, units_of: Frame, rules_of: Make) -> None:
    """Of three units of 500 people and more two are seated, with 22,500 of 23,500 people: 95.74 %."""
    places = places_of(
        place(1, "Rypin", population=15_000.0), place(2, "Alfa", latitude=40.0, population=7_500.0)
    )
    units = units_of(
        CITY, {**RING, "name": "Alfa", "latitude": 40.0}, {"code": "3", "name": "Beta", "people": 1_000},
        {"code": "4", "name": "Gama", "people": 400},
    )  # fmt: skip
    made, lying = matched(places, units, rules_of())
    line = figures(Matched(made, lying, {})).splitlines()[1].split()
    assert line == ["PT", "4", "3", "66.7%", "95.74%", "1", "0"]
    assert np.array_equal(lying["code"], ["0412011", "0412052"])
