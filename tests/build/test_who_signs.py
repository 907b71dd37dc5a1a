"""The page that says who signs, and the check of the sums behind it."""

from __future__ import annotations

from pathlib import Path

import pytest

from citymatch import datasets
from citymatch.build.check import out_of_balance
from citymatch.build.signing.page import render
from citymatch.datasets.signing import load_population_sums, load_unit_kinds, load_who_signs

ROOT = Path(datasets.__file__).resolve().parents[1]


def test_the_page_is_up_to_date() -> None:
    page = (ROOT / "docs" / "who_signs.md").read_text(encoding="utf-8")
    assert page == render(), "run: python -m citymatch.build --card"


def test_every_country_with_a_candidate_says_who_signs() -> None:
    missing = {each.country for each in load_population_sums()} - set(load_who_signs()) - {"US"}
    assert not missing


def test_a_complete_register_counts_the_whole_nation_once() -> None:
    wrong = {
        each.country: each.share
        for each in load_population_sums()
        if each.register == "complete" and not 0.95 <= each.share <= 1.03
    }
    assert not wrong


def test_a_country_counted_twice_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "population_sums.csv"
    table.write_text("country,register,share\nPT,complete,1.000\nTW,complete,2.000\nIN,partial,0.300\n")
    assert out_of_balance(table) == 1
    assert "TW" in capsys.readouterr().out


def test_the_units_that_bite() -> None:
    """Portugal's concelho, Poland's gmina and Japan's municipalities; an Indonesian kecamatan signs nowhere."""
    signs = load_who_signs()
    assert signs["PT"].unit == "concelho" and "gmina" in signs["PL"].unit
    assert signs["CN"].figure == "built_up" and signs["CN"].register == "none"
    assert "freguesia" not in " ".join(load_unit_kinds().values())
