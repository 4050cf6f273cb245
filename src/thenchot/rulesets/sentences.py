"""Sentences for the engine's reasons, warnings and refused facts, in Vietnamese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from string import Formatter
from typing import Literal

from thenchot.rules.errors import InputError
from thenchot.rules.numbers import PLACES, ratio_text
from thenchot.rules.verdict import Caution, Reason
from thenchot.rulesets.texts import CONFIDENCES, ERRORS, REASONS, WARNINGS

Language = Literal["vi", "en"]
Texts = Mapping[str, tuple[str, str]]

SHOWN_PLACES = 4
SHARE_PLACES = 2
NO_BREAK = "\u00a0"


def shown(value: Fraction | int, comma: bool = True, places: int = SHOWN_PLACES) -> str:
    """A number for a reader, at most `places` decimals, half up; with a decimal comma in Vietnamese.

    A number that would round to a whole one keeps its decimals: 89,99999 must not read as 90 beside a level.
    """
    return _shown(*value.as_integer_ratio(), comma, places)


@lru_cache(maxsize=16384)
def _shown(top: int, bottom: int, comma: bool, places: int) -> str:
    if top % bottom == 0:
        return str(top // bottom)
    text = ratio_text(top, bottom, places, half_up=True)
    if "." not in text:
        text = ratio_text(top, bottom, PLACES, half_up=False)
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
    return "".join(
        [
            literal + (_readable(params.get(name), spec, comma) if name else "")
            for literal, name, spec in _parts(pair[0 if comma else 1])
        ]
    )


@lru_cache(maxsize=1024)
def _parts(template: str) -> tuple[tuple[str, str, str], ...]:
    """The template taken apart once: literal text, then the name and the form of the value after it."""
    return tuple((literal, name or "", spec or "") for literal, name, spec, _ in Formatter().parse(template))


def _readable(value: object, spec: str, comma: bool) -> str:
    # Exact types: asking whether something is a Fraction is slow, and most sentences are made in bulk.
    if type(value) is Fraction or type(value) is int:
        top, bottom = value.as_integer_ratio()
        return _share(top, bottom, comma) if spec == "pc" else shown(value, comma)
    return _word(value, spec, 0 if comma else 1)


def _share(top: int, bottom: int, comma: bool) -> str:
    """A ratio as a share, written as everywhere on the pages: 98,39 %, 95 %; in English 98.39%."""
    text, mark = _shown(top * 100, bottom, comma, SHARE_PLACES), "," if comma else "."
    whole, found, rest = text.partition(mark)
    return f"{whole}{found}{rest.ljust(SHARE_PLACES, '0') if rest else ''}{NO_BREAK if comma else ''}%"


def _word(value: object, spec: str, language: int) -> str:
    if value is None:
        return ("chưa có", "not given")[language]
    if isinstance(value, bool):
        return (("không", "no"), ("có", "yes"))[value][language]
    return CONFIDENCES[str(value)][language] if spec == "confidence" else str(value)
