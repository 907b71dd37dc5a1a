"""What can go wrong between a line of text and a community."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from citymatch.datasets import InputError

if TYPE_CHECKING:
    from .communities import Community


class PlacesError(InputError):
    """A list that cannot be read, or a community that cannot be found; the message says where.

    >>> str(PlacesError("is empty", file="members.csv", line=3, field="name"))
    'members.csv, line 3, field name: is empty'
    """

    def __init__(self, problem: str, *, file: str = "", line: int | None = None, field: str = ""):
        where = [file] if file else []
        where += [f"line {line}"] if line is not None else []
        where += [f"field {field}"] if field else []
        super().__init__(f"{', '.join(where)}: {problem}" if where else problem)
        self.file, self.line, self.field = file, line, field


class UnknownCommunity(PlacesError):
    """No community of this name is known; `candidates` holds what may have been meant."""

    def __init__(self, problem: str, candidates: Sequence[Community] = ()):
        super().__init__(problem)
        self.candidates = tuple(candidates)


class AmbiguousCommunity(PlacesError):
    """Several communities have this name; `candidates` holds them, the message their ids."""

    def __init__(self, problem: str, candidates: Sequence[Community] = ()):
        super().__init__(problem)
        self.candidates = tuple(candidates)


def together(problems: Sequence[InputError]) -> InputError:
    """Several problems as one: one alone is itself, of more each is named.

    >>> print(together([PlacesError("is empty", file="a.csv", line=n) for n in (3, 7)]))
    2 lines cannot be read: a.csv, line 3: is empty; a.csv, line 7: is empty
    """
    if len(problems) == 1:
        return problems[0]
    return PlacesError(f"{len(problems)} lines cannot be read: {'; '.join(map(str, problems))}")
