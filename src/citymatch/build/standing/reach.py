"""How far the government of a city reaches, where many of its former villages still stand in the gazetteer.

India's municipal corporations have absorbed the villages around them; Russia's regions have one after another
merged their settlements into okrugs. Both leave places that look like communities of their own.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from citymatch.build.standing.neighbours import EARTH_KM, on_sphere

CORPORATIONS = {
    "Chennai": 11.6, "Bengaluru": 15.0, "Hyderabad": 14.0, "Ahmedabad": 12.0, "Pune": 12.5, "Surat": 12.0,
    "Coimbatore": 9.0, "Madurai": 6.9, "Jaipur": 11.0, "Lucknow": 11.0, "Kanpur": 9.5, "Nagpur": 8.2, "Indore": 9.0,
    "Bhopal": 9.5, "Patna": 6.0, "Vadodara": 8.2, "Ludhiana": 7.0, "Agra": 6.0, "Nashik": 8.5, "Rājkot": 7.0,
    "Varanasi": 5.5, "Visakhapatnam": 14.0, "Vijayawada": 4.4, "Kochi": 5.5, "Kozhikode": 7.0, "Thrissur": 5.5,
    "Thiruvananthapuram": 8.0, "Jabalpur": 8.0, "Gwalior": 7.5, "Ranchi": 7.0, "Jodhpur": 7.0, "Raipur": 8.0,
    "Guwahati": 9.0, "Dhanbad": 9.0, "Tiruppur": 7.0, "Salem": 5.4, "Tiruchirappalli": 7.3, "Tirunelveli": 5.9,
    "Erode": 5.9, "Vellore": 5.3, "Thoothukudi": 5.3, "Mysuru": 5.5, "Mangaluru": 7.0, "Warangal": 9.5, "Cuttack": 7.0,
    "Bhubaneswar": 7.7, "Amritsar": 6.5, "Jalandhar": 6.0, "Gurugram": 8.0, "Faridabad": 7.5, "Ghāziābād": 7.5,
    "Meerut": 6.5, "Asansol": 10.0, "Howrah": 4.5, "Solāpur": 6.5, "Kolhāpur": 4.5, "Aurangabad": 6.5, "Bhavnagar": 5.5,
    "Jamnagar": 6.0, "Gandhinagar": 8.5, "Kolkata": 8.5, "Mumbai": 12.0, "Navi Mumbai": 6.0, "Thāne": 6.0,
    "Delhi": 20.0,
    "Chandigarh": 6.0, "Dehradun": 7.5, "Prayagraj": 7.5, "Gorakhpur": 6.5, "Bareilly": 5.0, "Alīgarh": 3.6,
    "Morādābād": 4.5, "Kota": 6.5, "Ajmer": 5.0, "Ujjain": 5.0, "Bilāspur": 6.0, "Bhilai": 6.0, "Kollam": 4.5,
    "Kannur": 5.0, "Nellore": 6.5, "Guntur": 6.5, "Rajamahendravaram": 4.0, "Kākināda": 4.0, "Kurnool": 4.0,
    "Tirupati": 3.0, "Nizāmābād": 4.0, "Karīmnagar": 4.0, "Khammam": 5.5, "Sāngli": 5.5, "Dhule": 5.0, "Navsari": 4.5,
    "Vapi": 4.5, "Ambattur": 3.0, "Tambaram": 5.0, "Avadi": 4.5, "Srinagar": 8.0, "Jammu": 7.0, "Shillong": 3.5,
}  # fmt: skip
"""Municipal corporations and the radius in kilometres of a circle of their area."""
MERGED = frozenset({"47", "70", "90", "29", "80", "64", "44", "23", "51", "77", "43", "69", "71", "49", "59"})
"""Russian regions (gazetteer codes) whose settlements now belong to okrugs."""
INDEPENDENT = frozenset({"PPLA", "PPLA2", "PPLC"})


def evidence(places: pd.DataFrame) -> pd.DataFrame:
    """Column `reach`: kilometres to the nearest Indian corporation's centre over its radius; NaN elsewhere.

    Column `merged_region`: 1 in a Russian region without settlements of their own, else 0; NaN elsewhere.
    """
    reach = np.full(len(places), np.nan)
    indian = np.flatnonzero((places["country"] == "IN").to_numpy())
    if len(indian):
        reach[indian] = _indian_reach(places.iloc[indian])
    russian = (places["country"] == "RU").to_numpy()
    merged = np.where(russian, places["admin1"].isin(MERGED).to_numpy().astype(float), np.nan)
    return pd.DataFrame({"reach": reach, "merged_region": merged}, index=places.index)


def _indian_reach(here: pd.DataFrame) -> npt.NDArray[np.float64]:
    points = on_sphere(here["latitude"].to_numpy(), here["longitude"].to_numpy())
    people = np.nan_to_num(here["population"].to_numpy(np.float64))
    names = here["name"].to_numpy(str)
    nearest = np.full(len(here), np.inf)
    for city, radius in CORPORATIONS.items():
        rows = np.flatnonzero(names == city)
        if not len(rows):
            continue
        centre = rows[people[rows].argmax()]
        chord = np.linalg.norm(points - points[centre], axis=1)
        relative = 2 * EARTH_KM * np.arcsin(np.clip(chord / 2, 0, 1)) / radius
        relative[centre] = np.inf
        nearest = np.minimum(nearest, relative)
    return np.asarray(np.minimum(nearest, 30.0))


def discount(places: pd.DataFrame, facts: pd.DataFrame) -> npt.NDArray[np.float64]:
    """What the classifier's probability is multiplied with, for places that the law has merged away."""
    factor = np.ones(len(places))
    code = places["feature_code"].isin(INDEPENDENT).to_numpy()
    people = np.nan_to_num(places["population"].to_numpy(np.float64))
    inside = facts["reach"].to_numpy(np.float64) < 0.75
    factor[inside & ~code & (people < 150_000)] = 0.45
    factor[(facts["merged_region"].to_numpy(np.float64) == 1.0) & ~code & (people < 15_000)] = 0.45
    return factor
