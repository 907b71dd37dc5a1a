"""How many partnerships of a seeker are on record, and who is left out for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from citymatch.datasets.partners import Partner

NO_PARTNER = (
    "No partnership on record: check your own list, so that nobody is proposed who is a partner already."
)
NO_PARTNER_OF_DIVISION = (
    "No partnership on record, as no table here has partnerships of states and provinces: check your own list, so that "
    "nobody is proposed who is a partner already."
)
DIVISIONS = ("state", "division")
"""The kinds of seekers whose partnerships no table here has."""


def partners_told(
    partners: Sequence[Partner], admits: Callable[[str], bool] = lambda country: True, division: bool = False
) -> str:
    """How many partnerships are on record, and who is left out for them of the countries that are looked at.

    `division` says that the seeker is a state or a province, whose partnerships no table here holds.
    """
    if not partners:
        return NO_PARTNER_OF_DIVISION if division else NO_PARTNER
    number = "1 partnership is" if len(partners) == 1 else f"{len(partners):,} partnerships are"
    held = [p for p in partners if p.held and not p.region]
    named = list(dict.fromkeys(p.name for p in held if not p.country or admits(p.country)))
    others = len(partners) - len(held)
    if not held:
        many = f"{_ended(others)}: nobody is left out for that."
        return f"{number} on record, but {many}"
    rest = f"; {others} of them {_ended(others)}" if others else ""
    if not named:
        return f"{number} on record{rest}. This list has no country that a partner of today is in, so none is left out."
    these = "it is a partner already" if len(named) == 1 else "they are partners already"
    return f"{number} on record{rest}. Left out, since {these}: {', '.join(named)}."


def _ended(number: int) -> str:
    """Why partnerships leave nobody out.

    >>> _ended(1), _ended(2)
    ('has ended, was only proposed, or is with a region', 'have ended, were only proposed, or are with a region')
    """
    if number == 1:
        return "has ended, was only proposed, or is with a region"
    return "have ended, were only proposed, or are with a region"
