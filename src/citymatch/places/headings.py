"""Headings in a list: a country or a state alone, with its communities below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .alone import countries_alone
from .decoration import MARK, undecorated
from .folding import fold
from .regions import state_keys


@dataclass(frozen=True)
class Line:
    """A line of a text that is not blank: where it stands, how far it is set in, and whether a blank is before it."""

    number: int
    text: str
    indent: int
    after_blank: bool

    @property
    def bulleted(self) -> bool:
        """Whether it begins with a bullet or a number."""
        return bool(MARK.match(self.text))


@dataclass
class _Heading:
    region: str
    indent: int
    how: str


def lines_of(text: str) -> list[Line]:
    """The lines of a text that are not blank."""
    found, blank = [], True
    for number, raw in enumerate(text.splitlines(), 1):
        clean = raw.expandtabs(4)
        if clean.strip():
            found.append(Line(number, raw.strip(), len(clean) - len(clean.lstrip()), blank))
        blank = not clean.strip()
    return found


def regions_above(lines: Sequence[Line]) -> tuple[dict[int, str], set[int]]:
    """The region that the heading above gives to each line (by number), and the lines that are headings.

    >>> lines = lines_of("Mexico\\n  Guadalajara\\n  Colima\\nJapan:\\n  Seika")
    >>> regions_above(lines)
    ({2: 'Mexico', 3: 'Mexico', 5: 'Japan'}, {1, 4})
    """
    blocks = sum(_in_block(lines, at) for at in range(len(lines))) > 1
    above: dict[int, str] = {}
    headings: set[int] = set()
    open_: list[_Heading] = []
    for at, line in enumerate(lines):
        how = _how(lines, at, blocks)
        if not how and _is_title(lines, at):
            headings.add(line.number)
            open_ = []
            continue
        open_ = [each for each in open_ if _still(each, line, how)]
        if how:
            headings.add(line.number)
            open_.append(_Heading(_region(line), line.indent, how))
        elif open_:
            above[line.number] = ", ".join(each.region for each in reversed(open_))
    return above, headings


def _region(line: Line) -> str:
    """The country or the US state that is all that a line says, else ""."""
    text = undecorated(line.text).rstrip(": ")
    key = fold(text)
    return text if len(key) > 3 and (key in state_keys() or bool(countries_alone(text))) else ""


def _is_title(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is a title over a list with bullets: "Our twins:"."""
    text = lines[at].text
    ends = text.endswith(":") and "," not in text and not lines[at].bulleted
    return ends and at + 1 < len(lines) and lines[at + 1].bulleted


def _in_block(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is a country on top of a block between blank lines."""
    line = lines[at]
    after = lines[at + 1] if at + 1 < len(lines) else None
    return bool(
        line.after_blank and after and not after.after_blank and countries_alone(_region(line))
        and not _region(after) and "," not in after.text
    )  # fmt: skip


def _how(lines: Sequence[Line], at: int, blocks: bool) -> str:
    """In which way a line is a heading: what stands below it is set in, has bullets, or follows at once; else ""."""
    line = lines[at]
    if at + 1 == len(lines) or not _region(line):
        return ""
    after = lines[at + 1]
    if after.indent > line.indent:
        return "indent"
    if line.text.startswith("#"):
        return "mark"
    if after.bulleted and not line.bulleted:
        return "bullet"
    if line.text.endswith(":") or re.fullmatch(r"(?:\*\*|__|'''|==+).+(?:\*\*|__|'''|==+):?", line.text):
        return "block"
    return "block" if blocks and _in_block(lines, at) else ""


def _still(heading: _Heading, line: Line, how: str) -> bool:
    """Whether a heading counts for a line yet."""
    if how and how != "indent":
        return False
    if heading.how == "indent":
        return line.indent > heading.indent
    if heading.how == "bullet":
        return line.bulleted and not how
    return not how and not (heading.how == "block" and line.after_blank)
