"""Finding the list in a text: a plain list, or a leaflet with prose around its list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .coordinates import looks_like_point
from .entry import Entry
from .errors import PlacesError
from .folding import fold, plain
from .known import is_id
from .regions import close_region, region_keys

MARK = re.compile(r"^\s*(?:[-*•·–]\s+|\(?\d{1,3}[.)]\s+)")
_LOOSE = 0.75
"""What a line that is no entry costs a stretch of the text in which each entry gains 1."""
_FEWEST = 3
"""A leaflet's list has at least this many entries."""
_MUCH = 4
"""So many lines around a list, at least half of them prose, make the text a leaflet."""


def entries_of_text(text: str, file: str) -> list[Entry]:
    """The entries of a text.

    Where prose stands around a stretch of lines in which entries ("Name, State") prevail, the text is a
    leaflet and that stretch is its list. Otherwise every line that is not blank is an entry, readable or
    not, so that none is lost without a word.
    """
    lines = [(at, " ".join(MARK.sub("", line).split())) for at, line in enumerate(text.splitlines(), 1)]
    lines = [(at, line) for at, line in lines if line and not line.startswith("#")]
    if not lines:
        raise PlacesError("is empty", file=file)
    first, end = _densest([line for _, line in lines])
    around = [line for _, line in lines[:first] + lines[end:]]
    if len(around) >= _MUCH and 2 * sum(map(is_prose, around)) >= len(around):
        lines = lines[first:end]
        if len(lines) < _FEWEST:
            raise PlacesError('holds no list of communities (lines such as "Pinole, California")', file=file)
    return _parted([Entry(line, at, file) for at, line in lines])


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
        total += 1.0 if is_entry(line) else -_LOOSE
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
