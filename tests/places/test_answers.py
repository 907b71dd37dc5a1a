"""Every community that governs itself is answered by itself, or listed where its name is ambiguous."""

from __future__ import annotations

import numpy as np

from citymatch.places.answers import communities, failures
from citymatch.places.gazetteer import gazetteer_of

SEED = 13


def test_a_tenth_of_all_communities_are_answered_by_themselves() -> None:
    gazetteer = gazetteer_of()
    rows = communities(gazetteer.world)
    assert len(rows) > 130_000
    tenth = np.random.default_rng(SEED).choice(rows, len(rows) // 10, replace=False)
    assert list(failures(gazetteer, tenth.tolist())) == []
