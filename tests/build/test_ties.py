"""How the gathered statistics become the tables, and that the tables agree with themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from citymatch import datasets
from citymatch.build.ties import languages, migrants, with_nation
from citymatch.datasets.geography import country_names
from citymatch.datasets.ties import (
    load_languages,
    load_past,
    load_state_languages,
    load_state_origins,
    load_state_trade,
)
from citymatch.datasets.us import load_us_counties, load_us_states

STATES = list(load_us_states()["state"])


def test_the_nation_is_the_sum_of_what_is_known() -> None:
    rows = with_nation([("CA", "PL", "5", ""), ("NY", "PL", "2.5", ""), ("NY", "IT", "1", "4")])
    assert rows[3:] == [("US", "IT", "1", "4"), ("US", "PL", "7.5", "")]


def test_the_first_of_two_territories_under_one_code_is_left_out() -> None:
    rows = [{"destination": "FM", "origin": "PH", "migrants_2019": number} for number in ("45602", "127")]
    assert migrants(rows) == [("FM", "PH", "127")]


def test_the_tables_nation_is_the_sum_of_its_states() -> None:
    for loaded in (
        {s: load_state_trade(s)["JP"].exports for s in (*STATES, "US")},
        {s: load_state_origins(s)["PH"].naturalized for s in (*STATES, "US")},
        {s: load_state_languages(s).get("Spanish", 0.0) for s in (*STATES, "US")},
    ):
        assert loaded.pop("US") == pytest.approx(sum(loaded.values()), rel=1e-6)


def test_every_code_is_a_country() -> None:
    known = set(country_names())
    assert {past.country for past in load_past()} <= known
    assert {past.state for past in load_past()} <= {*STATES, "PR", "GU", "VI", "MP"}
    assert {fips for past in load_past() for fips in past.counties} <= set(load_us_counties()["fips"])
    assert all(past.since < past.until for past in load_past())


def test_languages_are_those_that_babel_gives(tmp_path: Path) -> None:
    pytest.importorskip("babel")
    languages(tmp_path)
    committed = Path(datasets.__file__).parent / "languages.csv"
    assert (tmp_path / "languages.csv").read_text("utf-8") == committed.read_text("utf-8")
    assert [language.code for language in load_languages()["CH"]][:2] == ["de", "gsw"]
