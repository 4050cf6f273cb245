"""The verification through its page: what agrees is said, what was tampered with is named."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from tests.assessment.cast import ADMIN, AN, AUDITOR, DIVISION_HEAD, OCTOBER, ORGANISER, PEOPLE, Town
from tests.web.office_cast import get, main, on, send, text, town_of
from thenchot.assessment.faults import fault_place, fault_words
from thenchot.assessment.models import Petition, Published, Sheet
from thenchot.audit.actions.seal_days import seal_days
from thenchot.audit.models import Entry, Seal
from thenchot.audit.seals import public_key

CHECKER = Path(__file__).parents[2] / "docs" / "verify" / "verify_export.py"
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


# --- the auditor's draw ------------------------------------------------------------------------


def draw(town: Town, size: int = 4, seed: str = "7351") -> str:
    return f"/kiem-tra?ky={town.cycle_id}&so={size}&gieo={seed}"


def names_in(shown: str) -> set[str]:
    return {name for _code, name, *_rest in PEOPLE if f"{name} Phiếu số" in shown}


@pytest.mark.parametrize(("code", "status"), [(AN, 404), (ADMIN, 403), (ORGANISER, 403), (AUDITOR, 200)])
def test_only_the_auditor_draws_files_and_takes_evidence(town: Town, code: str, status: int) -> None:
    assert get(code, draw(town)).status_code == status
    assert get(code, draw(town).replace("kiem-tra", "kiem-tra/bo-chung-cu.zip")).status_code == status


def test_the_same_seed_draws_the_same_files_and_another_seed_others(town: Town) -> None:
    first = names_in(main(get(AUDITOR, draw(town))))
    assert len(first) == 4
    assert names_in(main(get(AUDITOR, draw(town)))) == first
    assert any(names_in(main(get(AUDITOR, draw(town, seed=str(seed))))) != first for seed in range(3))


def test_a_drawn_file_shows_its_versions_its_petition_and_who_opened_it(town: Town) -> None:
    sheet = town.sheet(AN)
    get(DIVISION_HEAD, f"/phieu/{sheet.id}")
    send(AN, f"/phieu/{sheet.id}/kien-nghi", text="Đề nghị xem lại")
    shown = main(get(AUDITOR, draw(town, size=200)))
    part = shown[shown.index("Hồ Hữu An Phiếu số") :]
    assert "Bản 1:" in part
    assert f"Số {Petition.objects.get().id}, nhận 22/10/2026" in part
    assert "Bạch Văn Tường (0020) Phiếu tháng 10/2026" in part


def test_the_draw_itself_is_an_opening_that_the_person_sees(town: Town) -> None:
    assert "Mạc Đình Quý" not in main(get(AN, "/ai-da-xem"))
    get(AUDITOR, draw(town, size=200))
    seen = main(get(AN, "/ai-da-xem"))
    assert "Mạc Đình Quý (0003) Kiểm tra viên" in seen
    assert "Kiểm tra: phiếu tháng 10/2026" in seen
    get(AUDITOR, draw(town, size=200).replace("kiem-tra", "kiem-tra/bo-chung-cu.zip"))
    assert "lấy bộ chứng cứ, phiếu tháng 10/2026" in main(get(AN, "/ai-da-xem"))


def test_the_sealed_days_stand_there_with_the_public_key(town: Town) -> None:
    shown = main(get(AUDITOR, "/kiem-tra"))
    # The periods stand folded, the newest chosen: the first field is met without scrolling past fifteen boxes.
    assert "Kỳ đã công bố: chọn 1" in shown
    assert '<details class="why"><summary>Kỳ đã công bố' in get(AUDITOR, "/kiem-tra").content.decode()
    assert public_key() in shown
    assert Seal.objects.get().root in shown


def test_the_pack_from_the_page_satisfies_the_stand_alone_checker(town: Town, tmp_path: Path) -> None:
    answer = get(AUDITOR, draw(town).replace("kiem-tra", "kiem-tra/bo-chung-cu.zip"))
    assert answer.headers["Content-Type"] == "application/zip"
    path = tmp_path / "goi.zip"
    path.write_bytes(answer.content)
    command = [sys.executable, "-I", str(CHECKER), str(path), public_key()]
    done = subprocess.run(command, capture_output=True, check=False, env={"PYTHONIOENCODING": "utf-8"})
    assert done.returncode == 0, done.stdout.decode()
    assert done.stdout.decode().count(": đúng") == 5
    hidden = get(AUDITOR, draw(town).replace("kiem-tra", "kiem-tra/bo-chung-cu.zip") + "&che=1").content
    assert b"Qu\xc3\xbd" not in hidden


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("so=4&gieo=1", "Chọn ít nhất một kỳ"),
        ("ky={cycle}&so=0&gieo=1", "Nhập số hồ sơ từ 1 đến 200"),
        ("ky={cycle}&so=xyz&gieo=1", "Nhập số hồ sơ từ 1 đến 200"),
        ("ky={cycle}&so=201&gieo=1", "Nhập số hồ sơ từ 1 đến 200"),
        ("ky={cycle}&so=4&gieo=", "Nhập số gieo"),
    ],
)
def test_a_draw_that_lacks_something_says_what(town: Town, query: str, words: str) -> None:
    answer = get(AUDITOR, "/kiem-tra?" + query.format(cycle=town.cycle_id))
    assert answer.status_code == 422
    assert words in main(answer)
