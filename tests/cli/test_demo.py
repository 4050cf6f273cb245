"""thenchot demo: a whole city part in a few seconds, made by the same actions as the pages use."""

from __future__ import annotations

import json
import re
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.a_demo import Answer, Demo, run
from tests.cli.conftest import PEOPLE, SMALL
from thenchot.cli.demo import groundwork
from thenchot.cli.demo.fill import Progress

pytestmark = pytest.mark.slow
PAST = ["2025-12", *(f"2026-{month:02d}" for month in range(1, 11))]
FINISHED = {"nd335-2025-cong-chuc": "confirmed", "nd233-2026-vien-chuc": "confirmed", "hn-1841-2021": "decided"}


@pytest.mark.row("004-17")
def test_a_city_part_of_152_units_in_four_blocs_has_an_assessor_for_everybody(demo: Demo) -> None:
    assert demo.number("SELECT count(DISTINCT unit_id) FROM organisation_unitversion WHERE valid_to IS NULL") == 152
    blocs = {row[0] for row in demo.rows("SELECT DISTINCT bloc FROM organisation_unitversion")}
    assert blocs == {"dang", "chinh_quyen", "doan_the", "su_nghiep"}
    assert demo.number("SELECT count(*) FROM organisation_unitversion WHERE category = 'truong'") == 50
    assert demo.number("SELECT count(*) FROM people_account") == demo.number("SELECT count(*) FROM people_person")
    sheets = demo.number("SELECT count(*) FROM assessment_sheet")
    assert sheets > 12 * (PEOPLE - 10)
    assert demo.number("SELECT count(*) FROM assessment_sheet WHERE scorer_id IS NULL OR scorer_id = person_id") == 0
    assert demo.number("SELECT count(*) FROM assessment_sheet WHERE decider_id IS NULL") == 0


def test_the_default_is_five_thousand_people_with_ninety_four_under_one_head() -> None:
    from_source = (Path(__file__).parents[2] / "src/thenchot/cli/demo/staff.py").read_text(encoding="utf-8")
    assert re.search(r"^PEOPLE = 5000$", from_source, re.MULTILINE)
    assert re.search(r'^GRID_UNIT, GRID_STAFF = "CCQL", 91$', from_source, re.MULTILINE)


def test_each_past_month_is_published_under_its_own_rulebooks_and_the_current_one_is_open(demo: Demo) -> None:
    cycles = demo.rows("SELECT period, category, rulebook, state FROM assessment_cycle ORDER BY id")
    assert [period for period, *_ in cycles] == [period for period in [*PAST, "2026-11"] for _ in range(3)]
    assert {state for period, _, _, state in cycles if period in PAST} == {"published"}
    assert {state for period, _, _, state in cycles if period == "2026-11"} == {"open"}
    books = {(period, category): book for period, category, book, _ in cycles}
    assert books["2025-12", "cong_chuc"] == "hn-1841-2021"
    assert {books[period, "cong_chuc"] for period in PAST[1:]} == {"nd335-2025-cong-chuc"}
    assert {books[period, "can_bo"] for period in PAST} == {"hn-1841-2021"}


def test_public_employees_change_their_rulebook_in_the_middle_of_the_year(demo: Demo) -> None:
    rows = demo.rows("SELECT period, rulebook FROM assessment_cycle WHERE category = 'vien_chuc' ORDER BY period")
    assert {book for period, book in rows if period < "2026-07"} == {"hn-1841-2021"}
    assert {book for period, book in rows if period >= "2026-07"} == {"nd233-2026-vien-chuc"}


def test_a_rulebook_that_ships_switched_off_is_signed_for_and_called_a_placeholder(demo: Demo) -> None:
    rows = demo.rows("SELECT rulebook, confirmed_by_id, confirmed_note FROM rulesets_adoption")
    notes = {str(book): str(note) for book, _, note in rows}
    assert "tạm" in notes["hn-1841-2021"]
    assert "giả định" in notes["nd233-2026-vien-chuc"]
    assert all(person for _, person, _ in rows)


def test_steps_fall_on_the_days_of_their_own_month(demo: Demo) -> None:
    for act, first, last in (("self_assess", 20, 22), ("confirm", 22, 24), ("publish", 25, 25), ("decide", 24, 25)):
        days = {str(row[0]) for row in demo.rows("SELECT substr(at, 1, 10) FROM audit_entry WHERE action = ?", [act])}
        past = {day for day in days if day < "2026-11"}
        assert past, act
        assert all(first <= int(day[8:]) <= last for day in past), act


def test_each_person_hands_in_their_own_sheet_and_each_head_confirms_what_is_theirs(demo: Demo) -> None:
    holders = {"self_assess": "person_id", "confirm": "scorer_id", "propose": "ranker_id", "decide": "decider_id"}
    for act, column in holders.items():
        wrong = demo.number(
            f"SELECT count(*) FROM audit_entry e JOIN assessment_sheet s ON s.id = e.object_id "
            f"WHERE e.object_kind = 'sheet' AND e.action = ? AND e.actor_id <> s.{column}",
            [act],
        )
        assert wrong == 0, act


def test_a_secretary_and_a_chairman_each_assess_their_own_bloc_of_a_ward(demo: Demo) -> None:
    heads = dict(
        demo.rows(
            "SELECT a.bloc, a.person_id FROM people_appointment a JOIN organisation_unit u ON u.id = a.unit_id "
            "WHERE u.code = 'P01' AND a.rank = 'head'"
        )
    )
    for part, bloc in (("P01-VPDU", "dang"), ("P01-MT", "dang"), ("P01-KT", "chinh_quyen")):
        scorer = demo.rows(
            "SELECT DISTINCT s.scorer_id FROM assessment_sheet s JOIN organisation_unit u ON u.id = s.unit_id "
            "WHERE u.code = ? AND s.rank = 'head'",
            [part],
        )
        assert scorer == [(heads[bloc],)], part


def test_three_authorities_decide_for_those_under_their_management(demo: Demo) -> None:
    deciders = demo.rows(
        "SELECT t.code, s.decider_id, count(*) FROM assessment_sheet s JOIN assessment_cycle c ON c.id = s.cycle_id "
        "JOIN people_tiermembership m ON m.person_id = s.person_id JOIN people_tier t ON t.id = m.tier_id "
        "WHERE c.category = 'can_bo' GROUP BY 1, 2"
    )
    assert {tier for tier, *_ in deciders} == {"Thường trực Thành ủy", "Thường trực HĐND thành phố", "Lãnh đạo UBND thành phố"}
    assert len({person for _, person, _ in deciders}) == len(deciders) == 3


def test_who_is_seconded_is_assessed_by_the_body_that_received_them(demo: Demo) -> None:
    rows = demo.rows(
        "SELECT s.unit_id = a.unit_id, a.kind FROM assessment_sheet s JOIN people_appointment a ON a.id = s.appointment_id "
        "JOIN assessment_cycle c ON c.id = s.cycle_id WHERE c.period >= '2026-03' "
        "AND s.person_id IN (SELECT person_id FROM people_appointment WHERE kind = 'seconded')"
    )
    assert rows
    assert set(rows) == {(1, "seconded")}


def test_results_are_not_levelled_and_the_yearly_cap_is_only_foreseen(demo: Demo, filled: tuple[Demo, Answer]) -> None:
    bands = dict(demo.rows("SELECT band, count(*) FROM assessment_published WHERE number = 1 GROUP BY band"))
    assert {"HTXS", "HTT", "HT", "KHT", "A", "B", "C"} <= set(bands)
    together = sum(count for count in bands.values())
    assert max(count for count in bands.values()) < 0.75 * together
    assert "dự báo, xét theo năm" in filled[1].line("HTXS: ")
    assert "giới hạn kỳ này" in filled[1].line("A: ")


def test_no_group_under_the_monthly_framework_is_over_its_share(demo: Demo) -> None:
    groups = demo.rows(
        "SELECT s.cycle_id, s.body_id, sum(s.level = 'A'), count(*) FROM assessment_sheet s JOIN assessment_cycle c "
        "ON c.id = s.cycle_id WHERE c.rulebook = 'hn-1841-2021' AND s.state = 'published' GROUP BY 1, 2"
    )
    assert groups
    assert all(top <= count * 3 // 10 for _, _, top, count in groups)
    assert sum(top for _, _, top, _ in groups) > 0


def test_every_raise_and_lowering_has_a_reason_and_a_name(demo: Demo) -> None:
    assert demo.number("SELECT count(*) FROM assessment_levelchange WHERE raised = 0") > 5
    assert demo.number("SELECT count(*) FROM assessment_levelchange WHERE raised = 1") > 0
    assert demo.number("SELECT count(*) FROM assessment_levelchange WHERE trim(reason) = '' OR by_id IS NULL") == 0


def test_nearly_everybody_is_assessed_and_the_missing_have_their_reasons(demo: Demo) -> None:
    for period in PAST:
        counts = dict(
            demo.rows(
                "SELECT s.state, count(*) FROM assessment_sheet s JOIN assessment_cycle c ON c.id = s.cycle_id "
                "WHERE c.period = ? GROUP BY 1",
                [period],
            )
        )
        asked = sum(counts.values()) - counts.get("excused", 0)
        assert counts["published"] / asked > 0.97, period
    assert demo.number("SELECT count(*) FROM assessment_sheet WHERE state = 'excused' AND absence = ''") == 0
    assert demo.number("SELECT count(*) FROM assessment_sheet WHERE state = 'excused'") > 0


def test_one_petition_changed_a_result_one_did_not_and_one_is_running(demo: Demo) -> None:
    rows = demo.rows("SELECT state, outcome, received_on, due_on FROM assessment_petition ORDER BY id")
    assert [row[:2] for row in rows] == [("answered", "accepted"), ("answered", "kept"), ("received", "")]
    assert rows[2][2:] == ("2026-11-16", "2026-11-25")
    assert demo.number("SELECT count(*) FROM assessment_published WHERE number = 2") == 1


def test_tasks_are_late_rejected_unfinished_and_explained(demo: Demo) -> None:
    conditions = ["latenesses > 0", "rejections > 0", "status = 'assigned'", "origin = 'unplanned'", "latenesses_excused > 0"]
    for condition in conditions:
        assert demo.number(f"SELECT count(*) FROM workplan_task WHERE {condition}") > 0, condition
    unexplained = "SELECT count(*) FROM workplan_task WHERE latenesses + rejections > 0 AND explanation = ''"
    assert demo.number(unexplained) == 0


def test_the_open_month_has_something_left_for_every_step(demo: Demo) -> None:
    states = dict(
        demo.rows(
            "SELECT s.state, count(*) FROM assessment_sheet s JOIN assessment_cycle c ON c.id = s.cycle_id "
            "WHERE c.state = 'open' GROUP BY 1"
        )
    )
    assert {"opened", "submitted", "confirmed", "proposed"} <= set(states)
    assert states["submitted"] > states["opened"]
    returned = demo.number("SELECT count(*) FROM assessment_sheet WHERE return_note <> ''")
    assert returned == 1


def test_sixteen_people_can_sign_in_and_the_others_have_accounts_without_a_password(
    demo: Demo, filled: tuple[Demo, Answer]
) -> None:
    rows = demo.rows("SELECT staff_code FROM people_account WHERE password NOT LIKE '!%' ORDER BY id")
    usable = [str(row[0]) for row in rows]
    assert len(usable) == 16
    shown = re.findall(r"^  (DL\d{5})  \S", filled[1].out, re.MULTILINE)
    assert shown == usable
    grants = {str(row[0]) for row in demo.rows("SELECT role FROM people_grant")}
    assert grants == {"organisation_body", "monitoring_office", "auditor", "administrator"}


def test_the_summary_tells_the_month_its_gaps_the_caps_the_petitions_and_the_trail(filled: tuple[Demo, Answer]) -> None:
    said = filled[1].out
    assert "152 đơn vị" in said
    assert "Kỳ mở gần nhất: tháng 11/2026" in said
    assert re.search(r"Cộng: \d+ trong \d+ \(9\d,\d\d\u00a0%\)", said)
    assert re.search(r"Chưa có kết quả, theo lý do: .*Nghỉ", said)
    assert re.search(r"Nâng mức \d+ phiếu, hạ mức \d+ phiếu trong 11 tháng, đều có lý do", said)
    assert "đang giải quyết 1, hạn trả lời 25/11/2026" in said
    assert re.search(r"Nhật ký: [\d.]+ dòng, \d+ niêm phong, đối chiếu không có sai lệch", said)
    assert "http://127.0.0.1:8000/" in said


def test_the_same_people_and_marks_come_out_each_time(killed: tuple[Demo, set[str], Answer], tmp_path: Path) -> None:
    """Also where the first attempt was broken off."""
    first, second = Demo(tmp_path / "first"), killed[0]
    assert run(first.folder, "demo", "--fill-only", *SMALL).code == 0
    for statement in (
        "SELECT staff_code, full_name, gender FROM people_person ORDER BY id",
        "SELECT id, state, marks, score, band, level FROM assessment_sheet ORDER BY id",
        "SELECT content, units, status, deadline FROM workplan_task ORDER BY id",
    ):
        assert first.rows(statement) == second.rows(statement)
    assert first.rows("SELECT DISTINCT period FROM assessment_cycle ORDER BY 1") == [("2026-10",), ("2026-11",)]


def test_a_second_start_changes_nothing_and_says_the_same(own_demo: Demo, filled: tuple[Demo, Answer]) -> None:
    before = own_demo.rows("SELECT count(*), max(id) FROM audit_entry")
    again = own_demo.run("demo", "--fill-only")
    assert again.code == 0
    assert "Tạo dữ liệu" not in again.out
    assert own_demo.rows("SELECT count(*), max(id) FROM audit_entry") == before
    assert again.line("Nhật ký:") == filled[1].line("Nhật ký:")


def test_the_register_of_facts_the_year_of_organisations_and_the_review_of_rights_hold_something(demo: Demo) -> None:
    assert demo.number("SELECT COUNT(*) FROM evidence_fact WHERE source_code = ''") == 4
    (reason,) = demo.rows("SELECT withdrawn_reason FROM evidence_fact WHERE withdrawn_at IS NOT NULL")[0]
    assert "trùng họ tên" in reason
    states = dict(demo.rows("SELECT state, COUNT(*) FROM bodies_bodysheet GROUP BY state"))
    assert states["submitted"] == 12
    assert states["opened"] > 12
    # Three are overdue: two that were left out, and the reviewer's own, which somebody else has to look at.
    held = ("people_grant", "people_deputyfield", "people_delegation WHERE holder_id IS NOT NULL")
    rights = sum(demo.number(f"SELECT COUNT(*) FROM {table}") for table in held)
    assert rights - demo.number("SELECT COUNT(*) FROM people_rightsreview") == 3


def test_every_row_of_the_plan_is_a_product_of_the_catalogue_whose_coefficient_counts_it(demo: Demo) -> None:
    assert demo.number("SELECT count(*) FROM standards_product WHERE state = 'approved'") == 44
    assert demo.rows("SELECT code, name FROM standards_product WHERE state = 'proposed'") == [
        ("DX.01", "Số hóa hiện trạng vỉa hè một tuyến phố")
    ]
    without = {content for (content,) in demo.rows("SELECT content FROM workplan_task WHERE product_id IS NULL")}
    assert without == {groundwork.UNPLANNED, groundwork.UNCLEAR}
    # Whole pieces: the units of a row are a number of pieces times the coefficient of one.
    pieces = demo.rows("SELECT t.units, p.coefficient FROM workplan_task t JOIN standards_product p ON p.id = t.product_id")
    assert pieces
    assert all(Decimal(str(units)) % Decimal(str(coefficient)) == 0 for units, coefficient in pieces)


def test_no_name_is_left_half_filled(demo: Demo) -> None:
    assert {path.name for path in demo.folder.iterdir()} <= {"thenchot.sqlite3", "secret_key", "seal_key", "static", "tiep-nhan"}
    assert oct(demo.folder.joinpath("seal_key").stat().st_mode & 0o777) == "0o600"


def test_marks_and_reasons_are_kept_as_exact_texts(demo: Demo) -> None:
    marks = demo.rows("SELECT marks FROM assessment_sheet WHERE state = 'published' LIMIT 50")
    for (text,) in marks:
        kept = json.loads(str(text))
        assert all(re.fullmatch(r"\d+(/\d+)?", mark) for mark in kept["confirmed"].values())


def test_the_sheet_stays_with_the_unit_of_its_time_when_somebody_moves(demo: Demo) -> None:
    moved = demo.rows(
        "SELECT person_id FROM people_appointment WHERE kind = 'main' AND valid_from = '2026-08-17'"
    )
    for (person,) in moved:
        rows = demo.rows(
            "SELECT c.period, s.unit_id FROM assessment_sheet s JOIN assessment_cycle c ON c.id = s.cycle_id "
            "WHERE s.person_id = ? ORDER BY c.period",
            [person],
        )
        units = [unit for _, unit in rows]
        assert len({unit for period, unit in rows if period < "2026-08"}) == 1
        assert len({unit for period, unit in rows if period >= "2026-08"}) == 1
        assert units[0] != units[-1]
    assert date(2026, 8, 17) < date(2026, 8, 20)


def test_the_fill_says_after_each_step_how_long_the_rest_is_likely_to_take() -> None:
    said: list[str] = []
    progress = Progress(said.append, ahead=4, _begun=time.monotonic() - 30, _since=time.monotonic() - 30)
    progress.step("một", 1)
    progress.step("hai", 2)
    progress.step("ba")
    assert [line.partition("giây")[2] for line in said] == ["; còn khoảng 90 giây", "; còn khoảng 10 giây", ""]
