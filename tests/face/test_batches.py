"""A whole list at once: its lines, its tables and files, and the same whoever does the work."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import citymatch as cm
from citymatch.ranking.errors import OptionError
from citymatch.results import Result

SOME = ["Seika, Japan", "Colima, Mexico", "Arezzo, Italy", "Bologna, Italy", "Monza, Italy"]
LINES = [
    "Pinole, California",
    "Springfield",
    "Oxford, Ohio",
    "Nowhereville, Ohio",
    "Pinole, California",
    "Oxford, Ohio",
]
COLUMNS = [
    "seeker_id", "seeker", "policy", "rank", "score", "tied", "best_case", "coverage", "community_id", "geonameid",
    "name", "admin1", "country", "population", "latitude", "longitude", "reasons", "version", "snapshot",
    "policy_hash", "as_of", "seeker_input", "seeker_status", "seeker_note",
]  # fmt: skip


@pytest.fixture(scope="module")
def result() -> cm.BatchResult:
    return cm.batch(LINES, top=2, candidates=SOME, as_of="2026-01-15")


def test_each_line_is_ranked_repeated_or_unresolved(result: cm.BatchResult) -> None:
    assert [ranking.seeker["name"] for ranking in result.rankings] == ["Pinole", "Oxford"]
    assert [(r.line, r.input) for r in result.repeated] == [(5, "Pinole, California"), (6, "Oxford, Ohio")]
    assert [(r.input, r.status) for r in result.unresolved] == [
        ("Springfield", "ambiguous"), ("Nowhereville, Ohio", "not_found"),
    ]  # fmt: skip
    assert len(result.resolutions) == 6 and result.top == 2 and result.builtin is False
    assert repr(result) == "<BatchResult: 2 rankings, 2 lines unresolved>"
    assert all(isinstance(each, Result) and each.explanations for each in result.results)
    assert [len(each) for each in result.results] == [2, 2]


def test_all_rankings_as_one_table(result: cm.BatchResult) -> None:
    frame = result.to_frame()
    assert list(frame) == COLUMNS and len(frame) == 4 and frame.index.tolist() == [0, 1, 2, 3]
    assert frame["seeker"].tolist() == ["Pinole, California"] * 2 + ["Oxford, Ohio"] * 2
    assert frame["policy"].tolist() == ["pinole"] * 2 + ["default"] * 2
    assert frame["rank"].tolist() == [1, 2, 1, 2] and frame["geonameid"].dtype == "Int64"
    assert frame["geonameid"].notna().all() and frame["as_of"].eq("2026-01-15").all()
    assert cm.batch(["Nowhereville, Ohio"]).to_frame().empty


def test_a_place_of_ones_own_has_no_geonameid() -> None:
    own = cm.community(
        name="Testville",
        latitude=44.0,
        longitude=4.0,
        population=5000,
        population_source="ours",
        country="FR",
    )
    frame = cm.batch(["Pinole, California"], candidates=[own]).to_frame()
    assert frame["name"].tolist() == ["Testville"] and frame["geonameid"].isna().all()


def test_nobody_is_proposed_twice(result: cm.BatchResult) -> None:
    pairs = result.assign()
    assert (
        pairs["seeker"].tolist() == ["Pinole, California", "Oxford, Ohio"] and pairs["community_id"].is_unique
    )


def test_each_line_by_its_own_policy_and_an_error_names_the_line() -> None:
    table = pd.DataFrame({"community": ["Pinole, California"] * 3, "policy": ["pinole", "default", "pinole"]})
    found = cm.batch(table, "precedent", top=1, candidates=SOME)
    assert [r.policy.name for r in found.rankings] == ["pinole", "default"]
    assert [r.line for r in found.repeated] == [found.resolutions[2].line]
    table["policy"] = ["pinole", "pinol", ""]
    # input-rules-differ: a line whose policy does not exist is said with its line, and the others are ranked
    found = cm.batch(table, "precedent", top=1, candidates=SOME)
    assert [r.policy.name for r in found.rankings] == ["pinole", "precedent"]
    (lost,) = found.unresolved
    assert lost.line == 2 and lost.note.startswith("policy: there is no built-in policy and no file 'pinol'")
    assert "did you mean 'pinole'?" in lost.note and lost.candidates[0].name == "Pinole"
    with pytest.raises(cm.PolicyError, match="pinol"):
        cm.batch(["Pinole, California"], "pinol", candidates=SOME)
    without = cm.batch(["Oxford, Ohio"], "precedent", top=1, candidates=SOME)
    assert [r.policy.name for r in without.rankings] == ["precedent"]


def test_an_unknown_policy_of_a_file_is_said_with_the_file_and_line(tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text(
        'community,policy\n"Pinole, California",pinole\n"Oxford, Ohio",pinol\n', encoding="utf-8"
    )
    found = cm.batch(listed, candidates=SOME)
    assert [r.seeker["name"] for r in found.rankings] == ["Pinole"]
    assert [(r.line, r.source, r.note[:8]) for r in found.unresolved] == [(3, str(listed), "policy: ")]


def test_whoever_does_the_work_the_answer_is_the_same(result: cm.BatchResult) -> None:
    for how in ({"n_jobs": 2}, {"n_jobs": 2, "backend": "loky"}):
        again = cm.batch(LINES, top=2, candidates=SOME, as_of="2026-01-15", **how)  # type: ignore[arg-type]
        assert again.results == result.results and again.rankings == result.rankings
    with pytest.raises(
        OptionError, match=r"^backend must be one of threading, loky, multiprocessing, dask, not 'moon'$"
    ):
        cm.batch(LINES, candidates=SOME, backend="moon")
    with pytest.raises(OptionError, match="n_jobs"):
        cm.batch(LINES, candidates=SOME, n_jobs=0)


def test_progress_is_told_for_each_seeker_or_piece() -> None:
    seen: list[tuple[int, int]] = []
    names = ["Oxford", "Green", "Toledo", "Akron", "Dayton", "Kent", "Lima", "Mason", "Athens"]
    lines = [f"{name}, Ohio" for name in names]
    cm.batch(lines, top=1, candidates=SOME, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(n, 9) for n in range(1, 10)]
    seen.clear()
    cm.batch(lines, top=1, candidates=SOME, n_jobs=2, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(8, 9), (9, 9)], "a worker takes eight at once"


def test_a_batch_is_saved(result: cm.BatchResult, tmp_path: Path) -> None:
    plain = result.save(tmp_path / "a")
    assert [path.name for path in plain] == [
        "pinole-california.json", "pinole-california.csv", "oxford-ohio.json", "oxford-ohio.csv", "overview.csv",
        "assignment.csv", "lines.csv", "unresolved.csv",
    ]  # fmt: skip
    assert (tmp_path / "a" / "overview.csv").read_bytes().startswith(b"seeker_id,")
    pytest.importorskip("openpyxl")
    marked = result.save(str(tmp_path / "b"), bom=True, excel=True)
    assert "shortlists.xlsx" in [path.name for path in marked]
    assert (tmp_path / "b" / "overview.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_pages_of_a_batch(result: cm.BatchResult, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    pages = result.save_pages(tmp_path, lambda done, total: seen.append((done, total)))
    assert [page.name for page in pages] == ["overview.html", "pinole-california.html", "oxford-ohio.html"]
    assert seen == [(1, 2), (2, 2)]
    overview = pages[0].read_text("utf-8")
    assert "2 of 6 lines of the list are ranked" in overview and "for a list of communities" in overview
    assert "Partners for <bdi>Oxford, Ohio</bdi>" in pages[2].read_text("utf-8")
    assert len(cm.batch(LINES[:1], top=1, candidates=SOME).save_pages(tmp_path / "more")) == 2
    members = cm.BatchResult(result.rankings, result.resolutions, 2, builtin=True).save_pages(
        tmp_path / "members"
    )
    assert "for the members that seek one" in members[0].read_text("utf-8")


def test_without_a_source_the_members_that_seek_a_partner_are_ranked() -> None:
    found = cm.batch(top=1, candidates=SOME)
    assert found.builtin is True and len(found.rankings) == 66 and len(found.unresolved) == 2
