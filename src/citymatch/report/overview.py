"""The page of a whole list: its seekers on a map and in a table."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import islice
from typing import Any

from citymatch.assignment import assigned
from citymatch.datasets.geography import country_name
from citymatch.features.unit import named
from citymatch.features.words import count
from citymatch.places import Resolution
from citymatch.results import Result, barred_in_lists
from citymatch.scoring.additive import shown

from .explore import day_in_words, filled, made_with, read_part, table_of_sources
from .files import stems
from .svgmap import WIDTH, basemap, equal_earth, height

COARSE = 4.0
"""The detail of the maps of a batch: see `svgmap.basemap`."""

FIRST = 5


def overview(results: Sequence[Result], resolutions: Sequence[Resolution], builtin: bool = False) -> str:
    """The page of a whole list as HTML: the seekers on a map and in a table, and the lines that name nobody.

    `builtin` says that the list is the built-in one.
    """
    land = basemap(COARSE)
    partners = assigned(results)
    first = results[0] if results else None
    title = "Sister-city partners for " + (
        "the members that seek one" if builtin else "a list of communities"
    )
    return filled(
        read_part("overview.html"),
        {
            "css": read_part("page.css"),
            "version": escape(first.provenance["citymatch"] if first else ""),
            "title": escape(title),
            "lede": _lede(results, resolutions),
            "map_width": str(WIDTH),
            "map_height": str(height()),
            "frame": land.frame,
            "graticule": land.graticule,
            "land": land.land,
            "lakes": land.lakes,
            "marks": _marks(results, partners),
            "count": count(float(len(results))),
            "rows": "".join(map(_row, results, stems(results), partners)),
            "unresolved": _unresolved(resolutions),
            "sources": (made_with(first) if first else "") + table_of_sources(),
        },
    )


def _lede(results: Sequence[Result], resolutions: Sequence[Resolution]) -> str:
    policies = sorted({result.policy.name for result in results})
    named = f"polic{'y' if len(policies) == 1 else 'ies'} {', '.join(policies)}"
    if not results:
        return "No line of the list names a community."
    day = results[0].provenance["as of"]
    return (
        f"{len(results)} of {len(resolutions)} lines of the list are ranked, by the "
        f"{escape(named)}. Laws and cautions as of {day_in_words(day)}. {escape(barred_in_lists(results))}".rstrip()
    )


def _row(result: Result, stem: str, assigned: dict[str, Any]) -> str:
    seeker = result.seeker
    best = "".join(
        f"<li><bdi>{escape(e.label)}</bdi> <b>{shown(e.score):.1f}</b>{_caution(bool(e.cautions))}</li>"
        for e in islice(result.told, FIRST)
    )
    country = assigned.get("country")
    of_id = {e.community_id: named(e.facts) for e in result.told}
    name = of_id.get(assigned.get("community_id", ""), assigned.get("name", ""))
    partner = f"{name}, {country_name(country)}" if country else "none left"
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
    said = [f"{asked.input!r}: {asked.note}"] if asked.note else []
    said += [f"{name}: {text}" for name, text in asked.extra.items() if text]
    return "".join(f'<p class="hint"><bdi>{escape(text)}</bdi></p>' for text in said)


def _caution(any_: bool) -> str:
    return ' <span class="needs_evidence">caution</span>' if any_ else ""


def _marks(results: Sequence[Result], assigned: Sequence[dict[str, Any]]) -> str:
    lines, rings, dots = [], [], []
    for result, row in zip(results, assigned, strict=True):
        x, y = _at(result.seeker["latitude"], result.seeker["longitude"])
        rings.append(f'<circle cx="{x}" cy="{y}" r="14" stroke-width="6"/>')
        found = [e.facts for e in result.told if e.community_id == row.get("community_id")]
        if found:
            to_x, to_y = _at(found[0]["latitude"], found[0]["longitude"])
            lines.append(f"M{x} {y}L{to_x} {to_y}")
            dots.append(f'<circle cx="{to_x}" cy="{to_y}" r="13"/>')
    return (
        f'<path class="ties" d="{"".join(lines)}"/><g class="seeker">{"".join(rings)}</g>'
        f'<g class="mark">{"".join(dots)}</g>'
    )


def _at(latitude: float, longitude: float) -> tuple[int, int]:
    x, y = equal_earth(float(latitude), float(longitude))
    return round(float(x)), round(float(y))


def _unresolved(resolutions: Sequence[Resolution]) -> str:
    nameless = [resolution for resolution in resolutions if resolution.community is None]
    if not nameless:
        return ""
    items = "".join(
        f"<li>{f'Line {r.line}: ' if r.line else ''}<bdi>{escape(r.input)}</bdi> – <bdi>{escape(r.note)}</bdi></li>"
        for r in nameless
    )
    return (
        '<section class="block" aria-labelledby="open-title"><h2 id="open-title">Lines that name no one community</h2>'
        f"<ul>{items}</ul></section>"
    )
