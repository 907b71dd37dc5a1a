"""What the ties to a country share: names in a sentence, the strongest of several, and what a place tells of itself."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from citymatch.datasets import Labels, Table
from citymatch.features.ancestry import AncestralTies
from citymatch.features.choices import AMONG, CountryChoices
from citymatch.features.history import HistoricalTies
from citymatch.features.ties import REGION, Fact, nation, quotient, state_name, strongest
from citymatch.features.trade import TradeTies
from citymatch.features.volumes import TieVolume


def test_countries_as_they_stand_in_a_sentence() -> None:
    with_article = {
        "AE": "the United Arab Emirates", "BS": "the Bahamas", "CF": "the Central African Republic",
        "CK": "the Cook Islands", "DO": "the Dominican Republic", "FK": "the Falkland Islands",
        "FO": "the Faroe Islands", "GB": "the United Kingdom", "GM": "the Gambia", "IM": "the Isle of Man",
        "KM": "the Comoros", "KY": "the Cayman Islands", "MH": "the Marshall Islands",
        "MP": "the Northern Mariana Islands", "MV": "the Maldives", "NL": "the Netherlands", "PH": "the Philippines",
        "SB": "the Solomon Islands", "SC": "the Seychelles", "TF": "the French Southern Territories",
        "US": "the United States", "VG": "the British Virgin Islands", "VI": "the U.S. Virgin Islands",
    }  # fmt: skip
    assert {code: nation(code) for code in with_article} == with_article
    for code in ("CD", "CG", "TC", "UM", "VA"):
        assert nation(code).startswith("the ")
    assert [nation(code) for code in ("JP", "TW", "XK", "CI")] == [
        "Japan",
        "Taiwan",
        "Kosovo",
        "Côte d’Ivoire",
    ]
    assert (nation(""), nation("ZZ")) == ("an unknown country", "ZZ")
    assert (state_name("TX"), state_name("DC"), state_name("ZZ")) == ("Texas", "District of Columbia", "ZZ")


def fact(strength: float, text: str = "") -> Fact:
    return Fact(strength, "state", lambda: text)


def test_the_strongest_of_several_facts_counts_and_of_equals_the_first() -> None:
    first, second, third = fact(2.0, "one"), fact(2.0, "two"), fact(3.0, "three")
    found = strongest({"JP": first, "DE": third}, {"JP": second, "DE": second}, {"FR": second})
    assert found == {"JP": first, "DE": third, "FR": second} and found["JP"].text == "one"
    assert strongest({"JP": first}, {"JP": third})["JP"] is third and strongest() == {}
    assert quotient(150.0, 100.0) == 1.0 and quotient(150.0, 100.0, 200.0) == 0.5


def test_only_states_of_the_united_states_are_told_apart() -> None:
    places = Table({
        "country": Labels.of(["US", "DE", "US", "FR", "DE", "US"]),
        "admin1": Labels.of(["CA", "CA", "TX", "", "15", ""]),
    })  # fmt: skip
    found = REGION.of(places)
    assert list(found) == ["US.CA", "DE", "US.TX", "FR", "DE", "US."]
    at_home = Table({"country": Labels.of(["DE", "FR"]), "admin1": Labels.of(["01", "01"])})
    assert list(REGION.of(at_home)) == ["DE", "FR"]


def test_values_of_a_quotient() -> None:
    """Nothing up to a half, all from four times on; the nation's own strength, 1, is a third of the way."""
    found = AncestralTies().value(np.array([0.0, 0.5, 1.0, 2.0, 4.0, 9.0, math.nan]), {})
    assert found.tolist() == pytest.approx([0, 0, 1 / 3, 2 / 3, 1, 1, math.nan], nan_ok=True)
    own = TradeTies(none=1.0, full=100.0).value(np.array([1.0, 10.0, 100.0]), {})
    assert own.tolist() == pytest.approx([0.0, 0.5, 1.0])
    volumes = TieVolume().value(np.array([0.0, 99_999.0, 1e9]), {})
    assert volumes.tolist() == pytest.approx([0.0, 1.0, 1.0])
    past = HistoricalTies(nation=0.25).value(np.array([0.0, 1.0, 3.0]), {})
    assert past.tolist() == [0.0, 0.25, 1.0]


def test_each_place_tells_its_strongest_tie() -> None:
    """Winneshiek County in Iowa is Norwegian, Cook County Polish and more; where nothing is known there is none."""
    places = pd.DataFrame({
        "country": ["US", "US", "US", ""], "admin1": ["IA", "IA", "ZZ", ""], "county_fips": ["19191", "", "", ""],
        "geonameid": [1, 2, 3, 4],
    }, index=[5, 6, 7, 8])  # fmt: skip
    found = AncestralTies().transform(places)
    assert list(found.columns) == ["strongest_origin", "strongest_origin_quotient"]
    assert found.index.tolist() == [5, 6, 7, 8]
    assert found["strongest_origin"][5] == "NO" and found["strongest_origin_quotient"][5] == pytest.approx(
        30.7, abs=0.1
    )
    assert found["strongest_origin"][6] != "NO"
    assert found["strongest_origin"][7] == found["strongest_origin"][8] == ""
    assert found["strongest_origin_quotient"].isna().tolist() == [False, False, True, True]


def test_an_unknown_country_is_said_to_be_unknown() -> None:
    texas = {"country": "US", "admin1": "TX", "name": "Odessa"}
    assert (
        AncestralTies().reason(texas, {"country": ""})
        == "ancestral ties with an unknown country: unknown or few"
    )
    assert TradeTies().reason(texas, {"country": "ZZ"}) == "trade ties with ZZ: unknown or few"
    assert AncestralTies().level(texas, {"country": "ZZ"}) == "unknown"
    assert not AncestralTies().knows({"country": "US", "admin1": "ZZ"}) and not AncestralTies().knows({})


@pytest.mark.parametrize(
    ("seeker", "candidate", "told"),
    [
        ({"country": "US", "admin1": "IA", "county_fips": "19191"}, "NO",
         "Norwegian is the county's second largest ancestry, Winneshiek County (Census 2000); it is among the first "
         "three for 3 % of Americans"),
        ({"country": "US", "admin1": "CA", "county_fips": "06013"}, "MX",
         "3.4 times the national share of new residents and citizens from Mexico, California (Homeland Security "
         "2004-2013: 929,962)"),
        ({"country": "NO"}, "US",
         "2.0 times the world's share of migrants from the United States, Norway (UN 2019: 19,207)"),
        ({"country": "SN"}, "FR", "6.9 times the world's share of migrants from France, Senegal (UN 2019: 14,367)"),
    ],
)  # fmt: skip
def test_the_strongest_root_in_words(seeker: dict[str, Any], candidate: str, told: str) -> None:
    assert AncestralTies().reason(seeker, {"country": candidate}) == told


def test_whose_choices_count_in_words() -> None:
    told = {among: CountryChoices(among).whose({"name": "Pinole"}) for among in AMONG}
    assert told == {
        "nation": "of its nation", "places": "of its nation", "near": "near Pinole",
        "region": "in the region of Pinole",
        "state": "in the state of Pinole", "size": "of the size of Pinole",
        "size_in_state": "of the size of Pinole in its state",
    }  # fmt: skip
    assert CountryChoices("near").whose({}) == "near the seeker"
    assert CountryChoices("other").parameter_problems() == [
        "among must be one of nation, places, near, region, state, size, size_in_state, not 'other'"
    ]
