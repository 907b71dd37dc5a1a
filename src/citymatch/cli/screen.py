"""The one place through which the command prints: nothing raw reaches the terminal, and nothing fails for want of a
character."""

from __future__ import annotations

import codecs
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from citymatch.report.visible import visible

REPLACING = "citymatch-replace"
"""The name under which `_replace` is known to the encoders of Python."""

_lost: list[str] = []


class Screen:
    """A stream that shows control characters as escapes; `beneath` is the stream itself, for those who colour."""

    def __init__(self, beneath: TextIO):
        self.beneath = beneath

    def write(self, text: str) -> int:
        """Write a text; gives the number of its own characters."""
        self.beneath.write(visible(text))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.beneath, name)


class Readings(logging.Handler):
    """Every reading that is not as it was written, once, on the error stream."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.told: set[str] = set()
        self.lost = False

    def emit(self, record: logging.LogRecord) -> None:
        """Print one; a warning says that a row of the user's own counts for nobody."""
        self.lost |= record.levelno >= logging.WARNING
        message = record.getMessage()
        if message not in self.told:
            self.told.add(message)
            print(f"citymatch: {message}", file=sys.stderr)


@contextmanager
def screened() -> Iterator[Readings]:
    """Within it both streams are screens, and readings are told on the error stream.

    A character that the encoding of a stream does not have is replaced, which is said once at the end.
    """
    from citymatch.places.saying import READINGS

    out, err, listener, level = sys.stdout, sys.stderr, Readings(), READINGS.level
    errors = [_replacing(stream) for stream in (out, err)]
    sys.stdout, sys.stderr = Screen(out), Screen(err)
    READINGS.addHandler(listener)
    READINGS.setLevel(logging.INFO)
    _lost.clear()
    try:
        yield listener
        if _lost:
            print(f"citymatch: characters that {_lost[0]} does not have are written as ?; PYTHONIOENCODING=utf-8 "
                  "keeps them", file=sys.stderr)  # fmt: skip
    finally:
        READINGS.removeHandler(listener)
        READINGS.setLevel(level)
        sys.stdout, sys.stderr = out, err
        for stream, before in zip((out, err), errors, strict=True):
            _reconfigure(stream, before)


def _replace(error: UnicodeError) -> tuple[str, int]:
    """A question mark for each character that an encoding does not have."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    _lost.append(error.encoding)
    return "?" * (error.end - error.start), error.end


codecs.register_error(REPLACING, _replace)


def _replacing(stream: TextIO) -> str | None:
    """Let a stream replace what it cannot encode; gives how it treated that before."""
    before = getattr(stream, "errors", None)
    _reconfigure(stream, REPLACING)
    return before


def _reconfigure(stream: TextIO, errors: str | None) -> None:
    change = getattr(stream, "reconfigure", None)
    if change is not None and errors is not None:
        change(errors=errors)
