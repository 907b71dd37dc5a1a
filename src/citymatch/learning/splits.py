"""Who is trained on, who is asked about: communities are split, never pairs.

A community's part follows from its id and a seed alone, so that a table of partnerships that grows moves
nobody. A fifth is sealed: it is opened once, at the end. The others fall into five folds.

    python -m citymatch.learning split

writes `datasets/learning_split.csv`.
"""

from __future__ import annotations

import csv
import functools
import hashlib
from collections.abc import Iterable
from pathlib import Path

from citymatch.datasets.world import HERE

SEED = "sister-city-2026"
SEALED_SHARE = 0.2
FOLDS = 5
SEALED = "sealed"
FILE = HERE / "learning_split.csv"


def part(community_id: str, folds: int = FOLDS, seed: str = SEED) -> str:
    """`sealed`, or the number of a community's fold as text.

    >>> part("geonames:5383187"), part("us-county:06061")
    ('1', '0')
    """
    share = lot(community_id, seed)
    if share < SEALED_SHARE:
        return SEALED
    return str(int((share - SEALED_SHARE) / (1 - SEALED_SHARE) * folds))


def everyone(community_id: str, folds: int = FOLDS) -> int:
    """The fold of a community where the sealed ones take part too.

    >>> everyone("geonames:5383187") in range(5)
    True
    """
    return int(lot(community_id, f"{SEED}, everyone") * folds)


def lot(community_id: str, seed: str = SEED) -> float:
    """A number in [0, 1) that follows from an id and a seed alone, evenly spread over ids."""
    digest = hashlib.sha256(f"{seed}:{community_id}".encode()).hexdigest()
    return int(digest[:13], 16) / 16**13


def sealed(communities: Iterable[str]) -> list[str]:
    """Those of the communities that are sealed."""
    return [community for community in communities if part(community) == SEALED]


def unsealed(communities: Iterable[str]) -> list[str]:
    """Those of the communities that are not sealed."""
    return [community for community in communities if part(community) != SEALED]


def write(path: Path = FILE) -> int:
    """Write the part of each US community that has a known partner; returns the number of rows."""
    from .pairs import Pairs

    seekers = Pairs.of().seekers()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("community", "part"))
        writer.writerows((seeker, part(seeker)) for seeker in seekers)
    return len(seekers)


@functools.cache
def published(path: Path = FILE) -> dict[str, str]:
    """The published split: the part of each community."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["community"]: row["part"] for row in csv.DictReader(file)}
