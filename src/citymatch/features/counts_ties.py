"""What the extractors share that count known ties."""

from __future__ import annotations

from collections.abc import Hashable

from citymatch.datasets import World

from .base import Extractor, Place
from .book import Book
from .weighing import Chosen


class CountsTies(Extractor):
    """Base of the extractors that count known ties: those of `book`, else those that citymatch knows."""

    book: Book | None

    @property
    def world(self) -> World:
        """The World that it was fitted with, else that of its book, else the one that ships."""
        if self.world_ is None and self.book is not None:
            return self.book.world
        return super().world

    @property
    def ties(self) -> Book:
        """The ties that count."""
        return self.book if self.book is not None else Book.of(self.world)

    def choices(self, seeker: Place) -> Chosen:
        """The ties that communities of the seeker's nation have abroad."""
        return self.ties.choices(nation_of(seeker))

    def of_nation(self, seeker: Place) -> Hashable:
        """The scope of what depends on the seeker's nation and the book alone."""
        return nation_of(seeker), self.ties.number

    def of_bystander(self, seeker: Place) -> Hashable | None:
        """The same for what leaves the seeker's own ties out: seekers that have none on record are alike."""
        return None if self.choices(seeker).weighed(seeker).own else self.of_nation(seeker)


def nation_of(seeker: Place) -> str:
    """The seeker's country; "" where unknown."""
    return str(seeker.get("country") or "")
