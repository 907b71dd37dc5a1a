"""Openness to partnerships."""

from __future__ import annotations

import numpy as np
import pandas as pd

from citymatch.features.openness import Openness
from citymatch.testing import ExtractorConformance

NORMAN, SEIKA, COLIMA, AREZZO = 4543762, 9634762, 4013516, 3182884


class TestConformance(ExtractorConformance):
    extractor = Openness()
    seeker = {"name": "Pinole", "geonameid": 5383187}
    candidates = pd.DataFrame(
        {"name": ["Seika", "Arezzo", "Pas de la Casa"], "geonameid": [SEIKA, AREZZO, 3039604]}
    )
    unknown_row = {"geonameid": np.nan}
    unknown_seeker = "a seeker whose partners are unknown has none that must not count"


def test_it_is_capped() -> None:
    towns = pd.DataFrame({"partnerships": [0.0, 1.0, 2.0, 3.0, 30.0]})
    assert Openness().similarity({"name": "Pinole"}, towns).tolist() == [0.0, 0.5, 0.75, 1.0, 1.0]


def test_the_tie_with_the_seeker_does_not_count() -> None:
    towns = pd.DataFrame({"geonameid": [SEIKA]})
    stranger, partner = ({"name": "?", "geonameid": i} for i in (5383187, NORMAN))
    got = [Openness().measure(seeker, towns)[0] for seeker in (stranger, partner)]
    assert got[1] == got[0] - 1


def test_ties_held_back_are_not_counted() -> None:
    towns = pd.DataFrame({"geonameid": [SEIKA]})
    seeker = {"name": "Pinole", "geonameid": 5383187}
    all_known = Openness().measure(seeker, towns)[0]
    assert Openness(leave_out=((NORMAN, SEIKA),)).measure(seeker, towns)[0] == all_known - 1


def test_none_on_record_is_not_none() -> None:
    reason = Openness().reason({"name": "Pinole"}, {"geonameid": 3039604})
    assert reason == "no foreign partnership on record, which does not mean that it has none"
    assert Openness().reason({"name": "Pinole"}, {"geonameid": SEIKA}).startswith("1 foreign partnership is")


def test_places_of_unknown_identity_are_unknown() -> None:
    towns = pd.DataFrame({"latitude": [1.0]})
    assert np.isnan(Openness().similarity({"name": "Pinole"}, towns)[0])
    assert "unknown" in Openness().reason({"name": "Pinole"}, {"latitude": 1.0})
