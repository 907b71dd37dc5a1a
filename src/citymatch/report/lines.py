"""What became of every line of a list: ranked, the same member as an earlier line, ambiguous, not read."""

from __future__ import annotations

from collections.abc import Sequence

from citymatch.places import Resolution
from citymatch.results import Result


def named_again(
    resolutions: Sequence[Resolution], results: Sequence[Result] | None = None
) -> list[tuple[Resolution, Resolution]]:
    """The lines that name a member that an earlier line names, each with that line.

    With `results` a member counts once for each policy that its lines name, and a line that was ranked is none of
    these; without them it counts once.

    >>> from citymatch.places import resolve_many
    >>> [(again.line, first.line) for again, first in named_again(resolve_many(["Pinole, CA", "Pinole, California"]))]
    [(2, 1)]
    """
    ranked = {(each.asked.line, each.asked.input) for each in results or ()}
    first: dict[tuple[str, str], Resolution] = {}
    found = []
    for each in resolutions:
        if each.community is None:
            continue
        before = first.setdefault((each.community.id, each.policy if results is not None else ""), each)
        if before is not each and (each.line, each.input) not in ranked:
            found.append((each, before))
    return found


def same_as(first: Resolution) -> str:
    """That a line names the member of an earlier one.

    >>> from citymatch.places import resolve_many
    >>> same_as(resolve_many(["Pinole, CA"])[0])
    'the same member as line 1: Pinole, California'
    """
    where = f"line {first.line}" if first.line else "an earlier line"
    return f"the same member as {where}" + (f": {first.community.label}" if first.community else "")


def of_the_others(results: Sequence[Result], resolutions: Sequence[Resolution]) -> str:
    """What became of the lines of a list that are not ranked, in a sentence; "" where all are."""
    again = len(named_again(resolutions, results))
    several = sum(each.status == "ambiguous" and each.community is None for each in resolutions)
    lost = sum(each.community is None for each in resolutions) - several
    told = [
        (again, "names a member that an earlier line names", "name members that earlier lines name"),
        (several, "may mean several communities", "may mean several communities"),
        (lost, "could not be read or ranked", "could not be read or ranked"),
    ]
    told = [each for each in told if each[0]]
    others = again + several + lost
    if not told:
        return ""
    if len(told) == 1:
        return f"The other line {told[0][1]}." if others == 1 else f"The other {others:,} lines {told[0][2]}."
    said = [f"{number:,} {one if number == 1 else many}" for number, one, many in told]
    return f"Of the other {others:,} lines {', '.join(said[:-1])} and {said[-1]}."
