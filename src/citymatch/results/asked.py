"""How the seeker of a result was asked for: as it was written, where, and how that was read."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import Any

from citymatch.places import Resolution

COLUMNS = ("seeker_input", "seeker_status", "seeker_note")
"""The columns that say so in a table."""

REMARKS = "list_note"
"""The column that says how the list was read."""


@dataclass(frozen=True)
class Asked:
    """The words by which a community was asked for, and how they were read.

    `status` and `note` are those of the resolution; `line` is its line in a list. `extra` holds the cells of the
    line's columns that are none of ours (contact, notes), by their header; `remarks` what was decided in reading the
    list: its encoding, its sheet, the columns that were read by a likeness or not used.

    >>> from citymatch.places import resolve
    >>> Asked.of(resolve("Havanna, Illinois")).note
    "'Havanna' read as Havana"
    """

    input: str = ""
    status: str = "matched"
    note: str = ""
    line: int | None = None
    extra: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    @classmethod
    def of(cls, found: Resolution) -> Asked:
        """Of a resolution, without the community, which a result has."""
        return cls(found.input, found.status, found.note, found.line, dict(found.extra), found.remarks)

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        plain: dict[str, Any] = {
            "input": self.input,
            "status": self.status,
            "note": self.note,
            "line": self.line,
        }
        plain |= {"extra": dict(self.extra)} if self.extra else {}
        return plain | ({"remarks": list(self.remarks)} if self.remarks else {})

    def columns(self, taken: Mapping[str, Any], rows: int) -> dict[str, list[str]]:
        """The same as columns of a table; a column of the user's own whose name is taken gets "own:" before it.

        >>> Asked("Oxford", extra={"score": "good"}).columns({"score": []}, 1)["own: score"]
        ['good']
        """
        found = dict(
            zip(COLUMNS, ([self.input] * rows, [self.status] * rows, [self.note] * rows), strict=True)
        )
        found |= {REMARKS: ["; ".join(self.remarks)] * rows} if self.remarks else {}
        return found | {own_name(name, taken): [text] * rows for name, text in self.extra.items()}


AS_WRITTEN = Asked()
"""Of a seeker that was asked for by no words at all, as a community that is known already."""


def own_name(name: str, taken: Container[str]) -> str:
    """The name of a user's own column beside columns of ours.

    >>> own_name("contact", {"score": 1}), own_name("score", {"score": 1})
    ('contact', 'own: score')
    """
    return f"own: {name}" if name in taken or name in (*COLUMNS, REMARKS) else name
