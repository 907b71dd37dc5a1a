"""The World snapshot: every populated place of the gazetteer with its features.

One compressed file holds one entry per column (`packing` writes it, `unpacking` reads it). Nothing is pickled. A column
is decoded when it is first asked for.
"""

from __future__ import annotations

import functools
import hashlib
import io
import json
import pickle
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .errors import InputError
from .ids import CommunityId
from .packaged import check_installed, packaged
from .table import Column, IntArray, Labels, Table, Text, of_kind
from .unpacking import decoded, filled, looked_up

HERE = Path(__file__).parent
SNAPSHOT = HERE / "world.zip"
FIRST_UNIT = 2_000_000_000
"""The numbers of rows from here on are those of units of local government without a place in the gazetteer."""


class World(Table):
    """Every populated place, and every unit of local government without one. See `datasets/README.md` for the columns.

    Rows are ordered by `number`: a place's geonameid, and for a unit without a place a number from `FIRST_UNIT` on
    that means something within one snapshot only; `geonameid` is 0 for it, and `community_id` gives its lasting id.
    `fingerprint` is the sha256 of the snapshot file `path`; a World is pickled as these two and read anew from the
    file, which has to be the same. `alternate_name` and `alternate_row` hold the other names that
    resolving needs, each with the row of its place.
    """

    alternate_name: Text
    alternate_row: npt.NDArray[np.int64]

    def __init__(
        self,
        columns: Mapping[str, Column | Callable[[], Column]],
        length: int,
        alternates: Callable[[], tuple[Text, IntArray]],
        fingerprint: str,
        path: Path | None = None,
    ):
        super().__init__(columns, length)
        self._alternates = alternates
        self.fingerprint = fingerprint
        self.path = path
        self._known_units: dict[tuple[str, str], dict[str, int]] = {}

    def __reduce__(self) -> tuple[Callable[..., World], tuple[Path, str]]:
        if self.path is None:
            raise pickle.PicklingError("a World that was not read from a file cannot be pickled")
        shipped = self.path == SNAPSHOT  # wherever the package lies where it is unpickled
        return _same_world, (Path() if shipped else self.path, self.fingerprint)

    def __getattr__(self, name: str) -> Any:
        if name in ("alternate_name", "alternate_row"):
            self.alternate_name, rows = self._alternates()
            self.alternate_row = rows.astype(np.int64, copy=False)
            return self.__dict__[name]
        raise AttributeError(f"World has no attribute {name!r}")

    def row_of(self, number: int) -> int:
        """The row with a number (the geonameid of a place), or -1 where there is none.

        >>> from citymatch import datasets
        >>> world = datasets.load_world()
        >>> world["name"][world.row_of(5383187)]
        'Pinole'
        """
        ids = np.asarray(self["number"])
        found = int(ids.searchsorted(int(number)))
        return found if found < len(ids) and int(ids[found]) == int(number) else -1

    def rows_of(self, numbers: npt.ArrayLike) -> npt.NDArray[np.int64]:
        """The rows with these numbers, -1 where there is none."""
        wanted = np.asarray(numbers, np.int64)
        ids = np.asarray(self["number"])
        found = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
        return np.where(ids[found] == wanted, found, -1).astype(np.int64)

    def community_id(self, row: int) -> str:
        """The id of the community in a row.

        >>> world = load_world()
        >>> world.community_id(world.row_of(5383187))
        'geonames:5383187'
        """
        return id_in(self, row)

    def row_of_id(self, community_id: str) -> int:
        """The row of the community with an id, -1 where there is none (a state, a community of the user's own).

        >>> load_world().row_of_id("us-state:CA")
        -1
        """
        scheme, _, key = community_id.partition(":")
        if scheme == "geonames":
            return self.row_of(int(key)) if key.isdecimal() and len(key) < 10 else -1
        if scheme == "us-county":
            return self._units_of("US", "county").get(key, -1)
        country, _, code = key.partition(":")
        return self._units_of(country, "unit").get(code, -1) if scheme == "unit" else -1

    def number_of_id(self, community_id: str) -> int:
        """The number of the community with an id, 0 where there is none."""
        row = self.row_of_id(community_id)
        return int(np.asarray(self["number"])[row]) if row >= 0 else 0

    def rows_of_ids(self, community_ids: Sequence[str]) -> npt.NDArray[np.int64]:
        """The rows of many communities by their ids, -1 where there is none."""
        return np.fromiter((self.row_of_id(each) for each in community_ids), np.int64, len(community_ids))

    def _units_of(self, country: str, kind: str) -> dict[str, int]:
        """The rows of a country's units without a place, by code: its counties, or its other units."""
        if (country, kind) not in self._known_units:
            first, alone = self._alone
            here = np.asarray(alone["country"] == country)
            rows = np.flatnonzero(here & (np.asarray(alone["layer"] == "county") == (kind == "county")))
            codes = alone["unit_code"]
            self._known_units[country, kind] = {codes[row]: first + row for row in rows.tolist()}
        return self._known_units[country, kind]

    @functools.cached_property
    def _alone(self) -> tuple[int, Table]:
        """The first row of a unit without a place, and all of them, which are the last rows."""
        first = int(np.searchsorted(np.asarray(self["number"]), FIRST_UNIT))
        return first, self.take(np.arange(first, len(self)))


def id_in(table: Table, row: int) -> str:
    """The id of the community in a row of the World, or of a part of it that has its columns."""
    number = int(np.asarray(table["number"])[row])
    if number < FIRST_UNIT:
        return str(CommunityId.geonames(number))
    return _unit_id(*(table[column][row] for column in ("country", "layer", "unit_code")))


def _unit_id(country: str, layer: str, code: str) -> str:
    return f"us-county:{code}" if layer == "county" else f"unit:{country}:{code}"


def load_world(path: str | Path | None = None) -> World:
    """The World snapshot shipped with the package (or another file of the same form), read once.

    Source: GeoNames (CC BY 4.0) by way of the packages and tables named on the data card.

    >>> len(load_world()) > 200_000
    True
    """
    return _read_world(SNAPSHOT if path is None else Path(path))


@functools.cache
@packaged
def _read_world(path: Path) -> World:
    if path == SNAPSHOT:
        check_installed()
    raw = path.read_bytes()
    archive = zipfile.ZipFile(io.BytesIO(raw))
    manifest = json.loads(archive.read("manifest.json"))
    length = int(manifest["rows"])

    def maker(name: str, spec: Mapping[str, Any]) -> Callable[[], Column]:
        def make() -> Column:
            own = decoded(archive, name, spec)
            if "like" in spec:
                return filled(of_kind(own, name, Text), world.texts(spec["like"]))
            if "by" in spec:
                return looked_up(of_kind(own, name, Labels), *map(world.labels, spec["by"]))
            return own

        return packaged(make)

    @packaged
    def alternates() -> tuple[Text, IntArray]:
        spec = manifest["alternates"]
        names = decoded(archive, "alternate_name", spec["name"])
        count = decoded(archive, "alternate_count", spec["count"])
        return of_kind(names, "alternate_name", Text), np.repeat(
            np.arange(length), np.asarray(count, np.int64)
        )

    def geonameid() -> Column:
        number = np.asarray(world["number"])
        return np.where(number < FIRST_UNIT, number, 0)

    columns: dict[str, Column | Callable[[], Column]] = {
        name: maker(name, spec) for name, spec in manifest["columns"].items()
    }
    columns["geonameid"] = geonameid
    world = World(columns, length, alternates, hashlib.sha256(raw).hexdigest(), path)
    return world


def _same_world(path: Path, fingerprint: str) -> World:
    """The World of a snapshot file. Raises InputError where the file is another now."""
    world = load_world(None if path == Path() else path)
    if world.fingerprint != fingerprint:
        now, then = world.fingerprint[:12], fingerprint[:12]
        raise InputError(f"{world.path}: is another snapshot ({now}) than the one that was pickled ({then})")
    return world
