"""Offers for a whole list by Python: what somebody who asks for them holds in hand."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

import citymatch as cm
from citymatch.datasets import InputError

OHIO = ["Oxford, Ohio", "Green, Ohio", "Fairborn, Ohio"]
CHOSEN = ["Weilburg, Germany", "Freiberg, Germany", "Plauen, Germany", "Kulmbach, Germany"]


@pytest.fixture(scope="module")
def three() -> cm.Assignment:
    """Three towns of Ohio that would all write to the same places."""
    return cm.assign(OHIO)


def ids_of(found: cm.Assignment) -> dict[str, list[str]]:
    return {each.seeker: [offer.community_id for offer in each.offers] for each in found.offers.seekers}


def test_everyone_has_three_leads_and_nobody_is_offered_twice(three: cm.Assignment) -> None:
    frame = three.to_frame()
    assert repr(three) == "<Assignment: 9 offers for 3 seekers>"
    assert frame["seeker"].tolist() == [name for name in OHIO for _ in range(3)]
    assert frame["lead"].tolist() == [1, 2, 3] * 3
    assert frame["community_id"].is_unique
    assert not frame["country"].eq("US").any()
    assert frame.groupby("seeker")["country"].value_counts().max() <= 2, (
        "two of a country, as in a short list"
    )


def test_the_leads_stand_in_the_seekers_own_ranking_where_it_is_said(three: cm.Assignment) -> None:
    scores = cm.PartnerRanker().fit().scores("Green, Ohio")
    green = three.offers.seekers[1]
    for offer in green.offers:
        assert offer.score == pytest.approx(scores[offer.community_id], abs=0.1)
        assert offer.rank == list(scores.index).index(offer.community_id) + 1
        assert offer.why and offer.evidence == ("Does the other community want a partner?",)


def test_what_is_given_up_is_named_with_the_one_that_has_it(three: cm.Assignment) -> None:
    lost = [each for each in three.offers.seekers if each.gives_up]
    assert lost and three.offers.gives_up == max(each.gives_up for each in lost)
    for each in lost:
        others = [name for name in OHIO if name != each.seeker]
        assert each.told and all(any(name in sentence for name in others) for sentence in each.told)
    alone = cm.assign(["Oxford, Ohio"])
    assert alone.offers.gives_up == 0 and alone.offers.seekers[0].told == ()


def test_a_second_run_gives_the_same_files_byte_by_byte(three: cm.Assignment, tmp_path: Path) -> None:
    first, second = three.save(tmp_path / "a"), cm.assign(OHIO).save(tmp_path / "b")
    assert [each.name for each in first] == [
        "offers.csv", "overview.csv", "offers.json", "offers.html", "offers.md",
    ]  # fmt: skip
    assert [each.read_bytes() for each in first] == [each.read_bytes() for each in second]
    wide = pd.read_csv(tmp_path / "a" / "overview.csv")
    assert wide["seeker"].tolist() == OHIO and "third lead" in wide
    plain = json.loads((tmp_path / "a" / "offers.json").read_text("utf-8"))
    assert [each["seeker"] for each in plain["seekers"]] == OHIO
    paper = (tmp_path / "a" / "offers.md").read_text("utf-8")
    assert paper.startswith("# Offers for 3 members\n") and all(f"## {name}" in paper for name in OHIO)


def test_earlier_offers_are_kept_where_nothing_is_lost_by_it(three: cm.Assignment, tmp_path: Path) -> None:
    three.save(tmp_path)
    for previous in (three, tmp_path, str(tmp_path / "offers.csv")):
        again = cm.assign(OHIO, previous=previous)
        assert ids_of(again) == ids_of(three)
        assert (again.offers.kept, again.offers.earlier) == (9, 9)


def test_a_file_that_is_no_earlier_assignment_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("seeker,candidate\nx,y\n", "utf-8")
    with pytest.raises(InputError, match=r"other\.csv: has no column seeker_id"):
        cm.assign(OHIO, previous=other)


def test_locked_offers_stand_first_and_declined_ones_are_told(three: cm.Assignment) -> None:
    oxford, green, _ = (each.seeker_id for each in three.offers.seekers)
    first, second = (
        three.offers.seekers[0].offers[0].community_id,
        three.offers.seekers[1].offers[1].community_id,
    )
    standing = cm.Standing(locked={oxford: (second,)}, dropped={oxford: {first: "declined on 2026-03-01"}})
    found = cm.assign(OHIO, standing=standing)
    mine, theirs, _ = found.offers.seekers
    assert [offer.locked for offer in mine.offers] == [True, False, False]
    assert mine.offers[0].community_id == second
    assert second not in [offer.community_id for offer in theirs.offers]
    assert any("offer made before" in sentence and "Oxford, Ohio" in sentence for sentence in theirs.told)
    assert first not in [offer.community_id for offer in mine.offers]
    assert mine.told[-1].endswith("is not offered again: declined on 2026-03-01.")
    assert found.offers.made == 8
    assert green == theirs.seeker_id


def test_who_has_accepted_is_told_apart_from_who_may_still_answer(
    three: cm.Assignment, tmp_path: Path
) -> None:
    oxford = three.offers.seekers[0]
    yes, waiting = oxford.offers[0], oxford.offers[1]
    green = three.offers.seekers[1]
    ledger = tmp_path / "ledger.csv"
    lines = [
        f"{oxford.seeker_id},{yes.community_id},2026-11-05,accepted",
        f"{oxford.seeker_id},{waiting.community_id},2026-11-06,offered",
        f"{green.seeker_id},{green.offers[0].community_id},2026-03-01,no answer",
    ]  # fmt: skip
    ledger.write_text("seeker_id,candidate_id,date,status\n" + "\n".join(lines) + "\n", "utf-8")
    done = cm.assign(OHIO, ledger=ledger, as_of="2026-11-30").offers
    assert (done.made, done.stand) == (6, 2), "whoever has its partner is offered nobody new"
    assert f"{yes.label} has accepted, and it seeks no more partners" in " ".join(done.seekers[0].told)
    assert done.seekers[0].gives_up == 0
    found = cm.assign(OHIO, ledger=ledger, as_of="2026-11-30", seeks=2)
    mine = {offer.community_id: offer for offer in found.offers.seekers[0].offers}
    assert (mine[yes.community_id].answer, mine[waiting.community_id].answer) == (
        "accepted",
        "offered before",
    )
    # nobody asks one that said yes whether it wants a partner; the other has not said it yet
    assert (
        mine[yes.community_id].evidence == () and "want a partner" in mine[waiting.community_id].evidence[0]
    )
    theirs = {offer.community_id: offer for offer in found.offers.seekers[1].offers}
    assert theirs[green.offers[0].community_id].answer == "asked before"
    found.save(tmp_path / "out")
    page = (tmp_path / "out" / "offers.md").read_text("utf-8")
    assert (
        "7 new offers and 2 from before" in page and ", has accepted)" in page and ", offered before)" in page
    )


def test_what_stands_from_before_is_among_the_earlier_offers_that_stand(
    three: cm.Assignment, tmp_path: Path
) -> None:
    oxford = three.offers.seekers[0]
    standing = cm.Standing(locked={oxford.seeker_id: (oxford.offers[0].community_id,)})
    again = cm.assign(OHIO, standing=standing, previous=three).offers
    assert (again.stand, again.kept, again.earlier) == (1, 9, 9)


def test_one_that_can_be_nobodys_partner_is_told_with_the_reason(tmp_path: Path) -> None:
    asking = tmp_path / "asking.csv"
    asking.write_text("name,country\nMoscow,Russia\nWeilburg,Germany\nPlauen,Germany\n", "utf-8")
    found = cm.assign(["Oxford, Ohio"], foreign=asking, as_of="2026-11-30").offers
    moscow, other = sorted(found.left, key=lambda each: "Moscow" not in each)
    assert moscow.startswith("Moscow, Russia: Russia wages war on Ukraine")
    assert other in ("Weilburg, Germany", "Plauen, Germany")


def test_the_page_says_the_people_and_what_laws_and_cautions_leave_out(tmp_path: Path) -> None:
    found = cm.assign(["Hot Springs, Arkansas", "Oxford, Ohio"], leads=1, as_of="2026-11-30")
    found.save(tmp_path)
    page = (tmp_path / "offers.md").read_text("utf-8")
    arkansas, ohio = page.split("## Hot Springs")[1].split("## Oxford")
    assert "35,199 people (2022)" in arkansas  # County Leitrim, census of 2022
    assert "Arkansas Code 14-1-116" in arkansas and "Arkansas Code" not in ohio
    (barred,) = [line for line in page.splitlines() if line.endswith("are left out for a grave caution.")]
    assert "Russia" in barred and "parts of Ukraine" in barred
    shown = cm.assign(["Oxford, Ohio"], leads=1, caution="show", as_of="2026-11-30")
    assert shown.offers.barred == ""


def test_room_for_two_lets_two_have_the_same() -> None:
    tight = cm.assign(OHIO, leads=1, candidates=CHOSEN)
    assert tight.offers.made == 3 and tight.to_frame()["community_id"].is_unique
    wide = cm.assign(OHIO, leads=1, capacity=3, candidates=CHOSEN)
    assert wide.offers.gives_up == 0
    by_name = cm.assign(OHIO, leads=1, capacity={"Plauen, Germany": 3}, candidates=["Plauen, Germany"])
    assert by_name.offers.made == 3
    short = cm.assign(OHIO, leads=1, candidates=["Plauen, Germany"])
    assert short.offers.made == 1
    assert (
        sorted(each.told[-1] for each in short.offers.seekers if not each.offers)
        == [
            "No offer could be made to it.",
        ]
        * 2
    )


def test_a_country_has_no_more_places_than_it_is_given() -> None:
    found = cm.assign(OHIO, country_capacity=2)
    assert found.to_frame()["country"].value_counts().max() <= 2 and found.offers.made == 9


def test_both_sides_have_wishes() -> None:
    """Freiberg asks for Fairborn before all, Plauen by its policy; Weilburg takes whoever wants it most."""
    foreign = pd.DataFrame({
        "name": ["Freiberg", "Plauen", "Weilburg"], "country": ["Germany"] * 3, "policy": ["", "default", ""],
        "prefers": ["Fairborn, Ohio", "", ""], "capacity": ["1", "", "2"],
    })  # fmt: skip
    found = cm.assign(OHIO, foreign=foreign)
    frame = found.to_frame().set_index("seeker")
    assert found.offers.leads == 1 and found.offers.made == 3
    assert found.offers.way[0].startswith("Both sides have wishes")
    assert set(frame["their_wish"]) <= {
        "number 1 of its wishes", "not among its wishes", "it stated no wishes",
        *(f"number {n} of 3 by its policy" for n in (1, 2, 3)),
    }  # fmt: skip
    assert not found.asking[0].remarks
    taken = set(frame["name"])
    assert {each.partition(",")[0] for each in found.offers.left} == {
        name for name in ("Freiberg", "Plauen", "Weilburg") if not any(name in each for each in taken)
    }


@pytest.mark.parametrize(
    ("keywords", "said"),
    [
        ({"leads": 0}, "leads must be a whole number of at least 1, not 0"),
        ({"capacity": 0}, "capacity must be a whole number of at least 1, not 0"),
        ({"tolerance": -1}, "tolerance must be a number of points from 0, not -1"),
        ({"foreign": CHOSEN, "candidates": CHOSEN}, "candidates and foreign both say who is offered"),
        ({"foreign": CHOSEN, "country_capacity": 2}, "country_capacity has no meaning with foreign"),
        ({"contry": "DE"}, "did you mean 'country'"),
    ],
)
def test_what_cannot_be_is_said(keywords: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        cm.assign(OHIO, **keywords)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("capacity", "many", "line 2: capacity must be a whole number of at least 1, not 'many'"),
        ("prefers", "Troy, Ohio", "line 2: prefers: Troy, Ohio is not on the list of seekers"),
        ("prefers", "Nowhere At All", "line 2: prefers: 'Nowhere At All' names no one community"),
    ],
)
def test_a_wish_that_cannot_be_read_names_the_line(tmp_path: Path, column: str, cell: str, said: str) -> None:
    file = tmp_path / "foreign.csv"
    file.write_text(f"name,country,{column}\nPlauen,Germany,{cell!s}\n".replace(cell, f'"{cell}"'), "utf-8")
    with pytest.raises(ValueError, match=f"foreign.csv, {said}"):
        cm.assign(OHIO, foreign=file)


def test_a_line_that_names_nobody_and_one_named_twice_are_told() -> None:
    found = cm.assign(["Oxford, Ohio", "Nowhere At All", "Oxford OH"], leads=1)
    assert [each.input for each in found.unresolved] == ["Nowhere At All"]
    assert [each.input for each in found.repeated] == ["Oxford OH"]
    assert len(found) == 1
