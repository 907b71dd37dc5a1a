"""The turn of a top by hand, and work that is shared out, lost and done again."""

from __future__ import annotations

import json
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import citymatch as cm
from citymatch.datasets import InputError, load_world
from citymatch.policy import Policy
from citymatch.ranking import many, stream
from citymatch.ranking.many import cut, pieces, shared_out
from citymatch.ranking.sensitivity import _first, _turn
from citymatch.results import Turn


def turn(weights: list[float], leader: list[float], runner_up: list[float]) -> tuple[Turn | None, str]:
    criteria = [
        (SimpleNamespace(id=f"c{n}", label="Size" if n == 0 else ""), None) for n in range(len(weights))
    ]
    drawn: Any = SimpleNamespace(weights=np.array(weights), compiled=SimpleNamespace(criteria=criteria))
    similarity = np.array([leader, runner_up]).T
    return _turn(drawn, similarity, np.array([0, 1]), ["A", "B"])


def test_the_smallest_change_of_one_weight_that_turns_the_top() -> None:
    """At a share of 7/22 of the first criterion the leads in it (0.3) and in the others (0.14 the other way) even out;
    the second would have to rise by 31 points of 100, the third by 23."""
    found, remark = turn([0.5, 0.3, 0.2], [0.8, 0.4, 0.3], [0.5, 0.5, 0.5])
    assert found is not None and remark == ""
    assert (found.leader, found.challenger, found.criterion, found.weight) == ("A", "B", "Size", 0.5)
    assert found.needed == pytest.approx(0.14 / 0.44)
    # leads of 0.1, 0.4 and -0.1: the second may fall by 20 points or the third rise by 24, the first cannot help
    other, _ = turn([0.2, 0.3, 0.5], [0.8, 0.9, 0.6], [0.7, 0.5, 0.7])
    assert other is not None and other.criterion == "c1" and other.needed == pytest.approx(0.03 / 0.31)


def test_why_nothing_turns_the_top() -> None:
    assert turn([0.5, 0.5], [0.8, 0.6], [0.5, 0.5]) == (None, "no change of a single weight puts B before A")
    alike = (
        "B meets every criterion just as A does: no change of weights puts it first; their order is that of the "
        "second keys"
    )
    assert turn([0.5, 0.5], [0.8, 0.6], [0.8, 0.6]) == (None, alike)
    assert turn([0.5, 0.5], [0.8, 0.6], [0.8 + 1e-7, 0.6]) == (None, alike)
    assert turn([1.0, 0.0], [0.8, 0.0], [0.7, 1.0])[0] is None, "a weight of all or of nothing is not changed"
    drawn: Any = SimpleNamespace(weights=np.array([1.0]))
    assert _turn(drawn, np.array([[1.0]]), np.array([0]), ["A"]) == (None, "there is no runner-up")


def test_the_first_of_some_are_cut_at_a_tenth() -> None:
    similarity = np.array([[0.5004, 0.5001, 0.9, 0.0]])
    assert _first(similarity, np.array([0, 1, 2, 3]), np.array([1.0]), 9).tolist() == [2, 1, 0, 3]
    assert _first(similarity, np.array([0, 1, 2, 3]), np.array([1.0]), 1).tolist() == [2]


def test_a_ranking_without_candidates_has_nothing_to_vary() -> None:
    nobody = cm.rank("Odessa, Texas", candidates=["Austin, Texas"], top=3)
    found = nobody.sensitivity(draws=3)
    assert (found.stays, found.newcomers, found.turn, found.remark) == ((), (), None, "there is no runner-up")
    for wrong in ({"draws": 0}, {"top": 0}, {"concentration": 0.0}):
        with pytest.raises(InputError, match="draws and top must be at least 1, and concentration above 0"):
            nobody.sensitivity(**wrong)


def test_how_work_is_cut() -> None:
    assert cut([], 3) == [] and cut([1, 2, 3, 4], 2) == [[1, 2], [3, 4]] and cut([1], 5) == [[1]]
    assert [pieces(n, 2) for n in (1, 15, 16, 31, 32, 127, 128, 10_000)] == [1, 1, 1, 1, 2, 7, 8, 8]
    assert pieces(10_000, 1) == 1 and pieces(10_000, 4) == 16
    assert list(shared_out(lambda a, b: a * b, [(2, 3), (4, 5)])) == [6, 20]
    assert list(shared_out(lambda a: a + 1, [(1,), (2,), (3,)], 2)) == [2, 3, 4]


class TerminatedWorkerError(BrokenProcessPool):
    """Named as joblib's own."""


SOME = ["Gera, Germany", "Jena, Germany"]
SEEKERS = ["Albany, New York", "Houston, Texas", "Odessa, Texas"]


@pytest.fixture
def ranker() -> cm.PartnerRanker:
    policy = Policy.from_dict({"name": "mine", "criteria": [{"extractor": "size"}]})
    return cm.PartnerRanker(policy, candidates=SOME, as_of="2026-01-01").fit()


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception, done_each_time: int) -> list[int]:
    """Let some pieces of work be done before an error ends it, again and again; gives how many were left each time."""
    tries: list[int] = []
    real = many.shared_out

    def shared(work: Any, items: Any, *rest: Any) -> Any:
        tries.append(len(items))
        yield from real(work, items[:done_each_time], *rest)
        if len(items) > done_each_time:
            raise error

    monkeypatch.setattr(stream, "shared_out", shared)
    return tries


def test_a_run_gives_up_after_three_losses_in_a_row(
    ranker: cm.PartnerRanker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = failing(monkeypatch, TerminatedWorkerError("gone"), 0)
    with pytest.raises(TerminatedWorkerError):
        ranker.rank_into(tmp_path, SEEKERS, 2, piece=1)
    assert tries == [3, 3, 3]


def test_a_loss_after_some_progress_is_forgiven(
    ranker: cm.PartnerRanker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = failing(monkeypatch, TerminatedWorkerError("gone"), 1)
    told: list[tuple[int, int]] = []
    done = ranker.rank_into(tmp_path, SEEKERS, 2, piece=1, progress=lambda *each: told.append(each))
    assert tries == [3, 2, 1] and done.finished and told == [(1, 3), (2, 3), (3, 3)]


def test_what_goes_wrong_in_the_work_itself_is_not_tried_again(
    ranker: cm.PartnerRanker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = failing(monkeypatch, RuntimeError("wrong"), 1)
    with pytest.raises(RuntimeError, match="wrong"):
        ranker.rank_into(tmp_path, SEEKERS, 2, piece=1)
    assert tries == [3] and len(list(tmp_path.glob("part-*.csv"))) == 1


def test_what_is_no_run_is_refused(ranker: cm.PartnerRanker, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^the form of a stream must be one of csv, parquet, not 'xml'$"):
        ranker.rank_into(tmp_path / "deep" / "er", SEEKERS, 2, form="xml")
    assert not (tmp_path / "deep").exists()
    assert ranker.rank_into(tmp_path / "deep" / "er", [], 2).finished
    with pytest.raises(InputError, match=r"^top must be a whole number"):
        ranker.rank_into(tmp_path, SEEKERS, 0)


def test_progress_forgets_the_losses_before_it(
    ranker: cm.PartnerRanker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two losses, one piece done, and two more losses are no three in a row."""
    real, tries = many.shared_out, list[int]()

    def shared(work: Any, items: Any, *rest: Any) -> Any:
        tries.append(len(items))
        done = {3: 1, 6: 2}.get(len(tries), 0)
        yield from real(work, items[:done], *rest)
        if len(items) > done:
            raise TerminatedWorkerError("gone")

    monkeypatch.setattr(stream, "shared_out", shared)
    assert ranker.rank_into(tmp_path, SEEKERS, 2, piece=1).finished
    assert tries == [3, 3, 3, 2, 2, 2]


def test_a_run_says_what_it_is(ranker: cm.PartnerRanker, tmp_path: Path) -> None:
    ranker.rank_into(tmp_path, SEEKERS, 2, piece=2)
    told = json.loads((tmp_path / "run.json").read_text("utf-8"))
    assert set(told) == {
        "citymatch", "snapshot", "policy", "options", "seekers", "seekers_sha256", "candidates_sha256", "top", "form",
        "piece",
    }  # fmt: skip
    assert (told["seekers"], told["top"], told["form"], told["piece"]) == (3, 2, "csv", 2)
    assert told["citymatch"] == cm.__version__ and told["snapshot"] == load_world().fingerprint
    own = cm.PartnerRanker(candidates=SOME, as_of="2026-01-01").fit()
    own.rank_into(tmp_path / "own", SEEKERS, 2)
    again = json.loads((tmp_path / "own" / "run.json").read_text("utf-8"))
    assert again["policy"] == "each seeker's own" != told["policy"]
    assert again["candidates_sha256"] == told["candidates_sha256"] and again["options"] == told["options"]
