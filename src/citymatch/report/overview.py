"""The page of a whole list: its seekers on a map and in a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import islice
from typing import Any

from citymatch.features.words import count
from citymatch.places import Resolution
from citymatch.places.resolution import remarks_of
from citymatch.results import Explained, Result
from citymatch.scoring.additive import shown

from .clusters import clustered, listed, mark
from .explore import filled, made_with, read_part, table_of_sources
from .files import stems
from .lines import named_again, same_as
from .svgmap import basemap, equal_earth
from .words import assigned_partners, lede, list_title, plainly, with_country

COARSE = 4.0
"""The detail of the maps of a batch: see `svgmap.basemap`."""

FIRST = 5


def overview(results: Sequence[Result], resolutions: Sequence[Resolution], builtin: bool = False) -> str:
    """The page of a whole list as HTML: the seekers on a map and in a table, and the lines that name nobody.

    `builtin` says that the list is the built-in one.
    """
    land = basemap(COARSE)
    partners = assigned_partners(results)
    marks, shared = _marks(results, partners)
    first = results[0] if results else None
    title = list_title(builtin)
    return filled(
        read_part("overview.html"),
        {
            "css": read_part("page.css"),
            "version": escape(first.provenance["citymatch"] if first else ""),
            "title": escape(title),
            "lede": escape(plainly(lede(results, resolutions))),
            **land.slots(),
            "marks": marks,
            "shared": shared,
            "count": count(float(len(results))),
            "rows": "".join(map(_row, results, stems(results), partners)),
            "unresolved": _again(results, resolutions) + _unresolved(resolutions) + _remarks(resolutions),
            "sources": (made_with(first) if first else "") + table_of_sources(),
        },
    )


def _row(result: Result, stem: str, assigned: Explained | None) -> str:
    seeker = result.seeker
    best = "".join(
        f"<li><bdi>{escape(e.label)}</bdi> <b>{shown(e.score):.1f}</b>{_caution(bool(e.cautions))}</li>"
        for e in islice(result.told, FIRST)
    )
    partner = with_country(assigned) if assigned else "none left"
    return (
        f'<tr><th scope="row"><a href="{escape(stem)}.html"><bdi>{escape(str(seeker["label"]))}</bdi></a>'
        f"{_asked(result)}</th>"
        f'<td class="number" data-of="People">{count(float(seeker["population"]))}</td>'
        f'<td data-of="Policy">{escape(_policy(result))}</td>'
        f'<td data-of="First candidates"><ol>{best}</ol></td>'
        f'<td data-of="One each, nobody twice"><bdi>{escape(partner)}</bdi></td></tr>'
    )


def _policy(result: Result) -> str:
    """The policy by its name; that nobody adopted is said."""
    return "none: citymatch's default criteria" if result.policy.name == "default" else result.policy.name


def _asked(result: Result) -> str:
    """How the line was read, where not as it is written, and its columns that are none of ours."""
    asked = result.asked
    said = f'<p class="hint"><bdi>{escape(f"{asked.input!r}: {asked.note}")}</bdi></p>' if asked.note else ""
    return said + _own(asked.extra)


def _caution(any_: bool) -> str:
    return ' <span class="needs_evidence">caution</span>' if any_ else ""


def _marks(results: Sequence[Result], assigned: Sequence[Explained | None]) -> tuple[str, str]:
    """The marks of the map, and a list of those who share one."""
    seekers, own = clustered([(str(r.seeker["label"]), _at(r.seeker)) for r in results])
    proposed = [each for each in assigned if each is not None]
    partners, theirs = clustered([(with_country(each), _at(each.facts)) for each in proposed])
    joined = [here for here, partner in zip(own, assigned, strict=True) if partner is not None]
    lines = dict.fromkeys(
        f"M{seekers[here].x} {seekers[here].y}L{partners[there].x} {partners[there].y}"
        for here, there in zip(joined, theirs, strict=True)
    )
    rings = [mark(each, ' stroke-width="6"') for each in seekers]
    drawn = (
        f'<path class="ties" d="{"".join(lines)}"/>'
        f'<g class="seeker">{"".join(rings)}</g>'
        f'<g class="mark">{"".join(map(mark, partners))}</g>'
    )
    told = listed(seekers, "Rings with a number, seekers that lie close together:")
    told += listed(partners, "Dots with a number, partners that lie close together:")
    return (
        drawn,
        f'<details class="more"><summary>Who the numbers on the map are</summary>{told}</details>'
        if told
        else "",
    )


def _at(place: Mapping[str, Any]) -> tuple[int, int]:
    x, y = equal_earth(float(place["latitude"]), float(place["longitude"]))
    return round(float(x)), round(float(y))


def _own(extra: Mapping[str, str]) -> str:
    """The columns of a line that are none of ours."""
    return "".join(
        f'<p class="hint"><bdi>{escape(f"{name}: {text}")}</bdi></p>' for name, text in extra.items() if text
    )


def _choices(resolution: Resolution) -> str:
    """The communities that a line may mean, each with the id to write in its place."""
    if not resolution.candidates:
        return ""
    what = "Choose one by its id" if resolution.status == "ambiguous" else "It may be"
    items = "".join(
        f"<li><bdi>{escape(each.label)}</bdi>: <code>{escape(each.id)}</code></li>"
        for each in resolution.candidates
    )
    return f'<p class="hint">{what}:</p><ul>{items}</ul>'


def _remarks(resolutions: Sequence[Resolution]) -> str:
    """What was decided in reading the list."""
    said = remarks_of(resolutions)
    if not said:
        return ""
    items = "".join(f"<li><bdi>{escape(text)}</bdi></li>" for text in said)
    return (
        '<section class="block" aria-labelledby="read-title"><h2 id="read-title">How the list was read</h2>'
        f"<ul>{items}</ul></section>"
    )


def _again(results: Sequence[Result], resolutions: Sequence[Resolution]) -> str:
    """The lines that name a member a second time: their own columns (contact, notes) stand nowhere else."""
    items = "".join(
        f"<li>{f'Line {each.line}: ' if each.line else ''}<bdi>{escape(each.input)}</bdi> – "
        f"<bdi>{escape(same_as(first))}</bdi>{_own(each.extra)}</li>"
        for each, first in named_again(resolutions, results)
    )
    if not items:
        return ""
    return (
        '<section class="block" aria-labelledby="again-title">'
        f'<h2 id="again-title">Lines that name a member again</h2><ul>{items}</ul></section>'
    )


def _unresolved(resolutions: Sequence[Resolution]) -> str:
    nameless = [resolution for resolution in resolutions if resolution.community is None]
    if not nameless:
        return ""
    items = "".join(
        f"<li>{f'Line {r.line}: ' if r.line else ''}<bdi>{escape(r.input)}</bdi> – <bdi>{escape(r.note)}</bdi>"
        f"{_choices(r)}{_own(r.extra)}</li>"
        for r in nameless
    )
    return (
        '<section class="block" aria-labelledby="open-title"><h2 id="open-title">Lines that name no one community</h2>'
        f"<ul>{items}</ul></section>"
    )
