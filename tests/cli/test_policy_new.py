"""`citymatch policy new` at a terminal and in a pipe: nothing that was answered is lost."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

import citymatch as cm
from citymatch.cli import main

PINOLE = "geonames:5383187"


class Answers(io.StringIO):
    """A stream of answers; a "^C" among them is an interrupt, and it may be a terminal."""

    def __init__(self, lines: list[str], terminal: bool = False):
        super().__init__("".join(f"{line}\n" for line in lines))
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def readline(self, *size: int) -> str:  # type: ignore[override]
        line = super().readline()
        if line == "^C\n":
            raise KeyboardInterrupt
        return line


@pytest.fixture
def new(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)

    def run(lines: list[str], *more: str, terminal: bool = False) -> tuple[int, str, str]:
        answers = Answers(lines, terminal)
        monkeypatch.setattr("sys.stdin", answers)

        def typed(question: str) -> str:
            print(question, end="")
            line = answers.readline()
            if not line:
                raise EOFError
            return line

        monkeypatch.setattr("builtins.input", typed)
        code = main(["policy", "new", "my town.toml", *more])
        return (code, *capsys.readouterr())

    return run


def test_a_pipe_of_answers_becomes_a_policy_that_check_and_rank_accept(new, capsys) -> None:  # type: ignore[no-untyped-def]
    code, out, err = new(["Pinole, California", "m", *[""] * 10])
    assert (code, err) == (0, "")
    assert "Pinole has 19,022 people (2020)" in out and "(n)o [important]: m\n" in out, "answers are shown"
    assert out.endswith(
        "\nmy town.toml: written. See what it says: citymatch policy show my town.toml\n"
        "Kept as must-rules: No war, embargo or advice against travel there [no-danger]; Formal diplomatic relations "
        "with the United States [relations]. To strike one out, take its [[rules]] part out of the file.\n"
        'Use it: citymatch rank "Pinole, California" --policy my town.toml\n'
    )
    assert not Path("my town.toml.draft").exists()
    policy = cm.load_policy("my town.toml")
    assert (policy.name, policy.community, policy.weights["size"]) == ("my-town", PINOLE, 4 / 12)
    assert main(["policy", "check", "my town.toml"]) == 0 and "hint" not in capsys.readouterr().out
    assert (
        main(["rank", "Pinole, California", "--policy", "my town.toml", "--country", "JP", "--format", "csv"])
        == 0
    )


@pytest.mark.parametrize(("last", "how"), [([], "the answers ended"), (["^C"], "stopped")])
@pytest.mark.parametrize("terminal", [True, False])
def test_broken_off_the_answers_are_kept_and_taken_up_again(
    new, last: list[str], how: str, terminal: bool
) -> None:  # type: ignore[no-untyped-def]
    code, _, err = new(["Pinole, California", "m", "n", *last], terminal=terminal)
    assert code == 2 and err == (
        f"\ncitymatch: {how} after 3 of 12 questions; the answers are kept in my town.toml.draft: "
        "citymatch policy new my town.toml --resume goes on from there\n"
    )
    assert not Path("my town.toml").exists()
    kept = json.loads(Path("my town.toml.draft").read_text("utf-8"))["answers"]
    assert kept == {"town": PINOLE, "size": "most important", "water": "no"}
    if terminal:
        code, out, _ = new(["", *[""] * 9], terminal=True)
        assert code == 0 and "holds 3 answers from before. Go on from them? [yes]: " in out
    else:
        code, _, err = new([""] * 12)
        assert code == 2 and "--resume goes on from them, --fresh begins anew" in err
        assert Path("my town.toml.draft").exists()
        code, out, _ = new([""] * 9, "--resume")
    assert code == 0 and "\n4 of 12. " in out and "\n3 of 12. " not in out
    assert cm.load_policy("my town.toml").weights["size"] == 0.4  # 4 of 4 + 1 + 1 + 2 + 1 + 1, and water none
    assert not Path("my town.toml.draft").exists()


def test_a_draft_may_be_left_out_of_account_and_lie_elsewhere(new) -> None:  # type: ignore[no-untyped-def]
    assert new(["Pinole, California"], "--draft", "kept.json")[0] == 2
    assert json.loads(Path("kept.json").read_text("utf-8"))["answers"] == {"town": PINOLE}
    code, out, _ = new(["no", "done"], "--draft", "kept.json", terminal=True)
    assert code == 0 and "\n1 of 12. " in out and cm.load_policy("my town.toml").community == ""
    assert not Path("kept.json").exists()
    Path("my town.toml").unlink()
    Path("my town.toml.draft").write_text("{")
    assert new(["done"])[0] == 2 and new(["done"], "--fresh")[0] == 0


def test_a_file_that_is_there_is_said_before_the_first_question(new) -> None:  # type: ignore[no-untyped-def]
    Path("my town.toml").write_text("name = 'kept'")
    code, out, err = new([""] * 12)
    assert (code, out) == (2, "") and "is there already" in err
    assert Path("my town.toml").read_text() == "name = 'kept'"


def test_a_town_given_by_a_flag_is_not_asked_for(new) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = new(["done"], "--community", "Pinole, California")
    assert code == 0 and "1 of 12" not in out and cm.load_policy("my town.toml").community == PINOLE


def test_a_crash_loses_nothing(new, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    from citymatch.policy.interview import Interview

    def broken(*_: object) -> str:
        raise RuntimeError("a fault")

    with monkeypatch.context() as faulty:
        faulty.setattr(Interview, "policy", broken)
        with pytest.raises(RuntimeError):
            new(["Pinole, California", "m", *[""] * 10])
    assert len(json.loads(Path("my town.toml.draft").read_text("utf-8"))["answers"]) == 12
    code, out, _ = new([], "--resume")
    assert (
        code == 0
        and out.count("\n12 of 12. ") == 1
        and cm.load_policy("my town.toml").weights["size"] == 4 / 12
    )
