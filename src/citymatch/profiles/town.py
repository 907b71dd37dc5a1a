"""A profile: what is believed of one community, as a small file that a clerk may correct."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from citymatch.policy.toml import toml_key, toml_text, toml_value

Value = str | float | tuple[str, ...] | None
"""What a line may state: a text, a number, a list of texts; None where it is not known."""

_HEAD = """\
What citymatch believes of {label}. Correct what is wrong, add what is missing, take out what is not so.
A line that you leave as it is stays citymatch's own; what you change is the town's own word, and counts first.
Then: citymatch rank {label!r} --profile FILE"""


class Belief(NamedTuple):
    """One line of a profile: its section and name, the value, and in words where that is from."""

    section: str
    key: str
    value: Value
    comment: str = ""

    @property
    def field(self) -> str:
        """Its name in the whole file: "people.number"."""
        return f"{self.section}.{self.key}"


class Section(NamedTuple):
    """Lines that belong together, under a word of explanation."""

    name: str
    heading: str
    beliefs: tuple[Belief, ...]


@dataclass(frozen=True)
class TownProfile:
    """What is believed of one community, or what it states of itself: sections of lines.

    `file` is where it was read from, "" where citymatch made it.

    >>> people = Section("people", "those who live there", (Belief("people", "number", 19022.0, "Census, 2020"),))
    >>> print(TownProfile("geonames:5383187", "Pinole", "Pinole, California", (people,)).to_toml().split("\\n\\n")[-1])
    [people]  # those who live there
    number = 19022  # Census, 2020
    <BLANKLINE>
    """

    community_id: str
    name: str
    label: str
    sections: tuple[Section, ...]
    file: str = field(default="", repr=False, compare=False)

    @property
    def beliefs(self) -> tuple[Belief, ...]:
        """Every line that states something."""
        return tuple(line for part in self.sections for line in part.beliefs if line.value is not None)

    def section(self, name: str) -> Mapping[str, Value]:
        """The values of one section by name; empty where it has none."""
        return {line.key: line.value for line in self.beliefs if line.section == name}

    def has(self, name: str) -> bool:
        """Whether there is such a section at all."""
        return any(part.name == name for part in self.sections)

    def to_toml(self) -> str:
        """The profile as the text of a file, each line with a comment that says where its value is from."""
        head = "\n".join(f"# {line}" for line in _HEAD.format(label=self.label).split("\n"))
        who = [
            f"community = {toml_text(self.community_id)}  # whose profile this is: leave it as it is",
            f"name = {toml_text(self.name)}",
            f"label = {toml_text(self.label)}",
        ]
        parts = [_written(part) for part in self.sections if part.beliefs]
        return "\n\n".join([head, "\n".join(who), *parts]) + "\n"


def _written(part: Section) -> str:
    heading = f"  # {part.heading}" if part.heading else ""
    if all(line.value is None for line in part.beliefs):  # an offer to fill in, which states nothing
        return "\n".join([f"# [{part.name}]{heading}", *(_line(line) for line in part.beliefs)])
    return "\n".join([f"[{part.name}]{heading}", *(_line(line) for line in part.beliefs)])


def _line(line: Belief) -> str:
    comment = f"  # {' '.join(line.comment.split())}" if line.comment else ""
    if not line.key:
        return f"# {line.comment}"
    if line.value is None:
        return f"# {toml_key(line.key)} ={comment}"
    return f"{toml_key(line.key)} = {toml_value(_plain(line.value))}{comment}"


def _plain(value: str | float | Sequence[str]) -> str | float | Sequence[str]:
    """A whole number without a point, as people write it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
