"""Partnerships: ties known from elsewhere, and lists of the user's own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from citymatch.datasets import World
from citymatch.datasets.partnerships import (
    COLUMNS,
    PartnershipsError,
    combine,
    degree,
    ids,
    load_partnerships,
    partners_of,
    read_partnerships,
)

NORMAN, SEIKA, AREZZO = 4543762, 9634762, 3182884


def test_norman_has_the_four_partners_of_its_leaflet() -> None:
    assert {p.name for p in partners_of(NORMAN)} == {"Clermont-Ferrand", "Colima", "Seika", "Arezzo"}


def test_a_tie_is_known_from_either_end() -> None:
    assert "Norman" in {p.name for p in partners_of(SEIKA)}
    assert {p.name for p in partners_of("geonames:3170647")} >= {"Angers"}  # Pisa


def test_a_county_has_partners_of_its_own() -> None:
    partners = partners_of("us-county:06017")
    assert [(p.name, p.country, p.kind) for p in partners] == [("Warabi", "JP", "sister_county")]


def test_every_pair_stands_once_and_nobody_is_its_own_partner() -> None:
    first, second = ids()
    both = (first > 0) & (second > 0)
    pairs = {frozenset(pair) for pair in zip(first[both].tolist(), second[both].tolist(), strict=True)}
    assert len(pairs) == both.sum()
    assert all(len(pair) == 2 for pair in pairs)


def test_a_region_does_not_stand_for_the_town_of_its_name() -> None:
    """Hsinchu County has a partner in California; the city of Hsinchu is another community."""
    table = load_partnerships(scope="us")
    county = table[table["name_b"] == "Hsinchu County"]
    assert set(county["region"]) == {"b"}
    assert "Westmont" not in {p.name for p in partners_of(int(county["community_b"].iloc[0].split(":")[1]))}


def test_a_city_is_not_known_by_the_name_of_one_of_its_parts() -> None:
    """The gathered list had located Liège at Glain, a section of it."""
    table = load_partnerships(scope="world")
    assert set(table.loc[table["name_a"] == "Liège", "community_a"]) == {"geonames:2792413"}


def test_evidence_asks_for_a_least_level() -> None:
    strong, moderate, everything = (len(load_partnerships(e)) for e in ("strong", "moderate", None))
    assert 20_000 < strong < moderate < everything
    with pytest.raises(ValueError, match="evidence must be one of"):
        load_partnerships("solid")


def test_both_ends_lie_in_different_countries_and_in_the_gazetteer(world: World) -> None:
    table = load_partnerships()
    assert (table["country_a"] != table["country_b"]).all()
    for end, known in zip("ab", ids(), strict=True):
        rows = world.rows_of(known[known > 0])
        assert (rows >= 0).all()
        countries = np.asarray(world["country"])[rows]
        assert (countries == table[f"country_{end}"].to_numpy()[known > 0]).all()


def test_degree_counts_partners_and_forgets_those_left_out() -> None:
    towns = pd.DataFrame({"geonameid": [NORMAN, 1]})
    assert degree(towns).tolist() == [4, 0]
    assert degree(towns, leave_out=[(NORMAN, SEIKA), (AREZZO, NORMAN)]).tolist() == [2, 0]


def test_degree_of_a_users_own_table_counts_a_partner_once() -> None:
    ties = pd.DataFrame(
        [
            ["geonames:1", "geonames:2", "", "active"],
            ["geonames:2", "geonames:1", "", "active"],
            ["geonames:1", "", "", "active"],
            ["geonames:1", "geonames:3", "", "proposed"],
        ],
        columns=["community_a", "community_b", "region", "status"],
    )
    assert degree({"geonameid": np.array([1, 2, 3])}, ties=ties).tolist() == [2, 1, 0]  # type: ignore[arg-type]


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
        ("community_a,community_b\ngeonames:1,geonames:2,3\n", "line 2: more fields than the header has"),
    ],
)
def test_a_bad_list_is_refused_with_file_line_and_field(tmp_path: Path, text: str, words: str) -> None:
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
