"""The extractors as a policy sees them: their names, their parameters and what is wrong with a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from citymatch.policy import Policy, PolicyError, check, library
from citymatch.policy.errors import kind_of

from .base import Bound, Extractor
from .registry import extractor_class, extractor_names, is_known


@dataclass(frozen=True)
class ExtractorChecks:
    """What one extractor says about parameters that a policy gives it."""

    kind: type[Extractor]

    @property
    def label(self) -> str:
        """What the extractor is about."""
        return self.kind.label

    @property
    def offered(self) -> bool:
        """Whether it is one that a council would name, or one that a user or another package brings."""
        return self.kind.offered or not self.kind.__module__.startswith(str(__package__))

    def options(self) -> list[tuple[str, object, str]]:
        """The parameters with bounds: name, default, and what it means with its bounds.

        >>> Catalogue()["size"].options()[0]
        ('core', 1.5, 'within how many times counts as similar (1 to 20 times)')
        """
        defaults = self.kind().get_params(deep=False)
        return [(name, defaults[name], _bound_in_words(bound)) for name, bound in self.kind.bounds.items()]

    def parameters(self) -> list[str]:
        """The names of its parameters."""
        return list(self.kind.parameter_names())

    def problem(self, parameters: Mapping[str, Any]) -> tuple[str, str] | None:
        """The first parameter that is out of its bounds and what is wrong with it, or None."""
        for name, value in parameters.items():
            if name == "curve":
                found = curve_problem(value)
            else:
                bound = self.kind.bounds.get(name)
                found = bound.problem(value) if bound else None
            if found:
                return name, found
        try:
            self.kind(**parameters).fit()
        except ValueError as error:
            return "parameters:", str(error)
        return None


class Catalogue(Mapping[str, ExtractorChecks]):
    """Every registered extractor by name; its module is read when it is asked for.

    >>> Catalogue()["size"].problem({"core": 0.5})
    ('core', 'must be a number from 1 to 20 times, not 0.5')
    """

    def __getitem__(self, name: str) -> ExtractorChecks:
        return ExtractorChecks(extractor_class(name))

    def __contains__(self, name: object) -> bool:
        return is_known(name)

    def __iter__(self) -> Iterator[str]:
        return iter(extractor_names())

    def __len__(self) -> int:
        return len(extractor_names())


def _bound_in_words(bound: Bound) -> str:
    if bound.choices:
        return f"{bound.doc} ({'some' if bound.many else 'one'} of {', '.join(bound.choices)})"
    unit = f" {bound.unit}" if bound.unit else ""
    return f"{bound.doc} ({bound.low:g} to {bound.high:g}{unit})"


def load_policy(name: str | Path | Mapping[str, Any]) -> Policy:
    """A built-in policy by its name, one from a TOML file, or one from plain values (a dict of what a file holds),
    checked against the extractors there are.

    Raises PolicyError, which names the file, the line and the field and suggests the nearest valid name.

    >>> load_policy("pinole").title
    'City of Pinole Sister City Policy'
    """
    if not isinstance(name, str | Path | Mapping):
        raise PolicyError(f"a policy is a name, a path or a dict of what a file holds, not {kind_of(name)}")
    read = Policy.from_dict(name) if isinstance(name, Mapping) else library.read_policy(name)
    return check(read, Catalogue())


def curve_problem(curve: object) -> str | None:
    """What is wrong with the points (measure, similarity) of a value function, in words, or None.

    >>> curve_problem([[0, 1.0], [10, 0.2]]), curve_problem([[10, 1], [0, 2]])
    (None, 'must rise in the measure from point to point')
    """
    if not isinstance(curve, list | tuple) or len(curve) < 2:
        return f"must be two or more points such as [[0, 1.0], [10, 0.2]], not {curve!r}"
    for point in curve:
        if not isinstance(point, list | tuple) or len(point) != 2 or not all(_is_number(x) for x in point):
            return f"must hold points of two numbers, not {point!r}"
    if any(a[0] >= b[0] for a, b in pairwise(curve)):
        return "must rise in the measure from point to point"
    if any(not 0 <= point[1] <= 1 for point in curve):
        return "must hold similarities from 0 to 1"
    return None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value == value
