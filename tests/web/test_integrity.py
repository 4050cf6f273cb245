"""The verification through its page: what agrees is said, what was tampered with is named."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from tests.assessment.cast import ADMIN, AN, AUDITOR, OCTOBER, ORGANISER, Town
from tests.web.office_cast import get, main, on, send, text, town_of
from thenchot.assessment.faults import fault_place, fault_words
from thenchot.assessment.models import Published, Sheet
from thenchot.audit.actions.seal_days import seal_days
from thenchot.audit.models import Entry, Seal

PACKAGE = Path(__file__).parents[2] / "src" / "thenchot"
pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    """October published, its days sealed."""
    found = town_of(OCTOBER)
    found.close()
    on("2026-10-22")
    seal_days(before=date(2026, 10, 22))
    return found


def unguarded(table: str, statement: str, *given: str | int) -> None:
    """Change the trail as somebody with the database in hand would, its triggers taken off first."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
        cursor.execute(statement, given)


def test_nobody_is_sent_to_sign_in() -> None:
    assert Client().get("/doi-chieu").headers["Location"].startswith("/dang-nhap")
    # A post is not turned into a page to read: it says that the session is over and leads to the sign-in page.
    answer = Client().post("/doi-chieu")
    assert answer.status_code == 403
    assert "/dang-nhap" in answer.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_verifying_is_for_the_auditor_and_the_organisation_body(town: Town, method: str) -> None:
    ask = get if method == "get" else send
    assert ask(AN, "/doi-chieu").status_code == 404
    refused = ask(ADMIN, "/doi-chieu")
    assert refused.status_code == 403
    assert "cycle.not_verifier" in text(refused)
    assert ask(AUDITOR, "/doi-chieu").status_code == 200
    assert ask(ORGANISER, "/doi-chieu").status_code == 200


def test_an_untouched_trail_is_said_to_agree_with_its_count(town: Town) -> None:
    shown = main(send(AUDITOR, "/doi-chieu"))
    assert "Không có sai lệch" in shown
    assert f"Đã kiểm tra {Entry.objects.count()} dòng nhật ký" in shown


def test_the_page_shows_the_last_seal_for_the_minutes(town: Town) -> None:
    seal = Seal.objects.get()
    shown = main(get(AUDITOR, "/doi-chieu"))
    assert "Niêm phong gần nhất" in shown
    assert "20/10/2026" in shown
    assert seal.hash in shown
    assert "Không có sai lệch" not in shown


def test_a_changed_row_of_the_trail_is_named(town: Town) -> None:
    entry = Entry.objects.filter(action="confirm").order_by("id")[0]
    unguarded("audit_entry", "UPDATE audit_entry SET payload = %s WHERE id = %s", '{"score":"99"}', entry.id)
    shown = main(send(AUDITOR, "/doi-chieu"))
    assert f"Nhật ký, dòng {entry.id} Nội dung dòng nhật ký đã bị sửa." in shown
    assert "Không có sai lệch" not in shown


def test_a_deleted_row_of_the_trail_is_named(town: Town) -> None:
    entry = Entry.objects.filter(object_kind="sheet", action="confirm").order_by("id")[0]
    unguarded("audit_entry", "DELETE FROM audit_entry WHERE id = %s", entry.id)
    shown = main(send(AUDITOR, "/doi-chieu"))
    assert "Dòng nhật ký không nối tiếp dòng trước của cùng đối tượng." in shown
    assert "Niêm phong ngày 20/10/2026 Các dòng trong ngày không khớp với niêm phong của ngày đó." in shown


def test_a_changed_seal_is_named(town: Town) -> None:
    unguarded("audit_seal", "UPDATE audit_seal SET root = %s", "0" * 64)
    shown = main(send(AUDITOR, "/doi-chieu"))
    assert "Niêm phong ngày 20/10/2026 Niêm phong đã bị sửa." in shown


def test_a_changed_score_of_a_sheet_is_named(town: Town) -> None:
    sheet = town.sheet(AN)
    Sheet.objects.filter(id=sheet.id).update(score="95")
    shown = main(send(AUDITOR, "/doi-chieu"))
    assert f"Phiếu số {sheet.id} Điểm hoặc mức trên phiếu khác với kết quả đã công bố." in shown
    assert "Phát hiện 1 điểm không khớp" in shown


def test_a_changed_result_is_named(town: Town) -> None:
    row = Published.objects.order_by("id")[0]
    Published.objects.filter(id=row.id).update(frozen=row.frozen.replace('"band":"HTXS"', '"band":"KHT"'))
    shown = main(send(AUDITOR, "/doi-chieu"))
    assert f"Kết quả số {row.id} Kết quả đã công bố khác với nội dung ghi trong nhật ký." in shown


def test_published_periods_are_computed_again_from_here(town: Town) -> None:
    body = get(AUDITOR, "/doi-chieu").content.decode()
    assert f'action="/ket-qua/{town.cycle_id}/tinh-lai"' in body


def test_every_fault_has_words_and_a_place_a_reader_understands() -> None:
    codes = {
        found for name in ("assessment/queries/integrity.py", "audit/queries.py")
        for found in re.findall(r'Fault\(.*, "(\w+)"\)', (PACKAGE / name).read_text(encoding="utf-8"))
    }  # fmt: skip
    assert len(codes) > 10
    assert [code for code in codes if fault_words(code) == code] == []
    places = ("audit 7", "seal 2026-10-21", "sheet 7", "result 7", "rulebook ab", "cycle 7", "petition 7", "task 7", "fact 7")
    assert [place for place in places if fault_place(place) == place] == []
    assert fault_place("audit 7") == "Nhật ký, dòng 7"
    assert fault_place("seal 2026-10-21") == "Niêm phong ngày 21/10/2026"
