"""A document for people to read, print and fill in: one list of blocks, written as HTML or as Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

BLANK = "________________"
"""What is not known and is for people to fill in."""

_STYLE = """
body { font: 10.5pt/1.35 Georgia, "Times New Roman", serif; color: #111; background: #fff; max-width: 50rem;
  margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 16pt; line-height: 1.2; } h2 { font-size: 12.5pt; margin: 1.1em 0 .3em; page-break-after: avoid; }
p, ul, ol { margin: .4em 0; }
table { border-collapse: collapse; width: 100%; margin: .6em 0; font-size: 9pt; line-height: 1.25; }
th, td { border: 1px solid #777; padding: .2em .4em; text-align: left; vertical-align: top;
  overflow-wrap: break-word; }
.wide { table-layout: fixed; font-size: 8pt; line-height: 1.2; } .wide th:first-child { width: 17%; }
th { background: #eee; } tr { page-break-inside: avoid; }
.caution { border: 2px solid #8a1c00; padding: .4em .7em; } .note { color: #444; font-size: 9pt; }
.room { table-layout: fixed; } .room th:first-child { width: 34%; } .room td { height: 3.2em; }
@page { margin: 1.5cm; }
@media print { body { margin: 0; max-width: none; padding: 0; font-size: 9.5pt; font-size-adjust: .44; }
  a { color: inherit; }
  .wide { font-size: 7.3pt; line-height: 1.12; } .wide th, .wide td { padding: .1em .25em; }
  .note { font-size: 7.5pt; line-height: 1.15; } }
"""


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

    `kind` "room" leaves space to write, "wide" compares side by side.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kind: str = ""


Block = Heading | Paragraph | Items | Grid


@dataclass
class Document:
    """Blocks in order.

    >>> page = Document("Draft")
    >>> page.add(Paragraph("Size & setting"), Grid(("fact", "value"), (("people", "1|2"),)))
    >>> print(page.to_markdown())
    # Draft
    <BLANKLINE>
    Size &amp; setting
    <BLANKLINE>
    | fact | value |
    | --- | --- |
    | people | 1\\|2 |
    <BLANKLINE>
    """

    title: str
    blocks: list[Block] = field(default_factory=list)

    def add(self, *blocks: Block) -> None:
        """Put blocks at the end."""
        self.blocks.extend(blocks)

    def to_html(self) -> str:
        """One self-contained page, for browsers, printers and word processors."""
        body = "\n".join(_html(block) for block in (Heading(self.title, 1), *self.blocks))
        return (
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(self.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
        )

    def to_markdown(self) -> str:
        """The same as Markdown."""
        return "\n\n".join(_markdown(block) for block in (Heading(self.title, 1), *self.blocks)) + "\n"


def _html(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"<h{level}>{escape(text)}</h{level}>"
        case Paragraph(text, kind):
            return f'<p class="{kind}">{_linked(text)}</p>' if kind else f"<p>{_linked(text)}</p>"
        case Items(items, numbered):
            tag = "ol" if numbered else "ul"
            return f"<{tag}>" + "".join(f"<li>{_linked(item)}</li>" for item in items) + f"</{tag}>"
        case Grid(header, rows, kind):
            head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in header)
            body = "".join(_html_row(row) for row in rows)
            marked = f' class="{kind}"' if kind else ""
            return f"<table{marked}><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _html_row(row: Sequence[str]) -> str:
    rest = "".join(f"<td>{_linked(cell)}</td>" for cell in row[1:])
    return f'<tr><th scope="row">{escape(row[0])}</th>{rest}</tr>'


def _linked(text: str) -> str:
    """Escaped text whose web addresses are links."""
    parts = re.split(r"(https?://[^\s<>\"']*[^\s<>\"'.,;:)])", text)
    return "".join(
        f'<a href="{escape(part)}">{escape(part)}</a>' if n % 2 else escape(part)
        for n, part in enumerate(parts)
    )


def _markdown(block: Block) -> str:
    match block:
        case Heading(text, level):
            return "#" * level + " " + _plain(text)
        case Paragraph(text, kind):
            return f"> **{_plain(text)}**" if kind == "caution" else _plain(text)
        case Items(items, numbered):
            return "\n".join(
                f"{f'{n}.' if numbered else '-'} {_plain(item)}" for n, item in enumerate(items, 1)
            )
        case Grid(header, rows, _):
            lines = [header, tuple("---" for _ in header), *rows]
            return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _plain(text: str) -> str:
    """Text in which Markdown sees no marks of its own and no tags."""
    text = escape(" ".join(text.split()), quote=False)
    return re.sub(r"[\\`*\[\]]|(?<=[^\W_])_(?=[^\W_])", lambda mark: "\\" + mark[0], text)


def _cell(text: str) -> str:
    return _plain(text).replace("|", "\\|") if text != "---" else text
