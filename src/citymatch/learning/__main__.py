"""Makes what the package ships of learning.

python -m citymatch.learning split      # datasets/learning_split.csv: the sealed fifth and the folds
python -m citymatch.learning fit --output FILE    # the policy precedent anew, held against the one that ships
python -m citymatch.learning default    # weights for policy/builtin/default.toml, and the table of the trade
python -m citymatch.learning trade      # the table of the trade alone, for the weights that it has
python -m citymatch.learning evaluate   # the tables of docs/evaluation.md and datasets/learning_ranks.csv.gz
python -m citymatch.learning everyone   # the same, the sealed communities taking part, without the baselines
python -m citymatch.learning sealed     # the sealed fifth: to be opened once
python -m citymatch.learning shortlists # the figures of docs/shortlist.md, and the names to be judged
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from citymatch.datasets import InputError
from citymatch.policy import read_policy

from . import balance, reproduced, ship, shortlists, splits
from .report import Report, run, run_sealed
from .tables import shown
from .trade import gather


def main(arguments: list[str] | None = None) -> int:
    """Do one of them. Gives the exit code: 1 where a fit is not that which ships, 2 for a call that is wrong."""
    parser = argparse.ArgumentParser(prog="python -m citymatch.learning", description=__doc__)
    parser.add_argument(
        "what", choices=("split", "fit", "default", "trade", "evaluate", "everyone", "sealed", "shortlists")
    )
    parser.add_argument(
        "--output",
        type=Path,
        help="where the tables go (default evaluation); for `fit` the policy file",
    )
    parser.add_argument("--policy", default="default", help="the draft whose weights `default` searches")
    parser.add_argument(
        "--folds", type=int, nargs="+", default=list(range(splits.FOLDS)), help="for `default`"
    )
    chosen = parser.parse_args(arguments)
    if chosen.what == "fit" and chosen.output is None:
        parser.error("fit needs --output FILE, the policy file to write")
    chosen.output = chosen.output or Path("evaluation")
    if chosen.what == "split":
        print(f"{splits.write():,} communities")
    elif chosen.what == "fit":
        try:
            made = ship.build(chosen.output)
        except (InputError, OSError) as problem:
            parser.error(str(problem))
        print(f"{made.pairs:,} pairs, {made.communities:,} communities, penalty {made.l2:g}")
        found = reproduced.distance(read_policy(chosen.output), read_policy("precedent"))
        print(f"{chosen.output}: written; {found.text}")
        return int(not found.small)
    elif chosen.what in ("default", "trade"):
        draft, searching = read_policy(chosen.policy), chosen.what == "default"
        balanced = balance.report(draft, gather(draft, chosen.folds, _told), chosen.output, _told, searching)
        print(balanced.figures)
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
    return 0


def _told(words: str) -> None:
    print(words, flush=True)


def _say(report: Report, output: Path, prefix: str) -> None:
    report.write(output, prefix)
    for cells in shown(report.table()):
        print("\t".join(cells))


if __name__ == "__main__":
    sys.exit(main())
