"""What a page of a ranking carries: the places that may lead under some weights, and bounds for all others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from citymatch.policy import Criterion
from citymatch.profiles.taken import Taken

from .explained import Verdict

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
Similarities = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Size:
    """How much a page carries.

    `best`: so many of the best under the adopted weights; `depth`: the best so many under each of `draws`
    other weightings; `each_country`: the best so many of every country; `largest`: so many of the
    largest, since people ask for those that they know; `groups`: about so many groups
    bound the rest; `listed`: the length of the list that the bound is made for; `excluded`: so many of the
    excluded that would have scored best; `told`: sentences for so many of the best only (None: for all).
    """

    best: int = 2000
    depth: int = 30
    draws: int = 800
    each_country: int = 5
    largest: int = 800
    groups: int = 5000
    listed: int = 20
    excluded: int = 300
    told: int | None = None


class Scale(NamedTuple):
    """A criterion of the page: one of the policy, or an extractor that a reader may add (`added`).

    `short`, `unit` and `source` are the extractor's; `usable` says whether the seeker's own side is known,
    and `why_not` in words why it does not count where it is not.
    """

    criterion: Criterion
    short: str
    unit: str
    source: str
    added: bool
    usable: bool
    commonplace: bool = False
    rare: bool = False
    why_not: str = ""


class Varied(NamedTuple):
    """That lists on the page are varied: the cap that was asked for (None: the usual one), and how many countries there
    are to choose from."""

    per_country: int | None
    countries: int


class OwnKind(NamedTuple):
    """That lists on the page are made in two blocks: the headings of both, whether the seeker is a state, and for each
    place whether it is of the seeker's own kind and whether it may stand in a list for its size."""

    headings: tuple[str, str]
    by_state: bool
    own: Sequence[bool]
    fit: Sequence[bool]


class BesideLine(NamedTuple):
    """A line of a policy's list: who it is, its score, and whether a caution holds for it."""

    community_id: str
    label: str
    score: float
    caution: bool


class Beside(NamedTuple):
    """The first that a policy gives, to stand beside those of another."""

    name: str
    title: str
    lines: tuple[BesideLine, ...]


@dataclass(frozen=True)
class Groups:
    """The candidates that are not carried, in groups within one country.

    `similarity` (criteria, groups) is the best that any place of a group has in each criterion (an unknown
    counts 0), `tie_position` the best position of any in the order of the second keys, `size` how many they
    are. `member` (n,) gives the group of each pool row, -1 for one that is carried or excluded. `kind` says what may
    become of its places in a list: -1 nothing, they are of quite another size; else how many of the `LEVELS` of
    `scoring.variety` their tie reaches (None: all of them throughout).
    """

    similarity: Similarities
    tie_position: IntArray
    size: IntArray
    country: IntArray
    member: IntArray
    kind: IntArray | None = None

    def __len__(self) -> int:
        return len(self.size)


@dataclass(frozen=True, eq=False)
class PageContent:
    """Everything that a page shows beside the ranking's own result: places in the order of the second keys, of
    which the first `ranked` are candidates and the others are left out.

    Arrays have one entry per place; `similarity` has shape (scales, places), `reasons` and `levels` one list a
    scale. `fewest`, `most` and `nearest` bound the people and the distances to water of each group. `facts`
    are columns of the places, `unit_facts` how each is called, its people and who signs, in words. `called` and
    `home_partner` are those of `Explained`, `metropolis_group` numbers the metropolis of each (0: none, -1: of
    quite another size), and `varied`
    says how lists are varied, None where they are not. `taken` is the seeker's profile in words, `beside` the lists of
    several policies, the page's own first. `own_kind` says how a list is made in two blocks, None where it is not.
    """

    scales: tuple[Scale, ...]
    size: Size
    ranked: int
    similarity: Similarities
    tie: IntArray
    rank: IntArray
    tie_first: IntArray
    tie_last: IntArray
    groups: Groups
    fewest: FloatArray
    most: FloatArray
    nearest: Mapping[str, FloatArray]
    community_id: Sequence[str]
    facts: Mapping[str, Any]
    unit_facts: Sequence[Mapping[str, str]]
    metropolis: Sequence[str]
    excluded: Sequence[str]
    cautions: Sequence[Sequence[str]]
    reasons: Sequence[Sequence[str]]
    levels: Sequence[Sequence[str]]
    verdicts: Sequence[Sequence[Verdict]]
    countries: Sequence[tuple[str, str]]
    called: Sequence[str] = ()
    home_partner: Sequence[str] = ()
    metropolis_group: Sequence[int] = ()
    ties: Sequence[float] = ()
    varied: Varied | None = None
    taken: Sequence[Taken] = ()
    beside: Sequence[Beside] = ()
    own_kind: OwnKind | None = None
