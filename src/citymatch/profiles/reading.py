"""Profiles from files, with every field checked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citymatch.datasets import InputError
from citymatch.datasets.geography import country_name
from citymatch.features.weather import climate_told
from citymatch.policy.fields import Fields, is_number
from citymatch.policy.toml import read_toml

from .names import (
    climate_class,
    climates,
    country_code,
    country_names_near,
    language_key,
    language_name,
)
from .town import Belief, Section, TownProfile, Value

_MOST_PEOPLE = 100_000_000
_NUMBERS = {
    "latitude": (-90.0, 90.0), "longitude": (-180.0, 180.0), "elevation_m": (-450.0, 6000.0), "coast_km": (0.0, 5000.0),
    "lake_km": (0.0, 20_000.0), "river_km": (0.0, 20_000.0), "people_within_50_km": (0.0, 100_000_000.0),
}  # fmt: skip


COMMON_GROUND = ("themes", "industries", "universities")
NONE = ("none",)
"""What an empty list of these states."""


def read_profile(path: str | Path) -> TownProfile:
    """The profile in a file such as `citymatch profile` prints.

    Raises PolicyError (an InputError), which names the file, the line and the field, for what cannot be read.
    """
    data, origin = read_toml(Path(path))
    fields = Fields(data, (), origin)
    community = fields.text("community", required=True)
    name, label = fields.text("name"), fields.text("label")
    found = []
    for section, read in _SECTIONS.items():
        value = fields.take(section)
        if value is not None:
            part = Fields(value, (section,), origin)
            lines = tuple(
                Belief(section, key, stated) for key, stated in read(part).items() if stated is not None
            )
            part.finish()
            found.append(Section(section, "", lines))
    fields.finish()
    return TownProfile(community, name, label or name, tuple(found), str(path))


def _people(fields: Fields) -> dict[str, Value]:
    number = fields.number("number", None, 1.0, float(_MOST_PEOPLE))
    year = fields.take("year")
    if year is not None and (isinstance(year, bool) or not isinstance(year, str | int)):
        raise fields.error("year", f'must be a year such as "2024", not {year!r}')
    return {"number": number, "year": None if year is None else str(year).strip() or None,
            "source": fields.text("source") or None}  # fmt: skip


def _setting(fields: Fields) -> dict[str, Value]:
    found: dict[str, Value] = {key: fields.number(key, None, *bounds) for key, bounds in _NUMBERS.items()}
    climate = fields.text("climate")
    if climate and not climate_class(climate):
        raise fields.error(
            "climate", f"must be a Köppen class such as Csb, or one of: {'; '.join(climates())}"
        )
    found["climate"] = climate_told(climate_class(climate)) or None
    found["metropolis"] = fields.text("metropolis") or None
    return found


def _shares(
    fields: Fields, meant: Callable[[str], str], named: Callable[[str], str], what: str
) -> dict[str, Value]:
    """Percentages by the name of a country or of a language."""
    found: dict[str, Value] = {"source": fields.text("source") or None}
    for name in list(fields.data):
        value, key = fields.take(name), meant(str(name))
        if not key:
            near = country_names_near(str(name)) if what == "country" else []
            hint = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
            raise fields.error(str(name), f"is no {what} that is known, by English name or by code{hint}")
        if not is_number(value) or not 0 <= value <= 100:
            raise fields.error(str(name), f"must be a number of percent from 0 to 100, not {value!r}")
        if named(key) in found:
            raise fields.error(str(name), f"states {named(key)} for the second time")
        found[named(key)] = float(value)
    return found


def _origins(fields: Fields) -> dict[str, Value]:
    return _shares(fields, country_code, country_name, "country")


def _languages(fields: Fields) -> dict[str, Value]:
    return _shares(fields, language_key, language_name, "language")


def _trade(fields: Fields) -> dict[str, Value]:
    countries = []
    for text in fields.texts("countries"):
        code = country_code(text)
        if not code:
            raise fields.error(
                "countries", f"{text!r} is no country that is known, by English name or by code"
            )
        countries.append(country_name(code))
    return {"countries": tuple(dict.fromkeys(countries)) or None, "source": fields.text("source") or None}


def _common_ground(fields: Fields) -> dict[str, Value]:
    found: dict[str, Value] = {
        key: (fields.texts(key) or NONE) if key in fields.data else None for key in COMMON_GROUND
    }
    return {**found, "source": fields.text("source") or None}


_SECTIONS: Mapping[str, Callable[[Fields], dict[str, Value]]] = {
    "people": _people, "setting": _setting, "origins": _origins, "languages": _languages, "trade": _trade,
    "common_ground": _common_ground,
}  # fmt: skip


@dataclass(frozen=True)
class Profiles:
    """The profiles that an option names, by community. `named` are the ids of those that were not found in a folder."""

    of: Mapping[str, TownProfile]
    named: tuple[str, ...]

    def __str__(self) -> str:
        """What tells one set of profiles from another, wherever their files lie."""
        return hashlib.sha256(repr(sorted(self.of.items())).encode()).hexdigest() if self.of else ""

    def check_asked(self, asked: Iterable[str]) -> None:
        """Raise InputError for a profile that was named though nobody asks about its community.

        A folder is a collection: what is not asked about in it is passed over.
        """
        ids = set(asked)
        for own in self.named:
            if own not in ids:
                profile = self.of[own]
                who = f"{profile.label or profile.name} ({own})" if profile.name else own
                others = ", ".join(sorted(ids)[:3]) + (" and others" if len(ids) > 3 else "")
                where = f"{profile.file}: " if profile.file else ""
                raise InputError(
                    f"{where}is the profile of {who}, which is not asked about; the question is about {others}"
                )


def profiles_of(value: Any) -> Profiles | None:
    """The profiles that somebody names: a file, a folder of files (.toml), a `TownProfile`, or a list of these.

    Raises InputError for what is none of them, and for two profiles of one community.
    """
    if value is None:
        return None
    items = [value] if isinstance(value, str | Path | TownProfile) else value
    if not isinstance(items, Iterable) or isinstance(items, Mapping):
        raise InputError(f"profile must be a file, a folder, a TownProfile or a list of these, not {value!r}")
    found: dict[str, TownProfile] = {}
    named: list[str] = []
    for item in items:
        folder = isinstance(item, str | Path) and Path(item).is_dir()
        for each in _profiles_in(item):
            if each.community_id in found:
                both = " and ".join(p.file or "a TownProfile" for p in (found[each.community_id], each))
                raise InputError(f"{both} are both the profile of {each.community_id}")
            found[each.community_id] = each
            named += [] if folder else [each.community_id]
    return Profiles(found, tuple(named))


def _profiles_in(item: object) -> list[TownProfile]:
    if isinstance(item, TownProfile):
        return [item]
    if not isinstance(item, str | Path):
        raise InputError(f"profile must be a file, a folder, a TownProfile or a list of these, not {item!r}")
    path = Path(item)
    if not path.is_dir():
        return [read_profile(path)]
    files = sorted(path.glob("*.toml"))
    if not files:
        raise InputError(f"{path}: holds no profile: no file that ends in .toml")
    return [read_profile(file) for file in files]
