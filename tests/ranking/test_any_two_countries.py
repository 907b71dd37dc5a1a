"""Any two countries: seekers from a dozen of them, held against what the world knows of their ties."""

from __future__ import annotations

import re

import pytest

import citymatch as cm

DAY = "2026-03-01"
SEEKERS = {
    "Campinas, Brazil": {"PT", "JP", "IT", "US", "UY", "ES", "AR", "PY"},
    "Görlitz, Germany": {"PL", "CZ"},
    "Bamberg, Germany": {"CZ", "AT", "CH", "LU"},
    "Kyoto, Japan": {"KR", "US", "CN", "BR"},
    "Nakuru, Kenya": {"ET", "UG", "SO", "TZ", "GB", "US"},
    "Braga, Portugal": {"FR", "LU", "CH", "BR"},
    "Cork, Ireland": {"GB", "PL", "US"},
    "Marseille, France": {"PT", "MA", "DZ", "TN", "IT"},
    "Gdynia, Poland": {"IE", "GB", "NO", "IS", "DE"},
    "Adelaide, Australia": {"NZ", "GB", "GR", "MT", "IT"},
    "Busan, South Korea": {"JP", "CN", "US", "VN"},
    "Oaxaca de Juárez, Mexico": {"US", "GT", "ES"},
}
"""Countries of which at least two must stand among the first ten: migrants, language, neighbours, old ties."""


@pytest.fixture(scope="module")
def ranker() -> cm.PartnerRanker:
    return cm.PartnerRanker("default", as_of=DAY).fit()


@pytest.fixture(scope="module", params=SEEKERS)
def ranking(request: pytest.FixtureRequest, ranker: cm.PartnerRanker) -> cm.Ranking:
    return ranker.rank(request.param, top=10)


def test_the_ten_are_tied_to_the_seekers_country(ranking: cm.Ranking) -> None:
    known = SEEKERS[str(ranking.seeker["label"])]
    found = ranking.to_frame()["country"]
    assert str(ranking.seeker["country"]) not in set(found)
    assert found.isin(known).sum() >= min(3, len(known)), found.tolist()
    assert len(known & set(found)) >= min(2, len(known)), found.tolist()


def test_nothing_is_said_as_if_the_seeker_were_american(ranking: cm.Ranking) -> None:
    home = str(ranking.seeker["country"])
    for told in ranking:
        said = told.text
        assert "the nation's share" not in said, "whose nation a reader abroad cannot know"
        assert "in the state of" not in said
        assert "US partner" not in told.home_partner and "in the US" not in told.home_partner
        for caution in told.cautions:
            assert not re.search(
                r"The United States (forbids|restricts|has no)|State Department before", caution
            )
        if told.facts["country"] != "US" and home != "MX":
            assert "held what is now" not in said
    assert not [note for note in ranking.notes if re.search(r"\bAmerican|State Department", note)]


def test_what_the_us_alone_bars_is_open_to_others(ranker: cm.PartnerRanker) -> None:
    german = ranker.rank("Bamberg, Germany", top=1)
    for barred in ("Havana, Cuba", "Tehran, Iran"):
        assert german.explain(barred).status == "ranked"
    assert ranker.rank("Waukesha, Wisconsin", top=1).explain("Tehran, Iran").status == "excluded"


def test_who_advises_is_named_to_a_seeker_of_another_nation(ranker: cm.PartnerRanker) -> None:
    for seeker in ("Nakuru, Kenya", "Bamberg, Germany"):
        [caution] = ranker.rank(seeker, top=1).explain("Damascus, Syria").cautions
        assert "the United States advises its own people" in caution and "as of 12 February 2026" in caution
    assert ranker.rank("Bamberg, Germany", top=1).explain("Damascus, Syria").status == "ranked"


def test_wars_of_the_seekers_own_nation_bar_whoever_it_is(ranker: cm.PartnerRanker) -> None:
    assert ranker.rank("Lahore, Pakistan", top=1).explain("Jaipur, India").status == "excluded"
    assert ranker.rank("Jaipur, India", top=1).explain("Lahore, Pakistan").status == "excluded"
    assert ranker.rank("Bamberg, Germany", top=1).explain("Jaipur, India").status == "ranked"


def test_relations_with_the_us_are_no_rule_for_others(ranker: cm.PartnerRanker) -> None:
    """A policy that asks for diplomatic relations cannot be judged for a Kenyan county: it is evidence to collect."""
    rule = {"name": "ours", "criteria": [{"extractor": "size", "weight": 1}], "rules": [
        {"id": "relations", "text": "Our country has relations with it", "test": "diplomatic_relations",
         "strength": "must"},
    ]}  # fmt: skip
    told = cm.explain("Nakuru, Kenya", "Tehran, Iran", rule, as_of=DAY)
    assert told.status == "ranked"
    [line] = [v for v in told.checklist if v.rule == "relations"]
    assert line.verdict == "needs_evidence" and "relations of Kenya" in line.detail
