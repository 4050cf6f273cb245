"""The kinds of values that go over the wire, each with the words that describe it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from ninja import Field
from pydantic import BeforeValidator, WithJsonSchema

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
LARGEST = 2**31 - 1
LARGEST_NUMBER = 2**53 - 1
"""Above this, programs that keep every number as a float no longer tell two numbers apart."""


def _plain(value: object) -> object:
    """PostgreSQL keeps no NUL; no keyboard types one, so it carries no meaning."""
    return value.replace("\x00", "") if isinstance(value, str) else value


def _day(value: object) -> object:
    if not isinstance(value, str) or not DAY.fullmatch(value):
        raise ValueError("a day is written 2026-11-21")
    return date.fromisoformat(value)


def _whole(value: object) -> object:
    """JSON knows one kind of numbers, so 3.0 is the whole number 3; a text and a yes are none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value // 1:
        raise ValueError("a whole number")
    return int(value)


def exact(value: Fraction | Decimal | None) -> str | None:
    """An exact number as text: decimals where they end, else a fraction such as "215/3"."""
    if value is None:
        return None
    found = Fraction(value)
    rest = found.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return str(found)
    return f"{Decimal(found.numerator) / Decimal(found.denominator):f}"


Text = Annotated[str, Field(max_length=2000), BeforeValidator(_plain)]
Short = Annotated[str, Field(max_length=500), BeforeValidator(_plain)]
Code = Annotated[str, Field(max_length=40), BeforeValidator(_plain)]
Day = Annotated[date, BeforeValidator(_day)]
AskedDay = Annotated[Day | None, WithJsonSchema({"type": "string", "format": "date"})]
"""A day in an address: left out, or a day, never the word null."""
SEEN = "the version that was read: a row saved meanwhile is refused (409)"
Count = Annotated[int, Field(ge=0, le=999_999_999), BeforeValidator(_whole)]
Version = Annotated[int, Field(ge=1, le=LARGEST, description=SEEN), BeforeValidator(_whole)]
Number = Annotated[int, Field(ge=1, le=LARGEST_NUMBER), BeforeValidator(_whole)]
Units = Annotated[str, Field(pattern=r"^[0-9]{1,8}(\.[0-9]{1,4})?$", description="exact, as text", examples=["2.5"])]
