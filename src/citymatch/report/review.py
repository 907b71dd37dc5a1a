"""A review of partnerships in words: what is said of each, as a text and on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table

from citymatch.results.review import UNKNOWN, Review, Reviewed

from .words import day_in_words, plainly

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


def changed(each: Reviewed) -> list[str]:
    """What bars it today, and what has changed since it was agreed."""
    barred = [text if text.startswith("forbidden by") else f"barred today: {text}" for text in each.bars]
    return [plainly(text) for text in (*barred, *each.changed)]


def against(each: Reviewed) -> list[str]:
    """What has changed, and what stands against it today, the gravest first."""
    return [*changed(each), *map(plainly, each.cautions)]


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
