"""What every extractor must do, whatever it measures. A test class inherits this and names its cases."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.pipeline import make_pipeline

from citymatch.datasets import Labels, Table, Text
from citymatch.features import Extractor


def as_table(frame: pd.DataFrame) -> Table:
    """The same places as a citymatch table."""
    columns: dict[str, Any] = {}
    for name in frame.columns:
        values = frame[name].to_numpy()
        if values.dtype.kind in "fiub":
            columns[name] = values
        else:
            texts = ["" if text is None or text != text else str(text) for text in values]
            columns[name] = (
                Text.of(texts) if name in ("name", "ascii_name", "local_name") else Labels.of(texts)
            )
    return Table(columns, len(frame))


class ExtractorConformance:
    """Inherit, and set `extractor`, `seeker` (a dict) and `candidates` (a DataFrame of at least three places).

    `unknown_row` is a change to a candidate that makes it unknown to this extractor, or None where
    nothing can be unknown; `unknown_seeker` the same for the seeker.
    """

    extractor: ClassVar[Extractor]
    seeker: ClassVar[dict[str, Any]]
    candidates: ClassVar[pd.DataFrame]
    unknown_row: ClassVar[dict[str, Any] | None] = None
    unknown_seeker: ClassVar[dict[str, Any] | None] = None

    def test_it_states_what_it_is(self) -> None:
        kind = type(self.extractor)
        assert kind.name and kind.label and kind.unit and kind.source and kind.reads
        assert set(kind.bounds) <= set(self.extractor.get_params())

    def test_similarity_is_one_float32_in_zero_to_one_per_candidate(self) -> None:
        got = self.extractor.similarity(self.seeker, self.candidates)
        assert got.shape == (len(self.candidates),)
        assert got.dtype == np.float32
        known = got[~np.isnan(got)]
        assert len(known)
        assert np.all((known >= 0) & (known <= 1))

    def test_it_does_not_depend_on_the_pool(self) -> None:
        whole = self.extractor.similarity(self.seeker, self.candidates)
        alone = [
            self.extractor.similarity(self.seeker, self.candidates.iloc[[row]].reset_index(drop=True))[0]
            for row in range(len(self.candidates))
        ]
        np.testing.assert_array_equal(whole, np.array(alone, np.float32))

    def test_permuting_the_candidates_permutes_the_answer(self) -> None:
        whole = self.extractor.similarity(self.seeker, self.candidates)
        turned = self.extractor.similarity(self.seeker, self.candidates.iloc[::-1].reset_index(drop=True))
        np.testing.assert_array_equal(whole, turned[::-1])

    def test_a_table_and_a_frame_give_the_same(self) -> None:
        np.testing.assert_array_equal(
            self.extractor.similarity(self.seeker, self.candidates),
            self.extractor.similarity(self.seeker, as_table(self.candidates)),
        )

    def test_an_unknown_is_nan_and_said(self) -> None:
        if self.unknown_row is None:
            return
        changed = self.candidates.head(1).assign(**self.unknown_row)
        assert np.isnan(self.extractor.similarity(self.seeker, changed)[0])
        assert "unknown" in self.extractor.reason(self.seeker, changed.iloc[0].to_dict()).lower()

    def test_an_unknown_seeker_is_known_as_such(self) -> None:
        assert self.extractor.knows(self.seeker)
        if self.unknown_seeker is not None:
            assert not self.extractor.knows({**self.seeker, **self.unknown_seeker})

    def test_it_is_a_scikit_learn_transformer(self) -> None:
        copy = clone(self.extractor)
        assert copy is not self.extractor
        assert copy.get_params() == self.extractor.get_params()
        features = make_pipeline(copy).fit_transform(self.candidates)
        assert list(features.columns) == list(self.extractor.get_feature_names_out())
        assert len(features) == len(self.candidates)

    def test_a_parameter_out_of_bounds_is_refused_by_name(self) -> None:
        for parameter, bound in type(self.extractor).bounds.items():
            wrong = "no such word" if bound.choices else bound.low - 1
            broken = clone(self.extractor).set_params(**{parameter: wrong})
            with pytest.raises(ValueError, match=parameter):
                broken.fit(self.candidates)

    def test_a_reason_is_one_sentence_without_a_stop(self) -> None:
        for row in range(len(self.candidates)):
            reason = self.extractor.reason(self.seeker, self.candidates.iloc[row].to_dict())
            assert reason and not reason.endswith(".") and "nan" not in reason.lower().split()

    def test_a_curve_takes_the_place_of_the_value_function(self) -> None:
        flat = clone(self.extractor).set_params(curve=[(1e-9, 0.25), (1e9, 0.25)])
        got = flat.similarity(self.seeker, self.candidates)
        assert np.all(np.isnan(got) | (got == np.float32(0.25)))
