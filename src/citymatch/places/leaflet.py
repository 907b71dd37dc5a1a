"""Finding the list in a text: a plain list, or a leaflet with prose around its list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .coordinates import looks_like_point
from .decoration import MARK, undecorated
from .entry import Entry
from .errors import PlacesError
from .folding import fold, plain
from .headings import Line, lines_of, regions_above
from .known import is_id
from .parting import one_entry, several
from .regions import close_region, region_keys

_LOOSE = 0.75
"""What a line that is no entry costs a stretch of the text in which each entry gains 1."""
_FEWEST = 3
"""A leaflet's list has at least this many entries."""
_LONGEST = 2_000
"""A line of a list is no longer."""
_MUCH = 4
"""So many lines around a list, at least half of them prose, make the text a leaflet."""


def entries_of_text(text: str, file: str, remarks: Sequence[str] = ()) -> list[Entry]:
    """The entries of a text.

    Where prose stands around a stretch of lines in which entries ("Name, State") prevail, the text is a
    leaflet and that stretch is its list. Otherwise every line that is not blank is an entry, readable or
    not, so that none is lost without a word. A heading ("Mexico") gives its region to the names below it, and a
    line that holds several communities is as many entries.
    """
    everything = lines_of(text)
    above, headings = regions_above(everything)
    lines = [each for each in everything if each.number not in headings and not each.text.startswith("#")]
    if not lines:
        raise PlacesError("is empty" if not headings else "holds headings and no community", file=file)
    said = list(remarks)
    shown = [_unmarked(line) for line in lines]
    first, end = _densest(shown)
    around = shown[:first] + shown[end:]
    if len(around) >= _MUCH and 2 * sum(map(is_prose, around)) >= len(around):
        lines = lines[first:end]
        if len(lines) < _FEWEST:
            raise PlacesError('holds no list of communities (lines such as "Pinole, California")', file=file)
        said.append(f"a text around a list: lines {lines[0].number} to {lines[-1].number} are read")
    if headings:
        names = [each.text for each in everything if each.number in headings]
        said.append(f"read as headings: {', '.join(names[:20])}")
    entries = [entry for line in lines for entry in _of_line(line, above.get(line.number, ""), file)]
    return [replace(entry, remarks=tuple(said)) for entry in _parted(entries)]


def _unmarked(line: Line) -> str:
    """A line without its bullet, as prose is told from entries by."""
    return " ".join(MARK.sub("", line.text).split()) or line.text


def _cleaned(line: Line) -> str:
    """The text of a line as it stands, or without its decoration if it has more than a bullet; the last part of an id
    is no year."""
    if is_id(_unmarked(line)):
        return _unmarked(line)
    plain_text, clean = _unmarked(line), undecorated(line.text, region=True)
    same = re.sub(r"\s*,\s*", ",", plain_text) == re.sub(r"\s*,\s*", ",", clean)
    return plain_text if same or not clean else clean


def _of_line(line: Line, region: str, file: str) -> list[Entry]:
    """The one community of a line, or each of several."""
    if len(line.text) > _LONGEST:
        return [
            Entry(line.text[:80] + "...", line.number, file, problem=f"is longer than {_LONGEST} letters")
        ]
    texts = several(line.text)
    note = f"one of {len(texts)} in the line {line.text[:80]!r}" if texts else ""
    texts = texts or [_cleaned(line)]
    if region:
        texts = [text if one_entry(text) or is_id(text) or looks_like_point(text) else f"{text}, {region}"
                 for text in texts]  # fmt: skip
    return [Entry(text, line.number, file, note=note) for text in texts]


def is_entry(line: str) -> bool:
    """Whether a line reads as a name and its region, or as coordinates.

    >>> [is_entry(line) for line in ("Havanna, Illionois", "West Park, Florida Peachtree", "level, as in")]
    [True, True, False]
    """
    if looks_like_point(line):
        return True
    name, comma, rest = (part.strip() for part in line.partition(","))
    if not (comma and _is_name(name)):
        return False
    region = rest.split(",")[-1].strip()
    return bool(fold(region) in region_keys() or _run_together(rest) or close_region(region))


def is_prose(line: str) -> bool:
    """Whether a line is a piece of a sentence: no entry, and it starts small, ends in a stop, or is long.

    >>> is_prose("To begin the process, please complete the "), is_prose("Springfield")
    (True, False)
    """
    if is_entry(line) or is_id(line):
        return False
    words = line.split()
    return (
        len(words) > 6
        or line[0].islower()
        or line[-1] in ".?!:;,"
        or "@" in line
        or all(len(w) == 1 for w in words)
    )


def _decorated_entry(line: str) -> bool:
    """Whether a line is an entry but for what stands around it: "**Seika** (Japan), 1999"."""
    return len(line.split()) <= 10 and line[-1:] not in ".:?!" and bool(one_entry(line))


def _is_name(text: str) -> bool:
    """A name of a few words, the first one with a capital letter, without a full stop within it."""
    words = text.split()
    if not 1 <= len(words) <= 6 or not plain(text) or any(len(word) == 1 for word in words[:2]):
        return False
    return text[0].isupper() and not re.search(r"[a-z]{4,}[.?!]\s|[:;?!]", text)


def _densest(lines: Sequence[str]) -> tuple[int, int]:
    """Begin and end of the stretch in which entries prevail most (the largest sum of +1 and -`_LOOSE`)."""
    best, best_sum, begin, total = (0, 0), 0.0, 0, 0.0
    for at, line in enumerate(lines):
        if total <= 0:
            begin, total = at, 0.0
        total += 1.0 if is_entry(line) or (len(line) < 200 and _decorated_entry(line)) else -_LOOSE
        if total > best_sum:
            best, best_sum = (begin, at + 1), total
    return best


def _parted(entries: Sequence[Entry]) -> list[Entry]:
    """Entries run together over a line break, taken apart; each says how it was printed."""
    out: list[Entry] = []
    carried: tuple[str, Entry] | None = None
    for entry in entries:
        text, note, line = entry.text, entry.note, entry.line
        if carried:
            head, before = carried
            if is_entry(f"{head} {text}"):
                note = f"printed over two lines ({before.text!r} / {entry.text!r})"
                text, line = f"{head} {text}", before.line
            else:
                out.append(replace(before, text=head, note=f"printed at the end of {before.text!r}"))
        carried = None
        name, _, rest = (part.strip() for part in text.partition(","))
        if tail := _run_together(rest):
            carried = (tail, entry)
            text = f"{name}, {rest.removesuffix(tail).strip()}"
            note = "; ".join(
                filter(None, [note, f"printed as {entry.text!r}, with a part of the next entry"])
            )
        out.append(replace(entry, text=text, note=note, line=line))
    if carried:
        head, before = carried
        out.append(replace(before, text=head, note=f"printed at the end of {before.text!r}"))
    return out


def _run_together(rest: str) -> str:
    """What follows the name of a region in the same breath: "Peachtree" in "Florida Peachtree"; else ""."""
    words = rest.split()
    if "," in rest or len(words) < 2 or fold(rest) in region_keys() or close_region(rest):
        return ""
    for cut in range(len(words) - 1, 0, -1):
        head, tail = words[:cut], words[cut:]
        if fold(" ".join(head)) in region_keys() and len(" ".join(head)) > 3 and tail[0][:1].isupper():
            return " ".join(tail)
    return ""
