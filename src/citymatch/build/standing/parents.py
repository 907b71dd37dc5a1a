"""Which community governs a place that does not govern itself, and which rows are one community twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from citymatch.build.standing.names import key
from citymatch.build.standing.neighbours import EARTH_KM, on_sphere

NAMED_KM = 60.0
NEAR_KM = 40.0
TWIN_KM = 5.0
UNITS = ("admin4", "admin3", "admin2")
"""The codes of divisions, the smallest first: who shares the smallest with a place is likeliest to govern it."""
WIDE = frozenset({"IN", "BR"})
"""Countries whose second level is far wider than a municipality."""
Rows = npt.NDArray[np.int64]


def governors(
    places: pd.DataFrame, governs: npt.NDArray[np.bool_], named: Sequence[str], asked: Rows
) -> Rows:
    """The geonameid of the community that governs each place of `asked`; 0 where none can be told.

    `named` holds the governor's name where a label or register tells it. Otherwise it is the self-governing place
    that draws most (people over the square of the kilometres) among those of the smallest division that the two
    share, and where they share none, among the neighbours within `NEAR_KM` in the same country.
    """
    from scipy.spatial import cKDTree

    points = on_sphere(places["latitude"].to_numpy(), places["longitude"].to_numpy())
    people = np.nan_to_num(places["population"].to_numpy(np.float64))
    ids = places["geonameid"].to_numpy(np.int64)
    country = places["country"].to_numpy(object)
    keys = np.array([key(name) for name in places["name"]], object)
    answer = np.zeros(len(asked), np.int64)
    fellows = _fellows(places, np.flatnonzero(governs))
    for code, members in pd.Series(asked).groupby(country[asked]).indices.items():
        able = np.flatnonzero(governs & (country == code))
        if not len(able):
            continue
        bearing = _bearing(keys[able], places["other_names"].iloc[able])
        tree = cKDTree(points[able])
        for member in members:
            row = asked[member]
            chosen = _named(bearing.get(key(named[row]), []), able, points, row) if named[row] else -1
            if chosen < 0:
                chosen = _strongest(fellows(row), points, people, row)
            if chosen < 0:
                chosen = _drawn(tree, able, points, people, row)
            answer[member] = ids[chosen] if chosen >= 0 else 0
    return answer


def twins(
    places: pd.DataFrame, governs: npt.NDArray[np.bool_], standing_code: npt.NDArray[np.float64]
) -> dict[int, int]:
    """Rows that are a second entry of a self-governing community, with the row that is kept.

    Two entries are one community where they bear one name, lie within `TWIN_KM` and both would govern; the entry
    whose population is known, then that with the higher feature code, more people, the older id is kept.
    """
    rows = np.flatnonzero(governs)
    points = on_sphere(places["latitude"].to_numpy(), places["longitude"].to_numpy())
    people = np.nan_to_num(places["population"].to_numpy(np.float64))
    ids = places["geonameid"].to_numpy(np.int64)
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows.tolist():
        groups[places["country"].iloc[row], key(places["name"].iloc[row])].append(row)
    second: dict[int, int] = {}
    for members in groups.values():
        order = sorted(
            members, key=lambda row: (people[row] == 0, -standing_code[row], -people[row], ids[row])
        )
        for at, row in enumerate(order[1:], 1):
            km = _km(points, row, np.array(order[:at]))
            near = int(km.argmin())
            if km[near] <= TWIN_KM and order[near] not in second:
                second[row] = order[near]
    return second


def _bearing(keys: npt.NDArray[np.object_], others: pd.Series) -> dict[str, list[int]]:
    bearing: dict[str, list[int]] = defaultdict(list)
    for at, (own, names) in enumerate(zip(keys, others, strict=True)):
        for each in {own, *(key(name) for name in names if name[:1].isupper())}:
            bearing[each].append(at)
    return bearing


def _named(positions: Sequence[int], able: Rows, points: npt.NDArray[np.float64], row: int) -> int:
    candidates = able[np.asarray(positions, np.int64)]
    candidates = candidates[candidates != row]
    if not len(candidates):
        return -1
    km = _km(points, row, candidates)
    return int(candidates[km.argmin()]) if km.min() <= NAMED_KM else -1


def _drawn(
    tree: object, able: Rows, points: npt.NDArray[np.float64], people: npt.NDArray[np.float64], row: int
) -> int:
    near = able[np.asarray(tree.query_ball_point(points[row], NEAR_KM / EARTH_KM), np.int64)]  # type: ignore[attr-defined]
    return _strongest(near[people[near] > people[row] * 0.5], points, people, row)


def _strongest(rows: Rows, points: npt.NDArray[np.float64], people: npt.NDArray[np.float64], row: int) -> int:
    """That of `rows` which draws `row` most; -1 for none."""
    others = rows[rows != row]
    if not len(others):
        return -1
    pull = people[others] / np.maximum(_km(points, row, others), 0.7) ** 2
    return int(others[pull.argmax()])


def _fellows(places: pd.DataFrame, able: Rows) -> Callable[[int], Rows]:
    """A function from a row to the `able` rows of the smallest division that it shares with any of them."""
    country, first = places["country"].to_numpy(object), places["admin1"].to_numpy(object)
    codes = {level: places[level].to_numpy(object) for level in UNITS}
    upper = {"admin2": (), "admin3": ("admin2",), "admin4": ("admin2", "admin3")}

    def unit(level: str, row: int) -> tuple[object, ...] | None:
        if not codes[level][row] or (level == "admin2" and country[row] in WIDE):
            return None
        return (
            level,
            country[row],
            first[row],
            *(codes[each][row] for each in upper[level]),
            codes[level][row],
        )

    members: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for row in able.tolist():
        for level in UNITS:
            if (found := unit(level, row)) is not None:
                members[found].append(row)

    def of(row: int) -> Rows:
        for level in UNITS:
            found = unit(level, row)
            others = [each for each in members.get(found, ()) if each != row] if found else []
            if others:
                return np.array(others, np.int64)
        return np.zeros(0, np.int64)

    return of


def _km(points: npt.NDArray[np.float64], row: int, others: Rows) -> npt.NDArray[np.float64]:
    chord = np.linalg.norm(points[others] - points[row], axis=1)
    return np.asarray(2 * EARTH_KM * np.arcsin(np.clip(chord / 2, 0, 1)))
