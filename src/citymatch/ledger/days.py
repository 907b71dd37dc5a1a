"""Days as people write them in a table, and as they are told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.]+(?:Z|[+-][\d:]+)?)?")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{2}|\d{4})")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{2}|\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{2}|\d{4})", re.I)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.I)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip


def told(day: date) -> str:
    """A day as people write it.

    >>> told(date(2026, 5, 3))
    '3 May 2026'
    """
    return f"{day.day} {day:%B %Y}"


def month_first(cells: Sequence[str]) -> tuple[bool, str]:
    """Whether the days with strokes in a column have the month first, as in the United States, and what to say of it.

    A part above 12 is the day. Raises ValueError for a column that has both orders.

    >>> month_first(["13/5/2026", "3/5/2026"])
    (False, '')
    >>> month_first(["5/3/2026"])
    (True, 'days such as 5/3/2026 are read with the month first: 3 May 2026')
    """
    found = [(cell, each) for cell in cells if (each := _SLASHED.fullmatch(cell.strip()))]
    days = next((cell for cell, each in found if int(each[1]) > 12), "")
    months = next((cell for cell, each in found if int(each[2]) > 12), "")
    if days and months:
        raise ValueError(f"{days!r} has the day first and {months!r} the month; write 2026-05-03")
    if days or months or not found:
        return not days, ""
    cell, parts = found[0]
    read = _made(parts[3], parts[1], parts[2])
    return True, f"days such as {cell} are read with the month first: {told(read)}" if read else ""


def read_day(text: str, months_first: bool = True) -> date | None:
    """The day that a cell holds, None for none.

    >>> [read_day(text).isoformat() for text in ("2026-05-03", "3.5.2026", "5/3/26", "3 May 2026", "May 3, 2026")]
    ['2026-05-03', '2026-05-03', '2026-05-03', '2026-05-03', '2026-05-03']
    >>> read_day("soon") is None, read_day("2026-02-30") is None
    (True, True)
    """
    cell = " ".join(text.split())
    if found := _ISO.fullmatch(cell):
        return _made(found[1], found[2], found[3])
    if found := _DOTTED.fullmatch(cell):
        return _made(found[3], found[2], found[1])
    if found := _SLASHED.fullmatch(cell):
        first, second = (found[1], found[2]) if months_first else (found[2], found[1])
        return _made(found[3], first, second)
    if found := _DAY_FIRST.fullmatch(cell):
        return _made(found[3], _month(found[2]), found[1])
    if found := _MONTH_FIRST.fullmatch(cell):
        return _made(found[3], _month(found[1]), found[2])
    return None


def _month(word: str) -> str:
    """The number of a month by its name or the beginning of it, "0" for none."""
    start = word.casefold()
    start = "sep" if start == "sept" else start
    return str(next((number for number, name in enumerate(_MONTHS, 1) if name.startswith(start)), 0))


def _made(year: str, month: str, day: str) -> date | None:
    whole = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return date(whole, int(month), int(day))
    except ValueError:
        return None
