"""Which places may be partners, and why the others may not.

`judge` is the one place where standing is decided; the snapshot takes what it returns.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

SECTION = "section of a city (GeoNames PPLX, 2019)"
GONE = {"PPLQ": "abandoned place", "PPLH": "historical place", "PPLW": "destroyed place"}


def judge(gazetteer: pd.DataFrame) -> pd.DataFrame:
    """The standing of every place, from feature codes abroad and legal kinds in the US.

    Gives the columns standing, standing_probability, standing_reason, governed_by, name, local_name,
    population and population_source, in the gazetteer's order.
    """
    code, kind, american = gazetteer["feature_code"], gazetteer["legal_kind"], gazetteer["country"] == "US"
    standing = np.full(len(gazetteer), "unknown", object)
    reason = np.full(len(gazetteer), "", object)
    rules = [
        (american & ~kind.isin(["", "CDP"]), "self_governing", "an incorporated place (Census)"),
        (american & (kind == "CDP"), "unknown", "US census place without a government"),
        (~american & (code == "PPLX"), "part_of", SECTION),
    ]
    for rows, judged, why in rules:
        standing[rows], reason[rows] = judged, why
    return pd.DataFrame(
        {
            "standing": standing,
            "standing_probability": np.where(
                standing == "self_governing", 1.0, np.where(standing == "part_of", 0.0, np.nan)
            ),
            "standing_reason": reason,
            "governed_by": np.zeros(len(gazetteer), np.int64),
            "name": gazetteer["name"],
            "local_name": "",
            "population": gazetteer["population"],
            "population_source": np.where(gazetteer["population"].notna(), "GeoNames", ""),
        },
        index=gazetteer.index,
    )


def not_candidate(gazetteer: pd.DataFrame, judged: pd.DataFrame) -> list[str]:
    """Why a place is no candidate, "" for a candidate. What is relative to a seeker is not decided here."""
    reasons = []
    for code, kind, standing, population in zip(
        gazetteer["feature_code"],
        gazetteer["legal_kind"],
        judged["standing"],
        judged["population"],
        strict=True,
    ):
        if code in GONE:
            reasons.append(f"{GONE[code]} (GeoNames {code}, 2019)")
        elif standing == "part_of":
            reasons.append(SECTION if code == "PPLX" else "part of another community")
        elif kind == "CDP":
            reasons.append("US census place without a government")
        elif population != population:
            reasons.append("population unknown")
        else:
            reasons.append("")
    return reasons
