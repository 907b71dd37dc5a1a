"""Figures of a place itself: its people by country of birth, and the refugees who came to it."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from functools import partial

from citymatch.datasets.ties import UNITED_STATES, load_city_refugees, load_migrants_in, load_place_birthplace

from ..ties import nation, possessive, us_people
from ..words import count
from .origin import Origin, part_beyond
from .telling import about, times_told


@functools.lru_cache(maxsize=65536)
def has_figures(number: int) -> bool:
    """Whether there are figures of a place itself."""
    return bool(load_city_refugees(number)) or bool(load_place_birthplace(number))


def born_in_place(number: int, people: float, name: str) -> Iterator[Origin]:
    """People by country of birth of the place itself, which the table has for Massachusetts and New York City."""
    if not people:
        return
    for country, born in load_place_birthplace(number).items():
        nationwide = load_migrants_in("US").get(country, 0.0) / us_people()
        tell = partial(
            _of_the_place,
            name,
            born,
            people,
            nationwide,
            f"were born in {nation(country)}",
            "Census survey 2020-2024",
        )
        part = part_beyond(born / people, nationwide)
        yield Origin(
            country, born / people, nationwide, "place", "Census survey 2020-2024", tell, part, people=born,
            speaks=part > 0,
        )  # fmt: skip


def refugees(number: int, people: float, name: str) -> Iterator[Origin]:
    """Refugees who came to the place itself, by the country that they came from."""
    if not people:
        return
    for country, arrived in load_city_refugees(number).items():
        nationwide = load_city_refugees(UNITED_STATES)[country] / us_people()
        words = f"came as refugees from {nation(country)}"
        tell = partial(_of_the_place, name, arrived, people, nationwide, words, "State Department 2005-2015")
        source = "State Department 2005-2015"
        part = part_beyond(arrived / people, nationwide)
        yield Origin(
            country,
            arrived / people,
            nationwide,
            "place",
            source,
            tell,
            part,
            people=arrived,
            speaks=part > 0,
        )


def _of_the_place(name: str, number: float, people: float, nationwide: float, who: str, source: str) -> str:
    share, whose = about(number / people), f"{possessive(name)} residents" if name else "the residents"
    times = times_told(number / people, nationwide)
    return f"{count(number)} people ({share} of {whose}) {who}, {times} the nation's share ({source})"
