"""An expression of a rulebook in the words of an official."""

from __future__ import annotations

import pytest

from thenchot.rulesets.books import all_books
from thenchot.web.rulesets.readable import readable


@pytest.mark.parametrize(
    ("expr", "text"),
    [
        ("(a + b + c) / 3", "(a + b + c) ÷ 3"),
        ("general + ratio * 70", "tiêu chí chung + tỷ lệ kết quả × 70"),
        ("sum(u for u, r, l in items) / assigned", "tổng của [đơn vị] ÷ đơn vị được giao"),
        (
            "sum(u * max(0, 1 - r / 4) for u, r, l in items) / assigned",
            "tổng của [đơn vị × (1 − số lần trả lại ÷ 4, không dưới 0)] ÷ đơn vị được giao",
        ),
        ("min(ratio, 1) * 70", "(tỷ lệ kết quả, nhiều nhất 1) × 70"),
        ("sum(scores) / len(scores)", "tổng của [điểm các kỳ] ÷ số kỳ có điểm"),
        ("1 or 1 / 2", "1 hoặc 1 ÷ 2"),
        ("1 if kht_below == 0 else 1 / 2", "1 nếu số người dưới 50 điểm = 0, còn lại 1 ÷ 2"),
        ("floor(n * share / (1 + share))", "phần nguyên của (số người × tỷ lệ khống chế ÷ (1 + tỷ lệ khống chế))"),
        ("a - (b - c)", "a − (b − c)"),
        ("sum of marks", "tổng điểm các tiêu chí"),
    ],
)
def test_an_expression_is_read_in_words(expr: str, text: str) -> None:
    assert readable(expr) == text


def test_what_is_no_expression_stays_as_it_is() -> None:
    assert readable("theo bảng kèm theo") == "theo bảng kèm theo"
    assert readable("__import__('os')") == "__import__('os')"


def test_no_shipped_formula_is_left_in_the_language_of_programs() -> None:
    texts = [readable(formula.expr) for book in all_books() for formula in book.formulas.values()]
    assert texts
    assert not [text for text in texts if " for " in text or "*" in text or "max(" in text]
