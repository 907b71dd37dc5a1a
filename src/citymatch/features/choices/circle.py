"""A circle of communities of the seeker's nation, whose choices count: who is of it, and how they are told."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import ClassVar

import numpy as np

from citymatch.scoring.values import FloatArray

from ..base import Bound, IntArray, Place
from ..counts_ties import CountsTies
from ..sphere import chord_km, unit_vectors
from ..ties import state_told
from ..weighing import BoolArray
from ..words import listed

SOURCE = "Wikipedia (CC BY-SA), Wikidata (CC0) and RGRE lists of partnerships, 2009-2026"
AMONG = ("nation", "places", "near", "region", "state", "size", "size_in_state")
TOLD_WITHIN_KM = {"near": 150.0, "region": 300.0}
"""Communities farther away than this are not told as near by or of the region, though they count a little."""
TOLD = 0.05
"""Ties that count no more than this in a circle are not told."""
_WORDS = {
    "nation": "of its nation",
    "places": "of its nation",
    "near": "near {name}",
    "region": "in the region of {name}",
    "state": "in {state}",
    "size": "of the size of {name}",
    "size_in_state": "in {state} of the size of {name}",
}
NAMED = 3
"""So many communities are named with their partners."""
NONE = "on record"
"""How a sentence ends that says that nobody chose there."""


class CircleChoices(CountsTies):
    """Base of the extractors that count the choices of a circle of communities around the seeker.

    `among` says whose: those of the nation, `near` (weights fall by e every 60 km), `region` (every 250 km),
    `state`, `size` (weights fall with the logarithm of the ratio of populations) and both together. `book`
    takes the place of the ties that ship with the package.
    """

    source = SOURCE
    bounds: ClassVar[dict[str, Bound]] = {"among": Bound("whose choices count", choices=AMONG)}
    log_curve = True

    among: str

    @property
    def circle(self) -> str:
        """The circle as `Weighed` names it: what counts places of the country asks all of the nation."""
        return "nation" if self.among == "places" else self.among

    def knows(self, seeker: Place) -> bool:
        return bool(self.choices(seeker).weighed(seeker).total("nation"))

    def scope(self, seeker: Place) -> Hashable | None:
        return self.of_bystander(seeker) if self.circle == "nation" else None

    def level(self, seeker: Place, candidate: Place) -> str:
        return "country"

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        """1 from eight times the usual rate, 0 up to half of it, on a logarithmic scale in between."""
        with np.errstate(divide="ignore"):
            return np.asarray(np.clip(np.log(measure / 0.5) / np.log(16.0), 0.0, 1.0), np.float64)

    def whose(self, seeker: Place) -> str:
        """Whose choices count, in words."""
        if seeker.get("country") == "US":
            state = state_told(str(seeker.get("admin1") or "")) if seeker.get("admin1") else "its state"
        else:
            state = str(seeker.get("admin1_name") or "its region")  # few countries have states
            if self.among == "state" and seeker.get("admin1_name"):
                return f"in {state}"
        return _WORDS[self.among].format(name=seeker.get("name", "the seeker"), state=state)

    def pairs(self, seeker: Place, where: object) -> dict[str, list[str]]:
        """The communities of the circle that chose there, each with its partners, those that count most first.

        `where` is a mask over the ties.
        """
        chosen = self.choices(seeker)
        partners: dict[str, list[str]] = {}
        for row in self._weightiest(seeker, where):
            theirs = partners.setdefault(str(chosen.seeker_name[row]), [])
            name = str(chosen.partner_name[row]).partition(", ")[0]
            theirs += [name] if name not in theirs else []
        return partners

    def told(self, seeker: Place, where: object, place: str) -> str:
        """Who of the circle has which partners at a place, in a sentence."""
        return chosen_told(list(self.pairs(seeker, where).items()), self.whose(seeker), place)

    def there(self, seeker: Place, candidate: Place) -> frozenset[tuple[str, str]]:
        """The ties that a reason names, as pairs of names, so that none is told twice."""
        mask = self.where(seeker, candidate)
        named = list(self.pairs(seeker, mask).items())[:NAMED] if mask is not None else []
        return frozenset((who, partner) for who, theirs in named for partner in theirs)

    def where(self, seeker: Place, candidate: Place) -> BoolArray | None:
        """The ties that lead to where the candidate is, a mask over all; None where that is unknown."""
        return None

    def chose(self, seeker: Place, where: object, place: str) -> str:
        """Who of the circle has a partner there, in a few words; "" for nobody."""
        chosen = self.choices(seeker)
        who = list(dict.fromkeys(str(chosen.seeker_name[row]) for row in self._weightiest(seeker, where)))
        has = "has a partner" if len(who) == 1 else "have partners"
        return f"{listed(who, 2)} {has} {place}" if who else ""

    def _weightiest(self, seeker: Place, where: object) -> list[int]:
        """The ties of the circle under a mask that are told, those that count most first."""
        told = self._told_ties(seeker)
        weightiest: list[int] = told[np.asarray(where, bool)[told]].tolist()
        return weightiest

    def _told_ties(self, seeker: Place) -> IntArray:
        """The ties of the circle that are told, those that count most first; kept until another seeker is asked about,
        since they are the same for every candidate."""
        weighed = self.choices(seeker).weighed(seeker)
        last: tuple[object, str, IntArray] | None = self.__dict__.get("_told_last")
        if last is None or last[0] is not weighed or last[1] != self.among:
            weight = self.told_weight(seeker)
            counted = np.flatnonzero(weight > 0)
            last = weighed, self.among, counted[np.argsort(-weight[counted], kind="stable")]
            self.__dict__["_told_last"] = last
        return last[2]

    def told_weight(self, seeker: Place) -> FloatArray:
        """How much each tie counts in the circle, shape (ties,); 0 for those that are not told."""
        weight = np.asarray(self.choices(seeker).weighed(seeker).circle(self.circle), np.float64)
        if self.among in TOLD_WITHIN_KM:
            weight = np.where(self._away(seeker) <= TOLD_WITHIN_KM[self.among], weight, 0.0)
        return np.where(weight > TOLD, weight, 0.0)

    def _away(self, seeker: Place) -> FloatArray:
        """Kilometres from the seeker to the community that chose, for each tie; infinite where it is unknown."""
        chosen = self.choices(seeker)
        here = unit_vectors(seeker.get("latitude", np.nan), seeker.get("longitude", np.nan))
        distance = chord_km(np.linalg.norm(chosen.at - here, axis=1))
        return np.nan_to_num(distance, nan=np.inf)[chosen.who]


def chosen_told(pairs: Sequence[tuple[str, Sequence[str]]], whose: str, place: str) -> str:
    """Who chose what at a place, in a sentence.

    >>> chosen_told([("San Francisco", ["Abidjan"])], "near Pinole", "in Côte d’Ivoire")
    'San Francisco, near Pinole, has a partner in Côte d’Ivoire: Abidjan'
    >>> chosen_told([("Brea", ["Hannō"]), ("Burbank", ["Ōta"])], "in California", "in Japan")
    '2 communities in California have partners in Japan: Brea has Hannō, and Burbank has Ōta'
    >>> chosen_told([], "near Pinole", "in Chad")
    'no community near Pinole has a partner in Chad on record'
    """
    if not pairs:
        return f"no community {whose} has a partner {place} {NONE}"
    if len(pairs) == 1:
        who, theirs = pairs[0]
        has = "a partner" if len(theirs) == 1 else "partners"
        return f"{who}, {whose}, has {has} {place}: {listed(theirs, NAMED)}"
    each = [f"{who} has {listed(theirs, NAMED)}" for who, theirs in pairs]
    told = f"{len(pairs)} communities {whose} have partners {place}"
    if len(each) > NAMED:
        return f"{told}; for instance, {', '.join(each[: NAMED - 1])}, and {each[NAMED - 1]}"
    return f"{told}: {', '.join(each[:-1])}, and {each[-1]}"


def ties_told(number: int, others: str, where: str) -> str:
    """How many ties others have there.

    >>> ties_told(2, "other communities of France", "Japan")
    '2 known ties of other communities of France with Japan'
    >>> ties_told(0, "other communities of France", "Chad")
    'no tie of other communities of France with Chad is on record'
    """
    if not number:
        return f"no tie of {others} with {where} is {NONE}"
    return f"{number:,} known tie{'s' if number > 1 else ''} of {others} with {where}"


COUNTRIES = 250
"""About how many countries there are: each is given half a choice, so that none is impossible."""
