"""Cautions: what stands above every policy beside the law, by the nation of the seeker and the day.

`cautions.toml` names places, `pairs.toml` pairs of countries. A reading of what each source said on its day.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from citymatch.datasets.geography import country_told

from .borders import Pair, pairs
from .fields import Fields, read_whole
from .parts import Rule
from .reading import country_problem, rule_from
from .toml import read_toml

HERE = Path(__file__).parent
LEVELS: dict[str, str] = {
    "barred": "left out unless the user asks for it",
    "strong": "shown, with the caution first among the reasons",
    "plain": "shown with the caution, after the strong ones",
}
"""The levels of a caution, the gravest first."""
UNOFFICIAL = frozenset({"TW"})
US = "US"


@dataclass(frozen=True)
class Caution(Rule):
    """What to know before writing to a mayor in `countries`, `divisions` or single places, from `since` on.

    `level` is one of `LEVELS`. `read` is the day on which its source was read as standing. It is told to seekers of
    the nations `told_to` (ISO codes; empty: all), and to none of `untold_to`; with `told_in` to those of these
    first-order divisions alone ("US.FL").
    """

    level: str = "plain"
    read: datetime.date | None = None
    told_to: tuple[str, ...] = ()
    untold_to: tuple[str, ...] = ()
    told_in: tuple[str, ...] = ()

    def concerns(self, nation: str, division: str = "") -> bool:
        """Whether it is told to seekers of a nation, and of a first-order division of it."""
        if self.told_in and f"{nation}.{division}" not in self.told_in:
            return False
        return nation not in self.untold_to and (not self.told_to or nation in self.told_to)

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries that it is about; with `area`, a part of them alone."""
        return tuple(self.parameters.get("none_of", ()))

    @property
    def divisions(self) -> tuple[tuple[str, str], ...]:
        """Country and first-order division, such as ("UA", "11")."""
        parts = (division.partition(".") for division in self.parameters.get("divisions", ()))
        return tuple((country, code) for country, _, code in parts)

    @property
    def reason(self) -> str:
        """The caution with its source and its day."""
        strong = "strong caution; " if self.level == "strong" else ""
        read = f"; as of {_day(self.read)}" if self.read else ""
        return f"{self.text} ({strong}{self.source}{read})"


def _day(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"


def cautions(as_of: datetime.date, nation: str = US, division: str = "") -> tuple[Caution, ...]:
    """The cautions that hold on a day for the seekers of a nation (ISO 3166-1), the gravest first.

    Those for seekers of one first-order division are among them where it is named.

    >>> [c.id for c in cautions(datetime.date(2026, 1, 1)) if ("UA", "11") in c.divisions]
    ['crimea']
    >>> [c.level for c in cautions(datetime.date(2026, 1, 1), "IN") if "PK" in c.countries]
    ['barred']
    >>> [c.id for c in cautions(datetime.date(2026, 1, 1), "US", "FL") if "CU" in c.countries and c.told_in]
    ['florida-288-860-cu']
    """
    told = [c for c in (*_table(), *_between(nation)) if c.applies(as_of) and c.concerns(nation, division)]
    return tuple(sorted(told, key=lambda caution: list(LEVELS).index(caution.level)))


def caution_on(country: str, admin1: str, as_of: datetime.date, seekers: str = US) -> Caution | None:
    """The gravest caution about a country or a first-order division for seekers of a nation, None where there is none.

    What is about a part of a country by an outline alone is left out: a name on a list of partners has no place.

    >>> day = datetime.date(2026, 3, 1)
    >>> caution_on("RU", "51", day).level, caution_on("FI", "02", day)
    ('barred', None)
    """
    return next(
        (
            caution
            for caution in cautions(as_of, seekers)
            if not caution.parameters.get("area")
            and (country in caution.countries or (country, admin1) in caution.divisions)
        ),
        None,
    )


def last_read() -> datetime.date:
    """The day as of which a source of the table was read last.

    >>> last_read() >= datetime.date(2026, 2, 12)
    True
    """
    return max(caution.read for caution in _table() if caution.read is not None)


def relations() -> dict[str, Caution]:
    """The countries without formal diplomatic relations with the United States, each with its caution.

    Taiwan's relations are unofficial: `UNOFFICIAL` holds it, since a policy may well count them.

    >>> sorted(relations())
    ['BT', 'IR', 'KP', 'TW']
    """
    told = [c for c in _table() if c.id == "taiwan" or c.id.startswith("no-diplomatic-relations")]
    return {country: caution for caution in told for country in caution.countries}


@functools.cache
def _table() -> tuple[Caution, ...]:
    return read_cautions(HERE / "cautions.toml")


def read_cautions(path: Path) -> tuple[Caution, ...]:
    """The cautions of a file. Raises PolicyError naming file, line and field."""
    data, origin = read_toml(path)
    entries = read_whole(Fields(data, (), origin), lambda fields: fields.each("cautions", _entry_of))
    return tuple(caution for entry in entries for caution in entry)


def _entry_of(fields: Fields) -> tuple[Caution, ...]:
    """The cautions of one entry: one, or where its text holds {country} or {division} one of each."""
    names = fields.texts("named")
    caution = _caution_of(fields)
    if "{country}" in caution.text:
        return tuple(
            _of_one(caution, code, {"none_of": [code]}, country=country_told(code))
            for code in caution.countries
        )
    if "{division}" in caution.text:
        codes = caution.parameters.get("divisions", ())
        if len(names) != len(codes):
            raise fields.origin.error(
                fields.path, f"names {len(names)} of its {len(codes)} divisions in 'named'"
            )
        return tuple(
            _of_one(caution, code, {"divisions": [code]}, division=name)
            for code, name in zip(codes, names, strict=True)
        )
    return (caution,)


def _of_one(caution: Caution, code: str, where: Mapping[str, object], **name: str) -> Caution:
    """The caution of one of several countries or divisions, with its name in the sentence."""
    rest = {key: value for key, value in caution.parameters.items() if key not in ("none_of", "divisions")}
    id = f"{caution.id}-{code.lower().replace('.', '-')}"
    return replace(caution, id=id, text=caution.text.format(**name), parameters={**rest, **where})


def _caution_of(fields: Fields) -> Caution:
    """One entry as it stands: a rule on countries, with its level, its day and whom it is told."""
    level = fields.choice("level", LEVELS)
    told, untold = _nations(fields, "for"), _nations(fields, "not_for")
    within = fields.texts("for_divisions")
    read = fields.date("read")
    if read is None:
        raise fields.origin.error(fields.path, "lacks the field 'read', the day on which its source was read")
    fields.data = {"test": "country", "strength": "caution", **fields.data}
    rule = rule_from(fields)
    if not rule.source:
        raise fields.origin.error(fields.path, "lacks the field 'source'")
    return Caution(**vars(rule), level=level, read=read, told_to=told, untold_to=untold, told_in=within)


def _nations(fields: Fields, key: str) -> tuple[str, ...]:
    codes = fields.texts(key)
    for code in codes:
        if problem := country_problem(code):
            raise fields.error(key, problem)
    return codes


@functools.cache
def _between(nation: str) -> tuple[Caution, ...]:
    """The pairs of countries of which a nation is one, as cautions about the other."""
    return tuple(
        _about(pair, nation, other) for pair in pairs() if pair.level for other in pair.others_of(nation)
    )


def _about(pair: Pair, nation: str, other: str) -> Caution:
    parameters: Mapping[str, object] = {"none_of": [other]}
    return Caution(
        id=f"{pair.id}-{nation}-{other}", text=pair.told(nation, other), strength="caution", test="country",
        parameters=parameters, scope="country", source=pair.source, since=pair.since, until=pair.until,
        note=pair.note, level=pair.level, read=pair.read,
    )  # fmt: skip
