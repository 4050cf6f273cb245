"""A body may choose and be stricter, never looser, and its own version has its own digest."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.lib.refusals import Refusal
from thenchot.rules.caps import Group, allowed
from thenchot.rules.evaluate import evaluate
from thenchot.rules.level import band
from thenchot.rulesets.books import load
from thenchot.rulesets.overlays import apply_overlay

DECREE, BODY = load("nd335-2025-cong-chuc"), load("nd335-2025-to-chuc")
EXTRA = {"general": 24, "assigned": 10, "items": [[7, 0, 0], [5, 3, 0]]}


def refusal(book: Any, values: dict[str, Any]) -> tuple[str, str]:
    with pytest.raises(Refusal) as caught:
        apply_overlay(book, values)
    assert caught.value.sentence
    return caught.value.code, caught.value.field


def test_a_chosen_setting_becomes_the_default() -> None:
    changed = apply_overlay(DECREE, {"settings": {"ratio_above_one": "cap_each"}})
    assert evaluate(DECREE, "staff", EXTRA, {}).level == "HTXS"
    assert evaluate(changed, "staff", EXTRA, {}).level == "HTT"


def test_a_setting_stored_as_text_keeps_its_own_type() -> None:
    setting = apply_overlay(DECREE, {"settings": {"rounding_decimals": "3"}}).setting("rounding_decimals")
    assert setting is not None
    assert setting.default == 3


def test_the_overlaid_book_has_a_digest_of_its_own() -> None:
    one = apply_overlay(DECREE, {"caps": {"HTXS": "0.15"}})
    other = apply_overlay(DECREE, {"caps": {"HTXS": "0.16"}})
    assert len({DECREE.digest, one.digest, other.digest}) == 3
    assert one.digest == apply_overlay(DECREE, {"caps": {"HTXS": "0.15"}}).digest


def test_the_book_underneath_stays_as_it_was() -> None:
    before = DECREE.digest
    apply_overlay(DECREE, {"caps": {"HTXS": "0.1"}, "levels": {"HTXS": {"min": 95}}})
    assert DECREE.digest == before
    assert (DECREE.levels[0].min, DECREE.caps[0].share) == (Fraction(90), Fraction(1, 5))


def test_no_overlay_is_the_book_itself() -> None:
    assert apply_overlay(DECREE, {}) is DECREE


def test_a_lower_share_binds_the_outstanding_case_too() -> None:
    changed = apply_overlay(DECREE, {"caps": {"HTXS": "0.1"}})
    assert {cap.share for cap in changed.caps} == {Fraction(1, 10)}


def test_the_share_of_the_rulebook_itself_is_no_loosening() -> None:
    changed = apply_overlay(DECREE, {"caps": {"HTXS": Fraction(1, 5)}})
    assert changed.caps[0].share == Fraction(1, 5)


@pytest.mark.parametrize("share", ["0.21", "0.25", "1", "-0.1"])
def test_a_higher_share_is_refused(share: str) -> None:
    assert refusal(DECREE, {"caps": {"HTXS": share}}) == ("rulesets.overlay_looser", "caps.HTXS")


@given(st.fractions(0, Fraction(1, 5), max_denominator=100), st.integers(0, 200), st.integers(0, 200))
def test_no_accepted_share_allows_more(share: Fraction, people: int, candidates: int) -> None:
    changed = apply_overlay(DECREE, {"caps": {"HTXS": share}})
    group = Group(max(people, candidates), candidates)
    assert allowed(changed.caps[0], group) <= allowed(DECREE.caps[0], group)


@given(
    st.fractions(90, 100, max_denominator=10), st.fractions(70, 89, max_denominator=10), st.fractions(0, 100)
)
def test_no_accepted_bound_gives_a_better_level(excellent: Fraction, good: Fraction, score: Fraction) -> None:
    changed = apply_overlay(DECREE, {"levels": {"HTXS": {"min": excellent}, "HTT": {"min": good}}})
    stricter, plain = band(changed, score), band(DECREE, score)
    assert stricter is not None
    assert plain is not None
    order = [level.code for level in DECREE.levels]
    assert order.index(stricter.code) >= order.index(plain.code)


@pytest.mark.parametrize("least", [89, "89.999", Decimal("50")])
def test_a_lower_bound_is_refused(least: object) -> None:
    values = {"levels": {"HTXS": {"min": least}}}
    assert refusal(DECREE, values) == ("rulesets.overlay_looser", "levels.HTXS.min")


def test_a_bound_may_not_jump_over_the_level_above() -> None:
    values = {"levels": {"HTT": {"min": 91}}}
    assert refusal(DECREE, values)[0] == "rulesets.overlay_unreadable"


def test_a_condition_may_be_added() -> None:
    changed = apply_overlay(BODY, {"levels": {"HTT": {"conditions": {"exceed_min": 10}}}})
    facts = {"score": 80, "done": 100, "on_time": 100, "exceed": 5, "lower_kht": False, "fixed": True}
    assert evaluate(BODY, None, facts, {}).level == "HTT"
    assert evaluate(changed, None, facts, {}).level == "HT"


def test_a_condition_may_be_tightened() -> None:
    changed = apply_overlay(
        BODY, {"levels": {"HTXS": {"conditions": {"exceed_min": 40}}, "HT": {"conditions": {"late_max": 10}}}}
    )
    facts = {"score": 95, "done": 100, "on_time": 100, "exceed": 35, "lower_kht": False, "fixed": True}
    assert evaluate(changed, None, facts, {}).level == "HTT"
    assert len(changed.levels[0].conditions) == len(BODY.levels[0].conditions)


@pytest.mark.parametrize(
    ("level", "conditions"),
    [
        ("HTXS", {"exceed_min": 29}),
        ("HTXS", {"fixed": False}),
        ("HTXS", {"done": 90}),
        ("HT", {"late_max": 21}),
    ],
)
def test_a_looser_condition_is_refused(level: str, conditions: dict[str, object]) -> None:
    assert refusal(BODY, {"levels": {level: {"conditions": conditions}}})[0] == "rulesets.overlay_looser"


def test_the_days_of_a_step_may_move() -> None:
    moved = {"period": "month", "code": "confirm", "from_day": 25, "to_day": 27}
    changed = apply_overlay(DECREE, {"steps": [moved]})
    step = next(step for step in changed.steps_of("month") if step.code == "confirm")
    assert (step.from_day, step.to_day) == (25, 27)
    assert [step.code for step in changed.steps] == [step.code for step in DECREE.steps]


@pytest.mark.parametrize(
    "values",
    [
        {"colour": 1},
        {"settings": {"nobody": 1}},
        {"settings": [1]},
        {"caps": {"X": "0.1"}},
        {"caps": {"HTXS": "một phần mười"}},
        {"caps": {"HTXS": True}},
        {"caps": {"HTXS": 0.1}},
        {"levels": {"A": {"min": 95}}},
        {"levels": {"HTXS": 95}},
        {"levels": {"HTXS": {"least": 95}}},
        {"levels": {"HTXS": {"conditions": [1]}}},
        {"steps": {"code": "confirm"}},
        {"steps": [3]},
        {"steps": [{"period": "month", "code": "decide", "from_day": 1}]},
        {"steps": [{"period": "month", "code": "confirm", "from_day": 30, "to_day": 20}]},
        {"steps": [{"period": "month", "code": "confirm", "to_day": 32}]},
        {"steps": [{"period": "month", "code": "confirm", "actor": "person"}]},
        {"valid_from": "hôm nay"},
    ],
)
def test_what_cannot_be_read_is_refused_by_name(values: dict[str, Any]) -> None:
    assert refusal(DECREE, values)[0] == "rulesets.overlay_unreadable"


@pytest.mark.parametrize("value", ["cap", "none", 1, "no_cap"])
def test_a_setting_outside_its_choices_is_refused(value: object) -> None:
    values = {"settings": {"ratio_above_one": value}}
    assert refusal(DECREE, values) == ("rulesets.overlay_looser", "settings.ratio_above_one")


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (date(2026, 6, 30), "1/5"),
        (date(2026, 7, 1), "1/10"),
        (date(2026, 12, 31), "1/10"),
        (date(2027, 1, 1), "1/5"),
    ],
)
def test_an_overlay_counts_between_its_dates(day: date, share: str) -> None:
    values = {"caps": {"HTXS": "0.1"}, "valid_from": "2026-07-01", "valid_to": date(2026, 12, 31)}
    assert apply_overlay(DECREE, values, day).caps[0].share == Fraction(share)
