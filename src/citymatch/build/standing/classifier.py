"""A gradient-boosted classifier for the places on which no register and no rule decides.

It learns from the open labels, with the share of self-governing places of each country (and of each country and
feature code) among the other labels as evidence. Known partnerships are no evidence here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from citymatch.build.standing.evidence import WORDS

SETTINGS: dict[str, Any] = {
    "max_iter": 400, "learning_rate": 0.06, "max_leaf_nodes": 31, "min_samples_leaf": 12,
    "l2_regularization": 5.0, "max_features": 0.3, "early_stopping": False,
}  # fmt: skip
FOREST: dict[str, Any] = {"n_estimators": 300, "min_samples_leaf": 2, "max_features": 0.3}
MISSING = -9.0
FOLDS = 5
SHRINK = {"country": 3.0, "country_code": 2.0}
INNER = 10
Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]


@dataclass
class Examples:
    """Labelled rows of the gazetteer: their row numbers, answers and first-order divisions."""

    rows: Rows
    governs: npt.NDArray[np.bool_]
    division: npt.NDArray[np.object_]


def examples(places: pd.DataFrame, labels: pd.DataFrame) -> Examples:
    """The labelled places that the gazetteer holds."""
    position = pd.Series(np.arange(len(places)), index=places["geonameid"])
    rows = position.reindex(labels["geonameid"])
    known = rows.notna().to_numpy()
    rows_known = rows[known].to_numpy(np.int64)
    return Examples(
        rows_known,
        labels["governs"].to_numpy(bool)[known],
        (places["country"] + "." + places["admin1"]).to_numpy(object)[rows_known],
    )


def probabilities(places: pd.DataFrame, evidence: pd.DataFrame, known: Examples, asked: Rows) -> Floats:
    """The probability that each place of `asked` (row numbers) governs itself, learned from `known`."""
    from sklearn.ensemble import ExtraTreesClassifier, HistGradientBoostingClassifier
    from threadpoolctl import threadpool_limits

    features = evidence.drop(columns=[word for word in WORDS if word in evidence]).to_numpy(np.float32)
    rates = _rates(places, known)
    train = np.nan_to_num(
        np.column_stack([features[known.rows], rates(known.rows, examples=True)]), nan=MISSING
    )
    ask = np.nan_to_num(np.column_stack([features[asked], rates(asked)]), nan=MISSING)
    models = (
        HistGradientBoostingClassifier(random_state=0, **SETTINGS),
        ExtraTreesClassifier(random_state=0, n_jobs=1, **FOREST),
    )
    with threadpool_limits(1):  # the same sums in the same order on every machine
        chances = [model.fit(train, known.governs).predict_proba(ask)[:, 1] for model in models]
    return np.asarray(np.mean(chances, axis=0), np.float64)


def folds(known: Examples) -> Iterator[tuple[Examples, npt.NDArray[np.int64]]]:
    """Training examples and held-out positions, whole first-order divisions held out together."""
    from sklearn.model_selection import GroupKFold

    splitter = GroupKFold(FOLDS, shuffle=True, random_state=0)
    for train, test in splitter.split(known.rows, known.governs, known.division):
        yield Examples(known.rows[train], known.governs[train], known.division[train]), test


def cross_validated(places: pd.DataFrame, evidence: pd.DataFrame, known: Examples) -> Floats:
    """The probability of each example from the folds in which its division was held out."""
    answer = np.zeros(len(known.rows))
    for train, test in folds(known):
        answer[test] = probabilities(places, evidence, train, known.rows[test])
    return answer


def _rates(places: pd.DataFrame, known: Examples) -> Any:
    """A function from rows to shrunken shares of self-governing labels in their country, and country and code.

    An example is told the share among the other inner folds only, which hold whole divisions: a share from which
    its own answer is merely subtracted would give that answer away.
    """
    country = places["country"].to_numpy(object)
    groups = {
        "country": country,
        "country_code": (places["country"] + places["feature_code"]).to_numpy(object),
    }
    overall = float(known.governs.mean())
    inner = _inner_folds(known.division)

    def share(name: str, rows: Rows, taken: npt.NDArray[np.bool_]) -> Floats:
        told = pd.DataFrame({"group": groups[name][known.rows[taken]], "governs": known.governs[taken]})
        table = told.groupby("group")["governs"].agg(["sum", "size"])
        found = table.reindex(groups[name][rows]).fillna(0.0)
        shrink = SHRINK[name]
        return np.asarray((found["sum"] + shrink * overall) / (found["size"] + shrink), np.float64)

    def of(rows: Rows, examples: bool = False) -> npt.NDArray[np.float32]:
        columns = np.empty((len(rows), len(groups)), np.float32)
        for at, name in enumerate(groups):
            if not examples:
                columns[:, at] = share(name, rows, np.ones(len(known.rows), bool))
                continue
            for fold in range(INNER):
                held = inner == fold
                columns[held, at] = share(name, rows[held], ~held)
        return columns

    return of


def _inner_folds(division: npt.NDArray[np.object_]) -> npt.NDArray[np.int64]:
    """A fold number per example, the same for all of a division."""
    distinct, at = np.unique(division.astype(str), return_inverse=True)
    return np.random.default_rng(0).integers(0, INNER, len(distinct))[at]
