"""The trade of a policy: recall, size and variety by hand, and the search for weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from citymatch.learning.balance import GOAL, Point, options_of, rounded, search, shortfall, sweep, with_point
from citymatch.learning.logit import beside, curves, fit
from citymatch.learning.pairs import Candidates
from citymatch.learning.sampling import Sample
from citymatch.learning.terms import Term
from citymatch.learning.trade import Figures, Tried, gather
from citymatch.policy import Policy

POLICY = Policy.from_dict({"name": "mine", "criteria": [
    {"id": "size", "extractor": "size", "weight": 60},
    {"id": "precedent", "extractor": "precedent", "weight": 40},
]})  # fmt: skip


def tried() -> Tried:
    """One seeker with one partner and 6 others; the last stands for 200 candidates.

    The partner is four times as large. By size alone the four of country 1 come first, by precedent the partner does.
    """
    size = [0.2, 1.0, 1.0, 1.0, 0.9, 0.5, 0.4]
    precedent = [1.0, 0.1, 0.2, 0.3, 0.4, 0.0, 0.5]
    steps = [4.0, 1.0, 1.0, 1.0, 1.1, 2.0, 3.5]
    return Tried(
        names=("size", "precedent"),
        weights=np.array([60.0, 40.0]),
        logarithmic=(True, False),
        seekers=("g:1",),
        start=np.array([0, 7]),
        partners=np.array([1]),
        measure=np.array([steps, precedent], np.float32).T,
        similarity=np.array([size, precedent], np.float32).T,
        counts=np.array([1, 1, 1, 1, 1, 1, 200], np.float32),
        country=np.array([1, 1, 1, 1, 1, 2, 3]),
        steps=np.log(np.array(steps, np.float32)),
        listed=np.array([False, True, True, True, True, True, True]),
        origin=np.array([3]),
    )


def test_by_size_alone_the_partner_stands_behind_all_that_a_row_stands_for() -> None:
    found = tried().figures(np.array([1.0, 0.0]), per_country=0)
    # 4 of country 1, one of 2 and the 200: rank 206.
    assert (found.recall_100, found.recall_1000) == (0.0, 1.0)
    # the list holds 6: 1, 1, 1, 1.1, 2 and 3.5 times; the median lies half way between 1 and 1.1 on the log scale
    assert found.ratio == pytest.approx(1.1**0.5) and found.above_3 == pytest.approx(1 / 6)
    assert found.countries == 3


def test_two_names_of_a_country_at_most() -> None:
    found = tried().figures(np.array([1.0, 0.0]), per_country=2)
    # two of country 1 (1 and 1 times), one each of 2 (2 times) and 3 (3.5 times)
    assert found.countries == 3 and found.above_3 == pytest.approx(1 / 4)
    assert found.ratio == pytest.approx(2**0.5)


def test_precedent_brings_the_partner_first() -> None:
    points = sweep(tried(), {}, (0.0, 1.0))
    assert [point.figures.recall_100 for point in points] == [0.0, 1.0]
    assert points[1].weights.tolist() == [0.0, 100.0]


def test_a_curve_takes_the_place_of_the_similarity_on_its_own_scale() -> None:
    changed = tried().with_curves({"size": ((1.0, 1.0), (4.0, 0.0))})
    # 2 is half way from 1 to 4 on the logarithmic scale of ratios
    assert changed.similarity[5, 0] == pytest.approx(0.5)
    assert changed.similarity[:, 1].tolist() == tried().similarity[:, 1].tolist()


def test_the_search_reaches_what_can_be_reached_and_says_the_same_twice() -> None:
    options = {"precedent": (((0.0, 0.0), (1.0, 1.0)),)}
    first, second = search(tried(), options), search(tried(), options)
    assert first.weights.tolist() == second.weights.tolist() and first.weights.sum() == 100
    assert first.figures.recall_100 == 1.0
    assert shortfall(first.figures) <= shortfall(tried().figures(tried().weights))


def test_the_point_is_written_into_the_policy() -> None:
    point = Point(np.array([70.0, 30.0]), {"precedent": ((40, 0.0), (60, 1.0))}, GOAL)
    written = with_point(POLICY, point)
    assert [criterion.weight for criterion in written.criteria] == [70, 30]
    assert written.criteria[1].parameters["curve"] == [[40, 0.0], [60, 1.0]]
    assert Policy.from_dict(written.to_dict()) == written


def test_the_curves_of_precedent_begin_and_end_around_the_tenth_of_its_lists() -> None:
    """Six may be listed here, of which the least has 0 points: the first curve runs from 12 below it to it."""
    options = options_of(POLICY, tried())
    assert set(options) == {"size", "precedent"}
    assert options["precedent"][0] == ((-12, 0.0), (0, 1.0))


def test_an_unknown_size_in_a_list_counts_as_unlike() -> None:
    found = Figures.of(np.array([5.0]), np.array([0.0, np.nan]), np.array([2]), np.array([True, False]))
    assert found.roots == 0.5
    assert found.ratio == 1.0 and found.above_3 == 0.5


def test_whole_weights() -> None:
    assert rounded(np.array([0.1, 50.0, 50.0])).sum() == 100
    assert rounded(np.array([0.0001, 1.0])).tolist() == [1.0, 99.0]


def sample() -> Sample:
    """Two seekers. The first has a partner of its size and one out of scale, the second only one out of scale."""
    scale = [1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0]
    other = [1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0]
    return Sample(
        ("a", "b"),
        np.array([scale, other], np.float32).T,
        np.zeros(7, np.float32),
        np.array([0, 4]),
        np.array([2, 1]),
    )


HELD = (Term("scale", "scale", "", "value", fixed=4.0), Term("other", "seat", "", "value"))


def test_a_partner_out_of_scale_teaches_nothing() -> None:
    kept = beside(sample(), HELD)
    assert kept.seekers == ("a",) and kept.positives.tolist() == [1] and kept.start.tolist() == [0]
    assert kept.correction.tolist() == [4.0, 4.0, 0.0], "the fixed term is added to each row that stays"


def test_the_fixed_weight_stands_in_the_model_as_it_was_set() -> None:
    found = fit(beside(sample(), HELD), HELD, 0.01)
    assert found["scale"].height == 4.0
    assert curves(np.zeros(0), [], HELD) == {"scale": found["scale"]}


def test_without_fixed_terms_nothing_changes() -> None:
    whole = sample()
    assert beside(whole, (Term("scale", "scale", ""), Term("other", "seat", ""))) is whole


def test_the_rows_that_are_kept_stand_for_all_candidates() -> None:
    policy = Policy.from_dict({"name": "mine", "criteria": [
        {"id": "size", "extractor": "size", "weight": 60}, {"id": "sky", "extractor": "climate", "weight": 40},
    ]})  # fmt: skip
    some = gather(policy, [0], most=3)
    assert len(some.seekers) == 3 and some.names == ("size", "sky")
    signing = len(Candidates.abroad(signing_only=True))
    for index in range(3):
        assert float(some.counts[some.block(index)].sum()) == pytest.approx(signing, rel=1e-4)
    found = some.figures(some.weights)
    assert 0 <= found.recall_100 <= found.recall_1000 <= 1 <= found.ratio


def test_the_table_of_the_trade_has_the_policy_as_it_is_and_a_better_one_if_asked(tmp_path: Path) -> None:
    from citymatch.learning.balance import report

    report(POLICY, tried(), tmp_path / "searched")
    report(POLICY, tried(), tmp_path / "plain", searching=False)
    rows = {
        name: (tmp_path / name / "default_trade.csv").read_text("utf-8").splitlines()
        for name in ("searched", "plain")
    }
    assert [row.split(",")[0] for row in rows["plain"]][-2:] == ["precedent 80%", "mine"]
    assert [row.split(",")[0] for row in rows["searched"]][-2:] == ["mine", "found"]
    assert 'name = "mine"' in (tmp_path / "searched" / "default.toml").read_text("utf-8")
    assert not (tmp_path / "plain" / "default.toml").exists()
