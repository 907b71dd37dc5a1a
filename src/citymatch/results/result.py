"""One ranking as plain data: who asked, by which policy, on which day, and what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from citymatch.datasets.partners import Partner
from citymatch.features.ties import nation
from citymatch.features.unit import unit_told
from citymatch.features.words import listed
from citymatch.policy import Policy
from citymatch.scoring.variety import UNLIKE

from . import frames
from .asked import AS_WRITTEN, Asked
from .block import Block
from .explained import Explained
from .listed import Applied, LeftOut, Listed
from .plain import same, without_nan

if TYPE_CHECKING:
    import pandas as pd

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

NAMED = 6
"""So many countries are named in a sentence."""


@dataclass(frozen=True, eq=False)
class Result:
    """Everything that a ranking found for one seeker. No engine is inside: it pickles, and compares by value.

    `candidates` is how many were ranked, of which `listed` holds the best; `left_out` counts the others by reason;
    `partners` are the seeker's own. `explanations` say why each of the list stands where it does, in its order;
    they are there once somebody has asked for words. `notes` is what a reader has to know before the list.
    `per_country` is how many of one country the list takes (None: as many as come), `passed_over` how many of each
    country stand between in the full order and are not listed, `untied` how many without a tie of people or name it
    takes (None: as many as come). `barred` is how many a caution leaves out, in a line that says where (None: nobody).
    `asked` says by which words the seeker was asked for, and how they were read; `read` what of the user's own lists of
    candidates, partners and places to leave out was not read as it is written;
    `by_own_list` is what the list of places to leave out names, entry by entry. `blocks` are the parts in which the
    list of a county or a state is made, its own kind first (none: it is one list).
    """

    seeker: Mapping[str, Any]
    policy: Policy
    day: date
    criteria: tuple[Applied, ...]
    tie_labels: tuple[str, ...]
    candidates: int
    listed: Listed
    left_out: tuple[LeftOut, ...]
    partners: tuple[Partner, ...]
    notes: tuple[str, ...]
    provenance: Mapping[str, str]
    explanations: tuple[Explained, ...] | None = None
    per_country: int | None = None
    passed_over: tuple[tuple[str, int], ...] = ()
    untied: int | None = None
    barred: LeftOut | None = None
    asked: Asked = AS_WRITTEN
    read: tuple[str, ...] = ()
    by_own_list: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()

    def __len__(self) -> int:
        return len(self.listed)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Result) and all(
            same(getattr(self, f.name), getattr(other, f.name)) for f in fields(self)
        )

    __hash__ = object.__hash__

    @property
    def told(self) -> tuple[Explained, ...]:
        """The explanations of the list. Raises ValueError where nobody asked for words."""
        if self.explanations is None:
            raise ValueError("this result holds figures alone: ask the ranker for its explanations")
        return self.explanations

    @property
    def stamp(self) -> dict[str, str]:
        """The provenance as columns of a table, so that a file still says in years what it rests on."""
        names = {"citymatch": "version", "snapshot": "snapshot", "policy": "policy_hash", "as of": "as_of"}
        return {names[key]: value for key, value in self.provenance.items() if key in names}

    @property
    def passed_told(self) -> str:
        """How many of each country stand between the lines of the list in the full order, in a sentence."""
        if not self.passed_over:
            return ""
        first = [f"{number:,} in {nation(country)}" for country, number in self.passed_over[:NAMED]]
        rest = self.passed_over[NAMED:]
        if rest:
            lands = "1 other country" if len(rest) == 1 else f"{len(rest)} other countries"
            first.append(f"{sum(number for _, number in rest):,} in {lands}")
        told = f"{', '.join(first[:-1])} and {first[-1]}" if len(first) > 1 else first[0]
        varied = f"To keep the list varied ({self.kept_to}), some communities that stand higher overall"
        return f"{varied} are skipped: {told}."

    @property
    def kept_to(self) -> str:
        """What the list takes few of, in words."""
        sized = any(c.extractor == "size" and c.weight > 0 for c in self.policy.criteria)
        most = max(Counter(self.listed.columns["country"].tolist()).values(), default=0)
        of_one = max(self.per_country or 0, most)  # where too few others are left a list is filled up
        caps = [f"at most {of_one} in one country", "few near the same large city"]
        caps += [f"at most {self.untied} without a tie of people or name"] if self.untied is not None else []
        return listed([*caps, f"{self._unlike_in_size} of quite another size"] if sized else caps, 4)

    @property
    def _unlike_in_size(self) -> str:
        """Whether some of the list are of quite another size than the seeker: "few" or "none"."""
        people = np.asarray(self.listed.columns["population"], np.float64)
        ratio = people / float(self.seeker.get("population") or np.nan)
        return "few" if ((ratio > UNLIKE) | (ratio < 1 / UNLIKE)).any() else "none"

    @property
    def is_head(self) -> bool:
        """Whether the list is the head of the ranking, with nobody skipped."""
        return bool(np.array_equal(self.listed.rank, np.arange(1, len(self) + 1)))

    @property
    def out_of(self) -> str:
        """How many the list has, and of how many, as its heading says.

        >>> import citymatch
        >>> citymatch.rank("Pinole, California", top=3, per_country=0).result.out_of[:13]
        'the best 3 of'
        """
        number = f"the best {len(self):,} of" if self.is_head else f"{len(self):,} chosen from"
        return f"{number} {self.candidates:,} communities abroad"

    @property
    def parts(self) -> Iterator[tuple[str, list[tuple[int, Explained]]]]:
        """The list in its blocks: the heading of each and its lines with their numbers, which go on from one block to
        the next. A list without blocks is one part without a heading."""
        lines = iter(enumerate(self.told, 1))
        for block in self.blocks or (Block("", "", len(self), len(self)),):
            yield block.heading, list(islice(lines, block.lines))

    def _barred(self) -> dict[str, Any]:
        """How many a caution leaves out, and in which countries."""
        barred = self.barred or LeftOut("", 0)
        where = [{"name": name, "number": number} for name, number in barred.where]
        return {"number": barred.number, "where": where}

    def columns(self, detail: bool = False) -> dict[str, Any]:
        """The columns of `to_frame`, by name, each an array or a list with one entry per candidate."""
        listed = self.listed
        columns: dict[str, Any] = {
            "rank": listed.rank, "score": listed.score, "tied": listed.tied,
            "best_case": listed.best_case, "coverage": listed.coverage, "community_id": listed.community_id,
            "geonameid": listed.columns["geonameid"], "name": listed.columns["name"],
            "admin1": listed.columns["admin1_name"], "country": listed.columns["country"],
        }  # fmt: skip
        columns |= {name: listed.columns[name] for name in ("population", "latitude", "longitude")}
        unknown = np.isnan(listed.similarity) if detail else np.zeros(listed.similarity.shape, bool)
        names = frames.points_columns(self.criteria, columns)
        more = (
            frames.details(self.criteria, listed, self.told, self.stamp, [*columns, *names]) if detail else {}
        )
        for name, points, hidden in zip(names, listed.points, unknown, strict=True):
            columns[name] = np.where(hidden, np.nan, points)
        if len(listed.block):
            more["block" if "block" not in columns else "own_kind_block"] = listed.block
        return columns | more

    def to_frame(self, detail: bool = False, tidy: bool = False) -> pd.DataFrame:
        """One row per candidate, best first, or with `tidy` one per candidate and criterion: see
        `citymatch.Ranking.to_frame`. Raises ValueError for both at once."""
        import pandas as pd

        if tidy and detail:
            raise ValueError("a tidy frame has every detail: take tidy=True or detail=True, not both")
        if tidy:
            return pd.DataFrame(frames.tidy(self.criteria, self.listed, self.told))
        columns = self.columns(detail)
        ids = np.asarray(columns["geonameid"], np.int64)
        columns["geonameid"] = ids if ids.all() else pd.arrays.IntegerArray(ids, ids == 0)
        frame = pd.DataFrame(columns, index=range(len(self)))
        frame.attrs["units"] = frames.units(self.criteria, columns)
        return frame

    def to_dict(self) -> dict[str, Any]:
        """The ranking as plain values, ready for JSON (NaN as None)."""
        keys = ("community_id", "geonameid", "kind", "name", "admin1_name", "country", "population",
                "population_source", "latitude", "longitude")  # fmt: skip
        return {
            "seeker": without_nan({key: self.seeker.get(key) for key in keys}),
            "asked": self.asked.to_dict(),
            "policy": self.policy.name,
            "from_profile": list(self.seeker.get("from_profile", ())),
            "notes": list(self.notes),
            "left_out_by_list": list(self.by_own_list),
            "criteria": [
                {"id": c.id, "label": c.label, "weight": c.weight, "note": c.note} for c in self.criteria
            ],
            "candidates": self.candidates,
            "tie_break": list(self.tie_labels),
            "provenance": dict(self.provenance),
            "barred": self._barred(),
            "per_country": self.per_country,
            "passed_over": [{"country": country, "number": number} for country, number in self.passed_over],
            **({"blocks": [block._asdict() for block in self.blocks]} if self.blocks else {}),
            "results": [_entry(explained) for explained in self.told],
        }


def _entry(e: Explained) -> dict[str, Any]:
    facts = e.facts
    plain: dict[str, Any] = without_nan({
        "rank": e.rank, "score": e.score, "tied": e.tied, "best_case": e.best_case, "coverage": e.coverage,
        "community_id": e.community_id, "geonameid": facts.get("geonameid") or None, "name": facts["name"],
        "admin1": facts.get("admin1_name", ""), "country": facts["country"], "population": facts["population"],
        "latitude": facts["latitude"], "longitude": facts["longitude"],
        "contributions": {r.criterion: r.contribution for r in e.records},
        "unknown": [r.criterion for r in e.records if not r.known],
        "reasons": e.reasons, "tie_break": e.tie_break,
        "evidence_needed": [v.words for v in e.checklist if v.verdict == "needs_evidence"],
        "population_year": facts.get("population_year", ""),
        "population_source": facts.get("population_source", ""), "geonames": facts["geonames"],
        "unit": unit_told(facts), "unit_code": facts.get("unit_code", ""),
        "town_population": facts.get("town_population"), "called": e.called, "home_partner": e.home_partner,
    })  # fmt: skip
    beside = {"block": e.block, "asked_before": e.asked_before}
    return plain | {name: text for name, text in beside.items() if text}


def barred_in_lists(results: Sequence[Result]) -> str:
    """One line on what cautions leave out of several lists; "" where they leave out nobody.

    >>> barred_in_lists([])
    ''
    """
    found = [result.barred or LeftOut("", 0) for result in results]
    lines = {each.reason for each in found}
    if len(lines) <= 1:
        return next(iter(lines), "")
    fewest, most = (end(each.number for each in found) for end in (min, max))
    number = f"{most:,}" if fewest == most else f"{fewest:,} to {most:,}"
    return f"{number} communities are left out of each list for a caution; its notes say where."
