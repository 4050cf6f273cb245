"""The stored key against a slow reading of the dictionary's rule, and both ways to write the same syllable."""

from __future__ import annotations

import unicodedata
from functools import cmp_to_key

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.lib.vietnamese import fold, name_key, word_key

# The rule as a primer states it: 29 letters, and f j w z where other languages have them; then six tones.
ALPHABET = "a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z".split()
TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
SYLLABLES = (
    "a à ả ã á ạ an án ân ấn ăn anh ánh bình bính biên biền dung dũng đung đúng đức hà há hạ hoa hòa hoà hóa hoá hỏa hoả "
    "huế huệ khánh lân lan mai mãi mỹ mỵ nga ngà quỳnh quyên thuy thúy thuý thủy thuỷ thụy thuỵ tú tư từ uyên ước yến"
).split()
NAMES = st.lists(st.sampled_from(SYLLABLES).map(str.capitalize), min_size=1, max_size=4).map(" ".join)


def reading(syllable: str) -> tuple[list[int], list[int]]:
    """Letters by their place in the alphabet, and the tones the syllable is spoken with."""
    letters, tones = [], []
    for letter in unicodedata.normalize("NFC", syllable.lower()):
        apart = unicodedata.normalize("NFD", letter)
        tones += [TONES[mark] for mark in apart if mark in TONES]
        letters.append(ALPHABET.index(unicodedata.normalize("NFC", "".join(m for m in apart if m not in TONES))))
    return letters, tones


def compare(one: str, other: str) -> int:
    """Given name, then middle names, then family name; in each letters first, and tones only between equal letters."""
    for left, right in zip(parts(one), parts(other), strict=False):
        (letters, tones), (other_letters, other_tones) = reading(left), reading(right)
        if letters != other_letters:
            return -1 if letters < other_letters else 1
        if tones != other_tones:
            return -1 if tones < other_tones else 1
    return len(parts(one)) - len(parts(other))


def parts(name: str) -> list[str]:
    family, *rest = name.split()
    return [rest[-1], *rest[:-1], family] if rest else [family]


@given(st.lists(NAMES, min_size=2, max_size=12))
def test_the_key_sorts_as_the_slow_comparison_does(names: list[str]) -> None:
    quick = sorted(names, key=name_key)
    slow = sorted(names, key=cmp_to_key(compare))
    assert quick == slow


@given(NAMES, NAMES)
def test_the_key_is_smaller_equal_or_larger_when_the_name_is(one: str, other: str) -> None:
    left, right = name_key(one), name_key(other)
    assert ((left > right) - (left < right)) == (compare(one, other) > 0) - (compare(one, other) < 0)


@given(st.text(max_size=30))
def test_the_key_of_anything_is_digits_only(text: str) -> None:
    key = name_key(text)
    assert key.isascii()
    assert key.isdigit()


@pytest.mark.parametrize(("old", "new"), [("Hòa", "Hoà"), ("Thúy", "Thuý"), ("Thủy", "Thuỷ"), ("Hóa", "Hoá"), ("Khỏe", "Khoẻ")])
def test_both_ways_to_write_a_tone_are_one_name(old: str, new: str) -> None:
    assert word_key(old) == word_key(new)
    assert fold(old) == fold(new)


def test_a_list_in_both_spellings_keeps_the_order_of_the_tones() -> None:
    mixed = ["Thụy", "Thuý", "Thuỷ", "Thuy", "Thũy", "Thùy"]
    assert sorted(mixed, key=name_key) == ["Thuy", "Thùy", "Thuỷ", "Thũy", "Thuý", "Thụy"]


def test_a_word_with_two_tones_follows_the_word_with_the_first_of_them() -> None:
    assert word_key("Páo") < word_key("Páó")
    assert sorted(["Páó", "Páo", "Pao"], key=word_key) == ["Pao", "Páo", "Páó"]


@given(NAMES)
def test_spaces_do_not_count(name: str) -> None:
    assert name_key(f"  {name.replace(' ', '   ')} ") == name_key(name)


def test_a_longest_name_still_fits_its_column() -> None:
    # The column of the name holds 120 letters, that of the key 500.
    assert len(name_key("Ngưỡng " * 17)) <= 500


@given(NAMES)
def test_searching_needs_no_marks_and_no_capitals(name: str) -> None:
    typed = fold(name)
    assert typed.isascii()
    assert typed == typed.lower()
    assert fold(typed) == typed
    assert len(typed.split()) == len(name.split())
