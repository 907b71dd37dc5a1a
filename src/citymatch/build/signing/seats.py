"""Which place of the gazetteer is the seat of each unit."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from citymatch.build.standing.names import key
from citymatch.build.standing.neighbours import EARTH_KM
from citymatch.datasets import InputError

from .codes import RANK
from .decisions import PART_OF, SMALL, WENT_INTO
from .linking import Linked
from .naming import names_of
from .pairs import OTHER, OWN, Floats, Rows, points
from .rules import Rules

NAMED = 30.0
"""What a claim is worth whose place bears the unit's own name."""
CODED = {"code": 14.0, "name": 4.0, "near": 0.0, "": 0.0}
"""What it adds that the place lies in the unit, by how that is known."""
PER_RANK, PER_TENFOLD, PER_KM = 4.0, 2.0, 0.3
GROWN = 2.0
"""A place with more people than this times the unit's is not its seat, unless it bears its name."""
ENOUGH = 12.0
AGREES, AGREEING, FROM = 4.0, 0.01, 1000
"""It adds that the place has the unit's people, to this share and from this figure on."""
NO_GOVERNMENT, GUESSED = 6.0, 0.15
"""What it takes that the unit is no government; how much less distance says where the units' points are guessed."""
ELSEWHERE, BESIDE, BESIDE_KM = 20.0, 12.0, 5.0
"""A place that a code puts elsewhere is hardly the seat; less so where it lies this near the unit's point."""
GONE = -5
"""Places of this rank are abandoned, historical or destroyed."""
NONE, BY_HAND_NONE = -1, -2


def seats(places: pd.DataFrame, units: pd.DataFrame, linked: Linked, rules: Rules) -> Rows:
    """The row of the place that is the seat of each unit, -1 where the gazetteer has none.

    A place is the seat of one unit only: where two want it (a city and the rural municipality around it), the one
    whose claim is better has it, one of a kind that the rules call a ring comes last, and a claim by hand is the best.
    """
    seat = _by_hand(places, units, rules)
    taken = set(seat[seat >= 0].tolist())
    claims = _claims(places, units, linked, rules)
    rings = {entry["kind"] for entry in rules.of("kind") if entry.get("ring", False)}
    claims = claims.assign(first=~units["kind"].isin(rings).to_numpy()[claims["unit"].to_numpy()])
    claims = claims.sort_values(["first", "claim", "people"], ascending=False)
    for place, unit in claims[["place", "unit"]].itertuples(index=False):
        if seat[unit] == NONE and place not in taken:
            seat[unit] = place
            taken.add(place)
    return np.maximum(seat, NONE)


def _by_hand(places: pd.DataFrame, units: pd.DataFrame, rules: Rules) -> Rows:
    """Seats that were decided one by one; a geonameid of 0 says that the gazetteer has none."""
    seat = np.full(len(units), NONE, np.int64)
    place_of = {int(number): row for row, number in enumerate(places["geonameid"])}
    row_of = {code: row for row, code in enumerate(units["code"])}
    for entry in rules.of("seat"):
        where = f"{rules.country}.toml, seat of {entry['code']}"
        number = int(entry["geonameid"])
        if entry["code"] not in row_of:
            raise InputError(f"{where}: the register has no such unit")
        if number and number not in place_of:
            raise InputError(f"{where}: the gazetteer has no place {number} there")
        seat[row_of[entry["code"]]] = place_of[number] if number else BY_HAND_NONE
    return seat


def _claims(places: pd.DataFrame, units: pd.DataFrame, linked: Linked, rules: Rules) -> pd.DataFrame:
    """Every place that could be the seat of a unit, with how good its claim is. Columns place, unit, claim, people."""
    claims = _claimants(units, linked)
    place, unit = claims["place"].to_numpy(), claims["unit"].to_numpy()
    strength, km = (claims[column].to_numpy(np.float64) for column in ("strength", "km"))
    own, how = linked.unit[place] == unit, linked.how[place]
    rank = places["feature_code"].map(RANK).fillna(0).to_numpy(np.float64)[place]
    people = np.nan_to_num(places["population"].to_numpy(np.float64)[place])
    theirs = units["people"].to_numpy(np.float64)[unit]
    over = (units["layer"] == "over").to_numpy()[unit]
    elsewhere = ~own & (how == "code") & ~over
    claim = (
        NAMED * strength / OWN
        + np.where(own, np.array([CODED[each] for each in how]), 0.0)
        + PER_RANK * rank
        + PER_TENFOLD * np.log10(people + 1)
        - (GUESSED if rules.ordered else 1.0) * PER_KM * np.nan_to_num(km)
        - np.where(elsewhere, np.where(km <= BESIDE_KM, BESIDE, ELSEWHERE), 0.0)
        + np.where(np.isclose(people, theirs, rtol=AGREEING) & (people >= FROM), AGREES, 0.0)
        - np.where(_dropped(units)[unit], NO_GOVERNMENT, 0.0)
    )
    main = (rank > 0) | (people >= rules.main_share * theirs) | (rules.main_share == 0)
    beside = _twins(units, rules)[unit] & (rank < RANK["PPLA3"])
    fits = (strength > 0) | (own & (how == "code") & ~beside & main)
    outgrown = (strength < OTHER) & (people > GROWN * theirs)
    keep = fits & ~outgrown & (claim >= ENOUGH) & (rank > GONE)
    kept: pd.DataFrame = claims.assign(claim=claim, people=people).loc[keep]
    return kept


def _claimants(units: pd.DataFrame, linked: Linked) -> pd.DataFrame:
    """The places that bear a unit's name, or that a code puts into it, for the units that can have a seat."""
    inside = np.flatnonzero((linked.unit >= 0) & (linked.how == "code"))
    here = pd.DataFrame({"place": inside, "unit": linked.unit[inside], "strength": 0.0, "km": 0.0})
    claims = pd.concat([linked.pairs, here], ignore_index=True)
    claims = claims.sort_values("strength", ascending=False).drop_duplicates(["place", "unit"])
    gone = units["layer"].str.startswith(WENT_INTO).to_numpy() | units["seatless"].to_numpy(bool)
    able: pd.DataFrame = claims[~gone[claims["unit"].to_numpy()]]
    return able


def _dropped(units: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Units that are no government: a city keeps its dot before the cantonment or the industrial area of its name."""
    told = units["candidate"]
    return ((told != "") & ~told.str.startswith((SMALL, PART_OF))).to_numpy()


def _twins(units: pd.DataFrame, rules: Rules) -> npt.NDArray[np.bool_]:
    """Units that share their name with a neighbour: a city and its ring, whose offices are mostly both in the city.

    Neither has its seat in a village of another name, unless the gazetteer calls that a seat.
    """
    both = zip(units["name"], units["name_en"], strict=True)
    first = [next(iter(names_of(name, english, rules.strip)), "") for name, english in both]
    names = np.array([key(each) for each in first], object)
    base = np.flatnonzero((units["layer"] == "base").to_numpy() & (names != ""))
    at: Floats = points(units)
    division = units["division"].to_numpy(object)
    twin = np.zeros(len(units), bool)
    for rows in pd.Series(base).groupby(names[base]).agg(list):
        for row in rows if len(rows) > 1 else ():
            away = np.linalg.norm(at[rows] - at[row], axis=1) * EARTH_KM
            near = np.where(np.isnan(away), division[rows] == division[row], away <= rules.reach_km)
            twin[row] = near.sum() > 1
    return twin
