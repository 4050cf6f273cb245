"""Attached files through the pages: on a fact, opened by whom it concerns, as a download that nothing runs, taken back."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from tests.attachments import samples
from tests.web.conftest import As
from tests.web.office_cast import main, text
from tests.web.test_evidence import ENTER, FORM
from tests.web.world import HEAD, ORGANISER, OTHER, STAFF
from thenchot.attachments.models import Attachment
from thenchot.audit.models import Entry
from thenchot.evidence.models import Fact

NAME = "Quyết định 45.pdf"


def upload(content: bytes = samples.PDF, name: str = NAME) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


@pytest.fixture
def organiser(as_: As) -> Client:
    return as_(ORGANISER)


def entered(client: Client) -> Attachment:
    answer = client.post(ENTER, {**FORM, "file": upload()})
    assert answer.status_code == 302, main(answer)
    return Attachment.objects.get()


def test_a_fact_carries_its_paper_and_whom_it_is_about_opens_it_as_a_plain_download(organiser: Client, as_: As) -> None:
    file = entered(organiser)
    assert (file.owner_kind, file.owner_id) == ("fact", Fact.objects.get().id)
    address = f"/tep/{file.id}"
    assert address in organiser.get("/thong-tin").content.decode()
    staff = as_(STAFF)
    assert address in staff.get("/thong-tin/cua-toi").content.decode()
    answer = staff.get(address)
    assert b"".join(answer) == samples.PDF
    heads = answer.headers
    assert heads["Content-Type"] == "application/pdf"
    assert heads["Content-Disposition"].startswith("attachment; filename*=utf-8''Quy%E1%BA%BFt")
    assert heads["X-Content-Type-Options"] == "nosniff"
    assert heads["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert heads["Cache-Control"] == "private, no-store"
    acts = Entry.objects.filter(object_kind="attachment").order_by("id").values_list("action", flat=True)
    assert list(acts) == ["attach", "open"]
    b"".join(organiser.get(address))
    assert "Tệp Quyết định 45.pdf" in text(staff.get("/ai-da-xem"))


def test_who_may_not_read_the_fact_may_not_have_its_file(organiser: Client, as_: As) -> None:
    file = entered(organiser)
    for code in (OTHER, HEAD):
        assert as_(code).get(f"/tep/{file.id}").status_code == 404
    assert Client().get(f"/tep/{file.id}").status_code == 302


def test_a_wrong_file_is_refused_at_its_field_and_a_good_one_is_held_while_the_form_is_mended(organiser: Client) -> None:
    answer = organiser.post(ENTER, {**FORM, "file": upload(samples.PAGE)})
    assert answer.status_code == 422
    assert 'id="file-e"' in answer.content.decode()
    assert "Nội dung tệp không phải PDF" in main(answer)
    assert "Khiển trách do trễ hẹn hồ sơ." in main(answer)
    answer = organiser.post(ENTER, {**FORM, "text": " ", "file": upload()})
    assert answer.status_code == 422
    assert f"Đã giữ tệp {NAME}" in main(answer)
    token = answer.content.decode().partition('name="kept_file" value="')[2].partition('"')[0]
    assert organiser.post(ENTER, {**FORM, "kept_file": token}).status_code == 302
    assert (Attachment.objects.get().name, Attachment.objects.get().size) == (NAME, len(samples.PDF))


def test_the_word_for_a_held_file_cannot_be_made_up(organiser: Client) -> None:
    page = organiser.post(ENTER, {**FORM, "text": " ", "file": upload()}).content.decode()
    token = page.partition('name="kept_file" value="')[2].partition('"')[0]
    for word in (token[:-1] + ("A" if token[-1] != "A" else "B"), "x"):
        assert organiser.post(ENTER, {**FORM, "kept_file": word}).status_code == 302
        assert not Attachment.objects.exists()


def test_a_file_too_large_is_refused_with_the_limit(organiser: Client, settings: Settings) -> None:
    settings.ATTACHMENT_MB = 1
    answer = organiser.post(ENTER, {**FORM, "file": upload(samples.PDF + b"x" * 1024 * 1024)})
    assert answer.status_code == 422
    assert "Tệp lớn hơn 1 MB" in main(answer)


def test_the_office_takes_a_file_back_with_its_reason_and_it_opens_no_more(organiser: Client, as_: As) -> None:
    file = entered(organiser)
    address, back = f"/tep/{file.id}/rut-lai", {"next": "/thong-tin", "version": str(file.version)}
    assert "Nêu lý do rút lại tệp" in main(organiser.post(address, back | {"reason": " "}))
    answer = organiser.post(address, back | {"reason": "Quét nhầm văn bản"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/thong-tin")
    assert "Quét nhầm văn bản" in main(organiser.get("/thong-tin"))
    gone = organiser.get(f"/tep/{file.id}")
    assert (gone.status_code, "attachment.withdrawn" in gone.content.decode()) == (403, True)
    assert "Quét nhầm văn bản" in main(as_(STAFF).get("/thong-tin/cua-toi"))
    assert organiser.post(address, back | {"reason": "Lần nữa"}).status_code == 409
