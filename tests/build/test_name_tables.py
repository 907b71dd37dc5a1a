"""Forms of names for the tables of countries and divisions."""

from __future__ import annotations

import pytest

from citymatch.build.country_terms import build_country_terms, languages
from citymatch.build.division_names import forms_of, kinds_in
from citymatch.build.tables import read_csv


@pytest.mark.parametrize(
    ("names", "kinds"),
    [
        (["Provincia de Jaén", "Provincia de Cádiz", "Provincia de Sevilla", "Madrid"], {"provincia"}),
        (["Gangwon-do", "Gyeonggi-do", "Jeollanam-do", "Seoul"], {"do"}),
        (["강원도", "경기도", "경상남도", "서울"], {"도"}),
        (
            ["North Unguja", "South Unguja", "North Pemba", "South Pemba"],
            set(),
        ),  # without it two would be alike
        (["Lower Saxony", "Saxony", "Bavaria"], set()),
    ],
)
def test_the_words_for_kinds_are_usual_and_tell_nothing_apart(names: list[str], kinds: set[str]) -> None:
    assert kinds_in(names) == kinds


def test_a_name_stands_in_full_and_without_its_kind() -> None:
    assert forms_of("Provincia de Cádiz", frozenset()) == {"provincia de cadiz", "cadiz"}
    assert forms_of("경기도", frozenset("도")) == {"경기도", "경기"}
    assert forms_of("Kyôto [Kioto]", frozenset()) == {"kyoto", "kioto"}


def test_languages_are_ones_own_and_widespread() -> None:
    own, widespread, shared = languages()
    assert {"de", "en"} <= own["DE"] and "pl" not in own["DE"]
    assert {"de", "ja", "pl"} <= widespread and "gv" not in widespread
    assert {"de", "es", "fr"} <= shared and "ja" not in shared


def test_names_of_countries_are_ranked(tmp_path) -> None:  # type: ignore[no-untyped-def]
    pytest.importorskip("pycountry")
    build_country_terms(tmp_path / "terms.csv.gz")
    ranks = {
        (row["countries"], row["rank"]): row["names"].split(";")
        for row in read_csv(tmp_path / "terms.csv.gz")
    }
    assert {"greece", "hellenic republic", "ελλαδα"} <= set(ranks["GR", "own"])
    assert "griechenland" in ranks["GR", "other"] and "greece" not in ranks["GR", "other"]
    assert "siam" in ranks["TH", "former"]
