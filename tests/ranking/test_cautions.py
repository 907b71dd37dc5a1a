"""What a council would not take into a meeting is not in its list, whatever the policy, the nation or the day."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

import citymatch as cm
from citymatch.datasets import World
from citymatch.policy import Policy
from citymatch.ranking.areas import inside
from citymatch.report.words import with_options

DAY = "2026-11-30"
OWN = Policy.from_dict({"name": "mine", "criteria": [{"extractor": "size"}, {"extractor": "water"}]})


def ranked(seeker: str, policy: Any = None, top: int | None = 10, **options: Any) -> cm.Ranking:
    return cm.rank(seeker, policy=policy, top=top, **{"as_of": DAY, **options})


def countries(ranking: cm.Ranking) -> set[str]:
    return set(ranking.to_frame()["country"])


@pytest.mark.parametrize(
    ("seeker", "policy", "none_of"),
    [
        ("Longview, Washington", "default", "RU BY"), ("Twin Falls, Idaho", "default", "RU BY"),
        ("San Juan County, Washington", "default", "RU BY"), ("Kyiv, Ukraine", "default", "RU BY"),
        ("Mysuru, India", "default", "PK"), ("Reno, Nevada", "pinole", "IR"), ("Portland, Oregon", "portland", "IR"),
        ("Ralston, Nebraska", "precedent", "AF"), ("Longview, Washington", OWN, "RU BY IR KP AF"),
        ("Ponce, Puerto Rico", OWN, "RU BY IR KP AF"), ("Hagåtña, Guam", OWN, "RU BY IR KP AF"),
    ],
)  # fmt: skip
def test_barred_countries_are_in_no_list(seeker: str, policy: Any, none_of: str) -> None:
    assert not countries(ranked(seeker, policy, None)) & set(none_of.split())


@pytest.mark.parametrize("policy", ["default", "pinole", "precedent", OWN])
def test_occupied_land_is_barred_and_the_rest_of_its_country_is_not(policy: Any) -> None:
    frame = ranked("Lancaster County, Pennsylvania", policy, None, country="UA,EH,GE,IL,PS").to_frame()
    held, left = {(row["country"], row["name"]) for _, row in frame.iterrows()}, set(frame["name"])
    occupied = {"Sevastopol", "Simferopol", "Luhansk", "Donetsk", "Melitopol", "Enerhodar", "Nova Kakhovka", "Oleshky",
                "Berdyansk", "Tokmak", "Polohy", "Mariupol", "Ariel", "Betar Illit", "Katzrin", "Sokhumi",
                "Ts’khinvali", "La Güera"}  # fmt: skip
    assert not left & occupied and ("EH", "Tifariti") not in held
    assert left >= {"Kharkiv", "Kherson", "Zaporizhzhya", "Beryslav", "Kyiv", "Odesa", "Laâyoune", "Dakhla",
                    "Tel Aviv - Yafo", "Jerusalem", "Ramallah", "Tbilisi", "Gori"}  # fmt: skip


def test_what_is_shown_has_its_strong_caution_first() -> None:
    shown = ranked("Lunenburg, Massachusetts", "pinole", None, country="PS,UA,CU,LB,MX")
    for name, words in [
        ("Ramallah, Palestine", "the United States recognises no state there"),
        ("Kharkiv, Ukraine", "stand by Ukrainian"),
        ("Havana, Cuba", "embargo"), ("Tyre, Lebanon", "Israel and Hezbollah"),
        ("Culiacán, Mexico", "says so of six states of Mexico, and not of the whole country"),
    ]:  # fmt: skip
        told = shown.explain(name)
        assert told.status == "ranked" and told.reasons[0].startswith("Caution: "), name
        assert words in " ".join(told.reasons[:2]) and "strong caution" in told.reasons[0], name
    assert "lies at the front" in " ".join(shown.explain("Kharkiv, Ukraine").cautions)
    assert shown.explain("Guadalajara, Mexico").cautions == ()


def test_puerto_rico_hears_the_cautions_of_its_nation() -> None:
    ponce = ranked("Ponce, Puerto Rico", top=20)
    cuban = [each for each in ponce if each.facts["country"] == "CU"]
    assert all(
        each.reasons[0].startswith("Caution: The United States has an embargo on Cuba") for each in cuban
    )
    assert ponce.explain("Havana, Cuba").reasons[0].startswith("Caution: The United States has an embargo")
    assert not countries(ranked("Ponce, Puerto Rico", OWN, None)) & {"US", "PR", "GU", "VI", "AS", "MP"}


def test_asked_for_it_comes_back_with_its_caution_first() -> None:
    shown = ranked("Longview, Washington", OWN, None, caution="show")
    assert countries(shown) >= {"RU", "BY", "IR", "AF"}
    assert not any("grave caution" in note for note in shown.notes)
    perm = shown.explain("Perm, Russia")
    assert perm.status == "ranked" and perm.reasons[0].startswith("Caution: Russia wages war on Ukraine")
    strict = ranked("Longview, Washington", OWN, None, caution="exclude")
    assert not countries(strict) & {"RU", "UA", "CU", "PS", "CN", "TW"} and "MX" in countries(strict)
    assert any(note.endswith("are left out for a caution.") for note in strict.notes)


def test_what_was_left_out_is_counted_in_one_line() -> None:
    some = [
        "Perm, Russia",
        "Omsk, Russia",
        "Minsk, Belarus",
        "Sevastopol, Ukraine",
        "Kharkiv, Ukraine",
        "Nice, France",
    ]
    ranking = ranked("Longview, Washington", OWN, candidates=some)
    line = "4 communities in Russia and Belarus, and in parts of Ukraine are left out for a grave caution."
    assert [note for note in ranking.notes if "grave caution" in note] == [line]
    assert line in ranking.to_dict()["notes"] and len(ranking) == 2
    one = ranked("Longview, Washington", OWN, candidates=["Minsk, Belarus", "Nice, France"])
    assert "1 community in Belarus is left out for a grave caution." in one.notes
    assert ranking.explain("Perm, Russia").exclusion.startswith(
        "left out for a grave caution, unless you ask for it: Russia"
    )


def test_law_comes_first_and_partners_stay_partners() -> None:
    texan = ranked("Odessa, Texas", OWN, top=1).explain("Perm, Russia")
    assert texan.exclusion.startswith("forbidden by Texas Government Code")
    portland = ranked("Portland, Oregon", OWN, top=1)
    assert "already a partner of Portland" in portland.explain("Khabarovsk, Russia").exclusion
    assert any("Khabarovsk" in note for note in portland.notes if "partners already" in note)


@pytest.mark.parametrize(
    ("as_of", "expected"), [("2022-02-23", True), ("2022-02-24", False), (DAY, False)]
)  # fmt: skip
def test_the_day_decides(as_of: str, expected: bool) -> None:
    assert ("RU" in countries(ranked("Pinole, California", OWN, None, as_of=as_of))) is expected


@pytest.mark.parametrize(
    ("seeker", "without", "with_"),
    [
        ("Kyiv, Ukraine", {"RU", "BY"}, {"US", "PL"}), ("Mysuru, India", {"PK"}, {"BD", "CN"}),
        ("Muzaffarabad, Pakistan", {"IN", "AF", "IL"}, {"TR"}), ("Seoul, South Korea", {"KP"}, {"RU", "CN"}),
        ("Yerevan, Armenia", {"AZ", "TR"}, {"GE", "IR"}), ("Haifa, Israel", {"IR", "LB", "SY"}, {"DE", "RU"}),
        ("Leipzig, Germany", set(), {"RU", "BY", "CU", "IR", "UA"}),
    ],
)  # fmt: skip
def test_each_nation_has_its_own(seeker: str, without: set[str], with_: set[str]) -> None:
    found = countries(ranked(seeker, OWN, None))
    assert not found & without and with_ <= found


def test_a_seeker_elsewhere_is_not_told_of_the_united_states() -> None:
    leipzig = ranked("Leipzig, Germany", OWN, None, country="CU,RU,UA,SD")
    assert leipzig.explain("Havana, Cuba").cautions == ()
    assert "State Department" not in leipzig.explain("Kharkiv, Ukraine").cautions[0]
    assert (
        leipzig.explain("Perm, Russia")
        .cautions[0]
        .startswith("Russia wages war on Ukraine, and many cities abroad")
    )


def test_many_seekers_of_several_nations_at_once_have_each_their_own(world: World) -> None:
    ranker = cm.PartnerRanker(OWN, as_of=DAY, country="RU,PK,UA").fit()
    together = {
        seeker: ranker.rank(seeker, top=None)
        for seeker in ("Mysuru, India", "Kyiv, Ukraine", "Pinole, California")
    }
    for seeker, found in together.items():
        assert countries(found) == countries(ranked(seeker, OWN, None, country="RU,PK,UA"))
    assert [sorted(countries(each)) for each in together.values()] == [["RU", "UA"], ["PK"], ["PK", "UA"]]


def test_an_outline_holds_what_is_inside() -> None:
    bent = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (5.0, 2.0), (0.0, 10.0)]  # a notch is cut in from the east
    north, east = np.array([5.0, 5.0, 9.0, -1.0, np.nan]), np.array([1.0, 5.0, 5.0, 1.0, 1.0])
    assert inside(north, east, bent).tolist() == [True, False, True, False, False]


def test_no_note_in_python_names_an_option_of_the_command_and_the_terminal_does() -> None:
    ranking = cm.rank("Truckee, California", policy="default", top=10, as_of="2026-01-15")
    said = [*ranking.notes, ranking.result.passed_told, ranking.explain("Perm, Russia").text]
    assert not any(re.search(r"--[a-z]", text) for text in said)
    told = [with_options(text) for text in said]
    for option in ("--caution show", "--partners FILE", "--per-country 0"):
        assert sum(option in text for text in told) >= 1


def test_a_caution_of_several_countries_names_the_one_that_is_meant() -> None:
    """The arms rules of 22 CFR 126.1 name China, the advice of Level 4 Haiti, and neither is "its country"."""
    shown = cm.rank("Pinole, California", policy="default", top=1, as_of="2026-02-15", caution="show")
    for place, words in (
        (
            "Chengdu, China",
            "The United States restricts trade in arms with China; this does not forbid a partnership",
        ),
        ("Jacmel, Haiti", "The State Department advises Americans not to travel to Haiti, for any reason"),
        (
            "Morelia, Mexico",
            "The State Department advises Americans not to travel to Michoacán, because of crime",
        ),
        ("Kharkiv, Ukraine", "The Kharkiv region of Ukraine lies at the front or at Russia's border"),
    ):
        cautions = shown.explain(place).cautions
        assert any(caution.startswith(words) for caution in cautions), place
        assert not any(re.search(r"\b[Ii]ts (country|region)\b|[{}]", caution) for caution in cautions)


def test_two_provinces_of_pakistan_have_a_caution_in_both_directions() -> None:
    told = ranked("Lunenburg, Massachusetts", "pinole", None, country="PK", as_of="2026-11-30")
    for name, province in (("Peshawar", "Khyber Pakhtunkhwa"), ("Quetta", "Balochistan")):
        (caution,) = told.explain(f"{name}, Pakistan").cautions
        assert f"not to travel to {province}" in caution and "strong caution" in caution
    assert told.explain("Lahore, Pakistan").cautions == ()
    back = cm.rank("Peshawar, Pakistan", candidates="US", top=1, as_of="2026-11-30")
    (heard,) = [
        note for note in back.notes if note.startswith("What communities of the United States are told")
    ]
    assert "Peshawar" in heard and "not to travel to Khyber Pakhtunkhwa" in heard
    assert not any(
        "are told of" in each for each in cm.rank("Lahore, Pakistan", candidates="US", top=1).notes
    )
