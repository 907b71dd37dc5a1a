"""Elevations from the relief grid: filled where nothing else is known, and told apart."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from citymatch.build import relief

Frame = Callable[..., pd.DataFrame]


@pytest.fixture
def slope(monkeypatch: pytest.MonkeyPatch) -> None:
    """A world that rises by 36 m a cell from west to east, at 500 m where longitude is 0; a cliff at 10 degrees."""
    heights = 500.0 + 36.0 * (np.arange(360 * relief.CELLS) - 180 * relief.CELLS + 0.5)
    heights[190 * relief.CELLS :] += 5000.0
    monkeypatch.setattr(relief, "_grid", lambda: np.tile(heights, (180 * relief.CELLS, 1)))


def test_unknown_elevations_are_told_by_the_grid_to_ten_metres(places_of: Frame, slope: None) -> None:
    """At a hundredth of a degree east the slope stands at 500 + 36 x 0.12 = 504.3 m; known ones stay as they are."""
    places = places_of(
        {"geonameid": 1, "latitude": 40.0, "longitude": 0.01},
        {"geonameid": 2, "latitude": 50.0, "longitude": 0.01, "elevation_m": 123.0},
        {"geonameid": 3, "latitude": 40.0, "longitude": 10.0},  # below the cliff: it could be anything
    )
    height, source = relief.filled(places, np.array(["base", "", "base"], object))
    assert height[:2].tolist() == [500.0, 123.0] and np.isnan(height[2])
    assert source.tolist() == ["relief grid", "GeoNames", ""]


def test_the_places_around_set_the_grid_right(places_of: Frame, slope: None) -> None:
    """A neighbour 1.1 km away lies 200 m below the grid: weighed 1 / 2.1^2 against 0.02, that takes off 184 m."""
    places = places_of(
        {"geonameid": 1, "latitude": 40.0, "longitude": 0.0},
        {"geonameid": 2, "latitude": 40.01, "longitude": 0.0, "elevation_m": 300.0},
    )
    assert relief.filled(places, np.array(["base", ""], object))[0].tolist() == [320.0, 300.0]


def test_a_county_has_no_one_elevation(places_of: Frame, slope: None) -> None:
    places = places_of(*({"geonameid": at, "latitude": 40.0, "longitude": 0.0} for at in (1, 2, 3)))
    height, source = relief.filled(places, np.array(["county", "over", "place"], object))
    assert np.isnan(height[:2]).all() and height[2] == 500.0 and source.tolist() == ["", "", "relief grid"]


def test_a_town_on_the_shore_is_not_told_to_lie_below_the_sea(places_of: Frame, slope: None) -> None:
    """At 1.2 degrees west the slope stands at 500 - 36 x 14.4 = -18 m, at 4 degrees west at -1,228 m."""
    places = places_of(*({"geonameid": at, "latitude": 40.0, "longitude": -at} for at in (1.2, 4.0)))
    assert relief.filled(places, np.array(["", ""], object))[0].tolist() == [0.0, -1230.0]
