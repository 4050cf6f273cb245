"""Bringing results along from elsewhere: a workbook in, a list with sources, a withdrawal with its reason."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.files.books import Page, Value, write
from tests.files.test_past_results import row
from tests.web.conftest import As
from tests.web.test_year import text_of
from tests.web.world import ORGANISER, STAFF, World
from thenchot.assessment.models import ImportedResult
from thenchot.assessment.queries.integrity import verify
from thenchot.files.past_results import COLUMNS, SHEET
from thenchot.lib import clock

ADDRESS = "/nhap-du-lieu/ket-qua"


def upload(*rows: list[Value]) -> SimpleUploadedFile:
    page = Page(SHEET, [[column.label for column in COLUMNS], *rows])
    return SimpleUploadedFile("ket-qua.xlsx", write([page]))


def test_a_right_file_is_taken_in_shown_with_its_source_and_counted(world: World, as_: As) -> None:
    good = [row(staff=STAFF, period=f"{month}/2026", score=84) for month in (1, 2)]
    checked = as_(ORGANISER).post(ADDRESS, {"file": upload(*good), "check": "1"})
    assert "chưa ghi gì" in text_of(checked)
    assert not ImportedResult.objects.exists()
    assert as_(ORGANISER).post(ADDRESS, {"file": upload(*good)}).status_code == 302
    assert ImportedResult.objects.filter(person_id=world.person(STAFF)).count() == 2
    page = text_of(as_(ORGANISER).get(ADDRESS))
    assert "Cơ quan cũ" in page
    assert "Phòng Nội vụ cũ" in page
    own = text_of(as_(STAFF).get("/tong-hop/2026-Q1"))
    assert "nhập từ Cơ quan cũ" in own
    assert "84,00" in own
    twice = as_(ORGANISER).post(ADDRESS, {"file": upload(*good)})
    assert twice.status_code == 409
    assert "đã nhập trước đây" in text_of(twice)
    assert list(verify(clock.today())) == []


def test_one_wrong_row_and_nothing_is_taken_in(world: World, as_: As) -> None:
    answer = as_(ORGANISER).post(ADDRESS, {"file": upload(row(staff=STAFF), row(staff="000999", period="4/2026"))})
    assert answer.status_code == 422
    text = text_of(answer)
    assert "000999" in text
    assert "Sửa mã, hoặc nhập nhân sự trước" in text
    assert not ImportedResult.objects.exists()


def test_a_wrong_result_is_withdrawn_with_a_reason_and_counts_no_more(world: World, as_: As) -> None:
    as_(ORGANISER).post(ADDRESS, {"file": upload(row(staff=STAFF, period="1/2026", score=84))})
    kept = ImportedResult.objects.get()
    refused = as_(ORGANISER).post(f"{ADDRESS}/{kept.id}/rut", {"reason": ""})
    assert refused.status_code == 422
    assert "Nêu lý do rút" in text_of(refused)
    assert as_(ORGANISER).post(f"{ADDRESS}/{kept.id}/rut", {"reason": "Nhập nhầm người"}).status_code == 302
    assert "Nhập nhầm người" in text_of(as_(ORGANISER).get(ADDRESS))
    assert "84,00" not in text_of(as_(STAFF).get("/tong-hop/2026-Q1"))
    assert as_(ORGANISER).post(f"{ADDRESS}/{kept.id}/rut", {"reason": "Lần nữa"}).status_code == 404
    assert as_(ORGANISER).post(ADDRESS, {"file": upload(row(staff=STAFF, period="1/2026", score=88))}).status_code == 302
    assert list(verify(clock.today())) == []


@pytest.mark.parametrize("address", [ADDRESS, "/nhap-du-lieu/mau-ket-qua-truoc-day.xlsx"])
def test_only_the_organisation_body_brings_results(address: str, as_: As) -> None:
    assert as_(STAFF).get(address).status_code == 404
    assert as_(ORGANISER).get(address).status_code == 200
