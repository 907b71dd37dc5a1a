"""Which cities are the centre of an agglomeration, on a map drawn by hand along a meridian."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from citymatch.build.agglomerations import agglomerations

Frame = Callable[..., pd.DataFrame]
DEGREE = 111.195


def drawn(places_of: Frame, *cities: tuple[float, float, str, str]) -> dict[int, tuple[float, bool]]:
    """Each city as (km to the north, people, feature code, country), its people at its own point."""
    places = places_of(*(
        {"geonameid": at + 1, "latitude": km / DEGREE, "longitude": 0.0, "feature_code": code, "country": country}
        for at, (km, _, code, country) in enumerate(cities)
    ))  # fmt: skip
    town = np.array([people for _, people, _, _ in cities])
    points = places[["latitude", "longitude", "country"]].assign(people=town)
    made = agglomerations(places, town, points)
    told = zip(made["people"].tolist(), made["cut"].tolist(), strict=True)
    return dict(zip(made["geonameid"].tolist(), told, strict=True))


def test_a_suburb_belongs_to_the_greater_city_and_a_city_apart_is_its_own(places_of: Frame) -> None:
    """The suburb at 25 km adds its 300,000; the town at 60 km is beyond all reach, with 600,000."""
    cities = ((0.0, 700_000.0, "", "PT"), (25.0, 300_000.0, "", "PT"), (60.0, 600_000.0, "", "PT"))
    assert drawn(places_of, *cities) == {1: (1_000_000.0, False), 3: (600_000.0, False)}


def test_a_small_core_counts_by_the_people_around_it(places_of: Frame) -> None:
    """340,000 in the city and 180,000 within 20 km: 520,000. Alone it would be too small."""
    nice = (0.0, 340_000.0, "PPLA2", "FR")
    assert drawn(places_of, nice, (15.0, 90_000.0, "", "FR"), (-12.0, 90_000.0, "", "FR")) == {
        1: (520_000.0, False)
    }
    assert drawn(places_of, nice, (15.0, 90_000.0, "", "FR")) == {}


def test_the_capital_gives_its_name_to_larger_cities_around(places_of: Frame) -> None:
    assert list(drawn(places_of, (0.0, 1_600_000.0, "PPLC", "PH"), (10.0, 2_700_000.0, "", "PH"))) == [1]
    assert list(drawn(places_of, (0.0, 1_600_000.0, "", "PH"), (10.0, 2_700_000.0, "", "PH"))) == [2]


def test_people_over_a_closed_border_are_not_counted_and_those_over_an_open_one_are(places_of: Frame) -> None:
    city, other = (0.0, 600_000.0, "", "AM"), (20.0, 100_000.0, "", "TR")
    assert drawn(places_of, city, other) == {1: (600_000.0, True)}
    assert drawn(places_of, (0.0, 600_000.0, "", "FR"), (20.0, 100_000.0, "", "DE")) == {
        1: (700_000.0, False)
    }


def test_a_great_city_over_an_open_border_does_not_take_the_name(places_of: Frame) -> None:
    """El Paso beside Ciudad Juárez: each is a centre in its own country."""
    assert list(drawn(places_of, (0.0, 680_000.0, "", "US"), (-5.0, 1_500_000.0, "", "MX"))) == [1, 2]
