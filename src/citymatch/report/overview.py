"""The page of a whole list: its seekers on a map and in a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import islice

from citymatch.features.words import count
from citymatch.places import Resolution
from citymatch.places.resolution import remarks_of
from citymatch.results import Explained, Result
from citymatch.scoring.additive import shown

from .explore import filled, made_with, read_part, table_of_sources
from .files import stems
from .svgmap import WIDTH, basemap, equal_earth, height
from .words import assigned_partners, lede, list_title, with_country

COARSE = 4.0
"""The detail of the maps of a batch: see `svgmap.basemap`."""

FIRST = 5


def overview(results: Sequence[Result], resolutions: Sequence[Resolution], builtin: bool = False) -> str:
    """The page of a whole list as HTML: the seekers on a map and in a table, and the lines that name nobody.

    `builtin` says that the list is the built-in one.
    """
    land = basemap(COARSE)
    partners = assigned_partners(results)
    first = results[0] if results else None
    title = list_title(builtin)
    return filled(
        read_part("overview.html"),
        {
            "css": read_part("page.css"),
            "version": escape(first.provenance["citymatch"] if first else ""),
            "title": escape(title),
            "lede": escape(lede(results, resolutions)),
            "map_width": str(WIDTH),
            "map_height": str(height()),
            "frame": land.frame,
            "graticule": land.graticule,
            "land": land.land,
            "lakes": land.lakes,
            "marks": _marks(results, partners),
            "count": count(float(len(results))),
            "rows": "".join(map(_row, results, stems(results), partners)),
            "unresolved": _unresolved(resolutions) + _remarks(resolutions),
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
        f'<td data-of="Policy">{escape(result.policy.name)}</td>'
        f'<td data-of="First candidates"><ol>{best}</ol></td>'
        f'<td data-of="One each, nobody twice"><bdi>{escape(partner)}</bdi></td></tr>'
    )


def _asked(result: Result) -> str:
    """How the line was read, where not as it is written, and its columns that are none of ours."""
    asked = result.asked
    said = f'<p class="hint"><bdi>{escape(f"{asked.input!r}: {asked.note}")}</bdi></p>' if asked.note else ""
    return said + _own(asked.extra)


def _caution(any_: bool) -> str:
    return ' <span class="needs_evidence">caution</span>' if any_ else ""


def _marks(results: Sequence[Result], assigned: Sequence[Explained | None]) -> str:
    lines, rings, dots = [], [], []
    for result, partner in zip(results, assigned, strict=True):
        x, y = _at(result.seeker["latitude"], result.seeker["longitude"])
        rings.append(f'<circle cx="{x}" cy="{y}" r="14" stroke-width="6"/>')
        if partner is not None:
            to_x, to_y = _at(partner.facts["latitude"], partner.facts["longitude"])
            lines.append(f"M{x} {y}L{to_x} {to_y}")
            dots.append(f'<circle cx="{to_x}" cy="{to_y}" r="13"/>')
    return (
        f'<path class="ties" d="{"".join(lines)}"/><g class="seeker">{"".join(rings)}</g>'
        f'<g class="mark">{"".join(dots)}</g>'
    )


def _at(latitude: float, longitude: float) -> tuple[int, int]:
    x, y = equal_earth(float(latitude), float(longitude))
    return round(float(x)), round(float(y))


def _own(extra: Mapping[str, str]) -> str:
    """The columns of a line that are none of ours."""
    return "".join(
        f'<p class="hint"><bdi>{escape(f"{name}: {text}")}</bdi></p>' for name, text in extra.items() if text
    )


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


def _unresolved(resolutions: Sequence[Resolution]) -> str:
    nameless = [resolution for resolution in resolutions if resolution.community is None]
    if not nameless:
        return ""
    items = "".join(
        f"<li>{f'Line {r.line}: ' if r.line else ''}<bdi>{escape(r.input)}</bdi> – <bdi>{escape(r.note)}</bdi>"
        f"{_own(r.extra)}</li>"
        for r in nameless
    )
    return (
        '<section class="block" aria-labelledby="open-title"><h2 id="open-title">Lines that name no one community</h2>'
        f"<ul>{items}</ul></section>"
    )
