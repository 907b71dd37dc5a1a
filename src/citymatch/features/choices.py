"""What communities of the seeker's nation have chosen: countries, divisions, surroundings, kinds of places.

These are priors, not similarities of two places: they say what others did. The seeker's own ties are left
out wherever they would count. Small numbers are drawn towards what the nation as a whole shows.
"""

from __future__ import annotations

import functools
from typing import ClassVar

import numpy as np

from citymatch.datasets import load_world
from citymatch.scoring.values import FloatArray

from .base import Bound, Curve, Extractor, Place, Places, is_unknown, kept, labels, place_number
from .book import Book, Chosen, divisions, km_between, of_world, vectors, vectors_of
from .sphere import chord, tree_of
from .ties import nation
from .words import listed

SOURCE = "Wikipedia (CC BY-SA), Wikidata (CC0) and RGRE lists of partnerships, 2009-2026"
AMONG = ("nation", "places", "near", "region", "state", "size", "size_in_state")
NEAR_KM, REGION_KM = 60.0, 250.0
PRIOR = {"near": 3.0, "region": 5.0, "state": 8.0, "size": 30.0, "size_in_state": 5.0}
"""So many choices as the nation's are added to what a circle of communities chose."""
PRIOR_IN_COUNTRY = {"near": 0.1, "region": 0.2, "state": 0.3, "size": 1.0, "size_in_state": 0.3}
_WORDS = {
    "nation": "of its nation",
    "places": "of its nation",
    "near": "near {}",
    "region": "in the region of {}",
    "state": "in the state of {}",
    "size": "of the size of {}",
    "size_in_state": "of the size of {} in its state",
}


class Choice(Extractor):
    """Base of the extractors that count the choices of a circle of communities around the seeker.

    `among` says whose: those of the nation, `near` (weights fall by e every 60 km), `region` (every 250 km),
    `state`, `size` (weights fall with the logarithm of the ratio of populations) and both together. `book`
    takes the place of the ties that ship with the package.
    """

    source = SOURCE
    bounds: ClassVar[dict[str, Bound]] = {"among": Bound("whose choices count", choices=AMONG)}
    log_curve = True

    among: str
    book: Book | None

    def known(self, seeker: Place) -> Chosen:
        """The ties that communities of the seeker's nation have abroad."""
        return (self.book or Book.ours()).choices(str(seeker.get("country") or ""))

    def circle(self, seeker: Place, chosen: Chosen) -> FloatArray:
        """How much each tie counts for this seeker, shape (ties,); the seeker's own count nothing."""
        weight = chosen.others(seeker)
        if self.among in ("near", "region"):
            weight = weight * np.exp(-chosen.km(seeker) / (NEAR_KM if self.among == "near" else REGION_KM))
        if self.among in ("state", "size_in_state"):
            weight = weight * (chosen.state == str(seeker.get("admin1") or "?"))
        if self.among in ("size", "size_in_state"):
            with np.errstate(divide="ignore", invalid="ignore"):
                steps = np.log(chosen.people / float(seeker.get("population") or np.nan)) / 0.8
            weight = weight * np.nan_to_num(np.exp(-0.5 * steps**2), nan=0.3)
        return np.asarray(weight, np.float64)

    def knows(self, seeker: Place) -> bool:
        return bool(self.known(seeker).others(seeker).any())

    def level(self, seeker: Place, candidate: Place) -> str:
        return "country"

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        """1 from eight times the usual rate, 0 up to half of it, on a logarithmic scale in between."""
        with np.errstate(divide="ignore"):
            return np.asarray(np.clip(np.log(measure / 0.5) / np.log(16.0), 0.0, 1.0), np.float64)

    def whose(self, seeker: Place) -> str:
        """Whose choices count, in words."""
        return _WORDS[self.among].format(seeker.get("name", "the seeker"))

    def names(self, seeker: Place, where: object, least: float = 0.05) -> str:
        """The communities of the circle that chose there, with their partners, in words; "" for none.

        `where` is a mask over the ties.
        """
        chosen = self.known(seeker)
        weight = self.circle(seeker, chosen) * np.asarray(where, np.float64)
        rows = [row for row in np.argsort(-weight, kind="stable").tolist() if weight[row] > least]
        partners: dict[str, list[str]] = {}
        for row in rows:
            partners.setdefault(str(chosen.seeker_name[row]), []).append(str(chosen.partner_name[row]))
        return listed([f"{who} ({', '.join(theirs)})" for who, theirs in partners.items()], 3)


class CountryChoices(Choice):
    """How much oftener than the nation a circle of communities chose the candidate's country.

    1 is as often as the nation, 2 twice as often. With `among` "nation" the measure is how many of the
    nation's communities chose the country per known partnership that its communities have with others: the
    country's openness to the nation; with "places", per place of the country.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"country": ["JP", "DE", ""]})
    >>> seattle = {"country": "US", "admin1": "WA", "latitude": 47.6, "longitude": -122.3, "population": 7e5}
    >>> japan, germany, nowhere = CountryChoices("region").measure(seattle, towns)
    >>> bool(japan > 1 > germany), bool(np.isnan(nowhere))
    (True, True)
    """

    name = "country_choices"
    label = "choices of the country by others"
    unit = "times as often as the nation (nation: per known partnership of the country; places: per place)"
    reads = ("country",)
    makes: ClassVar[dict[str, str]] = {}

    def __init__(self, among: str = "region", book: Book | None = None, curve: Curve | None = None):
        self.among = among
        self.book = book
        self.curve = curve

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        book, chosen = self.book or Book.ours(), self.known(seeker)
        own = str(seeker.get("country") or "")
        overall = chosen.per_country(chosen.others(seeker))
        if self.among == "places":
            number = _places_of_countries()
            rate = {c: (overall.get(c, 0.0) + 0.3) / (n + 10.0) for c, n in number.items()}
            unseen = 0.03
        elif self.among == "nation":
            elsewhere = _elsewhere(book, own)
            rate = {
                c: (overall.get(c, 0.0) + 1.0) / (elsewhere.get(c, 0.0) + 30.0)
                for c in {*elsewhere, *overall}
            }
            unseen = 1.0 / 30.0
        else:
            weight = self.circle(seeker, chosen)
            share = _shares(overall)
            floor = 0.5 / (sum(overall.values()) + 0.5 * COUNTRIES)
            prior, total = PRIOR[self.among], float(weight.sum())
            here = chosen.per_country(weight)
            rate = {
                c: (n + prior * share.get(c, floor)) / ((total + prior) * share.get(c, floor))
                for c, n in here.items()
            }
            unseen = prior / (total + prior)
        return labels(candidates, "country").map(lambda c: rate.get(c, unseen) if c else np.nan)

    def reason(self, seeker: Place, candidate: Place) -> str:
        country = str(candidate.get("country") or "")
        if not country:
            return "others' choices are unknown, as the country is"
        chosen = self.known(seeker)
        mask = chosen.country == country
        if self.among in ("nation", "places"):
            number = int((chosen.others(seeker) * mask).sum())
            others = f"other communities of {nation(str(seeker['country']))}"
            return f"{number} known ties of {others} with {nation(country)}"
        named = self.names(seeker, mask)
        return f"communities {self.whose(seeker)} with partners in {nation(country)}: {named or 'none on record'}"


class DivisionChoices(Choice):
    """How much oftener than its country's other divisions a circle chose the candidate's division.

    A division is a first-order one: a prefecture, a state, a province. 1 is as often as the nation's choices
    in that country would show. With `among` "nation": how many of the nation's communities chose the
    division per known partnership that its places have with other nations.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"country": ["JP", "JP"], "admin1": ["13", "01"]})
    >>> tacoma = {"country": "US", "admin1": "WA", "latitude": 47.3, "longitude": -122.4, "population": 2e5}
    >>> hyogo, hokkaido = DivisionChoices("state").measure(tacoma, towns)
    >>> bool(hyogo > hokkaido)
    True
    """

    name = "division_choices"
    label = "choices of the division by others"
    unit = "times as often as the nation (among the nation: per known partnership of the division)"
    reads = ("country", "admin1")
    makes: ClassVar[dict[str, str]] = {}

    def __init__(self, among: str = "state", book: Book | None = None, curve: Curve | None = None):
        self.among = among
        self.book = book
        self.curve = curve

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        book, chosen = self.book or Book.ours(), self.known(seeker)
        other = chosen.others(seeker)
        overall, countries = chosen.per_division(other), chosen.per_country(other)
        if self.among == "nation":
            return self._per_partnership(seeker, candidates, book, overall, countries)
        weight, prior = self.circle(seeker, chosen), PRIOR_IN_COUNTRY[self.among]
        here, here_country = chosen.per_division(weight), chosen.per_country(weight)
        rate = {}
        for division, number in overall.items():
            country = division.partition(".")[0]
            expected = number * here_country[country] / countries[country] if countries.get(country) else 0.0
            rate[division] = (here[division] + prior) / (expected + prior)
        return divisions(candidates).map(lambda d: rate.get(d, 1.0) if _complete(d) else np.nan)

    def _per_partnership(
        self,
        seeker: Place,
        candidates: Places,
        book: Book,
        overall: dict[str, float],
        countries: dict[str, float],
    ) -> FloatArray:
        own = str(seeker.get("country") or "")
        partners, elsewhere, total = (
            _partners_of_divisions(book, own),
            _elsewhere(book, own),
            sum(countries.values()),
        )
        share = _shares(countries)
        floor = 0.5 / (total + 0.5 * COUNTRIES)

        def rate(division: str) -> float:
            country = division.partition(".")[0]
            usual = 8 * share.get(country, floor) * total / (elsewhere.get(country, 0.0) + 30.0)
            return (overall.get(division, 0.0) + usual + 0.2) / (partners.get(division, 0.0) + 3.0)

        return divisions(candidates).map(lambda d: rate(d) if _complete(d) else np.nan)

    def level(self, seeker: Place, candidate: Place) -> str:
        return "division"

    def reason(self, seeker: Place, candidate: Place) -> str:
        country, code = str(candidate.get("country") or ""), str(candidate.get("admin1") or "")
        if not (country and code):
            return "others' choices are unknown, as the division is"
        chosen = self.known(seeker)
        mask = chosen.division == f"{country}.{code}"
        here = f"{candidate.get('admin1_name') or code}, {nation(country)}"
        if self.among == "nation":
            number = int((chosen.others(seeker) * mask).sum())
            return f"{number} known ties of other communities of {nation(str(seeker['country']))} with {here}"
        named = self.names(seeker, mask)
        return f"communities {self.whose(seeker)} with partners in {here}: {named or 'none on record'}"


class PlaceChoices(Choice):
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

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        chosen = self.known(seeker)
        weight = np.where(chosen.partner >= 0, self.circle(seeker, chosen), 0.0)
        rows = np.flatnonzero(weight > 0.005)
        points, found = vectors_of(candidates), np.zeros(len(candidates))
        found[np.isnan(points[:, 0])] = np.nan
        if not len(rows):
            return found
        where, back = np.unique(chosen.partner[rows], return_inverse=True)
        total = np.bincount(back, weight[rows])
        at = vectors_of(load_world())[where]
        tree = kept(candidates, "tree", lambda: tree_of(np.nan_to_num(points)))
        for point, amount, near in zip(at, total, tree.query_ball_point(at, chord(100.0)), strict=True):
            found[near] += amount * np.exp(-km_between(points[near], point) / 30.0)
        return found

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return np.asarray(1.0 - 0.5**measure, np.float64)

    def level(self, seeker: Place, candidate: Place) -> str:
        return "place"

    def reason(self, seeker: Place, candidate: Place) -> str:
        if is_unknown(candidate.get("latitude")) or is_unknown(candidate.get("longitude")):
            return "others' choices around it are unknown, as its coordinates are"
        chosen, point = self.known(seeker), vectors([candidate["latitude"]], [candidate["longitude"]])
        with np.errstate(invalid="ignore"):
            near = km_between(vectors_of(load_world())[chosen.partner], point) < 100
        named = self.names(seeker, near & (chosen.partner >= 0))
        here = f"within 100 km of {candidate.get('name', 'it')}"
        return f"communities {self.whose(seeker)} with partners {here}: {named or 'none on record'}"


class ChosenBefore(Choice):
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

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        chosen = self.known(seeker)
        located = chosen.partner >= 0
        weight = self.circle(seeker, chosen)[located]
        return of_world(candidates, np.bincount(chosen.partner[located], weight, len(load_world())))

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return np.asarray(1.0 - 0.5**measure, np.float64)

    def level(self, seeker: Place, candidate: Place) -> str:
        return "place"

    def reason(self, seeker: Place, candidate: Place) -> str:
        chosen, number = self.known(seeker), place_number(candidate)
        if not number:
            return "whether others chose it is unknown"
        named = self.names(seeker, chosen.partner == load_world().row_of(number))
        others = f"other communities of {nation(str(seeker['country']))}"
        return f"{others} with it as a partner: {named or 'none on record'}"


COUNTRIES = 250
"""About how many countries there are: each is given half a choice, so that none is impossible."""


def _complete(division: str) -> bool:
    return not division.startswith(".") and not division.endswith(".")


def _shares(overall: dict[str, float]) -> dict[str, float]:
    total = sum(overall.values())
    return {country: (n + 0.5) / (total + 0.5 * COUNTRIES) for country, n in overall.items()}


@functools.cache
def _places_of_countries() -> dict[str, float]:
    """How many places each country has, sections of cities left out."""
    world = load_world()
    country = labels(world, "country")
    counted = ~np.asarray(labels(world, "feature_code") == "PPLX")
    sums = np.bincount(country.codes[counted], minlength=len(country.values))
    return dict(zip(country.values, sums.astype(float).tolist(), strict=True))


@functools.lru_cache(maxsize=32)
def _elsewhere(book: Book, own: str) -> dict[str, float]:
    return book.partners_of_countries(own)


@functools.lru_cache(maxsize=32)
def _partners_of_divisions(book: Book, own: str) -> dict[str, float]:
    """The known partners, outside a nation, of the places of each division."""
    codes = divisions(load_world())
    sums = np.bincount(codes.codes, book.partners(own), len(codes.values))
    return dict(zip(codes.values, sums.tolist(), strict=True))
