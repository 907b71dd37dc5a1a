"""The contract that every feature extractor keeps."""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, TransformerMixin

from citymatch.datasets import Labels

from .values import FloatArray, interpolate

if TYPE_CHECKING:
    import pandas as pd

Place = Mapping[str, Any]
"""One place: a row of a table, a pandas Series, a dict, or a seeker's profile."""

Curve = list[tuple[float, float]] | tuple[tuple[float, float], ...]


class Places(Protocol):
    """Columns of places: a citymatch `Table`, the `World`, or a pandas DataFrame."""

    def __getitem__(self, column: str, /) -> Any: ...
    def __contains__(self, column: object, /) -> bool: ...
    def __len__(self) -> int: ...


@dataclass(frozen=True)
class Bound:
    """What a parameter of an extractor may be: a range of numbers, or a set of words."""

    doc: str
    low: float = -math.inf
    high: float = math.inf
    unit: str = ""
    choices: tuple[str, ...] = ()
    many: bool = False

    def problem(self, value: object) -> str | None:
        """What is wrong with a value, in words, or None.

        >>> Bound("how near is near", 0, 500, "km").problem(900)
        'must be a number from 0 to 500 km, not 900'
        """
        if self.choices:
            values = list(value) if self.many and isinstance(value, list | tuple) else [value]
            bad = [v for v in values if v not in self.choices]
            if not bad and (values or not self.many):
                return None
            return f"must be {'some' if self.many else 'one'} of {', '.join(self.choices)}, not {value!r}"
        ok = isinstance(value, int | float) and not isinstance(value, bool) and self.low <= value <= self.high
        unit = f" {self.unit}" if self.unit else ""
        return None if ok else f"must be a number from {self.low:g} to {self.high:g}{unit}, not {value!r}"


class Extractor(BaseEstimator, TransformerMixin):
    """One aspect of places: its features, a similarity of two places in it, and the facts behind that.

    A subclass states the class attributes below, takes its parameters as keywords of `__init__` (stored
    under the same names, checked in `fit` against `bounds`), and writes `measure`, `value` and `reason`;
    one that computes columns of its own overrides `transform` too.

    `measure` is the raw quantity for one seeker and n candidates (a ratio, kilometres, a share), `value`
    turns it into a similarity in [0, 1]. Both depend on each pair alone, never on the pool of candidates.
    Unknown is NaN in both. A parameter `curve` (points of measure and similarity) takes the place of
    `value` when it is given, so that a policy, written or learned, can state a value function of its own.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    unit: ClassVar[str]
    source: ClassVar[str]
    reads: ClassVar[tuple[str, ...]]
    makes: ClassVar[dict[str, str]] = {}
    bounds: ClassVar[dict[str, Bound]] = {}
    log_curve: ClassVar[bool] = False

    curve: Curve | None = None

    def fit(self, X: Places | None = None, y: object = None) -> Extractor:
        """Check the parameters. Nothing is learned from `X`: an extractor's scale is fixed.

        Raises ValueError naming the parameter, what it must be and the value it has.
        """
        problems = self.parameter_problems()
        if problems:
            raise ValueError(f"{type(self).__name__}: " + "; ".join(problems))
        return self

    def parameter_problems(self) -> list[str]:
        """Each parameter that is out of its bounds, in words."""
        values = self.get_params(deep=False)
        return [
            f"{parameter} {problem}"
            for parameter, bound in self.bounds.items()
            if (problem := bound.problem(values[parameter])) is not None
        ]

    def __sklearn_is_fitted__(self) -> bool:
        return True

    def transform(self, X: Places) -> pd.DataFrame:
        """The features of places, one row each: the columns of `makes`, with the units stated there.

        The default gives the columns of `makes` as they stand in `X`.
        """
        import pandas as pd

        missing = [column for column in self.makes if column not in X]
        if missing:
            raise ValueError(f"{type(self).__name__} needs the column {missing[0]!r}")
        return pd.DataFrame({column: np.asarray(X[column]) for column in self.makes}, index=range(len(X)))

    def get_feature_names_out(self, input_features: object = None) -> npt.NDArray[np.str_]:
        """The names of the columns that `transform` gives."""
        return np.array(list(self.makes), dtype=object)

    @abstractmethod
    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        """The raw quantity of each candidate for this seeker, shape (n,), in `unit`; unknown is NaN."""

    @abstractmethod
    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        """The similarity in [0, 1] of each measurement; NaN stays NaN."""

    @abstractmethod
    def reason(self, seeker: Place, candidate: Place) -> str:
        """The facts behind the similarity of one pair, in one sentence with units, without a final stop."""

    def similarity(self, seeker: Place, candidates: Places) -> npt.NDArray[np.float32]:
        """One similarity in [0, 1] per candidate, shape (n,), float32; unknown is NaN."""
        return self.value_of(self.measure(seeker, candidates), seeker)

    def value_of(self, measure: FloatArray, seeker: Place) -> npt.NDArray[np.float32]:
        """`value`, or the `curve` that takes its place, as float32."""
        if self.curve is not None:
            return interpolate(measure, self.curve, log=self.log_curve).astype(np.float32)
        return self.value(measure, seeker).astype(np.float32)

    def knows(self, seeker: Place) -> bool:
        """Whether the seeker's own side is known. If not, the criterion drops out for this seeker."""
        return not any(is_unknown(seeker.get(column)) for column in self.reads)

    def level(self, seeker: Place, candidate: Place) -> str:
        """At which level the fact was found: place, county, state, country."""
        return "place"


def is_unknown(value: object) -> bool:
    """None, NaN or an empty text.

    >>> is_unknown(float("nan")), is_unknown(""), is_unknown(0)
    (True, True, False)
    """
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value))


def place_number(place: Place) -> int:
    """The number of a place's row in the World (its geonameid, where it has one); 0 where neither is known.

    >>> place_number({"geonameid": 5383187}), place_number({"name": "Testville"})
    (5383187, 0)
    """
    for column in ("number", "geonameid"):
        value = place.get(column)
        if value is not None and value == value and value:
            return int(float(value))
    return 0


def place_numbers(places: Places) -> npt.NDArray[np.int64]:
    """`place_number` of each place, shape (n,)."""
    for column in ("number", "geonameid"):
        if column in places:
            values = np.asarray(places[column], np.float64)
            return np.where(np.isnan(values), 0, values).astype(np.int64)
    return np.zeros(len(places), np.int64)


def numbers(places: Places, column: str) -> FloatArray:
    """A column as float64, shape (n,); a table that lacks it gives NaN throughout (unknown)."""
    if column not in places:
        return np.full(len(places), np.nan)
    return np.asarray(places[column], np.float64)


def labels(places: Places, column: str) -> Labels:
    """A column of few distinct strings as `Labels`, whatever table it comes from."""
    if column not in places:
        return Labels(np.zeros(len(places), np.uint8), ("",))
    values = places[column]
    if isinstance(values, Labels):
        return values
    texts: Iterable[object] = np.asarray(values, dtype=object)
    return Labels.of(["" if is_unknown(text) else str(text) for text in texts])
