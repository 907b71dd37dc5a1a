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


def test_an_airport_abroad_counts_where_it_is_much_nearer_and_the_border_is_open() -> None:
    """Gyumri lies 60 km from Kars; Annemasse 11 km from Geneva; Malmö 22 km from Copenhagen, 25 km from its own."""
    towns = pd.DataFrame(
        [
            (40.79, 43.85, "AM"),
            (46.19, 6.24, "FR"),
            (55.6, 13.0, "SE"),
            (33.21, 35.57, "IL"),
            (31.58, 74.35, "PK"),
        ],
        columns=["latitude", "longitude", "country"],
    )
    found = TravelAccess().transform(towns)
    assert found["large_airport"].tolist() == ["EVN", "GVA", "CPH", "TLV", "LHE"]
    assert found["airport"].tolist() == ["LWN", "GVA", "CPH", "HFA", "LHE"]
    assert (found["large_airport_km"] >= found["airport_km"]).all()
