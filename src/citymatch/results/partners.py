"""The partnerships of a community that are on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from citymatch.places import Community

COLUMNS = ("name", "admin1", "country", "kind", "status", "evidence", "community_id", "note")


@dataclass(frozen=True)
class KnownPartners:
    """The known partnerships of one community: one row per partner, in the columns of `columns`."""

    community: Community
    rows: tuple[tuple[str, ...], ...]
    columns: Sequence[str] = COLUMNS

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {
            "community_id": self.community.id,
            "name": self.community.label,
            "partners": [dict(zip(self.columns, row, strict=True)) for row in self.rows],
        }
