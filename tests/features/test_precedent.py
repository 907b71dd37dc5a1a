"""What communities nearby have chosen."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from citymatch.datasets import World
from citymatch.datasets.partners import partners_of
from citymatch.datasets.partnerships import load_partnerships
from citymatch.features.base import Place, Places
from citymatch.features.book import Book
from citymatch.features.choices.circle import CircleChoices
from citymatch.features.precedent import NeighbourChoices
from citymatch.features.precedent_score import PrecedentScore, _once, _Said
from citymatch.features.profile import profile
from citymatch.places import find
from citymatch.scoring.values import FloatArray
from citymatch.testing import ExtractorConformance

PINOLE = {
    "name": "Pinole", "country": "US", "admin1": "CA", "admin1_name": "California", "geonameid": 5383187,
    "latitude": 38.00437, "longitude": -122.29886,
}  # fmt: skip
SAN_FRANCISCO = {
    **PINOLE,
    "name": "San Francisco",
    "geonameid": 5391959,
    "latitude": 37.77493,
    "longitude": -122.41942,
}
HERCULES, CONCORD, LOS_ANGELES, TOKYO, KYOTO, OSAKA = (
    "geonames:5356451", "geonames:5339111", "geonames:5368361", "geonames:1850147", "geonames:1857910",
    "geonames:1853909",
)  # fmt: skip


def ties(*pairs: tuple[str, str]) -> pd.DataFrame:
    columns = dict.fromkeys(("name", "admin1", "country", "latitude", "longitude"), "")
    rows = [
        {"community_a": a, "community_b": b, "region": "", "status": "active", "evidence": "strong"}
        | {f"{field}_{end}": text for field, text in columns.items() for end in "ab"}
        | {"name_a": a, "name_b": b}
        for a, b in pairs
    ]
    return pd.DataFrame(rows)


CANDIDATES = pd.DataFrame(
    {
        "name": ["Seika", "Chofu", "Colima"],
        "country": ["JP", "JP", "MX"],
        "admin1": ["22", "40", "08"],
        "admin1_name": ["Kyoto", "Tokyo", "Colima"],
        "latitude": [34.75, 35.65, 19.24],
        "longitude": [135.8, 139.54, -103.72],
    }
)


class TestConformance(ExtractorConformance):
    extractor = NeighbourChoices()
    seeker = PINOLE
    candidates = CANDIDATES
    unknown_row = {"country": ""}
    unknown_seeker = {"latitude": -60.0, "longitude": -120.0, "admin1": ""}


def test_division_counts_one_country_a_fifth_and_the_rest_of_the_state_less() -> None:
    """Hercules has a partner in Kyoto, Concord in Tokyo, and Los Angeles, far off, in Kyoto too."""
    known = Book(ties((HERCULES, KYOTO), (CONCORD, TOKYO), (LOS_ANGELES, KYOTO)))
    got = NeighbourChoices(book=known).measure(PINOLE, CANDIDATES)
    assert got == pytest.approx([1 + 0.2 + 0.3 * 1, 1 + 0.2 + 0.3 * 0.2, 0])
    assert NeighbourChoices(book=known, half=1.5).similarity(PINOLE, CANDIDATES)[0] == 0.5


def test_the_counts_behind_it() -> None:
    known = Book(ties((HERCULES, KYOTO), (HERCULES, OSAKA), (CONCORD, TOKYO), (LOS_ANGELES, KYOTO)))
    counts = NeighbourChoices(book=known).counts(PINOLE, CANDIDATES)
    assert counts["near_division"].tolist() == [1, 1, 0]
    assert counts["near_country"].tolist() == [2, 2, 0]
    assert counts["state_division"].tolist() == [1, 0, 0]
    assert counts["state_country"].tolist() == [1, 1, 0]


def test_it_works_from_the_other_end_too() -> None:
    """Kyoto has chosen Hercules, and so speaks for California to its neighbour Seika."""
    seika = {"name": "Seika", "country": "JP", "admin1": "22", "latitude": 34.75, "longitude": 135.8}
    known = Book(ties((HERCULES, KYOTO)))
    california = pd.DataFrame({"country": ["US", "US"], "admin1": ["CA", "TX"]})
    assert NeighbourChoices(book=known).measure(seika, california) == pytest.approx([1.0, 0.2])


def test_the_seekers_own_ties_never_count() -> None:
    known = Book(ties(("geonames:5391959", KYOTO)))
    assert NeighbourChoices(book=known).measure(PINOLE, CANDIDATES)[0] == 1
    assert NeighbourChoices(book=known).measure(SAN_FRANCISCO, CANDIDATES)[0] == 0
    assert not NeighbourChoices(book=known).knows(SAN_FRANCISCO)


def test_taking_a_communitys_own_ties_away_changes_nothing_for_it() -> None:
    """No feature of a community's own ties leaks into its own score."""
    table = load_partnerships()
    own = (table["community_a"] == "geonames:5391959") | (table["community_b"] == "geonames:5391959")
    assert own.sum() == len(partners_of(5391959)) > 5
    without = NeighbourChoices(book=Book(table[~own]))
    np.testing.assert_array_equal(
        NeighbourChoices().measure(SAN_FRANCISCO, CANDIDATES), without.measure(SAN_FRANCISCO, CANDIDATES)
    )


def test_a_county_is_a_neighbour_but_not_its_own() -> None:
    """El Dorado County has a partner in Saitama, Japan; Placerville lies in it."""
    placerville = {
        "name": "Placerville",
        "country": "US",
        "admin1": "CA",
        "latitude": 38.73,
        "longitude": -120.8,
    }
    county = {**placerville, "kind": "county", "community_id": "us-county:06017", "county_fips": "06017"}
    saitama = pd.DataFrame({"country": ["JP"], "admin1": ["34"]})
    near = [
        NeighbourChoices().counts(seeker, saitama)["near_division"][0] for seeker in (placerville, county)
    ]
    assert near[0] == near[1] + 1


def test_its_reason_names_the_precedents() -> None:
    known = Book(ties((HERCULES, KYOTO), (CONCORD, TOKYO)))
    extractor = NeighbourChoices(book=known)
    seika, colima = CANDIDATES.iloc[0].to_dict(), CANDIDATES.iloc[2].to_dict()
    assert extractor.reason(PINOLE, seika) == (
        f"{HERCULES}, within 100 km of Pinole, has a partner in Kyoto, Japan: {KYOTO}"
    )
    assert extractor.reason(PINOLE, colima) == "no community nearby has a partner in Mexico on record"
    assert [extractor.level(PINOLE, c) for c in (seika, colima)] == ["division", "unknown"]


def test_the_real_list_around_pinole(world: World) -> None:
    """San Francisco and Osaka were sisters from 1957 to 2018, Berkeley and Sakai still are."""
    osaka = world.row(world.row_of(1853909))
    reason = NeighbourChoices().reason(PINOLE, osaka)
    assert "communities within 100 km of Pinole have partners in Osaka, Japan" in reason
    assert "Berkeley has Sakai" in reason and "San Francisco has Osaka" not in reason


def test_a_tie_is_told_once_and_not_again_of_the_region(world: World) -> None:
    """San Francisco's Abidjan is near Pinole, in its region and in its state: one sentence says so."""
    pinole = profile(find("Pinole, California"), world)
    (row,) = world.rows_of([2293538])  # Abidjan
    told = PrecedentScore().reason(pinole, world.row(row))
    assert told.count("San Francisco") == 1 and told.endswith(", Côte d’Ivoire: Abidjan")


def test_facts_that_name_a_tie_again_are_left_out() -> None:
    """Of four facts in falling weight the second repeats a tie of the first: the first and the third are told."""

    class Naming(CircleChoices):
        name, label, unit, reads, makes = "naming", "", "", (), {}

        def measure(self, seeker: Place, candidates: Places) -> FloatArray:
            return np.zeros(len(candidates))

        def reason(self, seeker: Place, candidate: Place) -> str:
            return ""

        def there(self, seeker: Place, candidate: Place) -> frozenset[tuple[str, str]]:
            return frozenset(candidate["pairs"])

    pairs = {
        "one": {("A", "X")},
        "again": {("A", "X"), ("B", "Y")},
        "other": {("C", "Z")},
        "more": {("D", "W")},
    }
    said = {
        fact: _Said(1.0 / (at + 1), Naming(), {"pairs": those})
        for at, (fact, those) in enumerate(pairs.items())
    }
    assert _once(PINOLE, said) == ["one", "other"]
