"""Makes what the package ships of learning.

python -m citymatch.learning split      # datasets/learning_split.csv: the sealed fifth and the folds
python -m citymatch.learning fit        # policy/builtin/precedent.toml
python -m citymatch.learning default    # weights for policy/builtin/default.toml, and the table of the trade
python -m citymatch.learning trade      # the table of the trade alone, for the weights that it has
python -m citymatch.learning evaluate   # the tables of docs/evaluation.md and datasets/learning_ranks.csv.gz
python -m citymatch.learning everyone   # the same, the sealed communities taking part, without the baselines
python -m citymatch.learning sealed     # the sealed fifth: to be opened once
python -m citymatch.learning shortlists # the figures of docs/shortlist.md, and the names to be judged
"""

from __future__ import annotations

import argparse
from pathlib import Path

from citymatch.policy import read_policy

from . import balance, ship, shortlists, splits
from .report import Report, run, run_sealed
from .tables import shown
from .trade import gather


def main(arguments: list[str] | None = None) -> None:
    """Do one of them."""
    parser = argparse.ArgumentParser(prog="python -m citymatch.learning", description=__doc__)
    parser.add_argument(
        "what", choices=("split", "fit", "default", "trade", "evaluate", "everyone", "sealed", "shortlists")
    )
    parser.add_argument("--output", type=Path, default=Path("evaluation"), help="where the tables go")
    parser.add_argument("--policy", default="default", help="the draft whose weights `default` searches")
    parser.add_argument(
        "--folds", type=int, nargs="+", default=list(range(splits.FOLDS)), help="for `default`"
    )
    chosen = parser.parse_args(arguments)
    if chosen.what == "split":
        print(f"{splits.write():,} communities")
    elif chosen.what == "fit":
        made = ship.build()
        print(f"{made.pairs:,} pairs, {made.communities:,} communities, penalty {made.l2:g}")
    elif chosen.what in ("default", "trade"):
        draft, searching = read_policy(chosen.policy), chosen.what == "default"
        found = balance.report(draft, gather(draft, chosen.folds, _told), chosen.output, _told, searching)
        print(found.figures)
    elif chosen.what == "evaluate":
        _say(run(progress=_told), chosen.output, "cross_validation")
    elif chosen.what == "everyone":
        _say(run(baselines=False, progress=_told, all_communities=True), chosen.output, "everyone")
    elif chosen.what == "shortlists":
        results = list(shortlists.shortlists(shortlists.drawn()))
        print(shortlists.summary(shortlists.Measured.of(results), shortlists.found_origins()))
        print(shortlists.write(chosen.output, results))
    else:
        _say(run_sealed(), chosen.output, "sealed")


def _told(words: str) -> None:
    print(words, flush=True)


def _say(report: Report, output: Path, prefix: str) -> None:
    report.write(output, prefix)
    for cells in shown(report.table()):
        print("\t".join(cells))


if __name__ == "__main__":
    main()
