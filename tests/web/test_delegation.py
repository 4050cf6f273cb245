"""The routing table through its page: who scores, ranks and decides, by bloc and tier, as of a day."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.assessment import cast
from tests.assessment.cast import ADMIN, AN, AUDITOR, OCTOBER, ORGANISER, SETUP, START, Town
from tests.web.office_cast import get, main, on, school, text, town_of
from thenchot.people.actions.build_tree import UnitRow, build_tree
from thenchot.people.actions.delegate import Rule, delegate, grant
from thenchot.people.actions.enrol import enrol

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return town_of(OCTOBER, opened=False)


def test_nobody_is_sent_to_sign_in() -> None:
    assert Client().get("/phan-cap").headers["Location"].startswith("/dang-nhap")


def test_the_table_is_for_the_organisation_body_and_the_auditor(town: Town) -> None:
    assert get(AN, "/phan-cap").status_code == 404
    refused = get(ADMIN, "/phan-cap")
    assert refused.status_code == 403
    assert "people.not_granted" in text(refused)
    for code in (ORGANISER, AUDITOR):
        assert "Phòng Kinh tế, Hạ tầng và Đô thị" in main(get(code, "/phan-cap"))


@pytest.mark.row("004-43")
def test_the_secretary_assesses_the_party_bloc_and_the_chairman_the_government_bloc(town: Town) -> None:
    government = main(get(ORGANISER, "/phan-cap?khoi=chinh_quyen"))
    party = main(get(ORGANISER, "/phan-cap?khoi=dang"))
    chair, secretary = "Trịnh Quang Vĩnh", "Đoàn Thị Mơ"
    assert (
        f"Văn phòng Đảng ủy Khối Đảng · Phường Bến Trúc Người đứng đầu Công chức 1 {secretary} {secretary}"
        in party
    )
    assert chair not in party
    row = "Phòng Kinh tế, Hạ tầng và Đô thị Khối chính quyền · Phường Bến Trúc Người đứng đầu Công chức 1"
    assert f"{row} {chair} {chair}" in government
    assert f"{secretary} {secretary}" not in government


@pytest.mark.row("004-43")
def test_a_bloc_without_a_head_of_its_own_goes_to_whom_the_body_named(town: Town) -> None:
    front = [UnitRow("BT-MT", "Ủy ban Mặt trận Tổ quốc phường", "doan_the", "direct", "BT")]
    build_tree(by=SETUP, rows=front, day=START)
    enrol(by=SETUP, rows=[cast.post("0060", "BT-MT", "Chủ tịch", "head")])
    for task in ("score", "rank"):
        rule = Rule(task, "BT", "Quy chế số 3", bloc="doan_the", rank="head", holder_code=cast.SECRETARY)
        delegate(by=SETUP, rule=rule, valid_from=date(2026, 10, 1))
    shown = main(get(ORGANISER, "/phan-cap?khoi=doan_the"))
    assert (
        "Người đứng đầu Công chức 1 Đoàn Thị Mơ Đoàn Thị Mơ Đinh Thế Lãm Quy chế số 3; Quyết định phân cấp số 12"
        in shown
    )
    before = main(get(ORGANISER, "/phan-cap?khoi=doan_the&ngay=30/09/2026"))
    assert "Quy chế số 3" not in before


def test_each_answer_carries_its_provision(town: Town) -> None:
    shown = main(get(ORGANISER, f"/phan-cap?don-vi={town.unit('BT-KT').id}"))
    assert (
        "Không giữ chức vụ lãnh đạo, quản lý Công chức 4 Bạch Văn Tường Trịnh Quang Vĩnh Đinh Thế Lãm"
        in shown
    )
    assert "Điều 10 khoản 1 điểm c; Điều 10 khoản 2 điểm b; Quyết định phân cấp số 12" in shown


def test_who_has_no_scorer_stands_first_and_is_counted(town: Town) -> None:
    shown = main(get(ORGANISER, "/phan-cap"))
    assert "1 người chưa có người theo dõi, đánh giá" in shown
    assert shown.index("Thành phố Đông Lam Khối chính quyền Người đứng đầu") < shown.index(
        "Sở Nội vụ Khối chính quyền"
    )
    ward = main(get(ORGANISER, f"/phan-cap?don-vi={town.unit('BT').id}"))
    assert "14 người, mọi người đều có người theo dõi, đánh giá." in ward


def test_somebody_who_would_score_themselves_counts_as_without_a_scorer(town: Town) -> None:
    rule = Rule("score", "HL", "Nhầm", rank="head", holder_code=cast.OTHER_HEAD)
    delegate(by=SETUP, rule=rule, valid_from=START)
    shown = main(get(ORGANISER, f"/phan-cap?don-vi={town.unit('HL').id}"))
    assert "Vi Thị Ngà (chính người đó)" in shown


def test_the_table_is_read_as_of_a_day(town: Town) -> None:
    later = cast.post("0020", "BT-VP", "Chánh Văn phòng", "head", valid_from=date(2026, 11, 1))
    enrol(by=SETUP, rows=[later])
    on("2026-10-20")
    now = main(get(ORGANISER, f"/phan-cap?don-vi={town.unit('BT-KT').id}"))
    assert "4 Bạch Văn Tường" in now
    after = main(get(ORGANISER, f"/phan-cap?don-vi={town.unit('BT-KT').id}&ngay=02/11/2026"))
    assert "4 Bạch Văn Tường" not in after
    assert "chưa có người theo dõi, đánh giá" in after


def test_a_day_nobody_can_read_is_said_and_today_is_shown(town: Town) -> None:
    shown = main(get(ORGANISER, "/phan-cap?ngay=31/02/2026"))
    assert "Nhập ngày theo dạng ngày/tháng/năm" in shown
    assert "Phường Bến Trúc" in shown


def test_names_and_units_are_found_without_tone_marks(town: Town) -> None:
    found = main(get(ORGANISER, "/phan-cap?tim=chu+thi+quyen"))
    assert "Văn phòng Đảng ủy" in found
    assert "Văn phòng HĐND và UBND Khối" not in found
    assert "Không có dòng nào khớp" in main(get(ORGANISER, "/phan-cap?tim=zzz"))


def test_an_organisation_body_reads_only_its_own_branch(town: Town) -> None:
    school(town)
    grant(by=SETUP, staff_code=AN, role="organisation_body", unit_code="BT", valid_from=START)
    shown = main(get(AN, "/phan-cap"))
    assert "Trường THCS Bến Trúc" in shown
    assert "Phường Hàng Lựu" not in shown
    assert get(AN, f"/phan-cap?don-vi={town.unit('HL').id}").status_code == 403
