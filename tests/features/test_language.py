"""Shared language, with a quotient worked by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from citymatch.features.language import SharedLanguage, languages_of
from citymatch.testing import ExtractorConformance

LAREDO = {"name": "Laredo", "country": "US", "admin1": "TX"}
NORWICH = {"name": "Norwich", "country": "GB", "admin1": "ENG"}


def measure(seeker: dict[str, object], *countries: str) -> list[float]:
    return SharedLanguage().measure(seeker, pd.DataFrame({"country": list(countries)})).tolist()


class TestConformance(ExtractorConformance):
    extractor = SharedLanguage()
    seeker = LAREDO
    candidates = pd.DataFrame({"name": ["Colima", "Seika", "Galway"], "country": ["MX", "JP", "IE"]})
    unknown_row = {"country": "HU"}
    unknown_seeker = {"admin1": "VT"}


def test_spanish_in_texas() -> None:
    """7,836,986 of 26,691,064 Texans speak Spanish at home, and 41,028,328 of 293,483,623 Americans."""
    assert measure(LAREDO, "CU")[0] == pytest.approx(
        7_836_986 / (41_028_328 * 26_691_064 / 293_483_623 + 50), rel=1e-4
    )
    assert "7,836,986 people speak Spanish" in SharedLanguage().reason(LAREDO, {"country": "CU"})


def test_english_tells_little() -> None:
    for state in ("TX", "OH", "NY", "MO"):
        english = measure({"country": "US", "admin1": state}, "AU")[0]
        assert 0.7 < english < 1.3


def test_french_in_louisiana_and_german_learnt_at_school() -> None:
    louisiana = {"country": "US", "admin1": "LA"}
    assert measure(louisiana, "FR")[0] > 3
    assert "fr" not in [language.code for language in languages_of("DE")]
    assert [language.code for language in languages_of("BR")] == ["pt"]


def test_a_small_language_is_said_to_be_counted_in_a_group() -> None:
    reason = SharedLanguage().reason(LAREDO, {"country": "TR"})
    assert "Turkish or a language that the Census counts with it" in reason


def test_abroad_an_official_language_in_common_counts_most() -> None:
    assert measure(NORWICH, "AU", "JP") == [4.0, 0.5]
    assert SharedLanguage().similarity(NORWICH, pd.DataFrame({"country": ["AU", "JP"]})).tolist() == [
        1.0,
        0.0,
    ]
    assert "official language in common" in SharedLanguage().reason(NORWICH, {"country": "AU"})


@pytest.mark.parametrize(
    ("country", "language"),
    [("CZ", "de"), ("AT", "en"), ("FR", "es"), ("DE", "fr"), ("AT", "it"), ("LU", "pt"), ("BG", "ru")],
)
def test_a_language_that_many_learn_at_school_is_not_that_of_a_country(country: str, language: str) -> None:
    assert language not in [each.code for each in languages_of(country)]
