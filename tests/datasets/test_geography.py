from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from citymatch.datasets.geography import (
    Lines,
    load_airports,
    load_climate,
    load_countries,
    load_water,
    save_climate,
    save_water,
)


def test_water_lines_have_no_edge_along_the_cut_of_the_map() -> None:
    coast = load_water("coast")
    begin = coast.segments()
    along = (np.abs(coast.longitude[begin]) == 180) & (np.abs(coast.longitude[begin + 1]) == 180)
    assert not along.any()
    assert coast.latitude.min() > -90


def test_airports() -> None:
    airports = load_airports()
    ident = np.asarray(airports["ident"])
    assert {"OAK", "LHR", "HND", "NRT"} <= set(ident[np.asarray(airports["large"])])
    assert "SUU" not in set(ident)  # Travis, an air base


def test_countries() -> None:
    countries = load_countries()
    assert {"NA", "XK", "TW"} <= set(countries["country"])
    assert not {"AN", "CS"} & set(countries["country"])
    population = dict(zip(countries["country"], countries["population"], strict=True))
    assert 3.2e8 < population["US"] < 3.5e8


def test_lines_are_read_back_as_they_were_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    latitude, longitude = (
        np.array([-16.5, -16.502, 70.0, 71.0, 72.25]),
        np.array([179.998, -179.998, 0, 1, -180.0]),
    )
    save_water(tmp_path / "water.npz", {"coast": Lines(latitude, longitude, np.array([0, 2]))})
    monkeypatch.setattr("citymatch.datasets.geography.HERE", tmp_path)
    again = load_water("coast")
    np.testing.assert_allclose(again.latitude, latitude, atol=1e-9)
    np.testing.assert_allclose(again.longitude, longitude, atol=1e-9)
    assert again.segments().tolist() == [0, 2, 3]


def test_a_climate_grid_wraps_round_the_globe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grid = np.array([[0, 1, 1, 2], [2, 2, 0, 0]], np.uint8)
    save_climate(tmp_path / "climate.npz", grid, ("", "Af", "Cfb"))
    monkeypatch.setattr("citymatch.datasets.geography.HERE", tmp_path)
    again = load_climate.__wrapped__()
    row, column = np.mgrid[0:2, 0:4]
    np.testing.assert_array_equal(again.codes(row, column), grid)
    assert again.codes(np.array([-3, 0, 9]), np.array([-1, 5, 4])).tolist() == [2, 1, 2]
