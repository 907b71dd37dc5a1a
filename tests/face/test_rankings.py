"""A ranking as an object: a sequence of explanations, its tables, files and pictures of itself."""

from __future__ import annotations

import html
import json
import pickle
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import handmade
import pytest

import citymatch as cm
from citymatch.datasets import InputError
from citymatch.report.formats import FORMATS
from citymatch.report.view import PageView
from citymatch.results import Explained, Sensitivity

SOME = ["Seika, Japan", "Colima, Mexico", "Arezzo, Italy", "Bologna, Italy", "Monza, Italy", "Toledo, Spain"]
DAY = "2026-01-15"


@pytest.fixture(scope="module")
def ranking() -> cm.Ranking:
    return cm.rank(
        "Pinole, California", top=4, candidates=SOME, exclude={"Monza, Italy": "no answer"}, as_of=DAY
    )


def by_hand(**changes: Any) -> cm.Ranking:
    return cm.Ranking(None, handmade.result(**changes))  # type: ignore[arg-type]


def test_a_ranking_is_a_sequence_of_explanations(ranking: cm.Ranking) -> None:
    assert isinstance(ranking, Sequence) and len(ranking) == 4
    assert all(isinstance(each, cm.Explanation) and isinstance(each, Explained) for each in ranking)
    assert [each.rank for each in ranking] == [1, 2, 3, 4]
    assert ranking[0].rank == 1 and ranking[-1].rank == 4 and [e.rank for e in ranking[1:3]] == [2, 3]
    assert ranking[0] in ranking and [e.rank for e in reversed(ranking)] == [4, 3, 2, 1]
    with pytest.raises(IndexError):
        ranking[4]
    assert ranking[0] == ranking.explain(ranking[0].community_id)


def test_a_ranking_says_whose_it_is(ranking: cm.Ranking) -> None:
    assert repr(ranking) == "<Ranking of 4 for Pinole, California by pinole>"
    assert ranking.policy.name == "pinole" and ranking.seeker["name"] == "Pinole" and ranking.candidates == 5
    assert ranking.provenance["as of"] == DAY and ranking.provenance["citymatch"] == cm.__version__
    assert any(re.search(r"Monza, Italy \(geonames:\d+; no answer\)", note) for note in ranking.notes)
    assert ranking.to_dict() == ranking.result.to_dict() and ranking.to_dict()["policy"] == "pinole"
    assert list(ranking.to_frame(detail=True)) == list(ranking.result.to_frame(detail=True))
    assert list(ranking.to_frame()) == list(ranking.result.to_frame())
    assert ranking.result is ranking.result


def test_rankings_are_equal_by_what_they_found(ranking: cm.Ranking) -> None:
    again = cm.rank(
        "Pinole, California", top=4, candidates=SOME, exclude={"Monza, Italy": "no answer"}, as_of=DAY
    )
    assert again == ranking and again is not ranking and again != "text"
    assert (
        cm.rank("Pinole, California", top=3, candidates=SOME, exclude=["Monza, Italy"], as_of=DAY) != ranking
    )
    assert by_hand() == by_hand() and by_hand() != by_hand(candidates=1) and len({ranking, ranking}) == 1


def test_a_ranking_that_was_pickled_still_explains(ranking: cm.Ranking) -> None:
    again = pickle.loads(pickle.dumps(ranking))
    assert again == ranking and again._drawn_once is None
    assert again.explain("Toledo, Spain") == ranking.explain("Toledo, Spain")
    assert again.excluded().equals(ranking.excluded())
    assert [e.text for e in again] == [e.text for e in ranking]


def test_who_is_left_out(ranking: cm.Ranking) -> None:
    left_out = ranking.excluded()
    assert left_out["reason"].tolist() == ["no answer"]
    assert ranking.explain("Monza, Italy").position == "Excluded: no answer."


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_ranking_is_saved_in_each_format(name: str, ranking: cm.Ranking, tmp_path: Path) -> None:
    form = FORMATS[name]
    by_ending = ranking.save(tmp_path / f"a{form.ending}")
    named = ranking.save(str(tmp_path / "plain"), name)
    assert by_ending == tmp_path / f"a{form.ending}" and named == tmp_path / "plain"
    if name != "excel":  # a workbook holds the time of its making
        assert by_ending.read_bytes() == named.read_bytes() == form.bytes(ranking.result)
    assert named.read_bytes()[:2] == by_ending.read_bytes()[:2]
    marked = ranking.save(tmp_path / "marked", name, bom=True).read_bytes()
    assert marked.startswith(b"\xef\xbb\xbf") == (name == "csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([f"a{form.ending}", "plain", "marked"])


def test_a_format_that_is_none_is_refused(ranking: cm.Ranking, tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match=r"^format must be one of table, json, csv, geojson, excel, not 'xml'$"
    ):
        ranking.save(tmp_path / "a.csv", "xml")
    assert not list(tmp_path.iterdir())
    assert json.loads(ranking.save(tmp_path / "x.csv", "json").read_text("utf-8"))["policy"] == "pinole"
    with pytest.raises(OSError):
        ranking.save(tmp_path)


def test_a_ranking_in_a_notebook() -> None:
    made = by_hand()._repr_html_()
    assert made == (
        "<div><h4>Alder, Ohio, policy alder</h4><p>The criteria are Alder&#x27;s &amp; its own.</p>"
        "<p>Two are &lt;left&gt; out.</p><table><thead><tr><th>#</th><th>score</th><th>community</th>"
        "<th>population</th><th>why</th></tr></thead><tbody>"
        "<tr><td>1</td><td>96.2</td><td style='text-align:left'>Bo &lt;B&gt;, Sweden</td><td>21,000 (2023)</td>"
        "<td style='text-align:left'>linked by people; no US partner on record; It is 1.1 times as large; "
        "The sea is near</td></tr>"
        "<tr><td>2</td><td>60.0</td><td style='text-align:left'>=Cé, France</td><td>15,000</td>"
        "<td style='text-align:left'>alike in kind; sister city of Lima, Ohio; Caution: a war is near; "
        "It is 1.1 times as large</td></tr>"
        "</tbody></table><p><small>citymatch: 1.2.3; snapshot: abc; policy: def; as of: 2026-01-15</small></p></div>"
    )


def test_a_long_ranking_in_a_notebook_is_cut_and_says_so() -> None:
    import numpy as np

    from citymatch.results import Listed

    def long(number: int) -> str:
        listed = handmade.listed()
        more = Listed(*[np.resize(getattr(listed, n), number) for n in
                        ("community_id", "score", "best_case", "coverage", "tied")],
                      listed.points, listed.similarity, {}, {})  # fmt: skip
        return by_hand(listed=more, explanations=(handmade.FIRST,) * number)._repr_html_()

    assert long(100).count("<tr><td>") == 100 and "more" not in long(100)
    assert long(101).count("<tr><td>") == 100
    assert "<tr><td colspan='5'>and 1 more: to_frame() has them all</td></tr></tbody>" in long(101)
    assert "and 1,100 more: to_frame()" in long(1200)


def test_an_explanation_in_a_notebook() -> None:
    told = cm.Explanation(**vars(replace(handmade.SECOND, cautions=("<a> war",))))
    assert told._repr_html_() == (
        "<div><h4>=Cé, France for Alder, Ohio</h4><p>Rank 2 of 1,200: "
        "ranks 2 to 4 have the same score, to a tenth of a point; "
        "their order is by climate alike, "
        "then by a fixed lot. Score 60.0, 75% known, best case 85.0.</p>"
        "<p><strong>Caution:</strong> &lt;a&gt; war</p><table><thead><tr><th>criterion</th><th>points</th><th>of</th>"
        "<th>facts</th><th>level</th></tr></thead><tbody>"
        "<tr><td>About our size</td><td style='text-align:right'>60.0</td><td style='text-align:right'>75.0</td>"
        "<td style='text-align:left'>It is 1.1 times as large</td><td>place</td></tr>"
        "<tr><td>By the water</td><td style='text-align:right'>unknown</td><td style='text-align:right'>25.0</td>"
        "<td style='text-align:left'>Water unknown</td><td>unknown</td></tr></tbody></table></div>"
    )


def test_papers_pictures_and_a_page(ranking: cm.Ranking) -> None:
    pytest.importorskip("matplotlib").use("Agg")
    memo = ranking.memo(["Seika, Japan", "Colima, Mexico", "Toledo, Spain"]).to_markdown()
    assert memo.startswith("# Memo: candidates for a sister city of Pinole, California") and "Toledo" in memo
    assert ranking.application("Seika, Japan").title == (
        "Sister city application and staff report (draft): Seika (精華町), Kyoto, Japan for Pinole, California"
    )
    assert ranking.plot_map(2).get_title(loc="left").endswith("the first 2")
    assert ranking.plot_map().get_title(loc="left").endswith("the first 4")
    assert len(ranking.plot_contributions(3).get_yticks()) == 3
    assert len(ranking.plot_contributions().get_yticks()) == 4
    assert ranking[0].plot().get_title(loc="left") == f"{ranking[0].label} for Pinole, California"
    axes = ranking[0].plot()
    assert ranking[1].plot(axes) is axes and ranking.plot_map(ax=axes) is axes
    assert ranking.plot_contributions(ax=axes) is axes
    sys_plt = __import__("matplotlib.pyplot").pyplot
    sys_plt.close("all")
    page, view = ranking.page(), ranking.explore()
    assert page.startswith("<!DOCTYPE html>") and isinstance(view, PageView)
    assert html.escape("Pinole, California") in page and len(view.html) < len(page)
    assert ranking.page(detail=4.0) != page


def test_how_far_a_ranking_depends_on_its_weights(ranking: cm.Ranking) -> None:
    found = ranking.sensitivity(draws=20)
    assert isinstance(found, Sensitivity) and (found.draws, found.seed, found.top) == (20, 0, 10)
    assert ranking.sensitivity(draws=20, top=2).top == 2
    assert ranking.sensitivity(draws=20, seed=3).seed == 3
    assert ranking.sensitivity().draws == 1000
    near = ranking.sensitivity(draws=20, concentration=5000.0).spread
    assert all(near[name] < found.spread[name] for name in near)
    assert ranking.sensitivity(draws=20, concentration=50.0) == found


def test_the_public_names_are_there_and_no_others() -> None:
    assert dir(cm) == sorted(cm.__all__)
    assert all(getattr(cm, name) is not None for name in cm.__all__)
    with pytest.raises(AttributeError, match=r"^module 'citymatch' has no attribute 'rnk'$"):
        cm.rnk  # noqa: B018
