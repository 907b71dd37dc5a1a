"""The origins of the people of other nations than the United States: migrants in both directions."""

from __future__ import annotations

import functools
import math
from functools import partial

import numpy as np

from citymatch.datasets.geography import load_countries
from citymatch.datasets.origins import load_ancestry_groups
from citymatch.datasets.ties import load_migrants, load_migrants_in, load_state_origins

from ..ties import nation, possessive, quotient
from ..words import as_much, count
from .origin import Origin, Origins


@functools.cache
def known_countries() -> frozenset[str]:
    """The countries of which the figures of some nation would show a tie."""
    groups = load_ancestry_groups()
    named = {c for group in groups.values() for c in (*group.countries, *(d[:2] for d in group.divisions))}
    return frozenset({*load_migrants_in("US"), *load_state_origins("US"), *load_migrants(), *named})


@functools.cache
def origins_abroad(country: str) -> Origins:
    """Migrants in both directions, against their share among the migrants of the world: those who came as a share of
    the seeker's nation, those who left as a share of the other's."""
    if not country:
        return {}
    here = load_migrants().get(country, {})
    there = {other: rows[country] for other, rows in load_migrants().items() if country in rows}
    everyone = sum(_by_origin().values())
    total_here, total_from = sum(here.values()), _by_origin().get(country, 0.0)
    best: dict[str, Origin] = {}
    for origin, number in here.items():
        ratio = quotient(number, total_here * _by_origin()[origin] / everyone)
        best[origin] = _migration(origin, country, ratio, origin, country, number)
    for other, number in there.items():
        ratio = quotient(number, total_from * sum(load_migrants()[other].values()) / everyone)
        found = _migration(other, other, ratio, country, other, number)
        if other not in best or found.strength > best[other].strength:
            best[other] = found
    best.pop(country, None)
    return best


def _migration(label: str, among: str, ratio: float, origin: str, residence: str, people: float) -> Origin:
    """Migrants as an origin: the share is theirs of the people of the nation `among` whom they live."""
    told = partial(_migrants, ratio, origin, residence, people)
    share = people / _people().get(among, math.inf)
    expected = share / ratio if ratio > 0 else math.inf
    return Origin(label, share, expected, "country", "UN DESA 2019", told, 0.5, people)


@functools.cache
def _people() -> dict[str, float]:
    """The people of each country."""
    nations = load_countries()
    return dict(zip(nations["country"], np.asarray(nations["population"]).tolist(), strict=True))


@functools.cache
def _by_origin() -> dict[str, float]:
    """The world's migrants by origin."""
    sums: dict[str, float] = {}
    for people in load_migrants().values():
        for origin, number in people.items():
            sums[origin] = sums.get(origin, 0.0) + number
    return sums


def _migrants(ratio: float, origin: str, country: str, people: float) -> str:
    whose = possessive(nation(country))
    told = f"{count(people)} people from {nation(origin)} live in {nation(country)} (UN 2019)"
    return f"{told}, {as_much(ratio, 'many')} as {whose} share of the world's migrants would give"
