"""Nothing raw reaches the terminal, no character is lacking, and no argument or list ends in a traceback."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citymatch.cli import main

Said = Callable[..., tuple[int, str, str]]
ESCAPE = "\x1b[31mred\x1b]0;title\x07\x9b2J\u202e"
OURS = ("--candidates", "ours.txt")
CODES = {0, 2, 3}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("ours.txt").write_text("Seika, Japan\nColima, Mexico\nArezzo, Italy\n", encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> tuple[int, str, str]:
    """The command in this process, with streams of its own."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main(arguments)
        except SystemExit as stopped:
            code = int(stopped.code or 0)
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode())  # type: ignore[attr-defined]
    return code, texts[0], texts[1]


def raw(text: str) -> set[str]:
    """The control characters in a text, and those that turn its direction, but for tab and the end of a line."""
    turning = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    return {c for c in text if (unicodedata.category(c) == "Cc" and c not in "\n\t") or c in turning}


@pytest.mark.parametrize(
    "arguments",
    [
        ("resolve", "list.txt"), ("resolve", "list.txt", "--format", "csv"),
        ("resolve", "list.txt", "--format", "json"),
        ("resolve", f"{ESCAPE}.txt"), ("rank", ESCAPE), ("rank", "Pinole, California", "--policy", ESCAPE),
        ("rank", "Pinole, California", f"--{ESCAPE}"), ("rank", "Pinole, California", "--country", ESCAPE),
        ("rank", "Pinole, California", *OURS, "--exclude", f"{ESCAPE}.csv"), ("partners", ESCAPE), ("profile", ESCAPE),
        ("batch", "list.txt", *OURS, "--output", "o"), ("batch", "list.txt", *OURS, "--output", f"o{ESCAPE}"),
        ("explain", "Pinole, California", ESCAPE), (ESCAPE,), ("policy", "check", "bad.toml"),
        ("rank", f"Pinole{ESCAPE}, California", *OURS),
    ],
)  # fmt: skip
def test_no_escape_sequence_reaches_the_terminal(arguments: tuple[str, ...]) -> None:
    # nothing raw: a list, a file's name, an argument
    Path("list.txt").write_text(
        f"Pinole, California\nPinole{ESCAPE}, California\n{ESCAPE}\n", encoding="utf-8"
    )
    Path("bad.toml").write_text('name = "a\\u001b[2Jb"\n', encoding="utf-8")
    code, out, err = run(*arguments)
    assert code in CODES and not raw(out + err)
    if "json" in arguments:
        assert ESCAPE in json.loads(out)[2]["input"] or json.loads(out)


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
@pytest.mark.parametrize(
    "arguments",
    [("resolve", "l.txt"), ("resolve", "l.txt", "--format", "json"), ("partners", "Łódź, Poland")],
)
def test_a_terminal_without_the_characters_gets_marks_and_one_word(
    arguments: tuple[str, ...], encoding: str
) -> None:
    Path("l.txt").write_text("Łódź, Poland\nŌsaka, Japan\nHà Nội, Viet Nam\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "citymatch.cli", *arguments], capture_output=True, check=False,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
    )  # fmt: skip
    told = done.stderr.decode(encoding)
    assert done.returncode in CODES and "Traceback" not in told
    assert b"?" in done.stdout and told.count("does not have are written as ?") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("rank", "geonames:abc"), ("rank", "geonames:"), ("partners", "geonames:99999999999999999999"),
        ("rank", "us-county:abc"), ("rank", "unit:XX:"), ("rank", "us-state:ZZ"), ("rank", "a\0b"),
        ("batch", "a\0b"), ("rank", "Pinole, California", *OURS, "--output", "a\0.csv"), ("rank", "x" * 5000),
        ("rank", "Pinole, California", *OURS, "--output", "x" * 300 + ".csv"), ("rank", ""), ("rank", ","),
        ("rank", "Pinole, California", *OURS, "--output", "x.pdf"), ("rank", "-122.3,38.0", *OURS),
        ("explore", "Pinole, California", *OURS, "--output", "x.pdf"), ("batch", "ours.txt", "--output", "r.xlsx"),
        ("profile", "Pinole, California", "--output", "x.json"), ("rank", "Pinole, California", "--country", "Korea"),
        ("memo", "Pinole, California", "a", "b", "c", "--output", "x.pdf"), ("rank", "--", "-122.3,38.0"),
        ("rank", "Pinole, California", "--top", "9" * 5000), ("rank", "Pinole, California", "--per-country", "²"),
        ("policy", "new", "x.toml", "--weight", "water=" + "1" * 500), ("rank", "Pinole, California", "--as-of", "x"),
        ("rank", "Pinole, California", "--population", "9" * 400), ("policy", "weigh", "a:b=1e999"),
        ("policy", "weigh", "a:b=1/0"), ("policy", "weigh", "a:b=" + "1" * 5000),
    ],
)  # fmt: skip
def test_what_cannot_be_is_one_clear_message(arguments: tuple[str, ...]) -> None:
    # nothing raw, input-rules-differ: exit code 2, and a line that begins with the command's name
    code, out, err = run(*arguments)
    assert code == 2 and out == "" and err.startswith("citymatch: ") and "Traceback" not in err
    assert list(Path().glob("*")) == [Path("ours.txt")], "nothing is half written"


def test_a_line_of_260_characters_stops_no_batch() -> None:
    # nothing lost: one long or bad name among others
    from citymatch.places import community

    long = community(name="x" * 260, latitude=44.0, longitude=4.0, population=5000, country="FR")
    import citymatch as cm

    written = cm.batch([long, "Pinole, California", "y" * 260], top=1, candidates=["Seika, Japan"]).save("o")
    assert all(len(path.name) <= 90 for path in written)
    assert [path.suffix for path in written].count(".json") == 2 and Path("o/unresolved.csv").exists()
    Path("l.txt").write_text("x" * 260 + "\nPinole, California\n",
                             encoding="utf-8")  # fmt: skip
    code, out, _ = run("batch", "l.txt", *OURS, "--output", "p")
    assert code == 3 and "1 communities ranked" in out


def test_a_weight_of_500_zeros_is_an_error_at_its_field() -> None:
    # policy: numbers that no float holds
    for zeros in (500, 5000):
        Path("p.toml").write_text(
            f'name = "p"\n[[criteria]]\nextractor = "size"\nweight = 1{"0" * zeros}\n', "utf-8"
        )
        code, _, err = run("rank", "Pinole, California", *OURS, "--policy", "p.toml")
        assert code == 2 and err.startswith("citymatch: p.toml") and len(err) < 300


COMMANDS = [
    "resolve",
    "rank",
    "explain",
    "compare",
    "partners",
    "batch",
    "memo",
    "application",
    "countries",
    "mutual",
    "profile",
]
WORDS = st.one_of(
    st.text(max_size=30),
    st.sampled_from([
        "Pinole, California", "Seika, Japan", "Springfield", "geonames:abc", "5383187", "38.0, -122.3", "-33,151",
        "--top", "--country", "Korea", "--exclude", "ours.txt", "l.txt", "--policy", "pinole", "--format", "json",
        "csv", "-", "\x1b[2J",
        "--output", "us-county:06013", "\ud800", "--as-of", "--per-country", "0",
    ]),
)  # fmt: skip


@settings(
    max_examples=60, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(command=st.sampled_from(COMMANDS), words=st.lists(WORDS, max_size=4), text=st.text(max_size=80))
def test_no_argument_and_no_list_ends_in_a_traceback(command: str, words: list[str], text: str) -> None:
    Path("l.txt").write_text(text, encoding="utf-8", errors="replace")
    if command in ("rank", "explain", "memo", "application", "countries", "batch"):
        words = [*words, "--candidates=ours.txt"]
    with contextlib.redirect_stdout(io.StringIO()):
        code, out, err = run(command, *[word for word in words if word != "-"])
    assert code in CODES and not raw(out + err) and "Traceback" not in err


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    text=st.lists(st.one_of(st.text(max_size=60), st.just("Pinole, California")), max_size=6).map("\n".join)
)
def test_any_list_is_read_or_refused_in_a_line(text: str) -> None:
    Path("l.txt").write_text(text, encoding="utf-8", errors="replace")
    for form in ("table", "csv", "json"):
        code, out, err = run("resolve", "l.txt", "--format", form)
        assert code in CODES and not raw(out + err) and "Traceback" not in err
        if code != 2 and form == "json":
            json.loads(out)
