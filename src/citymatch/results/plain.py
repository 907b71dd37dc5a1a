"""Plain values: ready for JSON, and compared so that one unknown equals another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

_PLAIN = frozenset((str, int, float, bool, type(None)))
"""Kinds of values that JSON takes as they are, but for NaN."""


def without_nan(value: Any) -> Any:
    """The same structure with every NaN as None, so that it is valid JSON.

    >>> without_nan({"a": float("nan"), "b": (1, 2)})
    {'a': None, 'b': [1, 2]}
    """
    kind = type(value)
    if kind is str or kind is int or value is None:
        return value
    if kind is float:
        return None if value != value else value
    if isinstance(value, dict):
        return {str(key): without_nan(item) for key, item in value.items()}
    if kind is list and _PLAIN.issuperset(map(type, value)):
        return [None if item != item else item for item in value]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [without_nan(item) for item in value]
    return None if isinstance(value, float) and value != value else value


def same(one: Any, other: Any) -> bool:
    """Whether two structures hold the same values. Unknown (NaN) is the same as unknown, and arrays are compared whole.

    >>> same({"a": float("nan"), "b": np.array([1.0])}, {"a": float("nan"), "b": np.array([1.0])})
    True
    >>> same((1, 2), (1, 3))
    False
    """
    if one is other:
        return True
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        a, b = np.asarray(one), np.asarray(other)
        return (
            a.shape == b.shape
            and a.dtype == b.dtype
            and all(map(same, a.ravel().tolist(), b.ravel().tolist()))
        )
    if is_dataclass(one) and not isinstance(one, type):
        return type(one) is type(other) and all(
            same(getattr(one, f.name), getattr(other, f.name)) for f in fields(one)
        )
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        return type(one) is type(other) and len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float) and isinstance(other, float) and one != one:
        return other != other
    return bool(one == other)


FORMULA = re.compile("[\\s\x00-\x20\u200b-\u200f\ufeff]*[=+\\-@\uff1d\uff0b\uff0d\uff20]")
"""How a formula begins: an operator, of full width too, after anything that is not seen."""
UNSAFE = frozenset(" =+-@\uff1d\uff0b\uff0d\uff20")
"""A text that begins with one of these has to be looked at."""
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Control characters but tab and the ends of lines, and what is no character: no table has room for them."""


BROKEN = re.compile("\r(?=[\\s\u200b-\u200f\ufeff]*[=+\\-@\uff1d\uff0b\uff0d\uff20])")
"""A carriage return before what looks like a formula: some readers begin a row there."""


def harmless(cell: Any) -> Any:
    r"""A cell whose text no spreadsheet takes for a formula: one that begins like one gets an apostrophe before it.

    What stands before the formula unseen goes, control characters go, and each end of a line is a newline.

    >>> harmless("=HYPERLINK(1)"), harmless("Pinole"), harmless(-3.5)
    ("'=HYPERLINK(1)", 'Pinole', -3.5)
    >>> harmless("\r=cmd"), harmless("a\r=cmd"), harmless("a\r\nb\rc")
    ("'=cmd", 'a =cmd', 'a\nb\nc')
    """
    if not isinstance(cell, str):
        return cell
    if cell.isprintable() and cell[:1] not in UNSAFE:
        return cell
    text = BROKEN.sub(" ", CONTROLS.sub("", cell).replace("\r\n", "\n")).replace("\r", "\n")
    begins = FORMULA.match(text)
    if begins is not None:
        return "'" + text[begins.end() - 1 :]
    return "'" + text if text[:1] in ("\t", "\n") else text
