"""A wrong fact reported and answered (báo sai): who is told, what is refused, what the mended row makes of the score."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from tests.workplan.conftest import (
    AN,
    BINH,
    CHAIR,
    HEAD,
    OUTSIDER,
    PERIOD,
    SECRETARY,
    SETUP,
    START,
    TODAY,
    Ward,
)
from thenchot.audit.models import Entry
from thenchot.audit.queries import history
from thenchot.lib.refusals import Refusal
from thenchot.notices.models import Notice
from thenchot.notices.queries import recent
from thenchot.people.actions.enrol import PostRow, enrol
from thenchot.people.models import Appointment, Person
from thenchot.rules.score import ratios
from thenchot.workplan.access import assigner_of, own_task, task_to_assess, unit_to_plan
from thenchot.workplan.actions.amend import Amendment, amend, keep
from thenchot.workplan.actions.consider import Finding, consider
from thenchot.workplan.actions.lock import lock_period
from thenchot.workplan.actions.report import hand_back
from thenchot.workplan.actions.report_wrong import report_wrong
from thenchot.workplan.models import Task
from thenchot.workplan.queries import WRONGS, reports_among, tasks_of
from thenchot.workplan.workloads import sums_of

Refuses = Callable[..., str]
DUE = date(2026, 11, 15)


@pytest.fixture
def late(ward: Ward) -> Task:
    """A task of An, done a day late and returned once, one lateness excused."""
    return ward.give(
        status="done", done_on=date(2026, 11, 16), rejections=1, latenesses=2, latenesses_excused=1
    )


def say(ward: Ward, task: Task, kind: str = "dates", text: str = "Xong ngày 14/11.") -> Task:
    report_wrong(by=ward.viewer(AN), task=ward.again(task), kind=kind, text=text)
    return ward.again(task)


def as_is(task: Task, **change: Any) -> Amendment:
    found = Amendment(
        task.units, task.deadline, task.done_on, task.rejections, task.latenesses, task.doer_id or 0
    )
    return replace(found, **change)


def footprint(task: Task) -> tuple[object, ...]:
    return (
        *Task.objects.filter(id=task.id).values_list().get(),
        Entry.objects.count(),
        Notice.objects.count(),
    )


@pytest.mark.parametrize("kind", WRONGS)
def test_a_report_changes_no_fact_and_waits_for_its_answer(ward: Ward, late: Task, kind: str) -> None:
    before = ward.load()
    task = say(ward, late, kind, "  Đúng ra: là ngày 14/11.  ")
    report = reports_among([task.id])[task.id]
    assert (report.kind, report.text) == (kind, "Đúng ra: là ngày 14/11.")
    assert [row.reported for row in tasks_of(ward.id(AN), PERIOD)] == [True]
    assert ward.load() == before


@pytest.mark.parametrize(
    ("kind", "text", "field"),
    [("", "Sai", "kind"), ("all", "Sai", "kind"), ("dates", "", "text"), ("dates", " \n", "text")],
)
def test_a_report_says_which_fact_and_what_is_right(
    ward: Ward, late: Task, kind: str, text: str, field: str
) -> None:
    before = footprint(late)
    with pytest.raises(Refusal) as caught:
        say(ward, late, kind, text)
    assert (caught.value.code, caught.value.field, caught.value.status) == (
        "workplan.report_needed",
        field,
        422,
    )
    assert footprint(late) == before


@pytest.mark.parametrize("status", ["split", "claimed", "declined"])
def test_only_what_counts_is_reported(ward: Ward, refuses: Refuses, status: str) -> None:
    task = ward.give(status=status)
    given = {"by": ward.viewer(AN), "task": task, "kind": "dates", "text": "Sai"}
    assert refuses(report_wrong, **given) == "workplan.not_reportable"


@pytest.mark.parametrize("status", ["assigned", "done", "handed_back"])
def test_every_row_that_counts_may_be_reported(ward: Ward, status: str) -> None:
    assert reports_among([say(ward, ward.give(status=status)).id])


def test_a_very_long_report_is_kept_to_its_bound(ward: Ward, late: Task) -> None:
    task = say(ward, late, text="Sai ngày. " * 200)
    assert len(reports_among([task.id])[task.id].text) == 500


def test_one_report_waits_at_a_time_and_after_its_answer_there_may_be_another(
    ward: Ward, late: Task, refuses: Refuses
) -> None:
    task = say(ward, late)
    again: dict[str, Any] = {"by": ward.viewer(AN), "task": task, "kind": "units", "text": "2 đơn vị"}
    assert refuses(report_wrong, **again) == "workplan.already_reported"
    keep(by=ward.viewer(HEAD), task=task, note="Sổ ghi ngày 16")
    report_wrong(**again | {"task": ward.again(task)})
    assert reports_among([task.id])[task.id].kind == "units"


def test_with_nobody_to_ask_the_doer_is_told_where_to_turn(ward: Ward, late: Task, refuses: Refuses) -> None:
    Appointment.objects.filter(rank="head").delete()
    given = {"by": ward.viewer(AN), "task": late, "kind": "dates", "text": "Sai"}
    before = footprint(late)
    assert refuses(report_wrong, **given) == "workplan.nobody_to_mend"
    assert footprint(late) == before


# --- whom a report goes to: the leader on the row, else the nearest head who is not its doer (Điều 18 khoản 1 điểm a) ---


@pytest.mark.parametrize(
    ("doer", "leader", "asked"),
    [
        (AN, CHAIR, CHAIR),
        (AN, "", HEAD),
        (AN, AN, HEAD),
        (HEAD, "", CHAIR),
        (HEAD, HEAD, CHAIR),
        (CHAIR, "", None),
    ],
)
def test_a_report_goes_to_who_gave_the_work(ward: Ward, doer: str, leader: str, asked: str | None) -> None:
    unit = Person.objects.get(staff_code=doer).appointments.get().unit_id
    task = ward.give(doer=doer, leader_id=ward.id(leader) if leader else None)
    Task.objects.filter(id=task.id).update(unit=unit)
    found = assigner_of(ward.again(task), TODAY)
    assert found == (ward.id(asked) if asked else None)


def test_of_two_heads_of_a_unit_each_bloc_has_its_own(ward: Ward) -> None:
    enrol(
        by=SETUP,
        rows=[
            PostRow(
                "07", "Mai Hạnh", "BT", "Chuyên viên", "staff", "cong_chuc", bloc="dang", valid_from=START
            )
        ],
    )
    place = Person.objects.get(staff_code="07").appointments.get().unit_id
    for doer, head in (("07", SECRETARY), (SECRETARY, None)):
        task = ward.give(doer=doer)
        Task.objects.filter(id=task.id).update(unit=place)
        assert assigner_of(ward.again(task), TODAY) == (ward.id(head) if head else None)


def test_who_is_asked_reads_the_words_of_the_doer(ward: Ward, late: Task) -> None:
    say(ward, late, text="Xong <b>ngày 14</b>")
    (told,) = recent(ward.id(HEAD))
    assert (told.kind, told.link) == ("wrong_reported", f"/ke-hoach/viec/{late.id}")
    assert told.params == {"by": "Hồ Hữu An", "task": "Tờ trình", "note": "Xong <b>ngày 14</b>"}


# --- the answer ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"units": Decimal(0)}, "workplan.no_units"), ({"units": Decimal(-1)}, "workplan.no_units"),
        ({"done_on": date(2026, 11, 21)}, "workplan.not_yet"), ({"rejections": -1}, "workplan.negative_count"),
        ({"latenesses": -1}, "workplan.negative_count"), ({}, "workplan.nothing_amended"),
        ({"units": Decimal("4.0000")}, "workplan.nothing_amended"),
        ({"units": Decimal(100_000_000)}, "workplan.too_much"), ({"rejections": 1000}, "workplan.too_much"),
        ({"latenesses": 999_999_999}, "workplan.too_much"),
    ],
)  # fmt: skip
def test_an_answer_gives_facts_that_can_be_and_differ(
    ward: Ward, late: Task, change: dict[str, Any], code: str
) -> None:
    task = say(ward, late)
    before = footprint(task)
    with pytest.raises(Refusal, match=code.replace(".", r"\.")):
        amend(by=ward.viewer(HEAD), task=task, given=as_is(task, **change), note="Đã đối chiếu")
    assert footprint(task) == before


@pytest.mark.parametrize("note", ["", "  \n"])
def test_neither_answer_is_given_without_its_ground(ward: Ward, late: Task, note: str) -> None:
    task = say(ward, late)
    before = footprint(task)
    with pytest.raises(Refusal, match=r"workplan\.answer_needed"):
        amend(by=ward.viewer(HEAD), task=task, given=as_is(task, latenesses=0), note=note)
    with pytest.raises(Refusal, match=r"workplan\.answer_needed"):
        keep(by=ward.viewer(HEAD), task=task, note=note)
    assert footprint(task) == before


def test_what_nobody_reported_is_not_amended(ward: Ward, late: Task, refuses: Refuses) -> None:
    given = {"by": ward.viewer(HEAD), "task": late, "note": "Đã đối chiếu"}
    assert refuses(amend, given=as_is(late, latenesses=0), **given) == "workplan.not_reported"
    assert refuses(keep, **given) == "workplan.not_reported"
    assert ward.again(late).version == 1


def test_the_mended_facts_make_the_score_anew(ward: Ward, late: Task) -> None:
    """Điều 14 khoản 2: one rejection and one lateness not excused take a quarter each; mended, only what is left counts."""
    load = ward.load()
    before = ratios(load.assigned, load.items)
    assert before is not None
    assert (before.a, before.b, before.c) == (1, Fraction(3, 4), Fraction(3, 4))
    task = say(ward, late)
    amend(
        by=ward.viewer(HEAD), task=task, given=as_is(task, rejections=0, latenesses=1), note="Đã đối chiếu sổ"
    )
    load = ward.load()
    after = ratios(load.assigned, load.items)
    assert after is not None
    assert (after.a, after.b, after.c) == (1, 1, 1)


@pytest.mark.parametrize(("latenesses", "excused"), [(0, 0), (1, 1), (2, 1), (5, 1)])
def test_an_objective_cause_accepted_before_stays_within_the_new_count(
    ward: Ward, late: Task, latenesses: int, excused: int
) -> None:
    task = say(ward, late)
    change = {"latenesses": latenesses, "rejections": 0}
    amend(by=ward.viewer(HEAD), task=task, given=as_is(task, **change), note="Đã đối chiếu")
    found = ward.again(task)
    assert (found.latenesses, found.latenesses_excused, found.rejections_excused) == (latenesses, excused, 0)


def test_the_trail_names_only_what_differs_and_the_doer_is_told(ward: Ward, late: Task) -> None:
    task = say(ward, late)
    amend(by=ward.viewer(HEAD), task=task, given=as_is(task, units=Decimal("1.5")), note=" Đã đối chiếu ")
    line = history("task", task.id).last()
    assert line is not None
    assert (line.action, line.hash) == ("amend", ward.again(task).last_hash)
    assert '"units":"1.5"' in line.payload
    assert "deadline" not in line.payload
    (told,) = recent(ward.id(AN))
    assert (told.kind, told.params, told.link) == (
        "wrong_answered", {"task": "Tờ trình", "note": "Đã đối chiếu"}, f"/ke-hoach/{PERIOD}",
    )  # fmt: skip
    assert reports_among([task.id]) == {}


def test_a_row_that_is_somebody_elses_moves_with_its_score(ward: Ward, late: Task) -> None:
    task = say(ward, late, "not_mine")
    amend(by=ward.viewer(HEAD), task=task, given=as_is(task, doer_id=ward.id(BINH)), note="Giao nhầm người")
    assert (ward.load(AN).assigned, ward.load(BINH).assigned) == (0, 4)


def test_neither_the_old_nor_the_new_doers_published_month_is_changed(
    ward: Ward, late: Task, refuses: Refuses
) -> None:
    task = say(ward, late, "not_mine")
    given = {
        "by": ward.viewer(HEAD),
        "task": task,
        "note": "Giao nhầm",
        "given": as_is(task, doer_id=ward.id(BINH)),
    }
    before = footprint(task)
    for code in (BINH, AN):
        lock_period(period=PERIOD, people=Person.objects.filter(staff_code=code).values("id"))
        assert refuses(amend, **given) == "workplan.closed"
    assert refuses(keep, by=ward.viewer(HEAD), task=task, note="Giữ") == "workplan.closed"
    assert footprint(task) == before


def test_an_answer_on_an_older_version_is_a_conflict(ward: Ward, late: Task, refuses: Refuses) -> None:
    task = say(ward, late)
    consider(by=ward.viewer(HEAD), task=task, found=Finding(1, 1, "Mưa lớn"))
    before = footprint(task)
    given = {"by": ward.viewer(HEAD), "task": task, "note": "Đã đối chiếu"}
    assert refuses(amend, given=as_is(task, latenesses=0), **given) == "workplan.changed"
    assert refuses(keep, **given) == "workplan.changed"
    assert footprint(task) == before


def test_handing_the_work_to_another_answers_the_report_too(ward: Ward) -> None:
    task = say(ward, ward.give(), "not_mine", "Việc này giao cho Bình.")
    hand_back(by=ward.viewer(HEAD), task=task, to_id=ward.id(BINH))
    assert reports_among([task.id]) == {}


def test_reports_of_many_rows_are_read_together_each_with_its_own_answer(ward: Ward) -> None:
    tasks = [ward.give() for _ in range(4)]
    for task in tasks[:3]:
        say(ward, task, text=f"Sai ở việc {task.id}")
    keep(by=ward.viewer(HEAD), task=ward.again(tasks[1]), note="Đúng rồi")
    found = reports_among([task.id for task in tasks])
    assert {number: report.text for number, report in found.items()} == {
        task.id: f"Sai ở việc {task.id}" for task in (tasks[0], tasks[2])
    }
    assert reports_among([]) == {}
    assert [row.reported for row in sorted(tasks_of(ward.id(AN), PERIOD), key=lambda row: row.id)] == [
        True,
        False,
        True,
        False,
    ]


# --- whose a task is ----------------------------------------------------------------------------------------------------


def status(ask: Callable[[], object]) -> int:
    try:
        ask()
    except Refusal as refusal:
        return refusal.status
    return 200


@pytest.mark.parametrize(
    ("code", "assesses", "owns"),
    [
        (AN, 403, 200),
        (HEAD, 200, 404),
        (CHAIR, 200, 404),
        (SECRETARY, 200, 404),
        (BINH, 404, 404),
        (OUTSIDER, 404, 404),
    ],
)
def test_a_task_is_assessed_by_who_leads_and_reported_by_who_does_it(
    ward: Ward, code: str, assesses: int, owns: int
) -> None:
    task = ward.give()
    assert status(lambda: task_to_assess(ward.viewer(code), task.id)) == assesses
    assert status(lambda: own_task(ward.viewer(code), task.id)) == owns
    assert (
        status(lambda: task_to_assess(ward.viewer(code), 10_000))
        == status(lambda: own_task(ward.viewer(code), 0))
        == 404
    )


def test_the_leader_named_on_a_task_assesses_it_from_anywhere(ward: Ward) -> None:
    task = ward.give(leader_id=ward.id(OUTSIDER))
    assert status(lambda: task_to_assess(ward.viewer(OUTSIDER), task.id)) == 200


@pytest.mark.parametrize(("code", "expected"), [(HEAD, 200), (CHAIR, 200), (AN, 403), (OUTSIDER, 404)])
def test_a_plan_is_given_by_the_head_and_heads_above(ward: Ward, code: str, expected: int) -> None:
    assert status(lambda: unit_to_plan(ward.viewer(code), ward.unit_id)) == expected
    assert status(lambda: unit_to_plan(ward.viewer(code), 10_000)) == 404


# --- the whole period summed in the database ----------------------------------------------------------------------------


ROWS: list[dict[str, Any]] = [
    {"units": "4", "status": "done"}, {"units": "0.0001"}, {"units": "12345678.9999", "status": "done"},
    {"units": "2.5", "status": "done", "rejections": 3, "latenesses": 9},
    {"units": "3", "origin": "unplanned", "status": "done"},
    {"units": "1.25", "status": "done", "rejections": 6, "rejections_excused": 1, "latenesses": 4, "latenesses_excused": 2},
    {"units": "7", "status": "handed_back"}, {"units": "9", "status": "split"}, {"units": "5", "status": "claimed"},
    {"units": "6", "origin": "taken_over"}, {"units": "8", "period": "2026-10"}, {"units": "8", "status": "declined"},
]  # fmt: skip


def test_sums_made_by_the_database_are_those_of_the_rows_one_by_one(ward: Ward) -> None:
    """Điều 14, Điều 18 khoản 1: the set-based road and the single one give the same ratios to the last digit."""
    for number, given in enumerate(ROWS):
        ward.give(doer=(AN, BINH)[number % 3 == 2], **given)
    summed = {sums.doer_id: sums for sums in sums_of(PERIOD)}
    assert list(summed) == sorted([ward.id(AN), ward.id(BINH)])
    for code in (AN, BINH):
        load, sums = ward.load(code), summed[ward.id(code)]
        assert Fraction(sums.assigned, 10_000) == load.assigned
        found = ratios(Fraction(1), load.items)
        assert found is not None
        assert found.a == Fraction(sums.quantity, 10_000)
        assert (found.b, found.c) == (Fraction(sums.quality, 40_000), Fraction(sums.progress, 40_000))


def test_a_period_without_rows_has_no_sums(ward: Ward) -> None:
    ward.give(status="split")
    assert list(sums_of(PERIOD)) == list(sums_of("2030-01")) == []
