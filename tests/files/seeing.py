"""Looking at a PDF from outside: its words page by page, and how much ink is on a page."""

from __future__ import annotations

from typing import Any

import pypdfium2


def _normal(text: str) -> str:
    return " ".join(text.replace("\r", "\n").split())


def pages_of(data: bytes) -> list[str]:
    """The text of each page, white space made single."""
    document: Any = pypdfium2.PdfDocument(data)
    return [_normal(page.get_textpage().get_text_range()) for page in document]


def ink(data: bytes, page: int = 0) -> float:
    """The share of a page's points that are not white, from 0 to 1, on a picture of 36 points an inch."""
    document: Any = pypdfium2.PdfDocument(data)
    seen = document[page].render(scale=0.5, grayscale=True)
    points = bytes(seen.buffer)
    return sum(1 for point in points if point < 250) / len(points)
