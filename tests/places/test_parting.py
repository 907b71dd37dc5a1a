"""Lines that hold several communities, and headings with their communities below."""

from __future__ import annotations

from pathlib import Path

import pytest

from citymatch.places import read, resolve, resolve_many
from citymatch.places.parting import one_entry, several

THREE = ["Seika, Japan", "Colima, Mexico", "Arezzo, Italy"]


@pytest.mark.parametrize(
    ("line", "parts"),
    [  # list-in-a-line
        ("Our sister cities are Seika (Japan), Colima (Mexico) and Arezzo (Italy).", THREE),
        ("Sister cities: Seika (Japan); Colima (Mexico); Arezzo (Italy)", THREE),
        ("We are twinned with Seika, Japan; Colima, Mexico; and Arezzo, Italy.", THREE),
        ("Seika, Japan; Colima, Mexico; Arezzo, Italy", THREE),
        ("Seika, Japan, Colima, Mexico and Arezzo, Italy", THREE),
        ("- Seika (Japan, 1999), Colima (Mexico), Arezzo (Italy)", THREE),
        ("Tulsa, Oklahoma / Celle, Germany", ["Tulsa, Oklahoma", "Celle, Germany"]),
        ("Norman, Oklahoma <-> Clermont-Ferrand, France", ["Norman, Oklahoma", "Clermont-Ferrand, France"]),
        ("Tulsa, Oklahoma ↔ Celle, Germany", ["Tulsa, Oklahoma", "Celle, Germany"]),
        ("Tulsa, Oklahoma - Celle, Germany", ["Tulsa, Oklahoma", "Celle, Germany"]),
        ("Tulsa, Oklahoma – Celle, Germany (1980)", ["Tulsa, Oklahoma", "Celle, Germany"]),
        ("Tulsa, Oklahoma and Celle, Germany", ["Tulsa, Oklahoma", "Celle, Germany"]),
        ("Tulsa, Oklahoma & Celle, Germany", ["Tulsa, Oklahoma", "Celle, Germany"]),
        ("Tulsa, Oklahoma/Celle, Germany", ["Tulsa, Oklahoma", "Celle, Germany"]),
        ("Tulsa -> Celle", ["Tulsa", "Celle"]),
        ("1. Celle, Germany 2. Tulsa, Oklahoma", ["Celle, Germany", "Tulsa, Oklahoma"]),
        ("Germany: Celle, Aachen and Köln", ["Celle, Germany", "Aachen, Germany", "Köln, Germany"]),
        ("Seika; Guadalajara", ["Seika", "Guadalajara"]),
    ],
)
def test_several_in_a_line(line: str, parts: list[str]) -> None:
    assert several(line) == parts


@pytest.mark.parametrize(
    "line",
    [
        "Paris; France", "Paris; Texas; USA", "Brighton and Hove, England", "Trinidad and Tobago",
        "Gig Harbor/Pierce, WA",
        "Biel/Bienne, Switzerland", "Pinole, Contra Costa County, California, USA", "Seika, Kyoto, Japan",
        "Seika (Japan)",
        "Frankfurt (Oder), Brandenburg (Germany)", "Tulsa — Oklahoma, USA", "Saint-Denis - Réunion",
        "New York, New York",
        "Bosnia and Herzegovina",
        "Japan: Seika, Kyoto",
        "Japan: Seika",
        "38:00:16 N, 122:17:56 W", "Neustadt (Aisch) (Bavaria)",
    ],
)  # fmt: skip
def test_one_in_a_line(line: str) -> None:
    assert several(line) == []


def test_an_entry_is_a_name_and_its_region() -> None:
    assert one_entry("and **Celle** (Germany), 1980") == "Celle, Germany"
    assert one_entry("Celle") == one_entry("the text, Germany") == one_entry("Celle, Tulsa") == ""


def test_each_is_an_entry_of_a_list_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("Pinole, California\nTulsa, Oklahoma / Celle, Germany\n", "utf-8")
    found = resolve_many(path)
    assert [each.community.geonameid for each in found if each.community] == [5383187, 4553433, 2940213]
    assert [each.line for each in found] == [1, 2, 2]
    assert found[2].note.startswith("one of 2 in the line 'Tulsa, Oklahoma / Celle, Germany'")


def test_a_text_alone_lists_them() -> None:
    found = resolve("Tulsa, Oklahoma / Celle, Germany")
    assert (found.status, [each.geonameid for each in found.candidates]) == ("ambiguous", [4553433, 2940213])
    assert "the line holds 2 communities" in found.note


@pytest.mark.parametrize(
    "text",
    [  # list-in-a-line: names below a country
        "Mexico\n  Guadalajara\n  Colima\nJapan\n  Seika\n",
        "Mexico\n- Guadalajara\n- Colima\nJapan\n- Seika\n",
        "Mexico:\nGuadalajara\nColima\n\nJapan:\nSeika\n",
        "Mexico\nGuadalajara\nColima\n\nJapan\nSeika\n",
        "## Mexico\n\n* Guadalajara (1998)\n* Colima\n\n## Japan\n\n* Seika\n",
        "**Mexico**\n\n1. Guadalajara\n2. Colima\n\n**Japan**\n\n1. Seika\n",
        "🇲🇽 Mexico\n\tGuadalajara\n\tColima\n🇯🇵 Japan\n\tSeika\n",
    ],
)
def test_a_heading_gives_its_region(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.txt"
    path.write_text(text, "utf-8")
    entries = read(path)
    assert [entry.text for entry in entries] == ["Guadalajara, Mexico", "Colima, Mexico", "Seika, Japan"]
    assert any("read as headings" in remark for remark in entries[0].remarks)


def test_a_country_among_names_is_no_heading(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("Luxembourg\nParis\nBerlin\n", "utf-8")
    assert [entry.text for entry in read(path)] == ["Luxembourg", "Paris", "Berlin"]
    path.write_text("California\n  Pinole\n  Seika, Japan\nOregon\n  Albany\n", "utf-8")
    assert [entry.text for entry in read(path)] == ["Pinole, California", "Seika, Japan", "Albany, Oregon"]
