"""What stands above a policy: state laws on partners abroad, and cautions. Both are rules in files.

A reading of the texts named in each file, not legal advice.
"""

from __future__ import annotations

import datetime
import functools
from dataclasses import dataclass
from pathlib import Path

from .errors import PolicyError
from .fields import Fields, read_whole
from .parts import Rule
from .reading import rule_from
from .toml import read_toml

HERE = Path(__file__).parent
UNOFFICIAL = frozenset({"TW"})
ADVICE = "A reading of the law and no legal advice: ask counsel."


@dataclass(frozen=True)
class Law(Rule):
    """A state's law on partners abroad. `verified` is false where its text was not read in full.

    `existing_until` is the day by which ties that existed had to end, where that was read.
    """

    state: str = ""
    title: str = ""
    existing_until: datetime.date | None = None

    @property
    def in_force(self) -> datetime.date:
        """The day from which it is applied."""
        assert self.since is not None
        return self.since

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries that it forbids."""
        return tuple(self.parameters["none_of"])

    @property
    def reason(self) -> str:
        """Why a candidate is excluded: the law, and since when."""
        unread = "" if self.verified else "; its text was not read in full"
        return f"forbidden by {self.title}, applied since {_day(self.in_force)}{unread}. {ADVICE}"

    @property
    def existing(self) -> str:
        """What it says of a tie that exists."""
        ended = (
            f"; ties that existed had to end by {_day(self.existing_until)}" if self.existing_until else ""
        )
        return f"forbidden by {self.title} since {_day(self.in_force)}{ended}"


@dataclass(frozen=True)
class Caution(Rule):
    """What to know before writing to a mayor in `countries` or `divisions`, from `since` on."""

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries that it is about."""
        return tuple(self.parameters.get("none_of", ()))

    @property
    def divisions(self) -> tuple[tuple[str, str], ...]:
        """Country and first-order division, such as ("UA", "11")."""
        parts = (division.partition(".") for division in self.parameters.get("divisions", ()))
        return tuple((country, code) for country, _, code in parts)

    @property
    def reason(self) -> str:
        """The caution with its source."""
        return f"{self.text} ({self.source})"


def _day(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"


def laws_for(state: str, as_of: datetime.date) -> tuple[Law, ...]:
    """The laws of a US state (USPS code) that are in force on a day.

    >>> laws_for("TX", datetime.date(2025, 8, 31))
    ()
    >>> [law.countries for law in laws_for("TX", datetime.date(2025, 9, 1))]
    [('CN', 'HK', 'MO', 'IR', 'KP', 'RU')]
    """
    return tuple(law for law in _laws() if law.state == state and law.applies(as_of))


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
    return tuple(caution for caution in _cautions() if caution.applies(as_of))


def relations() -> dict[str, Caution]:
    """The countries without formal diplomatic relations with the United States, each with its caution.

    Taiwan's relations are unofficial: `UNOFFICIAL` holds it, since a policy may well count them.

    >>> sorted(relations())
    ['BT', 'IR', 'KP', 'TW']
    """
    ids = ("no-diplomatic-relations", "taiwan")
    return {country: caution for caution in _cautions() if caution.id in ids for country in caution.countries}


@functools.cache
def _laws() -> tuple[Law, ...]:
    found: list[Law] = []
    for path in sorted((HERE / "laws").glob("*.toml")):
        data, origin = read_toml(path)
        found.extend(read_whole(Fields(data, (), origin), _laws_of))
    return tuple(found)


def _laws_of(fields: Fields) -> list[Law]:
    state, title = fields.text("state", required=True), fields.text("title", required=True)
    source, note = fields.text("source", required=True), fields.text("note")
    fields.text("date", required=True)
    until = fields.date("existing_until")
    laws = []
    for rule in fields.each("rules", rule_from):
        if rule.since is None or rule.strength != "law":
            raise PolicyError(
                f"the law {rule.id!r} needs strength 'law' and a date under since", fields.origin.file
            )
        own = {**vars(rule), "source": source, "note": f"{rule.note} {note}".strip()}
        laws.append(Law(**own, state=state, title=title, existing_until=until))
    return laws


@functools.cache
def _cautions() -> tuple[Caution, ...]:
    data, origin = read_toml(HERE / "cautions.toml")
    rules = read_whole(Fields(data, (), origin), lambda fields: fields.each("rules", rule_from))
    return tuple(Caution(**vars(rule)) for rule in rules)
