"""A register is read line by line, and the rules' decisions are applied to its units."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from citymatch.build.signing.decisions import holders
from citymatch.build.signing.naming import names_of
from citymatch.build.signing.reading import read_units
from citymatch.build.signing.rules import Rules
from citymatch.datasets import InputError

Write = Callable[..., Path]
Make = Callable[..., Rules]

LISBOA = "1106,Lisboa,,11,38.7,-9.1,544851,2021"
SINTRA = "1111,Sintra,,11,38.8,-9.4,385606,2021"
CORVO = "4901,Corvo,,49,39.7,-31.1,384,2021"


def by_code(folder: Path, rules: Rules) -> pd.DataFrame:
    return read_units(folder, rules).set_index("code")


def test_the_units_of_a_register(register: Write, rules_of: Make) -> None:
    units = by_code(register(LISBOA, "1111,Sintra,,11,,,,2021"), rules_of())
    assert units.loc["1106", ["name", "division", "people", "year", "layer"]].tolist() == [
        "Lisboa", "11", 544851.0, "2021", "base",
    ]  # fmt: skip
    assert units.loc["1111", ["latitude", "longitude", "people"]].isna().all()


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([LISBOA, "1106,Loures,,11,38.8,-9.2,1,2021"], "line 3, code: '1106' stands in line 2 too"),
        ([LISBOA, "1107,Loures,,11,38.8,-9.2,-5,2021"], "line 3, population: must be a number of at least 0, not '-5'"),
        (["1107,Loures,,11,38.8,-9.2,many,2021"], "line 2, population: must be a number of at least 0, not 'many'"),
        (["1107,Loures,,11,38.8,-9.2,inf,2021"], "line 2, population: must be a number of at least 0, not 'inf'"),
        (["1107,Loures,,11,north,-9.2,5,2021"], "line 2, latitude: must be a number of at least -90, not 'north'"),
        (["1107,Loures,,11,38.8,-200,5,2021"], "line 2, longitude: must be a number of at least -180, not '-200'"),
    ],
)  # fmt: skip
def test_a_wrong_line_stops_and_is_named(
    register: Write, rules_of: Make, lines: list[str], message: str
) -> None:
    with pytest.raises(InputError, match=f"^PT.csv.gz, {re.escape(message)}$"):
        read_units(register(*lines), rules_of())


def test_a_missing_column_stops_and_is_named(register: Write, rules_of: Make) -> None:
    folder = register(
        "1106,Lisboa,,38.7,-9.1,5,2021", header="code,name,name_en,latitude,longitude,population,year"
    )
    with pytest.raises(InputError, match=r"^PT.csv.gz, line 1: has no column 'division'$"):
        read_units(folder, rules_of())


def test_a_missing_register_is_named(tmp_path: Path, rules_of: Make) -> None:
    with pytest.raises(InputError, match=r"PT.csv.gz: no such register$"):
        read_units(tmp_path, rules_of())


def test_a_unit_without_a_code_has_one_of_its_division_and_name(register: Write, rules_of: Make) -> None:
    units = read_units(register(",São João,,Açores,,,900,2021", ",Vila Real,,Açores,,,900,2021"), rules_of())
    assert units["code"].tolist() == ["acores-sao-joao", "acores-vila-real"]


def test_two_units_of_one_name_and_no_code_are_a_code_twice(register: Write, rules_of: Make) -> None:
    with pytest.raises(InputError, match="line 3, code: 'acores-lajes' stands in line 2 too"):
        read_units(register(",Lajes,,Açores,,,900,2021", ",Lajes,,Açores,,,800,2021"), rules_of())


def test_only_the_codes_of_the_country(register: Write, rules_of: Make) -> None:
    assert read_units(register(LISBOA, SINTRA, CORVO), rules_of(only="49"))["code"].tolist() == ["4901"]


def test_names_are_respelt_and_the_year_is_the_rules(register: Write, rules_of: Make) -> None:
    rules = rules_of(respell=(("^(Lis)boa$", r"\1bon"),), year="2020")
    unit = by_code(register(LISBOA), rules).loc["1106"]
    assert (unit["name"], unit["year"]) == ("Lisbon", "2020")


def test_under_500_people_is_no_candidate(register: Write, rules_of: Make) -> None:
    lines = ["1,Almost,,01,,,499,2021", "2,Enough,,01,,,500,2021"]
    candidate = by_code(register(*lines), rules_of())["candidate"]
    assert candidate.to_dict() == {"1": "fewer than 500 people", "2": ""}


THREE = ["1,Alfa,,01,40,-8,1000,2021", "2,Beta,,01,41,-8,300,2021", "3,Gama,,01,42,-8,250,2021"]


def test_mergers_are_summed(register: Write, rules_of: Make) -> None:
    merge = [{"into": "1", "of": ["2", "3"], "why": "law of 2023"}]
    units = by_code(register(*THREE), rules_of(merge=merge))
    assert units["people"].to_dict() == {"1": 1550.0, "2": 300.0, "3": 250.0}
    assert units["layer"].to_dict() == {"1": "base", "2": "in:1", "3": "in:1"}
    assert units["candidate"].to_dict() == {"1": "", "2": "merged: law of 2023", "3": "merged: law of 2023"}


def test_a_merger_makes_a_new_unit_where_the_first_was(register: Write, rules_of: Make) -> None:
    merge = [{"into": "9", "of": ["2", "3"], "name": "Nova", "why": "law of 2023"}]
    units = by_code(register(*THREE), rules_of(merge=merge))
    assert units.loc["9", ["name", "people", "latitude", "layer"]].tolist() == ["Nova", 550.0, 41.0, "base"]
    assert units[units["layer"] == "base"]["people"].sum() == 1550.0


def test_who_holds_the_people_of_a_unit_that_went(register: Write, rules_of: Make) -> None:
    merge = [{"into": "1", "of": ["3"], "why": "law of 2023"}]
    assert holders(read_units(register(*THREE), rules_of(merge=merge))).tolist() == [0, 1, 0, -1]


@pytest.mark.parametrize(
    "merge", [{"into": "1", "of": ["8"], "why": ""}, {"into": "9", "of": "8", "name": "Nova", "why": ""}]
)
def test_a_merger_of_an_unknown_unit_is_named(
    register: Write, rules_of: Make, merge: dict[str, object]
) -> None:
    with pytest.raises(InputError, match=r"^PT.toml, merge: the register has no unit '8'$"):
        read_units(register(*THREE), rules_of(merge=[merge]))


ABOVE = {"code": "C", "name": "Cidade", "kind": "city", "parts": "[23]"}


def test_a_city_above_its_parts_has_their_sum_and_signs_alone(register: Write, rules_of: Make) -> None:
    units = by_code(register(*THREE), rules_of(above=[ABOVE]))
    assert units.loc["C", ["people", "layer", "candidate", "kind"]].tolist() == [550.0, "base", "", "city"]
    assert units.loc[["2", "3"], "candidate"].tolist() == ["a part of Cidade"] * 2
    assert units.loc[["2", "3"], "layer"].tolist() == ["in:C"] * 2
    assert units.loc["C", "latitude"] == pytest.approx((41 * 300 + 42 * 250) / 550)
    assert units[units["layer"] == "base"]["people"].sum() == 1550.0


def test_parts_that_sign_stay_candidates_below_their_city(register: Write, rules_of: Make) -> None:
    lines = [THREE[0], "2,Beta,,01,41,-8,3000,2021", "3,Gama,,01,42,-8,2500,2021"]
    units = by_code(register(*lines), rules_of(above=[{**ABOVE, "parts_sign": True}]))
    assert units.loc["C", ["people", "layer", "candidate"]].tolist() == [5500.0, "over", ""]
    assert units.loc[["2", "3"], "candidate"].tolist() == ["", ""]
    assert units["above"].to_dict() == {"1": "", "2": "C", "3": "C", "C": ""}


def test_a_city_above_nothing_is_named(register: Write, rules_of: Make) -> None:
    with pytest.raises(InputError, match=r"^PT.toml, above C: no unit matches '7'$"):
        read_units(register(*THREE), rules_of(above=[{**ABOVE, "parts": "7"}]))


def test_the_first_kind_that_fits_and_the_last_for_the_rest(register: Write, rules_of: Make) -> None:
    kind = [
        {"kind": "capital", "gloss": "a capital", "match_name": "^(Alfa|Delta)$", "match_code": "1"},
        {"kind": "town", "gloss": "a town", "match_name": "^(Alfa|Beta)$"},
        {"kind": "municipality", "gloss": "a municipality"},
    ]
    units = by_code(register(*THREE), rules_of(kind=kind))
    assert units["kind"].tolist() == ["capital", "town", "municipality"]


def test_a_dropped_unit_says_why_and_can_leave_its_layer(register: Write, rules_of: Make) -> None:
    drop = [
        {"match_name": "(Beta)", "why": "a state authority"},
        {"code": "3", "why": "a base of the army", "layer": "part", "seat": False},
    ]
    units = by_code(register(*THREE), rules_of(drop=drop))
    assert units["candidate"].tolist() == ["", "a state authority", "a base of the army"]
    assert units["layer"].tolist() == ["base", "base", "part"]
    assert units["seatless"].tolist() == [False, False, True]


def test_a_unit_that_the_register_lacks(register: Write, rules_of: Make) -> None:
    add = [
        {"code": "R", "name": "Região", "kind": "region", "source": "a law", "people": 9000, "year": "2022"}
    ]
    unit = by_code(register(*THREE), rules_of(add=add)).loc["R"]
    assert unit[["people", "year", "layer", "kind", "candidate"]].tolist() == [
        9000.0,
        "2022",
        "over",
        "region",
        "",
    ]
    with pytest.raises(InputError, match=r"^PT.toml, add: the register has '1' already$"):
        read_units(register(*THREE), rules_of(add=[{**add[0], "code": "1"}]))


def test_figures_and_names_by_hand(register: Write, rules_of: Make) -> None:
    rules = rules_of(
        people=[{"code": "1", "why": "newer", "people": 1100, "year": "2023"}, {"code": "2", "why": "joined with 1"}],
        name=[{"code": "3", "name": "Gamma"}],
    )  # fmt: skip
    units = by_code(register(*THREE), rules)
    assert units.loc["1", ["people", "year"]].tolist() == [1100.0, "2023"]
    assert np.isnan(units.loc["2", "people"])
    assert units.loc["3", "name"] == "Gamma"
    with pytest.raises(InputError, match=r"^PT.toml: the register has no unit '8'$"):
        read_units(register(*THREE), rules_of(name=[{"code": "8", "name": "Oito"}]))


def test_a_bilingual_name_is_two_and_loses_the_word_for_its_kind() -> None:
    assert names_of("Donostia / San Sebastián", "") == ["Donostia", "San Sebastián"]
    assert names_of("Kabupaten Bogor (Cibinong)", "", "^Kabupaten ") == ["Bogor", "Cibinong"]
    assert names_of("OSLO", "Christiania") == ["Oslo", "Christiania"]
