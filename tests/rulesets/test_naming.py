"""A reader meets the number a form prints, or a name; never a code of ours."""

from __future__ import annotations

import re

import pytest

from thenchot.rulesets.books import all_books
from thenchot.rulesets.naming import called, number_of


@pytest.mark.parametrize(
    ("code", "number"),
    [("I.1", "I.1"), ("III.4", "III.4"), ("N1.a", "1.a"), ("N1.dd", "1.đ"), ("y_thuc", ""), ("group1", ""), ("score", "")],
)
def test_a_criterion_carries_the_number_its_form_prints(code: str, number: str) -> None:
    assert number_of(code) == number


def test_a_criterion_without_a_number_is_called_by_its_name() -> None:
    assert called("y_thuc", "Ý thức tổ chức kỷ luật") == "“Ý thức tổ chức kỷ luật”"
    assert called("I.1", "Phẩm chất chính trị") == "I.1"


def test_no_shipped_criterion_is_called_by_a_code() -> None:
    leaves = {leaf for book in all_books() for kind in [None, *book.kinds()] for leaf in book.leaves(kind)}
    assert len(leaves) > 30
    assert [leaf.id for leaf in leaves if re.search(r"[a-z]{2}_|^[a-z]+[0-9]?$", called(leaf.id, leaf.vi))] == []
