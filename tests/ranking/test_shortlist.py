"""The shortlist: caps on one country and one metropolis, filled as asked, in the order of the ranking."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from typing import Any

import numpy as np
import pytest

import citymatch as cm
from citymatch.policy import Policy
from citymatch.ranking import Engine, Options
from citymatch.ranking.kinds import LINKED
from citymatch.ranking.shortlist import shortlist
from citymatch.ranking.sizes import METROPOLIS_KM

BY_SIZE = Policy.from_dict({
    "name": "by-size", "criteria": [{"extractor": "size", "parameters": {"core": 1, "edge": 1000}}],
})  # fmt: skip


def listed(top: int, **options: Any) -> list[tuple[int, str]]:
    """Rank and country of each line for Longview, Washington."""
    frame = cm.rank("Longview, Washington", "default", top, **options).to_frame()
    return list(zip(frame["rank"].tolist(), frame["country"].tolist(), strict=True))


@pytest.mark.parametrize(("top", "most"), [(3, 2), (10, 2), (20, 4), (50, 10)])
def test_a_list_takes_a_fifth_of_one_country_by_default(top: int, most: int) -> None:
    lines = listed(top)
    assert len(lines) == top
    assert max(Counter(country for _, country in lines).values()) <= most
    assert [rank for rank, _ in lines] == sorted({rank for rank, _ in lines}), "in the order of the ranking"


def test_the_cap_that_is_asked_for_holds_and_0_lifts_it() -> None:
    assert set(Counter(country for _, country in listed(10, per_country=1)).values()) == {1}
    assert [rank for rank, _ in listed(10, per_country=0)] == list(range(1, 11))
    assert [rank for rank, _ in listed(10, country="JP")] == list(range(1, 11))
    assert Counter(country for _, country in listed(10, country="JP,FR")) == {"JP": 5, "FR": 5}


def test_ones_own_candidates_are_all_listed_unless_a_cap_is_named() -> None:
    """Three German towns and one of France: with at most one of a country, Germany's best and France's stand first,
    and the list is filled with the best of the rest."""
    some = ["Gera, Germany", "Jena, Germany", "Trier, Germany", "Albi, France"]
    every = cm.rank("Albany, New York", BY_SIZE, 4, candidates=some)
    assert [each.rank for each in every] == [1, 2, 3, 4]
    two = cm.rank("Albany, New York", BY_SIZE, 2, candidates=some, per_country=1)
    assert [each.facts["country"] for each in two] == ["DE", "FR"]
    assert [each.rank for each in two] == [1, 4] and two.result.passed_over == (("DE", 2),)
    three = cm.rank("Albany, New York", BY_SIZE, 3, candidates=some, per_country=1)
    assert [each.rank for each in three] == [1, 2, 4], "filled up with the best that is left"
    all_four = cm.rank("Albany, New York", BY_SIZE, 4, candidates=some, per_country=1)
    assert [each.rank for each in all_four] == [1, 2, 3, 4]


@pytest.mark.parametrize("seeker", ["Houston, Texas", "Schaumburg, Illinois", "Kyiv, Ukraine"])
@pytest.mark.parametrize("top", [10, 30])
def test_one_metropolis_has_a_tenth_of_the_list_at_most(seeker: str, top: int) -> None:
    cities = Counter(
        int(each.facts["metropolis_id"])
        for each in cm.rank(seeker, "default", top)
        if each.facts["metropolis_km"] <= METROPOLIS_KM
    )
    assert max(cities.values(), default=0) <= max(1, top // 10)


def test_it_is_what_going_down_the_full_order_gives() -> None:
    """Choosing one by one over the whole order, with nothing cut short, under a policy that counts no roots."""
    engine = Engine()
    for seeker, top, cap in (("Fresno, California", 15, 1), ("Twin Falls, Idaho", 400, 3)):
        drawn = engine.draw(seeker, "pinole")
        short = shortlist(drawn, top, Options.check(per_country=cap))
        country = drawn.pool.table.labels("country")
        times = np.asarray(drawn.pool.table["population"]) / float(drawn.seeker["population"])
        lands, cities = Counter[str](), Counter[int]()
        chosen: list[int] = []
        for row in drawn.best(None).tolist():
            if times[row] > 3 or times[row] < 1 / 3:  # of quite another size
                continue
            near = float(drawn.pool.table["metropolis_km"][row]) <= METROPOLIS_KM
            city = int(drawn.pool.table["metropolis_id"][row]) if near else 0
            cities[city] += 1
            if city and cities[city] > max(1, top // 10):
                continue
            lands[country[row]] += 1
            if lands[country[row]] <= cap and len(chosen) < top:
                chosen.append(row)
        assert short.rows.tolist() == chosen and len(chosen) == top
        everyone = drawn.best(None)
        assert everyone[short.rank - 1].tolist() == chosen, "the rank is the place in the full order"


def test_those_passed_over_are_counted() -> None:
    ranking = cm.rank("Twin Falls, Idaho", "default", 10)
    frame = ranking.to_frame()
    between = int(frame["rank"].iloc[-1]) - len(frame)
    assert sum(number for _, number in ranking.result.passed_over) == between
    whole = cm.rank("Twin Falls, Idaho", "default", None).to_frame()["country"].iloc[: frame["rank"].iloc[-1]]
    for country, number in ranking.result.passed_over:
        assert (whole == country).sum() - (frame["country"] == country).sum() == number


def test_all_candidates_are_the_ranking_itself() -> None:
    ranker = cm.PartnerRanker("default", per_country=1).fit()
    frame = ranker.rank("Norman, Oklahoma", None).to_frame()
    assert frame["rank"].tolist() == list(range(1, len(frame) + 1))
    assert ranker.scores("Norman, Oklahoma").index[:20].tolist() == frame["community_id"].tolist()[:20]
    assert ranker.rank_many(["Norman, Oklahoma"], 20)[0][0].tolist() == frame["community_id"].tolist()[:20]


def test_explain_says_the_same_rank_as_the_list() -> None:
    ranking = cm.rank("Twin Falls, Idaho", "default", 10)
    for each in ranking:
        assert ranking.explain(each.community_id).rank == each.rank


def test_english_towns_are_not_in_reversed_alphabet() -> None:
    """GeoNames numbers English towns by their names backwards, so that equal ones used to come from Yeovil to Aston."""
    policy = {
        "name": "p",
        "criteria": [{"extractor": "size", "parameters": {"core": 20, "edge": 1000}}],
    }
    ranking = cm.rank("Pinole, California", Policy.from_dict(policy), 200, country="GB")
    names = [each.facts["name"] for each in ranking if each.score == ranking[0].score]
    assert len(names) > 100
    rising = np.mean([a < b for a, b in itertools.pairwise(names)])
    assert 0.35 < rising < 0.65
    assert "their order is by a fixed lot" in ranking.notes[-1]


def test_a_further_candidate_reorders_nobody() -> None:
    """Equal candidates keep their order when others come, be they of the gazetteer or the user's own."""
    policy = Policy.from_dict(
        {"name": "p", "criteria": [{"extractor": "size", "parameters": {"core": 20, "edge": 1000}}]}
    )
    towns = [
        f"{name}, Germany" for name in ("Gera", "Jena", "Trier", "Ulm", "Worms", "Fulda", "Celle", "Hameln")
    ]
    mine = [
        cm.community(name=f"Mine {n}", country="DE", latitude=50.0 + n, longitude=10.0, population=60_000,
                     population_source="ours")
        for n in range(3)
    ]  # fmt: skip

    def order_of(candidates: list[Any]) -> list[str]:
        found = cm.rank("Albany, New York", policy, None, candidates=candidates)
        return [str(each) for each in found.to_frame()["community_id"]]

    everyone = order_of([*towns, *mine])
    for left_out in range(len(towns)):
        fewer = order_of([*towns[:left_out], *towns[left_out + 1 :], *mine])
        assert [each for each in everyone if each in fewer] == fewer
    assert [each for each in everyone if not each.startswith("user:")] == order_of(towns)
    world = cm.rank("Albany, New York", policy, None).to_frame()["community_id"].tolist()
    assert order_of(towns) == [each for each in world if each in everyone], "and in the whole world"
    assert not math.isnan(cm.rank("Albany, New York", policy, 1, candidates=mine)[0].score)


def test_what_a_name_is_and_whom_it_has_at_home_stand_on_its_line() -> None:
    """Toledo in Ohio and Toledo in Spain share a name; Norman's partner Arezzo has others in the US."""
    ranking = cm.rank("Cleveland, Ohio", "default", 10)
    assert ranking.explain("Seika, Japan").home_partner == "sister city of Norman, Oklahoma"
    assert ranking.explain("Arezzo, Italy").home_partner.endswith("others in the US")
    said = {*LINKED.values(), "alike in kind", "alike in size", "alike in setting", "of another kind"}
    assert {each.called for each in ranking} <= said
    named = cm.rank("Toledo, Ohio", "default", 5).explain("geonames:2510409")
    assert named.called == "linked by name", "the name ties them, whatever policy is asked"
    huge = ranking.explain("Auch, France")
    assert huge.called != "alike in kind", "22,000 people are not alike to 370,000"
    away = cm.rank("Coburg, Germany", "default", 3)
    assert all("Germany" in each.home_partner or each.home_partner.startswith("sister") for each in away)
    line = next(each for n, each in enumerate(ranking, 1) if each.rank != n)
    place = list(ranking).index(line) + 1
    assert line.standing(place).startswith(f"{line.rank}") and " overall; " in line.standing(place)
    assert not ranking[0].standing(1).startswith("1st"), "the first line is the first overall"


def test_the_countries_are_those_of_the_full_order() -> None:
    ranking = cm.rank("Twin Falls, Idaho", "default", 10)
    found = ranking.countries(top=6, each=2)
    everyone = cm.rank("Twin Falls, Idaho", "default", None).to_frame()
    assert [choice.country for choice in found] == everyone["country"].drop_duplicates().tolist()[:6]
    for choice in found:
        own = everyone[everyone["country"] == choice.country]
        assert choice.candidates == len(own)
        assert (
            choice.rank == own["rank"].iloc[0] and choice.best[0].community_id == own["community_id"].iloc[0]
        )
        assert len(choice.best) == min(2, len(own)) and choice.told
    frame = found.to_frame()
    assert frame["line"].tolist() == sorted(frame["line"]) and set(frame["place"]) <= {1, 2}
    assert [each["country"] for each in found.to_dict()["countries"]] == [choice.country for choice in found]
