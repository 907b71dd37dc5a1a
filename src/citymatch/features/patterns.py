"""Patterns of choice: what size and kind of place a nation's communities choose in the candidate's country."""

from __future__ import annotations

import functools
from typing import ClassVar, NamedTuple

import numpy as np
import numpy.typing as npt

from citymatch.datasets import load_world
from citymatch.scoring.values import FloatArray

from .base import Bound, Curve, Extractor, Place, Places, is_unknown, kept, labels, numbers
from .book import Book, Chosen, world_rows
from .choices import SOURCE
from .prominence import SEATS, single
from .ties import nation
from .words import count

_STEP = 0.35
_GRID = np.arange(np.log(300.0), np.log(3e7), _STEP)
_PRIOR = 30.0


class SizePattern(Extractor):
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

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        book = self.book or Book.ours()
        shape = _shape(book, str(seeker.get("country") or ""))
        density, overall = shape.density(seeker)
        country, step = labels(candidates, "country"), _steps(candidates)
        row = np.array([shape.row.get(c, -1) for c in country.values] or [-1])[country.codes]
        table = np.vstack([density, overall[None, :]])
        return np.where(step >= 0, table[row, step], np.nan)

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
        who = f"communities of {seeker.get('name', 'the seeker')}'s size"
        return (
            f"{who} choose places of {count(people)} people in {where} {found:.1f} times as often as evenly"
        )


class KindPattern(Extractor):
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

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        book, own = self.book or Book.ours(), str(seeker.get("country") or "")
        lift = _lift(book, own, self.of, book.choices(own).others(seeker))
        rows, cells = world_rows(candidates), _cells(book, own, self.of)
        return np.where(rows >= 0, lift[cells[rows]], np.nan)

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        with np.errstate(divide="ignore"):
            return np.asarray(np.clip(0.5 + np.log(measure) / np.log(16.0), 0.0, 1.0), np.float64)

    def reason(self, seeker: Place, candidate: Place) -> str:
        found = self.measure(seeker, single(candidate, "number"))[0]
        kind = "seats of government" if self.of == "seat" else "places with as many partners"
        where = nation(str(candidate.get("country") or ""))
        if np.isnan(found):
            return f"how often places of its kind are chosen in {where} is unknown"
        return f"in {where}, {kind} like it are chosen {found:.1f} times as often as elsewhere"


class _Shape(NamedTuple):
    """The choices of a nation made ready: a bump over the grid of sizes for each, and who chose it."""

    chosen: Chosen
    bumps: FloatArray
    row: dict[str, int]

    def density(self, seeker: Place) -> tuple[FloatArray, FloatArray]:
        """Densities by country (countries, sizes), and that of all countries together (sizes,)."""
        with np.errstate(divide="ignore", invalid="ignore"):
            steps = np.log(self.chosen.people / float(seeker["population"]))
        weight = self.chosen.others(seeker) * np.nan_to_num(np.exp(-0.5 * steps**2), nan=0.3)
        weighed = self.bumps * weight
        overall = weighed.sum(axis=1)
        overall = overall / (overall.sum() + 1e-9)
        by_country = np.zeros((len(self.row), len(_GRID)))
        np.add.at(by_country, self.chosen.country.codes, weighed.T)
        total = by_country.sum(axis=1, keepdims=True)
        size = len(_GRID)
        return (by_country + _PRIOR * overall) / (total + _PRIOR) * size + 0.02, overall * size + 0.02


@functools.lru_cache(maxsize=16)
def _shape(book: Book, own: str) -> _Shape:
    chosen = book.choices(own)
    people = np.where(chosen.partner >= 0, numbers(load_world(), "population")[chosen.partner], np.nan)
    bumps = np.exp(-0.5 * ((_GRID[:, None] - np.log(people)[None, :]) / 0.7) ** 2)
    rows = {country: row for row, country in enumerate(chosen.country.values)}
    return _Shape(chosen, np.nan_to_num(bumps), rows)


def _steps(candidates: Places) -> npt.NDArray[np.int64]:
    """The position of each candidate's population on the grid of sizes; -1 where it is unknown."""

    def make() -> npt.NDArray[np.int64]:
        people = numbers(candidates, "population")
        with np.errstate(divide="ignore", invalid="ignore"):
            step = np.rint((np.log(people) - _GRID[0]) / _STEP)
        return np.where(np.isnan(people), -1, np.clip(np.nan_to_num(step), 0, len(_GRID) - 1)).astype(
            np.int64
        )

    return kept(candidates, "steps of size", make)


_KINDS = {"seat": 7, "partners": 6}


@functools.lru_cache(maxsize=16)
def _cells(book: Book, own: str, of: str) -> npt.NDArray[np.int64]:
    """Country and kind of each row of the World as one number."""
    world = load_world()
    if of == "seat":
        kind = (
            labels(world, "feature_code")
            .map(lambda code: SEATS.get(code, 0.0) if code else 6.0)
            .astype(np.int64)
        )
    else:
        kind = np.clip(np.floor(np.log2(book.partners(own) + 1)), 0, 5).astype(np.int64)
    return labels(world, "country").codes.astype(np.int64) * _KINDS[of] + kind


def _lift(book: Book, own: str, of: str, weight: FloatArray) -> FloatArray:
    """For each country and kind, its choices against what the kind's choices in all countries would show."""
    cells, kinds = _cells(book, own, of), _KINDS[of]
    places = _places(book, own, of)
    partner = book.choices(own).partner
    known = partner >= 0
    chosen = np.bincount(cells[partner[known]], weight[known], places.size).reshape(-1, kinds)
    rate = chosen.sum(axis=0) / np.maximum(places.sum(axis=0), 1)
    expected = places * rate
    expected = (
        expected / np.maximum(expected.sum(axis=1, keepdims=True), 1e-9) * chosen.sum(axis=1, keepdims=True)
    )
    return np.asarray(((chosen + 2.0) / (expected + 2.0)).ravel(), np.float64)


@functools.lru_cache(maxsize=16)
def _places(book: Book, own: str, of: str) -> FloatArray:
    """How many places abroad there are of each kind in each country, sections of cities left out."""
    world, kinds = load_world(), _KINDS[of]
    abroad = ~np.asarray(labels(world, "country") == own)
    counted = abroad & ~np.asarray(labels(world, "feature_code") == "PPLX")
    size = len(labels(world, "country").values) * kinds
    return np.bincount(_cells(book, own, of)[counted], minlength=size).reshape(-1, kinds).astype(np.float64)
