"""A user's own list of partnerships."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from citymatch.datasets.partners import partners_of
from citymatch.datasets.partnerships import COLUMNS, STATUSES
from citymatch.datasets.registers import PartnershipsError, combine, read_partnerships


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_users_list_is_read_with_its_defaults(tmp_path: Path) -> None:
    file = write(tmp_path / "mine.csv", "geonameid_a,name_b,country_b\n4543762,Gbarnga,LR\n")
    row = read_partnerships(file).iloc[0]
    assert (row["community_a"], row["name_b"]) == ("geonames:4543762", "Gbarnga")
    assert (row["kind"], row["status"], row["evidence"]) == ("sister_city", "active", "strong")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the file is empty"),
        ("community_a,community_b\n", "no partnership after the header"),
        ("community_a,partner\n", "line 1: unknown column 'partner'"),
        (
            "community_a,community_b\ngeonames:1,\n",
            "line 2, community_b: needs an id, or a name and a country",
        ),
        (
            "geonameid_a,community_b\n12x,geonames:2\n",
            "line 2, geonameid_a: must be a whole number, not '12x'",
        ),
        ("community_a,community_b\ngeonames:1,2\n", "line 2, community_b: must be an id"),
        ("community_a,community_b\ngeonames:1,geonames:1\n", "line 2, community_b: a community cannot be"),
        ("community_a,community_b,status\ngeonames:1,geonames:2,banana\n", "line 2, status: must be one of"),
        ("community_a,name_b,country_b\ngeonames:1,Oslo,Norway\n", "line 2, country_b: must be a two-letter"),
        ("community_a,name_b,country_b,latitude_b\ngeonames:1,X,NO,north\n", "latitude_b: must be degrees"),
        ("community_a,name_b,country_b,longitude_b\ngeonames:1,X,NO,200\n", "longitude_b: must be degrees"),
        ("community_a,community_b\ngeonames:1,geonames:2,3\n", "line 2: more fields than the header has"),
    ],
)
def test_a_bad_list_is_refused_with_file_line_and_field(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(PartnershipsError, match=words) as caught:
        read_partnerships(write(tmp_path / "mine.csv", text))
    assert "mine.csv" in str(caught.value)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("kind", "twin", "kind: must be one of sister_city, sister_county, sister_state, not 'twin'"),
        (
            "status",
            "banana",
            "status: must be one of proposed, friendship, active, dormant, terminated, unknown, not 'banana'",
        ),
        ("evidence", "hearsay", "evidence: must be one of strong, moderate, weak, not 'hearsay'"),
        ("region", "c", "region: must be empty, a, b or ab, not 'c'"),
        ("latitude_a", "90.01", "latitude_a: must be degrees from -90 to 90, not '90.01'"),
        ("longitude_b", "-180.5", "longitude_b: must be degrees from -180 to 180, not '-180.5'"),
        ("latitude_b", "nan", "latitude_b: must be degrees from -90 to 90, not 'nan'"),
        ("country_a", "jp", "country_a: must be a two-letter code such as JP, not 'jp'"),
        ("country_b", "JPN", "country_b: must be a two-letter code such as JP, not 'JPN'"),
        ("country_b", "ÅL", "country_b: must be a two-letter code such as JP, not 'ÅL'"),
        ("geonameid_b", "1.5", "geonameid_b: must be a whole number, not '1.5'"),
    ],
)
def test_the_message_is_one_line_of_file_line_field_and_value(
    tmp_path: Path, field: str, value: str, message: str
) -> None:
    good = "geonames:1,geonames:2,\n"
    file = write(
        tmp_path / "mine.csv", f"community_a,community_b,{field}\n{good}geonames:1,geonames:3,{value}\n{good}"
    )
    with pytest.raises(PartnershipsError) as caught:
        read_partnerships(file)
    assert str(caught.value) == f"{file}, line 3, {message}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", ": the file is empty"),
        ("community_a,community_b\n", ": no partnership after the header"),
        (
            "community_a\nnowhere\n",
            ", line 2, community_a: must be an id such as geonames:5383187, not 'nowhere'",
        ),
        (
            "name_a,community_b\nOslo,geonames:1\n",
            ", line 2, community_a: needs an id, or a name and a country",
        ),
        (
            "country_a,community_b\nNO,geonames:1\n",
            ", line 2, community_a: needs an id, or a name and a country",
        ),
        (
            'community_a,name_b,country_b\ngeonames:1,"Oslo\n(city)",NO\ngeonames:1,,NO\n',
            ", line 4, community_b: needs an id, or a name and a country",
        ),
        (
            "community_a,community_b\nuser:x,user:x\n",
            ", line 2, community_b: a community cannot be its own partner",
        ),
        ("community_a,community_b\ngeonames:1,geonames:2,3\n", ", line 2: more fields than the header has"),
    ],
)
def test_the_line_is_that_of_the_file(tmp_path: Path, text: str, message: str) -> None:
    file = write(tmp_path / "mine.csv", text)
    with pytest.raises(PartnershipsError) as caught:
        read_partnerships(file)
    assert str(caught.value) == f"{file}{message}"


def test_an_unknown_column_is_named_beside_those_that_are_known(tmp_path: Path) -> None:
    file = write(tmp_path / "mine.csv", "community_a,partner,since\n")
    with pytest.raises(PartnershipsError) as caught:
        read_partnerships(file)
    assert str(caught.value).startswith(
        f"{file}, line 1: unknown column 'partner'; known are community_a, community_b,"
    )


def test_the_ends_of_the_world_are_degrees(tmp_path: Path) -> None:
    header = "name_a,country_a,latitude_a,longitude_a,name_b,country_b,latitude_b,longitude_b,region"
    file = write(tmp_path / "mine.csv", f"{header}\nSouth,AQ,-90,-180,North,NO,90,180,ab\n")
    row = read_partnerships(file).iloc[0]
    assert [row[f"{axis}_{end}"] for end in "ab" for axis in ("latitude", "longitude")] == [
        "-90",
        "-180",
        "90",
        "180",
    ]
    assert (row["community_a"], row["community_b"], row["region"]) == ("", "", "ab")


@pytest.mark.parametrize("region", ["", "a", "b", "ab"])
def test_either_end_or_both_may_be_a_region(tmp_path: Path, region: str) -> None:
    file = write(tmp_path / "mine.csv", f"community_a,community_b,region\ngeonames:1,geonames:2,{region}\n")
    assert read_partnerships(file)["region"].tolist() == [region]


def test_a_list_from_a_spreadsheet_is_read(tmp_path: Path) -> None:
    """With a byte order mark, spaces around the values, and what is left out empty; a short line is no error."""
    file = tmp_path / "mine.csv"
    header = "\ufeffgeonameid_a,community_b,name_b,country_b,kind,status"
    write(file, f"{header}\n 1 , , Oslo , NO , sister_state , dormant \n2,geonames:3\n")
    table = read_partnerships(str(file))
    assert tuple(table.columns) == COLUMNS
    assert table.iloc[0].to_dict() == dict.fromkeys(COLUMNS, "") | {
        "community_a": "geonames:1", "name_b": "Oslo", "country_b": "NO", "kind": "sister_state", "status": "dormant",
        "evidence": "strong",
    }  # fmt: skip
    assert (table["community_b"][1], table["status"][1], table["name_b"][1]) == ("geonames:3", "active", "")


def test_an_id_of_a_community_goes_before_a_geonameid(tmp_path: Path) -> None:
    header = "geonameid_a,community_a,geonameid_b,community_b"
    file = write(tmp_path / "mine.csv", f"{header}\n1,us-county:06013,2,\n")
    row = read_partnerships(file).iloc[0]
    assert (row["community_a"], row["community_b"]) == ("us-county:06013", "geonames:2")


def test_a_list_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PartnershipsError, match=r"none\.csv: No such file"):
        read_partnerships(tmp_path / "none.csv")
    with pytest.raises(PartnershipsError, match="Is a directory"):
        read_partnerships(tmp_path)
    with pytest.raises(PartnershipsError, match="null byte"):
        read_partnerships("nul\0.csv")
    with pytest.raises(PartnershipsError, match="name too long"):
        read_partnerships("x" * 300)


@pytest.mark.parametrize(
    ("text", "words"), [(" \n\n", "the file is empty"), ("n" * 200_000, "is no proper table")]
)
def test_what_is_no_table_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(PartnershipsError, match=words) as caught:
        read_partnerships(write(tmp_path / "mine.csv", text))
    assert "mine.csv" in str(caught.value)


def test_a_list_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "latin.csv"
    file.write_bytes("community_a,name_b\ngeonames:1,Orléans\n".encode("latin-1"))
    with pytest.raises(PartnershipsError, match=r"latin\.csv: not UTF-8 text \(byte 33\)$"):
        read_partnerships(file)


def frame(*rows: tuple[str, str, str]) -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=["community_a", "community_b", "status"])
    return made.reindex(columns=list(COLUMNS), fill_value="")


def test_merge_lets_the_users_row_stand_and_keeps_the_rest() -> None:
    ours = frame(("geonames:1", "geonames:2", "unknown"), ("geonames:1", "geonames:3", "unknown"))
    theirs = frame(("geonames:2", "geonames:1", "terminated"))
    merged = combine(ours, theirs, "merge")
    assert merged["status"].tolist() == ["unknown", "terminated"]
    assert merged["community_b"].tolist() == ["geonames:3", "geonames:1"]


def test_replace_lets_the_register_be_the_truth() -> None:
    ours, theirs = (
        frame(("geonames:1", "geonames:2", "unknown")),
        frame(("geonames:4", "geonames:5", "active")),
    )
    assert combine(ours, theirs, "replace").equals(theirs)
    with pytest.raises(ValueError, match="'merge' or 'replace'"):
        combine(ours, theirs, "mix")  # type: ignore[arg-type]


def test_a_tie_of_the_users_own_that_has_ended_or_is_only_proposed_is_not_held(tmp_path: Path) -> None:
    text = "geonameid_a,name_b,country_b,status\n" + "".join(
        f"5383187,{status.title()},JP,{status}\n" for status in STATUSES
    )
    partners = partners_of("geonames:5383187", read_partnerships(write(tmp_path / "mine.csv", text)))
    assert len(partners) == len(STATUSES) == len({partner.status for partner in partners})
    held = {partner.status for partner in partners if partner.held}
    assert held == set(STATUSES) - {"terminated", "proposed"} and "active" in held


def named(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=["name_a", "country_a", "name_b", "country_b"])
    return made.reindex(columns=list(COLUMNS), fill_value="")


def test_merge_knows_ends_without_an_id_by_name_and_country() -> None:
    ours = named(("Vence", "FR", "Pinole", "US"), ("Vence", "CA", "Pinole", "US"))
    theirs = named(("PINOLE", "US", "vence", "FR"), ("Oslo", "NO", "Pinole", "US"))
    merged = combine(ours, theirs, "merge")
    assert merged["name_a"].tolist() == ["Vence", "PINOLE", "Oslo"] and merged["country_a"][0] == "CA"
    assert merged.index.tolist() == [0, 1, 2]


def test_merge_does_not_take_two_ends_with_one_id_for_a_pair_with_another() -> None:
    ours, theirs = frame(("geonames:1", "geonames:2", "")), frame(("geonames:1", "geonames:3", ""))
    assert len(combine(ours, theirs, "merge")) == 2


def test_replace_counts_its_rows_anew() -> None:
    theirs = frame(("geonames:4", "geonames:5", "active"), ("geonames:4", "geonames:6", "active"))[1:]
    assert combine(frame(), theirs, "replace").index.tolist() == [0]
