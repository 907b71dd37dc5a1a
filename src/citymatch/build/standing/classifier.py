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
    "max_iter": 220, "learning_rate": 0.06, "max_leaf_nodes": 15, "min_samples_leaf": 12,
    "l2_regularization": 5.0, "max_features": 0.3, "early_stopping": False,
}  # fmt: skip
SEEDS = (0, 1)
FOLDS = 5
SHRINK = {"country": 3.0, "country_code": 2.0, "division": 4.0}
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
    from sklearn.ensemble import HistGradientBoostingClassifier
    from threadpoolctl import threadpool_limits

    features = evidence.drop(columns=[word for word in WORDS if word in evidence]).to_numpy(np.float32)
    rates = _rates(places, known)
    train = np.column_stack([features[known.rows], rates(known.rows, own=known.governs)])
    ask = np.column_stack([features[asked], rates(asked)])
    total = np.zeros(len(asked))
    with threadpool_limits(1):  # the same sums in the same order on every machine
        for seed in SEEDS:
            model = HistGradientBoostingClassifier(random_state=seed, **SETTINGS)
            model.fit(train, known.governs)
            total += model.predict_proba(ask)[:, 1]
    return total / len(SEEDS)


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
    """A function from rows to shrunken shares of self-governing labels; an example does not count itself."""
    groups = {
        "country": places["country"].to_numpy(object),
        "country_code": (places["country"] + places["feature_code"]).to_numpy(object),
        "division": (places["country"] + "." + places["admin1"]).to_numpy(object),
    }
    overall = known.governs.mean()
    tables = {
        name: pd.DataFrame({"group": group[known.rows], "governs": known.governs}).groupby("group")["governs"].agg(["sum", "size"])
        for name, group in groups.items()
    }  # fmt: skip

    def of(rows: Rows, own: npt.NDArray[np.bool_] | None = None) -> npt.NDArray[np.float32]:
        columns = []
        for name, group in groups.items():
            found = tables[name].reindex(group[rows]).fillna(0.0)
            yes, count = found["sum"].to_numpy(float), found["size"].to_numpy(float)
            if own is not None:
                yes, count = yes - own, count - 1.0
            columns.append((yes + SHRINK[name] * overall) / (count + SHRINK[name]))
        return np.column_stack(columns).astype(np.float32)

    return of
