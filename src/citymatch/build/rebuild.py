"""Which data files are derived, and what derives each."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

import citymatch.datasets
from citymatch.datasets.people import write_people

from .airports import build_airports
from .climate import build_climate
from .common_ground import build_common_ground
from .countries import build_countries
from .country_terms import build_country_terms
from .county_features import build_county_features
from .division_terms import build_division_terms
from .first_divisions import build_first_divisions
from .namesakes import build_namesakes
from .native_names import build_native_names
from .second_divisions import build_second_divisions
from .signing.kinds import build_kinds, build_who_signs
from .snapshot import build_world
from .tables import write_csv
from .ties import languages
from .us_census_places import build_census_places
from .us_official_names import build_county_governments, build_official_names
from .us_universities import build_us_universities
from .water import build_water

SOURCE = Path(citymatch.datasets.__file__).parent / "source"


def _world(path: Path) -> None:
    build_world(SOURCE).world.save(path)


def _people(path: Path) -> None:
    built = build_world(SOURCE)
    columns = ("latitude", "longitude", "people")
    latitude, longitude, people = (built.people[column].to_numpy(np.float64) for column in columns)
    large = built.cities
    write_people(
        path,
        latitude,
        longitude,
        people,
        city=large["geonameid"].to_numpy(np.int64),
        city_people=large["people"].to_numpy(np.float64),
        city_cut=large["cut"].to_numpy(bool),
    )


def _sums(path: Path) -> None:
    write_csv(path, build_world(SOURCE).sums)


DERIVED: dict[str, Callable[[Path], None]] = {
    "countries.csv": build_countries,
    "native_names.csv.gz": build_native_names,
    "country_terms.csv.gz": build_country_terms,
    "languages.csv": lambda path: languages(path.parent),
    "airports.csv": build_airports,
    "climate.npz": build_climate,
    "water.npz": build_water,
    "unit_kinds.csv": build_kinds,
    "who_signs.csv": build_who_signs,
    "world.zip": _world,
    "second_divisions.npz": build_second_divisions,
    "division_terms.csv.gz": build_division_terms,
    "namesakes.csv": build_namesakes,
    "people.npz": _people,
    "first_divisions.csv.gz": build_first_divisions,
    "population_sums.csv": _sums,
    "us_official_names.csv": build_official_names,
    "us_census_places.csv.gz": build_census_places,
    "us_county_governments.csv": build_county_governments,
    "us_county_features.npz": build_county_features,
    "common_ground.npz": build_common_ground,
    "us_universities.csv.gz": build_us_universities,
}
"""In this order: the snapshot is drawn from the tables before it, the counties from the snapshot."""


def rebuild(folder: Path) -> None:
    """Write every derived file into a folder, each whole or not at all."""
    for name, build in DERIVED.items():
        start = time.perf_counter()
        build(folder / name)
        print(f"built {name} in {time.perf_counter() - start:.1f} s")
