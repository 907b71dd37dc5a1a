"""Every ranking respects the ledger of offers, each exclusion with its reason on record."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

import citymatch as cm
from citymatch.ledger import read_ledger
from citymatch.ranking import OptionError

PINOLE, OAKLAND = "geonames:5383187", "geonames:5378538"
SANARY, VENCE, NYUZEN, VILLENEUVE = (
    "geonames:2976258",
    "geonames:2970148",
    "geonames:1854868",
    "geonames:2968533",
)
DAY = "2026-06-01"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "offers.csv"
    path.write_text(
        "seeker,candidate,date,status,note\n"
        'Pinole CA,"Nyuzen, Japan",2026-05-03,declined,has ten partners\n'
        'Pinole CA,"Sanary-sur-Mer, France",2026-05-04,offered,\n'
        'Oakland CA,"Vence, France",2026-05-05,accepted,\n'
        'Pinole CA,"Villeneuve-Loubet, France",2026-01-02,offered,\n',
        "utf-8",
    )
    return path


def test_who_said_no_or_is_spoken_for_is_left_out_with_the_reason(ledger: Path) -> None:
    ranking = cm.rank("Pinole, California", top=None, ledger=ledger, as_of=DAY)
    ids = set(ranking.to_frame()["community_id"])
    assert not ids & {SANARY, VENCE, NYUZEN} and VILLENEUVE in ids
    said = {id_: ranking.explain(id_) for id_ in (SANARY, VENCE, NYUZEN, VILLENEUVE)}
    assert said[NYUZEN].exclusion == "Nyūzen declined on 3 May 2026: has ten partners"
    assert said[SANARY].exclusion == "already offered on 4 May 2026, waiting for an answer"
    assert said[VENCE].exclusion == "Vence has accepted Oakland, California since 5 May 2026"
    assert said[VILLENEUVE].rank is not None
    assert "asked on 2 January 2026, no answer" in said[VILLENEUVE].text
    notes = " ".join(ranking.notes)
    assert (
        "Sanary-sur-Mer (already offered on 4 May 2026" in notes
        and "Villeneuve-Loubet (asked on 2 Jan" in notes
    )


def test_another_seeker_may_have_who_declined_and_who_never_answered(ledger: Path) -> None:
    ids = set(cm.rank("Oakland, California", top=None, ledger=ledger, as_of=DAY).to_frame()["community_id"])
    assert {NYUZEN, VILLENEUVE} <= ids and not ids & {SANARY, VENCE}


def test_days_and_the_day_say_when_an_offer_is_free(ledger: Path) -> None:
    """Sanary was asked on 4 May: after 28 days, on 1 June, it is free where 28 are enough, and in August by itself."""

    def left_out(**options: object) -> str:
        return cm.explain("Pinole, California", SANARY, ledger=ledger, **options).exclusion  # type: ignore[arg-type]

    assert left_out(as_of=DAY, days=29) and not left_out(as_of=DAY, days=28)
    assert left_out(as_of="2026-08-01") and not left_out(as_of="2026-08-02")
    assert not left_out(as_of="2026-05-03"), "the offer was not made yet"
    kept = read_ledger(ledger, days=28)
    assert not cm.explain("Pinole, California", SANARY, ledger=kept, as_of=DAY).exclusion


def test_one_and_many_seekers_agree_and_a_ranker_keeps_its_ledger(ledger: Path) -> None:
    ranker = cm.PartnerRanker("pinole", ledger=ledger, as_of=DAY, country="FR", per_country=0).fit()
    seekers = ["Pinole, California", "Oakland, California", "Pinole, California"]
    many, _ = ranker.rank_many(seekers, top=3000)
    for row, seeker in zip(many, seekers, strict=True):
        alone = ranker.rank(seeker, top=None).to_frame()["community_id"].tolist()
        assert row.tolist() == alone[:3000]
        assert SANARY not in alone and VENCE not in alone
    ledger.unlink()
    again = pickle.loads(pickle.dumps(ranker))
    assert SANARY not in set(again.rank("Pinole, California", top=None).to_frame()["community_id"])


def test_a_partner_is_told_as_a_partner_and_a_law_as_a_law(tmp_path: Path) -> None:
    """Oakland and Fukuoka are partners on record; Texas forbids ties with China since September 2025."""
    path = tmp_path / "offers.csv"
    path.write_text(
        "seeker,candidate,date,status\nOakland CA,Fukuoka Japan,2026-05-03,declined\n"
        "Laredo TX,Xiamen China,2026-05-03,offered\n",
        "utf-8",
    )
    assert (
        "already a partner"
        in cm.explain("Oakland, California", "Fukuoka, Japan", ledger=path, as_of=DAY).exclusion
    )
    assert (
        "Texas Government Code"
        in cm.explain("Laredo, Texas", "Xiamen, China", ledger=path, as_of=DAY).exclusion
    )


def test_what_a_ledger_says_against_itself_stands_in_the_notes(tmp_path: Path) -> None:
    path = tmp_path / "offers.csv"
    path.write_text(
        "seeker,candidate,date,status\nPinole CA,Vence France,2026-05-03,accepted\n"
        "Pinole CA,Vence France,2026-05-03,declined\n",
        "utf-8",
    )
    notes = cm.rank("Pinole, California", top=1, ledger=path, as_of=DAY).notes
    assert any(
        f"{path}, lines 2 and 3" in note and "the later line counts, declined" in note for note in notes
    )


def test_days_must_be_a_number_of_days() -> None:
    for wrong in (0, -1, 1.5, True, "90"):
        with pytest.raises(OptionError, match="days must be a whole number of at least 1"):
            cm.rank("Pinole, California", days=wrong)  # type: ignore[arg-type]
