"""Periods of assessment through their pages: who gets in, who is late by name, units, caps, publishing, the missing."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.assessment import cast
from tests.assessment.cast import (
    ADMIN,
    AN,
    AUDITOR,
    BINH,
    OCTOBER,
    OCTOBER_2019,
    ORGANISER,
    SETUP,
    STRANGER,
    WARD,
    Town,
)  # fmt: skip
from tests.web.office_cast import (
    filled,
    get,
    main,
    on,
    opening,
    page_after,
    school,
    send,
    text,
    town_of,
)
from thenchot.assessment.models import Cycle, Sheet
from thenchot.people.actions.build_tree import UnitRow, build_tree
from thenchot.people.actions.delegate import grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return town_of(OCTOBER)


@pytest.fixture
def closed_town() -> Town:
    """Nothing opened yet."""
    return town_of(OCTOBER, opened=False)


# --- who gets in -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/ky", "/ky/mo", "/ky/{}", "/ky/{}/thieu", "/ky/{}/thieu.csv"])
def test_nobody_is_sent_to_sign_in(town: Town, path: str) -> None:
    answer = Client().get(path.format(town.cycle_id))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/dang-nhap")


@pytest.mark.parametrize("path", ["/ky/{}", "/ky/{}/thieu", "/ky/{}/thieu.csv"])
@pytest.mark.parametrize("code", [STRANGER, ADMIN])
def test_who_has_no_part_in_a_period_finds_nothing(town: Town, path: str, code: str) -> None:
    assert get(code, path.format(town.cycle_id)).status_code == 404


@pytest.mark.parametrize("path", ["/ky/{}/nhac", "/ky/{}/cong-bo"])
def test_acts_on_a_period_are_hidden_from_strangers_and_refused_to_readers(town: Town, path: str) -> None:
    address = path.format(town.cycle_id)
    assert send(STRANGER, address).status_code == 404
    for code in (AUDITOR, AN):
        refused = send(code, address)
        assert refused.status_code == 403
        assert "cycle.not_organiser" in text(refused)
        assert "Điều 17 khoản 3" in text(refused)
    assert Cycle.objects.get(id=town.cycle_id).state == "open"


def test_a_person_assessed_sees_the_calendar_and_nobody_else(town: Town) -> None:
    shown = main(get(AN, f"/ky/{town.cycle_id}"))
    assert "Tự đánh giá 20–22/10" in shown
    assert "Tạ Thanh Bình" not in shown
    assert "Công bố" not in shown
    assert get(AN, f"/ky/{town.cycle_id}/thieu").status_code == 403


def test_an_auditor_reads_the_whole_period_and_is_offered_no_act(town: Town) -> None:
    shown = get(AUDITOR, f"/ky/{town.cycle_id}")
    assert "Theo đơn vị" in main(shown)
    assert "/cong-bo" not in shown.content.decode()
    assert get(AUDITOR, f"/ky/{town.cycle_id}/thieu").status_code == 200


def test_the_form_of_opening_is_the_organisation_bodys(closed_town: Town) -> None:
    assert get(STRANGER, "/ky/mo").status_code == 404
    assert get(AUDITOR, "/ky/mo").status_code == 403
    assert get(ORGANISER, "/ky/mo").status_code == 200
    refused = send(AUDITOR, "/ky/mo", **opening(closed_town))
    assert refused.status_code == 403
    assert not Cycle.objects.exists()


def test_an_organisation_body_opens_only_inside_its_own_branch(closed_town: Town) -> None:
    grant(
        by=SETUP, staff_code=STRANGER, role="organisation_body", unit_code="HL", valid_from=date(2026, 1, 1)
    )
    assert send(STRANGER, "/ky/mo", **opening(closed_town, "BT")).status_code == 403
    assert not Cycle.objects.exists()


# --- the page of a period --------------------------------------------------------------------------


@pytest.mark.row("004-26")
def test_a_late_step_stands_on_the_page_with_the_name_of_who_owes_it(town: Town) -> None:
    on("2026-10-22")
    assert "Bước quá hạn" not in main(get(ORGANISER, f"/ky/{town.cycle_id}"))
    town.hand_in([BINH])
    on("2026-10-23")
    shown = main(get(ORGANISER, f"/ky/{town.cycle_id}"))
    assert f"Bước quá hạn và người chịu trách nhiệm ({len(WARD) - 1})" in shown
    assert "Hồ Hữu An Phòng Kinh tế, Hạ tầng và Đô thị Tự đánh giá 22/10" in shown
    on("2026-10-25")
    shown = main(get(ORGANISER, f"/ky/{town.cycle_id}"))
    assert "Bạch Văn Tường Phòng Kinh tế, Hạ tầng và Đô thị Xác nhận điểm 24/10" in shown


def test_the_steps_carry_their_dates_and_counts(town: Town) -> None:
    town.hand_in([AN, BINH])
    shown = main(get(ORGANISER, f"/ky/{town.cycle_id}"))
    assert f"Tự đánh giá 20–22/10 2 / {len(WARD)} phiếu" in shown
    assert f"Xác nhận điểm 23–24/10 0 / {len(WARD)} phiếu" in shown


def test_units_stand_the_furthest_behind_first_with_who_confirms(town: Town) -> None:
    town.hand_in([cast.GIANG, AN])
    town.confirm([cast.GIANG])
    shown = main(get(ORGANISER, f"/ky/{town.cycle_id}"))
    behind, ahead = (
        shown.index("Phòng Kinh tế, Hạ tầng và Đô thị Phường Bến Trúc"),
        shown.index("Văn phòng HĐND và UBND Phường"),
    )
    assert behind < ahead
    assert "Phòng Kinh tế, Hạ tầng và Đô thị Phường Bến Trúc · Bạch Văn Tường, Trịnh Quang Vĩnh 5 người chưa gửi" in shown


def test_units_are_filtered_by_how_far_they_are(town: Town) -> None:
    town.finish()
    assert "Chưa xong 0" in main(get(ORGANISER, f"/ky/{town.cycle_id}"))
    done = main(get(ORGANISER, f"/ky/{town.cycle_id}?loc=da-xong"))
    assert "Văn phòng Đảng ủy" in done
    none = main(get(ORGANISER, f"/ky/{town.cycle_id}?loc=chua-xong"))
    assert "Không có đơn vị nào." in none


def test_under_the_decree_a_month_shows_a_reference_never_a_limit(town: Town) -> None:
    town.finish()
    shown = main(get(ORGANISER, f"/ky/{town.cycle_id}"))
    assert "Mốc tham chiếu tỷ lệ khống chế" in shown
    assert f"{len(WARD)} người từ mức HTT trở lên × 20 % ÷ 120 %, lấy phần nguyên" in shown
    assert "Giới hạn" not in shown
    assert "Phân bố mức theo điểm" in shown


def test_under_the_citys_framework_the_month_has_a_limit_with_its_arithmetic() -> None:
    old = town_of(OCTOBER_2019)
    old.hand_in()
    old.confirm_all()
    shown = main(get(ORGANISER, f"/ky/{old.cycle_id}"))
    assert "Tỷ lệ khống chế" in shown
    assert f"{len(WARD)} người được xếp loại × 30 %, lấy phần nguyên" in shown
    assert "Mốc tham chiếu" not in shown


@pytest.mark.row("004-19")
def test_raised_and_lowered_are_counted_by_month_and_unit_and_none_is_without_reason() -> None:
    old = town_of(OCTOBER_2019)
    old.hand_in()
    old.confirm_all()
    chair = old.sheet(AN).ranker
    assert chair is not None
    for code, level in ((AN, "A"), (BINH, "C"), (cast.GIANG, "C")):
        sheet = old.sheet(code)
        given = {"sheet": str(sheet.id), "version": str(sheet.version), "level": level}
        silent = send(chair.staff_code, "/de-xuat/2019-10", **given)
        assert silent.status_code == 422
        assert "Nhập lý do" in text(silent)
        assert old.sheet(code).proposed_level == ""
        assert (
            send(chair.staff_code, "/de-xuat/2019-10", **given, reason="Theo báo cáo số 7").status_code == 302
        )
    shown = main(get(ORGANISER, f"/ky/{old.cycle_id}"))
    assert "Phòng Kinh tế, Hạ tầng và Đô thị 1 1" in shown
    assert "Văn phòng HĐND và UBND 0 1" in shown
    assert "Cộng tháng 10/2019 1 2" in shown


def test_periods_of_the_same_month_lead_to_one_another(town: Town) -> None:
    school(town)
    cast.take_up(town, "hn-1841-2021", date(2022, 1, 1), category="vien_chuc")
    Cycle.objects.exclude(id=town.cycle_id).delete()
    first = get(ORGANISER, f"/ky/{town.cycle_id}").content.decode()
    assert "Các kỳ cùng thời gian" not in first
    send(ORGANISER, "/ky/mo", **opening(town, "NV"))
    other = Cycle.objects.exclude(id=town.cycle_id).get(category="cong_chuc")
    assert f'href="/ky/{other.id}"' in get(ORGANISER, f"/ky/{town.cycle_id}").content.decode()


# --- publishing and the list of the missing ---------------------------------------------------------


def test_publishing_with_gaps_needs_a_reason_and_says_what_is_missing(town: Town) -> None:
    town.hand_in([AN])
    town.confirm([AN])
    version = str(town.cycle.version)
    answer = send(ORGANISER, f"/ky/{town.cycle_id}/cong-bo", version=version, reason="  ")
    assert answer.status_code == 422
    assert f"Còn {len(WARD) - 1} phiếu chưa xong." in text(answer)
    assert f"{len(WARD) - 1} phiếu chưa gửi" in text(answer)
    assert town.cycle.state == "open"
    given = {"version": version, "reason": "Thực hiện kết luận của cuộc họp ngày 25/10"}
    assert "Đã công bố 1 kết quả." in page_after(ORGANISER, f"/ky/{town.cycle_id}/cong-bo", **given)
    assert town.cycle.closing_reason == given["reason"]
    shown = main(get(ORGANISER, f"/ky/{town.cycle_id}"))
    assert "Nội dung đã khóa" in shown
    assert given["reason"] in shown


def test_a_finished_period_is_published_without_a_reason_and_only_once(town: Town) -> None:
    town.finish()
    version = str(town.cycle.version)
    assert send(ORGANISER, f"/ky/{town.cycle_id}/cong-bo", version=version).status_code == 302
    again = send(ORGANISER, f"/ky/{town.cycle_id}/cong-bo", version=version)
    assert again.status_code == 409
    assert "quyết định thay thế" in text(again)


def test_a_period_changed_meanwhile_is_not_published_over(town: Town) -> None:
    town.finish()
    Cycle.objects.filter(id=town.cycle_id).update(version=5)
    assert send(ORGANISER, f"/ky/{town.cycle_id}/cong-bo", version="4").status_code == 409
    assert town.cycle.state == "open"


def test_nothing_finished_offers_nothing_to_publish(town: Town) -> None:
    assert "Chưa có kết quả nào đủ các bước để công bố." in main(get(ORGANISER, f"/ky/{town.cycle_id}"))


def test_the_missing_are_listed_with_who_owes_the_step_and_can_be_searched(town: Town) -> None:
    town.hand_in([AN])
    shown = main(get(ORGANISER, f"/ky/{town.cycle_id}/thieu"))
    assert "Hồ Hữu An Phòng Kinh tế, Hạ tầng và Đô thị Đã gửi, chờ xác nhận Bạch Văn Tường" in shown
    assert "Chưa gửi chính người này" in shown
    found = main(get(ORGANISER, f"/ky/{town.cycle_id}/thieu?tim=binh"))
    assert "Tạ Thanh Bình" in found
    assert "Hồ Hữu An" not in found


def test_the_file_of_the_missing_opens_in_a_spreadsheet_with_its_tone_marks(town: Town) -> None:
    answer = get(ORGANISER, f"/ky/{town.cycle_id}/thieu.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    body = answer.getvalue()
    assert body.startswith(b"\xef\xbb\xbf")
    lines = body.decode("utf-8-sig").splitlines()
    assert lines[0] == 'Họ và tên,Đơn vị,Tình trạng,"Căn cứ, ghi chú",Người phải thực hiện'
    assert len(lines) == 1 + len(WARD)
    assert any(line.startswith("Hồ Hữu An,") for line in lines)


def test_the_list_of_cycles_tells_what_is_sent_of_an_open_one(town: Town) -> None:
    assert "0 % đã gửi 0" in main(get(ORGANISER, "/ky"))
    town.hand_in([AN])
    assert "0 % đã gửi 1" in main(get(ORGANISER, "/ky"))


def test_a_cell_that_would_run_as_a_formula_is_kept_as_text(town: Town) -> None:
    sheet = town.sheet(AN)
    Sheet.objects.filter(id=sheet.id).update(state="excused", absence="other", absence_note='=HYPERLINK("x")')
    body = get(ORGANISER, f"/ky/{town.cycle_id}/thieu.csv").getvalue().decode("utf-8-sig")
    assert "'=HYPERLINK" in body


def test_who_is_excused_stands_apart_with_the_ground(town: Town) -> None:
    Sheet.objects.filter(id=town.sheet(AN).id).update(state="excused", absence="maternity")
    shown = main(get(ORGANISER, f"/ky/{town.cycle_id}"))
    assert "1 người không chấm kỳ này (có căn cứ)" in shown
    assert f"Hoàn thành 0 trên {len(WARD)} phiếu" in shown
    assert "Không kể 1 người có lý do: 0 %" in shown


def test_the_list_of_periods_shows_how_far_each_is(town: Town) -> None:
    town.finish()
    shown = main(get(ORGANISER, "/ky"))
    assert "Tháng 10/2026" in shown
    assert "Phường Bến Trúc, công chức" in shown
    assert "100 %" in shown
    assert "Phường Bến Trúc" not in main(get(STRANGER, "/ky"))


def test_a_step_of_a_running_period_is_moved_with_a_reason_and_the_lock_moves_with_it(town: Town) -> None:
    path = f"/ky/{town.cycle_id}/lich"
    given = {
        "version": str(town.cycle.version),
        "step": "self_assess",
        "first": "20/10/2026",
        "last": "24/10/2026",
    }
    assert send(STRANGER, path, **given, why="x").status_code == 404
    assert send(AUDITOR, path, **given, why="x").status_code == 403
    silent = send(ORGANISER, path, **given, why=" ")
    assert silent.status_code == 422
    assert 'id="why-e"' in silent.content.decode()
    assert send(ORGANISER, path, **given, why="Mất điện hai ngày 21 và 22").status_code == 302
    assert "Tự đánh giá 20–24/10" in main(get(ORGANISER, f"/ky/{town.cycle_id}"))
    on("2026-10-24")
    assert send(AN, f"/phieu/{town.sheet(AN).id}/gui", **filled(town, AN)).status_code == 302


@pytest.mark.parametrize(
    ("first", "last"), [("24/10/2026", "20/10/2026"), ("", "24/10/2026"), ("31/02/2026", "24/10/2026")]
)
def test_days_of_a_step_nobody_can_read_are_refused_and_kept(town: Town, first: str, last: str) -> None:
    given = {
        "version": str(town.cycle.version),
        "step": "self_assess",
        "first": first,
        "last": last,
        "why": "Mất điện",
    }
    answer = send(ORGANISER, f"/ky/{town.cycle_id}/lich", **given)
    assert answer.status_code == 422
    assert "Nhập ngày đầu và ngày cuối dạng 25/11/2026" in text(answer)
    assert "Mất điện" in answer.content.decode()
    assert town.cycle.steps[0]["to"] == "2026-10-22"


def test_a_published_period_keeps_its_days(town: Town) -> None:
    town.finish()
    town.publish()
    given = {
        "version": str(town.cycle.version),
        "step": "confirm",
        "first": "20/10/2026",
        "last": "30/10/2026",
        "why": "x",
    }
    assert send(ORGANISER, f"/ky/{town.cycle_id}/lich", **given).status_code == 409


def test_units_of_one_name_are_told_apart_by_the_unit_above(town: Town) -> None:
    same = UnitRow("HL-KT", "Phòng Kinh tế, Hạ tầng và Đô thị", "chinh_quyen", "direct", "HL")
    build_tree(by=SETUP, rows=[same], day=date(2026, 1, 1))
    on("2026-10-23")
    shown = main(get(ORGANISER, f"/ky/{town.cycle_id}"))
    assert "Hồ Hữu An Phòng Kinh tế, Hạ tầng và Đô thị, Phường Bến Trúc Tự đánh giá" in shown
    assert "Văn phòng Đảng ủy, Phường Bến Trúc" not in shown


def test_who_owes_stands_before_who_is_excused(town: Town) -> None:
    Sheet.objects.filter(id=town.sheet(AN).id).update(state="excused", absence="maternity")
    lines = get(ORGANISER, f"/ky/{town.cycle_id}/thieu.csv").getvalue().decode("utf-8-sig").splitlines()
    assert lines[-1].startswith("Hồ Hữu An,")
