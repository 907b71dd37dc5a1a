"""A user's own columns: what no table of ours holds, such as industries, universities or festivals."""

from __future__ import annotations

import csv
import functools
import io
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from citymatch.datasets import CommunityId, InputError, Labels, Table
from citymatch.scoring.values import FloatArray, plateau

from .base import (
    Bound,
    Curve,
    Derived,
    Extractor,
    Key,
    Place,
    Places,
    is_unknown,
    labels,
    place_number,
    place_numbers,
)

if TYPE_CHECKING:
    import pandas as pd

PREFIX = "attribute:"
KEYS = ("community_id", "geonameid", "country")
YES, NO = ("yes", "y", "true", "1", "x"), ("no", "n", "false", "0")


def attribute(column: str) -> str:
    """The name under which a user's column stands among the columns of places.

    >>> attribute("industries")
    'attribute:industries'
    """
    return PREFIX + column


class OwnAttribute(Extractor):
    """Similarity in one of the user's columns (`--attributes`).

    `compare` says how: "near" (two numbers; 1 up to a difference of `core`, 0 from `edge`), "same" (one
    category), "overlap" (sets whose items are parted by semicolons; the measure is how many items both hold,
    full from `core` items, at least one) or "yes" (the candidate's own yes or no, whoever asks).

    >>> import pandas as pd
    >>> places = pd.DataFrame({"attribute:industries": ["biotech; wine", "steel", ""]})
    >>> OwnAttribute("industries", "overlap").similarity({"attribute:industries": "Biotech"}, places).tolist()
    [1.0, 0.0, nan]
    """

    name = "attributes"
    label = "a column of one's own"
    unit = "difference, items in common, or 1 for yes"
    source = "the user's own table"
    reads = (PREFIX + "<column>",)
    bounds = {
        "compare": Bound("how two values are compared", choices=("near", "same", "overlap", "yes")),
        "core": Bound("the difference, or the number of items, that counts as full", 0, 1e12),
        "edge": Bound("the difference from which nothing is left", 0, 1e12),
    }

    def __init__(
        self,
        column: str = "",
        compare: str = "yes",
        core: float = 1.0,
        edge: float = 2.0,
        curve: Curve | None = None,
    ):
        self.column = column
        self.compare = compare
        self.core = core
        self.edge = edge
        self.curve = curve

    def parameter_problems(self) -> list[str]:
        problems = super().parameter_problems()
        if not isinstance(self.column, str):
            problems.append(f"column must be the name of a column, not {self.column!r}")
        if not problems and self.compare == "near" and not self.edge > self.core:
            problems.append(f"edge must be more than core ({self.core:g}), not {self.edge:g}")
        return problems

    def transform(self, X: Places) -> pd.DataFrame:
        """The column as it stands, under its name among the columns of places."""
        import pandas as pd

        name = attribute(self.column)
        return pd.DataFrame({name: np.asarray(labels(X, name))}, index=getattr(X, "index", None))

    def get_feature_names_out(self, input_features: object = None) -> npt.NDArray[np.str_]:
        return np.array([attribute(self.column)], dtype=object)

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        column = attribute(self.column)
        own = seeker.get(column)
        if self.compare == "near":
            return np.asarray(np.abs(numbers_in(column).of(candidates) - as_number(own)), np.float64)
        return labels(candidates, column).map(lambda text: _compared(self.compare, own, text))

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        column = attribute(self.column)
        return (numbers_in(column) if self.compare == "near" else column,)

    def scope(self, seeker: Place) -> Hashable | None:
        return () if self.compare == "yes" else None

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        if self.compare == "near":
            return plateau(measure, self.core, self.edge)
        if self.compare == "overlap":
            return np.asarray(np.clip(measure / max(self.core, 1.0), 0.0, 1.0), np.float64)
        return measure

    def knows(self, seeker: Place) -> bool:
        return self.compare == "yes" or not is_unknown(seeker.get(attribute(self.column)))

    def reason(self, seeker: Place, candidate: Place) -> str:
        theirs, own = candidate.get(attribute(self.column)), seeker.get(attribute(self.column))
        if is_unknown(theirs):
            return f"{self.column}: unknown for this candidate"
        if self.compare == "yes":
            return f"{self.column}: {theirs}"
        return f"{self.column}: {theirs}, against {seeker.get('name', 'the seeker')}'s {own}"


@functools.lru_cache(maxsize=4096)
def items(text: object) -> frozenset[str]:
    """The items of a set written with semicolons, without regard to case.

    >>> sorted(items("Biotech; wine;"))
    ['biotech', 'wine']
    """
    return frozenset(part.strip().casefold() for part in str(text or "").split(";") if part.strip())


def yes_or_no(text: object) -> float:
    """1 for a yes, 0 for a no, NaN for anything else.

    >>> yes_or_no("Yes"), yes_or_no("no"), yes_or_no("")
    (1.0, 0.0, nan)
    """
    word = str(text).strip().casefold()
    return 1.0 if word in YES else 0.0 if word in NO else float("nan")


def _compared(compare: str, own: object, theirs: str) -> float:
    if is_unknown(theirs):
        return float("nan")
    if compare == "yes":
        return yes_or_no(theirs)
    if is_unknown(own):
        return float("nan")
    if compare == "same":
        return float(str(own).strip().casefold() == theirs.strip().casefold())
    return float(len(items(own) & items(theirs)))


def as_number(value: object) -> float:
    """A number as people write it, NaN for anything else.

    >>> as_number("1,870"), as_number("many")
    (1870.0, nan)
    """
    try:
        return float(str(value).replace(",", ""))
    except ValueError:
        return float("nan")


@functools.cache
def numbers_in(column: str) -> Derived:
    """The numbers of a user's column, which is read as text."""
    return Derived(("numbers in", column), lambda places: labels(places, column).map(as_number))


@dataclass(frozen=True)
class OwnTable:
    """A user's own table: values by column for a community ("geonames:1850147") or a whole country ("JP")."""

    columns: tuple[str, ...]
    rows: Mapping[str, Mapping[str, str]]

    def of(self, place: Place) -> dict[str, str]:
        """The columns of one place: its own row's values, else its country's, else "".

        >>> table = OwnTable(("consulate",), {"JP": {"consulate": "yes"}})
        >>> table.of({"country": "JP", "geonameid": 1850147})
        {'attribute:consulate': 'yes'}
        """
        keys = (place.get("community_id"), f"geonames:{place_number(place)}", place.get("country"))
        found = [self.rows[str(key)] for key in keys if str(key) in self.rows]
        values = {column: next((row[column] for row in found if row[column]), "") for column in self.columns}
        return {attribute(column): value for column, value in values.items()}

    def beside(self, places: Table, find: Callable[[str], int] = lambda _: -1) -> Table:
        """The same places with the user's columns added.

        `find` gives the row of a community that has no geonameid (a unit without a place, a place of the user's own)
        by its id, -1 where it is none of them.
        """
        order = np.argsort(place_numbers(places), kind="stable")
        ids = place_numbers(places)[order]
        country = labels(places, "country")
        added: dict[str, Labels] = {}
        for column in self.columns:
            by_country = [self.rows.get(code, {}).get(column, "") for code in country.values]
            own = [(key, row[column]) for key, row in self.rows.items() if key[2:] and row[column]]
            texts = sorted({"", *by_country, *(text for _, text in own)})
            code_of = {text: code for code, text in enumerate(texts)}
            codes = np.array([code_of[text] for text in by_country] or [0], np.int64)[country.codes]
            for key, text in own:
                if geonameid := CommunityId.geonameid_of(key):
                    begin, end = np.searchsorted(ids, [geonameid, geonameid + 1])
                    codes[order[begin:end]] = code_of[text]
                elif (row := find(key)) >= 0:
                    codes[row] = code_of[text]
            added[attribute(column)] = Labels(codes, tuple(texts))
        return places.with_columns(**added)


def read_attributes(source: str | Path | pd.DataFrame) -> OwnTable:
    """A user's own table: the path of a CSV file in UTF-8, or a DataFrame.

    Each row names its place in a column `community_id` or `geonameid`, or a `country` (ISO code) for all
    communities there. Every other column is the user's own. Raises InputError naming file, line and field.
    """
    if isinstance(source, str | Path):
        name, lines = str(source), _lines(Path(source))
    else:
        name = "attributes"
        texts = source.astype(object).where(source.notna(), "")
        lines = [
            [str(column) for column in texts.columns],
            *([str(v) for v in row] for row in texts.to_numpy()),
        ]
    if not lines:
        raise InputError(f"{name}: the file is empty")
    header = [column.strip() for column in lines[0]]
    keys = [column for column in KEYS if column in header]
    if not keys:
        raise InputError(f"{name}, line 1: needs a column {', '.join(KEYS[:-1])} or {KEYS[-1]}")
    if len(set(header)) < len(header) or "" in header:
        raise InputError(f"{name}, line 1: every column needs a name of its own")
    columns = tuple(column for column in header if column not in (*KEYS, "name"))
    rows: dict[str, dict[str, str]] = {}
    for number, line in enumerate(lines[1:], start=2):
        if not any(value.strip() for value in line):
            continue
        if len(line) != len(header):
            raise InputError(f"{name}, line {number}: has {len(line)} fields, the header {len(header)}")
        values = dict(zip(header, (value.strip() for value in line), strict=True))
        key = _key(values, keys, f"{name}, line {number}")
        if key in rows:
            raise InputError(f"{name}, line {number}: {key} stands there twice")
        rows[key] = {column: values[column] for column in columns}
    return OwnTable(columns, rows)


def _key(values: Mapping[str, str], keys: list[str], where: str) -> str:
    """The community or the country that a row is about."""
    for column in keys:
        value = values[column]
        if not value:
            continue
        if column == "geonameid":
            if not value.removesuffix(".0").isdecimal():
                raise InputError(f"{where}, geonameid: must be a whole number, not {value!r}")
            return f"geonames:{value.removesuffix('.0')}"
        if column == "community_id" and ":" not in value:
            raise InputError(f"{where}, community_id: must be an id such as geonames:5383187, not {value!r}")
        if column == "country" and not (len(value) == 2 and value.isascii() and value.isupper()):
            raise InputError(f"{where}, country: must be a two-letter code such as JP, not {value!r}")
        return value
    raise InputError(f"{where}: names no place; fill in {' or '.join(keys)}")


def _lines(path: Path) -> list[list[str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 text (byte {error.start})") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    return list(csv.reader(io.StringIO(text, newline="")))
