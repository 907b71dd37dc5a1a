"""The rules of each country: their format, and every file that is there."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from citymatch.build.signing.rules import SIGNING, Rules, read_one, read_rules
from citymatch.datasets import InputError, World
from citymatch.features.base import labels

PLAIN = 'country = "PT"\nfiles = ["PT"]\nunit = "concelho"\nwhy = "Its mayor signs."\n'
ARTICLES = ("a ", "an ", "the ", "one of ")


def read(tmp_path: Path, more: str = "", plain: str = PLAIN) -> Rules:
    path = tmp_path / "PT.toml"
    path.write_text(plain + more, encoding="utf-8")
    return read_one(path)


def test_what_a_file_does_not_say_is_as_usual(tmp_path: Path) -> None:
    rules = read(tmp_path)
    assert (rules.files, rules.complete, rules.ship_points, rules.reach_km) == (("PT",), True, False, 25.0)
    assert rules.register == "complete"
    assert rules.of("kind") == ()


def test_a_file_with_a_partial_register(tmp_path: Path) -> None:
    assert read(tmp_path, "complete = false\n").register == "partial"


def test_the_register_of_the_united_states_is_the_projects_own(tmp_path: Path) -> None:
    plain = PLAIN.replace('["PT"]', "[]").replace('"PT"', '"US"')
    assert read(tmp_path, plain=plain).register == "complete"


def test_a_country_without_a_register(tmp_path: Path) -> None:
    assert read(tmp_path, plain=PLAIN.replace('["PT"]', "[]")).register == "none"


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ('display = "register"\n', "PT.toml, display: unknown, or not of its type"),
        ('reach_km = "far"\n', "PT.toml, reach_km: unknown, or not of its type"),
        ('kind = "concelho"\n', "PT.toml, kind: must be a list of tables, [[kind]]"),
        ('level = "admin9"\n', "PT.toml, level: must be one of admin1, admin2, admin3, admin4, not 'admin9'"),
        ('figure = "towns"\n', "PT.toml, figure: must be one of unit, town, built_up, mixed, not 'towns'"),
        ('spelling = "greek"\n', "PT.toml, spelling: must be one of arabic, indian, not 'greek'"),
        ('only = "(11"\n', "PT.toml, only: missing ), unterminated subpattern at position 0"),
        ("strip = '^(Kota '\n", "PT.toml, strip: missing ), unterminated subpattern at position 1"),
        ("respell = [['(', 'x']]\n", "PT.toml, respell: missing ), unterminated subpattern at position 0"),
        ("respell = [['a']]\n", "PT.toml, respell: must be pairs of an expression and a text, not ['a']"),
        ('[[kind]]\nkind = "x"\n', "PT.toml, kind 1: has no 'gloss'"),
        ('[[drop]]\nwhy = "x"\n[[drop]]\nmatch_nme = "x"\nwhy = "x"\n', "PT.toml, drop 2, match_nme: unknown key"),
        ('[[drop]]\nwhy = "x"\nmatch_name = "[a"\n', "PT.toml, drop 1, match_name: unterminated character set"),
        ('[[drop]]\nwhy = "x"\nmatch_file = "[a"\n', "PT.toml, drop 1, match_file: unterminated character set"),
        ('[[merge]]\ninto = "1"\nwhy = "x"\n', "PT.toml, merge 1: has no 'of'"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_file_is_named(tmp_path: Path, more: str, message: str) -> None:
    with pytest.raises(InputError, match=f"^{re.escape(message)}"):
        read(tmp_path, more)


@pytest.mark.parametrize("field", ["country", "files", "unit", "why"])
def test_a_file_without_a_field_that_it_needs(tmp_path: Path, field: str) -> None:
    plain = "".join(line + "\n" for line in PLAIN.splitlines() if not line.startswith(field))
    with pytest.raises(InputError, match=f"^PT.toml: has no '{field}'$"):
        read(tmp_path, plain=plain)


def test_a_file_that_is_no_toml(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^PT.toml: .*line 5"):
        read(tmp_path, "country\n")


def test_every_file_says_who_signs_and_why() -> None:
    wrong = []
    for code, rules in read_rules(SIGNING).items():
        sentence = rules.why[:1].isupper() or rules.why[:1].isdigit()
        if rules.country != code or not rules.unit or not (sentence and rules.why.endswith((".", ")."))):
            wrong.append(code)
        if not rules.files and not rules.figure:
            wrong.append(f"{code}: figure")
    assert not wrong


def test_every_gloss_begins_with_an_article_or_the_one_units_name() -> None:
    wrong = [
        f"{code}: {entry['gloss']}"
        for code, rules in read_rules(SIGNING).items()
        for name in ("kind", "above")
        for entry in rules.of(name)
        if not entry.get("gloss", "a ").startswith(ARTICLES)
        and not ("code" in entry and entry["gloss"][:1].isupper())
    ]
    assert not wrong


def test_every_kind_that_is_given_has_a_gloss() -> None:
    missing = [
        f"{code}: {entry['kind']}"
        for code, rules in read_rules(SIGNING).items()
        for glossed in [{each["kind"] for name in ("kind", "above") for each in rules.of(name) if "gloss" in each}]
        for name in ("above", "add")
        for entry in rules.of(name)
        if "kind" in entry and entry["kind"] not in glossed
    ]  # fmt: skip
    assert not missing


def test_every_decision_by_hand_is_made_once() -> None:
    twice = []
    for code, rules in read_rules(SIGNING).items():
        for name in ("seat", "point", "name", "people"):
            codes = [entry["code"] for entry in rules.of(name)]
            twice += [f"{code}: {name} {each}" for each in set(codes) if codes.count(each) > 1]
    assert not twice


def test_every_country_with_a_candidate_has_a_file(world: World) -> None:
    able = np.asarray(labels(world, "not_candidate") == "")
    country = labels(world, "country")
    countries = {country.values[code] for code in np.unique(country.codes[able]).tolist()}
    assert not countries - set(read_rules(SIGNING))
