"""The page: one HTML file that shows a ranking and re-ranks in the browser, with no network and no server."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from datetime import date
from html import escape
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from citymatch.features.unit import people_counted
from citymatch.scoring.additive import shown

from .carried import Size
from .files import write_whole
from .payload import WATERS, packed, payload
from .sources import tables
from .svgmap import WIDTH, basemap, equal_earth, height

if TYPE_CHECKING:
    from citymatch.ranking import Explanation, Ranking

SCRIPTS = ("core.js", "parts.js", "card.js", "map.js", "controls.js", "sections.js", "app.js")
SMALL = Size(best=300, depth=20, draws=200, each_country=1, largest=100, groups=400, excluded=60)
"""What a page carries that is one of many: it is to stay under 800 kB."""


def save_page(ranking: Ranking, path: str | Path, size: Size | None = None, detail: float = 1.0) -> Path:
    """Write the page of a ranking to a file, whole or not at all. Raises OSError where it cannot be written."""
    return write_whole(Path(path), page(ranking, size, detail))


def page(ranking: Ranking, size: Size | None = None, detail: float = 1.0) -> str:
    """The page of a ranking as HTML.

    `size` says how many candidates it carries, `detail` how fine its map is (see `svgmap.basemap`). Without
    scripts it shows the ranking's own list, which is in the HTML as text.
    """
    script = _script()
    land = basemap(detail)
    seeker, policy = ranking.seeker, ranking.policy
    title = f"Sister-city partners for {seeker['label']} ({policy.title or policy.name})"
    return filled(
        read_part("page.html"),
        {
            "css": read_part("page.css"),
            "script": script,
            "script_hash": "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
            "version": escape(ranking.provenance["citymatch"]),
            "title": escape(title),
            "seeker": escape(str(seeker["label"])),
            "seeker_name": escape(str(seeker["name"])),
            "lede": _lede(ranking),
            "profile": _profile(ranking),
            "map_width": str(WIDTH),
            "map_height": str(height()),
            "frame": land.frame,
            "graticule": land.graticule,
            "land": land.land,
            "lakes": land.lakes,
            "marks": _marks(ranking),
            "map_text": _map_text(ranking),
            "notes": _notes(ranking),
            "cards": "".join(_card(e) for e, _ in zip(ranking, range(20), strict=False)),
            "sources": _sources(ranking),
            "payload": packed(payload(ranking, size)),
        },
    )


def filled(template: str, slots: Mapping[str, str]) -> str:
    """A template with each {{slot}} filled once; what is filled in is not read for slots again.

    >>> filled("<p>{{a}} {{b}}</p>", {"a": "{{b}}", "b": "1"})
    '<p>{{b}} 1</p>'
    """
    return re.sub(r"\{\{(\w+)\}\}", lambda match: slots[match[1]], template)


def read_part(name: str) -> str:
    """One of the files that the pages are made of."""
    return (resources.files("citymatch.report") / "page" / name).read_text(encoding="utf-8")


def _script() -> str:
    """The page's script: its parts in one scope, with nothing in it that could end the element."""
    parts = "\n".join(read_part(name) for name in SCRIPTS)
    assert "</" not in parts
    return f'"use strict";\n(() => {{\n{parts}\n}})();\n'


def _lede(ranking: Ranking) -> str:
    policy = ranking.policy
    own = policy.community == ranking.seeker["community_id"]
    whose = "" if own or not policy.community else ", the criteria of another community"
    made = ranking.provenance
    return (
        f"Ranked by <b><bdi>{escape(policy.title or policy.name)}</bdi></b>{whose}. "
        f"{ranking.scored.candidates:,} communities compared; laws and cautions as of {day_in_words(made['as of'])}."
    )


def _map_text(ranking: Ranking) -> str:
    first = min(20, len(ranking))
    return f"Ring: {escape(str(ranking.seeker['label']))}. Numbers: the first {first} of the list."


def _notes(ranking: Ranking) -> str:
    texts = "".join(f"<p><bdi>{escape(note)}</bdi></p>" for note in ranking.notes)
    return f'<div class="note">{texts}</div>' if texts else ""


def day_in_words(iso: str) -> str:
    """A date as people write it.

    >>> day_in_words("2026-09-01")
    '1 September 2026'
    """
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"


def _profile(ranking: Ranking) -> str:
    """The seeker's figures, for a reader without scripts."""
    seeker = ranking.seeker
    people = f"{seeker['population']:,.0f}" if seeker["population"] == seeker["population"] else "unknown"
    rows = [("People", f"{people} ({seeker.get('population_source') or 'source unknown'})")]
    names = ("Sea coast", "Lake of 100 km² or more", "River")
    for name, column in zip(names, WATERS, strict=True):
        distance = seeker.get(column)
        known = distance is not None and distance == distance
        rows.append((name, f"{distance:,.1f} km" if known else "unknown"))
    return "".join(f"<div><dt>{escape(k)}</dt><dd><bdi>{escape(v)}</bdi></dd></div>" for k, v in rows)


def _card(e: Explanation) -> str:
    reasons = "".join(f"<li><bdi>{escape(reason)}</bdi></li>" for reason in e.reasons)
    return (
        f'<li class="card"><div class="rank">{e.rank}</div><div class="who"><h3><bdi>{escape(e.label)}</bdi></h3>'
        f'<p class="where">{escape(people_counted(e.facts))}</p></div>'
        f'<div class="score"><strong>{shown(e.score):.1f}</strong>'
        f'<span>{e.coverage:.0%} known</span></div><ul class="plain">{reasons}</ul></li>'
    )


def _marks(ranking: Ranking) -> str:
    places = [
        (e.facts["latitude"], e.facts["longitude"], e.rank) for e, _ in zip(ranking, range(20), strict=False)
    ]
    marks = []
    for latitude, longitude, rank in reversed(places):
        x, y = (round(float(axis)) for axis in equal_earth(latitude, longitude))
        marks.append(
            f'<g class="mark"><circle cx="{x}" cy="{y}" r="36" stroke-width="5"/>'
            f'<text x="{x}" y="{y + 15}" font-size="42" text-anchor="middle">{rank}</text></g>'
        )
    x, y = (round(float(a)) for a in equal_earth(ranking.seeker["latitude"], ranking.seeker["longitude"]))
    return f'<g class="seeker"><circle cx="{x}" cy="{y}" r="30" stroke-width="10"/></g>' + "".join(marks)


def _sources(ranking: Ranking) -> str:
    """What the figures rest on: the criteria's sources, what made the page, and every table with its terms."""
    criteria = "".join(
        f"<li><bdi>{escape(c.label or e.label)}</bdi>: {escape(e.source)}</li>"
        for c, e in ranking.scored.compiled.criteria
    )
    return f"<h3>The criteria of this list</h3><ul>{criteria}</ul>{made_with(ranking)}{table_of_sources()}"


def made_with(ranking: Ranking) -> str:
    """The versions and the day behind a page."""
    made = "".join(
        f"<div><dt>{escape(k)}</dt><dd>{escape(v)}</dd></div>" for k, v in ranking.provenance.items()
    )
    return f'<h3>This page</h3><dl class="facts">{made}</dl>'


def table_of_sources() -> str:
    """Every table of the data card with its source, year and terms, and what the map and the laws are."""
    rows = "".join(
        f'<tr><th scope="row">{escape(t["title"])}</th><td>{escape(t["source"])}</td><td>{escape(t["year"])}</td>'
        f"<td>{escape(t['terms'])}</td></tr>"
        for t in tables()
    )
    return (
        '<details class="more" open><summary>Every table behind the figures</summary>'
        '<div class="scroll" tabindex="0" role="region" aria-label="Tables behind the figures"><table>'
        '<caption class="unseen">Tables behind the figures</caption><thead><tr><th scope="col">Table</th>'
        '<th scope="col">Source</th>'
        f'<th scope="col">Year</th><th scope="col">Terms</th></tr></thead><tbody>{rows}</tbody></table></div></details>'
        "<p>The map shows the coasts of GSHHG in the Equal Earth projection. A partnership that is not on record "
        "may exist. What the page says of laws is a reading and no legal advice: ask counsel.</p>"
    )
