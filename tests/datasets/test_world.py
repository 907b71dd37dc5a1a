from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from citymatch.datasets import FIRST_UNIT, Labels, SnapshotWriter, Text, World, load_world


def small(path: Path) -> World:
    writer = SnapshotWriter(3)
    names = Text.of(["Pinole", "Zürich", "Ōsaka"])
    writer.text("name", names)
    writer.text("ascii_name", Text.of(["Pinole", "Zurich", "Osaka"]), like=("name", names))
    writer.labels("country", Labels.of(["US", "CH", "JP"]))
    writer.integers("number", [5, 70_000, FIRST_UNIT])
    writer.text("unit_code", Text.of(["0657288", "", "27100"]))
    writer.labels("layer", Labels.of(["place", "", "base"]))
    writer.number("latitude", [38.00437, -47.36667, 0.0], 1e-5, double=True)
    writer.number("population", [19269.0, np.nan, 2.7e9], 1.0, double=True)
    writer.number("elevation_m", [-12.0, 408.0, np.nan], 1.0)
    writer.alternates(Text.of(["Turicum", "大阪市"]), np.array([1, 2]))
    writer.save(path)
    return load_world(path)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    world = small(tmp_path / "small.zip")
    assert list(world["name"]) == ["Pinole", "Zürich", "Ōsaka"]
    assert list(world["ascii_name"]) == ["Pinole", "Zurich", "Osaka"]
    assert list(world["country"]) == ["US", "CH", "JP"]
    assert np.asarray(world["geonameid"]).tolist() == [5, 70_000, 0]
    assert np.asarray(world["latitude"]).tolist() == [38.00437, -47.36667, 0.0]
    np.testing.assert_array_equal(world["population"], [19269.0, np.nan, 2.7e9])
    np.testing.assert_array_equal(world["elevation_m"], np.array([-12, 408, np.nan], np.float32))
    assert list(world.alternate_name) == ["Turicum", "大阪市"]
    assert world.alternate_row.tolist() == [1, 2]


def test_the_same_values_give_the_same_bytes(tmp_path: Path) -> None:
    small(tmp_path / "one.zip")
    small(tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_rows_are_found_by_id_and_strangers_are_minus_one(tmp_path: Path) -> None:
    world = small(tmp_path / "small.zip")
    assert world.rows_of([70_000, 6, 5, 10_000_000]).tolist() == [1, -1, 0, -1]


def test_a_unit_without_a_place_has_an_id_of_its_own(tmp_path: Path) -> None:
    world = small(tmp_path / "small.zip")
    assert [world.community_id(row) for row in range(3)] == ["geonames:5", "geonames:70000", "unit:JP:27100"]
    ids = ["unit:JP:27100", "geonames:5", "unit:JP:5", "us-state:CA", "geonames:6"]
    assert world.rows_of_ids(ids).tolist() == [2, 0, -1, -1, -1]
    assert world.number_of_id("unit:JP:27100") == FIRST_UNIT and world.number_of_id("unit:JP:1") == 0


def test_a_column_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="'population' has 2 rows, the snapshot 3"):
        SnapshotWriter(3).number("population", [1.0, 2.0], 1.0)


def test_a_label_that_follows_from_two_others_is_kept_once_per_pair(tmp_path: Path) -> None:
    country, division = Labels.of(["US", "FR", "US"]), Labels.of(["CA", "11", "CA"])
    name = Labels.of(["California", "Île-de-France", "California"])
    writer = SnapshotWriter(3)
    writer.labels("country", country)
    writer.labels("admin1", division)
    writer.labels("admin1_name", name, by=(("country", country), ("admin1", division)))
    writer.alternates(Text.of([]), np.zeros(0, np.int64))
    writer.save(tmp_path / "small.zip")
    assert list(load_world(tmp_path / "small.zip")["admin1_name"]) == list(name)
    with pytest.raises(ValueError, match="does not follow"):
        writer.labels("x", Labels.of(["a", "b", "c"]), by=(("country", country), ("admin1", division)))


def test_an_empty_name_cannot_stand_for_one_that_is_not() -> None:
    writer = SnapshotWriter(1)
    with pytest.raises(ValueError, match="cannot be empty"):
        writer.text("ascii_name", Text.of([""]), like=("name", Text.of(["Pinole"])))


def test_the_world_has_every_column_of_the_card(world: World) -> None:
    row = world.row(world.row_of(5383187))
    assert row["name"] == "Pinole" and row["county_fips"] == "06013" and row["legal_kind"] == "city"
    assert row["timezone"] == "America/Los_Angeles" and row["continent"] == "North America"
    assert row["ascii_name"] == "Pinole" and row["standing"] == "self_governing"
    assert row["not_candidate"] == ""


def test_zero_people_is_unknown_and_dissolved_countries_are_gone(world: World) -> None:
    people = np.asarray(world["population"])
    assert not (people == 0).any() and np.isnan(people).any()
    assert not (world["country"] == "AN").any() and not (world["country"] == "CS").any()
    assert (world["country"] == "NA").sum() > 30


def test_alternate_names_belong_to_their_places(world: World) -> None:
    munich = world.row_of(2867714)
    names = set(world.alternate_name.take(np.flatnonzero(world.alternate_row == munich)))
    assert {"Munich", "Monaco di Baviera"} & names | ({world["name"][munich]} & {"Munich"})


def test_every_column_decodes_to_its_kind(world: World) -> None:
    texts = "name local_name ascii_name unit_name unit_code"
    labels = (
        "country admin1 admin1_name county_fips population_source timezone climate airport large_airport legal_kind "
        "continent standing standing_reason not_candidate feature_code unit_kind layer population_year population_of"
    )
    whole = "number geonameid metropolis_id governed_by"
    double = "latitude longitude population town_population"
    single = (
        "elevation_m coast_km lake_km river_km people_50km metropolis_km airport_km large_airport_km "
        "standing_probability"
    )
    for names, is_kind in (
        (texts, lambda column: isinstance(column, Text)),
        (labels, lambda column: isinstance(column, Labels)),
        (whole, lambda column: column.dtype == np.int64),
        (double, lambda column: column.dtype == np.float64),
        (single, lambda column: column.dtype == np.float32),
    ):
        for name in names.split():
            assert is_kind(world[name]), name
            assert len(world[name]) == len(world) > 255_000
    assert set(world.columns) == set(" ".join((texts, labels, whole, double, single)).split())


def test_ids_ascend_and_those_that_are_named_exist(world: World) -> None:
    ids = np.asarray(world["number"])
    assert np.all(np.diff(ids) > 0)
    governors = np.asarray(world["governed_by"])
    assert np.all(world.rows_of(governors[governors > 0]) >= 0)
    metropolis = world.rows_of(world["metropolis_id"])
    people = np.fmax(np.asarray(world["population"]), np.asarray(world["town_population"]))
    assert np.all(people[metropolis] >= 435_000)  # a few have fewer in their register than here
    itself = np.asarray(world["metropolis_id"]) == ids
    assert np.all(np.asarray(world["metropolis_km"])[itself] == 0)


def test_coordinates_and_distances_are_possible(world: World) -> None:
    assert np.all(np.abs(world["latitude"]) <= 90) and np.all(np.abs(world["longitude"]) <= 180)
    for column in ("coast_km", "lake_km", "river_km", "metropolis_km", "airport_km", "large_airport_km"):
        assert np.all((np.asarray(world[column]) >= 0) & (np.asarray(world[column]) < 9000)), column
    assert np.all(np.asarray(world["large_airport_km"]) >= np.asarray(world["airport_km"]))
    assert np.asarray(world["coast_km"]).max() < 2700  # no place is farther from the sea than Ürümqi's north
