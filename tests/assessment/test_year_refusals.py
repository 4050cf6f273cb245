"""Each refusal of the yearly verbs leaves everything as it was; each act that passes leaves its line in the trail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.assessment.cast import (
    AN,
    BINH,
    CHAIR,
    CHI,
    DIVISION_HEAD,
    GIANG,
    ORGANISER,
    OTHER_HEAD,
    STRANGER,
    WARD,
    Month,
    Town,
    refused,
    trail,
)
from tests.assessment.conftest import SetDay
from tests.assessment.yearly import BEFORE, SOURCE, Year, bring, open_year
from tests.kept import rows, state
from thenchot.assessment.actions.import_past_results import PastRow, import_past_results
from thenchot.assessment.actions.leave_unranked import leave_unranked
from thenchot.assessment.actions.record_meeting import Minutes, record_meeting
from thenchot.assessment.actions.record_opinion import Said, record_opinion
from thenchot.assessment.actions.withdraw_past_result import withdraw_past_result
from thenchot.assessment.models import Cycle, ImportedResult, Meeting, Opinion
from thenchot.assessment.queries.integrity import verify
from thenchot.assessment.queries.past_results import (
    past_result_to_withdraw,
    past_results,
    people_to_bring,
    read_results,
)
from thenchot.assessment.queries.year import meetings_of, minutes_view, reviewed_at
from thenchot.assessment.refusals import (
    ABSENCE_UNKNOWN,
    CHANGED,
    MEETING_INCOMPLETE,
    NO_MEETINGS_HERE,
    NOTHING_TO_TAKE_IN,
    OPINION_INCOMPLETE,
    PAST_CHANGED,
    PAST_NOT_FOUND,
    PAST_OUT_OF_SCOPE,
    PAST_REASON,
    PAST_TWICE,
    SHEET_NOT_FOUND,
    STEP_ABSENT,
    WRONG_STATE,
)
from thenchot.assessment.steps import EXCUSED
from thenchot.audit.queries import history
from thenchot.lib import canonical, clock
from thenchot.lib.refusals import Kind, Refusal


def _yearly(month: Month, cycle_id: int) -> int:
    town = Town(month, cycle_id)
    bring(town, WARD, dict.fromkeys(BEFORE, "80"))
    return open_year(town).cycle_id


def _ranked(month: Month, cycle_id: int) -> int:
    Year(Town(month), cycle_id).rank_self([BINH, CHI])
    return cycle_id


@pytest.fixture
def year(town: Town, on_day: SetDay) -> Year:
    """The year open since 2 December over nine months brought along; two have ranked themselves; October was never sent."""
    on_day(date(2026, 12, 2))
    found = state(_yearly, town.month, town.cycle_id)
    ranked = state(_ranked, town.month, found)
    on_day(date(2026, 12, 6))
    return Year(town, ranked)


@contextmanager
def untouched(kind: Kind, **params: object) -> Iterator[None]:
    """The block is refused and not one row of one table is other than before."""
    before = rows()
    with refused(kind, **params):
        yield
    assert rows() == before


def minutes(year: Year, **other: Any) -> Minutes:
    values: dict[str, Any] = {
        "unit_id": year.town.unit("BT-KT").id, "kind": "unit", "held_on": date(2026, 12, 5), "place": "Phòng họp số 1",
        "chair_id": year.town.id(DIVISION_HEAD), "secretary_id": year.town.id(AN), "present": 6, "text": "Thông qua.",
    }  # fmt: skip
    return Minutes(**(values | other))


def keep(year: Year, given: Minutes, meeting: Meeting | None = None) -> int:
    return record_meeting(by=year.person(DIVISION_HEAD), cycle=year.cycle, minutes=given, meeting=meeting)


def acts(kind: str, number: int) -> list[tuple[str, dict[str, Any]]]:
    return [(row.action, canonical.loads(row.payload)) for row in history(kind, number)]


def whole() -> bool:
    return [fault for fault in verify(clock.today()) if fault.what != "not_sealed"] == []


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("kind", {"kind": "tea"}), ("held_on", {"held_on": date(2026, 12, 7)}), ("place", {"place": " \t"}),
        ("chair", {"chair_id": 0}), ("secretary", {"secretary_id": 0}), ("present", {"present": 0}),
        ("present", {"present": -3}), ("text", {"text": "\n"}),
    ],
)  # fmt: skip
def test_minutes_that_lack_something_are_not_kept(year: Year, field: str, other: dict[str, Any]) -> None:
    """Điều 21 khoản 1 điểm b: what was said is written into minutes and adopted at the meeting."""
    with untouched(MEETING_INCOMPLETE, field=field):
        keep(year, minutes(year, **other))


def test_a_meeting_of_today_is_not_one_to_come(year: Year) -> None:
    number = keep(year, minutes(year, held_on=clock.today()))
    assert Meeting.objects.get(id=number).held_on == date(2026, 12, 6)


@pytest.mark.parametrize("role", ["chair", "secretary"])
def test_nobody_from_another_body_chairs_or_writes(year: Year, role: str) -> None:
    with untouched(MEETING_INCOMPLETE, field=role):
        keep(year, minutes(year, **{f"{role}_id": year.town.id(STRANGER)}))


def test_who_ranks_the_people_of_the_place_may_chair_there(year: Year) -> None:
    assert Meeting.objects.get(id=keep(year, minutes(year, chair_id=year.town.id(CHAIR)))).chair.staff_code == CHAIR


@pytest.mark.parametrize("code", [GIANG, CHAIR])
def test_a_meeting_of_a_division_says_nothing_of_people_elsewhere(year: Year, code: str) -> None:
    with untouched(SHEET_NOT_FOUND):
        keep(year, minutes(year, opinions={year.sheet(code).id: "Tốt"}))


def test_a_meeting_says_nothing_of_a_sheet_of_another_period(year: Year) -> None:
    with untouched(SHEET_NOT_FOUND):
        keep(year, minutes(year, opinions={year.town.sheet(AN).id: "Tốt"}))


def test_a_month_has_no_meeting_no_written_opinion_and_leaves_nobody_out_of_a_ranking(year: Year) -> None:
    month, by = year.town.sheet(AN), year.person(DIVISION_HEAD)
    with untouched(NO_MEETINGS_HERE):
        record_meeting(by=by, cycle=month.cycle, minutes=minutes(year))
    with untouched(NO_MEETINGS_HERE):
        record_opinion(by=by, said=Said(month, "colleague", "Ai đó", "Tốt"))
    with untouched(STEP_ABSENT):
        leave_unranked(by=by, sheet=month)


def test_a_meeting_is_kept_with_all_it_says_and_a_line_in_the_trail(year: Year) -> None:
    said = {year.sheet(AN).id: "  Chủ động.  ", year.sheet(BINH).id: "   "}
    number = keep(year, minutes(year, absent=" Hai người ốm ", place=" Phòng họp ", opinions=said))
    kept = Meeting.objects.get(id=number)
    assert (kept.place, kept.absent, kept.minutes, kept.present) == ("Phòng họp", "Hai người ốm", "Thông qua.", 6)
    [(action, payload)] = acts("meeting", number)
    assert (action, payload["cycle"], payload["held_on"]) == ("record_meeting", year.cycle_id, "2026-12-05")
    assert payload["chair_id"] == year.town.id(DIVISION_HEAD)
    assert trail(year.sheet(AN))[-1][::2] == ("opinion", {"kind": "meeting", "text": "Chủ động."})
    assert [one.text for one in Opinion.objects.all()] == ["Chủ động."]
    assert whole()


def test_amended_minutes_add_what_is_new_and_repeat_nothing(year: Year) -> None:
    sheet = year.sheet(AN)
    number = keep(year, minutes(year, opinions={sheet.id: "Chủ động."}))
    kept = Meeting.objects.get(id=number)
    keep(year, minutes(year, text="Thông qua lại.", opinions={sheet.id: "Chủ động."}), kept)
    keep(year, minutes(year, opinions={sheet.id: "Chủ động, tận tụy."}), Meeting.objects.get(id=number))
    assert [one.text for one in Opinion.objects.order_by("id")] == ["Chủ động.", "Chủ động, tận tụy."]
    assert [action for action, _ in acts("meeting", number)] == ["record_meeting", "amend_meeting", "amend_meeting"]
    assert Meeting.objects.get(id=number).version == 3
    [about_an] = [one for one in minutes_view(kept, year.town.unit("BT-KT").path).people if one.sheet_id == sheet.id]
    assert about_an.opinion == "Chủ động, tận tụy."
    assert whole()


def test_minutes_amended_by_somebody_else_meanwhile_are_a_conflict_and_none_of_it_is_kept(year: Year) -> None:
    kept = Meeting.objects.get(id=keep(year, minutes(year)))
    keep(year, minutes(year, place="Phòng họp số 2"), Meeting.objects.get(id=kept.id))
    with untouched(CHANGED):
        keep(year, minutes(year, place="Phòng họp số 3", opinions={year.sheet(AN).id: "Muộn"}), kept)


def test_what_is_said_after_the_decision_stays_out_of_the_case(year: Year, on_day: SetDay) -> None:
    year.meet("BT-KT", "unit")
    on_day(date(2026, 12, 11))
    year.propose(BINH)
    year.decide(BINH)
    later = {year.sheet(BINH).id: "Nói thêm", year.sheet(CHI).id: "Nhất trí"}
    keep(year, minutes(year, opinions=later))
    assert [one.sheet.person.staff_code for one in Opinion.objects.all()] == [CHI]


def test_a_published_year_takes_no_meeting_no_opinion_and_leaves_nobody_out(year: Year) -> None:
    sheet, cycle = year.sheet(AN), year.cycle
    Cycle.objects.filter(id=cycle.id).update(state="published")
    sheet, before = year.sheet(AN), rows()
    doors = (
        lambda: keep(year, minutes(year)),
        lambda: record_opinion(by=year.person(CHAIR), said=Said(sheet, "colleague", "Ai đó", "Tốt")),
        lambda: leave_unranked(by=year.person(CHAIR), sheet=sheet, note="Lý do"),
    )
    for door in doors:
        with pytest.raises(Refusal) as caught:
            door()
        assert (caught.value.status, "công bố" in caught.value.sentence) == (409, True)
    assert rows() == before


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("kind", {"kind": "meeting"}), ("kind", {"kind": ""}), ("author", {"author": " "}), ("text", {"text": "\t"}),
        ("document", {"kind": "party_committee", "document": " "}),
    ],
)  # fmt: skip
def test_an_opinion_that_lacks_something_is_not_kept(year: Year, field: str, other: dict[str, str]) -> None:
    """Điều 21 khoản 1 điểm c: the Party committee's opinion stands in a paper; a meeting's comes with its minutes."""
    said = replace(Said(year.sheet(AN), "colleague", "Chi bộ 2", "Nhất trí"), **other)  # type: ignore[arg-type]
    with untouched(OPINION_INCOMPLETE, field=field):
        record_opinion(by=year.person(CHAIR), said=said)


def test_an_opinion_is_trimmed_and_written_into_the_trail_of_the_sheet(year: Year) -> None:
    said = Said(year.sheet(CHAIR), "party_committee", " Đảng ủy ", " Nhất trí. ", " 12-NX/ĐU ")
    record_opinion(by=year.person(ORGANISER), said=said)
    assert trail(year.sheet(CHAIR))[-1] == (
        "opinion", year.town.id(ORGANISER),
        {"kind": "party_committee", "author": "Đảng ủy", "document": "12-NX/ĐU", "text": "Nhất trí."},
    )  # fmt: skip
    assert whole()


def test_an_opinion_on_an_old_page_is_a_conflict(year: Year) -> None:
    said = Said(year.sheet(AN), "colleague", "Ai đó", "Tốt")
    keep(year, minutes(year, opinions={said.sheet.id: "Chủ động."}))
    with untouched(CHANGED):
        record_opinion(by=year.person(CHAIR), said=said)


def test_who_is_left_out_gets_no_opinion_and_is_not_left_out_twice(year: Year) -> None:
    leave_unranked(by=year.person(CHAIR), sheet=year.sheet(AN), absence="study", note="Học cả năm")
    assert trail(year.sheet(AN))[-1][::2] == ("leave_unranked", {"absence": "study", "note": "Học cả năm"})
    with untouched(WRONG_STATE):
        record_opinion(by=year.person(CHAIR), said=Said(year.sheet(AN), "colleague", "Ai đó", "Tốt"))
    with untouched(WRONG_STATE):
        leave_unranked(by=year.person(CHAIR), sheet=year.sheet(AN), note="Lần nữa")
    assert year.sheet(AN).state == EXCUSED
    assert whole()


@pytest.mark.parametrize(("absence", "note"), [("holiday", "Nghỉ mát"), ("sick", " "), ("under_6_months", "")])
def test_who_worked_all_year_is_left_out_only_with_a_known_ground_and_a_note(year: Year, absence: str, note: str) -> None:
    """Điều 11 khoản 1: nine months stand on record, so nothing shows by itself that the person is not ranked."""
    with untouched(ABSENCE_UNKNOWN):
        leave_unranked(by=year.person(CHAIR), sheet=year.sheet(AN), absence=absence, note=note)


def test_leaving_out_from_an_old_page_is_a_conflict(year: Year) -> None:
    old = year.sheet(AN)
    keep(year, minutes(year, opinions={old.id: "Chủ động."}))
    with untouched(CHANGED):
        leave_unranked(by=year.person(CHAIR), sheet=old, note="Trang cũ")


def test_a_leadership_meeting_reviews_leaders_and_no_meeting_reviews_who_is_left_out(year: Year) -> None:
    """Điều 21 khoản 2 điểm b: the leadership with the heads of the component units reviews the leaders."""
    path = year.town.unit("BT").path
    leaders = reviewed_at(year.cycle, path, "leadership")
    everybody = reviewed_at(year.cycle, path, "body")
    assert len(everybody) == len(WARD)
    assert {one.person for one in leaders} < {one.person for one in everybody}
    assert "Hồ Hữu An" not in {one.person for one in leaders}
    leave_unranked(by=year.person(CHAIR), sheet=year.sheet(AN), note="Học cả năm")
    assert len(reviewed_at(year.cycle, path, "body")) == len(WARD) - 1


def test_the_list_of_meetings_counts_people_spoken_of_not_opinions(year: Year) -> None:
    number = keep(year, minutes(year, opinions={year.sheet(AN).id: "Một", year.sheet(BINH).id: "Hai"}))
    keep(year, minutes(year, opinions={year.sheet(AN).id: "Ba"}), Meeting.objects.get(id=number))
    year.meet("BT")
    found = {row.id: row for row in meetings_of(year.cycle)}
    assert (found[number].opinions, found[number].unit) == (2, "Phòng Kinh tế, Hạ tầng và Đô thị")
    assert sorted(row.opinions for row in found.values()) == [0, 2]


# Results brought along (Điều 19 khoản 1).


def past(code: str = AN, period: str = "2025", **other: Any) -> PastRow:
    values: dict[str, Any] = {"unit_name": "Phường Bến Trúc cũ", "source": SOURCE, "score": Decimal("91.25")}
    return PastRow(code, period, **(values | other))


def test_a_file_without_a_row_takes_nothing_in(year: Year) -> None:
    with untouched(NOTHING_TO_TAKE_IN):
        import_past_results(by=year.person(ORGANISER), rows=[])


def test_one_row_too_many_and_none_is_taken_in(year: Year) -> None:
    known = past(period="2026-03")
    with untouched(PAST_TWICE, count=1, names=f"{AN} (2026-03)"):
        import_past_results(by=year.person(ORGANISER), rows=[past(), known])


def test_people_out_of_reach_are_counted_and_the_first_five_named(year: Year) -> None:
    strangers = [past(f"99{number}") for number in range(7)]
    with untouched(PAST_OUT_OF_SCOPE, count=7, names="990, 991, 992, 993, 994"):
        import_past_results(by=year.person(ORGANISER), rows=[past(), *strangers])


@pytest.mark.parametrize("code", [CHAIR, OTHER_HEAD])
def test_a_head_brings_no_results_not_even_of_their_own_people(year: Year, code: str) -> None:
    with untouched(PAST_OUT_OF_SCOPE, count=1):
        import_past_results(by=year.person(code), rows=[past()])
    assert people_to_bring(year.person(code)) == {}
    assert past_results(year.person(code)) == []


def test_a_result_is_kept_as_it_came_with_a_line_in_the_trail(year: Year) -> None:
    given = past(level="HTXS", self_score=Decimal("93.5"), self_level="HTT", document="45/NV")
    import_past_results(by=year.person(ORGANISER), rows=[given, past(BINH, unit_name="Huyện cũ")])
    kept, other = ImportedResult.objects.filter(period="2025").order_by("id")
    assert (kept.score, kept.level, kept.self_score, kept.self_level) == (Decimal("91.25"), "HTXS", Decimal("93.5"), "HTT")
    assert (kept.unit, other.unit) == (None, None)
    [(action, payload)] = acts("imported", kept.id)
    assert (action, payload["person"], payload["document"]) == ("import_past_results", kept.person_id, "45/NV")
    assert (payload["source"], payload["period"], payload["unit"]) == (SOURCE, "2025", "Phường Bến Trúc cũ")
    assert whole()


def test_a_unit_of_the_same_name_here_is_tied_to_the_result(year: Year) -> None:
    import_past_results(by=year.person(ORGANISER), rows=[past(unit_name="Văn phòng Đảng ủy")])
    assert ImportedResult.objects.get(period="2025").unit_id == year.town.unit("BT-DU").id


def test_a_result_is_withdrawn_once_with_a_reason_and_may_be_brought_again(year: Year) -> None:
    kept = ImportedResult.objects.get(person__staff_code=AN, period="2026-03")
    by = year.person(ORGANISER)
    with untouched(PAST_REASON):
        withdraw_past_result(by=by, result=kept, reason=" \n")
    withdraw_past_result(by=by, result=kept, reason=" Nhập nhầm ")
    with untouched(PAST_CHANGED):
        withdraw_past_result(by=by, result=kept, reason="Lần nữa")
    with untouched(PAST_NOT_FOUND):
        past_result_to_withdraw(by, kept.id)
    assert acts("imported", kept.id)[-1] == ("withdraw_past_result", {"reason": "Nhập nhầm"})
    gone = ImportedResult.objects.get(id=kept.id)
    assert (gone.withdrawn_reason, gone.withdrawn_by_id, gone.score) == ("Nhập nhầm", by.person_id, kept.score)
    import_past_results(by=by, rows=[past(period="2026-03")])
    assert ImportedResult.objects.filter(person__staff_code=AN, period="2026-03").count() == 2
    assert whole()


def test_the_list_is_searched_by_code_or_by_name_without_marks_and_keeps_its_order(year: Year) -> None:
    by = year.person(ORGANISER)
    assert len(past_results(by)) == len(WARD) * len(BEFORE)
    numbers = past_results(by, "ho huu an")
    assert {one.person.staff_code for one in read_results(numbers)} == {AN}
    assert past_results(by, AN) == numbers
    assert past_results(by, "không có ai") == []
    assert [one.period for one in read_results(numbers)] == BEFORE
    assert [one.id for one in read_results(numbers[::-1])] == numbers[::-1]


@pytest.mark.parametrize("code", [AN, CHAIR, OTHER_HEAD])
def test_nobody_withdraws_a_result_of_people_they_do_not_organise(year: Year, code: str) -> None:
    kept = ImportedResult.objects.filter(person__staff_code=AN)[0]
    with untouched(PAST_NOT_FOUND):
        past_result_to_withdraw(year.person(code), kept.id)
