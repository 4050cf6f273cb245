"""A quarter of products (QĐ 366 with HD 02) and a month of appraised tasks (06-HD), walked from plan row to publication."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from tests.assessment.cast import (
    AN,
    BINH,
    CHI,
    DIVISION_HEAD,
    DUNG,
    SETUP,
    Month,
    Town,
    refused,
    take_up,
)
from tests.assessment.conftest import SetDay
from thenchot.assessment.actions.confirm import Confirmation, confirm
from thenchot.assessment.actions.decide import decide
from thenchot.assessment.actions.propose import Choice, propose
from thenchot.assessment.actions.self_assess import SelfAssessment, self_assess
from thenchot.assessment.caps import cap_states
from thenchot.assessment.models import Sheet
from thenchot.assessment.queries.integrity import recompute, verify
from thenchot.assessment.queries.sheets import view_of
from thenchot.assessment.refusals import CAP_EXCEEDED, CAUSE_NEEDED, FACTS_LACKING, POST_NEEDED, REASON_NEEDED
from thenchot.assessment.scoring import decimal, exact
from thenchot.lib import clock
from thenchot.organisation.models import Unit
from thenchot.rules.evaluate import evaluate
from thenchot.rulesets.books import load
from thenchot.workplan import refusals as work
from thenchot.workplan.actions.appraise import appraise, propose_appraisal
from thenchot.workplan.actions.assign import PlanRow, assign_many
from thenchot.workplan.models import Task

PARTY, CITY = "qd366-2025", "hcm-06hd-2026"
QUARTER, MONTH = Month(PARTY, 2026, 9, quarterly=True), Month(CITY, 2026, 10)
SOURCE = [(30, "100 95 100 100", "x"), (15, "100 90 100 95", "x"), (10, "100 100 100 100", ""),
          (10, "100 95 100 90", ""), (5, "100 90 90 90", "")]  # fmt: skip
FULL = {"group1": "18", "group2": "4", "group3": "8"}


def rows(town: Town, code: str, count: int, **other: Any) -> list[Task]:
    """Planned rows of a person in the town's period, done in time unless said otherwise."""
    values: dict[str, Any] = {"deadline": date(2026, 9, 4), "done_on": date(2026, 9, 4), "status": "done"} | other
    unit = Unit.objects.get(code="BT-KT").id
    names = (f"Việc {n} của {code}" for n in range(count))
    given = [PlanRow(unit, town.month.period, name, Decimal(10), doer_id=town.id(code), **values) for name in names]
    assign_many(by=SETUP, rows=given)
    return list(Task.objects.filter(doer_id=town.id(code), period=town.month.period).order_by("id"))[-count:]


def product(weight: int, axes: str, exceeds: str = "") -> dict[str, str]:
    return {"weight": str(weight), **dict(zip("ABCD", axes.split(), strict=True)), "exceeds": exceeds}


def appraised(town: Town, code: str, products: list[tuple[int, str, str]], **other: Any) -> None:
    """Rows of a person, each proposed by its doer and confirmed by the head of the division."""
    for task, given in zip(rows(town, code, len(products), **other), products, strict=True):
        propose_appraisal(by=town.viewer(code), task=task, typed=product(*given))
        appraise(by=town.viewer(DIVISION_HEAD), task=Task.objects.get(id=task.id), typed=product(*given))


def send(town: Town, code: str, marks: Mapping[str, str] = FULL, **chosen: str) -> Sheet:
    self_assess(by=town.viewer(code), given=SelfAssessment(town.sheet(code), marks, leader=chosen))
    return town.sheet(code)


def confirmed(town: Town, code: str, reason: str = "", **chosen: str) -> Sheet:
    sheet = town.sheet(code)
    assert sheet.scorer is not None
    confirm(by=town.viewer(sheet.scorer.staff_code), given=Confirmation(sheet, leader=chosen, reason=reason))
    return town.sheet(code)


@pytest.fixture
def quarter(place: Callable[[Month], Town], on_day: SetDay) -> Town:
    """The third quarter under the Party's framework with the weights by kind of post, open, on the 11th of September."""
    town = place(QUARTER)
    on_day(date(2026, 9, 11))
    Task.objects.all().delete()
    take_up(town, PARTY, date(2026, 8, 1), settings={"product_kind": "hd02"})
    town.open()
    return town


@pytest.fixture
def month(place: Callable[[Month], Town], on_day: SetDay) -> Town:
    """October under the city's guidance, open."""
    town = place(MONTH)
    Task.objects.all().delete()
    town.open()
    return town


def test_the_printed_example_reaches_its_score_through_the_rows(quarter: Town) -> None:
    appraised(quarter, AN, SOURCE)
    sent = send(quarter, AN, weights="K2")
    assert (sent.self_score, sent.self_level) == (Decimal("97.6"), "HTXS")
    sheet = confirmed(quarter, AN)
    given = {"general": 30, "weights": "K2", "products": [[w, [int(a) for a in axes.split()]] for w, axes, _ in SOURCE]}
    told = evaluate(load(PARTY), "hd02", given, {})
    assert (Fraction(sheet.score or 0), sheet.verdict["values"]["level"]) == (told.score, "HTXS")
    assert sheet.marks["leader"] == {"weights": "K2"}


def test_the_plain_mean_is_the_way_where_the_body_chose_nothing(place: Callable[[Month], Town], on_day: SetDay) -> None:
    town = place(QUARTER)
    on_day(date(2026, 9, 11))
    Task.objects.all().delete()
    town.open()
    appraised(town, AN, [(30, "100 90 80 90", ""), (40, "95 85 90 80", "")])
    send(town, AN, {"group1": "15", "group2": "3", "group3": "8"})
    assert confirmed(town, AN).score == 88


@pytest.mark.parametrize(
    ("post", "products", "marks", "score"),
    [
        ("K1", [(40, "90 85 80 90", ""), (30, "100 90 95 85", "")], {"group1": "18", "group2": "4", "group3": "6"}, "90.3"),
        (
            "K4", [(30, "60 55 50 50", ""), (20, "50 50 40 45", ""), (20, "40 45 30 40", "")],
            {"group1": "14", "group2": "3", "group3": "7"}, "57.1",
        ),
    ],
)  # fmt: skip
def test_the_worked_cases_of_the_guidance(
    quarter: Town, post: str, products: list[tuple[int, str, str]], marks: dict[str, str], score: str
) -> None:
    appraised(quarter, AN, products)
    send(quarter, AN, marks, weights=post)
    assert confirmed(quarter, AN).score == Decimal(score)


def test_every_missing_piece_is_named_and_nothing_is_guessed(quarter: Town) -> None:
    with refused(FACTS_LACKING):
        send(quarter, AN, weights="K2")
    first, second = rows(quarter, AN, 2)
    propose_appraisal(by=quarter.viewer(AN), task=first, typed=product(*SOURCE[0]))
    with refused(FACTS_LACKING, lacking=f"“{second.content}”: chưa có trọng số. “{second.content}”: chưa có đủ tỷ lệ số lượng, "
                 "chất lượng, tiến độ, lãnh đạo tổ chức (A, B, C, D)."):  # fmt: skip
        send(quarter, AN, weights="K2")
    with refused(POST_NEEDED, field="weights"):
        send(quarter, AN)
    with refused(POST_NEEDED, field="weights"):
        send(quarter, AN, weights="K9")
    view = view_of(quarter.sheet(AN))
    assert (view.score.score, view.score.problem) == (None, "marks_missing")
    assert view.choices == {"weights": ("K1", "K2", "K3", "K4")}


def test_a_proposal_gives_the_provisional_score_and_the_leader_must_confirm_it_first(quarter: Town) -> None:
    (task,) = rows(quarter, AN, 1)
    propose_appraisal(by=quarter.viewer(AN), task=task, typed=product(70, "90 90 90 90"))
    assert send(quarter, AN, weights="K1").self_score == 93
    with refused(FACTS_LACKING, lacking=f"“{task.content}”: lãnh đạo chưa xác nhận các số đã đề nghị."):
        confirmed(quarter, AN)
    with refused(work.REASON_NEEDED):
        appraise(by=quarter.viewer(DIVISION_HEAD), task=Task.objects.get(id=task.id), typed=product(70, "80 80 80 80"))
    other = product(70, "80 80 80 80")
    appraise(by=quarter.viewer(DIVISION_HEAD), task=Task.objects.get(id=task.id), typed=other, note="Chậm phối hợp.")
    with refused(REASON_NEEDED):
        confirmed(quarter, AN)
    assert confirmed(quarter, AN, "Theo kết quả đã xác nhận.").score == 86


def test_another_kind_of_post_than_the_persons_needs_a_reason(quarter: Town) -> None:
    appraised(quarter, AN, SOURCE)
    send(quarter, AN, weights="K2")
    with refused(REASON_NEEDED):
        confirmed(quarter, AN, weights="K1")
    assert confirmed(quarter, AN, "Vị trí thuộc loại K1.", weights="K1").marks["leader"] == {"weights": "K1"}


def test_work_not_done_asks_whose_doing_it_is(quarter: Town) -> None:
    appraised(quarter, AN, SOURCE[:4])
    appraised(quarter, AN, SOURCE[4:], status="assigned", done_on=None, explanation="Chờ ý kiến của sở")
    with refused(CAUSE_NEEDED, field="subjective"):
        send(quarter, AN, weights="K2")
    send(quarter, AN, weights="K2", subjective="yes")
    sheet = confirmed(quarter, AN)
    assert (sheet.band, sheet.verdict["values"]["level"]) == ("HTXS", "KHT")


@pytest.mark.parametrize(
    ("typed", "kind", "field"),
    [
        ({"weight": ""}, work.APPRAISAL_MISSING, "weight"), ({"A": "nhiều"}, work.APPRAISAL_NOT_NUMBER, "A"),
        ({"B": "101"}, work.APPRAISAL_RANGE, "B"), ({"weight": "0"}, work.APPRAISAL_RANGE, "weight"),
        ({"D": "-1"}, work.APPRAISAL_NOT_NUMBER, "D"),
    ],
)  # fmt: skip
def test_figures_that_are_none_are_refused_at_their_field(quarter: Town, typed: dict[str, str], kind: Any, field: str) -> None:
    (task,) = rows(quarter, AN, 1)
    with refused(kind, field=field):
        propose_appraisal(by=quarter.viewer(AN), task=task, typed=product(30, "90 90 90 90") | typed)


def test_a_row_is_asked_nothing_where_no_rulebook_in_force_asks(place: Callable[[Month], Town]) -> None:
    town = place(Month("nd335-2025-cong-chuc", 2026, 10))
    with refused(work.NOT_APPRAISED):
        propose_appraisal(by=town.viewer(AN), task=Task.objects.get(doer_id=town.id(AN)), typed=product(30, "90 90 90 90"))


def test_a_changed_proposal_is_to_be_confirmed_again(quarter: Town) -> None:
    appraised(quarter, AN, [(70, "90 90 90 90", "")])
    task = Task.objects.get(doer_id=quarter.id(AN))
    propose_appraisal(by=quarter.viewer(AN), task=task, typed=product(70, "95 95 95 95"))
    assert "confirmed" not in (Task.objects.get(id=task.id).appraisal or {})


def all_four(town: Town, levels: Mapping[str, str]) -> None:
    """An, Bình, Chi and Dũng at the top or at good by their products, confirmed and proposed by their score."""
    for code, level in levels.items():
        appraised(town, code, [(70, "100 100 100 100" if level == "HTXS" else "80 80 80 80", "x" if level == "HTXS" else "")])
        send(town, code, weights="K1")
        confirmed(town, code)
        sheet = town.sheet(code)
        assert sheet.ranker is not None
        propose(by=town.viewer(sheet.ranker.staff_code), choice=Choice(sheet))


def test_the_quarters_cap_is_a_share_of_those_who_start_at_good_and_does_not_grow_with_decisions(quarter: Town) -> None:
    """20 % of three at HTT, half up: one; a person lowered from the top does not make the base four."""
    all_four(quarter, {AN: "HTXS", BINH: "HTT", CHI: "HTT", DUNG: "HTT"})
    (state,) = cap_states(quarter.cycle)
    assert (state.base, state.counted, state.allowed, state.count) == ("initial_HTT", 3, 1, 1)
    sheet = quarter.sheet(AN)
    assert sheet.decider is not None
    decide(by=quarter.viewer(sheet.decider.staff_code), choice=Choice(sheet, "HTT", "Để lại cho quý sau."))
    (state,) = cap_states(quarter.cycle)
    assert (state.counted, state.allowed, state.count) == (3, 1, 0)


def test_two_at_the_top_of_two_at_good_go_over_the_quarters_cap(quarter: Town) -> None:
    """20 % of two is 0.4, half up 0: with the base of now each refused decision would have made room for the next."""
    all_four(quarter, {AN: "HTXS", BINH: "HTXS", CHI: "HTT", DUNG: "HTT"})
    sheet = quarter.sheet(AN)
    assert sheet.decider is not None
    with refused(CAP_EXCEEDED, allowed=0, level="HTXS"):
        decide(by=quarter.viewer(sheet.decider.staff_code), choice=Choice(sheet))


def test_the_head_stands_outside_the_members_cap(quarter: Town) -> None:
    all_four(quarter, {AN: "HTT", BINH: "HTT", CHI: "HTT"})
    before = cap_states(quarter.cycle)[0]
    appraised_by_chair(quarter, DIVISION_HEAD)
    sheet = quarter.sheet(DIVISION_HEAD)
    assert sheet.decider is not None
    decide(by=quarter.viewer(sheet.decider.staff_code), choice=Choice(sheet))
    after = cap_states(quarter.cycle)[0]
    assert quarter.sheet(DIVISION_HEAD).level == "HTXS"
    assert (after.count, after.ranked) == (before.count, before.ranked) == (0, 3)


def appraised_by_chair(town: Town, code: str) -> None:
    (task,) = rows(town, code, 1)
    given = product(70, "100 100 100 100", "x")
    appraise(by=town.viewer("0010"), task=task, typed=given)
    send(town, code, weights="K4")
    confirmed(town, code)
    sheet = town.sheet(code)
    assert sheet.ranker is not None
    propose(by=town.viewer(sheet.ranker.staff_code), choice=Choice(sheet))


def test_the_quarter_is_decided_published_recomputed_and_verified(quarter: Town, on_day: SetDay) -> None:
    all_four(quarter, {AN: "HTXS", BINH: "HTT", CHI: "HTT", DUNG: "HTT"})
    for code in (AN, BINH, CHI, DUNG):
        quarter.decide_one(code)
    quarter.publish("Công bố phần đã xong.")
    assert [quarter.sheet(code).level for code in (AN, BINH)] == ["HTXS", "HTT"]
    assert list(recompute(quarter.cycle)) == []
    assert list(verify(clock.today())) == []
    with refused(work.TASK_CLOSED):
        own = Task.objects.filter(doer_id=quarter.id(AN))[0]
        propose_appraisal(by=quarter.viewer(AN), task=own, typed=product(70, "90 90 90 90"))


# --- a city's tasks -----------------------------------------------------------------------------------------------------

THURSDAY = date(2026, 10, 8)


def city_rows(town: Town, code: str, told: list[tuple[int, str, date, int]]) -> None:
    unit = Unit.objects.get(code="BT-KT").id
    for number, (units, difficulty, done_on, quality) in enumerate(told):
        row = PlanRow(
            unit, "2026-10", f"Nhiệm vụ {number}", Decimal(units), doer_id=town.id(code), deadline=THURSDAY,
            done_on=done_on, status="done",
        )  # fmt: skip
        assign_many(by=SETUP, rows=[row])
        task = Task.objects.latest("id")
        appraise(by=town.viewer(DIVISION_HEAD), task=task, typed={"difficulty": difficulty, "quality": str(quality)})


@pytest.mark.parametrize(
    ("general", "told", "score", "level"),
    [
        # Two working days late over a weekend, one early, six late.
        (
            26, [(20, "1", date(2026, 10, 12), 90), (30, "1,2", date(2026, 10, 7), 95), (10, "1", date(2026, 10, 16), 80)],
            None, "HTT",
        ),
        (24, [(50, "1", date(2026, 10, 14), 60), (50, "1", date(2026, 10, 19), 50)], "57.25", "HT"),
        (22, [(40, "1", THURSDAY, 70), (60, "1", date(2026, 10, 13), 65)], "73.31", "HTT"),
    ],
)  # fmt: skip
def test_the_worked_cases_of_the_citys_guidance(
    month: Town, general: int, told: list[tuple[int, str, date, int]], score: str | None, level: str
) -> None:
    late = {date(2026, 10, day): days for day, days in ((7, -1), (8, 0), (12, 2), (13, 3), (14, 4), (16, 6), (19, 7))}
    city_rows(month, AN, told)
    marks = {"group1": str(general - 12), "group2": "4", "group3": "8"}
    send(month, AN, marks)
    sheet = confirmed(month, AN)
    tasks = [[units, Fraction(k.replace(",", ".")), late[day], quality] for units, k, day, quality in told]
    expected = evaluate(load(CITY), None, {"general": general, "tasks": tasks}, {})
    assert exact(sheet.inputs["input"])["tasks"] == tasks
    assert (sheet.score, sheet.band) == (decimal(expected.score), level)
    assert score is None or sheet.score == Decimal(score)


def test_work_without_a_deadline_or_not_finished_gives_no_score_until_somebody_says_how_late_it_is(month: Town) -> None:
    (task,) = rows(month, AN, 1, status="assigned", done_on=None, deadline=THURSDAY)
    appraise(by=month.viewer(DIVISION_HEAD), task=task, typed={"difficulty": "1", "quality": "50"})
    with refused(FACTS_LACKING):
        send(month, AN)
    told = {"difficulty": "1", "quality": "50", "late": "4"}
    appraise(by=month.viewer(DIVISION_HEAD), task=Task.objects.get(id=task.id), typed=told)
    assert send(month, AN).self_score == 30 + (Fraction(3, 10) * Fraction(6, 10) + Fraction(35, 100)) * 70
