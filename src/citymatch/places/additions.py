"""Names with an addition: a bracket or a comma that is part of the name, or a bracket that tells two towns apart."""

from __future__ import annotations

from collections.abc import Sequence

from . import searching
from .choosing import SHOWN, choose
from .folding import fold
from .gazetteer import Gazetteer
from .here import Here
from .line import Line
from .regions import Scope, read_region
from .resolution import Resolution
from .telling import told


def with_bracket(line: Line, parts: Sequence[str], gazetteer: Gazetteer) -> Resolution | None:
    """A name that the gazetteer has with its very bracket: "Frankfurt (Oder)", "Sigdal (seat Prestfoss)"."""
    if not line.bracket:
        return None
    for scope in (read_region(parts, gazetteer.world) if parts else [Scope("")]) or ():
        if scope.dropped:
            continue
        here, keys = Here(scope, gazetteer), [fold(line.whole)]
        rows = [row for row in here.named(keys) if "(" in str(gazetteer.world["name"][row])]
        if rows := rows or (here.also_named(keys) if scope.country else []):
            finding = searching.Finding(choose(rows, gazetteer.world, scope.county, division=True))
            return told(line.whole, scope, finding)
    return None


def with_comma(line: Line, parts: Sequence[str], gazetteer: Gazetteer) -> Resolution | None:
    """A name that the gazetteer has with a comma in it: "Las Vegas, Santa Barbara"."""
    for cut in range(len(parts), 0, -1):
        whole = ", ".join([line.whole, *parts[:cut]])
        rows = gazetteer.with_comma.get(fold(whole), [])
        for scope in (
            (read_region(parts[cut:], gazetteer.world) if cut < len(parts) else [Scope("")]) if rows else ()
        ):
            inside = [row for row in rows if _is_in(row, scope, gazetteer)]
            if inside:
                return told(whole, scope, searching.Finding(choose(inside, gazetteer.world, division=True)))
    return None


def _is_in(row: int, scope: Scope, gazetteer: Gazetteer) -> bool:
    country, division = gazetteer.world["country"][row], gazetteer.world["admin1"][row]
    return scope.country in ("", country) and scope.admin1 in ("", division) and not scope.dropped


def told_apart(line: Line, parts: Sequence[str], found: Resolution, gazetteer: Gazetteer) -> Resolution:
    """What was found without a bracket that is no region: "Halle (Westfalen)" is not Halle on the Saale.

    The bracket may be short for the longer name of the place. If not, and there are several of the name without it,
    it cannot be said which is meant.
    """
    if "was left out" not in found.note:
        return found
    longer = f"{line.name}/{line.bracket}"
    for scope in read_region(parts, gazetteer.world) if parts else ():
        finding = searching.in_other_form(longer, scope, gazetteer)
        if finding and finding.chosen and not scope.dropped and scope.country != "US":
            return told(line.whole, scope, finding)
    rivals = [each for each in found.candidates if fold(each.name).startswith(fold(line.name))]
    if found.community is None or not rivals:
        return found
    listed = (found.community, *rivals)[:SHOWN]
    return Resolution(line.whole, "ambiguous", None, listed, f"{line.bracket!r} does not tell which is meant")
