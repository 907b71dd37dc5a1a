"""The project's own table of labels: places judged one by one, with a reason each."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from citymatch.build.standing.registers import SOURCE

LABELS = SOURCE / "standing_labels.csv"
SEALED = SOURCE / "standing_sealed.csv"
AUDIT = SOURCE / "standing_audit.csv"
GOVERNS = ("yes", "seat")
UNSURE = "unsure"
NEAR_KM = 30.0
CITY_PEOPLE = 500_000.0


def read_labels(source: Path = LABELS) -> pd.DataFrame:
    """Every label: geonameid, name, country, self_governing (yes, no, seat, unsure), part_of, reason, origin."""
    return pd.read_csv(source, keep_default_na=False)


def sealed_ids(source: Path = SEALED) -> npt.NDArray[np.int64]:
    """The places whose labels are kept for the one last look: never trained on, never shown."""
    return pd.read_csv(source)["geonameid"].to_numpy(np.int64)


def read_audit(sample: str, source: Path = AUDIT) -> pd.DataFrame:
    """The audit: places that were read twice, independently, after everything else was done, and serve nothing else.

    `sample` is "world" (drawn like the given labels, none of these places has a label of its own) or "india" (drawn
    from all its places). Columns of the labels, with `governs` by the first reading and `second` by the second;
    places that the first reading could not decide are left out.
    """
    table = pd.read_csv(source, keep_default_na=False)
    table = table[(table["sample"] == sample) & (table["self_governing"] != UNSURE)]
    return table.assign(governs=table["self_governing"].isin(GOVERNS)).reset_index(drop=True)


def open_labels() -> pd.DataFrame:
    """The decided labels that may be learned from, with `governs` (bool): a seat counts as self-governing."""
    labels = read_labels()
    labels = labels[~labels["geonameid"].isin(sealed_ids()) & (labels["self_governing"] != UNSURE)]
    return labels.assign(governs=labels["self_governing"].isin(GOVERNS)).reset_index(drop=True)


def draw_sealed(places: pd.DataFrame, count: int = 300, seed: int = 300) -> npt.NDArray[np.int64]:
    """The places that were set aside: half of them within 30 km of a city of 500,000 or more, drawn at random.

    `places` holds geonameid, latitude, longitude (degrees) and population (people) of the whole gazetteer. Drawn
    from the given and the drawn labels, before any of them was learned from; targeted labels came later.
    """
    from scipy.spatial import cKDTree

    from citymatch.build.standing.neighbours import EARTH_KM, on_sphere

    labels = read_labels()
    undecided = (labels["origin"] == "given") & (labels["self_governing"] == UNSURE)
    ids = np.array(sorted(set(labels["geonameid"][(labels["origin"] != "targeted") & ~undecided])), np.int64)
    points = on_sphere(places["latitude"].to_numpy(np.float64), places["longitude"].to_numpy(np.float64))
    tree = cKDTree(points[(places["population"] >= CITY_PEOPLE).to_numpy()])
    chord, _ = tree.query(points)
    near = pd.Series(2 * EARTH_KM * np.arcsin(chord / 2) <= NEAR_KM, index=places["geonameid"])
    ids = ids[np.isin(ids, near.index)]
    close = near[ids].to_numpy(bool)
    rng = np.random.default_rng(seed)
    half = count // 2
    drawn = [
        rng.choice(ids[close], half, replace=False),
        rng.choice(ids[~close], count - half, replace=False),
    ]
    return np.sort(np.concatenate(drawn))
