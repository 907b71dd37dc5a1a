"""The features of US counties, from their population-weighted centres, by the extractors that users run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from citymatch.datasets.us import load_us_counties
from citymatch.features import extractor_class

GEOGRAPHIC = ("water", "metropolis", "climate", "travel")
"""The extractors whose features follow from a point on the globe."""

DECIMALS = 1
"""Distances are kept to a tenth of a km."""


def build_county_features(path: Path) -> None:
    """Write one array per feature, in the order of the counties."""
    centres = load_us_counties().to_frame(["fips", "latitude", "longitude"]).assign(country="US")
    made = {"fips": centres["fips"].to_numpy().astype("U5")}
    for name in GEOGRAPHIC:
        features = extractor_class(name)().transform(centres)
        made |= {str(column): _kept(features[column].to_numpy()) for column in features}
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **made)


def _kept(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    if values.dtype.kind == "f":
        return np.round(values, DECIMALS).astype(np.float32)
    return values if values.dtype.kind in "iu" else values.astype(str)
