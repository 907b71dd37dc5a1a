"""The known partnerships as a task: seekers, their true partners, and the candidates among which to find them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from citymatch.datasets import CommunityId, Table, World, load_world
from citymatch.datasets.ended import counting
from citymatch.datasets.partnerships import EVIDENCE, Columns, partnership_table
from citymatch.features import Place
from citymatch.features.base import labels
from citymatch.features.profile import profile
from citymatch.places import find

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Candidates:
    """The candidates: rows of the World in its order, as a table, and where a World row stands among them."""

    rows: IntArray
    table: Table
    position: IntArray
    world: World

    @classmethod
    def abroad(cls, nation: str = "US", world: World | None = None, signing_only: bool = False) -> Candidates:
        """Every place outside a nation that is no section of a city by GeoNames' feature codes.

        `signing_only` keeps only what `citymatch rank` ranks by default: places that govern themselves.
        """
        world = world if world is not None else load_world()
        keep = ~np.asarray(labels(world, "country") == nation) & ~np.asarray(
            labels(world, "feature_code") == "PPLX"
        )
        if signing_only:
            keep &= np.asarray(labels(world, "not_candidate") == "")
        rows = np.flatnonzero(keep)
        position = np.full(len(world), -1, np.int64)
        position[rows] = np.arange(len(rows))
        return cls(rows, world.take(rows), position, world)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, eq=False)
class Pairs:
    """Known partnerships of a nation's communities with places of the gazetteer, one row per pair.

    `seeker` is the community's id, `partner` the World row of the other end, `strong` whether the evidence is.
    """

    seeker: npt.NDArray[np.object_]
    partner: IntArray
    strong: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, ties: Columns | None = None, nation: str = "US", world: World | None = None) -> Pairs:
        """The pairs of a table of partnerships whose partner is located and is no region, and that have not ended.

        >>> pairs = Pairs.of()
        >>> 3700 < len(pairs) < 4200
        True
        """
        table = partnership_table() if ties is None else ties
        world = world if world is not None else load_world()
        texts = {name: np.asarray(table[name], dtype=object) for name in _READ}
        held = counting(texts)
        column = {name: values[held].tolist() for name, values in texts.items()}
        found: dict[tuple[str, str], bool] = {}
        for own, other in ("ab", "ba"):
            fields = (f"country_{own}", f"country_{other}", f"community_{own}", f"community_{other}")
            listed = zip(*(column[name] for name in (*fields, "region", "evidence")), strict=True)
            for country, abroad, seeker, partner, region, evidence in listed:
                counts = country == nation != abroad and seeker and not region
                if counts and partner and CommunityId.scheme_of(partner) != "us-county":
                    key = (seeker, partner)
                    found[key] = found.get(key, False) or evidence == EVIDENCE[0]
        keys = sorted(found)
        rows = world.rows_of_ids([partner for _, partner in keys])
        known = rows >= 0
        seekers = np.array([seeker for seeker, _ in keys], dtype=object)
        return cls(seekers[known], rows[known], np.array([found[key] for key in keys], bool)[known])

    def __len__(self) -> int:
        return len(self.seeker)

    def where(self, keep: npt.NDArray[np.bool_]) -> Pairs:
        """Some of the pairs."""
        return Pairs(self.seeker[keep], self.partner[keep], self.strong[keep])

    def of_seekers(self, seekers: Collection[str]) -> Pairs:
        """The pairs of some communities."""
        wanted = frozenset(seekers)
        return self.where(np.array([seeker in wanted for seeker in self.seeker.tolist()], bool))

    def within(self, candidates: Candidates) -> Pairs:
        """The pairs whose partner is among the candidates."""
        return self.where(candidates.position[self.partner] >= 0)

    def seekers(self) -> list[str]:
        """The communities, each once, in order."""
        return sorted(set(self.seeker.tolist()))

    def by_seeker(self) -> dict[str, IntArray]:
        """The World rows of each community's partners."""
        partners: dict[str, list[int]] = {}
        for seeker, partner in zip(self.seeker.tolist(), self.partner.tolist(), strict=True):
            partners.setdefault(seeker, []).append(partner)
        return {seeker: np.array(partners[seeker], np.int64) for seeker in sorted(partners)}


_READ = (
    *(f"{field}_{end}" for end in "ab" for field in ("community", "country")),
    "region",
    "evidence",
    "status",
)


def profiles(seekers: Collection[str], world: World | None = None) -> dict[str, Place]:
    """The profile of each community, by id."""
    world = world if world is not None else load_world()
    return {seeker: profile(find(seeker), world) for seeker in sorted(seekers)}
