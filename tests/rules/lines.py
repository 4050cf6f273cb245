"""Short ways to ask the engine in tests: facts as they are typed, answers as they are read."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from thenchot.rules.evaluate import InputError, Verdict, evaluate
from thenchot.rulesets.books import load

DECREE = "nd335-2025-cong-chuc"
ORGANISATION = "nd335-2025-to-chuc"

Config = Mapping[str, object]


def judge(book: str, kind: str | None, facts: object, config: Config | None = None) -> Verdict:
    return evaluate(load(book), kind, facts, config or {})


def refused(book: str, kind: str | None, facts: object, config: Config | None = None) -> tuple[str, str]:
    """The code and the field of the refusal; fails when the facts are accepted."""
    try:
        verdict = judge(book, kind, facts, config)
    except InputError as error:
        return error.code, error.field
    raise AssertionError(f"accepted: {verdict.values}")


def number(text: str) -> Decimal:
    return Decimal(text)


def added(verdict: Verdict) -> Fraction:
    """What the reasons say they add to the score, together."""
    return sum((reason.points for reason in verdict.because if reason.points is not None), Fraction(0))


def codes(verdict: Verdict) -> list[str]:
    return [reason.code for reason in verdict.because]


def articles(verdict: Verdict) -> dict[str, str]:
    return {reason.code: reason.article for reason in verdict.because}


def cautions(verdict: Verdict) -> list[str]:
    return [caution.code for caution in verdict.warnings]
