"""A document for people to read, print and fill in: one list of blocks, written as HTML, Markdown, Word or PDF."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path

from citymatch.datasets import InputError
from citymatch.whole import write_bytes, write_whole

from .blocks import BLANK, Block, Grid, Heading, Items, Paragraph, letters
from .columns import shares

__all__ = ["BLANK", "PAPERS", "Block", "Document", "Grid", "Heading", "Items", "Paragraph"]

PAPERS = ("letter", "a4")
"""The sizes of paper that Word and PDF documents are laid out for."""


_STYLE = """
body { font: 9.5pt/1.2 Arial, Helvetica, "Liberation Sans", sans-serif; color: #111; background: #fff;
  max-width: 50rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: break-word; }
h1 { font-size: 14pt; line-height: 1.2; margin-top: 2pt; margin-bottom: 5pt; }
h2 { font-size: 11pt; margin-top: 7pt; margin-bottom: 2pt; page-break-after: avoid; }
h3 { font-size: 10pt; margin-top: 6pt; margin-bottom: 2pt; page-break-after: avoid; }
p, ul, ol { margin-top: 2pt; margin-bottom: 2pt; }
table { border-collapse: collapse; width: 100%; margin: .4em 0; table-layout: fixed; font-size: 8.5pt; }
th, td { border: 1px solid #777; padding: .1em .3em; text-align: left; vertical-align: top;
  overflow-wrap: break-word; }
th { background: #eee; } tr { page-break-inside: avoid; } thead { display: table-header-group; }
.wide { font-size: 8pt; line-height: 1.12; }
.cell { font-size: 8.5pt; } .close { font-size: 8pt; } .small { font-size: 7pt; }
p.caution { border: 2px solid #8a1c00; padding: .4em .7em; } p.note { color: #444; font-size: 7pt; line-height: 1.15; }
.room td { height: 3.2em; }
@page { margin: 1cm 1.2cm; }
@media screen {
  body { font-size: 12pt; line-height: 1.35; } h1 { font-size: 18pt; } h2 { font-size: 14pt; margin: 1em 0 .3em; }
  h3 { font-size: 12.5pt; } p, ul, ol { margin: .5em 0; }
  p.note { font-size: 10pt; line-height: 1.3; }
  .cell { font-size: 11pt; } .close { font-size: 10.5pt; } .small { font-size: 9pt; }
}
@media screen and (max-width: 40rem) {
  body { margin: 1rem auto; } table, tbody, tr, th, td { display: block; width: auto; }
  .cell, .close, .small { font-size: 12pt; line-height: 1.3; }
  thead, colgroup { display: none; } tr { margin: 0 0 .8em; } td { border-top: 0; }
  td[data-of]::before { content: attr(data-of) ": "; font-weight: bold; font-size: 12pt; }
  td.empty { display: none; } .room td.empty { display: block; }
}
@media print { body { margin: 0; max-width: none; padding: 0; font-size-adjust: .5; }
  a { color: inherit; } h1 { margin-top: 0; } }
"""


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
    | Fact | Value |
    | --- | --- |
    | people | 1\\|2 |
    <BLANKLINE>
    """

    title: str
    blocks: list[Block] = field(default_factory=list)

    def add(self, *blocks: Block) -> None:
        """Put blocks at the end; the heads of a table begin with a capital."""
        self.blocks.extend(_headed(block) if isinstance(block, Grid) else block for block in blocks)

    def to_html(self) -> str:
        """One self-contained page, for browsers, printers and word processors."""
        body = "\n".join(_html(block) for block in (Heading(self.title, 1), *self.blocks))
        return (
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(self.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
        )

    def to_markdown(self) -> str:
        """The same as Markdown."""
        return "\n\n".join(_markdown(block) for block in (Heading(self.title, 1), *self.blocks)) + "\n"

    def to_docx(self, paper: str = "letter") -> bytes:
        """The same as a Word document on a size of `PAPERS` (needs the extra `word`)."""
        from .word import docx

        return docx(self.title, self.blocks, checked_paper(paper))

    def to_pdf(self, paper: str = "letter") -> bytes:
        """The same as a PDF on a size of `PAPERS` (needs the extra `pdf`)."""
        from .pdf import pdf

        return pdf(self.title, self.blocks, checked_paper(paper))

    def save(self, path: str | Path, paper: str = "letter") -> Path:
        """Write a file, whole or not at all: .html, .md, .docx or .pdf, as its ending says.

        Raises InputError for another ending or size of paper, MissingExtra where a package is missing that writes
        .docx or .pdf, OSError where the file cannot be written.
        """
        path = Path(path)
        match ending := path.suffix.lower():
            case ".docx":
                return write_bytes(path, self.to_docx(paper))
            case ".pdf":
                return write_bytes(path, self.to_pdf(paper))
            case ".html" | ".htm":
                return write_whole(path, self.to_html())
            case ".md" | ".txt":
                return write_whole(path, self.to_markdown())
        raise InputError(
            f"{path}: a paper is written as .docx (Word), .pdf, .html or .md, not as {ending or 'that'}"
        )


def _headed(grid: Grid) -> Grid:
    """A table whose heads begin with a capital where their first word is a small one."""
    heads = (
        f"{head[:1].upper()}{head[1:]}" if head.partition(" ")[0].islower() else head for head in grid.header
    )
    return replace(grid, header=tuple(heads))


def checked_paper(name: str) -> str:
    """A size of paper of `PAPERS`, in small letters. Raises InputError for another."""
    if name.lower() not in PAPERS:
        raise InputError(f"paper must be one of {', '.join(PAPERS)}, not {name!r}")
    return name.lower()


def _html(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"<h{level}>{escape(text)}</h{level}>"
        case Paragraph(text, kind):
            return f'<p class="{kind}">{_linked(text)}</p>' if kind else f"<p>{_linked(text)}</p>"
        case Items(items, numbered):
            tag = "ol" if numbered else "ul"
            return f"<{tag}>" + "".join(f"<li>{_linked(item)}</li>" for item in items) + f"</{tag}>"
        case Grid():
            return _html_table(block)


def _html_table(grid: Grid) -> str:
    """A table whose widths, lines and sides stand in its tags too: word processors know little of style sheets."""
    marked = f' class="{grid.kind}"' if grid.kind else ""
    size = letters(grid)
    widths = [f"{share:.0%}" for share in shares((grid.header, *grid.rows), grid.kind)]
    head = "".join(
        f'<th scope="col" width="{width}" {_SIDES}>{_cell_html(cell, size)}</th>'
        for cell, width in zip(grid.header, widths, strict=True)
    )
    head = "" if grid.kind == "form" else f"<thead><tr>{head}</tr></thead>"
    columns = "".join(f'<col width="{width}">' for width in widths)
    names = grid.header[1:] if len(grid.header) > 2 else ()
    body = "".join(_html_row(row, names, size, grid.kind == "room") for row in grid.rows)
    return (
        f'<table{marked} border="1" cellspacing="0" cellpadding="2" width="100%"><colgroup>{columns}</colgroup>'
        f"{head}<tbody>{body}</tbody></table>"
    )


_SIDES = 'align="left" valign="top"'


def _html_row(row: Sequence[str], names: Sequence[str], size: str, room: bool) -> str:
    """A row; each cell knows the name of its column, which a phone shows before it."""
    high = ' height="40"' if room else ""
    cells = []
    for place, text in enumerate(row[1:]):
        of = f' data-of="{escape(names[place])}"' if place < len(names) else ""
        empty = "" if text else ' class="empty"'
        cells.append(f'<td{of}{empty}{high} valign="top">{_cell_html(text, size)}</td>')
    return f'<tr><th scope="row" {_SIDES}>{_cell_html(row[0], size)}</th>{"".join(cells)}</tr>'


def _cell_html(text: str, size: str) -> str:
    return f'<span class="{size}">{_linked(text)}</span>'


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
