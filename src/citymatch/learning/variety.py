"""Whether everyone gets the same famous cities: what the first tens of many communities hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from citymatch.datasets import Labels, load_world
from citymatch.features.base import labels, numbers
from citymatch.policy import Policy
from citymatch.ranking.diversity import diversify
from citymatch.ranking.ranker import PartnerRanker

from .splits import lot


@dataclass(frozen=True)
class Variety:
    """What the first tens of some communities hold, all together."""

    diversity: float
    communities: int
    candidates: int
    countries: int
    commonest: tuple[tuple[str, int], ...]
    countries_per_ten: float

    def row(self) -> dict[str, object]:
        """The same as one row of a table."""
        most = ", ".join(f"{name} ({number})" for name, number in self.commonest)
        return {
            "diversity": self.diversity,
            "communities": self.communities,
            "distinct candidates": self.candidates,
            "distinct countries": self.countries,
            "countries per ten": round(self.countries_per_ten, 2),
            "most often": most,
        }


def seekers_by_lot(number: int = 500, least: float = 2000.0) -> list[int]:
    """The geonameids of US communities with a government and so many people, drawn by a seeded lot."""
    world = load_world()
    keep = np.asarray(labels(world, "country") == "US") & (numbers(world, "population") >= least)
    keep &= ~labels(world, "legal_kind").isin(("", "CDP"))
    ids = np.asarray(world["geonameid"], np.int64)[keep].tolist()
    return sorted(sorted(ids, key=lambda i: lot(f"geonames:{i}", "variety"))[:number])


def variety(
    policy: Policy | str,
    diversities: Sequence[float] = (0.0,),
    seekers: Sequence[int] | None = None,
    top: int = 10,
) -> list[Variety]:
    """Rank for many communities and count what their first `top` hold, for each diversity."""
    ranker = PartnerRanker(policy).fit()
    country = ranker.pool_.table["country"]
    assert isinstance(country, Labels)
    chosen = list(seekers) if seekers is not None else seekers_by_lot()
    firsts: dict[float, list[npt.NDArray[np.int64]]] = {diversity: [] for diversity in diversities}
    for geonameid in chosen:
        scored = ranker.score(geonameid)
        rows = scored.best(5000)
        score = scored.scores.score[rows]
        for diversity in diversities:
            firsts[diversity].append(rows[diversify(score, country.codes[rows], top, diversity)])
    return [_counted(diversity, found, ranker, country) for diversity, found in firsts.items()]


def _counted(
    diversity: float, found: Sequence[npt.NDArray[np.int64]], ranker: PartnerRanker, country: Labels
) -> Variety:
    every = np.concatenate(found)
    names = ranker.pool_.table["name"]
    commonest = Counter(every.tolist()).most_common(5)
    return Variety(
        diversity,
        len(found),
        len(np.unique(every)),
        len(np.unique(country.codes[every])),
        tuple((str(names[row]), number) for row, number in commonest),
        float(np.mean([len(np.unique(country.codes[rows])) for rows in found])),
    )
