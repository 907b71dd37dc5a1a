"""How a reading is told: in one sentence, the same wherever a community is asked for."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from citymatch.datasets import World

from .describing import describe

if TYPE_CHECKING:
    from .resolution import Resolution

READINGS = logging.getLogger("citymatch.readings")
"""Every reading that is not as it was written is told here, at level INFO; the command shows it on the error stream."""

_NOT_BY_ITS_NAME = ("contradict each other", "only one can be meant", "the line holds")
"""What makes a line ambiguous whose name is not: it must be said, since the ids alone do not tell."""


def how_read(found: Resolution) -> str:
    """How a text was read, in a sentence with the id of the community; "" where there is nothing to say.

    >>> from citymatch.places import resolve
    >>> how_read(resolve("Havanna, Illinois"))
    "'Havanna, Illinois' is read as Havana, Illinois (geonames:4895336): 'Havanna' read as Havana"
    >>> how_read(resolve("Pinole, California"))
    ''
    """
    if found.community is None or not found.note:
        return ""
    return f"{found.input!r} is read as {found.community.label} ({found.community.id}): {found.note}"


def open_question(found: Resolution, world: World | None = None) -> str:
    """Why a text names no one community, with the ids to choose from; its file and line come first, if it has any.

    >>> from citymatch.places import resolve
    >>> open_question(resolve("Springfield")).splitlines()[0]
    "'Springfield' is ambiguous; choose one by its id:"
    >>> open_question(resolve("Astoria")).splitlines()[-1]
    'or write it with its state or country, such as "Astoria, New York" or "Astoria, Oregon"'
    """
    where = f"{found.source}, line {found.line}: " if found.source and found.line else ""
    listed = "".join("\n  " + describe(each, world=world) for each in found.candidates)
    if found.status == "ambiguous":
        why = f" ({found.note})" if any(words in found.note for words in _NOT_BY_ITS_NAME) else ""
        return f"{where}{found.input!r} is ambiguous{why}; choose one by its id:{listed}{_written_out(found)}"
    return f"{where}{found.input!r} was not found: {found.note}{listed}"


def _written_out(found: Resolution) -> str:
    """Two of the choices as they can be written, in a line of its own; "" where their labels tell none apart."""
    labels = [each.label for each in found.candidates]
    plain = [
        label for label in labels if labels.count(label) == 1 and "(" not in label and label != found.input
    ]
    such = " or ".join(f'"{label}"' for label in plain[:2])
    return f"\nor write it with its state or country, such as {such}" if such else ""


def say(told: str) -> None:
    """Tell a reading to whoever listens; an empty one is none."""
    if told:
        READINGS.info("%s", told)


@contextmanager
def heard() -> Iterator[list[str]]:
    """What is told of readings within it, each once, by this thread.

    >>> with heard() as told:
    ...     say("'Havanna' is read as Havana"), say("'Havanna' is read as Havana")
    (None, None)
    >>> told
    ["'Havanna' is read as Havana"]
    """
    listener = _Listener()
    level = READINGS.level
    READINGS.addHandler(listener)
    READINGS.setLevel(logging.INFO)
    try:
        yield listener.told
    finally:
        READINGS.removeHandler(listener)
        READINGS.setLevel(level)


class _Listener(logging.Handler):
    """Keeps what its own thread tells."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.told: list[str] = []
        self.thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if record.thread == self.thread and message not in self.told:
            self.told.append(message)
