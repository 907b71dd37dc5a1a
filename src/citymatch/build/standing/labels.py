"""The project's own table of labels: places judged one by one, with a reason each."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from citymatch.build.standing.registers import SOURCE

LABELS = SOURCE / "standing_labels.csv"
SEALED = SOURCE / "standing_sealed.csv"
GOVERNS = ("yes", "seat")


def read_labels(source: Path = LABELS) -> pd.DataFrame:
    """Every label: geonameid, name, country, self_governing (yes, no, seat, unsure), part_of, reason, origin."""
    return pd.read_csv(source, keep_default_na=False)


def sealed_ids(source: Path = SEALED) -> npt.NDArray[np.int64]:
    """The places whose labels are kept for the one last look: never trained on, never shown."""
    return pd.read_csv(source)["geonameid"].to_numpy(np.int64)


def open_labels() -> pd.DataFrame:
    """The decided labels that may be learned from, with `governs` (bool): a seat counts as self-governing."""
    labels = read_labels()
    labels = labels[~labels["geonameid"].isin(sealed_ids()) & (labels["self_governing"] != "unsure")]
    return labels.assign(governs=labels["self_governing"].isin(GOVERNS)).reset_index(drop=True)
