"""Work that the list lacks: entered with its proof, waiting, accepted or declined; big tasks split into parts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from tests.web.catalogue import adopt_catalogue_of
from tests.web.conftest import As
from tests.web.office_cast import main
from tests.web.world import CHAIRMAN, DEPUTY, DIVISION_HEAD, HEAD, LATE, OTHER, STAFF, World
from thenchot.assessment.queries.sheets import view_of
from thenchot.workplan.models import Task

CLAIM = "/ke-hoach/2026-11/ke-khai"
FORM = {
    "content": "Hỗ trợ diễn tập phòng cháy",
    "proof": "Công văn 45/UBND-KT ngày 12/11/2026",
    "done_on": "12/11/2026",
    "origin": "unplanned",
    "units": "2,5",
}


@pytest.fixture
def me(as_: As) -> Client:
    return as_(STAFF)


@pytest.fixture
def head(as_: As) -> Client:
    return as_(DIVISION_HEAD)


def entered() -> Task:
    return Task.objects.get(content=FORM["content"])


def claimed(me: Client, **changes: str) -> Task:
    assert me.post(CLAIM, {**FORM, **changes}).status_code == 302
    return entered()


def test_my_sheet_and_my_plan_both_lead_to_the_form(me: Client, world: World) -> None:
    for path in (f"/phieu/{world.sheet(STAFF).id}", "/ke-hoach/2026-11"):
        page = me.get(path).content.decode()
        assert f'href="{CLAIM}"' in page, path
        assert "Thêm việc chưa có trong danh sách" in page


def test_entered_work_is_kept_as_typed_and_waits_for_the_assigner(me: Client) -> None:
    answer = me.post(CLAIM, FORM, follow=True)
    assert "chờ người giao việc chấp nhận" in main(answer)
    task = entered()
    assert (task.status, task.units, task.origin, task.result) == ("claimed", Decimal("2.5"), "unplanned", FORM["proof"])
    assert f"{task.done_on}" == "2026-11-12"
    assert "Chờ người giao việc chấp nhận" in main(me.get("/ke-hoach/2026-11"))


def test_work_that_waits_changes_no_score(me: Client, world: World) -> None:
    before = view_of(world.sheet(STAFF)).score.score
    claimed(me)
    page = me.get(f"/phieu/{world.sheet(STAFF).id}").content.decode()
    assert view_of(world.sheet(STAFF)).score.score == before
    assert "1 việc chưa tính hoặc không tính" in page
    assert "5 đầu việc" in page


def test_what_a_doer_adds_is_never_planned_work(me: Client) -> None:
    """Planned work is the head's to give (Điều 18 khoản 1 điểm a): a forged form makes it unplanned."""
    page = me.get(CLAIM).content.decode()
    assert 'value="planned"' not in page
    assert claimed(me, origin="planned").origin == "unplanned"


@pytest.mark.parametrize(
    ("changes", "said", "field"),
    [
        ({"content": "  "}, "Nhập nội dung công việc", "content"),
        ({"proof": ""}, "Ghi số, ngày văn bản", "proof"),
        ({"units": "0"}, "lớn hơn 0", "units"),
        ({"units": "hai"}, "lớn hơn 0", "units"),
        ({"done_on": "25/11/2026"}, "chưa đến", "done_on"),
        ({"done_on": "hôm kia"}, "Nhập ngày theo dạng", "done_on"),
    ],
)
def test_a_refused_form_says_what_to_do_at_its_field_and_keeps_the_rest(
    me: Client, changes: dict[str, str], said: str, field: str
) -> None:
    answer = me.post(CLAIM, {**FORM, **changes})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert f'id="{field}-e"' in page
    kept = FORM["proof"] if field != "proof" else FORM["content"]
    assert f'value="{kept}"' in page
    assert not Task.objects.filter(status="claimed").exists()


def test_a_published_month_takes_no_more_work(me: Client) -> None:
    answer = me.post("/ke-hoach/2026-10/ke-khai", FORM)
    assert answer.status_code == 403
    assert "workplan.closed" in answer.content.decode()


def test_a_period_that_is_none_is_a_page_that_does_not_exist(me: Client) -> None:
    for period in ("mai", "2026-13", "2026"):
        assert me.post(f"/ke-hoach/{period}/ke-khai", {**FORM, "content": " "}).status_code in (404, 422), period
    assert me.post("/ke-hoach/mai/ke-khai", FORM).status_code == 404
    assert not Task.objects.filter(status="claimed").exists()


def test_a_product_is_found_without_tone_marks_and_nothing_typed_is_lost(me: Client, world: World) -> None:
    adopt_catalogue_of(world)
    page = me.post(CLAIM, {**FORM, "search": "tham dinh", "find": "1"}).content.decode()
    assert "Thẩm định hồ sơ vỉa hè" in page
    assert "Tiếp công dân" not in page
    assert f'value="{FORM["proof"]}"' in page
    assert "1 sản phẩm, công việc tìm thấy" in page
    assert not Task.objects.filter(status="claimed").exists()


def test_a_search_without_a_hit_says_what_else_to_do(me: Client, world: World) -> None:
    adopt_catalogue_of(world)
    assert "nhập thẳng số đơn vị" in main(me.post(CLAIM, {**FORM, "search": "phi thuyền", "find": "1"}))


def test_units_left_empty_follow_from_the_product_and_its_quantity(me: Client, world: World) -> None:
    products = adopt_catalogue_of(world)
    task = claimed(me, units="", product=str(products["KT.01"]), quantity="1,5")
    assert task.units == Decimal(12)
    assert task.product_id == products["KT.01"]


def test_units_typed_stand_before_the_products_own(me: Client, world: World) -> None:
    products = adopt_catalogue_of(world)
    assert claimed(me, units="3", product=str(products["KT.01"]), quantity="1").units == Decimal(3)


def test_a_product_of_no_catalogue_of_mine_is_not_taken(me: Client, world: World) -> None:
    adopt_catalogue_of(world)
    assert claimed(me, product="987654").product_id is None


def test_the_head_reads_what_waits_above_the_plan_with_its_proof(me: Client, head: Client) -> None:
    claimed(me)
    page = main(head.get("/ke-hoach/2026-11"))
    assert "1 việc kê khai chờ chấp nhận" in page
    assert page.index("chờ chấp nhận") < page.index("Thẩm định 6 hồ sơ")
    assert f"căn cứ: {FORM['proof']}" in page


def test_who_leads_nobody_is_shown_no_form_to_accept(me: Client) -> None:
    claimed(me)
    page = me.get("/ke-hoach/2026-11").content.decode()
    assert "/chap-nhan" not in page
    assert "việc kê khai chờ chấp nhận" not in page


def test_accepted_work_counts_outside_the_initial_total(me: Client, head: Client, world: World) -> None:
    before = view_of(world.sheet(STAFF)).score.score
    task = claimed(me)
    answer = head.post(f"/ke-hoach/viec/{task.id}/chap-nhan", {"version": task.version, "units": "2,5"}, follow=True)
    assert "Đã chấp nhận" in main(answer)
    task.refresh_from_db()
    assert (task.status, task.leader_id) == ("done", world.person(DIVISION_HEAD))
    after = view_of(world.sheet(STAFF)).score.score
    assert before is not None
    assert after is not None
    assert after > before


def test_other_units_than_entered_need_a_reason(me: Client, head: Client) -> None:
    task = claimed(me)
    answer = head.post(f"/ke-hoach/viec/{task.id}/chap-nhan", {"version": task.version, "units": "1"})
    assert answer.status_code == 422
    assert "Nhập lý do" in answer.content.decode()
    given = {"version": task.version, "units": "1", "note": "Chỉ tính phần được giao"}
    head.post(f"/ke-hoach/viec/{task.id}/chap-nhan", given)
    task.refresh_from_db()
    assert (task.status, task.units) == ("done", Decimal(1))


def test_declined_work_counts_nowhere_and_the_doer_reads_why(me: Client, head: Client, world: World) -> None:
    task = claimed(me)
    refused = head.post(f"/ke-hoach/viec/{task.id}/khong-chap-nhan", {"version": task.version, "note": " "})
    assert refused.status_code == 422
    head.post(f"/ke-hoach/viec/{task.id}/khong-chap-nhan", {"version": task.version, "note": "Đã tính trong việc khác"})
    for path in ("/ke-hoach/2026-11", f"/phieu/{world.sheet(STAFF).id}", f"/ke-hoach/viec/{task.id}"):
        page = main(me.get(path))
        assert "Không được chấp nhận, không tính" in page, path
        assert "Đã tính trong việc khác" in page, path


def test_an_answer_given_twice_is_a_conflict(me: Client, head: Client) -> None:
    task = claimed(me)
    path, form = f"/ke-hoach/viec/{task.id}/chap-nhan", {"version": task.version}
    assert head.post(path, form).status_code == 302
    assert head.post(path, form).status_code == 409


@pytest.mark.parametrize("act", ["chap-nhan", "khong-chap-nhan"])
@pytest.mark.parametrize(("code", "status"), [(STAFF, 403), (LATE, 404), (OTHER, 404), (DEPUTY, 404), (HEAD, 302)])
def test_only_who_leads_the_unit_answers(as_: As, me: Client, act: str, code: str, status: int) -> None:
    task = claimed(me)
    answer = as_(code).post(f"/ke-hoach/viec/{task.id}/{act}", {"version": task.version, "note": "Có lý do"})
    assert answer.status_code == status
    task.refresh_from_db()
    assert (task.status == "claimed") is (status != 302)


def test_a_heads_own_work_is_accepted_one_level_up(as_: As, world: World) -> None:
    head = as_(DIVISION_HEAD)
    task = claimed(head)
    assert "/chap-nhan" not in head.get("/ke-hoach/2026-11").content.decode()
    assert head.post(f"/ke-hoach/viec/{task.id}/chap-nhan", {"version": task.version}).status_code == 403
    assert as_(HEAD).post(f"/ke-hoach/viec/{task.id}/chap-nhan", {"version": task.version}).status_code == 302


def test_nobody_signed_in_meets_the_sign_in_page(as_: As, world: World) -> None:
    assert as_("").get(CLAIM).headers["Location"].startswith("/dang-nhap")


def big(world: World) -> Task:
    return Task.objects.get(doer__staff_code=STAFF, period="2026-11", content__startswith="Dự thảo hướng dẫn")


def parts_of(world: World, task: Task, *units: str) -> dict[str, object]:
    form: dict[str, object] = {"version": task.version}
    for place, size in enumerate(units, 1):
        form |= {f"content{place}": f"Phần {place}", f"doer{place}": world.person(LATE), f"units{place}": size}
    return form


def test_the_plan_leads_its_head_to_split_a_task_not_done_yet(head: Client, me: Client, world: World) -> None:
    address = f"/ke-hoach/viec/{big(world).id}/chia"
    assert address in head.get("/ke-hoach/2026-11").content.decode()
    assert address not in me.get("/ke-hoach/2026-11").content.decode()
    assert "2,0 đơn vị" in main(head.get(address))


def test_the_parts_stand_in_the_place_of_the_task(head: Client, world: World) -> None:
    task = big(world)
    form = {**parts_of(world, task, "1,5", "0,5"), "deadline2": "28/11/2026"}
    answer = head.post(f"/ke-hoach/viec/{task.id}/chia", form, follow=True)
    assert "Đã chia thành 2 việc" in main(answer)
    task.refresh_from_db()
    assert task.status == "split"
    made = list(Task.objects.filter(part_of=task).order_by("id"))
    assert [(part.content, str(part.units.normalize()), f"{part.deadline}") for part in made] == [
        ("Phần 1", "1.5", "2026-11-12"),
        ("Phần 2", "0.5", "2026-11-28"),
    ]


@pytest.mark.parametrize(
    ("units", "changes", "said", "field"),
    [
        (("2",), {}, "ít nhất hai việc", ""),
        (("2", "0,5"), {}, "vượt 2 đơn vị", ""),
        (("1", ""), {}, "lớn hơn 0", "units2"),
        (("1", "1"), {"content2": ""}, "Nhập nội dung", "content2"),
        (("1", "1"), {"deadline1": "mai"}, "Nhập ngày theo dạng", "deadline1"),
    ],
)
def test_a_refused_split_keeps_every_row(
    head: Client, world: World, units: tuple[str, ...], changes: dict[str, str], said: str, field: str
) -> None:
    task = big(world)
    answer = head.post(f"/ke-hoach/viec/{task.id}/chia", {**parts_of(world, task, *units), **changes})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'value="Phần 1"' in page
    assert not field or f'id="{field}-e"' in page
    task.refresh_from_db()
    assert task.status == "assigned"


def test_parts_are_given_only_to_ones_own_people(head: Client, world: World) -> None:
    task = big(world)
    form = {**parts_of(world, task, "1", "1"), "doer2": world.person(OTHER)}
    assert head.post(f"/ke-hoach/viec/{task.id}/chia", form).status_code == 404


def test_a_task_that_is_done_is_not_split(head: Client) -> None:
    task = Task.objects.get(doer__staff_code=STAFF, period="2026-11", content__startswith="Thẩm định")
    assert head.get(f"/ke-hoach/viec/{task.id}/chia").status_code == 422


def test_only_who_may_assess_a_task_may_split_it(as_: As, world: World) -> None:
    path = f"/ke-hoach/viec/{big(world).id}/chia"
    codes = {code: as_(code).get(path).status_code for code in (STAFF, OTHER, DEPUTY, HEAD, CHAIRMAN)}
    assert codes == {STAFF: 403, OTHER: 404, DEPUTY: 404, HEAD: 200, CHAIRMAN: 200}


def test_a_day_that_is_none_is_refused_where_a_task_is_given_or_finished(head: Client, me: Client, world: World) -> None:
    """A mistyped day was once taken for today, which decided whether the task was late."""
    task = big(world)
    given = {"content": "Rà soát", "doer": world.person(STAFF), "units": "1", "deadline": "32/11/2026"}
    assert head.post("/ke-hoach/2026-11/them", given).status_code == 422
    finished = me.post(f"/ke-hoach/viec/{task.id}/xong", {"version": task.version, "done_on": "32/11/2026"})
    assert finished.status_code == 422
    task.refresh_from_db()
    assert task.status == "assigned"
