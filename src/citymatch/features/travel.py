"""Travel access: how far away the nearest airports are."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from citymatch.datasets.borders import closed_to
from citymatch.datasets.geography import load_airports
from citymatch.scoring.values import FloatArray, plateau

from .base import Bound, Curve, Extractor, IntArray, Key, Place, Places, is_unknown, labels, numbers
from .ordered import must_exceed
from .sphere import PointIndex, coordinates
from .ties import nation
from .words import km

if TYPE_CHECKING:
    import pandas as pd

    from citymatch.datasets import Table

COLUMN = {"scheduled": "airport", "large": "large_airport"}
ABROAD = 0.5
"""An airport abroad is told where it is nearer than this part of the way to the nearest at home."""


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
        return super().parameter_problems() or must_exceed("edge", self.edge, "core", self.core, "km")

    def transform(self, X: Places) -> pd.DataFrame:
        """The nearest airport with scheduled service and the nearest large one, each with its distance in km.

        One abroad counts where no closed border lies before it (`datasets.borders`) and the nearest at home is at
        least twice as far; where the country is unknown, all count alike.

        >>> import pandas as pd
        >>> pinole = TravelAccess().transform(pd.DataFrame({"latitude": [38.004], "longitude": [-122.299]}))
        >>> pinole["large_airport"][0], round(pinole["large_airport_km"][0])
        ('OAK', 32)
        """
        import pandas as pd

        found: dict[str, tuple[npt.NDArray[np.object_], FloatArray]] = {}
        for kind in COLUMN:
            row, distance = nearest_airports(kind, X)
            found[kind] = np.append(np.asarray(some_airports(kind)["ident"], object), "")[row], distance
        (name, away), (large, large_away) = found["scheduled"], found["large"]
        nearer = large_away < away  # one abroad, where the large ones at home are far
        return pd.DataFrame(
            {
                "airport": np.where(nearer, large, name),
                "airport_km": np.where(nearer, large_away, away),
                "large_airport": large,
                "large_airport_km": large_away,
            }
        )

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
        told = {column: _told(candidate, column) for column in COLUMN.values()}
        asked = told[COLUMN[self.airport]]
        kept = list(dict.fromkeys(text for text in (asked, *told.values()) if text))
        return "; ".join(kept) if asked else "the distance to the nearest airport is unknown"


def _told(place: Place, column: str) -> str:
    """One airport and its distance in words, "" where it is unknown."""
    distance, ident = place.get(f"{column}_km"), place.get(column)
    if distance is None or is_unknown(distance):
        return ""
    name = airport_told(str(ident), place, f" ({ident})")
    return f"{km(float(distance))} from {name or 'the airport'}"


def airport_told(ident: str, place: Place, code: str = "") -> str:
    """An airport by name, with `code` behind it, and its country where a place lies in another; "" for none known.

    >>> airport_told("GVA", {"country": "FR"}), airport_told("GVA", {"country": "CH"}, " (GVA)")
    ('Geneva Cointrin International Airport in Switzerland', 'Geneva Cointrin International Airport (GVA)')
    """
    name, country = _airports().get(ident, ("", ""))
    home = str(place.get("country") or "")
    abroad = bool(country and home and country != home)
    return f"{name}{code if name else ''}{f' in {nation(country)}' if abroad else ''}"


@functools.cache
def _airports() -> dict[str, tuple[str, str]]:
    """The name and the country of each airport; behind a stroke stands the airfield's older name."""
    airports = load_airports()
    names = (str(name).partition(" / ")[0] for name in airports["name"])
    return dict(zip(airports["ident"], zip(names, airports["country"], strict=True), strict=True))


@functools.cache
def some_airports(kind: str) -> Table:
    """The airports that count, "scheduled" or "large"."""
    airports = load_airports()
    return airports if kind == "scheduled" else airports.take(np.flatnonzero(np.asarray(airports["large"])))


def nearest_airports(kind: str, places: Places) -> tuple[IntArray, FloatArray]:
    """The row of each place's airport among `some_airports` and its distance in km; -1 and NaN where none is known."""
    latitude, longitude = coordinates(places)
    country = labels(places, "country")
    row, distance = np.full(len(latitude), -1, np.int64), np.full(len(latitude), np.nan)
    for code in sorted(set(country)):
        here = np.flatnonzero(np.asarray(country == code))
        own, abroad = (part.nearest(latitude[here], longitude[here]) for part in _airports_for(kind, code))
        farther = np.nan_to_num(own.km, nan=np.inf) * ABROAD > np.nan_to_num(abroad.km, nan=np.inf)
        row[here] = np.where(farther, abroad.row, own.row)
        distance[here] = np.where(farther, abroad.km, own.km)
    return row, distance


class _Found(NamedTuple):
    row: IntArray
    km: FloatArray


class _Part(NamedTuple):
    """Some of the airports: their rows, and their index."""

    rows: IntArray
    tree: PointIndex

    def nearest(self, latitude: FloatArray, longitude: FloatArray) -> _Found:
        found, distance = self.tree.nearest(latitude, longitude)
        return _Found(np.append(self.rows, -1)[found], distance)


@functools.lru_cache(maxsize=600)  # all countries, twice
def _airports_for(kind: str, country: str) -> tuple[_Part, _Part]:
    """The airports at home and those abroad that a country's border is open to; all are at home where it is unknown."""
    airports = some_airports(kind)
    where = labels(airports, "country")
    own = np.asarray(where == country if country else np.ones(len(airports)), bool)
    shut = where.isin(closed_to(country))
    return _part(airports, own), _part(airports, ~own & ~shut)


def _part(airports: Table, which: npt.NDArray[np.bool_]) -> _Part:
    rows = np.flatnonzero(which)
    latitude, longitude = (np.asarray(airports[axis])[rows] for axis in ("latitude", "longitude"))
    return _Part(rows, PointIndex(latitude, longitude))
