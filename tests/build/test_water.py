"""Which lakes of a second source are taken over, on shapes worked by hand."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from citymatch.build.water import area_km2, missing_lakes

Ring = npt.NDArray[np.float32]
LAND = np.array([(0, 0), (0, 30), (30, 30), (30, 0), (0, 0)], np.float32)


def lake(west: float, south: float, size: float) -> Ring:
    """Clockwise; at the equator 0.1 degree is 11 km, so that 0.1 by 0.1 degree are 124 km2."""
    corners = [(0, 0), (0, size), (size, size), (size, 0), (0, 0)]
    return np.array([(west + x, south + y) for x, y in corners], np.float32)


def test_the_area_of_a_lake_shrinks_towards_the_pole() -> None:
    """A tenth of a degree each way is 11.12 km by 11.12 km at the equator, and half as wide at 60 degrees north."""
    assert area_km2(lake(10, 0, 0.1)) == pytest.approx(123.6, rel=0.001)
    assert area_km2(lake(10, 60, 0.1)) == pytest.approx(61.7, rel=0.01)
    assert area_km2(lake(10, 0, 0.1)[::-1]) < 0  # an island runs the other way round


def test_only_large_lakes_on_land_that_are_not_drawn_yet_are_added() -> None:
    new, small, known, sea = lake(10, 1, 0.1), lake(12, 1, 0.08), lake(14, 1, 0.2), lake(40, 1, 0.2)
    other_outline = lake(14.05, 1.05, 0.3)  # of the lake that is known
    found = missing_lakes([new, small, other_outline, sea], [known], [LAND])
    assert [ring.tolist() for ring in found] == [new.tolist()]


def test_a_shore_is_thinned_but_stays_where_it_is() -> None:
    """A point on the straight shore goes, the head and the mouth of a bay of 1.1 km stay."""
    ring = lake(10, 1, 0.2)
    more = np.array([(10.0, 1.02), (10.0, 1.05), (10.01, 1.1)], np.float32)
    (thin,) = missing_lakes([np.insert(ring, 1, more, axis=0)], [], [LAND])
    assert thin.tolist() == np.insert(ring, 1, more[1:], axis=0).tolist()


def test_the_salt_pans_of_australia_are_no_lakes() -> None:
    land = np.array([(100, -40), (100, 0), (150, 0), (150, -40), (100, -40)], np.float32)
    assert not missing_lakes([lake(137, -29, 1.0)], [], [land])
