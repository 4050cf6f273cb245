"""The values that go over the wire, one by one: what is taken, what is refused, what is exact."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ninja import Schema
from pydantic import ValidationError

from thenchot.api.fields import LARGEST, Code, Count, Day, Text, Units, Version, exact


class Everything(Schema):
    """One of each kind."""

    text: Text = ""
    code: Code = ""
    day: Day | None = None
    count: Count = 0
    version: Version | None = None
    units: Units = "1"


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("text", "Trả\x00 lời", "Trả lời"),
        ("code", "0012", "0012"),
        ("day", "2028-02-29", date(2028, 2, 29)),
        ("count", 3, 3),
        ("count", 3.0, 3),
        ("version", LARGEST, LARGEST),
        ("units", "2.5", "2.5"),
        ("units", "99999999.9999", "99999999.9999"),
    ],
)
def test_what_fits_is_taken(name: str, value: object, kept: object) -> None:
    assert getattr(Everything.model_validate({name: value}), name) == kept


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("text", 5),
        ("text", None),
        ("text", "x" * 2001),
        ("code", "x" * 41),
        ("code", 12),
        ("day", "2026-02-29"),
        ("day", "21/11/2026"),
        ("day", "2026-11-21T00:00:00"),
        ("day", "٢٠٢٦-١١-٢١"),
        ("day", 1_800_000_000),
        ("count", -1),
        ("count", 1.5),
        ("count", "3"),
        ("count", True),
        ("count", float("nan")),
        ("count", float("inf")),
        ("version", 0),
        ("version", LARGEST + 1),
        ("units", "2,5"),
        ("units", "-1"),
        ("units", "1.23456"),
        ("units", "1e3"),
        ("units", 2.5),
        ("units", "٣"),
    ],
)
def test_what_does_not_fit_is_refused(name: str, value: object) -> None:
    with pytest.raises((ValidationError, OverflowError)):
        Everything.model_validate({name: value})


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("2.5000"), "2.5"),
        (Decimal("6"), "6"),
        (Fraction(215, 3), "215/3"),
        (Fraction(1, 8), "0.125"),
        (Fraction(-3, 4), "-0.75"),
        (Fraction(0), "0"),
        (Decimal("94.656862745098"), "94.656862745098"),
        (None, None),
    ],
)
def test_an_exact_number_is_written_with_decimals_where_they_end(value: Any, written: str | None) -> None:
    assert exact(value) == written


@given(st.fractions(min_value=-10_000, max_value=10_000, max_denominator=10_000))
def test_what_is_written_is_the_very_number(value: Fraction) -> None:
    written = exact(value)
    assert written is not None
    assert Fraction(written) == value
    assert "e" not in written.lower()


def test_limits_stand_in_the_description() -> None:
    said = Everything.model_json_schema()["properties"]
    assert (said["count"]["minimum"], said["count"]["maximum"]) == (0, 999_999_999)
    assert (said["text"]["maxLength"], said["code"]["maxLength"]) == (2000, 40)
    whole = next(one for one in said["version"]["anyOf"] if one["type"] == "integer")
    assert (whole["minimum"], whole["maximum"]) == (1, LARGEST)
    assert said["units"]["pattern"].startswith("^")
    assert {one.get("format") for one in said["day"]["anyOf"]} == {"date", None}
