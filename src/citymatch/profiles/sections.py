"""The sections of a profile: what citymatch believes of a seeker, and where that is from. One function a section."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from citymatch.datasets import World
from citymatch.datasets.geography import country_name
from citymatch.datasets.ties import load_languages, load_state_languages
from citymatch.features.base import Place, is_unknown
from citymatch.features.origins import Origin, about, origins_of
from citymatch.features.setting_of import industries_of, themes_of, universities_of
from citymatch.features.ties import state_name
from citymatch.features.unit import NOT_OF_THE_UNIT
from citymatch.features.weather import climate_told

from .names import language_name
from .town import Belief, Section, TownProfile, Value

LEAST = 0.005
"""From this share of the residents on an origin or a language has a line."""
MOST = 20
"""So many of them have one."""
ROOTS = "roots of the residents: percent of all, by country; estimates, but where a line names the town's own figure"
_SECOND = "spoken there: percent of the people, second languages included"


def people(seeker: Place, world: World) -> Section:
    """Those who live there, by the figure that a ranking uses."""
    number = seeker.get("population")
    scope = NOT_OF_THE_UNIT.get(str(seeker.get("population_of") or ""))
    told = "residents" + (f" of the {scope}" if scope else "")
    lines = [("number", _number(number), told), ("year", _text(seeker, "population_year"), "of that figure"),
             ("source", _text(seeker, "population_source"), "of that figure")]  # fmt: skip
    return _section("people", "", lines)


def setting(seeker: Place, world: World) -> Section:
    """Where it lies."""
    climate = str(seeker.get("climate") or "")
    row = world.row_of(int(seeker.get("metropolis_id") or 0)) if seeker.get("metropolis_id") else -1
    metropolis = str(world["name"][row]) if row >= 0 else None
    away = _number(seeker.get("metropolis_km"))
    register = "GeoNames, or the register of local government"
    lines = [
        ("latitude", _number(seeker.get("latitude"), 5), f"degrees north; {register}"),
        ("longitude", _number(seeker.get("longitude"), 5), "degrees east, so that the Americas are negative; the same"),
        ("elevation_m", _number(seeker.get("elevation_m")), "metres above the sea; GeoNames 2023"),
        ("coast_km", _number(seeker.get("coast_km")), "km to the sea; measured on the map of GSHHG 2.3.6"),
        ("lake_km", _number(seeker.get("lake_km")), "km to a large lake (100 km2 and more); the same"),
        ("river_km", _number(seeker.get("river_km")), "km to a large river; the same, and smaller ones are missing"),
        ("people_within_50_km", _number(seeker.get("people_50km")), "national registers and censuses, GeoNames"),
        ("climate", climate_told(climate) or None, f"Köppen class {climate}, 1986-2010 (Rubel and others 2017)"),
        ("metropolis", metropolis, "the large city that the town looks to" + (f", {away:g} km away" if away else "")),
    ]  # fmt: skip
    return _section("setting", "", lines)


def origins(seeker: Place, world: World) -> Section:
    """Where its people have their roots: by country, and for one of which regions are told apart the first of these."""
    first: dict[str, Origin] = {}
    for origin in sorted(origins_of(seeker).values(), key=lambda each: (-each.share, each.country)):
        first.setdefault(origin.country.partition(".")[0], origin)
    lines = [
        (
            country_name(country),
            float(about(each.share).removesuffix(" %")),
            _where(each.told, each.source, each.level),
        )
        for country, each in list(first.items())[:MOST]
        if each.share >= LEAST
    ]
    return _section(
        "origins",
        ROOTS,
        lines,
    )


def languages(seeker: Place, world: World) -> Section:
    """What is spoken there: at home in the state, or in the country."""
    country = str(seeker.get("country") or "")
    if country == "US":
        state = str(seeker.get("admin1") or "")
        spoken = load_state_languages(state)
        everyone = sum(spoken.values())
        shares = {group: people / everyone for group, people in spoken.items()} if spoken else {}
        source = f"known for the state: {state_name(state)}, American Community Survey 2018"
    else:
        shares = {x.code: x.share for x in load_languages().get(country, ()) if x.name != x.code}
        source = f"known for the country: {country_name(country)}, Unicode CLDR"
    ordered = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    lines = [(language_name(key), percent(share), source) for key, share in ordered[:MOST] if share >= LEAST]
    heading = "spoken at home: percent of the people of 5 years and over" if country == "US" else _SECOND
    return _section("languages", heading, lines)


def trade(seeker: Place, world: World) -> Section:
    """Whom its firms trade with, which only the town knows."""
    lines = [
        (
            "countries",
            None,
            'where firms of the town buy, sell or have a branch, such as ["Japan", "Germany"]',
        )
    ]
    return _section("trade", "not known to citymatch; take out the # signs and fill in", lines)


def common_ground(seeker: Place, world: World) -> Section:
    """What it is known for."""
    universities = tuple(each.name for each in universities_of(seeker, world))
    lines = [
        ("themes", _stated(seeker, "themes") or tuple(themes_of(seeker, world)),
         "what the town is: seaport, inland_port, creative_city, capital, island, border, mountain"),
        ("industries", _stated(seeker, "industries") or tuple(industries_of(seeker)),
         "what its firms make or do; USDA typology of its county, 2015"),
        ("universities", _stated(seeker, "universities") or universities,
         "universities and colleges of 1,000 students and more; IPEDS 2022"),
    ]  # fmt: skip
    return _section("common_ground", "", [line for line in lines if line[1]])


SECTIONS: tuple[Callable[[Place, World], Section], ...] = (
    people, setting, origins, languages, trade, common_ground,
)  # fmt: skip


def believed(seeker: Place, world: World) -> TownProfile:
    """What citymatch believes of a seeker, section by section; one of which nothing is known is left out."""
    made = [section(seeker, world) for section in SECTIONS]
    return TownProfile(
        str(seeker["community_id"]), str(seeker["name"]), str(seeker["label"]),
        tuple(part for part in made if part.beliefs),
    )  # fmt: skip


def percent(share: float) -> float:
    """A share in percent, to two figures: what such estimates can bear.

    >>> percent(0.3048), percent(0.0061)
    (30.0, 0.61)
    """
    return float(f"{100 * share:.2g}")


def _section(name: str, heading: str, lines: Sequence[tuple[str, Value, str]]) -> Section:
    made = (
        Belief(name, key, value, told if value is not None else _missing(name, told))
        for key, value, told in lines
    )
    return Section(name, heading, tuple(made))


def _missing(section: str, told: str) -> str:
    """What a comment says of a value that is not known."""
    return (
        told
        if section == "trade"
        else f"not known; fill it in and take out the # sign: {told.partition(';')[0]}"
    )


def _number(value: object, digits: int = 1) -> float | None:
    if is_unknown(value):
        return None
    return round(float(str(value)), digits)


def _text(seeker: Place, key: str) -> str | None:
    return str(seeker.get(key) or "") or None


def _stated(seeker: Place, key: str) -> tuple[str, ...]:
    return tuple(seeker.get(f"stated_{key}") or ())


def _where(told: str, source: str, level: str) -> str:
    """What a comment says of an origin: the words, the source and the level."""
    return "; ".join(part for part in (told, source, f"level: {level}" if level else "") if part)
