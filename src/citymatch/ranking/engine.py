"""The engine: a pool of candidates and policies made ready to score, asked by one seeker or by many."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from citymatch.datasets import World, load_world
from citymatch.datasets.partners import partners_of
from citymatch.datasets.partnerships import Columns
from citymatch.features.base import Place
from citymatch.features.catalogue import Catalogue, load_policy
from citymatch.features.profile import profile
from citymatch.features.ties import nation as nation_name
from citymatch.places import Community, Resolution, accepted, find, resolve
from citymatch.places.errors import PlacesError, together
from citymatch.places.saying import heard
from citymatch.policy import Policy, PolicyError, check, policy_for
from citymatch.policy.errors import kind_of
from citymatch.policy.nations import nation
from citymatch.profiles import with_profile
from citymatch.scoring.additive import GRID, normalised, order, tie_groups
from citymatch.version import __version__

from .blocks import blocks_for
from .case import Context
from .compiled import PREFERENCES, Compiled, remember
from .drawn import Drawn, tie_keys
from .errors import AtHome, NothingKnown, OptionError
from .exclusions import EXCLUDED_LEVELS, Gate, gate, rules_above
from .offered import NOTHING_OFFERED, Offered
from .options import Options
from .pool import Pool, own_pool, world_pool
from .rules import judge, same_for_all, that_exclude
from .wider import beside_divisions, wider_pool

Seeker = str | int | Community | Resolution
Stated = Policy | str | Path | Mapping[str, Any]
"""A policy as people give it: one that is read, a name, a path, or plain values such as a file holds."""
GATES = 64
"""So many gates are kept: one for each nation, set of laws and policy."""


class Engine:
    """Scores every candidate of a pool for a seeker, against a policy.

    `world` is the World whose places are compared (None: the one that ships), `options` those of `citymatch.rank`.
    The first seeker under a policy is scored plainly; from the second on what does not depend on the seeker has been
    worked out. Both give the same scores to the last bit. An engine is pickled without what it can work out anew.

    >>> drawn = Engine().draw("Pinole, California", "pinole")
    >>> drawn.pool.table["country"][int(drawn.best(1)[0])] != "US"
    True
    """

    def __init__(self, options: Options | None = None, world: World | None = None, pool: Pool | None = None):
        self.options = options if options is not None else Options.check()
        self.world = world if world is not None else load_world()
        with heard() as told:
            self.own_table = self.options.own_table()
            self.ties: Columns | None = self.options.ties()
            self.ledger = self.options.offers(self.world)
            self._given = pool is not None
            self._bare = pool if pool is not None else self._pool()
        self.read = (*self.options.read, *told)
        self.pool = self._beside(self._bare)
        self._forget()

    def _forget(self) -> None:
        """What is worked out when it is first needed."""
        self._compiled: dict[str, Compiled] = {}
        self._known: dict[str | int, tuple[object, Compiled]] = {}
        self._asked: dict[str, int] = {}
        self._gates: dict[Hashable, Gate] = {}
        self._wide: Pool | None = None
        self._offered: dict[int, Offered] = {}

    def __getstate__(self) -> dict[str, Any]:
        return {
            name: self.__dict__[name]
            for name in ("options", "world", "own_table", "ties", "ledger", "read", "_given", "_bare")
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.pool = self._beside(self._bare)
        self._forget()

    def compile(self, policy: Stated) -> Compiled:
        """A policy made ready to score; kept, so that the next seeker finds it made.

        Raises PolicyError for one that cannot be read or names an extractor that does not exist.
        """
        if isinstance(policy, Mapping):
            policy = Policy.from_dict(policy)  # not kept by its id: a dict may change
            return self._made(policy)
        if not isinstance(policy, Policy | str | Path):
            raise PolicyError(f"a policy is a Policy, a name, a path or a dict, not {kind_of(policy)}")
        name = id(policy) if isinstance(policy, Policy) else str(policy)
        if name not in self._known:
            made = self._made(policy if isinstance(policy, Policy) else load_policy(policy))
            self._known[name] = policy, made  # the policy is kept, and so its id is its own
        return self._known[name][1]

    def _made(self, policy: Policy) -> Compiled:
        key = policy.fingerprint
        if key not in self._compiled:
            self._compiled[key] = Compiled.of(check(policy, Catalogue()), self.world)
        return self._compiled[key]

    def compiled_for(self, community_id: str, policy: Stated | Compiled | None) -> Compiled:
        """The policy asked for, else the community's own built-in one, else `default`, made ready to score."""
        if isinstance(policy, Compiled):
            return policy
        return self.compile(policy if policy is not None else policy_for(community_id))

    def profile(self, seeker: Seeker) -> Place:
        """The seeker's features, with what its own profile states in their place and the user's own columns.

        Text and geonameids are resolved first.
        """
        known = profile(
            seeker if isinstance(seeker, Community) else find(seeker, world=self.world), self.world
        )
        own = self.options.profile.of.get(str(known["community_id"])) if self.options.profile else None
        if own is not None:
            known = with_profile(known, own, self.world)
        return known if self.own_table is None else MappingProxyType({**known, **self.own_table.of(known)})

    def check_asked(self, seekers: Iterable[Community]) -> None:
        """Raise InputError where a profile was named of a community that is none of these seekers."""
        if self.options.profile is not None:
            self.options.profile.check_asked(seeker.id for seeker in seekers)

    def draw(
        self, seeker: Seeker, policy: Stated | Compiled | None = None, quick: bool | None = None
    ) -> Drawn:
        """Score the whole pool for one seeker.

        `quick` False scores plainly, True by what is worked out beforehand; None chooses.
        """
        return self.draw_for(self.profile(seeker), policy, quick)

    def draw_for(
        self,
        who: Place,
        policy: Stated | Compiled | None = None,
        quick: bool | None = None,
        fresh: bool = False,
    ) -> Drawn:
        """`draw` for a profile that has been made already; `fresh` as though it had no partner and had asked nobody.

        Raises AtHome where no candidate can be abroad.
        """
        self._check_abroad(who)
        pool = self.pool_for(who)
        compiled = self.compiled_for(str(who["community_id"]), policy)
        usable = tuple(extractor.knows(who) for _, extractor in compiled.criteria)
        weights = shares(who, compiled, usable)
        if quick is None:
            quick = self._again(compiled) or compiled.ready(who, pool, usable)
        if quick:
            summands = compiled.quick(who, pool, weights)
            parts, steps = summands.parts, summands.total()
        else:
            parts, steps = compiled.plain(who, pool, weights, usable)
        partners = () if fresh else partners_of(who["community_id"], self.ties, self.world)
        closed, preferences = self._gate(who, compiled, partners, pool)
        offered = NOTHING_OFFERED if fresh else self.offered_in(pool)
        exclusions = closed.for_seeker(who, pool, partners, offered)
        return Drawn(
            who, compiled, pool, usable, weights, parts, steps, closed, exclusions, partners, preferences
        )

    def best(
        self, seeker: Seeker, top: int, policy: Stated | Compiled | None = None
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
        """The rows of the best `top` candidates for one seeker, best first, and their scores.

        They are rows of `pool_for` the seeker: those that `draw` gives of it, to the last bit; but a candidate that
        cannot be among them is not scored.
        """
        return self._best(self.profile(seeker), top, policy)

    def best_ids(
        self, seeker: Seeker, top: int, policy: Stated | Compiled | None = None
    ) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.float64]]:
        """The ids of the best `top` candidates for one seeker, best first, and their scores: see `best`."""
        who = self.profile(seeker)
        rows, scores = self._best(who, top, policy)
        return self.pool_for(who).ids[rows], scores

    def _best(
        self, who: Place, top: int, policy: Stated | Compiled | None
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
        self._check_abroad(who)
        pool = self.pool_for(who)
        compiled = self.compiled_for(str(who["community_id"]), policy)
        usable = tuple(extractor.knows(who) for _, extractor in compiled.criteria)
        quick = self._again(compiled) or compiled.ready(who, pool, usable)
        if self.options.diversity or PREFERENCES in compiled.policy.tie_break or not quick or not len(pool):
            drawn = self.draw_for(who, compiled, quick)
            rows = drawn.best(top, self.options.diversity)
            return rows, drawn.score_of(rows)
        weights = shares(who, compiled, usable)
        partners = partners_of(who["community_id"], self.ties, self.world)
        closed, _ = self._gate(who, compiled, partners, pool)
        alone = closed.single(who, pool, partners, self.offered_in(pool))
        left_out = np.array([row for row, _ in alone], np.int64)
        # Those that are left out one by one may take a place of the top: so many more are asked for.
        summands = compiled.quick(who, pool, weights)
        rows, steps = summands.top(closed.closed, top + len(alone))
        keep = ~np.isin(rows, left_out)
        rows, score = rows[keep], steps[keep] / GRID
        keys = tie_keys(compiled, who, pool, rows, summands.parts)
        placed = order(tie_groups(score), list(keys.values()), pool.lots(who, rows))[:top]
        return rows[placed], score[placed]

    def offered_in(self, pool: Pool) -> Offered:
        """What the ledger says of the candidates of a pool."""
        if not self.ledger.offers:
            return NOTHING_OFFERED
        if id(pool) not in self._offered:  # the pools are the engine's own and live as long as it does
            self._offered[id(pool)] = Offered.of(self.ledger, self.options.day, pool)
        return self._offered[id(pool)]

    def pool_for(self, who: Place) -> Pool:
        """The pool; for a county, a state or another first-order division with the divisions beside it, unless a kind
        was asked for."""
        if self._given or not blocks_for(who, self.options):
            return self.pool
        if self._wide is None:
            self._wide = self._beside(beside_divisions(self._bare, self.options.admitted()))
        return self._wide

    def _check_abroad(self, who: Place) -> None:
        """Raise AtHome where `candidates` names the seeker's own nation and no other."""
        home = nation(str(who["country"]))
        if self.options.only_of and {nation(country) for country in self.options.only_of} == {home}:
            raise AtHome(
                f"{who['label']} lies in {nation_name(home)} itself, and a sister city is abroad: name another country "
                "in candidates (--candidates)"
            )

    def _again(self, compiled: Compiled) -> bool:
        """Whether a policy is scored for another seeker, so that working things out beforehand pays."""
        self._asked[compiled.key] = self._asked.get(compiled.key, 0) + 1
        return self._asked[compiled.key] > 1

    def context(self, partners: tuple[Any, ...]) -> Context:
        """What rules look at beside the two places."""
        return Context(self.options.day, partners, self.ties)

    def rules(self, seeker: Place, compiled: Compiled) -> tuple[Any, ...]:
        """The laws and cautions above the policy, and its own rules and evidence."""
        return (*rules_above(seeker, self.options), *compiled.policy.tests)

    def _gate(
        self, seeker: Place, compiled: Compiled, partners: tuple[Any, ...], pool: Pool
    ) -> tuple[Gate, Any]:
        """Who is left out whoever asks, kept for all seekers of the same country and laws; and preferences met."""
        counts = PREFERENCES in compiled.policy.tie_break
        also = (
            *(("prefer",) if counts else ()),
            *(("caution",) if EXCLUDED_LEVELS[self.options.caution] else ()),
        )
        above = rules_above(seeker, self.options)
        key = (nation(str(seeker["country"])), tuple(rule.id for rule in above), compiled.key, id(pool))
        known = self._gates.get(key)
        if known is not None:
            return known, None
        rules = that_exclude((*above, *compiled.policy.tests), also)
        verdicts = judge(rules, seeker, pool.table, self.context(partners))
        made = gate(seeker, pool, verdicts, self.options)
        if same_for_all(rules) and not counts:
            remember(self._gates, key, made, GATES)
        return made, verdicts.preferences if counts else None

    def provenance(self, compiled: Compiled) -> dict[str, str]:
        """What the figures rest on: version, snapshot and policy by their hashes, the date, the sources."""
        return {
            "citymatch": __version__,
            "snapshot": self.world.fingerprint[:12],
            "policy": f"{compiled.policy.name} {compiled.key[:12]}",
            "as of": self.options.day.isoformat(),
            "places": "GeoNames (CC BY 4.0), national registers",
        }

    def alone(self, community: Community) -> Engine:
        """The same engine over a pool of one community."""
        return Engine(self.options, self.world, own_pool([community], self.world))

    def _beside(self, pool: Pool) -> Pool:
        """A pool with the user's own columns beside ours."""
        return (
            pool
            if self.own_table is None
            else replace(pool, table=self.own_table.beside(pool.table, pool.find))
        )

    def _pool(self) -> Pool:
        options = self.options
        if options.candidates is not None:
            found = [resolve(candidate, world=self.world) for candidate in options.candidates]
            chosen = all_accepted(found, self.world)
            return own_pool([each for each in chosen if options.admits(each.country)], self.world)
        if options.kind is not None:
            return wider_pool(self.world, options.kind, options.admitted())
        pool = world_pool(self.world, options.countries, options.continents, options.include_unknown)
        if not len(pool):
            raise OptionError(
                "no candidate is left: no community is in both the countries and the continents"
            )
        return pool


def shares(who: Place, compiled: Compiled, usable: Sequence[bool]) -> npt.NDArray[np.float64]:
    """The share of each criterion in the whole. Raises NothingKnown, which says what is not known of the seeker."""
    if not any(known and c.weight > 0 for (c, _), known in zip(compiled.criteria, usable, strict=True)):
        counted = ", ".join(c.label or e.label for c, e in compiled.criteria if c.weight > 0)
        raise NothingKnown(
            f"the policy {compiled.policy.name!r} cannot rank for {who['label']}: nothing that it counts is known of "
            f"the seeker itself ({counted}); add a criterion to the policy, or state it with --profile"
        )
    return normalised([criterion.weight for criterion, _ in compiled.criteria], usable)


def all_accepted(found: Iterable[Resolution], world: World) -> list[Community]:
    """The communities of some resolutions. Raises one error that names all those that mean none."""
    chosen, problems = [], []
    for each in found:
        try:
            chosen.append(accepted(each, world=world))
        except PlacesError as problem:
            problems.append(problem)
    if problems:
        raise together(problems)
    return chosen


def candidates_in(pool: Pool, name: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The rows of a pool whose name is this one, whatever its case."""
    wanted = name.casefold()
    return np.flatnonzero([each.casefold() == wanted for each in pool.table.texts("name")])
