"""Rows laid beside a table: whichever side moved is told from the other, and where both did, somebody chooses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.people.models import Person
from thenchot.workplan.comparing import Beside, Compared, compare, picture_of
from thenchot.workplan.incoming import COLUMNS, Incoming, mark
from thenchot.workplan.models import PlanTable, Task
from thenchot.workplan.names import Doer, Named, Names

VINH, HA, AN, BINH = (
    Person(id=at, full_name=name, staff_code=f"BT-{at}")
    for at, name in enumerate(("Trịnh Quang Vĩnh", "Ngô Thanh Hà", "Hồ Hữu An", "Tạ Thanh Bình"), start=1)
)
UNIT = Named(7, "Phòng Kinh tế, Hạ tầng", unit=True)
NAMES = Names(
    [Named(one.id, one.full_name, one.staff_code) for one in (VINH, HA)],
    [Named(one.id, one.full_name, one.staff_code) for one in (AN, BINH)],
    [UNIT],
)
FIRST = {
    "content": "Tờ trình",
    "leader": "Trịnh Quang Vĩnh",
    "doer": "Hồ Hữu An",
    "deadline": "2026-11-15",
    "result": "",
}
OTHER = {
    "content": "Báo cáo",
    "leader": "Ngô Thanh Hà",
    "doer": "Tạ Thanh Bình",
    "deadline": "2026-11-25",
    "result": "Đạt",
}
THIRD = {"content": "Đề án", "leader": "", "doer": UNIT.name, "deadline": "", "result": "Chưa rõ"}
ALL = (FIRST, OTHER, THIRD)


def task_of(cells: dict[str, str], **other: Any) -> Task:
    """A row of the table as these cells say it."""
    people = {one.full_name: one for one in (VINH, HA, AN, BINH)}
    values: dict[str, Any] = {
        "id": 12, "version": 3, "status": "drafted", "content": cells["content"], "result": cells["result"],
        "leader": people.get(cells["leader"]), "doer": people.get(cells["doer"]),
        "doer_unit_id": UNIT.number if cells["doer"] == UNIT.name else None,
        "deadline": date.fromisoformat(cells["deadline"]) if cells["deadline"] else None,
    }  # fmt: skip
    return Task(**values | other)


def beside(
    *tasks: Task, state: str = "draft", heads: bool = True, closed: frozenset[int] = frozenset()
) -> Beside:
    table = PlanTable(id=1, unit_id=7, period="2026-11", state=state)
    return Beside(table, {task.id: task for task in tasks}, {7: UNIT.name}, NAMES, heads, closed)


def exported(cells: dict[str, str], edited: dict[str, str] | None = None, **other: Any) -> Incoming:
    """The row as it was taken away, with what was edited in the file since."""
    base = tuple(mark(cells[column]) for column in COLUMNS)
    return Incoming(2, "Biểu ngang", {**cells, **(edited or {})}, task_id=12, base=base, **other)


def one(row: Incoming, against: Beside) -> Compared:
    (found,) = compare([row], against)
    return found


@given(st.sampled_from(ALL), st.dictionaries(st.sampled_from(COLUMNS), st.sampled_from(ALL)),
       st.dictionaries(st.sampled_from(COLUMNS), st.sampled_from(ALL)), st.sampled_from(["", "file", "stored"]))  # fmt: skip
def test_of_every_cell_the_side_that_moved_stands_and_both_moving_is_a_conflict(
    base: dict[str, str], in_file: dict[str, dict[str, str]], in_table: dict[str, dict[str, str]], choice: str
) -> None:
    theirs = {**base, **{column: cells[column] for column, cells in in_file.items()}}
    now = {**base, **{column: cells[column] for column, cells in in_table.items()}}
    found = one(exported(base, theirs, choice=choice), beside(task_of(now)))
    moved = [c for c in COLUMNS if theirs[c] != base[c] and theirs[c] != now[c]]
    both = [c for c in moved if now[c] != base[c]]
    stays = [c for c in moved if not (choice == "stored" and c in both)]
    assert [side.column for side in found.sides] == stays
    assert found.kind == ("conflict" if both and not choice else "change" if stays else "same")
    words = {c: theirs[c] if c in stays else now[c] for c in COLUMNS}
    assert dict(found.words) == words
    assert found.meant.content == words["content"]
    assert found.meant.deadline == (date.fromisoformat(words["deadline"]) if words["deadline"] else None)
    assert [side.column for side in found.sides if side.clash] == ([] if choice == "stored" else both)


def test_a_row_taken_away_and_brought_back_untouched_changes_nothing() -> None:
    gone = task_of(FIRST, leader=Person(id=99, full_name="Người đã chuyển đi"))
    cells = FIRST | {"leader": "Người đã chuyển đi"}
    found = one(exported(cells), beside(gone))
    assert (found.kind, found.wrong) == ("same", {}), (
        "a name that is offered no more is asked for only where it was edited"
    )


def test_a_cell_written_otherwise_that_means_the_same_is_no_change() -> None:
    edited = {"leader": "đ/c trinh quang vinh", "deadline": "15/11", "content": "Tờ trình"}
    assert one(exported(FIRST, edited), beside(task_of(FIRST))).kind == "same"


def test_a_row_of_ones_own_is_new_unless_the_table_or_the_file_has_it() -> None:
    new = Incoming(3, "", OTHER)
    twin = Incoming(4, "", OTHER | {"content": "báo cáo", "leader": ""})
    there = Incoming(5, "", FIRST | {"result": "khác"})
    found = compare([new, twin, there], beside(task_of(FIRST)))
    assert [(c.kind, [note.code for note in c.notes]) for c in found] == [
        ("new", []), ("same", ["workplan.row_there"]), ("same", ["workplan.row_there"]),
    ]  # fmt: skip
    assert found[0].meant.doer == Doer(BINH.id)


def test_a_row_that_was_dropped_may_come_again() -> None:
    assert one(Incoming(3, "", FIRST), beside(task_of(FIRST, status="dropped"))).kind == "new"


def test_a_row_copied_in_the_file_or_taken_from_another_table_becomes_a_new_one() -> None:
    copied = replace(exported(FIRST, {"content": "Tờ trình đợt 2"}), row=9)
    first, second = compare([exported(FIRST), copied], beside(task_of(FIRST)))
    assert (first.kind, second.kind, [note.code for note in second.notes]) == (
        "same",
        "new",
        ["workplan.row_copied"],
    )
    assert "dòng 2" in second.notes[0].sentence
    elsewhere = one(exported(FIRST), beside())
    assert (elsewhere.kind, [note.code for note in elsewhere.notes]) == ("new", ["workplan.row_elsewhere"])


CHANGED = {"result": "Đã trình"}


@pytest.mark.parametrize(
    ("task", "against", "where", "code"),
    [
        ({"status": "done"}, {}, "", "workplan.row_done"), ({"status": "split"}, {}, "", "workplan.row_gone"),
        ({"status": "handed_back"}, {}, "", "workplan.row_gone"), ({"status": "dropped"}, {}, "", "workplan.row_gone"),
        ({"status": "assigned"}, {"heads": False, "state": "approved"}, "", "workplan.row_of_head"),
        ({}, {"closed": frozenset({AN.id})}, "", "workplan.closed"),
    ],
)  # fmt: skip
def test_what_a_file_may_not_change_is_said_and_left_alone_is_no_trouble(
    task: dict[str, Any], against: dict[str, Any], where: str, code: str
) -> None:
    place = beside(task_of(FIRST, **task), **against)
    found = one(exported(FIRST, CHANGED), place)
    assert (found.kind, {at: why.code for at, why in found.wrong.items()}) == ("wrong", {where: code})
    assert one(exported(FIRST), place).kind == "same"
    assert one(exported(FIRST, CHANGED, skip=True), place).kind == "skipped"


def test_given_work_takes_another_day_from_its_head_and_no_other_doer() -> None:
    place = beside(task_of(FIRST, status="assigned"), state="locked")
    later = one(exported(FIRST, {"deadline": "28/11"}), place)
    assert (later.kind, later.given) == ("change", True)
    moved = one(exported(FIRST, {"doer": "Tạ Thanh Bình"}), place)
    assert {at: why.code for at, why in moved.wrong.items()} == {"doer": "workplan.doer_kept"}
    nobody = task_of(FIRST | {"doer": ""}, status="assigned")
    assert one(exported(FIRST | {"doer": ""}, {"doer": "Tạ Thanh Bình"}), beside(nobody)).kind == "change"


def test_after_the_approval_only_the_head_adds_rows() -> None:
    row = Incoming(2, "", OTHER)
    assert one(row, beside(state="approved")).kind == "new"
    assert one(row, beside(state="approved", heads=False)).wrong[""].code == "workplan.row_of_head"
    assert one(row, beside(heads=False)).kind == "new"
    assert one(row, beside(closed=frozenset({BINH.id}))).wrong["doer"].code == "workplan.closed"


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"content": ""}, "content", "workplan.no_content"), ({"content": "x" * 501}, "content", "workplan.too_long"),
        ({"result": "x" * 501}, "result", "workplan.too_long"), ({"leader": "Ai đó"}, "leader", "workplan.name_unknown"),
        ({"doer": "Ai đó"}, "doer", "workplan.name_unknown"), ({"deadline": "31/02"}, "deadline", "workplan.day_unread"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named_at_its_column_and_the_others_are_read(
    cells: dict[str, str], column: str, code: str
) -> None:
    found = one(Incoming(2, "", OTHER | cells), beside())
    assert (found.kind, {at: why.code for at, why in found.wrong.items()}) == ("wrong", {column: code})
    assert (
        found.meant.content == (cells.get("content") if "content" not in found.wrong else "")
        or OTHER["content"]
    )


def test_what_could_not_be_read_is_wrong_until_it_is_mended() -> None:
    row = Incoming(2, "", OTHER, {"doer": ("workplan.row_there", {})})
    assert one(row, beside()).wrong["doer"].code == "workplan.row_there"
    assert one(row.mended({"doer": "Hồ Hữu An"}, skip=False, choice=""), beside()).meant.doer == Doer(AN.id)


def test_loose_words_for_the_deadline_are_noted_with_the_day_they_were_read_as() -> None:
    found = one(Incoming(2, "", OTHER | {"deadline": "trong tháng"}), beside())
    assert (found.kind, found.meant.deadline) == ("new", date(2026, 11, 30))
    assert "30/11/2026" in found.notes[0].sentence


def test_the_picture_changes_with_every_row_and_step_of_the_table() -> None:
    task = task_of(FIRST)
    seen = {
        picture_of(beside(task)), picture_of(beside()), picture_of(beside(task_of(FIRST, version=4))),
        picture_of(beside(task, state="approved")), picture_of(beside(task, task_of(FIRST, id=13))),
    }  # fmt: skip
    assert len(seen) == 5
    assert picture_of(beside(task_of(FIRST))) == picture_of(beside(task))
