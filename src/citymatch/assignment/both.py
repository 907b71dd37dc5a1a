"""A list of communities abroad that ask for partners themselves: both sides have wishes, and no pair is left that would
both rather have each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from citymatch.places import Community
from citymatch.policy import Policy
from citymatch.policy.parts import Criterion
from citymatch.ranking import Engine
from citymatch.ranking.drawn import Drawn
from citymatch.ranking.exclusions import UNLESS_ASKED
from citymatch.results import Asked
from citymatch.scoring.lot import number_of_text

from .making import Draws, Terms
from .offers import Offered, Offers, joined, points
from .showing import counted_out, offers_told, said_before
from .stable import NO, IntArray, Matched, Sides, match
from .telling import choice, enough_said, short_of

NO_POLICY = Policy("none", (Criterion("latitude", "latitude", "Latitude"),))
"""For a community without a policy: laws, cautions and partners hold for it all the same. Its score is not used."""


@dataclass(frozen=True)
class Asking:
    """A community abroad that asks for a partner, and its wishes.

    `policy` is the name of a policy or a file by which it ranks the seekers; `prefers` are the ids of seekers that it
    named, the dearest first: all others come after these, equally. With neither it takes whoever comes. `capacity` is
    how many partners it takes.
    """

    community: Community
    policy: str = ""
    prefers: tuple[str, ...] = ()
    capacity: int = 1
    line: int | None = None


def match_both(draws: Draws, asking: Sequence[Asking], terms: Terms, back: Engine) -> Offers:
    """What the seekers of a list are offered where both sides ask.

    `draws` ranks the communities for each seeker, `back` is an engine whose candidates are the seekers. Leads that are
    locked and candidates that were dropped are taken out of account first. See `stable.match`.
    """
    ids = [each.community.id for each in asking]
    seekers = _seekers_wishes(draws, ids, terms)
    theirs = [_wishes_of(back, each, draws) for each in asking]
    sides = _sides(draws, asking, terms, seekers, theirs)
    matched = match(sides)
    names = [each.community.label for each in asking]
    found = []
    for number, (line, community) in enumerate(draws.asked):
        drawn = draws(number)
        chosen = _best_first(sides, matched, number)
        locked = terms.standing.of(community.id)
        wishes = [theirs[column].told(number) for column in chosen]
        offers = offers_told(
            draws, drawn, (*locked, *(ids[column] for column in chosen)), len(locked),
            terms.standing, wishes=(*[""] * len(locked), *wishes),
        )  # fmt: skip
        told = _given_up(number, sides, matched, seekers, theirs, names, draws)
        earlier = said_before(terms.standing, community, [each.community_id for each in offers], draws.name)
        short = short_of(len(offers), terms.leads_of(community.id))
        done = enough_said([draws.name(each) for each in terms.has_all(community.id)])
        worth = sum(int(seekers[number].tenths[column]) for column in chosen)
        best = _alone(sides, seekers[number], number)
        found.append(Offered(
            community.id, community.label, drawn.compiled.policy.name, offers, points(best - worth),
            (*told, *short, *done, *earlier), Asked.of(line), counted_out(drawn),
        ))  # fmt: skip
    nobody = [
        name + _barred_for_all(ids[column], column, seekers, draws)
        for column, name in enumerate(names)
        if not matched.pairs[:, column].any() and not terms.standing.takers()[ids[column]]
    ]
    total = sum(
        int(each.tenths[np.flatnonzero(row)].sum()) for each, row in zip(seekers, matched.pairs, strict=True)
    )
    return Offers(
        tuple(found), terms.leads, max((each.gives_up for each in found), default=0.0), points(total),
        _way(matched, terms), draws.engine.options.day, draws.made(), tuple(nobody), tuple(draws.engine.read),
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class Wished:
    """The wishes of one seeker: the tenths of each community's score, and its place without ties; -1 for one that is
    left out."""

    tenths: IntArray
    place: IntArray


@dataclass(frozen=True, eq=False)
class TheirWishes:
    """The wishes of one community: the place of each seeker from 0, and its place without ties (None where it has no
    order of its own); -1 for one that is left out. `told` says where a seeker stands."""

    place: IntArray
    strict: IntArray | None
    told: Callable[[int], str]
    why_not: Callable[[int], str]
    no_choice: str = "it places both equally"


def _seekers_wishes(draws: Draws, ids: Sequence[str], terms: Terms) -> list[Wished]:
    pool = draws.engine.pool
    rows = np.array([pool.find(each) for each in ids], np.int64)
    found = []
    for number, (_, community) in enumerate(draws.asked):
        drawn = draws(number)
        order = drawn.best(None)
        place = np.full(len(pool) + 1, NO, np.int64)  # the last one stands for those that are in no pool
        place[order] = np.arange(len(order))
        tenths = np.append(drawn.groups, NO)
        closed = {*terms.standing.of(community.id), *terms.standing.gone(community.id)}
        place[[pool.find(each) for each in closed if each in set(ids)]] = NO
        found.append(Wished(tenths[rows], place[rows]))
    return found


def _wishes_of(back: Engine, asking: Asking, draws: Draws) -> TheirWishes:
    """How a community ranks the seekers: by its policy, by the names that it gave, or not at all."""
    rows = np.array([back.pool.find(community.id) for _, community in draws.asked], np.int64)
    drawn = back.draw(asking.community, asking.policy or NO_POLICY, quick=True)
    groups, exclusions = drawn.groups[rows], drawn.exclusions

    def why_not(seeker: int) -> str:
        return exclusions.reason(int(rows[seeker]))

    if asking.policy:
        return _by_policy(drawn, rows, groups, why_not)
    named = {name: place for place, name in enumerate(asking.prefers)}
    place = np.array([named.get(community.id, len(named)) for _, community in draws.asked], np.int64)
    place[groups < 0] = NO

    def told(seeker: int) -> str:
        if not named:
            return "it stated no wishes"
        return (
            f"number {place[seeker] + 1} of its wishes"
            if place[seeker] < len(named)
            else "not among its wishes"
        )

    no_choice = "it places both equally" if named else "it stated no wishes itself"
    return TheirWishes(place, None, told, why_not, no_choice)


def _by_policy(drawn: Drawn, rows: IntArray, groups: IntArray, why_not: Callable[[int], str]) -> TheirWishes:
    order = drawn.best(None)
    strict = np.full(len(drawn.pool), NO, np.int64)
    strict[order] = np.arange(len(order))
    place = np.unique(-groups, return_inverse=True)[1].ravel().astype(np.int64)
    place[groups < 0] = NO
    number = len(order)
    return TheirWishes(
        place,
        strict[rows],
        lambda seeker: f"number {strict[rows[seeker]] + 1} of {number} by its policy",
        why_not,
    )


def _sides(
    draws: Draws,
    asking: Sequence[Asking],
    terms: Terms,
    seekers: Sequence[Wished],
    theirs: Sequence[TheirWishes],
) -> Sides:
    """The wishes of both sides as tables, with ties and without."""
    shape = (len(seekers), len(asking))
    ours, before = np.full(shape, NO, np.int64), np.full(shape, NO, np.int64)
    for number, each in enumerate(seekers):
        ours[number] = np.unique(-each.tenths, return_inverse=True)[1].ravel()
        ours[number][each.place == NO] = NO
        before[number] = each.place
    places = np.stack([each.place for each in theirs], axis=1) if theirs else np.zeros(shape, np.int64)
    after = np.zeros(shape, np.int64)
    tenths = np.stack([each.tenths for each in seekers]) if seekers else np.zeros(shape, np.int64)
    for column, (one, its) in enumerate(zip(asking, theirs, strict=True)):
        if its.strict is not None:
            after[:, column] = its.strict
            continue
        lots = [number_of_text(f"{one.community.id} {community.id}") for _, community in draws.asked]
        order = np.lexsort([np.array(lots, np.uint64), -tenths[:, column], its.place])
        after[order, column] = np.arange(len(order))
    takers = terms.standing.takers()
    room = [max(0, each.capacity - takers[each.community.id]) for each in asking]
    leads = [terms.leads_of(each.id) - len(terms.standing.of(each.id)) for _, each in draws.asked]
    return Sides(ours, places, before, after, np.array(leads, np.int64), np.array(room, np.int64))


def _barred_for_all(candidate: str, column: int, wished: Sequence[Wished], draws: Draws) -> str:
    """Why a community can be nobody's partner, with a colon before it; "" where somebody could have it."""
    row = draws.engine.pool.find(candidate)
    if not wished or any(each.place[column] != NO for each in wished):
        return ""
    if row < 0:
        return ": not among the candidates"
    why = dict.fromkeys(draws(number).exclusions.reason(row) for number in range(len(wished)))
    return f": {'; '.join(each.removeprefix(UNLESS_ASKED).rstrip('.') for each in why if each)}."


def _best_first(sides: Sides, matched: Matched, seeker: int) -> list[int]:
    columns = np.flatnonzero(matched.pairs[seeker])
    return [int(each) for each in columns[np.argsort(sides.before[seeker, columns], kind="stable")]]


def _own_first(sides: Sides, seeker: int) -> list[int]:
    """The best that the seeker could have if it were alone: as many as it has leads."""
    columns = np.flatnonzero(sides.seekers[seeker] != NO)
    best = columns[np.argsort(sides.before[seeker, columns], kind="stable")]
    return [int(each) for each in best[: int(sides.leads[seeker])]]


def _alone(sides: Sides, wished: Wished, seeker: int) -> int:
    return sum(int(wished.tenths[column]) for column in _own_first(sides, seeker))


def _given_up(
    seeker: int, sides: Sides, matched: Matched, wished: Sequence[Wished], theirs: Sequence[TheirWishes],
    names: Sequence[str], draws: Draws,
) -> tuple[str, ...]:  # fmt: skip
    """One sentence for each of the seeker's own best that it is not matched with: whom that one has."""
    said = []
    for place, column in enumerate(_own_first(sides, seeker)):
        if matched.pairs[seeker, column]:
            continue
        lead = f"{choice(place)}, {names[column]} ({points(int(wished[seeker].tenths[column]))}), "
        said.append(lead + _whom(seeker, column, sides, matched, theirs[column], wished, draws))
    return tuple(said)


def _whom(
    seeker: int, column: int, sides: Sides, matched: Matched, theirs: TheirWishes, wished: Sequence[Wished],
    draws: Draws,
) -> str:  # fmt: skip
    """Whom the community has in the seeker's place, and why."""
    own = int(sides.communities[seeker, column])
    if own == NO:
        return f"cannot be its partner: {theirs.why_not(seeker)}."
    takers = np.flatnonzero(matched.pairs[:, column]).tolist()
    if not takers:
        return "has an offer from before, and takes nobody more."
    who = joined([draws.asked[each][1].label for each in takers])
    if max(int(sides.communities[each, column]) for each in takers) < own:
        return f"goes to {who}, which it places before this one."
    least = min(int(wished[each].tenths[column]) for each in takers)
    if theirs.strict is None and least > int(wished[seeker].tenths[column]):
        more = " or more" if len(takers) > 1 else ""
        which = "which scores" if len(takers) == 1 else "which score"
        return f"goes to {who}, {which} it higher ({points(least)}{more}); {theirs.no_choice}."
    return f"goes to {who}; {theirs.no_choice}."


def _way(matched: Matched, terms: Terms) -> tuple[str, ...]:
    """How the matches were found, in sentences."""
    rule = (
        "Of all such ways this one makes the most matches; a solver found it."
        if matched.solver
        else "Members ask down their own rankings, and each community keeps those that it likes best. Where it likes "
        "members equally, the one with the higher score for it comes first, then a lot that is the same on every run."
    )
    most = "" if matched.solver or matched.largest is None else " No other such way makes more matches."
    return (
        "Both sides have wishes: no member and no community would both rather have each other than what they have.",
        rule + most,
        "Countries are not spread here, since the wishes of both sides decide.",
    )
