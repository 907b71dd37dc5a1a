"""Files that are written whole or not at all, so that a reader never sees half of one."""

from __future__ import annotations

import os
import re
import secrets
import sys
from errno import EINVAL, EISDIR
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

HOLDS = fcntl is not None
"""Whether a file can be held; elsewhere one that is open cannot be removed or moved, which does as much."""
PARTIAL = re.compile(r"\..*\.[a-z0-9_]{8}\.partial", re.S)
"""The names of files that are being written, and of those that a killed run leaves behind."""
STREAMS = {"/dev/stdout": 1, "/dev/stderr": 2}
OPEN_FILE = re.compile(r"/(?:dev|proc/self)/fd/(\d+)")
LINKS = 40
"""So many links one after the other are followed, as the system does."""


def write_whole(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write a text file by way of a temporary one beside it, so that a reader never sees half of it."""
    return write_bytes(
        path, text.encode(encoding, "replace")
    )  # half a character is written as a question mark


def write_bytes(path: Path, content: bytes, sure: bool = False) -> Path:
    """`write_whole` for a file that is no text; `sure` that it is on the disk before it takes the place of another.

    Through a symbolic link the file that it leads to is written, and the link stays; what is no file (a device, a
    pipe) is written to as it is. What a killed run left half written beside the file goes. Raises OSError that
    names the file.
    """
    if "\0" in str(path):
        raise OSError(EINVAL, "the name holds a NUL character", str(path))
    if path.is_dir():
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(path))
    try:
        if (stream := _open_file(path)) is not None:
            _to_stream(stream, content)
        elif is_device(path):
            with path.open("wb", buffering=0) as device:
                _all_of(device.fileno(), content)
        else:
            make_folder(path.parent)
            _replaced(Path(os.path.realpath(path)), content, sure)
    except OSError as error:
        named = error.filename if error.errno and isinstance(error.filename, str) else None
        if named is None or PARTIAL.fullmatch(Path(named).name):
            raise OSError(error.errno or EINVAL, error.strerror or str(error), str(path)) from error
        raise
    return path


def make_folder(folder: Path) -> Path:
    """Make a folder and those above it where they are not there; where a link leads to one, that one."""
    Path(os.path.realpath(folder)).mkdir(parents=True, exist_ok=True)
    return folder


def is_device(path: Path) -> bool:
    """Whether there is something of the name that is neither a file nor a folder: a device, a pipe, an open stream.

    >>> is_device(Path(os.devnull)), is_device(Path("no such file"))
    (True, False)
    """
    return _open_file(path) is not None or (path.exists() and not path.is_file() and not path.is_dir())


def _replaced(path: Path, content: bytes, sure: bool) -> None:
    """Put a file in the place of the one that is there, with the permissions that it has."""
    clear_partial(path.parent)
    try:
        _put(path, content, sure)
    except FileNotFoundError:
        if not path.parent.is_dir():
            raise
        _put(path, content, sure)  # another run took the file, not yet held, for a leftover


def _put(path: Path, content: bytes, sure: bool) -> None:
    """The same, once."""
    try:
        mode = path.stat().st_mode & 0o777
    except FileNotFoundError:
        mode = None
    partial = path.parent / f".{_short(path.name)}.{secrets.token_hex(4)}.partial"
    how = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    try:
        # Under the user's own mask: a file that is new has the permissions that all others get.
        with os.fdopen(os.open(partial, how, 0o666), "wb") as file:
            _hold(file.fileno())
            file.write(content)
            file.flush()
            if sure:
                os.fsync(file.fileno())
            if mode is not None:
                partial.chmod(mode)
            if HOLDS:
                partial.replace(path)
        if not HOLDS:  # there a file that is open cannot be moved
            partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _short(name: str) -> str:
    """The beginning of a name, short enough that all that is put around it fits beside it."""
    return name.encode("utf-8", "surrogateescape")[:100].decode("utf-8", "ignore")


def clear_partial(folder: Path) -> None:
    """Remove the half-written files that a killed run left in a folder; those that a run still holds stay."""
    try:
        found = [Path(each.path) for each in os.scandir(folder) if PARTIAL.fullmatch(each.name)]
    except OSError:
        return
    for each in found:
        try:
            descriptor = os.open(each, os.O_RDONLY)
            try:
                free = _hold(descriptor)
            finally:
                os.close(descriptor)
            if free:
                each.unlink(missing_ok=True)
        except OSError:
            continue  # another run has just put it in its place, or still has it open


def _hold(descriptor: int) -> bool:
    """Hold an open file until it is closed, or the run is killed; whether nobody else holds it.

    A system that has no such locks keeps an open file from being removed by itself.
    """
    if fcntl is None:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _open_file(path: Path) -> int | None:
    """The number of the open file that a path names ("/dev/stdout" is 1), None for any other."""
    at = Path(os.path.normpath(path.absolute()))
    for _ in range(LINKS):
        name = at.as_posix()
        if name in STREAMS:
            return STREAMS[name]
        if number := OPEN_FILE.fullmatch(name):
            return int(number[1])
        try:
            at = Path(os.path.normpath(at.parent / at.readlink()))
        except OSError:
            return None
    return None


def _to_stream(descriptor: int, content: bytes) -> None:
    """Write to a stream that is open already, after what was printed to it."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    _all_of(descriptor, content)


def _all_of(descriptor: int, content: bytes) -> None:
    """Write to a device, which may take a part at a time."""
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]
