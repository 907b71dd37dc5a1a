"""The name of a country or a division where the name of a place should stand: it says what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from citymatch.datasets import World, load_world
from citymatch.datasets.divisions import load_country_codes
from citymatch.datasets.geography import country_name

from . import country_names, divisions, known
from .choosing import SHOWN
from .communities import Community
from .counties import state_keys
from .countries import read_country
from .describing import describe
from .folding import plain
from .gazetteer import gazetteer_of
from .resolution import Resolution, Status
from .scopes import Scope
from .scripts import is_latin, own_key

_DIVISION = re.compile("[県府省도]$")
"""The ending of a division in letters of East Asia, which no city has besides its name."""
KNOWN_BETTER = 10.0
"""A division with so many times the people of every place of its name is meant rather than one of them."""
OF_ITS_SEAT = 20.0
"""The same for a division of the second order, which mostly bears the name of its seat: Cuneo, Piemonte."""
LARGE = 100_000
"""A place with so many people is named beside the division that is known better."""
CAPITAL_SHARE = 0.5
"""A place called like its country is a city to be read as such with this share of the people of the largest place."""
_OFFERED = 3
KINDS_OF_DIVISIONS = frozenset(
    (
        *(
            "prefecture",
            "province",
            "oblast",
            "voivodeship",
            "governorate",
            "krai",
            "provincia",
            "departamento",
        ),
        *("wojewodztwo", "ken", "state"),
    )
)
"""Words that no town has in its name, first or last, so that a division is meant."""


@dataclass(frozen=True)
class Region:
    """A country, or a first or second-order division, that a text names; `what` says which of them it is."""

    scope: Scope
    what: str


def is_region(text: str, world: World | None = None) -> bool:
    """Whether a text is the name of a country, a US state or a first-order division, so that it may head a list.

    >>> is_region("Sweden"), is_region("Bavaria"), is_region("Scotland"), is_region("Pinole")
    (True, True, True, False)
    """
    return (
        bool(regions_named(text, load_world() if world is None else world)) or own_key(text) in state_keys()
    )


def regions_named(text: str, world: World) -> list[Region]:
    """The countries and first-order divisions abroad that a text alone names.

    >>> [each.what for each in regions_named("Guam", load_world())]
    ['a territory of the United States']
    """
    found = [
        Region(Scope(code, name=country_name(code)), _country(text, code)) for code in countries_alone(text)
    ]
    index = divisions.division_index(world)
    if (not found and len(own_key(text)) > 3) or not is_latin(text):
        first = [scope for scope in divisions.named(text, index) if not scope.second]
        found += [Region(scope, _division(scope)) for scope in first]
    return found


def _division(scope: Scope) -> str:
    return f"a {'region' if scope.historic else 'division'} of {_the(country_name(scope.country))}"


def countries_alone(text: str) -> tuple[str, ...]:
    """The countries that a text alone names: by an official name, or one that is not of a foreign language."""
    found, key = read_country(text), own_key(text)
    usual = (
        key in country_names.latin_keys() or key in country_names.aliases() or key in country_names.former()
    )
    shared = len(found.codes) > 1 and key in country_names.by_key()
    official = len(text.split()) > 1 and key not in country_names.by_key()
    return found.codes if usual or shared or official or not is_latin(text) else ()


def _country(text: str, code: str) -> str:
    """What a country is, with its English name if the text has another."""
    name = country_name(code)
    if read_country(text).former:
        return f"{_the(name)} of today"
    sovereign = load_country_codes()[code].sovereign if code in load_country_codes() else ""
    what = f"a territory of {_the(country_name(sovereign))}" if sovereign else "a country"
    return what if own_key(text) == own_key(name) else f"{what} ({name})"


def _the(name: str) -> str:
    """A country's name within a sentence."""
    return f"the {name}" if name.startswith("United ") or name.endswith(("lands", "Republic")) else name


def alone(name: str, places: Sequence[Community], world: World) -> Resolution | None:
    """What a name without a region is if a country or a division has it, beside the places that bear it.

    None where no country or division has the name, or where a city in it or another place is known better.
    """
    regions = regions_named(name, world)
    if not regions:
        return None
    towns = tuple(each for each in places if each.kind != "state")
    states = tuple(each for each in places if each.kind == "state")
    if states:
        if all(each.scope.admin1 for each in regions):
            return None
        note = f"{name} is a US state and a country: say which, or add a place in it"
        return Resolution(name, "ambiguous", None, (*states, *towns)[:SHOWN], note)
    countries = [each for each in regions if not each.scope.admin1]
    if countries:
        city = next((each for each in towns if _is_city_of(each, countries, world)), None)
        if city is None:
            return _said(name, countries, towns, world)
        note = f"{name} is {countries[0].what} too; read as {describe(city, world=world)}"
        return Resolution(name, "matched", city, tuple(each for each in towns if each != city)[:SHOWN], note)
    if all(each.scope.historic for each in regions) and any(each.population >= LARGE for each in towns):
        return None
    known_better = _is_better_known(towns, regions, world) and not _DIVISION.search(name)
    return None if known_better else _said(name, regions, towns, world)


def in_country(
    name: str, scopes: Sequence[Scope], places: Sequence[Community], world: World
) -> Resolution | None:
    """What a name with its country is if a division of that country has it and no place known better does."""
    countries = {scope.country for scope in scopes if not scope.admin1 and not scope.dropped}
    parted = {(scope.country, scope.admin1) for scope in scopes if scope.admin1 and not scope.second}
    if "US" in countries and (code := state_keys().get(own_key(name), ("",))[0]) and len(own_key(name)) > 2:
        state = known.state(code)
        city = [place for place in _cities(name, code, world) if place not in places]
        places = (*places, *city)
        largest = max((each.population for each in places if each.population > 0), default=0.0)
        if not (city and largest >= LARGE) and largest * KNOWN_BETTER > state.population:
            return None
        if largest >= LARGE:
            note = f"{name} is a US state and a city: say which"
            return Resolution(name, "ambiguous", None, (state, *places)[:SHOWN], note)
        return Resolution(name, "matched", state, tuple(places)[:SHOWN], f"{name} is a state")
    found = [
        each
        for each in divisions.named(name, divisions.division_index(world))
        if (each.country in countries and not (each.historic and places))
        or (each.second and (each.country, each.admin1) in parted)
    ]
    regions = [Region(each, _division(each)) for each in found]
    times = OF_ITS_SEAT if found and found[0].second else KNOWN_BETTER
    if not regions or (not _says_its_kind(name) and _is_better_known(places, regions[:1], world, times)):
        return None
    return _a_division(name, found[0], places, world) or _said(name, regions[:1], tuple(places), world)


def _a_division(name: str, found: Scope, places: Sequence[Community], world: World) -> Resolution | None:
    """A first-order division that is named with its country: a community of its own kind, where none of its name lies
    in it; with a town of its name elsewhere in the country it is for the reader to say which."""
    named_so = [each for each in places if own_key(each.name) == own_key(name)]
    if found.second or found.historic or any(each.admin1 == found.admin1 for each in named_so):
        return None
    community = known.division(found.country, found.admin1, world)
    if community is None:
        return None
    note = f"{name} is {_division(found)}"
    towns = tuple(each for each in named_so if each.country == found.country)
    if towns:
        note += ", and a community too: say which by its id"
        return Resolution(name, "ambiguous", None, (community, *towns)[:SHOWN], note)
    return Resolution(name, "matched", community, tuple(named_so)[:SHOWN], note)


def _says_its_kind(name: str) -> bool:
    """Whether a name says that it is a division and no town: Kyoto Prefecture, Provincia de Cádiz."""
    words = plain(name).split()
    return len(words) > 1 and not KINDS_OF_DIVISIONS.isdisjoint((words[0], words[-1]))


def _said(name: str, regions: Sequence[Region], towns: tuple[Community, ...], world: World) -> Resolution:
    """No community: what it is, with the places of that name and the largest in it to choose from."""
    what = " and ".join(dict.fromkeys(each.what for each in regions))
    towns = tuple(each for each in towns if own_key(each.name) == own_key(name))
    inside = [each for each in towns if each.country in {region.scope.country for region in regions}]
    large = any(each.population >= LARGE for each in towns)
    historic = bool(towns) and all(each.scope.historic for each in regions)
    status: Status = "ambiguous" if large or inside or historic else "not_found"
    also = (
        "and a community too: say which, or add a place in it"
        if inside or historic
        else "no community: add a place in it"
    )
    note = f"{name} is {what}, {also}"
    largest = [known.place(world, row) for each in regions for row in _largest(each.scope, world)[:_OFFERED]]
    offered = tuple(dict.fromkeys((*inside, *towns[: SHOWN - _OFFERED], *largest)))[:SHOWN]
    return Resolution(name, status, None, offered, note)


def _largest(scope: Scope, world: World) -> list[int]:
    rows = gazetteer_of(world).rows_in(scope.country, scope.admin1)
    rows = np.array(divisions.within(rows.tolist(), scope, world), np.int64)
    people = np.nan_to_num(world.numbers("population")[rows])
    return [int(row) for row in rows[np.argsort(-people, kind="stable")]]


def _is_city_of(place: Community, countries: Sequence[Region], world: World) -> bool:
    """Whether a place is the largest of its country or near it: Singapore, Luxembourg, Mexico City."""
    if place.country not in [each.scope.country for each in countries]:
        return False
    largest = known.place(world, _largest(Scope(place.country), world)[0])
    return place.population >= CAPITAL_SHARE * largest.population


def _lies_in(place: Community, scope: Scope) -> bool:
    return place.country == scope.country and scope.admin1 in ("", place.admin1)


def _cities(name: str, state: str, world: World) -> list[Community]:
    """The city of a state that is called after it: New York City, Oklahoma City."""
    rows = gazetteer_of(world).named([own_key(name) + "city"], "US", state)
    return [known.place(world, row) for row in rows]


def _is_better_known(
    places: Sequence[Community], regions: Sequence[Region], world: World, times: float = KNOWN_BETTER
) -> bool:
    """Whether a place bears the name that the people of the divisions do not outnumber by far."""
    if any(_lies_in(place, each.scope) and place.population >= LARGE for place in places for each in regions):
        return True
    most = max((each.population for each in places if each.population > 0), default=0.0)
    people = world.numbers("population")
    total = max(float(np.nansum(people[_largest(each.scope, world)])) for each in regions)
    return most > 0 and most * times > total
