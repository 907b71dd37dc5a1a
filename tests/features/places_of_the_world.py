"""Real places that several tests of geographic features ask about: figures of the World, written down."""

from __future__ import annotations

from typing import Any

import pandas as pd

PINOLE: dict[str, Any] = {
    "name": "Pinole", "country": "US", "latitude": 38.00437, "longitude": -122.29886, "population": 19269.0,
    "coast_km": 1.0, "lake_km": 106.3, "river_km": 57.4, "people_50km": 4.5e6, "metropolis_id": 5391959,
    "metropolis_km": 27.6, "climate": "Csb", "elevation_m": 34.0,
    "airport": "OAK", "airport_km": 32.2, "large_airport": "OAK", "large_airport_km": 32.2,
}  # fmt: skip

TOWNS = pd.DataFrame(
    [
        {"name": "Rapallo", "country": "IT", "latitude": 44.35, "longitude": 9.23, "population": 29_711.0,
         "coast_km": 0.4, "lake_km": 150.0, "river_km": 60.0, "people_50km": 1.1e6, "metropolis_id": 3176219,
         "metropolis_km": 24.0, "climate": "Csa", "elevation_m": 2.0,
         "airport": "GOA", "airport_km": 32.0, "large_airport": "MXP", "large_airport_km": 150.0},
        {"name": "Chicago", "country": "US", "latitude": 41.85003, "longitude": -87.65005, "population": 2.66e6,
         "coast_km": 950.6, "lake_km": 3.6, "river_km": 72.1, "people_50km": 8.7e6, "metropolis_id": 4887398,
         "metropolis_km": 0.0, "climate": "Dfa", "elevation_m": 180.0,
         "airport": "MDW", "airport_km": 11.1, "large_airport": "MDW", "large_airport_km": 11.1},
        {"name": "John Day", "country": "US", "latitude": 44.416, "longitude": -118.953, "population": 1_705.0,
         "coast_km": 397.0, "lake_km": 140.0, "river_km": 0.5, "people_50km": 5_000.0, "metropolis_id": 5746545,
         "metropolis_km": 310.0, "climate": "Csb", "elevation_m": 940.0,
         "airport": "RDM", "airport_km": 180.0, "large_airport": "PDX", "large_airport_km": 300.0},
    ]
)  # fmt: skip
