"""The names of a gazetteer within a scope: every look-up of rows where a place may lie goes through here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .gazetteer import Gazetteer
from .regions import Scope


@dataclass(frozen=True)
class Here:
    """A gazetteer seen from a scope; the methods are those of the gazetteer, without the country and the division.

    >>> from .gazetteer import gazetteer_of
    >>> len(Here(Scope("US", "CA"), gazetteer_of()).named(["pinole"]))
    1
    """

    scope: Scope
    gazetteer: Gazetteer

    def named(self, keys: Iterable[str]) -> list[int]:
        """The rows whose own name folds to one of `keys`."""
        return self.gazetteer.named(keys, self.scope.country, self.scope.admin1)

    def headed(self, keys: Iterable[str]) -> list[int]:
        """The rows whose name folds to one of `keys` but for an addition."""
        return self.gazetteer.headed(keys, self.scope.country, self.scope.admin1)

    def also_named(self, keys: Iterable[str]) -> list[int]:
        """The rows of which one of the other names folds to one of `keys`."""
        return self.gazetteer.also_named(keys, self.scope.country, self.scope.admin1)

    def containing(self, key: str) -> list[int]:
        """The rows whose name contains `key`, the largest first."""
        return self.gazetteer.containing(key, self.scope.country, self.scope.admin1)

    def beginning(self, key: str) -> list[int]:
        """The rows whose name begins with `key` and goes on."""
        return self.gazetteer.beginning(key, self.scope.country, self.scope.admin1)

    def similar(self, key: str, distance: int) -> list[int]:
        """The rows with a name a few letters off `key`, nearest first."""
        near = self.gazetteer.similar(key, self.scope.country, self.scope.admin1, distance)
        return [row for _, row in near]
