"""What a seeker gives up and why, in sentences: who has the candidates of its own best list that it does without."""

from __future__ import annotations

from collections.abc import Callable

from citymatch.features.ties import nation

from .offers import joined, points
from .solving import Chosen, Room
from .standing import Standing

CHOICES = ("first", "second", "third", "fourth", "fifth")
Named = Callable[[str], str]


def given_up(
    chosen: Chosen,
    seeker: int,
    room: Room,
    standing: Standing,
    name: Named,
    who: Named,
    land: Callable[[int], str],
) -> tuple[str, ...]:
    """One sentence for each candidate of the seeker's own best list that it is not offered.

    `name` gives the name of a candidate by its id, `who` that of a seeker, `land` the code of a country by its number.
    """
    own, leads = chosen.alone[seeker].tolist(), chosen.leads[seeker].tolist()
    return tuple(
        f"{choice(place)}, {name(str(chosen.wishes[seeker].ids[row]))}"
        f" ({points(int(chosen.wishes[seeker].tenths[row]))}), "
        + _where(chosen, seeker, row, room, standing, who, land)
        for place, row in enumerate(own)
        if row not in leads
    )


def choice(place: int) -> str:
    """How a candidate of the seeker's own best list is called, by its place from 0.

    >>> choice(0), choice(7)
    ('Its own first choice', 'Number 8 of its own choices')
    """
    return (
        f"Its own {CHOICES[place]} choice"
        if place < len(CHOICES)
        else f"Number {place + 1} of its own choices"
    )


def _where(
    chosen: Chosen, seeker: int, row: int, room: Room, standing: Standing, who: Named,
    land: Callable[[int], str],
) -> str:  # fmt: skip
    """Who has it, or why nobody does."""
    wishes = chosen.wishes[seeker]
    candidate = str(wishes.ids[row])
    takers = chosen.takers.get(candidate, [])
    if len(takers) < room.left(candidate):
        return _free(chosen, seeker, row, room, land)
    waiting = [who(each) for each in standing.holders(candidate)]
    if not takers:
        held = f"is kept for {joined(waiting)} by an offer made before" if waiting else "takes nobody"
        return f"{held}."
    goes = f"goes to {joined([who(chosen.wishes[n].seeker) for n in takers])}"
    losses = [_loss(chosen, taker, candidate, seeker, room) for taker in takers]
    gain = _gain(chosen, seeker, row)
    if len(takers) > 1 or gain is None:
        return f"{goes}."
    return f"{goes}{_weighed(losses[0], gain)}."


def _weighed(loss: int | None, gain: int) -> str:
    """What the one that has it would lose, against what this one would gain."""
    if loss is None:
        return ", which would otherwise give up more than anybody does now"
    if loss > gain:
        return f", which would lose {points(loss)} without it, where this one would gain {points(gain)}"
    if loss == gain:
        return f", which would lose as much without it as this one would gain ({points(gain)})"
    return ""


def _gain(chosen: Chosen, seeker: int, row: int) -> int | None:
    """The most that a seeker would gain by a candidate in the place of one of its leads; None where it fits none."""
    wishes, leads = chosen.wishes[seeker], chosen.leads[seeker].tolist()
    ways = [
        int(wishes.tenths[row] - wishes.tenths[lead])
        for lead in leads
        if wishes.fits([row, *(each for each in leads if each != lead)])
    ]
    return max(ways, default=None)


def _loss(chosen: Chosen, taker: int, candidate: str, seeker: int, room: Room) -> int | None:
    """What the one that has a candidate would lose if it took the best that is free in its place.

    Free is also what the seeker would leave. None where it would then give up more than anybody does.
    """
    wishes, leads = chosen.wishes[taker], chosen.leads[taker].tolist()
    row = next(each for each in leads if wishes.ids[each] == candidate)
    others = [each for each in leads if each != row]
    for other, name in enumerate(wishes.ids.tolist()):
        taken = [each for each in chosen.takers.get(name, ()) if each not in (taker, seeker)]
        free = other not in leads and len(taken) < room.left(name)
        if free and wishes.fits([other, *others]):
            loss = int(wishes.tenths[row] - wishes.tenths[other])
            return None if chosen.regrets[taker] + loss > chosen.worst else loss
    return None


def _free(chosen: Chosen, seeker: int, row: int, room: Room, land: Callable[[int], str]) -> str:
    """Why a candidate that somebody could still have is offered to nobody."""
    wishes = chosen.wishes[seeker]
    country = int(wishes.country[row])
    most = room.left_in(country)
    if most is not None and chosen.held[country] >= most:
        return f"stays free, since {nation(land(country))} has no place left on this list."
    if _gain(chosen, seeker, row) is None:
        return "stays free: beside its other leads the list would be less varied than asked."
    return "stays free: an earlier offer was kept in its place." if chosen.kept else "stays free."


def short_of(leads: int, asked: int) -> tuple[str, ...]:
    """A sentence on a seeker that has fewer leads than it was to have.

    >>> short_of(1, 3)
    ('Only 1 of 3 leads could be found for it.',)
    """
    if not leads and asked:
        return ("No offer could be made to it.",)
    return (f"Only {leads} of {asked} leads could be found for it.",) if leads < asked else ()


def enough_said(partners: list[str]) -> tuple[str, ...]:
    """A sentence on a seeker that has all the partners that it seeks, by their names.

    >>> enough_said(["Vence, France"])
    ('Nobody new is offered to it: Vence, France has accepted, and it seeks no more partners.',)
    """
    if not partners:
        return ()
    have = "has" if len(partners) == 1 else "have"
    return (
        f"Nobody new is offered to it: {joined(partners)} {have} accepted, and it seeks no more partners.",
    )


def how_far(chosen: Chosen) -> tuple[str, ...]:
    """Sentences on a search that ended before all ways were tried: how far what it found may be from the best."""
    if chosen.settled and chosen.surely >= chosen.worst:
        return ()
    said = [
        "The search ended at its limit, before every way was tried, and took the best way that it had found. "
        + (
            "It was the limit of time, so that another run may find another way."
            if chosen.timed
            else "It was a limit of steps, so that another run finds the same way."
        )
    ]
    if chosen.surely < chosen.worst:
        said.append(
            f"The member that gives up most gives up {points(chosen.worst)} points; there may be a way with less, but "
            f"in every way some member gives up {points(chosen.surely)} points or more."
        )
    if chosen.most > chosen.total:
        said.append(
            f"Without anybody giving up more than that, all offers together could be worth "
            f"{points(chosen.most - chosen.total)} points more at most."
        )
    elif not chosen.settled:
        said.append("There may be a way that is as good in both and better by the later rules.")
    return tuple(said)
