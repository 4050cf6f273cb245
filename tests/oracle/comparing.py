"""Holds an answer of the command against what the oracle expects; says in words what differs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from tests.oracle.judge import Expected

PLACES = 12
ALWAYS = ("id", "because", "assumed", "warnings")
REASON_KEYS = ["code", "article", "text", "points"]

# A number as the contract prints it: no exponent, no digit too many, no zero too many but in `98.0`.
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]{1,12})?")
VIETNAMESE = re.compile(r"[À-ỹ]")


class Literal(str):
    """A number of an answer, kept as it was printed."""


def read_answer(text: str) -> dict[str, object]:
    """One line of output; fails where it is no JSON object or holds a key twice."""
    found = json.loads(
        text, parse_float=Literal, parse_int=Literal, parse_constant=_refuse, object_pairs_hook=_once
    )
    assert isinstance(found, dict)
    return found


def _refuse(name: str) -> object:
    raise AssertionError(f"{name} is no JSON")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    assert len({name for name, _ in pairs}) == len(pairs), f"a key twice: {pairs}"
    return dict(pairs)


def printed(value: Fraction) -> Decimal:
    """Exact when the decimal form ends within 12 places, else half-even to 12: Python's own round is half-even."""
    scaled = round(value * 10**PLACES)
    return Decimal(scaled).scaleb(-PLACES) if abs(scaled) < 10**27 else _long(scaled)


def _long(scaled: int) -> Decimal:
    sign, digits = ("-", str(-scaled)) if scaled < 0 else ("", str(scaled))
    return Decimal(f"{sign}{digits[:-PLACES]}.{digits[-PLACES:]}")


def difference(expect: Expected, answer: Mapping[str, object]) -> str:
    """What the answer gets wrong, empty when nothing."""
    return next(_differences(expect, answer), "")


def _differences(expect: Expected, answer: Mapping[str, object]) -> Iterator[str]:
    if not _same_id(expect.id, answer.get("id")):
        yield f"id: {expect.id!r} came back as {answer.get('id')!r}"
    if expect.faults:
        yield from _error_differences(expect, answer)
        return
    if "error" in answer:
        yield f"refused: {answer['error']}"
        return
    if set(answer) != {*ALWAYS, *expect.values}:
        yield f"keys: {sorted(answer)}, expected {sorted([*ALWAYS, *expect.values])}"
        return
    for name, value in expect.values.items():
        if not same(value, answer[name]):
            yield f"{name}: {answer[name]!r}, expected {value!r}"
    yield from _told_differences(expect, answer)
    yield from _reason_differences(expect, answer)


def _same_id(expect: object, found: object) -> bool:
    if isinstance(expect, int | Decimal):
        return isinstance(found, Literal) and Decimal(found) == Decimal(expect)
    return expect == found and not isinstance(found, Literal)


def _error_differences(expect: Expected, answer: Mapping[str, object]) -> Iterator[str]:
    error = answer.get("error")
    if not isinstance(error, dict):
        yield f"accepted, expected one of {sorted(expect.faults)}"
        return
    wanted = {"id", "error"} if expect.line is None else {"id", "line", "error"}
    if set(answer) != wanted or set(error) != {"code", "field", "message"}:
        yield f"keys of an error: {sorted(answer)} {sorted(error)}"
    if (error.get("code"), error.get("field") or "") not in expect.faults:
        yield f"error {error.get('code')} {error.get('field')}, expected one of {sorted(expect.faults)}"
    if expect.line is not None and answer.get("line") != str(expect.line):
        yield f"line: {answer.get('line')}, expected {expect.line}"
    yield from _text_differences(error.get("message"))


def _told_differences(expect: Expected, answer: Mapping[str, object]) -> Iterator[str]:
    assumed, warnings = answer["assumed"], answer["warnings"]
    assert isinstance(assumed, list)
    assert isinstance(warnings, list)
    if sorted(assumed) != sorted(expect.assumed):
        yield f"assumed: {assumed}, expected {list(expect.assumed)}"
    if len(warnings) != len(expect.warnings):
        yield f"warnings: {warnings}, expected {list(expect.warnings)}"
    for words in expect.warnings:
        if not any(words in text for text in warnings):
            yield f"no warning about {words!r} in {warnings}"


def _reason_differences(expect: Expected, answer: Mapping[str, object]) -> Iterator[str]:
    because = answer["because"]
    assert isinstance(because, list)
    if not because and not _needs_no_reason(expect):
        yield "no reasons"
    added = Fraction(0)
    for reason in because:
        if list(reason) != REASON_KEYS or not reason["code"] or not reason["article"]:
            yield f"a reason without its parts: {reason}"
        yield from _text_differences(reason["text"])
        if reason["points"] is not None:
            yield from _number_differences(reason["points"])
            added += Fraction(reason["points"])
    score = expect.values.get("score", expect.values.get("mean"))
    # Each printed part may be off by half of the last place.
    if isinstance(score, Fraction) and abs(added - score) > Fraction(len(because), 10**PLACES):
        yield f"the reasons add {added}, the score is {score}"


def _needs_no_reason(expect: Expected) -> bool:
    """A table without rows gives an empty answer, for which there is nothing to say."""
    return expect.values.get("allowed") == []


def _text_differences(text: object) -> Iterator[str]:
    if not isinstance(text, str) or not text.strip():
        yield "no sentence"
    elif "{" in text or "}" in text or "None" in text or "Fraction(" in text:
        yield f"an unfilled sentence: {text}"
    elif not VIETNAMESE.search(text):
        yield f"not Vietnamese: {text}"


def _number_differences(found: object) -> Iterator[str]:
    if not isinstance(found, Literal) or not NUMBER.fullmatch(found):
        yield f"not a number of the contract: {found!r}"
    elif "." in found and found.endswith("0") and not found.endswith(".0"):
        yield f"zeros at the end: {found}"


def same(expect: object, found: object) -> bool:
    """Equal values, and numbers in the contract's form."""
    if expect is None or isinstance(expect, bool):
        return found is expect
    if isinstance(expect, int | Fraction):
        if not isinstance(found, Literal) or any(_number_differences(found)):
            return False
        return Decimal(found) == printed(Fraction(expect))
    if isinstance(expect, list):
        return isinstance(found, list) and len(found) == len(expect) and all(map(same, expect, found))
    return isinstance(found, str) and not isinstance(found, Literal) and found == expect
