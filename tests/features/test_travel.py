from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from places_of_the_world import PINOLE, TOWNS

from citymatch.features.travel import TravelAccess
from citymatch.testing import ExtractorConformance


class TestTravelAccess(ExtractorConformance):
    extractor = TravelAccess()
    seeker = PINOLE
    candidates = TOWNS
    unknown_row = {"large_airport_km": np.nan}
    unknown_seeker = "the candidate alone is measured, whoever asks"


def test_near_is_good_whoever_asks() -> None:
    # 150 km is three eighths of the way from 60 to 300: (1 + cos 67.5 degrees) / 2 = 0.691
    assert TravelAccess(core=60, edge=300).similarity({}, TOWNS).tolist() == pytest.approx(
        [0.691, 1, 0], abs=1e-3
    )


def test_the_airports_of_pinole_are_civil_ones_and_not_travis_air_base() -> None:
    places = pd.DataFrame({"latitude": [38.00437, 38.25], "longitude": [-122.29886, -122.04]})
    found = TravelAccess().transform(places)
    assert set(found["airport"]) <= {"OAK", "STS", "SMF", "CCR", "SFO"}
    assert found["large_airport"][0] == "OAK"
    assert 28 < found["large_airport_km"][0] < 36


def test_a_reason_names_the_airports() -> None:
    told = TravelAccess().reason({}, {**PINOLE, "airport": "STS", "airport_km": 69.0})
    assert "Oakland" in told and "(OAK)" in told and "(STS)" in told
