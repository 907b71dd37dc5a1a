"""Rankings of real seekers: what a commission would check."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import citymatch as cm
from citymatch.datasets import World

TEXAS_SIX = [
    "Briarcliff, Texas", "Odessa, Texas", "Palmview, Texas", "Port Arthur, Texas", "Saginaw, Texas",
    "Weatherford, Texas",
]  # fmt: skip


@pytest.fixture(scope="module")
def pinole() -> cm.Ranking:
    return cm.rank("Pinole, California", policy="pinole", top=100)


@pytest.fixture(scope="module")
def ranker() -> cm.PartnerRanker:
    return cm.PartnerRanker("default").fit()


def test_pinoles_hundred_best_meet_its_three_criteria(pinole: cm.Ranking, world: World) -> None:
    frame = pinole.to_frame()
    rows = world.rows_of_ids(frame["community_id"].tolist())
    assert len(frame) == 100
    assert (frame["country"] != "US").all()
    ratio = frame["population"] / 19_022  # Census 2020
    assert ratio.between(1 / 1.5, 1.5).all()
    assert (np.asarray(world["coast_km"])[rows] <= 10).all()
    assert (np.asarray(world["people_50km"])[rows] >= 1_000_000).all()
    assert (np.asarray(world["not_candidate"])[rows] == "").all()


def test_contributions_sum_to_the_score_to_the_last_bit(pinole: cm.Ranking) -> None:
    frame = pinole.to_frame()
    total = frame[[c.id for c in pinole.policy.criteria]].sum(axis=1)
    assert (total == frame["score"]).all()


def test_equal_scores_are_said_to_be_equal(pinole: cm.Ranking) -> None:
    frame = pinole.to_frame()
    assert (frame["tied"] > 0).all()
    assert f"Ranks 1 to {frame['tied'][0] + 1:,} have the same score, to a tenth of a point" in " ".join(
        pinole.notes
    )


def test_the_order_within_a_tie_is_that_of_the_second_keys(pinole: cm.Ranking) -> None:
    keys = [tuple(-value if value == value else 1 for value in e.tie_break.values()) for e in pinole]
    assert keys == sorted(keys)


def test_an_explanation_and_the_list_agree(pinole: cm.Ranking) -> None:
    frame = pinole.to_frame()
    for position in (0, 42, 99):
        explanation = pinole.explain(frame["community_id"][position])
        assert explanation.rank == frame["rank"][position]
        assert explanation.score == frame["score"][position]
        assert sum(record.contribution for record in explanation.records) == explanation.score


def test_a_far_down_candidate_has_its_rank(pinole: cm.Ranking) -> None:
    everyone = cm.rank("Pinole, California", policy="pinole", top=None)
    frame = everyone.to_frame()
    assert len(frame) == everyone.candidates
    assert pinole.explain(frame["community_id"][9000]).rank == 9001


def test_a_community_at_home_is_no_candidate(pinole: cm.Ranking) -> None:
    explanation = pinole.explain("Hercules, California")
    assert explanation.rank is None
    assert "own country" in explanation.exclusion


def test_a_section_of_a_city_says_what_it_is(pinole: cm.Ranking) -> None:
    explanation = pinole.explain("Kirkdale, United Kingdom")
    assert explanation.status == "no candidate"
    assert explanation.rank is None
    assert explanation.exclusion


@pytest.mark.parametrize("seeker", TEXAS_SIX)
def test_texas_may_not_partner_with_the_forbidden_countries(seeker: str) -> None:
    ranking = cm.rank(seeker, top=500, as_of="2026-01-01")
    assert not set(ranking.to_frame()["country"]) & {"CN", "HK", "MO", "IR", "KP", "RU"}


def test_a_law_applies_from_its_day_and_says_which_it_is() -> None:
    before = cm.rank("Odessa, Texas", top=1, as_of="2025-08-31").explain("Harbin, China")
    after = cm.rank("Odessa, Texas", top=1, as_of="2025-09-01").explain("Harbin, China")
    assert before.status == "ranked"
    assert after.status == "excluded"
    assert "Texas" in after.exclusion and "2025" in after.exclusion
    assert cm.rank("Odessa, Texas", top=1, as_of="2025-09-01").explain("Tainan, Taiwan").status == "ranked"


def test_the_partners_that_it_already_has_are_left_out() -> None:
    ranking = cm.rank("Norman, Oklahoma", top=200)
    names = set(ranking.to_frame()["name"])
    assert not names & {"Clermont-Ferrand", "Colima", "Arezzo"}
    assert "already" in ranking.explain("Clermont-Ferrand, France").exclusion


def test_a_caution_stands_first_and_can_exclude() -> None:
    shown = cm.rank("Pinole, California", top=1, caution="show").explain("Minsk, Belarus")
    assert shown.status == "ranked" and shown.reasons[0].startswith("Caution")
    left_out = cm.rank("Pinole, California", top=1, caution="exclude").explain("Minsk, Belarus")
    assert left_out.status == "excluded"


def test_an_inland_remote_seeker_gets_inland_remote_partners(world: World) -> None:
    ranking = cm.rank("Gila Bend, Arizona", policy="pinole", top=50)
    rows = world.rows_of_ids(ranking.to_frame()["community_id"].tolist())
    assert (np.asarray(world["coast_km"])[rows] > 50).all()
    assert any("applied to Gila Bend" in note for note in ranking.notes)


def test_filters_by_country_and_continent() -> None:
    assert set(cm.rank("Pinole, California", country="Japan,PT").to_frame()["country"]) <= {"JP", "PT"}
    africa = cm.rank("Pinole, California", continent="Africa", top=30).to_frame()["country"]
    assert set(africa).isdisjoint({"JP", "PT", "FR"})
    with pytest.raises(ValueError, match="Atlantis"):
        cm.rank("Pinole, California", country="Atlantis")


def test_an_exclusion_list_is_repeated_with_its_reasons() -> None:
    first = cm.rank("Pinole, California", top=1).to_frame().loc[0]
    ranking = cm.rank("Pinole, California", top=1, exclude={first["community_id"]: "the mayor said no"})
    assert ranking.to_frame()["community_id"][0] != first["community_id"]
    assert ranking.explain(first["community_id"]).exclusion == "the mayor said no"
    assert "the mayor said no" in set(ranking.excluded()["reason"])


def test_a_population_of_the_users_own_needs_a_source_and_counts() -> None:
    with pytest.raises(ValueError, match="population"):
        cm.rank("Pinole, California", population=-5)
    assert (
        cm.rank("Pinole, California", population=20_100).seeker["population_source"] == "stated by the seeker"
    )
    ranking = cm.rank(
        "Pinole, California", population=190_000, population_source="Department of Finance", top=10
    )
    assert ranking.to_frame()["population"].between(190_000 / 1.5, 190_000 * 1.5).all()


def test_scores_and_rank_many_agree_with_rank(ranker: cm.PartnerRanker) -> None:
    scores = ranker.scores("Chicago, Illinois")
    ids, points = ranker.rank_many(["Chicago, Illinois", "Norman, Oklahoma"], top=7)
    assert ids[0].tolist() == scores.index[:7].tolist()
    assert points[0].tolist() == scores.iloc[:7].tolist()
    assert (
        ids[1].tolist() == ranker.rank("Norman, Oklahoma", top=None).to_frame()["community_id"].tolist()[:7]
    )


def test_the_order_of_seekers_and_threads_change_nothing(ranker: cm.PartnerRanker) -> None:
    seekers = ["Chicago, Illinois", "Pinole, California", "Norman, Oklahoma"]
    one, _ = ranker.rank_many(seekers, top=5)
    two, _ = ranker.rank_many(seekers[::-1], top=5, n_jobs=2)
    np.testing.assert_array_equal(one, two[::-1])


def test_restricting_the_candidates_changes_nobodys_score() -> None:
    everyone = cm.PartnerRanker("default").fit().scores("Pinole, California")
    few = cm.PartnerRanker("default", continent="Asia").fit().scores("Pinole, California")
    pd.testing.assert_series_equal(few.sort_index(), everyone[everyone.index.isin(few.index)].sort_index())


def test_detail_shows_values_units_and_levels() -> None:
    frame = cm.rank("Pinole, California", policy="pinole", top=5).to_frame(detail=True)
    assert (frame["metropolis_value"] > 1e6).all()
    assert frame["size_weight"].tolist() == pytest.approx([1 / 3] * 5)
    assert frame["geonames"][0] == f"https://www.geonames.org/{frame['geonameid'][0]}"


def test_a_county_and_a_foreign_community_can_ask() -> None:
    county = cm.rank("Placer County, California", top=3)
    assert county.seeker["kind"] == "county"
    abroad = cm.rank("Clermont-Ferrand, France", top=20)
    assert "FR" not in set(abroad.to_frame()["country"])


@pytest.mark.parametrize("top", [0, -1, 2.5, True])
def test_top_must_be_a_positive_whole_number(top: object) -> None:
    with pytest.raises(ValueError, match="top"):
        cm.rank("Pinole, California", top=top)  # type: ignore[arg-type]


def test_a_criterion_named_like_a_column_does_not_hide_it() -> None:
    policy = cm.Policy.from_dict({"name": "mine", "criteria": [{"id": "population", "extractor": "size"}]})
    frame = cm.rank("Pinole, California", policy=policy, top=3).to_frame()
    assert (frame["population"] > 10_000).all()
    assert (frame["population_points"] == frame["score"]).all()


def test_seekers_come_as_text_ids_communities_or_a_table(ranker: cm.PartnerRanker) -> None:
    own = cm.community(
        name="Testville", latitude=38.0, longitude=-122.3, population=5000, population_source="ours"
    )
    listed, _ = ranker.rank_many(["Norman, Oklahoma", 4543762, own], top=3)
    table, _ = ranker.rank_many(pd.DataFrame({"name": ["Norman"], "state": ["Oklahoma"]}), top=3)
    assert listed[0].tolist() == listed[1].tolist() == table[0].tolist()
    assert listed[2].tolist() == ranker.rank(own, top=3).to_frame()["community_id"].tolist()


def test_the_users_list_and_known_partners_are_named_in_the_notes() -> None:
    notes = " ".join(cm.rank("Norman, Oklahoma", top=1, exclude={"Vence, France": "no answer"}).notes)
    assert "Vence, France (geonames:2970148; no answer)" in notes
    assert "Arezzo" in notes


def test_the_remote_are_alike_to_a_remote_seeker() -> None:
    # Around Gila Bend live some 53,000 people; 0.4 more or less are no difference.
    ranking = cm.rank("Gila Bend, Arizona", policy="pinole", top=1)
    assert ranking.to_frame()["tied"][0] > 100


def test_a_territory_is_at_home() -> None:
    assert "own country" in cm.rank("Pinole, California", top=1).explain("San Juan, Puerto Rico").exclusion
    assert not set(cm.rank("San Juan, Puerto Rico", top=30).to_frame()["country"]) & {"US", "PR"}


def test_a_whole_country_can_be_left_out_by_name(tmp_path: Path) -> None:
    listed = tmp_path / "out.csv"
    listed.write_text("name,country,reason\n,Sweden,no flights\nVence,France,tried\n", encoding="utf-8")
    ranking = cm.rank("Pinole, California", top=60, exclude=listed)
    assert "SE" not in set(ranking.to_frame()["country"])
    assert ranking.explain("Vence, France").exclusion == "tried"
    listed.write_text("name,country,reason\n,Atlantis,why\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"out\.csv, line 2: 'Atlantis'"):
        cm.rank("Pinole, California", exclude=listed)


def test_diversity_spreads_the_list_over_countries() -> None:
    plain = cm.rank("Schaumburg, Illinois", policy="default", top=10, per_country=0)
    with pytest.warns(FutureWarning, match="use per_country"):
        spread = cm.rank("Schaumburg, Illinois", policy="default", top=10, diversity=0.3)
    assert spread.to_frame()["country"].nunique() > plain.to_frame()["country"].nunique()
    with pytest.raises(ValueError, match="diversity"):
        cm.rank("Schaumburg, Illinois", diversity=2)


def test_the_year_of_a_figure_of_people_is_told_or_said_to_be_unknown() -> None:
    ranking = cm.rank("Pinole, California", top=1, as_of="2025-09-01")
    assert "3,514 people (2026)" in " ".join(
        ranking.explain("Sigdal, Norway").notes
    )  # the register's, with its year
    huntingdon = " ".join(ranking.explain("Huntingdon, United Kingdom").notes)
    assert "23,937 people" in huntingdon and "the year of the count is not stated" in huntingdon
