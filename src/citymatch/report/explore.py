"""The page: one HTML file that shows a ranking and re-ranks in the browser, with no network and no server."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from html import escape
from importlib import resources
from typing import TYPE_CHECKING

from citymatch.datasets.geography import RIVER_KM
from citymatch.features.unit import people_counted
from citymatch.results.page import PageContent, Size
from citymatch.scoring.additive import shown

from . import policies
from .payload import WATERS, packed, payload
from .sources import tables
from .svgmap import MARK, basemap, map_at, spread
from .taken import STATED, taken
from .words import day_in_words, everywhere

if TYPE_CHECKING:
    from citymatch.results import Explained, Result

SCRIPTS = ("core.js", "parts.js", "card.js", "map.js", "controls.js", "sections.js", "link.js", "app.js")
SMALL = Size(best=200, depth=15, draws=100, each_country=1, largest=80, groups=400, excluded=60)
"""What a page carries that is one of many: it is to stay under 800 kB."""
FIRST = 20
"""So many cards stand in the page for a reader without scripts."""


def page(result: Result, content: PageContent, detail: float = 1.0, assigned: str = "") -> str:
    """The page of a ranking as HTML.

    `content` is what it carries, `detail` how fine its map is (see `svgmap.basemap`), `assigned` a sentence on the
    partner that a whole list assigns to the seeker. Without scripts it shows the ranking's own list, which is in the
    HTML as text.
    """
    script, marks = _script(), _marks(result)
    land = basemap(detail)
    seeker, policy = result.seeker, result.policy
    title = f"Sister-city partners for {seeker['label']} ({policy.title or policy.name})"
    return filled(
        read_part("page.html"),
        {
            "css": read_part("page.css"),
            "script": script,
            "script_hash": "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
            "version": escape(result.provenance["citymatch"]),
            "title": escape(title),
            "seeker": escape(str(seeker["label"])),
            "seeker_name": escape(str(seeker["name"])),
            "lede": _lede(result),
            "assigned": f'<p class="lede"><bdi>{escape(assigned)}</bdi></p>' if assigned else "",
            "profile": _profile(result),
            "taken": taken(result, content.taken),
            "beside": policies.table(content.beside),
            "beside_link": '<a href="#policies">Policies</a>' if content.beside else "",
            **land.slots(),
            "marks": marks,
            "map_text": _map_text(result, marks),
            "notes": _notes(result),
            "cards": _cards(result),
            "passed": _passed(result),
            "sources": _sources(result),
            "payload": packed(payload(result, content)),
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
    if "</" in parts:
        raise ValueError("a part of the page's script holds what would end its element")
    return f'"use strict";\n(() => {{\n{parts}\n}})();\n'


def _lede(result: Result) -> str:
    policy = result.policy
    own = policy.community == result.seeker["community_id"]
    whose = "" if own or not policy.community else ", the criteria of another community"
    made = result.provenance
    return (
        f"Ranked by <b><bdi>{escape(policy.title or policy.name)}</bdi></b>{whose}. "
        f"{result.candidates:,} communities compared; laws and cautions as of {day_in_words(made['as of'])}."
    )


def _map_text(result: Result, marks: str) -> str:
    first = min(20, len(result))
    moved = " A line leads from a number to its place." if 'class="leader"' in marks else ""
    return f"Ring: {escape(str(result.seeker['label']))}. Numbers: the first {first} of the list.{moved}"


KEPT = "kept, not used for matching"
"""What is said of columns for whoever keeps the list: a page is for its member, who is not told of them."""


def _notes(result: Result) -> str:
    asked = result.asked
    told = [*result.notes, *everywhere(result)]
    remarks = [remark for remark in asked.remarks if KEPT not in remark]
    told += [f"How your list was read: {'; '.join(remarks)}."] if remarks else []
    texts = "".join(f"<p><bdi>{escape(note)}</bdi></p>" for note in told)
    return f'<div class="note">{texts}</div>' if texts else ""


def _profile(result: Result) -> str:
    """The seeker's figures, for a reader without scripts."""
    seeker = result.seeker
    people = f"{seeker['population']:,.0f}" if seeker["population"] == seeker["population"] else "unknown"
    rows = [("People", f"{people} ({seeker.get('population_source') or 'source unknown'})", "people.number")]
    names = ("Sea coast", "Lake of 100 km² or more", "River")
    for name, column in zip(names, WATERS, strict=True):
        distance = seeker.get(column)
        if distance is None or distance != distance:
            told = "unknown"
        elif column == "river_km" and distance > RIVER_KM:
            told = f"none known within {RIVER_KM:.0f} km"
        else:
            told = f"{distance:,.1f} km"
        rows.append((name, told, f"setting.{column}"))
    stated = seeker.get("from_profile") or ()
    return "".join(
        f"<div><dt>{escape(name)}</dt><dd><bdi>{escape(told)}</bdi>{' ' + STATED if field in stated else ''}</dd></div>"
        for name, told, field in rows
    )


def _passed(result: Result) -> str:
    return f'<p class="hint"><bdi>{escape(result.passed_told)}</bdi></p>' if result.passed_told else ""


def _cards(result: Result) -> str:
    """The first twenty of the list, under the headings of its blocks."""
    cards = []
    for heading, lines in result.parts:
        if heading and lines[0][0] <= FIRST:
            cards.append(f'<li class="block"><h3>{escape(heading)}</h3></li>')
        cards += [_card(e, line) for line, e in lines if line <= FIRST]
    return "".join(cards)


def _card(e: Explained, line: int) -> str:
    reasons = "".join(f"<li><bdi>{escape(reason)}</bdi></li>" for reason in e.reasons)
    return (
        f'<li class="card"><div class="rank">{line}</div><div class="who"><h3><bdi>{escape(e.label)}</bdi></h3>'
        f'<p class="where">{escape(people_counted(e.facts))}</p>'
        f'<p class="where">{escape(e.standing(line))}</p></div>'
        f'<div class="score"><strong>{shown(e.score):.1f}</strong>'
        f'<span>{e.coverage:.0%} known</span></div><ul class="plain">{reasons}</ul></li>'
    )


def _marks(result: Result) -> str:
    """The numbers of the first twenty, moved apart, each with a line to its place where it had to make room."""
    first = result.told[:20]
    places = [map_at(e.facts) for e in first]
    here = map_at(result.seeker)
    lines, spots, marks = [], [], []
    for line, ((x, y), moved) in enumerate(zip(places, spread(places, here), strict=True), 1):
        to_x, to_y = round(moved[0]), round(moved[1])
        if (x, y) != (to_x, to_y):
            lines.append(f'<path class="leader" stroke-width="6" d="M{x} {y}L{to_x} {to_y}"/>')
            spots.append(f'<circle class="spot" cx="{x}" cy="{y}" r="9"/>')
        marks.append(
            f'<g class="mark{" leading" if line <= 3 else ""}">'
            f'<circle cx="{to_x}" cy="{to_y}" r="{MARK}" stroke-width="5"/>'
            f'<text x="{to_x}" y="{to_y + 18}" font-size="52" text-anchor="middle">{line}</text></g>'
        )
    ring = f'<g class="seeker"><circle cx="{here[0]}" cy="{here[1]}" r="30" stroke-width="10"/></g>'
    return "".join([*lines, *spots, ring, *reversed(marks)])


def _sources(result: Result) -> str:
    """What the figures rest on: the criteria's sources, what made the page, and every table with its terms."""
    criteria = "".join(
        f"<li><bdi>{escape(c.label or c.short)}</bdi>: {escape(c.source)}</li>" for c in result.criteria
    )
    return f"<h3>The criteria of this list</h3><ul>{criteria}</ul>{made_with(result)}{table_of_sources()}"


def made_with(result: Result) -> str:
    """The versions and the day behind a page."""
    made = "".join(
        f"<div><dt>{escape(k)}</dt><dd>{escape(v)}</dd></div>" for k, v in result.provenance.items()
    )
    return f'<h3>This page</h3><dl class="facts">{made}</dl>'


def table_of_sources() -> str:
    """Every table of the data card with its source, year and terms, and what the map and the laws are."""
    rows = "".join(
        f'<tr><th scope="row">{escape(t["title"])}</th><td data-of="Source">{escape(t["source"])}</td>'
        f'<td data-of="Year">{escape(t["year"])}</td><td data-of="Terms">{escape(t["terms"])}</td></tr>'
        for t in tables()
    )
    return (
        '<details class="more" id="tables" open><summary>Every table behind the figures</summary>'
        '<div class="scroll" tabindex="0" role="region" aria-label="Tables behind the figures">'
        '<table class="tables stack">'
        '<caption class="unseen">Tables behind the figures</caption><thead><tr><th scope="col">Table</th>'
        '<th scope="col">Source</th>'
        f'<th scope="col">Year</th><th scope="col">Terms</th></tr></thead><tbody>{rows}</tbody></table></div></details>'
        "<p>The map shows the coasts of GSHHG in the Equal Earth projection. A partnership that is not on record "
        "may exist. What the page says of laws is a reading and no legal advice: ask counsel.</p>"
    )
