"""What a list is offered, as tables and as a page that a membership officer could send."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citymatch.assignment.offers import Offer, Offered, Offers
from citymatch.places import Resolution
from citymatch.results.explained import ordinal
from citymatch.whole import make_folder, write_whole

from .blocks import Block, Grid, Heading, Items, Paragraph
from .document import Document
from .files import csv_text, to_json
from .lines import same_as
from .words import day_in_words, noted

if TYPE_CHECKING:
    from rich.console import Console

LEADS = ("first lead", "second lead", "third lead")


def columns_of(rows: Sequence[dict[str, Any]]) -> dict[str, list[Any]]:
    """Rows as columns."""
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name, "") for row in rows] for name in names}


def overview_rows(offers: Offers) -> list[dict[str, Any]]:
    """One row a seeker: its leads side by side, and what it gives up."""
    return [
        {"seeker_id": each.seeker_id, "seeker": each.seeker}
        | {lead_name(n): _cell(each, n) for n in range(offers.leads)}
        | {"gives_up": each.gives_up, "why": " ".join(each.told)}
        | each.own({"seeker_id": "", "seeker": "", **{lead_name(n): "" for n in range(offers.leads)}})
        for each in offers.seekers
    ]


def lead_name(number: int) -> str:
    """How a lead is called, by its place from 0.

    >>> lead_name(0), lead_name(4)
    ('first lead', 'lead 5')
    """
    return LEADS[number] if number < len(LEADS) else f"lead {number + 1}"


def _cell(offered: Offered, number: int) -> str:
    return offer_told(offered.offers[number]) if number < len(offered.offers) else ""


def offer_told(offer: Offer) -> str:
    """An offer by its name and score; what was offered before says so, and what came of it."""
    score = "not ranked today" if offer.score is None else f"{offer.score:.1f}"
    before = offer.answer or ("offered before" if offer.locked else "")
    said = (score, before.replace("accepted", "has accepted"), "caution" if offer.cautions else "")
    return f"{offer.label} ({', '.join(filter(None, said))})"


def page(
    offers: Offers, unresolved: Sequence[Resolution] = (), again: Sequence[tuple[Resolution, Resolution]] = ()
) -> Document:
    """The page: how the offers were found, a table of all, and what each member should know of its own."""
    number, members = counted(offers)
    paper = Document(f"Offers for {members}")
    paper.add(
        Paragraph(f"{number}, as of {day_in_words(offers.day.isoformat())}."), Items(offers.way),
        Paragraph(_measured(offers)), *([Paragraph(_kept(offers))] if offers.kept is not None else []),
        Grid(
            ("member", *(lead_name(n) for n in range(offers.leads))),
            tuple((each.seeker, *(_cell(each, n) for n in range(offers.leads))) for each in offers.seekers),
        ),
        Paragraph(
            "The number beside each name is the score, from 0 to 100, by the member's own policy; it is cut to a tenth."
        ),
        *([Paragraph(offers.barred)] if offers.barred else []),
        *([Paragraph(waiting)] if (waiting := _waiting(offers)) else []),
    )  # fmt: skip
    for each in offers.seekers:
        paper.add(*_member(each))
    paper.add(*_rest(offers, unresolved, again))
    return paper


WAITING = re.compile(r": already offered on (\d+ \w+ \d+), waiting for an answer\.$")
"""What is told of an offer from before that nobody has answered: once for all of a day, and not under each list."""


def _waiting(offers: Offers) -> str:
    """How many offers from before wait for an answer, by the day on which they were made."""
    told = (WAITING.search(text) for each in offers.seekers for text in each.told)
    days = Counter(found[1] for found in told if found)
    made = ", ".join(f"{number:,} made on {day}" for day, number in days.items())
    return f"Those marked “offered before” wait for an answer: {made}." if made else ""


def counted(offers: Offers) -> tuple[str, str]:
    """How many new offers there are and how many stand from before, for how many members."""
    new = f"{offers.made:,} {'new ' if offers.stand else ''}{'offer' if offers.made == 1 else 'offers'}"
    return (
        f"{new} and {offers.stand:,} from before" if offers.stand else new,
        f"{len(offers):,} {'member' if len(offers) == 1 else 'members'}",
    )


def _measured(offers: Offers) -> str:
    if not offers.made:
        return "No new offer could be made."
    if not offers.gives_up:
        return "Nobody gives anything up: every member has its own best."
    return (
        f"The member that gives up most gives up {offers.gives_up:.1f} points over all its new leads together; all new "
        f"offers together are worth {offers.total:,.1f} points."
    )


def _kept(offers: Offers) -> str:
    stand = "stands" if offers.kept == 1 else "stand"
    return f"{offers.kept} of {offers.earlier} earlier offers {stand}."


def _member(offered: Offered) -> list[Block]:
    blocks: list[Block] = [Heading(offered.seeker)]
    if offered.asked.note:
        blocks.append(Paragraph(f"{offered.asked.input!r}: {offered.asked.note}.", "note"))
    if offered.offers:
        blocks.append(Items(tuple(_line(offer, offered.seeker) for offer in offered.offers), numbered=True))
    over = " over its leads together" if len(offered.new) > 1 else ""
    lost = f"It gives up {offered.gives_up:.1f} points{over}." if offered.gives_up else ""
    told = [each for each in offered.told if not WAITING.search(each)]
    if told or lost:
        blocks.append(Paragraph(" ".join(filter(None, (lost, *told)))))
    blocks += [Paragraph(each, "note") for each in offered.left_out]
    return blocks


def _line(offer: Offer, member: str) -> str:
    """One offer in a line: where it stands, what speaks for it, cautions, and what is to be asked for."""
    stands = "" if offer.rank is None else f"{ordinal(offer.rank)} in the ranking of {member}"
    parts = [
        offer_told(offer),
        offer.people,
        stands,
        offer.why,
        f"the other side: {offer.their_wish}" if offer.their_wish else "",
    ]
    said = "; ".join(part for part in parts if part)
    parts = [said, *(f"Caution: {text}" for text in offer.cautions)]
    parts += [f"To be asked: {'; '.join(offer.evidence)}"] if offer.evidence else []
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts)


def _rest(
    offers: Offers, unresolved: Sequence[Resolution], again: Sequence[tuple[Resolution, Resolution]]
) -> list[Block]:
    """Who was offered to nobody, the lines that name a member again or nobody, and what the figures rest on."""
    blocks: list[Block] = []
    if offers.left:
        blocks += [Heading("Offered to nobody"), Items(offers.left)]
    if again:
        told = (f"{_where(each)}{each.input}: {same_as(first)}{_own(each)}" for each, first in again)
        blocks += [Heading("Lines that name a member again"), Items(tuple(told))]
    if unresolved:
        blocks += [Heading("Lines that name no one community")]
        blocks.append(Items(tuple(f"{_where(each)}{each.input}: {noted(each)}" for each in unresolved)))
    made = "; ".join(f"{key}: {value}" for key, value in offers.provenance.items())
    return [*blocks, *([Paragraph(made, "note")] if made else [])]


def _where(line: Resolution) -> str:
    return f"line {line.line}: " if line.line else ""


def _own(line: Resolution) -> str:
    """The columns of a line that are none of ours, as they stand nowhere else."""
    return "".join(f"; {name}: {text}" for name, text in line.extra.items() if text)


def save_offers(
    offers: Offers,
    unresolved: Sequence[Resolution],
    directory: Path,
    bom: bool = False,
    again: Sequence[tuple[Resolution, Resolution]] = (),
) -> list[Path]:
    """See `Assignment.save`."""
    make_folder(directory)
    encoding = "utf-8-sig" if bom else "utf-8"
    paper = page(offers, unresolved, again)
    return [
        write_whole(directory / "offers.csv", _csv(offers.rows()), encoding),
        write_whole(directory / "overview.csv", _csv(overview_rows(offers)), encoding),
        write_whole(directory / "offers.json", to_json(offers.to_dict())),
        paper.save(directory / "offers.html"),
        paper.save(directory / "offers.md"),
    ]


def _csv(rows: Sequence[dict[str, Any]]) -> str:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    return csv_text(columns, [[row.get(name, "") for name in columns] for row in rows])


def offers_table(offers: Offers, console: Console) -> None:
    """The offers on the screen: one line a member, and how each was read that was not read as it is written."""
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("member", *(lead_name(n) for n in range(offers.leads)), "gives up"):
        table.add_column(heading, justify="right" if heading == "gives up" else "left")
    for each in offers.seekers:
        cells = [escape(_cell(each, n)) for n in range(offers.leads)]
        table.add_row(escape(each.seeker), *cells, f"{each.gives_up:.1f}")
    console.print(table)
    for sentence in (*offers.way, _measured(offers), *([_kept(offers)] if offers.kept is not None else [])):
        console.print(f"[dim]{escape(sentence)}[/dim]", soft_wrap=True)
    for each in offers.seekers:
        if each.asked.note:
            where = f"line {each.asked.line}: " if each.asked.line else ""
            words = (
                f"{where}{each.asked.input!r} is read as {each.seeker} ({each.seeker_id}): {each.asked.note}"
            )
            console.print(escape(words), soft_wrap=True)
