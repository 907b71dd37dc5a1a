"""Laws by date, country and division."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from citymatch.policy import PolicyError, laws_above
from citymatch.policy.jurisdiction import Law, countries_outside

TODAY = date(2026, 1, 1)


def test_texas_forbids_from_september_2025_and_not_before() -> None:
    assert laws_above("US", "TX", date(2025, 8, 31)) == ()
    (law,) = laws_above("US", "TX", date(2025, 9, 1))
    assert set(law.countries) == {"CN", "HK", "MO", "IR", "KP", "RU"}
    assert law.verified
    assert law.existing_until == date(2025, 10, 1) and "had to end by 1 October 2025" in law.existing
    assert "chapter 795" in law.reason and "1 September 2025" in law.reason and "counsel" in law.reason


@pytest.mark.parametrize("state", ["IN", "AR"])
def test_a_law_that_was_not_read_in_full_says_so(state: str) -> None:
    (law,) = laws_above("US", state, TODAY)
    assert not law.verified
    assert "not read in full" in law.reason
    assert law.source


def test_arkansas_follows_the_federal_list_of_2025() -> None:
    (law,) = laws_above("US", "AR", TODAY)
    assert {"BY", "MM", "CN", "VE", "ET", "HT", "RU", "ZW"} <= set(law.countries)
    assert not {"JP", "TW", "MX", "VN"} & set(law.countries)


@pytest.mark.parametrize("state", ["TX", "IN", "AR"])
def test_taiwan_is_never_china(state: str) -> None:
    assert all("TW" not in law.countries for law in laws_above("US", state, TODAY))


def test_other_states_and_countries_have_no_law() -> None:
    assert laws_above("US", "CA", TODAY) == ()
    assert laws_above("DE", "IN", TODAY) == ()
    assert laws_above("US", "IN", TODAY)


LAW = """
country = "PT"
title = "An act for a test"
source = "this test"
date = "2020"
note = "Not a real one."

[[rules]]
id = "an-act"
text = "No agreement outside the European countries"
strength = "law"
test = "country"
regions = ["Europe"]
since = 2020-03-01
note = "Of the whole country."

[[rules]]
id = "another-act"
text = "Nobody but Spain and France"
strength = "law"
test = "country"
one_of = ["ES", "FR"]
since = 2020-03-02
until = 2021-01-01
"""


def laws_of(folder: Path, text: str, division: str, day: date = date(2020, 6, 1)) -> tuple[Law, ...]:
    (folder / "law.toml").write_text(text, encoding="utf-8")
    return laws_above("PT", division, day, folder)


def test_a_law_of_another_country_is_one_more_file(tmp_path: Path) -> None:
    europe, two = laws_of(tmp_path, LAW, "14")
    assert (europe.country, europe.division, europe.title) == ("PT", "", "An act for a test")
    assert (europe.source, europe.note) == ("this test", "Of the whole country. Not a real one.")
    assert {"JP", "BR", "US", "MA"} <= set(europe.countries)
    assert not {"ES", "PT", "PL"} & set(europe.countries)
    assert "JP" in two.countries and "PL" in two.countries and not {"ES", "FR"} & set(two.countries)
    assert europe.reason.startswith("forbidden by An act for a test, applied since 1 March 2020. A reading")
    assert europe.existing == "forbidden by An act for a test since 1 March 2020"
    assert laws_above("ES", "14", date(2020, 6, 1), tmp_path) == ()
    assert [law.id for law in laws_above("PT", "", date(2020, 3, 1), tmp_path)] == ["an-act"]
    assert [law.id for law in laws_above("PT", "", date(2021, 1, 2), tmp_path)] == ["an-act"]
    assert len(laws_above("PT", "", date(2021, 1, 1), tmp_path)) == 2
    assert laws_above("PT", "", date(2020, 2, 29), tmp_path) == ()


def test_a_law_of_a_division_binds_there_alone(tmp_path: Path) -> None:
    text = LAW.replace('country = "PT"', 'country = "PT"\ndivision = "14"')
    assert len(laws_of(tmp_path, text, "14")) == 2
    assert laws_above("PT", "11", date(2020, 6, 1), tmp_path) == ()
    assert laws_above("PT", "", date(2020, 6, 1), tmp_path) == ()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"PT"', '"Portugal"', "line 2: country: must be a two-letter country code"),
        ('"PT"', '"el"', "did you mean 'GR'"),
        ('country = "PT"\n', "", "lacks the field 'country'"),
        ('title = "An act for a test"\n', "", "lacks the field 'title'"),
        ('source = "this test"\n', "", "lacks the field 'source'"),
        ('date = "2020"\n', "", "lacks the field 'date'"),
        ('strength = "law"', 'strength = "must"', "line 11: rules 1, strength: must be \"law\", not 'must'"),
        ("since = 2020-03-01\n", "", "line 8: rules 1: lacks the field 'since'"),
        ('note = "Not', 'state = "TX"\nnote = "Not', "unknown field 'state'"),
    ],
)
def test_a_law_that_is_not_right_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    with pytest.raises(PolicyError) as caught:
        laws_of(tmp_path, LAW.replace(old, new, 1), "")
    assert words in str(caught.value) and "law.toml" in str(caught.value)


def test_countries_that_a_rule_leaves_no_community_of(tmp_path: Path) -> None:
    law = laws_of(tmp_path, LAW, "")[0]
    middle = replace(law, parameters={"regions": ("Middle East", "Oceania")})
    assert not {"QA", "TR", "FJ"} & set(countries_outside(middle)) and "FR" in countries_outside(middle)
    both = replace(law, parameters={"none_of": ("RU", "MD"), "one_of": ("RU", "ES")})
    assert countries_outside(both)[:2] == ("RU", "MD") and countries_outside(both).count("MD") == 1
    assert "ES" not in countries_outside(both) and "FR" in countries_outside(both)
    assert countries_outside(replace(law, parameters={"divisions": ("UA.11",)})) == ()
    assert countries_outside(replace(law, test="trade", parameters={})) == ()
    formal = countries_outside(replace(law, test="diplomatic_relations", parameters={}))
    assert set(formal) == {"BT", "IR", "KP"}


def test_texas_and_its_neighbours_to_the_day() -> None:
    assert [law.since for law in laws_above("US", "AR", date(2025, 1, 1))] == [date(2025, 1, 1)]
    assert laws_above("US", "AR", date(2024, 12, 31)) == ()
    (indiana,) = laws_above("US", "IN", TODAY)
    assert indiana.reason.startswith(f"forbidden by {indiana.title}, applied since 1 January 2024; its text")
    assert indiana.existing == f"forbidden by {indiana.title} since 1 January 2024"
    assert "The text was not read in full." in indiana.note
    (texas,) = laws_above("US", "TX", TODAY)
    assert "read in full" not in texas.reason
