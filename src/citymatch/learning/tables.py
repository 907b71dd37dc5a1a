"""The figures of an evaluation as a table: for the terminal, as CSV and as JSON."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from citymatch.datasets.partnership_ends import id_of
from citymatch.datasets.world import HERE

from .evaluation import RankedPair
from .metrics import (
    bootstrap_interval,
    mean_percentile,
    mean_reciprocal_rank,
    median_percentile,
    recall_at,
)

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]
FloatArray = npt.NDArray[np.float64]

FIGURES: Mapping[str, Callable[[FloatArray, FloatArray], float]] = {
    "mrr": lambda rank, _: mean_reciprocal_rank(rank),
    "recall_10": lambda rank, _: recall_at(rank, 10),
    "recall_100": lambda rank, _: recall_at(rank, 100),
    "recall_1000": lambda rank, _: recall_at(rank, 1000),
    "auc": lambda _, percentile: mean_percentile(percentile),
    "median_percentile": lambda _, percentile: median_percentile(percentile),
}
_PER_PAIR: Mapping[str, Callable[[FloatArray, FloatArray], FloatArray]] = {
    "mrr": lambda rank, _: 1.0 / rank,
    "recall_10": lambda rank, _: (rank <= 10).astype(np.float64),
    "recall_100": lambda rank, _: (rank <= 100).astype(np.float64),
    "recall_1000": lambda rank, _: (rank <= 1000).astype(np.float64),
    "auc": lambda _, percentile: 1.0 - percentile,
}
RANKS = HERE / "learning_ranks.csv.gz"
DEGREES = ((0, 0, "none"), (1, 2, "1 or 2"), (3, 9, "3 to 9"), (10, 10**9, "10 and more"))


def figures(outcomes: Iterable[RankedPair], intervals: bool = True) -> list[Row]:
    """One row per method: pairs, communities, each figure with its 95 % interval, and the same in the country."""
    return [_row(method, group, intervals) for method, group in by_method(outcomes).items()]


def in_setting(outcomes: Iterable[RankedPair], setting: str, strong_only: bool = False) -> list[RankedPair]:
    """The outcomes of one setting, or only those of pairs with strong evidence."""
    return [o for o in outcomes if o.setting == setting and (o.strong or not strong_only)]


def by_method(outcomes: Iterable[RankedPair]) -> dict[str, list[RankedPair]]:
    """The outcomes of each method, in the order in which methods first occur."""
    groups: dict[str, list[RankedPair]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.method, []).append(outcome)
    return groups


def by_degree(outcomes: Iterable[RankedPair]) -> list[Row]:
    """The figures of each method by how many other known partners the true partner has."""
    rows = []
    for method, group in by_method(outcomes).items():
        for low, high, words in DEGREES:
            some = [outcome for outcome in group if low <= outcome.degree <= high]
            if some:
                rows.append({"method": method, "partners": words, **_row(method, some, False)})
    return rows


def _row(method: str, group: Sequence[RankedPair], intervals: bool) -> Row:
    seekers = [outcome.seeker for outcome in group]
    row: Row = {"method": method, "pairs": len(group), "communities": len(set(seekers))}
    for where in ("", "country_"):
        standings = [outcome.at_home if where else outcome.overall for outcome in group]
        rank = np.array([standing.realistic for standing in standings])
        percentile = np.array([standing.percentile for standing in standings])
        for name, figure in FIGURES.items():
            if where and name == "recall_1000":
                continue
            row[where + name] = round(figure(rank, percentile), 4)
            if intervals and name in _PER_PAIR:
                low, high = bootstrap_interval(_PER_PAIR[name](rank, percentile), seekers)
                row[f"{where}{name}_low"], row[f"{where}{name}_high"] = round(low, 4), round(high, 4)
    for kind in ("optimistic", "pessimistic"):
        rank = np.array([getattr(outcome.overall, kind) for outcome in group])
        row[f"mrr_{kind}"] = round(mean_reciprocal_rank(rank), 4)
        row[f"recall_100_{kind}"] = round(recall_at(rank, 100), 4)
    return row


def shown(rows: Sequence[Row]) -> list[list[str]]:
    """The rows as people read them, the header first.

    >>> shown([{"method": "x", "pairs": 2, "recall_100": 0.2, "recall_100_low": 0.1, "recall_100_high": 0.31}])
    [['method', 'pairs', 'recall at 100'], ['x', '2', '0.200 (0.100-0.310)']]
    """
    wanted = {"method": "method", "partners": "other partners", "pairs": "pairs"} | COLUMNS
    present = {key: words for key, words in wanted.items() if rows and key in rows[0]}
    return [list(present.values())] + [[_cell(row, key) for key in present] for row in rows]


COLUMNS = {
    "mrr": "MRR",
    "recall_10": "recall at 10",
    "recall_100": "recall at 100",
    "recall_1000": "recall at 1000",
    "auc": "AUC",
    "median_percentile": "median",
    "country_recall_100": "recall at 100 in the country",
    "country_auc": "AUC in the country",
}


def _cell(row: Row, key: str) -> str:
    value = row.get(key, "")
    if not isinstance(value, float):
        return str(value)
    low, high = row.get(f"{key}_low"), row.get(f"{key}_high")
    return f"{value:.3f} ({low:.3f}-{high:.3f})" if low is not None else f"{value:.3f}"


def write(path: Path, rows: Sequence[Row]) -> None:
    """Write rows as CSV or JSON, by the file's ending, whole or not at all."""
    as_json = path.suffix == ".json"
    text = json.dumps(rows, indent=1, ensure_ascii=False) + "\n" if as_json else _csv(rows)
    partial = path.with_name(path.name + ".partial")
    partial.write_text(text, encoding="utf-8", newline="")
    partial.replace(path)


def write_ranks(path: Path, outcomes: Iterable[RankedPair]) -> int:
    """Write where each true partner stands, one row per outcome; returns the number of rows.

    The file is compressed where its name ends in .gz, and depends on the outcomes alone.
    """
    rows = [_plain(outcome) for outcome in outcomes]
    text = _csv(rows).encode()
    if path.suffix == ".gz":
        with path.open("wb") as raw, gzip.GzipFile("", "wb", compresslevel=9, fileobj=raw, mtime=0) as packed:
            packed.write(text)
    else:
        path.write_bytes(text)
    return len(rows)


def _plain(outcome: RankedPair) -> Row:
    return {
        "method": outcome.method,
        "setting": outcome.setting,
        "part": outcome.part,
        "community": outcome.seeker,
        "partner": id_of(outcome.partner),
        "country": outcome.country,
        "strong": int(outcome.strong),
        "degree": outcome.degree,
        "forbidden": int(outcome.forbidden),
        "better": outcome.overall.better,
        "equal": outcome.overall.equal,
        "rivals": outcome.overall.rivals,
        "country_better": outcome.at_home.better,
        "country_equal": outcome.at_home.equal,
        "country_rivals": outcome.at_home.rivals,
    }


def _csv(rows: Sequence[Row]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def load_ranks(path: Path = RANKS) -> pd.DataFrame:
    """Where each true partner stands by the learned policy, as it was published: one row per pair and setting.

    `part` is the fold in which its seeker was held out, or "sealed"; `better`, `equal` and `rivals` count
    the candidates before, level with and beside it, the `country_` ones those of the partner's country.
    """
    import pandas as pd

    return pd.read_csv(path, keep_default_na=False, dtype={"part": str})
