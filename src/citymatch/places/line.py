"""A line taken apart: the name, a bracket after it, and what stands after the commas."""

from __future__ import annotations

import re
from typing import NamedTuple

from .folding import plain

_SIGNS = str.maketrans({"،": ",", "、": ",", "，": ",", "；": ";", "（": "(", "）": ")", "[": "(", "]": ")"})
_SEAT = re.compile(r"(?P<unit>.+?) \(seat (?P<town>.+)\)")
"""A label of ours: the unit that signs, then its seat."""


class Line(NamedTuple):
    """A name, what stands in a bracket after it ("" if nothing does), and the parts after it.

    `whole` is the name with its bracket, as the gazetteer would have it.
    """

    name: str
    bracket: str
    parts: tuple[str, ...]
    whole: str


def parted(text: str) -> Line:
    """Take a line apart at its commas; those within a bracket do not count.

    >>> parted("Frankfurt (Oder), Germany")
    Line(name='Frankfurt', bracket='Oder', parts=('Germany',), whole='Frankfurt (Oder)')
    >>> parted("Sigdal (seat Prestfoss), Norway").whole
    'Prestfoss (Sigdal)'
    >>> parted("Clay (Placer), California (US)").parts
    ('California', 'US')
    """
    first, *rest = [part for part in _at_commas(text.translate(_SIGNS)) if plain(part)] or [""]
    first = first.strip()
    name, bracket = _bracketed(first)
    parts = [part.strip() for each in rest for part in re.split(r"[()]", each) if plain(part)]
    label = _SEAT.fullmatch(first)
    whole = f"{label['town']} ({label['unit']})" if label else first
    return Line(name, bracket, tuple(parts), whole)


def _bracketed(text: str) -> tuple[str, str]:
    """The name before a bracket and what is in it; brackets that do not close are taken for commas."""
    name, opened, rest = text.partition("(")
    if not opened:
        return text.strip(" )"), ""
    if not plain(name):
        return rest.replace("(", " ").replace(")", " ").strip(), ""
    bracket = re.sub(r"\s*[()]\s*", ", ", rest).strip(" ,")
    return name.strip(), bracket if plain(bracket) else ""


def _at_commas(text: str) -> list[str]:
    """The parts between commas and semicolons outside brackets."""
    found, depth, begin = [], 0, 0
    for at, sign in enumerate(text):
        depth = max(depth + (sign == "(") - (sign == ")"), 0)
        if sign in ",;" and not depth:
            found.append(text[begin:at])
            begin = at + 1
    if depth and "(" in text[begin:]:  # a bracket that is not closed holds no comma back
        return [*found, *re.split("[,;]", text[begin:])]
    return [*found, text[begin:]]
