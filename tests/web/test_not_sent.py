"""Who has not sent a sheet: the scorer gives them time, leaves them out with a ground, and takes that back, all on the page."""

from __future__ import annotations

import re

from tests.web.conftest import As
from tests.web.world import DIVISION_HEAD, STAFF, World


def forms(page: str) -> set[str]:
    return {
        address.rsplit("/", 1)[-1]
        for address in re.findall(r'method="post"[^>]* action="(/phieu/[^"]+)"', page)
    }


def test_somebody_on_maternity_leave_is_left_out_without_having_sent_anything_and_may_come_back(
    as_: As, world: World
) -> None:
    sheet, head = world.sheet(STAFF), as_(DIVISION_HEAD)
    assert sheet.state == "opened"
    page = head.get(f"/phieu/{sheet.id}").content.decode()
    assert forms(page) == {"tra-lai", "khong-cham", "yeu-cau-giai-trinh"}
    assert "Nghỉ thai sản" in page
    head.post(f"/phieu/{sheet.id}/khong-cham", {"absence": "maternity", "version": sheet.version})
    excused = head.get(f"/phieu/{sheet.id}").content.decode()
    assert forms(excused) == {"tra-lai"}
    assert "Chấm kỳ này, để gửi phiếu" in excused
    sheet.refresh_from_db()
    answer = head.post(
        f"/phieu/{sheet.id}/tra-lai", {"note": "Đi làm lại từ 02/11", "version": sheet.version}, follow=True
    )
    assert "Đã mở lại phiếu của" in answer.content.decode()
    assert 'name="I.1"' in as_(STAFF).get(f"/phieu/{sheet.id}").content.decode()


def test_who_is_late_is_given_time_with_a_reason(as_: As, world: World) -> None:
    sheet, head = world.sheet(STAFF), as_(DIVISION_HEAD)
    assert "Cho thêm thời gian gửi phiếu" in head.get(f"/phieu/{sheet.id}").content.decode()
    form = {"note": "Đi công tác đến ngày 23", "version": sheet.version}
    answer = head.post(f"/phieu/{sheet.id}/tra-lai", form, follow=True)
    assert "gửi phiếu được đến hết bước xác nhận" in answer.content.decode()
    own = as_(STAFF).get(f"/phieu/{sheet.id}").content.decode()
    assert "Đi công tác đến ngày 23" in own
    # Nothing was ever sent, so nothing is sent back: neither the page nor the message says so.
    told = as_(STAFF).get("/viec-can-lam").content.decode()
    for page in (own, told):
        assert "Được thêm thời gian gửi phiếu" in page
        assert "được trả lại" not in page
