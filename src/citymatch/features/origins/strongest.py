"""The origins of a place's people: of each country the strongest of all that is known."""

from __future__ import annotations

import functools

from citymatch.datasets.origins import load_founders

from ..base import Place, place_number
from ..ties import state_people
from .ancestries import named_by_the_census
from .apart import apart
from .estimates import Estimates, estimates_at, in_order
from .founders import founded, ties_of
from .make_up import make_up_of, make_up_of_place
from .mexico import mexican_regions
from .origin import LEAST, Origin, Origins, weightier
from .own_figures import born_in_place, has_figures, refugees
from .stated import stated


def origins_of(seeker: Place) -> Origins:
    """The origins of a community's people by country or, where that is known, by division ("GB.SCT") or municipality.

    A community outside the United States has none here. What its profile states (`stated_origins`) comes first.

    >>> from citymatch.places import find
    >>> from citymatch.datasets import load_world
    >>> from citymatch.features.profile import profile
    >>> madelia = profile(find("Madelia, Minnesota"), load_world())
    >>> max(origins_of(madelia).values(), key=lambda origin: origin.strength).told.partition(",")[0]
    "about 20 % of Watonwan County's residents have Norwegian roots"
    """
    found = dict(_estimated(*key_of(seeker))) if seeker.get("country") == "US" else {}
    for country, share in (seeker.get("stated_origins") or {}).items():
        for label in [label for label in found if label.partition(".")[0] == country]:
            del found[label]
        if share > 0:
            found[country] = stated(country, float(share))
    return found


def key_of(seeker: Place) -> tuple[str, str, str, str, int, float]:
    """What an estimate depends on: state, county, the code and the name of the place, its number where there are
    figures of its own, and its people."""
    state, county = str(seeker.get("admin1") or ""), str(seeker.get("county_fips") or "")
    number, people = place_number(seeker), seeker.get("population")
    known = float(people) if isinstance(people, int | float) and people == people else 0.0
    code = str(seeker.get("unit_code") or "")
    if make_up_of_place(code) is None and code not in load_founders():
        code = ""
    name = str(seeker.get("name") or "the seeker") if code else ""
    own = known and has_figures(number)
    return state, county, code, name, number if own else 0, known if own or code else 0.0


def from_region(seeker: Place, label: str) -> Origins:
    """`origins_of` as far as one country goes, or a region of it and what it lies in; it takes a tenth of the time.

    >>> madelia = {"country": "US", "admin1": "MN", "county_fips": "27165", "name": "Madelia"}
    >>> {**from_region(madelia, "NO")}.keys() == {"NO"}
    True
    """
    if seeker.get("country") != "US" or seeker.get("stated_origins"):
        found = origins_of(seeker)
    else:
        found = _worked_out(*key_of(seeker), label)
    return {each: origin for each, origin in found.items() if f"{label}.".startswith(f"{each}.")}


@functools.lru_cache(maxsize=4096)
def _estimated(state: str, county: str, code: str, name: str, number: int, people: float) -> Origins:
    """The strongest origin by country or division of one place."""
    return _worked_out(state, county, code, name, number, people)


def _worked_out(
    state: str, county: str, code: str, name: str, number: int, people: float, label: str = ""
) -> Origins:
    """The same, with `label` as far as one country or region goes; what is found of others is then not all of it."""
    only = label[:2]
    if state not in state_people():
        return {}
    key = (state, county, code, name, people)
    place = estimates_at(*key) if only else Estimates(*key)
    best: dict[str, Origin] = {}
    settled: set[str] = set()
    for lot, found in enumerate(in_order(place, only)):
        here: dict[str, Origin] = {}
        for origin in found:
            known = here.get(origin.country)
            if origin.country not in settled and (known is None or weightier(origin, known)):
                here[origin.country] = origin
        settled |= here.keys()
        if lot == 1 and place.has_ancestries:
            settled |= named_by_the_census()  # of which the county has few, if any, where it has no figure
        best |= {label: origin for label, origin in here.items() if origin.share >= LEAST}
    own_people = people if number else 0.0
    for origin in born_in_place(number, own_people, name):
        known = best.get(origin.country)
        if known is None or make_up_of(origin.country) != "white" or weightier(origin, known):
            best[origin.country] = origin  # of recent immigrants the place's own figure comes first
    for origin in refugees(number, own_people, name):
        known = best.get(origin.country)
        if known is None or weightier(origin, known):
            best[origin.country] = origin
    best.pop("US", None)
    figures = dict(best)
    for founders in load_founders().get(code, ()):
        for region, told, least in ties_of(founders):
            best[region] = founded(
                figures.get(region) or figures.get(region[:2]), region, told, least, place.name
            )
    regions = mexican_regions(best.get("MX") if only in ("", "MX") else None, county, label)
    return {**best, **regions, **apart(best, state)}
