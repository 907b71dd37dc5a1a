"""Which places of the gazetteer bear the name of a municipality in a national register, and which of them is it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from citymatch.build.standing.names import key
from citymatch.build.standing.registers import Municipality

SEAT_RANK = {
    "PPLC": 6,
    "PPLA": 5,
    "PPLA2": 4,
    "PPLA3": 3,
    "PPLA4": 2,
    "PPLA5": 1,
    "PPL": 0,
    "": 0,
    "PPLX": -3,
}
WHOLE = 3  # the place bears the register's name itself
ALIAS = 2  # one of its other names does
NONE = 0
LOCATED = ("DE", "JP", "PL")
SPELLED = frozenset({"FR", "IT", "ES", "BR", "PH"})
"""Countries whose whole register is known by name alone, so that a spelling can hide a municipality."""
OPEN = frozenset({"GB", "MX", "PT", "TR", "PE", "IL", "KR", "TH"})
"""Countries whose lists are not complete: a name that is missing there says nothing."""
# Wards and cities so built up that their largest named place is a quarter and no main town.
QUARTERED = frozenset((
    "Chiyoda", "Chuo", "Minato", "Shinjuku", "Bunkyo", "Taito", "Sumida", "Koto", "Shinagawa", "Meguro",
    "Ota", "Setagaya", "Shibuya", "Nakano", "Suginami", "Toshima", "Kita", "Arakawa", "Itabashi", "Nerima",
    "Adachi", "Katsushika", "Edogawa", "Osaka", "Nagoya", "Kyoto", "Kobe", "Yokohama", "Kawasaki",
    "Sapporo", "Sendai", "Saitama", "Chiba", "Sagamihara", "Niigata", "Shizuoka", "Hamamatsu", "Sakai",
    "Okayama", "Hiroshima", "Kitakyushu", "Fukuoka", "Kumamoto",
))  # fmt: skip


@dataclass
class Claim:
    """One place's best claim to lines of the register of its division."""

    level: int = NONE
    kind: str = ""
    name: str = ""
    part_of: str = ""
    doubt: str = ""
    population: float = float("nan")
    namesakes: int = 0
    rank: int = 0


def claims(places: pd.DataFrame, register: Sequence[Municipality]) -> pd.DataFrame:
    """Evidence columns and the matched line for each place of the countries with a register.

    `register_state`: 1 is the municipality, 0.5 bears its name but another place fits better, 0 no such name;
    NaN in a country without a register. `register_other`: the kind of a matching line that is no municipality.
    """
    wanted = {line.country for line in register}
    index: dict[tuple[str, str, str], list[Municipality]] = defaultdict(list)
    for line in register:
        for name in {key(n) for n in (line.name, *line.other_name.split("|")) if n}:
            index[line.country, line.admin1, name].append(line)
            if line.admin1:
                index[line.country, "*", name].append(line)
    rows = np.flatnonzero(places["country"].isin(wanted).to_numpy())
    found: dict[int, Claim] = {}
    rivals: dict[tuple[str, str, str], list[tuple[tuple[float, ...], int]]] = defaultdict(list)
    columns = ("country", "admin1", "name", "other_names", "feature_code", "population")
    for row, country, admin1, name, others, code, people in zip(
        rows.tolist(), *(places[column].iloc[rows] for column in columns), strict=True
    ):
        claim, matched = _claim(index, country, admin1, name, others)
        found[row] = claim
        if matched:
            unknown = 2.0 if np.isnan(people) else 0.0
            fit = (claim.level + SEAT_RANK.get(code, -5) / 2 - unknown, np.nan_to_num(people))
            rivals[country, admin1, matched].append((fit, row))
    for contenders in rivals.values():
        for rank, (_, row) in enumerate(sorted(contenders, reverse=True)):
            found[row].rank = rank
    return _columns(places, found)


def _claim(
    index: dict[tuple[str, str, str], list[Municipality]],
    country: str,
    admin1: str,
    name: str,
    others: Sequence[str],
) -> tuple[Claim, str]:
    tried = [(key(name), WHOLE), *((key(other), ALIAS) for other in others if other[:1].isupper())]
    best, matched, other_kind = Claim(), "", Claim()
    for wanted, level in tried:
        if len(wanted) < 2:
            continue
        lines = index.get((country, admin1, wanted)) or index.get((country, "", wanted), [])
        whole = [line for line in lines if line.kind == "municipality"]
        if whole and level > best.level:
            line = whole[0]
            people = [float(each.population) for each in whole if each.population]
            best = Claim(
                level, "municipality", line.name, population=max(people, default=np.nan), namesakes=len(whole)
            )
            matched = wanted
        elif lines and not other_kind.kind:
            line = lines[0]
            other_kind = Claim(level, line.kind, line.name, line.part_of)
    if best.kind:
        if other_kind.kind and other_kind.level > best.level:
            best.doubt = other_kind.kind
        return best, matched
    return other_kind, ""


def _columns(places: pd.DataFrame, found: dict[int, Claim]) -> pd.DataFrame:
    size = len(places)
    state = np.full(size, np.nan)
    counted = np.full(size, np.nan)
    level, namesakes, gap = np.zeros(size), np.zeros(size), np.full(size, np.nan)
    kind, name, part_of, doubt = (np.full(size, "", object) for _ in range(4))
    people = places["population"].to_numpy(float)
    for row, claim in found.items():
        municipal = claim.kind == "municipality"
        state[row] = (1.0 if claim.rank < claim.namesakes else 0.5) if municipal else 0.0
        level[row], namesakes[row] = claim.level, claim.namesakes
        counted[row] = claim.population
        kind[row], name[row], part_of[row], doubt[row] = claim.kind, claim.name, claim.part_of, claim.doubt
        gap[row] = np.log10(max(people[row], 1) / max(claim.population, 1)) if people[row] > 0 else np.nan
    return pd.DataFrame(
        {
            "register_state": state, "register_level": level, "register_namesakes": namesakes, "register_gap": gap,
            "register_people": counted,
            "register_kind": kind, "register_name": name, "register_part_of": part_of, "register_doubt": doubt,
            "register_seat": places["feature_code"].isin(("PPLA", "PPLA2", "PPLA3", "PPLA4")),
            "register_nationwide": places["country"] == "PL",  # a name without its district says little there
            "register_whole": ~places["country"].isin(OPEN),
        },
        index=places.index,
    )  # fmt: skip


def lying_in(
    places: pd.DataFrame, district: dict[int, str], register: Sequence[Municipality]
) -> pd.DataFrame:
    """Evidence for places whose municipality is known by coordinates: does it bear its name, is it its largest?

    A place in a ward of a Japanese city lies in the city.
    """
    line_of = _lines_by_district(register)
    size = len(places)
    bears, rank, best = (np.full(size, np.nan) for _ in range(3))
    where, local = np.full(size, "", object), np.full(size, "", object)
    members: dict[tuple[str, str], list[int]] = defaultdict(list)
    people = np.nan_to_num(places["population"].to_numpy(float))
    for row, (geonameid, country) in enumerate(
        zip(places["geonameid"].tolist(), places["country"], strict=True)
    ):
        line = line_of.get((country, district.get(geonameid, "")))
        if line is None:
            continue
        members[country, line.district].append(row)
        where[row], local[row] = line.name, line.other_name
        own = _likeness(places["name"].iloc[row], line)
        other = max((_likeness(each, line) for each in places["other_names"].iloc[row]), default=0.0)
        bears[row] = max(own, 0.9 * other)
    for rows in members.values():
        order = sorted(rows, key=lambda row: (-people[row], row))
        for position, row in enumerate(order):
            rank[row] = position
            best[row] = max((bears[each] for each in rows if each != row and people[each] > 0), default=0.0)
    return pd.DataFrame(
        {
            "located_bears": bears, "located_rank": rank, "located_rival": best, "located_in": where,
            "located_local": local,
            "located_by": np.where(where != "", places["country"], ""),
        },
        index=places.index,
    )  # fmt: skip


def _lines_by_district(register: Sequence[Municipality]) -> dict[tuple[str, str], Municipality]:
    lines = {
        (line.country, line.district): line for line in register if line.country in LOCATED and line.district
    }
    cities = {(line.admin1, line.other_name): line for line in lines.values() if line.country == "JP"}
    return {
        at: cities.get((line.admin1, line.part_of), line) if line.kind == "section" else line
        for at, line in lines.items()
    }


def verdict(matched: pd.DataFrame) -> npt.NDArray[np.object_]:
    """What the registers say of each place: municipality, seat, part, or "" where they say nothing.

    `matched` holds the columns of `claims` and `lying_in`.
    """
    state, kind = matched["register_state"], matched["register_kind"]
    bears, rival, rank = matched["located_bears"], matched["located_rival"], matched["located_rank"]
    located = bears.notna()
    answer = np.full(len(matched), "", object)
    answer[(state.notna() & matched["register_whole"]) | kind.isin(["unincorporated", "section"])] = "part"
    answer[(state == 0) & (kind == "seat")] = "seat"
    answer[(state == 1) & ~located & ~matched["register_nationwide"]] = "municipality"
    answer[located] = "part"
    capital = matched["located_in"].isin(QUARTERED)
    answer[
        located & (rank == 0) & (rival < 0.75) & (bears < 0.75) & ~capital & (matched["located_by"] != "PL")
    ] = "seat"
    blocks = matched["located_by"] == "JP"  # the nearest town block can lie across a border
    coded = matched["register_seat"]  # a seat by its code, though a hair across the border
    answer[located & (blocks | coded) & (state == 1) & (matched["register_level"] == WHOLE)] = "municipality"
    answer[located & (bears >= 0.75) & (bears >= rival)] = "municipality"
    return answer


def _likeness(name: str, line: Municipality) -> float:
    """1 for the municipality's own name, 0.8 where one begins with the other, else 0."""
    best = 0.0
    for official in (line.name, *line.other_name.split("|")):
        if not official:
            continue
        if name == official:
            return 1.0
        mine, theirs = key(name), key(official)
        if mine and mine == theirs:
            return 1.0
        if line.country == "JP" and any(
            mine == theirs + tail for tail in ("shi", "cho", "machi", "mura", "son", "ku")
        ):
            return 1.0
        if len(mine) > 4 and len(theirs) > 4 and (mine.startswith(theirs) or theirs.startswith(mine)):
            best = 0.8
    return best


def recovered(
    places: pd.DataFrame, matched: pd.DataFrame, register: Sequence[Municipality]
) -> dict[int, tuple[str, Municipality]]:
    """Rows that are a municipality after all, though spelled another way: what each is, and the register's line.

    Only lines that no place has claimed and places that match nothing are compared, within one division: one
    edit in six letters or more counts as the same name ("municipality"), and a name that begins that of a merged
    municipality, with its population, as the main town ("seat"). A line without a place in its division may be
    the only one of its name in the country.
    """
    from rapidfuzz.distance import OSA

    taken = {
        (country, line)
        for country, line, state in zip(
            places["country"], matched["register_name"], matched["register_state"], strict=True
        )
        if state == 1
    }
    free: dict[tuple[str, str], list[Municipality]] = defaultdict(list)
    for line in register:
        if line.kind == "municipality" and line.country in SPELLED and (line.country, line.name) not in taken:
            free[line.country, line.admin1].append(line)
            free[line.country, "*"].append(line)
    found: dict[int, tuple[str, Municipality]] = {}
    lost = (
        (matched["register_state"] < 1)
        & matched["register_kind"].isin(("", "former"))
        & (places["population"] > 0)
    )
    for row in np.flatnonzero((lost & places["country"].isin(SPELLED)).to_numpy()):
        place = places.iloc[row]
        own = key(place["name"])
        for line in free[place["country"], place["admin1"]]:
            theirs = key(line.name)
            if (
                min(len(own), len(theirs)) >= 6
                and own[0] == theirs[0]
                and OSA.distance(own, theirs, score_cutoff=1) <= 1
            ):
                found[int(row)] = ("municipality", line)
            elif _begins(place["name"], line.name) and _alike(place["population"], line.population):
                found.setdefault(int(row), ("seat", line))
        if int(row) not in found:
            same = [line for line in free[place["country"], "*"] if key(line.name) == own]
            if len(same) == 1 and len(own) >= 6:
                found[int(row)] = ("municipality", same[0])
    return found


def _begins(name: str, merged: str) -> bool:
    """Whether a municipality's compound name begins with a place's name.

    >>> _begins("Ancenis", "Ancenis-Saint-Géréon"), _begins("Saint", "Sainte-Anne")
    (True, False)
    """
    rest = merged[len(name) :]
    return len(name) >= 5 and merged.startswith(name) and rest[:1] in ("-", " ", "/")


def _alike(people: float, registered: str) -> bool:
    return bool(registered) and 1 / 3 <= people / max(float(registered), 1.0) <= 3
