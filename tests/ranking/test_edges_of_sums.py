"""Sums over packed columns and their bounds, against sums taken one candidate at a time."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from citymatch.ranking import summing
from citymatch.ranking.compiled import KEPT, Base, Part
from citymatch.ranking.summing import Plan
from citymatch.scoring.additive import BLOCK, GRID, tied_from


def one_by_one(columns: list[Any], tables: list[Any], start: Any, few: list[Any]) -> list[float]:
    """What every candidate sums up to, by plain loops."""
    sums = start.tolist()
    for codes, table in zip(columns, tables, strict=True):
        for row, code in enumerate(codes.tolist()):
            sums[row] += float(table[code])
    for rows, more in few:
        for row, amount in zip(rows.tolist(), more.tolist(), strict=True):
            sums[row] += amount
    return sums


def random_case(seed: int) -> tuple[list[Any], list[int], list[Any], Any, list[Any]]:
    """Columns of codes, their sizes, their tables, where the sums start, and what is added to a few of them.

    Tables hold few distinct whole steps near a twentieth of a point, so that ties are frequent.
    """
    rng = np.random.default_rng(seed)
    length = int(rng.choice([1, 5, BLOCK - 1, BLOCK, BLOCK + 1, 40 * BLOCK, 61 * BLOCK + 17]))
    number = int(rng.integers(1, 6))
    sizes = rng.choice([1, 2, 7, 90, 400, 3000], size=number).tolist()
    columns = [rng.integers(0, size, length) for size in sizes]
    if rng.random() < 0.5:  # neighbours are alike, so that bounds keep blocks out
        columns = [np.sort(codes) for codes in columns]
    tables = [np.rint(np.rint(rng.integers(0, 200, size) * (GRID / 20))) for size in sizes]
    start = np.rint(np.rint(rng.integers(0, 5, length) * (GRID / 10)))
    start[rng.random(length) < rng.choice([0.0, 0.3, 0.95])] = -np.inf
    few = []
    for _ in range(int(rng.integers(0, 3))):
        rows = rng.choice(length, size=min(length, int(rng.integers(1, 30))), replace=False)
        few.append((rows, np.rint(np.rint(rng.integers(-100, 400, len(rows)) * (GRID / 20)))))
    return columns, sizes, tables, start, few


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("packed", [True, False])
def test_the_top_of_a_plan_is_that_of_the_full_sums(
    seed: int, packed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not packed:
        monkeypatch.setattr(summing, "PACKED", 100)
        monkeypatch.setattr(summing, "LISTED", 50)
    columns, sizes, tables, start, few = random_case(seed)
    length = len(start)
    expected = np.array(one_by_one(columns, tables, start, few))
    plan = Plan.of(columns, sizes, length)
    whole = np.pad(start, (0, -length % BLOCK), constant_values=-np.inf)
    bounds = whole.reshape(-1, BLOCK).max(axis=1)
    plain = np.array(one_by_one(columns, tables, start, []))
    np.testing.assert_array_equal(plan.total(tables, start), plain)
    np.testing.assert_array_equal(plan.total(tables), one_by_one(columns, tables, np.zeros(length), []))
    left = int((expected > -np.inf).sum())
    for top in sorted({1, 3, 50, max(left - 1, 1), max(left, 1), left + 1, length + 10}):
        before = whole.copy(), bounds.copy()
        rows, sums = plan.top(tables, whole, bounds, top, few)
        if top > left:
            wanted = np.flatnonzero(expected > -np.inf)
        else:
            wanted = np.flatnonzero(expected >= tied_from(float(np.sort(expected)[::-1][top - 1])))
        # where the first blocks hold fewer than the top, all are given: which of them lead is for the caller
        assert np.isin(wanted, rows).all() and len(np.unique(rows)) == len(rows)
        np.testing.assert_array_equal(sums, expected[rows])
        assert (sums > -np.inf).all()
        assert len(rows) in ({len(wanted)} if length <= summing.FIRST * BLOCK else {len(wanted), left})
        np.testing.assert_array_equal(whole, before[0])
        np.testing.assert_array_equal(bounds, before[1])


def test_the_bound_of_a_block_is_never_below_what_it_holds() -> None:
    rng = np.random.default_rng(5)
    for size in (3, 64, 65, 500, 30_000):
        for length in (10, BLOCK, 5 * BLOCK + 3, 200 * BLOCK):
            codes = rng.integers(0, size, length)
            table = rng.normal(size=size)
            (pack,) = Plan.of([codes], [size], length).packs
            held = np.pad(table[codes], (0, -length % BLOCK), constant_values=-np.inf)
            largest = held.reshape(-1, BLOCK).max(axis=1)
            bounds = pack.bounds(table)
            assert bounds.shape == largest.shape and (bounds >= largest).all()
            if size == 3 and length % BLOCK == 0:
                np.testing.assert_array_equal(bounds, largest)


def test_columns_of_few_codes_stand_in_one_pack_and_those_of_many_alone() -> None:
    rng = np.random.default_rng(6)
    length = 60_000
    small, wide = [rng.integers(0, size, length) for size in (4, 10)], rng.integers(0, 50_000, length)
    plan = Plan.of([wide, *small], [50_000, 4, 10], length)
    assert [pack.size for pack in plan.packs] == [40, 50_000]
    assert [[number for number, _ in pack.members] for pack in plan.packs] == [[1, 2], [0]]


def test_the_sum_of_no_columns_is_where_it_starts() -> None:
    plan = Plan.of([], [], 3)
    assert plan.total([]).tolist() == [0, 0, 0]
    start = np.array([5.0, -np.inf, 7.0])
    assert plan.total([], start).tolist() == start.tolist()
    whole = np.pad(start, (0, BLOCK - 3), constant_values=-np.inf)
    rows, sums = plan.top([], whole, np.array([7.0]), 2)
    assert sorted(rows.tolist()) == [0, 2] and sorted(sums.tolist()) == [5.0, 7.0]


@pytest.mark.parametrize("seed", range(20))
def test_a_part_says_of_some_what_it_says_of_all(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 60))
    distinct = rng.random(9).astype(np.float32)
    codes = rng.integers(0, 9, n)
    few = rng.choice(n, size=int(rng.integers(0, n + 1)), replace=False)
    few_similarity = rng.random(len(few)).astype(np.float32)
    expected = distinct[codes]
    expected[few] = few_similarity
    rows = rng.integers(0, n, 40)
    coded = Part(distinct, codes, few, few_similarity)
    plain = Part(distinct[codes], None, few, few_similarity)
    for part in (coded, plain):
        before = part.similarity.copy()
        np.testing.assert_array_equal(part.every(), expected)
        np.testing.assert_array_equal(part.at(rows), expected[rows])
        assert part.at(rows[:0]).tolist() == []
        np.testing.assert_array_equal(part.similarity, before)
    np.testing.assert_array_equal(Part(distinct, codes).every(), distinct[codes])
    np.testing.assert_array_equal(Part(distinct[codes]).at(rows), distinct[codes][rows])


def test_the_base_of_a_gate_is_kept_for_it_alone() -> None:
    base = Base(np.array([3.0, 9.0, 5.0]))
    first, second = np.array([0.0, -np.inf, 0.0]), np.zeros(3)
    whole, bounds = base.behind(first)
    assert whole[:3].tolist() == [3.0, -np.inf, 5.0] and len(whole) == BLOCK and bounds.tolist() == [5.0]
    assert (whole[3:] == -np.inf).all()
    assert base.behind(second)[1].tolist() == [9.0]
    assert base.behind(first)[0] is whole
    for _ in range(2 * KEPT):
        assert base.behind(np.zeros(3))[1].tolist() == [9.0]
    assert len(base.gated) <= KEPT and base.behind(first)[1].tolist() == [5.0]
