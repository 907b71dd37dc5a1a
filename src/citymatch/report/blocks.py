"""What a paper is made of: headings, paragraphs, lists and tables, each as plain data."""

from __future__ import annotations

from dataclasses import dataclass

BLANK = "________________"
"""What is not known and is for people to fill in."""


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the document's title."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. `kind` "caution" is framed, "note" is small."""

    text: str
    kind: str = ""


@dataclass(frozen=True)
class Items:
    """A list; `numbered` for steps in order."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Grid:
    """A table: the first row is its header, and the first column names each row.

    `kind` "room" leaves space to write, "wide" compares side by side; "form" is a list of entries, without a header.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kind: str = ""


MANY = 5
"""A table of more columns than this that stand side by side is set in small letters."""

Block = Heading | Paragraph | Items | Grid


def letters(grid: Grid) -> str:
    """How large the letters of a table are: "cell", "close" where columns stand side by side, "small" for many."""
    if grid.kind != "wide":
        return "cell"
    return "small" if len(grid.header) > MANY else "close"
