"""What the demo lays on the table before November is judged: the meeting, the month table, remedies and what came of the work."""

from __future__ import annotations

import json

import pytest

from tests.cli.a_demo import Demo

pytestmark = pytest.mark.slow
UNIT = "(SELECT id FROM organisation_unit WHERE code = 'P01-KT')"
NOVEMBER = f"FROM workplan_task WHERE period = '2026-11' AND unit_id = {UNIT}"


def test_a_division_has_a_locked_month_table_with_its_resolution(demo: Demo) -> None:
    tables = demo.rows(f"SELECT state, source_number, source_date FROM workplan_plantable WHERE unit_id = {UNIT}")
    assert tables == [("locked", "27-NQ/ĐU", "2026-10-30")]
    unplanned = demo.rows(f"SELECT content {NOVEMBER} AND origin = 'unplanned'")
    assert [content for (content,) in unplanned] == ["Phối hợp xử lý 2 điểm ngập sau mưa lớn ngày 11/11"]
    assert demo.number(f"SELECT count(*) {NOVEMBER} AND origin = 'planned'") > 3


def test_one_row_of_the_table_lacks_a_clarity_and_has_a_unit_instead_of_a_person(demo: Demo) -> None:
    rows = demo.rows(f"SELECT content, deadline, units, doer_id, doer_unit_id IS NOT NULL {NOVEMBER} AND deadline IS NULL")
    assert rows == [("Chuẩn bị nội dung giao ban với các tổ dân phố", None, 0, None, 1)]


def test_its_rows_were_finished_by_their_doers_and_late_ones_explained_in_words_of_their_own(demo: Demo) -> None:
    done = demo.rows(f"SELECT id, doer_id {NOVEMBER} AND status = 'done'")
    acts = dict(demo.rows("SELECT object_id, actor_id FROM audit_entry WHERE object_kind = 'task' AND action = 'finish'"))
    assert done
    assert all(acts[number] == doer for number, doer in done)
    said = [text for (text,) in demo.rows(f"SELECT explanation {NOVEMBER} AND explanation <> ''")]
    assert len(said) == len(set(said))


def test_the_last_meeting_gave_each_weakness_an_owner_and_a_day(demo: Demo) -> None:
    meetings = demo.rows(f"SELECT period, state, held_on, content FROM followup_briefing WHERE unit_id = {UNIT}")
    assert [(period, state, day) for period, state, day, _ in meetings] == [("2026-10", "concluded", "2026-11-02")]
    assert len(json.loads(meetings[0][3])["weaknesses"]) == 3
    states = demo.rows(f"SELECT state, due FROM followup_remedy WHERE unit_id = {UNIT} ORDER BY id")
    assert states == [("closed", "2026-11-13"), ("open", "2026-11-27"), ("open", "2026-11-27")]


def test_a_deputy_noted_what_was_seen_of_the_unplanned_work_and_its_doer_chose_a_day(demo: Demo) -> None:
    assert demo.number("SELECT count(*) FROM followup_note WHERE period = '2026-11' AND task_id IS NOT NULL") == 1
    assert demo.rows("SELECT day FROM followup_plannedday") == [("2026-11-23",)]


def test_a_ward_climbs_from_the_seventeenth_place_to_the_second_and_is_excellent_in_all_fields(demo: Demo) -> None:
    rows = demo.rows(
        "SELECT r.period, r.answers FROM checklists_reply r JOIN organisation_unit u ON u.id = r.unit_id "
        "WHERE u.code = 'P01' AND r.source LIKE 'Thông báo%' ORDER BY r.period"
    )
    places = {period: json.loads(answers) for period, answers in rows}
    assert {period: (one["chung"]["value"], one["chung"]["of"]) for period, one in places.items()} == {
        "2023": ("17", "30"), "2024": ("9", "30"), "2025": ("2", "30"),
    }  # fmt: skip
    assert [one["standing"] for code, one in places["2025"].items() if code != "chung"] == ["xuat_sac"] * 13


def test_what_an_official_ticked_is_still_theirs_alone_and_two_have_registered_for_the_quarter(demo: Demo) -> None:
    by_code = "SELECT r.state FROM checklists_reply r JOIN checklists_checklist c ON c.id = r.checklist_id WHERE c.code = ?"
    assert demo.rows(by_code, ["ct24"]) == [("draft",)]
    assert {state for (state,) in demo.rows(by_code, ["chuyen-nghiep"])} == {"registered"}
    assert demo.rows(by_code, ["5s"]) == [("checked",)]
    assert demo.number("SELECT sum(registered) FROM checklists_pastturns WHERE code = 'chuyen-nghiep'") == 4864


def test_four_offices_brought_their_facts_and_the_late_one_is_named(demo: Demo) -> None:
    parts = demo.rows("SELECT source_code, done_at IS NULL FROM evidence_contribution ORDER BY source_code")
    assert parts == [("council_office", 0), ("inspection_commission", 0), ("inspectorate", 0), ("party_office", 1)]
    sources = {code for (code,) in demo.rows("SELECT DISTINCT source_code FROM evidence_fact WHERE period = '2026-11'")}
    assert {"council_office", "inspectorate", "inspection_commission"} <= sources


def test_a_head_answered_one_of_two_shortcomings_and_who_was_named_does_not_agree(demo: Demo) -> None:
    items = demo.rows(
        "SELECT i.cause, i.answered_at IS NULL FROM evidence_inquiryitem i JOIN evidence_inquiry q ON q.id = i.inquiry_id "
        "JOIN organisation_unit u ON u.id = q.unit_id WHERE u.code = 'P01-KT' ORDER BY i.id"
    )
    assert items == [("person", 0), ("", 1)]
    disputed = demo.rows(
        "SELECT f.kind, d.outcome, d.by_id = f.person_id FROM evidence_dispute d JOIN evidence_fact f ON f.id = d.fact_id"
    )
    assert disputed == [("named_responsible", "", 1)]


def test_a_rule_of_the_regulations_takes_half_a_point_and_one_violation_is_recorded(demo: Demo) -> None:
    rules = demo.rows("SELECT code, deducts FROM evidence_officerule")
    assert [(code, json.loads(deducts)) for code, deducts in rules] == [
        ("QC-01", {"nd335-2025-cong-chuc": {"criterion": "I.2", "points": "1/2"}})
    ]
    assert demo.number("SELECT count(*) FROM evidence_fact WHERE kind = 'office_rule_violation' AND rule_code = 'QC-01'") == 1
