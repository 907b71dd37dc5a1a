"""A county, a state or another division sees its own kind first, then municipalities."""

from __future__ import annotations

import json

import numpy as np
import pytest

import citymatch as cm
from citymatch.datasets.divisions import load_divisions_without_government, load_first_divisions
from citymatch.ranking.blocks import kind_of_seeker
from citymatch.report.files import ranking_csv, ranking_geojson
from citymatch.report.formats import FORMATS
from citymatch.results.explained import Explained

DAY = "2026-03-01"
FIRST = "Its own kind: counties, districts like them, states and provinces"


@pytest.fixture(scope="module")
def ranker() -> cm.PartnerRanker:
    return cm.PartnerRanker("default", as_of=DAY).fit()


@pytest.fixture(scope="module")
def placer(ranker: cm.PartnerRanker) -> cm.Ranking:
    return ranker.rank("Placer County, California", 10)


def named(ranking: cm.Ranking) -> dict[str, list[Explained]]:
    return {heading: [told for _, told in lines] for heading, lines in ranking.result.parts}


def test_a_county_sees_counties_first_each_block_in_the_order_of_the_ranking(placer: cm.Ranking) -> None:
    blocks = named(placer)
    assert list(blocks) == [FIRST, "Municipalities"]
    own, towns = blocks.values()
    assert 1 <= len(own) <= 5 and len(own) + len(towns) == 10
    assert "Hualien County (花蓮縣), Taiwan" in [each.label for each in own]
    assert "Florence, Tuscany, Italy" in [each.label for each in towns]
    for block in (own, towns):
        ranks = [each.rank or 0 for each in block]
        assert ranks == sorted(ranks) and min(ranks) > 0


def test_its_own_kind_is_of_its_size_and_may_sign(placer: cm.Ranking) -> None:
    own = named(placer)[FIRST]
    for each in own:
        assert 433_822 / 3 <= each.facts["population"] <= 433_822 * 3, each.label
    assert not {"Glasgow", "Coimbra", "Oslo", "Cusco"} & {str(each.facts["name"]) for each in own}


def test_the_caps_hold_for_both_blocks_together(placer: cm.Ranking) -> None:
    countries = [each.facts["country"] for each in placer]
    assert max(map(countries.count, countries)) <= 2
    own = [each.facts["country"] for each in named(placer)[FIRST]]
    assert len(set(own)) == len(own), "one of the two names of a country is left for its towns"


def test_a_county_with_nobody_like_it_is_told_so(ranker: cm.PartnerRanker) -> None:
    bamberg = ranker.rank("Bamberg County, South Carolina", 10)
    assert list(named(bamberg)) == ["Municipalities"] and len(bamberg) == 10
    [note] = [note for note in bamberg.notes if note.startswith("Of its own kind")]
    assert "none of them is of its size" in note and "municipalities alone" in note


def test_the_note_says_how_many_there_are(placer: cm.Ranking) -> None:
    [note] = [note for note in placer.notes if note.startswith("Of its own kind")]
    number = placer.result.blocks[0].of
    assert 2_000 < number < 4_000 and f"{number:,} communities abroad" in note and "--" not in note
    assert f"the best {len(named(placer)[FIRST])} stand first, then municipalities" in note


def test_a_state_sees_states_with_few_cities_behind_them(ranker: cm.PartnerRanker) -> None:
    carolina = ranker.rank("us-state:SC", 10)
    states, others = named(carolina).values()
    assert len(states) >= 5 and 1 <= len(others) <= 5
    assert all(
        str(each.community_id).startswith("division:") or each.facts["population"] > 1.7e6 for each in states
    )
    assert {"JP", "FR", "GB"} & {each.facts["country"] for each in states}
    assert not any(np.isnan(each.facts["population"]) for each in states), (
        "nobody can say that it is of its size"
    )


def test_a_prefecture_is_a_seeker_like_a_state(ranker: cm.PartnerRanker) -> None:
    kyoto = ranker.rank("Kyoto Prefecture, Japan", 10)
    assert next(iter(named(kyoto))).startswith("Its own kind: states")
    assert not {each.facts["country"] for each in kyoto} & {"JP"}


def test_divisions_without_a_government_are_no_candidates() -> None:
    without = load_divisions_without_government()
    assert set(without) <= set(load_first_divisions()), "each of them is a division"
    assert {("GB", "ENG"), ("PT", "07"), ("IE", "M"), ("PH", "40"), ("TW", "04")} <= set(without)
    assert not {("GB", "SCT"), ("PT", "23"), ("PH", "14"), ("DE", "02"), ("JP", "22")} & set(without)
    ranking = cm.rank("us-state:CA", "default", None, kind="sister_state", as_of=DAY)
    ids = set(ranking.to_frame()["community_id"])
    assert "division:GB:ENG" not in ids and "division:GB:SCT" in ids


def test_the_full_ranking_is_one_list_that_says_the_block_of_each(ranker: cm.PartnerRanker) -> None:
    frame = ranker.rank("Placer County, California", None).to_frame()
    assert frame["rank"].tolist() == list(range(1, len(frame) + 1))
    assert frame["score"].round(6).is_monotonic_decreasing or (frame["score"].diff().dropna() < 0.11).all()
    kind = frame.set_index("community_id")["block"]
    assert kind["unit:IE:cork-county"] == kind["division:IT:14"] == "own kind"
    assert kind["geonames:3176959"] == "other kind", "Florence"


def test_files_say_the_block_of_each_line(placer: cm.Ranking) -> None:
    blocks = [each.block for each in placer]
    assert blocks == ["own kind"] * blocks.count("own kind") + ["other kind"] * blocks.count("other kind")
    frame = placer.to_frame()
    assert frame["block"].tolist() == blocks and frame.columns[12] == "longitude"
    data = json.loads(FORMATS["json"].bytes(placer.result))
    assert [each["block"] for each in data["results"]] == blocks
    assert [each["lines"] for each in data["blocks"]] == [
        blocks.count("own kind"),
        blocks.count("other kind"),
    ]
    assert ",block," in ranking_csv(placer.result).partition("\n")[0]
    points = json.loads(ranking_geojson(placer.result))["features"]
    assert [each["properties"]["block"] for each in points] == blocks


def test_headings_stand_in_what_people_read(placer: cm.Ranking) -> None:
    table = FORMATS["table"].bytes(placer.result).decode()
    assert (
        table.index(FIRST)
        < table.index("Hualien County")
        < table.index("\nMunicipalities")
        < table.index("Florence")
    )
    assert "--kind sister_county lists its own kind alone" in table
    for text in (str(placer), placer._repr_html_(), placer.page()):
        assert (
            text.index(FIRST) < text.index("Hualien County", text.index(FIRST)) < text.index("Municipalities")
        )


def test_papers_say_which_kind_each_is(placer: cm.Ranking) -> None:
    memo = placer.memo(["County Cork, Ireland", "Florence, Italy", "Lisbon, Portugal"]).to_markdown()
    [row] = [line for line in memo.split("\n") if line.startswith("| Of Placer County's kind")]
    assert row.split("|")[3:6] == [" yes, its own kind ", " no, another kind ", " no, another kind "]
    assert "yes, its own kind" in placer.application("County Cork, Ireland").to_markdown()


def test_one_engine_ranks_a_county_and_a_town_of_its_nation(ranker: cm.PartnerRanker) -> None:
    """What is worked out for the pool of the one is no sum for that of the other."""
    alone = cm.PartnerRanker("default", as_of=DAY).fit().scores("Truckee, California").head(50)
    for seeker in ("Placer County, California", "Truckee, California", "Placer County, California"):
        ranker.rank_many([seeker], 5)
    assert ranker.scores("Truckee, California").head(50).equals(alone)
    ids, scores = ranker.rank_many(["Placer County, California"], 300)
    frame = ranker.rank("Placer County, California", None).to_frame().head(300)
    assert ids[0].tolist() == frame["community_id"].tolist() and scores[0].tolist() == frame["score"].tolist()


def test_towns_have_no_blocks_and_a_kind_makes_one_list(ranker: cm.PartnerRanker) -> None:
    pinole = ranker.rank("Pinole, California", 5)
    assert not pinole.result.blocks and "block" not in pinole.to_frame()
    assert not [note for note in pinole.notes if "own kind" in note]
    asked = cm.rank("Placer County, California", "default", 5, kind="sister_county", as_of=DAY)
    assert not asked.result.blocks and "Hualien County (花蓮縣), Taiwan" in [each.label for each in asked]


@pytest.mark.parametrize(
    ("seeker", "kind"),
    [
        ({"kind": "county"}, "sister_county"), ({"kind": "place", "unit_kind": "IE:county"}, "sister_county"),
        ({"kind": "state"}, "sister_state"), ({"kind": "place", "unit_kind": "GB:council_area"}, ""),
    ],
)  # fmt: skip
def test_who_asks_for_its_own_kind(seeker: dict[str, str], kind: str) -> None:
    assert kind_of_seeker(seeker) == kind


def test_one_without_a_government_says_why_and_may_seek(ranker: cm.PartnerRanker) -> None:
    told = ranker.rank("us-state:CA", 1).explain("division:GB:ENG")
    assert told.status == "no candidate" and "no parliament and no government of its own" in told.position
    assert len(ranker.rank("England, United Kingdom", 3)) == 3


def test_the_one_partner_of_a_county_in_a_batch_is_of_its_own_kind() -> None:
    found = cm.batch(["Placer County, California", "Truckee, California"], "default", top=6, as_of=DAY)
    frame = found.to_frame()
    assert set(frame["block"]) == {"own kind", "other kind", ""}
    assert found.assign()["name"].iloc[0] == "Hualien County"
