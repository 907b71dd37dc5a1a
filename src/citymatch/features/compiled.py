"""Similarities taken once for each distinct value of what a measure reads, and handed to every candidate that has it.

The places of the world have far fewer countries, ranks or populations than there are places. What an extractor
says of its `keys` (see `base.Extractor`) is enough to measure each distinct row once. No score changes by it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from citymatch.datasets import Column, Labels, Table, Text
from citymatch.scoring.values import FloatArray

from .base import Extractor, Key, Place, Places, is_kept, kept

Codes = npt.NDArray[np.intp]
MARKED = 2_000_000
"""Whole numbers up to so many are told apart by marking those that occur; more are sorted."""
Similarities = npt.NDArray[np.float32]
Values = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class Grouping:
    """The distinct rows of some columns of a table, and for each row of the table which of them it is.

    `distinct` holds those columns alone (a derived one under its `key`), in rising order of the first of them
    where that is a column of numbers; `codes` has shape (n,).
    """

    codes: Codes
    distinct: Table


def grouping(table: Table, keys: tuple[Key, ...]) -> Grouping:
    """The distinct rows of the key columns of a table, kept with the table. A column that it lacks is left out.

    Unknown numbers (NaN) are equal to each other.

    >>> towns = Table({"country": Labels.of(["JP", "US", "JP"]), "population": np.array([5.0, np.nan, 5.0])})
    >>> found = grouping(towns, ("population", "country"))
    >>> found.codes.tolist(), found.distinct.row(0)
    ([0, 1, 0], {'population': 5.0, 'country': 'JP'})
    """
    return kept(table, ("grouping", tuple(map(_name, keys))), lambda: _grouped(table, keys))


def is_grouped(table: Table, keys: tuple[Key, ...]) -> bool:
    """Whether the grouping of these key columns has been made already."""
    return is_kept(table, ("grouping", tuple(map(_name, keys))))


def gathered(
    extractor: Extractor, seeker: Place, table: Places, then: Callable[[Similarities], Values] | None = None
) -> npt.NDArray[Any]:
    """`extractor.similarity(seeker, table)`, to the last bit, by way of the distinct values where they are known.

    `then` is a function of similarities, element by element, whose values are wanted in their place.

    >>> from citymatch.features import make_extractor
    >>> towns = Table({"feature_code": Labels.of(["PPLC", "PPL", "PPLC"])})
    >>> gathered(make_extractor("seat"), {}, towns).tolist()
    [1.0, 0.0, 1.0]
    >>> gathered(make_extractor("seat"), {}, towns, then=lambda similarity: 100 - similarity).tolist()
    [99.0, 100.0, 99.0]
    """
    if extractor.keys(seeker) is None:  # such a one may have a fast way of its own
        similarity = extractor.similarity(seeker, table)
        return similarity if then is None else then(similarity)

    def value(measure: FloatArray) -> Values:
        similarity = extractor.value_of(measure, seeker)
        return similarity if then is None else then(similarity)

    return gathered_measure(extractor, seeker, table, value)


def gathered_measure(
    extractor: Extractor, seeker: Place, table: Places, then: Callable[[FloatArray], Values]
) -> Values:
    """A function, element by element, of `extractor.measure(seeker, table)`, by the same way.

    >>> from citymatch.features import make_extractor
    >>> towns = Table({"feature_code": Labels.of(["PPLC", "PPL", "PPLC"])})
    >>> gathered_measure(make_extractor("seat"), {}, towns, np.sqrt).round(2).tolist()
    [2.24, 0.0, 2.24]
    """
    keys = extractor.keys(seeker) if isinstance(table, Table) else None
    if keys is None or not isinstance(table, Table):
        return then(extractor.measure(seeker, table))
    groups = grouping(table, keys)
    found = then(extractor.keyed(seeker, groups.distinct))[groups.codes]
    patches = extractor.patches(seeker, table)
    if patches is not None:
        rows, measure = patches
        found[rows] = then(measure)
    return found


def _name(key: Key) -> Hashable:
    return key if isinstance(key, str) else ("derived", key.mark)


def _column(table: Table, key: Key) -> Column | None:
    """A key column of a table; None where the table has no such column."""
    if isinstance(key, str) and key not in table:
        return None
    column: Column = table[key] if isinstance(key, str) else key.of(table)
    return column


def _grouped(table: Table, keys: tuple[Key, ...]) -> Grouping:
    columns = {key if isinstance(key, str) else key.key: _column(table, key) for key in keys}
    codes, size = np.zeros(len(table), np.intp), min(len(table), 1)
    for key, column in zip(keys, columns.values(), strict=True):
        if column is None:
            continue
        more = kept(table, ("codes", _name(key)), partial(_codes, column))
        codes, size = more if size <= 1 else _compacted(codes * more[1] + more[0], size * more[1])
    first = np.zeros(size, np.intp)
    first[codes[::-1]] = np.arange(len(table))[::-1]
    taken = {name: _take(column, first) for name, column in columns.items() if column is not None}
    return Grouping(codes, Table(taken, size))


def _codes(column: Column) -> tuple[Codes, int]:
    """Which of its distinct values each row of a column has, and how many there are."""
    if isinstance(column, Labels):
        return _compacted(column.codes, len(column.values))
    if isinstance(column, Text) or column.dtype == object:
        return _listed(column)
    if column.ndim > 1:
        distinct, codes = np.unique(column, axis=0, return_inverse=True)
        return codes.reshape(-1).astype(np.intp), len(distinct)
    return _compact(column)


def compact(values: npt.NDArray[Any], size: int) -> tuple[Codes, npt.NDArray[np.int64]]:
    """The rank of each whole number from 0 to `size` - 1 among those that occur, and these, in rising order.

    >>> codes, found = compact(np.array([7, 3, 7]), 10)
    >>> codes.tolist(), found.tolist()
    ([1, 0, 1], [3, 7])
    """
    if size > MARKED:
        found, codes = np.unique(values, return_inverse=True)
        return codes.reshape(-1).astype(np.intp), found.astype(np.int64)
    occurs = np.zeros(size, bool)
    occurs[values] = True
    found = np.flatnonzero(occurs)
    rank = np.empty(size, np.intp)
    rank[found] = np.arange(len(found))  # the others are never looked up
    return rank[values], found


def _compacted(values: npt.NDArray[Any], size: int) -> tuple[Codes, int]:
    codes, found = compact(values, size)
    return codes, len(found)


def _compact(values: npt.NDArray[Any]) -> tuple[Codes, int]:
    """The rank of each value among the distinct ones, and how many there are."""
    distinct, codes = np.unique(values, return_inverse=True)
    return codes.astype(np.intp), len(distinct)


def _listed(values: Iterable[object]) -> tuple[Codes, int]:
    """The same for values that have no order, numbered as they first occur; an unknown number is one value."""
    position: dict[object, int] = {}
    codes = [position.setdefault(v if v == v else None, len(position)) for v in values]
    return np.array(codes, np.intp), len(position)


def _take(column: Column, rows: Codes) -> Column:
    return column[rows] if isinstance(column, np.ndarray) else column.take(rows)
