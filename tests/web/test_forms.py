"""Official papers by their addresses: who may take whose, that taking is recorded, what they say, how files are named."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.files.seeing import pages_of
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
    STAFF,
    World,
)
from thenchot.assessment.models import Cycle, Meeting, Published, Sheet
from thenchot.audit.models import Opening
from thenchot.files.forms import pdf
from thenchot.lib import clock

pytestmark = pytest.mark.django_db
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def words(answer: Any) -> str:
    document = docx.Document(BytesIO(answer.content))
    pieces = [piece.text or "" for piece in document.element.body.iter() if piece.tag.endswith("}t")]
    return " ".join(" ".join(pieces).split())


def of_sheet(world: World, code: str, kind: str = "docx") -> str:
    return f"/phieu/{world.sheet(code, world.october).id}/mau.{kind}"


def papers(world: World, rest: str = "") -> str:
    return f"/ky/{world.october}/bieu-mau{rest}"


# --- one sheet ---------------------------------------------------------------------------------------


def test_a_person_takes_mau_01_of_the_own_published_sheet_with_its_seal_at_the_foot(world: World, as_: As) -> None:
    answer = as_(STAFF).get(of_sheet(world, STAFF))
    sheet = world.sheet(STAFF, world.october)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, WORD)
    text = words(answer)
    for said in (
        "Mẫu số 01", "Nguyễn Thị Hồng Nhung", "Chuyên viên", "Phòng Kinh tế, Hạ tầng và Đô thị", "tháng 10 năm 2026",
        "ỦY BAN NHÂN DÂN PHƯỜNG BẾN TRÚC", "1. Điểm tiêu chí chung: 25", "Xử lý đúng hạn toàn bộ phản ánh",
        "ngày 20 tháng 10 năm 2026", "ngày 24 tháng 10 năm 2026", "Bạch Văn Tường",
    ):  # fmt: skip
        assert said in text
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        foot = archive.read("word/footer1.xml").decode()
    frozen = Published.objects.get(sheet=sheet).frozen_hash
    assert f"Mã 2026-10/{sheet.id} · bản 1 · mã niêm phong {frozen[:12]}" in foot


def test_the_pdf_says_the_same_and_both_are_named_in_plain_letters(world: World, as_: As) -> None:
    answer = as_(STAFF).get(of_sheet(world, STAFF, "pdf"))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="mau-so-01-thang-10-nam-2026-nguyen-thi-hong-nhung.pdf"'
    )
    assert answer.headers["Cache-Control"] == "private, no-store"
    first, second = pages_of(answer.content)
    assert "Họ và tên: Nguyễn Thị Hồng Nhung" in first
    assert "3. Tổng điểm theo dõi, đánh giá công chức: " in second


@pytest.mark.parametrize("kind", ["docx", "pdf"])
@pytest.mark.parametrize("who", [OTHER, ADMIN, LATE])
def test_who_may_not_read_a_sheet_finds_no_form_of_it(world: World, as_: As, who: str, kind: str) -> None:
    assert as_(who).get(of_sheet(world, STAFF, kind)).status_code == 404
    assert not Opening.objects.exists()


@pytest.mark.parametrize("who", [DIVISION_HEAD, DEPUTY, ORGANISER, AUDITOR])
def test_who_reads_a_sheet_by_role_takes_its_form_and_the_person_sees_that(world: World, as_: As, who: str) -> None:
    assert as_(who).get(of_sheet(world, STAFF)).status_code == 200
    opening = Opening.objects.get()
    assert (opening.subject_id, opening.viewer_id) == (world.person(STAFF), world.person(who))
    assert opening.what == "Mẫu phiếu tháng 10/2026"
    assert "Mẫu phiếu tháng 10/2026" in as_(STAFF).get("/ai-da-xem").content.decode()


def test_taking_the_own_form_is_no_opening(world: World, as_: As) -> None:
    as_(STAFF).get(of_sheet(world, STAFF))
    assert not Opening.objects.exists()


def test_a_sheet_not_sent_has_no_form_and_the_page_offers_none(world: World, as_: As) -> None:
    sheet = world.sheet(STAFF)
    answer = as_(STAFF).get(f"/phieu/{sheet.id}/mau.docx")
    assert answer.status_code == 409
    assert "chưa có mẫu phiếu để tải" in answer.content.decode()
    assert "mau.docx" not in as_(STAFF).get(f"/phieu/{sheet.id}").content.decode()


def test_a_form_before_publication_is_a_draft_and_the_scorer_who_took_it_has_seen_it(world: World, as_: As) -> None:
    sheet = world.sheet(LATE)
    assert sheet.state == "submitted"
    answer = as_(DIVISION_HEAD).get(f"/phieu/{sheet.id}/mau.pdf")
    text = " ".join(pages_of(answer.content))
    assert "BẢN NHÁP" in text
    assert "bản nháp, chưa công bố" in text
    assert "ngày ..... tháng ..... năm" in text
    sheet.refresh_from_db()
    assert sheet.seen_at is not None


def test_the_sheets_page_leads_to_both_files_by_the_name_of_the_form(world: World, as_: As) -> None:
    body = as_(STAFF).get(f"/phieu/{world.sheet(STAFF, world.october).id}").content.decode()
    assert "Tải Mẫu số 01" in body
    assert f'href="{of_sheet(world, STAFF)}"' in body
    assert f'href="{of_sheet(world, STAFF, "pdf")}"' in body


def test_a_paper_stays_vietnamese_when_the_pages_are_read_in_english(world: World, as_: As) -> None:
    client = as_(ORGANISER)
    client.post("/ngon-ngu", {"language": "en", "next": "/"})
    assert "Summary for the flag ceremony" in client.get(papers(world)).content.decode()
    text = words(client.get(f"/ky/{world.november}/bieu-mau/chao-co.docx"))
    assert "Chưa hoàn thành: " in text
    assert "chưa gửi 0" in text


def test_without_the_pdf_extra_the_pages_offer_word_and_say_why(
    world: World, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "pypdfium2", None)
    page = as_(STAFF).get(f"/phieu/{world.sheet(STAFF, world.october).id}").content.decode()
    assert "mau.docx" in page
    assert "mau.pdf" not in page
    assert "chưa cài phần tạo tệp PDF" in as_(ORGANISER).get(papers(world)).content.decode()
    answer = as_(STAFF).get(of_sheet(world, STAFF, "pdf"))
    assert answer.status_code == 422
    assert "Tải bản Word" in answer.content.decode()


# --- a whole unit ------------------------------------------------------------------------------------


def unit_of(world: World, code: str) -> int:
    return world.sheet(code, world.october).unit_id


def test_a_head_takes_the_sheets_of_the_unit_in_one_pdf_and_each_person_sees_it(world: World, as_: As) -> None:
    answer = as_(DIVISION_HEAD).get(papers(world, f"/phieu.pdf?don-vi={unit_of(world, STAFF)}"))
    found = pages_of(answer.content)
    mine = Sheet.objects.filter(cycle=world.october, scorer_id=world.person(DIVISION_HEAD)).count()
    assert len(found) == 2 * (mine + 1)
    assert sum("Họ và tên: " in page for page in found) == mine + 1
    assert not any("Hồ Hữu An" in page for page in found)
    assert Opening.objects.filter(viewer_id=world.person(DIVISION_HEAD)).count() == mine
    as_(DIVISION_HEAD).get(papers(world, f"/phieu.pdf?don-vi={unit_of(world, STAFF)}"))
    assert Opening.objects.count() == mine


def test_the_archive_holds_a_word_document_for_each_person_under_a_plain_name(world: World, as_: As) -> None:
    answer = as_(ORGANISER).get(papers(world, f"/phieu.zip?don-vi={unit_of(world, OTHER)}"))
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="mau-phieu-thang-10-2026-van-phong-hdnd-va-ubnd.zip"'
    )
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        names = archive.namelist()
        assert "mau-so-01-thang-10-nam-2026-ho-huu-an" in " ".join(names)
        assert all(docx.Document(BytesIO(archive.read(name))).tables for name in names)
    assert [name[:2] for name in names] == [f"{at}-" for at in range(1, len(names) + 1)]


def test_a_unit_file_holds_only_what_its_taker_may_read(world: World, as_: As) -> None:
    answer = as_(STAFF).get(papers(world, "/phieu.zip"))
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["1-mau-so-01-thang-10-nam-2026-nguyen-thi-hong-nhung.docx"]
    own = as_(ADMIN).get(papers(world, f"/phieu.zip?don-vi={unit_of(world, OTHER)}"))
    with zipfile.ZipFile(BytesIO(own.content)) as archive:
        assert archive.namelist() == ["1-mau-so-01-thang-10-nam-2026-to-kim-phung.docx"]


def test_sheets_that_nobody_confirmed_stay_out_of_a_unit_file(world: World, as_: As) -> None:
    address = f"/ky/{world.november}/bieu-mau/phieu.zip"
    with zipfile.ZipFile(BytesIO(as_(DIVISION_HEAD).get(address).content)) as archive:
        assert len(archive.namelist()) == Sheet.objects.filter(cycle=world.november, state="confirmed").count() == 1
    refused = as_(HEAD).get(f"{address}?don-vi={unit_of(world, OTHER)}")
    assert refused.status_code == 409
    assert "Chưa có phiếu nào đã xác nhận" in refused.content.decode()


def test_a_unit_file_takes_the_same_few_queries_however_many_people_it_holds(world: World, as_: As) -> None:
    client = as_(ORGANISER)

    def queries(rest: str) -> int:
        Opening.objects.all().delete()
        with CaptureQueriesContext(connection) as seen:
            assert client.get(papers(world, f"/phieu.zip{rest}")).status_code == 200
        return len(seen)

    few, many = queries(f"?don-vi={unit_of(world, OTHER)}"), queries("")
    assert many <= few
    assert few < 25


def test_too_many_sheets_for_one_file_are_refused_with_what_to_do(
    world: World, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("thenchot.assessment.queries.documents.MOST", 5)
    answer = as_(ORGANISER).get(papers(world, "/phieu.pdf"))
    assert answer.status_code == 422
    assert "Chọn đơn vị nhỏ hơn" in answer.content.decode()


@pytest.mark.parametrize("unit", ["999999", "abc", "-1", "1.5", "٣"])
def test_an_unknown_unit_is_never_taken_for_the_whole_period(world: World, as_: As, unit: str) -> None:
    assert as_(ORGANISER).get(papers(world, f"/phieu.zip?don-vi={unit}")).status_code == 409


# --- the page and the ceremony ------------------------------------------------------------------------


def test_the_papers_page_is_reached_from_the_period_and_the_grid(world: World, as_: As) -> None:
    assert f'href="{papers(world)}"' in as_(ORGANISER).get(f"/ky/{world.october}").content.decode()
    grid = as_(DIVISION_HEAD).get("/xac-nhan/2026-11").content.decode()
    assert f'href="/ky/{world.november}/bieu-mau"' in grid


def test_the_papers_page_offers_each_reader_the_units_they_may_take(world: World, as_: As) -> None:
    organiser = as_(ORGANISER).get(papers(world)).content.decode()
    assert organiser.count("<option") == 3
    assert "chao-co.docx" in organiser
    head = as_(DIVISION_HEAD).get(papers(world)).content.decode()
    assert head.count("<option") == 1
    assert "chao-co" not in head
    assert as_(ADMIN).get(papers(world)).content.decode().count("<option") == 1


@pytest.mark.row("004-34")
def test_the_ceremony_summary_gives_the_numbers_and_no_names_where_results_go_to_each_person(world: World, as_: As) -> None:
    answer = as_(ORGANISER).get(papers(world, "/chao-co.docx"))
    text = words(answer)
    asked = Sheet.objects.filter(cycle=world.october).count()
    assert f"- Tổng số: {asked:02d} người" in text
    assert f"- Đã đánh giá: {asked:02d} người, đạt 100 %." in text
    assert "Nâng mức: 00 người; hạ mức: 00 người" in text
    assert "Danh sách không nêu tên" in text
    people = Sheet.objects.filter(cycle=world.october).values_list("person__full_name", flat=True)
    assert not [name for name in people if name in text]
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="tong-hop-chao-co-thang-10-nam-2026')


@pytest.mark.row("004-34")
def test_the_ceremony_summary_names_the_highest_level_where_the_body_publishes_it(world: World, as_: As) -> None:
    Cycle.objects.filter(id=world.october).update(publication="unit")
    Sheet.objects.filter(cycle=world.october).exclude(person__staff_code=STAFF).update(band="HTT")
    Sheet.objects.filter(cycle=world.october, person__staff_code=STAFF).update(band="HTXS")
    text = " ".join(pages_of(as_(AUDITOR).get(papers(world, "/chao-co.pdf")).content))
    assert "Nguyễn Thị Hồng Nhung" in text
    assert "Hồ Hữu An" not in text


@pytest.mark.parametrize(("who", "status"), [(DIVISION_HEAD, 403), (STAFF, 403), (ADMIN, 403), (CHAIRMAN, 403)])
def test_who_does_not_oversee_the_period_takes_no_summary(world: World, as_: As, who: str, status: int) -> None:
    assert as_(who).get(papers(world, "/chao-co.docx")).status_code == status


def test_the_summary_of_an_open_period_is_a_draft(world: World, as_: As) -> None:
    text = " ".join(pages_of(as_(ORGANISER).get(f"/ky/{world.november}/bieu-mau/chao-co.pdf").content))
    assert "BẢN NHÁP" in text
    assert "Chưa hoàn thành: " in text


# --- minutes -------------------------------------------------------------------------------------------


@pytest.fixture
def meeting(world: World) -> Meeting:
    """A meeting of the body, put beside the month: the papers ask only whose it is and what was said."""
    return Meeting.objects.create(
        cycle_id=world.october, unit_id=Cycle.objects.get(id=world.october).scope_id, kind="body", held_on=date(2026, 10, 23),
        place="Hội trường", chair_id=world.person(HEAD), secretary_id=world.person(OTHER), present=14,
        absent="Một người đi công tác", minutes="Cuộc họp thông qua biên bản.", by_id=world.person(HEAD), at=clock.now(),
        last_hash="ab" * 32,
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_minutes_are_taken_by_who_chaired_and_from_the_papers_page(
    world: World, as_: As, meeting: Meeting, kind: str
) -> None:
    address = f"/hop/{meeting.id}/bien-ban.{kind}"
    assert f'href="{address}"' in as_(HEAD).get(papers(world)).content.decode()
    answer = as_(HEAD).get(address)
    text = words(answer) if kind == "docx" else " ".join(pages_of(answer.content))
    for said in ("BIÊN BẢN", "Thời gian: ngày 23 tháng 10 năm 2026.", "Chủ trì: Trịnh Quang Vĩnh.", "Có mặt: 14 người."):
        assert said in text
    assert f'filename="bien-ban-23-10-2026-ubnd-phuong-ben-truc.{kind}"' in answer.headers["Content-Disposition"]


def test_minutes_are_hidden_from_who_has_no_part_in_them(world: World, as_: As, meeting: Meeting) -> None:
    assert as_(STAFF).get(f"/hop/{meeting.id}/bien-ban.docx").status_code == 404
    assert as_(ADMIN).get(f"/hop/{meeting.id}/bien-ban.pdf").status_code == 404
    assert "bien-ban" not in as_(STAFF).get(papers(world)).content.decode()
    assert as_(HEAD).get("/hop/999/bien-ban.docx").status_code == 404
