"""Cells of a list that hold no value: nothing at all, a formula that nobody has worked out, the error of a formula."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from .folding import plain
from .sheet_parts import link_text

_FORMULA = re.compile(
    r"=\s*(?:[-+(]*(?:'[^']+'!|\w+!)?\$?[A-Z]{1,3}\$?\d|[-+(]*[A-Z][A-Z.\d]*\(|[-+(]*\d|$)", re.I
)
_ERROR = re.compile(r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!)", re.I)
_POINTING = ("id", "geonameid", "fips", "latitude", "point")
"""Columns that say which community is meant without its name."""
_NAMING = ("name", "county")


def no_value(cell: str) -> str:
    """What a cell is that shows a formula or its error in place of a value; "" for any other cell.

    >>> no_value("=A9"), no_value("#REF!"), no_value("Pinole")
    ('a formula without a value', 'the error #REF! of a formula', '')
    """
    if _FORMULA.match(cell) and not link_text(cell):
        return "a formula without a value"
    return f"the error {cell} of a formula" if _ERROR.fullmatch(cell) else ""


def nameless(row: Sequence[str], fields: Mapping[str, int]) -> str:
    """Why a row names no community: the cell for its name is empty or has no value; "" where it names one.

    A state or a country beside it would be taken for the member itself. A list without a column of names, such as one
    of states, names what it has.

    >>> nameless(["", "Iowa"], {"name": 0, "state": 1}), nameless(["Iowa"], {"state": 0})
    ('the name is empty', '')
    """
    cells = _cells(row, fields)
    if any(plain(cells.get(each, "")) and not no_value(cells[each]) for each in _POINTING):
        return ""
    naming = [each for each in _NAMING if each in cells]
    for field in naming:
        if why := no_value(cells[field]):
            return f"the {field} is {why}"
    return f"the {naming[0]} is empty" if is_unnamed(row, fields) else ""


def is_unnamed(row: Sequence[str], fields: Mapping[str, int]) -> bool:
    """Whether the cells for the name of a row are all empty, though the list has columns for it.

    >>> is_unnamed(["", "Iowa"], {"name": 0, "state": 1}), is_unnamed(["Iowa"], {"state": 0})
    (True, False)
    """
    naming = [cell for field, cell in _cells(row, fields).items() if field in _NAMING]
    return bool(naming) and not any(map(plain, naming))


def _cells(row: Sequence[str], fields: Mapping[str, int]) -> dict[str, str]:
    return {field: row[at] if at < len(row) else "" for field, at in fields.items()}


def without_formulas(row: Sequence[str], fields: Mapping[str, int]) -> tuple[list[str], str]:
    """A row whose cells without a value are empty, and what is said of those.

    >>> without_formulas(["Astoria", "=B9"], {"name": 0, "state": 1})
    (['Astoria', ''], 'the state is a formula without a value')
    """
    row = list(row)
    said: list[str] = []
    for field, at in fields.items():
        if at < len(row) and (why := no_value(row[at])):
            unknown = (
                field == "population" and row[at].upper() == "#N/A"
            )  # as a spreadsheet says that it has no figure
            row[at] = ""
            said += [] if unknown else [f"the {field.replace('_', ' ')} is {why}"]
    return row, "; ".join(said)
