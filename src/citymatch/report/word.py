"""A paper as a Word document, by python-docx: real headings, tables that repeat their header, a page number."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import Any

from citymatch.extras import extra

from .blocks import Block, Grid, Heading, Items, Paragraph, letters
from .columns import shares

INCHES = {"letter": (8.5, 11.0), "a4": (8.27, 11.69)}
MARGIN = 0.6
SIZES = {"cell": 8.5, "close": 8.0, "small": 6.8}
FACE = "Arial"


def docx(title: str, blocks: Sequence[Block], size: str) -> bytes:
    """The file's content. Raises MissingExtra where python-docx is not installed."""
    word = extra("docx", "word", "Word documents")
    made = word.Document()
    _page(made, size)
    made.core_properties.title = title
    made.core_properties.author = "citymatch"
    made.core_properties.created = made.core_properties.modified = datetime.datetime.now(datetime.UTC)
    made.core_properties.comments = ""
    for block in (Heading(title, 1), *blocks):
        _add(made, block, INCHES[size][0] - 2 * MARGIN)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def _page(made: Any, size: str) -> None:
    """Size of the page, the letters of each style, and the number at the foot."""
    from docx.shared import Inches, Pt, RGBColor

    page = made.sections[0]
    page.page_width, page.page_height = map(Inches, INCHES[size])
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Inches(MARGIN)
    page.header_distance = page.footer_distance = Inches(0.35)
    for name, points, before, after in (
        ("Normal", 9, 0, 3), ("Heading 1", 14, 0, 4), ("Heading 2", 11, 7, 2), ("Heading 3", 9.5, 5, 2),
        ("List Bullet", 9, 0, 1), ("List Number", 9, 0, 1),
    ):  # fmt: skip
        style = made.styles[name]
        style.font.name, style.font.size = FACE, Pt(points)
        _set_face(style.element)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        if name.startswith("Heading"):
            style.font.color.rgb = RGBColor(0x11, 0x11, 0x11)
    _number(page.footer.paragraphs[0])


def _set_face(style: Any) -> None:
    """One face for the letters of Europe; those of Asia are left to the reader's own."""
    from docx.oxml.ns import qn

    fonts = style.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(kind), None)
    fonts.set(qn("w:ascii"), FACE)
    fonts.set(qn("w:hAnsi"), FACE)


def _number(foot: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    foot.add_run("Page ").font.size = Pt(8)
    run = foot.add_run()
    run.font.size = Pt(8)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text or None
        run._r.append(part)


def _add(made: Any, block: Block, width: float) -> None:
    from docx.shared import Pt

    match block:
        case Heading(text, level):
            made.add_heading(_clean(text), level)
        case Paragraph(text, kind):
            written = made.add_paragraph()
            run = written.add_run(_clean(text))
            if kind == "caution":
                run.bold = True
                _frame(written)
            if kind == "note":
                _size(run, Pt(7))
        case Items(items, numbered):
            for item in items:
                made.add_paragraph(_clean(item), style="List Number" if numbered else "List Bullet")
        case Grid():
            _table(made, block, width)


def _size(run: Any, points: Any) -> None:
    """The size of the letters, those of Arabic and Hebrew too, which have one of their own."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run.font.size = points
    size = OxmlElement("w:szCs")
    size.set(qn("w:val"), str(round(2 * points.pt)))
    run._r.rPr.find(qn("w:sz")).addnext(size)


def _frame(paragraph: Any) -> None:
    """A line around a paragraph."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "12"), ("space", "4"), ("color", "8A1C00")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties = paragraph._p.get_or_add_pPr()
    after = [properties.find(qn(f"w:{name}")) for name in ("spacing", "ind", "jc", "rPr")]
    first = next((each for each in after if each is not None), None)
    properties.append(borders) if first is None else first.addprevious(borders)


def _table(made: Any, grid: Grid, width: float) -> None:
    """A table of fixed columns, in smaller letters the more of them stand side by side."""
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.shared import Inches, Pt

    rows = grid.rows if grid.kind == "form" else (grid.header, *grid.rows)
    table = made.add_table(rows=len(rows), cols=len(grid.header), style="Table Grid")
    table.autofit = False
    widths = [Inches(width * share) for share in shares((grid.header, *grid.rows), grid.kind)]
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    points = Pt(SIZES[letters(grid)])
    for number, (cells, texts) in enumerate(zip(table.rows, rows, strict=True)):
        is_head = number == 0 and grid.kind != "form"
        _row(cells, is_head)
        if grid.kind == "room" and not is_head:
            cells.height, cells.height_rule = Pt(30), WD_ROW_HEIGHT_RULE.AT_LEAST
        for place, (cell, text) in enumerate(zip(cells.cells, texts, strict=False)):
            cell.width = widths[place]
            written = cell.paragraphs[0]
            written.paragraph_format.space_after = Pt(0)
            run = written.add_run(_clean(text))
            _size(run, points)
            run.bold = is_head or place == 0
            if is_head or place == 0:
                _shade(cell)
    _margins(table)
    after = made.add_paragraph()  # without one, Word joins two tables
    after.paragraph_format.space_after, after.paragraph_format.line_spacing = Pt(0), Pt(5)


def _row(row: Any, is_head: bool) -> None:
    """A row is never parted by the end of a page, and the header stands again on the next."""
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))


def _shade(cell: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "EEEEEE")):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _margins(table: Any) -> None:
    """Narrow margins in every cell."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for side, twentieths in (("top", 15), ("left", 60), ("bottom", 15), ("right", 60)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(twentieths))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    properties.append(margins) if look is None else look.addprevious(margins)


def _clean(text: str) -> str:
    """Text without the control characters that XML cannot hold."""
    return "".join(
        letter for letter in " ".join(text.split()) if letter >= " " and letter not in "\ufffe\uffff"
    )
