"""What an analyst gets wrong is said: a misspelt column, a criterion of one's own beyond its scale."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import citymatch as cm
from citymatch.datasets import InputError
from citymatch.features import Extractor
from citymatch.features.registry import EXTRACTORS, register

SKI = {"name": "mine", "criteria": [{"id": "ski", "extractor": "attributes", "parameters": {"column": "skii"}},
                                    {"extractor": "size"}]}  # fmt: skip


def test_a_misspelt_column_of_ones_own_is_said() -> None:
    table = pd.DataFrame({"community_id": ["geonames:3027301"], "ski": ["yes"], "wine": ["no"]})
    notes = cm.rank("Truckee, California", SKI, top=2, attributes=table).result.notes
    assert (
        "The policy reads the column 'skii', which your table has not; did you mean 'ski'?." in notes
        or any("'skii', which your table has not" in note and "did you mean 'ski'" in note for note in notes)
    )
    assert any(
        "'skii': no table of your own" in note
        for note in cm.rank("Truckee, California", SKI, top=2).result.notes
    )


def test_a_similarity_beyond_its_scale_is_an_error() -> None:
    class Triple(Extractor):
        name, label, unit, source = "triple", "triple", "times", "nobody"
        reads = ("number",)

        def measure(self, seeker: Any, candidates: Any) -> Any:
            return np.full(len(candidates), 3.0)

        def value(self, measure: Any, seeker: Any) -> Any:
            return measure

        def reason(self, seeker: Any, candidate: Any) -> str:
            return "three"

    register(Triple)
    try:
        with pytest.raises(InputError, match=r"Triple.value gives 0 to 3; a similarity lies between 0 and 1"):
            cm.rank("Truckee, California", {"name": "t", "criteria": [{"extractor": "triple"}]}, top=2)
    finally:
        EXTRACTORS.pop("triple", None)


def test_policies_side_by_side_say_their_cautions() -> None:
    found = cm.compare("Truckee, California", ["default", "precedent"], top=3)
    marked = [each for each in found.candidates if each.cautions]
    assert marked and f"{marked[0].label} !" in found.text
    assert found.to_frame()["cautions"].ne("").sum() == len(marked)
    assert "The State Department advises Americans not to travel" in found.text
