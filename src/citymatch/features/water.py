"""Water: how near a community is to the sea coast, to a large lake, to a river."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np

from citymatch.datasets.geography import WATER_KINDS, load_water
from citymatch.scoring.values import FloatArray, plateau

from .base import Bound, Curve, Derived, Extractor, Key, Place, Places, is_unknown, numbers
from .sphere import ArcIndex, coordinates, unit_vectors
from .words import km

if TYPE_CHECKING:
    import pandas as pd

PHRASE = {"coast": "the sea coast", "lake": "a large lake", "river": "a river"}


class WaterProximity(Extractor):
    """Near water. A place counts as near a kind of water within `core` km, less so up to `edge` km.

    `kinds` are the waters that count: "coast", "lake" (of 100 km2 and more), "river".

    Mode "absolute": near any of them, whoever asks. The measure is the distance to the nearest.

    Mode "shared": like the seeker's own setting. The setting is the kind that the seeker is nearest to,
    in nearness (1 within `core`, 0 beyond `edge`; of equals the first of `kinds`), so that a river does not
    stand in for a bay. The measure is the candidate's distance to that same kind, and the similarity is
    1 - |the seeker's nearness - the candidate's nearness|. A seeker with no chosen water within `edge` km is
    inland: the measure is then the candidate's distance to the nearest of `kinds`, and similarity rises with
    it, from 0 within `core` km to 1 beyond `edge` km.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"coast_km": [2.0, 30.0, 400.0], "lake_km": [300.0, 90.0, 3.0]})
    >>> bay, prairie = {"coast_km": 1.0, "lake_km": 106.3}, {"coast_km": 900.0, "lake_km": 200.0}
    >>> WaterProximity().similarity(bay, towns).tolist()
    [1.0, 0.5, 0.0]
    >>> WaterProximity(kinds=("coast",)).similarity(prairie, towns).tolist()
    [0.0, 0.5, 1.0]
    """

    name = "water"
    label = "near water"
    unit = "km"
    source = "GSHHG 2.3.6, intermediate resolution (Wessel and Smith 1996)"
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
    }

    def __init__(
        self,
        kinds: str | tuple[str, ...] | list[str] = ("coast", "lake"),
        mode: str = "shared",
        core: float = 10.0,
        edge: float = 50.0,
        curve: Curve | None = None,
    ):
        self.kinds = kinds
        self.mode = mode
        self.core = core
        self.edge = edge
        self.curve = curve

    def parameter_problems(self) -> list[str]:
        problems = super().parameter_problems()
        if not problems and self.edge <= self.core:
            problems.append(f"edge must be more than core ({self.core:g} km), not {self.edge:g}")
        return problems

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
        return self.mode == "absolute" or not any(
            is_unknown(seeker.get(f"{kind}_km")) for kind in self._kinds()
        )

    def _kinds(self) -> tuple[str, ...]:
        """The waters that count; a single one may be given as a word."""
        return (self.kinds,) if isinstance(self.kinds, str) else tuple(self.kinds)

    def setting(self, seeker: Place) -> tuple[str, float]:
        """The kind of water that makes the seeker's setting and how near it is (0 to 1); "" when inland.

        >>> WaterProximity().setting({"coast_km": 950.6, "lake_km": 3.6})
        ('lake', 1.0)
        """
        kinds = self._kinds()
        return _setting(kinds, tuple(seeker[f"{kind}_km"] for kind in kinds), self.core, self.edge)

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        (key,) = self.keys(seeker)
        return (
            numbers(candidates, key) if isinstance(key, str) else np.asarray(key.of(candidates), np.float64)
        )

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        kind = "" if self.mode == "absolute" else self.setting(seeker)[0]
        kinds = (kind,) if kind else self._kinds()
        return (nearest_of(kinds) if len(kinds) > 1 else f"{kinds[0]}_km",)

    def scope(self, seeker: Place) -> tuple[str, float] | None:
        if self.mode == "absolute":
            return ("absolute", 1.0)
        kind, near = self.setting(seeker)
        if self.curve is not None:
            return (kind, 1.0)
        return (kind, near) if near in (0.0, 1.0) else None  # few seekers share what lies in between

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        near = plateau(measure, self.core, self.edge)
        own = 1.0 if self.mode == "absolute" else self.setting(seeker)[1]
        return np.asarray(1.0 - np.abs(own - near), np.float64)

    def reason(self, seeker: Place, candidate: Place) -> str:
        kind = "" if self.mode == "absolute" else self.setting(seeker)[0]
        if not kind:
            kind = min(self._kinds(), key=lambda each: _km_to(each, candidate))
        distance = _km_to(kind, candidate)
        if distance == np.inf:
            return f"its distance from {PHRASE[kind]} is unknown"
        told = f"{km(distance)} from {PHRASE[kind]}"
        return told if self.mode == "absolute" else f"{told}, {self._comparison(seeker, kind, distance)}"

    def _comparison(self, seeker: Place, kind: str, distance: float) -> str:
        """How the seeker's own setting compares with a candidate at this distance from this water."""
        name, shared = seeker.get("name") or "the seeker", self.setting(seeker)[0]
        alike = float(self.value_of(np.array([distance]), seeker)[0]) >= 0.95
        if shared:
            own = km(_km_to(kind, seeker))
            return f"as {name} is ({own})" if alike else f"where {name} is {own} from it"
        nearest = min(self._kinds(), key=lambda each: _km_to(each, seeker))
        own = f"{km(_km_to(nearest, seeker))} from {PHRASE[nearest]}"
        return f"inland as {name} is ({own})" if alike else f"where {name} is inland ({own})"


@functools.lru_cache(maxsize=4096)
def _setting(
    kinds: tuple[str, ...], distances: tuple[float, ...], core: float, edge: float
) -> tuple[str, float]:
    near = dict(zip(kinds, plateau(distances, core, edge).tolist(), strict=True))
    kind = max(near, key=near.__getitem__)
    return (kind, near[kind]) if near[kind] > 0 else ("", 0.0)


@functools.cache
def nearest_of(kinds: tuple[str, ...]) -> Derived:
    """The distance of each place to the nearest of several waters, as one column: so many pairs of distances
    differ that a table of them would be long."""

    def make(places: Places) -> FloatArray:
        distances = [numbers(places, f"{kind}_km") for kind in kinds]
        return np.asarray(np.min(distances, axis=0), np.float64)

    return Derived(("km to the nearest of", *kinds), make)


def _km_to(kind: str, place: Place) -> float:
    """The distance, infinite where it is unknown."""
    distance = place.get(f"{kind}_km")
    return np.inf if distance is None or is_unknown(distance) else float(distance)


@functools.cache
def water_index(kind: str) -> ArcIndex:
    """The lines of one kind of water, indexed once per process."""
    lines = load_water(kind)
    begin = lines.segments()
    points = unit_vectors(lines.latitude, lines.longitude)
    return ArcIndex(points[begin], points[begin + 1])
