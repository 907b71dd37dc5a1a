"""What is judged: a seeker and n candidates in their context, and the form of a verdict on each."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from citymatch.datasets import Labels, Table
from citymatch.datasets.partners import Partner
from citymatch.datasets.partnerships import Columns
from citymatch.features.attributes import attribute
from citymatch.features.base import Place, Places, is_unknown, labels, numbers
from citymatch.policy import Rule
from citymatch.policy.kinds import TESTS

BoolArray = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int8]
FloatArray = npt.NDArray[np.float64]

NOT_MET, EVIDENCE, MET = 0, 1, 2
"""In this order the best of several verdicts is their maximum, and the worst their minimum."""


@dataclass(frozen=True)
class Context:
    """What rules look at beside the two places: the day and the portfolio.

    `ties` is the table of partnerships that takes the place of ours.
    """

    day: datetime.date
    partners: tuple[Partner, ...] = ()
    ties: Columns | None = None

    @property
    def portfolio(self) -> tuple[Partner, ...]:
        """The partners that the seeker has: those on record that neither ended nor were only proposed."""
        return tuple(p for p in self.partners if p.held)


@dataclass(frozen=True, eq=False)
class Outcome:
    """A verdict per candidate, shape (n,), and the facts behind it for one of them."""

    codes: Codes
    detail: Callable[[int], str]


@dataclass(frozen=True, eq=False)
class Case:
    """A seeker, candidates, their context, and the rules that are already decided."""

    seeker: Place
    candidates: Places
    context: Context
    done: dict[str, Outcome] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.candidates)

    def number(self, column: str) -> FloatArray:
        """A column of the candidates as numbers; NaN is unknown."""
        return numbers(self.candidates, column)

    def label(self, column: str) -> Labels:
        """A column of the candidates as labels; "" is unknown."""
        return labels(self.candidates, column)

    def own(self, column: str) -> float:
        """A number of the seeker; NaN is unknown."""
        value = self.seeker.get(column)
        return float("nan") if is_unknown(value) else float(str(value))

    def answer(self, rule: Rule) -> Labels:
        """What people have found out, from the column of the user's own table that has the rule's id."""
        return self.label(attribute(rule.id))

    def place(self, row: int) -> Place:
        """One candidate."""
        if isinstance(self.candidates, Table):
            return self.candidates.row(row)
        names: Any = getattr(self.candidates, "columns", ())
        return {name: np.asarray(self.candidates[name])[row] for name in names}


def setting(rule: Rule, name: str) -> Any:
    """A setting of the rule, or its default."""
    return rule.parameters.get(name, TESTS[rule.test].settings[name].default)


def codes(met: npt.ArrayLike, known: npt.ArrayLike = True) -> Codes:
    """MET and NOT_MET from a mask, EVIDENCE where it is not known.

    >>> codes([True, False, False], [True, True, False]).tolist()
    [2, 0, 1]
    """
    met, known = np.broadcast_arrays(np.asarray(met, bool), np.asarray(known, bool))
    return np.where(known, np.where(met, MET, NOT_MET), EVIDENCE).astype(np.int8)


def per_label(values: Labels, decide: Callable[[str], int]) -> Codes:
    """A verdict per row, decided once per distinct label."""
    if len(values) < len(values.values):  # a few rows of many labels
        return np.array([decide(value) for value in values], np.int8)
    return np.array([decide(value) for value in values.values] or [EVIDENCE], np.int8)[values.codes]
