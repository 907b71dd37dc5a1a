"""What the codes of the lower divisions tell: who lies in one unit with a place, and which of them leads it.

In many countries the third or fourth level is the municipality, in others the second. Nothing here says which:
for every level it is measured how large the unit is, how a place ranks in it, and whether another place is coded
as its seat. The classifier learns what that means in each country.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from citymatch.build import tables
from citymatch.build.standing.names import key
from citymatch.build.standing.registers import SOURCE

SEAT_ORDER = {"PPLC": 6, "PPLA": 5, "PPLA2": 4, "PPLA3": 3, "PPLA4": 2, "PPLA5": 1, "PPLX": -1}
LEVELS = ("admin1", "admin2", "admin3", "admin4")
Integers = npt.NDArray[np.int64]


def evidence(places: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Columns of evidence for each place from the other places of its divisions; NaN where it has no code.

    `places` holds country, admin1 to admin4, feature_code, key, population and modified; `names` gives the name of
    second-order divisions by "country.admin1.admin2".
    """
    people = np.nan_to_num(places["population"].to_numpy(np.float64))
    order = np.array([float(SEAT_ORDER.get(code, 0)) for code in places["feature_code"]])
    columns: dict[str, npt.NDArray[np.generic]] = {}
    identity = [places["country"].to_numpy(str)]
    deepest = np.zeros(len(places), np.int64)
    lowest = np.full(len(places), -1, np.int64)
    for depth, level in enumerate(LEVELS, 1):
        code = places[level].to_numpy(str)
        identity.append(code)
        unit = np.unique([".".join(codes) for codes in zip(*identity, strict=True)], return_inverse=True)[1]
        coded = code != ""
        deepest[coded], lowest[coded] = depth, unit[coded]
        if depth > 1:
            columns |= _within(np.where(coded, unit, -1), people, order, places["key"], level)
    columns |= _within(lowest, people, order, places["key"], "lowest")
    columns["deepest"] = deepest
    columns["modified"] = pd.to_numeric(places["modified"], errors="coerce").to_numpy(np.float64)
    second = zip(identity[0].tolist(), identity[1].tolist(), identity[2].tolist(), strict=True)
    named = [key(names.get(".".join(codes), "")) for codes in second]
    own = places["key"].to_numpy(str)
    columns["bears_admin2"] = np.array([_bears(n, o) for n, o in zip(named, own.tolist(), strict=True)])
    return pd.DataFrame(columns, index=places.index).astype(np.float32)


def named() -> dict[str, str]:
    """The name of each second-order division by "country.admin1.admin2"."""
    return {
        f"{row['country']}.{row['admin1']}.{row['admin2']}": row["name"]
        for row in tables.read_csv(SOURCE / "admin2.csv.gz")
    }


def _bears(division: str, place: str) -> float:
    """2 where a place bears its division's name, 1 where that begins or ends with it, NaN where it has none."""
    if not division:
        return float("nan")
    return 2.0 if division == place else float(division.startswith(place) or division.endswith(place))


def _within(
    unit: Integers,
    people: npt.NDArray[np.float64],
    order: npt.NDArray[np.float64],
    names: pd.Series,
    level: str,
) -> dict[str, npt.NDArray[np.generic]]:
    """How each place stands in its unit; a unit of -1 is none."""
    known = unit >= 0
    frame = pd.DataFrame({"unit": unit, "people": people, "order": order})[known]
    group = frame.groupby("unit")
    largest, second = group["people"].transform("max"), group["order"].transform("max")
    total = group["people"].transform("sum")
    share = frame["people"] / total.where(total > 0)
    ahead = np.log10((largest + 1) / (frame["people"] + 1))
    columns = {
        f"{level}_places": np.log10(group["people"].transform("size")),
        f"{level}_people": np.log10(total + 1),
        f"{level}_rank": group["people"].rank(method="min", ascending=False),
        f"{level}_share": share,
        f"{level}_ahead": ahead,
        f"{level}_order": frame["order"] - second,
        f"{level}_seats": (frame["order"] > 0).groupby(frame["unit"]).transform("sum"),
        f"{level}_sections": (frame["order"] < 0).groupby(frame["unit"]).transform("sum"),
    }
    full = {name: np.full(len(unit), np.nan) for name in columns}
    for name, values in columns.items():
        full[name][known] = values.to_numpy(np.float64)
    return dict(full)
