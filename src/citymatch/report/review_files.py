"""A review as a file: a workbook, a paper, and tables for programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citymatch.datasets import InputError
from citymatch.results.review import BEHIND, COLUMNS, QUESTIONS, UNKNOWN, Review, Reviewed
from citymatch.scoring.additive import shown
from citymatch.whole import write_bytes, write_whole

from .files import csv_text, to_json
from .review import FIT, HEADS, RULE, against, agreed
from .review_paper import paper
from .words import day_in_words, plainly

if TYPE_CHECKING:
    from .sheets import Column


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
