"""A ranking or a batch as an Excel workbook: an overview, a sheet to print per seeker, all figures on the last one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from math import ceil
from pathlib import Path
from typing import Any

from citymatch.datasets.geography import country_name
from citymatch.features.ties import nation
from citymatch.features.unit import named
from citymatch.places import Resolution
from citymatch.results import Explained, Result
from citymatch.results.asked import own_name
from citymatch.scoring.additive import shown
from citymatch.whole import write_bytes

from .called import sister
from .figures import figures
from .lines import named_again, same_as
from .partners import cautions_on
from .people import is_of_the_town
from .sheets import COUNT, MOST_ROWS, Book, Column, Sheet, sheet_titles
from .sources import tables
from .words import (
    assigned_partners,
    assigned_told,
    everywhere,
    lede,
    list_title,
    noted,
    plainly,
    policy_told,
    with_country,
)

OVERVIEW, SOURCES, LEFT_OUT, FIGURES = "Overview", "Sources", "Left out", "Figures"
NAMES = 3
"""So many names of each list stand in the overview."""
SPACIOUS, ON_TWO_PAGES = 10, 25
"""A list of so many names is printed in large letters, one of so many on two pages at most."""

OF_THE_TOWN = '#,##0" *"'
"""How people are written whose figure is not that of the unit that signs."""


def save_workbook(
    results: Sequence[Result],
    path: str | Path,
    resolutions: Sequence[Resolution] | None = None,
    builtin: bool = False,
) -> Path:
    """Write the results of a batch as an .xlsx file, whole or not at all: see `workbook`.

    Raises OSError where the file cannot be written.
    """
    return write_bytes(Path(path), workbook(results, resolutions, builtin))


def workbook(
    results: Sequence[Result], resolutions: Sequence[Resolution] | None = None, builtin: bool = False
) -> bytes:
    """Results as the content of an .xlsx file.

    A sheet per seeker to read and to print, then the sources, and all figures on the last sheet: numbers are
    numbers, an unknown one is an empty cell, and a text that a spreadsheet would run as a formula is kept a text. With
    the lines of a list (`resolutions`; `builtin` says that it is the built-in one) an overview stands first, and each
    seeker's sheet names the partner assigned to it. Raises MissingExtra where openpyxl is not installed, ValueError
    where there is nothing to write.
    """
    if not results and not resolutions:
        raise ValueError("there is no ranking to write")
    book = Book()
    sheets = ceil(sum(map(len, results)) / (MOST_ROWS - 1))
    taken = (
        OVERVIEW,
        SOURCES,
        LEFT_OUT,
        FIGURES,
        *(f"{FIGURES} {number}" for number in range(2, sheets + 1)),
    )
    titles = sheet_titles([str(result.seeker["label"]) for result in results], taken)
    partners = assigned_partners(results) if resolutions is not None else None
    if resolutions is not None and partners is not None:
        _overview(book, results, resolutions, partners, builtin)
    for number, (result, title) in enumerate(zip(results, titles, strict=True)):
        _seeker(book, title, result, assigned_told(partners[number]) if partners is not None else "")
    if results:
        _sources(book, results[0])
        _left_out(book, results)
        figures(book, results, FIGURES)
    return book.to_bytes()


def _overview(
    book: Book,
    results: Sequence[Result],
    resolutions: Sequence[Resolution],
    partners: Sequence[Explained | None],
    builtin: bool,
) -> None:
    """One line a seeker: its first names, the one assigned, the cautions; then the lines that have none."""
    columns = [
        Column("line", 6, "0"), Column("member", 20), Column("people", 11, COUNT),
        *(Column(head, 21) for head in ("first", "second", "third")),
        Column("assigned", 21), Column("cautions on these", 38),
    ]  # fmt: skip
    fixed = len(columns)
    read = any(result.asked.note for result in results)
    columns += [Column("how it was read", 20)] * read
    own = list(dict.fromkeys(name for each in resolutions for name in each.extra))
    heads = [column.head for column in columns]
    columns += [Column(own_name(name, heads), 16) for name in own]
    sheet = book.sheet(OVERVIEW, columns, [list_title(builtin), plainly(lede(results, resolutions))])
    sheet.rows(
        [
            result.asked.line, result.seeker["label"], result.seeker["population"],
            *_names(result), with_country(partner) if partner else "none left", _cautions(result, partner),
            *[result.asked.note] * read, *(result.asked.extra.get(name) for name in own),
        ]
        for result, partner in zip(results, partners, strict=True)
    )  # fmt: skip
    again = [(each, same_as(first)) for each, first in named_again(resolutions, results)]
    lost = [(each, noted(each)) for each in resolutions if each.community is None]
    for title, some in (("Lines that name a member again", again), ("What could not be read", lost)):
        if some:
            sheet.gap()
            lines = f"{len(some)} of {len(resolutions)} lines" if len(some) > 1 else "1 line"
            sheet.text(f"{title}: {lines}", bold=True, size=12)
            _not_ranked(sheet, some, fixed + read, own)
    sheet.finish()


def _not_ranked(
    sheet: Sheet, lines: Sequence[tuple[Resolution, str]], fixed: int, own: Sequence[str]
) -> None:
    """Lines of the list with why they have no line above, and their own columns, which begin after `fixed`."""
    sheet.heads(["line", "as written", "", "reason", *[""] * (fixed - 4), *own])
    for each, why in lines:
        texts: dict[int, tuple[Any, int]] = {0: (each.line, 1), 1: (each.input, 2), 3: (why, fixed - 3)}
        sheet.across(texts | {fixed + n: (each.extra.get(name), 1) for n, name in enumerate(own)})


def _names(result: Result) -> list[str]:
    """The first names of a list, each with its country."""
    names = [with_country(told) for told in islice(result.told, NAMES)]
    return names + [""] * (NAMES - len(names))


def _cautions(result: Result, partner: Explained | None) -> str:
    """What is to be said before any of the names that stand in the overview."""
    those = [*islice(result.told, NAMES), *([partner] if partner else [])]
    of: dict[str, list[str]] = {}
    for told in those:
        for caution in told.cautions:
            of.setdefault(caution, []).append(named(told.facts))
    return "\n".join(f"{', '.join(dict.fromkeys(names))}: {caution}" for caution, names in of.items())


def _seeker(book: Book, title: str, result: Result, assigned: str) -> None:
    """The shortlist of a seeker, to read and to print."""
    here = str(result.seeker.get("country") or "")
    apart = any(told.rank != line for line, told in enumerate(result.told, 1))
    columns = [
        Column("#", 6, "0"), *([Column("place overall", 9, COUNT)] if apart else []),
        Column("community", 24), Column("country", 13), Column("people", 11, COUNT), Column("year", 9, "0"),
        Column("score", 8, "0.0"), Column("match", 9),
        Column("what speaks for it", 64 if len(result) <= SPACIOUS else 104),
        Column("caution", 25 if any(told.cautions for told in result.told) else 9),
        Column("US partner" if here == "US" else f"partner in {nation(here)}", 13), Column("evidence to ask", 17),
    ]  # fmt: skip
    sheet = book.sheet(title, columns, list(_above(result, assigned)))
    for heading, lines in result.parts:
        if heading:
            sheet.text(heading, bold=True, size=12)
        for line, told in lines:
            values = [line, *([told.rank] if apart else []), *_line(told)]
            cells = [sheet.cell(value, column.form) for value, column in zip(values, columns, strict=True)]
            if is_of_the_town(told.facts):
                cells[3 + apart] = sheet.cell(told.facts["population"], OF_THE_TOWN)
            sheet.row(cells)
    below = list(_below(result))
    if below:
        sheet.gap()
    for note in below:
        sheet.text(plainly(note), size=9)
    sheet.finish(most_pages=2 if len(result) <= ON_TWO_PAGES else 0)


def _above(result: Result, assigned: str) -> Iterator[str]:
    """Who asks, by which policy, and whom the list assigns to it.

    The list's own columns (contact, notes) are for whoever keeps it: they stand on the overview and among the figures,
    and on no sheet that a member is sent.
    """
    seeker = result.seeker
    yield f"{sister(seeker).capitalize().replace(' ', '-')} shortlist for {seeker['label']}"
    yield policy_told(result)
    if assigned:
        yield assigned


def _line(told: Explained) -> list[Any]:
    """A candidate's line, in the order of the columns."""
    facts = told.facts
    country = country_name(str(facts.get("country") or ""))
    reasons = [reason for reason in told.reasons if not reason.startswith("Caution: ")]
    asked = [verdict.words for verdict in told.checklist if verdict.verdict == "needs_evidence"]
    year = str(facts.get("population_year") or "")
    return [
        told.label.removesuffix(f", {country}"), country, facts.get("population"),
        int(year) if year.isdecimal() else year or "unknown", shown(told.score), told.called.removeprefix("a "),
        "\n".join(f"• {reason}" for reason in reasons), "; ".join(told.cautions), told.home_partner,
        "; ".join(dict.fromkeys(asked)),
    ]  # fmt: skip


TOWNS_ALONE = "* Of the town alone or its built-up area: the people of the unit that signs are unknown."


def _below(result: Result) -> Iterator[str]:
    """What a reader has to know of the list."""
    if any(is_of_the_town(told.facts) for told in result.told):
        yield TOWNS_ALONE
    yield from (*result.notes, *everywhere(result))
    for partner, caution in cautions_on(result.partners, str(result.seeker["country"]), result.day).items():
        yield f"Caution on {partner}, a sister city of {result.seeker['name']} on record: {caution}"
    if result.passed_told:
        yield result.passed_told
    yield "; ".join(f"{key} {value}" for key, value in result.provenance.items())


def _sources(book: Book, result: Result) -> None:
    """What the figures rest on."""
    sheet = book.sheet(SOURCES, [Column("what", 50), Column("where it is from", 150)])
    sheet.rows(result.provenance.items())
    sheet.rows(
        [table["title"], f"{table['source']} ({table['year']}); {table['terms']}"] for table in tables()
    )
    sheet.finish()


def _left_out(book: Book, results: Sequence[Result]) -> None:
    """Every country of which a caution leaves communities out, of whose lists, and how many: the most of them."""
    of: dict[str, dict[str, int]] = {}
    for result in results:
        for country, number in result.barred.where if result.barred else ():
            of.setdefault(country, {})[str(result.seeker["label"])] = number
    if not of:
        return
    columns = [Column("country", 40), Column("communities", 15, COUNT), Column("left out of the list of", 90)]
    sheet = book.sheet(LEFT_OUT, columns, ["Left out for a caution"])
    labels = list(dict.fromkeys(str(result.seeker["label"]) for result in results))
    most = sorted(of.items(), key=lambda each: -max(each[1].values()))
    sheet.rows([country, max(numbers.values()), _whose(numbers, labels)] for country, numbers in most)
    sheet.finish()


def _whose(those: Iterable[str], everybody: Sequence[str]) -> str:
    """Members of a list in words: every one, all but a few, or by name."""
    others = [label for label in everybody if label not in set(those)]
    if not others:
        return "every member"
    named = [label for label in everybody if label not in others]
    return f"all members but {'; '.join(others)}" if len(others) < len(named) else "; ".join(named)
