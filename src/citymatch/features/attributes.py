"""A user's own columns: what no table of ours holds, such as industries, universities or festivals."""

from __future__ import annotations

import functools
from collections.abc import Hashable
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

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
)
from .ordered import must_exceed
from .own_table import PREFIX as PREFIX
from .own_table import OwnTable as OwnTable
from .own_table import attribute as attribute
from .own_table import read_attributes as read_attributes

if TYPE_CHECKING:
    import pandas as pd

YES, NO = ("yes", "y", "true", "1", "x"), ("no", "n", "false", "0")


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
        if not problems and self.compare == "near":
            return must_exceed("edge", self.edge, "core", self.core)
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
        both = [str(value).replace(";", ",") for value in (theirs, own)]
        return f"{self.column}: {both[0]}; {seeker.get('name', 'the seeker')} has {both[1]}"


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
