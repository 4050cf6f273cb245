"""Reading what people type into address bars and forms: days, numbers, whole numbers."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

NUMBER = re.compile(r"^\s*[0-9]{1,9}(?:[.,][0-9]{1,6})?\s*$")


def read_day(text: str, otherwise: date) -> tuple[date, str]:
    """Read 20/11/2026 or 2026-11-20; returns the day and, when it could not be read, what to do."""
    if not text.strip():
        return otherwise, ""
    for pattern in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text.strip(), pattern).date(), ""
        except ValueError:
            continue
    return otherwise, _("Nhập ngày theo dạng ngày/tháng/năm, ví dụ 20/11/2026.")


def read_number(text: str) -> Fraction | None:
    """Read a number with a comma or a dot; None when it is none."""
    return Fraction(text.strip().replace(",", ".")) if NUMBER.match(text) else None


def read_decimal(text: str) -> Decimal | None:
    """Read a number of at most six places exactly; None when it is none."""
    found = read_number(text)
    return None if found is None else Decimal(found.numerator) / Decimal(found.denominator)


def read_whole(text: str, otherwise: int = 0) -> int:
    """Read a whole number of at most nine digits."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else otherwise
