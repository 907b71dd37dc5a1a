"""A list whose members lie in one country, and the few of its lines that name a community elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from citymatch.datasets.divisions import load_country_codes
from citymatch.datasets.geography import country_name

from .resolution import Resolution

_LEAST, _SHARE = 3, 0.75
"""A list is one of members in a country if so many of its communities, and so large a share of them, lie there."""


def with_those_abroad_noted(found: Sequence[Resolution]) -> tuple[Resolution, ...]:
    """The lines of a list, with a note on each that lies abroad where nearly all others lie in one country.

    >>> from citymatch.places import resolve_many
    >>> lines = resolve_many(["Pinole, California", "Astoria, Oregon", "Havana, Illinois", "Celle, Germany"])
    >>> with_those_abroad_noted(lines)[3].note
    'it lies abroad, in Germany: 3 of the 4 communities of this list lie in the United States'
    """
    nations = [_nation(each.community.country) if each.community else "" for each in found]
    counts = Counter(filter(None, nations))
    home, most = next(iter(counts.most_common(1)), ("", 0))
    if most < _LEAST or not _SHARE * counts.total() <= most < counts.total():
        return tuple(found)
    name = country_name(home)
    where = f"the {name}" if name.startswith("United ") else name
    others = f"{most:,} of the {counts.total():,} communities of this list lie in {where}"
    return tuple(
        replace(
            each,
            note="; ".join(filter(None, [each.note, f"it lies abroad, in {country_name(nation)}: {others}"])),
        )
        if nation not in ("", home)
        else each
        for each, nation in zip(found, nations, strict=True)
    )


def _nation(country: str) -> str:
    """A country, or the one that a territory belongs to: Puerto Rico is not abroad."""
    codes = load_country_codes().get(country)
    return (codes.sovereign if codes else "") or country
