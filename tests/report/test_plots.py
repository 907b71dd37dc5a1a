"""The pictures for notebooks show the same records as every other output."""

from __future__ import annotations

import html
import importlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import citymatch as cm
from citymatch.scoring.additive import shown

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("Agg")


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """No figure is left open."""
    yield
    importlib.import_module("matplotlib.pyplot").close("all")


def test_the_map_numbers_the_first_places(pinole: cm.Ranking) -> None:
    ax = pinole.plot_map(top=5)
    assert [text.get_text() for text in ax.texts][:5] == ["1", "2", "3", "4", "5"]
    assert "Pinole, California" in ax.get_title(loc="left")
    inside = ax.collections[0].get_offsets()
    assert ((inside >= 0) & (inside <= 4000)).all()


def test_the_bars_are_the_contributions(norman: cm.Ranking) -> None:
    ax = norman.plot_contributions(top=4)
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    first = next(iter(norman))
    assert labels == [record.label for record in first.records]
    drawn = [container[0].get_width() for container in ax.containers[: len(labels)]]
    assert drawn == pytest.approx([record.contribution for record in first.records])
    assert f"{shown(first.score):.1f}" in [text.get_text() for text in ax.texts]


def test_the_waterfall_ends_at_the_score(norman: cm.Ranking) -> None:
    explanation = norman.explain(norman.to_frame()["community_id"][3])
    ax = explanation.plot()
    ends = [patch.get_x() + patch.get_width() for patch in ax.patches]
    assert max(ends) <= 100 + 1e-9
    assert ax.patches[-1].get_width() == explanation.score
    assert np.isclose(sum(r.contribution for r in explanation.records), explanation.score)


def test_the_page_inside_a_notebook(pinole: cm.Ranking, tmp_path: Path) -> None:
    view = pinole.explore()
    frame = view._repr_html_()
    assert frame.startswith("<iframe srcdoc=") and "</script>" not in frame
    assert html.unescape(frame.split('"')[1]) == view.html
    assert len(frame) < 1_000_000
    assert view.save(tmp_path / "page.html").read_text(encoding="utf-8") == view.html
