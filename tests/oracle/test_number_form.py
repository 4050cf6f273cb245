"""Numbers go in as decimals and come out exact within twelve places, else rounded half-even to twelve."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.asking import asked, asked_here
from tests.oracle.comparing import Literal, printed, read_answer
from tests.oracle.judge import Kind
from tests.oracle.making import EVERY_KIND, good_texts
from thenchot.cli.evaluate import answer_batch
from thenchot.cli.lines import written
from thenchot.rulesets.books import load

DECREE = "nd335-2025-cong-chuc"


def sum_of(coefficient: Decimal) -> str:
    """The number as the conversion of one product prints it: the coefficient times one."""
    found = asked_here("rewards", f'{{"id":1,"kind":"units","input":[[{coefficient},1]]}}')["result"]
    assert isinstance(found, Literal)
    return str(found)


@pytest.mark.parametrize(
    ("given_number", "text"),
    [
        ("98", "98"),
        ("98.0", "98"),
        ("0.10", "0.1"),
        ("1e2", "100"),
        ("12e-1", "1.2"),
        ("0.000000000001", "0.000000000001"),
        ("0.123456789012", "0.123456789012"),
        ("0.0000000000005", "0"),
        ("0.0000000000015", "0.000000000002"),
        ("0.0000000000025", "0.000000000002"),
        ("0.0000000000035", "0.000000000004"),
        ("0.00000000000250000001", "0.000000000003"),
        ("0.9999999999995", "1"),
        ("0.9999999999994999", "0.999999999999"),
        ("2.9999999999985", "2.999999999998"),
        ("123456789012345678901234567890.5", "123456789012345678901234567890.5"),
        ("0", "0"),
        ("-0", "0"),
        ("0.0", "0"),
        ("0e5", "0"),
    ],
)
def test_a_number_is_printed_by_the_contract(given_number: str, text: str) -> None:
    found = asked_here("rewards", f'{{"id":1,"kind":"units","input":[[{given_number},1]]}}')
    assert found["result"] == text


@given(st.integers(0, 10**20), st.integers(0, 18))
def test_every_decimal_is_printed_as_a_decimal_library_rounds_it(digits: int, places: int) -> None:
    number = Decimal(digits).scaleb(-places)
    with localcontext(prec=60) as context:
        context.rounding = ROUND_HALF_EVEN
        wanted = number.quantize(Decimal("1e-12")) if places > 12 else number
    assert Decimal(sum_of(number)) == wanted


@given(st.integers(-(10**6), 10**6), st.integers(1, 10**6))
def test_a_written_fraction_is_within_half_of_the_last_place(top: int, bottom: int) -> None:
    value = Fraction(top, bottom)
    text = written(value)
    assert abs(Fraction(text) - value) <= Fraction(1, 2 * 10**12)
    assert re.fullmatch(r"-?(0|[1-9]\d*)(\.\d{0,11}[1-9])?", text)
    assert text != "-0"
    assert Decimal(text) == printed(value)


@given(
    st.lists(st.integers(0, 10**6).map(lambda digits: Decimal(digits).scaleb(-6)), min_size=1, max_size=30)
)
def test_adding_tenths_leaves_no_trace_of_binary_numbers(parts: list[Decimal]) -> None:
    rows = ",".join(f"[{part},1]" for part in parts)
    found = asked_here("rewards", f'{{"id":1,"kind":"units","input":[{rows}]}}')
    assert Decimal(str(found["result"])) == sum(parts)


def test_a_fact_with_many_decimals_is_not_cut_before_it_is_judged() -> None:
    below = '{"id":1,"kind":"mean","input":{"scores":[89.99999999999999999999999999999999]}}'
    above = '{"id":2,"kind":"mean","input":{"scores":[90.00000000000000000000000000000000]}}'
    _, [first, second] = asked(DECREE, [below, above])
    assert (first["mean"], first["level"]) == ("90", "HTT")
    assert (second["mean"], second["level"]) == ("90", "HTXS")


def test_what_is_taken_back_is_printed_as_a_negative_number() -> None:
    line = '{"id":1,"kind":"staff","input":{"general":24,"assigned":10,"items":[[7,0,0],[5,3,0]]}}'
    because = asked_here(DECREE, line)["because"]
    assert isinstance(because, list)
    assert [reason["points"] for reason in because if reason["code"] == "cap_total"] == ["-5.25"]


@pytest.mark.parametrize(("book", "kind"), EVERY_KIND)
def test_every_answer_is_one_line_of_utf8_json_with_numbers_as_the_contract_prints_them(
    book: str, kind: Kind
) -> None:
    data = [(number, text.encode("utf-8")) for number, text in enumerate(good_texts(book, kind, 60), start=1)]
    answered, _ = answer_batch(load(book), data)
    rows = answered.decode("utf-8").split("\n")
    assert rows.pop() == ""
    assert len(rows) == len(data)
    for row in rows:
        assert not re.search(r"[0-9][eE][+-]?[0-9]|NaN|Infinity|\.[0-9]{13}", row)
        # Points between two complexity groups belong to none.
        wanted = {"id", "error"} if '"error"' in row else {"id", "because", "assumed", "warnings"}
        assert wanted <= set(read_answer(row))
