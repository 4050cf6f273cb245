"""A body's own rules as a mapping: read exactly or refused at the place that is wrong, and the strictest of them holds."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thenchot.lib.refusals import Refusal
from thenchot.rules.book import Rulebook
from thenchot.rulesets.books import load
from thenchot.rulesets.frozen import content_of, digest_of, rebuild
from thenchot.rulesets.overlays import Overlay, apply_overlay, read_overlay

DECREE, BODY = load("nd335-2025-cong-chuc"), load("nd335-2025-to-chuc")
LOOSER, UNREADABLE = "rulesets.overlay_looser", "rulesets.overlay_unreadable"


def refusal(book: Rulebook, values: dict[str, Any]) -> tuple[str, str]:
    with pytest.raises(Refusal) as caught:
        apply_overlay(book, values)
    assert caught.value.status == 422
    assert caught.value.params["key"] == caught.value.field
    return caught.value.code, caught.value.field


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"colour": 1}, "colour"),
        ({"settings": {"nobody": 1}}, "settings.nobody"),
        ({"caps": {"X": "0.1"}}, "caps.X"),
        ({"caps": {"HTXS": "1/0"}}, "caps.HTXS"),
        ({"caps": {"HTXS": "1e9"}}, "caps.HTXS"),
        ({"caps": {"HTXS": "0,15"}}, "caps.HTXS"),
        ({"caps": {"HTXS": " 0.15"}}, "caps.HTXS"),
        ({"caps": {"HTXS": "9" * 10}}, "caps.HTXS"),
        ({"caps": {"HTXS": None}}, "caps.HTXS"),
        ({"levels": {"HTXS": 95}}, "levels.HTXS"),
        ({"levels": {"HTXS": {"least": 95}}}, "levels.HTXS.least"),
        ({"levels": {"HTXS": {"min": "chín mươi"}}}, "levels.HTXS.min"),
        ({"levels": {"HTT": {"min": 90}}}, "levels.HTT.min"),
        ({"steps": "confirm"}, "steps"),
        ({"steps": [{"period": "month", "code": "confirm", "to_day": 25}, 3]}, "steps[1]"),
        ({"steps": [{"period": "month", "code": "confirm", "from_day": "24.5"}]}, "steps[0]"),
        ({"steps": [{"period": "month", "code": "confirm", "from_day": 0}]}, "steps[0]"),
        ({"steps": [{"period": "year", "code": "confirm"}]}, "steps[0]"),
        ({"steps": [{"code": "confirm", "order": 1}]}, "steps[0].order"),
        ({"valid_from": "31/12/2026"}, "valid_from"),
        ({"valid_to": "2026-02-29"}, "valid_to"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_own_place(values: dict[str, Any], field: str) -> None:
    code, where = refusal(DECREE, values)
    assert code == UNREADABLE
    # A bound that jumps over the next one is complained of at the lower of the two.
    assert where.startswith(field)


def test_the_refusal_of_what_is_looser_says_what_the_rulebook_allows() -> None:
    with pytest.raises(Refusal) as caught:
        apply_overlay(DECREE, {"caps": {"HTXS": "0.2001"}})
    assert (caught.value.code, caught.value.field) == (LOOSER, "caps.HTXS")
    assert "20\u00a0%" in caught.value.sentence
    with pytest.raises(Refusal) as caught:
        apply_overlay(DECREE, {"settings": {"ratio_above_one": "free"}})
    assert "cap_total, cap_each" in caught.value.sentence


def test_the_first_thing_wrong_is_said_and_the_book_stays_as_it_was() -> None:
    values = {"settings": {"ratio_above_one": "cap_each"}, "caps": {"HTXS": "0.3"}, "levels": {"HTXS": {"min": 1}}}
    assert refusal(DECREE, values) == (LOOSER, "caps.HTXS")
    setting = DECREE.setting("ratio_above_one")
    assert setting is not None
    assert setting.default == "cap_total"


def test_a_share_of_nought_means_nobody_and_is_no_error() -> None:
    assert {cap.share for cap in apply_overlay(DECREE, {"caps": {"HTXS": 0}}).caps} == {Fraction(0)}


@given(st.fractions(0, Fraction(1, 5), max_denominator=50))
@settings(max_examples=40)
def test_the_outstanding_share_is_lowered_with_the_ordinary_one(share: Fraction) -> None:
    """Điều 20 khoản 5: 20% and, for an organisation with outstanding achievements, 25%; a body may set less, never more."""
    changed = apply_overlay(DECREE, {"caps": {"HTXS": share}})
    for old, new in zip(DECREE.caps, changed.caps, strict=True):
        assert new.share == min(old.share, share)
        assert (new.level, new.base, new.when, new.citation) == (old.level, old.base, old.when, old.citation)


@given(st.integers(1, 31), st.integers(1, 31))
@settings(max_examples=40)
def test_the_days_of_a_step_are_taken_in_their_order_or_refused(first: int, last: int) -> None:
    moved = {"steps": [{"period": "month", "code": "confirm", "from_day": first, "to_day": last}]}
    if first > last:
        assert refusal(DECREE, moved) == (UNREADABLE, "steps[0]")
        return
    changed = apply_overlay(DECREE, moved)
    for old, new in zip(DECREE.steps, changed.steps, strict=True):
        mine = (old.period, old.code) == ("month", "confirm")
        assert (new.from_day, new.to_day) == ((first, last) if mine else (old.from_day, old.to_day))
        assert (new.code, new.actor, new.period) == (old.code, old.actor, old.period)


def test_two_moves_of_one_step_follow_one_another() -> None:
    one = {"period": "month", "code": "confirm", "to_day": 26}
    two = {"period": "month", "code": "confirm", "from_day": 24}
    changed = apply_overlay(DECREE, {"steps": [one, two]})
    step = next(step for step in changed.steps_of("month") if step.code == "confirm")
    assert (step.from_day, step.to_day) == (24, 26)


def test_a_step_without_a_period_named_is_the_first_of_its_code() -> None:
    changed = apply_overlay(DECREE, {"steps": [{"code": "confirm", "to_day": 25}]})
    moved = [new for old, new in zip(DECREE.steps, changed.steps, strict=True) if old != new]
    assert [(step.code, step.to_day) for step in moved] == [("confirm", 25)]


def test_a_condition_may_be_stated_again_as_it_is() -> None:
    level = BODY.levels[0]
    condition = next(one for one in level.conditions if one.test == "min")
    values = {"levels": {level.code: {"conditions": {f"{condition.fact}_min": condition.value}}}}
    assert apply_overlay(BODY, values).levels[0].conditions == level.conditions


def test_a_yes_or_no_that_the_book_asks_for_cannot_be_turned() -> None:
    level = next(level for level in BODY.levels if any(isinstance(one.value, bool) for one in level.conditions))
    condition = next(one for one in level.conditions if isinstance(one.value, bool))
    turned = {"levels": {level.code: {"conditions": {condition.fact: not condition.value}}}}
    assert refusal(BODY, turned) == (LOOSER, f"levels.{level.code}.conditions.{condition.fact}")


# --- dates of its own ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "inside", "outside"),
    [
        (None, None, [date(1990, 1, 1), date(2090, 1, 1)], []),
        (date(2026, 7, 1), None, [date(2026, 7, 1), date(2090, 1, 1)], [date(2026, 6, 30)]),
        (None, date(2026, 12, 31), [date(2026, 12, 31)], [date(2027, 1, 1)]),
        (date(2028, 2, 29), date(2028, 2, 29), [date(2028, 2, 29)], [date(2028, 2, 28), date(2028, 3, 1)]),
    ],
)
def test_both_ends_of_an_overlay_count(first: date | None, last: date | None, inside: list[date], outside: list[date]) -> None:
    overlay = Overlay(first, last)
    assert [overlay.in_force_on(day) for day in (*inside, *outside)] == [True] * len(inside) + [False] * len(outside)


def test_dates_are_read_from_text_as_they_are_kept() -> None:
    found = read_overlay({"valid_from": "2026-07-01", "valid_to": date(2026, 12, 31), "name": "Quy chế", "citation": "Số 5"})
    assert (found.valid_from, found.valid_to) == (date(2026, 7, 1), date(2026, 12, 31))
    assert found.caps == found.levels == found.settings == {}


def test_an_overlay_that_cannot_be_read_is_refused_also_on_a_day_it_does_not_hold() -> None:
    values = {"caps": {"HTXS": "0.1"}, "valid_from": "2027-01-01", "colour": 1}
    with pytest.raises(Refusal):
        apply_overlay(DECREE, values, date(2026, 1, 1))


@given(st.dates(date(2025, 1, 1), date(2028, 1, 1)), st.integers(0, 400), st.dates(date(2025, 1, 1), date(2028, 1, 1)))
@settings(max_examples=40)
def test_outside_its_dates_the_book_is_the_very_same(first: date, length: int, day: date) -> None:
    last = first + timedelta(days=length)
    values = {"caps": {"HTXS": "0.1"}, "valid_from": first.isoformat(), "valid_to": last.isoformat()}
    found = apply_overlay(DECREE, values, day)
    assert (found is DECREE) is not (first <= day <= last)


# --- kept with the cycle -------------------------------------------------------------------------------------


OVERLAYS: list[dict[str, Any]] = [
    {"caps": {"HTXS": "0.15"}},
    {"caps": {"HTXS": "3/20"}, "levels": {"HTXS": {"min": "185/2"}}, "name": "Quy chế “số 5”"},
    {"steps": [{"period": "month", "code": "confirm", "from_day": 24, "to_day": 25}], "valid_from": "2026-07-01"},
    {"settings": {"rounding_decimals": "3"}},
]


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_a_book_with_own_rules_is_kept_whole_and_comes_back_the_same(overlay: dict[str, Any]) -> None:
    content = content_of(DECREE, overlay)
    again, applied = rebuild(content), apply_overlay(DECREE, overlay)
    assert (again.caps, again.levels, again.steps, again.settings) == (
        applied.caps, applied.levels, applied.steps, applied.settings,
    )  # fmt: skip
    assert content_of(DECREE, dict(overlay)) == content


def test_every_overlay_is_kept_under_a_digest_of_its_own() -> None:
    digests = {digest_of(content_of(DECREE, overlay)) for overlay in [{}, *OVERLAYS]}
    assert len(digests) == len(OVERLAYS) + 1
    assert len({apply_overlay(DECREE, overlay).digest for overlay in [{}, *OVERLAYS]}) == len(OVERLAYS) + 1
