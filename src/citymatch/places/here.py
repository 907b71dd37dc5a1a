"""The names of a gazetteer within a scope: every look-up of rows where a place may lie goes through here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .divisions import within
from .gazetteer import Gazetteer
from .native import native_rows
from .scopes import Scope


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
        return self._inside(self.gazetteer.named(keys, self.scope.country, self.scope.admin1))

    def headed(self, keys: Iterable[str]) -> list[int]:
        """The rows whose name folds to one of `keys` but for an addition."""
        return self._inside(self.gazetteer.headed(keys, self.scope.country, self.scope.admin1))

    def also_named(self, keys: Iterable[str]) -> list[int]:
        """The rows of which one of the other names folds to one of `keys`."""
        return self._inside(self.gazetteer.also_named(keys, self.scope.country, self.scope.admin1))

    def containing(self, key: str) -> list[int]:
        """The rows whose name contains `key`, the largest first."""
        return self._inside(self.gazetteer.containing(key, self.scope.country, self.scope.admin1))

    def beginning(self, key: str) -> list[int]:
        """The rows whose name begins with `key` and goes on."""
        return self._inside(self.gazetteer.beginning(key, self.scope.country, self.scope.admin1))

    def similar(self, key: str, distance: int) -> list[int]:
        """The rows with a name a few letters off `key`, nearest first."""
        near = self.gazetteer.similar(key, self.scope.country, self.scope.admin1, distance)
        return self._inside(row for _, row in near)

    def native(self, name: str) -> list[int]:
        """The rows that bear a name in its own letters."""
        return self._inside(native_rows(name, self.gazetteer.world, self.scope.country, self.scope.admin1))

    def rows(self) -> list[int]:
        """All rows."""
        return self._inside(self.gazetteer.rows_in(self.scope.country, self.scope.admin1).tolist())

    def _inside(self, rows: Iterable[int]) -> list[int]:
        """Those of some rows that lie in the second-order division, where one is named."""
        found = list(rows)
        return within(found, self.scope, self.gazetteer.world) if self.scope.second else found
