"""A paper as a PDF, by reportlab: no browser is needed, and the letters of the names are in the file.

Latin, Greek and Cyrillic letters are those of Source Sans, of which the file holds what it uses; Chinese, Japanese and
Korean ones are left to the fonts that PDF readers have for them. A name in any other letters is left out, other words
are spelled in Latin ones, and a line at the end says so.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from typing import Any

from anyascii import anyascii

from citymatch.extras import extra

from .blocks import Block, Grid, Heading, Items, Paragraph, letters
from .columns import shares

POINTS = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}
MARGIN, PADDING = 37.0, 6.0
"""Of the page, and of the frame that reportlab lays in it."""
ROOM = 60.0
"""A heading that has less room than this below it begins the next page."""
SIZES = {"cell": 8.5, "close": 8.0, "small": 6.8}
FACE = "SourceSans"
ASIAN = {
    "shift_jis": "HeiseiKakuGo-W5",
    "gbk": "STSong-Light",
    "big5": "MSung-Light",
    "cp949": "HYGothic-Medium",
}
"""The fonts that PDF readers have for East Asia, each with a character set that tells which letters are in it."""
_WORDS = re.compile(r"\s+|\S+")


def pdf(title: str, blocks: Sequence[Block], size: str) -> bytes:
    """The file's content. Raises MissingExtra where reportlab is not installed."""
    extra("reportlab", "pdf", "PDF files")
    from reportlab.platypus import SimpleDocTemplate

    _fonts()
    written = io.BytesIO()
    width, height = POINTS[size]
    made = SimpleDocTemplate(
        written, pagesize=(width, height), leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN,
        bottomMargin=MARGIN, title=title, author="", lang="en-US", invariant=True,
    )  # fmt: skip
    whole: list[Block] = [Heading(title, 1), *blocks]
    if not all(map(_is_drawn, _texts(whole))):
        whole.append(Paragraph(LEFT_OUT, "note"))
    flow = [part for block in whole for part in _flow(block, width - 2 * (MARGIN + PADDING))]
    made.build(flow, onFirstPage=_foot, onLaterPages=_foot)
    return written.getvalue()


def _foot(canvas: Any, made: Any) -> None:
    canvas.setFont(FACE, 7.5)
    canvas.drawRightString(made.pagesize[0] - MARGIN - PADDING, 26, f"Page {canvas.getPageNumber()}")


@cache
def _fonts() -> frozenset[int]:
    """Make the fonts known; gives the letters that the first of them has."""
    from reportlab.lib.fonts import addMapping
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    files = extra("font_source_sans_pro", "pdf", "PDF files").font_files_ttf
    regular = TTFont(FACE, files["SourceSansPro"])
    pdfmetrics.registerFont(regular)
    pdfmetrics.registerFont(TTFont(f"{FACE}-Bold", files["SourceSansProBold"]))
    for bold in (0, 1):
        for italic in (0, 1):
            addMapping(FACE, bold, italic, f"{FACE}-Bold" if bold else FACE)
    for font in ASIAN.values():
        pdfmetrics.registerFont(UnicodeCIDFont(font))
    return frozenset(regular.face.charToGlyph)


def _style(kind: str, **changes: Any) -> Any:
    from reportlab.lib.styles import ParagraphStyle

    plain = {"fontName": FACE, "fontSize": 9.2, "leading": 11.3, "spaceAfter": 3}
    return ParagraphStyle(kind, **{**plain, **changes})


HEADINGS: dict[int, dict[str, Any]] = {
    1: {"fontSize": 15, "leading": 18, "spaceAfter": 5},
    2: {"fontSize": 11.5, "leading": 14, "spaceBefore": 6, "spaceAfter": 2},
    3: {"fontSize": 10, "leading": 12, "spaceBefore": 5, "spaceAfter": 2},
}


def _flow(block: Block, width: float) -> Iterator[Any]:
    from reportlab.platypus import CondPageBreak, ListFlowable, ListItem
    from reportlab.platypus import Paragraph as Text

    match block:
        case Heading(text, level):
            yield CondPageBreak(ROOM)
            yield Text(_bold(text), _style(f"h{level}", **HEADINGS[min(level, 3)]))
        case Paragraph(text, "caution"):
            yield Text(
                _bold(text), _style("caution", borderColor="#8a1c00", borderWidth=1.2, borderPadding=4, spaceAfter=9,
                                    spaceBefore=5)
            )  # fmt: skip
        case Paragraph(text, "note"):
            yield Text(_marked(text), _style("note", fontSize=7.2, leading=8.5))
        case Paragraph(text, _):
            yield Text(_marked(text), _style("text"))
        case Items(items, numbered):
            entries = [ListItem(Text(_marked(item), _style("item", spaceAfter=1))) for item in items]
            sign = {"bulletType": "1"} if numbered else {"bulletType": "bullet", "start": "•"}
            yield ListFlowable(entries, leftIndent=12, bulletFontName=FACE, bulletFontSize=9, **sign)
        case Grid():
            yield from _table(block, width)


def _table(grid: Grid, width: float) -> Iterator[Any]:
    from reportlab.platypus import LongTable, Spacer, TableStyle
    from reportlab.platypus import Paragraph as Text

    size = SIZES[letters(grid)]
    style = _style("cell", fontSize=size, leading=1.15 * size, spaceAfter=0)
    has_head = grid.kind != "form"
    rows = [*((grid.header,) if has_head else ()), *grid.rows]
    cells = [
        [Text(_bold(text) if not place or (has_head and not number) else _marked(text), style)
         for place, text in enumerate(row)]
        for number, row in enumerate(rows)
    ]  # fmt: skip
    room = [None, *[30.0] * len(grid.rows)] if grid.kind == "room" else None
    widths = [width * share for share in shares((grid.header, *grid.rows), grid.kind)]
    made = LongTable(
        cells, colWidths=widths, rowHeights=room and _heights(cells, widths), repeatRows=int(has_head)
    )
    looks: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, "#777777"), ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 2.5), ("RIGHTPADDING", (0, 0), (-1, -1), 2.5),
        ("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ("BACKGROUND", (0, 0), (0, -1), "#eeeeee"),
    ]  # fmt: skip
    if has_head:
        looks.append(("BACKGROUND", (0, 0), (-1, 0), "#eeeeee"))
    made.setStyle(TableStyle(looks))
    yield made
    yield Spacer(1, 5)


def _heights(cells: list[list[Any]], widths: list[float]) -> list[float]:
    """Heights of rows that leave room to write: 30 points at least, and what the text asks for."""
    asked = [
        max(cell.wrap(width - 5, 1000)[1] for cell, width in zip(row, widths, strict=False)) + 3
        for row in cells
    ]
    return [asked[0], *(max(30.0, height) for height in asked[1:])]


def _bold(text: str) -> str:
    return f"<b>{_marked(text)}</b>"


def _marked(text: str) -> str:
    """Text as reportlab reads it, each run of letters in a font that has them."""
    return "".join(_run(part, font) for part, font in runs(_without_unspelled(" ".join(text.split()))))


LEFT_OUT = (
    "This file has no fonts for some letters (Arabic, Hebrew, Thai and others): names in these are left out, and other "
    "words are spelled in Latin letters. The Word file and the web page (.docx, .html) have them all."
)
ELSEWHERE = "in letters that this file has no font for: see the Word file or the web page"
_ASIDES = (re.compile(r" or “([^”]*)”"), re.compile(r" \(([^()]*)\)"))
"""Search words, and a name in brackets beside another."""


def _without_unspelled(text: str) -> str:
    """Text without names in letters that no font has here: spelled in Latin ones they would be names of nothing."""
    if not any(letter.isalpha() and _is_drawn(letter) for letter in text) and not _is_drawn(text):
        return ELSEWHERE
    for aside in _ASIDES:
        text = aside.sub(lambda found: found[0] if _is_drawn(found[1]) else "", text)
    return text


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    """Everything that stands in blocks, as it is drawn."""
    for block in blocks:
        match block:
            case Heading(text, _) | Paragraph(text, _):
                yield " ".join(text.split())
            case Items(items, _):
                yield from (" ".join(item.split()) for item in items)
            case Grid(header, rows, _):
                yield from (" ".join(cell.split()) for row in (header, *rows) for cell in row)


def _is_drawn(text: str) -> bool:
    return "".join(part for part, _ in runs(text)) == text


def _run(text: str, font: str) -> str:
    return (
        escape(text, quote=False)
        if font == FACE
        else f'<font name="{font}">{escape(text, quote=False)}</font>'
    )


def runs(text: str) -> list[tuple[str, str]]:
    """A text in parts, each with the font that has its letters; a word that none has is spelled in Latin ones.

    >>> runs("Seika (精華町)"), runs("서울 Seoul")
    ([('Seika (', 'SourceSans'), ('精華町', 'HeiseiKakuGo-W5'), (')', 'SourceSans')], [('서울', 'HYGothic-Medium'), \
(' Seoul', 'SourceSans')])
    >>> runs("بلدية Beirut")
    [('bldyh Beirut', 'SourceSans')]
    """
    known = _fonts()
    parts: list[tuple[str, str]] = []
    for word in _WORDS.findall(text):
        for letter, font in _letters(word, known):
            if parts and parts[-1][1] == font:
                parts[-1] = (parts[-1][0] + letter, font)
            else:
                parts.append((letter, font))
    return parts


def _letters(word: str, known: frozenset[int]) -> Iterator[tuple[str, str]]:
    asian = _asian("".join(letter for letter in word if _is_asian(letter)))
    for letter in word:
        if ord(letter) in known or letter.isspace():
            yield letter, FACE
        elif asian and _is_asian(letter):
            yield letter, asian
        else:
            yield anyascii(letter), FACE


def _asian(letters: str) -> str:
    """The font that has all of some letters of East Asia; "" for none."""
    for characters, font in ASIAN.items():
        try:
            letters.encode(characters)
        except UnicodeEncodeError:
            continue
        return font
    return ""


def _is_asian(letter: str) -> bool:
    return "\u2e80" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7a3" or "\uff00" <= letter <= "\uffef"
