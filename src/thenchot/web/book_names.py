"""The names of rulebooks and of their steps as the reader's language has them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from django.utils.translation import get_language

from thenchot.rulesets.books import all_books


@cache
def _books() -> Mapping[str, str]:
    return {book.name: book.name_en for book in all_books() if book.name_en}


@cache
def _steps() -> Mapping[str, str]:
    return {step.vi: step.en for book in all_books() for step in book.steps if step.en}


def book_name(name: str) -> str:
    """A rulebook's English name behind the switch; a body's own rulebook, which has none, keeps its own."""
    return _books().get(name, name) if _english() else name


def step_name(name: str) -> str:
    """The same for a step of a rulebook."""
    return _steps().get(name, name) if _english() else name


def _english() -> bool:
    return (get_language() or "vi").startswith("en")
