"""The memo that a director brings to a commission: three to six named candidates side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from citymatch.datasets import InputError
from citymatch.datasets.geography import country_name
from citymatch.datasets.partnerships import partners_of

from .application import SAID, UNLISTED, sources
from .document import BLANK, Document, Grid, Heading, Items, Paragraph
from .facts import brief_facts, own_columns, tie_facts

if TYPE_CHECKING:
    from citymatch.places import Community
    from citymatch.ranking import Explanation, Ranking
    from citymatch.ranking.explain import Verdict

FEWEST, MOST = 3, 6


def memo(ranking: Ranking, candidates: Sequence[str | int | Community]) -> Document:
    """A shortlist memo on three to six candidates of a ranking, as a `Document`; the recommendation is blank.

    Raises InputError for another number of candidates or one named twice.

    >>> from citymatch import rank
    >>> paper = memo(rank("Pinole, California", top=1), ["Seika, Japan", "Colima, Mexico", "Arezzo, Italy"])
    >>> "Recommendation" in paper.to_html()
    True
    """
    if not FEWEST <= len(candidates) <= MOST:
        raise InputError(f"a memo compares {FEWEST} to {MOST} candidates, not {len(candidates)}")
    explanations = [ranking.explain(candidate) for candidate in candidates]
    ids = [explanation.community_id for explanation in explanations]
    if len(set(ids)) < len(ids):
        raise InputError(
            f"a memo compares different candidates; {explanations[0].label} or another is named twice"
        )
    policy, seeker = ranking.policy, str(ranking.seeker["label"])
    paper = Document(f"Memo: candidates for a sister city of {seeker}")
    paper.add(
        Paragraph(f"To: {BLANK}  From: {BLANK}  Date: {BLANK}"),
        Paragraph(f"Subject: {len(ids)} candidates under {policy.title or policy.name}"),
    )
    _chosen(paper, explanations, ranking)
    _comparison(paper, explanations, ranking)
    _cautions(paper, explanations)
    _evidence(paper, explanations)
    _next_stage(paper, ranking)
    paper.add(Heading("Recommendation"), Paragraph(BLANK * 3), Paragraph(BLANK * 3))
    ties = [f"{fact.subject}: {fact.source}" for fact in tie_facts(ranking.seeker, explanations[0].facts)]
    listed = "; ".join([*sources(explanations, policy), *ties])
    paper.add(Heading("Sources and dates"), Paragraph(listed, "note"))
    return paper


def _chosen(paper: Document, explanations: list[Explanation], ranking: Ranking) -> None:
    """How they were chosen, and from how many."""
    first = explanations[0]
    policy = ranking.policy
    paper.add(
        Heading("How they were chosen"),
        Paragraph(
            f"{first.candidates:,} communities abroad were compared under {policy.title or policy.name} "
            f"({policy.citation}). These {len(explanations)} were named by "
            f"{BLANK} for these reasons: {BLANK}"
        ),
        *(Paragraph(note, "note") for note in ranking.notes),
    )


def _standing(explanation: Explanation) -> str:
    """The rank and those that share it, or that it has none; the cautions say why."""
    if explanation.status != "ranked":
        return explanation.status
    tied = f" ({explanation.tie_first:,} to {explanation.tie_last:,} are tied)" if explanation.tied else ""
    return f"{explanation.rank:,}{tied}"


def _comparison(paper: Document, explanations: list[Explanation], ranking: Ranking) -> None:
    """One table: the policy's checklist, then facts, then the user's own columns."""
    seeker, day = ranking.seeker, ranking.ranker.options_.day
    names = tuple(str(e.facts["name"]) for e in explanations)
    rows: list[tuple[str, ...]] = [
        (
            "Country",
            country_name(str(seeker["country"])),
            *(e.label.rpartition(", ")[2] for e in explanations),
        ),
        (
            "Division",
            str(seeker.get("admin1_name") or ""),
            *(str(e.facts["admin1_name"]) for e in explanations),
        ),
        (f"Rank among {explanations[0].candidates:,}", "", *(_standing(e) for e in explanations)),
        ("Points of 100", "", *(_points(e) for e in explanations)),
    ]
    facts = [brief_facts(seeker, e.facts, day) for e in explanations]
    rows += [
        (line[0].subject, line[0].seeker, *(f.candidate for f in line)) for line in zip(*facts, strict=True)
    ]
    ties = [tie_facts(seeker, e.facts) for e in explanations]
    rows += [
        (line[0].subject, "", *("none" if f.nothing else f.candidate for f in line))
        for line in zip(*ties, strict=True)
        if not all(f.nothing for f in line)
    ]
    partners = [len(partners_of(e.community_id, ranking.ranker.ties_)) for e in explanations]
    own = str(len(ranking.scored.partners))
    links = (
        str(p.get("geonames") or "").removeprefix("https://www.") for p in (e.facts for e in explanations)
    )
    rows.append(("On the map", "", *links))
    rows.append(("Partners on record", own, *(str(number) for number in partners)))
    lists = [{v.rule: v for v in e.checklist} for e in explanations]
    for rule, verdict in lists[0].items():
        if verdict.strength == "part":
            continue
        said = (_said(by[rule]) if rule in by else "" for by in lists)
        rows.append((f"Policy: {verdict.words}", "", *said))
    given = [own_columns(e.facts, ranking.policy) for e in explanations]
    rows += [(f"{column} (as given)", "", *(columns[column] for columns in given)) for column in given[0]]
    paper.add(Heading("Comparison"), Grid(("subject", str(seeker["name"]), *names), tuple(rows), kind="wide"))
    paper.add(Paragraph(UNLISTED, "note"))


def _said(verdict: Verdict) -> str:
    """The verdict, and how far a criterion is met in part."""
    part = verdict.detail.rpartition("in part: ")[2] if "in part: " in verdict.detail else ""
    return SAID[verdict.verdict] + (f" (in part: {part})" if part else "")


def _points(explanation: Explanation) -> str:
    known = "" if explanation.coverage > 0.9995 else f" ({explanation.coverage:.0%} known)"
    if np.isnan(explanation.score):
        return BLANK
    return f"{np.floor(explanation.score * 10 + 1e-6) / 10:.1f}" + known


def _cautions(paper: Document, explanations: list[Explanation]) -> None:
    told = [f"{e.label}: {text}" for e in explanations for text in e.cautions]
    told += [f"{e.label}: {e.position}" for e in explanations if e.status != "ranked"]
    paper.add(Heading("Cautions"))
    paper.add(Items(tuple(told)) if told else Paragraph("None on record for these candidates."))


def _evidence(paper: Document, explanations: list[Explanation]) -> None:
    needed: dict[str, list[str]] = {}
    for explanation in explanations:
        for verdict in explanation.checklist:
            if verdict.verdict == "needs_evidence":
                needed.setdefault(verdict.words, []).append(str(explanation.facts["name"]))
    paper.add(Heading("Evidence still to collect"))
    listed = tuple(f"{words}: {', '.join(who)}" for words, who in needed.items())
    paper.add(Items(listed) if listed else Paragraph("None that the policy asks for."))


def _next_stage(paper: Document, ranking: Ranking) -> None:
    stages = ranking.policy.stages
    told = f"{stages[0].text} ({stages[0].decided_by or BLANK})" if stages else BLANK
    paper.add(Heading("Next stage"), Paragraph(told))
