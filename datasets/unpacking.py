"""How a column of the snapshot is read: from bytes in planes to numbers, labels and text.

Numbers are kept as small integers with a scale, their bytes laid out in planes (which compress far better than whole
floats), strings as one UTF-8 blob with lengths.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from .table import Column, IntArray, Labels, Text


def filled(some: Text, rest: Text) -> Text:
    """The strings of one column, where they are empty those of another."""
    empty = some.length == 0
    start = np.where(empty, rest.start + len(some.blob), some.start)
    return Text(some.blob + rest.blob, start, np.where(empty, rest.length, some.length))


def looked_up(table: Labels, one: Labels, other: Labels) -> Labels:
    """The labels that belong to the pairs of two columns' labels."""
    return Labels(table.codes[pairs_of(one, other)], table.values)


def pairs_of(one: Labels, other: Labels) -> IntArray:
    """A number for each row's pair of labels."""
    return one.codes.astype(np.int64) * len(other.values) + other.codes


def _planes(archive: zipfile.ZipFile, name: str, dtype: str) -> npt.NDArray[Any]:
    """Undo the byte planes of `packing`."""
    kind = np.dtype(dtype)
    flat = np.frombuffer(archive.read(name), np.uint8)
    return flat.reshape(kind.itemsize, -1).T.copy().view(kind).ravel()


def decoded(archive: zipfile.ZipFile, name: str, spec: Mapping[str, Any]) -> Column:
    """A column from its entries in the archive, as the manifest describes it."""
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
