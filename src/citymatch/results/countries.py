"""The choice that councils make first: which countries fit, why, and their best communities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from citymatch.scoring.additive import shown

from .asked import AS_WRITTEN, Asked
from .explained import Explained
from .plain import without_nan

if TYPE_CHECKING:
    import pandas as pd

COUNTRY_TIES = ("ancestry", "language", "trade", "history")
"""The criteria whose reasons may speak for a country as a whole."""

STRONG = 0.5
"""From this share of what a criterion can give it is told of a country."""

NO_TIE = "no tie of people, language or trade stands out; its communities are alike"


@dataclass(frozen=True)
class CountryChoice:
    """One country: what ties it to the seeker, and its best communities, best first.

    `candidates` is how many of its communities were ranked.
    """

    country: str
    name: str
    candidates: int
    reasons: tuple[str, ...]
    best: tuple[Explained, ...]

    @property
    def rank(self) -> int:
        """The rank of its best community in the full order."""
        return int(self.best[0].rank or 0)

    @property
    def told(self) -> tuple[str, ...]:
        """The reasons, or that there is none beyond the communities themselves."""
        return self.reasons or (NO_TIE,)


@dataclass(frozen=True)
class Countries:
    """The best-fitting countries for one seeker, the one with the best community first.

    `asked` says how the seeker's name was read, `notes` what else a reader has to know before the list.
    """

    seeker: str
    policy: str
    choices: tuple[CountryChoice, ...]
    asked: Asked = AS_WRITTEN
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.choices)

    def __iter__(self) -> Iterator[CountryChoice]:
        return iter(self.choices)

    def __getitem__(self, index: int) -> CountryChoice:
        return self.choices[index]

    def rows(self) -> list[dict[str, Any]]:
        """One row per community: the columns of `to_frame`."""
        return [
            {
                "line": line, "country": choice.country, "country_name": choice.name, "candidates": choice.candidates,
                "place": place, "rank": e.rank, "score": e.score, "community_id": e.community_id,
                "name": e.facts["name"], "admin1": e.facts.get("admin1_name") or "", "called": e.called,
                "home_partner": e.home_partner, "reasons": "; ".join(choice.told),
                "seeker": self.seeker, "seeker_note": self.asked.note,
            }
            for line, choice in enumerate(self.choices, 1)
            for place, e in enumerate(choice.best, 1)
        ]  # fmt: skip

    def to_frame(self) -> pd.DataFrame:
        """One row per community: line and country, its place in the country (from 1) and in the full order (rank),
        score, who it is, what it is called, and the reasons of the country."""
        import pandas as pd

        return pd.DataFrame(self.rows())

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON (NaN as None)."""
        kept = ("rank", "score", "community_id", "name", "admin1", "called", "home_partner")
        rows = self.rows()
        plain: dict[str, Any] = without_nan({
            "seeker": self.seeker, "policy": self.policy, "asked": self.asked.to_dict(), "notes": list(self.notes),
            "countries": [
                {
                    "country": choice.country, "name": choice.name, "candidates": choice.candidates,
                    "reasons": list(choice.told),
                    "communities": [{key: row[key] for key in kept} for row in rows if row["line"] == line],
                }
                for line, choice in enumerate(self.choices, 1)
            ],
        })  # fmt: skip
        return plain

    @property
    def text(self) -> str:
        """The whole choice as plain text."""
        lines = [f"Countries for {self.seeker}, policy {self.policy}", *self.notes]
        for number, choice in enumerate(self.choices, 1):
            lines.append(f"{number:>3}  {choice.name} ({choice.candidates:,} communities compared)")
            lines += [f"     {reason}" for reason in choice.told]
            lines += [
                f"       {shown(e.score):5.1f}  {e.label.rpartition(', ')[0]}: {e.standing()}"
                for e in choice.best
            ]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<Countries for {self.seeker} by {self.policy}: {', '.join(each.country for each in self.choices)}>"

    def __str__(self) -> str:
        return self.text
