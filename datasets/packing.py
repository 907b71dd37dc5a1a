"""How the snapshot is written: each column as small as it gets, the same values as the same bytes."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .table import IntArray, Labels, Text
from .unpacking import pairs_of
from .world import SNAPSHOT

_STAMP = (2026, 1, 1, 0, 0, 0)  # a fixed date inside the archive: the same values give the same bytes
_SMALL = ("alternate_", "unit_code.", "manifest.", "governed_by")


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
            codes[pairs_of(a, b)] = values.codes
            names = {"by": [one, other]}
            if not np.array_equal(codes[pairs_of(a, b)], values.codes):
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
