"""Columns that are read although their header is misspelt, and columns that cannot both be true."""

from __future__ import annotations

from pathlib import Path

import pytest

from citymatch.places import PlacesError, read, resolve_many
from citymatch.places.header_words import near_word
from citymatch.places.headers import header_fields, meaning_of


def rows(folder: Path, text: str, name: str = "list.csv") -> list[tuple[str, str]]:
    """The status and the id (or the note) of each row of a file."""
    (folder / name).write_text(text, "utf-8")
    return [(r.status, r.community.id if r.community else r.note) for r in resolve_many(folder / name)]


# Kind: a header a letter away from a known one was not used, and its row went to a namesake elsewhere.
@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("City,Contry,Sate\nParis,USA,Texas\n", 4717560),
        ("Citty,Country\nSeika,Japan\n", 9634762),
        ("Munincipality,Country\nSeika,Japan\n", 9634762),
        ("City Nmae,State\nParis,Texas\n", 4717560),
        ("Gemiende;Bundesland\nCelle;Niedersachsen\n", 2940213),
        ("City,Provnice,Country\nCambridge,Ontario,Canada\n", 5913695),
    ],
)
def test_a_misspelt_header_is_used_and_said(tmp_path: Path, text: str, id: int) -> None:
    assert rows(tmp_path, text) == [("matched", f"geonames:{id}")]
    assert any("read as the" in each for each in read(tmp_path / "list.csv")[0].remarks)


# Kind: the short headers of offices and of the Census were not known.
@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("City,ST\nParis,TX\n", 4717560),
        ("CITY_NM,STATE_CD,CNTRY\nParis,TX,USA\n", 4717560),
        ("NAME,STUSPS,POP2020\nParis,TX,24000\n", 4717560),
        ("Município,UF\nGoiânia,GO\n", 3462377),
        ("jurisdiction,state\nPinole,CA\n", 5383187),
        ("Twinned with,Country\nSeika,Japan\n", 9634762),
        ("City,Country\nSeika,🇯🇵\n", 9634762),
        ("City,Country\n🇯🇵 Seika,\n", 9634762),
        ("name,geonameid\nSeika,9634762.0\n", 9634762),
        ("name,iso2\nCelle,DE\n", 2940213),
        ("City,cc\nCelle,DE\n", 2940213),
        ("Local government,State\nPinole,CA\n", 5383187),
    ],
)
def test_short_headers(tmp_path: Path, text: str, id: int) -> None:
    assert rows(tmp_path, text) == [("matched", f"geonames:{id}")]


# Kind: a word of its own is no misprint of ours.
@pytest.mark.parametrize(
    "title",
    ["Station", "Date", "Count", "Plate", "Stage", "Status", "Start", "Notion", "Cite", "Named", "Rate", "Villa",
     "Century", "Comment", "Origin", "Capacity", "Position", "Allocation", "Nota", "Statement"],
)  # fmt: skip
def test_a_word_of_its_own_is_no_misprint(title: str) -> None:
    assert near_word(title.casefold()) == "" and meaning_of(title) is None


def test_a_misprint_counts_for_nothing_where_the_cells_say_otherwise(tmp_path: Path) -> None:
    assert rows(tmp_path, "City,Country,ST\nSeika,Japan,closed\n") == [("matched", "geonames:9634762")]
    assert read(tmp_path / "list.csv")[0].extra == {"ST": "closed"}
    assert header_fields(["Citty", "City"]) == {"name": 1}


def test_a_town_that_looks_like_a_misprint_is_no_header(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Statte\nCeleste\n", "utf-8")
    with pytest.raises(PlacesError, match="no usable column"):
        read(tmp_path / "list.csv")


# Kind: the part of the country was taken for the state.
def test_a_state_goes_before_a_region(tmp_path: Path) -> None:
    found = rows(tmp_path, "Region,City,State\nNortheast,Boston,MA\nWest,Pinole,CA\n")
    assert found == [("matched", "geonames:4930956"), ("matched", "geonames:5383187")]


# Kind: the second city of a row gave its country to the first.
def test_a_second_city_is_the_partner() -> None:
    assert header_fields(["City", "State", "City", "Country"]) == {"name": 0, "state": 1}


# Kind: an id won over the name beside it without a word.
@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("name,country,geonameid\nSeika,Japan,3182884\n", {"geonames:3182884", "geonames:9634762"}),
        ("name,country,geonameid\nSeika,Italy,9634762\n", {"geonames:9634762"}),
        ("name,state,fips\nPinole,CA,06061\n", {"us-county:06061", "geonames:5383187"}),
        ("name,country,id\nArezzo,Italy,geonames:5383187\n", {"geonames:5383187", "geonames:3182884"}),
    ],
)
def test_a_name_and_an_id_of_two_communities(tmp_path: Path, text: str, ids: set[str]) -> None:
    (tmp_path / "list.csv").write_text(text, "utf-8")
    (found,) = resolve_many(tmp_path / "list.csv")
    assert found.status == "ambiguous" and {each.id for each in found.candidates} == ids
    assert "contradict each other" in found.note


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("name,country,geonameid\nSeika-cho,Japan,9634762\n", "geonames:9634762"),
        ("name,country,geonameid\nMünchen,Deutschland,2867714\n", "geonames:2867714"),
        ("name,state,fips\nPlacer,CA,06061\n", "us-county:06061"),
        ("name,state,fips\nMontgomery,AL,01101\n", "us-county:01101"),
        ("name,geonameid\nOur friends,9634762\n", "geonames:9634762"),
    ],
)
def test_a_name_that_fits_its_id(tmp_path: Path, text: str, id: str) -> None:
    ((status, found),) = rows(tmp_path, text)
    assert (status, found) == ("matched", id)


# Kind: of two columns of countries the second was dropped.
def test_two_countries_of_one_row(tmp_path: Path) -> None:
    found = rows(tmp_path, "City,Country,Country\nSeika,Japan,Italy\nSeika,Japan,JP\nSeika,Japan,\n")
    assert found[0] == ("not_found", "two columns contradict each other: 'Japan' and 'Italy'")
    assert [status for status, _ in found[1:]] == ["matched", "matched"]


# Kind: a state abroad of the country that is named.
def test_a_country_within_a_state_of_the_us(tmp_path: Path) -> None:
    ((status, note),) = rows(tmp_path, "City,State,Country\nToledo,Spain,Ohio\n")
    assert status == "ambiguous" and "only one can be meant" in note


# Kind: geonames:abc.
@pytest.mark.parametrize("text", ["geonames:abc", "us-county:x", "user:abc"])
def test_what_looks_like_an_id_and_is_none(tmp_path: Path, text: str) -> None:
    ((status, note),) = rows(tmp_path, f"{text}\n", "list.txt")
    assert status == "not_found" and "id" in note


# Kind: an id that nobody has hid the name beside it.
def test_an_id_that_is_none_leaves_the_name(tmp_path: Path) -> None:
    text = "name,country,geonameid\nSeika,Japan,0\nSeika,Japan,999999999999\n,,999999999999\n"
    found = rows(tmp_path, text)
    assert found[:2] == [("matched", "geonames:9634762"), ("corrected", "geonames:9634762")]
    assert found[2][0] == "not_found" and "geonameid 999999999999" in found[2][1]


# Kind: a comma or a stroke at the end of each row made columns of nothing.
@pytest.mark.parametrize("text", ["City,Country,\nSeika,Japan,\n", "| City | Country |\n| Seika | Japan |\n"])
def test_a_column_of_nothing_is_not_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "list.csv").write_text(text, "utf-8")
    (entry,) = read(tmp_path / "list.csv")
    assert not entry.extra and not any("not used" in remark for remark in entry.remarks)
