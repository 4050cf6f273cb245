"""The cells of a paper's tables: one size smaller than the text, a little air above and below."""

from __future__ import annotations

from thenchot.files.forms.paper import Align, Cell, Line, bold, plain

SIZE = 12.0


def small(text: str, align: Align = "left", *, strong: bool = False, keep: bool = False) -> Line:
    return Line(bold(text) if strong else plain(text), align=align, size=SIZE, before=1, after=1, keep=keep)


def cell(text: str, align: Align = "left", *, strong: bool = False) -> Cell:
    return Cell((small(text, align, strong=strong),))


def names(*texts: str) -> tuple[Cell, ...]:
    """A row of column names."""
    return tuple(cell(text, "center", strong=True) for text in texts)


def gap() -> Line:
    """Air between two parts, on the page of the second."""
    return Line((), size=6, after=2, keep=True)
