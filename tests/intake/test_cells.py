"""Cells as they are kept: known names only, one spelling, no signs that a database refuses, words never run together."""

from __future__ import annotations

from unicodedata import is_normalized, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.evidence.kinds import all_kinds
from thenchot.evidence.reading import PLAIN
from thenchot.intake.cells import FACT, FIELD_OF, LONGEST, TASK, names_of, tidy


def kept(text: object) -> str:
    return tidy("task", {"content": text}).get("content", "")


@pytest.mark.parametrize(
    ("came", "text"),
    [
        ("Trả\u00a0lời đơn", "Trả lời đơn"), ("Trả\tlời", "Trả lời"), ("Trả\u2003lời", "Trả lời"), ("a\u3000b", "a b"),
        ("a\r\nb", "a\nb"), ("a\rb", "a b"), ("a\u2028b", "a b"), ("a\x0bb", "a b"), ("a\u200bb", "ab"), ("\ufeffa", "a"),
        ("a\u00adb", "ab"), ("\x00 a", "a"), ("a \x00", "a"), ("\x00 \x00", ""), ("\u00a0", ""), ("\n", ""), ("a\n\nb", "a\n\nb"),
        ("\u202egnud", "gnud"), ("\ud800a", "a"), ("😀", "😀"),
    ],
)  # fmt: skip
def test_blanks_of_any_width_part_words_and_hidden_signs_are_let_go(came: str, text: str) -> None:
    """A blank that does not break stands in half of what is copied out of Word."""
    assert kept(came) == text


@pytest.mark.parametrize("text", ["Trả lời đơn thư của công dân", "Phường Bến Trúc", "ổ ợ ữ ẫ"])
def test_one_word_in_two_spellings_is_one(text: str) -> None:
    assert normalize("NFD", text) != text
    assert kept(normalize("NFD", text)) == kept(text) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (7, "7"), ("1.5", "1.5"), (-3, "-3"), (True, "true"), (False, "false"), (None, ""), ([], ""), ({}, ""),
        ([1], ""), ({"a": 1}, ""), (10**30, "1" + "0" * 30),
    ],
)  # fmt: skip
def test_values_of_json_become_the_texts_a_person_would_type(value: object, text: str) -> None:
    assert kept(value) == text


@pytest.mark.parametrize("length", [LONGEST - 1, LONGEST, LONGEST + 1, 9 * LONGEST])
def test_a_text_is_cut_at_its_longest(length: int) -> None:
    assert len(kept("ế" * length)) == min(length, LONGEST)
    assert len(kept(normalize("NFD", "ế") * length)) == min(length, LONGEST)


def test_a_cut_that_falls_on_a_blank_leaves_none_at_the_end() -> None:
    assert kept("a" * (LONGEST - 1) + " " + "b" * 9) == "a" * (LONGEST - 1)


@given(st.text(st.characters(codec=None), max_size=200))
def test_any_text_is_kept_so_that_it_can_be_stored_shown_and_found_again(text: str) -> None:
    found = kept(text)
    found.encode()
    assert is_normalized("NFC", found)
    assert found == found.strip()
    assert all(sign.isprintable() or sign == "\n" for sign in found)
    assert kept(found) == found


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=12), max_size=12), st.sampled_from(["task", "fact"]))
def test_names_nobody_knows_are_never_kept_and_kept_again_nothing_changes(cells: dict[str, str], kind: str) -> None:
    found = tidy(kind, cells)
    assert set(found) <= set(names_of(kind))
    assert tidy(kind, found) == found
    assert "" not in found.values()


@pytest.mark.parametrize("kind", sorted(all_kinds()))
def test_every_figure_of_every_kind_may_come_in(kind: str) -> None:
    figures = {one.code: 1 for one in all_kinds()[kind].figures}
    assert tidy("fact", {"kind": kind, **figures}) == {"kind": kind, **dict.fromkeys(figures, "1")}


def test_what_a_row_is_about_stands_under_one_name_for_people_and_machines() -> None:
    assert set(FACT) == set(PLAIN) - {"ref"}
    assert set(FIELD_OF.values()) <= set(FACT)
    assert not set(FIELD_OF) & set(FACT)
    assert set(names_of("task")) == set(TASK)


@pytest.mark.parametrize("name", ["ref", "id", "source", "office", "entered_by", "state", "withdrawn_at", "origin"])
def test_a_source_says_nothing_of_who_entered_it_where_or_in_what_state(name: str) -> None:
    assert tidy("fact", {name: "x", "subject": "0022"}) == {"subject": "0022"}
