"""Known partners by their names, as papers tell them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from citymatch.datasets.geography import country_name
from citymatch.datasets.partners import Partner
from citymatch.datasets.partnerships import EVIDENCE, READ_IN
from citymatch.datasets.us import load_us_states
from citymatch.policy.caution import caution_on
from citymatch.policy.nations import nation
from citymatch.results.partners import KnownPartners

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


MARK = " (caution)"
"""What stands after a partner against which a caution is on record; the caution itself stands elsewhere."""


def cautions_on(partners: Sequence[Partner], home: str, day: date) -> dict[str, str]:
    """The partners that a community has and against which a caution stands for seekers of a country, by name, each
    with the caution.

    >>> russian = Partner("", 0, "Murmansk", "49", "RU", "sister_city", "active", "strong", False)
    >>> cautions_on([russian], "US", date(2026, 3, 1))["Murmansk, Russia"].partition(";")[0]
    'Russia wages war on Ukraine and is under sanctions'
    """
    found = {}
    for partner in partners:
        caution = caution_on(partner.country, partner.admin1, day, nation(home)) if partner.held else None
        if caution is not None:
            found[partner_named(partner)] = caution.reason
    return found


def partners_in_brief(partners: Sequence[Partner], home: str, most: int, day: date) -> str:
    """The partners that a community has, by name, those in the seeker's own country first; "" where none is on record.

    One against which a caution stands has a mark, and is named in any case; the others beyond `most` are counted.
    """
    held = sorted(
        (partner for partner in partners if partner.held),
        key=lambda p: (p.country != home, p.region, EVIDENCE.index(p.evidence), p.name),
    )
    cautioned = cautions_on(held, home, day)
    names = list(dict.fromkeys(map(partner_named, held)))
    hidden = [name for name in names[most:] if name in cautioned] if len(names) - most > 1 else []
    names = [
        *names[: most - len(hidden)],
        *hidden,
        *(n for n in names[most - len(hidden) :] if n not in hidden),
    ]
    names = [name + MARK if name in cautioned else name for name in names]
    rest = len(names) - most
    if rest > 1:
        return f"{'; '.join(names[:most])}; and {rest} more"
    return "; ".join(names)


def partners_told(partners: Sequence[Partner], home: str, day: date) -> list[str]:
    """Every known partner with its status, where it was read and the caution against it, in order of the alphabet."""
    cautioned = cautions_on(partners, home, day)
    lines = [(partner_named(p), f"{STATUS[p.status]}; {READ_IN[p.evidence]}") for p in partners]
    return sorted(
        f"{name}: {told}" + (f". Caution: {cautioned[name]}" if name in cautioned else "")
        for name, told in lines
    )


def partnership_rows(found: KnownPartners) -> list[dict[str, str]]:
    """The partnerships of a community as people read them: no codes, and no column in which nothing stands.

    >>> from citymatch.ranking.known import known_partners
    >>> list(partnership_rows(known_partners("Marquette, Michigan"))[0].values())
    ['Kajaani, Kainuu, Finland', 'sister city', 'whether it is active is not known', 'in a recent list']
    """
    told = []
    for row in found.rows:
        one = dict(zip(found.columns, row, strict=True))
        where = dict.fromkeys(part for part in (one["name"], one["admin1"], one["country"]) if part)
        told.append({
            "partner": ", ".join(where), "kind": one["kind"].replace("_", " "),
            "how it stands": STATUS.get(one["status"], one["status"]),
            "where it was read": READ_IN.get(one["evidence"], one["evidence"]), "note": one["note"],
        })  # fmt: skip
    empty = {key for key in told[0] if not any(each[key] for each in told)} if told else set()
    return [{key: value for key, value in each.items() if key not in empty} for each in told]


def _states() -> dict[str, str]:
    table = load_us_states()
    return dict(zip(table["state"], table["name"], strict=True))
