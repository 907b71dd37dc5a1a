"""Within the seeker's scale: in full for a small town, less for a large city."""

from __future__ import annotations

import pandas as pd
import pytest

from citymatch.features.scale import Scale
from citymatch.testing import ExtractorConformance

MAKATI, TOLUCA, SIMILAR = 629_616.0, 910_608.0, 20_000.0


class TestScale(ExtractorConformance):
    extractor = Scale()
    seeker = {"name": "Pinole", "population": 19269.0}
    candidates = pd.DataFrame({"name": ["A", "B", "C"], "population": [18504.0, 90000.0, 250000.0]})
    unknown_row = {"population": float("nan")}
    unknown_seeker = {"population": float("nan")}


def test_a_small_town_has_nothing_of_a_giant() -> None:
    towns = pd.DataFrame({"population": [MAKATI, TOLUCA, SIMILAR]})
    assert Scale().similarity({"population": 19_269.0}, towns).tolist() == [0.0, 0.0, 1.0]


def test_a_large_city_feels_a_fifth_of_it_and_one_between_half_way() -> None:
    # 79,057 is the geometric mean of 25,000 and 250,000: half way from 1 to 0.2 is 0.6.
    for people, share in ((25_000.0, 1.0), (79_056.94, 0.6), (250_000.0, 0.2), (4_000_000.0, 0.2)):
        alike = pd.DataFrame({"population": [people]})
        assert Scale().similarity({"population": people}, alike)[0] == pytest.approx(share, abs=1e-6)


def test_halfway_between_core_and_edge_is_a_half() -> None:
    # The geometric mean of 2 and 8 is 4, and a quarter is as far the other way.
    towns = pd.DataFrame({"population": [4_000.0, 250.0]})
    found = Scale(core=2.0, edge=8.0).similarity({"population": 1_000.0}, towns)
    assert found.tolist() == pytest.approx([0.5, 0.5])
