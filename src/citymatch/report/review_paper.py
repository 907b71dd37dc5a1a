"""The paper that a committee has of a review: whom to revive first, each partnership, what to ask."""

from __future__ import annotations

from collections.abc import Sequence

from citymatch.results.review import QUESTIONS, STATUSES, UNKNOWN, Review, Reviewed

from .document import Document, Grid, Heading, Items, Paragraph
from .review import FIT, RULE, agreed, answered, changed, stands
from .words import day_in_words, plainly

FIRST = 5
"""So many of those worth reviving are named first on the screen."""
MEANING = {
    "active": "a list says so, or a visit of the last five years or an active committee shows it",
    "quiet": "a list says so, or the last visit is five years ago or more",
    "dormant": "a list says so, or the last visit is ten years ago or more and there is no committee",
    "unknown": "nothing on record shows how it stands",
    "proposed": "it was proposed and not signed",
    "ended": "a list says so, or its end was reported",
}


def _warned(each: Reviewed) -> list[str]:
    return ["a caution: see below"] if each.cautions else []


def paper(reviews: Sequence[Review]) -> Document:
    """The paper for a committee: how many stand how, whom to revive first, each partnership, what to ask."""
    alone = len(reviews) == 1
    made = Document(f"Review of partnerships: {reviews[0].seeker}" if alone else "Review of partnerships")
    for review in reviews:
        if not alone:
            made.add(Heading(review.seeker))
        _write(made, review, 2 if alone else 3)
    return made


def _write(made: Document, review: Review, level: int) -> None:
    made.add(Paragraph(f"{review.in_words} Looked at under {review.policy} and the laws and cautions of "
                       f"{day_in_words(review.day.isoformat())}."))  # fmt: skip
    made.add(*(Paragraph(plainly(note), "note") for note in review.notes))
    if review.partners:
        _first(made, review, level)
        _all(made, review, level)
        _to_ask(made, review, level)
        _cautions(made, review, level)
    if review.read:
        made.add(Heading("How the list was read", level), *(Paragraph(each, "note") for each in review.read))
    made.add(Paragraph("; ".join(f"{key} {value}" for key, value in review.provenance.items()), "note"))


def _first(made: Document, review: Review, level: int) -> None:
    made.add(Heading("Worth reviving first", level))
    if not review.first:
        made.add(Paragraph("None: each is active, has ended, or is barred today."))
        return
    rows = tuple(
        (
            f"{each.revive}. {each.label}",
            each.points,
            each.place,
            each.fit,
            "; ".join([stands(each), *_warned(each)]),
        )
        for each in review.first[:FIRST]
    )
    made.add(Grid(("partner", "fit", "place among candidates", "what speaks for it", "how it stands"), rows))
    if len(review.first) > FIRST:
        made.add(
            Paragraph(f"{len(review.first) - FIRST} more follow in the table below, in this order.", "note")
        )
    made.add(Paragraph(f"{RULE} {FIT}", "note"))


def _all(made: Document, review: Review, level: int) -> None:
    rows = tuple(
        (each.label, stands(each), each.points, "; ".join([*changed(each), *_warned(each)]) or "nothing on record",
         agreed(each), answered(each) or UNKNOWN)
        for each in review.partners
    )  # fmt: skip
    head = (
        "partner",
        "how it stands",
        "fit",
        "what has changed or stands against it",
        "agreement",
        "what is known of it",
    )
    made.add(Heading("Every partnership", level), Grid(head, rows))
    meant = [
        f"{'not known' if status == UNKNOWN else status}: {MEANING[status]}"
        for status in STATUSES
        if status in review.counts()
    ]
    made.add(Paragraph(f"How they stand. {'; '.join(meant)}.", "note"))


def _cautions(made: Document, review: Review, level: int) -> None:
    """Each caution once, with all of whom it is said."""
    whom: dict[str, list[str]] = {}
    for each in review.partners:
        for words in each.cautions:
            whom.setdefault(plainly(words), []).append(each.label)
    told = tuple(f"{'; '.join(names)}: {words}" for words, names in whom.items())
    made.add(Heading("Cautions", level))
    made.add(Items(told) if told else Paragraph("None on record for these partners."))


def _to_ask(made: Document, review: Review, level: int) -> None:
    """Each question once, with the partners for which nobody has answered it."""
    lines = []
    for words in QUESTIONS.values():
        whom = [each.name for each in review.partners if words in each.to_ask]
        if whom:
            lines.append(f"{words} {'All.' if len(whom) == len(review.partners) else ', '.join(whom) + '.'}")
    made.add(Heading("Questions that decide", level))
    made.add(Items(tuple(lines)) if lines else Paragraph("All are answered."))
