"""Words that would do harm if a page or a file took them as its own: shown as they were written, run nowhere."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date

import pytest

from tests.assessment import cast
from tests.assessment.cast import AUDITOR, CHAIR, DIVISION_HEAD, OCTOBER, ORGANISER, SETUP, START, Town
from tests.kept import state
from tests.web.office_cast import accounts, get, on, page_of
from thenchot.assessment.actions.self_assess import SelfAssessment, self_assess_many
from thenchot.people.actions.build_tree import UnitRow, build_tree
from thenchot.people.actions.enrol import PostRow, enrol

pytestmark = pytest.mark.django_db
NAME = "Bùi <script>alert(1)</script> & \"Dũng\" 'K'"
UNIT = "Tổ <b>hỗ trợ</b> & dịch vụ"
FORMULA = '=HYPERLINK("http://x")'
TEXT = "</textarea><img src=x onerror=alert(1)> {{ 7*7 }} {% raw %} %s %(name)s {0}"
HOSTILE, SPREAD = "0091", "0092"


def _build(name: str) -> Town:
    town = cast.build(OCTOBER)
    build_tree(by=SETUP, rows=[UnitRow("BT-HT", UNIT, "chinh_quyen", "direct", "BT")], day=START)
    rows = [
        PostRow(HOSTILE, name, "BT-KT", "Chuyên viên", "staff", "cong_chuc", valid_from=START),
        PostRow(SPREAD, FORMULA, "BT-KT", "Chuyên viên", "staff", "cong_chuc", valid_from=START),
    ]
    enrol(by=SETUP, rows=rows)
    cast.plan(town, [HOSTILE])
    accounts()
    town.open()
    sheet = town.sheet(HOSTILE)
    given = SelfAssessment(sheet, town.marks(sheet), TEXT, TEXT)
    self_assess_many(by=town.actor(HOSTILE), cycle=town.cycle, given=[given])
    return town


@pytest.fixture
def town() -> Town:
    on(date(2026, 10, 20))
    return state(_build, NAME)


def pages(town: Town) -> dict[str, tuple[str, str]]:
    """An address for each kind of page on which a name or a typed text stands, with who opens it."""
    sheet, cycle = town.sheet(HOSTILE).id, town.cycle_id
    return {
        "grid": (DIVISION_HEAD, "/xac-nhan/2026-10"),
        "sheet": (DIVISION_HEAD, f"/phieu/{sheet}"),
        "own sheet": (HOSTILE, f"/phieu/{sheet}"),
        "home": (HOSTILE, "/viec-can-lam"),
        "plan": (DIVISION_HEAD, "/ke-hoach/2026-10"),
        "cycle": (ORGANISER, f"/ky/{cycle}"),
        "missing": (ORGANISER, f"/ky/{cycle}/thieu"),
        "routing": (ORGANISER, "/phan-cap"),
        "accounts": (cast.ADMIN, "/quan-tri/tai-khoan"),
        "sheet for the auditor": (AUDITOR, f"/phieu/{sheet}"),
        "sheet for the ranker": (CHAIR, f"/phieu/{sheet}"),
    }


KINDS = ("grid", "sheet", "own sheet", "home", "plan", "cycle", "missing", "routing", "accounts")
READ = (*KINDS, "sheet for the auditor", "sheet for the ranker")


@pytest.mark.parametrize("kind", READ)
def test_a_page_opens_and_runs_nothing_that_was_typed(town: Town, kind: str) -> None:
    who, address = pages(town)[kind]
    answer = get(who, address)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<b>hỗ trợ</b>" not in page
    assert "49" not in re.findall(r"onerror=alert\(1\)&gt; (\d+)", page)


@pytest.mark.parametrize("kind", ["grid", "sheet", "own sheet", "accounts"])
def test_a_name_stands_on_the_page_as_it_was_written(town: Town, kind: str) -> None:
    who, address = pages(town)[kind]
    page = get(who, address).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in page


def test_typed_text_is_given_back_letter_by_letter(town: Town) -> None:
    page = get(DIVISION_HEAD, f"/phieu/{town.sheet(HOSTILE).id}").content.decode()
    assert "{{ 7*7 }} {% raw %} %s %(name)s {0}" in page


def test_no_page_says_where_a_typed_text_broke_it(town: Town) -> None:
    for who, address in pages(town).values():
        assert b"Traceback" not in get(who, address).content


def test_a_refused_form_gives_hostile_words_back_as_text(town: Town) -> None:
    sheet = town.sheet(HOSTILE)
    values = {"reason": TEXT, "note": TEXT, "text": TEXT, "version": str(sheet.version), "marks": "x"}
    for step in ("tra-lai", "xac-nhan", "gop-y"):
        answer = page_of(DIVISION_HEAD).post(f"/phieu/{sheet.id}/{step}", values | {"I.1": "nhiều"})
        assert answer.status_code < 500
        assert b"<img src=x" not in answer.content


def test_a_name_that_is_a_formula_is_no_formula_in_a_file(town: Town) -> None:
    """A spreadsheet runs what begins with = + - @; the list of the missing is opened in one."""
    answer = get(ORGANISER, f"/ky/{town.cycle_id}/thieu.csv")
    text = answer.getvalue().decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if re.match(r"[=+@\t\r]|-(?!\d)", cell)]


SEARCHES = (
    "'; DROP TABLE people_person; --",
    "%",
    "_",
    "\\",
    "<script>",
    "𝕏" * 40,
    "a" * 2000,
    "\u200b",
    "١٢٣",
)


@pytest.mark.parametrize("typed", SEARCHES)
def test_a_search_for_anything_is_answered(town: Town, typed: str) -> None:
    for who, address in ((cast.ADMIN, "/quan-tri/tai-khoan"), (ORGANISER, f"/ky/{town.cycle_id}/thieu")):
        answer = page_of(who).get(address, {"tim": typed, "q": typed})
        assert answer.status_code == 200
        assert b"<script>alert" not in answer.content


ADDRESSES = (
    "/phieu/99999999999999999999", "/phieu/0", "/ky/0", "/ky/99999999999999999999", "/xac-nhan/2026-13", "/xac-nhan/0000-01",
    "/ke-hoach/9999-12", "/kien-nghi/0", "/to-chuc/0", "/to-chuc/phieu/0", "/quy-dinh/..%2f..%2fetc", "/thong-bao/0",
)  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_somebody_guessed_ends_in_a_plain_answer(town: Town, address: str) -> None:
    answer = page_of(ORGANISER).get(address)
    assert answer.status_code in (200, 302, 403, 404, 405)
    assert "Traceback" not in answer.content.decode()


HEADERS: dict[str, Callable[[str], bool]] = {
    "Content-Security-Policy": lambda said: (
        "unsafe-" not in said and bool(re.search("default-src '(none|self)'", said))
    ),
    "X-Content-Type-Options": lambda said: said == "nosniff",
    "X-Frame-Options": lambda said: said == "DENY",
    "Referrer-Policy": lambda said: said == "same-origin",
}


@pytest.mark.parametrize("name", HEADERS)
def test_every_page_tells_the_browser_to_run_only_what_is_ours(town: Town, name: str) -> None:
    for who, address in pages(town).values():
        assert HEADERS[name](get(who, address).headers.get(name, ""))


def test_no_page_of_somebody_is_kept_by_a_browser_that_others_share(town: Town) -> None:
    for who, address in pages(town).values():
        said = get(who, address).headers.get("Cache-Control", "")
        assert "no-store" in said or "private" in said
