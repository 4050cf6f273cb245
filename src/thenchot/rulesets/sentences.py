"""Sentences for the engine's reasons, warnings and refused facts, in Vietnamese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from thenchot.rules.errors import InputError
from thenchot.rules.numbers import decimal_text, round_half_up
from thenchot.rules.verdict import Caution, Reason
from thenchot.rulesets.texts import ERRORS, REASONS, WARNINGS

Language = Literal["vi", "en"]
Texts = Mapping[str, tuple[str, str]]

SHOWN_PLACES = 4


class _Number:
    """A number inside a sentence: `{x}` as a decimal, `{x:pc}` as a percentage."""

    __slots__ = ("comma", "value")

    def __init__(self, value: Fraction, *, comma: bool) -> None:
        self.value = value
        self.comma = comma

    def __format__(self, spec: str) -> str:
        if spec == "pc":
            return f"{shown(self.value * 100, comma=self.comma)}%"
        return shown(self.value, comma=self.comma)


def shown(value: Fraction, *, comma: bool = True, places: int = SHOWN_PLACES) -> str:
    """A number for a reader, at most `places` decimals, half up; with a decimal comma in Vietnamese."""
    if value.denominator == 1:
        return str(value.numerator)
    text = decimal_text(round_half_up(value, places), places)
    return text.replace(".", ",") if comma else text


def sentence(reason: Reason, language: Language = "vi") -> str:
    """Why a number or a level is what it is."""
    return _fill(REASONS, reason.code, reason.params, language)


def warning(caution: Caution, language: Language = "vi") -> str:
    return _fill(WARNINGS, caution.code, caution.params, language)


def refusal(error: InputError, language: Language = "vi") -> str:
    """What is wrong with a fact and what to do."""
    return _fill(ERRORS, str(error.params.get("why", "")), error.params, language)


def _fill(texts: Texts, code: str, params: Mapping[str, object], language: Language) -> str:
    pair = texts.get(code)
    if pair is None:
        return code
    comma = language == "vi"
    values = {name: _readable(value, comma=comma) for name, value in params.items()}
    return pair[0 if comma else 1].format_map(values)


def _readable(value: object, *, comma: bool) -> object:
    if isinstance(value, bool):
        return ("có" if value else "không") if comma else ("yes" if value else "no")
    if isinstance(value, int | Fraction):
        return _Number(Fraction(value), comma=comma)
    if value is None:
        return "chưa có" if comma else "not given"
    return value
