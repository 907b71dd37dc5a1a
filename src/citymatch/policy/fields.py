"""One table of a policy file at a time, read field by field, with every error placed."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from .errors import FieldPath, Origin, PolicyError, cut, kind_of, suggestion
from .weights import WEIGHTS, in_number

T = TypeVar("T")
D = TypeVar("D", float, None)


class Fields:
    """One table of a policy, read field by field; what is left over at the end is an error."""

    def __init__(self, data: object, path: FieldPath, origin: Origin):
        self.path, self.origin = path, origin
        if not isinstance(data, Mapping):
            whole = f"a policy is a table of fields, in Python a dict, not {kind_of(data)}"
            raise origin.error(path, f"must be a table of fields, not {cut(data)}" if path else whole)
        self.data = dict(data)
        self.known: list[str] = []

    def error(self, key: str, problem: str) -> PolicyError:
        return self.origin.error((*self.path, key), problem)

    def place(self, key: str) -> str:
        """Where a field stands, as an error says it: the file, the line, and the field."""
        return str(self.error(key, ""))

    def take(self, key: str, required: bool = False) -> Any:
        """The value of a field, or None where it is not stated."""
        self.known.append(key)
        if key not in self.data and required:
            raise self.origin.error(self.path, f"lacks the field {key!r}{self._near(key)}")
        return self.data.pop(key, None)

    def _near(self, key: str) -> str:
        from difflib import get_close_matches

        near = get_close_matches(key, [str(name) for name in self.data], n=1)
        return f"; is {near[0]!r} meant for it?" if near else ""

    def text(self, key: str, required: bool = False) -> str:
        value = self.take(key, required)
        if value is None:
            return ""
        if isinstance(value, datetime.date):
            return value.isoformat()
        if not isinstance(value, str) or (required and not value.strip()):
            raise self.error(key, f"must be a text, not {cut(value)}")
        return value.strip()

    def number(self, key: str, default: D, low: float, high: float) -> float | D:
        value = self.take(key)
        if value is None:
            return default
        if not is_number(value) or not low <= value <= high:
            raise self.error(key, f"must be a number from {low:g} to {high:g}, not {cut(value)}")
        return float(value)

    def weight(self, key: str, default: float, high: float) -> float:
        """A number from 0 up, or a weight in words."""
        value = self.take(key)
        if value is None:
            return default
        number = _weight_in_number(value, high)
        if number is None:
            raise self.error(key, _no_weight(value, high))
        return number

    def choice(self, key: str, choices: Mapping[str, object], default: str | None = None) -> str:
        value = self.take(key, required=default is None)
        if value is None:
            return str(default)
        if not isinstance(value, str) or value not in choices:
            raise self.error(key, f"unknown {key} {cut(value)}{suggestion(value, choices)}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.take(key)
        if value is None:
            return ()
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
            raise self.error(key, f"must be a list of texts, not {cut(value)}")
        return tuple(value)

    def date(self, key: str) -> datetime.date | None:
        value = self.take(key)
        return None if value is None else as_date(value, lambda problem: self.error(key, problem))

    def flag(self, key: str, default: bool) -> bool:
        value = self.take(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self.error(key, f"must be true or false, not {cut(value)}")
        return value

    def table(self, key: str) -> dict[str, Any]:
        value = self.take(key)
        if value is None:
            return {}
        if not isinstance(value, Mapping) or not all(isinstance(name, str) for name in value):
            raise self.error(key, f"must be a table such as {{ core = 1.5 }}, not {cut(value)}")
        return dict(value)

    def each(self, key: str, read: Callable[[Fields], T]) -> tuple[T, ...]:
        """The tables of an array of tables such as [[rules]]."""
        value = self.take(key)
        if value is None:
            return ()
        if not isinstance(value, list | tuple):
            raise self.error(key, f"must be written as [[{key}]], once for each, not {cut(value)}")
        return tuple(
            read_whole(Fields(item, (*self.path, key, n), self.origin), read) for n, item in enumerate(value)
        )

    def finish(self) -> None:
        """Raise for the first field that nobody has asked for."""
        for key in self.data:
            raise self.error(str(key), f"unknown field {key!r}{suggestion(key, self.known)}")


def read_whole(fields: Fields, read: Callable[[Fields], T]) -> T:
    """Read a table and make sure that no field of it is left over."""
    item = read(fields)
    fields.finish()
    return item


def is_number(value: object) -> bool:
    """A finite number that is no truth value."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return isinstance(value, int) or math.isfinite(value)  # a whole number may be too large for a float


HEAVIEST = 1e9
"""No weight is larger."""


def checked_weight(value: object, field: str) -> float:
    """A weight that is given beside a policy, by number or in words. Raises PolicyError naming `field`."""
    number = _weight_in_number(value, HEAVIEST)
    if number is None:
        raise PolicyError(_no_weight(value, HEAVIEST), field=field)
    return number


def _weight_in_number(value: object, high: float) -> float | None:
    number: Any = in_number(value) if isinstance(value, str) else value
    return float(number) if is_number(number) and 0 <= number <= high else None


def _no_weight(value: object, high: float) -> str:
    return f"must be a number from 0 to {high:g}, or one of {', '.join(WEIGHTS)}, not {cut(value)}"


def as_date(value: object, error: Callable[[str], PolicyError]) -> datetime.date:
    """A day, from TOML's own date or a text such as 2025-09-01."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        raise error(f"must be a date such as 2025-09-01, not {cut(value)}") from None
