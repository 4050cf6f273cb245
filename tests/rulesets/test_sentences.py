"""Every code the engine may say has a sentence in both languages, with numbers as a Vietnamese reader writes them."""

from __future__ import annotations

import ast
import re
from fractions import Fraction
from pathlib import Path
from string import Formatter

import pytest

import thenchot.rules
from tests.cases.run import CASES, cases
from tests.rules.lines import judge
from thenchot.cli.lines import read
from thenchot.rules.errors import InputError, out_of_range, wrong_shape
from thenchot.rules.evaluate import evaluate
from thenchot.rules.verdict import Caution, Reason
from thenchot.rulesets.books import all_books, load
from thenchot.rulesets.sentences import refusal, sentence, shown, warning
from thenchot.rulesets.texts import ERRORS, REASONS, WARNINGS

ENGINE = Path(thenchot.rules.__file__).parent
EVERY = {**REASONS, **WARNINGS, **ERRORS}


def said(method: str, place: int) -> set[str]:
    """The literal codes handed to a method anywhere in the engine."""
    found: set[str] = set()
    for path in ENGINE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or len(node.args) <= place:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            code = node.args[place]
            if name == method and isinstance(code, ast.Constant) and isinstance(code.value, str):
                found.add(code.value)
    return found


def test_every_reason_of_the_engine_has_a_sentence() -> None:
    assert said("reason", 0) <= set(REASONS)


def test_every_override_and_ceiling_of_a_rulebook_has_a_sentence() -> None:
    for book in all_books():
        codes = {rule.code for rule in book.overrides} | {rule.code for rule in book.ceilings}
        assert codes <= set(REASONS)


def test_every_condition_of_a_level_has_a_sentence() -> None:
    for book in all_books():
        for level in book.levels:
            assert {f"condition_{rule.fact}" for rule in level.conditions} <= set(REASONS)


def test_every_warning_of_the_engine_has_a_sentence() -> None:
    assert said("caution", 0) | said("Caution", 0) <= set(WARNINGS)


def test_every_refused_fact_has_a_sentence() -> None:
    assert said("out_of_range", 1) | said("wrong_shape", 1) <= set(ERRORS)


@pytest.mark.parametrize("code", sorted(EVERY))
def test_both_languages_wait_for_the_same_values(code: str) -> None:
    vietnamese, english = EVERY[code]
    names = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (vietnamese, english)]
    assert names[1] <= names[0]
    assert vietnamese.strip()
    assert english.strip()


@pytest.mark.parametrize("code", sorted(EVERY))
def test_the_tone_is_that_of_a_civil_servant(code: str) -> None:
    assert not re.search(r"!|\bbạn\b|vui lòng|xin lỗi|thành công", EVERY[code][0], re.IGNORECASE)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(98), "98"),
        (Fraction("62.125"), "62,125"),
        (Fraction(2, 3), "0,6667"),
        (Fraction("89.99999"), "89,99999"),
        (Fraction(90) - Fraction(1, 10**9), "89,999999999"),
        (Fraction("-0.5"), "-0,5"),
        (7, "7"),
    ],
)
def test_numbers_are_written_with_a_decimal_comma(value: Fraction | int, text: str) -> None:
    assert shown(value) == text
    assert shown(value, comma=False) == text.replace(",", ".")


def test_a_score_just_under_a_bound_does_not_read_as_the_bound() -> None:
    reason = Reason("band", "Điều 20 khoản 2", {
        "score": Fraction("89.999999"), "min": Fraction(70), "level": "HTT", "name": "Hoàn thành tốt nhiệm vụ",
    })  # fmt: skip
    assert sentence(reason).startswith("89,999999 điểm")


def test_a_ratio_is_shown_in_percent() -> None:
    verdict = judge("nd335-2025-cong-chuc", "staff", {"general": 25, "assigned": 8, "items": [[7, 0, 0]]})
    texts = {reason.code: sentence(reason) for reason in verdict.because}
    assert texts["quantity"] == "Số lượng: hoàn thành 7 trên 8 đơn vị được giao, đạt 87,50\u00a0%."
    assert texts["general"] == "Tiêu chí chung: 25 trên tối đa 30 điểm."


def test_english_has_a_point() -> None:
    reason = Reason("quantity", "", {"ratio": Fraction(7, 8), "done": Fraction(7), "assigned": Fraction(8)})
    assert sentence(reason, "en") == "Quantity: 7 of 8 assigned units completed, 87.50%."


def test_the_warning_programs_read_stays_as_it_is() -> None:
    assert warning(Caution("rank_on_worked_months", {})) == "rank on worked months"


def test_a_refused_fact_says_what_to_do() -> None:
    assert refusal(out_of_range("input.general", "above_maximum", max=30)) == "Không được vượt quá 30."
    assert refusal(wrong_shape("kind", "unknown_kind", kinds="staff, leader")).endswith("staff, leader.")
    assert refusal(wrong_shape("kind", "unknown_kind", kinds="staff"), "en") == "kind must be one of: staff."


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert sentence(Reason("brand_new", "", {})) == "brand_new"


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_sentence_of_the_worked_examples_is_given_its_values(path: Path) -> None:
    for case in cases(path):
        line = read(case.line.encode("utf-8"))
        try:
            verdict = evaluate(load(case.rulebook), line.kind, line.given, line.config)
        except InputError as error:
            assert places(ERRORS[str(error.params["why"])][0]) <= set(error.params)
            continue
        for reason in verdict.because:
            assert places(REASONS[reason.code][0]) <= set(reason.params), reason
        for caution in verdict.warnings:
            assert places(WARNINGS[caution.code][0]) <= set(caution.params), caution


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_a_warning_names_the_confidence_in_words() -> None:
    caution = Caution("switched_off", {"book": "hn-1841-2021", "confidence": "unverified"})
    assert "(chưa có văn bản)" in warning(caution)
    assert "(text not found)" in warning(caution, "en")
