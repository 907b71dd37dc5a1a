"""Where a name is to be looked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """Where a name is to be looked for: a country, maybe a division of it, maybe a county.

    `second` holds the codes of the second-order divisions that may be meant, empty where none is. `corrected` says
    what was misspelt, `dropped` what could not be read and was left out, `note` what else is to be said where a
    place is found here. A scope of a later `turn` is looked at where those before it have no place of the name.
    `historic` says that what was named is no division today, but a region or an island on the land of this one.
    """

    country: str
    admin1: str = ""
    name: str = ""
    county: str = ""
    corrected: str = ""
    dropped: str = ""
    second: tuple[str, ...] = ()
    note: str = ""
    turn: int = 0
    historic: bool = False
