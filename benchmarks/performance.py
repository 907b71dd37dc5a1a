"""Everything about speed and memory, measured in one run and written to docs/performance.md.

    python benchmarks/performance.py [--quick] [--output docs/performance.md]

Needs the extra `benchmarks`; the page is measured where there is a Chromium. `--only one_seeker` (any module, several
times) prints instead of writing.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from pathlib import Path

from measuring import GOALS, Section, machine, table, versions, wrapped

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
SUBJECTS = (
    "one_seeker", "weighted_sum", "whole_process", "all_communities", "growth", "load_world", "page",
)  # fmt: skip
PACKAGES = ("numpy", "pandas", "scikit-learn", "faiss-cpu", "scikit-criteria")
HEAD = """\
This page is written by `make performance`{quick}: every number on it was measured in one run on one machine
({machine}; {versions}). Seconds differ from machine to machine, so **ratios count**: citymatch and what it is held
against run by turns in the same process or as processes in turn, on one thread each unless a row says otherwise.
None of the others does the same job; each section says what they leave out. `to reach` and `aim` are bounds that
were set before the work. Other work on the machine makes long jobs look longer than short ones: the load average
was {load[0]:.1f} when the run began and {load[1]:.1f} when it ended, and the ratio of processor time, where it is
given, is what a machine at rest would come near to.
{sample}"""
SAMPLE = """
**A quick run**: few rounds, and samples where a section says so.
"""


def page(sections: list[Section], quick: bool, load: tuple[float, float]) -> str:
    """The whole page."""
    head = HEAD.format(
        quick=" in its short form (`benchmarks/performance.py --quick`)" if quick else "",
        machine=machine(),
        versions=versions(*PACKAGES),
        load=load,
        sample=SAMPLE if quick else "",
    )
    goals = table(GOALS, [goal.cells() for section in sections for goal in section.goals])
    return (
        "\n\n".join(
            ["# How fast it is", wrapped(head.rstrip()), goals, *(section.markdown() for section in sections)]
        )
        + "\n"
    )


def by_itself(name: str, quick: bool) -> Section:
    """What one benchmark measures in a process of its own, so that nothing is warm or large from the one before it:
    a process that a large one starts counts the memory of that one as its own peak."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as alone:
        return alone.submit(_measured, name, quick).result()


def _measured(name: str, quick: bool) -> Section:
    section: Section = import_module(name).measure(quick)
    return section


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="fewer runs, and samples where there are any")
    parser.add_argument("--output", type=Path, default=PAGE, help="where the page is written")
    parser.add_argument("--only", action="append", choices=SUBJECTS, help="measure this alone and print it")
    options = parser.parse_args()
    sections, began = [], os.getloadavg()[0]
    for name in options.only or SUBJECTS:
        start = time.perf_counter()
        sections.append(by_itself(name, options.quick))
        print(f"{name:16} measured in {time.perf_counter() - start:.0f} s", file=sys.stderr)
    text = page(sections, options.quick, (began, os.getloadavg()[0]))
    if options.only:
        print(text)
    else:
        options.output.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
