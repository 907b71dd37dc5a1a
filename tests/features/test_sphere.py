from __future__ import annotations

import numpy as np
import pytest

from citymatch.features.sphere import (
    ArcIndex,
    PointIndex,
    chord,
    chord_km,
    cut_arcs,
    great_circle_km,
    unit_vectors,
)

DEGREE_KM = 2 * np.pi * 6371.0088 / 360


def test_known_distances() -> None:
    assert great_circle_km(0, 0, 0, 180) == pytest.approx(20015.1, abs=0.1)
    assert great_circle_km(51.5074, -0.1278, 48.8566, 2.3522) == pytest.approx(
        343.6, abs=0.5
    )  # London, Paris
    assert great_circle_km(0, 179.5, 0, -179.5) == pytest.approx(DEGREE_KM)
    assert great_circle_km(90, 10, 90, -170) == pytest.approx(0, abs=1e-6)


def test_chords_and_kilometres_turn_into_each_other() -> None:
    for km in (0.0, 0.01, 50.0, 9_000.0):
        assert float(chord_km(chord(km))) == pytest.approx(km, abs=1e-7)


def test_an_arc_is_nearest_at_its_foot_or_at_an_end() -> None:
    meridian = ArcIndex(unit_vectors([-10.0], [0.0]), unit_vectors([10.0], [0.0]))
    found = meridian.distance_km([0.0, 12.0, 0.0], [3.0, 0.0, 0.0])
    np.testing.assert_allclose(found, [3 * DEGREE_KM, 2 * DEGREE_KM, 0.0], atol=1e-3)


def test_the_search_agrees_with_going_through_every_arc() -> None:
    rng = np.random.default_rng(7)
    lat, lon = np.degrees(np.arcsin(rng.uniform(-1, 1, 300))), rng.uniform(-180, 180, 300)
    ends = unit_vectors(lat, lon)
    step = rng.normal(scale=0.01, size=ends.shape)
    other = (ends + step) / np.linalg.norm(ends + step, axis=1, keepdims=True)
    index = ArcIndex(ends, other)
    at_lat, at_lon = np.degrees(np.arcsin(rng.uniform(-1, 1, 40))), rng.uniform(-180, 180, 40)
    every = np.arange(len(index.begin))[None, :].repeat(40, axis=0)
    brute = chord_km(index._chord_to_arcs(unit_vectors(at_lat, at_lon), every).min(axis=1))
    np.testing.assert_allclose(index.distance_km(at_lat, at_lon), brute, atol=1e-6)
    np.testing.assert_allclose(index.distance_km(at_lat[:9], at_lon[:9]), brute[:9], atol=1e-6)


def test_cut_arcs_join_up() -> None:
    begin, end = unit_vectors([0.0], [0.0]), unit_vectors([0.0], [1.0])
    first, last = cut_arcs(begin, end, chord(5.0))
    assert len(first) == 23  # 111.2 km in pieces of at most 5
    np.testing.assert_allclose(first[1:], last[:-1])
    np.testing.assert_allclose([first[0], last[-1]], [begin[0], end[0]])


def test_nearest_point_over_the_antimeridian_and_the_unknown() -> None:
    index = PointIndex([0.0, 0.0], [-179.9, 170.0])
    row, km = index.nearest([0.0, np.nan], [179.9, 0.0])
    assert row.tolist() == [0, -1]
    assert km[0] == pytest.approx(0.2 * DEGREE_KM) and np.isnan(km[1])
