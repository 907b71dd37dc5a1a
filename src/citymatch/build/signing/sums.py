"""The check that cannot be fooled: the people of a country's candidates over one layer, against the nation."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from citymatch.datasets.geography import country_people

from .decisions import NOWHERE, SMALL
from .register import Nation, Register

LAYERS = {"US": "county"}
"""The layer that divides a country where that is not the base."""
COUNTIES = "2020-2024", "sum of the counties, US Census"


def sums(places: pd.DataFrame, judged: pd.DataFrame, register: Register) -> list[dict[str, object]]:
    """One row a country: candidates, people of those of the layer that divides it, the nation's, and the share.

    Where a register decides, it is counted by its units: those that are candidates, those too small to be one or lying
    nobody knows where, and the parts of a city above them that is one; and the nation's people are those of the
    register's own year, so that the share tells what is missing or counted twice. Elsewhere they are those of the table
    of countries, and the share tells what is covered.
    """
    today = country_people()
    able = (judged["not_candidate"] == "").to_numpy()
    people = np.nan_to_num(judged["population"].to_numpy(np.float64))
    frame = pd.DataFrame({"country": places["country"], "layer": judged["layer"], "people": people})[able]
    return [_row(str(code), own, register, today) for code, own in frame.groupby("country")]


def _row(code: str, own: pd.DataFrame, register: Register, today: Mapping[str, float]) -> dict[str, object]:
    """The row of a country; `own` are its candidates."""
    rules = register.rules.get(code)
    complete = code in register.decides
    counted = _covered(register.units, code) if complete else own["people"][own["layer"] != "over"]
    people, nation = float(counted.sum()), _nation(code, register, today)
    return {
        "country": code, "register": "complete" if complete else rules.register if rules else "none",
        "figure": "unit" if complete else rules.figure if rules else "", "candidates": len(own),
        "counted": len(counted), "people": f"{people:.0f}", "nation": f"{nation.people:.0f}",
        "nation_year": nation.year, "nation_source": nation.source,
        "share": f"{people / nation.people:.3f}" if nation.people else "",
    }  # fmt: skip


def _covered(units: pd.DataFrame, country: str) -> pd.Series[float]:
    """The people of the units of the layer that divides a country, one by one, that are covered by candidates."""
    everyone = units[units["country"] == country]
    able = set(everyone["code"][everyone["candidate"] == ""]) - {""}
    own = everyone[everyone["layer"] == LAYERS.get(country, "base")]
    told = own["candidate"]
    covered = (told == "") | told.str.startswith((SMALL, NOWHERE)) | own["above"].isin(able)
    if country == "US":  # a county without a government of its own is covered by the cities and towns in it
        covered |= own["code"].isin(everyone["county_fips"][everyone["candidate"] == ""])
    return own["people"][covered].dropna()


def _nation(code: str, register: Register, today: Mapping[str, float]) -> Nation:
    """The nation's people: the register's own total where it decides, or that of the table of countries."""
    if code == "US":
        units = register.units
        counties = units[(units["country"] == "US") & (units["layer"] == LAYERS["US"])]
        return Nation(float(counties["people"].sum()), *COUNTIES)
    if code in register.decides and code in register.nations:
        return register.nations[code]
    return Nation(today.get(code, 0.0), "2025", "GeoNames, table of countries")
