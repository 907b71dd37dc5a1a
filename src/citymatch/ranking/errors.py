"""What cannot be asked: an option that cannot be, and a seeker for whom nobody can be ranked."""

from __future__ import annotations

from citymatch.datasets import InputError


class OptionError(InputError):
    """An option that cannot be: the message names it, the value, and what it may be."""


class CannotRank(InputError):
    """Nobody can be ranked for this seeker, though others may be; the message says why."""


class NothingKnown(CannotRank):
    """A policy counts nothing of which the seeker's own side is known, so that nobody can be compared."""


class AtHome(CannotRank):
    """Every candidate that was asked for lies in the seeker's own nation."""
