"""What a profile states of the origins of a town's people."""

from __future__ import annotations

import functools
from functools import partial

from citymatch.datasets.origins import load_ancestry_groups, load_national_ancestry
from citymatch.datasets.ties import load_migrants_in

from ..ties import nation, us_people
from .origin import Origin
from .telling import about


def stated(country: str, share: float) -> Origin:
    """The origin that a profile states, against the nation as far as that is known.

    >>> stated("NO", 0.2).told
    '20 % of residents have roots in Norway (your profile)'
    """
    national = max(
        load_migrants_in("US").get(country, 0.0) / us_people(), _national_ancestry_of(country), 1e-6
    )
    tell = partial(_stated_told, country, share)
    return Origin(
        country,
        share,
        min(national, 0.5 * share) if share > 0.02 else national,
        "profile",
        "your profile",
        tell,
    )


def _stated_told(country: str, share: float) -> str:
    return f"{about(share)} of residents have roots in {nation(country)} (your profile)"


@functools.cache
def _national_ancestry_of(country: str) -> float:
    groups = load_ancestry_groups()
    return sum(
        share for group, share in load_national_ancestry().items() if country in groups[group].countries
    )
