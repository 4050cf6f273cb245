"""Which steps a period has, until when, and who learns the result."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from thenchot.rules.book import Rulebook
from thenchot.rulesets.books import all_books, load

DECREE, BODY, HANOI = load("nd335-2025-cong-chuc"), load("nd335-2025-to-chuc"), load("hn-3814-2018")


def codes(book: Rulebook, period: str) -> list[str]:
    return [step.code for step in book.steps_of(period)]


def deadline(book: Rulebook, code: str) -> Mapping[str, object]:
    return next(rule.params for rule in book.deadlines if rule.code == code)


def test_a_month_of_the_decree_ends_with_confirmation_and_notice() -> None:
    assert codes(DECREE, "month") == ["self_assess", "comment", "confirm", "notify"]
    assert [(step.from_day, step.to_day) for step in DECREE.steps_of("month")] == [
        (20, 22), (20, 23), (23, 24), (25, 25),
    ]  # fmt: skip


def test_proposal_and_decision_belong_to_the_year() -> None:
    assert codes(DECREE, "year") == ["self_assess", "comment", "propose", "decide", "publish"]


@pytest.mark.parametrize("name", ["hn-3814-2018", "hn-1841-2021"])
def test_a_month_in_hanoi_ends_with_a_decision_and_publication(name: str) -> None:
    book = load(name)
    assert codes(book, "month") == ["self_assess", "comment", "confirm", "propose", "decide", "publish"]
    assert {step.from_day >= 20 and step.to_day <= 25 for step in book.steps_of("month")} == {True}


@pytest.mark.parametrize("book", all_books(), ids=lambda book: book.id)
def test_steps_follow_one_another(book: Rulebook) -> None:
    for period in ("month", "quarter", "year"):
        steps = book.steps_of(period)
        assert [step.to_day for step in steps] == sorted(step.to_day for step in steps)
        assert len({step.code for step in steps}) == len(steps)


def test_days_no_text_sets_are_our_reading() -> None:
    assert {step.confidence for step in (*DECREE.steps, *BODY.steps, *HANOI.steps)} == {"interpretation"}


def test_a_month_of_the_decree_is_told_to_the_person_only() -> None:
    rule = DECREE.publication_of("month")
    assert rule is not None
    assert rule.scope == ("person",)


def test_a_year_of_the_decree_is_told_and_made_public() -> None:
    rule = DECREE.publication_of("year")
    assert rule is not None
    assert rule.scope == ("person", "unit")
    assert "electronic" in rule.ways


def test_a_month_in_hanoi_is_public_in_the_unit() -> None:
    rule = HANOI.publication_of("month")
    assert rule is not None
    assert rule.scope == ("unit",)


def test_a_period_without_a_rule_has_no_publication() -> None:
    assert HANOI.publication_of("quarter") is None


def test_yearly_ranking_ends_before_the_fifteenth_of_december() -> None:
    assert deadline(DECREE, "yearly_ranking")["before"] == "12-15"
    assert deadline(BODY, "yearly")["before"] == "12-15"
    assert deadline(BODY, "yearly")["order"] == "lower_first"
    assert max(step.to_day for step in (*DECREE.steps_of("year"), *BODY.steps_of("year"))) < 15


def test_an_organisation_assesses_itself_before_it_is_recognised() -> None:
    assert codes(BODY, "year") == ["self_assess", "propose", "decide", "publish"]
    assert next(rule for rule in BODY.special_cases if rule.code == "complaint_pending").params == {
        "rule": "verify_before_deciding"
    }


def test_a_petition_has_seven_working_days() -> None:
    assert deadline(DECREE, "petition_answer") == {"working_days": 7, "from": "receipt"}


def test_results_reach_the_national_database_within_five_days() -> None:
    assert deadline(DECREE, "national_db_sync") == {"days": 5, "from": "result"}
