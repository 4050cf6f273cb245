"""What comes in: once under its number, taken through the rooms' own actions, stuck with its reason, mended by a person."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.assessment.cast import (
    ADMIN,
    AN,
    AUDITOR,
    BINH,
    CHAIR,
    DIVISION_HEAD,
    GIANG,
    ORGANISER,
    OTHER_HEAD,
    STRANGER,
    Town,
    refused,
)
from thenchot.audit.models import Entry
from thenchot.audit.queries import history
from thenchot.connections.acting import acting
from thenchot.connections.models import Connection
from thenchot.evidence import refusals as facts
from thenchot.evidence.actions.withdraw_fact import withdraw_fact
from thenchot.evidence.models import Fact
from thenchot.intake import queries, refusals
from thenchot.intake.access import arrival_to_mend, connections_in_charge, require_intake
from thenchot.intake.actions.mend import drop, mend
from thenchot.intake.actions.receive import Brought, Received, receive
from thenchot.intake.actions.take import MOST_TRIES, take
from thenchot.intake.cells import LONGEST, names_of, tidy
from thenchot.intake.models import Arrival
from thenchot.lib import clock
from thenchot.lib.refusals import MISSING, Refusal
from thenchot.people.identity import Identity
from thenchot.workplan import refusals as plan
from thenchot.workplan.models import LockedPeriod, Task

DESK, FOLDER, PAPERS = "mot-cua", "thanh-tra", "van-ban"
COUNTS = {"kind": "one_stop_dossiers", "subject": AN, "month": "10/2026", "on_time": "120", "late": "3"}
FINDING = {
    "kind": "inspection_finding", "subject": AN, "day": "06/10/2026", "text": "Chậm trả lời kiến nghị",
    "document": "12/KL-TTr", "document_on": "20/10/2026",
}  # fmt: skip
WORK = {"content": "Trả lời đơn số 7", "unit": "BT-KT", "doer": AN, "deadline": "25/11/2026", "units": "1,5", "state": "assigned"}


def of(source: str) -> Connection:
    return Connection.objects.select_related("unit", "person").get(source=source)


def person(source: str) -> Identity:
    found = acting(of(source), clock.today())
    assert found is not None
    return found


def came(source: str, ref: str = "1", **cells: Any) -> Arrival:
    """What a source brought, written down and tried once."""
    kind = "task" if source == PAPERS else "fact"
    base = {DESK: COUNTS, FOLDER: FINDING, PAPERS: WORK}[source]
    receive(connection=of(source), brought=[Brought(ref, kind, {**base, **cells})])
    arrival = Arrival.objects.select_related("connection").get(source=source, ref=ref)
    take(by=person(source), arrival=arrival)
    return Arrival.objects.select_related("connection").get(id=arrival.id)


def task_of(arrival: Arrival) -> Task:
    return Task.objects.get(id=arrival.object_id or 0)


def why(arrival: Arrival) -> tuple[str, str]:
    return str(arrival.why["code"]), str(arrival.why["field"])


def test_counts_of_the_desk_become_a_fact_that_names_its_source_and_who_answers_for_it(town: Town) -> None:
    arrival = came(DESK)
    fact = Fact.objects.get()
    assert (arrival.state, arrival.object_kind, arrival.object_id, arrival.cells) == ("taken", "fact", fact.id, {})
    assert (fact.person_id, fact.period, fact.details) == (town.id(AN), "2026-10", {"on_time": "120", "late": "3"})
    assert (fact.source_code, fact.source_ref, fact.source) == ("one_stop", "1", "Văn phòng HĐND và UBND")
    line = Entry.objects.get(object_kind="fact", object_id=fact.id)
    assert line.actor == f"Phạm Trường Giang, qua kết nối Một cửa Bến Trúc ({GIANG})"
    (taken,) = history("arrival", arrival.id)
    assert (taken.action, taken.hash) == ("take", arrival.last_hash)


def test_the_same_twice_is_once_whether_in_one_lot_in_two_or_after_it_was_taken(town: Town) -> None:
    same = Brought("7", "fact", COUNTS)
    assert receive(connection=of(DESK), brought=[same, same]) == Received(new=1)
    assert receive(connection=of(DESK), brought=[same]) == Received(known=1)
    came(DESK, "7")
    came(DESK, "7")
    assert receive(connection=of(DESK), brought=[same, Brought("8", "fact", COUNTS)]) == Received(new=1, known=1)
    assert (Arrival.objects.count(), Fact.objects.count()) == (2, 1)


def test_an_arrival_is_taken_by_one_worker(town: Town) -> None:
    receive(connection=of(DESK), brought=[Brought("1", "fact", COUNTS)])
    one, other = (Arrival.objects.select_related("connection").get(ref="1") for _ in range(2))
    assert take(by=person(DESK), arrival=one)
    assert not take(by=person(DESK), arrival=other)
    assert Fact.objects.count() == 1


def test_what_breaks_in_the_middle_leaves_neither_the_fact_nor_the_mark_that_it_was_taken(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(connection=of(DESK), brought=[Brought("1", "fact", COUNTS)])
    arrival = Arrival.objects.select_related("connection").get()

    def stops(*_: object) -> None:
        assert Fact.objects.count() == 1
        raise KeyboardInterrupt

    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr("thenchot.intake.actions.take.settle", stops)
        take(by=person(DESK), arrival=arrival)
    assert (Fact.objects.count(), Arrival.objects.get().state) == (0, "waiting")


def test_figures_sent_anew_take_the_place_of_the_old_ones_with_a_reason_that_the_person_reads(town: Town) -> None:
    came(DESK)
    arrival = came(DESK, late="4")
    old, new = Fact.objects.order_by("id")
    assert (arrival.object_id, new.details["late"], new.withdrawn_at) == (new.id, "4", None)
    assert old.withdrawn_reason == "Nguồn Một cửa Bến Trúc gửi lại số 1 với số liệu mới."
    assert came(DESK).object_id == Fact.objects.filter(withdrawn_at=None).get().id  # back to the first figures


def test_a_matter_with_a_paper_is_not_taken_back_because_a_machine_says_so(town: Town) -> None:
    came(FOLDER)
    arrival = came(FOLDER, text="Chậm trả lời hai kiến nghị")
    assert (arrival.state, why(arrival)) == ("stuck", ("evidence.source_differs", "ref"))
    old = Fact.objects.get()
    assert old.withdrawn_at is None
    withdraw_fact(by=town.viewer(GIANG), fact=old, reason="Kết luận sửa số")
    mend(by=town.viewer(GIANG), arrival=arrival, cells=arrival.cells)
    assert Fact.objects.get(withdrawn_at=None).text == "Chậm trả lời hai kiến nghị"


@pytest.mark.parametrize(
    ("source", "cells", "code", "field"),
    [
        (DESK, {"subject": "9999"}, facts.SUBJECT_UNKNOWN.code, "subject"),
        (DESK, {"subject": STRANGER}, facts.SUBJECT_UNKNOWN.code, "subject"),
        (DESK, {"subject": GIANG}, facts.OWN_FACT.code, ""),
        (DESK, {"kind": "no_such_kind"}, facts.KIND_UNKNOWN.code, "kind"),
        (DESK, {"late": "ba"}, facts.FIGURE_BAD.code, "late"),
        (DESK, {"month": "13/2026"}, facts.MONTH_NEEDED.code, "period"),
        (FOLDER, {"day": "31/02/2026"}, facts.DAY_UNREADABLE.code, "happened_on"),
        (FOLDER, {"day": "25/12/2026"}, facts.DAY_TO_COME.code, ""),
        (FOLDER, {"name": "Tạ Thanh Bình"}, facts.NAME_DIFFERS.code, "name"),
        (FOLDER, {"kind": "public_duty_discipline"}, facts.KIND_UNKNOWN.code, "kind"),
        (PAPERS, {"content": " "}, refusals.CONTENT_NEEDED.code, "content"),
        (PAPERS, {"unit": "HL"}, refusals.UNIT_UNKNOWN.code, "unit"),
        (PAPERS, {"doer": STRANGER}, refusals.DOER_UNKNOWN.code, "doer"),
        (PAPERS, {"leader": "9999"}, refusals.DOER_UNKNOWN.code, "leader"),
        (PAPERS, {"units": ""}, refusals.UNITS_NEEDED.code, "units"),
        (PAPERS, {"units": "-1"}, refusals.UNITS_NEEDED.code, "units"),
        (PAPERS, {"units": "1e9"}, refusals.UNITS_NEEDED.code, "units"),
        (PAPERS, {"deadline": "mai"}, refusals.DAY_UNREADABLE.code, "deadline"),
        (PAPERS, {"period": "2026"}, refusals.PERIOD_UNREADABLE.code, "period"),
        (PAPERS, {"state": "xong"}, refusals.STATE_UNKNOWN.code, "state"),
        (PAPERS, {"state": "done"}, refusals.DONE_ON_NEEDED.code, "done_on"),
        (PAPERS, {"state": "done", "done_on": "25/12/2026"}, plan.NOT_YET.code, ""),
    ],
)  # fmt: skip
def test_what_is_wrong_sticks_with_its_reason_and_changes_nothing(
    town: Town, source: str, cells: dict[str, str], code: str, field: str
) -> None:
    before = (Fact.objects.count(), Task.objects.count())
    arrival = came(source, **cells)
    assert (arrival.state, why(arrival), arrival.next_at) == ("stuck", (code, field), None)
    refusal = queries.refusal_of(arrival)
    assert refusal is not None
    assert "{" not in refusal.sentence
    assert (Fact.objects.count(), Task.objects.count()) == before


def test_the_state_of_a_task_follows_the_software_each_change_once(town: Town) -> None:
    arrival = came(PAPERS, "CV-7")
    task = task_of(arrival)
    assert (task.doer_id, task.units, task.period, task.status) == (town.id(AN), Decimal("1.5"), "2026-11", "assigned")
    assert task.source == "Quản lý văn bản, số CV-7"
    steps = [
        ({"state": "late", "note": "Quá hạn", "new_deadline": "30/11/2026"}, ("assigned", 1, 0)),
        ({"state": "late", "note": "Quá hạn", "new_deadline": "30/11/2026"}, ("assigned", 1, 0)),
        ({"state": "done", "done_on": "20/11/2026", "result": "Văn bản 88"}, ("done", 1, 0)),
        ({"state": "returned", "note": "Thiếu căn cứ"}, ("assigned", 1, 1)),
        ({"state": "done", "done_on": "20/11/2026"}, ("done", 1, 1)),
    ]
    for cells, found in steps:
        assert came(PAPERS, "CV-7", **cells).object_id == task.id
        task.refresh_from_db()
        assert (task.status, task.latenesses, task.rejections) == found
    assert Task.objects.filter(source__startswith="Quản lý").count() == 1
    acts = [line.action for line in history("task", task.id)]
    assert acts == ["assign", "mark_late", "finish", "reject", "finish"]


def test_done_after_its_deadline_is_one_lateness_and_comes_in_one_message(town: Town) -> None:
    arrival = came(PAPERS, deadline="10/11/2026", state="done", done_on="18/11/2026")
    task = task_of(arrival)
    assert (task.status, task.latenesses, task.done_on) == ("done", 1, date(2026, 11, 18))


def test_what_people_changed_here_is_never_written_over(town: Town) -> None:
    task = task_of(came(PAPERS))
    Task.objects.filter(id=task.id).update(units=Decimal(4))
    arrival = came(PAPERS, state="done", done_on="20/11/2026", doer=BINH)
    assert (arrival.state, why(arrival)[0]) == ("stuck", refusals.TASK_DIFFERS.code)
    assert arrival.why["params"]["what"] == "người thực hiện, đơn vị quy đổi"
    task.refresh_from_db()
    assert (task.status, task.doer_id) == ("assigned", town.id(AN))
    mend(by=town.viewer(CHAIR), arrival=arrival, cells={**arrival.cells, "doer": AN, "units": "4"})
    task.refresh_from_db()
    assert task.status == "done"


def test_a_month_that_is_published_takes_no_more_work(town: Town) -> None:
    LockedPeriod.objects.create(person_id=town.id(AN), period="2026-11")
    arrival = came(PAPERS)
    assert why(arrival)[0] == plan.TASK_CLOSED.code


def test_what_somebody_else_stands_in_the_way_of_is_tried_again_later_and_later_and_then_waits_for_a_person(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed(*_: object) -> tuple[str, int]:
        raise plan.TASK_CHANGED()

    monkeypatch.setattr("thenchot.intake.actions.take.TAKERS", {"task": changed})
    arrival = came(PAPERS)
    waits = []
    while arrival.state == "waiting":
        assert arrival.next_at is not None
        waits.append(arrival.next_at - clock.now())
        assert queries.to_take(arrival.connection, clock.now()) == []
        assert queries.to_take(arrival.connection, arrival.next_at) == [arrival]
        take(by=person(PAPERS), arrival=arrival)
        arrival = Arrival.objects.select_related("connection").get(id=arrival.id)
    assert (arrival.state, arrival.tries, len(waits)) == ("stuck", MOST_TRIES, MOST_TRIES - 1)
    assert waits[0] <= timedelta(minutes=1) < waits[-1] <= timedelta(minutes=8)


def test_a_person_mends_and_it_is_taken_in_their_own_name(town: Town) -> None:
    arrival = came(FOLDER, subject="0O22")
    with refused(facts.SUBJECT_UNKNOWN, field="subject"):
        mend(by=town.viewer(GIANG), arrival=arrival, cells={**arrival.cells, "subject": "8888"})
    kept = Arrival.objects.select_related("connection").get(id=arrival.id)
    assert (kept.state, kept.cells["subject"], why(kept)) == ("stuck", "8888", (facts.SUBJECT_UNKNOWN.code, "subject"))
    with refused(refusals.CHANGED):
        mend(by=town.viewer(ORGANISER), arrival=arrival, cells=arrival.cells)
    mend(by=town.viewer(ORGANISER), arrival=kept, cells={**kept.cells, "subject": AN})
    assert Fact.objects.get().entered_by_id == town.id(ORGANISER)
    lines = list(history("arrival", arrival.id))
    assert [line.action for line in lines] == ["mend", "take"]
    assert lines[0].hash == lines[1].prev_hash
    kept.refresh_from_db()
    assert (kept.state, kept.cells, kept.last_hash) == ("taken", {}, lines[1].hash)
    with refused(refusals.NOT_STUCK):
        mend(by=town.viewer(ORGANISER), arrival=kept, cells={})


def test_what_is_dropped_stays_dropped_until_the_source_says_something_else(town: Town) -> None:
    arrival = came(FOLDER, subject="9999")
    with refused(refusals.REASON_NEEDED, field="reason"):
        drop(by=town.viewer(GIANG), arrival=arrival, reason=" ")
    drop(by=town.viewer(GIANG), arrival=arrival, reason="Người của đơn vị khác")
    arrival.refresh_from_db()
    assert (arrival.state, arrival.note) == ("dropped", "Người của đơn vị khác")
    assert [line.action for line in history("arrival", arrival.id)] == ["drop"]
    assert came(FOLDER, subject="9999").state == "dropped"
    with refused(refusals.NOT_STUCK):
        drop(by=town.viewer(GIANG), arrival=arrival, reason="x")
    assert came(FOLDER).state == "taken"


def test_a_source_mends_its_own_row_by_sending_it_again(town: Town) -> None:
    assert came(FOLDER, subject="9999").state == "stuck"
    assert came(FOLDER).state == "taken"
    assert Fact.objects.count() == 1


def sees(town: Town, code: str, arrival: Arrival) -> bool:
    try:
        return arrival_to_mend(town.viewer(code), arrival.id) == arrival
    except Refusal as refusal:
        assert refusal.status == MISSING
        return False


def test_who_sees_and_mends_what_came_in(town: Town) -> None:
    fact, task = came(DESK, subject="9999"), came(PAPERS, units="0")
    everybody = (GIANG, ORGANISER, CHAIR, DIVISION_HEAD, OTHER_HEAD, ADMIN, AUDITOR, AN)
    assert [code for code in everybody if sees(town, code, fact)] == [GIANG, ORGANISER]
    assert [code for code in everybody if sees(town, code, task)] == [CHAIR]
    assert [one.source for one in connections_in_charge(town.viewer(GIANG))] == [DESK, FOLDER]
    assert connections_in_charge(town.viewer(ADMIN)) == []
    with refused(refusals.NOT_FOUND):
        require_intake(town.viewer(ADMIN))
    mine = [(one.source, count) for one, count in queries.answered_for(town.viewer(GIANG))]
    assert (mine, queries.answered_for(town.viewer(ORGANISER)), queries.all_stuck()) == ([(DESK, 1), (FOLDER, 0)], [], 2)
    assert queries.stuck_in_charge(town.viewer(CHAIR)) == [task]


def test_how_each_connection_stands(town: Town) -> None:
    came(DESK)
    came(DESK, "2", subject="9999")
    receive(connection=of(DESK), brought=[Brought("3", "fact", COUNTS)])
    (desk, folder) = queries.standings(connections_in_charge(town.viewer(GIANG)))
    assert (desk.waiting, desk.stuck, desk.taken) == (1, 1, 1)
    assert desk.last is not None
    assert (folder.waiting, folder.stuck, folder.taken, folder.last) == (0, 0, 0, None)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"content": "  Việc  ", "secret": "x", "units": 2, "note": None}, {"content": "Việc", "units": "2"}),
        ({"content": "a" * 3000}, {"content": "a" * LONGEST}),
        ({"content": "a\x00b\x07c\nd"}, {"content": "abc\nd"}),
        ({"content": {"nested": 1}, "unit": ["BT"], "state": True}, {"state": "true"}),
    ],
)
def test_only_texts_of_known_names_are_kept(given: dict[str, object], kept: dict[str, str]) -> None:
    assert tidy("task", given) == kept


def test_the_names_of_a_fact_are_those_of_the_registers_rows_and_figures() -> None:
    names = names_of("fact")
    assert {"subject", "kind", "text", "document_on", "on_time", "late", "satisfied"} <= set(names)
    assert "ref" not in names
    assert len(names) == len(set(names))
