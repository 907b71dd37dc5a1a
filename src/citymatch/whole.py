"""Files that are written whole or not at all, so that a reader never sees half of one."""

from __future__ import annotations

import os
import tempfile
from errno import EINVAL, EISDIR
from pathlib import Path


def write_whole(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write a text file by way of a temporary one beside it, so that a reader never sees half of it."""
    return write_bytes(
        path, text.encode(encoding, "replace")
    )  # half a character is written as a question mark


def write_bytes(path: Path, content: bytes) -> Path:
    """`write_whole` for a file that is no text."""
    if "\0" in str(path):
        raise OSError(EINVAL, "the name holds a NUL character", str(path))
    if path.is_dir():
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:50]}.", suffix=".partial")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(partial).chmod(0o644)
        Path(partial).replace(path)
    finally:
        Path(partial).unlink(missing_ok=True)
    return path
