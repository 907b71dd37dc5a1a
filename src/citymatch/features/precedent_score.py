"""Precedent as one criterion: what the learned policy says of a pair."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar, NamedTuple

import numpy as np
import numpy.typing as npt

from citymatch.datasets import World
from citymatch.scoring.additive import contributions, normalised
from citymatch.scoring.values import FloatArray, rise

from .base import Bound, Curve, Extractor, Place, Places, is_unknown, labels, places_table
from .choices.circle import NONE, CircleChoices
from .choices.divisions import DivisionChoices
from .compiled import gathered
from .counts_ties import nation_of
from .registry import make_extractor
from .ties import nation

Similarities = npt.NDArray[np.float32]
LEAST = 0.004
"""From this share of the score on a criterion of the learned policy is worth a word."""
_TELLING = {"place_choices": 0.05, "division_choices": 0.3, "country_choices": 0.3}
"""The criteria of the learned policy that say something to people, and from which similarity on."""


_NEAR = ("near", "region", "state")
"""Whose choices are told: those of communities that are not far, and not of all of the nation or of a size."""


class Part(NamedTuple):
    """One criterion of the learned policy."""

    label: str
    weight: float
    extractor: Extractor


class Model:
    """A learned policy ready to be asked: its criteria, whatever ties and World they count.

    It never changes; its number tells it from every other.
    """

    def __init__(self, parts: Iterable[Part]):
        self.parts = tuple(parts)

    def __deepcopy__(self, memo: object) -> Model:
        return self  # scikit-learn copies the parameters of what it clones

    def __repr__(self) -> str:
        return f"<Model {id(self)} of {len(self.parts)} criteria>"


class PrecedentScore(Extractor):
    """The score of the learned policy `precedent`, so that a written policy can give it a weight.

    The measure is that score, 0 to 100; similarity is 0 up to `low`, 1 from `high`, with a smooth rise in
    between. Half of all places score below 34, the first hundred of a seeker above 41 to 49. A place of which no
    criterion knows anything is unknown. `model` takes the place of the policy that ships, so that an evaluation
    can ask one that has not seen the seeker.

    >>> from citymatch.datasets import load_world
    >>> world = load_world()
    >>> towns = world.take(world.rows_of([1853909, 3039604]))  # Osaka, Pas de la Casa
    >>> from citymatch.features.profile import profile
    >>> from citymatch.places import find
    >>> chicago = profile(find("Chicago, Illinois"), world)
    >>> osaka, village = PrecedentScore().measure(chicago, towns)
    >>> bool(osaka > village)
    True
    """

    name = "precedent"
    label = "precedent in known partnerships"
    unit = "points of the learned policy"
    source = "the built-in policy precedent, fitted on known partnerships (docs/evaluation.md)"
    reads = ("country",)
    makes: ClassVar[dict[str, str]] = {}
    bounds: ClassVar[dict[str, Bound]] = {
        "low": Bound("up to which score nothing counts", 0, 99, "points"),
        "high": Bound("from which score all counts", 1, 100, "points"),
    }

    def __init__(
        self, low: float = 35.0, high: float = 46.0, model: Model | None = None, curve: Curve | None = None
    ):
        self.low = low
        self.high = high
        self.model = model
        self.curve = curve

    def knows(self, seeker: Place) -> bool:
        return not _is_division(seeker) and bool(self._known(seeker))

    def why_not(self, seeker: Place) -> str:
        if not _is_division(seeker):
            return super().why_not(seeker)
        return "it is learned from what towns have chosen, and not states, so its weight is spread over the others"

    def parts(self, seeker: Place) -> list[tuple[float, Extractor]]:
        """The criteria that know this seeker, each with its share of the score; the shares sum to 1.

        The measure is the sum of their `contributions` (see `scoring.additive`), which is exact in any order.
        """
        known = self._known(seeker)
        shares = normalised([part.weight for part in known], [True] * len(known))
        return [(share, part.extractor) for share, part in zip(shares.tolist(), known, strict=True)]

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        total, known = np.zeros(len(candidates)), np.zeros(len(candidates), bool)
        for share, extractor in self.parts(seeker):
            total += gathered(extractor, seeker, candidates, functools.partial(_points, share))
            if not known.all():
                known |= gathered(extractor, seeker, candidates, _is_known)
        known &= ~np.asarray(labels(candidates, "layer") == "division")  # nothing was learned of those
        return np.where(known, total, np.nan)

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return rise(measure, self.low, self.high)

    def reason(self, seeker: Place, candidate: Place) -> str:
        return self.reasons(seeker, [candidate])[0]

    def reasons(self, seeker: Place, candidates: Sequence[Place]) -> list[str]:
        told = (
            [self._told(seeker, candidates[0])] if len(candidates) == 1 else self._facts(seeker, candidates)
        )
        who = nation(nation_of(seeker)) if any(not facts for facts in told) else ""
        other = f"judged by which countries, sizes and kinds of places communities of {who} have chosen"
        other += f"; hardly any near {seeker.get('name', 'it')}, if one at all, has a partner there"
        unknown = "what communities of the nation would choose there is unknown"
        return [
            unknown if is_unknown(candidate.get("country")) else "; ".join(facts) or other
            for candidate, facts in zip(candidates, told, strict=True)
        ]

    def in_short(self, seeker: Place, candidate: Place) -> str:
        """Who near by has a partner there, by the circle that counts most."""
        best = (0.0, "")
        for share, least, extractor, similarities in self._asked(seeker, candidate)[0]:
            similarity = float(similarities[0])
            if (
                similarity >= least
                and share * similarity > max(best[0], LEAST)
                and (told := extractor.in_short(seeker, candidate))
            ):
                best = (share * similarity, told)
        return best[1]

    def speaks(self, seeker: Place, candidate: Place) -> bool:
        """Whether there is something to tell: what communities near by or alike have chosen there."""
        return bool(self._told(seeker, candidate))

    def tells(self, seeker: Place, candidate: Place) -> bool:
        return self.speaks(seeker, candidate)

    def told_of(self, seeker: Place, candidates: Places) -> npt.NDArray[np.bool_]:
        """Of which candidates it is told that communities near by have chosen in their divisions, shape (n,)."""
        told = np.zeros(len(candidates), bool)
        for share, least, extractor in self._telling(seeker):
            if isinstance(extractor, DivisionChoices):
                similarity = np.nan_to_num(extractor.similarity(seeker, candidates))
                told |= (similarity >= max(least, LEAST / share)) & extractor.told_of(seeker, candidates)
        return told

    def _telling(self, seeker: Place) -> Iterator[tuple[float, float, Extractor]]:
        """The criteria that say something to people, each with its share and from which similarity on."""
        for share, extractor in self.parts(seeker):
            if extractor.name in _TELLING and getattr(extractor, "among", "") in _NEAR:
                yield share, _TELLING[extractor.name], extractor

    def _told(self, seeker: Place, candidate: Place) -> list[str]:
        """`_facts` of one candidate, kept until another is asked about: a sentence is asked for several times over."""
        return self._asked(seeker, candidate)[1]

    def _asked(self, seeker: Place, candidate: Place) -> tuple[_Weighed, list[str]]:
        last: tuple[Place, Place, _Weighed, list[str]] | None = self.__dict__.get("_last")
        if last is None or last[0] is not seeker or last[1] is not candidate:
            weighed = self._weighed(seeker, [candidate])
            last = (seeker, candidate, weighed, self._facts(seeker, [candidate], weighed)[0])
            self.__dict__["_last"] = last
        return last[2:]

    def _weighed(self, seeker: Place, candidates: Sequence[Place]) -> _Weighed:
        """`_telling` with the similarities of some candidates, an unknown one as 0."""
        rows = places_table(candidates)
        return [
            (share, least, extractor, np.nan_to_num(extractor.similarity(seeker, rows)).astype(np.float64))
            for share, least, extractor in self._telling(seeker)
        ]

    def _facts(
        self, seeker: Place, candidates: Sequence[Place], telling: _Weighed | None = None
    ) -> list[list[str]]:
        """Of each candidate, what communities near by or alike have chosen there, the weightiest first."""
        weighed: list[dict[str, _Said]] = [{} for _ in candidates]
        telling = telling if telling is not None else self._weighed(seeker, candidates)
        for share, least, extractor, similarity in telling:
            said: dict[object, str] = {}
            for at in np.flatnonzero((similarity >= least) & (share * similarity >= LEAST)).tolist():
                place = candidates[at]
                key = _same_for(extractor, place, at)
                if key not in said:
                    said[key] = extractor.reason(seeker, place)
                if not said[key].endswith(NONE):
                    weight = share * float(similarity[at])
                    weighed[at].setdefault(said[key], _Said(weight, extractor, place, key))
        pairs: dict[tuple[int, object], _Pairs] = {}
        return [_once(seeker, each, pairs) for each in weighed]

    def _known(self, seeker: Place) -> list[Part]:
        """The parts that know a seeker, kept until another seeker is asked about."""
        parts = self.model.parts if self.model is not None else _parts(self.world)
        last: tuple[Place, object, list[Part]] | None = self.__dict__.get("_parts_known")
        if last is None or last[0] is not seeker or last[1] is not parts:
            last = (seeker, parts, [part for part in parts if part.extractor.knows(seeker)])
            self.__dict__["_parts_known"] = last
        return last[2]


_Pairs = frozenset[tuple[str, str]]
_Weighed = list[tuple[float, float, Extractor, FloatArray]]


class _Said(NamedTuple):
    """How much a fact counts, what it was told by, and what of the place that depends on."""

    weight: float
    extractor: Extractor
    place: Place
    alike: object = None

    def pairs(self, seeker: Place, known: dict[tuple[int, object], _Pairs]) -> _Pairs:
        """The ties that it names; `known` are those that have been looked up."""
        if not isinstance(self.extractor, CircleChoices):
            return frozenset()
        asked = id(self.extractor), self.alike  # the extractors outlive one question
        if self.alike is None:
            return self.extractor.there(seeker, self.place)
        if asked not in known:
            known[asked] = self.extractor.there(seeker, self.place)
        return known[asked]


def _once(
    seeker: Place, facts: Mapping[str, _Said], known: dict[tuple[int, object], _Pairs] | None = None
) -> list[str]:
    """The two weightiest facts that name no tie twice: one with a region is not told again as one with its country."""
    told: list[str] = []
    named: set[tuple[str, str]] = set()
    for fact in sorted(facts, key=lambda fact: -facts[fact].weight):
        if len(told) == 2:
            break
        pairs = facts[fact].pairs(seeker, {} if known is None else known)
        if not pairs & named:
            told.append(fact)
            named |= pairs
    return told


def _is_division(seeker: Place) -> bool:
    """Whether a seeker is a state or another first-order division."""
    return seeker.get("kind") in ("state", "division")


def _same_for(extractor: Extractor, place: Place, at: int) -> object:
    """What the reason of a criterion depends on: the country, the division, or the very place."""
    if extractor.name == "country_choices":
        return place.get("country")
    if extractor.name == "division_choices":
        return place.get("country"), place.get("admin1"), place.get("admin1_name")
    return at


def _points(share: float, similarity: Similarities) -> FloatArray:
    points: FloatArray = contributions(np.array([share]), similarity[None, :])[0]
    return points


def _is_known(similarity: Similarities) -> npt.NDArray[np.bool_]:
    return ~np.isnan(similarity)


@functools.lru_cache(maxsize=4)
def _parts(world: World) -> tuple[Part, ...]:
    from citymatch.policy import read_policy

    return tuple(
        Part(c.label, c.weight, make_extractor(c.extractor, dict(c.parameters), world))
        for c in read_policy("precedent").criteria
    )
