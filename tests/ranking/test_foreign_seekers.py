"""A foreign community asks: whole countries as candidates, lists that say who seeks, and the law of both sides."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import citymatch as cm
from citymatch.cli import main
from citymatch.datasets import InputError
from citymatch.ranking.errors import AtHome

DAY = "2026-03-01"
SHANGHAI, AUSTIN = "Shanghai, China", "Austin, Texas"


@pytest.fixture(scope="module")
def american() -> cm.PartnerRanker:
    return cm.PartnerRanker("default", candidates="US", as_of=DAY).fit()


def test_a_country_as_candidates_is_every_government_of_it(american: cm.PartnerRanker) -> None:
    found = american.rank("Peshawar, Pakistan", top=None).to_frame()
    assert set(found["country"]) == {"US"} and len(found) > 30_000
    by_id = set(found["community_id"])
    assert "geonames:5308655" in by_id, "Phoenix, a city"
    assert "us-county:06061" in by_id, "Placer County"
    kinds = {american.rank("Peshawar, Pakistan", top=1).explain(each).facts["unit_kind"] for each in (
        "us-county:06061", "Brookline, Massachusetts", "Gig Harbor, Washington",
    )}  # fmt: skip
    assert kinds == {"US:county", "US:town", "US:city"}


def test_the_same_as_the_option_country_and_by_name() -> None:
    by_name = cm.rank("Gdynia, Poland", "default", 5, candidates="Germany", as_of=DAY)
    by_option = cm.rank("Gdynia, Poland", "default", 5, country="DE", as_of=DAY)
    assert by_name.to_frame().equals(by_option.to_frame())


def test_at_home_there_is_nobody(american: cm.PartnerRanker) -> None:
    for seeker in ("Seattle, Washington", "San Juan, Puerto Rico"):
        with pytest.raises(AtHome, match=r"lies in the United States itself, and a sister city is abroad"):
            american.rank(seeker)
    got = cm.batch(["Peshawar, Pakistan", "Seattle, Washington"], "default", 2, candidates="US", as_of=DAY)
    assert [ranking.seeker["name"] for ranking in got.rankings] == ["Peshawar"]
    assert [(line.input, "itself" in line.note) for line in got.unresolved] == [("Seattle, Washington", True)]


@pytest.mark.parametrize(
    ("candidates", "words"),
    [
        ("Atlantis", "candidates: there is no such file, and 'Atlantis' is no ISO code or name of a country"),
        ("Polnd", "did you mean Poland (PL)?"),
        ("none.csv", "none.csv: there is no such file"),
        ("Nice, France", "candidates must be a list of communities, not the one text 'Nice, France'"),
    ],
)
def test_what_is_neither_a_country_nor_a_list(candidates: str, words: str) -> None:
    with pytest.raises(InputError) as error:
        cm.rank("Gdynia, Poland", candidates=candidates)
    assert words in str(error.value) and "\n" not in str(error.value)


def test_a_country_named_twice_is_refused() -> None:
    with pytest.raises(InputError, match="candidates names a country already: leave out country"):
        cm.rank("Gdynia, Poland", candidates="US", country="DE")


MEMBERS = (
    "name,state,seeking\nPinole,California,yes\nGig Harbor,Washington,no\nToledo,Ohio,\nHavana,Illinois,No\n"
)


def test_a_list_that_says_who_is_seeking(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "members.csv"
    file.write_text(MEMBERS, encoding="utf-8")
    for given in (file, pd.read_csv(file, keep_default_na=False), str(file)):
        found = cm.rank("Peshawar, Pakistan", "default", None, candidates=given, as_of=DAY)
        assert sorted(found.to_frame()["name"]) == ["Pinole", "Toledo"]
        [told] = [note for note in found.notes if "seeking" in note]
        assert told.startswith("2 communities of your list are left out, since your list says")
        assert "Gig Harbor" in told and "Havana" in told
    assert main(["rank", "Peshawar, Pakistan", "--candidates", str(file), "--as-of", DAY]) == 0
    said = capsys.readouterr().out
    assert "Pinole, California" in said and "that they are not seeking: Gig Harbor" in said


def test_a_cell_that_is_neither_yes_nor_no_names_file_line_and_column(tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_text(MEMBERS.replace("Illinois,No", "Illinois,perhaps"), encoding="utf-8")
    with pytest.raises(InputError) as error:
        cm.rank("Peshawar, Pakistan", candidates=file)
    said = str(error.value)
    assert said.startswith(f"{file}, line 5") and "seeking" in said and "'perhaps'" in said


def test_a_batch_of_foreign_requests(tmp_path: Path) -> None:
    requests = tmp_path / "requests.csv"
    requests.write_text("city,country\nPeshawar,Pakistan\nGdynia,Poland\nNakuru,Kenya\n", encoding="utf-8")
    assert main(["batch", str(requests), "--candidates", "US", "--output", str(tmp_path / "out")]) == 0
    found = pd.read_csv(tmp_path / "out" / "overview.csv")
    assert set(found["country"]) == {"US"} and found["seeker"].nunique() == 3


@pytest.mark.parametrize(
    ("seeker", "state", "barred"),
    [
        (SHANGHAI, "TX", True), (SHANGHAI, "IN", True), (SHANGHAI, "AR", True), (SHANGHAI, "CA", False),
        ("Havana, Cuba", "IN", True), ("Havana, Cuba", "AR", True), ("Havana, Cuba", "TX", False),
        ("Lefkosia, Cyprus", "AR", True), ("Lefkosia, Cyprus", "IN", False),
        ("Peshawar, Pakistan", "TX", False), ("Taipei, Taiwan", "TX", False),
    ],
)  # fmt: skip
def test_the_law_of_the_american_side_binds_when_it_signs(
    seeker: str, state: str, barred: bool, american: cm.PartnerRanker
) -> None:
    found = american.rank(seeker, top=None).to_frame()
    states = {american.engine().world["admin1"][row] for row in american.engine().world.rows_of_ids(
        found["community_id"].tolist()
    )}  # fmt: skip
    assert (state not in states) == barred


def test_the_law_is_told_and_may_be_left_out_of_account(american: cm.PartnerRanker) -> None:
    got = american.rank(SHANGHAI, top=1).explain(AUSTIN)
    assert got.status == "excluded"
    assert got.exclusion.startswith(
        "the law of Texas forbids its communities an agreement with one in China: "
    )
    assert "chapter 795" in got.exclusion and "counsel" in got.exclusion
    notes = american.rank(SHANGHAI, top=1).notes
    assert sum("forbids its communities an agreement with one in China" in note for note in notes) == 3
    assert cm.explain(SHANGHAI, AUSTIN, candidates="US", as_of=DAY, laws=False).status == "ranked"
    assert cm.explain(SHANGHAI, AUSTIN, candidates="US", as_of="2025-08-31").status == "ranked"


def test_a_candidate_elsewhere_hears_nothing_of_the_law_of_texas() -> None:
    told = cm.explain(SHANGHAI, "Pinole, California", "default", candidates="US", as_of=DAY)
    assert told.status == "ranked"
    assert not [line for line in told.checklist if line.strength == "law"]


def test_what_the_other_side_is_told_of_the_seeker(american: cm.PartnerRanker) -> None:
    told = [note for note in american.rank("Novosibirsk, Russia", top=1).notes if "are told of" in note]
    assert told and told[0].startswith(
        "What communities of the United States are told of Novosibirsk, Russia: "
    )
    assert "State Department" in told[0]
    assert not [note for note in american.rank("Gdynia, Poland", top=1).notes if "are told of" in note]


def test_only_partners_where_the_list_looks_are_said_to_be_left_out(american: cm.PartnerRanker) -> None:
    [told] = [note for note in american.rank(SHANGHAI, top=1).notes if "Left out, since" in note]
    assert "Chicago" in told and "Hamburg" not in told
    everywhere = cm.rank(SHANGHAI, "default", 1, as_of=DAY).notes
    assert any("Hamburg" in note and "Chicago" in note for note in everywhere)


def test_american_candidates_are_told_by_state(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rank", "Peshawar, Pakistan", "--candidates", "US", "--as-of", DAY]) == 0
    said = capsys.readouterr().out
    assert "Columbus, Ohio" in said and "Columbus, United States" not in said
