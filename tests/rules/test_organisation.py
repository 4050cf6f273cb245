"""The yearly level of a body (Điều 8): every condition on both sides of its bound."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.lines import ORGANISATION, codes, judge, number, refused

GOOD: dict[str, Any] = {
    "score": 92, "done": 100, "on_time": 100, "exceed": 30, "lower_kht": False, "fixed": True,
}  # fmt: skip


def level(**changes: object) -> str | None:
    return judge(ORGANISATION, None, {**GOOD, **changes}).level


def test_excellent_asks_for_points_and_every_condition() -> None:
    assert level() == "HTXS"
    assert level(score=90) == "HTXS"
    assert level(score=number("89.99")) == "HTT"
    assert level(exceed=number("29.99")) == "HTT"
    assert level(lower_kht=True) == "HTT"
    assert level(fixed=False) == "HTT"


def test_good_asks_for_all_tasks_on_time() -> None:
    assert level(score=75) == "HTT"
    assert level(score=70, exceed=0) == "HTT"
    assert level(score=75, on_time=99) == "HT"
    assert level(score=number("69.99")) == "HT"


def test_completed_allows_a_fifth_of_the_tasks_late() -> None:
    assert level(score=55, on_time=80) == "HT"
    assert level(score=55, on_time=number("79.9")) == "ASK"
    assert level(score=95, on_time=80) == "HT"


def test_a_gap_in_the_text_is_asked_about() -> None:
    assert level(score=75, done=90) == "ASK"
    assert level(score=95, done=70) == "ASK"
    verdict = judge(ORGANISATION, None, {**GOOD, "done": 90})
    assert "no_level_fits" in codes(verdict)


def test_under_fifty_points_is_not_completed() -> None:
    assert level(score=number("49.99")) == "KHT"
    assert level(score=50) == "HT"
    assert level(score=0, done=90) == "KHT"


def test_under_seventy_percent_done_is_not_completed() -> None:
    assert level(done=number("69.99")) == "KHT"
    assert level(done=70) == "ASK"


def test_force_majeure_leaves_the_level_to_the_authority() -> None:
    assert level(done=68, force_majeure=True) == "ASK"
    assert level(score=40, done=68, force_majeure=True) == "ASK"
    assert level(done=68, force_majeure=False) == "KHT"
    assert level(force_majeure=True) == "HTXS"


def test_wrongdoing_decides_whatever_the_points() -> None:
    assert level(overrides=["personnel_wrongdoing_concluded"]) == "KHT"
    assert level(done=60, force_majeure=True, overrides=["personnel_wrongdoing_concluded"]) == "KHT"
    assert level(overrides=[]) == "HTXS"


def test_too_few_tasks_may_be_told_as_a_fact_of_its_own() -> None:
    assert level(overrides=["tasks_done_lt_70"]) == "KHT"
    assert level(overrides=["tasks_done_lt_70"], force_majeure=True) == "ASK"


@pytest.mark.parametrize("name", ["done", "on_time", "exceed", "lower_kht", "fixed"])
def test_a_condition_nobody_told_of_is_taken_as_met_and_named(name: str) -> None:
    facts = {key: value for key, value in GOOD.items() if key != name}
    verdict = judge(ORGANISATION, None, facts)
    assert verdict.level == "HTXS"
    assert verdict.assumed == (name,)


def test_points_alone_assume_every_condition() -> None:
    verdict = judge(ORGANISATION, None, {"score": 91})
    assert verdict.level == "HTXS"
    assert verdict.assumed == ("done", "on_time", "exceed", "lower_kht", "fixed")


def test_a_failed_condition_says_which() -> None:
    verdict = judge(ORGANISATION, None, {**GOOD, "exceed": 25, "fixed": False})
    assert {"condition_exceed", "condition_fixed"} <= set(codes(verdict))
    assert verdict.level_by_score == "HTXS"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"score": 101}, ("out_of_range", "input.score")),
        ({"score": None}, ("wrong_shape", "input.score")),
        ({"done": 101}, ("out_of_range", "input.done")),
        ({"on_time": -1}, ("out_of_range", "input.on_time")),
        ({"exceed": "30"}, ("wrong_shape", "input.exceed")),
        ({"lower_kht": 0}, ("wrong_shape", "input.lower_kht")),
        ({"fixed": "true"}, ("wrong_shape", "input.fixed")),
        ({"force_majeure": 1}, ("wrong_shape", "input.force_majeure")),
        ({"overrides": ["degradation_concluded"]}, ("out_of_range", "input.overrides[0]")),
    ],
)
def test_a_fact_of_a_body_that_cannot_be_used_is_named(change: dict[str, object], expected: object) -> None:
    assert refused(ORGANISATION, None, {**GOOD, **change}) == expected


def test_a_body_has_no_kinds() -> None:
    assert refused(ORGANISATION, "staff", GOOD) == ("wrong_shape", "kind")
