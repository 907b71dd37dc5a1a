"""A user's own list of partnerships."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from citymatch.datasets.partnerships import COLUMNS, STATUSES, partners_of
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
        ("community_a,community_b,status\ngeonames:1,geonames:2,over\n", "line 2, status: must be one of"),
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
    with pytest.raises(PartnershipsError, match="not UTF-8"):
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
