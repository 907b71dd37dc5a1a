"""The table of what communities have, drawn from the snapshot and from tables of ports and creative cities."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

import citymatch.datasets
from citymatch.datasets import FIRST_UNIT, World, load_world
from citymatch.datasets.common_ground import FIELDS, THEMES, judged, write_common_ground

from .counties import of_counties
from .creative import creative_cities
from .mountains import around, load_altitudes, mountain_towns
from .ports import INLAND, SEA, ports_of
from .seats import seats
from .shores import borders, load_lands, on_islands

SOURCE = Path(citymatch.datasets.__file__).parent / "source"

Themes = dict[str, npt.NDArray[np.float64]]


def build_common_ground(path: Path, world: World | None = None) -> None:
    """Write a row for every community that has a theme, or of which it is unknown whether it has one."""
    world = _snapshot_beside(path) if world is None else world
    creative = creative_cities(world, SOURCE / "creative_cities.csv")
    across = borders(
        world.numbers("latitude"), world.numbers("longitude"), np.asarray(world["country"]).astype(str)
    )
    themes = _themes(world, creative, across)
    of_counties(world, themes, across)
    rows = np.flatnonzero(judged(world))
    bits = [1 << bit for bit in range(len(THEMES))]
    has = sum(bit * (themes[theme][rows] == 1) for bit, theme in zip(bits, THEMES, strict=True))
    unknown = sum(bit * np.isnan(themes[theme][rows]) for bit, theme in zip(bits, THEMES, strict=True))
    told = np.asarray(has + unknown) > 0
    _write(path, world, rows[told], np.asarray(has)[told], np.asarray(unknown)[told], creative, across)


def _snapshot_beside(path: Path) -> World:
    """The snapshot in the folder that is being built, else the one that ships."""
    beside = path.with_name("world.zip")
    return load_world(beside) if beside.is_file() else load_world()


def _themes(world: World, creative: dict[int, tuple[str, str]], across: npt.NDArray[np.str_]) -> Themes:
    """1 for a place that has the theme, 0 for one that has not, NaN where it is unknown; a row of the World each."""
    latitude, longitude = world.numbers("latitude"), world.numbers("longitude")
    port, is_creative = ports_of(world, SOURCE / "ports.csv"), np.zeros(len(world))
    is_creative[list(creative)] = 1
    low, high = around(load_altitudes(), latitude, longitude)
    return {
        "seaport": (port == SEA).astype(np.float64),
        "inland_port": (port == INLAND).astype(np.float64),
        "creative_city": is_creative,
        "capital": seats(world),
        "island": on_islands(load_lands(), latitude, longitude).astype(np.float64),
        "border": (across != "").astype(np.float64),
        "mountain": mountain_towns(world.numbers("elevation_m"), low, high, world.numbers("people_50km")),
    }


def _write(
    path: Path, world: World, rows: npt.NDArray[np.int64], has: npt.NDArray[np.int64],
    unknown: npt.NDArray[np.int64], creative: dict[int, tuple[str, str]], across: npt.NDArray[np.str_],
) -> None:  # fmt: skip
    number = np.asarray(world["number"])[rows]
    countries, border = np.unique(np.append("", across[rows]), return_inverse=True)
    told = [creative.get(row, ("", "")) for row in rows.tolist()]
    columns = {
        "has": has, "unknown": unknown, "across": border[1:],
        "field": np.array([FIELDS.index(field) for field, _ in told]),
        "since": np.array([int(since or 0) for _, since in told]),
    }  # fmt: skip
    units = [world.community_id(row) for row in rows[number >= FIRST_UNIT].tolist()]
    write_common_ground(path, number[number < FIRST_UNIT].tolist(), units, columns, countries.tolist())
