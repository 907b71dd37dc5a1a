"""Pairs of countries at war, without relations, or with a closed border: `pairs.toml`, dated and sourced."""

from __future__ import annotations

import datetime
import functools
from dataclasses import dataclass
from pathlib import Path

from citymatch.datasets.geography import country_told

from .fields import Fields, read_whole
from .reading import country_problem, id_of
from .toml import read_toml

FILE = Path(__file__).parent / "pairs.toml"
BORDERS: dict[str, str] = {
    "": "open, or not known to be closed, or they have none",
    "closed": "nobody crosses it on an ordinary journey",
    "hostile": "open for some at some hours, between states that are hostile to each other",
}
PAIR_LEVELS: dict[str, str] = {"": "", "barred": "", "strong": ""}


@dataclass(frozen=True)
class Pair:
    """What stands between each of `one` and each of `others` (ISO 3166-1), the same from both sides.

    `level` is the caution that follows ("" for none), `border` one of `BORDERS`. `read` is the day on which the
    source was read as standing.
    """

    id: str
    one: tuple[str, ...]
    others: tuple[str, ...]
    text: str
    level: str
    border: str
    source: str
    read: datetime.date
    since: datetime.date | None = None
    until: datetime.date | None = None
    note: str = ""

    def others_of(self, country: str) -> tuple[str, ...]:
        """The countries that stand on the other side of a country."""
        return self.others if country in self.one else self.one if country in self.others else ()

    def applies(self, as_of: datetime.date) -> bool:
        """Whether it stands on a day."""
        return (self.since is None or self.since <= as_of) and (self.until is None or as_of <= self.until)

    def told(self, seeker: str, candidate: str) -> str:
        """The sentence, with both names in it."""
        told = self.text.format(a=country_told(seeker), b=country_told(candidate))
        return told[:1].upper() + told[1:]


def closed_border(a: str, b: str, as_of: datetime.date | None = None) -> bool:
    """Whether the border of two countries is closed or hostile, so that nobody's nearest city lies beyond it.

    `as_of` is the day (None: the last that is in the table). Countries that are far apart have no border that is
    closed, and the same country twice has none; a strait that nobody may cross is one.

    >>> closed_border("AM", "TR"), closed_border("TR", "AM"), closed_border("FR", "ES")
    (True, True, False)
    """
    if as_of is None:
        return frozenset((a, b)) in _closed()
    return any(pair.border and b in pair.others_of(a) and pair.applies(as_of) for pair in pairs())


@functools.cache
def _closed() -> frozenset[frozenset[str]]:
    standing = [pair for pair in pairs() if pair.border and pair.until is None]
    return frozenset(frozenset((a, b)) for pair in standing for a in pair.one for b in pair.others)


@functools.cache
def pairs(path: Path = FILE) -> tuple[Pair, ...]:
    """Every pair of the table, whatever the day. Raises PolicyError naming file, line and field."""
    data, origin = read_toml(path)
    return read_whole(Fields(data, (), origin), lambda fields: fields.each("pairs", _pair_of))


def _pair_of(fields: Fields) -> Pair:
    read = fields.date("read")
    if read is None:
        raise fields.origin.error(fields.path, "lacks the field 'read', the day on which its source was read")
    return Pair(
        id_of(fields), _countries(fields, "one"), _countries(fields, "others"), fields.text("text", required=True),
        fields.choice("level", PAIR_LEVELS, ""), fields.choice("border", BORDERS, ""),
        fields.text("source", required=True), read, fields.date("since"), fields.date("until"), fields.text("note"),
    )  # fmt: skip


def _countries(fields: Fields, key: str) -> tuple[str, ...]:
    codes = fields.texts(key)
    if not codes:
        raise fields.origin.error(fields.path, f"lacks the field {key!r}")
    for code in codes:
        if problem := country_problem(code):
            raise fields.error(key, problem)
    return codes
