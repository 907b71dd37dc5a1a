"""The ranker: a policy and the compiled world, asked by one seeker or by many."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np
import numpy.typing as npt

from citymatch.datasets import World
from citymatch.features.base import kept
from citymatch.features.estimator import Estimator
from citymatch.places import Community, Resolution, accepted, resolve, resolve_many
from citymatch.ranking import Engine, Options, RankingOptions, Seeker, checked_top, option_list, result_of
from citymatch.ranking.engine import Stated
from citymatch.ranking.keywords import no_such_option
from citymatch.ranking.many import best_of_many
from citymatch.ranking.stream import COLUMNS as OURS
from citymatch.ranking.stream import Stream, rank_into
from citymatch.results import Asked
from citymatch.results.asked import own_name

from .ranking import Ranking

if TYPE_CHECKING:
    import pandas as pd

FloatArray = npt.NDArray[np.float64]


class PartnerRanker(Estimator):
    """Ranks every community of the world for a seeker, against a policy.

    `policy` is a Policy, the name of a built-in one, a path, a dict of what a policy file holds, or None for the
    seeker's own built-in policy where there is one and else `default`. `world` is a World of one's own
    (`datasets.load_world(path)`). The other keywords are those of `citymatch.rank`. A fitted ranker can be pickled.

    >>> ranker = PartnerRanker("pinole").fit()
    >>> ids, scores = ranker.rank_many(["Pinole, California"], top=3)
    >>> ids.shape, bool((scores[:, 0] >= scores[:, 2]).all())
    ((1, 3), True)
    """

    def __init__(
        self,
        policy: Stated | None = None,
        *,
        world: World | None = None,
        **options: Unpack[RankingOptions],
    ):
        for name in options:
            if name not in option_list():
                raise no_such_option(name, ("policy", "world"))
        self.policy = policy
        self.world = world
        stated: dict[str, Any] = dict(options)
        for name, option in option_list().items():
            setattr(self, name, stated.get(name, option.default))

    def fit(self, X: None = None, y: object = None) -> PartnerRanker:
        """Compile the world: choose the pool of candidates and make the policy's extractors.

        Nothing is learned here: `learning.fit_policy` gives a policy learned from partnerships. Raises ValueError,
        naming the option, for one that cannot be.
        """
        if X is not None:
            raise TypeError("fit() compiles and takes no data; citymatch.learning.fit_policy learns a policy")
        stated = {name: getattr(self, name) for name in option_list()}
        self.engine_ = Engine(Options.check(**stated), self.world)
        if self.policy is not None:
            self.engine_.compile(self.policy)
        return self

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "engine_")

    def rank(self, seeker: Seeker, top: int | None = 20, policy: Stated | None = None) -> Ranking:
        """The list of `top` candidates for one seeker (None: all), with everything needed to explain them."""
        engine, wanted = self.engine(), checked_top(top)
        found = resolve(seeker)
        engine.check_asked([accepted(found)])
        drawn = self._draw(accepted(found), policy)
        return Ranking(engine, result_of(engine, drawn, wanted, Asked.of(found)), drawn)

    def scores(self, seeker: Seeker) -> pd.Series[float]:
        """Every candidate's score for one seeker, indexed by community_id, best first; excluded ones are left out."""
        import pandas as pd

        who = accepted(resolve(seeker))
        self.engine().check_asked([who])
        drawn = self._draw(who)
        rows, pool = drawn.best(None), drawn.pool
        ids = kept(pool.table, "index", lambda: pd.Index(pool.ids, name="community_id"))
        return pd.Series(drawn.score_of(rows), index=ids.take(rows), name="score", copy=False)

    def rank_many(
        self,
        seekers: Iterable[Seeker] | pd.DataFrame,
        top: int = 50,
        n_jobs: int = 1,
        backend: str | None = None,
    ) -> tuple[npt.NDArray[np.object_], FloatArray]:
        """Rank for many seekers: community ids and scores, both of shape (n_seekers, top).

        They are the first of the ranking itself, without the caps of a list that people are shown.

        `seekers` are texts, geonameids or Communities, or a DataFrame with the columns that a list may have.
        Where a seeker has fewer candidates than `top` the rest of its row is "" and NaN. `n_jobs` workers go side
        by side (-1: one per core), where `backend` says: "threading" (the default), "loky" or "multiprocessing" for
        processes, "dask" for the workers of the Dask cluster whose client is at hand (the extra `dask`).
        """
        engine, wanted = self.engine(), checked_top(top, everything=False)
        asked = communities(seekers)
        engine.check_asked(asked)
        return best_of_many(engine, asked, wanted or 0, self.policy, n_jobs, backend)

    def rank_into(
        self,
        directory: str | Path,
        seekers: Iterable[Seeker] | pd.DataFrame,
        top: int = 50,
        *,
        form: str = "csv",
        piece: int = 500,
        n_jobs: int = 1,
        backend: str | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Stream:
        """Rank for a long list of seekers into the files of a directory, without holding the results in memory.

        One file (`form` "csv", or "parquet" with the extra `parquet`) for every `piece` seekers, with the columns
        seeker_id, rank, community_id, score; beside them, where a seeker was not read as written, seeker_note, and the
        columns of the list that are none of ours. A run that was killed goes on where it stopped, a finished one is
        recognised, and a worker that dies loses nothing. `n_jobs` and `backend` are those of `rank_many`;
        `progress` is called with the number of files done and the total. Raises InputError for a directory that
        holds another run.
        """
        engine, wanted = self.engine(), checked_top(top, everything=False)
        found = resolutions(seekers)
        asked = [each.community or accepted(each) for each in found]  # their notes stand beside the rows
        engine.check_asked(asked)
        return rank_into(
            engine, Path(directory), asked, wanted or 0, self.policy, form=form, piece=piece,
            n_jobs=n_jobs, backend=backend, progress=progress, beside=beside(found),
        )  # fmt: skip

    def facts(self, seeker: Seeker) -> dict[str, Any]:
        """The seeker's features by name, with what its own profile states in their place and the user's own columns."""
        return dict(self.engine().profile(seeker))

    def _draw(self, seeker: Community, policy: Stated | None = None) -> Any:
        return self.engine().draw(seeker, policy if policy is not None else self.policy)

    def engine(self) -> Engine:
        """The engine of a fitted ranker. Raises scikit-learn's NotFittedError before `fit`."""
        if not hasattr(self, "engine_"):
            raise self.not_fitted("this PartnerRanker is not fitted: call fit() first")
        return self.engine_


def _signature() -> inspect.Signature:
    """The constructor's signature with each option by name, for those who ask what parameters there are."""
    kind = inspect.Parameter
    options = [
        kind(name, kind.KEYWORD_ONLY, default=option.default) for name, option in option_list().items()
    ]
    return inspect.Signature([
        kind("self", kind.POSITIONAL_OR_KEYWORD), kind("policy", kind.POSITIONAL_OR_KEYWORD, default=None),
        kind("world", kind.KEYWORD_ONLY, default=None), *options,
    ])  # fmt: skip


PartnerRanker.__init__.__signature__ = _signature()  # type: ignore[attr-defined]


def communities(seekers: Any) -> list[Community]:
    """The communities that are meant, in order. Raises AmbiguousCommunity or UnknownCommunity."""
    return [accepted(resolution) for resolution in resolutions(seekers)]


def resolutions(seekers: Any) -> list[Resolution]:
    """What each of some seekers came to, in order."""
    return resolve_many(seekers) if hasattr(seekers, "columns") else [resolve(seeker) for seeker in seekers]


def beside(found: Iterable[Resolution]) -> dict[str, dict[str, str]]:
    """What stands beside the rows of each seeker, by its id: how it was read, and the columns that are none of ours."""
    told: dict[str, dict[str, str]] = {}
    for each in found:
        if each.community is not None and each.community.id not in told:
            note = {"seeker_note": each.note} if each.note else {}
            told[each.community.id] = note | {own_name(name, OURS): text for name, text in each.extra.items()}
    return told
