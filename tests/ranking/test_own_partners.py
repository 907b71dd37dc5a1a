"""The user's own partnerships: any table, the ends by their names, and what cannot be read said with its line."""

from __future__ import annotations

import logging
from pathlib import Path

import pandas as pd
import pytest

import citymatch as cm
from citymatch.datasets.partnerships import COLUMNS
from citymatch.datasets.registers import PartnershipsError
from citymatch.ranking import Options
from citymatch.ranking.known import known_partners
from citymatch.ranking.own_partners import columns_of, own_partners

LA_TAIPEI = ["geonames:5368361", "geonames:1668341"]


def listed(folder: Path, text: str, encoding: str = "utf-8", name: str = "mine.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    "text",
    [  # own-partners-by-name and input-rules-differ
        "name_a,country_a,name_b,country_b\nLos Angeles,US,Taipei,TW\n",
        'name_a,country_a,name_b,country_b\n"Los Angeles, California",US,"Taipei, Taiwan",TW\n',
        "name_a,country_a,admin1_a,name_b,country_b\nLos Angeles,US,California,Taipei,TW\n",
        "name_a,country_a,name_b,country_b\nLos Angeles,United States,Taipei,Taiwan\n",
        "name_a;country_a;name_b;country_b\nLos Angeles;US;Taipei;Taiwan\n",
        "sep=;\nCity A;State A;Country A;City B;Country B\nLos Angeles;CA;US;Taipei;Taiwan\n",
        "City\tState\tSister City\tCountry\nLos Angeles\tCalifornia\tTaipei\tTaiwan\n",
        "Our register\n\ncity_1,country_1,city_2,country_2,since\nLos Angeles,us,Taipei,tw,1979\n",
        "City,State,City,Country\nLos Angeles,California,Taipei,Taiwan\n",
        "name_a,contry_a,name_b,contry_b\nLos Angeles,US,Taipei,Taiwan\n",
        "geonameid_a,geonameid_b\n5368361,1668341\n",
        "geonameid_a,name_b,country_b\ngeonames:5368361,Taipei,Taiwan\n".replace("geonames:", ""),
        "community_a,community_b\ngeonames:5368361,geonames:1668341\n",
        "| Stadt | Land | Partnerstadt | Land |\n|---|---|---|---|\n| Los Angeles | USA | Taipei | Taiwan |\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_the_ends_are_found(tmp_path: Path, text: str, encoding: str) -> None:
    own = own_partners(listed(tmp_path, text, encoding))
    assert own.ties[["community_a", "community_b"]].to_numpy().tolist() == [LA_TAIPEI]
    assert own.unread == () and tuple(own.ties.columns) == COLUMNS


def test_a_frame_and_a_workbook_are_read_alike(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        [["Los Angeles", "US", "Taipei", "TW"]], columns=["name_a", "country_a", "name_b", "country_b"]
    )
    frame.to_excel(tmp_path / "mine.xlsx", index=False, startrow=3)
    for source in (frame, tmp_path / "mine.xlsx"):
        assert own_partners(source).ties[["community_a", "community_b"]].to_numpy().tolist() == [LA_TAIPEI]
        ties = Options.check(partners=source, partners_mode="replace").ties()
        assert ties is not None and list(ties["community_b"]) == ["geonames:1668341"]


def test_a_row_that_cannot_be_read_is_said_with_its_line_and_the_rest_counts(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = listed(
        tmp_path,
        "name_a,country_a,name_b,country_b\nPinole,US,Taipei,TW\nPinole,US,Xyzzyville,Japan\nSpringfield,US,Seika,Japan\n",
    )
    own = own_partners(path)
    assert own.ties["community_b"].tolist() == ["geonames:1668341", "", "geonames:9634762"]
    assert [f"mine.csv, line {line}" in told for line, told in zip((3, 4), own.unread, strict=True)] == [
        True,
        True,
    ]
    with caplog.at_level(logging.INFO, "citymatch.readings"):
        found = known_partners("Pinole, California", partners=path)
    assert "Taipei" in [row[0] for row in found.rows]
    assert sum("this row counts for nobody" in record.message for record in caplog.records) == 2


def test_an_id_that_is_none_is_said(tmp_path: Path) -> None:
    own = own_partners(listed(tmp_path, "community_a,community_b\ngeonames:abc,geonames:5383187\n"))
    assert [told.rpartition(", ")[2] for told in own.unread] == [
        "line 2: 'geonames:abc' is no id of a community"
    ]


def test_a_partner_of_the_list_is_left_out(tmp_path: Path) -> None:
    path = listed(tmp_path, "name_a,country_a,name_b,country_b\nPinole,US,Vence,France\n")
    ranking = cm.rank("Pinole, California", candidates=["Vence, France", "Seika, Japan"], partners=path)
    assert "Vence" in [partner.name for partner in ranking.result.partners]
    assert "Vence" not in ranking.to_frame()["name"].tolist()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", ": is empty"),
        ("name_a,country_a,name_b,country_b\n", ": no partnership after the header"),
        ("colour,shape\nred,round\n", ", line 1: needs columns name_a, country_a, name_b and country_b"),
        (
            "name_a,country_a,name_b,country_b\nPinole,US,,\n",
            ", line 2, community_b: needs an id, or a name and a country",
        ),
        (
            "geonameid_a,geonameid_b\n1,geonames:abc\n",
            ", line 2, geonameid_b: must be a whole number, not 'geonames:abc'",
        ),
        ("community_a,community_b\ngeonames:1,2\n", ", line 2, community_b: must be an id"),
        ("geonameid_a,name_b,country_b\n1,X,Atlantis\n", ", line 2: 'X, Atlantis'"),
        ("community_a,community_b,kind\ngeonames:1,geonames:2,pen pal\n", ", line 2, kind: must be one of"),
        ("name_a,country_a,name_b,country_b\nXyzzyville,JP,Qwxyz,FR\n", ", line 2: 'Xyzzyville, JP'"),
        ("community_a,community_b\ngeonames:1,geonames:2,x\n", ", line 2: more fields than the header has"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(tmp_path: Path, text: str, problem: str) -> None:
    path = listed(tmp_path, text)
    with pytest.raises(PartnershipsError) as refused:
        own_partners(path)
    assert str(refused.value).startswith(f"{path}{problem}")


def test_whose_columns_are_whose() -> None:
    assert columns_of(["name_a", "Country A", "kind", "City (b)", "country_b", "note"]) == {
        "name_a": 0, "country_a": 1, "kind": 2, "name_b": 3, "country_b": 4,
    }  # fmt: skip
    assert columns_of(["City", "Twin Town", "Country"]) == {"name_a": 0, "name_b": 1, "country_b": 2}


# Kind: an id won over the name beside it without a word.
def test_an_end_whose_name_and_id_are_two_communities_counts_for_nobody(tmp_path: Path) -> None:
    rows = "Los Angeles,5368361,Seika,1668341\nLos Angeles,5368361,Taipei,1668341\n"
    own = own_partners(listed(tmp_path, f"name_a,geonameid_a,name_b,geonameid_b\n{rows}"))
    assert len(own.ties) == 1 and len(own.unread) == 1
    assert "line 2: 'Seika' and the id geonames:1668341 contradict each other" in own.unread[0]


# Kind: a misspelt header was used and not said.
def test_a_misspelt_header_is_said(tmp_path: Path) -> None:
    own = own_partners(listed(tmp_path, "name_a,contry_a,name_b,country_b\nLos Angeles,US,Taipei,TW\n"))
    assert any("column 'contry_a' read as the town's country" in remark for remark in own.remarks)
