"""One spelling for each value: canonical JSON and its SHA-256, so that equal things have equal digests."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any


def _plain(value: object) -> object:
    match value:
        case Fraction():
            return str(value)
        case Decimal():
            return str(Fraction(value))
        case datetime() | date():
            return value.isoformat()
        case _:
            raise TypeError(f"{type(value).__name__} has no canonical spelling")


LEAVES = frozenset({str, int, bool, type(None), Fraction, Decimal})
"""What most values are: looked at without a call each, for a sheet holds some dozens of them."""


def _check(value: object) -> None:
    """Refuse what JSON would write without asking: a binary float, and a key that would turn into a text."""
    if isinstance(value, float):
        raise TypeError("a binary float has no canonical spelling; use Fraction or Decimal")
    if isinstance(value, dict):
        for key in value:
            if not isinstance(key, str):
                raise TypeError(f"the key {key!r} is no text")
        _check_all(value.values())
    elif isinstance(value, list | tuple):
        _check_all(value)


def _check_all(values: Iterable[object]) -> None:
    for entry in values:
        if type(entry) not in LEAVES:
            _check(entry)


def dumps(value: object) -> str:
    """Return JSON with sorted keys and no spaces; exact numbers as fractions ("713/8"), dates in ISO form.

    Raises TypeError for a binary float and for anything else that has no exact spelling.
    """
    _check(value)
    return ENCODER.encode(value)


ENCODER = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain, allow_nan=False
)
"""Made once: json.dumps makes one for each call that does not want its defaults."""


def sha256(text: str) -> str:
    """Return the SHA-256 of the UTF-8 text, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def loads(text: str) -> Any:
    """Read JSON text back; numbers are whole, fractions stay texts, and a decimal that came in by other hands is exact."""
    return json.loads(text, parse_float=Fraction)
