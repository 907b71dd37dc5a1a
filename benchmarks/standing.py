"""How well the build judges who governs itself: precision and recall with 95 % intervals.

    python benchmarks/standing.py             cross-validated over the open labels, whole divisions held out
    python benchmarks/standing.py --sealed    on the 300 labels that were set aside at first
    python benchmarks/standing.py --audit     on 300 places of the world and 150 of India, read twice at the end
    python benchmarks/standing.py --partners  the share of strong known partners that are candidates

It needs the extra `build`. A seat counts as self-governing. Figures to reach: 0.95 and 0.90 overall.
"""

from __future__ import annotations

import argparse

import numpy as np

from citymatch.build.standing import figures, labels
from citymatch.datasets import load_world
from citymatch.datasets.partnerships import partnership_table


def main() -> None:
    """Print the table that was asked for."""
    parser = argparse.ArgumentParser(description="Precision and recall of the judgement of standing.")
    parser.add_argument("--sealed", action="store_true", help="the 300 labels that were set aside")
    parser.add_argument("--audit", action="store_true", help="places that were read twice at the end")
    parser.add_argument("--partners", action="store_true", help="strong known partners among the candidates")
    options = parser.parse_args()
    if options.partners:
        print(partners())
        return
    if options.audit:
        for sample in ("world", "india"):
            judged = figures.audited(sample)
            print(sample)
            told = judged[~judged["second"].isin(("", labels.UNSURE))]
            if len(told):
                alike = int((told["governs"] == told["second"].isin(labels.GOVERNS)).sum())
                print(f"the two readings agree on {alike} of {len(told)} places")
            print(figures.printed([each for each in figures.table(judged) if each.places]))
        return
    places, facts = figures.evidence_of_places()
    judged = figures.sealed(places, facts) if options.sealed else figures.cross_validated(places, facts)
    print(figures.printed(figures.table(judged)))


def partners() -> str:
    """The strong known partners abroad by why they are candidates or not."""
    world = load_world()
    ids = strong_partners()
    rows = world.rows_of(ids)
    reason = np.asarray(world["not_candidate"])[rows[rows >= 0]]
    reasons, counts = np.unique(reason.astype(str), return_counts=True)
    lines = [f"{count:6}  {why or 'a candidate'}" for why, count in zip(reasons, counts, strict=True)]
    return "\n".join([f"{len(reason):6}  places in strong known partnerships, outside the US", *lines])


def strong_partners() -> np.ndarray:
    """The gazetteer ids of places outside the US that stand in a strong known partnership of places."""
    table = partnership_table().to_frame()
    table = table[(table["evidence"] == "strong") & (table["kind"] == "sister_city")]
    found: set[int] = set()
    for end in "ab":
        own = ~table["region"].astype(str).str.contains(end) & (table[f"country_{end}"] != "US")
        ids = table.loc[own, f"community_{end}"].astype(str)
        found |= {int(each.removeprefix("geonames:")) for each in ids if each.startswith("geonames:")}
    return np.array(sorted(found), np.int64)


if __name__ == "__main__":
    main()
