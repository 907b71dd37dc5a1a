"""The first of several policies side by side, those that stand in more than one marked."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from citymatch.results.page import Beside, BesideLine
from citymatch.scoring.additive import shown


def table(lists: Sequence[Beside]) -> str:
    """A part of the page with one column a policy; "" where there is but one."""
    if len(lists) < 2:
        return ""
    places = [{line.community_id: n for n, line in enumerate(each.lines, 1)} for each in lists]
    longest = max(len(each.lines) for each in lists)
    heads = "".join(
        f'<th scope="col"><bdi>{escape(each.title)}</bdi><small>{escape(each.name)}</small></th>'
        for each in lists
    )
    rows = ""
    for n in range(longest):
        cells = "".join(_cell(lists, places, column, n) for column in range(len(lists)))
        rows += f'<tr><th scope="row">{n + 1}</th>{cells}</tr>'
    return (
        '<section id="policies" class="block" aria-labelledby="policies-title" tabindex="-1">'
        '<h2 id="policies-title">Policies side by side</h2>'
        f'<p class="hint">The first {longest} of each policy, each with its own weights. {in_several(lists)}</p>'
        '<div class="scroll" tabindex="0" role="region" aria-label="Policies side by side, as a table">'
        '<table class="beside stack"><caption class="unseen">The first of each policy</caption>'
        f'<thead><tr><th scope="col">Line</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div></section>'
    )


def in_several(lists: Sequence[Beside]) -> str:
    """How many names stand in more than one list, in a sentence.

    >>> one = BesideLine("geonames:1", "Oslo, Norway", 50.0, False)
    >>> in_several([Beside("a", "A", (one,)), Beside("b", "B", (one,))])
    '1 name stands in both and is marked.'
    """
    ids = [line.community_id for each in lists for line in each.lines]
    number = sum(ids.count(each) > 1 for each in dict.fromkeys(ids))
    where = "both" if len(lists) == 2 else "more than one"
    if not number:
        return f"No name stands in {where}."
    many = "1 name stands" if number == 1 else f"{number} names stand"
    return f"{many} in {where} and {'is' if number == 1 else 'are'} marked."


def _cell(lists: Sequence[Beside], places: Sequence[dict[str, int]], column: int, n: int) -> str:
    own = lists[column]
    if n >= len(own.lines):
        return "<td></td>"
    line = own.lines[n]
    also = [
        f"line {found[line.community_id]} of {escape(other.name)}"
        for other, found in zip(lists, places, strict=True)
        if other is not own and line.community_id in found
    ]
    several = f"<small>also {' and '.join(also)}</small>" if also else ""
    return f'<td data-of="{escape(own.title)}"{" class=several" if also else ""}>{_named(line)}{several}</td>'


def _named(line: BesideLine) -> str:
    caution = ' <span class="needs_evidence">caution</span>' if line.caution else ""
    return f"<bdi>{escape(line.label)}</bdi> <b>{shown(line.score):.1f}</b>{caution}"
