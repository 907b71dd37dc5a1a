"""The partnerships of a community that are on record, each with its evidence and what a law says of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from citymatch.datasets import InputError, World, load_world
from citymatch.datasets.geography import country_name
from citymatch.datasets.partners import Partner, partners_of
from citymatch.datasets.partnerships import STATUSES, Columns
from citymatch.places import Community, accepted, resolve
from citymatch.places.saying import heard
from citymatch.policy import laws_above
from citymatch.policy.caution import caution_on
from citymatch.policy.nations import nation
from citymatch.results import Asked, KnownPartners

from .options import Options


def known_partners(
    community: str | int | Community,
    status: str | None = None,
    partners: Any = None,
    partners_mode: str = "merge",
    as_of: str | None = None,
    world: World | None = None,
) -> KnownPartners:
    """The known partnerships of a community, those of one status or all, with the user's own list if there is one.

    A tie that the seeker's state law has ended is said to be so, one against which a caution stands, and one that rests
    on a single old source.
    Raises AmbiguousCommunity, UnknownCommunity, or InputError for a status that does not exist.

    >>> [row[0] for row in known_partners("Norman, Oklahoma").rows]
    ['Clermont-Ferrand', 'Arezzo', 'Seika', 'Colima']
    """
    if status is not None and status not in STATUSES:
        raise InputError(f"status must be one of {', '.join(STATUSES)}, not {status!r}")
    options = Options.check(as_of=as_of, partners=partners, partners_mode=partners_mode)
    places = world if world is not None else load_world()
    found = resolve(community, world=places)
    who = accepted(found, world=places)
    with heard() as told:
        ties = options.ties()
    laws = laws_above(who.country, who.admin1, options.day)
    rows = []
    for partner in partners_of(who.id, ties, places):
        if status is not None and partner.status != status:
            continue
        notes = [law.existing for law in laws if partner.country in law.countries]
        caution = caution_on(partner.country, partner.admin1, options.day, nation(who.country))
        if caution is not None and partner.held and not notes:
            notes.append(f"caution: {caution.reason}")
        if partner.evidence == "weak":
            notes.append("rests on one old source; it may have lapsed")
        if partner.region:
            notes.append("a region, not a city")
        rows.append((
            partner.name, division_of(partner, places), country_name(partner.country), partner.kind, partner.status,
            partner.evidence, partner.community, "; ".join(notes),
        ))  # fmt: skip
    asked = Asked.of(found)
    if not rows and (whole := whole_told(who, ties, places)):
        asked = replace(asked, note="; ".join(filter(None, (asked.note, whole))))
    return KnownPartners(who, tuple(rows), asked=asked, notes=tuple(told))


def whole_told(who: Community, ties: Columns | None, world: World) -> str:
    """Of a part of a community that has no partnership of its own, how many the whole has; "" for any other."""
    row = world.row_of_id(who.id)
    whole = world.row_of(int(np.asarray(world["governed_by"])[row])) if row >= 0 else -1
    if whole < 0:
        return ""
    id_ = world.community_id(whole)
    number = len(partners_of(id_, ties, world))
    return f"{world['name'][whole]} ({id_}), of which it is a part, has {number} on record" if number else ""


def division_of(partner: Partner, world: World) -> str:
    """The name of the partner's first-order division, its code where the gazetteer has no such place."""
    row = world.row_of_id(partner.community) if partner.community and not partner.region else -1
    return str(world["admin1_name"][row]) if row >= 0 else partner.admin1
