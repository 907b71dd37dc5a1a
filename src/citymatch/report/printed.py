"""A ranking as plain text, for `print` in Python."""

from __future__ import annotations

from collections.abc import Sequence

from citymatch.features.unit import people_told
from citymatch.places import Resolution
from citymatch.results import Result
from citymatch.scoring.additive import shown

from .words import lede, noted, plainly, policy_told

FIRST = 3
"""So many candidates of each seeker of a list are printed."""
MOST = 50
"""So many lines are printed; `to_frame` has all."""


def ranking_printed(result: Result) -> str:
    """What the list is, a line for each of the first candidates, and what a reader has to know of it.

    >>> from citymatch import rank
    >>> str(rank("Pinole, California", top=2, as_of="2026-03-01")).partition(" of ")[0]
    'The best 2'
    """
    lines = [policy_told(result), ""]
    width = max((len(told.label) for told in result.told[:MOST]), default=0)
    for heading, part in result.parts:
        lines += [heading] if heading and part[0][0] <= MOST else []
        for line, told in part[: max(0, MOST + 1 - part[0][0]) if part else 0]:
            caution = f"; caution: {told.cautions[0]}" if told.cautions else ""
            lines.append(
                f"{line:>4}  {shown(told.score):5.1f}  {told.label:<{width}}  {people_told(told.facts)}; "
                f"{told.in_short}{caution}".rstrip("; ")
            )
    if len(result) > MOST:
        lines.append(f"      and {len(result) - MOST:,} more: to_frame() has them all")
    stamp = "; ".join(f"{key} {value}" for key, value in result.provenance.items())
    read = [f"{result.seeker['label']}: {result.asked.note}"] if result.asked.note else []
    rest = [note for note in (*result.notes, result.passed_told) if note and note != result.asked.note]
    return "\n".join([*lines, "", *map(plainly, (*read, *rest)), stamp])


def batch_printed(results: Sequence[Result], unresolved: Sequence[Resolution]) -> str:
    """The first three candidates of every seeker of a list, and the lines that could not be ranked, with why.

    >>> batch_printed([], [])
    'No line of the list names a community.'
    """
    if not results and not unresolved:
        return lede(results, unresolved)
    lines = []
    for result in results:
        names = "; ".join(
            each.label + (" (caution)" if each.cautions else "") for each in result.told[:FIRST]
        )
        lines.append(f"{result.seeker['label']} ({result.policy.name}): {names or 'nobody'}")
    for each in unresolved:
        where = f"line {each.line}: " if each.line else ""
        lines.append(f"not ranked: {where}{each.input}: {noted(each)}")
    return "\n".join(lines)
