"""Every answer says why: points that add up, an article, a whole sentence in Vietnamese and one in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

import pytest

from tests.oracle.judge import DECREE, Kind
from tests.oracle.making import EVERY_KIND, bad_texts, good_texts
from thenchot.cli.lines import BadLineError, read
from thenchot.rules.book import Rulebook
from thenchot.rules.errors import InputError
from thenchot.rules.evaluate import evaluate
from thenchot.rules.verdict import Reason, Verdict
from thenchot.rulesets.books import all_books, load
from thenchot.rulesets.sentences import refusal, sentence, warning
from thenchot.rulesets.texts import ERRORS, REASONS, WARNINGS

LINES = 200
ARTICLE = re.compile(
    r"Điều \d|Phụ lục|Quyết định|Quy định|Nghị định|Công văn|HD|QĐ|NQ|Luật|Mẫu|Mô hình|Hướng dẫn"
)
OURS = re.compile(r"[{}]|None|Fraction|Decimal|<|>|\b[a-z]+_[a-z_]+\b")

# Codes are shown as they are where a text has to name one.
CODES_SHOWN = re.compile(r"no_cap|nd233-\S+|[a-z]+_[a-z]+(?= chỉ áp dụng)|input\.\S+")


@lru_cache(maxsize=64)
def verdicts(book: str, kind: Kind) -> list[Verdict]:
    found: list[Verdict] = []
    for text in good_texts(book, kind, LINES):
        line = read(text.encode("utf-8"))
        try:
            found.append(evaluate(load(book), line.kind, line.given, line.config))
        except InputError:
            continue
    return found


@lru_cache(maxsize=64)
def errors(book: str, kind: Kind) -> list[InputError]:
    found: list[InputError] = []
    for text in bad_texts(book, kind, LINES):
        try:
            line = read(text.encode("utf-8"))
            evaluate(load(book), line.kind, line.given, line.config)
        except InputError as error:
            found.append(error)
        except BadLineError as bad:
            found.append(bad.error)
    return found


def reasons(book: str, kind: Kind) -> Iterator[Reason]:
    for verdict in verdicts(book, kind):
        yield from verdict.because


@pytest.mark.parametrize(("book", "kind"), EVERY_KIND)
def test_the_points_of_the_reasons_are_exactly_the_score(book: str, kind: Kind) -> None:
    for verdict in verdicts(book, kind):
        added = [reason.points for reason in verdict.because if reason.points is not None]
        if verdict.score is None:
            assert added == []
        else:
            assert sum(added, Fraction(0)) == verdict.score


@pytest.mark.parametrize(("book", "kind"), EVERY_KIND)
def test_every_reason_names_an_article_or_a_document(book: str, kind: Kind) -> None:
    assert {reason.article for reason in reasons(book, kind) if not ARTICLE.search(reason.article)} == set()


@pytest.mark.parametrize(("book", "kind"), EVERY_KIND)
def test_every_reason_is_a_whole_sentence_in_both_languages(book: str, kind: Kind) -> None:
    for reason in reasons(book, kind):
        vietnamese, english = sentence(reason), sentence(reason, "en")
        for text in (vietnamese, english):
            assert text[-1] == "."
            assert text[0].isupper() or text[0].isdigit(), text
            assert not OURS.search(CODES_SHOWN.sub("", text)), text
        assert vietnamese != english


@pytest.mark.parametrize(("book", "kind"), EVERY_KIND)
def test_every_refusal_is_a_whole_sentence_in_both_languages(book: str, kind: Kind) -> None:
    assert errors(book, kind)
    for error in errors(book, kind):
        for text in (refusal(error), refusal(error, "en")):
            assert text[-1] == "."
            assert not re.search(r"[{}]|None|Fraction|Decimal", text), text
        assert refusal(error) != refusal(error, "en")


@pytest.mark.parametrize(("book", "kind"), EVERY_KIND)
def test_every_warning_has_a_text_in_both_languages(book: str, kind: Kind) -> None:
    for verdict in verdicts(book, kind):
        for caution in verdict.warnings:
            for text in (warning(caution), warning(caution, "en")):
                assert text.strip()
                assert not re.search(r"[{}]|None|Fraction|Decimal", text), text


@pytest.mark.parametrize(("book", "kind"), EVERY_KIND)
def test_no_reason_is_told_twice(book: str, kind: Kind) -> None:
    for verdict in verdicts(book, kind):
        texts = [sentence(reason) for reason in verdict.because]
        if kind != "cap":  # a table may hold the same group twice
            assert len(set(texts)) == len(texts), texts


@pytest.mark.parametrize(("book", "kind"), EVERY_KIND)
def test_a_level_other_than_that_of_the_points_is_explained(book: str, kind: Kind) -> None:
    """Beside the points and their band there is a reason that adds nothing and says what changed the level."""
    for verdict in verdicts(book, kind):
        if verdict.level == verdict.level_by_score or verdict.level_by_score is None:
            continue
        explaining = [
            reason
            for reason in verdict.because
            if reason.points is None and reason.code not in ("band", "band_lowest", "city_task")
        ]
        assert explaining, verdict


@pytest.mark.parametrize(("book", "kind"), EVERY_KIND)
def test_the_last_reason_about_the_level_speaks_of_the_level_given(book: str, kind: Kind) -> None:
    for verdict in verdicts(book, kind):
        spoken = [reason.params["level"] for reason in verdict.because if "level" in reason.params]
        plain = verdict.level == verdict.level_by_score or "level_by_score" not in verdict.values
        if spoken and plain and kind not in ("pay", "ldtt", "hn_year_end"):
            assert spoken[-1] == verdict.level, verdict


def test_every_sentence_there_is_can_be_met() -> None:
    """A text that nothing ever says would rot unseen."""
    said = {reason.code for book, kind in EVERY_KIND for reason in reasons(book, kind)}
    # The document a forced level rests on is said of a sheet, never of a line.
    assert set(REASONS) - said == {"ground"}


def test_every_warning_of_a_line_can_be_met() -> None:
    said = {
        caution.code
        for book, kind in EVERY_KIND
        for verdict in verdicts(book, kind)
        for caution in verdict.warnings
    }
    # These are said of a sheet that cannot be scored yet, never of a line.
    of_sheets = {
        "kind_has_no_sheet", "marks_missing", "nothing_assigned", "leader_facts_missing", "nobody_scored_below",
        "own_review", "lacks_products", "lacks_weight", "lacks_axes", "lacks_difficulty", "lacks_quality", "lacks_progress",
        "lacks_confirmation", "lacks_cause", "lacks_post",
    }  # fmt: skip
    assert set(WARNINGS) - said == of_sheets


def test_every_refusal_of_a_fact_can_be_met() -> None:
    said = {str(error.params["why"]) for book, kind in EVERY_KIND for error in errors(book, kind)}
    of_whole_lines = {"not_json", "not_utf8", "too_deep", "line_not_an_object", "no_id", "doubled_key"}
    rare = {"below_minimum", "too_fine", "unknown_setting", "not_an_object"}
    assert set(ERRORS) - said <= of_whole_lines | rare


def spelled(book: Rulebook) -> Iterator[tuple[str, str, str]]:
    for level in book.levels:
        yield f"{book.id} {level.code}", level.vi, level.en
    for rule in book.overrides:
        yield f"{book.id} {rule.code}", rule.vi, rule.en
    for ceiling in book.ceilings:
        yield f"{book.id} {ceiling.code}", ceiling.vi, ceiling.en
    for setting in book.settings:
        yield f"{book.id} {setting.code}", setting.vi, setting.en


def test_every_level_override_ceiling_and_setting_is_spelled_in_both_languages() -> None:
    missing = [name for book in all_books() for name, vi, en in spelled(book) if not vi or not en]
    assert missing == []


@pytest.mark.parametrize(
    ("facts", "texts"),
    [
        (
            {"general": 27, "assigned": 20, "items": [[15, 0, 0], [2, 1, 0], [1, 0, 1]]},
            [
                "Tiêu chí chung: 27 trên tối đa 30 điểm.",
                "Số lượng: hoàn thành 18 trên 20 đơn vị được giao, đạt 90\u00a0%.",
                "Chất lượng: sau khi trừ 25% cho mỗi lần chưa đạt, đạt 87,50\u00a0% so với 20 đơn vị được giao.",
                "Tiến độ: sau khi trừ 25% cho mỗi lần chậm, đạt 88,75\u00a0% so với 20 đơn vị được giao.",
                "89,125 điểm, đạt từ 70 điểm trở lên: mức theo điểm là HTT (Hoàn thành tốt nhiệm vụ).",
            ],
        ),
        (
            {"general": 5, "assigned": 3, "items": [[1, 0, 0]]},
            [
                "Tiêu chí chung: 5 trên tối đa 30 điểm.",
                "Số lượng: hoàn thành 1 trên 3 đơn vị được giao, đạt 33,33\u00a0%.",
                "Chất lượng: sau khi trừ 25% cho mỗi lần chưa đạt, đạt 33,33\u00a0% so với 3 đơn vị được giao.",
                "Tiến độ: sau khi trừ 25% cho mỗi lần chậm, đạt 33,33\u00a0% so với 3 đơn vị được giao.",
                "28,3333 điểm, dưới 50 điểm: mức theo điểm là KHT (Không hoàn thành nhiệm vụ).",
            ],
        ),
    ],
)
def test_a_score_reads_as_a_civil_servant_would_write_it(facts: dict[str, object], texts: list[str]) -> None:
    verdict = evaluate(load(DECREE), "staff", facts, {})
    assert [sentence(reason) for reason in verdict.because] == texts
