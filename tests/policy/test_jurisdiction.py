"""State laws by date, and cautions by territory."""

from __future__ import annotations

from datetime import date

import pytest

from citymatch.policy import cautions, laws_above, laws_for

TODAY = date(2026, 1, 1)


def test_texas_forbids_from_september_2025_and_not_before() -> None:
    assert laws_for("TX", date(2025, 8, 31)) == ()
    (law,) = laws_for("TX", date(2025, 9, 1))
    assert set(law.countries) == {"CN", "HK", "MO", "IR", "KP", "RU"}
    assert law.verified
    assert law.existing_until == date(2025, 10, 1) and "had to end by 1 October 2025" in law.existing
    assert "chapter 795" in law.reason and "1 September 2025" in law.reason and "counsel" in law.reason


@pytest.mark.parametrize("state", ["IN", "AR"])
def test_a_law_that_was_not_read_in_full_says_so(state: str) -> None:
    (law,) = laws_for(state, TODAY)
    assert not law.verified
    assert "not read in full" in law.reason
    assert law.source


def test_arkansas_follows_the_federal_list_of_2025() -> None:
    (law,) = laws_for("AR", TODAY)
    assert {"BY", "MM", "CN", "VE", "ET", "HT", "RU", "ZW"} <= set(law.countries)
    assert not {"JP", "TW", "MX", "VN"} & set(law.countries)


@pytest.mark.parametrize("state", ["TX", "IN", "AR"])
def test_taiwan_is_never_china(state: str) -> None:
    assert all("TW" not in law.countries for law in laws_for(state, TODAY))


def test_other_states_and_countries_have_no_law() -> None:
    assert laws_for("CA", TODAY) == ()
    assert laws_above("DE", "IN", TODAY) == ()
    assert laws_above("US", "IN", TODAY)


def test_crimea_is_cautioned_and_the_rest_of_ukraine_is_not() -> None:
    divisions = {division for caution in cautions(TODAY) for division in caution.divisions}
    assert {("UA", "11"), ("UA", "20")} <= divisions
    assert ("UA", "15") not in divisions
    assert all("UA" not in caution.countries for caution in cautions(TODAY))


def test_every_caution_has_a_source_and_a_place() -> None:
    for caution in cautions(TODAY):
        assert caution.source and caution.text
        assert caution.countries or caution.divisions


def test_a_caution_that_is_not_yet_known_on_a_day_does_not_apply() -> None:
    assert "eastern-ukraine" not in {caution.id for caution in cautions(date(2022, 1, 1))}
    assert "eastern-ukraine" in {caution.id for caution in cautions(TODAY)}
