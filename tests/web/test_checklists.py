"""Checklists through their pages: ticked in private, answered for a unit, registered and checked, made, tried, put in force."""

from __future__ import annotations

import csv
import re
from io import StringIO

import pytest
from django.test import Client

from tests.web.conftest import As
from tests.web.world import (
    ADMIN,
    AUDITOR,
    DIVISION_HEAD,
    HEAD,
    LATE,
    ORGANISER,
    OTHER,
    STAFF,
    World,
)
from tests.web.year_world import open_year
from thenchot.audit.models import Entry, Opening
from thenchot.checklists.models import Checklist, Reply
from thenchot.organisation.models import Unit

pytestmark = pytest.mark.django_db
NOVEMBER, QUARTER = "2026-11", "2026-Q4"
FIVE_S = "S1 | Sàng lọc | 10\nS2 | Sắp xếp | 10\nS3 | Sạch sẽ | 10\nS4 | Săn sóc | 10\nS5 | Sẵn sàng | 10"
SCALE = "Tốt | 80\nĐạt | 50\nChưa đạt | 0"


def said(page: object) -> str:
    """The words of a page without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())  # type: ignore[attr-defined]


def form(**changed: str) -> dict[str, str]:
    """A checklist of a unit as the organisation body types it."""
    given = {
        "name": "5S của đơn vị", "code": "5s", "edition": "2026", "kind": "points", "about": "unit", "period": "month",
        "answered_by": "head", "checked_by": "organisation_body", "items": FIVE_S, "standings": SCALE,
        "unit": str(Unit.objects.get(code="BT").id), "citation": "Kế hoạch 12/KH-UBND",
    }  # fmt: skip
    return {**given, **changed}


def made(
    keeper: Client, given: dict[str, str], first: str = "01/11/2026", note: str = "Đã đối chiếu văn bản số 9"
) -> int:
    """Draft it in the browser and put it in force; returns its number."""
    answer = keeper.post("/bang-kiem/soan", given)
    assert answer.status_code == 302, said(answer)
    number = Checklist.objects.latest("id").id
    answer = keeper.post(
        f"/bang-kiem/{number}/ap-dung", {"first": first, "note_signed": note, "version": "1"}
    )
    assert answer.status_code == 302, said(answer)
    return number


def from_shelf(keeper: Client, name: str, first: str, last: str = "", **changed: str) -> int:
    """Draft one of the shelf as its form stands there, with what the body types otherwise, and put it in force."""
    page = keeper.get("/bang-kiem/soan", {"mau": name})
    fields = dict(re.findall(r'<input[^>]* name="([a-z_]+)"[^>]* value="([^"]*)"', page.content.decode()))
    areas = dict(
        re.findall(r'<textarea[^>]* name="([a-z_]+)"[^>]*>([^<]*)</textarea>', page.content.decode())
    )
    chosen = {
        name: value
        for name, options in re.findall(
            r'<select id="([a-z_]+)"[^>]*>(.*?)</select>', page.content.decode(), re.S
        )
        for value in re.findall(r'<option value="([^"]*)" selected', options)
    }
    fields = {name: value for name, value in fields.items() if name not in ("registration", "q", "tim")}
    ticked = {"registration": "1"} if 'name="registration" value="1" checked' in page.content.decode() else {}
    given = {**fields, **areas, **chosen, **ticked, "unit": str(Unit.objects.get(code="BT").id), **changed}
    assert keeper.post("/bang-kiem/soan", given).status_code == 302
    number = Checklist.objects.latest("id").id
    signed = {"first": first, "last": last, "note_signed": "Đối chiếu bản gốc", "version": "1"}
    answer = keeper.post(f"/bang-kiem/{number}/ap-dung", signed)
    assert answer.status_code == 302, said(answer)
    return number


@pytest.mark.row("004-04")
def test_twenty_five_manifestations_are_ticked_in_private_until_they_are_sent(as_: As, world: World) -> None:
    keeper, staff = as_(ORGANISER), as_(STAFF)
    shelf = said(keeper.get("/bang-kiem/mau/ct24-2023"))
    assert "25 mục" in shelf
    assert shelf.count("Chưa có văn bản") == 20
    number = from_shelf(keeper, "ct24-2023", "07/08/2023")
    address = f"/bang-kiem/{number}/{NOVEMBER}"
    sheet = staff.get(f"/phieu/{world.sheet(STAFF).id}")
    assert f'href="{address}"' in sheet.content.decode()
    page = staff.get(address).content.decode()
    # The twenty without words are codes that wait; nobody can tick them.
    assert re.findall(r'type="checkbox" id="a-(\d\d)"', page) == ["01", "02", "03", "04", "05"]
    assert (
        staff.post(
            address + "/luu", {"a-03": "1", "remark": "Bổ sung minh chứng", "version": "0"}
        ).status_code
        == 302
    )
    kept = Reply.objects.get(person_id=world.person(STAFF))
    assert kept.state == "draft"
    assert 'id="a-03" name="a-03" value="1" checked' in staff.get(address).content.decode()
    for other in (DIVISION_HEAD, HEAD, ORGANISER, AUDITOR, ADMIN):
        assert as_(other).get(f"/phieu-kiem/{kept.id}").status_code == 404
    for reader in (DIVISION_HEAD, ORGANISER, AUDITOR):
        listed = said(as_(reader).get(f"/bang-kiem/{number}/ket-qua", {"ky": NOVEMBER}))
        assert "Chưa có phiếu nào" in listed
    assert not Entry.objects.filter(object_kind="reply").exists()
    assert staff.post(address + "/gui", {"a-03": "1", "a-05": "1", "version": "1"}).status_code == 302
    shown = said(as_(DIVISION_HEAD).get(f"/phieu-kiem/{kept.id}"))
    assert "2 mục được đánh dấu" in shown
    assert Opening.objects.filter(subject_id=world.person(STAFF)).exists()
    assert as_(OTHER).get(f"/phieu-kiem/{kept.id}").status_code == 404
    assert as_(ADMIN).get(f"/phieu-kiem/{kept.id}").status_code == 404
    assert staff.post(f"/phieu-kiem/{kept.id}/rut-de-sua", {"version": "2"}).status_code == 302
    assert as_(DIVISION_HEAD).get(f"/phieu-kiem/{kept.id}").status_code == 404


def test_the_words_of_the_other_twenty_are_put_to_their_codes_as_the_next_edition(
    as_: As, world: World
) -> None:
    keeper = as_(ORGANISER)
    number = from_shelf(keeper, "ct24-2023", "07/08/2023")
    page = keeper.get("/bang-kiem/soan", {"tu": number}).content.decode()
    items = re.search(r'name="items"[^>]*>([^<]*)<', page)
    assert items
    full = re.sub(r"^(\d\d) \|\s*$", r"\1 | Biểu hiện thứ \1", items[1], flags=re.M)
    assert full.count("Biểu hiện thứ") == 20
    given = form(
        name="25 biểu hiện", code="ct24", edition="2026", kind="found", about="person", items=full, standings="",
        answered_by="self", checked_by="nobody", tu=str(number),
    )  # fmt: skip
    assert keeper.post("/bang-kiem/soan", given).status_code == 302
    draft = Checklist.objects.latest("id")
    unsigned = keeper.post(f"/bang-kiem/{draft.id}/ap-dung", {"first": "01/11/2026", "version": "1"})
    assert unsigned.status_code == 422
    assert "checklist.note_needed" in said(unsigned)
    signed = {"first": "01/11/2026", "note_signed": "Chỉ thị 24-CT/TU, bản gốc", "version": "1"}
    assert keeper.post(f"/bang-kiem/{draft.id}/ap-dung", signed).status_code == 302
    assert Checklist.objects.get(id=number).valid_to.isoformat() == "2026-10-31"  # type: ignore[union-attr]
    staff = as_(STAFF)
    assert (
        len(
            re.findall(
                r'type="checkbox" id="a-\d\d"',
                staff.get(f"/bang-kiem/{draft.id}/{NOVEMBER}").content.decode(),
            )
        )
        == 25
    )
    beside = said(staff.get(f"/bang-kiem/{number}", {"so": draft.id}))
    assert "Phiên bản 2023" in beside
    assert "Phiên bản 2026" in beside
    assert beside.count("Biểu hiện thứ") == 20
    assert "Kỳ này không nhận phiếu kiểm" in said(staff.get(f"/bang-kiem/{number}/{NOVEMBER}"))


@pytest.mark.row("000-28")
def test_a_checklist_of_five_items_is_made_in_the_browser_and_answered_with_points_for_a_unit(
    as_: As, world: World
) -> None:
    keeper, head = as_(ORGANISER), as_(DIVISION_HEAD)
    number = made(keeper, form())
    address = f"/bang-kiem/{number}/{NOVEMBER}"
    assert "5S của đơn vị" in said(head.get("/bang-kiem"))
    assert as_(STAFF).get(address).status_code == 403
    points = {f"a-S{n}": "8" for n in range(1, 6)}
    short = head.post(address + "/gui", {**points, "a-S5": "", "version": "0"})
    assert short.status_code == 422
    assert "Còn 1 mục chưa trả lời: S5" in said(short)
    over = head.post(address + "/gui", {**points, "a-S5": "11", "version": "0"})
    assert over.status_code == 422
    assert "Điểm của mục S5 là một số từ 0 đến 10" in said(over)
    assert head.post(address + "/gui", {**points, "a-S5": "9,5", "version": "0"}).status_code == 302
    reply = Reply.objects.get(checklist_id=number)
    assert (reply.points, reply.level) == (41.5, "tot")
    assert "41,5 trên 50 điểm (83 %), Tốt" in said(head.get(f"/phieu-kiem/{reply.id}")).replace("\xa0", " ")
    # Its own unit reads it; the organisation body checks, corrects a line with a reason, and the head is told.
    assert as_(STAFF).get(f"/phieu-kiem/{reply.id}").status_code == 200
    assert (
        head.post(f"/phieu-kiem/{reply.id}/kiem-tra", {"opinion": "Tốt", "version": "1"}).status_code == 403
    )
    checked = {**points, "a-S5": "2", "version": "1"}
    assert keeper.post(f"/phieu-kiem/{reply.id}/kiem-tra", checked).status_code == 422
    assert (
        keeper.post(f"/phieu-kiem/{reply.id}/kiem-tra", {**checked, "opinion": "Kho chưa gọn"}).status_code
        == 302
    )
    reply.refresh_from_db()
    assert (reply.points, reply.level, reply.state) == (34, "dat", "checked")
    assert "đã kiểm tra phiếu kiểm tháng 11/2026" in said(head.get("/viec-can-lam"))
    listed = keeper.get(f"/bang-kiem/{number}/ket-qua.csv", {"ky": NOVEMBER}).content.decode("utf-8-sig")
    assert next(csv.reader(StringIO(listed.splitlines()[1])))[5] == "Kho chưa gọn"


@pytest.mark.row("004-20")
def test_professionalism_is_registered_by_quarter_beside_the_months_in_two_editions(
    as_: As, world: World
) -> None:
    keeper, staff = as_(ORGANISER), as_(STAFF)
    old = from_shelf(
        keeper,
        "chuyen-nghiep-2021",
        "01/01/2021",
        "31/12/2022",
        items="TC1 | Đúng hẹn | 50\nTC2 | Tận tình | 50",
    )
    new = from_shelf(
        keeper,
        "chuyen-nghiep-2023",
        "01/01/2023",
        items="TC1 | Đúng hẹn | 40\nTC3 | Số hóa hồ sơ | 60",
        achieved_from="80",
    )
    both = said(staff.get(f"/bang-kiem/{new}", {"so": old}))
    assert "Phiên bản 2021" in both
    assert "Phiên bản 2023" in both
    assert "Tận tình" in both
    assert "Số hóa hồ sơ" in both
    assert "không có mục này" in both
    # Two schemes at once: the month's sheet is open, and the quarter waits for who wants to register.
    assert staff.get(f"/phieu/ky/{NOVEMBER}").status_code in (200, 302)
    address = f"/bang-kiem/{new}/{QUARTER}"
    assert "tự nguyện" in said(staff.get(address))
    early = staff.post(address + "/gui", {"a-TC1": "40", "a-TC3": "50", "version": "0"})
    assert (early.status_code, "checklist.not_registered" in said(early)) == (409, True)
    assert staff.post(address + "/dang-ky", {"target": " ", "version": "0"}).status_code == 422
    assert (
        staff.post(address + "/dang-ky", {"target": "Không trễ hồ sơ nào", "version": "0"}).status_code == 302
    )
    assert staff.post(address + "/luu", {"a-TC1": "33", "version": "1"}).status_code == 302
    reply = Reply.objects.get(checklist_id=new)
    seen = said(as_(DIVISION_HEAD).get(f"/phieu-kiem/{reply.id}"))
    assert "Không trễ hồ sơ nào" in seen
    assert "33" not in seen
    assert staff.post(address + "/gui", {"a-TC1": "33", "a-TC3": "50", "version": "2"}).status_code == 302
    page = said(as_(DIVISION_HEAD).get(f"/phieu-kiem/{reply.id}"))
    assert "Theo tổng điểm: đạt" in page
    head = as_(DIVISION_HEAD)
    assert head.post(f"/phieu-kiem/{reply.id}/kiem-tra", {"version": "3"}).status_code == 422
    assert head.post(f"/phieu-kiem/{reply.id}/kiem-tra", {"achieved": "0", "version": "3"}).status_code == 422
    assert head.post(f"/phieu-kiem/{reply.id}/kiem-tra", {"achieved": "1", "version": "3"}).status_code == 302
    assert said(staff.get(f"/phieu-kiem/{reply.id}")).count("Đạt") == 1


@pytest.mark.row("004-21")
def test_registered_and_achieved_are_reported_by_year_with_counts_of_before(as_: As, world: World) -> None:
    keeper = as_(ORGANISER)
    new = from_shelf(keeper, "chuyen-nghiep-2023", "01/01/2023", items="TC1 | Đúng hẹn | 100")
    for code, finding in ((STAFF, "1"), (LATE, "0"), (OTHER, "")):
        client, address = as_(code), f"/bang-kiem/{new}/{QUARTER}"
        assert client.post(address + "/dang-ky", {"target": "Phấn đấu", "version": "0"}).status_code == 302
        if finding:
            assert client.post(address + "/gui", {"a-TC1": "90", "version": "1"}).status_code == 302
            number = Reply.objects.get(person_id=world.person(code)).id
            checked = {"achieved": finding, "opinion": "Theo sổ", "version": "2"}
            assert as_(DIVISION_HEAD).post(f"/phieu-kiem/{number}/kiem-tra", checked).status_code == 302
    place = "/bang-kiem/luot/chuyen-nghiep"
    assert "đạt theo năm: Bộ tiêu chí sự chuyên nghiệp" in said(keeper.get("/bang-kiem/quan-ly"))
    rows = "2021 | BT | 1.520 | 1.400\n2022 | BT | 1.640 | 1.602\n2023\tBT-KT\t1,704"
    assert keeper.post(place + "/nhap", {"rows": rows, "source": ""}).status_code == 422
    assert keeper.post(place + "/nhap", {"rows": rows, "source": "Báo cáo 77/BC"}).status_code == 302
    again = keeper.post(place + "/nhap", {"rows": "2024 | BT | 5\n2021 | BT | 1", "source": "x"})
    assert (again.status_code, "BT (2021)" in said(again)) == (409, True)
    report = said(keeper.get(place))
    assert "Tổng cộng đăng ký 4.867 lượt, đạt 3.003 lượt" in report
    lines = list(csv.reader(StringIO(keeper.get(place + ".csv").content.decode("utf-8-sig"))))
    by_year = {line[0]: line[1:6] for line in lines}
    assert by_year["2021"] == ["1520", "1400", "120", "0", "0"]
    assert by_year["2023"] == ["1704", "0", "0", "0", "1704"]
    assert by_year["2026"] == ["3", "1", "1", "1", "0"]
    assert sum(int(by_year[year][0]) for year in ("2021", "2022", "2023")) == 4864
    wrong = re.search(r"/bang-kiem/luot/(\d+)/rut", keeper.get(place).content.decode())
    assert wrong
    assert keeper.post(wrong[0], {"reason": "", "version": "1"}).status_code == 422
    assert keeper.post(wrong[0], {"reason": "Nhập nhầm", "version": "1"}).status_code == 302
    assert "đã rút: Nhập nhầm" in said(keeper.get(place))
    assert as_(STAFF).get(place).status_code == 403


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("2022 | BT | ba", "Dòng 1: ghi kỳ"),
        ("2022-11 | BT | 3", "Dòng 1: ghi kỳ"),
        ("2022 | BT | 3 | 4", "Dòng 1: số lượt đạt 4 lớn hơn số lượt đăng ký 3"),
        ("2022 | BT | 3\n2022 | LG | 3", "Dòng 2: không có đơn vị mang mã LG"),
        (" \n", "Chưa có dòng nào"),
    ],
)
def test_a_line_of_counts_that_cannot_be_read_is_named_and_nothing_is_kept(
    as_: As, rows: str, sentence: str
) -> None:
    answer = as_(ORGANISER).post("/bang-kiem/luot/chuyen-nghiep/nhap", {"rows": rows, "source": "Báo cáo"})
    assert answer.status_code == 422
    assert sentence in said(answer)
    assert "Chưa có lượt đăng ký nào" in said(answer)


@pytest.mark.row("004-57")
def test_a_units_places_in_the_league_stand_beside_its_heads_sheet(as_: As, world: World) -> None:
    keeper = as_(ORGANISER)
    number = from_shelf(keeper, "thi-dua-13", "01/01/2024")
    unit = Unit.objects.get(code="BT-KT").id
    fields = {f"a-LV{n:02d}-standing": "xuat_sac" for n in range(1, 14)}
    address = f"/bang-kiem/{number}"
    first = {"unit": unit, "a-chung": "17", "a-chung-of": "30", "version": "0"}
    assert keeper.post(f"{address}/2024/gui", first).status_code == 422
    assert (
        keeper.post(f"{address}/2024/gui", {**first, "source": "UBND quận", "document": "9/TB"}).status_code
        == 302
    )
    second = {
        "unit": unit,
        "a-chung": "2",
        "a-chung-of": "30",
        **fields,
        "source": "UBND quận",
        "version": "0",
    }
    assert keeper.post(f"{address}/2025/gui", second).status_code == 302
    worse = keeper.post(
        f"{address}/2025/gui", {**first, "other": "x", "unit": "", "a-chung": "31", "source": "s"}
    )
    assert (worse.status_code, "checklist.rank_wrong" in said(worse)) == (422, True)
    elsewhere = {
        "other": "Phường Hàng Lựu",
        "a-chung": "1",
        "a-chung-of": "30",
        "source": "Thông báo 12/TB",
        "version": "0",
    }
    assert keeper.post(f"{address}/2025/gui", elsewhere).status_code == 302
    page = said(as_(DIVISION_HEAD).get(f"/bang-kiem/don-vi/{unit}"))
    assert "2024: 17/30, 2025: 2/30" in page
    assert "Hạng 2 trên 30; xuất sắc 13/13 lĩnh vực" in page
    assert "Phường Hàng Lựu Hạng 1 trên 30" in page
    assert "Thông báo 12/TB" in page
    for reader in (HEAD, DIVISION_HEAD):
        sheet = said(as_(reader).get(f"/phieu/{world.sheet(DIVISION_HEAD).id}"))
        assert "Thi đua của đơn vị" in sheet
        assert "hạng 2 trên 30; xuất sắc 13/13 lĩnh vực" in sheet
    yearly = world.sheet(DIVISION_HEAD, open_year(world))
    assert "hạng 17 trên 30" in said(as_(HEAD).get(f"/phieu/{yearly.id}"))
    assert "Thi đua của đơn vị" not in said(as_(HEAD).get(f"/phieu/{world.sheet('BT-020').id}"))
    assert as_(OTHER).get(f"/bang-kiem/don-vi/{unit}").status_code == 404


def test_a_draft_is_tried_on_what_was_answered_before_it_is_put_in_force(as_: As, world: World) -> None:
    keeper = as_(ORGANISER)
    number = made(keeper, form(), "01/10/2026")
    for code, points in ((DIVISION_HEAD, "9"), ("BT-020", "6")):
        answers = {f"a-S{n}": points for n in range(1, 6)}
        assert (
            as_(code).post(f"/bang-kiem/{number}/2026-10/gui", {**answers, "version": "0"}).status_code == 302
        )
    harder = FIVE_S.replace("S5 | Sẵn sàng | 10", "S5 | Sẵn sàng | 5") + "\nS6 | An toàn | 10"
    stricter = form(
        edition="2027",
        items=harder.replace("\nS6 | An toàn | 10", ""),
        standings="Tốt | 95\nĐạt | 70\nChưa đạt | 0",
    )
    assert keeper.post("/bang-kiem/soan", stricter).status_code == 302
    draft = Checklist.objects.latest("id").id
    page = said(keeper.get(f"/bang-kiem/{draft}/tinh-thu", {"ky": "2026-10"}))
    assert "2 trên 2 phiếu có kết quả khác" in page
    assert "Tốt → Đạt 1 phiếu" in page
    assert "Đạt → Chưa đạt 1 phiếu" in page
    rows = {
        row[0]: row[2:4]
        for row in csv.reader(
            StringIO(keeper.get(f"/bang-kiem/{draft}/tinh-thu.csv", {"ky": "2026-10"}).content.decode())
        )
    }
    assert rows["Phòng Kinh tế, Hạ tầng và Đô thị, UBND phường Bến Trúc"] == [
        "45 trên 50 điểm (90\xa0%), Tốt", "41 trên 45 điểm (91,11\xa0%), Đạt",
    ]  # fmt: skip
    wider = {**stricter, "items": harder, "version": "1"}
    assert keeper.post(f"/bang-kiem/{draft}/soan", wider).status_code == 302
    assert "Mục mới chưa ai trả lời: S6" in said(
        keeper.get(f"/bang-kiem/{draft}/tinh-thu", {"ky": "2026-10"})
    )
    assert Reply.objects.filter(checklist_id=draft).count() == 0
    assert as_(DIVISION_HEAD).get(f"/bang-kiem/{draft}/tinh-thu").status_code == 404
    # Put in force from December: it follows; the old one ends the day before and stays readable.
    assert (
        keeper.post(f"/bang-kiem/{draft}/ap-dung", {"first": "01/12/2026", "version": "2"}).status_code == 302
    )
    assert Checklist.objects.get(id=number).valid_to.isoformat() == "2026-11-30"  # type: ignore[union-attr]
    assert "5S của đơn vị" in said(as_(DIVISION_HEAD).get(f"/bang-kiem/{number}"))


def test_what_is_wrong_with_a_draft_is_said_and_nothing_typed_is_lost(as_: As, world: World) -> None:
    for changed, code in (
        ({"name": " "}, "name_needed"),
        ({"unit": "1"}, "subject_needed"),
        ({"items": "S1 | a | x"}, "line_wrong"),
    ):
        answer = as_(ORGANISER).post("/bang-kiem/soan", form(**changed))
        assert answer.status_code == 422
        assert f"checklist.{code}" in said(answer)
        assert "Kế hoạch 12/KH-UBND" in answer.content.decode()
    assert not Checklist.objects.exists()


def test_an_edition_in_force_is_changed_by_the_next_one_only_and_ends_on_a_day(as_: As, world: World) -> None:
    keeper = as_(ORGANISER)
    number = made(keeper, form())
    assert keeper.get(f"/bang-kiem/{number}/soan").status_code == 409
    assert keeper.post(f"/bang-kiem/{number}/bo", {"version": "2"}).status_code == 409
    assert keeper.post("/bang-kiem/soan", form()).status_code == 302
    twin = Checklist.objects.latest("id").id
    same = keeper.post(f"/bang-kiem/{twin}/ap-dung", {"first": "01/12/2026", "version": "1"})
    assert (same.status_code, "checklist.edition_taken" in said(same)) == (409, True)
    assert keeper.post(f"/bang-kiem/{twin}/soan", form(edition="2027", version="1")).status_code == 302
    stale = keeper.post(f"/bang-kiem/{twin}/soan", form(edition="2028", version="1"))
    assert (stale.status_code, "2028" in stale.content.decode()) == (409, True)
    for first, code in (("01/11/2026", "day_too_early"), ("", "day_needed"), ("hôm nay", "day_needed")):
        answer = keeper.post(f"/bang-kiem/{twin}/ap-dung", {"first": first, "version": "2"})
        assert (answer.status_code, f"checklist.{code}" in said(answer)) == (422, True)
    crossed = keeper.post(
        f"/bang-kiem/{twin}/ap-dung", {"first": "01/12/2026", "last": "30/11/2026", "version": "2"}
    )
    assert "checklist.ends_before_start" in said(crossed)
    assert keeper.post(f"/bang-kiem/{twin}/bo", {"version": "2"}).status_code == 302
    assert (
        keeper.post(f"/bang-kiem/{number}/ket-thuc", {"last_day": "01/10/2026", "version": "2"}).status_code
        == 422
    )
    assert (
        keeper.post(f"/bang-kiem/{number}/ket-thuc", {"last_day": "15/11/2026", "version": "2"}).status_code
        == 302
    )
    closed = as_(DIVISION_HEAD).post(f"/bang-kiem/{number}/{NOVEMBER}/luu", {"a-S1": "5", "version": "0"})
    assert (closed.status_code, "checklist.not_in_force" in said(closed)) == (409, True)
    assert as_(STAFF).get("/bang-kiem/quan-ly").status_code == 404
    assert as_(AUDITOR).get("/bang-kiem/quan-ly").status_code == 403
    assert as_(AUDITOR).post(f"/bang-kiem/{number}/ket-thuc", {"last_day": "20/11/2026"}).status_code == 403


def test_a_reply_overtaken_elsewhere_is_kept_on_the_page_and_overwrites_nothing(
    as_: As, world: World
) -> None:
    number = made(as_(ORGANISER), form())
    head, address = as_(DIVISION_HEAD), f"/bang-kiem/{number}/{NOVEMBER}"
    assert head.post(address + "/luu", {"a-S1": "4", "version": "0"}).status_code == 302
    behind = head.post(address + "/luu", {"a-S1": "7", "remark": "Dọn kho", "version": "0"})
    assert behind.status_code == 409
    assert "Có bản lưu mới hơn" in said(behind)
    assert 'value="7"' in behind.content.decode()
    assert Reply.objects.get().answers == {"S1": {"value": "4"}}
    for period, status in (("2026-12", 409), ("2026-Q4", 422), ("2026-09", 409)):
        assert (
            head.post(f"/bang-kiem/{number}/{period}/luu", {"a-S1": "4", "version": "0"}).status_code
            == status
        )


def test_only_periods_in_force_are_offered_and_results_open_on_the_newest_with_replies(
    as_: As, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = made(as_(ORGANISER), form())
    head, address = as_(DIVISION_HEAD), f"/bang-kiem/{number}/{NOVEMBER}"
    marks = {f"a-S{place}": "8" for place in range(1, 6)}
    assert head.post(address + "/gui", {**marks, "version": "0"}).status_code == 302
    page = head.get(address).content.decode()
    assert f'href="{address}"' in page
    assert f"/bang-kiem/{number}/2026-10" not in page
    monkeypatch.setenv("THENCHOT_TODAY", "2026-12-10")
    assert "tháng 11/2026" in said(head.get(f"/bang-kiem/{number}/ket-qua"))
    assert "Chưa có phiếu nào" in said(head.get(f"/bang-kiem/{number}/ket-qua?ky=2026-12"))


def test_a_registration_is_withdrawn_with_a_reason_and_counts_no_more(as_: As, world: World) -> None:
    keeper, staff = as_(ORGANISER), as_(STAFF)
    new = from_shelf(keeper, "chuyen-nghiep-2023", "01/01/2023", items="TC1 | Đúng hẹn | 100")
    address = f"/bang-kiem/{new}/{QUARTER}"
    assert staff.post(address + "/dang-ky", {"target": "Phấn đấu", "version": "0"}).status_code == 302
    number = Reply.objects.get().id
    assert (
        as_(DIVISION_HEAD).post(f"/phieu-kiem/{number}/rut", {"reason": "x", "version": "1"}).status_code
        == 403
    )
    assert staff.post(f"/phieu-kiem/{number}/rut", {"reason": "", "version": "1"}).status_code == 422
    assert (
        staff.post(f"/phieu-kiem/{number}/rut", {"reason": "Đi học dài hạn", "version": "1"}).status_code
        == 302
    )
    assert "Đi học dài hạn" in said(staff.get(f"/phieu-kiem/{number}"))
    assert "Chưa có lượt đăng ký nào" in said(keeper.get("/bang-kiem/luot/chuyen-nghiep"))
    assert staff.post(address + "/dang-ky", {"target": "Lần hai", "version": "0"}).status_code == 302
    no_such = made(keeper, form())
    answer = as_(DIVISION_HEAD).post(
        f"/bang-kiem/{no_such}/{NOVEMBER}/dang-ky", {"target": "x", "version": "0"}
    )
    assert "checklist.no_registration" in said(answer)
