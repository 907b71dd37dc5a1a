"""The ranker: a policy and the compiled world, asked by one seeker or by many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator

from citymatch.datasets import World, load_world
from citymatch.datasets.partnerships import Columns, Partner, partners_of
from citymatch.features import Extractor, Place, make_extractor
from citymatch.features.profile import profile
from citymatch.places import Community, Resolution, accepted, find, resolve, resolve_many
from citymatch.policy import Criterion, Policy, check, policy_for, read_policy
from citymatch.scoring.additive import TENTHS, Scores, add_up, at_least_the_top, normalised, order, tie_groups
from citymatch.scoring.variety import diversify

from . import exclusion
from .catalogue import Catalogue
from .options import OptionError, Options
from .pool import Exclusions, Pool, own_pool, own_side, world_pool
from .rules import Context, Outcome, Verdicts, judge

if TYPE_CHECKING:
    import pandas as pd

    from .result import Ranking

Seeker = str | int | Community | Resolution
PREFERENCES = "preferences"
FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Compiled:
    """A policy with its extractors made: those of the criteria, and those of the second keys."""

    policy: Policy
    criteria: tuple[tuple[Criterion, Extractor], ...]
    tie_break: tuple[tuple[str, Extractor | None], ...]

    @property
    def tie_labels(self) -> tuple[str, ...]:
        """The second keys in words."""
        return tuple("preferences met" if e is None else e.label for _, e in self.tie_break)


@dataclass(frozen=True, eq=False)
class Scored:
    """Everything that one seeker's ranking is drawn from, over the whole pool of candidates."""

    seeker: Place
    compiled: Compiled
    pool: Pool
    weights: FloatArray
    similarities: npt.NDArray[np.float32]
    scores: Scores
    exclusions: Exclusions
    verdicts: Verdicts
    partners: tuple[Partner, ...]

    @cached_property
    def groups(self) -> npt.NDArray[np.int64]:
        """The tie group of each candidate in tenths of a point; one that is left out has -1."""
        return np.where(self.exclusions.allowed, tie_groups(self.scores.score), -1)

    @cached_property
    def candidates(self) -> int:
        """How many candidates are ranked."""
        return int(self.exclusions.allowed.sum())

    def dropped(self) -> tuple[str, ...]:
        """The criteria that carry weight but are unknown for the seeker itself."""
        return tuple(
            criterion.label
            for (criterion, extractor), weight in zip(self.compiled.criteria, self.weights, strict=True)
            if criterion.weight > 0 and weight == 0 and not extractor.knows(self.seeker)
        )

    def best(self, top: int | None, diversity: float = 0.0) -> npt.NDArray[np.int64]:
        """The rows of the best `top` candidates (all for None), best first.

        With `diversity` (0 to 1) a further candidate of a country already listed has to be that much better.
        """
        if diversity:
            rows = self.best(None)
            countries = np.asarray(self.pool.table["country"])[rows]
            return rows[diversify(self.groups[rows] / TENTHS, countries, top or len(rows), diversity)]
        rows = at_least_the_top(self.groups, None if top is None else min(top, len(self.groups)))
        rows = rows[self.exclusions.allowed[rows]]
        position = order(self.groups[rows], list(self.tie_keys(rows).values()), self.pool.number[rows])
        return rows[position][:top]

    def tie_keys(self, rows: npt.NDArray[np.int64]) -> dict[str, FloatArray]:
        """The second keys of some candidates: similarities in [0, 1], NaN where unknown, or a count of preferences."""
        table = self.pool.table.take(rows)
        keys: dict[str, FloatArray] = {}
        for name, extractor in self.compiled.tie_break:
            if extractor is None:
                keys[name] = self.verdicts.preferences[rows].astype(np.float64)
            elif extractor.knows(self.seeker):
                keys[name] = extractor.similarity(self.seeker, table).astype(np.float64)
            else:
                keys[name] = np.full(len(rows), np.nan)
        return keys


class PartnerRanker(BaseEstimator):
    """Ranks every community of the world for a seeker, against a policy.

    `policy` is a Policy, the name of a built-in one, a path, or None for the seeker's own built-in policy
    where there is one and else `default`. The keywords are those of `citymatch.rank`.

    >>> ranker = PartnerRanker("pinole").fit()
    >>> ids, scores = ranker.rank_many(["Pinole, California"], top=3)
    >>> ids.shape, bool((scores[:, 0] >= scores[:, 2]).all())
    ((1, 3), True)
    """

    def __init__(
        self,
        policy: Policy | str | Path | None = None,
        *,
        as_of: date | str | None = None,
        laws: bool = True,
        caution: str = "show",
        candidates: Iterable[Seeker] | None = None,
        country: str | Sequence[str] | None = None,
        continent: str | Sequence[str] | None = None,
        exclude: Any = None,
        partners: Any = None,
        partners_mode: str = "merge",
        attributes: Any = None,
        include_unknown: bool = False,
        diversity: float = 0.0,
    ):
        self.policy = policy
        self.as_of = as_of
        self.laws = laws
        self.caution = caution
        self.candidates = candidates
        self.country = country
        self.continent = continent
        self.exclude = exclude
        self.partners = partners
        self.partners_mode = partners_mode
        self.attributes = attributes
        self.include_unknown = include_unknown
        self.diversity = diversity

    def fit(self, X: Any = None, y: object = None) -> PartnerRanker:
        """Compile the world: choose the pool of candidates and make the policy's extractors.

        With `X`, a DataFrame of partnerships (the columns of `datasets.load_partnerships`), the policy's
        weights are learned from them and stand in `policy_`.

        Raises ValueError, naming the option, for one that cannot be.
        """
        self.options_ = Options.check(
            **{k: v for k, v in self.get_params(deep=False).items() if k != "policy"}
        )
        self.world_: World = load_world()
        self.own_table_ = self.options_.own_table()
        self.pool_ = self.beside(self._pool())
        self.ties_: Columns | None = self.options_.ties()
        self._compiled: dict[str, Compiled] = {}
        self._by_country: dict[str, Outcome] = {}
        self.policy_ = self._learned(X) if X is not None else self.policy
        if self.policy_ is not None:
            self.compile(self.policy_)
        return self

    def compile(self, policy: Policy | str | Path) -> Compiled:
        """A policy made ready to score; kept, so that the next seeker finds it made."""
        loaded = policy if isinstance(policy, Policy) else read_policy(policy)
        key = loaded.fingerprint
        if key not in self._compiled:
            check(loaded, Catalogue())
            self._compiled[key] = Compiled(
                loaded,
                tuple((c, make_extractor(c.extractor, dict(c.parameters))) for c in loaded.criteria),
                tuple((name, self._tie_breaker(loaded, name)) for name in loaded.tie_break),
            )
        return self._compiled[key]

    def score(
        self, seeker: Seeker, policy: Policy | str | Path | None = None, known_as: Place | None = None
    ) -> Scored:
        """Score the whole pool for one seeker. `known_as` is its profile, if it is already made."""
        self._check_fitted()
        who = known_as if known_as is not None else self.profile(seeker)
        chosen = policy if policy is not None else self.policy_
        compiled = self.compile(chosen if chosen is not None else policy_for(who["community_id"]))
        table = self.pool_.table
        usable = [extractor.knows(who) for _, extractor in compiled.criteria]
        weights = normalised([criterion.weight for criterion, _ in compiled.criteria], usable)
        similarities = np.full((len(compiled.criteria), len(self.pool_)), np.nan, np.float32)
        for row, (_, extractor) in enumerate(compiled.criteria):
            if usable[row]:
                similarities[row] = extractor.similarity(who, table)
        partners = partners_of(who["community_id"], self.ties_)
        context = Context(self.options_.day, partners, self.ties_)
        rules = (*exclusion.rules_above(who, self.options_), *compiled.policy.tests)
        verdicts = judge(rules, who, table, context, self._by_country)
        left_out = own_side(who, self.pool_)
        exclusion.leave_out(left_out, who, self.pool_, partners, verdicts, self.options_)
        scores = add_up(weights, similarities)
        return Scored(who, compiled, self.pool_, weights, similarities, scores, left_out, verdicts, partners)

    def profile(self, seeker: Seeker | Place) -> Place:
        """The seeker's features, with the user's own columns. Text and geonameids are resolved first."""
        self._check_fitted()
        community = seeker if isinstance(seeker, Community) else find(seeker)
        known = profile(community, self.world_)
        return known if self.own_table_ is None else MappingProxyType({**known, **self.own_table_.of(known)})

    def beside(self, pool: Pool) -> Pool:
        """A pool with the user's own columns beside ours."""
        return pool if self.own_table_ is None else replace(pool, table=self.own_table_.beside(pool.table))

    def rank(
        self, seeker: Seeker, top: int | None = 20, policy: Policy | str | Path | None = None
    ) -> Ranking:
        """The best `top` candidates for one seeker (None: all), with everything needed to explain them."""
        from .result import Ranking

        if top is not None and (isinstance(top, bool) or not isinstance(top, int) or top < 1):
            raise ValueError(f"top must be a whole number of at least 1, not {top!r}")
        found = resolve(seeker)
        scored = self.score(accepted(found), policy)
        return Ranking(self, scored, scored.best(top, self.options_.diversity), found.note)

    def scores(self, seeker: Seeker) -> pd.Series[float]:
        """Every candidate's score for one seeker, indexed by community_id, best first; excluded ones are left out."""
        import pandas as pd

        scored = self.score(seeker)
        rows = scored.best(None)
        ids = pd.Index(self.pool_.community_ids(rows.tolist()), name="community_id")
        return pd.Series(scored.scores.score[rows], index=ids, name="score")

    def rank_many(
        self, seekers: Iterable[Seeker] | pd.DataFrame, top: int = 50, n_jobs: int = 1
    ) -> tuple[npt.NDArray[np.object_], FloatArray]:
        """Rank for many seekers: community ids and scores, both of shape (n_seekers, top).

        `seekers` are texts, geonameids or Communities, or a DataFrame with the columns that a list may have.
        Where a seeker has fewer candidates than `top` the rest of its row is "" and NaN. `n_jobs` threads
        work side by side (-1: one per core).
        """
        self._check_fitted()
        import pandas as pd

        if isinstance(seekers, pd.DataFrame):
            found = resolve_many(seekers)
        else:
            found = [resolve(seeker) for seeker in seekers]
        wanted = [accepted(resolution) for resolution in found]
        size = min(top, len(self.pool_))
        ids = np.full((len(wanted), size), "", dtype=object)
        scores = np.full((len(wanted), size), np.nan)

        def fill(position: int) -> None:
            scored = self.score(wanted[position])
            rows = scored.best(size, self.options_.diversity)
            ids[position, : len(rows)] = self.pool_.community_ids(rows.tolist())
            scores[position, : len(rows)] = scored.scores.score[rows]

        if n_jobs == 1:
            for position in range(len(wanted)):
                fill(position)
        else:
            from joblib import Parallel, delayed

            Parallel(n_jobs=n_jobs, require="sharedmem")(delayed(fill)(i) for i in range(len(wanted)))
        return ids, scores

    def alone(self, pool: Pool) -> PartnerRanker:
        """The same ranker over another pool."""
        from copy import copy

        other = copy(self)
        other.pool_ = self.beside(pool)
        other._by_country = {}
        return other

    def _pool(self) -> Pool:
        options = self.options_
        if options.candidates is not None:
            chosen = [c if isinstance(c, Community) else find(c) for c in options.candidates]
            return own_pool(chosen, self.world_)
        pool = world_pool(self.world_, options.countries, options.continents, options.include_unknown)
        if not len(pool):
            raise OptionError(
                "no candidate is left: no community is in both the countries and the continents"
            )
        return pool

    def _learned(self, partnerships: Any) -> Policy:
        # Learning stands above ranking; a ranker that is asked to learn reaches up for it.
        from citymatch.learning import fit_policy

        policy: Policy = fit_policy(partnerships, self.world_)
        return policy

    def _tie_breaker(self, policy: Policy, name: str) -> Extractor | None:
        """The second key `name`, with a criterion's own parameters if the policy scores it too; None for the
        number of preferences met."""
        if name == PREFERENCES:
            return None
        for criterion in policy.criteria:
            if criterion.id == name:
                return make_extractor(criterion.extractor, dict(criterion.parameters))
        return make_extractor(name)

    def _check_fitted(self) -> None:
        if not hasattr(self, "pool_"):
            raise ValueError("this PartnerRanker is not fitted: call fit() first")
