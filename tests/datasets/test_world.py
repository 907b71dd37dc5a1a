from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from citymatch.datasets import Labels, SnapshotWriter, Text, World, load_world


def small(path: Path) -> World:
    writer = SnapshotWriter(3)
    names = Text.of(["Pinole", "Zürich", "Ōsaka"])
    writer.text("name", names)
    writer.text("ascii_name", Text.of(["Pinole", "Zurich", "Osaka"]), like=("name", names))
    writer.labels("country", Labels.of(["US", "CH", "JP"]))
    writer.integers("geonameid", [5, 70_000, 9_000_000])
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
    assert np.asarray(world["geonameid"]).tolist() == [5, 70_000, 9_000_000]
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
