"""What the ties to a country share: names in a sentence, and what a place tells of itself."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from citymatch.datasets import Labels, Table
from citymatch.features.ancestry import AncestralTies
from citymatch.features.choices.circle import AMONG
from citymatch.features.choices.countries import CountryChoices
from citymatch.features.history import HistoricalTies
from citymatch.features.ties import REGION, Fact, nation, state_name
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
    assert (nation("CD"), nation("CG")) == ("Congo-Kinshasa", "Congo-Brazzaville")
    for code in ("TC", "UM", "VA"):
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
    found = AncestralTies().value(np.array([0.0, 0.004, 0.25, 9.0, math.nan]), {})
    assert found.tolist() == pytest.approx([0, 0, 1, 1, math.nan], nan_ok=True)
    own = TradeTies(none=1.0, full=100.0).value(np.array([1.0, 10.0, 100.0]), {})
    assert own.tolist() == pytest.approx([0.0, 0.5, 1.0])
    volumes = TieVolume().value(np.array([0.0, 99_999.0, 1e9]), {})
    assert volumes.tolist() == pytest.approx([0.0, 1.0, 1.0])
    past = HistoricalTies(nation=0.25).value(np.array([0.0, 1.0, 3.0]), {})
    assert past.tolist() == [0.0, 0.25, 1.0]


def test_each_place_tells_its_strongest_tie() -> None:
    """Winneshiek County in Iowa is Norwegian; where nothing is known there is none."""
    places = pd.DataFrame({
        "country": ["US", "US", "US", ""], "admin1": ["IA", "IA", "ZZ", ""], "county_fips": ["19191", "", "", ""],
        "geonameid": [1, 2, 3, 4],
    }, index=[5, 6, 7, 8])  # fmt: skip
    found = AncestralTies().transform(places)
    assert list(found.columns) == ["strongest_origin", "strongest_origin_strength"]
    assert found.index.tolist() == [5, 6, 7, 8]
    assert found["strongest_origin"][5] == "NO" and found["strongest_origin_strength"][5] > 0.9
    assert found["strongest_origin"][6] != "NO"
    assert found["strongest_origin"][7] == found["strongest_origin"][8] == ""
    assert found["strongest_origin_strength"].isna().tolist() == [False, False, True, True]


def test_an_unknown_country_is_said_to_be_unknown() -> None:
    texas = {"country": "US", "admin1": "TX", "name": "Odessa"}
    told = AncestralTies().reason(texas, {"country": ""})
    assert told == "ties of Odessa's residents with an unknown country are unknown"
    assert TradeTies().reason(texas, {"country": "ZZ"}) == "how much the state trades with ZZ is unknown"
    assert AncestralTies().level(texas, {"country": "ZZ"}) == "unknown"
    assert not AncestralTies().knows({"country": "US", "admin1": "ZZ"}) and not AncestralTies().knows({})


@pytest.mark.parametrize(
    ("seeker", "candidate", "told"),
    [
        ({"country": "US", "admin1": "IA", "county_fips": "19191"}, "NO",
         "about 30 % of Winneshiek County's residents have Norwegian roots, 20 times the nation's share"),
        ({"country": "US", "admin1": "CA", "county_fips": "06013"}, "EE",
         "no tie of the residents with Estonia is known beyond the nation's own"),
        ({"country": "NO"}, "US", "no tie of the residents with the United States found"),
        ({"country": "NZ"}, "WS",
         "54,108 people from Samoa live in New Zealand (UN 2019), 100 times as many as New Zealand's share of the "
         "world's migrants would give"),
    ],
)  # fmt: skip
def test_the_strongest_root_in_words(seeker: dict[str, Any], candidate: str, told: str) -> None:
    assert AncestralTies().reason(seeker, {"country": candidate}) == told


def test_whose_choices_count_in_words() -> None:
    told = {
        among: CountryChoices(among).whose({"name": "Pinole", "country": "US", "admin1": "WA"})
        for among in AMONG
    }
    assert told == {
        "nation": "of its nation", "places": "of its nation", "near": "within 150 km of Pinole",
        "region": "within 300 km of Pinole",
        "state": "in Washington State", "size": "of the size of Pinole",
        "size_in_state": "in Washington State of the size of Pinole",
    }  # fmt: skip
    assert CountryChoices("near").whose({}) == "within 150 km of the seeker"
    assert CountryChoices("other").parameter_problems() == [
        "among must be one of nation, places, near, region, state, size, size_in_state, not 'other'"
    ]
