"""Real places that several tests of geographic features ask about: figures of the World, written down."""

from __future__ import annotations

import io
from typing import Any

import pandas as pd

_TABLE = """
name,country,latitude,longitude,population,coast_km,lake_km,river_km,people_50km,metropolis_id,metropolis_km
Pinole,US,38.00437,-122.29886,19269,1.0,106.3,57.4,4500000,5391959,27.6
Rapallo,IT,44.35,9.23,29711,0.4,150,60,1100000,3176219,24
Chicago,US,41.85003,-87.65005,2664452,950.6,3.6,72.1,8700000,4887398,0
John Day,US,44.416,-118.953,1705,397,140,0.5,5000,0,
"""
_MORE = """
climate,elevation_m,airport,airport_km,large_airport,large_airport_km
Csb,34,OAK,32.2,OAK,32.2
Csa,2,GOA,32.0,MXP,150
Dfa,180,MDW,11.1,MDW,11.1
Csb,940,RDM,180,PDX,300
"""
_EVERY = pd.concat([pd.read_csv(io.StringIO(text)) for text in (_TABLE, _MORE)], axis=1)
_EVERY[["population", "people_50km"]] = _EVERY[["population", "people_50km"]].astype(float)

PINOLE: dict[str, Any] = _EVERY.iloc[0].to_dict()
TOWNS = _EVERY.iloc[1:].reset_index(drop=True)
