"""A reader meets the number a form prints, or a name; never a code of ours."""

from __future__ import annotations

import re

import pytest

from thenchot.rulesets.books import all_books, load
from thenchot.rulesets.naming import called, cited, follows_decree, instrument_of, number_of


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


@pytest.mark.parametrize(
    ("rulebook", "article", "named"),
    [
        ("nd335-2025-cong-chuc", "Điều 20 khoản 5 điểm a", "Điều 20 khoản 5 điểm a Nghị định 335/2025/NĐ-CP"),
        # Customs inherits the decree's articles; its own letter has none.
        ("haiquan-21169-2026", "Điều 20 khoản 5 điểm a", "Điều 20 khoản 5 điểm a Nghị định 335/2025/NĐ-CP"),
        ("nd233-2026-vien-chuc", "Điều 12", "Điều 12 Nghị định 233/2026/NĐ-CP"),
        ("hn-3814-2018", "Quyết định 3814-QĐ/TU ngày 16/5/2018", "Quyết định 3814-QĐ/TU"),
        ("qd366-2025", "HD 02-HD/BTCTW", "HD 02-HD/BTCTW"),
        ("qd366-2025", "Điều 12", "Điều 12 Quy định 366-QĐ/TW"),
        ("nd90-2020", "Điều 2 khoản 6 (Nghị định 48/2023)", "Điều 2 khoản 6 (Nghị định 48/2023)"),
        ("hn-3814-2018", "", "Quyết định 3814-QĐ/TU"),
    ],
)
def test_a_provision_names_its_instrument_once(rulebook: str, article: str, named: str) -> None:
    assert cited(article, load(rulebook)) == named


def test_every_instrument_has_a_short_name_and_the_decree_governs_its_own_and_what_works_by_it() -> None:
    assert [name for book in all_books() if not (name := instrument_of(book.citation)) or "ngày" in name or "," in name] == []
    governed = {book.id for book in all_books() if follows_decree(book)}
    assert governed >= {"nd335-2025-cong-chuc", "nd335-2025-to-chuc", "haiquan-21169-2026"}
    assert not governed & {"hn-3814-2018", "hn-1841-2021", "nd233-2026-vien-chuc", "qd366-2025", "nd90-2020", "hcm-qd20-2024"}
