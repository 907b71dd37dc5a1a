"""The page as a file: what it carries, and the bound on what it does not."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import numpy as np

import citymatch as cm
from citymatch.datasets import Labels
from citymatch.policy import Policy
from citymatch.ranking import carried
from citymatch.ranking.carrying import NOT_TOLD, page_content
from citymatch.report import explore, payload, svgmap
from citymatch.results.page import Size

DAY = "2026-09-01"


def payload_of(ranking: cm.Ranking) -> bytes:
    return payload.payload(ranking.result, page_content(ranking.engine, ranking._drawn))


def test_the_page_is_one_small_file(pinole_page: Path) -> None:
    text = pinole_page.read_text(encoding="utf-8")
    assert len(text.encode()) < 3_000_000
    assert "connect-src" not in text and "default-src 'none'" in text
    for outside in ("<link", "<iframe", "<img", "@import", "url("):
        assert outside not in text


def test_it_carries_the_two_thousand_best_and_bounds_every_other(pinole: cm.Ranking) -> None:
    block = payload_of(pinole)
    length = int.from_bytes(block[:4], "little")
    head = json.loads(block[4 : 4 + length])
    best = cm.rank("geonames:5383187", policy="pinole", as_of=DAY, top=2000).to_frame()["community_id"]
    assert set(best) <= set(head["places"]["id"][: head["ranked"]])
    offset, _, size = head["arrays"]["groupSize"]
    rest = np.frombuffer(block, "<u4", size, 4 + length + offset).sum()
    assert head["ranked"] + rest == pinole.candidates


def test_no_place_of_a_group_beats_the_bound() -> None:
    rng = np.random.default_rng(0)
    similarities = rng.random((4, 3000)).astype(np.float32)
    similarities[rng.random((4, 3000)) < 0.1] = np.nan
    similarities[0] = np.round(similarities[0])
    ties, allowed = rng.permutation(3000), rng.random(3000) < 0.9
    country = Labels.of(rng.choice(["FR", "JP", "MX"], 3000).tolist())
    size = Size(best=100, draws=20, each_country=2, largest=5, groups=60)
    tried = carried.weightings(np.array([0.4, 0.3, 0.3, 0.0]), np.ones(4, bool), size.draws)
    people = rng.random(3000)
    got = carried.choose(similarities, ties, allowed, country, people, tried, size)
    member = got.groups.member
    assert not allowed[~np.isin(np.arange(3000), got.rows) & (member < 0)].any()
    assert got.groups.size.sum() + len(got.rows) == allowed.sum()
    known = np.nan_to_num(similarities)
    for row in np.flatnonzero(member >= 0):
        assert (known[:, row] <= got.groups.similarity[:, member[row]]).all()
        assert ties[row] >= got.groups.tie_position[member[row]]
        assert country.codes[row] == got.groups.country[member[row]]


def test_the_policy_file_of_the_page_reads_back_as_the_policy(norman: cm.Ranking) -> None:
    pieces = payload.policy_file(norman.policy)
    weights = [criterion.weight for criterion in norman.policy.criteria]
    text = "".join(
        str(weights[p]) if isinstance(p, int) else {"added": "", "changes": ""}.get(p, p) for p in pieces
    )
    again = Policy.from_dict(tomllib.loads(text))
    assert again.weights == norman.policy.weights
    assert again.rules == norman.policy.rules and again.tie_break == norman.policy.tie_break


def test_a_text_that_looks_like_a_slot_stays_a_text() -> None:
    assert explore.filled("{{a}}-{{b}}", {"a": "{{b}}", "b": "</script>"}) == "{{b}}-</script>"


def test_the_map_has_places_where_they_are() -> None:
    """Equal Earth, worked by hand: the equator and the Greenwich meridian are straight, the pole line is 0.592 long."""
    x, y = svgmap.equal_earth([0, 0, 0, 90, 90], [-180, 0, 180, 180, 0])
    assert x[:3].round(6).tolist() == [0.0, 2000.0, 4000.0]
    assert (x[3] - x[4]) / 2000 == np.float64(0.592) or abs((x[3] - x[4]) / 2000 - 0.592) < 0.002
    assert abs((y[0] - y[4]) / 2000 - 1.317 / 2.7066) < 0.001


def test_the_map_is_light_and_shows_the_continents() -> None:
    fine, coarse = svgmap.basemap(), svgmap.basemap(6.0)
    assert len(fine.land) < 160_000 and len(coarse.land) < 50_000
    assert fine.land.count("z") > 500 and coarse.land.startswith("M")


def test_a_ranking_that_leaves_nobody_still_has_a_page() -> None:
    ranking = cm.rank("geonames:5383187", policy="pinole", candidates=["Oakland, California"])
    assert len(ranking) == 0
    assert "Partners for <bdi>Pinole, California</bdi>" in ranking.page()


def test_a_wide_policy_tells_the_facts_of_its_best_only() -> None:
    criteria = [{"id": f"c{n}", "extractor": "size", "parameters": {"core": 1.5 + n / 10}} for n in range(18)]
    ranking = cm.rank("geonames:5383187", policy=Policy.from_dict({"name": "wide", "criteria": criteria}))
    block = payload_of(ranking)
    head = json.loads(block[4 : 4 + int.from_bytes(block[:4], "little")])
    assert len(head["criteria"]) == 18
    reasons = head["places"]["reasons"][0]
    told = [reasons["values"][n] != NOT_TOLD for n in reasons["of"][: head["ranked"]]]
    assert sum(told) == 200
