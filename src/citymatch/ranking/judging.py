"""How each kind of test of `policy.kinds` is decided, for one seeker and n candidates at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from citymatch.datasets.geography import RIVER_KM, country_name
from citymatch.features import make_extractor
from citymatch.features.climate import metres_told
from citymatch.features.large_cities import WITHIN_KM, none_told
from citymatch.features.population import compared
from citymatch.features.ties import nation as nation_name
from citymatch.features.unit import people_of_unit, people_of_units
from citymatch.features.water import PHRASE
from citymatch.features.weather import climate_told
from citymatch.features.words import count, km, rounded, share_told
from citymatch.policy import Rule
from citymatch.policy.caution import UNOFFICIAL, US, relations
from citymatch.policy.kinds import CONTINENTS, MIDDLE_EAST, SIMILARITY_TESTS
from citymatch.policy.nations import nation

from . import portfolio
from .areas import inside
from .case import EVIDENCE, MET, NOT_MET, Case, Codes, Outcome, codes, per_label, setting


def _population_ratio(rule: Rule, case: Case) -> Outcome:
    own, theirs = people_of_unit(case.seeker), people_of_units(case.candidates)
    region = setting(rule, "relative_to") == "region"
    with np.errstate(divide="ignore", invalid="ignore"):
        if region:
            own, theirs = own / case.own("people_50km"), theirs / case.number("people_50km")
        ratio = np.maximum(theirs / own, own / theirs)
    verdict = codes(ratio <= rule.parameters["at_most"], np.isfinite(ratio))
    name = str(case.seeker.get("name") or "the seeker")

    def detail(row: int) -> str:
        if region:
            return f"it has {_share(theirs[row])} of the people within 50 km, and {name} has {_share(own)}"
        people = "an unknown number of people" if np.isnan(theirs[row]) else f"{count(theirs[row])} people"
        told = "an unknown number" if np.isnan(own) else count(own)
        return f"{people}{compared(float(theirs[row]), float(own), name, told)}"

    return Outcome(verdict, detail)


def _share(value: float) -> str:
    return "an unknown share" if np.isnan(value) else share_told(value)


def _population(rule: Rule, case: Case) -> Outcome:
    people = people_of_units(case.candidates)
    low, high = rule.parameters.get("at_least", 0), rule.parameters.get("at_most", np.inf)
    verdict = codes((people >= low) & (people <= high), ~np.isnan(people))
    return Outcome(verdict, lambda row: f"{count(people[row])} people")


def _near_water(column: str) -> Callable[[Rule, Case], tuple[Codes, bool]]:
    def decide(rule: Rule, case: Case) -> tuple[Codes, bool]:
        limit = setting(rule, "within_km")
        distance, own = case.number(column), case.own(column)
        return codes(distance <= limit, ~np.isnan(distance)), own <= limit

    return decide


def _near_river(rule: Rule, case: Case) -> tuple[Codes, bool]:
    """The data hold large rivers alone, so that a town far from all of them may stand on another."""
    near, own = _near_water("river_km")(rule, case)
    return np.maximum(near, EVIDENCE).astype(np.int8), own


def _with_doubt(*columns: str) -> Callable[[Rule, Case], tuple[Codes, bool]]:
    """A setting that no table tells (a bay, a port): in doubt where the water is near, else not there."""

    def decide(rule: Rule, case: Case) -> tuple[Codes, bool]:
        each = [
            _near_river(rule, case) if column == "river_km" else _near_water(column)(rule, case)
            for column in columns
        ]
        near = np.min([verdict for verdict, _ in each], axis=0)
        return np.minimum(near, EVIDENCE).astype(np.int8), all(own for _, own in each)

    return decide


def _hills(rule: Rule, case: Case) -> tuple[Codes, bool]:
    """High ground is met. A town below may lie under hills: no table tells, so that it is in doubt."""
    limit = setting(rule, "at_least_m")
    high = case.number("elevation_m") >= limit
    return np.where(high, MET, EVIDENCE).astype(np.int8), case.own("elevation_m") >= limit


def _desert(rule: Rule, case: Case) -> tuple[Codes, bool]:
    climate = case.label("climate")
    dry = per_label(climate, lambda c: EVIDENCE if not c else MET if c[:2] == "BW" else NOT_MET)
    return dry, str(case.seeker.get("climate") or "")[:2] == "BW"


def _climate(rule: Rule, case: Case) -> tuple[Codes, bool]:
    own = str(case.seeker.get("climate") or "")

    def decide(climate: str) -> int:
        return EVIDENCE if not climate or not own else MET if climate == own else NOT_MET

    return per_label(case.label("climate"), decide), True


SETTINGS: dict[str, Callable[[Rule, Case], tuple[Codes, bool]]] = {
    "coast": _near_water("coast_km"),
    "bay": _with_doubt("coast_km"),
    "estuary": _with_doubt("coast_km", "river_km"),
    "lake": _near_water("lake_km"),
    "river": _near_river,
    "river_port": _with_doubt("river_km"),
    "hills": _hills,
    "desert": _desert,
    "climate": _climate,
}


def _place_setting(rule: Rule, case: Case) -> Outcome:
    kinds = list(rule.parameters["kinds"])
    found = {kind: SETTINGS[kind](rule, case) for kind in kinds}
    wanted = kinds
    if setting(rule, "mode") == "shared":
        wanted = [kind for kind in kinds if found[kind][1]]
    stacked = np.stack([found[kind][0] for kind in wanted or kinds])
    if not wanted:  # the seeker has none of these settings, and a candidate that shares this has none either
        verdict = MET - stacked.max(axis=0)
    else:
        verdict = stacked.max(axis=0) if setting(rule, "match") == "any" else stacked.min(axis=0)

    def detail(row: int) -> str:
        return _setting_facts(kinds, case, row) + (
            "" if wanted else "; the seeker has none of these settings"
        )

    return Outcome(verdict.astype(np.int8), detail)


_WATERS = {
    "coast": ("coast", "bay", "estuary"),
    "lake": ("lake",),
    "river": ("river", "river_port", "estuary"),
}


DOUBTFUL = {"bay": "a bay", "estuary": "an estuary", "river_port": "a river port", "hills": "hills"}
"""Settings that no table tells."""


def _water_told(water: str, distance: float) -> str:
    far = water == "river" and distance > RIVER_KM
    return f"no river known within {RIVER_KM:.0f} km" if far else f"{km(distance)} from {PHRASE[water]}"


def _setting_facts(kinds: list[str], case: Case, row: int) -> str:
    facts = [
        _water_told(water, float(case.number(f"{water}_km")[row]))
        for water, of in _WATERS.items()
        if set(of) & set(kinds)
    ]
    if "hills" in kinds:
        height = case.number("elevation_m")[row]
        source = {"elevation_source": case.label("elevation_source")[row]}
        facts.append(
            "its elevation is unknown"
            if np.isnan(height)
            else f"{metres_told(float(height), source)} above the sea"
        )
    if {"desert", "climate"} & set(kinds):
        facts.append(climate_told(case.label("climate")[row]) or "climate unknown")
    doubtful = [DOUBTFUL[kind] for kind in kinds if kind in DOUBTFUL]
    return ", ".join(facts) + (f"; whether it has {' or '.join(doubtful)} is in no table" if doubtful else "")


def _metropolis(rule: Rule, case: Case) -> Outcome:
    distance, people = case.number("metropolis_km"), case.number("people_50km")
    settings = rule.parameters
    none = np.isnan(distance) & ~np.isnan(
        people
    )  # none within 100 km: farther than that, nobody knows how far
    parts = []
    for name, nearer in (("within_km", True), ("beyond_km", False)):
        if name in settings:
            known = ~np.isnan(distance) | (none & (settings[name] <= WITHIN_KM))
            parts.append(codes((distance <= settings[name]) == nearer, known))
    if "people_50km" in settings:
        parts.append(codes(people >= settings["people_50km"], ~np.isnan(people)))
    return Outcome(
        np.min(parts, axis=0).astype(np.int8),
        lambda row: (
            (_no_city(float(people[row])) if none[row] else f"{km(float(distance[row]))} from a large city")
            + f", {rounded(float(people[row]))} people within 50 km"
        ),
    )


def _no_city(people: float) -> str:
    return none_told(people) or f"no built-up area of 500,000 people within {WITHIN_KM:.0f} km"


def _country(rule: Rule, case: Case) -> Outcome:
    wanted, unwanted = set(rule.parameters.get("one_of", ())), set(rule.parameters.get("none_of", ()))
    regions = rule.parameters.get("regions", ())
    country = case.label("country")

    def decide(code: str) -> int:
        if not code:
            return EVIDENCE
        return NOT_MET if code in unwanted or (wanted and code not in wanted) else MET

    verdict = per_label(country, decide)
    if regions:
        within = case.label("continent").isin({region for region in regions if region in CONTINENTS})
        if "Middle East" in regions:
            within = within | country.isin(MIDDLE_EAST)
        verdict = np.where(within, verdict, NOT_MET).astype(np.int8)
    for division in rule.parameters.get("divisions", ()):
        land, _, code = division.partition(".")
        if land in country.values:
            verdict[np.asarray(country == land) & np.asarray(case.label("admin1") == code)] = NOT_MET
    if "area" in rule.parameters:
        named = np.flatnonzero(verdict == NOT_MET)
        latitude, longitude = case.number("latitude")[named], case.number("longitude")[named]
        verdict[named[~inside(latitude, longitude, rule.parameters["area"])]] = MET
    if "places" in rule.parameters:
        numbers = [int(place.partition(":")[2]) for place in rule.parameters["places"]]
        verdict[np.isin(case.number("number"), numbers)] = NOT_MET
    return Outcome(verdict, lambda row: _land(country[row]))


def _land(code: str) -> str:
    return f"it lies in {nation_name(code)}" if code else "its country is unknown"


def _relations(rule: Rule, case: Case) -> Outcome:
    """None is not met; unofficial relations are for people to judge, and so are those of other nations."""
    country, told = case.label("country"), relations()
    own = nation(str(case.seeker.get("country") or ""))
    if own != US:
        unknown = np.full(len(case), EVIDENCE, np.int8)
        whose = country_name(own) or "the seeker"
        said = f"no table here has the diplomatic relations of {whose}: ask your foreign ministry"
        return Outcome(unknown, lambda row: said)

    def decide(code: str) -> int:
        if not code or code in UNOFFICIAL:
            return EVIDENCE
        return NOT_MET if code in told else MET

    def detail(row: int) -> str:
        code = country[row]
        return told[code].reason if code in told else _land(code)

    return Outcome(per_label(country, decide), detail)


def _similarity(rule: Rule, case: Case) -> Outcome:
    name = SIMILARITY_TESTS[rule.test] or str(rule.parameters["extractor"])
    extractor = make_extractor(name, dict(setting(rule, "parameters")))
    if not extractor.knows(case.seeker):
        unknown = np.full(len(case), EVIDENCE, np.int8)
        return Outcome(unknown, lambda row: f"unknown for {case.seeker['name']}")
    similarity = extractor.similarity(case.seeker, case.candidates)
    limit = np.float32(setting(rule, "at_least")) - np.float32(1e-6)

    return Outcome(
        codes(similarity >= limit, ~np.isnan(similarity)),
        lambda row: extractor.reason(case.seeker, case.place(row)),
    )


def _airport(rule: Rule, case: Case) -> Outcome:
    prefix = "large_airport" if setting(rule, "size") == "large" else "airport"
    distance = case.number(f"{prefix}_km")
    verdict = codes(distance <= rule.parameters["within_km"], ~np.isnan(distance))
    return Outcome(
        verdict,
        lambda row: f"{km(float(distance[row]))} from the airport {case.label(prefix)[row]}".rstrip(),
    )


def _groups(rule: Rule, case: Case) -> tuple[Codes, Callable[[int], str]]:
    """The verdicts of the rules that a rule is made of, shape (parts, n), and what to say of them."""
    parts = [(name, case.done[name]) for name in rule.parameters["rules"] if name in case.done]
    stacked = np.stack([outcome.codes for _, outcome in parts] or [np.full(len(case), EVIDENCE, np.int8)])
    said = {MET: "met", EVIDENCE: "needs evidence", NOT_MET: "not met"}

    def detail(row: int) -> str:
        return ", ".join(f"{name.replace('-', ' ')} {said[int(part.codes[row])]}" for name, part in parts)

    return stacked, detail


def _any_of(rule: Rule, case: Case) -> Outcome:
    stacked, detail = _groups(rule, case)
    wanted = min(int(setting(rule, "at_least")), len(stacked))
    return Outcome(np.sort(stacked, axis=0)[-wanted], detail)


def _all_of(rule: Rule, case: Case) -> Outcome:
    stacked, detail = _groups(rule, case)
    return Outcome(stacked.min(axis=0), detail)


def _none_of(rule: Rule, case: Case) -> Outcome:
    stacked, detail = _groups(rule, case)
    return Outcome((MET - stacked.max(axis=0)).astype(np.int8), detail)


JUDGES: dict[str, Callable[[Rule, Case], Outcome]] = {
    "population_ratio": _population_ratio,
    "population": _population,
    "setting": _place_setting,
    "metropolis": _metropolis,
    "country": _country,
    "diplomatic_relations": _relations,
    **dict.fromkeys(SIMILARITY_TESTS, _similarity),
    "airport": _airport,
    "us_sister_cities": portfolio.us_sister_cities,
    "partners_in_country": portfolio.partners_in_country,
    "partners_in_total": portfolio.partners_in_total,
    "new_language": portfolio.new_language,
    "continental_balance": portfolio.continental_balance,
    "attribute": portfolio.own_attribute,
    "count": portfolio.counted,
    "wait": portfolio.waited,
    "evidence": portfolio.answered,
    "any_of": _any_of,
    "all_of": _all_of,
    "none_of": _none_of,
}
