"""Two communities for each other: what each is to the other, and what both sides together make of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from citymatch.scoring.additive import shown

from .explained import Explained
from .plain import same, without_nan

HOW = (
    "The mutual score is the square root of the product of the two: it is high where both are, and no score of the one "
    "side makes up for a low one of the other."
)


@dataclass(frozen=True, eq=False)
class Mutual:
    """Why the second is a partner for the first (`theirs_for_us`), and the first for the second (`ours_for_them`).

    Each is scored under the policy of the side that seeks and ranked in that side's own full order.
    """

    theirs_for_us: Explained
    ours_for_them: Explained

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mutual) and same(vars(self), vars(other))

    __hash__ = object.__hash__

    @property
    def possible(self) -> bool:
        """Whether each is ranked for the other: no law, rule or partnership of either side leaves the other out."""
        return all(each.status == "ranked" for each in (self.theirs_for_us, self.ours_for_them))

    @property
    def score(self) -> float:
        """What both sides together give, 0 to 100: the root of the product of the two scores; NaN where either leaves
        the other out."""
        product = self.theirs_for_us.score * self.ours_for_them.score
        return math.sqrt(max(product, 0.0)) if self.possible else math.nan

    @property
    def in_words(self) -> str:
        """The mutual score, or which side leaves the other out."""
        if self.possible:
            return f"mutual score {shown(self.score):.1f}"
        sides = (self.theirs_for_us, self.ours_for_them)
        refusing = [told.seeker for told in sides if told.status != "ranked"]
        who = "each leaves the other out" if len(refusing) == 2 else f"{refusing[0]} leaves the other out"
        return f"no mutual score, since {who}"

    @property
    def text(self) -> str:
        """Both scores, the ranks in each other's order, and the reasons both ways, as plain text."""
        us, them = self.theirs_for_us.seeker, self.ours_for_them.seeker
        lines = [f"{us} and {them}: {self.in_words}", *([HOW] if self.possible else [])]
        for told in (self.theirs_for_us, self.ours_for_them):
            lines += ["", f"{told.label}, as {told.seeker} sees it (policy {told.policy})", *told.read]
            lines += [
                f"  {told.position}",
                f"  Score {shown(told.score):.1f} of 100; {told.known_in_words}.",
            ]
            lines += [f"  {reason}" for reason in told.reasons]
        made = self.theirs_for_us.provenance
        stamp = "; ".join(f"{key} {value}" for key, value in made.items() if key != "policy")
        return "\n".join([*lines, "", stamp])

    def __str__(self) -> str:
        return self.text

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON (NaN as None)."""
        plain: dict[str, Any] = without_nan({
            "one": self.theirs_for_us.seeker, "other": self.ours_for_them.seeker, "mutual_score": self.score,
            "possible": self.possible, "theirs_for_us": self.theirs_for_us.to_dict(),
            "ours_for_them": self.ours_for_them.to_dict(),
        })  # fmt: skip
        return plain
