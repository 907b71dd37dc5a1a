"""Climate and elevation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from citymatch.datasets import Labels
from citymatch.datasets.geography import load_climate
from citymatch.scoring.values import FloatArray, interpolate, plateau

from .base import Bound, Curve, Extractor, Key, Place, Places, is_unknown, labels, numbers
from .ordered import must_exceed
from .sphere import coordinates
from .weather import climate_told

if TYPE_CHECKING:
    import pandas as pd

SHORE_CELLS = 3


class Climate(Extractor):
    """A like climate, by the letters of the Koppen class.

    The measure is how many leading letters the two classes have in common, 3 for the same class. The
    similarity is 1 for the same class (Csb and Csb), `second` for two letters (Csb and Csa: the same main
    group and season of rain, another summer), `group` for the main group alone (Csb and Cfb), and 0 else.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"climate": ["Csb", "Csa", "Cfb", "Dfb", ""]})
    >>> [f"{alike:.1f}" for alike in Climate().similarity({"climate": "Csb"}, towns)]
    ['1.0', '0.7', '0.4', '0.0', 'nan']
    """

    name = "climate"
    is_setting = True
    symmetric = True
    label = "like climate"
    unit = "leading letters of the Köppen class in common (3: the same class)"
    source = "Köppen-Geiger classes of 1986-2010 (Rubel and others 2017)"
    reads = ("climate",)
    makes = {"climate": "Köppen class"}
    offered = True
    bounds = {
        "second": Bound("similarity where two letters agree", 0, 1),
        "group": Bound("similarity where the main group agrees", 0, 1),
    }

    def __init__(self, second: float = 0.7, group: float = 0.4, curve: Curve | None = None):
        self.second = second
        self.group = group
        self.curve = curve

    def transform(self, X: Places) -> pd.DataFrame:
        """The Koppen class of the land at or near each place, "" where it is unknown.

        >>> import pandas as pd
        >>> Climate().transform(pd.DataFrame({"latitude": [38.004], "longitude": [-122.299]}))["climate"][0]
        'Csb'
        """
        import pandas as pd

        return pd.DataFrame({"climate": np.asarray(climate_at(*coordinates(X)))})

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        own = str(seeker["climate"])
        return labels(candidates, "climate").map(lambda other: letters_in_common(own, other))

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return ("climate",)

    def scope(self, seeker: Place) -> str:
        return str(seeker["climate"])

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return interpolate(measure, [(0, 0.0), (1, self.group), (2, self.second), (3, 1.0)])

    def reason(self, seeker: Place, candidate: Place) -> str:
        own, other = str(seeker.get("climate") or ""), str(candidate.get("climate") or "")
        if not other:
            return "its climate is unknown"
        told, name = climate_told(other), seeker.get("name") or "the seeker"
        if not own:
            return told
        return f"{told}, as {name} has" if own == other else f"{told}; {name} has {climate_told(own)}"


class Elevation(Extractor):
    """A like elevation: similarity 1 within `core` metres, declining smoothly to 0 at `edge` metres.

    The measure is the difference in metres. Where GeoNames knows no elevation it is told by a grid of the relief and
    the places around (`elevation_source`): half of such figures are within 15 m, nine of ten within 90 m, and none is
    told in steep mountains. So this criterion carries no weight unless a policy gives it some.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"elevation_m": [1600.0, 2186.0, 10.0, float("nan")]})
    >>> Elevation().similarity({"elevation_m": 1636.0}, towns).round(2).tolist()
    [1.0, 0.5, 0.0, nan]
    """

    name = "elevation"
    is_setting = True
    symmetric = True
    label = "like elevation"
    unit = "metres of difference"
    source = "GeoNames 2023 (CC BY 4.0), from SRTM and GTOPO30; elsewhere the relief grid of pvlib (Mapzen)"
    reads = ("elevation_m",)
    makes = {"elevation_m": "m"}
    offered = True
    bounds = {
        "core": Bound("within how many metres counts as similar", 0, 5000, "m"),
        "edge": Bound("from how many metres nothing is left", 1, 9000, "m"),
    }

    def __init__(self, core: float = 100.0, edge: float = 1000.0, curve: Curve | None = None):
        self.core = core
        self.edge = edge
        self.curve = curve

    def parameter_problems(self) -> list[str]:
        return super().parameter_problems() or must_exceed("edge", self.edge, "core", self.core, "m")

    def transform(self, X: Places) -> pd.DataFrame:
        """The elevations as they stand in `X`, NaN where it has none: the package ships no relief."""
        import pandas as pd

        return pd.DataFrame({"elevation_m": numbers(X, "elevation_m")})

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        return np.abs(numbers(candidates, "elevation_m") - float(seeker["elevation_m"]))

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return ("elevation_m",)

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return plateau(measure, self.core, self.edge)

    def reason(self, seeker: Place, candidate: Place) -> str:
        own, other = seeker.get("elevation_m"), candidate.get("elevation_m")
        if other is None or is_unknown(other):
            return "its elevation is unknown"
        told = f"{metres_told(float(other), candidate)} above the sea{ERROR if _of_grid(candidate) else ''}"
        if own is None or is_unknown(own):
            return told
        return f"{told}; {seeker.get('name') or 'the seeker'} is at {metres_told(float(own), seeker)}"


GRID = "relief grid"
ERROR = " (by a coarse map of the relief, which is off by more than 90 m at one place in ten)"


def metres_told(height: float, place: Place) -> str:
    """An elevation in words: "about" where it is from the relief grid.

    >>> metres_told(1774.0, {"elevation_source": "GeoNames"}), metres_told(850.0, {"elevation_source": "relief grid"})
    ('1,774 m', 'about 850 m')
    """
    return f"{'about ' if _of_grid(place) else ''}{height:,.0f} m"


def _of_grid(place: Place) -> bool:
    return str(place.get("elevation_source") or "") == GRID


def letters_in_common(one: str, other: str) -> float:
    """How many leading letters two Koppen classes share, 3 for the same class, NaN where one is unknown.

    >>> letters_in_common("Csb", "Csa"), letters_in_common("Af", "Af"), letters_in_common("Csb", "")
    (2.0, 3.0, nan)
    """
    if not one or not other:
        return float("nan")
    if one == other:
        return 3.0
    shared = [a == b for a, b in zip(one, other, strict=False)]
    return float(shared.index(False) if False in shared else len(shared))


def climate_at(latitude: npt.ArrayLike, longitude: npt.ArrayLike) -> Labels:
    """The Koppen class at each point.

    A cell of the sea takes the class of the nearest land cell up to three cells (about 9 km) away; where
    there is none, and where a coordinate is unknown, the class is "".

    >>> list(climate_at([38.0, 0.0], [-122.3, -150.0]))
    ['Csb', '']
    """
    grid = load_climate()
    lat, lon = np.asarray(latitude, np.float64), np.asarray(longitude, np.float64)
    known = np.isfinite(lat) & np.isfinite(lon)
    row = np.floor((90.0 - np.where(known, lat, 0.0)) * grid.rows / 180.0).astype(np.int64)
    column = np.floor((np.where(known, lon, 0.0) + 180.0) * grid.columns / 360.0).astype(np.int64)
    code = grid.codes(row, column)
    squeeze = np.cos(np.radians(np.where(known, lat, 0.0)))
    best = np.full(len(code), np.inf)
    sea = np.flatnonzero(code == 0)
    for down in range(-SHORE_CELLS, SHORE_CELLS + 1):
        for right in range(-SHORE_CELLS, SHORE_CELLS + 1):
            near = grid.codes(row[sea] + down, column[sea] + right)
            away = np.hypot(down, right * squeeze[sea])
            better = (near > 0) & (away < best[sea])
            code[sea[better]], best[sea[better]] = near[better], away[better]
    code[~known] = 0
    return Labels(code, grid.classes)
