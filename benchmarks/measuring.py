"""What the benchmarks share: timing by turns, one thread each, and how figures are told."""

from __future__ import annotations

import argparse
import os
import platform
import textwrap
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True)
class Goal:
    """One figure with what it has to reach and what it aims at; `more` where a larger figure is better."""

    what: str
    value: float
    unit: str
    reach: float
    aim: float
    more: bool = False
    note: str = ""

    @property
    def verdict(self) -> str:
        """How far it got."""
        sign = -1 if self.more else 1
        if sign * self.value <= sign * self.aim:
            return "aim reached"
        return "reached" if sign * self.value <= sign * self.reach else "not reached"

    def cells(self) -> tuple[str, ...]:
        """The row of the table of goals."""
        bound = "at least" if self.more else "at most"
        told = f"{figure(self.value)} {self.unit}" + (f" ({self.note})" if self.note else "")
        return self.what, told, f"{bound} {self.reach:g}", f"{self.aim:g}", self.verdict


@dataclass(frozen=True)
class Section:
    """What one benchmark has to say: plain words, a table, and the goals that it measured."""

    title: str
    text: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    goals: Sequence[Goal] = ()
    after: str = ""

    def markdown(self) -> str:
        """The section of the page."""
        figures = table(self.head, self.rows) if self.rows else ""
        parts = [f"## {self.title}", wrapped(self.text), figures, self.after]
        return "\n\n".join(part for part in parts if part)


@dataclass
class Times:
    """The seconds of several jobs, run by turns: by the clock, and of the processor."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    worked: dict[str, list[float]] = field(default_factory=dict)

    @classmethod
    def none(cls, *names: str) -> Times:
        """Nothing measured yet."""
        return cls({name: [] for name in names}, {name: [] for name in names})

    def take(self, name: str, job: Callable[[], object]) -> None:
        """Run a job once and keep its times."""
        start, began = time.perf_counter(), time.process_time()
        job()
        self.worked[name].append(time.process_time() - began)
        self.seconds[name].append(time.perf_counter() - start)

    def best(self, name: str) -> float:
        """The shortest run of a job."""
        return min(self.seconds[name])

    def ratio(self, name: str, other: str) -> float:
        """How many times the best run of the other job the best run of this one takes."""
        return self.best(name) / self.best(other)

    def work(self, name: str, other: str) -> float:
        """The same ratio in time of the processor, which other work on the machine disturbs less."""
        return min(self.worked[name]) / min(self.worked[other])


def by_turns(jobs: Mapping[str, Callable[[int], object]], runs: int) -> Times:
    """Time each job once a round, one after the other. A job is called with the number of the round, so that it
    can take other seekers each time."""
    times = Times.none(*jobs)
    for run in range(runs):
        for name, job in jobs.items():
            times.take(name, partial(job, run))
    return times


@contextmanager
def one_thread() -> Iterator[None]:
    """Arithmetic on one thread: of the linear algebra, and of FAISS."""
    import faiss
    from threadpoolctl import threadpool_limits

    faiss.omp_set_num_threads(1)
    with threadpool_limits(1):
        yield


def plain_environment() -> dict[str, str]:
    """The environment of a measured process: one thread, and byte code kept as an installation keeps it."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | dict.fromkeys(THREADS, "1")


def figure(value: float) -> str:
    """A number with three digits that count."""
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.{0 if value >= 100 else 1 if value >= 10 else 2}f}"


def milliseconds(seconds: float) -> str:
    """A time in milliseconds."""
    return f"{figure(1000 * seconds)} ms"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def wrapped(text: str) -> str:
    """Paragraphs broken into lines again, now that the figures are in them."""
    paragraphs = text.split("\n\n")
    return "\n\n".join(
        textwrap.fill(" ".join(each.split()), 118, break_on_hyphens=False) for each in paragraphs
    )


def machine() -> str:
    """The processor by name, and how many cores."""
    name = platform.processor() or platform.machine()
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        models = [line for line in listed.read_text().splitlines() if line.startswith("model name")]
        name = models[0].partition(":")[2].strip() if models else name
    return f"{name}, {os.cpu_count()} cores"


def versions(*packages: str) -> str:
    """Python and packages with their versions."""
    return ", ".join([f"Python {platform.python_version()}", *map(_versioned, packages)])


def _versioned(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"{package} not installed"


def alone(measure: Callable[[bool], Section], words: str | None) -> None:
    """Run one benchmark by itself and print its section."""
    parser = argparse.ArgumentParser(description=words, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer runs, and samples where there are any")
    section = measure(parser.parse_args().quick)
    print(section.markdown())
    if section.goals:
        print("\n" + table(GOALS, [goal.cells() for goal in section.goals]))


GOALS = ("what", "measured", "to reach", "aim", "")
