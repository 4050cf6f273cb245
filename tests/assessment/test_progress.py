"""How far a cycle is: counts by step, unit and reason, and the names behind what is late."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from tests.assessment.cast import (
    ADMIN,
    AN,
    AUDITOR,
    AUTHORITY,
    BINH,
    CHAIR,
    CHI,
    DIVISION_HEAD,
    DUNG,
    GIANG,
    ORGANISER,
    SETUP,
    START,
    STRANGER,
    Town,
)
from tests.assessment.conftest import SetDay
from thenchot.assessment.actions.confirm import Confirmation, confirm
from thenchot.assessment.actions.excuse import excuse
from thenchot.assessment.actions.open_cycle import Opening, open_cycle
from thenchot.assessment.actions.petition import petition, withdraw_petition
from thenchot.assessment.actions.propose import Choice, propose
from thenchot.assessment.models import Petition
from thenchot.assessment.queries.batches import cycles_of, raised_and_lowered, sheets_of
from thenchot.assessment.queries.before_opening import before_opening
from thenchot.assessment.queries.missing import missing, missing_by_reason, missing_rows, missing_sheets
from thenchot.assessment.queries.progress import (
    change_counts,
    cycle_rows,
    cycles_for,
    distribution,
    late_steps,
    owed_steps,
    petition_counts,
    step_counts,
    unit_rows,
)
from thenchot.assessment.queries.units import named, unit_progress
from thenchot.lib.vietnamese import fold
from thenchot.organisation.models import CalendarDay
from thenchot.people.actions.delegate import grant

WHY = "Theo biên bản họp."


@pytest.fixture
def half_way(town: Town) -> Town:
    """An and Bình confirmed (Bình lowered), Chi sent, Dũng left out, all others not sent."""
    town.hand_in([AN, BINH, CHI])
    town.confirm([AN])
    confirm(by=town.viewer(DIVISION_HEAD), given=Confirmation(town.sheet(BINH), {"I.1": "0"}, reason=WHY))
    excuse(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(DUNG), absence="maternity", note="Từ tháng 8")
    return town


def test_completion_counts_the_excused_as_missing_and_says_beside_it_what_it_is_without_them(half_way: Town) -> None:
    row = cycle_rows([half_way.cycle])[0]
    assert (row.total, row.excused, row.finished) == (14, 1, 2)
    assert (row.completion, row.completion_of_asked) == (Fraction(2, 14), Fraction(2, 13))
    assert (row.scope, row.period, row.state) == ("Phường Bến Trúc", "2026-10", "open")


def test_each_step_counts_who_waits_in_it_and_who_has_passed(half_way: Town) -> None:
    counts = step_counts(half_way.cycle, date(2026, 10, 23))
    assert [(count.step.code, count.waiting, count.passed, count.late) for count in counts] == [
        ("self_assess", 10, 3, True), ("comment", 0, 3, False), ("confirm", 1, 2, False), ("notify", 0, 2, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "late"), [(22, set()), (23, {"self_assess"}), (24, {"self_assess"}), (25, {"self_assess", "confirm"})]
)
def test_a_step_is_late_from_the_day_after_its_last(half_way: Town, day: int, late: set[str]) -> None:
    today = date(2026, 10, day)
    assert {count.step.code for count in step_counts(half_way.cycle, today) if count.late} == late
    assert {line.step for line in late_steps(half_way.cycle, today)} == late


def test_the_late_have_names_units_and_numbers_the_most_first(half_way: Town) -> None:
    half_way.hand_in([GIANG])
    lines = [(line.person, line.unit, line.step, line.count) for line in late_steps(half_way.cycle, date(2026, 10, 25))]
    assert ("Bạch Văn Tường", "Phòng Kinh tế, Hạ tầng và Đô thị", "confirm", 1) in lines
    assert ("Đặng Hữu Phước", "Văn phòng HĐND và UBND", "confirm", 1) in lines
    assert ("Đặng Hữu Phước", "Văn phòng HĐND và UBND", "self_assess", 1) in lines
    assert len(lines) == 2 + 9
    town_lines = late_steps(half_way.cycle, date(2026, 10, 25))
    assert [line.count for line in town_lines] == sorted((line.count for line in town_lines), reverse=True)


def test_a_step_is_owed_from_its_first_day(half_way: Town) -> None:
    assert owed_steps(half_way.cycle, date(2026, 10, 19)) == []
    assert {line.step for line in owed_steps(half_way.cycle, date(2026, 10, 20))} == {"self_assess"}
    assert {line.step for line in owed_steps(half_way.cycle, date(2026, 10, 23))} == {"self_assess", "confirm"}


def test_the_missing_are_told_apart_by_reason(half_way: Town) -> None:
    assert missing_by_reason(half_way.cycle) == {"opened": 10, "submitted": 1, "maternity": 1}
    lines = {line.person: line for line in missing(half_way.cycle)}
    assert len(lines) == 12
    sent, away = lines["Lương Thùy Chi"], lines["Bùi Đức Dũng"]
    assert (sent.responsible, sent.state) == ("Bạch Văn Tường", "submitted")
    assert (away.absence, away.note, away.responsible) == ("maternity", "Từ tháng 8", "")
    assert lines["Mai Bích Hạnh"].responsible == "Mai Bích Hạnh"
    part = half_way.unit("BT-VP").path
    assert {line.person for line in missing(half_way.cycle, part)} == {"Đặng Hữu Phước", "Phạm Trường Giang"}


def test_the_missing_are_found_by_name_by_unit_and_by_both_without_marks(half_way: Town) -> None:
    everybody = list(missing(half_way.cycle))
    for sought in ("phuoc", "PHÒNG Kinh", "phuoc phong k", "  ", "khong co ai", "%", "huu phuoc phong"):
        found = missing_rows(half_way.cycle, list(missing_sheets(half_way.cycle, search=sought).values_list("id", flat=True)))
        assert found == [row for row in everybody if fold(sought) in fold(f"{row.person} {row.unit}")], sought


def test_each_state_is_owed_by_the_holder_of_its_step(old_town: Town) -> None:
    old_town.hand_in([AN, BINH])
    old_town.confirm([AN, BINH])
    propose(by=old_town.viewer(CHAIR), choice=Choice(old_town.sheet(BINH)))
    owes = {line.person: line.responsible for line in missing(old_town.cycle)}
    assert (owes["Hồ Hữu An"], owes["Tạ Thanh Bình"]) == ("Trịnh Quang Vĩnh", "Đinh Thế Lãm")


def test_where_nobody_proposes_the_confirmed_wait_for_the_authority(quarter_town: Town) -> None:
    quarter_town.hand_in([AN])
    quarter_town.confirm([AN])
    assert {line.person: line.responsible for line in missing(quarter_town.cycle)}["Hồ Hữu An"] == "Đinh Thế Lãm"
    waiting = {count.step.code: count.waiting for count in step_counts(quarter_town.cycle, date(2025, 12, 20))}
    assert waiting == {"self_assess": 13, "comment": 0, "confirm": 0, "decide": 1, "publish": 0}
    owed = [line.person for line in owed_steps(quarter_town.cycle, date(2025, 12, 27)) if line.step == "decide"]
    assert owed == ["Đinh Thế Lãm"]
    late = unit_progress(quarter_town.cycle, date(2025, 12, 29))
    assert late[0].late == date(2025, 12, 24)


def test_the_distribution_counts_each_level_of_the_rulebook(half_way: Town) -> None:
    assert distribution(half_way.cycle) == {"HTXS": 1, "HTT": 1, "HT": 0, "KHT": 0}


def test_a_unit_counts_its_whole_subtree(half_way: Town) -> None:
    rows = {row.name: row for row in unit_rows(half_way.cycle)}
    assert next(iter(rows)) == "Phường Bến Trúc"
    ward, division = rows["Phường Bến Trúc"], rows["Phòng Kinh tế, Hạ tầng và Đô thị"]
    assert (ward.total, ward.finished, ward.excused, ward.levels) == (14, 2, 1, {"HTXS": 1, "HTT": 1})
    assert (division.total, division.finished, division.excused, division.depth) == (6, 2, 1, ward.depth + 1)
    parts = [row for row in rows.values() if row.depth == ward.depth + 1]
    assert sum(row.total for row in parts) == ward.total - 4


def test_units_stand_with_the_late_and_least_done_first_each_with_their_scorer(half_way: Town) -> None:
    half_way.hand_in(["0030", GIANG])
    for code in (GIANG, "0030"):
        half_way.confirm([code])
    rows = named(half_way.cycle, unit_progress(half_way.cycle, date(2026, 10, 23)))
    assert [row.name for row in rows] == [
        "Phường Bến Trúc", "Văn phòng Đảng ủy", "Phòng Kinh tế, Hạ tầng và Đô thị", "Văn phòng HĐND và UBND",
    ]  # fmt: skip
    division, office = rows[2], rows[3]
    assert (division.asked, division.sent, division.scored, division.done, division.excused) == (5, 3, 2, 2, 1)
    assert (division.above, division.late) == ("Phường Bến Trúc", date(2026, 10, 22))
    assert division.scorer == "Bạch Văn Tường, Trịnh Quang Vĩnh"
    assert (office.finished, office.late) == (True, None)


def test_raised_and_lowered_are_counted_once_each_way_by_unit_and_month(half_way: Town) -> None:
    assert raised_and_lowered([half_way.cycle]) == (0, 1)
    assert [(row.unit, row.period, row.raised, row.lowered) for row in change_counts([half_way.cycle])] == [
        ("Phòng Kinh tế, Hạ tầng và Đô thị", "2026-10", 0, 1)
    ]
    assert change_counts([]) == []


def test_petitions_are_counted_by_what_became_of_them(half_way: Town) -> None:
    half_way.publish(reason="Chốt sớm.")
    for code in (AN, BINH):
        petition(by=half_way.viewer(code), sheet=half_way.sheet(code), text="Đề nghị xem lại.")
    withdraw_petition(by=half_way.viewer(AN), petition=Petition.objects.earliest("id"))
    assert petition_counts([half_way.cycle]) == {"received": 1, "withdrawn": 1}


@pytest.mark.parametrize(
    ("code", "sees"),
    [(ORGANISER, True), (AUDITOR, True), (AUTHORITY, True), (CHAIR, True), (AN, True), (STRANGER, False), (ADMIN, False)],
)
def test_the_list_of_cycles_is_for_who_has_a_part_in_them(town: Town, code: str, sees: bool) -> None:
    assert [row.id for row in cycles_for(town.viewer(code))] == [town.cycle_id] * sees
    assert cycles_for(town.viewer(code), "2026-09") == []


def test_a_role_elsewhere_does_not_hide_the_cycles_of_ones_own_sheets(town: Town) -> None:
    grant(by=SETUP, staff_code=AN, role="auditor", unit_code="HL", valid_from=START)
    assert [row.id for row in cycles_for(town.viewer(AN))] == [town.cycle_id]


def test_the_latest_period_stands_first(town: Town, on_day: SetDay) -> None:
    on_day(date(2026, 11, 20))
    open_cycle(by=town.viewer(ORGANISER), opening=Opening(town.unit("BT"), "2026-11", date(2026, 11, 1)))
    assert [row.period for row in cycles_for(town.viewer(ORGANISER))] == ["2026-11", "2026-10"]


def test_a_batch_of_sheets_is_picked_by_state_and_place(half_way: Town) -> None:
    (cycle,) = cycles_of("2026-10")
    assert [sheet.person.staff_code for sheet in sheets_of(cycle, {"confirmed"})] == [AN, BINH]
    assert {s.person.staff_code for s in sheets_of(cycle, {"opened"}, half_way.unit("BT-VP").path)} == {"0030", GIANG}


def test_the_preview_tells_what_opening_would_do_and_does_nothing(town: Town) -> None:
    CalendarDay.objects.create(day=date(2026, 10, 21), name="Nghỉ bão", source="Công điện 12")
    again = before_opening(town.opening())
    assert [(book.rulebook, book.people, book.open_already) for book in again.books] == [
        (town.month.rulebook, 14, "Phường Bến Trúc")
    ]
    assert again.people == 0
    other = before_opening(town.opening("HL"))
    assert (other.people, other.lost, other.twice, other.headless) == (2, (), 0, ())
    assert other.days_off == (date(2026, 10, 21), date(2026, 10, 24), date(2026, 10, 25))
    whole = before_opening(town.opening("DL"))
    assert [(book.people, book.open_already) for book in whole.books] == [(20, "Phường Bến Trúc")]
    assert (whole.lost, whole.lost_count) == ((("Đinh Thế Lãm", "Thành phố Đông Lam"),), 1)
    assert [row.id for row in cycles_for(town.viewer(ORGANISER))] == [town.cycle_id]


def test_a_unit_of_two_blocs_names_the_head_whose_people_are_behind(half_way: Town) -> None:
    cycle = half_way.cycle
    ward = next(row for row in unit_progress(cycle, date(2026, 10, 21)) if row.name == "Phường Bến Trúc")
    cycle.sheets.filter(unit_id=ward.unit_id).update(state="confirmed")
    behind = cycle.sheets.filter(unit_id=ward.unit_id).select_related("scorer").order_by("id").last()
    assert behind is not None
    cycle.sheets.filter(id=behind.id).update(state="opened")
    (again,) = named(cycle, [row for row in unit_progress(cycle, date(2026, 10, 21)) if row.unit_id == ward.unit_id])
    assert again.scorer == str(behind.scorer)
