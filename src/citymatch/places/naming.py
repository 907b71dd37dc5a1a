"""How a place is called before people: the unit that signs first, then the town of its seat."""

from __future__ import annotations

import re

from .folding import fold


def town_in(name: str, unit: str) -> str:
    """The town in the gazetteer's name of a unit's seat.

    >>> town_in("Prestfoss (Sigdal)", "Sigdal"), town_in("Vence", "")
    ('Prestfoss', 'Vence')
    """
    return name.removesuffix(f" ({unit})") if unit else name


def unit_first(name: str, unit: str) -> str:
    """The unit with its seat; the unit alone where its name holds the town's.

    >>> unit_first("Prestfoss (Sigdal)", "Sigdal"), unit_first("Vence", "")
    ('Sigdal (seat Prestfoss)', 'Vence')
    >>> unit_first("Unterach (Attersee) (Unterach am Attersee)", "Unterach am Attersee")
    'Unterach am Attersee'
    """
    if not unit:
        return name
    town = town_in(name, unit)
    return unit if _words(town) <= _words(unit) else f"{unit} (seat {town})"


def _words(name: str) -> set[str]:
    return {fold(word) for word in re.findall(r"\w+", name)}
