"""What stands above a policy: state laws on partners abroad, and cautions. Both are rules in files.

A reading of the texts named in each file, not legal advice.
"""

from __future__ import annotations

import datetime
import functools
from dataclasses import dataclass
from pathlib import Path

from .errors import PolicyError
from .model import Rule
from .reading import Fields, read_toml, read_whole, rule_from

HERE = Path(__file__).parent
ADVICE = "A reading of the law and no legal advice: ask counsel."


@dataclass(frozen=True)
class Law:
    """A state's law on partners abroad: the countries that it forbids, from which day, and where it stands.

    `verified` is false where its text was not read in full.
    """

    id: str
    title: str
    state: str
    in_force: datetime.date
    countries: tuple[str, ...]
    verified: bool
    source: str
    note: str
    rule: Rule

    @property
    def reason(self) -> str:
        """Why a candidate is excluded: the law, and since when."""
        unread = "" if self.verified else "; its text was not read in full"
        day = f"{self.in_force.day} {self.in_force:%B %Y}"
        return f"excluded by {self.title}, applied since {day}{unread}. {ADVICE}"


@dataclass(frozen=True)
class Caution:
    """What to know before writing to a mayor there.

    It holds for `countries` and for `divisions` (country and first-order division, such as ("UA", "11")),
    from `since` on where that is known.
    """

    id: str
    text: str
    countries: tuple[str, ...]
    divisions: tuple[tuple[str, str], ...]
    source: str
    since: datetime.date | None
    note: str
    rule: Rule


def laws_for(state: str, as_of: datetime.date) -> tuple[Law, ...]:
    """The laws of a US state (USPS code) that are in force on a day.

    >>> laws_for("TX", datetime.date(2025, 8, 31))
    ()
    >>> [law.countries for law in laws_for("TX", datetime.date(2025, 9, 1))]
    [('CN', 'HK', 'MO', 'IR', 'KP', 'RU')]
    """
    return tuple(law for law in _laws() if law.state == state and law.rule.applies(as_of))


def laws_above(country: str, state: str, as_of: datetime.date) -> tuple[Law, ...]:
    """`laws_for` a seeker anywhere: outside the United States none is known.

    >>> laws_above("ES", "TX", datetime.date(2026, 1, 1))
    ()
    """
    return laws_for(state, as_of) if country == "US" else ()


def cautions(as_of: datetime.date) -> tuple[Caution, ...]:
    """The cautions that hold on a day.

    >>> [c.id for c in cautions(datetime.date(2026, 1, 1)) if ("UA", "11") in c.divisions]
    ['crimea']
    """
    return tuple(caution for caution in _cautions() if caution.rule.applies(as_of))


def without_relations() -> frozenset[str]:
    """The countries without formal diplomatic relations with the United States (Taiwan's are unofficial)."""
    ids = ("no-diplomatic-relations", "taiwan")
    return frozenset(country for caution in _cautions() if caution.id in ids for country in caution.countries)


@functools.cache
def _laws() -> tuple[Law, ...]:
    found: list[Law] = []
    for path in sorted((HERE / "laws").glob("*.toml")):
        data, origin = read_toml(path)
        found.extend(read_whole(Fields(data, (), origin), _laws_of))
    return tuple(found)


def _laws_of(fields: Fields) -> list[Law]:
    state, title = fields.text("state", required=True), fields.text("title", required=True)
    source, _ = fields.text("source", required=True), fields.text("date", required=True)
    note = fields.text("note")
    laws = []
    for rule in fields.each("rules", rule_from):
        if rule.since is None or rule.strength != "law":
            raise PolicyError(
                f"the law {rule.id!r} needs strength 'law' and a date under since", fields.origin.file
            )
        countries = tuple(rule.parameters["none_of"])
        laws.append(
            Law(
                rule.id,
                title,
                state,
                rule.since,
                countries,
                rule.verified,
                source,
                f"{rule.note} {note}",
                rule,
            )
        )
    return laws


@functools.cache
def _cautions() -> tuple[Caution, ...]:
    data, origin = read_toml(HERE / "cautions.toml")
    return read_whole(Fields(data, (), origin), lambda fields: fields.each("rules", _caution))


def _caution(fields: Fields) -> Caution:
    rule = rule_from(fields)
    divisions = (division.partition(".") for division in rule.parameters.get("divisions", ()))
    return Caution(
        id=rule.id,
        text=rule.text,
        countries=tuple(rule.parameters.get("none_of", ())),
        divisions=tuple((country, code) for country, _, code in divisions),
        source=rule.source,
        since=rule.since,
        note=rule.note,
        rule=rule,
    )
