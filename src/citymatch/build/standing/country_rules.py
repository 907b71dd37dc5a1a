"""Where the law of a country leaves no doubt, whatever a place looks like."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

NO_LOCAL_GOVERNMENT = {
    "HK": "Hong Kong has no municipalities", "MO": "Macao has no municipalities of its own towns",
    "SG": "Singapore has no municipalities", "VA": "the Vatican is one",
    "GS": "South Georgia has no permanent people", "TF": "the French Southern Lands have no permanent people",
}  # fmt: skip
CITY_DIVISIONS = {
    ("IN", "07"): ("Delhi", ("New Delhi", "Delhi", "Delhi Cantonment")),
    ("TH", "40"): ("Bangkok", ("Bangkok",)),
    ("KR", "11"): ("Seoul", ("Seoul",)),
    ("CZ", "52"): ("Prague", ("Prague",)),
    ("BG", "42"): ("Sofia", ("Sofia",)),
    ("AR", "07"): ("Buenos Aires", ("Buenos Aires",)),
}
"""First-order divisions that are one city: nobody but the city governs there."""


def certain(places: pd.DataFrame) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.object_]]:
    """For each place the reason why it cannot govern itself, "" where no rule says so, and its governor's name.

    >>> two = pd.DataFrame({"country": ["HK", "FR"], "admin1": ["", "11"], "name": ["Tai Po", "Paris"]})
    >>> told, governor = certain(two)
    >>> told.tolist()
    ['Hong Kong has no municipalities', '']
    """
    reason = np.full(len(places), "", object)
    governor = np.full(len(places), "", object)
    country, admin1, name = (places[column].to_numpy(object) for column in ("country", "admin1", "name"))
    for code, why in NO_LOCAL_GOVERNMENT.items():
        reason[country == code] = why
    for (code, division), (city, able) in CITY_DIVISIONS.items():
        part = (country == code) & (admin1 == division) & ~np.isin(name.astype(str), able)
        reason[part], governor[part] = f"part of {city}", city
    return reason, governor


SEATS = {
    "RS": ("PPLA2", "PPLA3"),
    "NO": ("PPLA2",),
    "DK": ("PPLA2",),
    "PT": ("PPLA2",),
    "NI": ("PPLA2",),
    "CU": ("PPLA2",),
}
"""Feature codes that mean the seat of a municipality there, without exception that is known."""


def seats(places: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Whether each place is coded as the seat of a municipality in a country where that code is dependable."""
    found = np.zeros(len(places), bool)
    for country, codes in SEATS.items():
        found |= (places["country"] == country).to_numpy() & places["feature_code"].isin(codes).to_numpy()
    return found
