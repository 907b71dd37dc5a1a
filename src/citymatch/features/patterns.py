"""Patterns of choice: what size and kind of place a nation's communities choose in the candidate's country."""

from __future__ import annotations

from collections.abc import Hashable
from typing import ClassVar, NamedTuple

import numpy as np

from citymatch.scoring.values import FloatArray

from .base import Bound, Curve, Derived, IntArray, Key, Place, Places, is_unknown, labels, numbers
from .book import Book
from .choices.circle import SOURCE
from .counts_ties import CountsTies, nation_of
from .of_world import world_rows
from .place_fact import single
from .seat import SEATS
from .ties import nation, possessive
from .weighing import Chosen, Weighed, bell
from .words import as_much, count

_KINDS = {
    5: "national capitals",
    4: "capitals of regions",
    3: "seats of counties or districts",
    2: "seats of small districts",
    1: "seats of the smallest districts",
    0: "places that are no seat of government",
}
_STEP = 0.35
_GRID = np.arange(np.log(300.0), np.log(3e7), _STEP)
_PRIOR = 30.0


class SizePattern(CountsTies):
    """How often communities of the seeker's size choose places of the candidate's size in its country.

    The measure is a density over the logarithm of population, 1 where choices would be spread evenly from
    300 to 30 million people. Choices count by the likeness of the chooser's size to the seeker's; a country
    with few is drawn towards what the nation shows in all countries.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"country": ["JP", "JP"], "population": [150_000.0, 700.0]})
    >>> city, hamlet = SizePattern().measure({"country": "US", "population": 200_000.0}, towns)
    >>> bool(city > 1 > hamlet)
    True
    """

    name = "size_pattern"
    label = "size of place chosen in that country"
    unit = "times as often as if sizes were chosen evenly"
    source = SOURCE + "; GeoNames populations (CC BY 4.0)"
    reads = ("population",)
    makes: ClassVar[dict[str, str]] = {}
    log_curve = True

    def __init__(self, book: Book | None = None, curve: Curve | None = None):
        self.book = book
        self.curve = curve

    def knows(self, seeker: Place) -> bool:
        return not is_unknown(seeker.get("population"))

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return (SIZE, "country")

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        ties, chosen = self.ties, self.choices(seeker)
        shape = ties.kept(("shape", chosen.nation), lambda: _shape(ties, chosen))
        density = shape.density(chosen.weighed(seeker))
        row = chosen.countries_in(candidates)[labels(candidates, "country").codes]
        step: IntArray = SIZE.of(candidates)
        return np.where(step >= 0, density[row, step], np.nan)

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return np.clip(measure / 4.0, 0.0, 1.0)

    def reason(self, seeker: Place, candidate: Place) -> str:
        people = float(candidate.get("population") or np.nan)
        if people != people:
            return "its population is unknown"
        row = {"country": [str(candidate.get("country") or "")], "population": [people]}
        import pandas as pd

        found = self.measure(seeker, pd.DataFrame(row))[0]
        where = nation(str(candidate.get("country") or ""))
        who = f"communities of {possessive(str(seeker.get('name', 'the seeker')))} size"
        often = as_much(found, "often")
        return f"{who} choose places of {count(people)} people in {where} {often} as places of other sizes"


class KindPattern(CountsTies):
    """How much oftener than elsewhere a nation's communities choose places of this kind in the country.

    `of` "seat" sorts places by seat of government, "partners" by known partnerships with other nations. In
    each country the choices of a kind are set against what the kind's choices in all countries would show.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"geonameid": [1850147], "country": ["JP"], "feature_code": ["PPLC"]})
    >>> bool(KindPattern().measure({"country": "US"}, towns)[0] > 0)
    True
    """

    name = "kind_pattern"
    label = "kind of place chosen in that country"
    unit = "times as often as in all countries"
    source = SOURCE + "; GeoNames feature codes of 2023 (CC BY 4.0)"
    reads = ("number",)
    makes: ClassVar[dict[str, str]] = {}
    bounds = {"of": Bound("what sorts the places", choices=("seat", "partners"))}
    log_curve = True

    def __init__(self, of: str = "seat", book: Book | None = None, curve: Curve | None = None):
        self.of = of
        self.book = book
        self.curve = curve

    def knows(self, seeker: Place) -> bool:
        return True

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return (self._kind(seeker).cell,)

    def scope(self, seeker: Place) -> Hashable | None:
        return self.of_bystander(seeker)

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        kind = self._kind(seeker)
        lift = np.append(kind.lift(self.choices(seeker).weighed(seeker)), np.nan)
        found: FloatArray = lift[kind.cell.of(candidates)]
        return found

    def _kind(self, seeker: Place) -> _Kinds:
        ties, own = self.ties, nation_of(seeker)
        return ties.kept(("kinds", self.of, own), lambda: _kinds(ties, own, self.of))

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        with np.errstate(divide="ignore"):
            return np.asarray(np.clip(0.5 + np.log(measure) / np.log(16.0), 0.0, 1.0), np.float64)

    def reason(self, seeker: Place, candidate: Place) -> str:
        found = self.measure(seeker, single(candidate, "number"))[0]
        where = nation(str(candidate.get("country") or ""))
        if np.isnan(found):
            return f"how often places of its kind are chosen in {where} is unknown"
        kind = "places with as many partners abroad as it has"
        if self.of == "seat":
            kind = _KINDS[int(SEATS.get(str(candidate.get("feature_code") or ""), 0))]
        return f"in {where}, {kind} are chosen {as_much(found, 'often')} as in other countries"


class _Shape(NamedTuple):
    """The choices of a nation made ready: a bump over the grid of sizes for each, in the order of countries."""

    chosen: Chosen
    order: IntArray
    start: IntArray
    present: IntArray
    bumps: FloatArray

    def density(self, weighed: Weighed) -> FloatArray:
        """Densities by country (countries, sizes), and that of all countries together in a last row."""
        size, countries = len(_GRID), len(self.chosen.country.values)
        weight = weighed.community("nation") * bell(weighed.size_steps)
        weighted = self.bumps * weight[self.chosen.who[self.order]]
        by_country = np.zeros((countries + 1, size))
        if len(self.start):
            by_country[self.present] = np.add.reduceat(weighted, self.start, axis=1).T
        overall = by_country.sum(axis=0)
        overall = overall / (overall.sum() + 1e-9)
        total = by_country.sum(axis=1, keepdims=True)
        density = (by_country + _PRIOR * overall) / (total + _PRIOR)
        return np.asarray(density * size + 0.02, np.float64)


def _shape(ties: Book, chosen: Chosen) -> _Shape:
    people = np.where(chosen.partner >= 0, numbers(ties.world, "population")[chosen.partner], np.nan)
    order = np.argsort(chosen.country.codes, kind="stable")
    present, start = np.unique(chosen.country.codes[order], return_index=True)
    with np.errstate(divide="ignore"):
        steps = (np.log(people[order]) - _GRID[:, None]) / 0.7
    bumps = np.nan_to_num(np.exp(-0.5 * steps**2))
    return _Shape(chosen, order, start.astype(np.int64), present.astype(np.int64), bumps)


def _steps(places: Places) -> IntArray:
    people = numbers(places, "population")
    with np.errstate(divide="ignore", invalid="ignore"):
        step = np.rint((np.log(people) - _GRID[0]) / _STEP)
    return np.where(np.isnan(people), -1, np.clip(np.nan_to_num(step), 0, len(_GRID) - 1)).astype(np.int64)


SIZE = Derived("step of size", _steps)
"""The position of a place's population on the grid of sizes; -1 where it is unknown."""


class _Kinds(NamedTuple):
    """The places abroad sorted by country and kind into cells: how many there are, and which cells were chosen."""

    cell: Derived
    places: FloatArray
    chosen: Chosen
    cell_of_tie: IntArray

    def lift(self, weighed: Weighed) -> FloatArray:
        """For each cell, its choices against what the kind's choices in all countries would show."""
        kinds, size = self.places.shape[1], self.places.size
        known = self.cell_of_tie >= 0
        counts = np.bincount(self.cell_of_tie[known], weighed.circle("nation")[known], size)
        chosen = counts.reshape(-1, kinds)
        expected = self.places * (chosen.sum(axis=0) / np.maximum(self.places.sum(axis=0), 1))
        share = expected / np.maximum(expected.sum(axis=1, keepdims=True), 1e-9)
        expected = share * chosen.sum(axis=1, keepdims=True)
        return np.asarray(((chosen + 2.0) / (expected + 2.0)).ravel(), np.float64)


def _kinds(ties: Book, own: str, of: str) -> _Kinds:
    """The kinds by seat of government, or by known partners outside a nation (doubling from kind to kind)."""
    world, chosen = ties.world, ties.choices(own)
    code, country = labels(world, "feature_code"), labels(world, "country")
    if of == "seat":
        number, kind = 7, code.map(lambda code: SEATS.get(code, 0.0) if code else 6.0)
    else:
        number, kind = 6, np.clip(np.floor(np.log2(ties.partners(own) + 1)), 0, 5)
    cells = country.codes.astype(np.int64) * number + kind.astype(np.int64)
    size = len(country.values) * number
    counted = ~(country == own) & ~(code == "PPLX")  # sections of cities are no choice
    places = np.bincount(cells[counted], minlength=size).reshape(-1, number).astype(np.float64)
    beside = np.append(cells, -1)  # the last for a place that the World does not know: the last of `lift` too
    return _Kinds(
        Derived(("cell", of, own, ties.number), lambda places: beside[world_rows(places, world)]),
        places,
        chosen,
        np.where(chosen.partner >= 0, cells[chosen.partner], -1),
    )
