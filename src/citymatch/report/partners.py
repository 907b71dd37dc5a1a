"""The partnerships of a community that are on record, each with its evidence and what a law says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from citymatch.datasets import InputError, load_world
from citymatch.datasets.geography import country_name
from citymatch.datasets.partnerships import STATUSES, Partner, partners_of
from citymatch.places import Community, find
from citymatch.policy import laws_above
from citymatch.ranking.options import Options

COLUMNS = ("name", "admin1", "country", "kind", "status", "evidence", "community_id", "note")


@dataclass(frozen=True)
class KnownPartners:
    """The known partnerships of one community: one row per partner, in the columns of `columns`."""

    community: Community
    rows: tuple[tuple[str, ...], ...]
    columns: Sequence[str] = COLUMNS

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {
            "community_id": self.community.id,
            "name": self.community.label,
            "partners": [dict(zip(self.columns, row, strict=True)) for row in self.rows],
        }


def known_partners(
    community: str | int | Community,
    status: str | None = None,
    partners: Any = None,
    partners_mode: str = "merge",
    as_of: str | None = None,
) -> KnownPartners:
    """The known partnerships of a community, those of one status or all, with the user's own list if there is one.

    A tie that the seeker's state law has ended is said to be so, and one that rests on a single old source.
    Raises AmbiguousCommunity, UnknownCommunity, or InputError for a status that does not exist.

    >>> [row[0] for row in known_partners("Norman, Oklahoma").rows]
    ['Clermont-Ferrand', 'Arezzo', 'Seika', 'Colima']
    """
    if status is not None and status not in STATUSES:
        raise InputError(f"status must be one of {', '.join(STATUSES)}, not {status!r}")
    options = Options.check(as_of=as_of, partners=partners, partners_mode=partners_mode)
    who = community if isinstance(community, Community) else find(community)
    laws = laws_above(who.country, who.admin1, options.day)
    rows = []
    for partner in partners_of(who.id, options.ties()):
        if status is not None and partner.status != status:
            continue
        notes = [law.existing for law in laws if partner.country in law.countries]
        if partner.evidence == "weak":
            notes.append("rests on one old source; it may have lapsed")
        if partner.region:
            notes.append("a region, not a city")
        rows.append((
            partner.name, _division(partner), country_name(partner.country), partner.kind, partner.status,
            partner.evidence, partner.community, "; ".join(notes),
        ))  # fmt: skip
    return KnownPartners(who, tuple(rows))


def _division(partner: Partner) -> str:
    """The name of the partner's first-order division, its code where the gazetteer has no such place."""
    world = load_world()
    row = world.row_of(partner.number) if partner.number and not partner.region else -1
    return str(world["admin1_name"][row]) if row >= 0 else partner.admin1
