"""Facts that force or limit a level (Điều 20 khoản 4 and khoản 6), walked through a quarter that ends with a level."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.assessment.cast import (
    AN,
    AUTHORITY,
    BINH,
    DIVISION_DEPUTY,
    DIVISION_HEAD,
    OCTOBER,
    ORGANISER,
    SETUP,
    STAFF,
    Month,
    Town,
    post,
    refused,
)
from tests.assessment.conftest import SetDay
from thenchot.assessment.actions.correct import Correction, correct
from thenchot.assessment.actions.decide import decide
from thenchot.assessment.actions.propose import Choice
from thenchot.assessment.judging import Bench
from thenchot.assessment.models import Published, Sheet
from thenchot.assessment.queries.integrity import recompute, verify
from thenchot.assessment.refusals import ABOVE_ORGANISATION, LEVEL_FORCED
from thenchot.assessment.scoring import ruled_level
from thenchot.evidence.access import fact_to_withdraw, subject_to_record
from thenchot.evidence.actions.enter_fact import Document, Entry, enter_fact
from thenchot.evidence.actions.withdraw_fact import withdraw_fact
from thenchot.evidence.kinds import all_kinds
from thenchot.evidence.models import Fact
from thenchot.lib import clock
from thenchot.people.actions.enrol import enrol
from thenchot.rulesets.shelf import load

CUSTOMS = Month("haiquan-21169-2026", 2026, 12, quarterly=True)
WHY = "Theo quyết định kỷ luật."
ACT, EFFECT = date(2026, 10, 6), date(2026, 11, 20)


@pytest.fixture
def quarter(place: Callable[[Month], Town], on_day: SetDay) -> Town:
    """The staff and their head in the last quarter of 2026 under the customs' rulebook, sheets confirmed at 90 points."""
    town = place(CUSTOMS)
    on_day(date(2026, 12, 16))
    town.open()
    town.hand_in([*STAFF, DIVISION_DEPUTY, DIVISION_HEAD])
    town.confirm([*STAFF, DIVISION_DEPUTY])
    return town


def record(town: Town, code: str, kind: str = "public_duty_discipline", **other: Any) -> int:
    found, subject = subject_to_record(town.viewer(ORGANISER), kind, code)
    values: dict[str, Any] = {"happened_on": ACT, "decided_on": EFFECT} | other
    day = min(clock.today(), date(2026, 11, 20))
    given = Entry(found, subject, Document("45/QĐ-CHQ", day), "Khiển trách.", **values)
    return enter_fact(by=town.viewer(ORGANISER), entry=given)


def settle(town: Town, code: str, level: str = "", reason: str = "") -> Sheet:
    sheet = town.sheet(code)
    assert sheet.decider is not None
    decide(by=town.viewer(sheet.decider.staff_code), choice=Choice(sheet, level, reason))
    return town.sheet(code)


def test_a_discipline_of_the_period_forces_the_lowest_level_and_says_why_with_article_and_document(quarter: Town) -> None:
    assert quarter.sheet(AN).band == "HTXS"
    record(quarter, AN)
    decided = settle(quarter, AN)
    assert (decided.band, decided.level, decided.score) == ("HTXS", "KHT", 90)
    reasons = [(code, article, params.get("document")) for code, article, params, _ in decided.verdict["because"]]
    assert ("public_duty_discipline_in_year", "Điều 20 khoản 4 điểm c; Điều 11 khoản 3 điểm a", None) in reasons
    assert reasons[-1][0::2] == ("ground", "45/QĐ-CHQ ngày 20/11/2026")


def test_a_level_above_the_forced_one_is_refused_with_its_article_and_document(quarter: Town) -> None:
    record(quarter, AN)
    with refused(LEVEL_FORCED, level="KHT", ground="45/QĐ-CHQ ngày 20/11/2026", field="level"):
        settle(quarter, AN, "HT", WHY)
    assert settle(quarter, BINH).level == "HTXS"


def test_a_fact_withdrawn_forces_nothing_any_more(quarter: Town) -> None:
    number = record(quarter, AN)
    organiser = quarter.viewer(ORGANISER)
    withdraw_fact(by=organiser, fact=fact_to_withdraw(organiser, number), reason="Quyết định bị hủy.")
    decided = settle(quarter, AN)
    assert decided.level == "HTXS"
    assert "overrides" not in decided.inputs["input"]


@pytest.mark.parametrize("effect", [date(2026, 9, 30), date(2027, 1, 2)])
def test_a_decision_with_effect_outside_the_period_forces_nothing(quarter: Town, effect: date) -> None:
    record(quarter, AN, happened_on=date(2026, 9, 1), decided_on=effect)
    assert settle(quarter, AN).level == "HTXS"


def test_an_act_at_another_unit_does_not_force_the_level_here(quarter: Town) -> None:
    sheet = quarter.sheet(AN)
    record(quarter, AN, happened_on=date(2026, 10, 6))
    bench = Bench(quarter.cycle, [sheet])
    sheet.body_id = quarter.unit("HL").id
    (ground,) = bench.forcing(sheet).grounds
    assert (ground.ruling.standing, ground.ruling.article) == ("ask", "Điều 11 khoản 3 điểm c")
    assert bench.forcing(sheet).extra == {}


def test_what_concerns_leaders_only_never_reaches_a_sheet_of_staff(quarter: Town) -> None:
    number = record(quarter, DIVISION_HEAD, "unit_corruption_handled")
    sheet = quarter.sheet(DIVISION_HEAD)
    assert Bench(quarter.cycle, [sheet]).forcing(sheet).overrides == ("unit_corruption_handled",)
    quarter.read(DIVISION_HEAD)
    quarter.confirm([DIVISION_HEAD])
    assert ruled_level(quarter.sheet(DIVISION_HEAD).verdict, "HTXS") == "KHT"
    other = quarter.sheet(AN)
    assert Bench(quarter.cycle, [other]).forcing(other).grounds == ()
    assert number


def test_the_head_is_not_above_the_organisation_and_the_deputies_and_staff_may_be(quarter: Town) -> None:
    record(quarter, "BT-KT", "organisation_level", happened_on=None, decided_on=None, period="2026-Q4", level="HT")
    quarter.confirm([DIVISION_HEAD])
    with refused(ABOVE_ORGANISATION, level="HT", ground="45/QĐ-CHQ ngày 20/11/2026"):
        settle(quarter, DIVISION_HEAD, "HTT", WHY)
    decided = settle(quarter, DIVISION_HEAD)
    assert (decided.band, decided.level) == ("HTXS", "HT")
    assert settle(quarter, AN).level == "HTXS"


def test_a_level_of_another_period_or_unit_limits_nobody(quarter: Town) -> None:
    record(quarter, "BT-KT", "organisation_level", happened_on=None, decided_on=None, period="2026-Q3", level="KHT")
    record(quarter, "BT", "organisation_level", happened_on=None, decided_on=None, period="2026-Q4", level="KHT")
    quarter.confirm([DIVISION_HEAD])
    assert settle(quarter, DIVISION_HEAD).level == "HTXS"


def test_a_published_forced_level_recomputes_and_verifies(quarter: Town) -> None:
    record(quarter, AN)
    settle(quarter, AN)
    quarter.publish("Công bố phần đã xong.")
    kept = Published.objects.get(sheet=quarter.sheet(AN))
    assert (kept.level, kept.band) == ("KHT", "HTXS")
    assert list(recompute(quarter.cycle)) == []
    assert list(verify(clock.today())) == []


def test_a_fact_known_after_publication_holds_for_the_replacement(quarter: Town) -> None:
    settle(quarter, AN)
    quarter.publish("Công bố phần đã xong.")
    record(quarter, AN)
    with refused(LEVEL_FORCED):
        correct(by=quarter.viewer(AUTHORITY), given=Correction(quarter.sheet(AN), "Có quyết định.", level="HTT"))
    correct(by=quarter.viewer(AUTHORITY), given=Correction(quarter.sheet(AN), "Có quyết định kỷ luật."))
    assert quarter.sheet(AN).level == "KHT"
    assert list(recompute(quarter.cycle)) == []


def test_who_was_assigned_nothing_has_no_score_but_the_forced_level(place: Callable[[Month], Town], on_day: SetDay) -> None:
    town = place(CUSTOMS)
    on_day(date(2026, 12, 16))
    enrol(by=SETUP, rows=[post("0900", "BT-KT", valid_from=date(2026, 1, 1))])
    town.open()
    record(town, "0900")
    town.hand_in(["0900"])
    town.read("0900")
    town.confirm_one(town.sheet("0900"), "Không được giao việc.")
    sheet = settle(town, "0900", "KHT", WHY)
    assert (sheet.score, sheet.level) == (None, "KHT")
    assert list(recompute(town.cycle)) == []


def test_a_month_that_ends_with_a_score_is_not_forced(place: Callable[[Month], Town]) -> None:
    town = place(OCTOBER)
    town.open()
    record(town, AN, happened_on=date(2026, 9, 1), decided_on=date(2026, 10, 2))
    town.hand_in([AN])
    town.read(AN)
    town.confirm([AN])
    sheet = town.sheet(AN)
    assert (sheet.band, ruled_level(sheet.verdict, sheet.band)) == ("HTXS", "HTXS")


def test_every_override_of_a_shipped_rulebook_has_a_kind_of_fact_or_is_a_count_of_work() -> None:
    from_facts = {code for kind in all_kinds().values() for code in kind.means}
    counted = {"tasks_done_lt_70"}
    for name in ("nd335-2025-cong-chuc", "nd335-2025-to-chuc", "nd90-2020", "haiquan-21169-2026", "nd233-2026-vien-chuc"):
        assert {rule.code for rule in load(name).overrides} <= from_facts | counted


def test_a_fact_changed_behind_the_trail_is_named_by_verify(quarter: Town) -> None:
    number = record(quarter, AN)
    assert list(verify(clock.today())) == []
    Fact.objects.filter(id=number).update(last_hash="0" * 64)
    assert [(fault.where, fault.what) for fault in verify(clock.today())] == [(f"fact {number}", "head_differs")]
