"""The partnerships of a community that are on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from citymatch.places import Community

from .asked import AS_WRITTEN, Asked

COLUMNS = ("name", "admin1", "country", "kind", "status", "evidence", "community_id", "note")


@dataclass(frozen=True)
class KnownPartners:
    """The known partnerships of one community: one row per partner, in the columns of `columns`.

    `asked` says how the community was read, `notes` what was decided in reading a list of the user's own.
    """

    community: Community
    rows: tuple[tuple[str, ...], ...]
    columns: Sequence[str] = COLUMNS
    asked: Asked = AS_WRITTEN
    notes: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {
            "community_id": self.community.id,
            "name": self.community.label,
            "asked": self.asked.to_dict(),
            "notes": list(self.notes),
            "partners": [dict(zip(self.columns, row, strict=True)) for row in self.rows],
        }

    def table(self) -> tuple[list[str], list[list[str]]]:
        """The header and the rows of a table of its own, each row with who was asked for and how that was read."""
        own = {"seeker_id": self.community.id, "seeker": self.community.label}
        own |= {name: column[0] for name, column in self.asked.columns({}, 1).items()}
        return [*self.columns, *own], [[*row, *own.values()] for row in self.rows]
