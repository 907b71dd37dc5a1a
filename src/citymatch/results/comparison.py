"""Two policies or more for one seeker, side by side: what each puts where, what they share, what enters and leaves."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from citymatch.datasets.geography import country_name
from citymatch.scoring.additive import shown

from .frames import short
from .plain import without_nan

if TYPE_CHECKING:
    import pandas as pd

LISTED, RANKED, LEFT_OUT = "listed", "ranked", "left out"
OF_PLACE = ("community_id", "name", "admin1", "country", "population")
NAMED = 10
"""So many communities are named in a sentence."""


@dataclass(frozen=True)
class Standing:
    """Where one policy puts one community.

    `line` is its place in that policy's list (None: it is not in it), `rank` its place in the full order (None: it is
    left out, and `why` says for which reason), `score` of 100: of one that is left out, what it would have. `tied` is
    how many others have the same score to a tenth.
    """

    line: int | None
    rank: int | None
    score: float
    why: str = ""
    tied: int = 0

    @property
    def status(self) -> str:
        """Whether it is "listed", "ranked" farther down, or "left out"."""
        return LEFT_OUT if self.rank is None else RANKED if self.line is None else LISTED

    @property
    def text(self) -> str:
        """The line and the rank as a cell of a table."""
        if self.rank is None:
            return LEFT_OUT
        return f"{'-' if self.line is None else self.line} (rank {self.rank:,}{'=' if self.tied else ''})"


@dataclass(frozen=True)
class Compared:
    """A community that stands in one of the lists, with where each policy puts it."""

    community_id: str
    label: str
    name: str
    admin1: str
    country: str
    population: float
    standings: tuple[Standing, ...]
    cautions: tuple[str, ...] = ()

    @property
    def marked(self) -> str:
        """Its label, with a mark where a caution stands against it."""
        return f"{self.label} !" if self.cautions else self.label


@dataclass(frozen=True)
class Comparison:
    """The lists of some policies for one seeker, side by side.

    `policies` are their names, the first being what the others are held against; of two of one name the second has a
    number. `candidates` are all communities of any list: those of the first in its order, then those that enter by the
    second, and so on. `read` says how the seeker's name was read, `notes` for each policy what is tied in its list and
    whom it passes over.

    >>> from citymatch import compare
    >>> found = compare("Pinole, California", ["pinole", "default"], top=3)
    >>> found.policies, len(found.candidates) <= 6
    (('pinole', 'default'), True)
    """

    seeker: str
    policies: tuple[str, ...]
    top: int
    candidates: tuple[Compared, ...]
    provenance: Mapping[str, str] = field(default_factory=dict)
    read: str = ""
    notes: tuple[tuple[str, ...], ...] = ()

    def listed(self, policy: int) -> tuple[Compared, ...]:
        """The list of one policy (by its number from 0), in its order."""
        found = [(each.standings[policy].line, each) for each in self.candidates]
        return tuple(each for line, each in sorted(((n, e) for n, e in found if n), key=lambda pair: pair[0]))

    @property
    def shared(self) -> tuple[Compared, ...]:
        """The communities that stand in every list."""
        return tuple(each for each in self.candidates if all(s.line for s in each.standings))

    def entering(self, policy: int = 1) -> tuple[Compared, ...]:
        """Those in the list of a policy that are not in the first, in its order."""
        return tuple(each for each in self.listed(policy) if each.standings[0].line is None)

    def leaving(self, policy: int = 1) -> tuple[Compared, ...]:
        """Those in the first list that are not in that of a policy, in the order of the first."""
        return tuple(each for each in self.listed(0) if each.standings[policy].line is None)

    @property
    def summary(self) -> list[str]:
        """What the lists share and what enters and leaves, in sentences."""
        first = self.policies[0]
        lines = []
        if len(self.policies) > 2:
            lines.append(f"In every list: {_names(self.shared)}.")
        for number, name in enumerate(self.policies[1:], 1):
            kept = len(self.listed(number)) - len(self.entering(number))
            lines.append(f"{name} keeps {kept} of the {len(self.listed(0))} that {first} lists.")
            if self.entering(number):
                lines.append(f"Enter by {name}: {_names(self.entering(number))}.")
            if self.leaving(number):
                lines.append(f"Leave by {name}: {_names(self.leaving(number))}.")
        return lines

    @property
    def text(self) -> str:
        """The whole comparison as plain text: the table, what is shared, and what it rests on."""
        lines = [f"{self.seeker}: {', '.join(self.policies)}, the first {self.top} of each"]
        lines += [f"{self.seeker}: {self.read}"] if self.read else []
        head = ["", *self.policies]
        table = [head, *([each.marked, *(s.text for s in each.standings)] for each in self.candidates)]
        widths = [max(_wide(row[n]) for row in table) for n in range(len(head))]
        lines += ["", *("  ".join(map(_padded, row, widths)).rstrip() for row in table)]
        lines += ["", "The number is the place in that policy's list, - that it is not in it; rank is the place among "
                  "all communities."]  # fmt: skip
        lines += self._on_the_lists()
        lines += [f"{each.label}: left out by {name}: {s.why}" for each in self.candidates
                  for name, s in zip(self.policies, each.standings, strict=True) if s.why]  # fmt: skip
        lines += [f"! {told}" for told in self._cautioned()]
        return "\n".join([*lines, "", *self.summary, *(f"{k}: {v}" for k, v in self.provenance.items())])

    def _on_the_lists(self) -> list[str]:
        """What the mark of a tie means, where there is one, and what is to be known of each policy's list."""
        tied = any(standing.tied for each in self.candidates for standing in each.standings)
        marks = ["= marks a rank whose score others have too (to 0.1)."] if tied else []
        noted = zip(self.policies, self.notes or [()] * len(self.policies), strict=True)
        return [*marks, *(f"{name}: {note}" for name, notes in noted for note in notes)]

    def _cautioned(self) -> list[str]:
        """Each caution once, with all of whom it is said."""
        whom: dict[str, list[str]] = {}
        for each in self.candidates:
            for caution in each.cautions:
                whom.setdefault(caution, []).append(each.name)
        return [f"{', '.join(names)}: {caution}" for caution, names in whom.items()]

    def __str__(self) -> str:
        return self.text

    @property
    def stamp(self) -> dict[str, str]:
        """What it rests on as columns of a table: version, snapshot, the policies with their hashes, and the day."""
        names = {"citymatch": "version", "snapshot": "snapshot", "policy": "policies", "as of": "as_of"}
        return {names[key]: value for key, value in self.provenance.items() if key in names}

    def rows(self) -> list[dict[str, Any]]:
        """One row per community: community_id, name, admin1, country, population, then for each policy its line,
        rank and score (`pinole_line`, `pinole_rank`, `pinole_score`), `lists` (in how many it stands) and `move`
        ("in every list", "enters", "leaves", held against the first list)."""
        stems = _stems(self.policies)
        rows = []
        for each in self.candidates:
            row: dict[str, Any] = {name: getattr(each, name) for name in OF_PLACE}
            for stem, standing in zip(stems, each.standings, strict=True):
                row |= {f"{stem}_{part}": getattr(standing, part) for part in ("line", "rank", "score")}
            lists = sum(s.line is not None for s in each.standings)
            move = (
                "in every list" if lists == len(stems) else "leaves" if each.standings[0].line else "enters"
            )
            rows.append(row | {"lists": lists, "move": move, "cautions": "; ".join(each.cautions)})
        return rows

    def tidy_rows(self) -> list[dict[str, Any]]:
        """One row per community and policy: community_id, name, admin1, country, population, policy, line, rank, score,
        tied, status, why and cautions."""
        return [
            {
                **{name: getattr(each, name) for name in OF_PLACE},
                "policy": policy,
                **{
                    part: getattr(standing, part)
                    for part in ("line", "rank", "score", "tied", "status", "why")
                },
                "cautions": "; ".join(each.cautions),
            }
            for each in self.candidates
            for policy, standing in zip(self.policies, each.standings, strict=True)
        ]

    def to_frame(self, tidy: bool = False) -> pd.DataFrame:
        """The columns of `rows`, or with `tidy` those of `tidy_rows`; a line or rank that there is none of is <NA>, a
        score that is unknown NaN.

        >>> from citymatch import compare
        >>> found = compare("Pinole, California", ["pinole", "default"], top=3)
        >>> list(found.to_frame(tidy=True))[:6]
        ['community_id', 'name', 'admin1', 'country', 'population', 'policy']
        """
        import pandas as pd

        if tidy:
            return pd.DataFrame(self.tidy_rows()).astype({"line": "Int64", "rank": "Int64"})
        frame = pd.DataFrame(self.rows())
        whole = [name for name in frame if str(name).endswith(("_line", "_rank"))]
        return frame.astype(dict.fromkeys(whole, "Int64"))

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        plain: dict[str, Any] = without_nan({
            "seeker": self.seeker, "read": self.read, "policies": list(self.policies), "top": self.top,
            "candidates": [
                {
                    "community_id": each.community_id, "name": each.name, "admin1": each.admin1,
                    "country": each.country, "population": each.population, "cautions": list(each.cautions),
                    "standings": {
                        name: {"line": s.line, "rank": s.rank, "score": s.score, "tied": s.tied, "status": s.status,
                               "why": s.why}
                        for name, s in zip(self.policies, each.standings, strict=True)
                    },
                }
                for each in self.candidates
            ],
            "shared": [each.community_id for each in self.shared],
            "enter": {n: [c.community_id for c in self.entering(i)] for i, n in enumerate(self.policies) if i},
            "notes": {n: list(told) for n, told in zip(self.policies, self.notes, strict=False)},
            "leave": {n: [c.community_id for c in self.leaving(i)] for i, n in enumerate(self.policies) if i},
            "provenance": dict(self.provenance),
        })  # fmt: skip
        return plain

    def _below(self) -> list[str]:
        """What stands below the table."""
        cautions = [f"! {told}" for told in self._cautioned()]
        return [*filter(None, [self.read]), *self._on_the_lists(), *cautions, *self.summary]

    def __repr__(self) -> str:
        return f"<Comparison of {', '.join(self.policies)} for {self.seeker}: {len(self.candidates)} communities>"

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(name)}</th>" for name in ("community", *self.policies))
        body = "".join(
            f"<tr><td style='text-align:left'>{escape(each.marked)}</td>"
            + "".join(f"<td title='{_scored(s)}'>{s.text}</td>" for s in each.standings)
            + "</tr>"
            for each in self.candidates
        )
        told = "".join(f"<p>{escape(line)}</p>" for line in self._below())
        made_of = escape("; ".join(f"{key}: {value}" for key, value in self.provenance.items()))
        return (
            f"<div><h4>{escape(self.seeker)}: the first {self.top} by each policy</h4><table><thead><tr>{head}</tr>"
            f"</thead><tbody>{body}</tbody></table>{told}<p><small>{made_of}</small></p></div>"
        )


def _scored(standing: Standing) -> str:
    return f"score {shown(standing.score):.1f}" if standing.score == standing.score else "score unknown"


def _names(some: Sequence[Compared]) -> str:
    names = [f"{each.name} ({country_name(each.country)})" for each in some[:NAMED]]
    more = [f"{len(some) - NAMED} more"] if len(some) > NAMED else []
    return ", ".join([*names, *more]) or "none"


def _stems(policies: Sequence[str]) -> list[str]:
    """The beginning of the columns of each policy, no two the same."""
    stems: list[str] = []
    for name in policies:
        stem, number = short(name), 1
        while stem in stems:
            number += 1
            stem = f"{short(name)}_{number}"
        stems.append(stem)
    return stems


def _wide(text: str) -> int:
    """How many columns of a screen a text takes: a Chinese character takes two, an accent of its own none."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _wide(text))
