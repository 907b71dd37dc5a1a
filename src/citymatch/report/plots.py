"""Pictures for notebooks: where the candidates are, and what their scores are made of. Needs matplotlib."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from citymatch.datasets.geography import load_water
from citymatch.extras import extra
from citymatch.features.unit import named
from citymatch.scoring.additive import shown

from .svgmap import WIDTH, FloatArray, equal_earth, height, shapes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from citymatch.results import Explained, Record, Result

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#000000")
"""The palette of Okabe and Ito (2008), told apart by colour-blind readers too."""

LAND, SEA, INK, LOST = "#d6d1c2", "#eaf0f2", "#1c2430", "#dad6ca"
HATCHES = ("", "//", "..", "xx", "\\\\", "++", "oo", "--")


def pyplot() -> Any:
    """matplotlib.pyplot. Raises MissingExtra where it is not installed."""
    return extra("matplotlib.pyplot", "plot", "plots")


def _axes(plt: Any, width: float, height: float) -> Axes:
    """The axes of a new picture, so many inches wide and high."""
    axes: Axes = plt.subplots(figsize=(width, height), layout="constrained")[1]
    return axes


def plot_map(result: Result, top: int = 20, ax: Axes | None = None) -> Axes:
    """The seeker and its best `top` candidates on the world, coloured by score (viridis), numbered by rank.

    Where the candidates lie close together, an inset shows them larger.
    """
    plt = pyplot()
    ax = ax if ax is not None else _axes(plt, 11, 5.2)
    best = list(islice(result.told, top))
    seeker = result.seeker
    x, y = equal_earth([e.facts["latitude"] for e in best], [e.facts["longitude"] for e in best])
    dots = _places(ax, best, x, y)
    own = equal_earth([seeker["latitude"]], [seeker["longitude"]])
    ax.scatter(*own, marker="*", s=190, color="#D55E00", edgecolor="white", linewidth=0.8, zorder=5)
    ax.annotate(str(seeker["name"]), (own[0][0], own[1][0]), (0, 9), textcoords="offset points", ha="center",
                color=INK, fontsize=9, zorder=5)  # fmt: skip
    ax.set(xlim=(0, WIDTH), ylim=(height(), 0), aspect="equal")
    ax.set_title(
        f"Partners for {seeker['label']}, policy {result.policy.name}: the first {len(best)}", loc="left"
    )
    for side in ax.spines.values():
        side.set_visible(False)
    if len({shown(e.score) for e in best}) > 1 and ax.figure is not None:
        ax.figure.colorbar(dots, ax=ax, shrink=0.6, label="score")
    if len(best) > 1 and np.ptp(x) < WIDTH / 8 and np.ptp(y) < height() / 4:
        _inset(ax, best, x, y)
    return ax


def _places(ax: Axes, best: list[Explained], x: FloatArray, y: FloatArray) -> Any:
    """The land, and the candidates on it with their ranks."""
    for land_x, land_y in shapes(load_water("coast"), 3.0, 3.0):
        ax.fill(land_x, land_y, facecolor=LAND, edgecolor="none", zorder=1)
    ax.set(facecolor=SEA, xticks=[], yticks=[])
    scores = np.array([shown(e.score) for e in best])
    last_first = slice(None, None, -1)  # the best lie on top
    dots = ax.scatter(
        x[last_first],
        y[last_first],
        c=scores[last_first],
        cmap="viridis",
        s=130,
        edgecolor="white",
        linewidth=0.8,
        zorder=3,
    )
    bright = scores - scores.min(initial=np.inf) > 0.65 * np.ptp(scores) if len(best) else scores > 0
    for line, (at_x, at_y, light) in enumerate(zip(x, y, bright, strict=True), 1):
        ax.text(
            at_x, at_y, str(line), ha="center", va="center", fontsize=7, color=INK if light else "white",
            zorder=4, clip_on=True,
        )  # fmt: skip
    return dots


def _inset(ax: Axes, best: list[Explained], x: FloatArray, y: FloatArray) -> None:
    """The neighbourhood of the candidates, in the empty south of the Pacific."""
    middle_x, middle_y = (x.min() + x.max()) / 2, (y.min() + y.max()) / 2
    half = max(0.65 * float(np.ptp(x)), 0.65 * float(np.ptp(y)), 60.0)
    part = ax.inset_axes((0.0, 0.0, 0.25, 0.55))
    _places(part, best, x, y)
    part.set(xlim=(middle_x - half, middle_x + half), ylim=(middle_y + half, middle_y - half), aspect="equal")
    ax.indicate_inset_zoom(part, edgecolor=INK)


def plot_contributions(result: Result, top: int = 10, ax: Axes | None = None) -> Axes:
    """What the scores of the best `top` are made of: one bar each, one piece per criterion, unknowns left open."""
    plt = pyplot()
    best = list(islice(result.told, top))
    ax = ax if ax is not None else _axes(plt, 10, 0.9 + 0.42 * len(best) + 0.25)
    rows = np.arange(len(best))
    left = np.zeros(len(best))
    for position, record in enumerate(best[0].records if best else ()):
        points = np.array([e.records[position].contribution for e in best])
        colour, hatch = COLOURS[position % len(COLOURS)], HATCHES[position // len(COLOURS)]
        ax.barh(rows, points, left=left, color=colour, hatch=hatch, edgecolor="white", label=record.label)
        left += points
    for row, e in enumerate(best):
        ax.text(left[row] + 0.8, row, f"{shown(e.score):.1f}", va="center", fontsize=9, color=INK)
        if e.coverage < 0.9995:
            ax.barh(
                row, e.best_case - e.score, left=e.score, color="none", edgecolor="#777777", linestyle=":"
            )
    ax.set_yticks(rows, [f"{line}  {_short(e)}" for line, e in enumerate(best, 1)])
    ax.invert_yaxis()
    ax.set(xlim=(0, 108), xlabel="points of the score (dotted: unknown)")
    ax.set_title(
        f"What the scores are made of: {result.seeker['label']}, policy {result.policy.name}", loc="left"
    )
    _plain(ax)
    if best:
        ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize=9)
    return ax


def plot_explanation(explanation: Explained, ax: Axes | None = None) -> Axes:
    """How one score adds up: each criterion begins where those before it end; grey is lost, dotted unknown."""
    plt = pyplot()
    records = explanation.records
    ax = ax if ax is not None else _axes(plt, 10, 1.2 + 0.5 * len(records))
    total = 0.0
    for row, record in enumerate(records):
        _step(ax, row, total, record)
        total += record.contribution
    last = len(records)
    ax.barh(last, explanation.score, color=INK)
    ax.text(
        explanation.score + 0.8,
        last,
        f"{shown(explanation.score):.1f}",
        va="center",
        weight="bold",
        color=INK,
    )
    ax.set_yticks(range(last + 1), [*(_wrapped(r.label) for r in records), "Score"])
    ax.invert_yaxis()
    ax.set(xlim=(0, 108), xlabel="points (grey: lost; dotted: unknown)")
    ax.set_title(f"{explanation.label} for {explanation.seeker}", loc="left")
    _plain(ax)
    return ax


def _step(ax: Axes, row: int, start: float, record: Record) -> None:
    most = 100 * record.weight
    if record.known:
        ax.barh(row, most - record.contribution, left=start + record.contribution, color=LOST)
        ax.barh(row, record.contribution, left=start, color=COLOURS[0])
        said = f"{record.contribution:.1f} of {most:.1f}"
    else:
        ax.barh(row, most, left=start, color="none", edgecolor="#777777", linestyle=":")
        said = f"unknown, of {most:.1f}"
    right = start + most < 80
    ax.text(
        start + most + 0.8 if right else start - 0.8, row, said, va="center", ha="left" if right else "right",
        fontsize=9, color=INK,
    )  # fmt: skip


def _plain(ax: Axes) -> None:
    for name in ("top", "right", "left"):
        ax.spines[name].set_visible(False)
    ax.tick_params(left=False)
    ax.xaxis.grid(True, color="#cccccc", linewidth=0.6)
    ax.set_axisbelow(True)


def _short(explanation: Explained) -> str:
    return f"{named(explanation.facts)}, {explanation.facts['country']}"


def _wrapped(label: str, width: int = 34) -> str:
    from textwrap import fill

    return fill(label, width)
