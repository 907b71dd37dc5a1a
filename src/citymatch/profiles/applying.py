"""What a town states of itself, in the place of what citymatch believes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from citymatch.datasets import InputError, World
from citymatch.features.base import Place, is_unknown
from citymatch.features.language import census_group
from citymatch.features.profile import where_it_lies
from citymatch.features.sphere import great_circle_km
from citymatch.features.ties import nation
from citymatch.places import find

from .names import climate_class, country_code, language_key
from .sections import believed
from .town import TownProfile, Value

_COLUMN = {
    "elevation_m": "elevation_m", "coast_km": "coast_km", "lake_km": "lake_km", "river_km": "river_km",
    "people_within_50_km": "people_50km",
}  # fmt: skip
_SHARES = ("origins", "languages")
_NOTED = 12
_NAMES = {
    "people.number": "people", "people.year": "year of that figure", "people.source": "source of that figure",
    "setting.elevation_m": "metres above the sea", "setting.coast_km": "km to the sea",
    "setting.lake_km": "km to a large lake", "setting.river_km": "km to a river",
    "setting.people_within_50_km": "people within 50 km", "trade.countries": "trade with",
}  # fmt: skip
"""What notes call a field, where its name does not say it."""


class Change(NamedTuple):
    """A value that a town states, and the one that it takes the place of (None: there was none)."""

    section: str
    key: str
    value: Value
    own: Value

    @property
    def field(self) -> str:
        """Its name in the file: "origins.Lebanon"."""
        return f"{self.section}.{self.key}"

    @property
    def told(self) -> str:
        """The change in words, for a note: "roots in Lebanon: 30 % of residents (ours: 12 %)"."""
        if self.section in _SHARES and self.key != "source":
            what = (
                f"roots in {nation(country_code(self.key))}"
                if self.section == "origins"
                else f"{self.key} at home"
            )
            ours = "not listed by us" if self.own is None else f"ours: {self.own:g} %"
            return f"{what}: {self.value:g} % of residents ({ours})"
        ours = "" if self.own is None else f" (ours: {_said(self.own)})"
        name = _NAMES.get(self.field, self.key.replace("_", " "))
        return f"{name}: {_said(self.value)}{ours}"


def _said(value: Value) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return f"{value:,.10g}" if isinstance(value, float) and abs(value) >= 1000 else f"{value:g}" if isinstance(
        value, float
    ) else str(value)  # fmt: skip


def changes(stated: TownProfile, own: TownProfile) -> tuple[Change, ...]:
    """The values that a profile states and citymatch does not: those that differ from what it would print.

    An origin or a language that citymatch would print, and that its section no longer has, is stated to be none.
    """
    return tuple(_changes(stated, own))


def _changes(stated: TownProfile, own: TownProfile) -> Iterator[Change]:
    for key, value in (("name", stated.name), ("label", stated.label)):
        ours = own.name if key == "name" else own.label
        if value and value != ours and (key == "name" or value != stated.name):
            yield Change("community", key, value, ours)
    for part in stated.sections:
        values, ours_there = stated.section(part.name), own.section(part.name)
        for key, stated_value in values.items():
            if ours_there.get(key) != stated_value:
                yield Change(part.name, key, stated_value, ours_there.get(key))
        if part.name in _SHARES:
            for key, ours_value in ours_there.items():
                if key not in values and key != "source":
                    yield Change(part.name, key, 0.0, ours_value)


def with_profile(known: Place, stated: TownProfile, world: World) -> Place:
    """The facts of a seeker with what its profile states in their place.

    The mapping has three more keys at least: `from_profile`, the fields that were stated, `profile_told`, the same in
    a sentence, and `stated_origins` and the like where a profile states origins, languages or trade. A profile that
    states nothing else than citymatch believes changes nothing at all. Raises InputError for a metropolis that cannot
    be found.
    """
    different = changes(stated, believed(known, world))
    real = [change for change in different if change.key != "source" or change.section == "people"]
    if not real:
        return known
    facts = dict(known)
    by_section: dict[str, dict[str, Value]] = {}
    for change in real:
        by_section.setdefault(change.section, {})[change.key] = change.value
    for section, values in by_section.items():
        _APPLY[section](facts, values, stated, world)
    where = f" ({Path(stated.file).name})" if stated.file else ""
    more = f"; and {len(real) - _NOTED} more" if len(real) > _NOTED else ""
    told = "; ".join(change.told for change in real[:_NOTED]) + more
    facts["from_profile"] = tuple(change.field for change in real)
    sources = [str(change.value) for change in different if change.key == "source" and change not in real]
    by = f" Sources stated there: {'; '.join(dict.fromkeys(sources))}." if sources else ""
    facts["profile_told"] = f"From your profile{where}: {told}.{by}"
    return MappingProxyType(facts)


def _name(facts: dict[str, Any], values: Mapping[str, Value], stated: TownProfile, world: World) -> None:
    facts |= values


def _people(facts: dict[str, Any], values: Mapping[str, Value], stated: TownProfile, world: World) -> None:
    """The town's own figure has neither the register's year nor its scope."""
    if "number" in values:
        facts |= {"population": values["number"], "population_of": "", "town_population": float("nan"),
                  "population_year": "", "population_source": "the town's own profile"}  # fmt: skip
    if "year" in values:
        facts["population_year"] = values["year"]
    if "source" in values:
        facts["population_source"] = values["source"]


def _setting(facts: dict[str, Any], values: Mapping[str, Value], stated: TownProfile, world: World) -> None:
    if "latitude" in values or "longitude" in values:
        moved = {key: float(str(values.get(key, facts[key]))) for key in ("latitude", "longitude")}
        facts |= where_it_lies(facts, moved["latitude"], moved["longitude"], world)
    facts |= {column: values[key] for key, column in _COLUMN.items() if key in values}
    if "climate" in values:
        facts["climate"] = climate_class(str(values["climate"]))
    if "metropolis" in values:
        facts |= _metropolis(facts, str(values["metropolis"]), stated, world)


def _metropolis(facts: Mapping[str, Any], name: str, stated: TownProfile, world: World) -> dict[str, Any]:
    try:
        city = find(name, world=world)
    except InputError as error:
        raise InputError(f"{stated.file or 'the profile'}, field setting.metropolis: {error}") from None
    row = world.row_of_id(city.id)
    if row < 0:
        raise InputError(f"{stated.file or 'the profile'}, field setting.metropolis: {name!r} is no city")
    place = world.row(row)
    away = great_circle_km(facts["latitude"], facts["longitude"], place["latitude"], place["longitude"])
    return {"metropolis_id": int(place["number"]), "metropolis_km": round(float(away), 1)}


def _origins(facts: dict[str, Any], values: Mapping[str, Value], stated: TownProfile, world: World) -> None:
    facts["stated_origins"] = {country_code(name): _share(value) for name, value in values.items()}


def _languages(facts: dict[str, Any], values: Mapping[str, Value], stated: TownProfile, world: World) -> None:
    keys = {name: language_key(name) for name in values}
    if facts.get("country") == "US":  # whose figures of the nation and the state are by the Census's groups
        keys = {name: census_group(key) or key for name, key in keys.items()}
    shares: dict[str, float] = {}
    for name, value in values.items():
        shares[keys[name]] = shares.get(keys[name], 0.0) + _share(value)
    facts["stated_languages"] = shares


def _trade(facts: dict[str, Any], values: Mapping[str, Value], stated: TownProfile, world: World) -> None:
    countries = values.get("countries")
    facts["stated_trade"] = (
        tuple(country_code(name) for name in countries) if isinstance(countries, tuple) else ()
    )


def _common_ground(
    facts: dict[str, Any], values: Mapping[str, Value], stated: TownProfile, world: World
) -> None:
    facts |= {f"stated_{key}": value for key, value in values.items() if not is_unknown(value)}


def _share(value: Value) -> float:
    return float(str(value)) / 100.0


_APPLY = {
    "community": _name, "people": _people, "setting": _setting, "origins": _origins, "languages": _languages,
    "trade": _trade, "common_ground": _common_ground,
}  # fmt: skip
