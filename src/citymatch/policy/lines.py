"""On which line of a TOML text each field stands. The parser of the standard library does not say."""

from __future__ import annotations

import re

from .errors import FieldPath

_NAME = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_HEADER = re.compile(r"^\s*\[(\[)?\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(rf"^\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*=")
_PART = re.compile(_NAME)


def field_lines(text: str) -> dict[tuple[str | int, ...], int]:
    """The line (from 1) of each table and key of a TOML text, by its path.

    >>> lines = field_lines('name = "x"\\n[[criteria]]\\nid = "a"\\n[[criteria]]\\nweight = 2')
    >>> lines[("criteria", 1, "weight")]
    5
    """
    lines: dict[FieldPath, int] = {}
    counts: dict[FieldPath, int] = {}
    here: FieldPath = ()
    closing = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if closing:
            closing = "" if closing in line else closing
            continue
        if header := _HEADER.match(line):
            here = _enter(_names(header[2]), bool(header[1]), counts)
            lines.setdefault(here, number)
        elif key := _KEY.match(line):
            lines.setdefault(here + _names(key[1]), number)
            closing = _opened(line[key.end() :])
    return lines


def _names(dotted: str) -> FieldPath:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _enter(names: FieldPath, repeated: bool, counts: dict[FieldPath, int]) -> FieldPath:
    """The path of a table's header: an array of tables adds the number of the table."""
    path: FieldPath = ()
    for depth, name in enumerate(names):
        path += (name,)
        last = depth == len(names) - 1
        if last and repeated:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path += (counts[path],)
    return path


def _opened(value: str) -> str:
    """The closing mark of a multi-line string that begins here and does not end here."""
    for mark in ('"""', "'''"):
        if value.count(mark) == 1:
            return mark
    return ""
