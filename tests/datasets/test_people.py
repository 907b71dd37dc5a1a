"""Where the people of the world live: written and read back, and against figures of censuses."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from citymatch.datasets.people import People, load_people, write_people


def read_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setattr("citymatch.datasets.people.HERE", folder)
    return load_people.__wrapped__()


def test_people_are_read_back_as_they_were_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the south pole to the north pole, on both sides of the date line, two of them within one cell."""
    points = [  # from south to north, and from west to east among those of a row of cells
        (-90.0, -180.0, 1.0),
        (-16.5, -179.999, 20.0),
        (-16.5, 180.0, 300.0),
        (-0.001, -0.001, 4_000.0),
        (0.0, 0.0, 50_000.0),
        (38.004, -122.299, 19_022.0),
        (38.004, -122.298, 70_000.0),
        (38.049, -122.251, 256.0),
        (51.5, -0.12, 16_777_217.0),
        (51.5, 0.0, 0.0),
        (90.0, 180.0, 4_000_000_000.0),
    ]
    shuffled = np.array(points)[[7, 10, 2, 0, 5, 4, 9, 1, 6, 8, 3]]
    write_people(
        tmp_path / "people.npz", *shuffled.T, city=np.array([5128581, 2988507]),
        city_people=np.array([1.3e7, 1.06e7]), city_cut=np.array([False, True]),
    )  # fmt: skip
    again = read_back(tmp_path, monkeypatch)
    assert again.people.sum() == shuffled[:, 2].sum()
    # Three of the points lie in one cell of 0.05 degrees, where they stand in the order they came in.
    expected = np.array(points)[[0, 1, 2, 3, 4, 7, 5, 6, 8, 9, 10]]
    np.testing.assert_allclose(np.column_stack(again[:3]), expected, rtol=0, atol=1e-9)
    assert again.city.tolist() == [5128581, 2988507] and again.city.dtype == np.int64
    assert again.city_people.tolist() == [13_000_000, 10_600_000] and again.city_cut.tolist() == [False, True]


def test_points_are_kept_to_a_thousandth_of_a_degree_and_whole_people(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    latitude, longitude = np.array([38.00444]), np.array([-122.29886])
    write_people(
        tmp_path / "people.npz", latitude, longitude, np.array([2.6]), *(np.array([], np.int64),) * 3
    )
    again = read_back(tmp_path, monkeypatch)
    assert (again.latitude[0], again.longitude[0], again.people[0]) == pytest.approx((38.004, -122.299, 3))


@pytest.mark.parametrize(
    ("where", "south", "north", "west", "east", "people", "share"),
    [
        ("Iceland, 2020", 63, 67, -25, -13, 364_000, 0.05),
        ("Greater Tokyo, 2020", 35.2, 36.1, 139.1, 140.3, 37_000_000, 0.06),
        ("New Zealand, 2020", -48, -34, 166, 179, 5_050_000, 0.05),
        ("Réunion, 2021", -21.5, -20.8, 55.1, 55.9, 871_000, 0.05),
    ],
)
def test_people_live_where_censuses_count_them(
    where: str, south: float, north: float, west: float, east: float, people: float, share: float
) -> None:
    world = load_people()
    inside = (world.latitude >= south) & (world.latitude <= north)
    inside &= (world.longitude >= west) & (world.longitude <= east)
    assert world.people[inside].sum() == pytest.approx(people, rel=share), where


def test_the_large_cities_are_among_those_named() -> None:
    assert {5128581, 2988507, 1850147} <= set(load_people().city.tolist())  # New York, Paris, Tokyo
    assert 5383187 not in load_people().city  # Pinole
