"""The standing of every place: who governs itself, who is part of whom, and how sure that is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from citymatch.build import tables
from citymatch.build.standing import (
    british,
    classifier,
    country_rules,
    evidence,
    labels,
    parents,
    populations,
    reach,
)
from citymatch.build.standing.registers import SOURCE

NAMES = SOURCE / "name_corrections.csv"
GOVERNS_FROM = {
    "": 0.72, "IN": 0.5, "MX": 0.5, "GB": 0.55,
    "AT": 0.4, "CH": 0.4, "HU": 0.45, "AM": 0.45, "BG": 0.5, "RO": 0.5, "HR": 0.5, "LU": 0.5,
}  # fmt: skip
"""A place governs itself from this probability on; by country, "" for the rest. See docs/standing.md."""
DOUBT = 0.02
"""How far below the threshold a place is `unknown` and not `part_of`."""
REGISTER_SAYS = {
    "municipality": (0.98, "in the national register of municipalities"),
    "seat": (0.85, "main town of a municipality with another name"),
    "part": (0.03, "not in the national register of municipalities"),
}
GONE = {"PPLQ": "abandoned place", "PPLH": "historical place", "PPLW": "destroyed place"}
SECTION = "section of a city (GeoNames PPLX)"


@dataclass
class Draft:
    """The judgement while it is being made, one entry per place."""

    probability: npt.NDArray[np.float64]
    reason: npt.NDArray[np.object_]
    governor: npt.NDArray[np.object_]
    seat_of: npt.NDArray[np.object_]
    name: npt.NDArray[np.object_]
    local: npt.NDArray[np.object_]

    @classmethod
    def of(cls, probability: npt.NDArray[np.float64]) -> Draft:
        """A draft in which nothing but the probability is written."""
        return cls(probability, *(np.full(len(probability), "", object) for _ in range(5)))


def judge(gazetteer: pd.DataFrame, decided: Collection[str] = ("US",)) -> pd.DataFrame:
    """The standing of every place of the gazetteer, in its order, where no register of governments decides.

    Takes the columns of `read_gazetteer`; in the countries that are `decided` nothing is asked of the classifier, and
    the registers' word follows (`citymatch.build.signing`). Gives standing (self_governing, part_of, unknown),
    standing_probability, standing_reason, governed_by (geonameid, 0 unknown), name and local_name as they are
    shown, population and population_source after corrections, and not_candidate ("" for a candidate).
    """
    places = gazetteer.assign(**populations.corrected(gazetteer))
    facts = evidence.gather(places)
    places = places.assign(**populations.completed(places, facts))
    draft = drafted(places, facts, decided)
    _apply_labels(places, draft)
    return _finished(gazetteer, places, facts, draft)


def drafted(places: pd.DataFrame, facts: pd.DataFrame, decided: Collection[str] = ("US",)) -> Draft:
    """Judged by registers, rules and the classifier alone; no place's own label is read."""
    known = classifier.examples(places, labels.open_labels())
    asked = np.flatnonzero(~places["country"].isin(list(decided)).to_numpy())
    probability = np.full(len(places), np.nan)
    probability[asked] = classifier.probabilities(places, facts, known, asked)
    return settle(places, facts, probability)


def settle(places: pd.DataFrame, facts: pd.DataFrame, probability: npt.NDArray[np.float64]) -> Draft:
    """Let registers and rules speak before the classifier's `probability`."""
    draft = Draft.of(probability * reach.discount(places, facts))
    draft.reason[~np.isnan(probability)] = "judged by feature code, names and neighbours"
    _apply_registers(facts, draft)
    seat = country_rules.seats(places)
    draft.probability[seat], draft.reason[seat] = 0.93, "seat of a municipality by its feature code"
    chance = british.probability(places, facts)
    told = ~np.isnan(chance)
    draft.probability[told], draft.reason[told] = chance[told], "judged by the rules for the United Kingdom"
    code = places["feature_code"].to_numpy(object)
    municipal = (facts["verdict"] == "municipality").to_numpy()
    section = (code == "PPLX") & ~municipal & (draft.probability < 0.9)
    draft.probability[section] = np.minimum(draft.probability[section], 0.02)
    draft.reason[section] = SECTION
    why, governor = country_rules.certain(places)
    ruled = why != ""
    draft.probability[ruled], draft.reason[ruled], draft.governor[ruled] = 0.01, why[ruled], governor[ruled]
    return draft


def _apply_registers(facts: pd.DataFrame, draft: Draft) -> None:
    said = facts["verdict"].to_numpy(object)
    for word, (value, why) in REGISTER_SAYS.items():
        draft.probability[said == word], draft.reason[said == word] = value, why
    lying, local = facts["located_in"].to_numpy(object), facts["located_local"].to_numpy(object)
    whole = np.where(lying != "", lying, facts["register_part_of"].to_numpy(object))
    part, seat = said == "part", said == "seat"
    draft.governor[part], draft.seat_of[seat] = whole[part], whole[seat]
    bears = facts["located_bears"].to_numpy(np.float64)
    japanese = (facts["located_by"] == "JP").to_numpy() & (bears >= 0.75)
    draft.local[japanese] = local[japanese]
    other_name = japanese & (bears < 0.95)
    draft.name[other_name] = lying[other_name]


def _apply_labels(places: pd.DataFrame, draft: Draft) -> None:
    """A place that was judged one by one keeps that judgement."""
    position = {int(geonameid): row for row, geonameid in enumerate(places["geonameid"])}
    columns = labels.open_labels()[["geonameid", "governs", "self_governing", "part_of", "reason"]]
    for geonameid, governs, answer, part_of, reason in columns.itertuples(index=False):
        row = position.get(int(geonameid), -1)
        if row < 0:
            continue
        draft.probability[row] = 0.97 if governs else 0.03
        draft.reason[row] = f"judged one by one: {reason!s}" if reason else "judged one by one"
        draft.governor[row] = "" if governs else part_of
        draft.seat_of[row] = part_of if answer == "seat" else ""


def _finished(
    gazetteer: pd.DataFrame, places: pd.DataFrame, facts: pd.DataFrame, draft: Draft
) -> pd.DataFrame:
    standing = decide(places["country"].to_numpy(object), draft.probability)
    people = places["population"].to_numpy(np.float64)
    governs = standing == "self_governing"
    second = parents.twins(places, governs, facts["code"].to_numpy(float) % 9)
    for row in second:
        standing[row], draft.governor[row] = "part_of", ""
        draft.reason[row] = "a second entry of the same community"
    governs = standing == "self_governing"
    asked = np.flatnonzero(standing == "part_of")
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
    code = places["feature_code"].to_numpy(object)
    for gone, what in GONE.items():
        answer[code == gone] = f"{what} (GeoNames {gone})"
    return answer


def corrected_names(places: pd.DataFrame) -> npt.NDArray[np.object_]:
    """The gazetteer's name of each place, or the one that `name_corrections.csv` has for it."""
    name = places["name"].to_numpy(object).copy()
    corrected = {int(line["geonameid"]): line["name"] for line in tables.read_csv(NAMES)}
    for row, geonameid in enumerate(places["geonameid"].tolist()):
        name[row] = corrected.get(geonameid, name[row])
    return name


def _shown(
    gazetteer: pd.DataFrame, draft: Draft, standing: npt.NDArray[np.object_]
) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.object_]]:
    """The name as it is shown, a seat's with its municipality's in brackets, and the local name."""
    name = gazetteer["name"].to_numpy(object).copy()
    shown = standing != "part_of"
    for row in np.flatnonzero((draft.seat_of != "") & (draft.name == "") & shown).tolist():
        name[row] = f"{name[row]} ({draft.seat_of[row]})"
    named = (draft.name != "") & shown
    name[named] = draft.name[named]
    local = np.where(shown, draft.local, "")
    position = {int(geonameid): row for row, geonameid in enumerate(gazetteer["geonameid"])}
    for line in tables.read_csv(NAMES):
        row = position[int(line["geonameid"])]
        name[row], local[row] = line["name"], line["local_name"]
    return name, local
