"""Sixty communities drawn by a seed, and what is counted of their shortlists."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from citymatch.datasets import InputError, load_world
from citymatch.learning.shortlists import (
    REGIONS,
    SIZES,
    Measured,
    countries_of,
    drawn,
    known_origins,
    ratios_of,
    shortlists,
    summary,
    write,
)
from citymatch.places import find


def test_every_size_and_region_is_drawn_and_the_draw_is_always_the_same() -> None:
    communities = drawn()
    assert [c.id for c in communities] == [c.id for c in drawn()] != [c.id for c in drawn(seed=1)]
    by_region = {
        name: sum(c.admin1 in states.split() for c in communities) for name, states in REGIONS.items()
    }
    assert by_region == dict.fromkeys(REGIONS, 15)
    for low, high in zip((0, *SIZES), (*SIZES, 1e9), strict=True):
        assert sum(low <= c.population < high for c in communities) == 12


def test_fifty_states_have_a_region_and_only_one() -> None:
    states = " ".join(REGIONS.values()).split()
    assert len(states) == len(set(states)) == 51


def test_towns_of_known_origins_are_found_and_their_countries_are() -> None:
    countries = set(load_world()["country"].values)
    for town in known_origins():
        assert find(town.town).country == "US" and set(town.countries) <= countries and town.why


def test_what_is_counted_of_a_shortlist(tmp_path: Path) -> None:
    [result] = shortlists([find("Solvang, California")])
    own = find("Solvang, California").population
    ratios = ratios_of(result)
    first = float(result.listed.columns["population"][0])
    assert ratios[0] == pytest.approx(max(first / own, own / first)) and min(ratios) >= 1
    measured = Measured.of([result, result])
    assert measured.lists == 2 and measured.names == 2 * len(result) == 20
    assert measured.countries == len(set(countries_of(result)))
    assert "2 shortlists, 20 names" in summary(measured, [(known_origins()[0], False)])
    with write(tmp_path, [result]).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 10 and rows[0]["seeker"].startswith("Solvang") and rows[0]["fault"] == ""


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match=r"shortlists\.csv: cannot be written"):
        write(tmp_path / "file", [])
