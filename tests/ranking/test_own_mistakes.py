"""What an analyst gets wrong is said: a misspelt column, a criterion of one's own beyond its scale."""

from __future__ import annotations

from pathlib import Path
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
    found = cm.compare("Dearborn, Michigan", ["default", "precedent"], top=10)
    marked = [each for each in found.candidates if each.cautions]
    assert marked and f"{marked[0].label} !" in found.text
    assert found.to_frame()["cautions"].ne("").sum() == len(marked)
    assert "The State Department advises Americans not to travel" in found.text


def test_every_line_of_a_list_that_names_nobody_is_said_at_once(tmp_path: Path) -> None:
    wanted = tmp_path / "wanted.csv"
    wanted.write_text("name\nVence, France\nXyzzyville, France\nQwertytown, Japan\n", "utf-8")
    with pytest.raises(ValueError, match="2 lines cannot be read") as caught:
        cm.rank("Pinole, California", top=1, candidates=wanted)
    assert "line 3: 'Xyzzyville, France'" in str(caught.value) and "line 4: 'Qwertytown" in str(caught.value)
    out = tmp_path / "out.csv"
    out.write_text("name,country\nVence,France\nXyzzyville,France\nQwertytown,Japan\n", "utf-8")
    with pytest.raises(ValueError, match="2 lines cannot be read") as caught:
        cm.rank("Pinole, California", top=1, exclude=out)
    assert "line 3: 'Xyzzyville, France'" in str(caught.value) and "line 4: 'Qwertytown" in str(caught.value)


@pytest.mark.parametrize("name", ["attributes", "partners"])
def test_a_table_of_another_kind_is_said_by_its_kind(name: str) -> None:
    with pytest.raises(ValueError, match=rf"{name} must be a file or a DataFrame, not a set: \{{'size'\}}"):
        cm.rank("Pinole, California", top=1, **{name: {"size"}})
