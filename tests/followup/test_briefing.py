"""What a meeting looks at out of the plan, how it is prepared, and what its conclusion freezes and carries over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db.models import Max

from tests.workplan.conftest import AN, BINH, CHAIR, HEAD, OUTSIDER, TODAY, Ward
from thenchot.audit.models import Entry
from thenchot.followup.actions.conclude_briefing import conclude_briefing
from thenchot.followup.actions.prepare_briefing import Prepared, Sitting, prepare_briefing
from thenchot.followup.actions.raise_remedy import Weakness, raise_remedy
from thenchot.followup.content import Content
from thenchot.followup.models import Briefing
from thenchot.followup.queries import briefing as queries
from thenchot.followup.queries.briefing import briefing_of, carried_into, content_of, live, unfinished
from thenchot.followup.queries.offered import offered_at
from thenchot.lib import canonical
from thenchot.lib.refusals import Refusal
from thenchot.organisation.models import Unit
from thenchot.organisation.queries import UnitAt, unit_on
from thenchot.workplan.actions.carry_over import Carried
from thenchot.workplan.models import PlanTable, Task

LATER = date(2026, 12, 18)
Refuses = Callable[..., str]


def unit(ward: Ward, code: str = "BT-KT") -> UnitAt:
    found = unit_on(Unit.objects.get(code=code).id, TODAY)
    assert found is not None
    return found


def shown(ward: Ward, code: str = "BT-KT", period: str = "2026-11") -> Content:
    return live(unit(ward, code), period, "")


def whole(ward: Ward, **other: Any) -> Prepared:
    head = ward.id(HEAD)
    return replace(Prepared(TODAY, "Phòng họp", head, ward.id(AN), 5, "", "Diễn tập\n- Kiểm kê", "Thống nhất."), **other)


def prepare(ward: Ward, given: Prepared | None = None, kept: Briefing | None = None) -> Briefing:
    sitting = Sitting(unit(ward), "2026-11")
    prepare_briefing(by=ward.viewer(HEAD), sitting=sitting, given=given or whole(ward), briefing=kept)
    found = briefing_of(ward.unit_id, "2026-11")
    assert found is not None
    return found


def conclude(ward: Ward, kept: Briefing, *tasks: Task, day: date = LATER) -> list[int]:
    rows = [Carried(task, day) for task in tasks]
    return conclude_briefing(by=ward.viewer(HEAD), sitting=Sitting(unit(ward), "2026-11"), briefing=kept, carried=rows)


# --- what it looks at ----------------------------------------------------------------------------------------


def test_the_figures_count_given_work_and_what_of_it_was_late_is_overdue_or_was_not_planned(ward: Ward) -> None:
    ward.give(deadline=date(2026, 11, 10))
    ward.give("2", deadline=TODAY, origin="unplanned")
    ward.give("3", status="done", latenesses=1)
    ward.give("3.5", status="done", rejections=1, latenesses=1)
    ward.give("4", status="done")
    for status in ("drafted", "dropped", "claimed", "declined", "split", "handed_back"):
        ward.give("5", status=status)
    ward.give("6", period="2026-10")
    of = shown(ward).figures
    assert (of.total, of.done, of.late, of.running, of.overdue, of.unplanned) == (5, 3, 2, 2, 1, 1)


def test_key_work_is_the_largest_of_the_units_own_table_overdue_first_then_by_deadline(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "KEY", 3)
    small = ward.give("1", deadline=date(2026, 11, 5))
    late = ward.give("5", deadline=date(2026, 11, 18))
    done = ward.give("9", deadline=date(2026, 11, 2), status="done", result="Xong 12 hồ sơ")
    running = ward.give("7", deadline=date(2026, 11, 28))
    found = shown(ward)
    assert [row.task_id for row in found.key] == [late.id, done.id, running.id]
    assert small.id not in [row.task_id for row in found.key]
    assert [row.state for row in found.key] == ["overdue", "done", "running"]
    assert (found.key[1].result, found.key[1].deadline, found.own_table) == ("Xong 12 hồ sơ", "2026-11-02", True)


def test_a_unit_without_rows_of_its_own_reads_the_largest_of_the_units_below(ward: Ward) -> None:
    below = ward.give("5")
    found = shown(ward, "BT")
    assert ([row.task_id for row in found.key], found.own_table, found.figures.total) == ([below.id], False, 1)
    own = ward.give("1")
    Task.objects.filter(id=own.id).update(unit_id=unit(ward, "BT").id)
    found = shown(ward, "BT")
    assert ([row.task_id for row in found.key], found.own_table, found.figures.total) == ([own.id], True, 2)


def test_of_very_many_units_only_the_own_table_is_read(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    ward.give("5")
    monkeypatch.setattr(queries, "MOST_UNITS", 1)
    assert (shown(ward, "BT").figures.total, shown(ward).figures.total) == (0, 1)


def test_late_work_is_overdue_first_then_unexplained_then_by_deadline(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    explained = ward.give("1", deadline=date(2026, 11, 3), status="done", latenesses=1, explanation="Chờ số liệu.")
    silent = ward.give("2", deadline=date(2026, 11, 9), status="done", rejections=1)
    overdue = ward.give("3", deadline=date(2026, 11, 17))
    ward.give("4", deadline=date(2026, 11, 2), status="done")
    found = shown(ward)
    assert [row.task_id for row in found.late] == [overdue.id, silent.id, explained.id]
    assert [row.what for row in found.late] == [("overdue",), ("rejected",), ("late",)]
    assert (found.late[2].explanation, found.late[0].doer, found.late[0].unit) == (
        "Chờ số liệu.", "Hồ Hữu An", "Phòng Kinh tế",
    )  # fmt: skip
    monkeypatch.setattr(queries, "LATE", 2)
    cut = shown(ward)
    assert (len(cut.late), cut.later) == (2, 1)


def test_a_cause_that_was_accepted_is_said_unless_the_work_is_still_overdue(ward: Ward) -> None:
    ward.give("1", status="done", latenesses=2, latenesses_excused=2, deadline=date(2026, 11, 3))
    ward.give("2", status="done", latenesses=2, latenesses_excused=1, deadline=date(2026, 11, 4))
    ward.give("3", latenesses=1, latenesses_excused=1, deadline=date(2026, 11, 5))
    found = {row.deadline[-2:]: row.excused for row in shown(ward).late}
    assert found == {"03": True, "04": False, "05": False}


def test_the_next_month_shows_what_its_table_holds_already(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    ward.give("1", period="2026-12", deadline=date(2026, 12, 20), status="drafted")
    ward.give("2", period="2026-12", deadline=date(2026, 12, 5), doer=BINH)
    ward.give("3", period="2027-01", deadline=date(2027, 1, 5))
    assert [(row.doer, row.deadline) for row in shown(ward).ahead] == [
        ("Tạ Thanh Bình", "2026-12-05"), ("Hồ Hữu An", "2026-12-20"),
    ]  # fmt: skip
    monkeypatch.setattr(queries, "AHEAD", 1)
    assert len(shown(ward).ahead) == 1


def test_only_rows_that_do_not_go_on_yet_can_be_carried_over(ward: Ward) -> None:
    kept = prepare(ward)
    first, second = ward.give("1"), ward.give("2")
    ward.give("3", status="done")
    assert [row.id for row in unfinished(unit(ward), "2026-11")] == [first.id, second.id]
    conclude(ward, kept, first)
    assert [row.id for row in unfinished(unit(ward), "2026-11")] == [second.id]
    assert [(row.content, row.deadline) for row in carried_into(unit(ward), "2026-12")] == [("Tờ trình", "2026-12-18")]
    assert carried_into(unit(ward), "2026-11") == []
    Task.objects.filter(carried_from=first).update(status="dropped")
    assert carried_into(unit(ward), "2026-12") == []


# --- how it is prepared --------------------------------------------------------------------------------------


def test_what_is_typed_is_kept_trimmed_with_its_trail(ward: Ward) -> None:
    kept = prepare(ward, whole(ward, place="  Phòng họp tầng 2 " + "x" * 300, present=10**7, absent=" An, ốm \n"))
    assert (kept.place[:17], len(kept.place), kept.present, kept.absent) == ("Phòng họp tầng 2 ", 200, 9999, "An, ốm")
    acts = Entry.objects.filter(object_kind="briefing", object_id=kept.id)
    said = canonical.loads(acts.get().payload)
    assert (said["held_on"], said["unit"], said["period"]) == ("2026-11-20", ward.unit_id, "2026-11")
    again = prepare(ward, whole(ward, conclusion="Sửa kết luận"), kept)
    assert (again.conclusion, again.version) == ("Sửa kết luận", 2)
    assert again.last_hash == acts.latest("id").hash


def test_a_meeting_is_of_a_month_and_there_is_one_of_each(ward: Ward, refuses: Refuses) -> None:
    by, place = ward.viewer(HEAD), unit(ward)
    for period in ("2026-Q4", "2026"):
        given = {"sitting": Sitting(place, period), "given": Prepared(), "briefing": None}
        assert refuses(prepare_briefing, by=by, **given) == "followup.not_a_month"
    prepare(ward)
    again = {"sitting": Sitting(place, "2026-11"), "given": Prepared(), "briefing": None}
    assert refuses(prepare_briefing, by=by, **again) == "followup.briefing.changed"
    assert Briefing.objects.count() == 1


def test_a_leader_of_the_unit_or_above_chairs_and_one_of_its_people_writes(ward: Ward, refuses: Refuses) -> None:
    by, sitting = ward.viewer(HEAD), Sitting(unit(ward), "2026-11")
    an, chair, outsider = (ward.id(code) for code in (AN, CHAIR, OUTSIDER))
    for given in (
        Prepared(chair_id=an), Prepared(chair_id=outsider), Prepared(secretary_id=chair), Prepared(secretary_id=outsider)
    ):  # fmt: skip
        assert refuses(prepare_briefing, by=by, sitting=sitting, given=given, briefing=None) == "followup.stranger"
    prepare(ward, Prepared(chair_id=ward.id(CHAIR), secretary_id=ward.id(BINH)))


def test_the_form_offers_leaders_and_people_and_keeps_who_was_named(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = offered_at(unit(ward), TODAY, None)
    assert {number for number, _name in found.leaders} >= {ward.id(CHAIR), ward.id(HEAD)}
    assert {number for number, _name in found.people} == {ward.id(code) for code in (HEAD, AN, BINH)}
    kept = prepare(ward)
    Briefing.objects.filter(id=kept.id).update(secretary_id=ward.id(OUTSIDER))
    again = offered_at(unit(ward), TODAY, briefing_of(ward.unit_id, "2026-11"))
    assert again.people[0] == (ward.id(OUTSIDER), "Vi Thị Ngà")
    monkeypatch.setattr("thenchot.followup.queries.offered.MOST_PEOPLE", 2)
    of_the_body = offered_at(unit(ward, "BT"), TODAY, None)
    assert ward.id(HEAD) in dict(of_the_body.people)
    assert ward.id(AN) not in dict(of_the_body.people)


# --- what its conclusion does --------------------------------------------------------------------------------


def test_the_conclusion_freezes_what_stood_and_later_changes_are_not_in_it(ward: Ward) -> None:
    row = ward.give(deadline=date(2026, 11, 10))
    given = Weakness("Trễ hẹn", "Lập bảng kiểm", ward.id(AN), LATER)
    raise_remedy(by=ward.viewer(HEAD), sitting=Sitting(unit(ward), "2026-11"), given=given)
    before = live(unit(ward), "2026-11", "Diễn tập\n- Kiểm kê")
    kept = prepare(ward)
    conclude(ward, kept, row)
    ward.give("50", deadline=date(2026, 11, 2))
    frozen = briefing_of(ward.unit_id, "2026-11")
    content = content_of(unit(ward), "2026-11", frozen)
    assert replace(content, carried=()) == before
    assert content.attention == ("Diễn tập", "Kiểm kê")
    assert [(one.doer, one.deadline) for one in content.carried] == [("Hồ Hữu An", "2026-12-18")]
    act = Entry.objects.get(object_kind="briefing", action="conclude")
    assert frozen is not None
    assert canonical.loads(act.payload) == {
        "content": canonical.sha256(canonical.dumps(frozen.content)),
        "carried": [Task.objects.get(carried_from=row).id],
    }


def test_minutes_and_rows_that_go_on_are_kept_both_or_neither(ward: Ward) -> None:
    kept, first, second = prepare(ward), ward.give("1"), ward.give("2")
    last = Entry.objects.aggregate(last=Max("id"))["last"]
    Task.objects.filter(id=second.id).update(status="done")
    with pytest.raises(Refusal, match="not_unfinished"):
        conclude(ward, kept, first, second)
    again = briefing_of(ward.unit_id, "2026-11")
    assert again is not None
    assert (again.state, again.content, again.version) == ("prepared", None, kept.version)
    assert not Task.objects.filter(period="2026-12").exists()
    assert Entry.objects.aggregate(last=Max("id"))["last"] == last


def test_a_meeting_somebody_prepared_anew_meanwhile_is_not_concluded_and_nothing_goes_on(ward: Ward) -> None:
    kept, row = prepare(ward), ward.give()
    prepare(ward, whole(ward, conclusion="Bàn khác"), kept)
    with pytest.raises(Refusal, match=r"followup\.briefing\.changed"):
        conclude(ward, kept, row)
    assert not Task.objects.filter(carried_from=row).exists()


def test_a_concluded_meeting_takes_no_more_words_remedies_or_conclusions(ward: Ward, refuses: Refuses) -> None:
    conclude(ward, prepare(ward))
    done = briefing_of(ward.unit_id, "2026-11")
    sitting, by = Sitting(unit(ward), "2026-11"), ward.viewer(HEAD)
    given = Weakness("Trễ hẹn", "Lập bảng kiểm", ward.id(AN), LATER)
    assert [
        refuses(prepare_briefing, by=by, sitting=sitting, given=whole(ward), briefing=done),
        refuses(conclude_briefing, by=by, sitting=sitting, briefing=done),
        refuses(raise_remedy, by=by, sitting=sitting, given=given),
    ] == ["followup.concluded"] * 3
    assert raise_remedy(by=by, sitting=Sitting(unit(ward), "2026-12"), given=given)


@pytest.mark.parametrize(
    ("lacking", "field"),
    [
        ({"held_on": None}, "held_on"), ({"held_on": date(2026, 11, 21)}, "held_on"), ({"place": " "}, "place"),
        ({"chair_id": None}, "chair"), ({"secretary_id": None}, "secretary"), ({"present": 0}, "present"),
        ({"conclusion": ""}, "conclusion"),
    ],
)  # fmt: skip
def test_minutes_name_when_where_who_and_what_was_concluded(ward: Ward, lacking: dict[str, Any], field: str) -> None:
    kept = prepare(ward, whole(ward, **lacking))
    with pytest.raises(Refusal, match=r"followup\.briefing_incomplete") as refused:
        conclude(ward, kept)
    assert getattr(refused.value, "field", "") == field


def test_who_works_there_no_more_does_not_come_along(ward: Ward) -> None:
    kept, row = prepare(ward), ward.give(doer=OUTSIDER)
    PlanTable.objects.create(unit_id=ward.unit_id, period="2026-12")
    conclude(ward, kept, row)
    found = Task.objects.get(carried_from=row)
    assert (found.doer_id, found.status) == (None, "drafted")
