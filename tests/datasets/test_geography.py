from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from citymatch.datasets.geography import (
    Lines,
    country_name,
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


def test_an_airport_has_its_name_its_country_and_its_place() -> None:
    airports = load_airports()
    row = airports.row(list(airports["ident"]).index("OAK"))
    assert (row["country"], row["large"]) == ("US", True) and "Oakland" in row["name"]
    assert (row["latitude"], row["longitude"]) == pytest.approx((37.72, -122.22), abs=0.01)
    assert airports["large"][list(airports["ident"]).index("STS")] == np.False_  # Sonoma County: a medium one


@pytest.mark.parametrize(
    ("kind", "where", "latitude", "longitude"),
    [
        ("coast", "Land's End", 50.066, -5.715),
        ("coast", "Cape Point", -34.36, 18.47),
        ("lake", "Lake Superior at Two Harbors", 47.01, -91.67),
        ("lake", "Lake Geneva at Morges", 46.505, 6.50),
        ("river", "the Danube at Vienna", 48.22, 16.41),
    ],
)
def test_water_is_where_it_is_known_to_be(kind: str, where: str, latitude: float, longitude: float) -> None:
    water = load_water(kind)
    east = (water.longitude - longitude) * np.cos(np.radians(latitude))
    assert 111 * np.hypot(water.latitude - latitude, east).min() < 3, where  # km; the lines are generalised
    other = load_water("river" if kind == "lake" else "lake")
    assert len(other.first) != len(water.first)


def test_there_are_three_kinds_of_water() -> None:
    with pytest.raises(KeyError):
        load_water("canal")


@pytest.mark.parametrize(
    ("where", "latitude", "longitude", "climate"),
    [
        ("Oakland", 37.80, -122.20, "Csb"),
        ("Singapore", 1.35, 103.82, "Af"),
        ("Cairo", 30.05, 31.24, "BWh"),
        ("London", 51.50, -0.12, "Cfb"),
        ("Greenland's ice", 72.0, -40.0, "EF"),
        ("the Atlantic", 30.0, -40.0, ""),
    ],
)
def test_climates_are_those_of_the_atlas(where: str, latitude: float, longitude: float, climate: str) -> None:
    """36 cells to the degree, from the north and from 180 degrees west."""
    grid = load_climate()
    assert (grid.rows, grid.columns) == (180 * 36, 360 * 36)
    row, column = np.array([int((90 - latitude) * 36)]), np.array([int((longitude + 180) * 36)])
    assert grid.classes[int(grid.codes(row, column)[0])] == climate, where


def test_a_country_has_its_continent_and_its_area() -> None:
    countries = load_countries()
    row = countries.row(list(countries["country"]).index("JP"))
    assert (row["name"], row["continent"]) == ("Japan", "Asia")
    assert row["area_km2"] == pytest.approx(377_975, rel=0.001)  # Geospatial Information Authority of Japan
    assert row["population"] == pytest.approx(126.1e6, rel=0.01)  # Census 2020
    assert (country_name("CI"), country_name("Atlantis")) == ("Côte d’Ivoire", "Atlantis")


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


def test_far_steps_between_points_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From one corner of the map to the other is 90,000 steps north and 180,000 steps east, and back."""
    latitude, longitude = np.array([-90.0, 90, -90, 0, 0.002]), np.array([-180.0, 180, -180, 0, -0.002])
    line = Lines(latitude, longitude, np.array([0]))
    kinds = {"coast": line, "lake": Lines(latitude[3:], longitude[3:], np.array([0, 1]))}
    save_water(tmp_path / "water.npz", kinds)
    monkeypatch.setattr("citymatch.datasets.geography.HERE", tmp_path)
    coast, lake = load_water("coast"), load_water("lake")
    np.testing.assert_allclose([coast.latitude, coast.longitude], [latitude, longitude], rtol=0, atol=1e-12)
    np.testing.assert_allclose(
        [lake.latitude, lake.longitude], [latitude[3:], longitude[3:]], rtol=0, atol=1e-12
    )
    assert coast.segments().tolist() == [0, 1, 2, 3] and coast.first.tolist() == [0]
    assert lake.segments().tolist() == [] and lake.first.tolist() == [0, 1]


def test_a_climate_of_one_class_is_one_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grid = np.full((300, 300), 2, np.uint8)
    grid[299, 299] = 1
    save_climate(tmp_path / "climate.npz", grid, ("", "Af", "Cfb"))
    monkeypatch.setattr("citymatch.datasets.geography.HERE", tmp_path)
    again = load_climate.__wrapped__()
    assert (again.rows, again.columns, again.classes) == (300, 300, ("", "Af", "Cfb"))
    assert again.start.tolist() == [0, 89_999] and again.code.tolist() == [2, 1]
    assert again.codes(np.array([0, 298, 299, 299]), np.array([0, 299, 298, 299])).tolist() == [2, 2, 2, 1]
