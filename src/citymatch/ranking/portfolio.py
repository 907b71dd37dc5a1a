"""Tests on the partners that the seeker and the candidate have, and on what people have found out."""

from __future__ import annotations

import datetime
import functools
from collections import Counter

import numpy as np
import numpy.typing as npt

from citymatch.datasets.geography import load_countries
from citymatch.datasets.partnership_ends import ids_of
from citymatch.datasets.partnerships import Columns, partnership_table
from citymatch.datasets.ties import Language, load_languages
from citymatch.features.attributes import OwnAttribute, as_number, yes_or_no
from citymatch.features.base import place_numbers
from citymatch.features.ties import possessive
from citymatch.features.words import count
from citymatch.policy import Rule
from citymatch.policy.nations import OVERSEAS, nation

from .case import EVIDENCE, MET, NOT_MET, Case, Outcome, codes, per_label, setting

IntArray = npt.NDArray[np.int64]
SPOKEN = 0.2
"""From which share of its people a language counts as one that a partner's country speaks."""


def partners_in_country(rule: Rule, case: Case) -> Outcome:
    """How many partners the seeker already has in the candidate's country."""
    country = case.label("country")
    held: dict[str, list[str]] = {}
    for partner in case.context.portfolio:
        held.setdefault(partner.country, []).append(partner.name)
    limit = setting(rule, "at_most")

    def decide(code: str) -> int:
        return EVIDENCE if not code else MET if len(held.get(code, ())) <= limit else NOT_MET

    def detail(row: int) -> str:
        names = held.get(country[row], [])
        return f"partners there on record: {', '.join(names)}" if names else "no partner there on record"

    return Outcome(per_label(country, decide), detail)


def partners_in_total(rule: Rule, case: Case) -> Outcome:
    """How many partners the seeker already has in all; the same for every candidate."""
    held = [partner.name for partner in case.context.portfolio]
    limit = setting(rule, "at_most")
    said = f"{len(held)} partners on record" if held else "no partner on record"
    return Outcome(codes(np.full(len(case), len(held) <= limit)), lambda row: said)


def new_language(rule: Rule, case: Case) -> Outcome:
    """Whether the candidate's country speaks a language that the seeker's portfolio lacks."""
    country = case.label("country")
    spoken = load_languages()
    lands = {partner.country for partner in case.context.portfolio} | {str(case.seeker.get("country") or "")}
    held = {language.code for land in lands for language in spoken.get(land, ()) if language.share >= SPOKEN}

    def decide(code: str) -> int:
        main = main_language(spoken.get(code, ()))
        return EVIDENCE if main is None else NOT_MET if main.code in held else MET

    def detail(row: int) -> str:
        main = main_language(spoken.get(country[row], ()))
        return f"main language of the country: {main.name}" if main else "its languages are unknown"

    return Outcome(per_label(country, decide), detail)


def main_language(languages: tuple[Language, ...]) -> Language | None:
    """The official language that most people of a country speak, else the most spoken one."""
    official = [language for language in languages if language.official.startswith(("official", "de_facto"))]
    return next(iter(official or languages), None)


def continental_balance(rule: Rule, case: Case) -> Outcome:
    """The share of partners on the candidate's continent, with the candidate among them."""
    continent = case.label("continent")
    of = _continents()
    held = Counter(of[partner.country] for partner in case.context.portfolio if partner.country in of)
    total = held.total() + 1
    limit = setting(rule, "at_most")

    def decide(name: str) -> int:
        if not name:
            return EVIDENCE
        return MET if not held[name] or (held[name] + 1) / total <= limit else NOT_MET

    def detail(row: int) -> str:
        name = continent[row]
        if not name:
            return "its continent is unknown"
        many = held[name] + 1
        whose = f"{possessive(str(case.seeker.get('name') or 'the seeker'))} {count(total)} partners"
        if total == 1:
            return f"it would be the first partner, in {name}"
        return f"with it, {many} of {whose} {'is' if many == 1 else 'are'} in {name}"

    return Outcome(per_label(continent, decide), detail)


@functools.cache
def _continents() -> dict[str, str]:
    countries = load_countries()
    return dict(zip(np.asarray(countries["country"]), np.asarray(countries["continent"]), strict=True))


def us_sister_cities(rule: Rule, case: Case) -> Outcome:
    """How many other US partners the candidate has on record: a seeker in the US does not count itself.

    A place with no partner at all on record may have some that nobody listed, so that evidence is needed.
    """
    ids = place_numbers(case.candidates)
    american, any_partner = _recorded(case.context.ties)
    home = nation(str(case.seeker.get("country") or "")) == "US"
    own = [partner.number for partner in case.context.portfolio if home and not partner.region]
    number = np.maximum(_count(american, ids) - np.isin(ids, own), 0)
    seen = (ids > 0) & np.isin(ids, any_partner)  # 0 stands for all that no table knows
    limit = setting(rule, "at_most")

    def detail(row: int) -> str:
        if not seen[row]:
            return "no partner on record, which is no proof that it has none"
        many = f"{number[row]}" if number[row] else "no"
        return f"{many} other US partner{'' if number[row] <= 1 else 's'} on record"

    return Outcome(codes(number <= limit, seen | (number > limit)), detail)


def _recorded(ties: Columns | None) -> tuple[IntArray, IntArray]:
    """The places with a US partner, once for each, and all places with a partner on record."""
    if ties is None:
        return _recorded_of_ours()
    return _american(ties), np.unique(np.concatenate(ids_of(ties)))


@functools.cache
def _recorded_of_ours() -> tuple[IntArray, IntArray]:
    return _american(partnership_table("us")), np.unique(np.concatenate(ids_of(None)))


def _american(ties: Columns) -> IntArray:
    """The other end of each pair with the United States at one end, without repeats."""
    home = ("US", *OVERSEAS["US"])
    at_home = {
        end: np.isin(np.asarray(ties[f"country_{end}"], dtype=object).astype(str), home) for end in "ab"
    }
    first, second = ids_of(ties)
    ended = np.isin(np.asarray(ties["status"], dtype=object).astype(str), ["terminated", "proposed"])
    names = {end: np.asarray(ties[f"name_{end}"], dtype=object) for end in "ab"}
    pairs = set()
    for here, there, ids in (("a", "b", second), ("b", "a", first)):
        rows = np.flatnonzero(at_home[here] & ~at_home[there] & (ids > 0) & ~ended)
        pairs |= {(int(ids[row]), str(names[here][row])) for row in rows}
    return np.array([place for place, _ in pairs], np.int64)


def _count(places: IntArray, ids: IntArray) -> IntArray:
    found, number = np.unique(places, return_counts=True)
    at = np.searchsorted(found, ids)
    known = np.append(found, -1)[at] == ids
    return np.where(known, np.append(number, 0)[at], 0).astype(np.int64)


def own_attribute(rule: Rule, case: Case) -> Outcome:
    """A column of the user's own table, compared as the criterion on such a column compares it."""
    compare = str(setting(rule, "compare"))
    extractor = OwnAttribute(str(rule.parameters["column"]), compare)
    measure = extractor.measure(case.seeker, case.candidates)
    if compare == "near":
        met = measure <= setting(rule, "within")
    else:
        met = measure >= (setting(rule, "at_least") if compare == "overlap" else 1)
    return Outcome(codes(met, ~np.isnan(measure)), lambda row: extractor.reason(case.seeker, case.place(row)))


def answered(rule: Rule, case: Case) -> Outcome:
    """What only people can answer: yes or no in the column with the rule's id, else evidence is needed."""
    answers = case.answer(rule)
    return Outcome(per_label(answers, _yes), lambda row: f"answer: {answers[row]}" if answers[row] else "")


def counted(rule: Rule, case: Case) -> Outcome:
    """A number that people report in the column with the rule's id."""
    answers, limit = case.answer(rule), rule.parameters["at_least"]
    number = answers.map(as_number)
    return Outcome(
        codes(number >= limit, ~np.isnan(number)),
        lambda row: (
            f"{answers[row]} of at least {limit:g} {rule.parameters['of']}"
            if answers[row]
            else f"nobody has counted the {rule.parameters['of']} yet; {limit:g} are needed"
        ),
    )


def waited(rule: Rule, case: Case) -> Outcome:
    """Days since an event whose date people report in the column with the rule's id; "never" meets it."""
    answers, day = case.answer(rule), case.context.day

    def decide(text: str) -> int:
        if text.casefold() == "never":
            return MET
        try:
            since = datetime.date.fromisoformat(text)
        except ValueError:
            return EVIDENCE
        return MET if (day - since).days >= rule.parameters["days"] else NOT_MET

    return Outcome(
        per_label(answers, decide),
        lambda row: f"{rule.parameters['after']}: {answers[row] or 'nobody has stated the date yet'}",
    )


def _yes(text: str) -> int:
    value = yes_or_no(text)
    return EVIDENCE if value != value else MET if value else NOT_MET
