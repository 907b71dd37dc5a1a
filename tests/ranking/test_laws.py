"""State law on the real list: the six members in Texas and the one in Arkansas."""

from __future__ import annotations

import pytest

from citymatch import PartnerRanker

TEXAS = [
    "Briarcliff, Texas", "Odessa, Texas", "Palmview, Texas", "Port Arthur, Texas", "Saginaw, Texas",
    "Weatherford, Texas",
]  # fmt: skip
FORBIDDEN = {"CN", "HK", "MO", "IR", "KP", "RU"}
CHONGQING, TAIPEI = "geonames:1814906", "geonames:1668341"


@pytest.fixture(scope="module")
def today() -> PartnerRanker:
    return PartnerRanker("default", as_of="2025-09-01").fit()


@pytest.fixture(scope="module")
def before() -> PartnerRanker:
    return PartnerRanker("default", as_of="2025-08-31", caution="show").fit()


def left(ranker: PartnerRanker, member: str) -> set[str]:
    """The countries of every candidate that is ranked."""
    return set(ranker.rank(member, top=None).to_frame()["country"])


@pytest.mark.parametrize("member", TEXAS)
def test_no_result_of_the_texas_six_is_in_a_forbidden_country(member: str, today: PartnerRanker) -> None:
    countries = left(today, member)
    assert not countries & FORBIDDEN
    assert "TW" in countries


@pytest.mark.parametrize("member", TEXAS)
def test_before_the_law_they_were_candidates(member: str, before: PartnerRanker) -> None:
    assert left(before, member) >= {"CN", "RU", "IR"}  # Hong Kong and Macau have no mayors


def test_an_excluded_candidate_says_which_law_and_since_when(
    today: PartnerRanker, before: PartnerRanker
) -> None:
    got = today.rank("Odessa, Texas", top=1).explain(CHONGQING)
    assert got.status == "excluded"
    assert (
        "chapter 795" in got.exclusion and "1 September 2025" in got.exclusion and "counsel" in got.exclusion
    )
    assert before.rank("Odessa, Texas", top=1).explain(CHONGQING).status == "ranked"
    assert today.rank("Odessa, Texas", top=1).explain(TAIPEI).status == "ranked"


def test_arkansas_leaves_out_what_the_federal_list_names(today: PartnerRanker) -> None:
    countries = left(today, "Fayetteville, Arkansas")
    assert not countries & {
        "BY",
        "MM",
        "CN",
        "HK",
        "CU",
        "IR",
        "KP",
        "SY",
        "VE",
        "ET",
        "HT",
        "RU",
        "ZW",
        "CY",
    }
    assert {"JP", "TW", "MX", "VN"} <= countries


def test_california_has_no_such_law_and_cautions_stand_first(today: PartnerRanker) -> None:
    got = today.rank("Pinole, California", top=1).explain(CHONGQING)
    assert got.status == "ranked"
    assert got.reasons[0].startswith("Caution: ") and "126.1" in got.reasons[0]


def test_laws_can_be_left_out_of_account() -> None:
    without = PartnerRanker("default", as_of="2025-09-01", laws=False).fit()
    assert without.rank("Odessa, Texas", top=1).explain(CHONGQING).status == "ranked"


def test_cautioned_candidates_are_left_out_on_request() -> None:
    careful = PartnerRanker("default", as_of="2025-09-01", caution="exclude").fit()
    got = careful.rank("Pinole, California", top=1).explain(CHONGQING)
    assert got.status == "excluded" and "126.1" in got.exclusion
