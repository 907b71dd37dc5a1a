"""What a shortlist looks like: sixty communities drawn by a seed, and towns whose origins everybody knows.

Variety, size and known origins are counted here; whether a name makes sense is for people to judge, by the rubric of
docs/shortlist.md, on the lists that `write` gives.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import Any

import numpy as np

from citymatch.datasets import InputError, World, load_world
from citymatch.datasets.world import HERE
from citymatch.places import Community, find
from citymatch.ranking import Engine, Options
from citymatch.ranking.listing import result_of, with_words
from citymatch.results import Result

SEED = 20261130
SIZES = (2_500, 10_000, 50_000, 250_000)
REGIONS: Mapping[str, str] = {
    "Northeast": "CT ME MA NH RI VT NJ NY PA",
    "Midwest": "IL IN MI OH WI IA KS MN MO NE ND SD",
    "South": "DE FL GA MD NC SC VA DC WV AL KY MS TN AR LA OK TX",
    "West": "AZ CO ID MT NV NM UT WY AK CA HI OR WA",
}
EACH = 3
"""Communities drawn of every size in every region: 5 x 4 x 3 = 60."""
TOP = 10


def drawn(world: World | None = None, seed: int = SEED) -> list[Community]:
    """Sixty US communities that sign, three of each of five sizes in each of four regions, always the same for a seed.

    >>> len(drawn()), len({community.admin1 for community in drawn()}) > 20
    (60, True)
    """
    world = world if world is not None else load_world()
    generator = np.random.default_rng(seed)
    signing = np.asarray(world["country"] == "US") & np.asarray(world["not_candidate"] == "")
    signing &= np.asarray(world["layer"] == "place")
    people, states = np.asarray(world["population"], np.float64), np.asarray(world["admin1"])
    band = np.digitize(people, SIZES)
    chosen: list[Community] = []
    for region in REGIONS.values():
        here = signing & np.isin(states, region.split())
        for size in range(len(SIZES) + 1):
            rows = np.flatnonzero(here & (band == size) & (people >= 200))
            picked = sorted(generator.choice(rows, min(EACH, len(rows)), replace=False).tolist())
            chosen += [find(world.community_id(row), world=world) for row in picked]
    return chosen


@dataclass(frozen=True)
class KnownOrigin:
    """A town whose largest origins abroad everybody knows, with their countries and why."""

    town: str
    countries: tuple[str, ...]
    why: str


def known_origins() -> list[KnownOrigin]:
    """The towns of `datasets/known_origins.csv`.

    >>> [town.countries for town in known_origins() if town.town.startswith("Solvang")]
    [('DK',)]
    """
    with (HERE / "known_origins.csv").open(encoding="utf-8", newline="") as lines:
        return [
            KnownOrigin(row["town"], tuple(row["countries"].split("|")), row["why"])
            for row in csv.DictReader(lines)
        ]


def shortlists(
    communities: Sequence[Community], policy: str = "default", options: Options | None = None
) -> Iterator[Result]:
    """The shortlist of each community, with its words."""
    engine = Engine(options)
    for community in communities:
        seen = engine.draw(community, policy)
        yield with_words(engine, seen, result_of(engine, seen, TOP))


@dataclass(frozen=True)
class Measured:
    """What can be counted of some shortlists."""

    lists: int
    names: int
    countries: float
    few: int
    ratio: float
    beyond: float

    @classmethod
    def of(cls, results: Sequence[Result]) -> Measured:
        """Count: distinct countries (mean; lists with fewer than 4), size ratios (median; share above 3)."""
        distinct = [len(set(countries_of(result))) for result in results]
        ratios = [ratio for result in results for ratio in ratios_of(result)]
        return cls(
            len(results), sum(len(result) for result in results), mean(distinct),
            sum(number < 4 for number in distinct), median(ratios), mean(ratio > 3 for ratio in ratios),
        )  # fmt: skip


def countries_of(result: Result) -> list[str]:
    """The country of each name of a shortlist."""
    return [str(country) for country in result.listed.columns["country"]]


def ratios_of(result: Result) -> list[float]:
    """How many times larger the larger of the two is, for each name whose people are known."""
    own = float(result.seeker["population"])
    people = np.asarray(result.listed.columns["population"], np.float64)
    return [float(max(each / own, own / each)) for each in people.tolist() if each == each and each > 0 < own]


def found_origins(policy: str = "default") -> list[tuple[KnownOrigin, bool]]:
    """For each town of known origins whether one of their countries is among its ten."""
    towns = known_origins()
    results = shortlists([find(town.town) for town in towns], policy)
    return [
        (town, bool(set(town.countries) & set(countries_of(result))))
        for town, result in zip(towns, results, strict=True)
    ]


def write(output: Path, results: Sequence[Result]) -> Path:
    """The names of shortlists with their reasons as a CSV file to be judged one by one. Raises InputError."""
    path = output / "shortlists.csv"
    try:
        output.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, list(_COLUMNS))
            writer.writeheader()
            for result in results:
                writer.writerows(_rows(result))
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror})") from error
    return path


_COLUMNS = ("seeker", "people", "line", "candidate", "candidate_people", "score", "reasons", "fault", "why")


def _rows(result: Result) -> Iterator[dict[str, Any]]:
    for line, told in enumerate(result.told, 1):
        yield {
            "seeker": result.seeker["label"], "people": f"{result.seeker['population']:.0f}", "line": line,
            "candidate": told.label, "candidate_people": f"{told.facts['population']:.0f}",
            "score": f"{told.score:.1f}", "reasons": " | ".join(told.reasons), "fault": "", "why": "",
        }  # fmt: skip


def summary(measured: Measured, found: Sequence[tuple[KnownOrigin, bool]]) -> str:
    """The figures in words."""
    hits = sum(hit for _, hit in found)
    missed = ", ".join(town.town for town, hit in found if not hit)
    return "\n".join((
        f"{measured.lists} shortlists, {measured.names} names",
        f"distinct countries in a list: {measured.countries:.1f}; lists with fewer than 4: {measured.few}",
        f"size ratio: median {measured.ratio:.2f}; above 3: {100 * measured.beyond:.1f} %",
        f"towns of known origins with one of their countries among the ten: {hits} of {len(found)}"
        + (f" (not: {missed})" if missed else ""),
    ))  # fmt: skip
