"""Rows on their way in at their edges: months' ends, spellings, two of a name, people published meanwhile, rows in any order."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workplan.test_comparing import (
    AN,
    BINH,
    FIRST,
    HA,
    NAMES,
    OTHER,
    THIRD,
    UNIT,
    VINH,
    beside,
    exported,
    one,
    task_of,
)
from thenchot.lib.periods import Period
from thenchot.lib.refusals import Refusal
from thenchot.workplan.comparing import LONGEST, compare, picture_of
from thenchot.workplan.incoming import (
    COLUMNS,
    Incoming,
    as_typed,
    day_meant,
    identified,
    identity,
    mark,
    tidy,
)
from thenchot.workplan.names import Doer, Named, Names

MONTHS = st.builds(
    lambda year, month: Period.parse(f"{year}-{month:02d}"), st.integers(2020, 2090), st.integers(1, 12)
)
QUARTERS = st.builds(lambda year, q: Period.parse(f"{year}-Q{q}"), st.integers(2020, 2090), st.integers(1, 4))
PERIODS = MONTHS | QUARTERS
BLANK = dict.fromkeys(COLUMNS, "")


def own(content: str = "Rà soát", row: int = 2, **cells: str) -> Incoming:
    """A row that was never taken out of a table."""
    return Incoming(row, "", {**BLANK, "content": content, **cells})


def codes(found: object) -> dict[str, str]:
    return {at: why.code for at, why in found.wrong.items()}  # type: ignore[attr-defined]


# Days in the words of plans.


@given(PERIODS, st.dates(date(1945, 1, 1), date(2100, 12, 31)), st.sampled_from("/.-"))
def test_a_whole_day_is_itself_in_whatever_month_it_is_written(
    period: Period, day: date, between: str
) -> None:
    typed = f"{day.day}{between}{day.month}{between}{day.year:04d}"
    assert day_meant(typed, period) == (day, False)
    assert day_meant(day.isoformat(), period) == (day, False), "as a workbook's date is kept while it waits"


@given(PERIODS, st.integers(1, 366))
def test_a_day_without_a_year_is_the_next_one_that_bears_it(period: Period, on: int) -> None:
    """On or after the first day of the period, and within the year that begins there."""
    day = period.first + timedelta(days=on - 1)
    if day >= period.first.replace(year=period.first.year + 1):
        return
    assert day_meant(f"{day.day}/{day.month}", period) == (day, False)


@given(MONTHS, st.integers(1, 31))
def test_a_day_alone_lies_in_the_month_or_is_none_of_it(period: Period, number: int) -> None:
    if number <= period.last.day:
        assert day_meant(f"ngày {number}", period) == (period.first.replace(day=number), False)
        return
    with pytest.raises(Refusal) as found:
        day_meant(f"ngày {number}", period)
    assert found.value.code == "workplan.day_unread", "the 31st of a shorter month is not moved to the 30th"


@pytest.mark.parametrize(
    ("period", "text", "day"),
    [
        ("2028-02", "29", date(2028, 2, 29)), ("2028-02", "cuối tháng", date(2028, 2, 29)),
        ("2027-02", "hết tháng 2", date(2027, 2, 28)), ("2026-12", "5/1", date(2027, 1, 5)),
        ("2026-12", "31/12", date(2026, 12, 31)), ("2027-Q1", "30", date(2027, 3, 30)),
        ("2027-Q1", "đến hết quý", date(2027, 3, 31)), ("2026-Q4", "Quý IV", None), ("2026-12", "05/13", None),
        ("2027-02", "29", None), ("2027-02", "29/2", None), ("2026-11", "25/11/26", None), ("2026-11", "-5", None),
    ],
)  # fmt: skip
def test_the_ends_of_months_quarters_and_years(period: str, text: str, day: date | None) -> None:
    try:
        found = day_meant(text, Period.parse(period))[0]
    except Refusal as refusal:
        assert refusal.code == "workplan.day_unread"
        found = None
    assert found == day


@pytest.mark.parametrize("text", ["trong tháng", "cuối tháng", "đến ngày 20/11", "Trước 20/11", "hằng tuần"])
def test_words_typed_on_a_mac_are_the_same_words(text: str) -> None:
    """Decomposed letters (NFD), as some systems send them."""
    november = Period.parse("2026-11")
    assert day_meant(unicodedata.normalize("NFD", text), november) == day_meant(text, november)


@given(st.dates(date(1945, 1, 1), date(2100, 12, 31)), PERIODS)
def test_a_day_shown_in_a_field_is_read_as_the_day_it_was(day: date, period: Period) -> None:
    shown = as_typed("deadline", day.isoformat())
    assert shown == f"{day:%d/%m}/{day.year:04d}"
    assert day_meant(shown, period) == (day, False)


def test_only_the_deadline_is_shown_otherwise_than_it_is_kept() -> None:
    assert as_typed("content", "2026-11-25") == "2026-11-25"
    assert as_typed("deadline", "trong tháng") == "trong tháng"


# Marks of exported rows.


@given(st.integers(1, 10**18 - 1), st.sampled_from((FIRST, OTHER, THIRD)), st.sampled_from(["", " ", "\n"]))
def test_a_mark_survives_blanks_around_it(number: int, cells: dict[str, str], around: str) -> None:
    assert identified(f"{around}{identity(number, cells)}{around}")[0] == number


@pytest.mark.parametrize("number", ["-12", "1e3", "12.5", "9" * 19, "x"])
def test_a_number_that_no_row_can_have_is_no_mark(number: str) -> None:
    """Nineteen nines are more than the database counts to."""
    assert identified(".".join((number, *(mark(text) for text in FIRST.values())))) == (0, ())


def test_the_mark_follows_the_order_of_the_columns_and_not_that_of_the_cells() -> None:
    assert identity(12, dict(reversed(FIRST.items()))) == identity(12, FIRST)
    swapped = {**FIRST, "content": FIRST["doer"], "doer": FIRST["content"]}
    assert identity(12, swapped) != identity(12, FIRST)


# Names.


TWINS = Names(
    [Named(1, "Trịnh Quang Vĩnh", "BT-1")],
    [Named(3, "Hồ Hữu An", "BT-3"), Named(4, "Tạ Thanh Bình", "BT-4"), Named(5, "Tạ Thanh Bình", "BT-5")],
    [Named(7, "Tổ 1", unit=True), Named(8, "Tổ 1", unit=True), Named(9, "Tổ 2", unit=True)],
)


def refused(text: str, names: Names = TWINS) -> str:
    with pytest.raises(Refusal) as found:
        names.doer(text)
    assert (found.value.field, text in found.value.sentence) == ("doer", True)
    return found.value.code


def test_of_two_units_of_one_name_none_is_guessed_with_or_without_a_person_before_it() -> None:
    assert refused("Tổ 1") == "workplan.name_ambiguous"
    assert refused("Hồ Hữu An, Tổ 1") == "workplan.name_ambiguous"
    assert TWINS.doer("Hồ Hữu An, Tổ 2") == Doer(3, 9)


def test_of_two_people_of_one_name_none_is_guessed_with_a_unit_behind_them() -> None:
    assert refused("Tạ Thanh Bình, Tổ 2") == "workplan.name_ambiguous"
    assert TWINS.doer("Tạ Thanh Bình (BT-5), Tổ 2") == Doer(5, 9)
    assert TWINS.doer("Tạ Thanh Bình (bt-5)") == Doer(5), "a code in small letters is the same code"


@pytest.mark.parametrize(
    ("between", "read"), [(", ", True), ("; ", True), (" - ", True), ("\n", True), (" · ", True), (" – ", True), (" / ", False)]
)  # fmt: skip
def test_a_person_and_their_unit_are_parted_as_plans_part_them(between: str, read: bool) -> None:
    text = f"Hồ Hữu An{between}{UNIT.name}"
    if read:
        assert NAMES.doer(text) == Doer(AN.id, UNIT.number)
    else:
        assert refused(text, NAMES) == "workplan.name_unknown"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Phòng Kinh tế, Hạ tầng; Hồ Hữu An", "workplan.doers_many"), ("Hồ Hữu An, Ai đó", "workplan.name_unknown"),
        ("Ai đó, Phòng Kinh tế, Hạ tầng", "workplan.name_unknown"), ("Hồ Hữu An, Hồ Hữu An", "workplan.doers_many"),
        ("Hồ Hữu An, Tạ Thanh Bình", "workplan.doers_many"), ("()", "workplan.name_unknown"), ("(BT-3)", "workplan.name_unknown"),
        (",", "workplan.name_unknown"), (";;;", "workplan.name_unknown"), ("Hồ Hữu", "workplan.name_unknown"),
        ("đ/c", "workplan.name_unknown"), ("đồng chí ", "workplan.name_unknown"), ("+", "workplan.name_unknown"),
    ],
)  # fmt: skip
def test_who_is_not_one_known_doer_is_nobody(text: str, code: str) -> None:
    assert refused(text, NAMES) == code


@given(st.text(max_size=30))
def test_rubbish_is_somebody_known_or_refused_and_never_a_crash(text: str) -> None:
    try:
        found = NAMES.doer(tidy(text))
    except Refusal as refusal:
        assert refusal.code in {"workplan.name_unknown", "workplan.doers_many", "workplan.name_ambiguous"}
    else:
        assert found == Doer() or found.person_id in {AN.id, BINH.id} or found.unit_id == UNIT.number


def test_a_leader_who_only_does_work_here_is_no_leader_and_the_other_way_round() -> None:
    with pytest.raises(Refusal) as found:
        NAMES.leader("Hồ Hữu An")
    assert (found.value.code, found.value.field) == ("workplan.name_unknown", "leader")
    assert refused("Ngô Thanh Hà", NAMES) == "workplan.name_unknown"
    assert NAMES.leader("Ngô Thanh Hà") == HA.id


def test_somebody_who_leads_and_works_here_is_one_person_without_a_code_beside_the_name() -> None:
    both = Names([Named(1, "Bạch Văn Tường", "BT-1")], [Named(1, "Bạch Văn Tường", "BT-1")], [])
    assert both.label(1, "Bạch Văn Tường") == "Bạch Văn Tường"
    assert both.leader("Bạch Văn Tường") == 1


def test_a_leader_and_a_doer_of_one_name_go_out_with_codes_that_tell_them_apart() -> None:
    alike = Names([Named(1, "Hồ Hữu An", "BT-1")], [Named(2, "Hồ Hữu An", "BT-2")], [])
    assert alike.label(2, "Hồ Hữu An") == "Hồ Hữu An (BT-2)"
    assert (alike.leader("Hồ Hữu An (BT-1)"), alike.doer("Hồ Hữu An (BT-2)")) == (1, Doer(2))
    assert alike.leader("Hồ Hữu An") == 1, "only one of them leads here"


# Rows beside the table.


def test_a_drafted_row_is_not_moved_to_somebody_whose_month_is_published() -> None:
    """Asked where the row is shown: at the save it would fail the whole import with all its rows."""
    place = beside(task_of(FIRST), closed=frozenset({BINH.id}))
    moved = one(exported(FIRST, {"doer": "Tạ Thanh Bình"}), place)
    assert (moved.kind, codes(moved)) == ("wrong", {"doer": "workplan.closed"})
    assert one(exported(FIRST, {"result": "Đạt"}), place).kind == "change", "its own doer's month is open"


def test_work_of_nobody_yet_is_not_given_to_somebody_whose_month_is_published() -> None:
    nobody = FIRST | {"doer": ""}
    place = beside(task_of(nobody, status="assigned"), closed=frozenset({AN.id}), state="approved")
    assert codes(one(exported(nobody, {"doer": "Hồ Hữu An"}), place)) == {"doer": "workplan.closed"}


@given(st.permutations([FIRST, OTHER, THIRD]), st.integers(1, 3))
def test_rows_of_a_file_come_in_once_however_often_and_in_whatever_order_they_stand(
    rows: list[dict[str, str]], times: int
) -> None:
    found = compare([Incoming(at, "", cells) for at, cells in enumerate(rows * times)], beside())
    assert [one.kind for one in found] == ["new"] * 3 + ["same"] * (3 * (times - 1))
    assert [one.at for one in found] == list(range(3 * times))


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({}, "same"), ({"content": "TỜ TRÌNH"}, "same"), ({"content": "to trinh"}, "same"), ({"leader": ""}, "same"),
        ({"result": "Khác"}, "same"), ({"deadline": "16/11"}, "new"), ({"deadline": ""}, "new"), ({"doer": ""}, "new"),
        ({"doer": "Tạ Thanh Bình"}, "new"), ({"content": "Tờ trình 2"}, "new"),
        ({"doer": "Hồ Hữu An, Phòng Kinh tế, Hạ tầng"}, "new"),
    ],
)  # fmt: skip
def test_a_twin_has_the_content_the_doer_and_the_day_and_nothing_else_in_common(
    cells: dict[str, str], kind: str
) -> None:
    assert one(Incoming(3, "", FIRST | cells), beside(task_of(FIRST))).kind == kind


@pytest.mark.parametrize("status", ["drafted", "assigned", "done"])
def test_what_stands_in_the_table_has_no_twin_whatever_became_of_it(status: str) -> None:
    assert one(Incoming(3, "", FIRST), beside(task_of(FIRST, status=status))).kind == "same"


@pytest.mark.parametrize("status", ["split", "handed_back", "dropped"])
def test_what_stands_there_no_more_may_be_brought_again(status: str) -> None:
    assert one(Incoming(3, "", FIRST), beside(task_of(FIRST, status=status))).kind == "new"


def test_a_row_left_out_neither_counts_as_the_first_nor_blocks_its_copy() -> None:
    copy = replace(exported(FIRST, {"result": "Đạt"}), row=9)
    left, changed = compare([exported(FIRST, skip=True), copy], beside(task_of(FIRST)))
    assert (left.kind, changed.kind, changed.notes) == ("skipped", "change", ())
    twin_left, twin = compare([replace(own(), skip=True), own(row=3)], beside())
    assert (twin_left.kind, twin.kind) == ("skipped", "new")


def test_a_wrong_row_does_not_stand_in_the_way_of_the_right_one_below_it() -> None:
    wrong, right = compare([own(deadline="mai"), own(row=3)], beside())
    assert (wrong.kind, right.kind) == ("wrong", "new")


def test_every_wrong_cell_of_a_row_is_named_at_once() -> None:
    """Nobody mends one cell to be told of the next."""
    row = own("", leader="Ai", doer="Ai", deadline="mai", result="x" * (LONGEST + 1))
    assert codes(one(row, beside())) == {
        "content": "workplan.no_content", "leader": "workplan.name_unknown", "doer": "workplan.name_unknown",
        "deadline": "workplan.day_unread", "result": "workplan.too_long",
    }  # fmt: skip


@pytest.mark.parametrize("column", ["content", "result"])
def test_the_longest_text_is_taken_and_one_letter_more_is_not_cut_off(column: str) -> None:
    assert one(Incoming(2, "", {**BLANK, "content": "x", column: "ấ" * LONGEST}), beside()).kind == "new"
    found = one(Incoming(2, "", {**BLANK, "content": "x", column: "ấ" * (LONGEST + 1)}), beside())
    assert (codes(found), str(LONGEST + 1) in found.wrong[column].sentence) == (
        {column: "workplan.too_long"},
        True,
    )


def test_an_emptied_cell_is_an_edit_but_for_the_content() -> None:
    cleared = one(exported(OTHER, {"leader": "", "deadline": "", "result": ""}), beside(task_of(OTHER)))
    assert [(side.column, side.stored, side.brought) for side in cleared.sides] == [
        ("leader", "Ngô Thanh Hà", ""), ("deadline", "2026-11-25", ""), ("result", "Đạt", ""),
    ]  # fmt: skip
    assert codes(one(exported(OTHER, {"content": ""}), beside(task_of(OTHER)))) == {
        "content": "workplan.no_content"
    }


def test_both_sides_writing_the_same_is_no_conflict() -> None:
    now = FIRST | {"result": "Đã trình"}
    assert one(exported(FIRST, {"result": "Đã trình"}), beside(task_of(now))).kind == "same"


def test_the_file_chosen_over_the_table_is_written_and_the_table_chosen_leaves_the_other_edits() -> None:
    place = beside(task_of(FIRST | {"content": "Của phần mềm"}))
    edits = {"content": "Của tệp", "result": "Đạt"}
    taken, kept = (one(exported(FIRST, edits, choice=choice), place) for choice in ("file", "stored"))
    assert (taken.kind, taken.meant.content, taken.meant.result) == ("change", "Của tệp", "Đạt")
    assert (kept.kind, kept.meant.content, kept.meant.result) == ("change", "Của phần mềm", "Đạt")
    alone = one(exported(FIRST, {"content": "Của tệp"}, choice="stored"), place)
    assert (alone.kind, alone.words["content"]) == ("same", "Của phần mềm")


def test_done_work_is_left_alone_where_only_the_table_moved() -> None:
    done = task_of(FIRST | {"result": "Đã ban hành"}, status="done")
    assert one(exported(FIRST), beside(done)).kind == "same"


def test_a_row_that_is_given_names_its_reason_only_when_something_changes() -> None:
    given = beside(task_of(FIRST, status="assigned"), state="approved")
    drafted = beside(task_of(FIRST))
    assert [one(exported(FIRST, edit), place).given for edit, place in (
        ({}, given), ({"result": "Đạt"}, given), ({"result": "Đạt"}, drafted),
    )] == [False, True, False]  # fmt: skip


def test_a_unit_joins_the_person_who_keeps_the_work() -> None:
    """The doer's cell names both; the person of given work stays, so the cell as a whole is refused there."""
    edit = {"doer": f"Hồ Hữu An, {UNIT.name}"}
    drafted = one(exported(FIRST, edit), beside(task_of(FIRST)))
    assert (drafted.kind, drafted.meant.doer) == ("change", Doer(AN.id, UNIT.number))
    given = one(exported(FIRST, edit), beside(task_of(FIRST, status="assigned"), state="approved"))
    assert codes(given) == {"doer": "workplan.doer_kept"}


def test_a_row_of_another_table_loses_its_marks_with_its_number() -> None:
    """Otherwise its untouched cells would be taken for cells of the row that bears the number here."""
    found = one(exported(OTHER), beside(task_of(FIRST, id=99)))
    assert (found.kind, found.task, found.row.task_id, found.row.base) == ("new", None, 0, ())
    assert found.meant.doer == Doer(BINH.id)


def test_the_picture_does_not_depend_on_the_order_in_which_rows_are_read() -> None:
    first, second = task_of(FIRST), task_of(OTHER, id=13)
    assert picture_of(beside(first, second)) == picture_of(beside(second, first))
    assert picture_of(beside(first, second)) != picture_of(
        beside(task_of(FIRST, id=13), task_of(OTHER, id=12, version=4))
    )


def test_nobody_is_named_twice_in_what_a_row_says_of_itself() -> None:
    found = one(Incoming(2, "", OTHER | {"doer": f"đ/c Tạ Thanh Bình; {UNIT.name}"}), beside())
    assert (found.words["doer"], found.words["leader"]) == (f"Tạ Thanh Bình, {UNIT.name}", "Ngô Thanh Hà")
    assert found.words["deadline"] == "2026-11-25"
    assert VINH.id != found.meant.leader
