"""What stands above a policy: laws on partners abroad, as rules in files. `caution` has the cautions.

A reading of the texts named in each file, not legal advice.
"""

from __future__ import annotations

import datetime
import functools
from dataclasses import dataclass
from pathlib import Path

from citymatch.datasets.geography import country_name, country_told, load_countries
from citymatch.datasets.us import load_us_states

from .caution import UNOFFICIAL, relations
from .fields import Fields, read_whole
from .kinds import in_regions
from .nations import nation
from .parts import Rule
from .reading import country_problem, rule_from
from .toml import read_toml

HERE = Path(__file__).parent
LAWS = HERE / "laws"
ADVICE = "A reading of the law and no legal advice: ask counsel."


@dataclass(frozen=True)
class Law(Rule):
    """A law on partners abroad. `verified` is false where its text was not read in full.

    `country` (ISO 3166-1) made it, or its first-order `division` (the gazetteer's code, such as TX; "" for a law
    of the whole country). It is applied from `since` on. `existing_until` is the day by which ties that existed
    had to end, where that was read.
    """

    since: datetime.date = datetime.date.max
    country: str = ""
    division: str = ""
    title: str = ""
    existing_until: datetime.date | None = None

    def binds(self, country: str, division: str) -> bool:
        """Whether it stands above the communities of a division of a country."""
        return self.country == country and self.division in ("", division)

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries that it forbids."""
        return countries_outside(self)

    @property
    def reason(self) -> str:
        """Why a candidate is excluded: the law, and since when."""
        unread = "" if self.verified else "; its text was not read in full"
        return f"forbidden by {self.title}, applied since {_day(self.since)}{unread}. {ADVICE}"

    @property
    def existing(self) -> str:
        """What it says of a tie that exists."""
        ended = (
            f"; ties that existed had to end by {_day(self.existing_until)}" if self.existing_until else ""
        )
        return f"forbidden by {self.title} since {_day(self.since)}{ended}"


@dataclass(frozen=True)
class LawAbroad(Law):
    """A law that binds candidates and not the seeker: it forbids them an agreement with the seeker's country.

    `place` names those whom it binds, such as "Texas", `other` the seeker's country.
    """

    place: str = ""
    other: str = ""

    @property
    def reason(self) -> str:
        """Why a candidate may not sign: its own law, and since when."""
        unread = "" if self.verified else "; its text was not read in full"
        return (
            f"the law of {self.place} forbids its communities an agreement with one in {self.other}: {self.title}, "
            f"applied since {_day(self.since)}{unread}. {ADVICE}"
        )


def _day(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"


def countries_outside(rule: Rule) -> tuple[str, ...]:
    """The countries of which no community meets a rule; empty for a rule on something else than countries.

    >>> [law] = laws_above("US", "TX", datetime.date(2026, 1, 1))
    >>> countries_outside(law)
    ('CN', 'HK', 'MO', 'IR', 'KP', 'RU')
    """
    if rule.test == "diplomatic_relations":
        return tuple(country for country in relations() if country not in UNOFFICIAL)
    if rule.test != "country":
        return ()
    named = tuple(rule.parameters.get("none_of", ()))
    wanted, regions = rule.parameters.get("one_of", ()), rule.parameters.get("regions", ())
    table = load_countries()
    others = (
        country
        for country, continent in zip(table.texts("country"), table.labels("continent"), strict=True)
        if (wanted and country not in wanted) or (regions and not in_regions(country, continent, regions))
    )
    return (*named, *(country for country in others if country not in named))


def laws_above(country: str, division: str, as_of: datetime.date, folder: Path = LAWS) -> tuple[Law, ...]:
    """The laws in force on a day above a community of a country (ISO code) and its first-order division.

    A law is a file in `folder`; those of the whole country are among them.

    >>> laws_above("US", "TX", datetime.date(2025, 8, 31))
    ()
    >>> [law.title for law in laws_above("US", "TX", datetime.date(2025, 9, 1))]
    ['Texas Government Code, chapter 795 (HB 128)']
    >>> laws_above("ES", "TX", datetime.date(2026, 1, 1))
    ()
    """
    return tuple(law for law in _laws(folder) if law.binds(country, division) and law.applies(as_of))


def laws_abroad(country: str, as_of: datetime.date, folder: Path = LAWS) -> tuple[LawAbroad, ...]:
    """The laws in force on a day that forbid communities of other countries an agreement with one in this country.

    Each is a rule on the candidates that it binds.

    >>> [(law.place, law.parameters) for law in laws_abroad("CU", datetime.date(2026, 1, 1))]
    [('Arkansas', {'divisions': ('US.AR',)}), ('Indiana', {'divisions': ('US.IN',)})]
    >>> laws_abroad("PK", datetime.date(2026, 1, 1))
    ()
    """
    return tuple(
        _abroad(law, country)
        for law in _laws(folder)
        if nation(law.country) != nation(country) and law.applies(as_of) and country in law.countries
    )


def _abroad(law: Law, country: str) -> LawAbroad:
    whom: dict[str, object] = (
        {"divisions": (f"{law.country}.{law.division}",)} if law.division else {"none_of": (law.country,)}
    )
    own = {**vars(law), "id": f"{law.id}-with-{country.lower()}", "test": "country", "parameters": whom}
    return LawAbroad(**own, place=_named(law), other=country_told(country))


def _named(law: Law) -> str:
    """Whom a law binds, by name."""
    if not law.division:
        return country_name(law.country)
    states = load_us_states()
    names: dict[str, str] = (
        dict(zip(states["state"], states["name"], strict=True)) if law.country == "US" else {}
    )
    return names.get(law.division, f"{law.division}, {country_name(law.country)}")


@functools.cache
def _laws(folder: Path) -> tuple[Law, ...]:
    found: list[Law] = []
    for path in sorted(folder.glob("*.toml")):
        data, origin = read_toml(path)
        found.extend(read_whole(Fields(data, (), origin), _laws_of))
    return tuple(found)


def _laws_of(fields: Fields) -> list[Law]:
    """The laws of one file: what stands at its head goes for each of its rules."""
    country, division = fields.text("country", required=True), fields.text("division")
    if problem := country_problem(country):
        raise fields.error("country", problem)
    title, note = fields.text("title", required=True), fields.text("note")
    source, until = fields.text("source", required=True), fields.date("existing_until")
    fields.text("date", required=True)
    laws = []
    for n, rule in enumerate(fields.each("rules", rule_from)):
        if rule.strength != "law":
            raise fields.origin.error(("rules", n, "strength"), f'must be "law", not {rule.strength!r}')
        if rule.since is None:
            raise fields.origin.error(
                ("rules", n), "lacks the field 'since', the day from which it is applied"
            )
        own = {**vars(rule), "source": source, "note": f"{rule.note} {note}".strip()}
        laws.append(Law(**own, country=country, division=division, title=title, existing_until=until))
    return laws
