"""What every extractor must do, as a test class for pytest: for those of citymatch, and for one of your own.

A test class inherits `ExtractorConformance` and says what is tested, on what, and what can be unknown there:

    from citymatch.testing import ExtractorConformance

    class TestFounded(ExtractorConformance):
        extractor = Founded()
        seeker = {"name": "Pinole", "founded": 1903.0}
        candidates = pd.DataFrame({"name": ["Seika", "Ulm", "Perth"], "founded": [1955.0, 850.0, 1829.0]})
        unknown_row = {"founded": float("nan")}
        unknown_seeker = {"founded": float("nan")}

`unknown_row` is a change to a candidate that makes it unknown to the extractor, `unknown_seeker` one to the seeker.
Where nothing can be unknown, a sentence that says why takes the place of the change, and it is tried whether that
is so. Neither has a default: a class that says nothing of it fails.

pytest and scikit-learn are needed by this module alone.
"""

from __future__ import annotations

import pickle
from collections.abc import Hashable, Iterator
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.pipeline import make_pipeline
from sklearn.utils import estimator_checks
from sklearn.utils.validation import check_is_fitted

from citymatch.datasets import Column, Labels, Table, Text
from citymatch.features import Derived, Extractor
from citymatch.features.registry import STATED

SKLEARN_CHECKS = (
    "check_do_not_raise_errors_in_init_or_set_params", "check_estimator_cloneable", "check_estimator_repr",
    "check_get_params_invariance", "check_mixin_order", "check_no_attributes_set_in_init",
    "check_parameters_default_constructible", "check_set_params", "check_valid_tag_types",
)  # fmt: skip
"""scikit-learn's own checks that apply to a transformer of tables of places; those that fit it to numbers do not."""


def sklearn_checks(extractor: Extractor) -> None:
    """Put an extractor to those of `SKLEARN_CHECKS` that the installed scikit-learn has."""
    for name in SKLEARN_CHECKS:
        check = getattr(estimator_checks, name, None)
        if check is not None:
            check(type(extractor).__name__, extractor)


def as_table(frame: pd.DataFrame) -> Table:
    """The same places as a citymatch table: names as text, other words as labels.

    >>> towns = as_table(pd.DataFrame({"name": ["Ulm", None], "country": ["DE", "AU"], "people": [1.0, 2.0]}))
    >>> list(towns["name"]), towns["country"].values, towns["people"].tolist()
    (['Ulm', ''], ('AU', 'DE'), [1.0, 2.0])
    """
    columns: dict[str, Column] = {}
    for name in frame.columns:
        values = frame[name].to_numpy()
        if values.dtype.kind in "fiub":
            columns[name] = values
        else:
            texts = ["" if text is None or text != text else str(text) for text in values]
            named = name in ("name", "ascii_name", "local_name")
            columns[name] = Text.of(texts) if named else Labels.of(texts)
    return Table(columns, len(frame))


def compiled_similarity(extractor: Extractor, seeker: Any, pool: Table) -> npt.NDArray[np.float32]:
    """`similarity` by way of `keys`, `keyed` and `patches`: once for each distinct value of the keys, and gathered.

    This is what an engine does that ranks a large pool, in its plainest form.

    >>> from citymatch.features import make_extractor
    >>> pool = as_table(pd.DataFrame({"climate": ["Csb", "Dfb", "Csb", ""]}))
    >>> [f"{alike:.1f}" for alike in compiled_similarity(make_extractor("climate"), {"climate": "Csb"}, pool)]
    ['1.0', '0.0', '1.0', 'nan']
    """
    keys = extractor.keys(seeker)
    if keys is None:
        return extractor.similarity(seeker, pool)
    columns: dict[str, Column] = {}
    for key in keys:
        if isinstance(key, Derived):
            columns[key.key] = key.of(pool)
        elif key in pool:  # a column that the pool lacks is unknown throughout
            columns[key] = pool[key]
    if not columns:
        return extractor.similarity(seeker, pool)
    codes = np.zeros(len(pool), np.int64)
    for column in columns.values():
        values = np.asarray(column)
        _, own = np.unique(values.astype(str) if values.dtype == object else values, return_inverse=True)
        _, codes = np.unique(codes * (int(own.max(initial=0)) + 1) + own, return_inverse=True)
    _, first = np.unique(codes, return_index=True)
    distinct = Table(columns, len(pool)).take(first)
    found = extractor.value_of(extractor.keyed(seeker, distinct), seeker)[codes]
    patches = extractor.patches(seeker, pool)
    if patches is not None:
        rows, measures = patches
        found[rows] = extractor.value_of(measures, seeker)
    return found


class ExtractorConformance:
    """Inherit, and set `extractor`, `seeker` (a dict), `candidates` (a DataFrame of at least three places),
    `unknown_row` and `unknown_seeker` (each a change, or a sentence that says why nothing can be unknown)."""

    extractor: ClassVar[Extractor]
    seeker: ClassVar[dict[str, Any]]
    candidates: ClassVar[pd.DataFrame]
    unknown_row: ClassVar[dict[str, Any] | str]
    unknown_seeker: ClassVar[dict[str, Any] | str]

    def test_it_says_what_can_be_unknown(self) -> None:
        for stated in ("unknown_row", "unknown_seeker"):
            change = getattr(self, stated, None)
            if not change or not isinstance(change, dict | str):
                pytest.fail(
                    f"{type(self).__name__} must set {stated}: a change, or a sentence why there is none"
                )

    def test_it_states_what_it_is(self) -> None:
        kind = type(self.extractor)
        assert all(getattr(kind, stated) for stated in STATED)
        assert set(kind.bounds) <= set(self.extractor.get_params())
        assert all(bound.doc for bound in kind.bounds.values())

    def test_it_is_complete_and_its_parts_are_not(self) -> None:
        assert not type(self.extractor).__abstractmethods__
        for method in ("measure", "value", "reason"):
            lacking = type("Lacking", (type(self.extractor),), {method: getattr(Extractor, method)})
            with pytest.raises(TypeError, match=method):
                lacking()

    def test_similarity_is_one_float32_in_zero_to_one_per_candidate(self) -> None:
        got = self.extractor.similarity(self.seeker, self.candidates)
        assert got.shape == (len(self.candidates),)
        assert got.dtype == np.float32
        known = got[~np.isnan(got)]
        assert len(known)
        assert np.all((known >= 0) & (known <= 1))

    def test_it_does_not_depend_on_the_pool(self) -> None:
        whole = self.extractor.similarity(self.seeker, self.candidates)
        alone = [self.extractor.similarity(self.seeker, place)[0] for place in self.one_by_one()]
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

    def test_what_its_keys_tell_is_the_similarity(self) -> None:
        pool = as_table(
            pd.concat([self.candidates, self.unknown_places(), self.candidates], ignore_index=True)
        )
        for seeker in self.seekers():
            np.testing.assert_array_equal(
                compiled_similarity(self.extractor, seeker, pool), self.extractor.similarity(seeker, pool)
            )

    def test_seekers_of_one_scope_have_one_similarity(self) -> None:
        pool = as_table(self.candidates)
        found: dict[Hashable, npt.NDArray[np.float32]] = {}
        for seeker in self.seekers():
            scope = self.extractor.scope(seeker)
            if scope is not None:
                alike = self.extractor.similarity(seeker, pool)
                np.testing.assert_array_equal(found.setdefault(scope, alike), alike)

    def test_an_unknown_is_nan_and_said(self) -> None:
        alike = self.extractor.similarity(self.seeker, self.unknown_places())
        if isinstance(self.unknown_row, str):
            assert not np.isnan(alike[0]), f"it is unknown without {self.extractor.reads}"
            return
        assert np.isnan(alike[0])
        changed = _rows(self.unknown_places())[0]
        assert "unknown" in self.extractor.reason(self.seeker, changed).lower()

    def test_an_unknown_seeker_is_known_as_such(self) -> None:
        assert self.extractor.knows(self.seeker)
        if isinstance(self.unknown_seeker, str):
            assert self.extractor.knows({})
        else:
            assert not self.extractor.knows({**self.seeker, **self.unknown_seeker})

    def test_what_is_unknown_has_no_value(self) -> None:
        unknown = self.extractor.value_of(np.array([np.nan]), self.seeker)
        assert unknown.dtype == np.float32 and np.isnan(unknown[0])

    def test_it_can_be_pickled(self) -> None:
        copy = pickle.loads(pickle.dumps(self.extractor))
        assert repr(copy) == repr(self.extractor)
        np.testing.assert_array_equal(
            copy.similarity(self.seeker, self.candidates),
            self.extractor.similarity(self.seeker, self.candidates),
        )

    def test_it_is_a_scikit_learn_transformer(self) -> None:
        copy = clone(self.extractor)
        assert copy is not self.extractor
        assert copy.get_params() == self.extractor.get_params()
        check_is_fitted(copy)  # there is nothing to fit
        assert copy.fit(self.candidates) is copy
        features = make_pipeline(copy).set_output(transform="pandas").fit_transform(self.candidates)
        assert list(features.columns) == list(self.extractor.get_feature_names_out())
        assert len(features) == len(self.candidates)
        with pytest.raises(ValueError, match="polars"):
            copy.set_output(transform="polars")
        with pytest.raises(ValueError, match="no_such_parameter"):
            copy.set_params(no_such_parameter=1)

    def test_it_passes_the_checks_of_scikit_learn(self) -> None:
        sklearn_checks(self.extractor)

    def test_a_parameter_out_of_bounds_is_refused_by_name(self) -> None:
        for parameter, bound in type(self.extractor).bounds.items():
            beyond = [limit for limit in (bound.low - 1, bound.high + 1) if np.isfinite(limit)]
            for wrong in ("no such word", *(() if bound.choices else beyond)):
                broken = clone(self.extractor).set_params(**{parameter: wrong})
                with pytest.raises(ValueError, match=parameter):
                    broken.fit(self.candidates)

    def test_a_reason_is_one_sentence_without_a_stop(self) -> None:
        for candidate in _rows(self.candidates):
            reason = self.extractor.reason(self.seeker, candidate)
            assert reason and not reason.endswith(".") and "nan" not in reason.lower().split()

    def test_its_level_is_a_word(self) -> None:
        for candidate in _rows(self.candidates):
            level = self.extractor.level(self.seeker, candidate)
            assert level in ("place", "county", "division", "state", "country", "unknown")

    def test_a_curve_takes_the_place_of_the_value_function(self) -> None:
        flat = [(1e-9, 0.25), (1e9, 0.25)]
        stated = type(self.extractor)(**{**self.extractor.get_params(), "curve": flat})
        for extractor in (stated, clone(self.extractor).set_params(curve=flat)):
            got = extractor.similarity(self.seeker, self.candidates)
            assert np.all(np.isnan(got) | (got == np.float32(0.25)))
            assert (got == np.float32(0.25)).any()
        pool = as_table(self.candidates)
        for seeker in self.seekers():
            np.testing.assert_array_equal(
                compiled_similarity(stated, seeker, pool), stated.similarity(seeker, pool)
            )

    def one_by_one(self) -> Iterator[pd.DataFrame]:
        """Each candidate as a frame of its own."""
        for row in range(len(self.candidates)):
            yield self.candidates.iloc[[row]].reset_index(drop=True)

    def unknown_places(self) -> pd.DataFrame:
        """The first candidate made unknown; where nothing can be unknown, without anything that is read."""
        first = self.candidates.head(1)
        if not isinstance(self.unknown_row, str):
            return first.assign(**self.unknown_row)
        read = [column for column in self.extractor.reads if column in first]
        return first.assign(**{c: np.nan if first[c].dtype.kind in "fiu" else "" for c in read})

    def seekers(self) -> Iterator[dict[str, Any]]:
        """The seeker, and others like it: each with one or all of the facts of a candidate in place of its own."""
        every = [self.seeker]
        for own in _rows(self.candidates):
            every += [{**self.seeker, column: value} for column, value in own.items()]
            every.append({**self.seeker, **own})
        for seeker in every:
            if self.extractor.knows(seeker):
                yield seeker


def _rows(places: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(column): value for column, value in row.items()} for row in places.to_dict("records")]
