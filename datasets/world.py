"""The World snapshot: every populated place of the gazetteer with its features.

One compressed file holds one entry per column. Numbers are kept as small integers with a scale, their bytes
laid out in planes (which compress far better than whole floats), strings as one UTF-8 blob with lengths.
Nothing is pickled. A column is decoded when it is first asked for.
"""

from __future__ import annotations

import functools
import hashlib
import io
import json
import pickle
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .division_words import english_divisions
from .errors import InputError
from .ids import CommunityId
from .packaged import check_installed, packaged
from .table import Column, IntArray, Labels, Table, Text, of_kind

HERE = Path(__file__).parent
SNAPSHOT = HERE / "world.zip"
_STAMP = (2026, 1, 1, 0, 0, 0)  # a fixed date inside the archive: the same values give the same bytes
_SMALL_WORDS = re.compile(rb"(?<=-)(?:Upon|On|Under|By|Les?|The)(?=-)|(?<=Isle )Of(?= )")
"""The small words in a name that the gazetteer writes with a capital in some: Berwick-upon-Tweed."""
_SMALL = ("alternate_", "unit_code.", "manifest.", "governed_by")


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
            own = _decode(archive, name, spec)
            if "like" in spec:
                return _filled(of_kind(own, name, Text), world.texts(spec["like"]))
            if "by" in spec:
                own = _looked_up(of_kind(own, name, Labels), *map(world.labels, spec["by"]))
            if name == "name" and isinstance(own, Text):
                return Text(_SMALL_WORDS.sub(lambda word: word[0].lower(), own.blob), own.start, own.length)
            return _in_english(own) if name == "admin1_name" and isinstance(own, Labels) else own

        return packaged(make)

    @packaged
    def alternates() -> tuple[Text, IntArray]:
        spec = manifest["alternates"]
        names = _decode(archive, "alternate_name", spec["name"])
        count = _decode(archive, "alternate_count", spec["count"])
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


def _in_english(divisions: Labels) -> Labels:
    """The names of first-order divisions, in English where GeoNames has them in another language."""
    english = english_divisions()
    return Labels(divisions.codes, tuple(english.get(name, name) for name in divisions.values))


def _same_world(path: Path, fingerprint: str) -> World:
    """The World of a snapshot file. Raises InputError where the file is another now."""
    world = load_world(None if path == Path() else path)
    if world.fingerprint != fingerprint:
        now, then = world.fingerprint[:12], fingerprint[:12]
        raise InputError(f"{world.path}: is another snapshot ({now}) than the one that was pickled ({then})")
    return world


def _filled(some: Text, rest: Text) -> Text:
    """The strings of one column, where they are empty those of another."""
    empty = some.length == 0
    start = np.where(empty, rest.start + len(some.blob), some.start)
    return Text(some.blob + rest.blob, start, np.where(empty, rest.length, some.length))


def _looked_up(table: Labels, one: Labels, other: Labels) -> Labels:
    """The labels that belong to the pairs of two columns' labels."""
    return Labels(table.codes[_pairs(one, other)], table.values)


def _pairs(one: Labels, other: Labels) -> IntArray:
    """A number for each row's pair of labels."""
    return one.codes.astype(np.int64) * len(other.values) + other.codes


def _planes(archive: zipfile.ZipFile, name: str, dtype: str) -> npt.NDArray[Any]:
    """Undo the byte planes of `_spread`."""
    kind = np.dtype(dtype)
    flat = np.frombuffer(archive.read(name), np.uint8)
    return flat.reshape(kind.itemsize, -1).T.copy().view(kind).ravel()


def _decode(archive: zipfile.ZipFile, name: str, spec: Mapping[str, Any]) -> Column:
    kind = spec["kind"]
    if kind == "text":
        return Text.packed(archive.read(f"{name}.utf8"), _planes(archive, f"{name}.lengths", spec["dtype"]))
    numbers = _planes(archive, name, spec["dtype"])
    if kind == "labels":
        return Labels(numbers, tuple(spec["values"]))
    if kind == "integers":
        return np.array(spec["values"], np.int64)[numbers] if "values" in spec else numbers.astype(np.int64)
    if "values" in spec:
        numbers = np.array(spec["values"], np.int64)[numbers]
    scale = float(spec["scale"])
    # Dividing by a whole number is rounded once, so that 4185003 hundred-thousandths are 41.85003 exactly.
    scaled = numbers / np.float64(round(1 / scale)) if scale < 1 else numbers * np.float64(scale)
    if spec["missing"] is not None:
        scaled[numbers == spec["missing"]] = np.nan
    return scaled if spec["double"] else scaled.astype(np.float32)


class SnapshotWriter:
    """Writes the snapshot: add the columns, then `save`. The same columns give the same bytes."""

    def __init__(self, rows: int):
        self.rows = rows
        self._parts: dict[str, bytes] = {}
        self._columns: dict[str, dict[str, Any]] = {}
        self._alternates: dict[str, dict[str, Any]] = {}

    def number(self, name: str, values: npt.ArrayLike, scale: float, double: bool = False) -> None:
        """A float column, kept to the nearest `scale`, NaN too. `double` gives float64 back, else float32.

        One with few distinct values is kept as codes and the list they point into.
        """
        array = np.asarray(values, np.float64)
        self._check(name, len(array))
        known = ~np.isnan(array)
        whole = np.zeros(len(array), np.int64)
        whole[known] = np.rint(array[known] / scale).astype(np.int64)
        low, high = (int(whole.min()), int(whole.max())) if len(whole) else (0, 0)
        missing = None if known.all() else (high + 1 if low >= 0 else low - 1)
        if missing is not None:
            whole[~known] = missing
        listed, whole = _listed(whole)
        dtype = _smallest(int(whole.min(initial=0)), int(whole.max(initial=0)))
        self._parts[name] = _spread(whole.astype(dtype))
        self._columns[name] = {
            "kind": "number", "dtype": dtype.str, "scale": scale, "missing": missing, "double": double, **listed,
        }  # fmt: skip

    def integers(self, name: str, values: npt.ArrayLike) -> None:
        """An integer column. One with few distinct values is kept as codes and the list they point into."""
        array = np.asarray(values, np.int64)
        self._check(name, len(array))
        listed, whole = _listed(array)
        dtype = _smallest(int(whole.min(initial=0)), int(whole.max(initial=0)))
        self._parts[name] = _spread(whole.astype(dtype))
        self._columns[name] = {"kind": "integers", "dtype": dtype.str, **listed}

    def labels(
        self, name: str, values: Labels, by: tuple[tuple[str, Labels], tuple[str, Labels]] | None = None
    ) -> None:
        """A column with few distinct strings.

        `by` (two other columns, names and values): the strings follow from these two, and only what belongs
        to each pair is kept.
        """
        self._check(name, len(values))
        dtype = _smallest(0, len(values.values))
        codes, names = values.codes, {}
        if by is not None:
            (one, a), (other, b) = by
            codes = np.zeros(len(a.values) * len(b.values), dtype)
            codes[_pairs(a, b)] = values.codes
            names = {"by": [one, other]}
            if not np.array_equal(codes[_pairs(a, b)], values.codes):
                raise ValueError(f"column {name!r} does not follow from {one!r} and {other!r}")
        self._parts[name] = _spread(codes.astype(dtype))
        self._columns[name] = {"kind": "labels", "dtype": dtype.str, "values": list(values.values), **names}

    def text(self, name: str, values: Text, like: tuple[str, Text] | None = None) -> None:
        """A column of strings. Those that stand in the column `like` (name and values) are not kept twice."""
        self._check(name, len(values))
        if like is None:
            self._columns[name] = self._text(name, values)
            return
        pairs = list(zip(values, like[1], strict=True))
        if any(not own and other for own, other in pairs):
            raise ValueError(f"column {name!r} cannot be empty where {like[0]!r} is not")
        own = Text.of(["" if own == other else own for own, other in pairs])
        self._columns[name] = {**self._text(name, own), "like": like[0]}

    def alternates(self, names: Text, rows: IntArray) -> None:
        """The alternate names, ordered by the row of their place."""
        if np.any(np.diff(rows) < 0):
            raise ValueError("alternate names must be ordered by row")
        count = np.bincount(rows, minlength=self.rows)
        dtype = _smallest(0, int(count.max(initial=0)))
        self._alternates["name"] = self._text("alternate_name", names)
        self._parts["alternate_count"] = _spread(count.astype(dtype))
        self._alternates["count"] = {"kind": "integers", "dtype": dtype.str}

    def save(self, path: Path = SNAPSHOT) -> None:
        """Write the archive, whole or not at all."""
        manifest = {"rows": self.rows, "columns": self._columns, "alternates": self._alternates}
        parts = {"manifest.json": json.dumps(manifest, ensure_ascii=False).encode(), **self._parts}
        _archive(path, parts)

    def _text(self, name: str, values: Text) -> dict[str, Any]:
        encoded = [value.encode() for value in values]
        lengths = np.array([len(value) for value in encoded], np.int64)
        dtype = _smallest(0, int(lengths.max(initial=0)))
        self._parts[f"{name}.utf8"] = b"".join(encoded)
        self._parts[f"{name}.lengths"] = _spread(lengths.astype(dtype))
        return {"kind": "text", "dtype": dtype.str}

    def _check(self, name: str, length: int) -> None:
        if length != self.rows:
            raise ValueError(f"column {name!r} has {length} rows, the snapshot {self.rows}")


def _listed(whole: npt.NDArray[np.int64]) -> tuple[dict[str, list[int]], npt.NDArray[np.int64]]:
    """The distinct values and codes into them where they are few; else nothing, and the numbers themselves."""
    distinct, codes = np.unique(whole, return_inverse=True)
    return ({"values": distinct.tolist()}, codes) if len(distinct) < len(whole) // 16 else ({}, whole)


def _smallest(low: int, high: int) -> np.dtype[Any]:
    """The smallest little-endian integer type that holds both bounds."""
    kinds = ("i1", "<i2", "<i4", "<i8") if low < 0 else ("u1", "<u2", "<u4", "<u8")
    return next(np.dtype(kind) for kind in kinds if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max)


def _archive(path: Path, parts: Mapping[str, bytes]) -> None:
    """Write the parts of a snapshot, those that are seldom read packed smaller, which unpacks more slowly."""
    partial = path.with_suffix(".partial")
    with zipfile.ZipFile(partial, "w") as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_LZMA if name.startswith(_SMALL) else zipfile.ZIP_DEFLATED
            archive.writestr(info, data, compresslevel=9)
    partial.replace(path)


def _spread(array: npt.NDArray[Any]) -> bytes:
    """The bytes of an array in planes: all first bytes, then all second bytes, and so on."""
    return array.view(np.uint8).reshape(len(array), array.dtype.itemsize).T.tobytes()
