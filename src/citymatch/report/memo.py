"""The memo that a director brings to a commission: three to six named candidates side by side, on two pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import isnan

from citymatch.datasets import InputError
from citymatch.datasets.geography import country_name
from citymatch.datasets.partners import Partner
from citymatch.features.unit import division_told, named
from citymatch.results import Dossier, Explained, Result, TieFact
from citymatch.results.block import OTHER_KIND, OWN_KIND
from citymatch.results.explained import SAID, ordinal
from citymatch.results.meeting import met_in_words
from citymatch.scoring.additive import shown

from . import evidence, facts
from .called import called, is_ours, nothing_asked, noun, sister
from .document import BLANK, Document, Grid, Heading, Items, Paragraph
from .meeting import PAIRED, Scored, scored
from .partners import cautions_on, partners_in_brief
from .signing import unit_in_brief
from .sources import sources
from .surroundings import CITY_COUNTED, WATER_COUNTED
from .website import search_words
from .words import asked, plainly

FEWEST, MOST = 3, 6
PARTNERS_NAMED = 6
"""So many existing partners of a candidate are named; the application names all."""
CRITERIA, HEAVIEST = 15, 8
"""A policy of more criteria than this is told by so many, the heaviest; the application has all."""
KINDS = {OWN_KIND: "yes, its own kind", OTHER_KIND: "no, another kind"}
"""What is said of a candidate for a county or a state."""
UNLISTED = "No partnership on record is not the same as no partnership: ask."


def memo(result: Result, dossiers: Sequence[Dossier], shortlisted: bool = False) -> Document:
    """A memo on three to six candidates of a ranking, as a `Document`; the recommendation is blank.

    `shortlisted` says that they are the first of the ranking's own shortlist, and nobody's choice.

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
    paper = Document(f"Memo: candidates for a {sister(result.seeker)} of {result.seeker['label']}")
    _head(paper, explanations, result)
    _chosen(paper, explanations, result, shortlisted)
    counted = f"{UNLISTED} {WATER_COUNTED} {CITY_COUNTED} {facts.AIRPORTS_COUNTED}"
    paper.add(Heading("The candidates"), _candidates(dossiers, result), Paragraph(counted, "note"))
    _met(paper, dossiers, result)
    _cautions(paper, dossiers, result)
    _evidence(paper, explanations, result)
    _next_stage(paper, result)
    paper.add(Heading("Recommendation"), Paragraph(BLANK * 5), Paragraph(BLANK * 5))
    paper.add(Paragraph(f"Signed: {BLANK * 2}  Date: {BLANK}"))
    paper.add(Heading("Sources and dates"), Paragraph("; ".join(sources(dossiers, result.policy)), "note"))
    return paper


def _head(paper: Document, explanations: list[Explained], result: Result) -> None:
    policy = result.policy
    subject = f"{len(explanations)} candidates under {policy.title or policy.name}"
    paper.add(Paragraph(f"To: {BLANK}  From: {BLANK}  Date: {BLANK}"), Paragraph(f"Subject: {subject}"))


def _chosen(paper: Document, explanations: list[Explained], result: Result, shortlisted: bool) -> None:
    """How they were chosen, and from how many."""
    policy, number = result.policy, len(explanations)
    these = f"These {number} were named by {BLANK} for these reasons: {BLANK}"
    if shortlisted:
        these = f"These {number} are the first of the shortlist{_passed_over(explanations, result)}."
    paper.add(
        Heading("How they were chosen"),
        Paragraph(
            f"{explanations[0].candidates:,} communities abroad were compared under {called(policy)}"
            f"{'' if is_ours(policy) else f' ({plainly(policy.citation)})'}. {these}"
        ),
        *(Paragraph(note, "note") for note in _notes(explanations, result)),
    )


def _passed_over(explanations: list[Explained], result: Result) -> str:
    """Why the first of a shortlist are not the first of the full order, in a sentence; "" where they are."""
    if result.blocks and result.blocks[0].name == OWN_KIND:
        return ", in which the communities of its own kind stand first and the others after them"
    if not result.per_country:
        return ""
    ranks = [each.rank for each in explanations if each.rank is not None]
    if len(ranks) < 2 or ranks == list(range(1, len(ranks) + 1)):
        return f", which takes at most {result.per_country} of one country"
    return (
        f". Of all communities they stand {', '.join(map(ordinal, ranks[:-1]))} and {ordinal(ranks[-1])}; those "
        f"between were passed over to keep the list varied: {result.kept_to}"
    )


def _notes(explanations: list[Explained], result: Result) -> list[str]:
    """What a reader has to know first: how the candidates' names were read, then what the ranking says."""
    read = dict.fromkeys(text for each in explanations for text in each.read)
    return [plainly(text) for text in (*read, *result.notes) if text != result.asked.note]


Row = tuple[str, ...]


def _candidates(dossiers: Sequence[Dossier], result: Result) -> Grid:
    """Who they are: what a reader asks of any candidate before what the policy asks."""
    seeker = result.seeker
    told = [dossier.explained for dossier in dossiers]
    places = [explanation.facts for explanation in told]

    def row(subject: str, own: str, tell: Callable[[Dossier], str]) -> Row:
        return (subject, own, *map(tell, dossiers))

    scored_by = {criterion.extractor for criterion in result.criteria if criterion.weight > 0}
    rows = [
        row("Country and region", _where(seeker), lambda d: _where(d.explained.facts)),
        row("Who signs", unit_in_brief(seeker), lambda d: unit_in_brief(d.explained.facts)),
        row(f"Place among {told[0].candidates:,}", "", lambda d: _standing(d.explained)),
        *([row(f"Of {seeker['name']}'s kind", "", lambda d: KINDS[d.explained.block])] if told[0].block else []),
        row("Points of 100", "", lambda d: _points(d.explained)),
        row("What speaks for it", "", lambda d: d.explained.in_short or NOTHING),
        row("Sister cities on record", _partners(result.partners, result), lambda d: _partners(d.partners, result)),
    ]  # fmt: skip
    for subject, extractor in SETTING.items():
        if extractor not in scored_by:
            none = facts.NO_THEME if extractor == "common_ground" else NOTHING
            rows.append((subject, *(facts.in_brief(extractor, place) or none for place in (seeker, *places))))
    if "elevation" not in scored_by and any(map(facts.is_high, [seeker, *places])):
        rows.append(row("Elevation", facts.elevation(seeker), lambda d: facts.elevation(d.explained.facts)))
    if "travel" not in scored_by:
        rows.append(
            row(
                "Nearest airport with flights",
                facts.airports(seeker),
                lambda d: facts.airports(d.explained.facts),
            )
        )
    rows += [
        row("Time difference", "", lambda d: facts.hours(seeker, d.explained.facts, result.day)),
        *_ties(dossiers, scored_by),
        row("Search words for its website", "", lambda d: search_words(d.explained.facts)),
    ]  # fmt: skip
    own = [facts.own_columns(place, result.policy) for place in places]
    rows += [(f"{column} (as given)", "", *(columns[column] for columns in own)) for column in own[0]]
    return Grid(("subject", str(seeker["name"]), *map(named, places)), tuple(rows), kind="wide")


def _partners(partners: Sequence[Partner], result: Result) -> str:
    return partners_in_brief(partners, str(result.seeker["country"]), PARTNERS_NAMED, result.day) or "none"


NOTHING = "nothing on record"
SETTING = {
    "People": "size",
    "Nearest water": "water",
    "Around it": "metropolis",
    "Climate": "climate",
    "Port or the like": "common_ground",
}
"""The facts of a place that stand in the table of the candidates where no criterion tells them."""


def _ties(dossiers: Sequence[Dossier], scored_by: set[str]) -> list[Row]:
    """The ties that no criterion tells of, without those that none of the candidates has; the airport says already how
    it is reached."""
    told_of = {subject: extractor for extractor, subject in PAIRED.items()}
    return [
        (line[0].subject, "", *(_tie(tie) for tie in line))
        for line in zip(*(dossier.ties for dossier in dossiers), strict=True)
        if told_of.get(line[0].subject, "") not in {*scored_by, "travel"} and not all(tie.nothing for tie in line)
    ]  # fmt: skip


def _tie(tie: TieFact) -> str:
    return "none" if tie.nothing else plainly(tie.brief or tie.told) or BLANK


def _where(place: facts.Place) -> str:
    return ", ".join(part for part in (division_told(place), country_name(str(place["country"]))) if part)


def _standing(explanation: Explained) -> str:
    """Its place, and those that share it; or that it has none, and the cautions say why."""
    if explanation.rank is None:
        return explanation.status
    tied = f" ({explanation.tie_first:,} to {explanation.tie_last:,} are equal)" if explanation.tied else ""
    return f"{ordinal(explanation.rank)}{tied}"


def _points(explanation: Explained) -> str:
    known = "" if explanation.coverage > 0.9995 else f" ({explanation.coverage:.0%} of the weight is known)"
    if isnan(explanation.score):
        return BLANK
    return f"{shown(explanation.score):.1f}" + known


def _met(paper: Document, dossiers: Sequence[Dossier], result: Result) -> None:
    """How well each meets the criteria, the heaviest first, and what the rules say of it."""
    lists = [scored(dossier, result) for dossier in dossiers]
    order = sorted(range(len(lists[0])), key=lambda n: -lists[0][n].weight)
    shown_here = order if len(order) <= CRITERIA else order[:HEAVIEST]
    told = [tuple(each[n] for each in lists) for n in shown_here]
    nowhere = [
        line for line in told if line[0].weight <= SMALL and all(each.word == NOT_AT_ALL for each in line)
    ]
    rows = [(_heavy(line[0]), line[0].own, *map(_cell, line)) for line in told if line not in nowhere]
    if nowhere:
        labels = "; ".join(line[0].label for line in nowhere)
        rows.append((f"Of little weight: {labels}", "", *["Found for none of them"] * len(dossiers)))
    ruled = [{v.rule: v for v in evidence.rules_of(d.explained, result.policy)} for d in dossiers]
    rules = dict.fromkeys(rule for by in ruled for rule in by)
    for rule in rules:
        first = next(by[rule] for by in ruled if rule in by)
        if first.strength == "part":
            continue
        said = (SAID[by[rule].verdict] if rule in by else "" for by in ruled)
        rows.append((f"Rule: {first.words}", "", *said))
    header = ("criterion or rule", str(result.seeker["name"]), *(named(d.explained.facts) for d in dossiers))
    paper.add(Heading(f"How well each meets {noun(result.policy)}"), Grid(header, tuple(rows), "wide"))
    if rest := order[len(shown_here) :]:
        weight = sum(lists[0][n].weight for n in rest)
        paper.add(
            Paragraph(
                f"{len(rest)} more criteria, of {weight:.0%} of the weight together: see the application.",
                "note",
            )
        )


SMALL = 0.025
"""Criteria of so little weight that none of the candidates meets share a row."""
NOT_AT_ALL = met_in_words(0.0)


def _heavy(each: Scored) -> str:
    return f"{each.label} ({each.weight:.0%})"


def _cell(each: Scored) -> str:
    """The word first, then the fact."""
    return f"{each.word.capitalize()}{f': {each.fact}' if each.fact else ''}"


def _cautions(paper: Document, dossiers: Sequence[Dossier], result: Result) -> None:
    """Each caution once, with all of whom it is said: the candidates, and partners that they or the seeker have."""
    whom: dict[str, list[str]] = {}
    for e in (dossier.explained for dossier in dossiers):
        fresh = [text for text in e.cautions if text not in e.exclusion]
        for text in fresh if e.status == "ranked" else [*fresh, e.position]:
            whom.setdefault(plainly(text), []).append(e.label)
    told = tuple(f"{'; '.join(labels)}: {text}" for text, labels in whom.items())
    paper.add(Heading("Cautions"))
    paper.add(Items(told) if told else Paragraph("None on record for these candidates."))
    if had := _cautions_on_partners(dossiers, result):
        paper.add(Paragraph(had, "note"))


def _cautions_on_partners(dossiers: Sequence[Dossier], result: Result) -> str:
    """The cautions on partners that the seeker and the candidates that are ranked have, each in its first words; "" for
    none. The application has the whole."""
    seeker = result.seeker
    having = [
        (str(seeker["name"]), result.partners),
        *((named(d.explained.facts), d.partners) for d in dossiers if d.explained.status == "ranked"),
    ]
    whom: dict[str, list[str]] = {}
    for name, partners in having:
        for partner, text in cautions_on(partners, str(seeker["country"]), result.day).items():
            first = re.split(r"[;.:] | \(", plainly(text))[0]
            whom.setdefault(first, []).append(f"{partner} (a sister city of {name})")
    told = "; ".join(f"{', '.join(labels)}: {text}" for text, labels in whom.items())
    return f"Partners with a caution: {told}." if told else ""


def _evidence(paper: Document, explanations: list[Explained], result: Result) -> None:
    needed: dict[str, list[str]] = {}
    for explanation in explanations:
        for verdict in evidence.missing(explanation, result.policy):
            needed.setdefault(verdict.words, []).append(named(explanation.facts))
    paper.add(Heading("Evidence still to collect"))
    listed = tuple(f"{asked(words)} {', '.join(who)}" for words, who in needed.items())
    paper.add(Items(listed) if listed else Paragraph(nothing_asked(result.policy)))


def _next_stage(paper: Document, result: Result) -> None:
    stages = result.policy.stages
    told = f"{stages[0].text} ({stages[0].decided_by or BLANK})" if stages else BLANK
    paper.add(Heading("Next stage"), Paragraph(told))
