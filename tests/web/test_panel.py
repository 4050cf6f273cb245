"""The evidence panel beside a sheet: each source in one view; what speaks against somebody is opened before they are rated."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.web.conftest import As
from tests.web.office_cast import main, text
from tests.web.test_evidence import entered
from tests.web.test_grid_in_row import add_fact, page, page_of, row_of, ticks
from tests.web.world import DEPUTY, DIVISION_HEAD, HEAD, LATE, ORGANISER, OTHER, STAFF, World, silence
from thenchot.assessment.actions.comment import comment
from thenchot.assessment.models import Sheet
from thenchot.audit.models import Opening
from thenchot.audit.queries import history
from thenchot.evidence.models import Fact
from thenchot.evidence.sources import all_sources
from thenchot.followup.models import Note
from thenchot.lib import clock
from thenchot.workplan.models import Task

pytestmark = pytest.mark.one_engine
GRID, MANY = "/xac-nhan/2026-11", "/xac-nhan/nhieu"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def head(as_: As) -> Client:
    return as_(DIVISION_HEAD)


@pytest.fixture
def sent(world: World) -> Sheet:
    return world.sheet(LATE)


def confirm(client: Client, sheet: Sheet, **other: str) -> tuple[int, str]:
    answer = client.post(f"/phieu/{sheet.id}/xac-nhan", {"version": str(sheet.version), **other})
    return answer.status_code, page_of(answer)


def boxes(client: Client, sheet: Sheet) -> dict[str, str]:
    """What stands under the name of each source of the panel."""
    shown = page(client, f"/phieu/{sheet.id}")
    panel = shown[shown.index('id="du-kien"') : shown.index('id="h-viec"')]
    parts = re.findall(r'<div class="src-box[^"]*"><h3>(.*?)</h3>(.*?)</div>', panel, re.DOTALL)
    return {re.sub(r"\s*\d+$", "", re.sub(r"<[^>]+>", "", name)).strip(): words for name, words in parts}


@pytest.mark.row("004-40")
def test_each_source_has_its_column_even_if_it_says_nothing(
    head: Client, sent: Sheet, world: World, as_: As
) -> None:
    found = boxes(head, sent)
    offices = [source.vi for source in all_sources().values()]
    assert list(found) == [
        "Kế hoạch, công việc", "Giải trình", *offices, "Góp ý, ghi nhận của cấp phó", "Tự đánh giá", "Nhận xét kỳ trước",
    ]  # fmt: skip
    assert {"Văn phòng cấp ủy", "Văn phòng HĐND và UBND", "Thanh tra", "Ủy ban Kiểm tra"} <= set(offices)
    for name in offices:
        assert f"Chưa có thông tin từ {name}." in found[name]
    assert "Chưa có góp ý, ghi nhận của cấp phó." in found["Góp ý, ghi nhận của cấp phó"]
    counts = {"Hoàn thành": 4, "Việc chậm": 1, "Việc bị trả, chưa đạt": 1, "Quá hạn chưa xong": 1, "Đột xuất": 0}
    for label, count in counts.items():
        assert f"<dt>{label}</dt><dd>{count}</dd>" in found["Kế hoạch, công việc"]
    assert "đã đôn đốc" in found["Giải trình"]
    assert "Tờ trình còn sai căn cứ diện tích" in found["Tự đánh giá"]
    assert "Tháng 10/2026: 87,13" in found["Nhận xét kỳ trước"]

    of_the_inspectorate(entered(as_(ORGANISER), subject=LATE))
    comment(by=world.viewer(DEPUTY), sheet=sent, text="Cần đôn đốc thêm việc hạ tầng.")
    noted = {"person_id": sent.person_id, "period": "2026-11", "text": "Chậm gửi biên bản.", "at": clock.now()}
    Note.objects.create(by_id=world.person(DEPUTY), **noted)
    Sheet.objects.filter(person_id=sent.person_id, cycle_id=world.october).update(opinion="Chú ý thời hạn.")
    after = boxes(head, sent)
    assert "Khiển trách do trễ hẹn hồ sơ." in after["Thanh tra"]
    assert "45/QĐ-UBND, 20/11/2026" in after["Thanh tra"]
    assert "Nguồn: Thanh tra" in after["Thanh tra"]
    assert "Bất lợi" in after["Thanh tra"]
    for said in ("Cần đôn đốc thêm việc hạ tầng.", "Chậm gửi biên bản.", "Ngô Thanh Hà"):
        assert said in after["Góp ý, ghi nhận của cấp phó"]
    assert "“Chú ý thời hạn.”" in after["Nhận xét kỳ trước"]


def of_the_inspectorate(fact: Fact) -> None:
    Fact.objects.filter(id=fact.id).update(source_code="inspectorate")


@pytest.mark.row("004-27")
def test_what_speaks_against_somebody_is_opened_and_the_opening_recorded_before_the_rating(
    head: Client, sent: Sheet, world: World, as_: As
) -> None:
    add_fact(world)
    row = row_of(page(head), sent)
    assert f'href="/phieu/{sent.id}#du-kien">Xem dữ kiện' in row
    assert ">Xác nhận<" not in row
    for code, words in (confirm(head, sent), confirm(head, sent, in_row="1", criterion="I.2", mark="1", reason="Theo sổ trực")):
        assert (code, "sheet.open_first" in words or "chưa được mở xem: Bùi Đức Thắng" in words) == (422, True)
    fragment = head.post(f"/phieu/{sent.id}/xac-nhan", {"version": sent.version}, headers=HTMX)
    assert (fragment.status_code, "chưa được mở xem" in page_of(fragment)) == (200, True)
    many = head.post(MANY, {"period": "2026-11", "sure": "1", "early": "1", "sheet": ticks(world, LATE)})
    assert many.status_code == 422
    assert world.sheet(LATE).state == "submitted"
    assert not Opening.objects.filter(subject_id=sent.person_id, viewer_id=world.person(DIVISION_HEAD)).exists()

    for _again in range(2):
        opened = main(head.get(f"/phieu/{sent.id}"))
        assert "1 thông tin bất lợi" in opened
        assert "Lượt mở này được ghi nhận; Bùi Đức Thắng xem được." in opened
    [line] = Opening.objects.filter(subject_id=sent.person_id)
    assert (line.viewer_id, line.what) == (world.person(DIVISION_HEAD), "Phiếu tháng 11/2026")
    assert "Bạch Văn Tường" in text(as_(LATE).get("/ai-da-xem"))
    assert confirm(head, sent)[0] == 302
    assert world.sheet(LATE).state == "confirmed"


def test_the_form_of_a_row_shows_the_facts_too_and_its_opening_counts(head: Client, sent: Sheet, world: World) -> None:
    add_fact(world)
    assert "Khiển trách do trễ hẹn hồ sơ." in page(head, f"{GRID}?sua={sent.id}")
    assert confirm(head, sent, in_row="1", criterion="I.2", mark="1", reason="Theo sổ trực")[0] == 302


def test_somebody_elses_opening_is_not_the_scorers(head: Client, sent: Sheet, world: World, as_: As) -> None:
    add_fact(world)
    for code in (HEAD, ORGANISER, DEPUTY, LATE):
        assert as_(code).get(f"/phieu/{sent.id}").status_code == 200
    assert confirm(head, sent)[0] == 422


def test_an_ordinary_sheet_is_confirmed_without_being_opened(head: Client, world: World) -> None:
    sheet = world.sheet("BT-013")
    assert confirm(head, sheet)[0] == 302


@pytest.mark.row("004-45")
def test_a_late_task_without_its_explanation_blocks_the_rating_until_its_doer_gives_one(
    head: Client, sent: Sheet, world: World, as_: As
) -> None:
    silence(LATE)
    late = Task.objects.get(doer_id=sent.person_id, period="2026-11", latenesses=1)
    assert f'href="/phieu/{sent.id}#giai-trinh">Chờ giải trình' in row_of(page(head), sent)
    opened = page(head, f"/phieu/{sent.id}")
    assert "Còn 3 việc chưa giải trình" in opened
    assert 'aria-disabled="true" aria-describedby="gt-vi-sao">Xác nhận phiếu' in opened
    code, words = confirm(head, sent, opinion="Cần cố gắng")
    assert (code, "Điều 14 khoản 2" in words, ">Cần cố gắng</textarea>" in words) == (422, True, True)
    assert f"“{late.content}”" in words
    assert "Có giải trình của người thực hiện mới xác nhận được phiếu" in words
    many = head.post(MANY, {"period": "2026-11", "sure": "1", "early": "1", "sheet": ticks(world, LATE, "BT-013")})
    assert (many.status_code, "3 việc chưa giải trình" in page_of(many)) == (422, True)
    asked = head.post(f"/phieu/{sent.id}/yeu-cau-giai-trinh", {"version": sent.version}, follow=True)
    assert "Đã đề nghị Bùi Đức Thắng giải trình 3 việc." in page_of(asked)
    again = head.post(f"/phieu/{sent.id}/yeu-cau-giai-trinh", {"version": world.sheet(LATE).version})
    assert (again.status_code, "trong 4 giờ qua" in page_of(again)) == (409, True)
    me = as_(LATE)
    assert "Bạch Văn Tường đề nghị ông/bà giải trình phiếu tháng 11/2026" in text(me.get("/viec-can-lam"))
    said = [f"Lý do riêng của việc số {number}" for number in range(3)]
    silent = Task.objects.filter(doer_id=sent.person_id, period="2026-11", explanation="").order_by("id")
    owed = [task for task in silent if task.latenesses or task.rejections or task.status == "assigned"]
    for task, why in zip(owed, said, strict=True):
        if why != said[0]:
            copied = me.post(f"/ke-hoach/viec/{task.id}/giai-trinh", {"version": task.version, "explanation": said[0].upper()})
            assert (copied.status_code, f"đã dùng cho việc “{owed[0].content}”" in page_of(copied)) == (422, True)
            assert said[0].upper() in page_of(copied), "what was typed stays"
        given = {"version": task.version, "explanation": why}
        assert me.post(f"/ke-hoach/viec/{task.id}/giai-trinh", given).status_code == 302
    assert "Chưa xem xét" in boxes(head, sent)["Giải trình"]
    assert confirm(head, world.sheet(LATE))[0] == 302
    acts = [act.action for act in history("sheet", sent.id)]
    assert acts[-2:] == ["ask_explanations", "confirm"]


def test_the_cause_is_weighed_beside_the_task_with_what_each_answer_makes_of_the_score(
    head: Client, sent: Sheet, world: World, as_: As
) -> None:
    opened = main(head.get(f"/phieu/{sent.id}"))
    assert "Chấp nhận, không trừ điểm. Tổng thành 82,42." in opened
    assert "Không chấp nhận, trừ theo quy định. Tổng là 82,13." in opened
    late = Task.objects.get(doer_id=sent.person_id, period="2026-11", latenesses=1)
    back = f"/phieu/{sent.id}#viec-{late.id}"
    form = {"version": late.version, "objective": "yes", "cause_note": " ", "next": back}
    where = f"/ke-hoach/viec/{late.id}/khach-quan"
    refused = head.post(where, form)
    assert (refused.status_code, "Nêu lý do chấp nhận hoặc không chấp nhận" in page_of(refused)) == (422, True)
    assert f'name="next" value="{back}"' in page_of(refused), "the way back is not lost"
    assert head.post(where, {**form, "objective": "", "cause_note": "Mưa ngập"}).status_code == 422
    done = head.post(where, {**form, "cause_note": "Tuyến ngập hai ngày, có biên bản"})
    assert (done.status_code, done.headers["Location"]) == (302, back)
    for client in (head, as_(LATE)):
        seen = page(client, f"/phieu/{sent.id}")
        assert "Chấp nhận nguyên nhân khách quan</span> “Tuyến ngập hai ngày, có biên bản”" in seen
        assert "82,42" in seen
    told = text(as_(LATE).get("/viec-can-lam"))
    assert "Bạch Văn Tường đã xem xét nguyên nhân một việc của ông/bà" in told
    assert "Chấp nhận nguyên nhân khách quan: “Tuyến ngập hai ngày, có biên bản”" in told


def test_one_kind_of_times_may_be_excused_alone(head: Client, sent: Sheet) -> None:
    both = Task.objects.get(doer_id=sent.person_id, period="2026-11", latenesses=1)
    Task.objects.filter(id=both.id).update(rejections=2)
    assert "Chỉ chấp nhận với lần chậm." in main(head.get(f"/phieu/{sent.id}"))
    for said, excused in (("late", (1, 0)), ("rejected", (0, 2)), ("no", (0, 0))):
        version = Task.objects.get(id=both.id).version
        given = {"version": version, "objective": said, "cause_note": "Theo biên bản"}
        assert head.post(f"/ke-hoach/viec/{both.id}/khach-quan", given).status_code == 302
        after = Task.objects.get(id=both.id)
        assert (after.latenesses_excused, after.rejections_excused) == excused


@pytest.mark.parametrize(("code", "shown"), [(LATE, True), (HEAD, True), (ORGANISER, True), (DEPUTY, False)])
def test_the_panel_is_for_who_may_read_the_facts(as_: As, sent: Sheet, code: str, shown: bool) -> None:
    page = as_(code).get(f"/phieu/{sent.id}").content.decode()
    assert ('id="du-kien"' in page) is shown
    assert as_(OTHER).get(f"/phieu/{sent.id}").status_code == 404


def test_a_copy_in_the_form_of_the_sheet_is_told_at_its_task_and_nothing_is_sent(as_: As, world: World) -> None:
    me, sheet = as_(STAFF), world.sheet(STAFF)
    tasks = Task.objects.filter(doer_id=sheet.person_id, period="2026-11").order_by("id")
    first, second = [task for task in tasks if task.latenesses or task.rejections]
    opened = me.get(f"/phieu/{sheet.id}").content.decode()
    marks = dict.fromkeys(re.findall(r'<select id="([^"]+)" name="[IV]+\.\d"', opened), "2")
    same = {f"gt-{first.id}": "Mưa ngập cả tuần", f"gt-{second.id}": "mưa ngập cả tuần."}
    answer = me.post(f"/phieu/{sheet.id}/gui", {"version": sheet.version, "undertaking": "1", **marks, **same})
    words = page_of(answer)
    assert answer.status_code == 422
    assert f'href="#gt-{second.id}"' in words
    assert f"đã dùng cho việc “{first.content}”" in words
    assert ">mưa ngập cả tuần.</textarea>" in words
    assert not Task.objects.exclude(explanation="").filter(id__in=[first.id, second.id]).exists()
    assert world.sheet(STAFF).state == "opened"
