"""The seeker's own profile on the page: its roots, languages and what it is known for, as they were taken."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from citymatch.profiles.taken import Taken
from citymatch.results import Result

STATED = '<span class="stated">your profile</span>'
"""The mark of what the seeker's own profile states."""

_PARTS = {
    "origins": "Roots of the residents", "languages": "Languages at home", "trade": "Trade",
    "common_ground": "Known for",
}  # fmt: skip
_ROWS = 12


def taken(result: Result, lines: Sequence[Taken]) -> str:
    """What citymatch believes of the seeker beside its figures, and what the seeker's own profile states."""
    of = {part: [line for line in lines if line.section == part] for part in _PARTS}
    parts = "".join(_part(_PARTS[part], found) for part, found in of.items() if found)
    sources = dict.fromkeys(
        f"{line.name}: {line.source}" for line in lines if not line.stated and line.source
    )
    from_where = "".join(f"<li><bdi>{escape(text)}</bdi></li>" for text in sources)
    folded = f'<details class="more"><summary>Where these are from</summary><ul>{from_where}</ul></details>'
    stated = result.seeker.get("from_profile")
    said = f"Lines marked {STATED} are the town’s own word. " if stated else ""
    command = (
        f"citymatch profile &quot;{escape(str(result.seeker['community_id']))}&quot; --output my-town.toml"
    )
    return (
        f'{parts}{folded if sources else ""}<p class="hint">{said}Is a line wrong? <code>{command}</code> '
        "writes what is believed of the town as a file to correct; <code>--profile my-town.toml</code> takes it.</p>"
    )


def _part(title: str, lines: Sequence[Taken]) -> str:
    rows = "".join(
        f"<div><dt><bdi>{escape(line.name)}</bdi></dt><dd><bdi>{escape(line.value)}</bdi>"
        f"{' ' + STATED if line.stated else ''}</dd></div>"
        for line in lines[:_ROWS]
    )
    return f'<h3>{title}</h3><dl class="facts">{rows}</dl>'
