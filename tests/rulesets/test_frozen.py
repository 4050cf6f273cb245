"""A rulebook kept whole: built again from its text it judges alike for ever, and a changed text is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest

from tests.cases.run import CASES, Case, cases
from tests.rulesets.bodies import DECREE, NEW_YEAR, bound, build, take_up
from thenchot.cli.lines import read
from thenchot.rules.book import Rulebook
from thenchot.rules.errors import InputError
from thenchot.rules.evaluate import Verdict, evaluate
from thenchot.rulesets.actions.freeze import freeze
from thenchot.rulesets.books import all_books, load
from thenchot.rulesets.frozen import content_of, digest_of, rebuild
from thenchot.rulesets.models import FrozenRulebook
from thenchot.rulesets.overlays import apply_overlay
from thenchot.rulesets.queries import InForce, frozen
from thenchot.rulesets.reading import BookError

BOOKS = all_books()
EXAMPLES = [case for path in sorted(CASES.glob("*.yaml")) for case in cases(path)]
# What each book lets a body make stricter: its first cap halved, its top level raised by one.
WITH_CAPS = [book for book in BOOKS if book.caps]
WITH_LEVELS = [book for book in BOOKS if book.levels]
SAME = [field.name for field in fields(Rulebook) if field.name not in ("digest", "source", "raw")]


def name(book: Rulebook) -> str:
    return book.id


def again(book: Rulebook, overlay: dict[str, Any] | None = None) -> Rulebook:
    return rebuild(content_of(book, overlay or {}))


def answer(book: Rulebook, case: Case) -> Verdict | tuple[str, str]:
    line = read(case.line.encode())
    try:
        return evaluate(book, line.kind, line.given, line.config)
    except InputError as error:
        return error.code, error.field


@pytest.mark.parametrize("book", BOOKS, ids=name)
def test_a_book_built_again_is_the_same_in_every_part(book: Rulebook) -> None:
    built = again(book)
    differing = [part for part in SAME if getattr(built, part) != getattr(book, part)]
    assert not differing


@pytest.mark.parametrize("book", BOOKS, ids=name)
def test_a_book_built_again_twice_is_kept_under_the_same_digest(book: Rulebook) -> None:
    content = content_of(book, {})
    assert content_of(rebuild(content), {}) == content
    assert rebuild(content).digest == digest_of(content)


@pytest.mark.parametrize("case", EXAMPLES, ids=lambda case: f"{case.rulebook}-{case.id}")
def test_every_worked_example_comes_out_the_same_from_the_kept_text(case: Case) -> None:
    book = load(case.rulebook)
    assert answer(again(book), case) == answer(book, case)


@pytest.mark.parametrize("book", WITH_CAPS, ids=name)
def test_a_stricter_share_is_kept_with_the_book(book: Rulebook) -> None:
    overlay = {"caps": {book.caps[0].level: str(book.caps[0].share / 2)}}
    built, applied = again(book, overlay), apply_overlay(book, overlay)
    assert built.caps == applied.caps
    assert built.caps[0].share == book.caps[0].share / 2


@pytest.mark.parametrize("book", WITH_LEVELS, ids=name)
def test_a_raised_bound_is_kept_with_the_book_and_judges_alike(book: Rulebook) -> None:
    top = max(book.levels, key=lambda level: level.min)
    overlay = {"levels": {top.code: {"min": str(top.min + 1)}}}
    built, applied = again(book, overlay), apply_overlay(book, overlay)
    assert built.levels == applied.levels
    for case in [case for case in EXAMPLES if case.rulebook == book.id]:
        assert answer(built, case) == answer(applied, case)


def test_the_overlay_has_a_part_in_the_digest() -> None:
    book = load(DECREE)
    contents = [content_of(book, overlay) for overlay in ({}, {"caps": {"HTXS": "0.1"}}, {"caps": {"HTXS": "0.11"}})]
    assert len({digest_of(content) for content in contents}) == 3


def test_the_text_holds_no_binary_number() -> None:
    def floats(value: object) -> list[object]:
        if isinstance(value, dict):
            return [found for entry in value.values() for found in floats(entry)]
        if isinstance(value, list):
            return [found for entry in value for found in floats(entry)]
        return [value] if isinstance(value, float) else []

    for book in BOOKS:
        assert floats(json.loads(content_of(book, {"caps": {}}))) == []


@pytest.mark.parametrize(
    "break_it",
    [
        lambda raw: raw.pop("levels"), lambda raw: raw.update(colour="đỏ"), lambda raw: raw.update(confidence="sure"),
        lambda raw: raw.update(levels=3), lambda raw: raw["levels"][0].pop("min"), lambda raw: raw.update(criteria="không"),
    ],
)  # fmt: skip
def test_a_text_that_is_no_rulebook_any_more_is_refused(break_it: Callable[[Any], object]) -> None:
    content = json.loads(content_of(load(DECREE), {}))
    break_it(content["book"])
    with pytest.raises(BookError):
        rebuild(json.dumps(content))


# --- in the table ---------------------------------------------------------------------------------------


@pytest.fixture
def applied(db: None) -> InForce:
    build()
    take_up(overlay={"caps": {"HTXS": "0.15"}})
    (rule,) = bound("BT", NEW_YEAR)
    return rule


def test_freezing_keeps_the_book_once_under_its_digest(applied: InForce) -> None:
    digest = freeze(applied)
    assert freeze(applied) == digest
    row = FrozenRulebook.objects.get()
    assert (row.digest, row.rulebook) == (digest, DECREE)
    assert digest_of(row.content) == digest


def test_a_frozen_book_is_the_book_as_the_body_applies_it(applied: InForce) -> None:
    found = frozen(freeze(applied))
    assert {cap.share for cap in found.caps} == {cap.share for cap in applied.book.caps}
    assert found.criteria == applied.book.criteria
    assert found.settings == applied.book.settings


def test_another_overlay_is_kept_beside_it(applied: InForce) -> None:
    take_up("BT-KT", overlay={"caps": {"HTXS": "0.1"}})
    (own,) = bound("BT-KT", NEW_YEAR)
    assert freeze(own) != freeze(applied)
    assert FrozenRulebook.objects.count() == 2


@pytest.mark.parametrize("old", ['"1/5"', '"90"', "HTXS"])
def test_a_changed_text_is_refused_even_where_it_is_still_a_rulebook(applied: InForce, old: str) -> None:
    # A share of a half instead of a fifth would read as well; whoever judged by it would not know.
    digest = freeze(applied)
    content = FrozenRulebook.objects.get().content
    assert old in content
    FrozenRulebook.objects.update(content=content.replace(old, '"1/2"' if old.startswith('"') else "HTXA"))
    frozen.cache_clear()
    with pytest.raises(BookError, match="không còn khớp mã kiểm tra"):
        frozen(digest)


def test_a_text_with_a_space_more_is_refused(applied: InForce) -> None:
    digest = freeze(applied)
    FrozenRulebook.objects.update(content=FrozenRulebook.objects.get().content + " ")
    frozen.cache_clear()
    with pytest.raises(BookError):
        frozen(digest)


def test_a_digest_nobody_kept_is_missing(applied: InForce) -> None:
    with pytest.raises(FrozenRulebook.DoesNotExist):
        frozen("0" * 64)


@pytest.fixture(autouse=True)
def forget() -> None:
    """No test may find a book that another one left in memory."""
    frozen.cache_clear()
