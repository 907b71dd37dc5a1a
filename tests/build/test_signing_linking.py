"""In which unit a place lies: by the code of its division, by name, by nearness."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from citymatch.build.signing.linking import link
from citymatch.build.signing.name_pairs import name_pairs
from citymatch.build.signing.ordering import placed
from citymatch.build.signing.rules import Rules
from citymatch.datasets import InputError

Frame = Callable[..., pd.DataFrame]
Make = Callable[..., Rules]

ALFA = {"code": "0101", "name": "Alfa", "latitude": 40.0, "longitude": -8.0}
BETA = {"code": "0102", "name": "Beta", "latitude": 40.5, "longitude": -8.0}


def place(
    number: int, name: str, latitude: float = 40.0, longitude: float = -8.0, **more: Any
) -> dict[str, Any]:
    return {"geonameid": number, "name": name, "latitude": latitude, "longitude": longitude, **more}


def linked(places: pd.DataFrame, units: pd.DataFrame, rules: Rules) -> list[tuple[str, str]]:
    """For each place the code of its unit ("" unknown) and how it is known."""
    found = link(places, units, rules)
    codes = [units["code"].iat[row] if row >= 0 else "" for row in found.unit.tolist()]
    return list(zip(codes, found.how.tolist(), strict=True))


def test_a_code_that_is_the_registers_own_links_places_of_any_name(
    places_of: Frame, units_of: Frame, rules_of: Make
) -> None:
    places = places_of(
        place(1, "Xis", 40.0, -8.2, admin2="0101"), place(2, "Ypsilon", 40.5, -8.2, admin2="0102")
    )  # fmt: skip
    assert linked(places, units_of(ALFA, BETA), rules_of()) == [("0101", "code"), ("0102", "code")]


def test_a_code_in_another_form_is_the_same_number(places_of: Frame, units_of: Frame, rules_of: Make) -> None:
    places = places_of(
        place(1, "Xis", 40.0, -8.2, admin3="0101"), place(2, "Ypsilon", 40.5, -8.2, admin3="0102")
    )
    units = units_of({**ALFA, "code": "CH0101"}, {**BETA, "code": "CH0102"})
    assert linked(places, units, rules_of()) == [("CH0101", "code"), ("CH0102", "code")]


def test_equal_digits_of_units_far_away_are_chance(places_of: Frame, units_of: Frame, rules_of: Make) -> None:
    places = places_of(
        place(1, "Xis", 38.0, -8.2, admin2="0101"), place(2, "Ypsilon", 38.5, -8.2, admin2="0102")
    )
    assert linked(places, units_of(ALFA, BETA), rules_of()) == [("", ""), ("", "")]


def test_an_equal_code_far_away_does_not_outvote_a_name(
    places_of: Frame, units_of: Frame, rules_of: Make
) -> None:
    """The place of Alfa's name is 56 km from Beta, whose code its division bears."""
    places = places_of(
        place(1, "Alfa", admin2="0102"), place(2, "Xis", 40.5, admin2="0102"), place(3, "Casal", 40.5, admin2="0102")
    )  # fmt: skip
    assert linked(places, units_of(ALFA, BETA), rules_of()) == [("0101", "code")] * 3


def test_a_form_of_code_by_the_rules(places_of: Frame, units_of: Frame, rules_of: Make) -> None:
    places = places_of(place(1, "Xis", admin2="41204"))
    units = units_of({**ALFA, "code": "100-412-04"})
    assert linked(places, units, rules_of(code_form=r"\d{3}-(\d{3})-(\d\d)")) == [("100-412-04", "code")]
    assert linked(places, units, rules_of()) == [("100-412-04", "near")]


def test_votes_by_names_link_codes_that_differ(places_of: Frame, units_of: Frame, rules_of: Make) -> None:
    places = places_of(
        place(1, "Alfa", admin2="X7"), place(2, "Aldeia", 40.3, admin2="X7"),
        place(3, "Beta", 40.5, admin2="X8"), place(4, "Casal", 40.2, admin2="X8"),
    )  # fmt: skip
    assert linked(places, units_of(ALFA, BETA), rules_of()) == [
        ("0101", "code"), ("0101", "code"), ("0102", "code"), ("0102", "code"),
    ]  # fmt: skip


def test_a_divided_vote_elects_nobody(places_of: Frame, units_of: Frame, rules_of: Make) -> None:
    places = places_of(
        place(1, "Alfa", 40.2, admin2="X7"), place(2, "Beta", 40.3, admin2="X7"), place(3, "Casal", 40.25, admin2="X7")
    )  # fmt: skip
    units = units_of(ALFA, BETA)
    assert linked(places, units, rules_of()) == [("0101", "name"), ("0102", "name"), ("", "")]


def test_a_seat_has_more_votes(places_of: Frame, units_of: Frame, rules_of: Make) -> None:
    """Two places of equal names: one alone has half of the votes, as a seat of the third order four fifths."""
    places = places_of(
        place(1, "Alfa", 40.2, admin2="X7", feature_code="PPLA3"), place(2, "Beta", 40.3, admin2="X7"),
        place(3, "Casal", 40.25, admin2="X7"),
    )  # fmt: skip
    assert linked(places, units_of(ALFA, BETA), rules_of())[2] == ("0101", "code")


def test_a_name_far_away_does_not_link(places_of: Frame, units_of: Frame, rules_of: Make) -> None:
    """A fifth of a degree of latitude is 22 km, 0.3 are 33."""
    places = places_of(place(1, "Alfa", 40.2), place(2, "Alfa", 40.3))
    assert linked(places, units_of(ALFA), rules_of()) == [("0101", "name"), ("", "")]
    assert linked(places, units_of(ALFA), rules_of(reach_km=35)) == [("0101", "name"), ("0101", "name")]


def test_without_points_a_name_links_in_its_division_alone(
    places_of: Frame, units_of: Frame, rules_of: Make
) -> None:
    units = units_of(
        {"code": "1", "name": "Alfa", "division": "Norte"}, {"code": "2", "name": "Beta", "division": "Norte"},
        {"code": "3", "name": "Gama", "division": "Sul"}, {"code": "4", "name": "Delta", "division": "Sul"},
        {"code": "5", "name": "Nova", "division": "Sul"},
    )  # fmt: skip
    places = places_of(
        place(1, "Alfa", admin1="17"), place(2, "Beta", admin1="17"), place(3, "Gama", admin1="08"),
        place(4, "Delta", admin1="08"), place(5, "Nova", admin1="08"), place(6, "Nova", admin1="17"),
    )  # fmt: skip
    pairs = name_pairs(places, units, rules_of())
    assert sorted(zip(pairs["place"], pairs["unit"], strict=True)) == [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)]


def test_other_names_are_weaker_and_names_of_machines_are_none(
    places_of: Frame, units_of: Frame, rules_of: Make
) -> None:
    places = places_of(
        place(1, "Alfa"), place(2, "Alpha", 40.1, other_names=["Alfa"]), place(3, "Alif", 40.1, other_names=["alfa"])
    )  # fmt: skip
    pairs = name_pairs(places, units_of(ALFA), rules_of())
    assert pairs[["place", "strength"]].to_numpy().tolist() == [[0, 4.0], [1, 2.0]]


def test_one_letter_apart_and_one_beginning_the_other(
    places_of: Frame, units_of: Frame, rules_of: Make
) -> None:
    units = units_of({**ALFA, "name": "Kristinehamn"}, {**BETA, "name": "Vestby"})
    places = places_of(
        place(1, "Kristinahamn"), place(2, "Vestby Sentrum", 40.5), place(3, "Kristin Berg", 40.01)
    )
    pairs = name_pairs(places, units, rules_of())
    assert pairs[["place", "unit", "strength"]].to_numpy().tolist() == [[0, 0, 1.0], [1, 1, 1.0]]


def test_names_of_one_sound_where_the_rules_say_so(places_of: Frame, units_of: Frame, rules_of: Make) -> None:
    places, units = places_of(place(1, "Ouled Teima")), units_of({**ALFA, "name": "Oulad Taima"})
    assert name_pairs(places, units, rules_of()).empty
    assert name_pairs(places, units, rules_of(spelling="arabic"))["strength"].tolist() == [1.5]


def test_what_is_left_goes_to_the_nearest_unit_within_15_km(
    places_of: Frame, units_of: Frame, rules_of: Make
) -> None:
    """A tenth of a degree of latitude is 11.1 km, 0.15 are 16.7."""
    places = places_of(place(1, "Casal", 40.1), place(2, "Outeiro", 40.15))
    assert linked(places, units_of(ALFA), rules_of()) == [("0101", "near"), ("", "")]


def test_a_place_lies_in_the_unit_into_which_its_own_went(
    places_of: Frame, units_of: Frame, rules_of: Make
) -> None:
    units = units_of(ALFA, {**BETA, "layer": "in:0101"})
    places = places_of(place(1, "Xis", 40.0, admin2="0101"), place(2, "Ypsilon", 40.5, admin2="0102"))
    assert linked(places, units, rules_of()) == [("0101", "code"), ("0101", "code")]


def test_a_guess_goes_to_the_unit_into_which_the_nearest_went(
    places_of: Frame, units_of: Frame, rules_of: Make
) -> None:
    units = units_of(ALFA, {**BETA, "layer": "in:0101"})
    assert linked(places_of(place(1, "Casal", 40.45)), units, rules_of()) == [("0101", "near")]


def test_a_division_is_a_unit_by_hand(places_of: Frame, units_of: Frame, rules_of: Make) -> None:
    places = places_of(place(1, "Xis", 41.0, admin2="0999"), place(2, "Alfa", admin2="0101"))
    inside = [{"division": "0999", "code": "0102"}]
    assert linked(places, units_of(ALFA, BETA), rules_of(inside=inside))[0] == ("0102", "code")
    with pytest.raises(InputError, match=r"^PT.toml, inside 0103: the register has no such unit$"):
        link(places, units_of(ALFA, BETA), rules_of(inside=[{"division": "0999", "code": "0103"}]))


def test_a_name_at_the_very_point_of_its_unit_beats_another_units_code(
    places_of: Frame, units_of: Frame, rules_of: Make
) -> None:
    near = {**BETA, "latitude": 40.2}
    places = places_of(place(1, "Alfa", admin2="0102"), place(2, "Ypsilon", 40.2, admin2="0102"))
    assert linked(places, units_of(ALFA, near), rules_of(level="admin2")) == [
        ("0101", "name"),
        ("0102", "code"),
    ]


def test_codes_along_the_districts_give_a_point(places_of: Frame, units_of: Frame, rules_of: Make) -> None:
    """Beta's neighbours in the order of codes lie at 40 and 41; the unit of the other district is not asked.

    A unit's own place is trusted up to a fiftieth of `reach_km` in degrees: to 0.5 with 25, to 0.4 with 20.
    """
    units = units_of(
        {"code": "A1", "name": "Alfa"}, {"code": "A2", "name": "Beta"}, {"code": "A3", "name": "Gama"},
        {"code": "B1", "name": "Delta"},
    )  # fmt: skip
    places = places_of(place(1, "Alfa", 40.0), place(2, "Gama", 41.0), place(3, "Delta", 50.0))
    assert placed(places, units, rules_of(ordered="^[AB]"))["latitude"].tolist() == [40.0, 40.5, 41.0, 50.0]
    narrow = rules_of(ordered="^[AB]", reach_km=20)
    assert placed(places, units, narrow)["latitude"].tolist() == [40.5, 40.5, 40.5, 50.0]
    assert placed(places, units, rules_of())["latitude"].isna().all()
