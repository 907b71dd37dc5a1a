"""The contract that every feature extractor keeps."""

from __future__ import annotations

import functools
import math
import weakref
from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Self, TypeVar

import numpy as np
import numpy.typing as npt

from citymatch.datasets import Column, InputError, Labels, Table, World, load_world
from citymatch.policy.errors import cut
from citymatch.scoring.values import FloatArray, interpolate

from .estimator import Transformer
from .keeping import Store
from .words import shortened

if TYPE_CHECKING:
    import pandas as pd

IntArray = npt.NDArray[np.int64]
Kept = TypeVar("Kept")

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
            return f"must be {'some' if self.many else 'one'} of {', '.join(self.choices)}, not {cut(value)}"
        ok = isinstance(value, int | float) and not isinstance(value, bool) and self.low <= value <= self.high
        unit = f" {self.unit}" if self.unit else ""
        return None if ok else f"must be a number from {self.low:g} to {self.high:g}{unit}, not {cut(value)}"


_KEPT: weakref.WeakKeyDictionary[Table, Store] = weakref.WeakKeyDictionary()


def kept(places: Places, what: Hashable, make: Callable[[], Kept]) -> Kept:
    """Something derived from a table of places, kept with the table as long as there is room; for a frame made anew."""
    if not isinstance(places, Table):
        return make()
    store = _KEPT.get(places)
    if store is None:
        store = _KEPT.setdefault(places, Store())
    return store.kept(what, make)


def is_kept(places: Places, what: Hashable) -> bool:
    """Whether something derived from a table of places is kept already."""
    return isinstance(places, Table) and what in _KEPT.get(places, ())


REMEMBERED = frozenset(("_last", "_parts_known", "_told_last"))
"""What an extractor remembers of the last question, as names of attributes: no part of what it is."""


@dataclass(frozen=True)
class Derived:
    """A column that is worked out from others and kept beside them: one value per place, whoever seeks.

    `name` tells it apart from every other (it says whose ties or which nation it counts), `make` works it out.

    >>> folded = Derived("length of the name", lambda places: np.array([len(name) for name in places["name"]]))
    >>> folded.of({"name": ["Pinole", "Rom"]}).tolist()
    [6, 3]
    """

    name: Hashable
    make: Callable[[Places], Column]

    def of(self, places: Places) -> Any:
        """The column of these places; a table that holds it already (under `key`) gives its own."""
        return places[self.key] if self.key in places else kept(places, self.mark, lambda: self.make(places))

    @functools.cached_property
    def mark(self) -> tuple[Hashable, Hashable]:
        """What its column is kept by: the name, and the code that makes it, which may be edited in a notebook.

        >>> one, other = Derived("x", lambda places: places["a"]), Derived("x", lambda places: places["b"])
        >>> one.mark == one.mark, one.mark == other.mark
        (True, False)
        """
        return self.name, getattr(self.make, "__code__", None)

    @functools.cached_property
    def key(self) -> str:
        """The name of the column in a table that holds it."""
        return f"derived: {self.name!r}"


Key = str | Derived
"""A column that a measure reads: one of the table's own, or a derived one."""


class Extractor(Transformer, ABC):
    """One aspect of places: its features, a similarity of two places in it, and the facts behind that.

    A subclass states the class attributes below, takes its parameters as keywords of `__init__` (stored
    under the same names, checked in `fit` against `bounds`), and writes `measure`, `value` and `reason`;
    one that computes columns of its own overrides `transform` too.

    `measure` is the raw quantity for one seeker and n candidates (a ratio, kilometres, a share), `value`
    turns it into a similarity in [0, 1]. Both depend on each pair alone, never on the pool of candidates.
    Unknown is NaN in both. A parameter `curve` (points of measure and similarity) takes the place of
    `value` when it is given, so that a policy, written or learned, can state a value function of its own.

    That is enough. Three more methods make it fast, and change no score: `keys` names the columns that the
    measure of a candidate depends on, so that it is taken once for each of their distinct values; `scope`
    says what of the seeker it depends on, so that seekers who are alike in that share the work; `patches`
    gives the few candidates whose measure `keyed` does not tell.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    unit: ClassVar[str]
    source: ClassVar[str]
    reads: ClassVar[tuple[str, ...]]
    makes: ClassVar[dict[str, str]] = {}
    bounds: ClassVar[dict[str, Bound]] = {}
    log_curve: ClassVar[bool] = False
    offered: ClassVar[bool] = False
    """Whether the page and the papers offer it where a policy does not use it: a council would name it."""
    tie: ClassVar[str] = ""
    """The subject line under which papers list it among the ties of two places; "": it is no tie."""
    rare: ClassVar[bool] = False
    """Whether few pairs have such a tie, so that its absence is not worth a line."""
    is_setting: ClassVar[bool] = False
    """Whether it tells what kind of town two places are, and not what ties them."""
    commonplace: ClassVar[bool] = False
    """Whether nearly every place has it, so that it is no reason where it holds."""

    rules: ClassVar[tuple[str, ...]] = ()
    """What a reader of docs/criteria.md should know of how it counts, beyond its measure."""
    symmetric: ClassVar[bool] = False
    """Whether two communities, both of which it knows, have the same similarity whichever of them seeks; of one that is
    not, `symmetry.ONE_SIDED` says why."""

    curve: Curve | None = None
    world_: World | None = None

    def __init__(self, curve: Curve | None = None):
        self.curve = curve

    def fit(self, X: Places | None = None, y: object = None) -> Self:
        """Check the parameters, and take the facts of places from `X` where that is a World.

        Nothing is learned from `X`: an extractor's scale is fixed. Raises ValueError naming the parameter,
        what it must be and the value it has.
        """
        problems = self.parameter_problems()
        if problems:
            raise ValueError(f"{type(self).__name__}: " + "; ".join(problems))
        if isinstance(X, World):
            self.world_ = X
        return self

    @property
    def world(self) -> World:
        """The World whose facts count: the one that it was fitted with, else the one that ships."""
        return self.world_ if self.world_ is not None else load_world()

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

    def brief(self, seeker: Place, candidate: Place) -> str:
        """`reason` in a few words, for a table that holds several candidates side by side."""
        return self.reason(seeker, candidate)

    def in_short(self, seeker: Place, candidate: Place) -> str:
        """The heart of `reason` in about six words, for a list with one line a candidate."""
        return shortened(self.reason(seeker, candidate))

    def keys(self, seeker: Place) -> tuple[Key, ...] | None:
        """The columns of a candidate that `keyed` reads, each element by element; None: it is not known which.

        Two candidates with the same values in all of them have the same `keyed` measure.
        """
        return None

    def keyed(self, seeker: Place, candidates: Places) -> FloatArray:
        """The measure as far as `keys` tell it: for a table that has just these columns. The default is `measure`."""
        return self.measure(seeker, candidates)

    def scope(self, seeker: Place) -> Hashable | None:
        """What of the seeker the similarity depends on; None: the seeker itself, so that nothing is shared.

        Seekers with the same scope have the same similarity to each candidate. `()`: it is the same for all.
        """
        return None

    def patches(self, seeker: Place, candidates: Places) -> tuple[IntArray, FloatArray] | None:
        """The positions of the candidates whose measure is not what `keyed` says, and their measures."""
        return None

    def __getstate__(self) -> dict[str, Any]:
        """Without what is remembered of the last question."""
        state: Any = super().__getstate__()
        return {name: value for name, value in state.items() if name not in REMEMBERED}

    def similarity(self, seeker: Place, candidates: Places) -> npt.NDArray[np.float32]:
        """One similarity in [0, 1] per candidate, shape (n,), float32; unknown is NaN."""
        return self.value_of(self.measure(seeker, candidates), seeker)

    def value_of(self, measure: FloatArray, seeker: Place) -> npt.NDArray[np.float32]:
        """`value`, or the `curve` that takes its place, as float32."""
        if self.curve is not None:
            return interpolate(measure, self.curve, log=self.log_curve).astype(np.float32)
        found = self.value(measure, seeker).astype(np.float32)
        if not type(self).__module__.startswith("citymatch.features.") and len(found):
            least, most = np.nanmin(found, initial=0.0), np.nanmax(found, initial=1.0)
            if least < 0 or most > 1:
                raise InputError(
                    f"criterion {self.name}: {type(self).__name__}.value gives {min(least, 0):g} to {max(most, 1):g}; "
                    "a similarity lies between 0 and 1"
                )
        return found

    def knows(self, seeker: Place) -> bool:
        """Whether the seeker's own side is known. If not, the criterion drops out for this seeker."""
        return not any(is_unknown(seeker.get(column)) for column in self.reads)

    def why_not(self, seeker: Place) -> str:
        """Why the criterion drops out for a seeker that it does not know, in words without a final stop."""
        return f"this is not known for {seeker.get('name') or 'the seeker'}, so the other criteria count for more"

    def known_anyway(self, seeker: Place, candidate: Place) -> str:
        """What is known of a pair in words where the criterion drops out for the seeker; it moves no score."""
        return ""

    def reasons(self, seeker: Place, candidates: Sequence[Place]) -> list[str]:
        """The reason of each of many candidates."""
        return [self.reason(seeker, candidate) for candidate in candidates]

    def speaks(self, seeker: Place, candidate: Place) -> bool:
        """Whether its reason, where it earns something, speaks for the candidate; not what nearly every place has."""
        return not self.commonplace

    def tells(self, seeker: Place, candidate: Place) -> bool:
        """Whether its reason is a fact of this pair that is worth a line however few points it earns."""
        return self.rare and float(self.similarity(seeker, one_place(candidate))[0]) >= 0.5

    def level(self, seeker: Place, candidate: Place) -> str:
        """At which level the fact was found: place, county, state, country."""
        return "place"


def is_unknown(value: object) -> bool:
    """None, NaN or an empty text.

    >>> is_unknown(float("nan")), is_unknown(""), is_unknown(0)
    (True, True, False)
    """
    if type(value) is float:
        return value != value
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


def one_place(place: Place) -> Table:
    """A place as a table of one row; what it states as None is left out."""
    values = {key: value for key, value in place.items() if isinstance(value, str | int | float)}
    return Table({k: Labels.of([v]) if isinstance(v, str) else np.array([v]) for k, v in values.items()}, 1)


def places_table(places: Sequence[Place]) -> Table:
    """Places as a table with the columns that every one of them has; what one states as None is left out."""
    if len(places) == 1:
        return one_place(places[0])
    columns: dict[str, Any] = {}
    for name in places[0] if places else ():
        values = [place.get(name) for place in places]
        if not all(issubclass(kind, str | int | float) for kind in set(map(type, values))):
            continue
        columns[name] = functools.partial(_column_of, values)  # few of them are asked for
    return Table(columns, len(places))


def _column_of(values: list[Any]) -> Column:
    return Labels.of([str(value) for value in values]) if isinstance(values[0], str) else np.array(values)


def labels(places: Places, column: str) -> Labels:
    """A column of few distinct strings as `Labels`, whatever table it comes from."""
    if column not in places:
        return Labels(np.zeros(len(places), np.uint8), ("",))
    values = places[column]
    if isinstance(values, Labels):
        return values
    texts: Iterable[object] = np.asarray(values, dtype=object)
    return Labels.of(["" if is_unknown(text) else str(text) for text in texts])
