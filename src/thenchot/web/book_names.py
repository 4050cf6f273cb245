"""The name of a rulebook as the reader's language has it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from django.utils.translation import get_language

from thenchot.rulesets.books import all_books


@cache
def _in_english() -> Mapping[str, str]:
    return {book.name: book.name_en for book in all_books() if book.name_en}


def book_name(name: str) -> str:
    """A rulebook's English name behind the switch; a body's own rulebook, which has none, keeps its own."""
    return _in_english().get(name, name) if (get_language() or "vi").startswith("en") else name
