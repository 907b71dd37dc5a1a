"""Partners and their number in a small table of one's own, worked by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from citymatch.datasets import World
from citymatch.datasets.degree import degree
from citymatch.datasets.partners import Partner, partners_of
from citymatch.datasets.partnership_ends import id_of, ids, ids_of
from citymatch.datasets.partnerships import COLUMNS, load_partnerships, partnership_table

FIELDS = (
    "community_a",
    "community_b",
    "kind",
    "status",
    "evidence",
    "region",
    "name_a",
    "country_a",
    "name_b",
    "country_b",
)
ROWS = [
    ("geonames:1", "geonames:2", "sister_city", "active", "strong", "", "Alpha", "US", "Beta", "JP"),
    ("geonames:3", "geonames:1", "sister_city", "terminated", "weak", "", "Gamma", "FR", "Alpha", "US"),
    ("geonames:1", "geonames:4", "sister_city", "proposed", "strong", "", "Alpha", "US", "Delta", "DE"),
    ("geonames:1", "geonames:5", "sister_state", "dormant", "strong", "b", "Alpha", "US", "Epsilon", "IT"),
    (
        "geonames:2",
        "us-county:06013",
        "sister_county",
        "active",
        "strong",
        "",
        "Beta",
        "JP",
        "Contra Costa",
        "US",
    ),
    ("", "geonames:2", "sister_city", "active", "strong", "", "Zeta", "BR", "Beta", "JP"),
    ("geonames:2", "geonames:1", "sister_city", "active", "strong", "", "Beta", "JP", "Alpha", "US"),
    ("geonames:1", "geonames:6", "sister_city", "active", "strong", "a", "Alpha Province", "US", "Eta", "CL"),
]


@pytest.fixture
def ties() -> pd.DataFrame:
    made = pd.DataFrame(ROWS, columns=FIELDS).reindex(columns=list(COLUMNS), fill_value="")
    made.loc[5, ["latitude_a", "longitude_a", "admin1_a"]] = ["-23.5", "-46.6", "27"]
    return made


def test_partners_are_found_at_either_end_in_the_order_of_the_table(ties: pd.DataFrame) -> None:
    partners = partners_of(1, ties)
    assert [partner.name for partner in partners] == ["Beta", "Delta", "Epsilon", "Gamma", "Beta"]
    assert partners == partners_of("geonames:1", ties)
    expected = Partner("geonames:3", 3, "Gamma", "", "FR", "sister_city", "terminated", "weak", False)
    assert partners[3] == expected
    assert [partner.region for partner in partners] == [False, False, True, False, False]
    assert partners_of(6, ties)[0].region  # Alpha Province stands in the place of Alpha


def test_what_has_ended_or_is_only_proposed_is_not_held(ties: pd.DataFrame) -> None:
    assert [partner.held for partner in partners_of(1, ties)] == [True, False, True, False, True]
    assert [partner.status for partner in partners_of(1, ties)][2] == "dormant"


def test_a_county_and_a_stranger_are_partners_too(ties: pd.DataFrame) -> None:
    partners = partners_of(2, ties)
    assert [(partner.name, partner.number, partner.country) for partner in partners] == [
        ("Contra Costa", 0, "US"), ("Alpha", 1, "US"), ("Alpha", 1, "US"), ("Zeta", 0, "BR"),
    ]  # fmt: skip
    assert partners[3].admin1 == "27" and partners[3].community == ""
    assert [partner.name for partner in partners_of("us-county:06013", ties)] == ["Beta"]
    assert partners_of(99, ties) == ()


def test_a_region_counts_for_no_place(ties: pd.DataFrame) -> None:
    first, second = ids_of(ties)
    assert first.tolist() == [1, 3, 1, 1, 2, 0, 2, 0]
    assert second.tolist() == [2, 1, 4, 0, 0, 2, 1, 6]
    assert partners_of(5, ties) == ()


def test_degree_counts_each_partner_once_and_none_that_has_ended_or_is_proposed(ties: pd.DataFrame) -> None:
    """Alpha has Beta and the region Epsilon; Beta has Alpha, the county and Zeta; Eta has the province. What Alpha and
    Gamma had is terminated, and Delta is only proposed."""
    world = {"number": np.array([6, 5, 4, 3, 2, 1, 0, 7])}
    assert degree(world, ties=ties).tolist() == [1, 0, 0, 0, 3, 2, 0, 0]  # type: ignore[arg-type]
    left = degree(world, leave_out=[(2, 1), (1, 3)], ties=ties)  # type: ignore[arg-type]
    assert left.tolist() == [1, 0, 0, 0, 2, 1, 0, 0] and left.dtype == np.int64


def test_two_strangers_of_one_place_are_two_partners() -> None:
    rows = [
        ("geonames:1", "", "active", ""),
        ("", "geonames:1", "active", ""),
        ("geonames:1", "", "active", ""),
    ]
    ties = pd.DataFrame(rows, columns=["community_a", "community_b", "status", "region"])
    assert degree({"number": np.array([1])}, ties=ties).tolist() == [3]  # type: ignore[arg-type]


def test_nobody_has_a_partner_in_an_empty_table() -> None:
    ties = pd.DataFrame([], columns=list(COLUMNS))
    assert degree({"number": np.array([1, 2])}, ties=ties).tolist() == [0, 0]  # type: ignore[arg-type]
    assert partners_of(1, ties) == ()


def test_ours_is_the_sum_of_its_two_tables() -> None:
    us, world, every = (partnership_table(scope) for scope in ("us", "world", "all"))  # type: ignore[arg-type]
    assert len(us) + len(world) == len(every) == len(load_partnerships("weak"))
    assert tuple(load_partnerships(scope="us").columns) == COLUMNS == us.columns
    of_us = load_partnerships(scope="us")[["country_a", "country_b"]]
    assert (of_us == "US").any(axis=1).all()
    strong = load_partnerships("strong")
    assert set(strong["evidence"]) == {"strong"} and strong.index.tolist() == list(range(len(strong)))
    assert set(load_partnerships("moderate")["evidence"]) == {"strong", "moderate"}


def test_an_unknown_level_of_evidence_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^evidence must be one of strong, moderate, weak, not 'solid'$"):
        load_partnerships("solid")


def test_our_own_ids_are_those_of_the_table_read_as_any_other() -> None:
    table = partnership_table()
    for ours, read in zip(ids(), ids_of(table), strict=True):
        np.testing.assert_array_equal(ours, read)


@pytest.mark.parametrize(
    "community", ["geonames:4543762", "us-county:06017", "unit:KR:11230", "geonames:5391811"]
)
def test_our_own_partners_are_those_of_the_table_read_as_any_other(community: str) -> None:
    partners = partners_of(community)
    assert partners == partners_of(community, partnership_table()) and partners
    assert all(partner.country != "" and partner.name for partner in partners)


def test_the_id_of_a_number_is_that_of_its_row(world: World) -> None:
    gangnam = world.number_of_id("unit:KR:11230")
    assert id_of(5383187) == "geonames:5383187" and id_of(gangnam) == "unit:KR:11230"
    assert id_of(1) == "geonames:1"  # no row has it
    assert {partner.name for partner in partners_of(gangnam)} >= {"Riverside", "Gwinnett County"}
    riverside = partners_of(5387877)
    assert [each.number for each in riverside if each.community == "unit:KR:11230"] == [gangnam]
