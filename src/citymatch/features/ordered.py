"""Parameters of an extractor of which one has to be more than another."""

from __future__ import annotations


def must_exceed(upper: str, high: float, lower: str, low: float, unit: str = "") -> list[str]:
    """What is wrong where one parameter is not more than another, in words: one line or none.

    >>> must_exceed("edge", 30.0, "core", 60.0, "km"), must_exceed("edge", 90.0, "core", 60.0, "km")
    (['edge must be more than core (60 km), not 30'], [])
    """
    if high > low:
        return []
    return [f"{upper} must be more than {lower} ({f'{low:g} {unit}'.rstrip()}), not {high:g}"]
