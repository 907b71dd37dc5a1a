"""How much a circle of communities chose what lies around a place."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from citymatch.scoring.values import FloatArray

from ..around import LOCATED, REACH_KM, reached
from ..base import Curve, IntArray, Key, Place, Places, is_unknown
from ..book import Book
from ..of_world import vectors_of
from ..sphere import chord_km, unit_vectors
from ..weighing import BoolArray
from .circle import CircleChoices

LEAST = 0.005
"""A tie that counts no more than this in a circle says nothing of the places around its partner."""


class PlaceChoices(CircleChoices):
    """How much a circle of communities has chosen places around the candidate, or the candidate itself.

    Each tie of the circle counts by the circle's weight and by the distance of its partner from the
    candidate (weights fall by e every 30 km, nothing beyond 100 km).

    >>> from citymatch.datasets import load_world
    >>> world = load_world()
    >>> places = world.take(world.rows_of([1857910, 2193733]))
    >>> oakland = {"country": "US", "admin1": "CA", "latitude": 37.8, "longitude": -122.2}
    >>> bool(PlaceChoices("state").measure(oakland, places)[0] > 0)
    True
    """

    name = "place_choices"
    label = "choices of places around it by others"
    unit = "choices of the circle, weighed by distance"
    reads = ("latitude", "longitude")
    makes: ClassVar[dict[str, str]] = {}
    log_curve = False

    def __init__(self, among: str = "near", book: Book | None = None, curve: Curve | None = None):
        self.among = among
        self.book = book
        self.curve = curve

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return (LOCATED,)

    def keyed(self, seeker: Place, candidates: Places) -> FloatArray:
        return np.where(LOCATED.of(candidates), 0.0, np.nan)

    def patches(self, seeker: Place, candidates: Places) -> tuple[IntArray, FloatArray]:
        found = self._reached(seeker, candidates)
        rows = np.flatnonzero(found != 0)  # several times as fast as on the numbers themselves
        return rows, found[rows]

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        return self._reached(seeker, candidates) + self.keyed(seeker, candidates)

    def _reached(self, seeker: Place, candidates: Places) -> FloatArray:
        chosen = self.choices(seeker)
        amount = chosen.weighed(seeker).places(self.circle, LEAST)
        return reached(amount[:-1], candidates, chosen, self.ties.world)

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return np.asarray(1.0 - 0.5**measure, np.float64)

    def level(self, seeker: Place, candidate: Place) -> str:
        return "place"

    def reason(self, seeker: Place, candidate: Place) -> str:
        if is_unknown(candidate.get("latitude")) or is_unknown(candidate.get("longitude")):
            return "others' choices around it are unknown, as its coordinates are"
        where = f"within {REACH_KM:g} km of {candidate.get('name', 'it')}"
        return self.told(seeker, self._near(seeker, candidate), where)

    def where(self, seeker: Place, candidate: Place) -> BoolArray | None:
        if is_unknown(candidate.get("latitude")) or is_unknown(candidate.get("longitude")):
            return None
        return self._near(seeker, candidate)

    def in_short(self, seeker: Place, candidate: Place) -> str:
        if is_unknown(candidate.get("latitude")) or is_unknown(candidate.get("longitude")):
            return ""
        return self.chose(seeker, self._near(seeker, candidate), "near it")

    def _near(self, seeker: Place, candidate: Place) -> BoolArray:
        """The ties that are told whose partner lies within reach of the candidate, a mask over all ties."""
        chosen, here = self.choices(seeker), unit_vectors(candidate["latitude"], candidate["longitude"])
        told = self._told_ties(seeker)
        gap = vectors_of(self.ties.world)[chosen.partner[told]] - here
        near = np.zeros(len(chosen.partner), bool)
        near[told] = (chord_km(np.linalg.norm(gap, axis=1)) < REACH_KM) & (chosen.partner[told] >= 0)
        return near
