"""Decides who governs itself: the standing of every place in the gazetteer. See docs/standing.md."""

from citymatch.build.standing.judging import judge

__all__ = ["judge"]
