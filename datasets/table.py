"""Columnar tables of places: arrays, text and labels that decode when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pandas as pd

IntArray = npt.NDArray[np.integer[Any]]


@dataclass(frozen=True, eq=False)
class Text:
    """A column of strings kept as one UTF-8 blob, so that 235,000 names cost no Python objects.

    >>> names = Text.of(["Pinole", "Seika", ""])
    >>> names[1], len(names), list(names.take(np.array([2, 0])))
    ('Seika', 3, ['', 'Pinole'])
    """

    blob: bytes
    start: npt.NDArray[np.int64]
    length: npt.NDArray[np.int64]

    @classmethod
    def of(cls, strings: Sequence[str]) -> Text:
        """Pack a sequence of strings."""
        encoded = [s.encode() for s in strings]
        length = np.fromiter((len(e) for e in encoded), np.int64, len(encoded))
        return cls.packed(b"".join(encoded), length)

    @classmethod
    def packed(cls, blob: bytes, length: IntArray) -> Text:
        """Wrap a blob whose strings follow each other with the given lengths in bytes."""
        lengths = length.astype(np.int64)
        return cls(blob, np.cumsum(lengths) - lengths, lengths)

    def __len__(self) -> int:
        return len(self.start)

    def __getitem__(self, row: int | np.integer[Any]) -> str:
        begin = int(self.start[row])
        return self.blob[begin : begin + int(self.length[row])].decode()

    def __iter__(self) -> Iterator[str]:
        blob = self.blob
        for begin, size in zip(self.start.tolist(), self.length.tolist(), strict=True):
            yield blob[begin : begin + size].decode()

    def take(self, rows: IntArray) -> Text:
        """The same strings at other rows; the blob is shared."""
        return Text(self.blob, self.start[rows], self.length[rows])

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> npt.NDArray[Any]:
        out = np.empty(len(self), object)
        out[:] = list(self)
        return out if dtype is None else out.astype(dtype)


@dataclass(frozen=True, eq=False)
class Labels:
    """A column with few distinct strings: a small integer per row and the list that it points into.

    >>> country = Labels.of(["US", "JP", "US"])
    >>> country[1], (country == "US").tolist(), country.values
    ('JP', [True, False, True], ('JP', 'US'))
    """

    codes: IntArray
    values: tuple[str, ...]

    @classmethod
    def of(cls, strings: Sequence[str]) -> Labels:
        """Pack a sequence of strings, the labels in sorted order."""
        values = sorted(set(strings))
        position = {value: code for code, value in enumerate(values)}
        small = np.min_scalar_type(max(len(values) - 1, 0))
        return cls(np.fromiter((position[s] for s in strings), small, len(strings)), tuple(values))

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: int | np.integer[Any]) -> str:
        return self.values[int(self.codes[row])]

    def __iter__(self) -> Iterator[str]:
        values = self.values
        return (values[code] for code in self.codes.tolist())

    def __eq__(self, other: object) -> npt.NDArray[np.bool_]:  # type: ignore[override]
        if isinstance(other, str):
            if other not in self.values:
                return np.zeros(len(self), bool)
            return np.asarray(self.codes == self.values.index(other))
        return np.asarray(np.asarray(self) == np.asarray(other))

    def isin(self, wanted: Container[str]) -> npt.NDArray[np.bool_]:
        """True in the rows whose label is one of `wanted` (any container of strings)."""
        kept = np.array([value in wanted for value in self.values] or [False], np.bool_)
        return np.asarray(kept[self.codes], np.bool_)

    def map(self, function: Callable[[str], float]) -> npt.NDArray[np.float64]:
        """A float per row from a function of the label, called once per distinct label."""
        if len(self) < len(self.values):  # a few rows of many labels
            return np.array([function(value) for value in self], np.float64)
        return np.array([function(value) for value in self.values] or [np.nan], np.float64)[self.codes]

    def take(self, rows: IntArray) -> Labels:
        """The same labels at other rows."""
        return Labels(self.codes[rows], self.values)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> npt.NDArray[Any]:
        values = np.array(self.values or ("",), dtype=object if dtype is None else dtype)
        return values[self.codes]


Column = npt.NDArray[Any] | Text | Labels


class Table:
    """Named columns of one length, each made when it is first asked for.

    `table["population"]` gives an array, `Text` or `Labels`; `table.row(i)` one row as a dict;
    `table.take(rows)` the same columns at other rows, still lazy. A pandas DataFrame answers
    `frame["population"]`, `len(frame)` and `"population" in frame` the same way, so that extractors
    take either.

    >>> towns = Table({"name": Text.of(["Pinole", "Hercules"]), "population": np.array([19269.0, 24848.0])})
    >>> towns.take(np.array([1])).row(0)
    {'name': 'Hercules', 'population': 24848.0}
    """

    def __init__(self, columns: Mapping[str, Column | Callable[[], Column]], length: int | None = None):
        self._makers: dict[str, Column | Callable[[], Column]] = dict(columns)
        self._made: dict[str, Column] = {}
        if length is None:
            length = len(self[next(iter(self._makers))]) if self._makers else 0
        self._length = length

    def __getstate__(self) -> dict[str, Any]:
        """A table is pickled with all its columns made."""
        return {"_makers": {name: self[name] for name in self._makers}, "_made": {}, "_length": self._length}

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(self._makers)

    def __len__(self) -> int:
        return self._length

    def __contains__(self, column: object) -> bool:
        return column in self._makers

    def __getitem__(self, column: str) -> Column:
        if column not in self._made:
            maker = self._makers[column]
            self._made[column] = maker() if callable(maker) else maker
        return self._made[column]

    def labels(self, column: str) -> Labels:
        """A column of few distinct strings. Raises TypeError for a column of another kind."""
        return of_kind(self[column], column, Labels)

    def texts(self, column: str) -> Text:
        """A column of strings. Raises TypeError for a column of another kind."""
        return of_kind(self[column], column, Text)

    def numbers(self, column: str) -> npt.NDArray[np.float64]:
        """A column of numbers as float64, shape (n,); unknown is NaN. Raises TypeError for a column of text."""
        return np.asarray(of_kind(self[column], column, np.ndarray), np.float64)

    def row(self, index: int) -> dict[str, Any]:
        """One row as a dict of plain Python values; an unknown number is NaN, an unknown text is empty."""
        return {name: _plain(self[name][index]) for name in self._makers}

    def rows(self) -> list[dict[str, Any]]:
        """Every row as `row` gives it: for a few rows of many columns, which are gone through one by one."""
        columns = [_plain_column(self[name]) for name in self._makers]
        return [dict(zip(self._makers, values, strict=True)) for values in zip(*columns, strict=True)]

    def take(self, rows: IntArray) -> Table:
        """The same columns at other rows."""
        index = np.asarray(rows)

        def taker(name: str) -> Callable[[], Column]:
            def make() -> Column:
                column = self[name]
                return column[index] if isinstance(column, np.ndarray) else column.take(index)

            return make

        return Table({name: taker(name) for name in self._makers}, len(index))

    def with_columns(self, **columns: Column) -> Table:
        """The same table with columns added or replaced."""
        for name, column in columns.items():
            if len(column) != len(self):
                raise ValueError(f"column {name!r} has {len(column)} rows, the table {len(self)}")
        kept: dict[str, Column | Callable[[], Column]] = {
            name: partial(self.__getitem__, name) for name in self._makers
        }
        return Table(kept | columns, len(self))

    def to_frame(self, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """The table, or some of its columns, as a pandas DataFrame."""
        import pandas as pd

        return pd.DataFrame({name: np.asarray(self[name]) for name in columns or self.columns})


WHOLE = 2.0**22
"""Below this, half a unit is told apart in 32 bits, so that whole numbers are found without a search,"""
DECIMALS = 8
"""and so many decimals are tried for the others before each is written out and read."""

Kind = TypeVar("Kind")


def of_kind(values: object, column: str, kind: type[Kind]) -> Kind:
    """A column's values, which have to be of a kind. Raises TypeError naming the column."""
    if not isinstance(values, kind):
        raise TypeError(f"column {column!r} holds {type(values).__name__}, not {kind.__name__}")
    return values


def _plain_column(column: Column) -> list[Any]:
    """The values of a column as plain Python values."""
    if isinstance(column, np.ndarray):
        return shortest(column) if column.dtype == np.float32 else column.tolist()
    return list(column)


def shortest(values: npt.NDArray[np.float32]) -> list[float]:
    """Each float32 as the shortest decimal that it stands for (950.6, not 950.5999755859375).

    >>> shortest(np.array([950.6, 18, np.nan, 3e20], np.float32))
    [950.6, 18.0, nan, 3e+20]
    """
    exact = values.astype(np.float64)
    found = exact.copy()
    left = np.isfinite(values)
    plain = left & (np.abs(exact) < WHOLE) & (np.frexp(exact)[0] != 0.5)
    for decimals in range(DECIMALS):
        cut = np.round(exact, decimals)
        here = plain & (cut.astype(np.float32) == values)
        found[here] = cut[here]
        plain &= ~here
        left &= ~here
    for row in left.nonzero()[0].tolist():
        found[row] = float(str(values[row]))
    listed: list[float] = found.tolist()
    return listed


def _plain(value: Any) -> Any:
    """A plain Python value; a float32 as the shortest decimal that it stands for (950.6, not 950.5999755859375)."""
    if isinstance(value, np.float32):
        return float(str(value))
    return value.item() if isinstance(value, np.generic) else value
