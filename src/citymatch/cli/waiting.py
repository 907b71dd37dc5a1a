"""What people see while a command works: a bar with the time left on the error stream, where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Waiting:
    """A bar that shows how much of the work is done, and how long the rest may take. Without a terminal it is none."""

    def __init__(self, bar: Progress | None = None, task: TaskID | None = None):
        self._bar, self._task = bar, task

    def part(self, what: str, total: int | None = None) -> None:
        """Another part begins, of so many pieces; without a number nobody knows of how many."""
        if self._bar is not None and self._task is not None:
            self._bar.refresh()  # how the last part ended
            self._bar.reset(self._task, description=what, total=total)

    def count(self, done: int, total: int) -> None:
        """So many pieces of the part are done."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done, total=total)

    def say(self, words: str) -> None:
        """A line above the bar, that stays; without a terminal it is told all the same."""
        if self._bar is None:
            print(words, file=sys.stderr)
        else:
            self._bar.console.print(words, markup=False, highlight=False)


@contextmanager
def waiting(what: str, total: int | None = None) -> Iterator[Waiting]:
    """Within it the bar is shown; it is gone when the work is done.

    >>> with waiting("ranking") as bar:
    ...     bar.count(1, 2)
    """
    if not sys.stderr.isatty():
        yield Waiting()
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    from .shared import console

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("time left"),
               TimeRemainingColumn(), TextColumn("so far"), TimeElapsedColumn())  # fmt: skip
    with Progress(*columns, console=console(errors=True), transient=True) as bar:
        yield Waiting(bar, bar.add_task(what, total=total))
