"""A user's own columns as a criterion, and the table that holds them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from citymatch.datasets import InputError, Labels, Table
from citymatch.features.attributes import OwnAttribute, read_attributes
from citymatch.testing import ExtractorConformance

PLACES = pd.DataFrame(
    {
        "attribute:industries": ["biotech; wine", "steel", "Wine; glass; biotech"],
        "attribute:founded": ["1850", "1900", "1,870"],
        "attribute:faith": ["Buddhist", "lutheran", "buddhist"],
        "attribute:consulate": ["yes", "No", "1"],
    }
)
OWN = {
    "name": "Portland", "attribute:industries": "Biotech;Wine", "attribute:founded": "1851",
    "attribute:faith": "buddhist", "attribute:consulate": "",
}  # fmt: skip


class TestSets(ExtractorConformance):
    extractor = OwnAttribute("industries", "overlap", core=2)
    seeker = OWN
    candidates = PLACES
    unknown_row = {"attribute:industries": ""}
    unknown_seeker = {"attribute:industries": ""}


class TestNumbers(ExtractorConformance):
    extractor = OwnAttribute("founded", "near", core=20, edge=100)
    seeker = OWN
    candidates = PLACES
    unknown_row = {"attribute:founded": ""}
    unknown_seeker = {"attribute:founded": ""}


class TestCategories(ExtractorConformance):
    extractor = OwnAttribute("faith", "same")
    seeker = OWN
    candidates = PLACES
    unknown_row = {"attribute:faith": ""}
    unknown_seeker = {"attribute:faith": ""}


class TestAnswers(ExtractorConformance):
    extractor = OwnAttribute("consulate", "yes")
    seeker = OWN
    candidates = PLACES
    unknown_row = {"attribute:consulate": ""}
    unknown_seeker = "the candidate alone is measured, whoever asks"


@pytest.mark.parametrize(
    ("extractor", "expected"),
    [
        (OwnAttribute("industries", "overlap"), [1, 0, 1]),
        (OwnAttribute("industries", "overlap", core=2), [1, 0, 1]),
        (OwnAttribute("industries", "overlap", core=4), [0.5, 0, 0.5]),
        (OwnAttribute("founded", "near", core=20, edge=78), [1, 0.5, 1]),  # 1, 49 and 19 years apart
        (OwnAttribute("faith", "same"), [1, 0, 1]),
        (OwnAttribute("consulate", "yes"), [1, 0, 1]),
    ],
)
def test_similarities_worked_by_hand(extractor: OwnAttribute, expected: list[float]) -> None:
    np.testing.assert_allclose(extractor.similarity(OWN, PLACES), expected, atol=1e-6)


def test_a_place_row_stands_before_its_countrys(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(
        "community_id,geonameid,country,name,consulate,industries\n,,JP,Japan,yes,\n,11,,Kure,no,steel\n"
        "geonames:12,,,Gera,,glass\n\n"
    )
    own = read_attributes(file)
    assert own.columns == ("consulate", "industries")
    places = Table({"geonameid": np.array([13, 11, 12]), "country": Labels.of(["JP", "JP", "DE"])})
    beside = own.beside(places)
    assert list(beside["attribute:consulate"]) == ["yes", "no", ""]
    assert list(beside["attribute:industries"]) == ["", "steel", "glass"]
    assert own.of({"geonameid": 13, "country": "JP"})["attribute:consulate"] == "yes"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("colour,consulate\nred,yes\n", "line 1: needs a column community_id, geonameid, country or name"),
        ("country,a,a\nJP,1,2\n", "line 1: every column needs a name of its own"),
        ("country,a\nJP,1,2\n", "line 2: has 3 fields, the header 2"),
        ("country,a\nJP,1\nJP,2\n", "line 3: JP stands there twice"),
        ("country,a\n,1\n", "line 2: names no place"),
        ("country,a\nAtlantis,1\n", "line 2, country: 'Atlantis' is no country"),
        ("geonameid,a\nx,1\n", "line 2, geonameid: must be a whole number"),
        ("community_id,a\nx,1\n", "line 2, community_id: must be an id"),
    ],
)
def test_a_wrong_table_is_refused_by_line(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(text)
    with pytest.raises(InputError, match=words):
        read_attributes(file)
    with pytest.raises(InputError, match="there is no such file"):
        read_attributes(tmp_path / "none.csv")


def test_a_frame_is_read_like_a_file() -> None:
    frame = pd.DataFrame({"geonameid": [11.0, 12.0], "score": [3.5, None]})
    own = read_attributes(frame)
    assert own.of({"geonameid": 11, "country": "JP"}) == {"attribute:score": "3.5"}
    assert own.of({"geonameid": 12, "country": "DE"}) == {"attribute:score": ""}


def test_near_needs_an_edge_beyond_its_core() -> None:
    with pytest.raises(ValueError, match="edge must be more than core"):
        OwnAttribute("founded", "near", core=5, edge=5).fit()


@pytest.mark.parametrize(
    ("texts", "expected"),
    [("yes Y true 1 x", 1.0), ("no N false 0", 0.0), ("maybe yess 2", np.nan)],
)
def test_a_yes_and_a_no_in_the_words_that_people_use(texts: str, expected: float) -> None:
    found = OwnAttribute("a", "yes").measure({}, pd.DataFrame({"attribute:a": texts.split()}))
    np.testing.assert_array_equal(found, expected)


def test_numbers_are_read_as_people_write_them() -> None:
    places = pd.DataFrame({"attribute:a": ["1,870", "many", "", "-3.5"]})
    found = OwnAttribute("a", "near").measure({"attribute:a": "10"}, places)
    np.testing.assert_array_equal(found, [1860.0, np.nan, np.nan, 13.5])


def test_a_community_of_ones_own_table_is_found_by_its_id_before_its_number_and_its_country() -> None:
    own = read_attributes(
        pd.DataFrame(
            {
                "community_id": ["geonames:11", "unit:JP:1", ""],
                "country": ["", "", "JP"],
                "a": ["1", "2", "3"],
            }
        )
    )
    for place, text in (
        ({"geonameid": 11, "country": "JP"}, "1"),
        ({"community_id": "unit:JP:1", "country": "JP"}, "2"),
        ({"geonameid": 12, "country": "JP"}, "3"),
        ({"geonameid": 12, "country": "KR"}, ""),
    ):
        assert own.of(place) == {"attribute:a": text}
