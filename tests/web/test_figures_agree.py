"""Figures on pages, in sentences and on papers: one number reads alike wherever it stands, and as plain arithmetic says."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from thenchot.files.forms import numbers as paper
from thenchot.rules.verdict import Reason
from thenchot.rulesets import sentences
from thenchot.web import numbers

# Money-like numbers of at most six places, as marks, ratios and sums of them come out.
EXACT = st.decimals(min_value=-2000, max_value=2000, places=6)


def written(value: Decimal, places: int) -> str:
    """What a clerk would write: half up to so many places, dots between thousands, a comma before the decimals."""
    rounded = value.copy_abs().quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{rounded:,.{places}f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"−{text}" if value < 0 and rounded else text


@given(EXACT, st.integers(0, 4))
@settings(max_examples=40)
def test_a_score_is_written_as_decimal_arithmetic_rounds_it(value: Decimal, places: int) -> None:
    assert numbers.score(value, places) == written(value, places)


@given(EXACT, st.integers(0, 4))
@settings(max_examples=40)
def test_english_differs_from_vietnamese_only_in_the_two_marks(value: Decimal, places: int) -> None:
    vietnamese = numbers.score(value, places)
    with translation.override("en"):
        assert numbers.score(value, places).translate(str.maketrans(",.", ".,")) == vietnamese


@given(st.decimals(min_value=0, max_value=100, places=6))
@settings(max_examples=40)
def test_a_paper_and_a_page_give_the_same_score(value: Decimal) -> None:
    assert paper.rounded(Fraction(value)) == numbers.score(value)


@given(st.fractions(0, 1, max_denominator=999))
@settings(max_examples=40)
def test_a_share_reads_alike_on_a_page_and_on_a_paper(ratio: Fraction) -> None:
    assert paper.share(ratio.numerator, ratio.denominator) == numbers.percent(ratio)


@given(st.fractions(0, 100, max_denominator=30))
@settings(max_examples=40)
def test_a_sentence_never_rounds_a_number_up_to_a_whole_one(value: Fraction) -> None:
    text = sentences.shown(value)
    assert ("," in text) == (value.denominator != 1)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(89995, 1000), "90,00"), (Fraction(89994999, 10**6), "89,99"), (Fraction(1, 200), "0,01"),
        (Fraction(-1, 200), "−0,01"),
        (Fraction(-49, 10000), "0,00"), (1234567, "1.234.567,00"), (Fraction(999995, 1000), "1.000,00"),
    ],
)  # fmt: skip
def test_half_a_cent_goes_up_and_a_nought_has_no_sign(value: Fraction | int, shown: str) -> None:
    assert numbers.score(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(1, 10**6), "0,000001"), (Fraction(1, 10**7), "0,0000…"), (Fraction(2, 3), "0,6666…"),
        (Fraction(-2, 3), "−0,6666…"),
        (Fraction(299999, 3000), "99,9996…"),
    ],
)  # fmt: skip
def test_an_exact_number_is_cut_and_not_rounded_where_it_does_not_end(value: Fraction, shown: str) -> None:
    assert numbers.exact(value) == shown


@pytest.mark.parametrize("nothing", [None, ""])
def test_where_there_is_no_number_stands_a_dash_and_for_a_difference_nothing(nothing: str | None) -> None:
    assert [show(nothing) for show in (numbers.score, numbers.exact, numbers.mark, numbers.percent)] == ["—"] * 4
    assert numbers.diff(nothing) == ""


@pytest.mark.parametrize("text", ["chín mươi", "1/0", "89,1,2", "--1"])
def test_a_text_that_is_no_number_is_an_error_and_no_nought(text: str) -> None:
    with pytest.raises((ValueError, ZeroDivisionError)):
        numbers.fraction(text)


def test_thousands_below_nought_keep_their_sign() -> None:
    assert [numbers.thousands(value) for value in (-177379, -1, 0, 1000)] == ["−177.379", "−1", "0", "1.000"]


def test_a_difference_in_english_has_its_sign_and_a_point() -> None:
    with translation.override("en"):
        shown = [numbers.diff(value) for value in ("1.945", "-2.285", "0.004", "1234.5")]
    assert shown == ["+1.95", "−2.29", "0.00", "+1,234.50"]


# --- papers, which are Vietnamese whoever reads the pages ------------------------------------------------


def test_a_paper_keeps_its_commas_when_the_pages_are_english() -> None:
    with translation.override("en"):
        assert paper.rounded(Fraction(713, 8)) == "89,13"
        assert paper.share(1, 3) == "33,33\u00a0%"
        assert paper.counted(1948) == "1.948"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), (Fraction(10), "10"), (Fraction(5, 2), "2,5"), (Fraction(9, 4), "2,25"), (Fraction(0), "0"),
        (Fraction(2, 3), "0,67"),
        (Fraction(-1, 2), "-0,5"),
    ],
)  # fmt: skip
def test_a_mark_on_a_paper_has_the_decimals_it_has(value: Fraction | None, text: str) -> None:
    assert paper.points(value) == text


@pytest.mark.parametrize(
    ("value", "places", "text"), [(Fraction(-1, 1000), 2, "0,00"), (Fraction(5, 2), 0, "3"), (Fraction(-5, 2), 0, "-3")]
)
def test_a_nought_on_a_paper_has_no_sign_and_whole_numbers_no_comma(value: Fraction, places: int, text: str) -> None:
    assert paper.rounded(value, places) == text


@pytest.mark.parametrize(
    ("number", "text"), [(0, "00"), (5, "05"), (10, "10"), (999, "999"), (1000, "1.000"), (1234567, "1.234.567")]
)
def test_people_are_counted_with_two_digits_at_least(number: int, text: str) -> None:
    assert paper.counted(number) == text


def test_a_share_of_nobody_is_a_dash() -> None:
    assert paper.share(0, 0) == "—"
    assert paper.share(0, 7) == "0\u00a0%"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        # Nghị định 30/2020, Phụ lục I: days under 10 and months 1 and 2 are written with a nought before them.
        (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"), (date(2026, 2, 9), "ngày 09 tháng 02 năm 2026"),
        (date(2026, 3, 10), "ngày 10 tháng 3 năm 2026"), (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
        (None, "ngày ..... tháng ..... năm ......."),
    ],
)  # fmt: skip
def test_a_day_is_spelled_as_official_papers_are_dated(day: date | None, text: str) -> None:
    assert paper.day_in_words(day) == text


# --- sentences of the engine -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ratio", "vietnamese", "english"),
    [
        (Fraction(1), "100\u00a0%", "100%"), (Fraction(7, 8), "87,50\u00a0%", "87.50%"),
        (Fraction(1, 3), "33,33\u00a0%", "33.33%"),
        (Fraction(0), "0\u00a0%", "0%"), (Fraction(3, 2), "150\u00a0%", "150%"),
    ],
)  # fmt: skip
def test_a_ratio_in_a_sentence_has_decimals_where_it_is_not_whole(ratio: Fraction, vietnamese: str, english: str) -> None:
    reason = Reason("quantity", "", {"ratio": ratio, "done": 1, "assigned": 2})
    assert f"đạt {vietnamese}." in sentences.sentence(reason)
    assert f", {english}." in sentences.sentence(reason, "en")


def test_a_share_that_would_round_to_all_of_it_keeps_its_decimals() -> None:
    reason = Reason("quantity", "", {"ratio": Fraction(999999, 10**6), "done": 999999, "assigned": 10**6})
    assert "100" not in sentences.sentence(reason).split("đạt")[1]


def test_a_value_that_was_not_given_is_said_in_both_languages() -> None:
    reason = Reason("quantity", "", {"ratio": Fraction(1), "done": None, "assigned": True})
    assert "chưa có" in sentences.sentence(reason)
    assert " có " in sentences.sentence(reason)
    assert "not given" in sentences.sentence(reason, "en")
    assert "yes" in sentences.sentence(reason, "en")
