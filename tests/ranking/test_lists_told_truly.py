"""What stands above, beside and under the lines of a list holds of these lines."""

from __future__ import annotations

from functools import cache

import pytest

import citymatch as cm

DAY = "2026-11-30"


@cache
def ten(town: str) -> cm.Ranking:
    return cm.rank(town, "default", 10, as_of=DAY)


@pytest.mark.parametrize("town", ["Savannah, Georgia", "Gallup, New Mexico", "Nome, Alaska"])
def test_a_list_filled_up_with_places_without_a_tie_does_not_say_that_they_are_few(town: str) -> None:
    tied = [each for each in ten(town) if each.called.startswith("linked")]
    assert len(tied) <= 6 and "without a tie" not in ten(town).result.kept_to


def test_a_list_of_ties_says_that_few_go_without() -> None:
    dearborn = ten("Dearborn, Michigan")
    assert len([each for each in dearborn if each.called.startswith("linked")]) >= 4
    assert "at most 3 without a tie of people or name" in dearborn.result.kept_to


def test_the_founders_own_region_comes_first_though_its_town_is_three_times_as_large() -> None:
    first = next(iter(ten("Lindsborg, Kansas")))
    assert (first.facts["name"], first.rank, first.facts["population"]) == ("Torsby", 1, 11_616)
    assert any("Värmland" in reason for reason in first.reasons)
    assert "few of quite another size" in ten("Lindsborg, Kansas").result.kept_to
    assert "none of quite another size" in ten("Savannah, Georgia").result.kept_to


def test_a_city_of_the_same_name_may_be_some_times_as_large() -> None:
    """Winchester in Virginia has 28,000 people, the English city's district 126,000, 4.5 times as many."""
    first = next(iter(ten("Winchester, Virginia")))
    assert (first.label, first.called) == ("Winchester, England, United Kingdom", "linked by people and name")


@pytest.mark.parametrize("town", ["Savannah, Georgia", "Lindsborg, Kansas", "Solvang, California"])
def test_what_is_called_alike_in_size_has_at_most_one_and_a_half_times_the_people(town: str) -> None:
    people = ten(town).result.seeker["population"]
    for each in ten(town):
        if each.called in ("alike in kind", "alike in size", "alike in size and setting"):
            assert 1 / 1.55 < each.facts["population"] / people < 1.55, each.label


def test_a_varied_list_is_chosen_and_only_the_head_of_the_ranking_is_the_best() -> None:
    assert ten("Savannah, Georgia").result.out_of.startswith("10 chosen from 10")
    plain = cm.rank("Savannah, Georgia", "default", 10, as_of=DAY, per_country=0)
    assert plain.result.out_of.startswith("the best 10 of 10")


def test_nobody_says_of_a_province_that_it_has_no_partner() -> None:
    wisconsin = ten("us-state:WI")
    assert any("no table here has partnerships of states and provinces" in note for note in wisconsin.notes)
    provinces = [each for each in wisconsin if each.community_id.startswith("division:")]
    assert provinces
    for each in provinces:
        assert each.home_partner == "no table here has partnerships of states and provinces"
    assert "no US partner on record" in [each.home_partner for each in wisconsin]


def test_the_country_of_georgia_is_not_taken_for_the_state() -> None:
    barred = ten("Savannah, Georgia").result.barred
    assert barred is not None
    assert "parts of the country of Georgia" in [name for name, _ in barred.where]
