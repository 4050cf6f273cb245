"""Nobody is rated before each owed explanation is given and what speaks against them has been opened by their scorer."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db.models import F

from tests.assessment.cast import AN, BINH, CHI, DIVISION_HEAD, Town, refused, trail
from tests.assessment.test_row_evidence import fact
from thenchot.assessment.actions.ask_explanations import ask_explanations
from thenchot.assessment.actions.confirm import Confirmation, confirm, confirm_many, confirm_together
from thenchot.assessment.actions.confirm_again import confirm_again
from thenchot.assessment.models import Reminder
from thenchot.assessment.refusals import (
    ASKED_LATELY,
    EXPLANATION_MISSING,
    NOTHING_OWED,
    OPEN_FIRST,
    WRONG_STATE,
)
from thenchot.evidence.models import Fact
from thenchot.notices.queries import recent
from thenchot.workplan.actions.consider import Finding, consider
from thenchot.workplan.actions.explain import explain
from thenchot.workplan.actions.report import mark_late
from thenchot.workplan.models import Task

WORK = "Xử lý hồ sơ trong tháng"


@pytest.fixture
def sent(town: Town) -> Town:
    town.hand_in([AN, BINH, CHI])
    return town


def task_of(town: Town, code: str) -> Task:
    return Task.objects.get(doer=town.id(code), content=WORK)


def rate(town: Town, *codes: str) -> None:
    """Each way there is to confirm; all of them ask the same."""
    one = [Confirmation(sheet, reason="Theo số liệu hiện nay") for sheet in town.sheets(codes)]
    if len(one) == 1:
        confirm(by=town.viewer(DIVISION_HEAD), given=one[0])
    else:
        confirm_many(by=town.actor(DIVISION_HEAD), cycle=town.cycle, given=one)


@pytest.mark.parametrize(
    "trouble",
    [{"latenesses": 1}, {"rejections": 1}, {"status": "assigned", "done_on": None, "deadline": date(2026, 10, 2)}],
    ids=["late", "rejected", "missed"],
)
def test_a_task_without_its_explanation_stops_the_rating_by_its_name(sent: Town, trouble: dict[str, object]) -> None:
    Task.objects.filter(id=task_of(sent, AN).id).update(**trouble)
    for codes in ((AN,), (BINH, AN)):
        with refused(EXPLANATION_MISSING, count=1, tasks=f"“{WORK}”", names="Hồ Hữu An"):
            rate(sent, *codes)
    with refused(EXPLANATION_MISSING, names="Hồ Hữu An"):
        confirm_together(by=sent.viewer(DIVISION_HEAD), sheets=sent.sheets([BINH, AN]))
    assert {sheet.state for sheet in sent.sheets([AN, BINH])} == {"submitted"}
    explain(by=sent.viewer(AN), task=task_of(sent, AN), text="Chờ ý kiến của sở.")
    rate(sent, AN, BINH)
    assert {sheet.state for sheet in sent.sheets([AN, BINH])} == {"confirmed"}


def test_an_accepted_objective_cause_ends_what_is_owed_and_a_refused_one_does_not(sent: Town) -> None:
    Task.objects.filter(id=task_of(sent, AN).id).update(latenesses=1)
    consider(by=sent.viewer(DIVISION_HEAD), task=task_of(sent, AN), found=Finding(0, 0, "Không có căn cứ"))
    with refused(EXPLANATION_MISSING):
        rate(sent, AN)
    consider(by=sent.viewer(DIVISION_HEAD), task=task_of(sent, AN), found=Finding(0, 1, "Bão số 5"))
    rate(sent, AN)
    assert sent.sheet(AN).score == 90


def test_many_tasks_are_named_up_to_five(sent: Town) -> None:
    for number in range(7):
        sent.burden(AN, 1, deadline=date(2026, 10, 2 + number))
    with refused(EXPLANATION_MISSING, count=7, tasks="; ".join(["“Việc chưa xong”"] * 5) + "…"):
        rate(sent, AN)


def test_a_lateness_written_down_after_the_rating_is_explained_before_it_is_confirmed_anew(sent: Town) -> None:
    rate(sent, AN)
    mark_late(by=sent.viewer(DIVISION_HEAD), task=task_of(sent, AN), note="Chậm mốc báo cáo")
    with refused(EXPLANATION_MISSING, names="Hồ Hữu An"):
        confirm_again(by=sent.viewer(DIVISION_HEAD), sheet=sent.sheet(AN))
    explain(by=sent.viewer(AN), task=task_of(sent, AN), text="Chờ ý kiến của sở.")
    confirm_again(by=sent.viewer(DIVISION_HEAD), sheet=sent.sheet(AN))
    assert sent.sheet(AN).score != 90


def test_an_adverse_fact_is_opened_by_the_scorer_before_the_rating_and_again_when_another_comes(sent: Town) -> None:
    fact(sent, AN)
    for codes in ((AN,), (BINH, AN)):
        with refused(OPEN_FIRST, count=1, names="Hồ Hữu An"):
            rate(sent, *codes)
    rate(sent, CHI)
    sent.read(AN)
    assert sent.sheet(AN).seen_at is not None
    Fact.objects.filter(person_id=sent.id(AN)).update(at=clock_after(sent))
    with refused(OPEN_FIRST):
        rate(sent, AN)
    Fact.objects.filter(person_id=sent.id(AN)).update(withdrawn_at=clock_after(sent), withdrawn_reason="Nhập nhầm")
    rate(sent, AN)


def clock_after(town: Town) -> datetime:
    """A moment after the scorer opened the sheet."""
    seen = town.sheet(AN).seen_at
    assert seen is not None
    return seen + timedelta(hours=1)


def test_explanations_are_asked_for_where_they_are_owed_and_not_again_within_four_hours(sent: Town) -> None:
    def ask() -> int:
        return ask_explanations(by=sent.viewer(DIVISION_HEAD), sheet=sent.sheet(AN))

    with refused(NOTHING_OWED):
        ask()
    Task.objects.filter(id=task_of(sent, AN).id).update(latenesses=1)
    assert ask() == 1
    (told,) = [notice for notice in recent(sent.id(AN)) if notice.kind == "explanation_asked"]
    assert told.params == {"by": "Bạch Văn Tường", "period": "2026-10", "task": WORK}
    assert trail(sent.sheet(AN))[-1][0] == "ask_explanations"
    with refused(ASKED_LATELY):
        ask()
    Reminder.objects.update(at=F("at") - timedelta(hours=5))
    assert ask() == 1
    explain(by=sent.viewer(AN), task=task_of(sent, AN), text="Chờ ý kiến của sở.")
    rate(sent, AN)
    with refused(WRONG_STATE):
        ask()
