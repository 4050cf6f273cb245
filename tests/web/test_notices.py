"""Messages on the first page: unread ones first, read once they are followed, nobody else's."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from tests.web.conftest import As
from tests.web.office_cast import main
from tests.web.world import DIVISION_HEAD, HEAD, LATE, OTHER, STAFF, World
from thenchot.assessment.actions.correct import Correction, correct
from thenchot.assessment.models import LevelChange, Published
from thenchot.notices.actions.notify import Message, mark_read, notify
from thenchot.notices.models import Notice
from thenchot.notices.queries import unread_count


@pytest.fixture
def me(as_: As) -> Client:
    return as_(STAFF)


def told(world: World, *periods: str, code: str = STAFF, link: str = "/qua-trinh") -> list[int]:
    """Send a result of each period, one after the other; returns the numbers of the messages."""
    person, numbers = world.person(code), []
    Notice.objects.filter(recipient_id=person).delete()
    for period in periods:
        notify([Message(person, "result", {"period": period}, link)])
        numbers.append(Notice.objects.filter(recipient_id=person).order_by("-id")[0].id)
    return numbers


def titles(client: Client) -> list[str]:
    page = client.get("/viec-can-lam").content.decode()
    return re.findall(r'<span class="t">(Kết quả [^<]*)</span>', page)


def test_following_a_message_marks_it_read_and_leads_to_what_it_is_about(me: Client, world: World) -> None:
    [number] = told(world, "2026-10")
    answer = me.post(f"/thong-bao/{number}")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/qua-trinh")
    assert Notice.objects.get(id=number).read_at is not None
    assert unread_count(world.person(STAFF)) == 0


def test_the_page_offers_each_message_as_a_form_that_works_without_script(me: Client, world: World) -> None:
    [number] = told(world, "2026-10")
    page = me.get("/viec-can-lam").content.decode()
    form = page.split(f'action="/thong-bao/{number}"')[1].split("</form>")[0]
    assert "csrfmiddlewaretoken" in form
    assert "<button>" in form
    assert "Mới" in form


def test_a_message_that_was_read_is_new_no_more(me: Client, world: World) -> None:
    [number] = told(world, "2026-10")
    me.post(f"/thong-bao/{number}")
    form = me.get("/viec-can-lam").content.decode().split(f'action="/thong-bao/{number}"')[1].split("</form>")[0]
    assert "Mới" not in form


def test_unread_messages_stand_first_the_newest_among_them_on_top(me: Client, world: World) -> None:
    numbers = told(world, "2026-07", "2026-08", "2026-09", "2026-10")
    assert titles(me) == [f"Kết quả tháng {month}/2026" for month in ("10", "09", "08", "07")]
    mark_read(world.person(STAFF), numbers[3])
    mark_read(world.person(STAFF), numbers[1])
    assert titles(me) == [f"Kết quả tháng {month}/2026" for month in ("09", "07", "10", "08")]


def test_an_old_unread_message_is_not_pushed_off_the_page_by_read_ones(me: Client, world: World) -> None:
    numbers = told(world, *(f"2026-{month:02d}" for month in range(1, 11)))
    for number in numbers[1:]:
        mark_read(world.person(STAFF), number)
    assert titles(me)[0] == "Kết quả tháng 01/2026"


def test_reading_twice_keeps_the_first_moment(me: Client, world: World) -> None:
    [number] = told(world, "2026-10")
    me.post(f"/thong-bao/{number}")
    first = Notice.objects.get(id=number).read_at
    assert me.post(f"/thong-bao/{number}").status_code == 302
    assert Notice.objects.get(id=number).read_at == first


def test_somebody_elses_message_does_not_exist_and_stays_unread(as_: As, world: World) -> None:
    [number] = told(world, "2026-10", code=LATE)
    assert as_(OTHER).post(f"/thong-bao/{number}").status_code == 404
    assert as_(OTHER).post("/thong-bao/987654").status_code == 404
    assert Notice.objects.get(id=number).read_at is None


def test_a_link_that_is_opened_without_the_form_reads_nothing(me: Client, world: World) -> None:
    """A browser that fetches links ahead must not mark messages read."""
    [number] = told(world, "2026-10")
    assert me.get(f"/thong-bao/{number}").status_code == 405
    assert Notice.objects.get(id=number).read_at is None


def test_nobody_signed_in_reads_nothing(as_: As, world: World) -> None:
    [number] = told(world, "2026-10")
    assert as_("").post(f"/thong-bao/{number}").status_code in (302, 403)
    assert Notice.objects.get(id=number).read_at is None


@pytest.mark.parametrize("link", ["", "https://xa.example/", "//xa.example/", "/\\xa.example", "javascript:alert(1)"])
def test_a_message_leads_nowhere_but_to_a_page_of_ours(me: Client, world: World, link: str) -> None:
    [number] = told(world, "2026-10", link=link)
    assert me.post(f"/thong-bao/{number}").headers["Location"] == "/viec-can-lam"


def test_a_page_without_messages_has_no_empty_list(me: Client, world: World) -> None:
    told(world)
    assert "Thông báo" not in main(me.get("/viec-can-lam"))


def test_a_result_is_told_with_its_score_its_band_who_confirmed_and_the_right_to_petition(me: Client, world: World) -> None:
    page = main(me.get("/viec-can-lam"))
    assert "Kết quả tháng 10/2026: 87,13 điểm, mức theo điểm HTT" in page
    assert "Người xác nhận: Bạch Văn Tường. Nếu thấy sai" in page
    assert "trong 07 ngày làm việc (Điều 22 Nghị định 335/2025/NĐ-CP)." in page
    kept = Notice.objects.get(recipient_id=world.person(STAFF), kind="result")
    assert kept.link == f"/phieu/{world.sheet(STAFF, world.october).id}"


def test_a_raise_a_lowering_and_a_replacement_are_told_with_who_and_why(me: Client, world: World) -> None:
    sheet = world.sheet(STAFF, world.october)
    moment = Published.objects.get(sheet=sheet).at
    LevelChange.objects.create(
        sheet=sheet, step="confirm", by_id=world.person(DIVISION_HEAD), before="HTXS", after="HTT", raised=False,
        reason="Hai báo cáo chậm.", at=moment - timedelta(days=1),
    )  # fmt: skip
    page = main(me.get("/viec-can-lam"))
    assert "Bạch Văn Tường hạ mức từ HTXS xuống HTT: “Hai báo cáo chậm”. Nếu thấy sai" in page
    correct(by=world.viewer(HEAD), given=Correction(sheet, "Công văn 12 ngày 02/11", {"I.1": "0"}))
    page = main(me.get("/viec-can-lam"))
    assert "Kết quả tháng 10/2026 được thay thế: 84,63 điểm, mức theo điểm HTT" in page
    assert "Người thay thế kết quả: Trịnh Quang Vĩnh. Lý do: “Công văn 12 ngày 02/11”." in page
    assert "Kết quả tháng 10/2026: 87,13 điểm" in page


def test_a_message_naming_somebody_elses_sheet_tells_nothing_of_it(me: Client, world: World) -> None:
    other = world.sheet(LATE, world.october).id
    Notice.objects.filter(recipient_id=world.person(STAFF)).delete()
    notify([Message(world.person(STAFF), "result", {"period": "2026-10", "sheet": other}, "/phieu")])
    assert titles(me) == ["Kết quả tháng 10/2026"]
