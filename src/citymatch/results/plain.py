"""Plain values: ready for JSON, and compared so that one unknown equals another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np


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


def harmless(cell: Any) -> Any:
    """A cell whose text no spreadsheet takes for a formula: a leading = + - @ gets an apostrophe before it.

    >>> harmless("=HYPERLINK(1)"), harmless("Pinole"), harmless(-3.5)
    ("'=HYPERLINK(1)", 'Pinole', -3.5)
    """
    if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + cell
    return cell
