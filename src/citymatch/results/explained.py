"""What each criterion and rule says of one candidate. Text, tables, pages and papers are drawn from it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from citymatch.datasets.partners import Partner
from citymatch.scoring.additive import shown
from citymatch.scoring.lot import order_told

from .meeting import met_in_words
from .plain import same, without_nan

if TYPE_CHECKING:
    import pandas as pd


LEAST_POINTS, LEAST_SIMILARITY, MANY_POINTS = 2.5, 0.5, 5.0
LETTERS = 58
"""So many letters, about a dozen words, a line of a list has room for."""
ALL_KNOWN = 0.9995
"""From this coverage on, which is shown as 100%, nothing is unknown."""
SAID = {"met": "met", "not_met": "not met", "needs_evidence": "needs evidence"}
"""The verdict on a rule in words."""


_MEANT = {"of another kind": " (no close tie, and alike neither in size nor in setting, as far as is known)"}


@dataclass(frozen=True)
class Record:
    """One criterion of one candidate.

    `weight` is the share of the whole (they sum to 1 over the criteria in use), `similarity` in [0, 1] or
    NaN where unknown, `contribution` the points of the score (0 where unknown), `value` the raw measure in
    `unit`, `level` where the fact was found (place, county, state, country). `in_short` is the heart of the `reason`;
    `setting` says that it tells what kind of town two places are, and not what ties them.
    """

    criterion: str
    label: str
    weight: float
    similarity: float
    contribution: float
    value: float
    unit: str
    level: str
    known: bool
    reason: str
    source: str
    note: str = ""
    commonplace: bool = False
    telling: int = 0
    in_short: str = ""
    setting: bool = False

    @property
    def met(self) -> str:
        """How well the criterion is met, in words."""
        return met_in_words(self.similarity if self.known else float("nan"))

    @property
    def speaks_for_it(self) -> bool:
        """Whether it is a reason for the candidate: two points and a half, and half of what the criterion can earn or
        else five points; not what nearly every place has (`commonplace`), and no setting that is half unlike. A fact
        that few pairs have (`telling` 1, or 2 for a tie of people or name) is one however few points it earns."""
        alike = self.similarity >= LEAST_SIMILARITY
        enough = self.contribution >= LEAST_POINTS and alike
        enough |= self.contribution >= MANY_POINTS and not self.setting
        enough |= bool(self.telling)
        return enough and not self.commonplace


@dataclass(frozen=True)
class Verdict:
    """What a rule of the policy, or a law above it, says of one candidate."""

    rule: str
    words: str
    strength: str
    verdict: str
    detail: str = ""


@dataclass(frozen=True, eq=False)
class Explained:
    """Why one place stands where it stands for one seeker.

    `status` is "ranked", "excluded" (with `exclusion`) or "no candidate" (with `exclusion`, for a section of
    a city or a place whose standing is unknown). `rank` is None unless it is ranked. `tied` is how many other
    candidates have the same score to a tenth, `tie_first` and `tie_last` the ranks that they share. `called` says
    what it is ("linked by people", "linked by name", "alike in kind", "of another kind" ...), `home_partner` whether
    it has a partner in the seeker's nation already. `read` says how the names of the two were read, where not as they
    were written; `asked_before` that the seeker has asked it already and had no answer. `block` says of a candidate of
    a county or a state whether it is of its own kind.
    """

    seeker: str
    policy: str
    community_id: str
    label: str
    facts: dict[str, Any]
    status: str
    score: float
    coverage: float
    best_case: float
    rank: int | None
    tied: int
    tie_first: int | None
    tie_last: int | None
    tie_break: dict[str, float]
    candidates: int
    records: tuple[Record, ...]
    cautions: tuple[str, ...] = ()
    exclusion: str = ""
    dropped: tuple[str, ...] = ()
    checklist: tuple[Verdict, ...] = ()
    notes: tuple[str, ...] = ()
    tie_labels: tuple[str, ...] = ()
    provenance: dict[str, str] = field(default_factory=dict)
    called: str = ""
    home_partner: str = ""
    why_dropped: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    asked_before: str = ""
    block: str = ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Explained) and same(vars(self), vars(other))

    __hash__ = object.__hash__

    @property
    def reasons(self) -> list[str]:
        """Cautions first, then what speaks for the candidate: ties first, then the largest contribution.

        A criterion speaks for it that earns two points and a half and at least half of what it can, or five points, or
        states a fact that few pairs have; none that nearly every place has. Where none does, it is the one that earns
        most. What is unknown, or earns less, stands in `text` and among the records.
        """
        return [f"Caution: {text}" for text in self.cautions] + [record.reason for record in self._strong]

    @property
    def _strong(self) -> list[Record]:
        """The records that speak for it, ties first; where none does, the one that earns most."""
        earning = sorted(
            (r for r in self.records if r.contribution > 0 or r.telling),
            key=lambda record: -record.contribution,
        )
        strong = [record for record in earning if record.speaks_for_it] or earning[:1]
        return sorted(strong, key=lambda record: -record.telling)

    @property
    def in_short(self) -> str:
        """What speaks for it in a dozen words or so: its strongest tie, then its setting, then what else there is."""
        strong = [record for record in self._strong if record.in_short]
        ties = [record for record in strong if not record.setting]
        settings = [record for record in strong if record.setting]
        said: list[str] = []
        for record in (*ties[:1], *settings[:1], *ties[1:], *settings[1:]):
            if not said or len("; ".join((*said, record.in_short))) <= LETTERS:
                said.append(record.in_short)
        return "; ".join(said)

    def standing(self, line: int | None = None) -> str:
        """What stands beside its name in a list: the rank in the full order where that is not the number of its
        line, what it is, and whether it has a partner in the seeker's nation."""
        overall = f"{ordinal(self.rank)} overall" if self.rank is not None and self.rank != line else ""
        return "; ".join(part for part in (overall, self._what, self.home_partner, self.asked_before) if part)

    @property
    def _what(self) -> str:
        """What it is, with what is meant by it where the words do not say."""
        return self.called + _MEANT.get(self.called, "")

    @property
    def position(self) -> str:
        """Where it stands, in a sentence.

        A tie is said as one: the ranks inside it are by the second keys.
        """
        if self.status == "excluded":
            return f"Excluded: {self.exclusion.rstrip('.')}."
        if self.status == "no candidate":
            return f"Not a candidate: {self.exclusion.rstrip('.')}."
        if not self.tied:
            return f"Rank {self.rank:,} of {self.candidates:,}."
        by = order_told(self.tie_labels or tuple(self.tie_break))
        return (
            f"Rank {self.rank:,} of {self.candidates:,}: ranks {self.tie_first:,} to {self.tie_last:,} have the same "
            f"score, to a tenth of a point; their order is by {by}."
        )

    @property
    def text(self) -> str:
        """The whole explanation as plain text."""
        lines = [f"{self.label} for {self.seeker}, policy {self.policy}", *self.read, self.position]
        lines += [f"Caution: {text}" for text in self.cautions if text not in self.exclusion]
        if self.called:
            none = self.home_partner.startswith("no ") or not self.home_partner
            lines.append(
                f"It is {self._what}{'; ' if none else ', and a '}{self.home_partner}".rstrip("; ") + "."
            )
        if self.asked_before:
            lines.append(f"It was {self.asked_before}.")
        lines.append(f"Score {shown(self.score):.1f} of 100; {self.known_in_words}.")
        for record in self.records:
            points = f"{record.contribution:5.1f}" if record.known else "    ?"
            lines.append(
                f"  {points} of {100 * record.weight:4.1f}  {record.met:>10}  {record.label}: {record.reason} "
                f"[{record.level}]"
            )
            if record.note:
                lines.append(f"                              ({record.note})")
        lines += [
            f"  {SAID[v.verdict]:>14}  {v.words}" + (f" ({v.detail})" if v.detail else "")
            for v in self.checklist
            if v.strength != "criterion"
        ]
        if self.tied and self.tie_break:
            keys = ", ".join(
                f"{name} {'unknown' if value != value else f'{value:.2f}'}"
                for name, value in self.tie_break.items()
            )
            lines.append(f"Second keys, each from 0 to 1: {keys}")
        whys = self.why_dropped or ("its own side is unknown",) * len(self.dropped)
        lines += [
            f"Left out for this seeker: {name}: {why}" for name, why in zip(self.dropped, whys, strict=True)
        ]
        lines += list(self.notes)
        lines += [f"{key}: {value}" for key, value in self.provenance.items()]
        return "\n".join(lines)

    @property
    def known_in_words(self) -> str:
        """How much of what counts is known, and what the rest could make of it."""
        if self.coverage > ALL_KNOWN:
            return "all that counts is known"
        most = f"at best {shown(self.best_case):.1f} if every unknown were perfect"
        return f"{self.coverage:.0%} of the weight is known; {most}"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.label} for {self.seeker} by {self.policy}: {self.position}>"

    def __str__(self) -> str:
        return self.text

    def to_frame(self) -> pd.DataFrame:
        """One row per criterion; an unknown similarity or contribution is NaN."""
        import pandas as pd

        frame = pd.DataFrame([asdict(record) for record in self.records])
        frame.loc[~frame["known"], "contribution"] = float("nan")
        return frame

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON (NaN as None)."""
        plain: dict[str, Any] = without_nan(
            {**asdict(self), "position": self.position, "reasons": self.reasons}
        )
        return plain


def ordinal(number: int) -> str:
    """A place in an order as people write it.

    >>> [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 22, 1113, 2031)]
    ['1st', '2nd', '3rd', '4th', '11th', '12th', '22nd', '1,113th', '2,031st']
    """
    teen = 10 < number % 100 < 14
    return f"{number:,}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


@dataclass(frozen=True)
class TieFact:
    """What ties a seeker and a candidate, whether the policy scores it or not.

    `told` is the fact in words, "" where it is unknown for the seeker; `level` where it was found; `nothing` says
    that the fact is the absence of a tie that most pairs lack; `brief` is the fact in a few words, "" for no others.
    """

    subject: str
    told: str
    level: str
    source: str
    nothing: bool = False
    brief: str = ""


@dataclass(frozen=True)
class Dossier:
    """What a paper on one candidate needs beside its explanation: its known partners, and all that ties it."""

    explained: Explained
    partners: tuple[Partner, ...]
    ties: tuple[TieFact, ...]
