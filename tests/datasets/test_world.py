from __future__ import annotations

import hashlib
import pickle
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest

from citymatch.datasets import FIRST_UNIT, InputError, Labels, SnapshotWriter, Text, World, load_world
from citymatch.datasets import world as world_module


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
    writer, two = SnapshotWriter(3), Text.of(["a", "b"])
    for add in (
        lambda: writer.number("population", [1.0, 2.0], 1.0),
        lambda: writer.integers("population", [1, 2]),
        lambda: writer.labels("population", Labels.of(["a", "b"])),
        lambda: writer.text("population", two),
        lambda: writer.text("population", two, like=("name", two)),
    ):
        with pytest.raises(ValueError, match=r"^column 'population' has 2 rows, the snapshot 3$"):
            add()


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
    with pytest.raises(ValueError, match=r"^column 'x' does not follow from 'country' and 'admin1'$"):
        writer.labels("x", Labels.of(["a", "b", "c"]), by=(("country", country), ("admin1", division)))


def test_an_empty_name_cannot_stand_for_one_that_is_not() -> None:
    writer = SnapshotWriter(1)
    with pytest.raises(ValueError, match=r"^column 'ascii_name' cannot be empty where 'name' is not$"):
        writer.text("ascii_name", Text.of([""]), like=("name", Text.of(["Pinole"])))


def test_another_file_gives_another_world(tmp_path: Path, world: World) -> None:
    one = small(tmp_path / "small.zip")
    assert load_world(str(tmp_path / "small.zip")) is one is not world
    assert one.path == tmp_path / "small.zip" and len(one) == 3
    assert one.fingerprint == hashlib.sha256((tmp_path / "small.zip").read_bytes()).hexdigest()
    assert load_world() is world and world.fingerprint != one.fingerprint


def test_a_world_is_pickled_as_its_path_and_its_hash(tmp_path: Path, world: World) -> None:
    one = small(tmp_path / "small.zip")
    for each in (one, world):
        pickled = pickle.dumps(each)
        assert len(pickled) < 500 and each.fingerprint.encode() in pickled
        assert pickle.loads(pickled) is each  # a file is read once
    assert str(world.path).encode() not in pickle.dumps(world)  # the package may lie elsewhere there


def test_a_world_is_not_unpickled_from_another_snapshot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "small.zip"
    one = small(path)
    pickled = pickle.dumps(one)
    shutil.move(path, tmp_path / "old.zip")
    writer = SnapshotWriter(1)
    writer.integers("number", [5])
    writer.alternates(Text.of([]), np.zeros(0, np.int64))
    writer.save(path)
    monkeypatch.setattr(
        world_module, "_read_world", world_module._read_world.__wrapped__
    )  # as in another process
    with pytest.raises(InputError) as caught:
        pickle.loads(pickled)
    new = hashlib.sha256(path.read_bytes()).hexdigest()
    assert str(caught.value) == (
        f"{path}: is another snapshot ({new[:12]}) than the one that was pickled ({one.fingerprint[:12]})"
    )


def test_a_world_of_no_file_cannot_be_pickled(tmp_path: Path) -> None:
    one = small(tmp_path / "small.zip")
    made = World({"number": np.array([1])}, 1, lambda: (Text.of([]), np.zeros(0, int)), one.fingerprint)
    with pytest.raises(pickle.PicklingError, match="was not read from a file"):
        pickle.dumps(made)


def test_a_world_has_no_other_attributes(tmp_path: Path) -> None:
    one = small(tmp_path / "small.zip")
    assert one.alternate_name is one.alternate_name and one.alternate_row.dtype == np.int64
    with pytest.raises(AttributeError, match="World has no attribute 'alternate_nam'"):
        _ = one.alternate_nam


def test_ids_that_are_none_have_no_row(tmp_path: Path) -> None:
    one = small(tmp_path / "small.zip")
    for text in (
        "",
        "geonames:",
        "geonames:five",
        "geonames:99999999999999999999",
        "5",
        "unit:",
        "unit:JP",
        "us-county:27100",
    ):
        assert (one.row_of_id(text), one.number_of_id(text)) == (-1, 0), text
    assert (one.row_of(5), one.row_of(70_000), one.row_of(6), one.row_of(-1)) == (0, 1, -1, -1)
    assert one.number_of_id("geonames:5") == 5 and one.row_of_id("geonames:70000") == 1


def test_counties_without_a_place_have_the_id_of_their_code(world: World) -> None:
    row = world.row_of_id("us-county:06013")
    assert world["name"][row] == "Contra Costa County" and world["layer"][row] == "county"
    assert world.community_id(row) == "us-county:06013" and world["number"][row] >= FIRST_UNIT
    assert world.row_of_id("unit:US:06013") == world.row_of_id("us-county:99999") == -1
    some = np.flatnonzero(np.asarray(world["number"]) >= FIRST_UNIT)[::997]
    assert world.rows_of_ids([world.community_id(row) for row in some.tolist()]).tolist() == some.tolist()


def column(path: Path, values: list[float], scale: float, double: bool = True) -> np.ndarray:
    """A column of numbers, written and read back."""
    writer = SnapshotWriter(len(values))
    writer.number("x", values, scale, double)
    writer.alternates(Text.of([]), np.zeros(0, np.int64))
    writer.save(path)
    return np.asarray(load_world(path)["x"])


UNKNOWN = float("nan")


@pytest.mark.parametrize(
    ("values", "scale"),
    [
        ([0.0, 255.0, UNKNOWN], 1.0),  # unknown does not fit a byte any more
        ([0.0, 254.0, UNKNOWN], 1.0),
        ([-128.0, 127.0, UNKNOWN], 1.0),
        ([-127.0, UNKNOWN], 1.0),
        ([0.0, 65_535.0, UNKNOWN], 1.0),
        ([-32_768.0, 32_767.0, UNKNOWN], 1.0),
        ([0.0, 4_294_967_295.0, UNKNOWN], 1.0),
        ([-2_147_483_648.0, UNKNOWN], 1.0),
        ([UNKNOWN, UNKNOWN], 1.0),
        ([41.85003, -122.29886, 0.00001, UNKNOWN], 1e-5),
        ([0.1, 0.7, 950.6], 0.1),
        ([12_000.0, 8_310_000.0, UNKNOWN], 1000.0),
        ([-3.0, *[4.0, UNKNOWN] * 40], 1.0),  # few distinct values
        ([0.5] * 40, 0.5),
        ([], 1.0),
    ],
)
def test_numbers_are_read_back_to_the_last_bit(tmp_path: Path, values: list[float], scale: float) -> None:
    np.testing.assert_array_equal(column(tmp_path / "x.zip", values, scale), np.array(values))


def test_numbers_are_kept_to_the_nearest_step(tmp_path: Path) -> None:
    got = column(tmp_path / "x.zip", [0.26, -0.26, 12.74, 1e6 + 0.2], 0.5)
    assert got.tolist() == [0.5, -0.5, 12.5, 1e6]
    assert column(tmp_path / "thousands.zip", [1499.0, 1501.0], 1000.0).tolist() == [1000, 2000]
    assert column(tmp_path / "single.zip", [950.6], 0.1, double=False).dtype == np.float32


@pytest.mark.parametrize(
    "values",
    [[0, 255], [0, 256], [-1, 127], [-129, 128], [0, 2**40], [-(2**40), 5], [7] * 50, [-3, 9] * 40, []],
)
def test_integers_are_read_back(tmp_path: Path, values: list[int]) -> None:
    writer = SnapshotWriter(len(values))
    writer.integers("x", values)
    writer.alternates(Text.of([]), np.zeros(0, np.int64))
    writer.save(tmp_path / "x.zip")
    got = np.asarray(load_world(tmp_path / "x.zip")["x"])
    assert got.dtype == np.int64 and got.tolist() == values


def test_few_distinct_numbers_take_less_room(tmp_path: Path) -> None:
    for name, values in (("few", [10**9, 2 * 10**9] * 40), ("many", list(range(10**9, 10**9 + 80)))):
        writer = SnapshotWriter(80)
        writer.integers("x", values)
        writer.alternates(Text.of([]), np.zeros(0, np.int64))
        writer.save(tmp_path / f"{name}.zip")
    sizes = {
        name: zipfile.ZipFile(tmp_path / f"{name}.zip").getinfo("x").file_size for name in ("few", "many")
    }
    assert sizes == {"few": 80, "many": 320}  # a byte and four bytes a row


def test_an_unknown_number_takes_no_wider_type_where_there_is_room(tmp_path: Path) -> None:
    for low in (0, -127):  # with one value left for the unknown, above or below
        column(tmp_path / f"{low}.zip", [UNKNOWN, *range(low, low + 255)], 1.0)
        assert zipfile.ZipFile(tmp_path / f"{low}.zip").getinfo("x").file_size == 256


@pytest.mark.parametrize("length", [255, 256, 70_000])
def test_long_texts_and_many_labels_are_read_back(tmp_path: Path, length: int) -> None:
    texts, labels = ["x" * length, "", "Ō" * length], [f"{k:05}" for k in range(3)]
    writer = SnapshotWriter(3)
    writer.text("long", Text.of(texts))
    writer.labels("label", Labels.of(labels))
    writer.alternates(Text.of(["x" * length] * 3), np.array([1, 1, 1]))
    writer.save(tmp_path / "x.zip")
    world = load_world(tmp_path / "x.zip")
    assert list(world["long"]) == texts and list(world["label"]) == labels
    assert world.alternate_row.tolist() == [1, 1, 1] and list(world.alternate_name) == ["x" * length] * 3


def test_a_snapshot_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    small(tmp_path / "small.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["small.zip"]
    with zipfile.ZipFile(tmp_path / "small.zip") as archive:
        assert {each.date_time for each in archive.infolist()} == {(2026, 1, 1, 0, 0, 0)}


def test_alternate_names_that_are_not_in_order_are_refused() -> None:
    with pytest.raises(ValueError, match="ordered by row"):
        SnapshotWriter(3).alternates(Text.of(["a", "b"]), np.array([2, 1]))


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
        "elevation_source continent standing standing_reason not_candidate feature_code unit_kind layer "
        "population_year population_of"
    )
    whole = "number geonameid metropolis_id governed_by"
    double = "latitude longitude population town_population"
    single = (
        "elevation_m coast_km lake_km river_km people_50km metropolis_km airport_km large_airport_km "
        "standing_probability off_km"
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


def test_no_municipality_of_quebec_is_in_montreal_for_want_of_a_place(world: World) -> None:
    """Armagh has 1,400 people 250 km down the Saint Lawrence, in the county of Bellechasse beside Lévis; it was said to
    be in Montreal, as 498 others were. Its point is that of a neighbour within its county."""
    quebec = np.asarray(world["country"] == "CA") & np.asarray(world["admin1_name"] == "Quebec")
    able = quebec & np.asarray(world["not_candidate"] == "")
    at = np.stack([world.numbers("latitude"), world.numbers("longitude")])
    montreal = world.row_of(6077243)
    assert (np.abs(at - at[:, [montreal]]).max(axis=0) < 1e-3)[able].sum() < 5
    (armagh,) = [row for row in np.flatnonzero(quebec).tolist() if world["name"][row] == "Armagh"]
    assert at[0, armagh] > 46.4 and -71.5 < at[1, armagh] < -70 and 5 < world.numbers("off_km")[armagh] < 50


def test_ids_ascend_and_those_that_are_named_exist(world: World) -> None:
    ids = np.asarray(world["number"])
    assert np.all(np.diff(ids) > 0)
    governors = np.asarray(world["governed_by"])
    assert np.all(world.rows_of(governors[governors > 0]) >= 0)
    metropolis = np.asarray(world["metropolis_id"])
    assert np.all(world.rows_of(metropolis[metropolis > 0]) >= 0)
    assert np.all((metropolis == 0) == np.isnan(np.asarray(world["metropolis_km"])))
    itself = np.asarray(world["metropolis_id"]) == ids
    assert np.all(np.asarray(world["metropolis_km"])[itself] == 0)


def test_coordinates_and_distances_are_possible(world: World) -> None:
    assert np.all(np.abs(world["latitude"]) <= 90) and np.all(np.abs(world["longitude"]) <= 180)
    away = np.asarray(world["metropolis_km"])
    assert np.nanmax(away) <= 100 and np.nanmin(away) == 0
    nowhere = np.isnan(np.asarray(world["off_km"]))
    assert 500 < nowhere.sum() < 1500 and (
        world.labels("not_candidate").isin({"no source says where it lies"})[nowhere].all()
    )
    for column in ("coast_km", "lake_km", "river_km", "airport_km", "large_airport_km"):
        told = np.asarray(world[column])
        assert np.all((told[~nowhere] >= 0) & (told[~nowhere] < 9000)) and np.isnan(told[nowhere]).all(), (
            column
        )
    assert np.all(np.asarray(world["large_airport_km"] >= np.asarray(world["airport_km"]))[~nowhere])
    assert np.nanmax(world["coast_km"]) < 2700  # no place is farther from the sea than Ürümqi's north
