"""How a criterion is called before a reader: by the number its form prints, or by its name where it prints none."""

from __future__ import annotations

import re

PRINTED = re.compile(r"[IVX]+\.[0-9]+")
GROUPED = re.compile(r"N([0-9])\.([a-z]+)")
LETTERS = {"dd": "đ"}
"""Codes are plain letters; the law's list goes a, b, c, d, đ, e."""


def number_of(code: str) -> str:
    """"I.1" as it stands, "N1.dd" as 1.đ; "" for a code that only the software knows."""
    if PRINTED.fullmatch(code):
        return code
    grouped = GROUPED.fullmatch(code)
    return f"{grouped[1]}.{LETTERS.get(grouped[2], grouped[2])}" if grouped else ""


def called(code: str, name: str) -> str:
    """The criterion in a sentence: its number, or its name in quotation marks."""
    return number_of(code) or f"“{name}”"
