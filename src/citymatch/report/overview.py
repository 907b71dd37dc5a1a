"""The pages of a batch: one that shows the whole list, and one per seeker that can be mailed alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citymatch.datasets.geography import country_name
from citymatch.features.words import count
from citymatch.scoring.additive import shown

from .explore import SMALL, day_in_words, filled, made_with, read_part, save_page, table_of_sources
from .files import stems, write_whole
from .svgmap import WIDTH, basemap, equal_earth, height

if TYPE_CHECKING:
    from citymatch.ranking import BatchResult, Ranking

COARSE = 4.0
"""The detail of the maps of a batch: see `svgmap.basemap`."""

FIRST = 5


def save_pages(
    result: BatchResult, directory: str | Path, progress: Callable[[int, int], None] | None = None
) -> list[Path]:
    """Write `overview.html` and one page per seeker into a directory, each whole or not at all.

    `progress` is called with the number of pages done and the total. Raises OSError where the directory
    cannot be written to.
    """
    folder = Path(directory)
    names = stems(result)
    written = []
    for done, (ranking, stem) in enumerate(zip(result.rankings, names, strict=True), 1):
        written.append(save_page(ranking, folder / f"{stem}.html", SMALL, COARSE))
        if progress is not None:
            progress(done, len(names))
    return [write_whole(folder / "overview.html", overview(result)), *written]


def overview(result: BatchResult) -> str:
    """The page of a whole list as HTML: the seekers on a map and in a table, and the lines that name nobody."""
    land = basemap(COARSE)
    assigned = [{str(k): v for k, v in row.items()} for row in result.assign().to_dict("records")]
    first = result.rankings[0] if result.rankings else None
    title = "Sister-city partners for " + (
        "the members that seek one" if result.builtin else "a list of communities"
    )
    return filled(
        read_part("overview.html"),
        {
            "css": read_part("page.css"),
            "version": escape(first.provenance["citymatch"] if first else ""),
            "title": escape(title),
            "lede": _lede(result),
            "map_width": str(WIDTH),
            "map_height": str(height()),
            "frame": land.frame,
            "graticule": land.graticule,
            "land": land.land,
            "lakes": land.lakes,
            "marks": _marks(result.rankings, assigned),
            "count": count(float(len(result.rankings))),
            "rows": "".join(map(_row, result.rankings, stems(result), assigned)),
            "unresolved": _unresolved(result),
            "sources": (made_with(first) if first else "") + table_of_sources(),
        },
    )


def _lede(result: BatchResult) -> str:
    policies = sorted({ranking.policy.name for ranking in result.rankings})
    named = f"polic{'y' if len(policies) == 1 else 'ies'} {', '.join(policies)}"
    if not result.rankings:
        return "No line of the list names a community."
    day = result.rankings[0].provenance["as of"]
    return (
        f"{len(result.rankings)} of {len(result.resolutions)} lines of the list are ranked, by the "
        f"{escape(named)}. Laws and cautions as of {day_in_words(day)}."
    )


def _row(ranking: Ranking, stem: str, assigned: dict[str, Any]) -> str:
    seeker = ranking.seeker
    best = "".join(
        f"<li><bdi>{escape(e.label)}</bdi> <b>{shown(e.score):.1f}</b>{_caution(bool(e.cautions))}</li>"
        for e in islice(ranking, FIRST)
    )
    country = assigned.get("country")
    partner = f"{assigned['name']}, {country_name(country)}" if country else "none left"
    return (
        f'<tr><th scope="row"><a href="{escape(stem)}.html"><bdi>{escape(str(seeker["label"]))}</bdi></a></th>'
        f'<td class="number">{count(float(seeker["population"]))}</td><td>{escape(ranking.policy.name)}</td>'
        f"<td><ol>{best}</ol></td><td><bdi>{escape(partner)}</bdi></td></tr>"
    )


def _caution(any_: bool) -> str:
    return ' <span class="needs_evidence">caution</span>' if any_ else ""


def _marks(rankings: Sequence[Ranking], assigned: Sequence[dict[str, Any]]) -> str:
    lines, rings, dots = [], [], []
    for ranking, row in zip(rankings, assigned, strict=True):
        x, y = _at(ranking.seeker["latitude"], ranking.seeker["longitude"])
        rings.append(f'<circle cx="{x}" cy="{y}" r="14" stroke-width="6"/>')
        found = [e.facts for e in ranking if e.community_id == row.get("community_id")]
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


def _unresolved(result: BatchResult) -> str:
    if not result.unresolved:
        return ""
    items = "".join(
        f"<li>{f'Line {r.line}: ' if r.line else ''}<bdi>{escape(r.input)}</bdi> – <bdi>{escape(r.note)}</bdi></li>"
        for r in result.unresolved
    )
    return (
        '<section class="block" aria-labelledby="open-title"><h2 id="open-title">Lines that name no one community</h2>'
        f"<ul>{items}</ul></section>"
    )
