"""Ancestral ties as a criterion."""

from __future__ import annotations

import pandas as pd
import pytest

from citymatch.datasets import load_world
from citymatch.features.ancestry import AncestralTies
from citymatch.features.profile import profile
from citymatch.features.ties import quotient
from citymatch.places import find
from citymatch.testing import ExtractorConformance

PINOLE = {
    "name": "Pinole", "country": "US", "admin1": "CA", "county_fips": "06013", "unit_code": "0657288",
    "geonameid": 5383187,
}  # fmt: skip
NORWICH = {"name": "Norwich", "country": "GB", "admin1": "ENG"}


def tie(seeker: dict[str, object], **candidate: object) -> float:
    return float(AncestralTies().measure(seeker, pd.DataFrame([candidate]))[0])


def value(name: str, **candidate: object) -> float:
    seeker = profile(find(name), load_world())
    return float(AncestralTies().similarity(seeker, pd.DataFrame([candidate]))[0])


class TestConformance(ExtractorConformance):
    extractor = AncestralTies()
    seeker = {**PINOLE, "population": 19269.0}
    candidates = pd.DataFrame(
        {"name": ["Seika", "Cebu", "Krakow"], "country": ["JP", "PH", "PL"], "admin1": ["26", "07", "77"]}
    )
    unknown_row = {"country": "AQ"}
    unknown_seeker = {"country": "AQ", "admin1": "XX"}


class TestOfASeekerAbroad(ExtractorConformance):
    extractor = AncestralTies()
    seeker = {**NORWICH, "population": 143_000.0}
    candidates = pd.DataFrame(
        {"name": ["Seika", "Krakow", "Pinole"], "country": ["JP", "PL", "US"], "admin1": ["26", "77", "CA"]}
    )
    unknown_row = {"country": "AQ"}
    unknown_seeker = {"country": "AQ"}


def test_no_tie_is_found_where_there_is_none_and_it_earns_nothing() -> None:
    assert value("New Ulm, Minnesota", country="PH") == 0
    reason = AncestralTies().reason(PINOLE, {"country": "EE"})
    assert reason == "no tie of Pinole's residents with Estonia is known beyond the nation's own"


def test_the_fullest_ties_are_whole() -> None:
    assert value("New Ulm, Minnesota", country="DE") == 1
    assert value("Maywood, California", country="MX", admin1="16") == 1
    assert value("Maywood, California", country="AM") == 0


def test_a_figure_of_the_state_alone_never_earns_more_than_half() -> None:
    """Loudoun County's people from India are known for Virginia alone."""
    assert 0.3 < value("Loudoun County, Virginia", country="IN") <= 0.5


def test_the_region_counts_where_it_is_known() -> None:
    assert value("Lewiston, Maine", country="CA", admin1="10") == 1
    assert value("Lewiston, Maine", country="CA", admin1="02") < 0.5
    assert value("Cicero, Illinois", country="MX", admin1="16") >= value(
        "Cicero, Illinois", country="MX", admin1="27"
    )


def test_a_seeker_abroad_is_answered_from_migrants() -> None:
    """Of Britain's 9,469,348 migrants 914,022 are from Poland, of the world's 260,209,166 are 4,571,556: 5.5 times."""
    ratio = 914_022 / (9_469_348 * 4_571_556 / 260_209_166 + 50)
    assert ratio == pytest.approx(5.49, abs=0.01)
    people = 66_488_991  # the United Kingdom
    assert tie(NORWICH, country="PL") == pytest.approx(0.5 * 914_022 / people * 2.457, rel=0.02)
    assert AncestralTies().level(NORWICH, {"country": "PL"}) == "country"


def test_a_us_candidate_of_a_seeker_abroad_is_answered_by_its_state() -> None:
    kochi = {"name": "Kochi", "country": "IN"}
    assert tie(kochi, country="US", admin1="NJ") > tie(kochi, country="US", admin1="MT") == 0
    assert AncestralTies().level(kochi, {"country": "US", "admin1": "NJ"}) == "state"


def test_nobody_is_tied_to_the_own_country() -> None:
    assert pd.isna(tie(PINOLE, country="US"))
    assert pd.isna(tie(NORWICH, country="GB"))


def test_a_handful_of_people_is_no_tie() -> None:
    assert quotient(3, 0.01) < 0.1
    assert quotient(50_000, 10_000) == pytest.approx(5, rel=0.01)


def test_the_town_decides_and_not_its_county() -> None:
    """Two towns of one county, one of them Armenian."""
    assert (
        value("Glendale, California", country="AM") == 1 and value("Maywood, California", country="AM") == 0
    )


def test_a_share_below_one_per_cent_is_told_in_short_by_what_is_unusual_of_it() -> None:
    """Iranians are less than one in a hundred of Pinole's people, which by itself speaks for nothing."""
    pinole = profile(find("Pinole, California"), load_world())
    told = AncestralTies().reason(pinole, {"country": "IR"})
    assert told.startswith("about 0.9 % of Contra Costa County's residents have Iranian roots, 6.2 times")
    assert AncestralTies().in_short(pinole, {"country": "IR"}) == (
        "more than usual around it have Iranian roots"
    )
