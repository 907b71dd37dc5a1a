"""The pictures of a ranking made by hand: what is drawn where, in which words and colours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import handmade
import numpy as np
import pytest

from citymatch.report import plots
from citymatch.results import Explained

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("Agg")

from matplotlib import colors, pyplot  # noqa: E402


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    pyplot.close("all")


def far() -> Explained:
    """A third candidate, on the other side of the world."""
    facts = {**handmade.BO, "latitude": -35.0, "longitude": 150.0, "name": "Eden", "country": "AU"}
    return replace(
        handmade.FIRST,
        rank=3,
        score=50.0,
        best_case=75.0,
        coverage=0.75,
        facts=facts,
        label="Eden, Australia",
    )


def hexes(patches: list) -> list[str]:  # type: ignore[type-arg]
    return [colors.to_hex(patch.get_facecolor(), keep_alpha=True) for patch in patches]


def test_a_waterfall_step_by_step() -> None:
    """60 of 75 points: 15 lost; 25 unknown, which begin where the known points end."""
    ax = plots.plot_explanation(handmade.SECOND)
    bars = [(p.get_x(), round(p.get_y() + p.get_height() / 2), p.get_width()) for p in ax.patches]
    assert bars == [(60, 0, 15), (0, 0, 60), (60, 1, 25), (0, 2, 60)]
    assert hexes(ax.patches) == ["#dad6caff", "#0072b2ff", "#00000000", "#1c2430ff"]
    assert ax.patches[2].get_linestyle() == ":" and colors.to_hex(ax.patches[2].get_edgecolor()) == "#777777"
    said = [(t.get_text(), t.get_position(), t.get_ha(), t.get_va(), t.get_fontsize()) for t in ax.texts[:2]]
    assert said == [
        ("60.0 of 75.0", (75.8, 0), "left", "center", 9.0),
        ("unknown, of 25.0", (59.2, 1), "right", "center", 9.0),
    ]
    total = ax.texts[2]
    assert (total.get_text(), total.get_position(), total.get_weight(), total.get_va()) == (
        "60.0",
        (60.8, 2),
        "bold",
        "center",
    )
    assert {colors.to_hex(t.get_color()) for t in ax.texts} == {"#1c2430"}
    assert [t.get_text() for t in ax.get_yticklabels()] == ["About our size", "By the water", "Score"]
    assert ax.get_yticks().tolist() == [0, 1, 2] and ax.yaxis_inverted() and ax.get_xlim() == (0, 108)
    assert ax.get_xlabel() == "points (grey: lost; dotted: unknown)"
    assert ax.get_title(loc="left") == "=Cé, France for Alder, Ohio"
    assert ax.figure.get_size_inches().tolist() == [10, 2.2]
    plain(ax)
    edge = replace(
        handmade.SECOND, records=(replace(handmade.SECOND.records[0], weight=0.8, contribution=80.0),)
    )
    assert plots.plot_explanation(edge).texts[0].get_position() == (-0.8, 0), (
        "no room on the right from 80 points on"
    )


def plain(ax) -> None:  # type: ignore[no-untyped-def]
    assert {name: ax.spines[name].get_visible() for name in ("top", "right", "left", "bottom")} == {
        "top": False, "right": False, "left": False, "bottom": True,
    }  # fmt: skip
    lines = ax.xaxis.get_gridlines()
    assert {(line.get_color(), line.get_linewidth(), line.get_visible()) for line in lines} == {
        ("#cccccc", 0.6, True)
    }
    assert not any(line.get_visible() for line in ax.yaxis.get_gridlines())
    assert ax.get_axisbelow() is True and not ax.yaxis.get_major_ticks()[0].tick1line.get_visible()


def test_bars_of_contributions() -> None:
    ax = plots.plot_contributions(handmade.result())
    bars = [(p.get_x(), round(p.get_y() + p.get_height() / 2), p.get_width()) for p in ax.patches]
    # the two candidates' size, then their water, then what the second could have at best: 25 more
    assert bars == [(0, 0, 71.25), (0, 1, 60), (71.25, 0, 25), (60, 1, 0), (60, 1, 25)]
    assert hexes(ax.patches) == ["#0072b2ff", "#0072b2ff", "#e69f00ff", "#e69f00ff", "#00000000"]
    assert ax.patches[4].get_linestyle() == ":" and colors.to_hex(ax.patches[4].get_edgecolor()) == "#777777"
    assert colors.to_hex(ax.patches[0].get_edgecolor()) == "#ffffff"
    assert [(t.get_text(), t.get_position(), t.get_fontsize(), t.get_va()) for t in ax.texts] == [
        ("96.2", (97.05, 0), 9.0, "center"), ("60.0", (60.8, 1), 9.0, "center"),
    ]  # fmt: skip
    assert [t.get_text() for t in ax.get_yticklabels()] == ["1  Bo <B>, SE", "2  =Cé, FR"]
    assert ax.get_title(loc="left") == "What the scores are made of: Alder, Ohio, policy alder"
    assert ax.get_xlabel() == "points of the score (dotted: unknown)" and ax.get_xlim() == (0, 108)
    assert ax.yaxis_inverted() and ax.figure.get_size_inches().tolist() == pytest.approx([10, 1.99])
    legend = ax.get_legend()
    assert [t.get_text() for t in legend.get_texts()] == ["About our size", "By the water"]
    assert not legend.get_frame_on() and {t.get_fontsize() for t in legend.get_texts()} == {9.0}
    assert legend._loc == 2
    plain(ax)
    assert len(plots.plot_contributions(handmade.result(), top=1).texts) == 1
    own = matplotlib.pyplot.figure().add_subplot()
    assert (
        plots.plot_contributions(handmade.result(), ax=own) is own
        and plots.plot_explanation(handmade.SECOND, own) is own
    )


def test_the_ninth_criterion_has_the_first_colour_and_a_hatch() -> None:
    nine = tuple(replace(handmade.FIRST.records[0], criterion=f"c{n}", contribution=10.0) for n in range(9))
    ax = plots.plot_contributions(handmade.result(explanations=(replace(handmade.FIRST, records=nine),)))
    assert hexes(ax.patches)[8] == hexes(ax.patches)[0] and len(set(hexes(ax.patches))) == 8
    assert [p.get_hatch() or "" for p in ax.patches] == [""] * 8 + ["//"]
    assert [p.get_x() for p in ax.patches] == [10.0 * n for n in range(9)]
    ten = plots.plot_contributions(handmade.result(explanations=(handmade.FIRST,) * 12))
    assert len(ten.get_yticks()) == 10


def test_the_map_of_candidates() -> None:
    made = handmade.result(explanations=(handmade.FIRST, handmade.SECOND, far()))
    ax = plots.plot_map(made)
    dots, own = ax.collections[:2]
    assert dots.get_offsets()[1:].round().tolist() == [[2043, 342], [2116, 207]]
    assert dots.get_offsets()[0].tolist() == [pytest.approx(3540, abs=60), pytest.approx(1450, abs=60)]
    assert dots.get_array().tolist() == [50.0, 60.0, 96.2] and dots.get_cmap().name == "viridis"
    assert dots.get_sizes().tolist() == [130] and dots.get_linewidths().tolist() == [0.8]
    assert own.get_offsets().round().tolist() == [[1183, 392]] and own.get_sizes().tolist() == [190]
    assert (
        colors.to_hex(own.get_facecolor()[0]) == "#d55e00"
        and colors.to_hex(own.get_edgecolor()[0]) == "#ffffff"
    )
    ranks = [
        (t.get_text(), colors.to_hex(t.get_color()), t.get_fontsize(), t.get_ha(), t.get_va())
        for t in ax.texts
    ]
    assert ranks[:3] == [
        ("1", "#1c2430", 7.0, "center", "center"), ("2", "#ffffff", 7.0, "center", "center"),
        ("3", "#ffffff", 7.0, "center", "center"),
    ]  # fmt: skip
    assert (
        ranks[3][0] == "Alder" and ax.texts[3].xyann == (0, 9) and ranks[3][1:4] == ("#1c2430", 9.0, "center")
    )
    assert ax.texts[0].get_position() == pytest.approx((2116, 207), abs=0.6) and ax.texts[0].get_clip_on()
    assert ax.get_xlim() == (0, 4000) and ax.get_ylim() == (1733, 0) and ax.get_aspect() == 1
    assert ax.get_title(loc="left") == "Partners for Alder, Ohio, policy alder: the first 3"
    assert not any(side.get_visible() for side in ax.spines.values())
    assert (
        colors.to_hex(ax.get_facecolor()) == "#eaf0f2" and len(ax.get_xticks()) == len(ax.get_yticks()) == 0
    )
    land = ax.patches[0]
    assert colors.to_hex(land.get_facecolor()) == "#d6d1c2" and land.get_edgecolor()[3] == 0
    assert (
        land.get_zorder()
        < dots.get_zorder()
        < ax.texts[0].get_zorder()
        < own.get_zorder()
        == ax.texts[3].get_zorder()
    )
    assert len(ax.figure.axes) == 2 and ax.figure.axes[1].get_ylabel() == "score"
    assert not ax.child_axes, "they lie far apart"
    assert ax.figure.get_size_inches().tolist() == [11, 5.2]
    assert len(plots.plot_map(made, top=2).texts) >= 3
    own_axes = matplotlib.pyplot.figure().add_subplot()
    assert plots.plot_map(made, ax=own_axes) is own_axes
    assert len(plots.plot_map(handmade.result(explanations=(handmade.FIRST,) * 25)).texts) == 21


def test_candidates_that_lie_close_together_are_shown_larger() -> None:
    ax = plots.plot_map(handmade.result())
    (inset,) = ax.child_axes
    x, y = zip(*ax.collections[0].get_offsets().tolist(), strict=True)
    # 135 units from south to north, 73 from west to east: 0.65 of the larger on each side of the middle
    half = 0.65 * (max(y) - min(y))
    assert np.mean(inset.get_xlim()) == pytest.approx(np.mean([min(x), max(x)]))
    assert np.mean(inset.get_ylim()) == pytest.approx(np.mean([min(y), max(y)]))
    assert np.ptp(inset.get_xlim()) == pytest.approx(2 * half) and inset.get_ylim()[0] - inset.get_ylim()[
        1
    ] == pytest.approx(2 * half)
    assert inset.get_aspect() == 1 and [t.get_text() for t in inset.texts] == ["1", "2"]
    assert inset.get_position().bounds[2] > 0
    beside = replace(far(), facts={**handmade.BO, "latitude": 55.6})
    near = plots.plot_map(handmade.result(explanations=(handmade.FIRST, beside))).child_axes[0]
    assert np.ptp(near.get_xlim()) == pytest.approx(120), "never less than 60 units on each side"


def test_maps_of_one_of_equals_and_of_nobody() -> None:
    one = plots.plot_map(handmade.result(explanations=(handmade.FIRST,)))
    assert not one.child_axes and len(one.figure.axes) == 1, "one score needs no scale"
    equal = handmade.result(explanations=(handmade.FIRST, replace(far(), score=96.29)))
    assert len(plots.plot_map(equal).figure.axes) == 1, "both are 96.2"
    nobody = plots.plot_map(handmade.nobody())
    assert nobody.get_title(loc="left").endswith("the first 0")
    assert [t.get_text() for t in nobody.texts] == ["Alder"]
    assert not plots.plot_contributions(handmade.nobody()).patches


def test_long_labels_are_wrapped() -> None:
    assert plots._wrapped("Cities with a similar number of people and homes") == (
        "Cities with a similar number of\npeople and homes"
    )
    assert max(map(len, plots._wrapped("a " * 60).splitlines())) in (33, 34)


def test_the_palette_is_that_of_okabe_and_ito() -> None:
    """Okabe and Ito (2008), Color Universal Design."""
    assert plots.COLOURS == (
        "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#000000",
    )  # fmt: skip
    assert len(set(plots.HATCHES)) == len(plots.HATCHES) == 8 and plots.HATCHES[0] == ""
    assert set("".join(plots.HATCHES)) <= set("/.x\\+o-")


def test_without_matplotlib_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from citymatch import extras

    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(extras, "import_module", missing)
    with pytest.raises(
        extras.MissingExtra, match=r"""^plots need the extra 'plot': pip install "citymatch\[plot\]"$"""
    ):
        plots.plot_map(handmade.result())
