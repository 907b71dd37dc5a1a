"""What both have: ports, creative cities, seats, islands, borders and mountains that a seeker's partner has too."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from citymatch.datasets.common_ground import FIELDS, THEMES
from citymatch.scoring.values import FloatArray

from .base import Bound, Curve, Extractor, Key, Place, Places, is_unknown, one_place
from .themes import BIT, EVERY, FIELD, UNKNOWN, Themes, column_of, themes_in
from .ties import nation
from .unit import is_area

if TYPE_CHECKING:
    import pandas as pd

    from .base import IntArray

WEIGHT = {
    "seaport": 2.0, "inland_port": 2.0, "creative_city": 2.0, "capital": 1.5, "island": 1.5, "border": 1.0,
    "mountain": 1.0,
}  # fmt: skip
"""What a theme weighs: twice as much where fewer than one community of the World in a hundred has it, half as much
again where fewer than one in thirty has, counted once (2026)."""

BORDER_KM = 10
"""A border town has a land border within so many km."""

HALF = {"seaport": "inland_port", "inland_port": "seaport"}
"""The theme that counts half where a candidate has it instead."""

ONE = {
    "seaport": "a seaport", "inland_port": "a port on a river or lake", "creative_city": "a UNESCO Creative City",
    "capital": "a capital or seat of a region", "island": "on an island", "border": "a border town",
    "mountain": "a mountain town",
}  # fmt: skip
BOTH = {
    "seaport": "both are seaports", "inland_port": "both are ports on a river or lake",
    "capital": "both are capitals or seats of a region", "island": "both lie on islands",
}  # fmt: skip


class CommonGround(Extractor):
    """Of what makes the seeker the kind of town it is, how much the candidate has too.

    `themes` are those that count; only those that the seeker has are asked about, and a seeker without any drops
    out. The measure is the weight (`WEIGHT`: rarer themes weigh more) of those that the candidate has over the
    weight of all that the seeker has. A Creative City of another field counts half, and a port on a river or lake
    half of a seaport. What is unknown of a candidate earns nothing; where all that is asked is, so is the measure.

    - seaport, inland_port: a port of the World Port Index that is not "very small" and belongs to the community:
      it bears its name within 35 km, or it is the weightiest within 8 km; a seaport within 40 km of the sea.
    - creative_city: of the UNESCO network of 2024, with its field.
    - capital: the seat of a country or of a first-order division.
    - island: on one of up to 33,000 km2 that keeps at least 300 m from any larger land.
    - border: within 10 km of a land border.
    - mountain: at 900 m or more with a relief of 380 m within 15 km, at 500 m with 600 m, at 400 m with 1,300 m, at
      250 m with 1,600 m, and nowhere where 1.5 million people or more live within 50 km.

    >>> import pandas as pd
    >>> hakuba_denver = pd.DataFrame({"geonameid": [8630153, 5419384]})
    >>> CommonGround().similarity({"geonameid": 5403676}, hakuba_denver).tolist()  # Truckee
    [1.0, 0.0]
    """

    name = "common_ground"
    is_setting = True
    label = "What both have"
    unit = "share of the seeker's themes, weighed"
    source = (
        "World Port Index (NGA Pub. 150), UNESCO Creative Cities 2024, GeoNames (CC BY 4.0), GSHHG 2.3.6, "
        "altitudes of open terrain tiles by way of pvlib"
    )
    reads = ("number", "elevation_m")
    makes = dict.fromkeys(THEMES, "1 if it has it, 0 if not")
    offered = True
    bounds = {"themes": Bound("the themes that count", choices=THEMES, many=True)}

    def __init__(self, themes: str | tuple[str, ...] | list[str] = THEMES, curve: Curve | None = None):
        self.themes = themes
        self.curve = curve

    def transform(self, X: Places) -> pd.DataFrame:
        """A column for each theme: 1 for a place that has it, 0 for one that has not, NaN where it is unknown."""
        import pandas as pd

        codes = column_of(self.world).of(X)
        return pd.DataFrame({theme: _has(codes, theme) for theme in THEMES}, index=range(len(X)))

    def asked(self, seeker: Place) -> tuple[str, ...]:
        """The chosen themes that the seeker has.

        >>> CommonGround().asked({"geonameid": 5809844})  # Seattle
        ('seaport', 'creative_city')
        """
        own = themes_in(seeker, self.world)
        return tuple(theme for theme in self._chosen() if own.has_theme(theme))

    def has(self, theme: str, places: Places) -> npt.NDArray[np.bool_]:
        """Which places are known to have a theme, shape (n,)."""
        return np.asarray(_has(column_of(self.world).of(places), theme) == 1, bool)

    def _chosen(self) -> tuple[str, ...]:
        chosen = (self.themes,) if isinstance(self.themes, str) else self.themes
        return tuple(theme for theme in THEMES if theme in chosen)

    def knows(self, seeker: Place) -> bool:
        return bool(self.asked(seeker))

    def why_not(self, seeker: Place) -> str:
        own = themes_in(seeker, self.world)
        if any(own.is_unknown(theme) for theme in self._chosen()):
            return super().why_not(seeker)
        name, chosen = seeker.get("name") or "the seeker", self._chosen()
        what = f"is not {ONE[chosen[0]]}" if len(chosen) == 1 else "is known as none of these"
        return f"{name} {what}, so this is left out"

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return (column_of(self.world),)

    def tells(self, seeker: Place, candidate: Place) -> bool:
        """Whether both have something of it: few places have any, so that it is told however few points it earns."""
        return float(self.similarity(seeker, one_place(candidate))[0]) > 0

    def scope(self, seeker: Place) -> Hashable | None:
        asked = self.asked(seeker)
        return asked, themes_in(seeker, self.world).field if "creative_city" in asked else ""

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        codes: IntArray = column_of(self.world).of(candidates)
        asked, field = self.asked(seeker), themes_in(seeker, self.world).field
        if not asked:
            return np.full(len(codes), np.nan)
        shares = {theme: _share(codes, theme, field) for theme in asked}
        whole = sum(WEIGHT[theme] for theme in asked)
        had = np.sum([WEIGHT[theme] * np.nan_to_num(share) for theme, share in shares.items()], axis=0)
        unknown = np.all([np.isnan(share) for share in shares.values()], axis=0)
        return np.where(unknown, np.nan, had / whole)

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return measure

    def reason(self, seeker: Place, candidate: Place) -> str:
        return self.reasons(seeker, [candidate])[0]

    def reasons(self, seeker: Place, candidates: Sequence[Place]) -> list[str]:
        own, asked = (seeker, themes_in(seeker, self.world)), self.asked(seeker)
        return [
            _sentence(asked, own, (candidate, themes_in(candidate, self.world))) for candidate in candidates
        ]


def _has(codes: IntArray, theme: str) -> FloatArray:
    """1 for a code that has a theme, 0 for one that has not, NaN where it is unknown."""
    unknown = codes >> UNKNOWN & EVERY & BIT[theme] > 0
    return np.where(unknown, np.nan, (codes & BIT[theme] > 0).astype(np.float64))


def _share(codes: IntArray, theme: str, field: str) -> FloatArray:
    """How much of one of the seeker's themes each code has: 0, a half or 1."""
    has = _has(codes, theme)
    if theme == "creative_city":
        return np.where((has == 1) & (codes >> FIELD != FIELDS.index(field)), 0.5, has)
    if theme in HALF:
        return np.where((has == 0) & (_has(codes, HALF[theme]) == 1), 0.5, has)
    return has


Told = tuple[Place, Themes]


def _sentence(asked: Iterable[str], own: Told, other: Told) -> str:
    """What a candidate has of the seeker's themes; only where it has nothing of them, what it lacks."""
    told = [_told(theme, own, other) for theme in asked]
    shared = [sentence for alike, sentence in told if alike]
    return "; ".join(shared or [sentence for _, sentence in told])


def _told(theme: str, own: Told, other: Told) -> tuple[bool, str]:
    """Whether a candidate has something of one of the seeker's themes, and the sentence that says so or not."""
    (seeker, _), (candidate, theirs) = own, other
    name = str(seeker.get("name") or "the seeker")
    if theirs.is_unknown(theme):
        return False, f"whether it is {ONE[theme]} is unknown"
    if theirs.has_theme(theme):
        return True, _both(theme, own, other)
    if theme in HALF and theirs.has_theme(HALF[theme]):
        its = str(candidate.get("name") or "it")
        return True, f"both are ports: {its} is {ONE[HALF[theme]]}, {name} is {ONE[theme]}"
    return False, f"not {ONE[theme]}, unlike {name}{_elevation_of(candidate) if theme == 'mountain' else ''}"


def _both(theme: str, own: Told, other: Told) -> str:
    (seeker, ours), (candidate, theirs) = own, other
    name, its = str(seeker.get("name") or "the seeker"), str(candidate.get("name") or "it")
    county = is_area(seeker) or is_area(candidate)
    if theme == "mountain":
        both = "both lie in the mountains" if county else "both are mountain towns"
        return both + _elevations((name, seeker), (its, candidate))
    if theme == "border":
        both = "both lie at a border" if county else "both are border towns"
        if not (ours.across and theirs.across):
            return both
        near = f"{name} is within {BORDER_KM} km of {nation(ours.across)}"
        return f"{both}: {near} and {its} within {BORDER_KM} km of {nation(theirs.across)}"
    if theme == "creative_city":
        if ours.field == theirs.field:
            since = [f"{n} since {t.since}" for n, t in ((name, ours), (its, theirs)) if t.since]
            return f"both are UNESCO Creative Cities of {ours.field}" + (
                f" ({', '.join(since)})" if since else ""
            )
        return f"both are UNESCO Creative Cities: {name} of {ours.field}, {its} of {theirs.field}"
    return BOTH[theme]


def _elevations(own: tuple[str, Place], other: tuple[str, Place]) -> str:
    """At what elevation two places lie, where both are known.

    >>> _elevations(("Truckee", {"elevation_m": 1774.0}), ("Chamonix", {"elevation_m": 1044.0}))
    ': Truckee lies at 1,774 m, Chamonix at 1,044 m'
    """
    if any(is_unknown(place.get("elevation_m")) for _, place in (own, other)):
        return ""
    (name, seeker), (its, candidate) = own, other
    return f": {name} lies at {seeker['elevation_m']:,.0f} m, {its} at {candidate['elevation_m']:,.0f} m"


def _elevation_of(place: Place) -> str:
    elevation = place.get("elevation_m")
    name = place.get("name") or "it"
    return "" if is_unknown(elevation) else f" ({name} lies at {float(str(elevation)):,.0f} m)"
