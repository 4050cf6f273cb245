"""Each page for nobody, for the wrong person and for the right one: sign in, not found, or the page."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django.fixtures import Settings

from tests.web.conftest import As
from tests.web.world import (
    ADMIN,
    AUDITOR,
    CHAIRMAN,
    DEPUTY,
    DIVISION_HEAD,
    HEAD,
    LATE,
    ORGANISER,
    OTHER,
    PASSWORD,
    SETUP,
    STAFF,
    World,
)
from thenchot.people.actions.delegate import grant

OWN_PAGES = [
    "/viec-can-lam",
    "/phieu",
    "/phieu/ky/2026-12",
    "/xac-nhan",
    "/xac-nhan/2026-11",
    "/gop-y",
    "/qua-trinh",
    "/ai-da-xem",
    "/ke-hoach/2026-11",
]
PUBLIC_PAGES = ["/dang-nhap", "/them", "/quy-dinh", "/quy-dinh/nd335-2025-cong-chuc"]
EVERYBODY = ["", STAFF, OTHER, HEAD, DEPUTY, DIVISION_HEAD, ORGANISER, AUDITOR, ADMIN]


@pytest.mark.parametrize("address", OWN_PAGES)
def test_nobody_is_sent_to_sign_in_and_back(as_: As, address: str) -> None:
    answer = as_("").get(address)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/dang-nhap?next={address}"


def test_every_role_opens_its_own_pages(as_: As) -> None:
    seen = {
        (code, address): as_(code).get(address, follow=True).status_code for code in EVERYBODY[1:] for address in OWN_PAGES
    }
    assert {where: status for where, status in seen.items() if status != 200} == {}


def test_rules_and_sign_in_are_open_to_everybody(as_: As) -> None:
    seen = {(code, address): as_(code).get(address).status_code for code in EVERYBODY for address in PUBLIC_PAGES}
    assert set(seen.values()) == {200}


def test_a_sheet_is_read_by_its_owner_its_scorer_its_deputy_and_who_oversees(as_: As, world: World) -> None:
    address = f"/phieu/{world.sheet(LATE).id}"
    for code in (LATE, DIVISION_HEAD, DEPUTY, HEAD, ORGANISER, AUDITOR):
        assert as_(code).get(address).status_code == 200, code


@pytest.mark.parametrize("code", [STAFF, OTHER, ADMIN, "BT-013", CHAIRMAN])
def test_a_strangers_sheet_does_not_exist(as_: As, world: World, code: str) -> None:
    stranger = as_(code).get(f"/phieu/{world.sheet(LATE).id}")
    nothing = as_(code).get("/phieu/999999")
    assert stranger.status_code == nothing.status_code == 404
    assert "Không tìm thấy trang này" in stranger.content.decode()
    assert "Bùi Đức Thắng" not in stranger.content.decode()


ACTS = ["gui", "nhap", "rut-lai", "xac-nhan", "tra-lai", "khong-cham", "gop-y", "kien-nghi"]


@pytest.mark.parametrize("act", ACTS)
def test_an_act_on_a_strangers_sheet_finds_nothing(as_: As, world: World, act: str) -> None:
    assert as_(OTHER).post(f"/phieu/{world.sheet(LATE).id}/{act}").status_code == 404
    assert as_("").post(f"/phieu/{world.sheet(LATE).id}/{act}").status_code == 403


@pytest.mark.parametrize("act", [*ACTS, "thu"])
def test_an_act_is_never_a_link(as_: As, world: World, act: str) -> None:
    assert as_(LATE).get(f"/phieu/{world.sheet(LATE).id}/{act}").status_code == 405


@pytest.mark.parametrize(
    ("code", "act", "refusal", "article"),
    [
        (DIVISION_HEAD, "gui", "sheet.not_own", "Điều 17 khoản 2"),
        (AUDITOR, "xac-nhan", "sheet.not_scorer", "Điều 10 khoản 1"),
        (ORGANISER, "xac-nhan", "sheet.not_scorer", "Điều 10 khoản 1"),
        (HEAD, "tra-lai", "sheet.not_scorer", "Điều 10 khoản 1"),
        (LATE, "xac-nhan", "sheet.not_scorer", "Điều 10 khoản 1"),
        (AUDITOR, "gop-y", "sheet.not_deputy", "Điều 15 khoản 4"),
    ],
)
def test_who_may_see_but_not_do_is_told_the_code_and_the_article(
    as_: As, world: World, code: str, act: str, refusal: str, article: str
) -> None:
    answer = as_(code).post(f"/phieu/{world.sheet(LATE).id}/{act}", {"text": "x", "note": "x"})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert refusal in page
    assert article in page


def test_the_administrator_sees_no_content_of_others(as_: As, world: World) -> None:
    for address in ("/xac-nhan", "/ke-hoach/2026-11", "/viec-can-lam", "/qua-trinh"):
        page = as_(ADMIN).get(address, follow=True).content.decode()
        assert "Bùi Đức Thắng" not in page
        assert "Nguyễn Thị Hồng Nhung" not in page


def test_opening_anothers_sheet_is_recorded_and_shown_to_them(as_: As, world: World) -> None:
    as_(DIVISION_HEAD).get(f"/phieu/{world.sheet(LATE).id}")
    as_(LATE).get(f"/phieu/{world.sheet(LATE).id}")
    page = as_(LATE).get("/ai-da-xem").content.decode()
    assert "Bạch Văn Tường" in page
    assert page.count("Phiếu tháng 11/2026") == 1
    assert "Chưa có ai mở" in as_("BT-013").get("/ai-da-xem").content.decode()


def test_who_opened_a_file_is_named_with_post_and_role_of_that_day(as_: As, world: World) -> None:
    as_(DIVISION_HEAD).get(f"/phieu/{world.sheet(LATE).id}")
    as_(AUDITOR).get(f"/phieu/{world.sheet(LATE).id}")
    grant(by=SETUP, staff_code=DIVISION_HEAD, role="auditor", unit_code="BT", valid_from=date(2026, 11, 22))
    page = as_(LATE).get("/ai-da-xem").content.decode()
    assert "Trưởng phòng, Phòng Kinh tế, Hạ tầng và Đô thị</span>" in page
    assert "Kiểm tra viên, Văn phòng HĐND và UBND · vai trò kiểm tra, giám sát, UBND phường Bến Trúc</span>" in page


def test_a_sheet_printed_and_a_table_taken_away_are_openings(as_: As, world: World) -> None:
    as_(DIVISION_HEAD).get(f"/phieu/{world.sheet(LATE).id}/mau.docx")
    as_(ORGANISER).get("/tong-hop/2026.csv")
    page = as_(LATE).get("/ai-da-xem").content.decode()
    assert "Tải bảng tổng hợp năm 2026" in page.replace("Năm", "năm")
    assert page.count("<time") == 2
    assert "Lý Thu Hiền" in page


def test_a_right_password_signs_in_and_goes_where_one_was_going(as_: As) -> None:
    client = as_("")
    answer = client.post("/dang-nhap", {"staff_code": STAFF.lower(), "password": PASSWORD, "next": "/qua-trinh"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/qua-trinh"
    assert client.get("/qua-trinh").status_code == 200


@pytest.mark.parametrize("where", ["https://example.org/", "//example.org", "/\\example.org", "javascript:1"])
def test_signing_in_never_leads_to_another_site(as_: As, where: str) -> None:
    answer = as_("").post("/dang-nhap", {"staff_code": STAFF, "password": PASSWORD, "next": where})
    assert answer.headers["Location"] == "/"


def test_a_wrong_code_and_a_wrong_password_read_the_same(as_: As) -> None:
    wrong_code = as_("").post("/dang-nhap", {"staff_code": "KHONG-CO", "password": PASSWORD})
    wrong_password = as_("").post("/dang-nhap", {"staff_code": STAFF, "password": "sai"})
    assert wrong_code.status_code == wrong_password.status_code == 422
    said = "Mã hoặc mật khẩu không đúng"
    assert said in wrong_code.content.decode()
    assert said in wrong_password.content.decode()
    assert "sai" not in wrong_password.content.decode().split("<main")[1].split("value=")[1][:20]


def test_guessing_is_slowed_down(as_: As) -> None:
    client = as_("")
    for _ in range(5):
        client.post("/dang-nhap", {"staff_code": STAFF, "password": "sai"})
    answer = client.post("/dang-nhap", {"staff_code": STAFF, "password": PASSWORD})
    assert answer.status_code == 429
    assert "Đợi 10 phút" in answer.content.decode()
    assert client.get("/viec-can-lam").status_code == 302


def test_the_demo_list_signs_in_only_where_the_demo_is_on(as_: As, settings: Settings) -> None:
    settings.DEMO = False
    assert as_("").post("/dang-nhap/thu", {"staff_code": STAFF}).status_code == 404
    assert "chọn vai" not in as_("").get("/dang-nhap").content.decode()
    settings.DEMO = True
    client = as_("")
    page = client.get("/dang-nhap").content.decode()
    assert "Nguyễn Thị Hồng Nhung" in page
    assert "Người đứng đầu" in page
    assert client.post("/dang-nhap/thu", {"staff_code": STAFF}).status_code == 302
    assert client.get("/viec-can-lam").status_code == 200
    assert as_("").post("/dang-nhap/thu", {"staff_code": "KHONG-CO"}).status_code == 404


def test_signing_out_ends_the_session(as_: As) -> None:
    client = as_(STAFF)
    assert client.post("/dang-xuat").status_code == 302
    assert client.get("/viec-can-lam").status_code == 302


@pytest.mark.parametrize("page", ["xac-nhan", "ke-hoach", "de-xuat", "quyet-dinh", "phieu/ky"])
@pytest.mark.parametrize("period", ["2026-13", "2026-00", "2026-Q5", "xyz", "26-11", "2026-1"])
def test_a_period_that_is_none_is_no_page(as_: As, page: str, period: str) -> None:
    assert as_(HEAD).get(f"/{page}/2026-11").status_code in (200, 302)
    assert as_(HEAD).get(f"/{page}/{period}").status_code == 404
