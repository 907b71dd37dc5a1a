"""What a search for a name came to."""

from __future__ import annotations

from dataclasses import dataclass

from .choosing import Choice
from .communities import Community


@dataclass(frozen=True)
class Finding:
    """What a search came to: a choice, and what was corrected on the way ("" if nothing was).

    A `weak` one is a part of another community, or nothing but a likeness: a finding elsewhere goes before it.
    `doubt` says why none is chosen, where that is not for their number.
    """

    choice: Choice
    corrected: str = ""
    weak: bool = False
    doubt: str = ""

    @property
    def chosen(self) -> Community | None:
        """The community that was chosen."""
        return self.choice.community
