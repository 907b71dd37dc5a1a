"""US counties by name, and US states by every name that they go by."""

from __future__ import annotations

import functools

from citymatch.datasets.us import load_us_counties, load_us_states

from .folding import fold, plain, spellings

COUNTY_WORDS = (
    "city and borough", "census area", "planning region", "county", "parish", "borough", "municipality", "co"
)  # fmt: skip


def county_base(name: str) -> tuple[str, str]:
    """The plain name of a county without its kind, and the kind ("" if none is named).

    >>> county_base("Placer County"), county_base("County of Placer"), county_base("Pinole")
    (('placer', 'county'), ('placer', 'county'), ('pinole', ''))
    """
    words = plain(name)
    for kind in COUNTY_WORDS:
        if words.startswith(f"{kind} of "):
            return words.removeprefix(f"{kind} of "), kind
        if words.endswith(f" {kind}"):
            return words.removesuffix(kind).strip(), kind
    return words, ""


@functools.cache
def counties_by_base() -> dict[tuple[str, str], tuple[int, ...]]:
    """The rows of the county table by state and folded name without the word "County"."""
    table = load_us_counties()
    found: dict[tuple[str, str], tuple[int, ...]] = {}
    for row, (name, others, state) in enumerate(
        zip(table["name"], table["other_names"], table["state"], strict=True)
    ):
        for each in (name, *filter(None, others.split(";"))):
            key = (state, fold(county_base(each)[0]))
            if row not in found.get(key, ()):
                found[key] = (*found.get(key, ()), row)
    return found


def counties_named(base: str, state: str) -> tuple[int, ...]:
    """The rows of the county table with this name (without its kind) in a state, St. or Saint alike."""
    found = (counties_by_base().get((state, key), ()) for key in spellings(base))
    return next((rows for rows in found if rows), ())


@functools.cache
def state_keys() -> dict[str, tuple[str, str]]:
    """Code and name of each US state by every folded name that it goes by."""
    table = load_us_states()
    keys: dict[str, tuple[str, str]] = {}
    for code, name, others in zip(table["state"], table["name"], table["other_names"], strict=True):
        for each in (name, code, *others.split(";")):
            keys.setdefault(fold(each), (code, name))
    return keys
