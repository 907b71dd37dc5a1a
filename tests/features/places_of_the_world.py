"""Real places that several tests of geographic features ask about: figures of the World, written down."""

from __future__ import annotations

from typing import Any

import pandas as pd

COLUMNS = [
    "name",
    "country",
    "latitude",
    "longitude",
    "population",
    "coast_km",
    "lake_km",
    "river_km",
    "people_50km",
    "metropolis_id",
    "metropolis_km",
    "climate",
    "elevation_m",
    "airport",
    "airport_km",
    "large_airport",
    "large_airport_km",
]

TOWNS = pd.DataFrame(
    [
        ("Rapallo", "IT", 44.35, 9.23, 29_711.0, 0.4, 150.0, 60.0, 1.1e6, 3176219, 24.0)
        + ("Csa", 2.0, "GOA", 32.0, "MXP", 150.0),
        ("Chicago", "US", 41.85003, -87.65005, 2_664_452.0, 950.6, 3.6, 72.1, 8.7e6, 4887398, 0.0)
        + ("Dfa", 180.0, "MDW", 11.1, "MDW", 11.1),
        ("John Day", "US", 44.416, -118.953, 1_705.0, 397.0, 140.0, 0.5, 5_000.0, 5746545, 310.0)
        + ("Csb", 940.0, "RDM", 180.0, "PDX", 300.0),
    ],
    columns=COLUMNS,
)

PINOLE: dict[str, Any] = dict(
    zip(
        COLUMNS,
        ("Pinole", "US", 38.00437, -122.29886, 19_269.0, 1.0, 106.3, 57.4, 4.5e6, 5391959, 27.6)
        + ("Csb", 34.0, "OAK", 32.2, "OAK", 32.2),
        strict=True,
    )
)
