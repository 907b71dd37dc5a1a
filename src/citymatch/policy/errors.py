"""What is wrong with a policy file, and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from citymatch.datasets import InputError

HUGE_BITS = 9999
LONGEST = 100
"""A value of more characters is cut in an error."""

FieldPath = tuple[str | int, ...]


class PolicyError(InputError):
    """A policy that cannot be used. The message names the file, the line and the field.

    `file` and `field` may be empty and `line` 0 where they are unknown.
    """

    def __init__(self, problem: str, file: str = "", line: int = 0, field: str = ""):
        self.problem, self.file, self.line, self.field = problem, file, line, field
        place = f"{file}, line {line}" if file and line else file
        super().__init__(": ".join(part for part in (place, field, problem) if part))


@dataclass(frozen=True)
class Origin:
    """The file that a policy was read from, and the line of each of its fields."""

    file: str = ""
    lines: Mapping[FieldPath, int] = field(default_factory=dict)

    def error(self, path: FieldPath, problem: str) -> PolicyError:
        """An error at a field; without a line of its own the nearest enclosing table's line is named."""
        line = next((self.lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self.lines), 0)
        return PolicyError(problem, self.file, line, field_name(path))


def field_name(path: FieldPath) -> str:
    """A field as a reader of the file would call it.

    >>> field_name(("criteria", 1, "parameters", "core"))
    'criteria 2, parameters.core'
    """
    parts: list[str] = []
    for step in path:
        if isinstance(step, int):
            parts[-1] += f" {step + 1}"
        else:
            parts.append(step)
    counted = [n for n, part in enumerate(parts) if part[-1:].isdigit() and " " in part]
    cut = counted[-1] + 1 if counted else 0
    return ", ".join(part for part in (", ".join(parts[:cut]), ".".join(parts[cut:])) if part)


def suggestion(name: object, known: Iterable[str]) -> str:
    """ "; did you mean 'climate'?" for a near miss, else the list of names to choose from.

    >>> suggestion("climte", ["climate", "water"])
    "; did you mean 'climate'?"
    >>> suggestion("size", ["climate", "water"])
    '; it may be: climate, water'
    """
    from difflib import get_close_matches

    names = sorted(known)
    near = get_close_matches(str(name).casefold(), names, n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else f"; it may be: {', '.join(names)}"


def cut(value: object) -> str:
    """A value as an error shows it: one that is too long for a line is cut.

    >>> cut("UK"), cut(10**500)
    ("'UK'", '10000000000000000000... (501 characters)')
    """
    # Python refuses to write a number of more than some thousand digits.
    text = (
        f"a number of {value.bit_length()} bits"
        if isinstance(value, int) and value.bit_length() > 9999
        else repr(value)
    )
    return text if len(text) <= LONGEST else f"{text[:20]}... ({len(text)} characters)"


def kind_of(value: object) -> str:
    """What was given, by its kind and as an error shows it.

    >>> kind_of({"size"}), kind_of("size"), kind_of(None)
    ("a set: {'size'}", "a text: 'size'", 'nothing (None)')
    """
    if value is None:
        return "nothing (None)"
    kinds = {str: "text", bool: "truth value", int: "number", float: "number"}
    name = kinds.get(type(value), type(value).__name__)
    article = "an" if name[0].lower() in "aeiou" else "a"
    return f"{article} {name}: {cut(value)}"
