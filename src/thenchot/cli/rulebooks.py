"""`thenchot rulebooks`: the rulebooks with their dates and confidence, and what of the decree they carry out."""

from __future__ import annotations

from collections.abc import Sequence

from thenchot.rulesets import books


def run(argv: Sequence[str]) -> int:
    for book in books.all_books():
        print(book.id, book.confidence, book.switch)
    return 0
