"""Papers as Word documents: the package is written as its XML, since building it object by object takes twenty times as long."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import assert_never
from xml.sax.saxutils import escape

from thenchot.files.forms import docx_parts as parts
from thenchot.files.forms.paper import (
    Block,
    Cell,
    Line,
    Margins,
    Paper,
    Rule,
    Run,
    Table,
    clean,
)

TWIPS_IN_MM = 1440 / 25.4
SAME_MOMENT = (2026, 1, 1, 0, 0, 0)
"""The time of every part: the same content gives the same bytes."""


def docx_of(paper: Paper) -> bytes:
    """Return one paper as a .docx file."""
    files = {
        **parts.FIXED,
        "docProps/core.xml": parts.core(escape(clean(paper.title))),
        "word/styles.xml": parts.styles(_half_points(paper.size)),
        "word/document.xml": _document(paper),
        "word/header1.xml": parts.header(_text(paper.across), numbered=False),
        "word/header2.xml": parts.header(_text(paper.across), numbered=True),
        "word/footer1.xml": parts.footer(_text(paper.foot)),
    }
    return _packed((name, text.encode()) for name, text in files.items())


def archive_of(papers: Sequence[Paper], name_of: Callable[[int, Paper], str]) -> bytes:
    """Return many papers as a .zip of .docx files, each under the name it is given."""
    return _packed((name_of(at, paper), docx_of(paper)) for at, paper in enumerate(papers, start=1))


def _packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name, SAME_MOMENT), data, zipfile.ZIP_DEFLATED, compresslevel=4)
    return packed.getvalue()


def _document(paper: Paper) -> str:
    width = paper.margins.text_width
    body = "".join(_block(block, width) for block in paper.blocks)
    # A body may not end with a table: without a line of our own a reader adds one, and perhaps a page for it.
    return parts.document(body + _line(Line((), size=1, after=0), width) + _section(paper.margins))


def _section(margins: Margins) -> str:
    top, bottom, left, right = (_twips(side) for side in (margins.top, margins.bottom, margins.left, margins.right))
    lying = ' w:orient="landscape"' if margins.wide else ""
    return (
        '<w:sectPr><w:headerReference w:type="first" r:id="rId3"/><w:headerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="first" r:id="rId5"/><w:footerReference w:type="default" r:id="rId5"/>'
        f'<w:pgSz w:w="{_twips(margins.page[0])}" w:h="{_twips(margins.page[1])}"{lying}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="{_twips(10)}" w:footer="{_twips(9)}" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )


def _block(block: Block, width: float) -> str:
    match block:
        case Line():
            return _line(block, width)
        case Rule():
            return _rule(block, width)
        case Table():
            return _table(block)
        case _:
            assert_never(block)


def _line(line: Line, width: float) -> str:
    look = "<w:keepNext/>" if line.keep else ""
    if line.dots:
        look += f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{_twips(width)}"/></w:tabs>'
    look += f'<w:spacing w:before="{_twentieths(line.before)}" w:after="{_twentieths(line.after)}"/>'
    if line.first:
        look += f'<w:ind w:firstLine="{_twips(line.first)}"/>'
    if line.align != "left":
        look += f'<w:jc w:val="{"both" if line.align == "justify" else line.align}"/>'
    if line.size and not line.runs:
        look += f"<w:rPr>{_size(line.size)}</w:rPr>"
    runs = "".join(_run(run, line.size) for run in line.runs)
    return f"<w:p><w:pPr>{look}</w:pPr>{runs}{'<w:r><w:tab/></w:r>' if line.dots else ''}</w:p>"


def _run(run: Run, size: float) -> str:
    look = "<w:b/>" * run.bold + "<w:i/>" * run.italic + _size(size)
    look += '<w:u w:val="single"/>' * run.underlined + '<w:vertAlign w:val="superscript"/>' * run.raised
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{_text(run.text)}</w:t></w:r>'


def _rule(rule: Rule, width: float) -> str:
    """A line of its own length: an empty paragraph with an upper border, drawn in from both sides."""
    rest = max(0.0, width - rule.width)
    left = 0.0 if rule.align == "left" else rest / 2
    return (
        '<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
        f'<w:spacing w:before="0" w:after="{_twentieths(rule.after)}" w:line="40" w:lineRule="exact"/>'
        f'<w:ind w:left="{_twips(left)}" w:right="{_twips(rest - left)}"/><w:rPr>{_size(2)}</w:rPr></w:pPr></w:p>'
    )


def _table(table: Table) -> str:
    margin = 1.6 if table.bordered else 0.0
    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in table.widths)
    rows = "".join(_row(table, at, row, margin) for at, row in enumerate(table.rows))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{_twips(sum(table.widths))}" w:type="dxa"/>'
        f'{parts.BORDERS if table.bordered else ""}<w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{_twips(margin)}" w:type="dxa"/>'
        f'<w:right w:w="{_twips(margin)}" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(table: Table, at: int, row: tuple[Cell, ...], margin: float) -> str:
    column, cells = 0, []
    for cell in row:
        width = sum(table.widths[column : column + cell.span])
        cells.append(_cell(cell, width, margin, centred=table.bordered))
        column += cell.span
    look = "<w:cantSplit/>" + "<w:tblHeader/>" * (at < table.head)
    return f"<w:tr><w:trPr>{look}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(cell: Cell, width: float, margin: float, *, centred: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    upright = '<w:vAlign w:val="center"/>' if centred else ""
    inner = "".join(_block(line, width - 2 * margin) for line in cell.lines)
    return f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/>{span}{upright}</w:tcPr>{inner or "<w:p/>"}</w:tc>'


def _text(text: str) -> str:
    return escape(clean(text))


def _size(points: float) -> str:
    half = _half_points(points)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>' if points else ""


def _half_points(points: float) -> int:
    return round(points * 2)


def _twentieths(points: float) -> int:
    return round(points * 20)


def _twips(millimetres: float) -> int:
    return round(millimetres * TWIPS_IN_MM)
