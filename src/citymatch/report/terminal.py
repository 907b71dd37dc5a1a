"""What the command prints: tables for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich import markup
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from citymatch.features.ties import nation
from citymatch.features.unit import is_of_unit, named, people_counted, people_told
from citymatch.features.words import count
from citymatch.results import barred_in_lists
from citymatch.results.explained import ordinal
from citymatch.scoring.additive import shown

from .partners import partnership_rows
from .visible import visible
from .words import noted, with_options, without_ids

if TYPE_CHECKING:
    from citymatch.places import Resolution
    from citymatch.results import Explained, KnownPartners, Result
    from citymatch.results.countries import Countries


def escape(text: str) -> str:
    """A text as it may stand in what is printed: neither markup nor control characters in it are obeyed."""
    return markup.escape(visible(text))


NAME_LETTERS = 34
"""In a list of several blocks the column of names is as wide as its longest name, but for what is longer than this."""
MANY_NOTES = 10
"""So many lines stand below a table at most."""
LAST_NOTES = 2
"""The last of them, what no data can know and what the list rests on, always stand there."""


def ranking_table(result: Result, console: Console) -> None:
    """The shortlist with one line a candidate: what speaks for it in a dozen words; the notes below."""
    _heading(result, console)
    for heading, lines in result.parts:
        if heading:
            console.print(f"\n[bold]{escape(heading)}[/bold]", soft_wrap=True)
        console.print(_lines(result, lines))
    if result.blocks:
        console.print()
    notes = [with_options(note) for note in _below(result)]
    if len(notes) > MANY_NOTES:
        left = f"{len(notes) - MANY_NOTES + 1} more notes: --why shows them all, with every reason."
        notes = [*notes[: MANY_NOTES - 1 - LAST_NOTES], left, *notes[-LAST_NOTES:]]
    for note in notes:
        console.print(escape(note), soft_wrap=True)


def _lines(result: Result, lines: Sequence[tuple[int, Explained]]) -> Table:
    """Some lines of a list; its columns are as wide as all of the list asks for."""
    apart = any(told.rank != line for line, told in enumerate(result.told, 1))
    names = [_named(told) + (" !" if told.cautions else "") for told in result.told] if result.blocks else []
    wide = {
        "community": max([18, *(min(cell_len(name), NAME_LETTERS) for name in names)]),
        "people": max((cell_len(_people(told)) for told in result.told), default=0) if names else 0,
        "match": max((cell_len(_match(told)) for told in result.told), default=0) if names else 0,
        "number": len(str(len(result))),
    }
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("#", justify="right", min_width=wide["number"])
    table.add_column("score", justify="right")
    table.add_column("community", min_width=wide["community"])
    table.add_column("people", justify="right", no_wrap=True, min_width=wide["people"])
    table.add_column("what speaks for it", ratio=1)
    table.add_column("match", no_wrap=True, min_width=wide["match"])
    if apart:
        longest = max(len(ordinal(told.rank)) for told in result.told if told.rank is not None)
        table.add_column("overall", justify="right", no_wrap=True, min_width=longest)
    for line, told in lines:
        mark = " [bold yellow]![/bold yellow]" if told.cautions else ""
        table.add_row(
            str(line), f"{shown(told.score):.1f}", f"[bold]{escape(_named(told))}[/bold]{mark}",
            _people(told), escape(told.in_short), escape(_match(told)),
            *([ordinal(told.rank)] if apart and told.rank is not None else []),
        )  # fmt: skip
    return table


def _heading(result: Result, console: Console) -> None:
    policy = result.policy
    called = policy.title or policy.name
    console.print(
        f"[bold]{escape(str(result.seeker['label']))}[/bold], {people_counted(result.seeker)}: "
        f"{result.out_of}, by {escape(called)}"
        + ("" if policy.name in called.casefold() else f" ({escape(policy.name)})")
    )


def _named(told: Explained) -> str:
    """A candidate by its name and country, in the United States by its state."""
    state = told.facts.get("admin1_name")
    if told.facts.get("country") == "US" and state not in ("", None, told.facts.get("name")):
        return f"{named(told.facts)}, {state}"
    return f"{named(told.facts)}, {told.label.rpartition(', ')[2]}"


def _match(told: Explained) -> str:
    """What it is, in a word or two."""
    match = told.called.removeprefix("a ").removeprefix("linked ")
    return {"by people and name": "by both", "alike in setting": "setting alike"}.get(match, match)


LEGEND = {
    "by people": "“by people” says that residents' roots tie the two closely",
    "by name": "“by name” says that they share a name",
    "by both": "“by both” says that roots and name do",
    "alike in kind": "“alike in kind” says that size and setting are alike",
    "of another kind": "“of another kind” says that nothing of this is so",
}
"""What stands in the column "match", in the order in which it is explained."""


def _legend(result: Result) -> str:
    """What the words in the column "match" say, in a line; "" where none stands there."""
    used = {_match(told) for told in result.told}
    said = [words for match, words in LEGEND.items() if match in used]
    return f"match: {', '.join(said)}." if said else ""


def _people(told: Explained) -> str:
    """Its people; with an asterisk where the only figure is not that of the unit that signs."""
    if is_of_unit(told.facts):
        return people_told(told.facts)
    return f"{count(float(told.facts['population']))} *"


def _below(result: Result) -> Iterator[str]:
    """What a reader has to know of the list, the gravest first, each in a line."""
    if result.asked.note:
        yield without_ids(f"{result.seeker['label']}: {result.asked.note}")
    lines: dict[str, list[int]] = {}
    for line, told in enumerate(result.told, 1):
        for caution in told.cautions:
            lines.setdefault(caution, []).append(line)
    for caution, of in lines.items():
        yield f"! {', '.join(map(str, of))}: {caution}"
    if legend := _legend(result):
        yield legend
    if not all(is_of_unit(told.facts) for told in result.told):
        yield "* the main town or the built-up area: the people of the unit that signs are unknown."
    whole = bool(result.barred and result.barred.everywhere)
    for note in result.notes:
        if whole and result.barred and note == result.barred.reason:
            yield f"{with_options(note)} --why names all the countries."
        elif note != result.asked.note:
            yield note
    if result.passed_told:
        yield result.passed_told
    at_home = [f"{named(told.facts)} is a {told.home_partner}" for told in result.told
               if told.home_partner and not told.home_partner.startswith("no ")]  # fmt: skip
    if at_home:
        where = nation(str(result.seeker.get("country") or ""))
        others = "; the others have no partner on record there" if len(at_home) < len(result) else ""
        yield f"Some have a partner in {where} already: {'; '.join(at_home)}{others}."
    needed = dict.fromkeys(v.words for e in result.told for v in e.checklist if v.verdict == "needs_evidence")
    if needed:
        yield _ended(f"To ask of each, since no data can know: {'; '.join(needed)}")
    yield made_of(result)


def _ended(sentence: str) -> str:
    """A sentence with the stop that it needs: a question has its own."""
    return sentence if sentence.endswith(("?", ".", "!")) else f"{sentence}."


def ranking_in_full(result: Result, console: Console) -> None:
    """The shortlist with every reason: line, score, community, population, and under each its rank and its reasons."""
    _heading(result, console)
    for note in _above(result):
        console.print(f"[dim]{escape(note)}[/dim]")
    for heading, lines in result.parts:
        if heading:
            console.print(f"\n[bold]{escape(heading)}[/bold]", soft_wrap=True)
        console.print(_lines_in_full(lines))
    if result.blocks:
        console.print()
    if result.passed_told:
        console.print(escape(with_options(result.passed_told)))
    needed = dict.fromkeys(v.words for e in result.told for v in e.checklist if v.verdict == "needs_evidence")
    for words in needed:
        console.print(f"Evidence to collect: {escape(words)}")
    for criterion in result.policy.criteria:
        if criterion.note:
            console.print(f"[dim]{escape(criterion.label)}: {escape(criterion.note)}[/dim]")
    console.print(f"[dim]{escape(made_of(result))}[/dim]")


def _above(result: Result) -> Iterator[str]:
    """What a reader has to know before a list with every reason; how the seeker was read is told before it already."""
    barred = result.barred
    for note in result.notes:
        if barred and note == barred.reason:
            yield f"{barred.in_full} {with_options(note).removeprefix(note).strip()}".rstrip()
        elif note != result.asked.note:
            yield with_options(without_ids(note))


def _lines_in_full(lines: Sequence[tuple[int, Explained]]) -> Table:
    """Some lines of a list with every reason."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading, justify in (("#", "right"), ("score", "right"), ("known", "right")):
        table.add_column(heading, justify=justify)  # type: ignore[arg-type]
    table.add_column("community, and why", ratio=1)
    table.add_column("people", justify="right")
    for line, explanation in lines:
        why = "\n".join(filter(None, [escape(explanation.standing(line)), *_reasons(explanation)]))
        table.add_row(
            str(line), f"{shown(explanation.score):.1f}", f"{explanation.coverage:.0%}",
            f"[bold]{escape(explanation.label)}[/bold]\n{why}", people_told(explanation.facts),
        )  # fmt: skip
    return table


def made_of(result: Result) -> str:
    """What a list rests on, in a line."""
    return "; ".join(f"{key} {value}" for key, value in result.provenance.items())


def _reasons(explanation: Explained) -> list[str]:
    return [
        f"[yellow]{escape(reason)}[/yellow]"
        if reason.startswith("Caution")
        else f"[dim]{escape(reason)}[/dim]"
        for reason in explanation.reasons
    ]


def explanation_text(explanation: Explained, console: Console) -> None:
    """One explanation, as its own text."""
    lines = [with_options(without_ids(line)) for line in explanation.text.split("\n")]
    console.print(escape("\n".join(lines)), soft_wrap=True)


def resolutions_table(resolutions: Sequence[Resolution], console: Console) -> None:
    """One line of a list per row, and what became of it."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("line", "as written", "status", "community", "id", "note"):
        table.add_column(heading)
    for resolution in resolutions:
        found = resolution.community
        table.add_row(
            str(resolution.line or ""), escape(resolution.input), resolution.status,
            escape(found.label) if found else "", escape(found.id) if found else "", escape(noted(resolution)),
        )  # fmt: skip
    console.print(table)


def batch_table(
    results: Sequence[Result],
    repeated: Iterable[Resolution],
    unresolved: Iterable[Resolution],
    console: Console,
) -> None:
    """The first three candidates of every seeker of a list, the lines ranked once though named twice, and the rest."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("seeker", "policy", "first", "second", "third"):
        table.add_column(heading)
    for result in results:
        names = [e.label + (" (!)" if e.cautions else "") for e in result.told[:3]]
        cells = [*names, *[""] * (3 - len(names))]
        table.add_row(escape(str(result.seeker["label"])), escape(result.policy.name), *map(escape, cells))
    console.print(table)
    console.print(
        "[dim](!) a caution stands first among its reasons; --caution exclude leaves these out[/dim]"
    )
    if barred := barred_in_lists(results):
        console.print(f"[dim]{escape(with_options(barred))}[/dim]", soft_wrap=True)
    for result in results:
        if result.asked.note:
            where = f"line {result.asked.line}: " if result.asked.line else ""
            seeker = f"{result.seeker['label']} ({result.seeker['community_id']})"
            words = f"{where}{result.asked.input!r} is read as {seeker}: {result.asked.note}"
            console.print(escape(words), soft_wrap=True)
    for resolution in repeated:
        note = f" ({resolution.note})" if resolution.note else ""
        words = f"line {resolution.line}: {resolution.input}: named before; ranked once{note}"
        console.print(escape(words), soft_wrap=True)
    problems(unresolved, console)


def problems(unresolved: Iterable[Resolution], console: Console) -> None:
    """The lines of a list that could not be ranked, with the ids to choose from."""
    for resolution in unresolved:
        where = f"line {resolution.line}: " if resolution.line else ""
        console.print(escape(f"{where}{resolution.input}: {noted(resolution)}"), soft_wrap=True)


def partners_table(found: KnownPartners, console: Console) -> None:
    """The known partnerships of a community."""
    console.print(
        f"[bold]{escape(found.community.label)}[/bold]: {_counted(len(found.rows), 'partnership')} on record"
    )
    for note in filter(None, (found.asked.note, *found.notes)):
        console.print(f"[dim]{escape(without_ids(note))}[/dim]", soft_wrap=True)
    if not found.rows:
        console.print("[dim]The record holds a part of all partnerships: none on record is not none.[/dim]")
        return
    rows_table(partnership_rows(found), console)
    console.print("[dim]The record holds a part of all partnerships: none on record is not none.[/dim]")


def countries_table(found: Countries, console: Console) -> None:
    """The best countries: the reasons under each, and its best communities with their scores."""
    console.print(
        f"[bold]{escape(found.seeker)}[/bold], policy [bold]{escape(found.policy)}[/bold]: by country"
    )
    for note in found.notes:
        console.print(f"[dim]{escape(with_options(note))}[/dim]")
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading, justify in (("#", "right"), ("country, and why", "left"), ("its best", "left")):
        table.add_column(heading, justify=justify)  # type: ignore[arg-type]
    for line, choice in enumerate(found, 1):
        why = "\n".join(f"[dim]{escape(reason)}[/dim]" for reason in choice.told)
        best = Table.grid(padding=(0, 1))
        for each in choice.best:
            name = each.label.rpartition(", ")[0]
            best.add_row(f"{shown(each.score):.1f}", f"{escape(name)}\n[dim]{escape(each.standing())}[/dim]")
        table.add_row(str(line), f"[bold]{escape(choice.name)}[/bold]\n{why}", best)
    console.print(table)


def rows_table(rows: Sequence[Mapping[str, str]], console: Console) -> None:
    """Rows of the same fields as a table."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in rows[0]:
        table.add_column(heading)
    for row in rows:
        table.add_row(*map(escape, row.values()))
    console.print(table)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
