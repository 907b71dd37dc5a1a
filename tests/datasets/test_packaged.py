"""What citymatch comes with, held against the data card: damage is said in one line, with the file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import citymatch
from citymatch.datasets.packaged import Altered, DamagedData, altered, compared, damage, hashes, packaged

PACKAGE = Path(citymatch.__file__).parent
Damage = Callable[[bytes], bytes]


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flipped(content: bytes) -> bytes:
    """A few bytes of the middle turned over."""
    at = len(content) // 2
    return content[:at] + bytes(255 - byte for byte in content[at : at + 64]) + content[at + 64 :]


def recoded(content: bytes) -> bytes:
    """Japan's code for that of Jamaica: every row still reads."""
    assert b"\nJP," in content
    return content.replace(b"\nJP,", b"\nJM,", 1)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as it is installed: without the sources and the workshop."""
    there = tmp_path_factory.mktemp("installed") / "citymatch"
    shutil.copytree(PACKAGE, there, ignore=shutil.ignore_patterns("source", "build", "__pycache__"))
    return there


@pytest.fixture
def data(copy: Path) -> Iterator[Path]:
    """Its data, which are whole again afterwards."""
    yield copy / "datasets"
    for path in (PACKAGE / "datasets").iterdir():
        if path.is_file():
            shutil.copyfile(path, copy / "datasets" / path.name)


def run(data: Path, *arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "citymatch.cli", *arguments], capture_output=True, check=False, text=True,
        encoding="utf-8", env={**os.environ, "PYTHONPATH": str(data.parents[1]), "PYTHONUTF8": "1"}, cwd=data,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


RANK = ("rank", "Truckee, California", "--top", "2")


@pytest.mark.parametrize(
    ("file", "harm"),
    [
        ("world.zip", cut), ("world.zip", flipped), ("world.zip", lambda _: b""),
        ("countries.csv", lambda _: b""), ("countries.csv", lambda content: content.replace(b"country,", b"land,", 1)),
        ("country_terms.csv.gz", cut), ("country_terms.csv.gz", lambda _: b"not packed"),
        ("common_ground.npz", cut), ("us_origins.npz", lambda _: b"PK"), ("partnerships_us.csv.gz", cut),
        ("closed_borders.csv", lambda _: b"\xff\xfe\xff"), ("state_trade.csv.gz", cut), ("who_signs.csv", None),
        ("world.zip", None),
    ],
)  # fmt: skip
def test_a_damaged_file_is_one_line_with_its_name(file: str, harm: Damage | None, data: Path) -> None:
    path = data / file
    if harm is None:
        path.unlink()
    else:
        path.write_bytes(harm(path.read_bytes()))
    code, out, err = run(data, *RANK)
    assert code == 2 and out == "" and err.count("\n") == 1 and err.startswith("citymatch: ") and file in err
    code, out, err = run(data, "doctor")
    assert (
        code == 2
        and f"file {file}" in out
        and err.startswith(f"citymatch: {path}: is ")
        and err.count("\n") == 1
    )


def test_a_changed_country_code_is_seen_by_the_doctor(data: Path) -> None:
    code, out, _ = run(data, "doctor")
    number = len(compared(data))
    assert code == 0 and f"all {number} are those of the data card" in out and number < len(hashes(data))
    path = data / "countries.csv"
    path.write_bytes(recoded(path.read_bytes()))
    code, out, err = run(data, "doctor")
    assert code == 2 and f"{number - 1} of {number} are those of the data card" in out
    assert (
        err
        == f"citymatch: {path}: is damaged: its hash is not that of the data card; install citymatch again\n"
    )
    assert altered(data) == [Altered("countries.csv", "is damaged: its hash is not that of the data card")]


@pytest.mark.parametrize("text", [None, "", "## world.zip\n", "- SHA-256: `" + "a" * 64 + "`\n"])
def test_a_card_that_says_nothing_is_damaged_itself(text: str | None, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "README.md").write_text(text, encoding="utf-8")
    with pytest.raises(DamagedData, match=r"README.md: the data card (cannot be read|is damaged); install"):
        hashes(tmp_path)
    assert isinstance(damage(tmp_path), DamagedData)


def test_an_error_in_whole_data_stays_the_error_that_it_is() -> None:
    @packaged
    def odd() -> None:
        raise KeyError("ours")

    assert damage() is None
    with pytest.raises(KeyError, match="ours"):
        odd()


def test_what_follows_from_damage_names_the_damaged_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from citymatch.cli import main
    from citymatch.cli.commands import partners
    from citymatch.datasets import packaged as module

    def odd(*_: object) -> int:
        raise KeyError("JP")

    monkeypatch.setattr(partners, "run", odd)
    with pytest.raises(KeyError):
        main(["partners", "Norman, Oklahoma"])
    monkeypatch.setattr(module, "damage", lambda: DamagedData("countries.csv: is damaged"))
    with pytest.raises(DamagedData, match=r"^countries\.csv: is damaged$"):
        packaged(odd)()
    capsys.readouterr()
    assert main(["partners", "Norman, Oklahoma"]) == 2
    assert capsys.readouterr().err == "citymatch: countries.csv: is damaged\n"
