"""What papers say of a criterion: how well it is met, in words and with the fact; and of a rule: the verdict."""

from __future__ import annotations

from typing import NamedTuple

from citymatch.results import Dossier, Record, Result
from citymatch.results.meeting import NOT_KNOWN, met_in_words

from .facts import in_brief
from .people import compared
from .surroundings import Place, water
from .words import plainly

PAIRED = {
    "ancestry": "Residents with roots there",
    "trade": "Trade",
    "language": "Language",
    "history": "History",
    "shared_name": "Name",
    "travel": "Travel",
}
"""Of which tie each of these criteria tells."""


class Scored(NamedTuple):
    """A criterion of one candidate: its words, its share of the weight, how well it is met, and the fact in brief.

    `own` is the seeker's side of it, "" where the fact is about both.
    """

    label: str
    weight: float
    word: str
    fact: str
    own: str


def scored(dossier: Dossier, result: Result) -> list[Scored]:
    """Every criterion in use of one candidate, in the policy's order."""
    extractors = {criterion.id: criterion.extractor for criterion in result.criteria}
    found = []
    for record in dossier.explained.records:
        extractor = extractors.get(record.criterion, record.criterion)
        word = met_in_words(record.similarity) if record.known else NOT_KNOWN
        own = in_brief(extractor, result.seeker)
        fact = (
            _beside(extractor, dossier.explained.facts)
            or _told(extractor, dossier)
            or _brief(extractor, record)
        )
        if extractor == "size" and (ratio := compared(result.seeker, dossier.explained.facts)):
            fact = f"{fact}; {ratio}"
        found.append(Scored(record.label, record.weight, word, fact, own))
    return found


def _beside(extractor: str, place: Place) -> str:
    """The fact of a candidate, beside the seeker's own that says already which lakes count."""
    return water(place, "lake") if extractor == "water" else in_brief(extractor, place)


def _brief(extractor: str, record: Record) -> str:
    """The fact behind a criterion that is about a pair."""
    if extractor == "openness" and record.known:
        return f"{record.value:,.0f} on record" if record.value else "none on record"
    if extractor == "safety" and record.similarity == 1:
        return "none is known"
    return plainly(record.in_short or record.reason)


def _told(extractor: str, dossier: Dossier) -> str:
    """The tie behind a criterion in a few words; "" where it is none."""
    subject = PAIRED.get(extractor, "")
    tie = next((tie for tie in dossier.ties if tie.subject == subject), None)
    if tie is None or not tie.told:
        return ""
    return "none" if tie.nothing else plainly(tie.brief or tie.told)
