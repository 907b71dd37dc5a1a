"""What communities have that others may have too: ports, creative cities, seats, islands, borders, mountains."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .packaged import packaged
from .world import HERE, World

THEMES = ("seaport", "inland_port", "creative_city", "capital", "island", "border", "mountain")
"""In this order, one bit each in the columns `has` and `unknown`."""

FIELDS = ("", "crafts and folk art", "design", "film", "gastronomy", "literature", "media arts", "music")
"""The fields of creative cities, by their code."""


class CommonGround(NamedTuple):
    """The communities that have a theme, or of which one is unknown; any other community has none of them.

    `geonameid` of the community, 0 for one without (the last rows, whose ids are `unit_ids`); `has` and `unknown`:
    bits of `THEMES`; `field`: what a creative city is one of (a code of `FIELDS`), `since`: the year of joining,
    0 where unknown; `across`: the country across the border (a code of `countries`, whose first is "").
    """

    geonameid: npt.NDArray[np.int64]
    unit_ids: tuple[str, ...]
    has: npt.NDArray[np.uint8]
    unknown: npt.NDArray[np.uint8]
    field: npt.NDArray[np.uint8]
    since: npt.NDArray[np.int16]
    across: npt.NDArray[np.uint8]
    countries: tuple[str, ...]


def judged(world: World) -> npt.NDArray[np.bool_]:
    """Of which rows of a World the table tells: of all but the parts of other communities."""
    return ~np.asarray(world["not_candidate"] == "part of another community")


@functools.cache
@packaged
def load_common_ground() -> CommonGround:
    """What communities have, by their lasting ids.

    Source: `python -m citymatch.build.common_ground`, from the tables and packages that the data card names.

    >>> ground = load_common_ground()
    >>> truckee = list(ground.geonameid).index(5403676)
    >>> [theme for bit, theme in enumerate(THEMES) if ground.has[truckee] >> bit & 1]
    ['mountain']
    """
    with np.load(HERE / "common_ground.npz", allow_pickle=False) as archive:
        gaps = archive["gap"].T.copy().view("<u4").ravel()
        units = tuple(archive["unit_ids"].tobytes().decode("utf-8").splitlines())
        geonameid = np.concatenate([np.cumsum(gaps, dtype=np.int64), np.zeros(len(units), np.int64)])
        return CommonGround(
            geonameid, units, archive["has"], archive["unknown"], archive["field"], archive["since"],
            archive["across"], tuple(archive["countries"].tolist()),
        )  # fmt: skip


def write_common_ground(
    path: Path, geonameid: Sequence[int], unit_ids: Sequence[str], columns: dict[str, npt.NDArray[np.int64]],
    countries: Sequence[str],
) -> None:  # fmt: skip
    """Write the table: communities with a geonameid, ascending, then those without, and their columns.

    A geonameid is kept as its distance from the one before, in planes of bytes.
    """
    gaps = np.diff(np.asarray(geonameid, np.int64), prepend=0).astype("<u4")
    kinds = {"has": np.uint8, "unknown": np.uint8, "field": np.uint8, "since": np.int16, "across": np.uint8}
    with path.open("wb") as file:
        np.savez_compressed(
            file, allow_pickle=False, gap=gaps.view(np.uint8).reshape(-1, 4).T,
            unit_ids=np.frombuffer("\n".join(unit_ids).encode("utf-8"), np.uint8), countries=np.array(countries),
            **{name: columns[name].astype(kind) for name, kind in kinds.items()},
        )  # fmt: skip
