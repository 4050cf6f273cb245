"""Every code that a shipped rulebook shows to its readers has words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from thenchot.rules.book import Rulebook
from thenchot.rulesets.books import all_books
from thenchot.web.book_names import book_name, step_name
from thenchot.web.rulesets.words import WORDS


def codes_of(book: Rulebook) -> Iterator[str]:
    yield from (*book.applies_to, book.period, *book.follow_up_periods, book.ranking_period, book.confidence)
    for cap in book.caps:
        yield from (cap.base, cap.rounding, *cap.group_by, cap.when, cap.decided_by, cap.period)
    for row in book.authority:
        yield from (row.subject, row.scored_by, row.ranked_by)
    for step in book.steps:
        yield from (step.actor, step.period)
    for one in book.publication:
        yield from (*one.scope, *one.ways, one.period)
    for setting in book.settings:
        yield from map(str, (*setting.choices, setting.default))


@pytest.mark.parametrize("book", all_books(), ids=lambda book: book.id)
def test_every_code_that_a_rulebook_shows_has_words(book: Rulebook) -> None:
    numbers = set("0123456789.")
    assert not {code for code in codes_of(book) if code and not set(code) <= numbers} - set(WORDS)


@pytest.mark.parametrize("book", [book for book in all_books() if book.name_en], ids=lambda book: book.id)
def test_a_rulebook_is_called_in_the_language_of_the_reader(book: Rulebook) -> None:
    assert book_name(book.name) == book.name
    with translation.override("en"):
        assert book_name(book.name) == book.name_en
        assert book_name("Quy chế riêng của cơ quan") == "Quy chế riêng của cơ quan"
        assert all(step_name(step.vi) != step.vi for step in book.steps)
    assert all(step_name(step.vi) == step.vi for step in book.steps)
