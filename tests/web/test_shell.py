"""What surrounds every page: headers, language, appearance, the bar of each role, errors."""

from __future__ import annotations

import re

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory

from tests.web.conftest import As
from tests.web.world import ADMIN, AUDITOR, DEPUTY, HEAD, ORGANISER, STAFF
from thenchot.lib.refusals import BAD_INPUT, CONFLICT, FORBIDDEN, MISSING, Kind, Refusal
from thenchot.web import errors
from thenchot.web.catalogue import PACKAGE
from thenchot.web.refusals import answer_refusals, refused

TEMPLATES = PACKAGE / "web" / "templates"
HEAVIEST_SCRIPT = 8_000


def test_no_page_may_load_or_run_anything_from_elsewhere(as_: As) -> None:
    for address in ("/dang-nhap", "/quy-dinh", "/khong-co-trang-nay"):
        policy = as_("").get(address).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "data:" not in policy
        assert "frame-ancestors 'none'" in policy


def test_pages_are_neither_indexed_nor_kept(as_: As) -> None:
    answer = as_(STAFF).get("/viec-can-lam")
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in answer.headers["Permissions-Policy"]


@pytest.mark.parametrize("script", ["app.js", "grid.js"])
def test_our_script_stays_small(script: str) -> None:
    assert (PACKAGE / "web" / "static" / script).stat().st_size < HEAVIEST_SCRIPT


def test_the_browsers_own_language_does_not_choose_ours(as_: As) -> None:
    page = as_("").get("/dang-nhap", headers={"Accept-Language": "en-US,en"}).content.decode()
    assert '<html lang="vi"' in page


def test_the_switch_keeps_the_language_and_returns_to_the_page(as_: As) -> None:
    client = as_("")
    answer = client.post("/ngon-ngu", {"language": "en", "next": "/quy-dinh"})
    assert answer.headers["Location"] == "/quy-dinh"
    page = client.get("/quy-dinh")
    assert '<html lang="en"' in page.content.decode()
    assert page.headers["Content-Language"] == "en"
    assert "Rules" in page.content.decode()
    client.post("/ngon-ngu", {"language": "vi"})
    assert '<html lang="vi"' in client.get("/quy-dinh").content.decode()


def test_an_unknown_language_changes_nothing(as_: As) -> None:
    client = as_("")
    client.post("/ngon-ngu", {"language": "xx"})
    assert '<html lang="vi"' in client.get("/dang-nhap").content.decode()


def test_a_forged_language_cookie_is_ignored(as_: As) -> None:
    client = as_("")
    client.cookies["django_language"] = "../../etc"
    assert '<html lang="vi"' in client.get("/dang-nhap").content.decode()


def test_dark_and_large_are_kept_and_can_be_left(as_: As) -> None:
    client = as_("")
    client.post("/giao-dien", {"theme": "dark"})
    client.post("/giao-dien", {"size": "large"})
    page = client.get("/dang-nhap").content.decode()
    assert 'data-theme="dark"' in page
    assert 'data-size="large"' in page
    client.post("/giao-dien", {"theme": "neon"})
    client.post("/giao-dien", {"size": ""})
    page = client.get("/dang-nhap").content.decode()
    assert "data-theme" not in page
    assert "data-size=" not in page


def bar(client: Client) -> list[str]:
    page = client.get("/viec-can-lam").content.decode()
    items = re.findall(r"<li><a href[^>]*>(.*?)</a>", page.split("<nav aria-label")[1].split("</nav>")[0], re.DOTALL)
    return [re.sub(r"<.*", "", item) for item in items]


@pytest.mark.parametrize(
    ("code", "first"),
    [
        (STAFF, ["Việc cần làm", "Phiếu của tôi", "Kế hoạch tháng", "Quá trình của tôi", "Quy định"]),
        (HEAD, ["Việc cần làm", "Xác nhận phiếu", "Kế hoạch tháng", "Phiếu của tôi", "Quy định"]),
        (DEPUTY, ["Việc cần làm", "Góp ý phiếu", "Kế hoạch tháng", "Phiếu của tôi", "Quy định"]),
    ],
)
def test_each_role_has_its_own_bar(as_: As, code: str, first: list[str]) -> None:
    assert bar(as_(code)) == first


@pytest.mark.parametrize("code", [ORGANISER, AUDITOR, ADMIN])
def test_every_bar_begins_with_what_waits_and_ends_with_the_rules(as_: As, code: str) -> None:
    assert bar(as_(code))[0] == "Việc cần làm"
    assert "Quy định" in bar(as_(code))


def test_the_bar_marks_where_one_is(as_: As) -> None:
    page = as_(STAFF).get("/ke-hoach/2026-11").content.decode()
    assert re.search(r'<a href="/ke-hoach" aria-current="page">Kế hoạch', page)


def test_what_stands_under_more_is_under_headings_each_item_once(as_: As) -> None:
    page = as_(ORGANISER).get("/them").content.decode()
    menu = page[page.index('class="card flush menu-page"') :].partition("<hr>")[0]
    headings = ["Công việc", "Kỳ và kết quả", "Dữ liệu, quy định", "Của tôi", "Tài khoản, trợ giúp"]
    assert re.findall(r'<p class="mh">(.*?)</p>', menu) == headings
    own = menu[menu.index(headings[3]) : menu.index(headings[4])]
    assert "Phiếu của tôi" in own
    assert "Nhập dữ liệu" not in own
    addresses = re.findall(r'href="(.*?)"', menu)
    assert len(addresses) == len(set(addresses)) > 15


def test_everything_else_is_under_more(as_: As) -> None:
    page = as_(STAFF).get("/them").content.decode()
    for words in ("Quá trình của tôi", "Ai đã xem hồ sơ của tôi", "Đăng xuất", "English", "Giao diện tối", "Phím tắt"):
        assert words in page


def _kind(status: int) -> Kind:
    made = object.__new__(Kind)
    for name, value in (("code", f"test.{status}"), ("status", status), ("text", "Nhập lại {what}."), ("article", "Điều 9")):
        object.__setattr__(made, name, value)
    return made


@pytest.fixture
def request_() -> HttpRequest:
    made = RequestFactory().post("/phieu/1/gui", headers={"Referer": "http://testserver/phieu/1"})
    made.user = type("Nobody", (), {"is_authenticated": False})()
    vars(made)["_messages"] = []
    return made


@pytest.mark.parametrize("status", [BAD_INPUT, FORBIDDEN, CONFLICT])
def test_a_refusal_says_its_sentence_and_leads_back(request_: HttpRequest, status: int) -> None:
    answer = refused(request_, Refusal(_kind(status), {"what": "<b>điểm</b>"}))
    page = answer.content.decode()
    assert answer.status_code == status
    assert "Nhập lại &lt;b&gt;điểm&lt;/b&gt;." in page
    assert 'href="/phieu/1"' in page


def test_what_is_missing_says_nothing_of_what_it_was(request_: HttpRequest) -> None:
    page = refused(request_, Refusal(_kind(MISSING), {"what": "phiếu của ông A"})).content.decode()
    assert "ông A" not in page
    assert "Không tìm thấy trang này" in page


def test_a_page_of_another_site_is_never_led_back_to() -> None:
    made = RequestFactory().post("/", headers={"Referer": "https://example.org/x"})
    made.user = type("Nobody", (), {"is_authenticated": False})()
    vars(made)["_messages"] = []
    assert "example.org" not in refused(made, Refusal(_kind(BAD_INPUT), {"what": "x"})).content.decode()


def test_only_refusals_are_answered_by_the_middleware(request_: HttpRequest) -> None:
    middleware = answer_refusals(lambda _request: refused(request_, Refusal(_kind(MISSING))))
    assert middleware.process_exception(request_, ValueError("x")) is None
    answer = middleware.process_exception(request_, Refusal(_kind(FORBIDDEN), {"what": "x"}))
    assert answer is not None
    assert answer.status_code == FORBIDDEN


def test_a_failure_shows_a_code_that_stands_in_the_log(request_: HttpRequest, caplog: pytest.LogCaptureFixture) -> None:
    page = errors.failed(request_).content.decode()
    code = re.search(r"Mã lỗi: ([0-9a-f]{8})", page)
    assert code
    assert code.group(1) in caplog.text
    assert "Traceback" not in page


def test_a_form_of_another_session_is_told_so(as_: As) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/dang-nhap", {"staff_code": "x", "password": "y"})
    assert answer.status_code == 403


def test_every_page_template_speaks_through_the_catalogue() -> None:
    """Vietnamese words outside of a translated string would stay Vietnamese for an English reader."""
    letters = re.compile("[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđĐ]")
    left = []
    for path in TEMPLATES.rglob("*.html"):
        text = re.sub(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", "", path.read_text("utf-8"), flags=re.DOTALL)
        text = text.replace("Then Chốt", "").replace("Tiếng Việt", "")
        left += [f"{path.name}: {line.strip()[:80]}" for line in text.splitlines() if letters.search(line)]
    assert left == []
