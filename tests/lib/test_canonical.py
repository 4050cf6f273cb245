"""Equal values have equal texts and equal digests; what has no exact spelling is refused, never rounded."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.lib import canonical

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
LEAVES = st.none() | st.booleans() | st.integers() | TEXTS
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=12
)
TABLES = st.dictionaries(TEXTS, VALUES, max_size=6)
NUMBERS = st.fractions() | st.decimals(allow_nan=False, allow_infinity=False)


def turned(value: Any) -> Any:
    """The same value with the keys of every table in the opposite order."""
    if isinstance(value, dict):
        return {key: turned(value[key]) for key in reversed(list(value))}
    return [turned(entry) for entry in value] if isinstance(value, list) else value


@given(TABLES)
def test_the_order_of_keys_does_not_count(value: dict[str, Any]) -> None:
    assert canonical.dumps(turned(value)) == canonical.dumps(value)


@given(VALUES)
def test_what_is_written_is_read_back_the_same(value: Any) -> None:
    assert canonical.loads(canonical.dumps(value)) == value


@given(VALUES, VALUES)
def test_two_values_share_a_text_only_when_json_shows_no_difference(one: Any, other: Any) -> None:
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (canonical.dumps(one) == canonical.dumps(other)) == same


@given(TABLES)
def test_the_text_has_no_spaces_of_its_own_and_no_line_breaks(value: dict[str, Any]) -> None:
    text = canonical.dumps(value)
    assert "\n" not in text
    assert text == json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def test_vietnamese_letters_stay_letters() -> None:
    assert canonical.dumps({"tên": "Đặng Thị Ngọc Hà"}) == '{"tên":"Đặng Thị Ngọc Hà"}'


@given(NUMBERS)
def test_a_number_is_kept_exactly_whatever_type_it_came_in(number: Fraction | Decimal) -> None:
    text = canonical.loads(canonical.dumps(number))
    assert Fraction(text) == Fraction(number)
    assert canonical.dumps(number) == canonical.dumps(Fraction(number))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(713, 8), '"713/8"'),
        (Fraction(6, 4), '"3/2"'),
        (Fraction(-1, 3), '"-1/3"'),
        (Decimal("2.50"), '"5/2"'),
        (Decimal("2.5"), '"5/2"'),
        (Decimal("1E+2"), '"100"'),
        (Fraction(80), '"80"'),
        (Decimal("0.1"), '"1/10"'),
        (10**30, "1000000000000000000000000000000"),
    ],
)
def test_exact_numbers_are_written_in_lowest_terms(number: object, text: str) -> None:
    assert canonical.dumps(number) == text


def test_a_tenth_and_its_decimal_spelling_are_one_and_the_binary_neighbour_is_not_let_in() -> None:
    assert canonical.dumps(Decimal("0.1")) == canonical.dumps(Fraction(1, 10))
    with pytest.raises(TypeError, match="binary float"):
        canonical.dumps(0.1)


@pytest.mark.parametrize(
    "value",
    [0.5, -0.0, 1e300, float("nan"), float("inf"), {"a": 1.5}, [1, [2, (3, 0.25)]], {"a": {"b": [{"c": 2.0}]}}],
    ids=str,
)
def test_a_binary_float_is_refused_however_deep_it_lies(value: object) -> None:
    with pytest.raises(TypeError, match="binary float"):
        canonical.dumps(value)


@pytest.mark.parametrize("number", [Decimal("NaN"), Decimal("Infinity"), Decimal("-Infinity")], ids=str)
def test_what_is_no_number_is_refused(number: Decimal) -> None:
    with pytest.raises((ValueError, OverflowError)):
        canonical.dumps(number)


@pytest.mark.parametrize("value", [{1, 2}, b"bytes", object(), {"a": {3}}, 2 + 1j], ids=str)
def test_what_has_no_spelling_is_refused_by_type(value: object) -> None:
    with pytest.raises(TypeError, match="no canonical spelling"):
        canonical.dumps(value)


@pytest.mark.parametrize("key", [1, None, True, Fraction(1, 2), ("a",)], ids=str)
def test_a_key_that_is_no_text_is_refused(key: object) -> None:
    # JSON would write the key 1 and the key "1" alike, and two values would share a digest.
    with pytest.raises(TypeError, match="is no text"):
        canonical.dumps({"a": {key: 1}})


def test_days_and_moments_are_written_in_iso_form() -> None:
    value = {"day": date(2026, 11, 5), "at": datetime(2026, 11, 5, 7, 30, tzinfo=UTC)}
    assert canonical.dumps(value) == '{"at":"2026-11-05T07:30:00+00:00","day":"2026-11-05"}'


def test_tuples_and_lists_are_one() -> None:
    assert canonical.dumps((1, (2, 3))) == canonical.dumps([1, [2, 3]])


@pytest.mark.parametrize(("one", "other"), [(True, 1), (None, "null"), ("1", 1), ([], {}), ("", None)])
def test_values_of_different_kinds_do_not_share_a_text(one: object, other: object) -> None:
    assert canonical.dumps(one) != canonical.dumps(other)


@given(TEXTS)
def test_the_digest_is_the_sha256_of_the_utf8_bytes(text: str) -> None:
    assert canonical.sha256(text) == hashlib.sha256(text.encode("utf-8")).hexdigest()


def test_the_digest_of_a_known_text_is_the_published_one() -> None:
    assert canonical.sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_decimal_written_by_another_hand_is_read_exactly_and_can_be_written_again() -> None:
    found = canonical.loads('{"a":0.1,"b":[1.50]}')
    assert found == {"a": Fraction(1, 10), "b": [Fraction(3, 2)]}
    assert canonical.dumps(found) == '{"a":"1/10","b":["3/2"]}'


def test_whole_numbers_are_read_back_as_numbers_and_fractions_as_texts() -> None:
    assert canonical.loads(canonical.dumps({"a": 3, "b": Fraction(1, 2)})) == {"a": 3, "b": "1/2"}
