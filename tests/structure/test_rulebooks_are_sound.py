"""Each rulebook that ships can be read, says where it comes from, and reads the same each time."""

from __future__ import annotations

from datetime import date

import pytest

from tests.structure.house import PACKAGE
from thenchot.rules.book import Rulebook
from thenchot.rulesets import books

# The only values that a rule's confidence may have; anything else is a slip of the pen.
CONFIDENCES = {
    "quoted", "interpretation", "press", "secondary", "secondary_draft", "memory", "unverified",
}  # fmt: skip
BOOKS = books.all_books()


def test_rulebooks_ship_with_the_product() -> None:
    assert len(BOOKS) >= 3
    assert any(book.id.startswith("nd335") for book in BOOKS)


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.id)
def test_a_rulebook_says_where_it_comes_from_and_since_when(book: Rulebook) -> None:
    assert book.citation
    assert book.confidence in CONFIDENCES
    assert isinstance(book.effective_from, date | None)
    assert (
        book.effective_to is None or book.effective_from is None or book.effective_from <= book.effective_to
    )


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.id)
def test_a_rulebook_reads_the_same_each_time(book: Rulebook) -> None:
    books.load.__globals__["_load"].cache_clear()
    assert books.load(book.id).digest == book.digest


def test_no_two_rulebooks_share_an_identity() -> None:
    assert len({book.id for book in BOOKS}) == len(BOOKS)
    assert len({book.digest for book in BOOKS}) == len(BOOKS)


def test_each_file_of_the_folder_is_read() -> None:
    files = {path.stem for path in (PACKAGE / "rulesets" / "rulebooks").glob("*.yaml")}
    assert {book.id for book in BOOKS} <= files
