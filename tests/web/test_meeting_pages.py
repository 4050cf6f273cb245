"""The meeting page by page: what each state offers, large units, the wall, drafts of the minutes, remedies, both languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from io import BytesIO

import docx
import pytest

from tests.files.seeing import pages_of
from tests.web.conftest import As
from tests.web.world import DEPUTY, DIVISION_HEAD, HEAD, LATE, SETUP, STAFF, World
from thenchot.followup.actions.conclude_briefing import conclude_briefing
from thenchot.followup.actions.prepare_briefing import Prepared, Sitting, prepare_briefing
from thenchot.followup.actions.raise_remedy import Weakness, raise_remedy
from thenchot.followup.models import Remedy
from thenchot.followup.queries.briefing import briefing_of
from thenchot.organisation.models import Unit
from thenchot.organisation.queries import unit_by_code
from thenchot.workplan.actions.assign import PlanRow, assign
from thenchot.workplan.models import Task

PERIOD, DAY = "2026-11", date(2026, 11, 21)
pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


def sitting(code: str = "BT-KT", period: str = PERIOD) -> Sitting:
    unit = unit_by_code(code, DAY)
    assert unit is not None
    return Sitting(unit, period)


def address(code: str = "BT-KT", period: str = PERIOD) -> str:
    return f"/giao-ban/{period}/{Unit.objects.get(code=code).id}"


def prepare(world: World, code: str = "BT-KT", by: str = DIVISION_HEAD) -> None:
    head = world.person(by)
    given = Prepared(DAY, "Phòng họp", head, world.person(STAFF), 8, "", "Diễn tập\nKiểm kê", "Tập trung hồ sơ trễ hẹn.")
    prepare_briefing(by=world.viewer(by), sitting=sitting(code), given=given, briefing=None)


def conclude(world: World, code: str = "BT-KT", by: str = DIVISION_HEAD) -> None:
    kept = briefing_of(sitting(code).unit.id, PERIOD)
    assert kept is not None
    conclude_briefing(by=world.viewer(by), sitting=sitting(code), briefing=kept)


def name(world: World, weakness: str, owner: str = STAFF) -> int:
    given = Weakness(weakness, "Lập bảng kiểm", world.person(owner), date(2026, 12, 15))
    return raise_remedy(by=world.viewer(DIVISION_HEAD), sitting=sitting(), given=given)


def buttons(page: str) -> list[str]:
    """The words of the filled buttons: there is one."""
    main = page.split('<main id="noi-dung"')[1].split("</main>")[0]
    return [re.sub(r"<[^>]*>", "", found).strip() for found in re.findall(r'class="btn main[^>]*>(.*?)</(?:a|button)>', main)]


def lacking(page: str, words: Iterable[str]) -> list[str]:
    return [word for word in words if word not in page]


def test_each_state_of_a_meeting_offers_the_one_next_thing(as_: As, world: World) -> None:
    head = as_(DIVISION_HEAD)
    assert buttons(head.get(address()).content.decode()) == ["Lưu phần chuẩn bị"]
    assert buttons(head.get(f"{address()}/ket-luan").content.decode()) == ["Ghi tiếp phần chuẩn bị"]
    prepare(world)
    assert buttons(head.get(address()).content.decode()) == ["Kết luận họp"]
    assert buttons(head.get(f"{address()}/ket-luan").content.decode()) == ["Kết luận và lập biên bản"]
    assert buttons(as_(DEPUTY).get(address()).content.decode()) == []
    conclude(world)
    done = head.get(address()).content.decode()
    assert buttons(done) == []
    assert lacking(done, ["Biên bản PDF", "Biên bản Word (.docx)", "Tập trung hồ sơ trễ hẹn."]) == []
    assert ("Nêu khắc phục" in done, 'id="chuan-bi"' in done) == (False, False)
    assert buttons(head.get(f"{address()}/ket-luan").content.decode()) == ["Xem biên bản"]


def test_a_form_sent_to_a_meeting_nobody_prepared_concludes_nothing(as_: As) -> None:
    page = as_(DIVISION_HEAD).post(f"{address()}/ket-luan", {}).content.decode()
    assert "Biên bản chưa đủ nội dung" in page


def test_who_only_reads_sees_no_forms_and_what_was_typed_so_far(as_: As, world: World) -> None:
    prepare(world)
    page = as_(STAFF).get(address()).content.decode()
    assert ("<form" in page.split("<main")[1].split("</main>")[0], "Phòng họp" in page) == (False, True)
    assert lacking(page, ["Diễn tập", "Kiểm kê", "Tập trung hồ sơ trễ hẹn.", "Đang chuẩn bị"]) == []


def test_months_lead_to_each_other_and_another_unit_is_chosen_by_who_follows_several(as_: As, world: World) -> None:
    page = as_(HEAD).get(address("BT")).content.decode()
    unit = Unit.objects.get(code="BT").id
    assert lacking(page, [f'href="/giao-ban/2026-10/{unit}"', f'href="/giao-ban/2026-12/{unit}"']) == []
    assert [code for code in ("BT", "BT-KT", "BT-VP") if f'value="{Unit.objects.get(code=code).id}"' not in page] == []
    assert '<select id="don-vi"' not in as_(STAFF).get(address()).content.decode()
    found = as_(HEAD).get(f"/giao-ban/{PERIOD}?don-vi={Unit.objects.get(code='BT-VP').id}")
    assert found["Location"] == address("BT-VP")
    assert as_(HEAD).get("/giao-ban")["Location"] == address("BT")


def test_rows_of_units_below_wait_for_their_own_meeting_and_go_on_when_ticked(as_: As, world: World) -> None:
    own = PlanRow(Unit.objects.get(code="BT").id, PERIOD, "Việc của phường", Decimal(2), doer_id=world.person(HEAD))
    own_id = assign(by=SETUP, row=own)
    below = Task.objects.filter(doer_id=world.person(LATE), period=PERIOD, status="assigned")[0]
    prepare(world, "BT", HEAD)
    page = as_(HEAD).get(f"{address('BT')}/ket-luan").content.decode()
    assert f'value="{own_id}" checked' in page
    assert f'value="{below.id}" checked' not in page
    assert "việc chưa xong của các đơn vị trực thuộc" in page
    kept = briefing_of(sitting("BT").unit.id, PERIOD)
    assert kept is not None
    form = {"version": str(kept.version), "chuyen": [str(below.id), "99999999"], f"han-{below.id}": "20/12/2026"}
    assert as_(HEAD).post(f"{address('BT')}/ket-luan", form).status_code == 302
    assert list(Task.objects.filter(period="2026-12").values_list("carried_from_id", flat=True)) == [below.id]
    after = as_(HEAD).get(address("BT", "2026-12")).content.decode()
    assert "1 việc của tháng này chuyển từ tháng 11/2026 sang" in after


def test_a_day_that_is_none_is_refused_at_its_row_and_ticks_stay(as_: As, world: World) -> None:
    prepare(world)
    first, second = Task.objects.filter(unit__code="BT-KT", period=PERIOD, status="assigned").order_by("id")[:2]
    kept = briefing_of(sitting().unit.id, PERIOD)
    assert kept is not None
    form = {"version": str(kept.version), "chuyen": [str(first.id)], f"han-{first.id}": "31/02/2027"}
    answer = as_(DIVISION_HEAD).post(f"{address()}/ket-luan", form)
    page = answer.content.decode()
    assert (answer.status_code, f'href="#han-{first.id}"' in page, 'value="31/02/2027"' in page) == (422, True, True)
    assert (f'value="{first.id}" checked' in page, f'value="{second.id}" checked' in page) == (True, False)
    assert not Task.objects.filter(period="2026-12").exists()


def test_a_meeting_changed_meanwhile_is_concluded_only_after_it_was_read_anew(as_: As, world: World) -> None:
    prepare(world)
    answer = as_(DIVISION_HEAD).post(f"{address()}/ket-luan", {"version": "99"})
    assert answer.status_code == 409
    found = briefing_of(sitting().unit.id, PERIOD)
    assert found is not None
    assert found.state == "prepared"


def test_late_work_beyond_fifteen_is_folded_on_the_page_and_counted_on_the_wall(as_: As, world: World) -> None:
    for number in range(20):
        task = PlanRow(
            Unit.objects.get(code="BT-KT").id, PERIOD, f"Việc trễ {number}", Decimal(1), doer_id=world.person(STAFF),
            deadline=date(2026, 11, 1 + number % 9),
        )  # fmt: skip
        assign(by=SETUP, row=task)
    page, wall = (as_(STAFF).get(address() + below).content.decode() for below in ("", "/trinh-chieu"))
    section = page.split('id="viec-cham"')[1].split("</section>")[0]
    row_begins = '<tr role="row" class="flag'
    shown, folded = (part.count(row_begins) for part in section.split("<details"))
    assert (shown, f"Xem {folded} việc chậm, chưa đạt còn lại" in section) == (15, True)
    on_wall = wall.split('id="viec-cham"')[1].split("</section>")[0]
    assert (on_wall.count(row_begins), f"Và {folded} việc khác." in on_wall) == (15, True)


def test_the_wall_turns_dark_and_back_and_has_a_way_to_each_part_and_out(as_: As, world: World) -> None:
    prepare(world)
    head, wall = as_(DIVISION_HEAD), f"{address()}/trinh-chieu"
    page = head.get(wall).content.decode()
    parts = re.findall(r'<li><a href="#([a-z-]+)">', page)
    assert parts == ["so-lieu", "trong-tam", "viec-cham", "han-che", "thang-sau"]
    assert [part for part in parts if f'id="{part}"' not in page] == []
    assert f'href="{address()}"' in page
    head.post("/giao-dien", {"theme": "dark", "next": wall})
    dark = head.get(wall).content.decode()
    assert ('data-theme="dark"' in dark, "Nền sáng" in dark) == (True, True)
    conclude(world)
    assert "Tập trung hồ sơ trễ hẹn." in head.get(wall).content.decode()
    assert "Nêu khắc phục" not in dark


def test_before_the_conclusion_the_minutes_are_a_draft_and_after_it_they_are_not(as_: As, world: World) -> None:
    prepare(world)
    draft = pages_of(b"".join(as_(STAFF).get(f"{address()}/bien-ban.pdf")))
    conclude(world)
    answer = as_(STAFF).get(f"{address()}/bien-ban.pdf")
    final = pages_of(b"".join(answer))
    kept = briefing_of(sitting().unit.id, PERIOD)
    assert kept is not None
    assert (kept.last_hash[:16] in final[0], kept.last_hash[:16] in draft[0]) == (True, False)
    assert "BẢN NHÁP" in draft[0]
    assert "BẢN NHÁP" not in final[0]
    assert answer["Content-Disposition"].endswith('phong-kinh-te-ha-tang-va-do-thi.pdf"')


def test_minutes_are_vietnamese_whatever_language_their_reader_has(as_: As, world: World) -> None:
    prepare(world)
    reader = as_(STAFF)
    reader.post("/ngon-ngu", {"language": "en", "next": "/"})
    page = reader.get(address()).content.decode()
    assert lacking(page, ["Key work", "Late and rejected work", "To attend to in December 2026", "Overdue"]) == []
    paper = docx.Document(BytesIO(reader.get(f"{address()}/bien-ban.docx").content))
    text = [line.text for line in paper.paragraphs]
    assert "Họp giao ban tháng 11/2026" in text


def test_a_weakness_begins_with_the_late_work_it_is_named_of(as_: As, world: World) -> None:
    late = Task.objects.filter(doer_id=world.person(LATE), period=PERIOD, latenesses__gt=0)[0]
    page = as_(DIVISION_HEAD).get(f"{address()}?viec={late.id}").content.decode()
    form = page.split('id="neu"')[1].split("</details>")[0]
    assert lacking(form, [f'name="task" value="{late.id}"', f"{late.content}: chậm so với kế hoạch"]) == []
    assert page.split('id="neu"')[1].startswith(" open")
    plain = as_(DIVISION_HEAD).get(f"{address()}?viec=99999999").content.decode()
    assert 'name="task"' not in plain
    assert f'href="/tieu-chi-thap/{PERIOD}?don-vi={Unit.objects.get(code="BT-KT").id}"' in plain


def test_what_was_typed_of_a_refused_weakness_stays(as_: As, world: World) -> None:
    form = {"weakness": "Tờ trình sai", "action": "Rà soát", "owner": str(world.person(STAFF)), "due": "hôm qua"}
    answer = as_(DIVISION_HEAD).post(f"{address()}/khac-phuc", form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert lacking(page, [">Tờ trình sai</textarea>", ">Rà soát</textarea>", 'value="hôm qua"', 'href="#due"']) == []
    assert f'<option value="{world.person(STAFF)}" selected>' in page.split('id="owner"')[1].split("</select>")[0]


def test_each_reader_of_a_remedy_is_offered_what_is_theirs(as_: As, world: World) -> None:
    number = name(world, "Tờ trình sai căn cứ")
    page = f"/khac-phuc/{number}"
    offered = {code: buttons(as_(code).get(page).content.decode()) for code in (STAFF, LATE, DIVISION_HEAD, DEPUTY, HEAD)}
    close = ["Kết thúc việc khắc phục"]
    assert offered == {STAFF: ["Gửi báo cáo"], LATE: [], DIVISION_HEAD: close, DEPUTY: close, HEAD: close}
    assert "Chưa đạt, giao làm tiếp" not in as_(DIVISION_HEAD).get(page).content.decode()
    Remedy.objects.filter(id=number).update(state="reported", result="Đã lập bảng kiểm")
    reported = as_(DIVISION_HEAD).get(page).content.decode()
    assert lacking(reported, ["Chưa đạt, giao làm tiếp", ">Đã lập bảng kiểm</textarea>", "Đã báo cáo, chờ kết luận"]) == []
    done = {"state": "closed", "result": "Hết", "closed_on": DAY}
    Remedy.objects.filter(id=number).update(**done)
    assert [buttons(as_(code).get(page).content.decode()) for code in (STAFF, DIVISION_HEAD)] == [[], []]


def test_the_list_of_remedies_tells_ones_own_from_those_one_follows_and_what_is_overdue(as_: As, world: World) -> None:
    name(world, "Tờ trình sai căn cứ")
    name(world, "Báo cáo chậm", DIVISION_HEAD)
    Remedy.objects.filter(weakness="Báo cáo chậm").update(due=date(2026, 11, 1))
    mine = as_(DIVISION_HEAD).get("/khac-phuc").content.decode()
    own, followed = mine.split('id="h-td"')
    assert ("Báo cáo chậm" in own, "Quá hạn" in own, "Tờ trình sai căn cứ" in own) == (True, True, False)
    assert ("Tờ trình sai căn cứ" in followed, "Báo cáo chậm" in followed) == (True, False)
    assert "Không có việc khắc phục nào" in as_(LATE).get("/khac-phuc").content.decode()
    home = as_(DIVISION_HEAD).get("/viec-can-lam").content.decode()
    assert lacking(home, ["Khắc phục 1 hạn chế", "Quá hạn từ 01/11"]) == []
