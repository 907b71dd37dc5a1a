from __future__ import annotations

from pathlib import Path

import pytest

from citymatch import datasets
from citymatch.build.card import data_files, render, rows

FOLDER = Path(datasets.__file__).parent


def test_the_card_is_up_to_date() -> None:
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == render(FOLDER), (
        "run: python -m citymatch.build --card"
    )


def test_every_data_file_stands_on_the_card_with_its_rows_and_hash() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    for name in data_files(FOLDER):
        assert f"## {name}\n" in text
    assert text.count("- SHA-256: `") == len(data_files(FOLDER))


def test_rows_are_counted_by_what_a_file_holds() -> None:
    assert rows(FOLDER / "us_counties.csv") == 3152
    assert rows(FOLDER / "world.zip") > 255_000


def test_a_file_without_an_entry_is_refused(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "card.toml").write_text("table = []\n")
    (tmp_path / "towns.csv").write_text("name\nPinole\n")
    with pytest.raises(ValueError, match=r"no entry on the card for towns\.csv"):
        render(tmp_path)


def test_an_entry_without_terms_is_refused(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "card.toml").write_text(
        '[[table]]\nfile = "towns.csv"\ntitle = "Towns"\nsource = "us"\nyear = "2026"\n'
    )
    (tmp_path / "towns.csv").write_text("name\nPinole\n")
    with pytest.raises(ValueError, match="no 'terms'"):
        render(tmp_path)
