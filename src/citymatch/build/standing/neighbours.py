"""What a place's neighbours tell: who is larger, how near, how crowded it is, who lies in the same division."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

EARTH_KM = 6371.0
NEAREST = 48
FACTORS = (1.0, 3.0, 10.0, 50.0)
RADII = (2.0, 5.0, 10.0, 20.0)
CITIES = (20_000.0, 100_000.0, 500_000.0, 2_000_000.0)
SEATS = ("PPLC", "PPLA", "PPLA2", "PPLA3", "PPLA4", "PPLA5")
FAR_KM = 300.0
Floats = npt.NDArray[np.float64]


def on_sphere(latitude: Floats, longitude: Floats) -> Floats:
    """Unit vectors of points, shape (n, 3)."""
    phi, lam = np.radians(latitude), np.radians(longitude)
    return np.column_stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)])


def evidence(places: pd.DataFrame, population: Floats) -> pd.DataFrame:
    """Columns of evidence for each place from the other places of its country.

    `population` holds people, NaN where unknown; kilometres are along the surface.
    """
    parts = [
        _one_country(places.iloc[rows], population[rows])
        for rows in places.groupby("country", sort=True).indices.values()
    ]
    return pd.concat(parts).reindex(places.index).astype(np.float32)


def _one_country(places: pd.DataFrame, population: Floats) -> pd.DataFrame:
    from scipy.spatial import cKDTree

    points = on_sphere(places["latitude"].to_numpy(), places["longitude"].to_numpy())
    people = np.nan_to_num(population)
    count = min(NEAREST + 1, len(points))
    tree = cKDTree(points)
    chord, near = tree.query(points, k=count)
    if count == 1:
        chord, near = chord[:, None], near[:, None]
    km = 2 * EARTH_KM * np.arcsin(np.clip(chord / 2, 0, 1))
    other = near != np.arange(len(points))[:, None]
    km = np.where(other, km, np.inf)
    own = np.maximum(people, 1.0)
    columns: dict[str, npt.NDArray[np.generic]] = {}
    around = people[near]
    code = places["feature_code"].to_numpy(str)[near]
    for factor in FACTORS:
        larger = other & (around > own[:, None] * factor)
        columns[f"km_larger_{factor:g}"] = _nearest(km, larger)
        columns[f"ratio_larger_{factor:g}"] = _value_at_nearest(
            np.log10(np.maximum(around, 1.0) / own[:, None]), km, larger
        )
    for size in CITIES:
        city = np.flatnonzero(people >= size)
        columns[f"km_city_{size:g}"], at = _distance_to(points, points[city])
        columns[f"ratio_city_{size:g}"] = (
            np.log10(people[city][at] / own) if len(city) else np.full(len(points), np.nan)
        )
        columns[f"pull_{size:g}"] = columns[f"ratio_city_{size:g}"] - np.log10(
            columns[f"km_city_{size:g}"] + 1
        )
    for radius in RADII:
        within = km <= radius
        columns[f"count_{radius:g}"] = within.sum(axis=1)
        columns[f"rank_{radius:g}"] = (within & (around > people[:, None])).sum(axis=1)
        columns[f"share_{radius:g}"] = own / (own + np.where(within, around, 0.0).sum(axis=1))
        columns[f"coded_section_{radius:g}"] = (within & (code == "PPLX")).sum(axis=1)
        columns[f"coded_seat_{radius:g}"] = (within & np.isin(code, SEATS)).sum(axis=1)
    columns["gravity"] = np.log10(
        np.max(np.where(other, around / np.maximum(km, 0.5) ** 2, 0.0), axis=1) + 1
    ) - np.log10(own)
    ordered = np.sort(km, axis=1)
    for position in (0, 2, 5, 11, 23):
        columns[f"km_neighbour_{position}"] = ordered[:, min(position, count - 1)]
    division = places["admin1"].to_numpy(str)
    columns["same_division"] = np.where(other, division[near] == division[:, None], False).mean(axis=1)
    names = places["key"].to_numpy(str)
    twin = other & (names[near] == names[:, None]) & (km <= 15)
    columns["km_twin"] = _nearest(km, twin)
    columns["ratio_twin"] = _value_at_nearest(np.log10(np.maximum(around, 1.0) / own[:, None]), km, twin)
    columns["same_population"] = (
        other & (around == people[:, None]) & (people[:, None] > 0) & (km <= 20)
    ).sum(axis=1)
    seat = np.flatnonzero(np.isin(places["feature_code"].to_numpy(str), SEATS))
    columns["km_seat"], at = _distance_to(points, points[seat])
    columns["ratio_seat"] = (
        np.log10(np.maximum(people[seat][at], 1) / own) if len(seat) else np.full(len(points), np.nan)
    )
    low = np.flatnonzero(np.isin(places["feature_code"].to_numpy(str), SEATS[3:]))
    columns["km_low_seat"], _ = _distance_to(points, points[low])
    columns["ids_near"] = np.where(km <= 10, places["geonameid"].to_numpy()[near] > 8_000_000, False).sum(
        axis=1
    )
    frame = pd.DataFrame(columns, index=places.index)
    return frame.where(np.isfinite(frame), FAR_KM).where(frame.notna())


def _nearest(km: Floats, chosen: npt.NDArray[np.bool_]) -> Floats:
    return np.asarray(np.minimum(np.where(chosen, km, np.inf).min(axis=1), FAR_KM))


def _value_at_nearest(values: Floats, km: Floats, chosen: npt.NDArray[np.bool_]) -> Floats:
    at = np.where(chosen, km, np.inf).argmin(axis=1)
    found = values[np.arange(len(values)), at]
    return np.where(chosen.any(axis=1), found, np.nan)


def _distance_to(points: Floats, targets: Floats) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Kilometres to the nearest target that is not the point itself, and which."""
    from scipy.spatial import cKDTree

    if len(targets) == 0:
        return np.full(len(points), FAR_KM), np.zeros(len(points), np.int64)
    chord, at = cKDTree(targets).query(points, k=min(2, len(targets)))
    if len(targets) == 1:
        chord, at = chord.reshape(-1, 1), at.reshape(-1, 1)
    km = 2 * EARTH_KM * np.arcsin(np.clip(chord / 2, 0, 1))
    self_first = km[:, 0] < 1e-6
    column = np.where(self_first & (km.shape[1] > 1), 1, 0)
    rows = np.arange(len(points))
    distance = km[rows, column]
    if km.shape[1] == 1:
        distance = np.where(self_first, FAR_KM, distance)
    return np.minimum(distance, FAR_KM), at[rows, column]
