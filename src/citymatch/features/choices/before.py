"""How many communities of a circle chose the candidate itself."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from citymatch.scoring.values import FloatArray

from ..base import Curve, Derived, IntArray, Key, Place, Places, place_number
from ..book import Book
from ..of_world import world_rows
from ..ties import nation
from ..weighing import Chosen
from ..words import listed
from .circle import NAMED, NONE, CircleChoices


class ChosenBefore(CircleChoices):
    """How many communities of a circle, by default the whole nation, have chosen the candidate itself.

    >>> import pandas as pd
    >>> toledo = pd.DataFrame({"geonameid": [2510409]})
    >>> for_pinole = ChosenBefore().measure({"country": "US", "community_id": "geonames:5383187"}, toledo)
    >>> for_toledo = ChosenBefore().measure({"country": "US", "community_id": "geonames:5174035"}, toledo)
    >>> (for_pinole - for_toledo).tolist()
    [1.0]
    """

    name = "chosen_before"
    label = "chosen before by others"
    unit = "communities that chose it, weighed by the circle"
    reads = ("number",)
    makes: ClassVar[dict[str, str]] = {}
    log_curve = False

    def __init__(self, among: str = "nation", book: Book | None = None, curve: Curve | None = None):
        self.among = among
        self.book = book
        self.curve = curve

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return (self._which(self.choices(seeker)),)

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        chosen = self.choices(seeker)
        counted = np.append(chosen.weighed(seeker).places(self.circle), np.nan)
        found: FloatArray = counted[self._which(chosen).of(candidates)]
        return found

    def _which(self, chosen: Chosen) -> Derived:
        """Which of the chosen places a candidate is: their number for none, one more where that is unknown."""
        world, none = self.ties.world, len(chosen.places)

        def make(places: Places) -> IntArray:
            which = np.full(len(world) + 1, none, np.int64)
            which[chosen.places] = np.arange(none)
            which[-1] = none + 1
            return which[world_rows(places, world)]

        return Derived(chosen.mark("chosen place"), make)

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return np.asarray(1.0 - 0.5**measure, np.float64)

    def level(self, seeker: Place, candidate: Place) -> str:
        return "place"

    def reason(self, seeker: Place, candidate: Place) -> str:
        chosen, number = self.choices(seeker), place_number(candidate)
        if not number:
            return "whether others chose it is unknown"
        who = list(self.pairs(seeker, chosen.partner == self.ties.world.row_of(number)))
        home = nation(str(seeker["country"]))
        if not who:
            return f"no other community of {home} has it as a partner {NONE}"
        has = "has" if len(who) == 1 else "have"
        return f"{listed(who, NAMED)}, in {home}, {has} it as a partner"
