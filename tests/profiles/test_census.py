"""Tables exported from the Census site: both layouts, cells without figures, sums, margins, and wrong files."""

from __future__ import annotations

from pathlib import Path

import census_exports
import pytest
from census_exports import by_code, by_label

import citymatch as cm
from citymatch.datasets import InputError
from citymatch.datasets.census import KINDS, load_census_groups
from citymatch.datasets.geography import country_names
from citymatch.profiles.census import census_facts, is_named
from citymatch.profiles.census_file import read_census

PINOLE = "Pinole, California"


def shares(*files: Path, section: str = "origins", community: str = PINOLE) -> dict[str, float]:
    found = cm.profile(community, census=files).section(section)
    return {name: value for name, value in found.items() if isinstance(value, float)}


@pytest.mark.parametrize("table", census_exports.TABLES)
def test_both_layouts_say_the_same(table: str, tmp_path: Path) -> None:
    one, other = read_census(by_label(tmp_path, table))[0], read_census(by_code(tmp_path, table))[0]
    assert (one.table, one.place) == (other.table, other.place) == (table, "Pinole city, California")
    assert [line.path for line in one.lines] == [line.path for line in other.lines]
    for section in ("origins", "languages"):
        first = shares(by_label(tmp_path, table), section=section)
        assert first == shares(by_code(tmp_path, table), section=section)
        assert first == shares(by_label(tmp_path, table, bom=False), section=section)
        assert first == shares(by_code(tmp_path, table, comma=False), section=section)


def test_ancestry_is_a_share_of_the_residents_and_sums_are_no_country(tmp_path: Path) -> None:
    # of 18,800: Lebanese 376, Portuguese 1,128, Nigerian 188, Afghan 120; English, Scottish and British are 1,500
    found = shares(by_label(tmp_path, "B04006"))
    wanted = {"United Kingdom": 7.98, "Portugal": 6.0, "Lebanon": 2.0, "Nigeria": 1.0, "Afghanistan": 0.638}
    assert {name: found.get(name) for name in wanted} == wanted
    ours = shares()
    assert "Italy" in ours
    assert "Italy" not in found, "the table counts Italians, and found none"
    assert found["Mexico"] == ours["Mexico"], "the table does not count Mexicans"


def test_a_figure_below_its_margin_is_left_out_and_said_so(tmp_path: Path) -> None:
    text = cm.profile(PINOLE, census=by_label(tmp_path, "B04006")).to_toml()
    assert "Lithuanian: 30, give or take 45 (B04006)" in text
    assert "\nLithuania =" not in text
    assert "\nMorocco =" not in text, "a dash is no figure"


def test_birthplaces_of_one_country_are_counted_once(tmp_path: Path) -> None:
    # of 18,800 residents: China without Hong Kong and Taiwan 940; England and Scotland are among the kingdom's 188
    files = [str(by_label(tmp_path, table)) for table in ("B05006", "B03001")]
    pinole = {
        "name": "Pinole",
        "admin1_name": "California",
        "kind": "place",
        "label": PINOLE,
        "population": 19022.0,
    }
    found = census_facts(files, pinole).origins
    born = {code: round(100 * found[code].share, 6) for code in ("CN", "HK", "TW", "PH", "GB", "PT")}
    assert born == {"CN": 5.0, "HK": 1.0, "TW": 1.0, "PH": 12.0, "GB": 1.0, "PT": 0.5}


def test_those_born_there_are_no_fewer_than_those_with_roots_there(tmp_path: Path) -> None:
    found, ours = shares(by_label(tmp_path, "B05006")), shares()
    assert found["Philippines"] > ours["Philippines"]
    assert found["United Kingdom"] == ours["United Kingdom"], (
        "188 were born there, and many more have roots there"
    )


def test_without_a_table_of_all_residents_the_share_is_of_the_people_that_are_known(tmp_path: Path) -> None:
    assert shares(by_label(tmp_path, "B05006"))["Philippines"] == pytest.approx(11.9)  # 2,256 of 19,022


def test_of_two_tables_the_larger_figure_counts(tmp_path: Path) -> None:
    files = [by_code(tmp_path, table) for table in ("B04006", "B05006", "B03001")]
    found = shares(*files)
    assert found["Mexico"] == 15.0, "2,820 report the origin, 1,128 were born there"
    assert found["Portugal"] == 6.0, "1,128 report the ancestry, 94 were born there"
    text = cm.profile(PINOLE, census=files).to_toml()
    assert "US Census Bureau, table B03001, your file ACSDT5Y2023.B03001-Data.csv" in text


def test_hispanic_origins_without_their_sums(tmp_path: Path) -> None:
    found = shares(by_label(tmp_path, "B03001"))
    assert {name: found.get(name) for name in ("Mexico", "El Salvador", "Puerto Rico", "Spain")} == {
        "Mexico": 15.0, "El Salvador": 2.0, "Puerto Rico": 1.0, "Spain": None,
    }  # fmt: skip


def test_languages_are_shares_of_those_of_five_and_over(tmp_path: Path) -> None:
    # of 18,000; how well people know English is no language
    assert shares(by_label(tmp_path, "B16001"), section="languages") == {
        "Speak only English": 65.0, "Spanish": 15.0, "Tagalog (incl. Filipino)": 10.0,
        "Chinese (incl. Mandarin, Cantonese)": 5.0,
    }  # fmt: skip


def test_the_social_profile_gives_ancestry_and_leaves_the_languages_that_it_does_not_name(
    tmp_path: Path,
) -> None:
    file = by_label(tmp_path, "DP02")
    assert shares(file)["Portugal"] == 6.0
    spoken = shares(file, section="languages")
    assert (spoken["Speak only English"], spoken["Spanish"]) == (65.0, 15.0)
    assert spoken["Korean"] == shares(section="languages")["Korean"], "known for the state alone"


def test_a_file_of_another_place_names_both(tmp_path: Path) -> None:
    for file in (by_label(tmp_path, "B04006"), by_code(tmp_path, "B04006")):
        with pytest.raises(
            InputError, match=r"B04006.*Pinole city, California, not about Dearborn, Michigan"
        ):
            cm.profile("Dearborn, Michigan", census=file)


def test_a_file_that_is_no_such_table_says_which_are(tmp_path: Path) -> None:
    file = tmp_path / "income.csv"
    for text in (
        "Label (Grouping),Pinole city!!Estimate\nMedian income,3\n",
        "GEO_ID,NAME,B19013_001E\n",
        "a,b\n1,2\n",
        "",
    ):
        file.write_text(text)
        with pytest.raises(
            InputError, match=r"income\.csv: is none of the Census tables.*B04006 \(ancestry\).*DP02"
        ):
            read_census(file)


def test_a_cell_that_is_no_number_is_named(tmp_path: Path) -> None:
    file = by_label(tmp_path, "B04006")
    file.write_text(file.read_text("utf-8-sig").replace('"376"', '"many"'), "utf-8")
    with pytest.raises(InputError, match=r"line 8, field Pinole city, California!!Estimate: .*not 'many'"):
        read_census(file)


def test_the_row_of_descriptions_must_be_there(tmp_path: Path) -> None:
    file = by_code(tmp_path, "B04006")
    lines = file.read_text("utf-8-sig").splitlines()
    file.write_text("\n".join([lines[0], lines[2]]))
    with pytest.raises(InputError, match="line 2: the row with what each column means"):
        read_census(file)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.csv: No such file"):
        read_census(tmp_path / "none.csv")
    (tmp_path / "latin.csv").write_bytes(b"Label (Grouping),Espa\xf1a\n")
    with pytest.raises(InputError, match="is not UTF-8 text"):
        read_census(tmp_path / "latin.csv")


def test_the_census_says_nothing_of_a_german_town(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="say nothing of Flensburg, Germany"):
        cm.profile("Flensburg, Germany", census=by_label(tmp_path, "B04006"))


@pytest.mark.parametrize(
    ("place", "name", "state", "same"),
    [
        ("Dearborn city, Michigan", "Dearborn", "Michigan", True),
        ("Dearborn Heights city, Michigan", "Dearborn", "Michigan", False),
        ("Dearborn city, Missouri", "Dearborn", "Michigan", False),
        ("St. Paul city, Minnesota", "Saint Paul", "Minnesota", True),
        ("Wayne County, Michigan", "Wayne County", "Michigan", True),
        ("Holland charter township, Ottawa County, Michigan", "Holland", "Michigan", True),
        ("Nashville-Davidson metropolitan government (balance), Tennessee", "Nashville", "Tennessee", True),
        ("Louisville/Jefferson County metro government (balance), Kentucky", "Louisville", "Kentucky", True),
        ("Sun City CDP, Arizona", "Sun City", "Arizona", True),
        ("Kansas City city, Missouri", "Kansas", "Missouri", False),
    ],
)
def test_the_census_names_places_in_its_own_way(place: str, name: str, state: str, same: bool) -> None:
    assert is_named(place, {"name": name, "admin1_name": state, "kind": "place"}) is same


def test_every_group_means_a_country_that_exists() -> None:
    for kind in KINDS[:3]:
        codes = {code for code in load_census_groups(kind).values() if code}
        assert codes <= set(country_names()), kind
    for label in ("Arab", "Assyrian/Chaldean/Syriac", "West Indian (except Hispanic groups)", "European"):
        assert load_census_groups("ancestry")[label] == ""


def test_a_group_that_is_not_known_is_said(tmp_path: Path) -> None:
    file = by_label(tmp_path, "B04006")
    file.write_text(file.read_text("utf-8-sig").replace("Afghan", "Atlantean"), "utf-8")
    text = cm.profile(PINOLE, census=file).to_toml()
    assert "Not known to citymatch, and not counted: Atlantean" in text
    assert "Not known" not in cm.profile(PINOLE, census=by_label(tmp_path, "B16001")).to_toml()
