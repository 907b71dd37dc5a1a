"""What communities of the seeker's nation have chosen: countries, divisions, surroundings, kinds of places.

These are priors, not similarities of two places: they say what others did. The seeker's own ties are left
out wherever they would count. Small numbers are drawn towards what the nation as a whole shows.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import ClassVar, NamedTuple

import numpy as np

from citymatch.scoring.values import FloatArray

from .around import LOCATED, REACH_KM, reached
from .base import Bound, Curve, Derived, IntArray, Key, Place, Places, is_unknown, kept, labels, place_number
from .book import DIVISION, Book, CountsTies, country_of, divisions, vectors_of, world_rows
from .sphere import chord_km, unit_vectors
from .ties import division_and_nation, nation, state_told
from .weighing import BoolArray, Chosen, Positions, looked_up, positions
from .words import listed

SOURCE = "Wikipedia (CC BY-SA), Wikidata (CC0) and RGRE lists of partnerships, 2009-2026"
AMONG = ("nation", "places", "near", "region", "state", "size", "size_in_state")
PRIOR = {"near": 3.0, "region": 5.0, "state": 8.0, "size": 30.0, "size_in_state": 5.0}
"""So many choices as the nation's are added to what a circle of communities chose."""
PRIOR_IN_COUNTRY = {"near": 0.1, "region": 0.2, "state": 0.3, "size": 1.0, "size_in_state": 0.3}
LEAST = 0.005
"""A tie that counts no more than this in a circle says nothing of the places around its partner."""
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


class CountryChoices(CircleChoices):
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

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return ("country",)

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        country = labels(candidates, "country")
        unknown = np.array([not value for value in country.values], bool)
        rate = np.where(unknown, np.nan, self._rate(seeker, candidates))
        return rate[country.codes]

    def _rate(self, seeker: Place, candidates: Places) -> FloatArray:
        """The measure of each country among the candidates."""
        ties, chosen = self.ties, self.choices(seeker)
        weighed, at = chosen.weighed(seeker), chosen.countries_in(candidates)
        overall, total = weighed.countries("nation")[at], weighed.total("nation")
        if self.among == "places":
            return (overall + 0.3) / (self._places(candidates) + 10.0)
        if self.among == "nation":
            return (overall + 1.0) / (_elsewhere(candidates, ties, chosen.nation) + 30.0)
        share = (overall + 0.5) / (total + 0.5 * COUNTRIES)
        prior, here = PRIOR[self.among], weighed.countries(self.among)[at]
        return (here + prior * share) / ((weighed.total(self.among) + prior) * share)

    def _places(self, candidates: Places) -> FloatArray:
        """How many places of the World each country among the candidates has, sections of cities left out."""
        world, values = self.ties.world, labels(candidates, "country").values

        def make() -> FloatArray:
            country = labels(world, "country")
            counted = ~np.asarray(labels(world, "feature_code") == "PPLX")
            sums = np.bincount(country.codes[counted], minlength=len(country.values)).astype(np.float64)
            return looked_up(values, dict(zip(country.values, sums.tolist(), strict=True)))

        return kept(candidates, ("places of countries", world.fingerprint), make)

    def reason(self, seeker: Place, candidate: Place) -> str:
        country = str(candidate.get("country") or "")
        if not country:
            return "others' choices are unknown, as the country is"
        chosen = self.choices(seeker)
        mask = chosen.country == country
        if self.among in ("nation", "places"):
            number = int((chosen.others(seeker) * mask).sum())
            others = f"other communities of {nation(str(seeker['country']))}"
            return _ties(number, others, nation(country))
        return self.told(seeker, mask, f"in {nation(country)}")

    def where(self, seeker: Place, candidate: Place) -> BoolArray | None:
        country = str(candidate.get("country") or "")
        return np.asarray(self.choices(seeker).country == country, bool) if country else None

    def in_short(self, seeker: Place, candidate: Place) -> str:
        country = str(candidate.get("country") or "")
        return self.chose(seeker, self.choices(seeker).country == country, f"in {nation(country)}")


class DivisionChoices(CircleChoices):
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

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return (DIVISION,)

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        division = divisions(candidates)
        facts = kept(
            candidates, self.choices(seeker).mark("divisions"), lambda: self._facts(seeker, division.values)
        )
        return np.where(facts.complete, self._rate(seeker, facts), np.nan)[division.codes]

    def told_of(self, seeker: Place, candidates: Places) -> BoolArray:
        """Whether communities of the circle are told to have partners in the division of each candidate, shape (n,)."""
        chosen, division = self.choices(seeker), divisions(candidates)
        told = set(
            np.asarray(chosen.division.values)[chosen.division.codes[self.told_weight(seeker) > 0]].tolist()
        )
        return np.array([value in told for value in division.values], bool)[division.codes]

    def _rate(self, seeker: Place, facts: _Divisions) -> FloatArray:
        """The measure of each division among the candidates."""
        weighed = self.choices(seeker).weighed(seeker)
        overall = weighed.divisions("nation")[facts.division]
        countries, total = weighed.countries("nation")[facts.country], weighed.total("nation")
        if self.circle == "nation":
            share = (countries + 0.5) / (total + 0.5 * COUNTRIES)
            usual = 8 * share * total / (facts.elsewhere + 30.0)
            return (overall + usual + 0.2) / (facts.partners + 3.0)
        prior = PRIOR_IN_COUNTRY[self.among]
        here, here_country = weighed.divisions(self.among), weighed.countries(self.among)
        expected = overall * here_country[facts.country] / np.where(countries > 0, countries, np.inf)
        return (here[facts.division] + prior) / (expected + prior)

    def _facts(self, seeker: Place, values: tuple[str, ...]) -> _Divisions:
        ties, chosen = self.ties, self.choices(seeker)
        countries = [country_of(division) for division in values]
        complete = [not (division.startswith(".") or division.endswith(".")) for division in values]
        return _Divisions(
            np.array(complete, bool),
            positions(values, chosen.division.values),
            positions(countries, chosen.country.values),
            looked_up(values, ties.partners_of_divisions(chosen.nation)),
            looked_up(countries, ties.partners_of_countries(chosen.nation)),
        )

    def level(self, seeker: Place, candidate: Place) -> str:
        return "division"

    def reason(self, seeker: Place, candidate: Place) -> str:
        country, code = str(candidate.get("country") or ""), str(candidate.get("admin1") or "")
        if not (country and code):
            return "others' choices are unknown, as the division is"
        chosen = self.choices(seeker)
        mask = chosen.division == f"{country}.{code}"
        here = division_and_nation(candidate)
        if self.circle == "nation":
            number = int((chosen.others(seeker) * mask).sum())
            others = f"other communities of {nation(str(seeker['country']))}"
            return _ties(number, others, here)
        return self.told(seeker, mask, f"in {here}")

    def where(self, seeker: Place, candidate: Place) -> BoolArray | None:
        country, code = str(candidate.get("country") or ""), str(candidate.get("admin1") or "")
        if not (country and code):
            return None
        return np.asarray(self.choices(seeker).division == f"{country}.{code}", bool)

    def in_short(self, seeker: Place, candidate: Place) -> str:
        country, code = str(candidate.get("country") or ""), str(candidate.get("admin1") or "")
        mask = self.choices(seeker).division == f"{country}.{code}"
        return self.chose(seeker, mask, f"in {candidate.get('admin1_name') or nation(country)}")


class PlaceChoices(CircleChoices):
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

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return (LOCATED,)

    def keyed(self, seeker: Place, candidates: Places) -> FloatArray:
        return np.where(LOCATED.of(candidates), 0.0, np.nan)

    def patches(self, seeker: Place, candidates: Places) -> tuple[IntArray, FloatArray]:
        found = self._reached(seeker, candidates)
        rows = np.flatnonzero(found != 0)  # several times as fast as on the numbers themselves
        return rows, found[rows]

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        return self._reached(seeker, candidates) + self.keyed(seeker, candidates)

    def _reached(self, seeker: Place, candidates: Places) -> FloatArray:
        chosen = self.choices(seeker)
        amount = chosen.weighed(seeker).places(self.circle, LEAST)
        return reached(amount[:-1], candidates, chosen, self.ties.world)

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return np.asarray(1.0 - 0.5**measure, np.float64)

    def level(self, seeker: Place, candidate: Place) -> str:
        return "place"

    def reason(self, seeker: Place, candidate: Place) -> str:
        if is_unknown(candidate.get("latitude")) or is_unknown(candidate.get("longitude")):
            return "others' choices around it are unknown, as its coordinates are"
        where = f"within {REACH_KM:g} km of {candidate.get('name', 'it')}"
        return self.told(seeker, self._near(seeker, candidate), where)

    def where(self, seeker: Place, candidate: Place) -> BoolArray | None:
        if is_unknown(candidate.get("latitude")) or is_unknown(candidate.get("longitude")):
            return None
        return self._near(seeker, candidate)

    def in_short(self, seeker: Place, candidate: Place) -> str:
        if is_unknown(candidate.get("latitude")) or is_unknown(candidate.get("longitude")):
            return ""
        return self.chose(seeker, self._near(seeker, candidate), "near it")

    def _near(self, seeker: Place, candidate: Place) -> BoolArray:
        """The ties that are told whose partner lies within reach of the candidate, a mask over all ties."""
        chosen, here = self.choices(seeker), unit_vectors(candidate["latitude"], candidate["longitude"])
        told = self._told_ties(seeker)
        gap = vectors_of(self.ties.world)[chosen.partner[told]] - here
        near = np.zeros(len(chosen.partner), bool)
        near[told] = (chord_km(np.linalg.norm(gap, axis=1)) < REACH_KM) & (chosen.partner[told] >= 0)
        return near


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


def _ties(number: int, others: str, where: str) -> str:
    """How many ties others have there."""
    if not number:
        return f"no tie of {others} with {where} is {NONE}"
    return f"{number:,} known tie{'s' if number > 1 else ''} of {others} with {where}"


COUNTRIES = 250
"""About how many countries there are: each is given half a choice, so that none is impossible."""


class _Divisions(NamedTuple):
    """What does not depend on the seeker, for each division among the candidates: whether it is known, where it and
    its country stand among the chosen ones, and the known partners of both with other nations."""

    complete: BoolArray
    division: Positions
    country: Positions
    partners: FloatArray
    elsewhere: FloatArray


def _elsewhere(candidates: Places, ties: Book, own: str) -> FloatArray:
    """The known partners of each country among the candidates with other nations."""
    values = labels(candidates, "country").values
    return kept(
        candidates,
        ("partners of countries", own, ties.number),
        lambda: looked_up(values, ties.partners_of_countries(own)),
    )
