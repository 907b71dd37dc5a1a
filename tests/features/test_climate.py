from __future__ import annotations

import numpy as np
import pytest
from places_of_the_world import PINOLE, TOWNS

from citymatch.datasets import World
from citymatch.features.climate import Climate, Elevation, climate_at
from citymatch.testing import ExtractorConformance


class TestClimate(ExtractorConformance):
    extractor = Climate()
    seeker = PINOLE
    candidates = TOWNS
    unknown_row = {"climate": ""}
    unknown_seeker = {"climate": ""}


class TestElevation(ExtractorConformance):
    extractor = Elevation()
    seeker = PINOLE
    candidates = TOWNS
    unknown_row = {"elevation_m": np.nan}
    unknown_seeker = {"elevation_m": np.nan}


@pytest.mark.parametrize(
    ("latitude", "longitude", "classes"),
    [
        (38.00437, -122.29886, {"Csb"}),  # Pinole
        (24.0889, 32.8998, {"BWh"}),  # Aswan
        (1.28967, 103.85007, {"Af"}),  # Singapore
        (62.0339, 129.7331, {"Dfd", "Dfc", "Dwd", "Dwc"}),  # Yakutsk
        (48.8534, 2.3488, {"Cfb"}),  # Paris
        (-54.8, -68.3, {"ET", "Cfc", "Cfb", "Dfc"}),  # Ushuaia, on the shore
        (-90.0, 0.0, {"EF"}),
        (0.0, -30.0, {""}),  # the middle of the Atlantic
        (float("nan"), 0.0, {""}),
    ],
)
def test_classes_known_from_the_map(latitude: float, longitude: float, classes: set[str]) -> None:
    assert climate_at([latitude], [longitude])[0] in classes


def test_both_sides_of_the_antimeridian_are_the_same_place() -> None:
    assert list(climate_at([66.0, 66.0], [180.0, -180.0])) == [climate_at([66.0], [179.9999])[0]] * 2


def test_denver_is_a_mile_high(world: World) -> None:
    denver = world.row_of(5419384)
    assert 1580 < world["elevation_m"][denver] < 1660
