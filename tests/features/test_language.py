"""Shared language, with a quotient worked by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from citymatch.datasets.ties import load_country_ties, load_state_languages
from citymatch.features.language import _GROUP_OF, SharedLanguage, languages_of
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
    assert "7,836,986 people in Texas speak Spanish" in SharedLanguage().reason(LAREDO, {"country": "CU"})


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


@pytest.mark.parametrize(
    ("country", "group", "said"),
    [
        ("AU", "Speak only English", "speak nothing else at home"),
        ("AR", "Spanish", "speak Spanish"),
        ("CN", "Chinese (incl. Mandarin, Cantonese)", "speak Chinese"),
        ("VN", "Vietnamese", "speak Vietnamese"),
        ("AE", "Arabic", "speak Arabic"),
        ("MC", "French (incl. Cajun)", "speak French"),
        ("KR", "Korean", "speak Korean"),
        ("RU", "Russian", "speak Russian"),
        ("LI", "German", "speak German"),
        ("BR", "Portuguese", "speak Portuguese"),
        ("SM", "Italian", "speak Italian"),
        ("PL", "Polish", "speak Polish"),
        ("JP", "Japanese", "speak Japanese"),
        ("BD", "Bengali", "speak Bengali at home"),
        ("GR", "Greek", "speak Greek"),
        ("HR", "Serbo-Croatian", "speak Serbo-Croatian at home"),
        ("ME", "Serbo-Croatian", "speak Serbo-Croatian at home"),
        ("AM", "Armenian", "speak Armenian"),
        ("KH", "Khmer", "speak Khmer"),
        (
            "ET",
            "Amharic, Somali, or other Afro-Asiatic languages",
            "speak Amharic or a language that the Census",
        ),
        (
            "AL",
            "Other Indo-European languages",
            "speak Albanian or a language that the Census counts with it",
        ),
        ("TR", "Other languages of Asia", "speak Turkish or a language that the Census counts with it"),
        ("NP", "Nepali, Marathi, or other Indic languages", "speak Nepali or a language that the Census"),
        (
            "ID",
            "Ilocano, Samoan, Hawaiian, or other Austronesian languages",
            "speak Indonesian or a language",
        ),
        (
            "CZ",
            "Ukrainian or other Slavic languages",
            "speak Czech or a language that the Census counts with it",
        ),
        (
            "LA",
            "Thai, Lao, or other Tai-Kadai languages",
            "speak Lao or a language that the Census counts with it",
        ),
    ],
)
def test_a_countrys_language_is_that_of_its_group_in_the_census(country: str, group: str, said: str) -> None:
    state, nation = load_state_languages("TX"), load_state_languages("US")
    expected = nation[group] * sum(state.values()) / sum(nation.values())
    assert measure(LAREDO, country)[0] == pytest.approx(state[group] / (expected + 50), rel=1e-9)
    told = SharedLanguage().reason(LAREDO, {"country": country})
    assert f"{state[group]:,.0f} people in Texas {said}" in told
    assert told.endswith(" (Census survey, 2018); how many in the town do is not known")


@pytest.mark.parametrize(
    ("country", "shares"),
    [
        # those who speak it over there weigh the groups
        ("PK", {"Urdu": ["ur"], "Punjabi": ["pa"], "Speak only English": ["en"],
                "Other Indo-European languages": ["ps"], "Nepali, Marathi, or other Indic languages": ["sd"]}),
        ("IN", {"Hindi": ["hi"], "Speak only English": ["en"]}),
        ("PH", {"Speak only English": ["en"], "Tagalog (incl. Filipino)": ["fil"],
                "Ilocano, Samoan, Hawaiian, or other Austronesian languages": ["ceb", "ilo"]}),
        ("HT", {"Haitian": ["ht"], "French (incl. Cajun)": ["fr"]}),
        ("AF", {"Persian (incl. Farsi, Dari)": ["fa"], "Other Indo-European languages": ["ps"]}),
        ("IL", {"Hebrew": ["he"], "Arabic": ["ar", "apc"]}),
        ("LK", {"Nepali, Marathi, or other Indic languages": ["si"], "Tamil": ["ta"]}),
        ("AW", {"Yiddish, Pennsylvania Dutch or other West Germanic languages": ["nl"]}),
        ("BW", {"Speak only English": ["en"],
                "Swahili or other languages of Central, Eastern, and Southern Africa": ["tn"]}),
        ("GH", {"Speak only English": ["en"],
                "Yoruba, Twi, Igbo, or other languages of Western Africa": ["ak", "ee"]}),
    ],
)  # fmt: skip
def test_several_languages_weigh_by_how_many_speak_them(country: str, shares: dict[str, list[str]]) -> None:
    state, nation = load_state_languages("TX"), load_state_languages("US")
    spoken = {language.code: language.share for language in languages_of(country)}
    weighted = total = 0.0
    for group, codes in shares.items():
        expected = nation[group] * sum(state.values()) / sum(nation.values())
        share = sum(spoken[code] for code in codes)
        weighted += share * state[group] / (expected + 50)
        total += share
    assert measure(LAREDO, country)[0] == pytest.approx(weighted / total, rel=1e-9)
    told = SharedLanguage().reason(LAREDO, {"country": country})
    assert ("taken together" in told) == (len(shares) > 1)


@pytest.mark.parametrize(
    ("language", "together_with"),
    [
        ("yo", "ig"), ("am", "so"), ("sq", "ro"), ("nl", "af"), ("tr", "az"), ("ne", "mr"), ("ilo", "sm"), ("uk", "be"),
        ("th", "lo"), ("ml", "kn"), ("sw", "rw"), ("fil", "tl"), ("zh", "yue"), ("ar", "arz"), ("de", "gsw"),
        ("fa", "prs"), ("sr", "hr"),
    ],
)  # fmt: skip
def test_languages_that_the_census_counts_together(language: str, together_with: str) -> None:
    assert _GROUP_OF[language] == _GROUP_OF[together_with] and _GROUP_OF[language] in load_state_languages(
        "US"
    )


def test_every_group_is_one_of_the_census() -> None:
    assert set(_GROUP_OF.values()) <= set(load_state_languages("US"))
    alone = {"gu": "Gujarati", "te": "Telugu", "pa": "Punjabi", "ta": "Tamil", "ur": "Urdu", "hi": "Hindi",
             "hmn": "Hmong", "he": "Hebrew", "ht": "Haitian"}  # fmt: skip
    assert {code: _GROUP_OF[code] for code in alone} == alone


def test_abroad_what_is_spoken_counts_less_than_what_is_official() -> None:
    # Belgium and Germany share German officially, Belgium and the Netherlands Dutch; Austria and Japan nothing
    assert measure({"country": "BE"}, "NL", "FR", "JP") == [4.0, 4.0, 0.5]
    told = SharedLanguage().reason
    assert (
        told({"country": "AT"}, {"country": "JP"}) == "Austria and Japan have no official language in common"
    )
    assert told({"country": "BE"}, {"country": "NL"}) == (
        "Belgium and the Netherlands have an official language in common"
    )
    spoken = [
        (one, other)
        for one, ties in load_country_ties().items()
        for other, tie in ties.items()
        if tie.spoken_language and not tie.official_language and "US" not in (one, other)
    ]
    one, other = spoken[0]
    assert measure({"country": one}, other) == [2.0]
    assert told({"country": one}, {"country": other}).startswith(
        "at least 9 % of the people speak the same language in "
    )
    assert np.isnan(measure({"country": "AT"}, "AT", "XX")).all()
    assert not SharedLanguage().knows({"country": "XX"}) and not SharedLanguage().knows({})


def test_english_in_common_is_said_to_be_little_and_a_line_names_its_language() -> None:
    """810,455 Californians speak Tagalog at home, and of ten thousand 3.9 times as many do as in the nation."""
    california, shared = {"country": "US", "admin1": "CA", "name": "Pinole"}, SharedLanguage()
    australia, philippines = {"country": "AU"}, {"country": "PH"}
    assert shared.reason(california, australia).startswith(
        "English is the only language in common with Australia, which says little; "
    )
    assert shared.reason(california, philippines).startswith(
        "810,455 people in California speak Tagalog at home: it is spoken 3.9 times as often there as nationwide"
    )
    assert "English" in shared.in_short(california, australia) and "English" in shared.brief(
        california, australia
    )
    assert shared.in_short(california, philippines) == (
        "Tagalog is spoken more in California than nationwide"
    )
    assert shared.brief(california, philippines) == (
        "Tagalog is spoken 3.9 times as often in California as nationwide"
    )


def test_where_english_is_the_main_language_in_common_it_is_not_said_to_be_the_only_one() -> None:
    told = SharedLanguage().reason(LAREDO, {"country": "IE"})
    assert told.startswith("English is the main language in common with Ireland")


def test_both_speak_english_where_the_census_tells_nothing_of_the_state_and_no_score_moves() -> None:
    # Maine and Vermont are not among the 39 states of the survey's table.
    shared, rockland = SharedLanguage(), {"country": "US", "admin1": "ME", "name": "Rockland"}
    assert not shared.knows(rockland)
    assert shared.known_anyway(rockland, {"country": "GB"}) == "English is spoken in the United Kingdom too"
    assert shared.known_anyway(rockland, {"country": "CA"}) == "English is spoken in Canada too"
    assert shared.known_anyway(rockland, {"country": "JP"}) == ""
    assert np.isnan(measure(rockland, "GB", "JP")).all()


def test_few_words_say_that_a_share_is_meant() -> None:
    brief = SharedLanguage().brief({"country": "US", "admin1": "IA"}, {"country": "DE"})
    assert brief == "German is spoken about as often in Iowa as nationwide"
