"""Who governs in the United Kingdom, where feature codes say little.

In England a village has a parish council and a market town a town council; London, the former county boroughs and
the conurbations have none below the borough. In Wales every place has a community council. In Scotland and
Northern Ireland only the council areas govern. `municipalities_by_hand.csv` lists by name the districts, the seats,
the larger unparished towns, and the parishes inside the reach of a city.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
LONDON = np.array([
    [51.690, -0.010], [51.686, -0.100], [51.670, -0.205], [51.640, -0.260], [51.630, -0.400], [51.612, -0.500],
    [51.550, -0.497], [51.470, -0.512], [51.432, -0.425], [51.405, -0.375], [51.395, -0.335], [51.328, -0.330],
    [51.360, -0.255], [51.333, -0.215], [51.287, -0.150], [51.305, -0.060], [51.330, 0.010], [51.290, 0.040],
    [51.310, 0.090], [51.350, 0.150], [51.430, 0.170], [51.480, 0.215], [51.500, 0.235], [51.560, 0.330],
    [51.610, 0.300], [51.632, 0.230], [51.620, 0.130], [51.607, 0.085], [51.612, 0.050], [51.642, 0.020],
    [51.690, -0.010],
])  # fmt: skip
"""Greater London's boundary, roughly: latitude, longitude."""
BUILT_UP = {
    "Birmingham": (52.500, -1.930, 16.0), "Wolverhampton": (52.586, -2.120, 6.0), "Stourbridge": (52.455, -2.130, 5.0),
    "Manchester": (53.480, -2.240, 15.0), "Wigan": (53.525, -2.600, 8.0), "Bolton": (53.570, -2.430, 5.0),
    "Rochdale": (53.610, -2.160, 5.0), "Liverpool": (53.410, -2.920, 8.0), "Birkenhead": (53.380, -3.080, 8.5),
    "Southport": (53.645, -3.005, 4.0), "St Helens": (53.450, -2.730, 3.5), "Newcastle": (54.985, -1.600, 11.0),
    "Sunderland": (54.900, -1.400, 6.0), "Sheffield": (53.380, -1.470, 6.5), "Nottingham": (52.960, -1.150, 6.5),
    "Leicester": (52.635, -1.130, 4.5), "Bristol": (51.460, -2.590, 5.5), "Stoke": (53.020, -2.170, 5.5),
    "Hull": (53.755, -0.340, 5.0), "Coventry": (52.410, -1.510, 4.5), "Portsmouth": (50.820, -1.080, 6.0),
    "Southampton": (50.915, -1.400, 4.5), "Plymouth": (50.390, -4.130, 5.0), "Bournemouth": (50.735, -1.880, 7.0),
    "Reading": (51.455, -0.970, 3.0), "Derby": (52.920, -1.475, 4.5), "Brighton": (50.840, -0.150, 6.0),
    "Leeds": (53.800, -1.550, 6.0), "Bradford": (53.795, -1.755, 4.5), "Huddersfield": (53.650, -1.780, 5.0),
    "Dewsbury": (53.705, -1.640, 5.0), "Halifax": (53.720, -1.860, 4.0), "Wakefield": (53.683, -1.500, 2.5),
    "Luton": (51.885, -0.420, 4.0), "Middlesbrough": (54.565, -1.220, 5.0), "Southend": (51.545, 0.710, 4.0),
    "Medway": (51.375, 0.540, 4.5), "Ipswich": (52.056, 1.150, 3.5), "Norwich": (52.630, 1.295, 2.8),
    "Oxford": (51.752, -1.255, 2.5), "Cambridge": (52.205, 0.120, 3.0), "Exeter": (50.722, -3.530, 2.5),
    "Gloucester": (51.860, -2.240, 2.5), "Peterborough": (52.575, -0.250, 3.0), "Worthing": (50.815, -0.375, 3.5),
    "Slough": (51.510, -0.590, 3.0), "Watford": (51.656, -0.397, 3.5), "Blackpool": (53.815, -3.050, 4.0),
    "Preston": (53.763, -2.705, 3.5), "Blackburn": (53.750, -2.480, 3.0), "Burnley": (53.790, -2.245, 3.0),
    "Torbay": (50.445, -3.545, 5.0), "Walton": (51.385, -0.400, 5.0), "Doncaster": (53.523, -1.130, 2.5),
    "Barnsley": (53.552, -1.480, 4.5), "Grimsby": (53.560, -0.060, 4.0), "Crawley": (51.113, -0.187, 3.5),
    "Basildon": (51.572, 0.470, 4.0), "Grays": (51.480, 0.330, 6.5), "Harlow": (51.770, 0.100, 3.0),
    "Stevenage": (51.902, -0.200, 2.5), "Cheltenham": (51.900, -2.078, 2.0), "Redditch": (52.305, -1.940, 3.5),
    "Aldershot": (51.270, -0.755, 6.0), "Epsom": (51.350, -0.265, 3.5), "Lincoln": (53.228, -0.545, 2.5),
    "York": (53.958, -1.080, 1.8), "Hastings": (50.865, 0.575, 4.0), "Eastbourne": (50.775, 0.275, 3.5),
    "Thanet": (51.380, 1.390, 1.8), "Fareham": (50.850, -1.210, 5.0), "Colchester": (51.890, 0.900, 2.5),
    "Maidstone": (51.272, 0.525, 1.8), "Woking": (51.318, -0.560, 4.5), "Guildford": (51.240, -0.575, 2.2),
}  # fmt: skip
"""Unparished built-up areas: centre (latitude, longitude in degrees) and reach in kilometres."""
TOWN_PEOPLE = 9_000.0
WELSH_PEOPLE = 1_800.0  # a smaller Welsh village often lies in a community of another name
LATE_ID = 6_400_000  # entries made after the first import are quarters and estates more often than parishes


def probability(places: pd.DataFrame, facts: pd.DataFrame) -> Floats:
    """The probability that a British place governs itself; NaN elsewhere. `facts` holds the gathered evidence."""
    answer = np.full(len(places), np.nan)
    rows = np.flatnonzero((places["country"] == "GB").to_numpy())
    if not len(rows):
        return answer
    here, told = places.iloc[rows], facts.iloc[rows]
    people = here["population"].to_numpy(np.float64)
    nation = here["admin1"].to_numpy(str)
    listed = told["register_kind"].to_numpy(str)
    chance = np.full(len(rows), 0.04)
    welsh = nation == "WLS"
    near = told["km_city_100000"].to_numpy(np.float64) < 4.0
    chance[welsh] = np.where(near, 0.1, np.where(people < WELSH_PEOPLE, 0.5, 0.85))[welsh]
    english = nation == "ENG"
    chance[english] = _english(here[english], told[english])
    chance[english & (listed == "unincorporated") & ~(people < TOWN_PEOPLE)] = 0.05
    governs = np.isin(told["verdict"].to_numpy(str), ("municipality", "seat"))
    chance[governs] = 0.95
    chance[(here["feature_code"] == "PPLX").to_numpy() & ~governs] = 0.03
    answer[rows] = chance
    return answer


def unparished(latitude: Floats, longitude: Floats) -> npt.NDArray[np.bool_]:
    """Whether points lie in London or another built-up area without parishes.

    >>> unparished(np.array([51.51, 51.75]), np.array([-0.12, -1.60])).tolist()
    [True, False]
    """
    inside = _within(LONDON, latitude, longitude)
    for at_latitude, at_longitude, reach in BUILT_UP.values():
        east = (longitude - at_longitude) * np.cos(np.radians(at_latitude))
        inside |= np.hypot(latitude - at_latitude, east) * 111.2 <= reach
    return inside


def _english(here: pd.DataFrame, told: pd.DataFrame) -> Floats:
    latitude, longitude = here["latitude"].to_numpy(np.float64), here["longitude"].to_numpy(np.float64)
    people = np.nan_to_num(here["population"].to_numpy(np.float64))
    parished = (told["register_kind"] == "parish").to_numpy()
    london = _within(LONDON, latitude, longitude)
    bare = unparished(latitude, longitude) & (london | ~parished)
    chance = np.where(bare, 0.06, 0.88)
    suburb = (told["km_larger_10"].to_numpy(float) < 2.2) & ~parished
    chance[~bare & suburb] = 0.45
    chance[~bare & (people > 40_000)] = 0.6
    late = (here["geonameid"].to_numpy() > LATE_ID) & (people > 2_500) & ~parished
    chance[~bare & late] = 0.5
    return chance


def _within(ring: Floats, latitude: Floats, longitude: Floats) -> npt.NDArray[np.bool_]:
    y, x = ring[:, :1], ring[:, 1:]
    crosses = (y[:-1] > latitude) != (y[1:] > latitude)
    at = x[:-1] + (latitude - y[:-1]) * (x[1:] - x[:-1]) / np.where(y[1:] == y[:-1], 1.0, y[1:] - y[:-1])
    return np.asarray((crosses & (longitude < at)).sum(axis=0) % 2 == 1)
