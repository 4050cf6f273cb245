"""Work that changes between the confirmation and the publication: the head is told once and confirms anew with one button."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assessment.cast import AN, BINH, CHAIR, DIVISION_HEAD, OCTOBER, STRANGER, WARD, Town
from tests.kept import state
from tests.web.office_cast import get, main, on, send, text, town_of
from thenchot.assessment.actions.confirm_again import REASON
from thenchot.assessment.actions.run_day import run_day
from thenchot.assessment.actions.tell_changed import tell_changed
from thenchot.assessment.models import LevelChange
from thenchot.assessment.queries.integrity import recompute, verify
from thenchot.lib import clock
from thenchot.notices.queries import recent

pytestmark = pytest.mark.django_db


def _confirmed() -> Town:
    town = town_of(OCTOBER)
    town.hand_in()
    town.confirm([AN, BINH])
    return town


@pytest.fixture
def town() -> Town:
    """October of the ward: everybody has sent, An and Bình are confirmed at 90."""
    on(OCTOBER.day(20))
    return state(_confirmed)


def again(town: Town, code: str = AN, by: str = DIVISION_HEAD, **other: str) -> Any:
    sheet = town.sheet(code)
    return send(by, f"/phieu/{sheet.id}/xac-nhan-lai", version=str(sheet.version), **other)


def told(town: Town, code: str, kind: str) -> list[str]:
    return [notice.link for notice in recent(town.id(code)) if notice.kind == kind]


def test_the_head_is_told_once_by_the_days_work_and_again_after_another_change(town: Town) -> None:
    assert tell_changed(town.cycle) == 0
    town.burden(AN, 10)
    run_day(clock.today())
    address = f"/phieu/{town.sheet(AN).id}"
    assert told(town, DIVISION_HEAD, "work_changed") == [address]
    home = main(get(DIVISION_HEAD, "/viec-can-lam"))
    assert "Công việc của Hồ Hữu An thay đổi sau khi ông/bà xác nhận phiếu tháng 10/2026" in home
    assert "Điểm đã xác nhận giữ nguyên." in home
    assert tell_changed(town.cycle) == 0
    assert again(town).status_code == 302
    town.burden(AN, 10)
    assert tell_changed(town.cycle) == 1
    assert told(town, DIVISION_HEAD, "work_changed") == [address, address]
    assert told(town, BINH, "work_changed") == told(town, CHAIR, "work_changed") == []


def test_one_button_counts_the_work_of_today_under_the_marks_confirmed_before(town: Town) -> None:
    before = town.sheet(AN)
    town.burden(AN, 10)
    grid = get(DIVISION_HEAD, f"/xac-nhan/{OCTOBER.period}").content.decode()
    assert grid.count("#xac-nhan-lai") == grid.count(f'href="/phieu/{before.id}#xac-nhan-lai"') == 1
    page = get(DIVISION_HEAD, f"/phieu/{before.id}")
    assert 'id="xac-nhan-lai"' in page.content.decode()
    assert "Xác nhận lại theo số liệu hiện nay" in main(page)
    assert f'action="/phieu/{before.id}/xac-nhan-lai"' in page.content.decode()
    assert again(town).status_code == 302
    after = town.sheet(AN)
    assert after.state == "confirmed"
    assert after.marks == before.marks
    assert before.score is not None
    assert after.score is not None
    assert after.score < before.score
    (change,) = LevelChange.objects.filter(sheet=after)
    assert (change.before, change.after, change.reason, change.by_id) == (before.band, after.band, REASON, town.id(DIVISION_HEAD))
    assert told(town, AN, "confirmed_again") == [f"/phieu/{after.id}"]
    assert "Công việc đã thay đổi sau khi xác nhận" not in main(get(DIVISION_HEAD, f"/phieu/{after.id}"))
    town.confirm([code for code in WARD if code not in (AN, BINH)])
    on(OCTOBER.day(25))
    town.publish()
    assert list(recompute(town.cycle)) == []
    assert list(verify(OCTOBER.day(20))) == []


def test_without_a_change_and_by_anybody_else_nothing_is_confirmed_anew(town: Town) -> None:
    kept = town.sheet(AN).version
    unchanged = again(town)
    assert unchanged.status_code == 403
    assert "sheet.work_unchanged" in text(unchanged)
    town.burden(AN, 10)
    assert again(town, by=CHAIR).status_code == 403
    assert again(town, by=AN).status_code == 403
    assert again(town, by=STRANGER).status_code == 404
    stale = send(DIVISION_HEAD, f"/phieu/{town.sheet(AN).id}/xac-nhan-lai", version="1")
    assert stale.status_code == 409
    assert town.sheet(AN).version == kept


def test_a_leader_confirmed_on_the_band_stands_in_the_way(town: Town) -> None:
    """Điều 15 khoản 3 điểm a: index d of the head is made of the bands below."""
    town.confirm([code for code in WARD if code not in (AN, BINH)])
    town.burden(AN, 1000)
    refused = again(town)
    assert refused.status_code == 403
    assert "sheet.leader_confirmed" in text(refused)
