"""Published results through their pages: who reads what, computing again, replaced versions."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.assessment import cast
from tests.assessment.cast import (
    ADMIN,
    AN,
    AUDITOR,
    AUTHORITY,
    OCTOBER,
    OCTOBER_2019,
    ORGANISER,
    SETUP,
    START,
    STRANGER,
    WARD,
    Town,
)
from tests.web.office_cast import get, main, send, text, town_of
from thenchot.assessment.actions.correct import Correction, correct
from thenchot.assessment.actions.decide import decide_many
from thenchot.assessment.actions.propose import Choice, propose_many
from thenchot.assessment.models import Cycle, Published
from thenchot.people.actions.delegate import Rule, delegate
from thenchot.people.actions.enrol import enrol

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    """October 2026 under the decree, published."""
    found = town_of(OCTOBER)
    found.close()
    return found


def test_nobody_is_sent_to_sign_in(town: Town) -> None:
    for path in ("/ket-qua", f"/ket-qua/{town.cycle_id}"):
        assert Client().get(path).headers["Location"].startswith("/dang-nhap")


def test_a_period_not_published_has_no_results_page() -> None:
    open_town = town_of(OCTOBER)
    assert get(ORGANISER, f"/ket-qua/{open_town.cycle_id}").status_code == 404
    assert "Chưa có kết quả nào được công bố" in main(get(ORGANISER, "/ket-qua"))


@pytest.mark.parametrize("code", [STRANGER, ADMIN])
def test_who_has_no_part_finds_nothing(town: Town, code: str) -> None:
    assert get(code, f"/ket-qua/{town.cycle_id}").status_code == 404
    assert "tháng 10/2026" not in main(get(code, "/ket-qua")).lower()


def test_under_the_decree_a_person_reads_only_their_own_month(town: Town) -> None:
    shown = main(get(AN, f"/ket-qua/{town.cycle_id}"))
    assert "Hồ Hữu An" in shown
    assert "Tạ Thanh Bình" not in shown
    assert "Chỉ từng người nhận thông báo của mình" in shown


def test_roles_over_the_branch_read_every_result(town: Town) -> None:
    for code in (ORGANISER, AUDITOR):
        shown = main(get(code, f"/ket-qua/{town.cycle_id}"))
        assert "Hồ Hữu An" in shown
        assert "Phạm Trường Giang" in shown


def test_results_are_searched_without_tone_marks_and_by_unit(town: Town) -> None:
    found = main(get(ORGANISER, f"/ket-qua/{town.cycle_id}?tim=huu%20an"))
    assert "Hồ Hữu An" in found
    assert "Phạm Trường Giang" not in found
    office = main(get(ORGANISER, f"/ket-qua/{town.cycle_id}?don-vi={town.unit('BT-VP').id}"))
    assert "Phạm Trường Giang" in office
    assert "Chuyên viên · Phòng Kinh tế, Hạ tầng và Đô thị" not in office


def test_results_are_filtered_by_level(town: Town) -> None:
    assert "Không có kết quả nào khớp" in main(get(ORGANISER, f"/ket-qua/{town.cycle_id}?muc=KHT"))
    assert "Hồ Hữu An" in main(get(ORGANISER, f"/ket-qua/{town.cycle_id}?muc=HTXS"))


@pytest.mark.row("004-41")
def test_publishing_makes_a_list_that_only_the_unit_sees() -> None:
    town = town_of(OCTOBER_2019, opened=False)
    enrol(by=SETUP, rows=[cast.post(AUTHORITY, "DL", "Chủ tịch UBND thành phố", "head", tier="tw")])
    for task in ("score", "rank", "decide"):
        rule = Rule(task, "DL", "Phân cấp", tier="tw", holder_code=cast.SECRETARY)
        delegate(by=SETUP, rule=rule, valid_from=START)
    send(ORGANISER, "/ky/mo", period="10/2019", scope=str(town.unit("DL").id), day="20/10/2019")
    town.cycle_id = Cycle.objects.get().id
    town.finish()
    town.hand_in([STRANGER])
    town.confirm([STRANGER])
    stranger = town.sheet(STRANGER)
    assert stranger.ranker
    assert stranger.decider
    propose_many(by=town.actor(stranger.ranker.staff_code), cycle=town.cycle, choices=[Choice(stranger)])
    stranger = town.sheet(STRANGER)
    decide_many(by=town.actor(cast.OTHER_HEAD), cycle=town.cycle, choices=[Choice(stranger)])
    given = {"version": str(town.cycle.version), "reason": "Theo kết luận cuộc họp"}
    assert get(AN, f"/ket-qua/{town.cycle_id}").status_code == 404
    assert send(ORGANISER, f"/ky/{town.cycle_id}/cong-bo", **given).status_code == 302
    ward = main(get(AN, f"/ket-qua/{town.cycle_id}"))
    assert all(name in ward for name in ("Hồ Hữu An", "Tạ Thanh Bình", "Phạm Trường Giang"))
    assert "Khúc Minh Vọng" not in ward
    assert "chỉ hiện với người trong cùng cơ quan" in ward
    other = main(get(STRANGER, f"/ket-qua/{town.cycle_id}"))
    assert "Khúc Minh Vọng" in other
    assert "Hồ Hữu An" not in other
    assert get(ADMIN, f"/ket-qua/{town.cycle_id}").status_code == 200
    assert "Hồ Hữu An" not in main(get(ADMIN, f"/ket-qua/{town.cycle_id}"))


def test_computing_again_is_for_the_organisation_body_and_the_auditor(town: Town) -> None:
    path = f"/ket-qua/{town.cycle_id}/tinh-lai"
    assert send(STRANGER, path).status_code == 404
    refused = send(AN, path)
    assert refused.status_code == 403
    assert "cycle.not_verifier" in text(refused)
    for code in (ORGANISER, AUDITOR):
        assert "Tính lại: không có sai lệch" in main(send(code, path))


def test_computing_again_names_the_sheet_that_differs(town: Town) -> None:
    sheet = town.sheet(AN)
    Published.objects.filter(sheet=sheet).update(score="12.5")
    shown = main(send(AUDITOR, f"/ket-qua/{town.cycle_id}/tinh-lai"))
    assert "Tính lại có 1 điểm sai lệch" in shown
    assert f"Phiếu {sheet.id}, bản 1 : điểm" in shown
    assert "đã giữ 12.5" in shown


def test_a_replaced_result_shows_its_version_and_the_new_score(town: Town) -> None:
    sheet = town.sheet(AN)
    before = get(ORGANISER, f"/ket-qua/{town.cycle_id}").content.decode()
    assert "Bản thay thế" not in before
    correct(
        by=town.viewer(cast.DIVISION_HEAD),
        given=Correction(sheet, "Cộng sai một tiêu chí", marks={"I.1": "3"}),
    )
    shown = main(get(ORGANISER, f"/ket-qua/{town.cycle_id}"))
    assert "Bản thay thế" in shown
    assert "Hồ Hữu An Chuyên viên · Phòng Kinh tế, Hạ tầng và Đô thị 91,00" in shown
    assert "Bản 2" in shown


def test_the_list_of_published_periods_leads_to_each(town: Town) -> None:
    answer = get(AN, "/ket-qua")
    assert f'href="/ket-qua/{town.cycle_id}"' in answer.content.decode()
    assert f"{len(WARD)} kết quả" in main(answer)


def test_the_list_says_when_it_was_published(town: Town) -> None:
    assert f"Công bố {date(2026, 10, 20):%d/%m}" in main(get(ORGANISER, "/ket-qua"))
