"""The authority weighs the cause of a late, rejected or missed task: what it excuses deducts nothing (Điều 14 khoản 2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from tests.workplan.conftest import AN, HEAD, Ward
from thenchot.audit.models import Entry
from thenchot.notices.queries import recent
from thenchot.rules.score import ratios
from thenchot.workplan.actions.consider import Finding, consider
from thenchot.workplan.actions.explain import explain
from thenchot.workplan.actions.report import finish, reject
from thenchot.workplan.models import Task
from thenchot.workplan.queries import tasks_of

Refuses = Callable[..., str]
WHY = "Theo biên bản của đội thoát nước"


@pytest.fixture
def task(ward: Ward) -> Task:
    """Four units, finished a day late and rejected twice."""
    given = ward.give()
    finish(by=ward.viewer(AN), task=given, done_on=date(2026, 11, 16))
    for _ in range(2):
        reject(by=ward.viewer(HEAD), task=ward.again(given), note="Sai mẫu")
    return ward.again(given)


def indices(ward: Ward) -> tuple[Fraction, Fraction, Fraction]:
    load = ward.load()
    found = ratios(load.assigned, load.items)
    assert found is not None
    return found.a, found.b, found.c


@pytest.mark.parametrize(
    ("rejections", "latenesses", "cause", "after"),
    [
        (2, 1, "accepted", (Fraction(1), Fraction(1), Fraction(1))),
        (1, 1, "partly", (Fraction(1), Fraction(3, 4), Fraction(1))),
        (0, 1, "partly", (Fraction(1), Fraction(1, 2), Fraction(1))),
        (2, 0, "partly", (Fraction(1), Fraction(1), Fraction(3, 4))),
        (0, 0, "refused", (Fraction(1), Fraction(1, 2), Fraction(3, 4))),
    ],
)
def test_each_time_excused_gives_its_quarter_back(
    ward: Ward, task: Task, rejections: int, latenesses: int, cause: str, after: tuple[Fraction, ...]
) -> None:
    """Điều 14 khoản 2 điểm b and c."""
    assert indices(ward) == (1, Fraction(1, 2), Fraction(3, 4))
    consider(by=ward.viewer(HEAD), task=task, found=Finding(rejections, latenesses, f" {WHY} "))
    assert indices(ward) == after
    row = ward.again(task)
    assert (row.cause, row.cause_note, row.cause_by_id) == (cause, WHY, ward.id(HEAD))
    assert WHY in Entry.objects.filter(action="consider").latest("id").payload
    (told,) = recent(ward.id(AN))
    assert (told.kind, told.link) == ("cause_considered", f"/ke-hoach/viec/{task.id}")
    assert told.params == {"task": "Tờ trình", "cause": cause, "by": "Bạch Văn Tường", "note": WHY}


def test_what_was_accepted_may_be_taken_back_and_a_later_word_of_the_doer_waits_again(
    ward: Ward, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    explain(by=ward.viewer(AN), task=task, text="Mưa ngập.")
    for found in (Finding(2, 1, WHY), Finding(0, 0, WHY)):
        consider(by=ward.viewer(HEAD), task=ward.again(task), found=found)
    assert indices(ward) == (1, Fraction(1, 2), Fraction(3, 4))
    assert [row.pleaded for row in tasks_of(ward.id(AN), "2026-11")] == [False]
    monkeypatch.setenv("THENCHOT_TODAY", "2026-11-21")
    explain(by=ward.viewer(AN), task=ward.again(task), text="Mưa ngập hai ngày, có xác nhận của trạm bơm.")
    assert [row.pleaded for row in tasks_of(ward.id(AN), "2026-11")] == [True]


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (Finding(3, 0, WHY), "workplan.too_many_excused"),
        (Finding(0, 2, WHY), "workplan.too_many_excused"),
        (Finding(-1, 0, WHY), "workplan.negative_count"),
        (Finding(2, 1, "  "), "workplan.cause_reason"),
        (Finding(0, 0, ""), "workplan.cause_reason"),
    ],
)
def test_more_than_was_recorded_and_an_answer_without_a_reason_are_refused(
    ward: Ward, task: Task, refuses: Refuses, found: Finding, code: str
) -> None:
    assert refuses(consider, by=ward.viewer(HEAD), task=task, found=found) == code
    assert ward.again(task).cause == ""


def test_work_not_done_stays_in_the_assigned_total_whatever_its_cause(ward: Ward, refuses: Refuses) -> None:
    """Điều 14 khoản 2 điểm a knows no exception; the accepted cause ends the duty to explain."""
    done = ward.give("3")
    finish(by=ward.viewer(AN), task=done, done_on=date(2026, 11, 10))
    undone = ward.give("1")
    assert refuses(consider, by=ward.viewer(HEAD), task=ward.again(done), found=Finding(0, 0, WHY)) == "workplan.nothing_owed"
    for accepted, cause in ((False, "refused"), (True, "accepted")):
        consider(by=ward.viewer(HEAD), task=ward.again(undone), found=Finding(0, 0, WHY, undone=accepted))
        row = next(row for row in tasks_of(ward.id(AN), "2026-11") if row.id == undone.id)
        assert (row.cause, row.unexplained) == (cause, not accepted)
        assert indices(ward) == (Fraction(3, 4), Fraction(3, 4), Fraction(3, 4))
