"""Who is left out, in order of weight: one's own country, law, existing partners, the ledger of offers, what a caution
bars, the policy's own rules, the user's list, and other cautions on request. The first reason given to a candidate
stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from citymatch.datasets.partners import Partner
from citymatch.datasets.partnerships import READ_IN
from citymatch.features.base import Place, place_number
from citymatch.policy import Rule, cautions, laws_above, laws_abroad
from citymatch.policy.caution import LEVELS
from citymatch.policy.nations import nation

from .excluded import masks
from .offered import NOTHING_OFFERED, Offered
from .options import Options
from .pool import Pool, own_nation
from .rules import Verdicts

BoolArray = npt.NDArray[np.bool_]
OWN_COUNTRY = "it is in the seeker's own country; sister cities are abroad"
ALREADY = "is already a partner of"
ITSELF = "it is the seeker itself"
BARRED = ("barred",)
EXCLUDED_LEVELS: dict[str, tuple[str, ...]] = {"default": BARRED, "show": (), "exclude": tuple(LEVELS)}
"""The levels of caution that leave a candidate out, by the option `caution`."""
UNLESS_ASKED = "left out for a grave caution, unless you ask for it: "
RULES = ("must", "any_of", "route")
"""The strengths of a policy's own rules that leave a candidate out."""


@dataclass(frozen=True, eq=False)
class Exclusions:
    """Which candidates are left out for one seeker: a code per candidate (0: none) into the reasons."""

    codes: npt.NDArray[np.int16]
    reasons: tuple[str, ...]

    def reason(self, row: int) -> str:
        """Why a candidate is left out; empty if it is not."""
        return self.reasons[int(self.codes[row])]

    @property
    def allowed(self) -> BoolArray:
        """Who is left."""
        return np.asarray(self.codes == 0, np.bool_)

    def counts(self) -> list[tuple[str, int]]:
        """Each reason that leaves somebody out, and how many."""
        number = np.bincount(self.codes, minlength=len(self.reasons)).tolist()
        return [(reason, n) for reason, n in zip(self.reasons[1:], number[1:], strict=True) if n]


class Counted(NamedTuple):
    """A rule's sentence, and how many candidates do not meet it, whatever else leaves them out."""

    number: int
    reason: str


@dataclass(frozen=True, eq=False)
class Gate:
    """What leaves candidates out for every seeker of a country under the same laws and rules.

    `weightier` are the codes of what comes before existing partners; `closed` is -inf for those left out and 0 for
    the others, to be added to their scores. `barred` are the codes of those whom a caution leaves out.
    """

    weightier: npt.NDArray[np.int16]
    codes: npt.NDArray[np.int16]
    reasons: tuple[str, ...]
    counted: tuple[Counted, ...]
    closed: npt.NDArray[np.float64]
    barred: tuple[int, ...] = ()
    ordered: list[npt.NDArray[np.int64]] = field(default_factory=list)

    def open_by_number(self, pool: Pool) -> npt.NDArray[np.int64]:
        """The rows that are not left out, in the order of their numbers, which decides what is left equal."""

        if not self.ordered:
            by_number = np.argsort(pool.number, kind="stable")
            self.ordered.append(by_number[self.codes[by_number] == 0])
        return self.ordered[0]

    def single(
        self, seeker: Place, pool: Pool, partners: Sequence[Partner], offered: Offered
    ) -> list[tuple[int, str]]:
        """Those left out for one seeker alone, each with its reason: the seeker itself, the partners it has, and those
        that its ledger of offers names."""
        found: list[tuple[int, str]] = []
        row = pool.find_number(place_number(seeker))
        if row >= 0:
            found.append((row, ITSELF))
        for partner in partners:
            if partner.community and not partner.region and partner.held:
                row = pool.find(partner.community)
                if row >= 0 and not self.weightier[row]:
                    text = f"{partner.name} {ALREADY} {seeker['name']} ({READ_IN[partner.evidence]})"
                    found.append((row, text))
        found += [
            (row, why) for row, why in offered.alone(str(seeker["community_id"])) if not self.weightier[row]
        ]
        return found

    def for_seeker(
        self, seeker: Place, pool: Pool, partners: Sequence[Partner], offered: Offered = NOTHING_OFFERED
    ) -> Exclusions:
        """The exclusions of one seeker: the gate, and those left out for it alone."""
        single = self.single(seeker, pool, partners, offered)
        if not single:
            return Exclusions(self.codes, self.reasons)
        codes = self.codes.copy()
        for number, (row, _) in reversed(list(enumerate(single, len(self.reasons)))):
            codes[row] = number
        return Exclusions(codes, (*self.reasons, *(text for _, text in single)))


def rules_above(seeker: Place, options: Options) -> tuple[Rule, ...]:
    """The laws above the seeker in force on the day, those above candidates that forbid them its country, and its
    nation's cautions: rules like a policy's own."""
    country, division = str(seeker["country"]), str(seeker["admin1"])
    laws: tuple[Rule, ...] = ()
    if options.laws:
        laws = (*laws_above(country, division, options.day), *laws_abroad(country, options.day))
    return (*laws, *cautions(options.day, nation(country), division))


def gate(seeker: Place, pool: Pool, verdicts: Verdicts, options: Options) -> Gate:
    """Everything that leaves candidates out but the seeker itself and its partners."""
    codes = np.zeros(len(pool), np.int16)
    reasons = [""]

    def add(who: BoolArray, reason: str) -> int:
        fresh = who & (codes == 0)
        if not fresh.any():
            return 0
        codes[fresh] = len(reasons)
        reasons.append(reason)
        return len(reasons) - 1

    add(own_nation(seeker, pool), OWN_COUNTRY)
    counted = []
    for mask, reason in verdicts.exclusions(("law",)):
        counted.append(Counted(int(mask.sum()), reason))
        add(mask, reason)
    weightier = codes.copy()
    levels = EXCLUDED_LEVELS[options.caution]
    barred = [add(mask, barred_reason(rule)) for rule, mask in verdicts.cautioned(BARRED if levels else ())]
    for mask, reason in verdicts.exclusions(RULES):
        counted.append(Counted(int(mask.sum()), reason))
        add(mask, reason)
    for entry, mask in zip(options.exclude, masks(options.exclude, pool), strict=True):
        add(mask, entry.reason)
    barred += [
        add(mask, rule.reason) for rule, mask in verdicts.cautioned([n for n in levels if n not in BARRED])
    ]
    closed = np.where(codes == 0, 0.0, -np.inf)
    return Gate(
        weightier, codes, tuple(reasons), tuple(each for each in counted if each.number), closed,
        tuple(code for code in barred if code),
    )  # fmt: skip


def barred_reason(rule: Rule) -> str:
    """Why a candidate is left out by a caution, and how to see it all the same."""
    return f"{UNLESS_ASKED}{rule.reason}"
