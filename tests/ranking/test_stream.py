"""Long lists: shared out among workers, written piece by piece, taken up again where they stopped."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import citymatch as cm
from citymatch.datasets import InputError
from citymatch.ranking.many import pieces, shared_out

SEEKERS = [
    "Pinole, California", "Norman, Oklahoma", "Decorah, Iowa", "Twin Falls, Idaho", "Fort Pierce, Florida",
    "Albany, Oregon", "Marshalltown, Iowa", "Odessa, Texas", "Surfside, Florida", "Naperville, Illinois",
]  # fmt: skip


@pytest.fixture(scope="module")
def ranker() -> cm.PartnerRanker:
    return cm.PartnerRanker("default", country="IT,JP,MX", as_of="2026-01-01").fit()


@pytest.fixture(scope="module")
def expected(ranker: cm.PartnerRanker) -> tuple[Any, Any]:
    return ranker.rank_many(SEEKERS, top=5)


def rows_of(directory: Path) -> list[list[str]]:
    """The rows of all parts, in order."""
    texts = [part.read_text("utf-8").splitlines()[1:] for part in sorted(directory.glob("part-*.csv"))]
    return [row for lines in texts for row in csv.reader(lines)]


@pytest.mark.parametrize("backend", ["threading", "loky"])
def test_every_backend_gives_the_same(ranker: cm.PartnerRanker, expected: Any, backend: str) -> None:
    ids, scores = ranker.rank_many(SEEKERS * 4, top=5, n_jobs=2, backend=backend)
    np.testing.assert_array_equal(ids, np.concatenate([expected[0]] * 4))
    np.testing.assert_array_equal(scores, np.concatenate([expected[1]] * 4))


def test_two_dask_workers_give_the_same_bit_for_bit(
    ranker: cm.PartnerRanker, expected: Any, tmp_path: Path
) -> None:
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            local_directory=str(tmp_path),
        ) as cluster,
        distributed.Client(cluster),
    ):
        ids, scores = ranker.rank_many(SEEKERS * 4, top=5, n_jobs=2, backend="dask")
        stream = ranker.rank_into(tmp_path / "run", SEEKERS, 5, piece=3, n_jobs=2, backend="dask")
    np.testing.assert_array_equal(ids, np.concatenate([expected[0]] * 4))
    np.testing.assert_array_equal(scores, np.concatenate([expected[1]] * 4))
    assert stream.finished and [row[2] for row in rows_of(tmp_path / "run")] == expected[0].ravel().tolist()


def test_a_backend_that_does_not_exist_is_refused_by_name(ranker: cm.PartnerRanker) -> None:
    with pytest.raises(
        ValueError, match="backend must be one of threading, loky, multiprocessing, dask, not 'spark'"
    ):
        ranker.rank_many(SEEKERS, top=5, backend="spark")
    with pytest.raises(ValueError, match="n_jobs must be a number of workers"):
        ranker.rank_many(SEEKERS, top=5, n_jobs=0)


def test_no_seeker_is_lost_in_pieces(ranker: cm.PartnerRanker) -> None:
    assert pieces(1, 8) == 1 and pieces(10_000, 2) == 8
    ids, scores = ranker.rank_many([], top=5)
    assert ids.shape == scores.shape == (0, 5)


def test_a_stream_holds_what_rank_many_gives(ranker: cm.PartnerRanker, expected: Any, tmp_path: Path) -> None:
    done: list[tuple[int, int]] = []
    stream = ranker.rank_into(tmp_path, SEEKERS, 5, piece=4, progress=lambda *each: done.append(each))
    assert [part.name for part in stream.parts] == ["part-00000.csv", "part-00001.csv", "part-00002.csv"]
    assert stream.finished and stream.seekers == 10 and stream.done_before == 0
    assert done == [(1, 3), (2, 3), (3, 3)]
    rows = rows_of(tmp_path)
    assert [row[2] for row in rows] == expected[0].ravel().tolist()
    assert [float(row[3]) for row in rows] == expected[1].ravel().tolist()
    assert [row[1] for row in rows[:6]] == ["1", "2", "3", "4", "5", "1"]
    assert rows[0][0] == "geonames:5383187"


def test_a_run_goes_on_where_it_stopped_and_a_finished_one_is_recognised(
    ranker: cm.PartnerRanker, tmp_path: Path
) -> None:
    first = ranker.rank_into(tmp_path, SEEKERS, 5, piece=4)
    first.parts[1].unlink()
    kept = first.parts[0].stat().st_mtime_ns
    again = ranker.rank_into(tmp_path, SEEKERS, 5, piece=4)
    assert again.done_before == 2 and again.finished
    assert again.parts[0].stat().st_mtime_ns == kept
    assert ranker.rank_into(tmp_path, SEEKERS, 5, piece=4).done_before == 3


def test_a_directory_of_another_run_is_refused(ranker: cm.PartnerRanker, tmp_path: Path) -> None:
    ranker.rank_into(tmp_path, SEEKERS[:2], 5)
    with pytest.raises(InputError, match="holds another run, with other seekers, seekers_sha256"):
        ranker.rank_into(tmp_path, SEEKERS[:3], 5)
    with pytest.raises(InputError, match="with other top"):
        ranker.rank_into(tmp_path, SEEKERS[:2], 6)
    (tmp_path / "run.json").write_text("{")
    with pytest.raises(InputError, match=r"run\.json: does not say what the run is"):
        ranker.rank_into(tmp_path, SEEKERS[:2], 5)


def test_parquet_holds_the_same(ranker: cm.PartnerRanker, expected: Any, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    stream = ranker.rank_into(tmp_path, SEEKERS, 5, form="parquet")
    table = parquet.read_table(stream.parts[0]).to_pydict()
    assert table["community_id"] == expected[0].ravel().tolist()
    assert table["score"] == expected[1].ravel().tolist()
    with pytest.raises(InputError, match="csv, parquet"):
        ranker.rank_into(tmp_path / "other", SEEKERS, 5, form="xml")


def dies_once(marker: str, number: int) -> int:
    """Work whose process is killed in the middle the first time."""
    if not Path(marker).exists():
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_a_worker_that_is_killed_loses_nothing(
    ranker: cm.PartnerRanker, expected: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from citymatch.ranking import stream

    lost: list[str] = []

    def at_first_a_dying_worker(work: Any, items: Any, n_jobs: int, backend: str | None) -> Any:
        if not lost:
            yield work(*items[0])
            lost.append("a worker")
            list(shared_out(dies_once, [(str(tmp_path / "marker"), 1)] * 4, 2, "loky"))
        yield from shared_out(work, items, n_jobs, backend)

    monkeypatch.setattr(stream, "shared_out", at_first_a_dying_worker)
    got = ranker.rank_into(tmp_path / "run", SEEKERS, 5, piece=3, n_jobs=2, backend="loky")
    assert lost and got.finished
    assert [row[2] for row in rows_of(tmp_path / "run")] == expected[0].ravel().tolist()


def test_a_run_that_is_killed_leaves_whole_files_and_goes_on(
    ranker: cm.PartnerRanker, expected: Any, tmp_path: Path
) -> None:
    script = (
        "import sys, citymatch as cm\n"
        "cm.PartnerRanker('default', country='IT,JP,MX', as_of='2026-01-01').fit()"
        f".rank_into(sys.argv[1], {SEEKERS!r}, 5, piece=1)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(tmp_path)]) as run:
        deadline = time.monotonic() + 120
        while not list(tmp_path.glob("part-*.csv")) and run.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        run.kill()
    there = len(list(tmp_path.glob("part-*.csv")))
    stream = ranker.rank_into(tmp_path, SEEKERS, 5, piece=1)
    assert 0 < there == stream.done_before
    assert [row[2] for row in rows_of(tmp_path)] == expected[0].ravel().tolist()
