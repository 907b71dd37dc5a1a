"""One writer at a time: a file is held by a lock that the system lets go when its holder ends, however it ends."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from citymatch.datasets import InputError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PATIENCE = 60.0
"""So many seconds a writer waits for another one."""
_PAUSE = 0.005


@contextmanager
def held(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold a file against every other writer that holds it so.

    The lock is on a small file beside it, `.NAME.lock`, which goes with its holder; what a killed writer leaves of it
    is no lock, since the system itself ends that. Raises InputError where another writer does not let go, OSError
    where the lock cannot be made.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, held(Path(folder) / "offers.csv"):
    ...     [each.name for each in Path(folder).iterdir()]
    ['.offers.csv.lock']
    """
    real = Path(os.path.realpath(path))
    lock = real.parent / f".{real.name}.lock"
    end = time.monotonic() + patience
    while (descriptor := _taken(lock)) is None:
        if time.monotonic() > end:
            raise InputError(
                f"{path}: another program has been changing it for {patience:.0f} seconds; try again"
            )
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        _let_go(lock, descriptor)


def _taken(lock: Path) -> int | None:
    """The open lock, None where another writer has it."""
    descriptor = os.open(lock, os.O_CREAT | os.O_RDWR, 0o666)
    try:
        # The one before us may have removed the file that we opened: then what we locked is not what others lock.
        if _locked(descriptor) and _same(lock, descriptor):
            return descriptor
    except OSError:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


def _locked(descriptor: int) -> bool:
    """Lock an open file for as long as it is open; whether that was to be had."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _same(lock: Path, descriptor: int) -> bool:
    if sys.platform == "win32":
        return True  # there a file that is open cannot be removed
    try:
        return os.path.samestat(lock.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _let_go(lock: Path, descriptor: int) -> None:
    """Remove the lock and let go of it, in the order that the system takes."""
    if sys.platform != "win32":
        lock.unlink(missing_ok=True)
        os.close(descriptor)
        return
    os.close(descriptor)
    try:
        lock.unlink(missing_ok=True)
    except PermissionError:
        return  # the next writer has it open already, and removes it in its turn
