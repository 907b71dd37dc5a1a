"""How an origin is spread over the places of a county: by the groups of which their people are."""

from __future__ import annotations

import functools
import math

from citymatch.datasets.origins import MakeUp, load_birthplace_groups, load_make_up

MOST = 8.0
"""No place is estimated to have more than so many times its county's share of an origin."""
DAMPED = 0.75
SMOOTHING = 0.01

make_up_of_place = functools.lru_cache(maxsize=65536)(load_make_up)
"""The groups of which the people of a place or a county are, kept."""


def make_up_of(country: str) -> str:
    """The part of the people by which an origin is spread over the places of a county.

    >>> make_up_of("PL"), make_up_of("VN"), make_up_of("LB"), make_up_of("JM")
    ('white', 'asian', 'arab', 'caribbean')
    """
    return load_birthplace_groups().get(country, "white")


GROUP = {
    "white": "white", "recent": "white", "arab": "white", "asian": "asian", "hispanic": "hispanic", "african": "black",
    "caribbean": "black", "immigrant": "",
}  # fmt: skip
"""The group in whose share an origin is spread; "" for one that belongs to none."""


@functools.cache
def countries_of(group: str) -> tuple[str, ...]:
    """The countries whose people are counted in a group of the Census.

    >>> "BD" in countries_of("asian"), "BD" in countries_of("hispanic")
    (True, False)
    """
    return tuple(country for country, kind in load_birthplace_groups().items() if GROUP[kind] == group)


IMMIGRANT = frozenset(("recent", "arab", "african", "caribbean", "immigrant"))
_BORN_ABROAD = {"hispanic": 0.35, "asian": 0.65, "black": 0.09, "white": 0.04}
"""The share of the foreign-born in each group, nationwide (ACS 2016, rounded)."""


def spread_factor(own: MakeUp, around: MakeUp, kind: str) -> tuple[float, float]:
    """By what an origin's share around a place is multiplied to give that in the place, and its most."""
    group = GROUP[kind]
    factor = _ratio(getattr(own, group), getattr(around, group)) if group else 1.0
    if kind in IMMIGRANT:
        factor *= _ratio(_excess(own), _excess(around), 0.0) ** DAMPED
    most = getattr(own, group) if group else own.foreign_born
    return min(factor, MOST), most if most == most and kind != "white" else math.inf


def bound_factor(own: MakeUp, around: MakeUp, kind: str) -> float:
    """The same where all origins of a group are known, which then sum to the place's own people of the group."""
    mine, theirs = getattr(own, GROUP[kind]), getattr(around, GROUP[kind])
    return min(mine / theirs, MOST) if mine == mine and theirs > 0 else math.inf


def _excess(make_up: MakeUp) -> float:
    """How many times as many of a place's people are foreign-born as its make-up alone would give."""
    expected = sum(share * getattr(make_up, group) for group, share in _BORN_ABROAD.items())
    return make_up.foreign_born / expected if expected > 0 else math.nan


def _ratio(own: float, around: float, smoothing: float = SMOOTHING) -> float:
    if own != own or around != around or around + smoothing <= 0:
        return 1.0
    return (own + smoothing) / (around + smoothing)
