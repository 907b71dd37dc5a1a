"""Criteria that other packages bring: their entry points of the group `citymatch.criteria`."""

from __future__ import annotations

import functools
import sys
from collections.abc import Mapping
from importlib.metadata import EntryPoint, entry_points

from citymatch.datasets import InputError

GROUP = "citymatch.criteria"


def brought() -> Mapping[str, EntryPoint]:
    """The entry points of the criteria that installed packages bring, by the criterion's name. None is loaded by it."""
    return _brought(tuple(sys.path))


@functools.lru_cache(maxsize=2)
def _brought(path: tuple[str, ...]) -> dict[str, EntryPoint]:
    found: dict[str, EntryPoint] = {}
    for entry in entry_points(group=GROUP):
        found.setdefault(entry.name, entry)
    return found


def loaded(entry: EntryPoint) -> object:
    """What an entry point names. Raises InputError, which names the criterion and its package, where it fails."""
    try:
        return entry.load()
    except Exception as problem:  # the code is another's, and may raise anything
        raise refused(entry, f"{type(problem).__name__}: {problem}") from problem


def refused(entry: EntryPoint, why: str) -> InputError:
    """The error for a criterion of another package that cannot be used."""
    of = f" of the package {entry.dist.name}" if entry.dist is not None else ""
    return InputError(f"the criterion {entry.name!r}{of} cannot be used: {why}")
