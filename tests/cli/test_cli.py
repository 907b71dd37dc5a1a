"""The command: what it prints, what it writes, and its exit codes."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from citymatch.cli import main


def test_rank_gives_json_of_the_fixed_form(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rank", "Pinole, California", "--policy", "pinole", "--top", "3", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["policy"] == "pinole"
    assert answer["seeker"]["community_id"] == "geonames:5383187"
    ranks = [result["rank"] for result in answer["results"]]
    assert len(ranks) == 3 and ranks[0] == 1 and ranks == sorted(set(ranks))
    wanted = {
        "rank", "score", "tied", "best_case", "coverage", "community_id", "geonameid", "name", "admin1", "country",
        "population", "latitude", "longitude", "contributions", "reasons",
    }  # fmt: skip
    assert wanted <= set(answer["results"][0])
    assert sum(answer["results"][0]["contributions"].values()) == answer["results"][0]["score"]


@pytest.mark.parametrize("format", ["table", "csv", "geojson"])
def test_rank_in_every_format_names_the_first(format: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rank", "Pinole, California", "--top", "1", "--format", "json"]) == 0
    first = json.loads(capsys.readouterr().out)["results"][0]["name"]
    assert main(["rank", "Pinole, California", "--top", "1", "--format", format]) == 0
    assert first in capsys.readouterr().out


def test_batch_writes_whole_files_and_the_errata_are_notes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["batch", "--output", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert "66 communities ranked" in printed
    assert "Trumansburg" in printed and "Miami" in printed
    assert len(list(tmp_path.glob("*.json"))) == 66
    with (tmp_path / "overview.csv").open(newline="", encoding="utf-8") as file:
        overview = list(csv.DictReader(file))
    assert len(overview) == 660
    assert {row["country"] for row in overview}.isdisjoint({"US"})
    with (tmp_path / "unresolved.csv").open(newline="", encoding="utf-8") as file:
        assert {row["input"] for row in csv.DictReader(file)} == {"Miami, Ohio", "Trumansburg, New Jersey"}


def test_a_batch_with_a_bad_line_does_the_rest_and_exits_3(tmp_path: Path) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text("Pinole, California\nNowhereville, Ohio\n", encoding="utf-8")
    assert main(["batch", str(listed), "--top", "2", "--output", str(tmp_path / "out")]) == 3
    assert (tmp_path / "out" / "pinole-california.csv").exists()
    assert "Nowhereville" in (tmp_path / "out" / "unresolved.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rank", "Springfield"], "geonames:"),
        (["rank", "Nowhereville, Ohio"], "Nowhereville"),
        (["rank", "Pinole, California", "--policy", "pinol"], "pinole"),
        (["rank", "Pinole, California", "--country", "Atlantis"], "Atlantis"),
        (["rank", "Pinole, California", "--as-of", "yesterday"], "yesterday"),
        (["batch", "no-such-file.csv"], "no-such-file.csv"),
        (["resolve", "no-such-file.csv"], "no-such-file.csv"),
        (["explain", "Pinole, California", "Nowhereville, Greece"], "Nowhereville"),
    ],
)
def test_bad_input_is_one_clear_line_and_exit_2(
    arguments: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert "Traceback" not in captured.err
    assert not captured.out


@pytest.mark.parametrize("top", ["0", "-3", "many"])
def test_a_top_that_is_no_positive_number_is_refused(top: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["rank", "Pinole, California", "--top", top])
    assert stopped.value.code == 2
    assert "--top" in capsys.readouterr().err


def test_empty_wrongly_encoded_and_columnless_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, content in (
        ("empty.csv", b""),
        ("garbled.csv", b"name\na \x81 \x8d b \x90\n"),
        ("odd.csv", b"a,b\n1,2\n"),
    ):
        (tmp_path / name).write_bytes(content)
        assert main(["batch", str(tmp_path / name), "--output", str(tmp_path / "out")]) == 2
        assert name in capsys.readouterr().err
    assert not list((tmp_path / "out").glob("*")) if (tmp_path / "out").exists() else True


def test_a_directory_that_cannot_be_written_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert main(["batch", "--output", str(tmp_path / "file")]) == 2
    assert "file" in capsys.readouterr().err


def test_partners_of_norman(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["partners", "Norman, Oklahoma", "--format", "json"]) == 0
    names = {row["name"] for row in json.loads(capsys.readouterr().out)["partners"]}
    assert {"Clermont-Ferrand", "Colima", "Seika", "Arezzo"} <= names


def test_explain_prints_the_position(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "Pinole, California", "Clermont-Ferrand, France"]) == 0
    assert "Rank" in capsys.readouterr().out


def test_a_long_list_is_streamed_and_taken_up_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "list.txt").write_text("Oxford, Ohio\nGreen, Ohio\nNo Such Town, Ohio\n", encoding="utf-8")
    call = [
        "batch",
        str(tmp_path / "list.txt"),
        "--stream",
        "csv",
        "--top",
        "3",
        "--output",
        str(tmp_path / "out"),
    ]
    assert main(call) == 3
    first = capsys.readouterr().out
    assert "2 communities ranked; 1 files" in first and "No Such Town" in first
    assert main(call) == 3
    assert "1 of them there before" in capsys.readouterr().out
    assert len((tmp_path / "out" / "part-00000.csv").read_text("utf-8").splitlines()) == 7
    assert main([*call[:-1], str(tmp_path / "out"), "--country", "JP"]) == 2
    assert "holds another run" in capsys.readouterr().err


def test_a_table_needs_neither_pandas_nor_scikit_learn_nor_scipy() -> None:
    script = (
        "import sys\nfrom citymatch.cli import main\nmain(['rank', 'Pinole, California'])\n"
        "heavy = {'pandas', 'sklearn', 'scipy', 'matplotlib', 'geopy', 'joblib'} & set(sys.modules)\n"
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Pinole" in done.stdout


def test_a_misspelt_option_names_the_nearest_one(capsys: pytest.CaptureFixture[str]) -> None:
    for wrong, right in (("--contry", "--country"), ("--atributes=mine.csv", "--attributes")):
        with pytest.raises(SystemExit) as stop:
            main(["rank", "Pinole, California", wrong])
        assert stop.value.code == 2
        assert f"did you mean {right}?" in capsys.readouterr().err


def test_python_m_citymatch_is_the_command(tmp_path: Path) -> None:
    list_ = tmp_path / "list.txt"
    list_.write_text("Havanna, Illinois\nSpringfield\n")
    call = [sys.executable, "-m", "citymatch", "resolve", str(list_), "--format", "json"]
    found = subprocess.run(call, capture_output=True, text=True, timeout=120)
    assert [line["name"] for line in json.loads(found.stdout)] == ["Havana", None]
    assert found.returncode == 3  # the second line is ambiguous
