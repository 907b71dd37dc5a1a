"""US counties: what their places have."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from citymatch.datasets import FIRST_UNIT, World

ANY = ("seaport", "inland_port")
"""A county has what one of its places has."""
MOST = ("island", "border", "mountain")
"""A county is what the places are in which most of its people in places live."""
NONE = ("creative_city", "capital")
"""These are towns."""


def of_counties(
    world: World, themes: dict[str, npt.NDArray[np.float64]], across: npt.NDArray[np.str_]
) -> None:
    """Set the themes of the counties from those of the places in them; the arrays have a row of the World each.

    A county without places keeps what its own point has.
    """
    county = np.asarray(world["layer"] == "county") & (np.asarray(world["number"]) >= FIRST_UNIT)
    rows = np.flatnonzero(county)
    inside = np.flatnonzero(
        (np.asarray(world["layer"] == "place")) & (np.asarray(world["not_candidate"] == ""))
    )
    code, fips = np.unique(np.asarray(world["county_fips"])[inside].astype(str), return_inverse=True)
    people = np.nan_to_num(world.numbers("population")[inside])
    places = {name: number for number, name in enumerate(code.tolist()) if name}
    known = [row for row in rows.tolist() if world["unit_code"][row] in places]
    which = np.array([places[world["unit_code"][row]] for row in known], np.int64)
    for theme in ANY:
        themes[theme][known] = np.bincount(fips, themes[theme][inside] == 1, len(code))[which] > 0
    every = np.bincount(fips, people, len(code))[which]
    for theme in MOST:
        yes, open_ = (
            np.bincount(fips, people * hit, len(code))[which]
            for hit in (themes[theme][inside] == 1, np.isnan(themes[theme][inside]))
        )
        sure, may = 2 * yes > every, 2 * (yes + open_) > every
        themes[theme][known] = np.where(sure == may, sure.astype(np.float64), np.nan)
    for theme in NONE:
        themes[theme][rows] = 0.0
    _neighbours(themes, across, np.array(known), which, fips, inside)


def _neighbours(
    themes: dict[str, npt.NDArray[np.float64]], across: npt.NDArray[np.str_], known: npt.NDArray[np.int64],
    which: npt.NDArray[np.int64], fips: npt.NDArray[np.int64], inside: npt.NDArray[np.int64],
) -> None:  # fmt: skip
    """The country across the border of each county that lies at one: that of its places there."""
    of_county = {int(fips[i]): str(across[row]) for i, row in enumerate(inside.tolist()) if across[row]}
    for row, number in zip(known.tolist(), which.tolist(), strict=True):
        across[row] = of_county.get(number, "") if themes["border"][row] == 1 else ""
