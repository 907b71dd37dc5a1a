"""Offers for a whole list out of an engine: the rankings are drawn, the leads chosen, and said in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from citymatch.places import Community, Resolution
from citymatch.policy import PolicyError
from citymatch.ranking import Engine
from citymatch.ranking.drawn import Drawn
from citymatch.ranking.engine import Stated, shares
from citymatch.ranking.errors import NothingKnown
from citymatch.ranking.listing import barred_told
from citymatch.results import Asked, LeftOut

from .drawing import Ask
from .offers import Offered, Offers, points
from .proposing import propose
from .searching import LIMIT
from .showing import Names, barred_everywhere, counted_out, offers_told, said_before
from .solving import Chosen, Room
from .standing import Standing
from .telling import enough_said, given_up, how_far, short_of

KEPT = 12_000_000
"""The rankings of a list are kept in memory where they have no more places together; else they are drawn anew."""


@dataclass(frozen=True)
class Terms:
    """On what terms a list is offered communities.

    `leads` for each seeker; `capacity` says how many seekers a community takes that `capacities` does not name by its
    id; `country_capacity` how many a country takes (None: as many as come). `before` are the offers of an earlier list
    by the id of the seeker, and `tolerance` the points of the total that may be lost to keep them. `limit` are
    the seconds of the processor's time after which the search for the best way ends with the best that it found.
    A seeker whom as many have accepted as it `seeks` partners is offered nobody new.
    """

    leads: int = 3
    capacity: int = 1
    capacities: Mapping[str, int] = field(default_factory=dict)
    country_capacity: int | None = None
    standing: Standing = field(default_factory=Standing)
    before: Mapping[str, tuple[str, ...]] | None = None
    tolerance: float = 0.0
    limit: float = LIMIT
    seeks: int = 1

    def has_all(self, seeker: str) -> tuple[str, ...]:
        """Who has accepted a seeker, by their ids, where these are as many partners as it seeks; else nobody."""
        accepted = tuple(dict.fromkeys(self.standing.accepted.get(seeker, ())))
        return accepted if len(accepted) >= self.seeks else ()

    def leads_of(self, seeker: str) -> int:
        """How many leads a seeker is to have, with those that stand: one that has all its partners has no new ones."""
        stand = len(self.standing.of(seeker))
        return stand if self.has_all(seeker) else max(self.leads, stand)


class Draws:
    """The rankings of a list of seekers, by position."""

    def __init__(self, engine: Engine, lines: Sequence[Resolution], policy: Stated | None):
        self.engine = engine
        self.name = Names(engine)
        self.asked: list[tuple[Resolution, Community]] = []
        self.refused: dict[int, Resolution] = {}
        self._policy = policy
        self._kept: dict[int, Drawn] = {}
        self._keeps = len(lines) * len(engine.pool) <= KEPT
        seen: set[str] = set()
        for place, line in enumerate(lines):
            if line.community is not None and line.community.id not in seen:
                seen.add(line.community.id)
                self._add(place, line, line.community)

    def _add(self, place: int, line: Resolution, community: Community) -> None:
        try:
            if self._keeps:
                self._kept[len(self.asked)] = self._drawn(line, community)
            else:
                compiled = self.engine.compiled_for(community.id, line.policy or self._policy)
                who = self.engine.profile(community)
                shares(who, compiled, tuple(extractor.knows(who) for _, extractor in compiled.criteria))
        except (PolicyError, NothingKnown) as error:
            if isinstance(error, PolicyError) and not line.policy:
                raise
            what = "policy: " if line.policy else ""
            note = "; ".join(filter(None, [line.note, f"{what}{error}; {community.label} is offered nobody"]))
            self.refused[place] = replace(
                line, status="not_found", community=None, candidates=(community,), note=note
            )
            return
        self.asked.append((line, community))

    def _drawn(self, line: Resolution, community: Community) -> Drawn:
        return self.engine.draw(community, line.policy or self._policy, quick=True)

    def __len__(self) -> int:
        return len(self.asked)

    def __call__(self, number: int) -> Drawn:
        return self._kept[number] if number in self._kept else self._drawn(*self.asked[number])

    def made(self) -> dict[str, str]:
        """What the figures rest on; without the policy where the seekers have several."""
        policies = {
            self.engine.compiled_for(community.id, line.policy or self._policy).key: (line, community)
            for line, community in self.asked
        }
        if not policies:
            return {}
        line, community = next(iter(policies.values()))
        made = self.engine.provenance(self.engine.compiled_for(community.id, line.policy or self._policy))
        return made if len(policies) == 1 else {key: value for key, value in made.items() if key != "policy"}


def offers_of(draws: Draws, terms: Terms) -> Offers:
    """What all seekers of a list are offered at once: see `solving.solve` for what is best."""
    engine, standing = draws.engine, terms.standing
    asks = _asks(draws, terms)
    room = _room(engine, terms)
    chosen = propose(
        draws, asks, engine.options, room, terms.before, round(terms.tolerance * 10), terms.limit
    )
    name = draws.name
    labels = {community.id: community.label for _, community in draws.asked}
    lands = engine.pool.table.labels("country").values

    def who(seeker: str) -> str:
        return labels.get(seeker) or name(seeker)

    seekers: list[Offered] = []
    barred: list[LeftOut | None] = []
    for number, (line, community) in enumerate(draws.asked):
        drawn = draws(number)
        found = chosen.wishes[number].ids[chosen.leads[number]].tolist()
        told = (
            *given_up(chosen, number, room, standing, name, who, lambda code: str(lands[code])),
            *short_of(len(found) + len(asks[number].locked), asks[number].leads),
            *enough_said([name(each) for each in terms.has_all(community.id)]),
            *_dropped(standing, community, name),
            *said_before(standing, community, (*asks[number].locked, *found), name),
        )
        ranks = chosen.wishes[number].rank[chosen.leads[number]].tolist()
        offers = offers_told(
            draws, drawn, (*asks[number].locked, *found), len(asks[number].locked), standing, ranks
        )
        seekers.append(Offered(
            community.id, community.label, drawn.compiled.policy.name, offers,
            points(chosen.regrets[number]), told, Asked.of(line), counted_out(drawn),
        ))  # fmt: skip
        barred += [barred_told(drawn, engine.options.caution)]
    way = (*_way(terms, chosen), *how_far(chosen))
    stood, earlier = (0, None) if terms.before is None else _earlier(chosen, terms.before, standing)
    return Offers(
        tuple(seekers), terms.leads, points(chosen.worst), points(chosen.total), way, engine.options.day,
        draws.made(), notes=tuple(engine.read), kept=None if earlier is None else stood + chosen.kept, earlier=earlier,
        barred=barred_everywhere(barred, engine.options.caution),
        gives_up_at_least=points(chosen.surely), total_at_most=points(chosen.most),
    )  # fmt: skip


def _asks(draws: Draws, terms: Terms) -> list[Ask]:
    standing = terms.standing
    locked = [standing.of(community.id) for _, community in draws.asked]
    leads = [terms.leads_of(community.id) for _, community in draws.asked]
    enough = sum(number - len(each) for number, each in zip(leads, locked, strict=True))
    enough += sum(standing.takers().values())
    return [
        Ask(number, each, tuple(standing.gone(community.id)), max(1, enough))
        for number, each, (_, community) in zip(leads, locked, draws.asked, strict=True)
    ]


def _room(engine: Engine, terms: Terms) -> Room:
    """The room that is left beside what is locked."""
    takers = terms.standing.takers()
    each = {name: number - takers[name] for name, number in terms.capacities.items()}
    each |= {name: terms.capacity - taken for name, taken in takers.items() if name not in each}
    if terms.country_capacity is None:
        return Room(terms.capacity, each)
    codes = engine.pool.table.labels("country").codes
    taken: dict[int, int] = {}
    for name, number in takers.items():
        if (row := engine.pool.find(name)) >= 0:
            taken[int(codes[row])] = taken.get(int(codes[row]), 0) + number
    return Room(terms.capacity, each, terms.country_capacity, taken)


def _dropped(standing: Standing, community: Community, name: Names) -> tuple[str, ...]:
    return tuple(
        f"{name(each)} is not offered again: {why}." for each, why in standing.gone(community.id).items()
    )


def _earlier(chosen: Chosen, before: Mapping[str, Sequence[str]], standing: Standing) -> tuple[int, int]:
    """How many earlier offers stand whatever is chosen, and how many there were."""
    both = [(set(before.get(each.seeker, ())), standing.of(each.seeker)) for each in chosen.wishes]
    return sum(len(made.intersection(locked)) for made, locked in both), sum(len(made) for made, _ in both)


def _way(terms: Terms, chosen: Chosen) -> tuple[str, ...]:
    """How the offers were found, in sentences."""
    takes = "one member" if terms.capacity == 1 else f"{terms.capacity} members"
    least = chosen.surely >= chosen.worst
    greatest = least and (chosen.settled or chosen.most <= chosen.total)
    can, most = ("can be" if sure else "the search could find" for sure in (least, greatest))
    said = [
        f"Each community is offered to {takes} at most.",
        "The member that gives up most, against the best offers that it could have if it were alone, gives up as "
        f"little as {can}; then the scores of all offers together are as great as {most}.",
    ]
    if chosen.settled:
        kept = (
            "the one that keeps more of the earlier offers is taken, then "
            if terms.before is not None
            else ""
        )
        said.append(
            f"Where two ways are equal in both, {kept}the one whose offers stand higher in the members' own rankings, "
            "then a lot that is the same on every run."
        )
    if terms.capacities:
        said[0] = f"Each community is offered to {takes} at most, or to as many as are stated for it."
    if terms.country_capacity is not None:
        said.insert(1, f"Each country has {terms.country_capacity} places at most on the whole list.")
    return tuple(said)
