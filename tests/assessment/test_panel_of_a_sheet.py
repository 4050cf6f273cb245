"""What the evidence panel reads about one person, for whom; what each answer about a cause would make of the score."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.assessment.cast import (
    ADMIN,
    AN,
    AUDITOR,
    AUTHORITY,
    BINH,
    CHAIR,
    CHI,
    DEPUTY,
    DIVISION_HEAD,
    DUNG,
    ORGANISER,
    OTHER_HEAD,
    STRANGER,
    Town,
    refused,
)
from tests.assessment.test_row_evidence import fact
from thenchot.assessment.models import Sheet
from thenchot.assessment.queries.panel import Panel, panel_of
from thenchot.assessment.queries.row_evidence import evidence_of, unopened
from thenchot.assessment.queries.weighing import totals_by_cause
from thenchot.assessment.ready import NAMED, refuse_silent, refuse_unready
from thenchot.assessment.refusals import EXPLANATION_MISSING, OPEN_FIRST
from thenchot.audit.chain import moment_text
from thenchot.evidence.models import Dispute, Fact
from thenchot.evidence.sources import all_sources
from thenchot.followup.models import Note
from thenchot.lib import clock
from thenchot.workplan.actions.consider import Finding, consider
from thenchot.workplan.models import Task
from thenchot.workplan.queries import read_tasks, tasks_of

WORK = "Xử lý hồ sơ trong tháng"
DONE: dict[str, Any] = {"status": "done", "done_on": date(2026, 10, 9)}


def read(town: Town, code: str = AN, by: str = DIVISION_HEAD) -> Panel | None:
    sheet = town.sheet(code)
    return panel_of(sheet, town.viewer(by), tasks_of(sheet.person_id, sheet.cycle.period))


def panel(town: Town, code: str = AN) -> Panel:
    found = read(town, code)
    assert found is not None
    return found


def given(town: Town, content: str, code: str = AN, **columns: Any) -> Task:
    """One more row of somebody's month, with these columns."""
    town.burden(code, 1, deadline=date(2026, 10, 9))
    row = Task.objects.filter(doer_id=town.id(code)).latest("id")
    Task.objects.filter(id=row.id).update(content=content, **columns)
    return Task.objects.get(id=row.id)


# --- for whom --------------------------------------------------------------------------------------------------


def test_the_panel_is_the_persons_their_scorers_and_the_offices_over_the_place(town: Town) -> None:
    everybody = [
        AN,
        BINH,
        DIVISION_HEAD,
        CHAIR,
        DEPUTY,
        ORGANISER,
        AUDITOR,
        ADMIN,
        AUTHORITY,
        STRANGER,
        OTHER_HEAD,
    ]
    readers = {code for code in everybody if read(town, AN, code) is not None}
    assert {AN, DIVISION_HEAD, ORGANISER, AUDITOR} <= readers
    assert readers.isdisjoint({BINH, DEPUTY, ADMIN, STRANGER, OTHER_HEAD})


def test_a_scorer_reads_the_panel_of_their_own_sheet_as_its_person_and_of_their_people_as_scorer(
    town: Town,
) -> None:
    assert read(town, DIVISION_HEAD, DIVISION_HEAD) is not None
    assert read(town, DIVISION_HEAD, AN) is None


# --- work ------------------------------------------------------------------------------------------------------


def test_each_kind_of_work_is_counted_by_rows_not_by_times_and_only_what_is_a_fact(town: Town) -> None:
    alone = panel(town).work
    assert {kind: count for kind, count in alone.items() if count} == {"done": 1}
    assert {str(count) for count in alone.values()} == {"0", "1"}, "numbers to read, also of a single row"
    given(town, "Chậm ba lần", **DONE, latenesses=3)
    given(town, "Chậm và bị trả", **DONE, latenesses=1, rejections=2)
    given(town, "Quá hạn chưa xong")
    given(town, "Đột xuất", origin="unplanned", deadline=date(2026, 10, 30))
    given(town, "Nhận thay", **DONE, origin="taken_over")
    given(town, "Đã giao lại", status="handed_back")
    for status in ("claimed", "declined", "split", "drafted", "dropped"):
        given(town, f"Không tính {status}", status=status, latenesses=1, rejections=1, origin="unplanned")
    assert panel(town).work == {
        "done": 4, "late": 2, "rejected": 1, "missed": 1, "unplanned": 1, "taken_over": 1, "handed_back": 1,
    }  # fmt: skip


def test_what_costs_points_is_notable_and_an_excused_lateness_or_an_unplanned_row_is_not(town: Town) -> None:
    kept = [
        given(town, "Chậm", **DONE, latenesses=1), given(town, "Đưa người khác", status="handed_back"), given(town, "Dở dang"),
    ]  # fmt: skip
    given(town, "Chậm có lý do", **DONE, latenesses=2, latenesses_excused=2)
    given(town, "Đột xuất dở dang", origin="unplanned")
    given(town, "Không nhận", status="declined", latenesses=1)
    assert {row.id for row in panel(town).notable} == {row.id for row in kept}


def test_tasks_without_their_words_stand_before_those_with_them(town: Town) -> None:
    said = given(town, "Có lời", **DONE, latenesses=1, explanation="Mưa ngập.")
    silent = given(town, "Chưa có lời", **DONE, rejections=1)
    blank = given(town, "Chỉ có dấu cách", **DONE, rejections=1, explanation="  \n ")
    found = panel(town)
    assert [row.id for row in found.owed][-1] == said.id
    assert {row.id for row in found.owed[:-1]} == {silent.id, blank.id}
    assert found.unexplained == 2
    sheet = town.sheet(AN)
    behind = evidence_of(sheet.cycle, [sheet])[sheet.id]
    assert (behind.owing, behind.unexplained) == (len(found.owed), found.unexplained), (
        "the row of the grid says the same"
    )


# --- what offices, deputies and the last period say --------------------------------------------------------------


def test_every_source_stands_in_the_order_of_the_file_and_others_after_them_by_name(town: Town) -> None:
    codes = list(all_sources())
    assert [office.source.code for office in panel(town).offices if office.source] == codes
    own = [fact(town, AN, source=name) for name in ("Sở Xây dựng", "Ban quản lý chợ", "Sở Xây dựng")]
    known = fact(town, AN, source="Thanh tra", source_code=codes[-1])
    found = panel(town).offices
    assert [office.name for office in found[len(codes) :]] == ["Sở Xây dựng", "Ban quản lý chợ"]
    assert [[row.id for row in office.facts] for office in found[len(codes) - 1 :]] == [
        [known.id], [own[0].id, own[2].id], [own[1].id],
    ]  # fmt: skip
    assert (len(panel(town).facts), panel(town).adverse) == (4, 4)


def test_a_fact_is_in_dispute_until_its_answer_and_gone_when_it_is_taken_back(town: Town) -> None:
    row = fact(town, AN)
    said = Dispute.objects.create(fact=row, by_id=town.id(AN), text="Tôi nghỉ phép.", at=clock.now())
    assert panel(town).disputed == 1
    Dispute.objects.filter(id=said.id).update(
        outcome="kept", answer="Có trong sổ trực.", answered_at=clock.now()
    )
    assert (panel(town).disputed, panel(town).adverse) == (0, 1)
    gone = {"withdrawn_at": clock.now(), "withdrawn_reason": "Nhầm người", "withdrawn_by_id": town.id(BINH)}
    Fact.objects.filter(id=row.id).update(**gone)
    assert (panel(town).disputed, panel(town).facts) == (0, ())


def test_notes_of_the_period_alone_stand_there_the_newest_first(town: Town) -> None:
    written = (
        ("Cũ", "2026-10", AN),
        ("Mới", "2026-10", AN),
        ("Kỳ khác", "2026-09", AN),
        ("Người khác", "2026-10", BINH),
    )
    for text, period, code in written:
        Note.objects.create(
            person_id=town.id(code), period=period, text=text, by_id=town.id(DIVISION_HEAD), at=clock.now()
        )
    assert [note.text for note in panel(town).notes] == ["Mới", "Cũ"]


def test_without_a_confirmed_period_under_the_same_rulebook_there_is_nothing_before(town: Town) -> None:
    assert panel(town).before is None
    town.hand_in([AN])
    assert panel(town).opened_at is None
    town.read(AN)
    assert panel(town).opened_at is not None
    Sheet.objects.filter(id=town.sheet(BINH).id).update(confirmed_at=clock.now())
    assert panel(town, BINH).before is None, "a confirmed sheet is not before itself"


def test_a_sheet_known_to_have_no_facts_asks_no_question_about_them(town: Town) -> None:
    sheet = town.sheet(AN)
    tasks = tasks_of(sheet.person_id, sheet.cycle.period)
    for known, asked in ((True, True), (False, False)):
        vars(sheet)["has_facts"] = known
        with CaptureQueriesContext(connection) as seen:
            assert panel_of(sheet, town.viewer(DIVISION_HEAD), tasks) is not None
        assert any('FROM "evidence_fact"' in query["sql"] for query in seen) is asked


# --- what stands behind the rows of a grid ----------------------------------------------------------------------


def test_rows_of_many_people_are_those_of_each_alone_and_nobodys_facts_are_anothers(town: Town) -> None:
    given(town, "Chậm", **DONE, latenesses=2, latenesses_excused=1, rejections=1)
    given(town, "Đột xuất", BINH, origin="unplanned", status="done")
    fact(town, BINH)
    Dispute.objects.create(fact=fact(town, CHI), by_id=town.id(CHI), text="Không đúng.", at=clock.now())
    sheets = town.sheets([AN, BINH, CHI, DUNG])
    together = evidence_of(sheets[0].cycle, sheets)
    for sheet in sheets:
        assert together[sheet.id] == evidence_of(sheet.cycle, [sheet])[sheet.id]
    an, binh, chi, dung = (together[sheet.id] for sheet in sheets)
    assert (an.late, an.rejected, an.against) == (1, 1, 0)
    assert (binh.unplanned, binh.adverse, binh.against) == (1, 1, 1)
    assert (chi.adverse, chi.disputed, chi.against) == (1, 1, 2)
    assert (dung.against, dung.owing, dung.newest) == (0, 0, "")
    assert {sheet.person_id for sheet in unopened(sheets[0].cycle, sheets)} == {town.id(BINH), town.id(CHI)}


def test_no_sheets_ask_for_no_evidence(town: Town) -> None:
    assert evidence_of(town.cycle, []) == {}
    assert unopened(town.cycle, []) == []


def test_what_was_written_in_the_same_moment_as_the_opening_was_seen(town: Town) -> None:
    row, sheet = fact(town, AN), town.sheet(AN)
    behind = evidence_of(sheet.cycle, [sheet])[sheet.id]
    assert behind.newest == moment_text(row.at)
    for apart, unseen in (
        (timedelta(0), False),
        (timedelta(seconds=-1), True),
        (timedelta(seconds=1), False),
    ):
        assert behind.unseen(row.at + apart) is unseen


# --- ready to be rated ------------------------------------------------------------------------------------------


def silent(town: Town, code: str, count: int) -> None:
    for number in range(count):
        given(town, f"Việc {number}", code, **DONE, latenesses=1)


@pytest.mark.parametrize(("count", "more"), [(1, ""), (NAMED, ""), (NAMED + 1, "…"), (NAMED * 4, "…")])
def test_the_refusal_names_tasks_in_their_order_up_to_five_and_counts_all(
    town: Town, count: int, more: str
) -> None:
    silent(town, AN, count)
    sheets = town.sheets([AN, BINH])
    reading = read_tasks("2026-10", [sheet.person_id for sheet in sheets])
    named = "; ".join(f"“Việc {number}”" for number in range(min(count, NAMED)))
    with refused(EXPLANATION_MISSING, count=count, tasks=named + more, names="Hồ Hữu An"):
        refuse_silent(sheets, reading)
    refuse_silent(town.sheets([BINH]), reading)
    refuse_silent([], reading)


def test_everybody_who_owes_words_is_named_in_the_order_of_the_sheets(town: Town) -> None:
    silent(town, BINH, 1)
    silent(town, AN, 2)
    sheets = town.sheets([CHI, BINH, AN])
    with refused(EXPLANATION_MISSING, count=3, names="Tạ Thanh Bình, Hồ Hữu An"):
        refuse_silent(sheets, read_tasks("2026-10", [sheet.person_id for sheet in sheets]))


def test_words_are_asked_for_before_the_reading_and_every_unread_name_is_told(town: Town) -> None:
    fact(town, BINH)
    fact(town, AN)
    silent(town, CHI, 1)

    def ask(codes: Sequence[str]) -> None:
        sheets = town.sheets(codes)
        refuse_unready(town.cycle, sheets, read_tasks("2026-10", [sheet.person_id for sheet in sheets]))

    town.hand_in([AN, BINH])
    with refused(EXPLANATION_MISSING, names="Lương Thùy Chi"):
        ask([AN, CHI])
    with refused(OPEN_FIRST, count=2, names="Hồ Hữu An, Tạ Thanh Bình"):
        ask([AN, DUNG, BINH])
    town.read(AN)
    with refused(OPEN_FIRST, count=1, names="Tạ Thanh Bình"):
        ask([AN, BINH])
    town.read(BINH)
    ask([AN, BINH, DUNG])


# --- what each answer would make of the score -------------------------------------------------------------------


@pytest.fixture
def weighed(town: Town) -> Town:
    """Somebody with one task of ten late and rejected once each."""
    row = given(town, "Tờ trình", **DONE, latenesses=1, rejections=1, explanation="Chờ số liệu.")
    Task.objects.filter(id=row.id).update(units=10)
    town.hand_in([AN])
    return town


def totals(town: Town) -> dict[int, Any]:
    sheet = town.sheet(AN)
    return totals_by_cause(sheet, tasks_of(sheet.person_id, sheet.cycle.period))


@pytest.mark.parametrize(
    ("found", "name"),
    [(Finding(1, 1, "Bão số 5"), "accepted"), (Finding(0, 0, "Không có căn cứ"), "refused")],
)
def test_the_score_that_was_foretold_is_the_one_that_comes(weighed: Town, found: Finding, name: str) -> None:
    task = Task.objects.get(doer_id=weighed.id(AN), content="Tờ trình")
    foretold = totals(weighed)[task.id]
    assert foretold.accepted > foretold.refused
    consider(by=weighed.viewer(DIVISION_HEAD), task=task, found=found)
    weighed.confirm_one(weighed.sheet(AN), "Theo nguyên nhân đã xem xét")
    score = weighed.sheet(AN).score
    assert score is not None
    assert abs(Fraction(score) - getattr(foretold, name)) < Fraction(1, 100), (
        "kept to the places of its column"
    )


def test_both_answers_stay_foretold_after_one_was_given(weighed: Town) -> None:
    before = totals(weighed)
    task = Task.objects.get(doer_id=weighed.id(AN), content="Tờ trình")
    consider(by=weighed.viewer(DIVISION_HEAD), task=task, found=Finding(1, 1, "Bão số 5"))
    assert totals(weighed) == before


def test_nothing_is_foretold_of_work_that_was_in_time_nor_of_a_claim(town: Town) -> None:
    given(town, "Kê khai", status="claimed", latenesses=1)
    given(town, "Dở dang")
    town.hand_in([AN])
    assert totals(town) == {}
    assert totals_by_cause(town.sheet(AN), []) == {}


def test_where_the_rulebook_takes_nothing_off_for_lateness_nothing_is_foretold(old_town: Town) -> None:
    old_town.burden(AN, 1, deadline=date(2019, 10, 9))
    Task.objects.filter(doer_id=old_town.id(AN)).update(latenesses=1)
    old_town.hand_in([AN])
    sheet = old_town.sheet(AN)
    assert totals_by_cause(sheet, tasks_of(sheet.person_id, sheet.cycle.period)) == {}
