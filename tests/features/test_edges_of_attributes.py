"""A user's own table: how its files are read, what is wrong with one, and how its columns are compared."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from citymatch.datasets import InputError, Labels, Table
from citymatch.features.attributes import (
    OwnAttribute,
    as_number,
    attribute,
    items,
    read_attributes,
    yes_or_no,
)

NAN = math.nan


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", ": is empty"),
        (
            "colour,wine\nred,yes\n",
            ", line 1: needs a column community_id, geonameid, country or name; found colour, wine",
        ),
        ("geonameid,wine,wine\n", ", line 1: every column needs a name of its own"),
        ("geonameid,\n", ", line 1: every column needs a name of its own"),
        ("geonameid,wine\n1,yes\n2\n", ", line 3: has 1 fields, the header 2"),
        ("geonameid,wine\n1,yes,no\n", ", line 2: has 3 fields, the header 2"),
        ("geonameid,wine\n1,yes\n\n1.0,no\n", ", line 4: geonames:1 stands there twice"),
        ("geonameid,wine\nx,yes\n", ", line 2, geonameid: must be a whole number, not 'x'"),
        ("geonameid,wine\n1.5,yes\n", ", line 2, geonameid: must be a whole number, not '1.5'"),
        (
            "community_id,wine\n7,yes\n",
            ", line 2, community_id: must be an id such as geonames:5383187, not '7'",
        ),
        (
            "country,wine\nAtlantis,yes\n",
            ", line 2, country: 'Atlantis' is no country; write its name or a two-letter code such as JP",
        ),
        ("country,wine\nJapan,yes\njp,no\n", ", line 3: JP stands there twice"),
        ("geonameid,wine\ngeonames:abc,yes\n", ", line 2, geonameid: must be a whole number, not 'abc'"),
        ("geonameid,country,wine\n,,yes\n", ", line 2: names no place; fill in geonameid or country"),
    ],
)
def test_what_is_wrong_with_a_table(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "own.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError) as refused:
        read_attributes(path)
    assert str(refused.value) == f"{path}{message}"


def test_a_table_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes(b"geonameid,a \x81 \x8d b \x90\n")
    with pytest.raises(InputError, match=r"own\.csv, line 1: is not UTF-8 text"):
        read_attributes(path)
    path.write_bytes(b"geonameid,wine\n1," + b"x" * 200_000)
    with pytest.raises(InputError, match=r"own\.csv, line 2: is no proper table: field larger"):
        read_attributes(path)
    with pytest.raises(InputError, match=r"none\.csv: there is no such file$"):
        read_attributes(str(tmp_path / "none.csv"))
    with pytest.raises(InputError, match=r"^the DataFrame: needs a column"):
        read_attributes(pd.DataFrame({"wine": ["yes"]}))


@pytest.mark.parametrize(
    ("text", "keys"),
    [  # input-rules-differ: what a list reads is read here
        ("country,consulate\nJapan,yes\nDeutschland,no\n", {"JP", "DE"}),
        ("name,country,consulate\nSeika,JP,yes\n", {"geonames:9634762"}),
        ("City;Country;consulate\nSeika;Japan;yes\n", {"geonames:9634762"}),
        ("city,state,consulate\nPinole,California,yes\n", {"geonames:5383187"}),
        ("name,country,consulate\nJapan,JP,yes\n", {"JP"}),
        ("Our consulates\n\nStadt\tLand\tconsulate\nKöln\tDeutschland\tyes\n", {"geonames:2886242"}),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_row_may_name_its_community_and_its_country(
    tmp_path: Path, text: str, keys: set[str], encoding: str
) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes(text.encode(encoding))
    table = read_attributes(path)
    assert (set(table.rows), table.columns) == (keys, ("consulate",))


def test_an_id_that_is_none_counts_for_nobody_and_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "own.csv"
    path.write_text("community_id,wine\ngeonames:abc,yes\ngeonames:1,no\n", "utf-8")
    assert set(read_attributes(path).rows) == {"geonames:abc", "geonames:1"}
    assert f"{path}, line 2: 'geonames:abc' is no id of a community" in caplog.text


def test_a_name_never_counts_for_its_whole_country(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "own.csv"
    path.write_text("name,country,consulate\nSeika,Japan,yes\nXyzzyville,Japan,yes\nA,Atlantis,no\n", "utf-8")
    assert dict(read_attributes(path).rows) == {"geonames:9634762": {"consulate": "yes"}}, "the rest is read"
    told = [record.message for record in caplog.records if record.levelname == "WARNING"]
    assert len(told) == 2 and all(each.endswith("this row counts for nobody") for each in told)
    assert "own.csv, line 3: 'Xyzzyville, Japan'" in told[0] and "give its geonameid" in told[0]
    assert "own.csv, line 4, country: 'Atlantis' is no country" in told[1]


def test_a_table_of_which_no_row_can_be_read_is_refused_with_all_of_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("name,country,consulate\nXyzzyville,Japan,yes\nA,Atlantis,no\n", "utf-8")
    with pytest.raises(InputError) as caught:
        read_attributes(path)
    told = str(caught.value)
    assert told.startswith("2 lines cannot be read: ") and "\n" not in told
    assert "line 2: 'Xyzzyville" in told and "line 3, country" in told


def test_a_row_counts_for_its_place_and_a_country_for_all_of_its(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        "\ufeffgeonameid, community_id ,country,name, wine,note\n"
        '7,,JP,Seika, yes ,"a, b"\n,unit:KR:1,,X,no,\n,,JP,,no,for all\n,,,,,\n',
        "utf-8",
    )
    table = read_attributes(path)
    assert table.columns == ("wine", "note"), "a name is there for the reader"
    assert table.rows == {
        "geonames:7": {"wine": "yes", "note": "a, b"}, "unit:KR:1": {"wine": "no", "note": ""},
        "JP": {"wine": "no", "note": "for all"},
    }  # fmt: skip
    assert table.of({"geonameid": 7, "country": "JP"}) == {"attribute:wine": "yes", "attribute:note": "a, b"}
    assert table.of({"community_id": "unit:KR:1", "country": "KR"})["attribute:wine"] == "no"
    assert table.of({"geonameid": 8, "country": "JP"})["attribute:note"] == "for all"
    assert table.of({"geonameid": 8, "country": "FR"}) == {"attribute:wine": "", "attribute:note": ""}
    places = Table({
        "geonameid": np.array([8, 7, 9, 7]), "country": Labels.of(["JP", "JP", "FR", "FR"]),
    })  # fmt: skip
    beside = table.beside(places)
    assert list(beside[attribute("wine")]) == ["no", "yes", "", "yes"]
    assert list(beside[attribute("note")]) == ["for all", "a, b", "", "a, b"]
    assert list(beside["geonameid"]) == [8, 7, 9, 7]


def test_numbers_words_and_sets_as_people_write_them() -> None:
    assert [as_number(text) for text in ("1,870", " 12 ", "1e3", "-0.5")] == [1870.0, 12.0, 1000.0, -0.5]
    assert all(math.isnan(as_number(text)) for text in ("", "many", None))
    assert [yes_or_no(text) for text in ("Yes", " y ", "TRUE", "1", "x")] == [1.0] * 5
    assert [yes_or_no(text) for text in ("No", " n ", "FALSE", "0")] == [0.0] * 4
    assert all(math.isnan(yes_or_no(text)) for text in ("", "perhaps", "2"))
    assert items("Wine; steel ;;WINE") == {"wine", "steel"} and items("") == set()


@pytest.mark.parametrize(
    ("compare", "own", "theirs", "measure"),
    [
        ("near", "1850", ["1860", "1,850", "long ago", ""], [10.0, 0.0, NAN, NAN]),
        ("same", "Buddhist", ["buddhist ", "Lutheran", ""], [1.0, 0.0, NAN]),
        ("overlap", "wine; steel", ["Steel", "coal", "wine;steel;coal", ""], [1.0, 0.0, 2.0, NAN]),
        ("yes", "", ["yes", "no", "perhaps", ""], [1.0, 0.0, NAN, NAN]),
        ("same", "", ["buddhist"], [NAN]),
    ],
)
def test_a_column_is_compared_as_was_asked(
    compare: str, own: str, theirs: list[str], measure: list[float]
) -> None:
    extractor = OwnAttribute("x", compare)
    places: Any = pd.DataFrame({"attribute:x": theirs})
    np.testing.assert_array_equal(extractor.measure({"attribute:x": own}, places), measure)
    assert extractor.knows({"attribute:x": own}) == (compare == "yes" or own != "")
    lacks = OwnAttribute("x", compare).measure({"attribute:x": own}, pd.DataFrame({"name": ["A"]}))
    assert np.isnan(lacks).all()
