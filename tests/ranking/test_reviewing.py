"""A community's partnerships looked at again: what is claimed of each, and what is left unknown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import citymatch as cm
from citymatch.datasets.registers import PartnershipsError
from citymatch.ranking.known import known_partners
from citymatch.ranking.standing_today import doubts, status_today
from citymatch.results.review import Review, Reviewed

DAY = "2026-06-01"
HEADER = ["Our city", "Sister City", "Country", "Status", "Year established", "Expires", "Last delegation",
          "Active committee?", "Budget", "Student exchange", "Phone"]  # fmt: skip


def listed(*rows: str) -> pd.DataFrame:
    """A list of Oakland's partners: the cells behind Oakland's own, parted by semicolons."""
    cells = [["Oakland, California", *row.split(";")] for row in rows]
    return pd.DataFrame([[*each, *[""] * (len(HEADER) - len(each))] for each in cells], columns=HEADER)


def oakland(*rows: str, **options: object) -> dict[str, Reviewed]:
    found = cm.review("Oakland, California", partners=listed(*rows), as_of=DAY, **options)  # type: ignore[arg-type]
    return {each.name: each for each in found[0].partners}


@pytest.fixture(scope="module")
def plain() -> Review:
    found: Review = cm.review("Oakland, California", as_of=DAY)[0]
    return found


def test_nothing_is_claimed_that_no_list_shows(plain: Review) -> None:
    assert len(plain) == 12 and plain.counts() == {"unknown": 12}
    for each in plain.partners:
        cells = each.cells()
        assert {cells[name] for name in ("since", "term", "renewal", "last_visit", "committee")} == {
            "unknown"
        }
        assert len(each.to_ask) == 4


def test_the_best_fit_without_a_bar_comes_first_and_russia_is_barred(plain: Review) -> None:
    scores = [each.score for each in plain.first]
    assert len(scores) == 11 and scores == sorted(scores, reverse=True)
    (barred,) = [each for each in plain.partners if each.revive is None]
    assert barred.name == "Nakhodka" and barred.place == "left out today" and "wages war" in barred.bars[0]


def test_the_fit_is_that_of_a_candidate_as_though_nothing_had_been_signed(plain: Review) -> None:
    nobody = pd.DataFrame([["Norman, Oklahoma", "Seika, Japan"]], columns=["City", "Sister City"])
    ranking = cm.rank("Oakland, California", top=None, as_of=DAY, partners=nobody, partners_mode="replace")
    for each in plain.first:
        told = ranking.explain(each.community_id)
        assert told.score == each.score and told.tie_first is not None
        assert f"{told.tie_first:,}" in each.place and f"{told.candidates:,}" in each.place


def test_the_columns_of_a_messy_list_answer_the_questions() -> None:
    found = oakland(
        "Fukuoka;Japan;ACTIVE;1962;;May 2025;Yes, 9 members;city, $5,000;yes",
        "Nakhodka;Russia;suspended;1975;;2013;no",
        "Dalian;PR China;;1982;2022;2014;no",
        "Livorno;Italy;;;;13/12/2019",
        "Benicarló;Spain;ended;2001",
        "Da Nang;Vietnam;;;;2024-03-01",
        "Agadir;Morocco",
    )
    assert {name: each.status for name, each in found.items() if each.status != "unknown"} == {
        "Fukuoka": "active", "Nakhodka": "dormant", "Dalian": "dormant", "Livorno": "quiet", "Benicarló": "ended",
        "Da Nang": "active",
    }  # fmt: skip
    assert found["Fukuoka"].to_ask == () and found["Fukuoka"].answers["funding"] == "city, $5,000"
    assert found["Dalian"].since == "1982" and found["Dalian"].term == "until 2022"
    assert "its term ran out in 2022" in found["Dalian"].changed
    assert found["Livorno"].why == "the last visit was on 13 December 2019"
    assert [name for name, each in found.items() if each.revive][:2] == ["Dalian", "Livorno"]
    assert found["Agadir"].status == "unknown" and found["Agadir"].revive is not None


def test_names_and_ids_behave_the_same() -> None:
    said = ["Terminated", "Inactive", "", "active"]
    names = ["Fukuoka, Japan", "Livorno, Italy", "Agadir, Morocco", "Dalian, China"]
    ids = ["geonames:1863967", "geonames:3174659", "geonames:2561668", "geonames:1814087"]
    by_name = pd.DataFrame({"City": ["Oakland, California"] * 4, "Sister City": names, "Status": said})
    by_id = pd.DataFrame({"community_a": ["geonames:5378538"] * 4, "community_b": ids, "status": said})
    one, other = (cm.review(source, as_of=DAY)[0] for source in (by_name, by_id))

    def told(review: Review) -> list[tuple[object, ...]]:
        return [
            (each.community_id, each.status, each.why, each.revive, each.place) for each in review.partners
        ]

    assert told(one) == told(other)
    assert {each.status for each in one.partners} == {"ended", "dormant", "unknown", "active"}
    rows = [
        [(row[6], row[4]) for row in known_partners("Oakland, California", partners=source).rows]
        for source in (by_name, by_id)
    ]
    assert sorted(rows[0]) == sorted(rows[1])
    assert ("geonames:1863967", "terminated") in rows[0] and ("geonames:3174659", "dormant") in rows[0]


def test_a_city_that_is_its_county_is_one_by_either_id() -> None:
    """San Francisco and Taipei are on record: a list by the county's id speaks of the same pair."""
    for id_ in ("us-county:06075", "geonames:5391959"):
        own = pd.DataFrame({"community_a": [id_], "community_b": ["geonames:1668341"], "status": ["dormant"]})
        found = cm.review("San Francisco, California", partners=own, as_of=DAY)[0].partners
        assert [each.status for each in found if each.community_id == "geonames:1668341"] == ["dormant"]


def test_a_list_of_partners_alone_is_the_communitys_own() -> None:
    rows = pd.DataFrame([["Fukuoka", "Japan", "quiet"]], columns=["Sister City", "Country", "Partner status"])
    found = {
        each.name: each for each in cm.review("Oakland, California", partners=rows, as_of=DAY)[0].partners
    }
    assert len(found) == 12 and found["Fukuoka"].status == "quiet"
    with pytest.raises(PartnershipsError, match="needs columns name_a"):
        cm.review(rows)


def test_a_law_names_the_day_by_which_ties_had_to_end() -> None:
    found = cm.review("Laredo, Texas", as_of=DAY)[0]
    chinese = [each for each in found.partners if each.country == "China"]
    assert len(chinese) == 4
    for each in chinese:
        assert each.revive is None and each.status == "unknown"
        assert "chapter 795 (HB 128)" in each.bars[0] and "1 October 2025" in each.bars[0]
    before = cm.review("Laredo, Texas", as_of="2025-08-31")[0]
    assert all(each.revive for each in before.partners if each.country == "China")


def test_a_tie_whose_end_was_reported_has_ended_unless_the_town_says_otherwise() -> None:
    osaka = {each.name: each for each in cm.review("San Francisco, California", as_of=DAY)[0].partners}[
        "Osaka"
    ]
    assert osaka.status == "ended" and "2 October 2018" in osaka.why and osaka.to_ask == ()
    own = pd.DataFrame([["Osaka", "Japan", "active"]], columns=["Sister City", "Country", "Status"])
    stated = cm.review("San Francisco, California", partners=own, as_of=DAY)[0].partners
    (osaka,) = [each for each in stated if each.name == "Osaka"]
    assert osaka.status == "active" and any("2 October 2018" in text for text in osaka.changed)


def test_a_partner_that_is_part_of_another_community_is_said_to_be() -> None:
    """Star City, of Nassau Bay in Texas, is a part of Russia's Moscow region; Texas forbids ties with Russia."""
    (star,) = [p for p in cm.review("Nassau Bay, Texas", as_of=DAY)[0].partners if p.name == "Star City"]
    assert any("is part of" in text for text in star.changed) and star.revive is None
    assert star.place.startswith("not among the candidates")


def test_none_on_record_is_not_none() -> None:
    found = cm.review("Pinole, California", as_of=DAY)[0]
    assert len(found) == 0 and found.in_words == "No partnership is on record: that is not the same as none."


def test_the_ledger_says_what_it_knows_of_a_partner(tmp_path: Path) -> None:
    path = tmp_path / "offers.csv"
    path.write_text(
        "seeker,candidate,date,status,note\nOakland CA,Livorno Italy,2026-05-03,declined,no money\n", "utf-8"
    )
    found = {each.name: each for each in cm.review("Oakland, California", ledger=path, as_of=DAY)[0].partners}
    assert "by your ledger: Livorno declined on 3 May 2026: no money" in found["Livorno"].changed


def test_a_status_that_nobody_can_read_counts_as_not_known_and_is_said_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "partners.csv"
    path.write_text("City,Sister City,Country,Status\nOakland CA,Fukuoka,Japan,on ice\n", "utf-8")
    (found,) = cm.review(path, as_of=DAY).reviews
    (fukuoka,) = [each for each in found.partners if each.name == "Fukuoka"]
    assert fukuoka.status == "unknown"
    assert any("line 2: status 'on ice' is no word" in each for each in found.read)


@pytest.mark.parametrize(
    ("written", "stands"),
    [
        ("Very active", "active"), ("inactive since 2014", "dormant"), ("no longer active", "dormant"),
        ("on hold (since COVID)", "dormant"), ("quiet since 2015", "quiet"), ("Ended by council vote", "ended"),
        ("semi-active", "unknown"), ("active or dormant?", "unknown"), ("active until 2011", "unknown"),
    ],
)  # fmt: skip
def test_a_status_may_stand_in_a_sentence_and_half_a_word_is_none(written: str, stands: str) -> None:
    assert oakland(f"Fukuoka;Japan;{written}")["Fukuoka"].status == stands


def test_the_state_beside_the_own_town_is_its_own_under_an_unusual_header(tmp_path: Path) -> None:
    path = tmp_path / "partners.csv"
    rows = "Laredo,TX,Livorno,Italy\nOakland,CA,Leghorn,Italy\nNowheretown,TX,Ulm,Germany\n"
    path.write_text(f"Our City,St.,Partner City,Partner Country\n{rows}", "utf-8")
    laredo, oakland = cm.review(path, as_of=DAY).reviews
    assert (laredo.seeker, oakland.seeker) == ("Laredo, Texas", "Oakland, California")
    assert [each.name for each in oakland.partners if each.community_id == "geonames:3174659"] == ["Leghorn"]
    # each town reads of its own rows alone; of the one that is nobody's both do
    assert not any("line 3" in each for each in laredo.read) and any(
        "line 3" in each for each in oakland.read
    )
    for each in (laredo, oakland):
        (lost,) = [remark for remark in each.read if "line 4" in remark]
        assert lost.endswith("it is in no review, since nobody knows whose it is")


def test_a_partner_misspelt_in_a_list_has_its_right_name() -> None:
    found = oakland("Nachodka;Russia;", "Sekondi Takoradi;Ghana;")
    assert {"Nakhodka", "Sekondi-Takoradi"} <= set(found) and not {"Nachodka", "Sekondi Takoradi"} & set(
        found
    )


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ({"last_visit": "2021-06-02"}, "active"),  # a day short of five years
        ({"last_visit": "2021-06-01"}, "quiet"),
        ({"last_visit": "2020"}, "quiet"),  # at the latest on 31 December 2020, which is five years ago
        ({"last_visit": "2021"}, "active"),  # may be of its last day
        ({"last_visit": "2010", "committee": "yes"}, "quiet"),
        ({"last_visit": "2010", "committee": "No."}, "dormant"),
        ({"last_visit": "never", "committee": "no"}, "quiet"),
        ({"committee": "yes, meets monthly"}, "active"),
        ({"committee": "no"}, "unknown"),
        ({"funding": "none", "youth_exchange": "no"}, "unknown"),
        ({"last_visit": "long ago"}, "unknown"),
    ],
)  # fmt: skip
def test_what_the_answers_show(answers: dict[str, str], status: str) -> None:
    assert status_today("", "unknown", "", answers, date(2026, 6, 1))[0] == status


def test_a_word_that_its_own_columns_contradict_is_doubted() -> None:
    assert doubts("active", "your list says so", {"last_visit": "2009"}, "", date(2026, 6, 1)) == [
        "your list says so, though the last visit was in 2009"
    ]
    assert doubts("active", "your list says so", {"last_visit": "2025"}, "2027", date(2026, 6, 1)) == []
