"""Known partners by their names, as papers tell them."""

from __future__ import annotations

from collections.abc import Sequence

from citymatch.datasets.geography import country_name
from citymatch.datasets.partnerships import EVIDENCE, Partner
from citymatch.datasets.us import load_us_states

STRENGTH = {
    "strong": "in a recent list",
    "moderate": "in an older list",
    "weak": "in a single old source",
}
STATUS = {
    "proposed": "only proposed",
    "friendship": "a friendship",
    "active": "active",
    "dormant": "dormant",
    "terminated": "ended",
    "unknown": "whether it is active is not known",
}


def partner_named(partner: Partner) -> str:
    """A partner with the state or the country that it lies in.

    >>> partner_named(Partner("", 0, "Aspen", "CO", "US", "sister_city", "active", "strong", False))
    'Aspen, Colorado'
    >>> partner_named(Partner("", 0, "Chamonix", "84", "FR", "sister_city", "active", "strong", False))
    'Chamonix, France'
    """
    state = _states().get(partner.admin1) if partner.country == "US" else None
    return f"{partner.name}, {state or country_name(partner.country)}" + (
        " (a region)" if partner.region else ""
    )


def partners_in_brief(partners: Sequence[Partner], home: str, most: int) -> str:
    """The partners that a community has, by name, those in the seeker's own country first; "" where none is on record.

    The partners beyond `most` are counted.
    """
    held = sorted(
        (partner for partner in partners if partner.held),
        key=lambda p: (p.country != home, p.region, EVIDENCE.index(p.evidence), p.name),
    )
    names = list(dict.fromkeys(map(partner_named, held)))
    rest = len(names) - most
    if rest > 1:
        return f"{'; '.join(names[:most])}; and {rest} more"
    return "; ".join(names)


def partners_told(partners: Sequence[Partner]) -> list[str]:
    """Every known partner with its status and where it was read, in order of the alphabet."""
    return sorted(f"{partner_named(p)}: {STATUS[p.status]}; {STRENGTH[p.evidence]}" for p in partners)


def _states() -> dict[str, str]:
    table = load_us_states()
    return dict(zip(table["state"], table["name"], strict=True))
