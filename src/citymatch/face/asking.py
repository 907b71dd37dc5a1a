"""One question, one answer: `citymatch.rank`."""

from __future__ import annotations

from dataclasses import replace
from typing import Unpack

from citymatch.datasets import InputError
from citymatch.places import Community, accepted, resolve
from citymatch.ranking import RankingOptions, Seeker, checked_top
from citymatch.ranking.engine import Stated

from .ranker import PartnerRanker
from .ranking import Explanation, Ranking

MOST_PEOPLE = 100_000_000


def rank(
    seeker: Seeker,
    policy: Stated | None = None,
    top: int | None = 20,
    *,
    population: float | None = None,
    population_source: str = "",
    **options: Unpack[RankingOptions],
) -> Ranking:
    """Rank every community abroad as a partner for one seeker.

    `seeker` is a line of text ("Pinole, California"), a geonameid or a Community. `policy` is a Policy, the name of a
    built-in one, a path, a dict of what a policy file holds, or None for the seeker's own built-in one where there is
    one and else `default`. `top` is how many to give: the list is a varied one, in the order of the ranking, and each
    says its rank in that; None gives all of them, which is the ranking itself. A seeker that knows its population
    better than the gazetteer says it with `population` (people) and `population_source`. The other keywords:

    - `as_of`: the day whose laws apply (a date or "2026-09-01"); today if it is not given.
    - `laws`: False leaves the laws above the seeker's policy out of account.
    - `caution`: "default" leaves out what a dated caution bars and puts other cautions first among the reasons;
      "show" shows what is barred too; "exclude" leaves out all that has a caution.
    - `candidates`: only these communities (text, ids or Communities) are compared, or with "US" every one of a country;
      a list's column `seeking` says who of it seeks.
    - `kind`: "sister_city", "sister_county", "sister_state" or "any"; without it the communities of the registers are
      compared, and for a county, a state or another division its own kind stands first in the list.
    - `country`, `continent`: only candidates there (names or ISO codes, several separated by commas).
    - `exclude`: places or countries to leave out: a list, a mapping to reasons, or a CSV file of both.
    - `partners`, `partners_mode`: the user's own list of partnerships, merged in or in place of ours.
    - `attributes`: a table of the user's own columns that a policy may name.
    - `per_country`: so many names of one country at most in the list, 0 for no such limit. Without it the larger of
      2, a fifth of the list, and the list divided by the countries allowed; with `candidates`, or where `country` is
      one alone, as many as come. Where it holds, a tenth of the list at most, at least one, is of one metropolis.
    - `diversity`: deprecated, use `per_country`.
    - `profile`: what the seeker states of itself, in place of what citymatch believes: a file such as
      `citymatch profile` prints, a folder of them, or a `TownProfile`.
    - `ledger`, `days`: a ledger of offers (see `citymatch.ledger`): who said no to the seeker, has been asked by it or
      is spoken for by another is left out, each with the reason; an offer without an answer is free after `days` (90).
    - `include_unknown`: also rank places of which nobody knows whether they govern themselves.

    Raises AmbiguousCommunity (listing the ids to choose from), UnknownCommunity, PolicyError, or ValueError
    naming the option that cannot be.

    >>> ranking = rank("Pinole, California", top=3)
    >>> len(ranking), ranking[0].rank
    (3, 1)
    """
    checked_top(top)
    asked = resolve(seeker)
    if population is not None:
        asked = replace(asked, community=with_population(accepted(asked), population, population_source))
    ranker = PartnerRanker(policy, **options).fit()
    if population is not None:
        _stated_once(ranker, accepted(asked))
    return ranker.rank(asked, top)


def explain(
    seeker: Seeker,
    candidate: str | int | Community,
    policy: Stated | None = None,
    **options: Unpack[RankingOptions],
) -> Explanation:
    """Why one community stands where it stands for a seeker, listed or not: `rank(...).explain(candidate)`.

    >>> explain("Pinole, California", "Nyūzen, Japan", "pinole").records[0].criterion
    'size'
    """
    return rank(seeker, policy, 1, **options).explain(candidate)


def _stated_once(ranker: PartnerRanker, seeker: Community) -> None:
    """Raise InputError where the profile of a seeker that was given a population states another."""
    own = ranker.engine().options.profile
    stated = own.of[seeker.id].section("people").get("number") if own and seeker.id in own.of else None
    if isinstance(stated, float) and stated != seeker.population:
        raise InputError(
            f"the population of {seeker.label} is stated twice: {seeker.population:,.0f}, and {stated:,.0f} in "
            f"{own.of[seeker.id].file or 'its profile' if own else ''}"
        )


def with_population(community: Community, population: float, source: str) -> Community:
    """The community with a population of the user's own, which needs a source.

    Without `source` it is said to be the seeker's own. Raises InputError for what is no number of people.
    """
    if not 0 < population < MOST_PEOPLE:
        raise InputError(
            f"population must be a number of people from 1 to {MOST_PEOPLE:,}, not {population!r}"
        )
    return replace(
        community,
        population=float(population),
        population_source=source or "stated by the seeker",
        population_year="",
    )
