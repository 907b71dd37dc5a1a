"""A review of partnerships as people read it: a text, a paper, a workbook, and tables for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from citymatch.datasets import InputError
from citymatch.results.review import BEHIND, COLUMNS, QUESTIONS, STATUSES, UNKNOWN, Review, Reviewed
from citymatch.scoring.additive import shown
from citymatch.whole import write_bytes, write_whole

from .document import Document, Grid, Heading, Items, Paragraph
from .files import csv_text, to_json
from .words import day_in_words, plainly

if TYPE_CHECKING:
    from .sheets import Column

FIRST = 5
"""So many of those worth reviving are named first on the screen."""
HEADS = {
    "last_visit": "last visit", "committee": "active committee", "funding": "funding",
    "youth_exchange": "youth exchange",
}  # fmt: skip
RULE = (
    "Worth reviving first: of those that are quiet, dormant or not known to be active, and that nothing bars today, "
    "the best fit first. Where two have the same score, to a tenth of a point, a quiet one comes before a dormant one, "
    "and that before one that is not known."
)
FIT = (
    "The fit is the score, 0 to 100, that a partner would have as a new candidate under today's policy, laws and "
    "cautions, as though nothing had been signed yet."
)
MEANING = {
    "active": "a list says so, or a visit of the last five years or an active committee shows it",
    "quiet": "a list says so, or the last visit is five years ago or more",
    "dormant": "a list says so, or the last visit is ten years ago or more and there is no committee",
    "unknown": "nothing on record shows how it stands",
    "proposed": "it was proposed and not signed",
    "ended": "a list says so, or its end was reported",
}


def changed(each: Reviewed) -> list[str]:
    """What bars it today, and what has changed since it was agreed."""
    barred = [text if text.startswith("forbidden by") else f"barred today: {text}" for text in each.bars]
    return [plainly(text) for text in (*barred, *each.changed)]


def against(each: Reviewed) -> list[str]:
    """What has changed, and what stands against it today, the gravest first."""
    return [*changed(each), *map(plainly, each.cautions)]


def _warned(each: Reviewed) -> list[str]:
    return ["a caution: see below"] if each.cautions else []


def stands(each: Reviewed) -> str:
    """How it stands, and by what."""
    return "not known" if each.status == UNKNOWN else f"{each.status}: {each.why.removeprefix('ended ')}"


def agreed(each: Reviewed) -> str:
    """Since when it stands, for how long, and how it is renewed."""
    told = (("since", each.since), ("term", each.term), ("renewal", each.renewal))
    return (
        "; ".join(f"{name} {words or UNKNOWN}" for name, words in told)
        if any(w for _, w in told)
        else UNKNOWN
    )


def answered(each: Reviewed) -> str:
    """The questions that somebody has answered, with the answers."""
    return "; ".join(f"{HEADS[key]}: {text}" for key, text in each.answers.items() if text)


def text(reviews: Sequence[Review]) -> str:
    """All reviews as plain text, a paragraph a partnership."""
    return "\n\n".join("\n".join(_lines(each)) for each in reviews)


def _lines(review: Review) -> Iterator[str]:
    yield f"{review.seeker}: {review.in_words} Policy: {review.policy}; {day_in_words(review.day.isoformat())}."
    yield from (*review.notes, *review.read)
    for each in review.partners:
        first = f", {each.revive} of those worth reviving" if each.revive else ""
        yield f"{each.label}: {stands(each)}{first}; fit {each.points}, {each.place}" + (
            f": {each.fit}" if each.fit else ""
        )
        yield from (f"  {words}" for words in against(each))
        yield from (f"  {words}" for words in (answered(each), *each.to_ask) if words)


def table(review: Review, console: Console) -> None:
    """A review on the screen: a line a partnership, the notes below."""
    from .terminal import escape

    console.print(f"[bold]{escape(review.seeker)}[/bold]: {escape(review.in_words)} By {escape(review.policy)}, "
                  f"{day_in_words(review.day.isoformat())}.")  # fmt: skip
    if review.partners:
        grid = Table(box=None, pad_edge=False, header_style="bold")
        grid.add_column("revive", justify="right")
        grid.add_column("partner", min_width=18)
        grid.add_column("status", min_width=8)
        grid.add_column("fit", justify="right")
        grid.add_column("what speaks for it, and what stands against it", ratio=1)
        for each in review.partners:
            told = [each.fit, *against(each), answered(each)]
            grid.add_row(
                str(each.revive or ""), f"[bold]{escape(each.label)}[/bold]", escape(stands(each)),
                each.points if each.score == each.score else "?",
                "\n".join(escape(words) for words in told if words),
            )  # fmt: skip
        console.print(grid)
        for words in (FIT, RULE):
            console.print(f"[dim]{words}[/dim]", soft_wrap=True)
        open_ = dict.fromkeys(question for each in review.partners for question in each.to_ask)
        if open_:
            console.print(
                escape(f"To ask of each that nobody has answered for: {' '.join(open_)}"), soft_wrap=True
            )
    for note in (*review.notes, *review.read):
        console.print(escape(note), soft_wrap=True)
    console.print(
        f"[dim]{escape('; '.join(f'{key} {value}' for key, value in review.provenance.items()))}[/dim]"
    )


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


def workbook(reviews: Sequence[Review]) -> bytes:
    """A sheet to read and to print per community, and all figures on the last one (needs the extra `excel`)."""
    from .sheets import Book, sheet_titles

    book = Book()
    titles = sheet_titles([each.seeker for each in reviews], ("Figures",))
    for review, title in zip(reviews, titles, strict=True):
        above = [f"Review of partnerships: {review.seeker}", review.in_words, f"{review.policy}; "
                 f"{day_in_words(review.day.isoformat())}"]  # fmt: skip
        sheet = book.sheet(title, _columns(), above)
        sheet.rows(
            [
                each.revive, each.label, each.status, each.why, _figure(each), each.fit, "\n".join(against(each)),
                agreed(each), *(each.answers.get(name) or UNKNOWN for name in QUESTIONS),
            ]
            for each in review.partners
        )  # fmt: skip
        sheet.gap()
        for note in (
            FIT,
            RULE,
            *review.notes,
            *review.read,
            "; ".join(f"{k} {v}" for k, v in review.provenance.items()),
        ):
            sheet.text(plainly(note), size=9)
        sheet.finish()
    figures = book.sheet("Figures", _figures())
    figures.figures([row[name] for name in (*COLUMNS, *BEHIND)] for each in reviews for row in each.rows())
    figures.finish()
    return book.to_bytes()


def _figure(each: Reviewed) -> float | None:
    return shown(each.score) if each.score == each.score else None


def _columns() -> list[Column]:
    from .sheets import Column

    return [
        Column("revive", 8, "0"), Column("partner", 22), Column("status", 10), Column("by what", 20),
        Column("fit", 8, "0.0"), Column("what speaks for it", 30),
        Column("what has changed or stands against it", 44), Column("agreement", 20),
        *(Column(head, 14) for head in HEADS.values()),
    ]  # fmt: skip


def _figures() -> list[Column]:
    from .sheets import Column

    forms = {"score": "0.0", "revive": "0"}
    return [Column(name, 18, forms.get(name, "")) for name in (*COLUMNS, *BEHIND)]


def saved(reviews: Sequence[Review], path: Path, size: str = "letter") -> Path:
    """Write a file, whole or not at all, as its ending says. Raises InputError for another ending."""
    ending = path.suffix.lower()
    written: dict[str, Callable[[], Path]] = {
        ".csv": lambda: write_whole(path, as_csv(reviews)),
        ".json": lambda: write_whole(path, to_json(as_json(reviews))),
        ".xlsx": lambda: write_bytes(path, workbook(reviews)),
        **dict.fromkeys(
            (".docx", ".pdf", ".html", ".htm", ".md", ".txt"), lambda: paper(reviews).save(path, size)
        ),
    }
    if ending not in written:
        raise InputError(f"{path}: a review is written as .csv, .json, .xlsx, .docx, .pdf, .html or .md, not as "
                         f"{ending or 'that'}")  # fmt: skip
    return written[ending]()


def as_csv(reviews: Sequence[Review]) -> str:
    """One line per partnership."""
    header = [*COLUMNS, *BEHIND]
    return csv_text(header, [[row[name] for name in header] for each in reviews for row in each.rows()])


def as_json(reviews: Sequence[Review]) -> Any:
    """The reviews as plain values, ready for JSON: a list, of one community too."""
    return [each.to_dict() for each in reviews]
