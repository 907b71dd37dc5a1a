"""The regions of countries where origins are told apart, and what of them a place lies in."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import numpy as np

from citymatch.datasets import Labels
from citymatch.datasets.consulates import load_consulates
from citymatch.datasets.origins import (
    load_ancestry_groups,
    load_founders,
    load_regions_of_origin,
)

from ..base import Derived, Place, Places, labels
from .apart import APART


@functools.cache
def _finer() -> Mapping[str, frozenset[str]]:
    """The countries of which regions are told apart, each with those municipalities that are too, by their codes or
    the beginning of these: 095 stands for all of Middle Franconia."""
    places: dict[str, set[str]] = {"US": set()}
    found = [d for group in load_ancestry_groups().values() for d in group.divisions]
    found += [
        d for regions in load_regions_of_origin().values() for region in regions for d in region.divisions
    ]
    found += [d for founders in load_founders().values() for each in founders for d in each.divisions]
    found += [region for consulate in load_consulates() for region in consulate.people]
    found += [each.label for each in APART]
    for label in found:
        country, _, rest = label.partition(".")
        places.setdefault(country, set()).add(rest.partition(".")[2])
    return {country: frozenset(codes - {""}) for country, codes in places.items()}


def label_of(place: Place) -> str:
    """What the tie to a place depends on: "FR", "GB.SCT", "US.CA", "MX.14.14093"."""
    country = str(place.get("country") or "")
    finer = _finer().get(country)
    if finer is None:
        return country
    code = _told_apart(str(place.get("unit_code") or ""), finer)
    return f"{country}.{place.get('admin1') or ''}" + (f".{code}" if code else "")


def _told_apart(code: str, finer: frozenset[str]) -> str:
    """The municipality that is told apart, or the district whose codes begin alike; "" for none.

    >>> _told_apart("09571180", frozenset({"095"})), _told_apart("09172116", frozenset({"095"}))
    ('095', '')
    """
    return next((code[:end] for end in range(len(code), 1, -1) if code[:end] in finer), "")


def widening(label: str) -> tuple[str, ...]:
    """A label and the wider ones that it lies in.

    >>> widening("MX.14.14093")
    ('MX.14.14093', 'MX.14', 'MX')
    """
    parts = label.split(".")
    return tuple(".".join(parts[:size]) for size in range(len(parts), 0, -1))


def _regions(places: Places) -> Labels:
    country, division = labels(places, "country"), labels(places, "admin1")
    finer = _finer()
    fine = np.array([value in finer for value in country.values], bool)
    within = np.where(fine[country.codes], division.codes.astype(np.int64) + 1, 0)
    size = len(division.values) + 1
    distinct, at = np.unique(country.codes.astype(np.int64) * size + within, return_inverse=True)
    pairs = [divmod(code, size) for code in distinct.tolist()]
    names = [country.values[c] + (f".{division.values[d - 1]}" if d else "") for c, d in pairs]
    return _with_municipalities(places, country, Labels(at.reshape(-1), tuple(names)))


def _with_municipalities(places: Places, country: Labels, found: Labels) -> Labels:
    """The labels with the code of the municipality behind, for those that are told apart."""
    if "unit_code" not in places:
        return found
    codes, names = found.codes.copy(), list(found.values)
    at: dict[str, int] = {}
    for nation_code, units in _finer().items():
        rows = np.flatnonzero(np.asarray(country == nation_code)) if units else ()
        own = np.asarray(places["unit_code"], dtype=object)[rows] if units else ()
        for row, whole in zip(rows, own, strict=True):
            unit = _told_apart(str(whole or ""), units)
            if unit:
                name = f"{found.values[found.codes[row]]}.{unit}"
                codes[row] = at.setdefault(name, len(names))
                if at[name] == len(names):
                    names.append(name)
    return Labels(codes, tuple(names))


REGION = Derived("country, and the region where origins are told apart", _regions)
"""What ancestral ties depend on, as one column: "FR", "GB.SCT", "US.CA", "MX.14.14093"."""
