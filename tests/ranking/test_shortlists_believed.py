"""Shortlists that a council did not believe, each with what must be or must not be among its ten."""

from __future__ import annotations

from functools import cache

import pytest

from citymatch.datasets import load_world
from citymatch.features.setting_of import themes_of
from citymatch.places import find
from citymatch.ranking import Engine, Options
from citymatch.ranking.listing import result_of, with_words
from citymatch.results import Explained

DAY = "2026-11-30"

ONE_OF = [
    ("Dearborn, Michigan", "LB IQ YE JO SY PS"), ("Maywood, California", "MX SV GT"), ("Glendale, California", "AM"),
    ("Westminster, California", "VN"), ("Bell Gardens, California", "MX"), ("Solvang, California", "DK"),
    ("New Ulm, Minnesota", "DE"), ("Fall River, Massachusetts", "PT CV"), ("Lowell, Massachusetts", "KH PT VN DO"),
    ("Lewiston, Maine", "SO CA DJ AO"), ("Lindsborg, Kansas", "SE"), ("Holland, Michigan", "NL"),
    ("Central Falls, Rhode Island", "CO CV GT DO PT"), ("East Orange, New Jersey", "HT JM GY NG GH"),
    ("Hialeah, Florida", "CU NI CO VE"),
]  # fmt: skip
NONE_OF = [
    ("Maywood, California", "default", "AM"), ("Longview, Washington", "default", "RU BY"),
    ("Twin Falls, Idaho", "default", "RU BY"), ("San Juan County, Washington", "default", "RU BY"),
    ("Perry, Missouri", "default", "BA"), ("Reno, Nevada", "pinole", "IR"), ("Portland, Oregon", "portland", "IR"),
    ("Ralston, Nebraska", "precedent", "AF"), ("Kyiv, Ukraine", "default", "RU BY"), ("Mysuru, India", "default", "PK"),
    ("Perry, Missouri", "pinole", "EH"),
]  # fmt: skip
FEW_OF = [("Austin, Texas", "default", "EE"), ("Key West, Florida", "precedent", "HT")]


@cache
def ten(town: str, policy: str) -> tuple[Explained, ...]:
    engine = Engine(Options.check(as_of=DAY))
    drawn = engine.draw(find(town), policy)
    return with_words(engine, drawn, result_of(engine, drawn, 10)).told


def countries(town: str, policy: str = "default") -> list[str]:
    return [str(each.facts["country"]) for each in ten(town, policy)]


@pytest.mark.parametrize(("town", "wanted"), ONE_OF)
def test_the_country_of_a_towns_roots_is_among_its_ten(town: str, wanted: str) -> None:
    assert set(countries(town)) & set(wanted.split())


@pytest.mark.parametrize(("town", "policy", "unwanted"), NONE_OF)
def test_what_no_council_would_take_is_not_there(town: str, policy: str, unwanted: str) -> None:
    assert not set(countries(town, policy)) & set(unwanted.split())


@pytest.mark.parametrize(("town", "policy", "country"), FEW_OF)
def test_no_country_fills_a_list(town: str, policy: str, country: str) -> None:
    assert countries(town, policy).count(country) <= 2


def test_a_ski_town_meets_mountain_towns() -> None:
    world = load_world()
    mountains = [
        each for each in ten("Truckee, California", "default") if "mountain" in themes_of(each.facts, world)
    ]
    assert len(mountains) >= 5


@pytest.mark.parametrize("town", ["Pinole, California", "Lindsborg, Kansas"])
def test_precedent_sends_no_small_town_to_a_giant(town: str) -> None:
    own = find(town).population
    assert all(1 / 5 <= each.facts["population"] / own <= 5 for each in ten(town, "precedent"))


def test_no_place_where_the_department_of_state_warns_comes_first_unsaid() -> None:
    """Abbottabad stood first for Loudoun County."""
    assert countries("Loudoun County, Virginia")[0] != "PK"


def test_occupied_luhansk_is_nobodys_partner() -> None:
    divisions = [
        (e.facts["country"], e.facts["admin1"]) for e in ten("Lancaster County, Pennsylvania", "pinole")
    ]
    assert ("UA", "14") not in divisions


def test_a_name_from_cuba_has_its_caution_first() -> None:
    for each in ten("Ponce, Puerto Rico", "default"):
        if each.facts["country"] == "CU":
            assert each.reasons[0].startswith("Caution") and "embargo" in each.reasons[0]
    for each in ten("Lunenburg, Massachusetts", "pinole"):
        if each.facts["country"] == "PS":
            assert each.reasons[0].startswith("Caution")
