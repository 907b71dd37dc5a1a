"""Historical ties that are in any schoolbook."""

from __future__ import annotations

import pandas as pd

from citymatch.features.history import HistoricalTies
from citymatch.testing import ExtractorConformance

PINOLE = {"name": "Pinole", "country": "US", "admin1": "CA"}


def similarity(seeker: dict[str, object], **candidate: object) -> float:
    return float(HistoricalTies().similarity(seeker, pd.DataFrame([candidate]))[0])


class TestConformance(ExtractorConformance):
    extractor = HistoricalTies()
    seeker = PINOLE
    candidates = pd.DataFrame({"name": ["Colima", "Cebu", "Uppsala"], "country": ["MX", "PH", "SE"]})
    unknown_row = {"country": "XK"}
    unknown_seeker = {"country": "XK"}


def test_a_past_of_the_state_counts_more_than_one_of_the_nation() -> None:
    assert [similarity(PINOLE, country=c) for c in ("MX", "ES", "PH", "SE")] == [1.0, 1.0, 0.5, 0.0]
    assert similarity({"country": "US", "admin1": "OH"}, country="MX") == 0.0
    assert HistoricalTies(nation=0.2).similarity(PINOLE, pd.DataFrame({"country": ["PH"]}))[0].round(1) == 0.2


def test_louisiana_alaska_and_delaware() -> None:
    for state, country in (("LA", "FR"), ("AK", "RU"), ("DE", "SE"), ("NY", "NL")):
        assert similarity({"country": "US", "admin1": state}, country=country) == 1.0


def test_its_reason_names_the_years_and_the_treaty() -> None:
    reason = HistoricalTies().reason(PINOLE, {"country": "MX"})
    assert "Mexico held California" in reason and "1821 to 1848" in reason and "Guadalupe Hidalgo" in reason
    assert HistoricalTies().level(PINOLE, {"country": "MX"}) == "state"


def test_a_seeker_abroad_meets_the_us_state_it_held() -> None:
    seville = {"name": "Seville", "country": "ES"}
    assert similarity(seville, country="US", admin1="FL") == 1.0
    assert similarity(seville, country="US", admin1="OH") == 0.5
    assert similarity(seville, country="MX", admin1="14") == 0.5
