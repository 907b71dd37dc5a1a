"""What a line of a list came to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from .communities import Community

Status = Literal["matched", "corrected", "ambiguous", "not_found"]


@dataclass(frozen=True)
class Resolution:
    """What a line came to.

    `status` is matched, corrected (the note says what was corrected), ambiguous (`candidates` holds the
    communities to choose from) or not_found (`candidates` holds what may have been meant, if anything). `extra`
    holds the cells of the line's columns that are none of ours (contact, notes), by their header as written;
    `remarks` says what was decided in reading the list that the line stands in.
    """

    input: str
    status: Status
    community: Community | None = None
    candidates: tuple[Community, ...] = ()
    note: str = ""
    line: int | None = None
    source: str = ""
    policy: str = ""
    extra: Mapping[str, str] = field(default_factory=dict, hash=False)
    remarks: tuple[str, ...] = ()

    def __repr__(self) -> str:
        found = f"{self.community.label} ({self.community.id})" if self.community else ""
        others = f"{len(self.candidates)} to choose from" if self.candidates else ""
        told = ", ".join(filter(None, [self.status, found or others]))
        return f"<Resolution of {self.input!r}: {told}>"

    def to_dict(self) -> dict[str, Any]:
        """The fields of `citymatch resolve --format json`; what is not known is None."""
        found = self.community
        return {
            "input": self.input,
            "status": self.status,
            "kind": found.kind if found else None,
            "community_id": found.id if found else None,
            "geonameid": found.geonameid if found else None,
            "fips": found.fips if found else None,
            "name": found.name if found else None,
            "admin1": (found.admin1 or None) if found else None,
            "country": (found.country or None) if found else None,
            "note": self.note,
            "candidates": [
                {
                    "community_id": each.id,
                    "kind": each.kind,
                    "name": each.name,
                    "admin1": each.admin1 or None,
                    "country": each.country or None,
                    "population": None if each.population != each.population else int(each.population),
                }
                for each in self.candidates
            ],
        }


def remarks_of(resolutions: Iterable[Resolution]) -> list[str]:
    """What was decided in reading the lists that these lines stand in, each remark once, in order.

    >>> remarks_of([Resolution("Celle", "matched", remarks=("column 'Stadt' read as the name",))] * 2)
    ["column 'Stadt' read as the name"]
    """
    return list(dict.fromkeys(remark for each in resolutions for remark in each.remarks))
