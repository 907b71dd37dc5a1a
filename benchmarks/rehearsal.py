"""A rehearsal of the whole marketplace: members that seek partners, communities abroad that ask for one, and rounds of
offers with answers drawn by a stated chance; once with every member choosing alone, once with all assigned together.

python benchmarks/rehearsal.py [--seeds 3] [--requests 200] [--rounds 3] [--write docs/marketplace.md]

An offer is accepted with a chance of ACCEPTED, else it is declined or has no answer; who asked itself accepts
with a chance of WANTED. The answer of a community in a round is the same in both ways. A member says no to
a request that has less than WORTH of the points of the best community that it could have.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

import citymatch as cm
from citymatch.assignment.standing import Standing
from citymatch.places import resolve_many
from citymatch.scoring.lot import number_of_text

ACCEPTED, WANTED = 0.2, 0.8
WORTH = 0.5
LEADS = 3
LONGEST = 60
"""After so many rounds it is given up that everyone finds a partner."""
SMALLEST = 2_000
"""Requests are drawn from communities of at least so many people."""
BETWEEN = re.compile(r"(?<=<!-- rehearsal -->\n).*?(?=<!-- end of rehearsal -->)", re.S)


@dataclass
class Course:
    """How one way went: who has whom, whom each has asked, and what was counted, by round."""

    partner: dict[str, tuple[str, float]] = field(default_factory=dict)
    asked: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    settled: list[int] = field(default_factory=list)
    offers: int = 0
    collided: int = 0
    alone: int = 0
    """Of one member's offers in the first round, how many nobody else had made too: the fewest."""
    served: int = 0
    """Of the communities that asked themselves, how many have a partner."""

    def taken(self) -> set[str]:
        """The communities abroad that have a partner."""
        return {community for community, _ in self.partner.values()}


def chance(*of: object) -> float:
    """A number from 0 to 1 that is the same on every run."""
    return number_of_text(" ".join(map(str, of))) / 2**64


def answers(seed: int, number: int, community: str, asks: bool) -> bool:
    """Whether a community accepts an offer in a round."""
    return chance(seed, number, community) < (WANTED if asks else ACCEPTED)


def leads_of(members: Sequence[str], course: Course, together: bool) -> dict[str, dict[str, float]]:
    """The next leads of each member with their scores: of all together, or of each as though it were alone."""
    taken = {member: (community,) for member, (community, _) in course.partner.items()} if together else {}
    gone = {member: dict.fromkeys(sorted(course.asked[member]), "asked before") for member in members}
    found = cm.assign(
        list(members), "default", LEADS, 1 if together else len(members), standing=Standing(taken, gone)
    ).to_frame()
    leads: dict[str, dict[str, float]] = {member: {} for member in members}
    for row in found[found["community_id"] != ""].to_dict("records"):
        leads[str(row["seeker_id"])][str(row["community_id"])] = float(row["score"])
    return leads


def matched(members: Sequence[str], asking: Sequence[str]) -> dict[str, dict[str, float]]:
    """Members and communities that ask, so that no two would both rather have each other."""
    both = pd.DataFrame({"id": list(asking), "policy": "default"})
    found = cm.assign(list(members), "default", 1, foreign=both).to_frame()
    pairs: dict[str, dict[str, float]] = {member: {} for member in members}
    for row in found[found["community_id"] != ""].to_dict("records"):
        pairs[str(row["seeker_id"])][str(row["community_id"])] = float(row["score"])
    return pairs


class Wishes:
    """How each community that asks orders the members, and each member these communities."""

    def __init__(self, members: Sequence[str], asking: Sequence[str]):
        theirs = cm.PartnerRanker("default", candidates=list(members)).fit()
        ids, scores = theirs.rank_many(list(asking), top=len(members))
        self.order = {who: [m for m, s in zip(row, each, strict=True) if m and s == s]
                      for who, row, each in zip(asking, ids.tolist(), scores.tolist(), strict=True)}  # fmt: skip
        ours = cm.PartnerRanker("default", candidates=list(asking)).fit()
        ids, scores = ours.rank_many(list(members), top=len(asking))
        self.score = {who: {c: s for c, s in zip(row, each, strict=True) if c and s == s}
                      for who, row, each in zip(members, ids.tolist(), scores.tolist(), strict=True)}  # fmt: skip

    def written_to(self, members: Sequence[str], asking: Sequence[str]) -> dict[str, dict[str, float]]:
        """Each community writes to the member that it likes best, and each member answers the best letter."""
        letters: dict[str, dict[str, float]] = {member: {} for member in members}
        for who in asking:
            first = next((each for each in self.order[who] if each in letters), None)
            if first is not None and who in self.score[first]:
                letters[first][who] = self.score[first][who]
        return {member: dict([max(wrote.items(), key=lambda each: (each[1], each[0]))]) if wrote else {}
                for member, wrote in letters.items()}  # fmt: skip


def rehearse(
    members: Sequence[str],
    asking: Sequence[str],
    best: Mapping[str, float],
    together: bool,
    seed: int,
    rounds: int,
) -> list[Course]:
    """The course of one way after so many rounds, and when everyone has a partner."""
    wishes, course, after = Wishes(members, asking), Course(), None
    for number in range(1, LONGEST + 1):
        seeking = [member for member in members if member not in course.partner]
        if not seeking:
            break
        _round(seeking, asking, wishes, best, course, together, seed, number)
        course.settled.append(len(course.partner))
        if number == rounds:
            after = _copied(course)
    return [after or course, course]


def _round(
    seeking: list[str], asking: Sequence[str], wishes: Wishes, best: Mapping[str, float], course: Course,
    together: bool, seed: int, number: int,
) -> None:  # fmt: skip
    waiting = [each for each in asking if each not in course.taken()]
    requests = matched(seeking, waiting) if together else wishes.written_to(seeking, waiting)
    leads = leads_of(seeking, course, together)
    heard = {member: {who: score for who, score in requests[member].items() if score >= WORTH * best[member]}
             for member in seeking}  # fmt: skip
    offered = {member: {**leads[member], **heard[member]} for member in seeking}
    asked_by: dict[str, list[str]] = defaultdict(list)
    for member, communities in offered.items():
        course.offers += len(communities)
        for community in communities:
            asked_by[community].append(member)
            course.asked[member].add(community)
    said_yes: dict[str, dict[str, float]] = defaultdict(dict)
    for community, suitors in asked_by.items():
        free = community not in course.taken()
        course.collided += len(suitors) - free
        if free and answers(seed, number, community, community in waiting):
            one = min(suitors, key=lambda member: (chance(community, member), member))
            said_yes[one][community] = offered[one][community]
    for member, communities in said_yes.items():
        course.partner[member] = max(communities.items(), key=lambda each: (each[1], each[0]))
    if number == 1:
        course.alone = min(
            sum(len(asked_by[c]) == 1 for c in communities) for communities in offered.values()
        )
    course.served = len(course.taken() & set(asking))


def _copied(course: Course) -> Course:
    return Course(dict(course.partner), course.asked, list(course.settled), course.offers, course.collided,
                  course.alone, course.served)  # fmt: skip


def requests(number: int, seed: int) -> list[str]:
    """Communities abroad that ask for a partner, drawn from those that a member may have."""
    pool = cm.rank("Pinole, California", policy="default", top=None).to_frame()
    pool = pool[pool["population"] >= SMALLEST].sort_values("community_id")
    return random.Random(seed).sample(pool["community_id"].tolist(), number)


def lost(course: Course, best: Mapping[str, float]) -> list[float]:
    """By how many points each member's partner falls short of the best that it could have had."""
    return [best[member] - score for member, (_, score) in course.partner.items()]


def spread(values: Sequence[float], form: str = ".0f") -> str:
    """The mean of the draws, and the least and the most where they differ.

    >>> spread([1, 2, 6], ".1f"), spread([3, 3])
    ('3.0 (1.0 to 6.0)', '3')
    """
    told = f"{sum(values) / len(values):{form}}"
    least, most = f"{min(values):{form}}", f"{max(values):{form}}"
    return told if least == most else f"{told} ({least} to {most})"


def table(runs: Mapping[str, list[list[Course]]], best: Mapping[str, float], rounds: int, asking: int) -> str:
    """The ways side by side, as Markdown: the mean over the draws, with the least and the most."""
    early = [[run[0] for run in each] for each in runs.values()]
    late = [[run[1] for run in each] for each in runs.values()]
    rows = [(f"Offers in {rounds} rounds", [spread([c.offers for c in way]) for way in early])]
    rows += [
        ("of these to a community that another member asked too, or that has a partner already",
         [spread([100 * c.collided / c.offers for c in way]) + " %" for way in early]),
        ("Fewest offers of one member in the first round that no other member has made too",
         [spread([c.alone for c in way]) for way in early]),
    ]  # fmt: skip
    rows += [
        (f"Members with a partner after round {n + 1} (of {len(best)})",
         [spread([c.settled[min(n, len(c.settled) - 1)] for c in way]) for way in early])
        for n in range(rounds)
    ]  # fmt: skip
    rows += [
        (f"Communities that asked themselves and found a partner (of {asking})",
         [spread([c.served for c in way]) for way in early]),
        ("Points by which a partner falls short of the member's own best, on average",
         [spread([sum(lost(c, best)) / len(c.partner) for c in way], ".1f") for way in early]),
        ("the same for the member that falls short most",
         [spread([max(lost(c, best)) for c in way], ".1f") for way in early]),
        ("Rounds until every member has a partner", [spread([len(c.settled) for c in way]) for way in late]),
    ]  # fmt: skip
    lines = [f"| | {' | '.join(runs)} |", f"|---|{'---|' * len(runs)}"]
    return "\n".join([*lines, *(f"| {title} | {' | '.join(told)} |" for title, told in rows)]) + "\n"


def main() -> None:
    """Rehearse both ways and print the table, or write it into a page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    members = list(dict.fromkeys(each.community.id for each in resolve_many(None) if each.community))
    found = leads_of(members, Course(), together=False)
    best = {member: max(leads.values()) for member, leads in found.items()}
    ways = {"each member alone": False, "assigned together": True}
    runs: dict[str, list[list[Course]]] = {way: [] for way in ways}
    for seed in range(1, given.seeds + 1):
        asking = requests(given.requests, seed)
        for way, together in ways.items():
            runs[way].append(rehearse(members, asking, best, together, seed, given.rounds))
            print(seed, way, runs[way][-1][1].settled, flush=True)
    told = table(runs, best, given.rounds, given.requests)
    print(told)
    if given.write:
        page = given.write.read_text(encoding="utf-8")
        if not BETWEEN.search(page):
            raise SystemExit(f"{given.write}: has no place for the rehearsal")
        given.write.write_text(BETWEEN.sub(lambda _: told, page), encoding="utf-8")


if __name__ == "__main__":
    main()
