"""The memo that a director brings to a commission: three to six named candidates side by side."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

from citymatch.datasets import InputError
from citymatch.datasets.geography import country_name
from citymatch.features.unit import named
from citymatch.results import Dossier, Explained, Result, Verdict
from citymatch.scoring.additive import shown

from .application import SAID, UNLISTED, sources
from .document import BLANK, Document, Grid, Heading, Items, Paragraph
from .facts import brief_facts, own_columns, told_of_tie

FEWEST, MOST = 3, 6


def memo(result: Result, dossiers: Sequence[Dossier]) -> Document:
    """A shortlist memo on three to six candidates of a ranking, as a `Document`; the recommendation is blank.

    Raises InputError for another number of candidates or one named twice.

    >>> from citymatch import rank
    >>> paper = rank("Pinole, California", top=1).memo(["Seika, Japan", "Colima, Mexico", "Arezzo, Italy"])
    >>> "Recommendation" in paper.to_html()
    True
    """
    if not FEWEST <= len(dossiers) <= MOST:
        raise InputError(f"a memo compares {FEWEST} to {MOST} candidates, not {len(dossiers)}")
    explanations = [dossier.explained for dossier in dossiers]
    ids = [explanation.community_id for explanation in explanations]
    if len(set(ids)) < len(ids):
        raise InputError(
            f"a memo compares different candidates; {explanations[0].label} or another is named twice"
        )
    policy, seeker = result.policy, str(result.seeker["label"])
    paper = Document(f"Memo: candidates for a sister city of {seeker}")
    paper.add(
        Paragraph(f"To: {BLANK}  From: {BLANK}  Date: {BLANK}"),
        Paragraph(f"Subject: {len(ids)} candidates under {policy.title or policy.name}"),
    )
    _chosen(paper, explanations, result)
    _comparison(paper, dossiers, result)
    _cautions(paper, explanations)
    _evidence(paper, explanations)
    _next_stage(paper, result)
    paper.add(Heading("Recommendation"), Paragraph(BLANK * 3), Paragraph(BLANK * 3))
    ties = [f"{tie.subject}: {tie.source}" for tie in dossiers[0].ties]
    listed = "; ".join([*sources(explanations, policy), *ties])
    paper.add(Heading("Sources and dates"), Paragraph(listed, "note"))
    return paper


def _chosen(paper: Document, explanations: list[Explained], result: Result) -> None:
    """How they were chosen, and from how many."""
    first = explanations[0]
    policy = result.policy
    paper.add(
        Heading("How they were chosen"),
        Paragraph(
            f"{first.candidates:,} communities abroad were compared under {policy.title or policy.name} "
            f"({policy.citation}). These {len(explanations)} were named by "
            f"{BLANK} for these reasons: {BLANK}"
        ),
        *(Paragraph(note, "note") for note in _notes(explanations, result)),
    )


def _notes(explanations: list[Explained], result: Result) -> list[str]:
    """What a reader has to know first: how the candidates' names were read, then what the ranking says."""
    read = dict.fromkeys(text for each in explanations for text in each.read)
    seeker = f"{result.seeker['label']}: {result.asked.note}"
    return [*(text for text in read if text != seeker), *result.notes]


def _standing(explanation: Explained) -> str:
    """The rank and those that share it, or that it has none; the cautions say why."""
    if explanation.status != "ranked":
        return explanation.status
    tied = f" ({explanation.tie_first:,} to {explanation.tie_last:,} are tied)" if explanation.tied else ""
    return f"{explanation.rank:,}{tied}{f'; {explanation.called}' if explanation.called else ''}"


def _comparison(paper: Document, dossiers: Sequence[Dossier], result: Result) -> None:
    """One table: the policy's checklist, then facts, then the user's own columns."""
    seeker, day = result.seeker, result.day
    explanations = [dossier.explained for dossier in dossiers]
    names = tuple(named(e.facts) for e in explanations)
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
    rows += [
        (line[0].subject, "", *("none" if f.nothing else f.brief or told_of_tie(f) for f in line))
        for line in zip(*(dossier.ties for dossier in dossiers), strict=True)
        if not all(f.nothing for f in line)
    ]
    partners = ["; ".join(filter(None, (str(len(d.partners)), d.explained.home_partner))) for d in dossiers]
    own = str(len(result.partners))
    links = (
        str(p.get("geonames") or "").removeprefix("https://www.") for p in (e.facts for e in explanations)
    )
    rows.append(("On the map", "", *links))
    rows.append(("Partners on record", own, *partners))
    lists = [{v.rule: v for v in e.checklist} for e in explanations]
    for rule, verdict in lists[0].items():
        if verdict.strength == "part":
            continue
        said = (_said(by[rule]) if rule in by else "" for by in lists)
        rows.append((f"Policy: {verdict.words}", "", *said))
    given = [own_columns(e.facts, result.policy) for e in explanations]
    rows += [(f"{column} (as given)", "", *(columns[column] for columns in given)) for column in given[0]]
    paper.add(Heading("Comparison"), Grid(("subject", str(seeker["name"]), *names), tuple(rows), kind="wide"))
    paper.add(Paragraph(UNLISTED, "note"))


def _said(verdict: Verdict) -> str:
    """The verdict on a rule, or how well a criterion is met, in words."""
    return SAID.get(verdict.verdict, verdict.verdict)


def _points(explanation: Explained) -> str:
    known = "" if explanation.coverage > 0.9995 else f" ({explanation.coverage:.0%} known)"
    if isnan(explanation.score):
        return BLANK
    return f"{shown(explanation.score):.1f}" + known


def _cautions(paper: Document, explanations: list[Explained]) -> None:
    told = [f"{e.label}: {text}" for e in explanations for text in e.cautions if text not in e.exclusion]
    told += [f"{e.label}: {e.position}" for e in explanations if e.status != "ranked"]
    paper.add(Heading("Cautions"))
    paper.add(Items(tuple(told)) if told else Paragraph("None on record for these candidates."))


def _evidence(paper: Document, explanations: list[Explained]) -> None:
    needed: dict[str, list[str]] = {}
    for explanation in explanations:
        for verdict in explanation.checklist:
            if verdict.verdict == "needs_evidence":
                needed.setdefault(verdict.words, []).append(named(explanation.facts))
    paper.add(Heading("Evidence still to collect"))
    listed = tuple(f"{words}: {', '.join(who)}" for words, who in needed.items())
    paper.add(Items(listed) if listed else Paragraph("None that the policy asks for."))


def _next_stage(paper: Document, result: Result) -> None:
    stages = result.policy.stages
    told = f"{stages[0].text} ({stages[0].decided_by or BLANK})" if stages else BLANK
    paper.add(Heading("Next stage"), Paragraph(told))
