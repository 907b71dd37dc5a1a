"""What the registers' word makes of places and units in the snapshot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from citymatch.build.signing.applying import Signed, apply_register
from citymatch.build.signing.naming import title
from citymatch.build.signing.register import Nation, Register
from citymatch.build.signing.rules import Rules
from citymatch.build.standing.populations import GAZETTEER
from citymatch.datasets import FIRST_UNIT

Frame = Callable[..., pd.DataFrame]
Make = Callable[..., Rules]

INE = "INE, Censos 2021"
SINTRA = {"geonameid": 10, "name": "Sintra", "latitude": 38.8, "longitude": -9.38, "population": 26_193.0}
QUELUZ = {"geonameid": 20, "name": "Queluz", "latitude": 38.75, "longitude": -9.25, "population": 78_040.0}
UNIT = {"code": "1111", "name": "Sintra", "kind": "concelho", "people": 391_402.0, "seat": 10}
ALONE = {"code": "1115", "name": "Amadora", "kind": "concelho", "people": 171_500.0, "near": 20}


def committed(*rows: dict[str, Any]) -> pd.DataFrame:
    """Units as `read_register` gives them."""
    usual = {
        "country": "PT", "code": "", "name": "", "local_name": "", "long_name": "", "kind": "", "admin1": "14",
        "division": "11", "people": 1000.0, "year": "2021", "source": INE, "layer": "base", "above": "", "seat": 0,
        "near": 0, "near_km": np.nan, "latitude": np.nan, "longitude": np.nan, "candidate": "", "resolves": False,
        "county_fips": "", "legal_kind": "",
    }  # fmt: skip
    return pd.DataFrame([{**usual, **row} for row in rows])


def lying(*rows: tuple[int, str, str], country: str = "PT") -> pd.DataFrame:
    """What lies in which: geonameid, code, how."""
    frame = pd.DataFrame(list(rows), columns=["geonameid", "code", "how"]).assign(country=country)
    empty = {"reason": "", "legal_kind": "", "own_people": np.nan, "own_year": None, "own_source": None}
    return frame.assign(**empty)


def judged(places: pd.DataFrame) -> pd.DataFrame:
    """Every place judged to govern itself, by the gazetteer's figure."""
    return pd.DataFrame({
        "standing": "self_governing", "standing_probability": 0.9, "standing_reason": "judged", "governed_by": 0,
        "name": places["name"], "local_name": "", "population": places["population"],
        "population_source": GAZETTEER, "not_candidate": "",
    }).astype({"population_source": object, "not_candidate": object, "local_name": object})  # fmt: skip


def apply(
    places: pd.DataFrame, units: pd.DataFrame, inside: pd.DataFrame, *rules: Rules
) -> tuple[pd.DataFrame, Signed]:
    """What is said of each row, by its number, and all that was made."""
    nations = {"PT": Nation(10_000_000.0, "2021", INE)}
    register = Register(units, inside, {each.country: each for each in rules}, nations)
    signed = apply_register(places, judged(places), register)
    return signed.judged.set_index("number"), signed


def test_a_seat_stands_for_its_unit_and_keeps_the_towns_own_figure(places_of: Frame, rules_of: Make) -> None:
    said, _ = apply(places_of(SINTRA), committed(UNIT), lying((10, "1111", "code")), rules_of())
    told = said.loc[10]
    assert (told["population"], told["town_population"]) == (391_402.0, 26_193.0)
    assert (told["population_year"], told["population_source"], told["population_of"]) == (
        "2021",
        INE,
        "unit",
    )
    assert (told["unit_kind"], told["unit_code"], told["layer"]) == ("PT:concelho", "1111", "base")
    assert (told["not_candidate"], told["standing"], told["governed_by"]) == ("", "self_governing", 0)


@pytest.mark.parametrize(("town", "kept"), [(801.0, False), (799.0, True), (1_199.0, False), (1_201.0, True)])
def test_the_towns_own_figure_is_kept_where_it_differs_by_a_fifth(
    places_of: Frame, rules_of: Make, town: float, kept: bool
) -> None:
    places = places_of({**SINTRA, "population": town})
    said, _ = apply(places, committed({**UNIT, "people": 1000.0}), lying(), rules_of())
    assert (said.loc[10, "town_population"] == town) == kept
    assert said.loc[10, "population"] == 1000.0


def test_a_seat_of_another_name_says_which_unit_is_meant(places_of: Frame, rules_of: Make) -> None:
    places = places_of({**SINTRA, "name": "Mosjøen", "other_names": ["Mosjoen"]})
    said, _ = apply(places, committed({**UNIT, "name": "Vefsn"}), lying(), rules_of())
    assert said.loc[10, ["name", "unit_name"]].tolist() == ["Mosjøen (Vefsn)", "Vefsn"]
    places = places_of({**SINTRA, "name": "Lisbon", "other_names": ["Lisboa"]})
    said, _ = apply(places, committed({**UNIT, "name": "Lisboa"}), lying(), rules_of())
    assert said.loc[10, ["name", "unit_name"]].tolist() == ["Lisbon", ""]


def test_a_name_is_the_same_in_one_of_its_languages_or_in_the_official_form() -> None:
    assert title("San Sebastián", "", "San Sebastian", [], "") == ("San Sebastián", "")
    assert title("Winslow", "Town of Winslow", "Winslow", [], "") == ("Winslow", "")
    assert title("Vefsn", "", "Mosjøen", ["vefsn"], "") == ("Mosjøen (Vefsn)", "Vefsn")
    assert title("Naruto", "", "Narutochō-mitsuishi", [], "鳴門市") == ("Naruto", "")
    assert title("Cajeme", "", "Ciudad Obregón", ["Cajeme"], "", old_world=False) == (
        "Ciudad Obregón (Cajeme)",
        "Cajeme",
    )


def test_a_unit_without_a_place_has_an_id_of_its_own_and_its_neighbours_point(
    places_of: Frame, rules_of: Make
) -> None:
    places = places_of(
        {**SINTRA, "timezone": "Europe/Lisbon", "admin1": "14", "admin1_name": "Lisbon"},
        {**QUELUZ, "timezone": "Europe/Lisbon", "admin1": "14"},
    )  # fmt: skip
    said, signed = apply(places, committed(UNIT, ALONE), lying(), rules_of())
    told = said.loc[FIRST_UNIT]
    assert (told["unit_id"], told["name"], told["population"]) == ("unit:PT:1115", "Amadora", 171_500.0)
    assert (told["standing"], told["not_candidate"], told["unit_kind"]) == (
        "self_governing",
        "",
        "PT:concelho",
    )
    row = signed.places.iloc[-1]
    assert (row["latitude"], row["longitude"], row["timezone"]) == (38.75, -9.25, "Europe/Lisbon")
    assert (row["geonameid"], row["country"], row["admin1"]) == (0, "PT", "14")
    assert len(signed.places) == len(signed.judged) == 3


def test_a_unit_without_a_place_keeps_a_point_that_may_be_shipped(places_of: Frame, rules_of: Make) -> None:
    own = {**ALONE, "latitude": 38.76, "longitude": -9.23}
    _, signed = apply(places_of(SINTRA, QUELUZ), committed(own), lying(), rules_of())
    assert signed.places.iloc[-1][["latitude", "longitude"]].tolist() == [38.76, -9.23]
    _, signed = apply(places_of(SINTRA), committed(ALONE), lying(), rules_of())
    assert signed.places.iloc[-1][["latitude", "longitude"]].isna().all()
    assert signed.places.iloc[-1]["timezone"] == ""


def test_a_township_that_signs_nothing_resolves_all_the_same(places_of: Frame, rules_of: Make) -> None:
    why = "a township of Indiana: no general government"
    center = {**ALONE, "name": "Center", "kind": "township", "candidate": why, "resolves": True}
    said, signed = apply(places_of(SINTRA), committed(center), lying(), rules_of())
    assert signed.judged.iloc[-1][["name", "not_candidate"]].tolist() == ["Center", why]
    assert len(said) == 2


def test_a_unit_that_is_no_candidate_has_a_row_only_at_its_seat(places_of: Frame, rules_of: Make) -> None:
    small = "fewer than 500 people"
    units = committed(
        {**UNIT, "people": 400.0, "candidate": small}, {**ALONE, "people": 300.0, "candidate": small}
    )
    said, _ = apply(places_of(SINTRA), units, lying(), rules_of())
    assert said.index.tolist() == [10]
    assert said.loc[10, ["standing", "not_candidate"]].tolist() == ["self_governing", small]
    units = committed({**UNIT, "candidate": "a state authority"})
    said, _ = apply(places_of(SINTRA), units, lying(), rules_of())
    assert said.loc[10, ["standing", "not_candidate"]].tolist() == ["part_of", "a state authority"]


def test_people_that_are_unknown_are_no_candidate(places_of: Frame, rules_of: Make) -> None:
    units = committed({**UNIT, "people": np.nan}, {**ALONE, "people": np.nan})
    said, _ = apply(places_of(SINTRA), units, lying(), rules_of())
    assert said["not_candidate"].tolist() == ["population unknown"] * 2
    assert said["population_of"].tolist() == ["", ""]


def test_two_units_of_one_name_are_told_apart_by_their_kind(places_of: Frame, rules_of: Make) -> None:
    ring = {**ALONE, "name": "Sintra", "kind": "rural_district"}
    units = committed(UNIT, ring, {**ALONE, "code": "9"})
    said, _ = apply(places_of({**SINTRA, "admin1": "14"}), units, lying(), rules_of())
    assert said["name"].tolist() == ["Sintra", "Sintra (rural district)", "Amadora"]


def test_a_place_that_is_no_seat_is_part_of_the_unit_in_which_it_lies(
    places_of: Frame, rules_of: Make
) -> None:
    inside = lying((10, "1111", "code"), (20, "1111", "name"))
    said, _ = apply(places_of(SINTRA, QUELUZ), committed(UNIT), inside, rules_of())
    told = said.loc[20]
    assert (told["standing"], told["governed_by"]) == ("part_of", 10)
    assert (told["not_candidate"], told["standing_reason"]) == ("part of another community", "lies in Sintra")
    assert (told["population"], told["population_source"]) == (78_040.0, GAZETTEER)


def test_a_part_of_a_unit_without_a_place_is_governed_by_its_number(places_of: Frame, rules_of: Make) -> None:
    said, _ = apply(places_of(QUELUZ), committed(ALONE), lying((20, "1115", "code")), rules_of())
    assert said.loc[20, ["standing", "governed_by"]].tolist() == ["part_of", FIRST_UNIT]


def test_a_guess_by_distance_says_that_it_is_one(places_of: Frame, rules_of: Make) -> None:
    said, _ = apply(places_of(SINTRA, QUELUZ), committed(UNIT), lying((20, "1111", "near")), rules_of())
    assert said.loc[20, ["standing", "governed_by", "standing_reason"]].tolist() == [
        "part_of", 10, "lies, by its distance, in Sintra",
    ]  # fmt: skip


def test_where_the_register_does_not_decide_the_judgement_stands(places_of: Frame, rules_of: Make) -> None:
    inside = lying((20, "1111", "code"))
    said, _ = apply(places_of(SINTRA, QUELUZ), committed(UNIT), inside, rules_of(complete=False))
    assert said.loc[20, ["standing", "not_candidate"]].tolist() == ["self_governing", ""]
    assert said.loc[10, "population"] == 391_402.0


def test_figures_of_built_up_areas_say_so(places_of: Frame, rules_of: Make) -> None:
    places = places_of({**SINTRA, "name": "Hangzhou", "country": "CN"}, {**QUELUZ, "country": "DZ"})
    china = rules_of(country="CN", files=(), figure="built_up")
    algeria = rules_of(country="DZ", files=(), figure="unit")
    said, _ = apply(places, committed(ALONE)[:0], lying(), china, algeria)
    assert said.loc[10, "population_of"] == "built_up"
    assert said.loc[10, "population_source"].endswith(
        "; built-up area: the figure of the city as a government is larger and unknown"
    )
    assert said.loc[20, ["population_of", "population_source"]].tolist() == ["", GAZETTEER]


@pytest.mark.parametrize(
    ("people", "told"), [(7_000_000.0, "town"), (10_100_000.0, ""), (12_000_000.0, "town")]
)
def test_figures_of_towns_say_so_where_their_sum_is_not_the_nations(
    places_of: Frame, rules_of: Make, people: float, told: str
) -> None:
    """Portugal has some 10.3 million people in the table of countries."""
    places = places_of({**SINTRA, "population": people})
    said, _ = apply(places, committed(ALONE)[:0], lying(), rules_of(files=(), figure="town"))
    assert said.loc[10, "population_of"] == told


def test_a_census_place_has_the_censuss_own_figure(places_of: Frame, rules_of: Make) -> None:
    own = {
        "own_people": [6_000.0],
        "own_year": ["2020"],
        "own_source": ["US Census 2020"],
        "legal_kind": ["CDP"],
    }
    inside = lying((20, "", "code"), country="US").assign(**own, reason="a census-designated place")
    said, _ = apply(places_of({**QUELUZ, "country": "US"}), committed(ALONE)[:0], inside)
    assert said.loc[20, ["population", "population_year", "population_source"]].tolist() == [
        6_000.0, "2020", "US Census 2020",
    ]  # fmt: skip
    assert said.loc[20, ["standing_reason", "not_candidate"]].tolist() == [
        "a census-designated place", "US census place without a government",
    ]  # fmt: skip


def test_a_us_county_has_the_id_of_counties(places_of: Frame) -> None:
    county = {
        **ALONE,
        "country": "US",
        "code": "06013",
        "layer": "county",
        "kind": "county",
        "name": "Contra Costa",
    }
    said, _ = apply(places_of({**QUELUZ, "country": "US"}), committed(county), lying(country="US"))
    assert said.loc[FIRST_UNIT, ["unit_id", "name", "unit_kind"]].tolist() == [
        "us-county:06013", "Contra Costa", "US:county",
    ]  # fmt: skip
