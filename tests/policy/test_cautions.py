"""Cautions by day, nation and level, and the borders that nobody crosses."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

import citymatch.policy
from citymatch.datasets.borders import closed_borders
from citymatch.datasets.geography import country_names, country_told
from citymatch.datasets.us import load_country_names
from citymatch.features import ties
from citymatch.policy import PolicyError, caution, cautions, closed_border
from citymatch.policy.borders import pairs
from citymatch.policy.caution import LEVELS, relations

TODAY = date(2026, 11, 30)
POLICY = Path(citymatch.policy.__file__).parent


def levels(country: str, nation: str = "US", day: date = TODAY, division: str = "") -> set[str]:
    """The levels of the cautions about a whole country, or one of its divisions, for a nation's seekers."""
    return {
        each.level
        for each in cautions(day, nation)
        if "area" not in each.parameters
        and (country in each.countries or (country, division) in each.divisions)
    }


@pytest.mark.parametrize("country", ["RU", "BY", "IR", "KP", "AF"])
def test_what_no_council_of_the_united_states_would_write_to_is_barred(country: str) -> None:
    assert "barred" in levels(country)


@pytest.mark.parametrize(
    "country", ["UA", "CU", "PS", "IL", "LB", "SD", "YE", "MM", "HT", "SO", "SS", "ML", "EH", "SY"]
)
def test_war_embargo_and_dispute_are_strong_and_bar_nobody(country: str) -> None:
    assert "strong" in levels(country) and "barred" not in levels(country)


def test_what_is_mild_stays_mild() -> None:
    assert levels("BT") == levels("TW") == levels("XK") == levels("CN") == {"plain"}
    assert levels("JP") == levels("MX") == levels("FR") == set()


@pytest.mark.parametrize(
    "state", ["08", "12", "16", "25", "28", "32"]
)  # Colima to Zacatecas, as GeoNames has them
def test_six_mexican_states_and_no_other(state: str) -> None:
    assert levels("MX", division=state) == {"strong"}
    assert levels("MX", division="14") == set(), "Jalisco is at level 3"
    assert levels("MX", "CA", division=state) == set(), "the advice is the State Department's"


@pytest.mark.parametrize(
    ("country", "day", "expected"),
    [
        ("SY", date(2025, 6, 30), "barred"), ("SY", date(2025, 7, 1), "strong"),
        ("AF", date(2021, 8, 14), ""), ("AF", date(2021, 8, 15), "barred"),
        ("RU", date(2022, 2, 23), ""), ("RU", date(2022, 2, 24), "barred"),
        ("IR", date(1980, 4, 6), ""), ("IR", date(1980, 4, 7), "barred"),
        ("SD", date(2023, 4, 14), ""), ("SD", date(2023, 4, 15), "strong"),
    ],
)  # fmt: skip
def test_a_caution_begins_and_ends_on_its_day(country: str, day: date, expected: str) -> None:
    assert levels(country, day=day) - {"plain"} == ({expected} if expected else set())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UA", "RU"), ("UA", "BY"), ("IN", "PK"), ("AM", "AZ"), ("AM", "TR"), ("IL", "IR"), ("IL", "LB"), ("IL", "SY"),
        ("KR", "KP"), ("DZ", "MA"), ("CY", "TR"), ("RS", "XK"), ("ER", "ET"),
    ],
)  # fmt: skip
def test_enemies_are_barred_from_both_sides(one: str, other: str) -> None:
    assert "barred" in levels(other, one) and "barred" in levels(one, other)


def test_a_pair_begins_on_its_day_too() -> None:
    assert "barred" not in levels("RU", "UA", date(2022, 2, 23))
    told = [c.text for c in cautions(date(2025, 1, 1), "IN") if "PK" in c.countries]
    assert told == [
        "India and Pakistan have no ambassadors with each other, and the line between them in Kashmir is armed"
    ]
    assert "May 2025" in next(c.text for c in cautions(TODAY, "IN") if "PK" in c.countries)


def test_seekers_elsewhere_do_not_hear_what_is_the_united_states_own() -> None:
    for nation in ("DE", "JP", "BR"):
        assert levels("CU", nation) == levels("BY", nation) == levels("BT", nation) == set()
        assert levels("IR", nation) == set() and levels("RU", nation) == {"strong"}
        assert "barred" in levels("UA", nation, division="11"), "occupied land is barred for all"
    assert levels("CN", "TW") == {"strong"} == levels("TW", "CN")
    assert levels("UA", "DE") == {"strong"}


def test_every_caution_says_what_it_rests_on_and_on_which_day() -> None:
    seen = cautions(TODAY) + cautions(TODAY, "DE") + cautions(TODAY, "UA") + cautions(date(2025, 1, 1))
    for each in seen:
        assert each.text and each.source and each.read is not None and each.read <= TODAY
        assert each.countries or each.divisions or each.parameters["places"]
        assert each.source in each.reason and f"as of {each.read.day} {each.read:%B %Y}" in each.reason
        assert ("strong caution" in each.reason) == (each.level == "strong")
    assert len({each.id for each in cautions(TODAY)}) == len(cautions(TODAY))


def test_the_gravest_come_first() -> None:
    for nation in ("US", "IL", "UA", "DE"):
        order = [list(LEVELS).index(each.level) for each in cautions(TODAY, nation)]
        assert order == sorted(order) and order


def test_the_countries_without_formal_relations_each_with_its_caution() -> None:
    assert {country: each.id for country, each in relations().items()} == {
        "BT": "no-diplomatic-relations-bt", "IR": "no-diplomatic-relations-ir", "KP": "no-diplomatic-relations-kp",
        "TW": "taiwan",
    }  # fmt: skip


def test_borders_that_nobody_crosses() -> None:
    for a, b in [("AM", "TR"), ("AM", "AZ"), ("DZ", "MA"), ("IN", "PK"), ("KR", "KP"), ("FI", "RU"), ("IL", "LB"),
                 ("PL", "BY"), ("KP", "CN")]:  # fmt: skip
        assert closed_border(a, b) and closed_border(b, a), (a, b)
    for a, b in [
        ("AM", "GE"),
        ("FR", "ES"),
        ("US", "CA"),
        ("IL", "JO"),
        ("GE", "RU"),
        ("FI", "SE"),
        ("CH", "CH"),
    ]:
        assert not closed_border(a, b), (a, b)
    assert not closed_border("FI", "RU", date(2023, 11, 1)) and closed_border("FI", "RU", date(2024, 1, 1))
    assert closed_border("DZ", "MA", date(2000, 1, 1)) and not closed_border("DZ", "MA", date(1990, 1, 1))


def test_what_is_closed_to_the_snapshot_is_closed_to_the_policies_too() -> None:
    """The table of the data (whose cities and airports lie beyond) and that of the cautions say the same."""
    assert len(closed_borders()) > 20
    for pair in closed_borders():
        a, b = pair
        assert closed_border(a, b, TODAY) and closed_border(b, a, date(2026, 11, 30)), (a, b)


def test_no_pair_is_of_a_country_with_itself_and_all_are_told_with_names() -> None:
    for pair in pairs():
        assert not set(pair.one) & set(pair.others), pair.id
        assert pair.level or pair.border, pair.id
        for a in pair.one:
            for b in pair.others:
                assert "{" not in pair.told(a, b) and pair.told(a, b)
                assert a in pair.others_of(b) and b in pair.others_of(a)
    assert len({pair.id for pair in pairs()}) == len(pairs())


ENTRY = """
[[cautions]]
id = "a-storm"
level = "strong"
text = "A storm is near"
none_of = ["FR"]
source = "this test"
read = 2026-01-01
"""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('level = "strong"', 'level = "grave"', "line 4: cautions 1, level: unknown level 'grave'"),
        ("read = 2026-01-01\n", "", "lacks the field 'read'"),
        ('source = "this test"\n', "", "lacks the field 'source'"),
        ('none_of = ["FR"]\n', 'none_of = ["FR"]\nfor = ["UK"]\n', "did you mean 'GB'"),
        ('none_of = ["FR"]\n', 'none_of = ["FR"]\nfrom = ["US"]\n', "unknown field 'from'"),
        ('none_of = ["FR"]\n', 'none_of = ["FR"]\narea = [[1, 2], [3, 4]]\n', "must be three points or more"),
        ('none_of = ["FR"]\n', 'none_of = ["FR"]\narea = [[1, 2], [3, 4], [95, 1]]\n', "must be three points or more"),
        ('none_of = ["FR"]\n', 'places = ["Paris"]\n', "must hold places of GeoNames such as geonames:5383187"),
        ('none_of = ["FR"]\n', "", "needs one of one_of, none_of, regions, divisions, places"),
    ],
)  # fmt: skip
def test_an_entry_that_is_not_right_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    path = tmp_path / "cautions.toml"
    path.write_text(ENTRY, "utf-8")
    [right] = caution.read_cautions(path)
    assert right.concerns("US") and right.concerns("DE") and right.countries == ("FR",)
    path.write_text(ENTRY.replace(old, new), "utf-8")
    with pytest.raises(PolicyError) as refused:
        caution.read_cautions(path)
    assert words in str(refused.value) and "cautions.toml" in str(refused.value)


def every_text() -> dict[str, str]:
    """All that cautions, pairs of countries and laws say, by the file."""
    texts = {}
    for file in (
        *(POLICY / name for name in ("cautions.toml", "pairs.toml")),
        *(POLICY / "laws").glob("*.toml"),
    ):
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        entries = [data, *(entry for key in ("cautions", "pairs", "rules") for entry in data.get(key, ()))]
        texts[file.name] = "\n".join(
            str(e.get(key, "")) for e in entries for key in ("text", "note", "source")
        )
    return texts


def test_a_country_has_one_name_in_cautions_laws_and_sentences() -> None:
    """Vietnam and Türkiye, as the table of countries writes them; never Viet Nam, Turkey, Burma or Macau."""
    names, others = country_names(), load_country_names()
    assert (names["VN"], names["TR"]) == ("Vietnam", "Türkiye")
    shown = {country_told(code) for code in names} | set(names.values())
    other = {
        word.strip()
        for row in others["other_names"] for word in row.split(";")
        if len(word.strip()) > 5 and word.strip() not in shown and not any(word.strip() in name for name in shown)
    }  # fmt: skip
    assert {"Viet Nam", "Turkey", "Swaziland"} <= other
    other -= {"West Bank"}  # a part of the Palestinian Territories by its own name
    for file, text in every_text().items():
        assert not [word for word in other if re.search(rf"\b{re.escape(word)}\b", text)], file
        assert "Macau" not in text and "Burma" not in text
    assert ties.nation("TR") == country_told("TR") == "Türkiye" and ties.nation("MM") == "Myanmar"


def test_each_caution_is_a_sentence_that_names_whom_it_means() -> None:
    told = cautions(date(2026, 2, 15))
    assert len([c for c in told if c.id.startswith("level-4-") and c.countries]) == 14, (
        "13 countries, and Niger"
    )
    for each in told:
        assert each.text[0].isupper() and not re.search(r"[{}]|\b[Ii]ts (country|region)\b", each.text)
        assert re.search(
            r"\b(is|are|has|have|had|lies|hold|was|wages|takes|advises|restricts|occupies|recognised|merged|lifted)\b",
            each.text,
        ), "a fragment has no verb"
    assert len({each.id for each in told}) == len(told)
