"""Shared names."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from citymatch.datasets import World
from citymatch.features.namesake import parts
from citymatch.features.shared_name import SharedName, seeker_key
from citymatch.testing import ExtractorConformance

BEFORE_A_NAME = [
    "New", "North", "South", "East", "West", "Saint", "St.", "Fort", "Port", "Mount", "Lake", "Upper", "Lower",
    "Old", "Grand",
]  # fmt: skip
AFTER_A_NAME = [
    "City", "Beach", "Park", "Springs", "Heights", "Hills", "Falls", "Township", "Village", "Center", "Island",
    "Grove", "Lake", "Creek", "Harbor", "Valley", "Junction", "Bay", "Point", "County",
]  # fmt: skip


class TestConformance(ExtractorConformance):
    extractor = SharedName()
    seeker = {"name": "Toledo", "country": "US"}
    candidates = pd.DataFrame({"name": ["Toledo", "New Toledo", "Talavera de la Reina", "Tole Do"]})
    unknown_row = {"name": ""}
    unknown_seeker = {"name": ""}


def names(world: World, seeker: str, country: str) -> set[str]:
    found = SharedName().similarity({"name": seeker}, world)
    return set(np.asarray(world["name"])[(found > 0) & (world["country"] == country)].tolist())


def test_toledo_and_toledo(world: World) -> None:
    assert names(world, "Toledo", "ES") == {"Toledo"}


def test_boston_is_in_lincolnshire(world: World) -> None:
    assert "Boston" in names(world, "Boston", "GB")


def test_new_and_old(world: World) -> None:
    assert "Ross" in names(world, "New Ross", "GB") or "Bedford" in names(world, "New Bedford", "GB")
    assert "New Ross" in names(world, "Ross", "IE")
    assert "Suffolk" in SharedName().reason({"name": "Suffolk County"}, {"name": "Suffolk"})


def test_a_name_inside_another_is_not_the_same(world: World) -> None:
    """Names stand one after the other in one block: a name that runs over two of them is none."""
    found = SharedName().similarity({"name": "York"}, world)
    rows = np.flatnonzero(found > 0)
    assert {name.casefold() for name in np.asarray(world["ascii_name"])[rows]} <= {
        "york",
        "new york",
        "newyork",
        "york county",
    }


def test_rows_taken_from_the_world_give_the_same(world: World) -> None:
    rows = np.arange(0, len(world), 7)
    seeker = {"name": "Santa Cruz"}
    whole = SharedName().similarity(seeker, world)[rows]
    np.testing.assert_array_equal(SharedName().similarity(seeker, world.take(rows)), whole)
    assert whole.max() == 1.0


@pytest.mark.parametrize("word", BEFORE_A_NAME)
def test_a_word_before_a_name_is_no_part_of_it(word: str) -> None:
    assert parts(f"{word} Bern") == ("Bern",)
    assert parts(word) == parts(f"Bern {word}x") == ()


@pytest.mark.parametrize("word", AFTER_A_NAME)
def test_a_word_after_a_name_is_no_part_of_it(word: str) -> None:
    assert parts(f"Bern {word}") == ("Bern",)
    assert parts(f"Old Bern {word}") == (f"Bern {word}", "Old Bern", "Bern")
    assert parts(f"Old {word}") == (word, "Old")


@pytest.mark.parametrize("kind", ["County", "Parish", "Borough", "county"])
def test_what_a_seeker_is_does_not_belong_to_its_name(kind: str) -> None:
    assert seeker_key(f"Carson {kind}") == "carson"
    assert seeker_key(kind) == kind.lower()


def test_a_city_in_a_name_is_a_part_of_it() -> None:
    """Kansas City is no Kansas, and Union City no Unión."""
    towns = pd.DataFrame({"name": ["Unión", "Union City", "Kansas"]})
    assert SharedName().measure({"name": "Union City"}, towns).tolist() == [0.0, 1.0, 0.0]
    assert not SharedName().measure({"name": "Kansas City"}, towns).any()


def test_new_and_the_name_either_way_round_counts_less() -> None:
    places = pd.DataFrame({"name": ["New Ross", "Ross", "Newross", "Newnew Ross", "York", "New", "k"]})
    assert SharedName().measure({"name": "Ross"}, places).tolist() == [0.8, 1.0, 0.8, 0.0, 0.0, 0.0, 0.0]
    assert SharedName().measure({"name": "New Ross"}, places).tolist() == [1.0, 0.8, 1.0, 0.8, 0.0, 0.0, 0.0]
    assert not SharedName().measure({"name": "Newyork"}, places)[5:].any()
    assert (
        SharedName().measure({"name": "Newk"}, places)[6] == 0.0
    )  # of so few letters "new" may be the name itself
    assert not SharedName().measure({"name": "!!!"}, places).any()
    assert SharedName().transform(places)["folded_name"].tolist()[:2] == ["newross", "ross"]


def test_a_name_of_one_letter_is_a_name() -> None:
    """Y lies on the Somme."""
    found = SharedName().measure({"name": "Y"}, pd.DataFrame({"name": ["Y", "", "Å"]}))
    np.testing.assert_array_equal(found, [1.0, np.nan, 0.0])
