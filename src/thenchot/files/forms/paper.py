"""A paper as blocks of lines and tables, before it becomes Word or PDF: both are written from the same blocks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Align = Literal["left", "center", "right", "justify"]
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that no XML file may hold, and that no printer shows."""
PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
"""A4, in millimetres."""


@dataclass(frozen=True)
class Margins:
    """In millimetres; Nghị định 30/2020/NĐ-CP Phụ lục I: top and bottom 20-25, left 30-35, right 15-20."""

    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15
    wide: bool = False
    """The page lies, for a paper that is mostly a table."""

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of the page."""
        return (PAGE_HEIGHT, PAGE_WIDTH) if self.wide else (PAGE_WIDTH, PAGE_HEIGHT)

    @property
    def text_width(self) -> float:
        return self.page[0] - self.left - self.right


@dataclass(frozen=True)
class Run:
    """Some words in one face."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False
    underlined: bool = False


@dataclass(frozen=True)
class Line:
    """A paragraph. `size`, `before`, `after` are in points (size 0: the paper's own), `first` the indent in millimetres.

    With `dots` the rest of the line is dotted, to be filled by hand; `keep` holds it on the page of what follows.
    """

    runs: tuple[Run, ...]
    align: Align = "left"
    size: float = 0
    before: float = 0
    after: float = 3
    first: float = 0
    dots: bool = False
    keep: bool = False


@dataclass(frozen=True)
class Rule:
    """A thin line `width` millimetres long."""

    width: float
    align: Align = "center"
    after: float = 3


@dataclass(frozen=True)
class Cell:
    lines: tuple[Line | Rule, ...]
    span: int = 1


@dataclass(frozen=True)
class Table:
    """`widths` in millimetres; the first `head` rows stand again on each page; a table of signatures is kept `whole`."""

    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    bordered: bool = True
    head: int = 0
    whole: bool = False


Block = Line | Rule | Table


@dataclass(frozen=True)
class Paper:
    """`foot` stands at the foot of each page; `across` is set over each page in grey, for a draft."""

    title: str
    blocks: tuple[Block, ...]
    foot: str
    across: str = ""
    size: float = 13
    margins: Margins = Margins()


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """The text in composed letters, without what cannot be printed."""
    return UNPRINTABLE.sub("", unicodedata.normalize("NFC", text)).replace("\t", " ")


def paragraphs(text: str) -> tuple[str, ...]:
    """The lines of a text that somebody typed, blank ones left out."""
    return tuple(line.strip() for line in clean(text).splitlines() if line.strip())


def plain(text: str) -> tuple[Run, ...]:
    return (Run(clean(text)),)


def bold(text: str) -> tuple[Run, ...]:
    return (Run(clean(text), bold=True),)


def italic(text: str) -> tuple[Run, ...]:
    return (Run(clean(text), italic=True),)
