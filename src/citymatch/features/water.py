"""Water: how near a community is to the sea coast, to a large lake, to a river."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from citymatch.datasets import Table
from citymatch.datasets.geography import RIVER_KM, WATER_KINDS, load_water
from citymatch.scoring.values import FloatArray, plateau

from .base import Bound, Curve, Derived, Extractor, Key, Place, Places, is_unknown, numbers
from .ordered import must_exceed
from .sphere import ArcIndex, coordinates, unit_vectors
from .ties import possessive
from .words import km, shortened

if TYPE_CHECKING:
    import pandas as pd

PHRASE = {"coast": "the sea coast", "lake": "a large lake or wide river", "river": "a river"}
"""The waters in words. Rivers so wide that the source has them as areas are among its lakes: the Detroit River."""
BY_KM, NEAR_KM = 5.0, 15.0
"""So far from the water a town is told as by it, and so far as near it."""
STANDS_IN = 0.7
"""What a town by another kind of water counts for a seeker by the water: that both lie by the water at all."""
_FARTHER = math.acos(2.0 * STANDS_IN - 1.0) / math.pi


AS_NEAR, BOTH_INLAND, NEITHER = "is about as near", "both lie inland", "neither lies by"
ALSO = ("is by the water as well", "is near the water as well", "is not far from the water either")
"""That the seeker too has water, by how far the farther of the two is from its own."""
SHORE = ("by the shore", "near the shore", "some way from the shore")


class WaterProximity(Extractor):
    """By the water, or away from it. A place is by the water within `core` km, less so up to `edge` km.

    `kinds` are the waters that count: "coast", "lake" (of 100 km2 and more), "river". A river more than 5 km away
    is taken for unknown, since the data hold large rivers alone: where no other chosen water is near, so is the
    measure.

    Mode "absolute": near any of them, whoever asks. The measure is the distance to the nearest.

    Mode "shared": like the seeker's own setting. A lake or a river is felt less far than the sea: it counts within
    `reach` times `core` and `edge`. A seeker is by the water where the nearness (1 within core, 0 beyond edge) of
    one of `kinds` is a half or more; the nearest in nearness is its kind, of equals the first of `kinds`. The
    measure is then the candidate's distance to that kind; by the shore of another kind it counts as so much
    farther away that the similarity is 0.7 (waterside or inland decides most, the kind is a finer point). The
    similarity is the nearness over the seeker's own, at most 1. Any other seeker is inland: the measure is the
    distance to the nearest of `kinds` but rivers, a lake's in kilometres of the sea, and the similarity is the
    lack of nearness over the seeker's own lack, at most 1: by the shore nothing.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"coast_km": [2.0, 30.0, 400.0, 400.0], "lake_km": [300.0, 300.0, 3.0, 90.0]})
    >>> bay, prairie = {"coast_km": 1.0, "lake_km": 106.3}, {"coast_km": 900.0, "lake_km": 200.0}
    >>> [f"{alike:.1f}" for alike in WaterProximity().similarity(bay, towns)]
    ['1.0', '0.5', '0.7', '0.0']
    >>> [f"{alike:.1f}" for alike in WaterProximity().similarity(prairie, towns)]
    ['0.0', '0.5', '0.0', '1.0']
    >>> [f"{alike:.1f}" for alike in WaterProximity(kinds=("coast",)).similarity(bay, towns)]
    ['1.0', '0.5', '0.0', '0.0']
    """

    name = "water"
    is_setting = True
    label = "near water"
    unit = "km"
    source = "GSHHG 2.3.6, intermediate resolution (Wessel and Smith 1996); lakes also Natural Earth"
    reads = ("coast_km", "lake_km", "river_km")
    makes = {"coast_km": "km", "lake_km": "km", "river_km": "km"}
    offered = True
    bounds = {
        "kinds": Bound("the waters that count", choices=WATER_KINDS, many=True),
        "mode": Bound(
            "like the seeker's own setting, or near water whoever asks", choices=("shared", "absolute")
        ),
        "core": Bound("within how many km counts as near", 0, 200, "km"),
        "edge": Bound("from how many km nothing is left", 0.1, 500, "km"),
        "reach": Bound("in mode shared, how far a lake or a river is felt, as a share of the sea's", 0.05, 1),
    }

    def __init__(
        self,
        kinds: str | tuple[str, ...] | list[str] = ("coast", "lake"),
        mode: str = "shared",
        core: float = 10.0,
        edge: float = 50.0,
        reach: float = 0.4,
        curve: Curve | None = None,
    ):
        self.kinds = kinds
        self.mode = mode
        self.core = core
        self.edge = edge
        self.reach = reach
        self.curve = curve

    def parameter_problems(self) -> list[str]:
        return super().parameter_problems() or must_exceed("edge", self.edge, "core", self.core, "km")

    def transform(self, X: Places) -> pd.DataFrame:
        """Kilometres to the nearest sea coast, shore of a lake of 100 km2 or more, and river.

        >>> import pandas as pd
        >>> chicago = pd.DataFrame({"latitude": [41.85003], "longitude": [-87.65005]})
        >>> WaterProximity().transform(chicago).round(1).to_dict("records")
        [{'coast_km': 950.6, 'lake_km': 3.6, 'river_km': 72.1}]
        """
        import pandas as pd

        latitude, longitude = coordinates(X)
        distances = {f"{kind}_km": water_index(kind).distance_km(latitude, longitude) for kind in WATER_KINDS}
        return pd.DataFrame(distances)

    def knows(self, seeker: Place) -> bool:
        if self.mode == "absolute":
            return True
        if any(is_unknown(seeker.get(f"{kind}_km")) for kind in self._kinds()):
            return False
        return bool(self.setting(seeker)[0] or self._still())

    def _kinds(self) -> tuple[str, ...]:
        """The waters that count; a single one may be given as a word."""
        return (self.kinds,) if isinstance(self.kinds, str) else tuple(self.kinds)

    def _still(self) -> tuple[str, ...]:
        """The chosen waters of which a place is known to have none: all but rivers."""
        return tuple(kind for kind in self._kinds() if kind != "river")

    def _scale(self, kind: str) -> float:
        """How far this kind of water is felt, as a share of `core` and `edge`."""
        return 1.0 if kind in ("coast", "") or self.mode == "absolute" else self.reach

    def setting(self, seeker: Place) -> tuple[str, float]:
        """The kind of water that the seeker is by and how near it is (0 to 1); inland "" and how near water is.

        >>> WaterProximity().setting({"coast_km": 950.6, "lake_km": 3.6})
        ('lake', 1.0)
        >>> kind, near = WaterProximity().setting({"coast_km": 229.0, "lake_km": 15.6})  # Truckee
        >>> kind, round(near, 2)
        ('', 0.18)
        """
        kinds = self._kinds()
        distances = tuple(_known_km(kind, float(seeker[f"{kind}_km"])) for kind in kinds)
        scales = tuple(self._scale(kind) for kind in kinds)
        return _setting(kinds, distances, scales, self.core, self.edge)

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        (key,) = self.keys(seeker)
        return (
            numbers(candidates, key) if isinstance(key, str) else np.asarray(key.of(candidates), np.float64)
        )

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        kind = "" if self.mode == "absolute" else self.setting(seeker)[0]
        kinds = self._kinds() if kind or self.mode == "absolute" else self._still()
        if len(kinds) == 1 and kinds != ("river",) and self._scale(kind) == self._scale(kinds[0]):
            return (f"{kinds[0]}_km",)
        return (distance_to(kind, kinds, tuple(self._scale(each) for each in kinds), self.core, self.edge),)

    def scope(self, seeker: Place) -> tuple[str, float] | None:
        if self.mode == "absolute":
            return ("absolute", 1.0)
        kind, near = self.setting(seeker)
        if self.curve is not None:
            return (kind, 1.0)
        return (kind, near) if near in (0.0, 1.0) else None  # few seekers share what lies in between

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        if self.mode == "absolute":
            return plateau(measure, self.core, self.edge)
        kind, own = self.setting(seeker)
        near = self._nearness(measure, kind)
        return np.minimum(near / own if kind else (1.0 - near) / (1.0 - own), 1.0)

    def _nearness(self, distance: npt.ArrayLike, kind: str) -> FloatArray:
        scale = self._scale(kind)
        return plateau(distance, self.core * scale, self.edge * scale)

    def reason(self, seeker: Place, candidate: Place) -> str:
        return self.reasons(seeker, [candidate])[0]

    def reasons(self, seeker: Place, candidates: Sequence[Place]) -> list[str]:
        own = None if self.mode == "absolute" else self._side(seeker)
        kind = own.kind if own else ""
        kinds = self._kinds() if kind or not own else self._still()
        scales = {each: self._scale(each) for each in kinds}
        return [self._reason(seeker, own, kind, scales, candidate) for candidate in candidates]

    def _reason(
        self, seeker: Place, own: _Side | None, kind: str, scales: Mapping[str, float], candidate: Place
    ) -> str:
        """The reason of one candidate, by what is the same for all of a seeker's."""
        kinds = tuple(scales)
        by = min(kinds, key=lambda each: _km_to(each, candidate) / scales[each])
        if kind and self._near(_km_to(kind, candidate), kind) >= STANDS_IN:
            by = kind
        distance = _km_to(by, candidate)
        if distance == np.inf:
            return f"its distance from {PHRASE[kind or by]} is unknown"
        told = f"{km(distance)} from {PHRASE[by]}"
        if not self._is_measured(seeker, kinds, candidate):
            return f"{told}; whether it lies on a river is unknown"
        if own is not None and not kind and self._are_both_away(own, by, distance):
            return self._both_away(seeker, candidate)
        return told if own is None else told + self._comparison(own, by, distance)

    def _side(self, seeker: Place) -> _Side:
        """The seeker's own setting, and the water that it is told by."""
        kind, own = self.setting(seeker)
        nearest = kind or min(self._still(), key=lambda each: _km_to(each, seeker) / self._scale(each))
        return _Side(_who(seeker), kind, own, nearest, _km_to(nearest, seeker))

    def _is_measured(self, seeker: Place, kinds: Sequence[str], candidate: Place) -> bool:
        """Whether the measure of a candidate is known; only rivers are so hard to tell that it has to be taken."""
        if "river" not in kinds:
            return not any(is_unknown(candidate.get(f"{each}_km")) for each in kinds)
        alone = {f"{each}_km": np.array([candidate.get(f"{each}_km")], np.float64) for each in kinds}
        return not np.isnan(self.measure(seeker, Table(alone, 1))[0])

    def _near(self, distance: float, kind: str) -> float:
        """`_nearness` of one distance."""
        scale = self._scale(kind)
        if distance <= self.core * scale:
            return 1.0
        return 0.0 if distance >= self.edge * scale else float(self._nearness(distance, kind))

    def in_short(self, seeker: Place, candidate: Place) -> str:
        told = self.reason(seeker, candidate)
        if told.startswith((BOTH_INLAND, NEITHER)):
            return told.partition(",")[0]
        where = shortened(told).partition(",")[0].partition(" and ")[0]
        if not self.speaks(seeker, candidate) or self.mode == "absolute":
            return where
        kind = self.setting(seeker)[0]
        if any(words in told for words in ALSO):
            return f"{'by' if ALSO[0] in told else 'near'} the water too"
        by = _km_to(kind, candidate) <= BY_KM
        return f"{'by' if by else 'near'} {PHRASE[kind].removesuffix(' coast')} too"

    def speaks(self, seeker: Place, candidate: Place) -> bool:
        """Whether the two lie alike by the water: what merely comes near is no reason, and that both lie inland, as
        most places do, is told only where nothing better speaks."""
        told = self.reason(seeker, candidate)
        return self.mode == "absolute" or any(words in told for words in (AS_NEAR, *ALSO))

    def _comparison(self, side: _Side, by: str, distance: float) -> str:
        """How the seeker's own setting compares with a candidate at this distance from this water: each is said to be
        so far from a water of its own, and two distances are compared only where they are to the same kind."""
        name, kind, own, nearest, own_km = side
        near = self._near(distance, by)
        where = (
            f"{km(own_km)} from {('it' if by == 'coast' else 'one') if by == nearest else PHRASE[nearest]}"
        )
        if kind and by == kind:
            as_near = near >= 0.95 * own and _about_as_far(distance, own_km)
            return f"; {name} {AS_NEAR}, {where}" if as_near else f"; {name} is {where}"
        if kind:
            also = _by_distance(ALSO, max(distance, own_km))
            return f"; {name} {also}, {where}" if near >= 0.5 else f"{self._away()}; {name} is {where}"
        if self._is_away(near, own):
            where = where.replace("from it", "from the coast")  # the sea was named too far back
            return f"{self._away()}; {name} is {where}"
        return f", {SHORE[2] if near <= 0.5 else _by_distance(SHORE, distance)}; {name} is {where}"

    def _is_away(self, near: float, own: float) -> bool:
        """Whether a place so near to the water lies as far from it as an inland seeker."""
        return 1.0 - near >= 0.95 * (1.0 - own)

    def _are_both_away(self, side: _Side, by: str, distance: float) -> bool:
        """Whether an inland seeker, to which no water is near, and a candidate both lie away from it."""
        return side.own <= 0.05 and self._is_away(self._near(distance, by), side.own)

    def _both_away(self, seeker: Place, candidate: Place) -> str:
        """That both lie away from the waters that count, with how far each is from the nearest."""
        waters = self._still()
        theirs, own = (km(min(_km_to(each, place) for each in waters)) for place in (candidate, seeker))
        if "coast" in waters:
            return f"{BOTH_INLAND}, {theirs} and {own} from the sea or a large lake"
        return f"{NEITHER} {PHRASE['lake']}, {theirs} and {own} from the nearest"

    def _away(self) -> str:
        """That a place is far from the waters that count. Nothing is said of rivers, of which many are in no table."""
        return ", inland" if "coast" in self._kinds() else ", not by its shore"


def _by_distance(words: Sequence[str], distance: float) -> str:
    """The words that fit a distance from the water: by it, near it, farther off."""
    return words[(distance > BY_KM) + (distance > NEAR_KM)]


class _Side(NamedTuple):
    """Whose distance is compared, the water it is by ("" for inland), how near, and its nearest and how far that is."""

    name: str
    kind: str
    own: float
    nearest: str
    km: float


def _who(seeker: Place) -> str:
    """Whose distance it is: a county's or a state's is measured from the centre of its people."""
    name = str(seeker.get("name") or "the seeker")
    area = {"county", "state"} & {seeker.get("kind"), seeker.get("layer")}
    return f"the centre of {possessive(name)} people" if area else name


def _about_as_far(one: float, other: float) -> bool:
    """Whether two distances from the water are told as the same: both at the shore, or within twice each other."""
    return max(one, other) <= 3.0 or max(one, other) <= 2.0 * min(one, other)


@functools.lru_cache(maxsize=4096)
def _setting(
    kinds: tuple[str, ...], distances: tuple[float, ...], scales: tuple[float, ...], core: float, edge: float
) -> tuple[str, float]:
    nearness = plateau(np.divide(distances, scales), core, edge).tolist()
    near = dict(zip(kinds, nearness, strict=True))
    kind = max(near, key=near.__getitem__)
    if near[kind] >= 0.5:
        return kind, near[kind]
    return "", max((each for kind, each in near.items() if kind != "river"), default=0.0)


@functools.lru_cache(maxsize=64)
def distance_to(
    kind: str, kinds: tuple[str, ...], scales: tuple[float, ...], core: float, edge: float
) -> Derived:
    """The distance of each place to one kind of water, other kinds counting as farther away; with "" to the nearest.

    It is one column: so many pairs of distances differ that a table of them would be long. `scales` is how far each
    of `kinds` is felt; the distance is in kilometres of the kind, with "" in those of the sea.
    """
    own = dict(zip(kinds, scales, strict=True)).get(kind, 1.0)

    def one(places: Places, each: str, scale: float) -> FloatArray:
        distance = numbers(places, f"{each}_km") * (own / scale)
        if kind and each != kind:
            distance = np.maximum(distance, core * own) + _FARTHER * (edge - core) * own
        return distance

    def make(places: Places) -> FloatArray:
        told = [
            one(places, each, scale) for each, scale in zip(kinds, scales, strict=True) if each != "river"
        ]
        found = np.min(told, axis=0) if told else np.full(len(places), np.inf)
        if "river" not in kinds:
            return np.asarray(found, np.float64)
        known = numbers(places, "river_km") <= RIVER_KM
        river = one(places, "river", scales[kinds.index("river")])
        by_water = found <= 0.5 * (core + edge) * own
        return np.where(known, np.minimum(found, river), np.where(by_water, found, np.nan))

    return Derived(("km to water", kind, kinds, scales, core, edge), make)


def _known_km(kind: str, distance: float) -> float:
    """The distance; infinite for a river so far away that there may be others between."""
    return np.inf if kind == "river" and distance > RIVER_KM else distance


def _km_to(kind: str, place: Place) -> float:
    """The distance as far as it is known, else infinite."""
    distance = place.get(f"{kind}_km")
    return np.inf if distance is None or is_unknown(distance) else _known_km(kind, float(distance))


@functools.cache
def water_index(kind: str) -> ArcIndex:
    """The lines of one kind of water, indexed once per process."""
    lines = load_water(kind)
    begin = lines.segments()
    points = unit_vectors(lines.latitude, lines.longitude)
    return ArcIndex(points[begin], points[begin + 1])
