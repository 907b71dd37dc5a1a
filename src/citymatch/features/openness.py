"""Openness: how many foreign partners a candidate is known to have."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from citymatch.datasets import Table, World
from citymatch.datasets.degree import degree
from citymatch.datasets.ended import is_ended
from citymatch.datasets.partners import partners_of
from citymatch.datasets.partnership_ends import id_of
from citymatch.scoring.values import FloatArray, interpolate

from .base import (
    Bound,
    Curve,
    Derived,
    Extractor,
    IntArray,
    Key,
    Place,
    Places,
    numbers,
    place_number,
    place_numbers,
)
from .lookup import rows_with

if TYPE_CHECKING:
    import pandas as pd

Pairs = Iterable[tuple[int, int]]


class Openness(Extractor):
    """Known foreign partnerships of the candidate, capped: none counts 0, one a half, `full` and more all.

    The cap keeps a city with thirty partners from being thirty times as open as a city with one. None on
    record is not none: the tables hold a part of all partnerships. One that has ended (`datasets.ended`) or is
    with the seeker itself does not count, and those of `leave_out` (pairs of geonameids, in either order) are
    treated as not known, so that an evaluation can hold ties back. A column `partnerships` is used where the
    candidates have one.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"geonameid": [9634762, 4013516, 6]})
    >>> Openness().measure({"geonameid": 5383187}, towns).tolist()
    [1.0, 3.0, 0.0]
    >>> Openness().measure({"geonameid": 4543762}, towns).tolist()  # Norman is the partner that counted
    [0.0, 2.0, 0.0]
    """

    name = "openness"
    label = "openness to partnerships"
    unit = "known foreign partnerships"
    source = "Wikipedia (CC BY-SA), Wikidata (CC0) and RGRE lists of partnerships, 2009-2026"
    reads = ("number",)
    offered = True
    commonplace = True
    makes = {"partnerships": "known foreign partnerships"}
    bounds = {"full": Bound("from how many known partnerships all counts", 1.5, 100, "partnerships")}

    def __init__(self, full: float = 3.0, leave_out: Pairs = (), curve: Curve | None = None):
        self.full = full
        self.leave_out = leave_out
        self.curve = curve

    def transform(self, X: Places) -> pd.DataFrame:
        import pandas as pd

        return pd.DataFrame({"partnerships": self._counted(X)}, index=getattr(X, "index", None))

    def _counted(self, places: Places) -> FloatArray:
        return np.asarray(
            _count(places, self.world, self.leave_out) if self.leave_out else counted(self.world).of(places),
            np.float64,
        )

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        found = self.keyed(seeker, candidates).copy()
        rows, less = self.patches(seeker, candidates)
        found[rows] = less
        return found

    def keys(self, seeker: Place) -> tuple[Key, ...] | None:
        return None if self.leave_out else (counted(self.world),)

    def keyed(self, seeker: Place, candidates: Places) -> FloatArray:
        return self._counted(candidates)

    def scope(self, seeker: Place) -> tuple[()] | None:
        return None if _partners(seeker, self.world) else ()

    def patches(self, seeker: Place, candidates: Places) -> tuple[IntArray, FloatArray]:
        """The seeker's partners, each with one partnership less."""
        rows = rows_with(candidates, _partners(seeker, self.world))
        return rows, np.maximum(self._counted(candidates)[rows] - 1.0, 0.0)

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return interpolate(measure, ((0.0, 0.0), (1.0, 0.5), (self.full, 1.0)))

    def knows(self, seeker: Place) -> bool:
        return True

    def _of_one(self, seeker: Place, candidate: Place) -> float:
        """The measure of one candidate, without a table of it."""
        own = place_number(candidate)
        if "partnerships" in candidate or self.leave_out or not own:
            known = {c: np.array([candidate[c]]) for c in ("partnerships",) if c in candidate}
            return float(self.measure(seeker, Table({**known, "number": np.array([own])}))[0])
        return max(_counts(self.world).get(own, 0) - float(own in _partners(seeker, self.world)), 0.0)

    def reason(self, seeker: Place, candidate: Place) -> str:
        number = self._of_one(seeker, candidate)
        if np.isnan(number):
            return "its partnerships are unknown"
        if number == 0:
            return "no foreign partnership on record, which does not mean that it has none"
        more = "1 foreign partnership is" if number == 1 else f"{number:.0f} foreign partnerships are"
        return f"{more} on record, not counting any with {seeker.get('name', 'the seeker')}"


def _count(places: Places, world: World, leave_out: Pairs = ()) -> FloatArray:
    """The known partnerships of places; unknown where a place has neither a number nor a count of its own."""
    if "partnerships" in places:
        return numbers(places, "partnerships")
    known = place_numbers(places)
    return np.where(known > 0, degree({"number": known}, leave_out, world=world), np.nan)


@functools.lru_cache(maxsize=8)
def counted(world: World) -> Derived:
    """The known partnerships of places, by the numbers that they have in a World."""
    return Derived(("known partnerships", world.fingerprint), lambda places: _count(places, world))


@functools.lru_cache(maxsize=8)
def _counts(world: World) -> dict[int, int]:
    """The known partnerships of every place that has one, by its number."""
    numbers = np.asarray(world["number"])
    found = degree({"number": numbers}, world=world)
    has = np.flatnonzero(found)
    return dict(zip(numbers[has].tolist(), found[has].tolist(), strict=True))


def _partners(seeker: Place, world: World) -> tuple[int, ...]:
    """The numbers of the seeker's known partners."""
    own = place_number(seeker) or seeker.get("community_id")
    return _partners_of(own, str(seeker.get("country") or ""), world) if own else ()


@functools.lru_cache(maxsize=4096)
def _partners_of(community: int | str, nation: str, world: World) -> tuple[int, ...]:
    own = community if isinstance(community, str) else id_of(community, world)
    return tuple(
        p.number
        for p in partners_of(community, world=world)
        if p.number
        and not p.region
        and p.held
        and not is_ended(nation, p.country, frozenset((own, p.community)))
    )
