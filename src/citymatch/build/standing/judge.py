"""The standing of every place: who governs itself, who is part of whom, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from citymatch.build import tables
from citymatch.build.standing import british, classifier, country_rules, evidence, labels, parents, populations, reach
from citymatch.build.standing.registers import SOURCE

NAMES = SOURCE / "name_corrections.csv"
GOVERNS_FROM = {
    "": 0.68, "IN": 0.5, "MX": 0.5, "GB": 0.55,
    "AT": 0.4, "CH": 0.4, "HU": 0.45, "AM": 0.45, "BG": 0.5, "RO": 0.5, "HR": 0.5, "LU": 0.5,
}  # fmt: skip
"""A place governs itself from this probability on; by country, "" for the rest. See docs/standing.md."""
DOUBT = 0.02
"""How far below the threshold a place is `unknown` and not `part_of`."""
REGISTER_PROBABILITY = {"municipality": 0.98, "seat": 0.85, "part": 0.03}
GONE = {"PPLQ": "abandoned place", "PPLH": "historical place", "PPLW": "destroyed place"}
GOVERNMENTS = frozenset({"city", "town", "village", "borough", "municipality", "urban county", "corporation",
                         "city and borough", "city and county", "township"})  # fmt: skip
TOWNSHIP_STATES = ("CT", "MA", "ME", "NH", "NJ", "NY", "PA", "RI", "VT")
SECTION = "section of a city (GeoNames PPLX, 2019)"
CDP = "US census place without a government"


@dataclass
class Draft:
    """The judgement while it is being made, one entry per place."""

    probability: npt.NDArray[np.float64]
    reason: npt.NDArray[np.object_]
    governor: npt.NDArray[np.object_]
    seat_of: npt.NDArray[np.object_]


def judge(gazetteer: pd.DataFrame) -> pd.DataFrame:
    """The standing of every place of the gazetteer, in its order.

    Takes the columns of `read_gazetteer` and `legal_kind`. Gives standing (self_governing, part_of, unknown),
    standing_probability, standing_reason, governed_by (geonameid, 0 unknown), name and local_name as they are
    shown, population and population_source after corrections, and not_candidate ("" for a candidate).
    """
    places = gazetteer.assign(**populations.corrected(gazetteer))
    facts = evidence.gather(places)
    draft = drafted(places, facts)
    _apply_labels(places, draft)
    _apply_us(places, draft)
    return _finished(gazetteer, places, facts, draft)


def drafted(places: pd.DataFrame, facts: pd.DataFrame) -> Draft:
    """Judged by registers, rules and the classifier alone; no place's own label is read."""
    known = classifier.examples(places, labels.open_labels())
    foreign = np.flatnonzero((places["country"] != "US").to_numpy())
    probability = np.full(len(places), np.nan)
    probability[foreign] = classifier.probabilities(places, facts, known, foreign)
    return settle(places, facts, probability)


def settle(places: pd.DataFrame, facts: pd.DataFrame, probability: npt.NDArray[np.float64]) -> Draft:
    """Let registers and rules speak before the classifier's `probability`."""
    size = len(places)
    draft = Draft(
        probability.copy(), np.full(size, "", object), np.full(size, "", object), np.full(size, "", object)
    )
    known = ~np.isnan(probability)
    draft.reason[known] = "judged by feature code, names and neighbours"
    said = facts["verdict"].to_numpy(object)
    lying = facts["located_in"].to_numpy(object)
    for word, value in REGISTER_PROBABILITY.items():
        draft.probability[said == word] = value
    draft.reason[said == "municipality"] = "in the national register of municipalities"
    draft.reason[said == "part"] = "not in the national register of municipalities"
    draft.reason[said == "seat"] = "main town of a municipality with another name"
    draft.governor[said == "part"] = np.where(lying != "", lying, facts["register_part_of"])[said == "part"]
    draft.seat_of[said == "seat"] = np.where(lying != "", lying, facts["register_part_of"])[said == "seat"]
    own = (said == "municipality") & (lying != "") & (facts["located_bears"].to_numpy(float) < 0.95)
    draft.seat_of[own] = lying[own]
    seat = country_rules.seats(places)
    draft.probability[seat], draft.reason[seat] = 0.93, "seat of a municipality by its feature code"
    chance = british.probability(places, facts)
    told = ~np.isnan(chance)
    draft.probability[told] = chance[told]
    section = (
        (places["feature_code"] == "PPLX").to_numpy() & (said != "municipality") & (draft.probability < 0.9)
    )
    draft.probability[section] = np.minimum(draft.probability[section], 0.02)
    draft.reason[section] = SECTION
    why, governor = country_rules.certain(places)
    ruled = why != ""
    draft.probability[ruled], draft.reason[ruled], draft.governor[ruled] = 0.01, why[ruled], governor[ruled]
    return draft


def _apply_labels(places: pd.DataFrame, draft: Draft) -> None:
    """A place that was judged one by one keeps that judgement."""
    position = pd.Series(np.arange(len(places)), index=places["geonameid"])
    for line in labels.open_labels().itertuples(index=False):
        row = position.get(line.geonameid)
        if row is None:
            continue
        draft.probability[row] = 0.97 if line.governs else 0.03
        draft.reason[row] = f"judged one by one: {line.reason}" if line.reason else "judged one by one"
        draft.governor[row] = "" if line.governs else line.part_of
        draft.seat_of[row] = line.part_of if line.self_governing == "seat" else ""


def _apply_us(places: pd.DataFrame, draft: Draft) -> None:
    """The Census's legal kind decides in the US: a census-designated place has no government."""
    american = (places["country"] == "US").to_numpy()
    kind = places["legal_kind"].to_numpy(object)
    code = places["feature_code"].to_numpy(object)
    governed = american & np.isin(kind.astype(str), list(GOVERNMENTS))
    draft.probability[governed], draft.reason[governed] = 0.99, "an incorporated place (US Census)"
    census = american & (kind == "CDP")
    draft.probability[census], draft.reason[census] = 0.01, CDP
    other = american & ~governed & ~census
    township = (
        other
        & np.isin(places["admin1"].to_numpy(str), TOWNSHIP_STATES)
        & np.char.startswith(code.astype(str), "PPL")
    )
    seat = other & np.char.startswith(code.astype(str), "PPLA")
    draft.probability[other], draft.reason[other] = 0.1, "no incorporated place of this name (US Census)"
    draft.probability[township], draft.reason[township] = (
        0.8,
        "a town or township with a government of its own",
    )
    draft.probability[seat], draft.reason[seat] = 0.9, "seat of a county"
    section = other & np.isin(code.astype(str), ("PPLX",))
    draft.probability[section], draft.reason[section] = 0.02, SECTION


def _finished(
    gazetteer: pd.DataFrame, places: pd.DataFrame, facts: pd.DataFrame, draft: Draft
) -> pd.DataFrame:
    standing = decide(places["country"].to_numpy(object), draft.probability)
    people = places["population"].to_numpy(np.float64)
    governs = standing == "self_governing"
    second = parents.twins(places, governs, facts["code"].to_numpy(float) % 9)
    for row, kept in second.items():
        standing[row], draft.governor[row] = "part_of", ""
        draft.reason[row] = "a second entry of the same community"
    governs = (standing == "self_governing") & (places["country"] != "US").to_numpy()
    asked = np.flatnonzero((standing == "part_of") & (draft.reason != CDP))
    governed_by = np.zeros(len(places), np.int64)
    able = standing == "self_governing"
    governed_by[asked] = parents.governors(places, able, draft.governor.tolist(), asked)
    for row, kept in second.items():
        governed_by[row] = places["geonameid"].iloc[kept]
    uncounted = governs & np.isnan(people)
    standing[uncounted] = "unknown"
    draft.reason[uncounted] = "population unknown"
    name, local = _shown(gazetteer, draft, standing)
    return pd.DataFrame(
        {
            "standing": standing, "standing_probability": draft.probability, "standing_reason": draft.reason,
            "governed_by": governed_by, "name": name, "local_name": local, "population": people,
            "population_source": places["population_source"],
            "not_candidate": not_candidate(places, standing, draft.reason),
        },
        index=gazetteer.index,
    )  # fmt: skip


def decide(country: npt.NDArray[np.object_], probability: npt.NDArray[np.float64]) -> npt.NDArray[np.object_]:
    """self_governing, part_of or unknown from the probability and the country's threshold.

    >>> decide(np.array(["FR", "FR", "US"], object), np.array([0.98, 0.03, np.nan])).tolist()
    ['self_governing', 'part_of', 'unknown']
    """
    threshold = np.array([GOVERNS_FROM.get(code, GOVERNS_FROM[""]) for code in country])
    answer = np.full(len(country), "unknown", object)
    answer[probability >= threshold] = "self_governing"
    answer[probability < threshold - DOUBT] = "part_of"
    return answer


def not_candidate(
    places: pd.DataFrame, standing: npt.NDArray[np.object_], reason: npt.NDArray[np.object_]
) -> npt.NDArray[np.object_]:
    """Why a place is no candidate, "" for a candidate. What is relative to a seeker is not decided here."""
    answer = np.full(len(places), "", object)
    answer[standing == "unknown"] = "standing unknown"
    answer[places["population"].isna().to_numpy()] = "population unknown"
    answer[standing == "part_of"] = "part of another community"
    answer[(standing == "part_of") & (reason == SECTION)] = SECTION
    answer[reason == CDP] = CDP
    code = places["feature_code"].to_numpy(object)
    for gone, what in GONE.items():
        answer[code == gone] = f"{what} (GeoNames {gone}, 2019)"
    return answer


def _shown(
    gazetteer: pd.DataFrame, draft: Draft, standing: npt.NDArray[np.object_]
) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.object_]]:
    """The name as it is shown, a seat's with its municipality's in brackets, and the local name."""
    name = gazetteer["name"].to_numpy(object).copy()
    local = np.full(len(name), "", object)
    for row in np.flatnonzero((draft.seat_of != "") & (standing != "part_of")):
        name[row] = f"{name[row]} ({draft.seat_of[row]})"
    position = {int(geonameid): row for row, geonameid in enumerate(gazetteer["geonameid"])}
    for line in tables.read_csv(NAMES):
        row = position[int(line["geonameid"])]
        name[row], local[row] = line["name"], line["local_name"]
    return name, local
