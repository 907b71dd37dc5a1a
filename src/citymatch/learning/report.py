"""The evaluation as one run: `citymatch evaluate`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from .baselines import LEARNED
from .evaluation import EVERYONE, LAWFUL, SIGNING, Progress, RankedPair, Task, cross_validate, open_sealed
from .tables import Row, by_degree, figures, in_setting, write, write_ranks

TABLES = ("all", "strong", "signing", "laws", "degree")


@dataclass(frozen=True, eq=False)
class Report:
    """The outcomes of an evaluation, and its tables by name: `all` pairs among all places abroad, `strong`
    evidence only, `signing` (only communities that are ranked by default), under the `laws` of today, and
    by the `degree` of the partner."""

    outcomes: list[RankedPair]
    lost: int

    def table(self, name: str = "all") -> list[Row]:
        """One of the tables. Raises ValueError for a name that is none of `TABLES`."""
        if name not in TABLES:
            raise ValueError(f"table must be one of {', '.join(TABLES)}, not {name!r}")
        if name == "degree":
            return by_degree(in_setting(self.outcomes, EVERYONE))
        setting = {"signing": SIGNING, "laws": LAWFUL}.get(name, EVERYONE)
        return figures(in_setting(self.outcomes, setting, strong_only=name == "strong"))

    def write(self, directory: Path, prefix: str = "evaluation") -> list[Path]:
        """Write every table as CSV and all of them as one JSON, and the rank of each pair; returns the paths."""
        directory.mkdir(parents=True, exist_ok=True)
        tables = {name: self.table(name) for name in TABLES}
        paths = []
        for name, rows in tables.items():
            paths.append(directory / f"{prefix}_{name}.csv")
            write(paths[-1], rows)
        whole = directory / f"{prefix}.json"
        partial = whole.with_name(whole.name + ".partial")
        partial.write_text(json.dumps({"lost": self.lost, **tables}, indent=1) + "\n", encoding="utf-8")
        partial.replace(whole)
        ranks = directory / f"{prefix}_ranks.csv.gz"
        write_ranks(ranks, [o for o in self.outcomes if o.method == LEARNED])
        return [*paths, whole, ranks]


def run(
    cv: int = 5,
    baselines: bool = True,
    progress: Progress = lambda _: None,
    all_communities: bool = False,
) -> Report:
    """Cross-validate the learned policy by community, with its baselines. The sealed fifth is not touched, unless
    all communities are to take part.

    `cv` is the number of folds. Raises ValueError for fewer than two.
    """
    if cv < 2:
        raise ValueError(f"cv must be at least 2 folds, not {cv}")
    task = Task.of()
    outcomes, _ = cross_validate(
        task, cv, with_baselines=baselines, progress=progress, all_communities=all_communities
    )
    return Report(outcomes, task.lost)


def run_sealed(baselines: bool = True) -> Report:
    """The figures on the sealed fifth, by a model fitted on all other communities."""
    task = Task.of()
    outcomes, _ = open_sealed(task, with_baselines=baselines)
    return Report(outcomes, task.lost)
