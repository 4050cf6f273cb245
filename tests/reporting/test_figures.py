"""Figures of a place: what is added up, what is taken away, and what completion is of."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from thenchot.reporting.figures import Figures, summed, without

CODES = ("HTXS", "HTT", "HT", "KHT", "ASK")
COUNTS = st.dictionaries(st.sampled_from(CODES), st.integers(1, 9)).map(Counter)
FIGURES = st.builds(Figures, COUNTS, st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), COUNTS)


def test_completion_is_of_everybody_and_beside_it_of_those_without_a_reason_not_to() -> None:
    city = Figures(Counter({"HTXS": 27411, "HTT": 148762}), excused=1069, missing=137)
    assert (city.finished, city.total) == (176173, 177379)
    assert city.completion == Fraction(176173, 177379)
    assert city.completion_of_asked == Fraction(176173, 176310)
    assert city.share(["HTXS", "A"]) == Fraction(27411, 176173)


def test_where_nobody_has_a_sheet_there_is_no_share() -> None:
    assert (Figures().completion, Figures().completion_of_asked, Figures().share(["HTT"])) == (None, None, None)


@given(st.lists(FIGURES, max_size=4), FIGURES)
def test_a_whole_without_its_parts_is_what_was_not_in_them(parts: list[Figures], own: Figures) -> None:
    inside = summed(parts)
    assert without(summed([inside, own]), inside) == own
    assert summed([inside, own]).total == inside.total + own.total
