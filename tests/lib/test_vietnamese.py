"""The Vietnamese alphabet: twelve vowels, five tones, Đ after D; names by given name; what a search types."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.lib.vietnamese import LETTERS, fold, name_key, word_key

TONES = ["a", "à", "ả", "ã", "á", "ạ"]
VOWELS = "aăâeêioôơuưy"
WORDS = "An Ánh Ân Ăn Bình Dung Dũng Đạt Đức Hà Hạ Hòa Huệ Huế Khánh Lan Lân Mỹ Nga Ngà Oanh Phúc Tú Tư Uyên Ước Vĩ Yến".split()
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


def in_order(words: list[str]) -> None:
    shuffled = list(words)
    random.Random(5).shuffle(shuffled)
    assert sorted(shuffled, key=word_key) == words


def test_the_alphabet_has_its_order() -> None:
    in_order(list("aăâbcdđeêghiklmnoôơpqrstuưvxy"))


def test_the_twelve_vowels_are_letters_of_their_own() -> None:
    assert [letter for letter in LETTERS if letter in VOWELS] == list(VOWELS)
    in_order([f"{vowel}n" for vowel in VOWELS])


def test_d_with_a_stroke_comes_after_every_d() -> None:
    in_order(["da", "dy", "đa", "đy", "e"])


def test_tones_follow_the_dictionary() -> None:
    in_order(TONES)


def test_letters_count_before_tones() -> None:
    in_order(["ma", "mà", "má", "mạ", "mai", "mài", "man", "măn", "mẳn", "mân"])


def test_a_shorter_word_comes_first() -> None:
    in_order(["an", "anh", "ánh"])


def test_every_vowel_sorts_its_six_tones_together_and_before_the_next_vowel() -> None:
    marks = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
    in_order([unicodedata.normalize("NFC", vowel + mark) for vowel in VOWELS for mark in marks])


def test_names_go_by_given_name_then_middle_then_family() -> None:
    names = ["Trần Văn An", "Lê Thị Ánh", "Nguyễn Văn Bình", "Phạm Hữu Dũng", "Bùi Xuân Đạt", "Đỗ Thị Hà"]
    in_any = random.Random(1).sample(names, len(names))
    assert sorted(in_any, key=name_key) == names
    assert sorted(["Nguyễn Thị An", "Nguyễn Hữu An", "Bùi Thị An"], key=name_key) == [
        "Nguyễn Hữu An", "Bùi Thị An", "Nguyễn Thị An",
    ]  # fmt: skip


def test_a_given_name_alone_comes_before_the_same_with_more() -> None:
    assert sorted(["Nguyễn An", "An"], key=name_key) == ["An", "Nguyễn An"]


@pytest.mark.parametrize("name", ["", " ", "-", "Ð", "O'Neil", "Y Ban Niê", "H'Hen Niê", "K'Brếu"])
def test_unusual_names_have_a_key(name: str) -> None:
    assert name_key(name).isdigit()


@given(NAMES)
def test_a_key_is_made_of_digits_so_that_both_engines_sort_alike(name: str) -> None:
    key = name_key(name)
    assert key.isdigit()
    assert key.isascii()


@given(NAMES, NAMES)
def test_equal_keys_are_equal_names(one: str, other: str) -> None:
    assert (name_key(one) == name_key(other)) == (one.lower() == other.lower())


@given(NAMES)
def test_composed_and_decomposed_letters_are_one(name: str) -> None:
    apart = unicodedata.normalize("NFD", name)
    assert name_key(apart) == name_key(name)
    assert fold(apart) == fold(name)


@given(NAMES)
def test_case_does_not_count(name: str) -> None:
    assert name_key(name.upper()) == name_key(name)
    assert fold(name.upper()) == fold(name)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Thị Hồng Nhung", "dang thi hong nhung"), ("ƯỚC  ƠN", "uoc on"), ("  Phường\u00a0Bến\tTrúc ", "phuong ben truc"),
        ("Y tế - Dân số", "y te - dan so"), ("ỳýỷỹỵ", "yyyyy"), ("", ""),
    ],
)  # fmt: skip
def test_what_a_search_types(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(NAMES, NAMES)
def test_a_name_is_found_by_any_part_of_it_typed_without_marks(name: str, more: str) -> None:
    assert fold(name) in fold(f"{more} {name}")
