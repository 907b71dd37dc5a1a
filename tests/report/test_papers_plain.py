"""What a clerk reads aloud from a paper: no codes, days in words, who signs and from whom the figures are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from citymatch import Ranking, explain, rank

DAY = "2026-03-01"
ID = re.compile(r"\b(geonames|unit|us-county|us-state):")
ISO = re.compile(r"\b20\d\d-\d\d-\d\d\b")

ENGLISH_COUNCILS = (
    "its own town or parish council if it has one, or else the district or unitary council around it; which of them is "
    "in no table here"
)


@pytest.fixture(scope="module")
def marquette() -> Ranking:
    return rank("Marquette, Michigan", top=3, as_of=DAY)


@pytest.fixture(scope="module")
def beaufort() -> Ranking:
    return rank("Beaufort, South Carolina", top=3, as_of=DAY)


def test_no_paper_shows_an_id_or_a_day_as_programs_write_it(marquette: Ranking) -> None:
    # Marquette has a township of its name, of 4,143 people by the Census of 2020: that is told without its code.
    for paper in (marquette.memo(), marquette.application("Kemi, Finland")):
        text = paper.to_markdown()
        assert "the township of that name is another government (4,143 people)" in text
        assert not ID.search(text) and not ISO.search(text) and "1 March 2026" in text


def test_a_note_on_how_the_town_was_read_stands_once_and_names_the_town(marquette: Ranking) -> None:
    text = marquette.memo().to_markdown()
    assert text.count("is another government") == 1
    assert "Marquette, Michigan: the township of that name" in text


def test_the_source_beside_a_figure_is_the_one_that_it_is_from(marquette: Ranking) -> None:
    # Finland's people are Eurostat's and those of a US city the Census's, so that GeoNames is named for neither.
    text = marquette.application("Kemi, Finland").to_markdown()
    row = next(line for line in text.splitlines() if line.startswith("| Unit of government and its people"))
    assert row.rstrip(" |").endswith("Eurostat GISCO LAU 2020; US Census 2020")


def test_a_town_of_no_known_kind_is_not_told_that_nothing_is_on_record_of_it(beaufort: Ranking) -> None:
    # Beaufort, a port of 1711 on an island, is in no table of ports: that is what the paper may say, and no more.
    told = beaufort.memo().to_markdown() + beaufort.application("Whitby, England").to_markdown()
    assert "nothing on record" not in told and "| Character" not in told
    assert re.search(r"\| Port, capital, island or the like \| a seaport \| none on record \|", told)


def test_an_explanation_and_a_memo_say_the_same_of_who_signs() -> None:
    for place, signs in (
        (
            "Whitby, England",
            ENGLISH_COUNCILS,
        ),
        ("Beaufort, Malaysia", "city, municipal or district council (majlis bandaraya, perbandaran, daerah)"),
    ):
        lines = explain("Beaufort, South Carolina", place, as_of=DAY).text.splitlines()
        assert f"Who signs: {signs}." in lines
        assert sum(line.startswith("People: ") for line in lines) == 1


def test_a_caution_that_leaves_a_place_out_is_said_once() -> None:
    text = explain("Marquette, Michigan", "Murmansk, Russia", as_of=DAY).text
    assert text.count("Russia wages war on Ukraine") == 1 and text.count("Excluded:") == 1


def test_the_nearest_airport_is_named_with_its_country_and_is_not_the_large_one(marquette: Ranking) -> None:
    # Salzburg's airport, over the border, is 18 km from Berchtesgaden; Munich's, the nearest large one, 121 km.
    text = marquette.application("Berchtesgaden, Germany").to_markdown()
    assert (
        "| Nearest airport with scheduled flights in the tables | Salzburg Airport in Austria, 18 km |"
        in text
    )
    assert "| Nearest large airport | Munich Airport, 121 km |" in text
    assert "international airport" not in text.casefold().replace("international airport,", "")


def test_two_towns_of_one_name_are_told_apart_by_their_county(marquette: Ranking) -> None:
    # England has a St Ives in Cornwall and one in Cambridgeshire.
    told = explain("Marquette, Michigan", "St Ives, Cornwall, England", as_of=DAY)
    assert told.label == "St Ives, Cornwall, England, United Kingdom"
    assert explain("Marquette, Michigan", told.label, as_of=DAY).community_id == "geonames:2638778"


def test_a_paper_cites_no_page_and_no_command(marquette: Ranking) -> None:
    text = marquette.memo().to_markdown() + marquette.application("Kemi, Finland").to_markdown()
    assert "docs/" not in text and "citymatch policy" not in text


def test_what_a_caution_leaves_out_does_not_depend_on_the_rules_of_the_policy(tmp_path: Path) -> None:
    # Only the occupied parts of Ukraine are barred, whether a rule leaves out the rest of it or not.
    policy = tmp_path / "safe.toml"
    policy.write_text(
        'name = "safe"\ntitle = "Safe"\n[[criteria]]\nextractor = "size"\nweight = 1\n'
        '[[rules]]\nid = "no-danger"\ntext = "No danger"\nstrength = "must"\ntest = "similarity"\n'
        'extractor = "safety"\nat_least = 1\nwaivable_by = "library board"\n'
    )
    notes = rank("Rockland, Maine", policy=policy, top=1, as_of=DAY).result.notes
    assert any("in parts of Ukraine" in note for note in notes)
    assert any("(the library board may waive it)" in note for note in notes)
