from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from citymatch.build.check import differences, unequal
from citymatch.datasets import Labels, SnapshotWriter, Text


def snapshot(path: Path, coast: list[float], name: str = "Pinole") -> None:
    writer = SnapshotWriter(2)
    writer.integers("number", [4, 7])
    writer.text("name", Text.of([name, "Hercules"]))
    writer.labels("country", Labels.of(["US", "US"]))
    writer.number("coast_km", coast, 0.1)
    writer.alternates(Text.of(["Penole"]), np.array([0]))
    writer.save(path)


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    return tmp_path / "old", tmp_path / "new"


def test_the_same_values_are_no_difference_and_every_column_is_named(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = folders
    snapshot(old / "world.zip", [1.0, np.nan])
    snapshot(new / "world.zip", [1.1, np.nan])  # one step of the column away
    assert differences(old, new) == 0
    told = capsys.readouterr().out
    assert all(
        column in told
        for column in ("number", "name", "country", "coast_km", "alternate_name", "alternate_row")
    )


def test_another_name_and_another_distance_are_found(folders: tuple[Path, Path]) -> None:
    old, new = folders
    snapshot(old / "world.zip", [1.0, 2.0])
    snapshot(new / "world.zip", [1.0, 9.0], name="Pinola")
    assert differences(old, new) == 2


def test_tables_are_compared_column_by_column(folders: tuple[Path, Path]) -> None:
    old, new = folders
    (old / "airports.csv").write_text("ident,name\nOAK,Oakland\n")
    (new / "airports.csv").write_text("ident,name,size\nOAK,San Francisco Bay,large\n")
    assert differences(old, new) == 2  # the name, and a column that was not there


def test_a_float_that_became_unknown_differs() -> None:
    assert unequal("coast_km", np.array([1.0, 2.0]), np.array([1.0, np.nan])) == 1
    assert unequal("population", np.array([19269.0]), np.array([19270.0])) == 1
