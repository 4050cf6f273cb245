"""A leader's result that was made of a replaced one, on the pages: flagged, and replaced only by who answers for it."""

from __future__ import annotations

import pytest

from tests.assessment.cast import AN, AUDITOR, CHAIR, DIVISION_HEAD, OCTOBER, ORGANISER, STRANGER, Town
from tests.assessment.test_outdated import fail
from tests.web.office_cast import get, main, send, text, town_of

LINE = "d của Bạch Văn Tường tính từ kết quả đã được thay"


@pytest.fixture
def fallen(db: None) -> Town:
    town = town_of(OCTOBER)
    town.burden(AN, 10)
    town.finish()
    town.publish()
    fail(town, AN)
    return town


def test_the_scorer_is_told_sees_the_line_and_replaces_with_one_act(fallen: Town) -> None:
    assert "Tiêu chí d của Bạch Văn Tường tính từ kết quả đã được thay" in text(get(CHAIR, "/viec-can-lam"))
    page = main(get(CHAIR, "/thay-the"))
    assert LINE in page
    assert "Tiêu chí d: 100 % → 50 %" in page
    sheet = fallen.sheet(DIVISION_HEAD)
    assert LINE in main(get(CHAIR, f"/phieu/{sheet.id}"))
    blank = send(CHAIR, f"/thay-the/{sheet.id}", version=str(sheet.version), reason=" ")
    assert (blank.status_code, LINE in main(blank)) == (422, True)
    assert fallen.sheet(DIVISION_HEAD).score == sheet.score
    answer = send(CHAIR, f"/thay-the/{sheet.id}", version=str(sheet.version), reason="Tính lại tiêu chí d.")
    assert answer.status_code == 302
    assert fallen.sheet(DIVISION_HEAD).score != sheet.score
    assert LINE not in main(get(CHAIR, "/thay-the"))
    assert "Tính lại tiêu chí d." in main(get(DIVISION_HEAD, f"/phieu/{sheet.id}"))


def test_the_organisation_body_sees_who_decides_and_cannot_replace(fallen: Town) -> None:
    page = main(get(ORGANISER, "/thay-the"))
    assert LINE in page
    assert "Người quyết định: Trịnh Quang Vĩnh." in page
    assert "lãnh đạo tính từ kết quả đã được thay" in main(get(ORGANISER, f"/ky/{fallen.cycle_id}"))
    assert 'href="/thay-the"' in get(ORGANISER, "/them").content.decode()
    sheet = fallen.sheet(DIVISION_HEAD)
    assert send(ORGANISER, f"/thay-the/{sheet.id}", version=str(sheet.version), reason="Thay.").status_code == 403


@pytest.mark.parametrize("code", [AN, STRANGER, AUDITOR])
def test_others_see_nothing_to_look_at_and_strangers_get_no_page_of_it(fallen: Town, code: str) -> None:
    assert "Không có kết quả nào cần xem lại" in main(get(code, "/thay-the"))
    sheet = fallen.sheet(DIVISION_HEAD)
    assert send(code, f"/thay-the/{sheet.id}", version=str(sheet.version), reason="Thay.").status_code in (403, 404)
