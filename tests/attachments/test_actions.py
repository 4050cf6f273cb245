"""A file from attaching to taking back: each act in the trail, given only through its owner, verified against its content."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from tests.attachments import samples
from thenchot.assessment.queries.integrity import verify
from thenchot.attachments import access, refusals, store
from thenchot.attachments.access import OwnerKind, file_to_read, file_to_withdraw, owned_by
from thenchot.attachments.actions.attach import Owner, attach
from thenchot.attachments.actions.open_file import open_file
from thenchot.attachments.actions.sweep_files import sweep_files
from thenchot.attachments.actions.withdraw_file import withdraw_file
from thenchot.attachments.models import Attachment
from thenchot.attachments.queries import files_of, stock
from thenchot.audit.actor import Actor
from thenchot.audit.models import Entry, Opening
from thenchot.lib.refusals import FORBIDDEN, MISSING, Kind, Refusal

pytestmark = pytest.mark.django_db
CLERK, READER, STRANGER = Actor(11, "Lê Thị Hoa (CB11)"), Actor(12, "Phạm Văn Đức (CB12)"), Actor(13, "Vũ An (CB13)")
TODAY = date(2026, 11, 22)
SUBJECT = 77
NOT_THERE = Kind("test.box_not_there", MISSING, "Không có hộp này.")


@pytest.fixture(autouse=True)
def _place(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA_FOLDER = tmp_path
    monkeypatch.setenv("THENCHOT_TODAY", TODAY.isoformat())
    monkeypatch.setattr(access, "KNOWN", {})
    owned_by(OwnerKind("box", _read, _withdraw))


def _read(viewer: Actor, owner_id: int) -> None:
    if viewer is STRANGER or owner_id != 5:
        raise NOT_THERE()


def _withdraw(viewer: Actor, owner_id: int) -> None:
    if viewer is not CLERK:
        raise refusals.FILE_WITHDRAWN(day="", reason="")


def attached(content: bytes = samples.PDF, name: str = "quyết định.pdf") -> Attachment:
    return attach(by=CLERK, to=Owner("box", 5, SUBJECT), stored=store.keep(name, [content]))


def refused(act: Any, *given: Any, **named: Any) -> Refusal:
    with pytest.raises(Refusal) as raised:
        act(*given, **named)
    return raised.value


def acts(number: int) -> list[tuple[str, int]]:
    return list(
        Entry.objects.filter(object_kind="attachment", object_id=number).order_by("id").values_list("action", "actor_id")
    )


def test_what_is_attached_is_found_with_its_owner_and_opened_with_a_trace_that_its_person_sees() -> None:
    row = attached()
    assert [one.id for one in files_of("box", [5, 6])[5]] == [row.id]
    assert (row.name, row.kind, row.size, row.added_by) == ("quyết định.pdf", "pdf", len(samples.PDF), CLERK.label)
    with open_file(by=READER, attachment=file_to_read(READER, row.id)) as content:
        assert content.read() == samples.PDF
    assert acts(row.id) == [("attach", CLERK.id), ("open", READER.id)]
    assert list(Opening.objects.values_list("subject_id", "viewer_id", "what")) == [
        (SUBJECT, READER.id, "Tệp quyết định.pdf")
    ]
    assert list(verify(TODAY)) == []


def test_who_may_not_read_the_owner_is_told_what_is_told_of_a_file_that_is_not_there() -> None:
    row = attached()
    hidden, gone = refused(file_to_read, STRANGER, row.id), refused(file_to_read, READER, row.id + 1)
    assert (hidden.status, hidden.sentence) == (MISSING, gone.sentence)
    assert refused(file_to_withdraw, STRANGER, row.id).status == MISSING


def test_a_file_of_a_kind_that_no_room_answers_for_is_given_to_nobody() -> None:
    row = attach(by=CLERK, to=Owner("unknown", 5), stored=store.keep("a.pdf", [samples.PDF]))
    assert refused(file_to_read, CLERK, row.id).status == MISSING


def test_two_rooms_do_not_answer_for_one_kind() -> None:
    with pytest.raises(ValueError, match="box"):
        owned_by(OwnerKind("box", _read, _withdraw))


def test_a_file_taken_back_says_why_and_is_opened_no_more_but_stays() -> None:
    row = attached()
    assert refused(file_to_withdraw, READER, row.id).status == FORBIDDEN
    found = file_to_withdraw(CLERK, row.id)
    assert refused(withdraw_file, by=CLERK, attachment=found, reason="  ").kind is refusals.FILE_REASON
    withdraw_file(by=CLERK, attachment=found, reason="Quét nhầm trang")
    told = refused(file_to_read, READER, row.id)
    assert (told.kind, "22/11/2026" in told.sentence, "Quét nhầm trang" in told.sentence) == (
        refusals.FILE_WITHDRAWN, True, True,
    )  # fmt: skip
    assert refused(withdraw_file, by=CLERK, attachment=found, reason="Lần nữa").kind is refusals.FILE_CHANGED
    assert acts(row.id)[-1] == ("withdraw", CLERK.id)
    assert store.is_whole(row.sha256)
    assert list(verify(TODAY)) == []


def test_a_content_that_is_no_longer_what_was_attached_is_not_given_out_and_the_check_names_it() -> None:
    row, whole = attached(), attached(samples.PNG)
    store.path_of(row.sha256).write_bytes(samples.PDF + b" ")
    assert refused(open_file, by=READER, attachment=row).kind is refusals.FILE_DAMAGED
    assert acts(row.id) == [("attach", CLERK.id)]
    store.path_of(whole.sha256).unlink()
    assert [(fault.where, fault.what) for fault in verify(TODAY)] == [
        (f"attachment {row.id}", "content_differs"), (f"attachment {whole.id}", "content_differs"),
    ]  # fmt: skip
    assert (stock().used, stock().missing) == (2, 1)


def test_a_row_turned_to_another_content_is_named_though_that_content_is_whole() -> None:
    row, other = attached(), store.keep("b.png", [samples.PNG])
    Attachment.objects.filter(id=row.id).update(sha256=other.sha256)
    assert [(fault.where, fault.what) for fault in verify(TODAY)] == [(f"attachment {row.id}", "head_differs")]


def test_a_content_that_left_the_store_is_not_attached() -> None:
    stored = store.keep("a.pdf", [samples.PDF])
    store.path_of(stored.sha256).unlink()
    assert refused(attach, by=CLERK, to=Owner("box", 5), stored=stored).kind is refusals.FILE_LOST
    assert not Attachment.objects.exists()


def test_the_day_sweeps_away_what_nothing_refers_to_and_nothing_else() -> None:
    kept, taken_back = attached(), attached(samples.JPEG)
    withdraw_file(by=CLERK, attachment=taken_back, reason="Nhầm")
    unused = store.path_of(store.keep("c.png", [samples.PNG]).sha256)
    broken_off = store.folder() / store.QUARANTINE / "tmpx"
    broken_off.write_bytes(b"half")
    for path in (*store.contents(), broken_off):
        os.utime(path, (time.time() - 90_000,) * 2)
    young = store.keep("d.xlsx", [samples.XLSX])
    assert sweep_files() == 2
    assert not unused.exists()
    assert not broken_off.exists()
    assert all(store.is_whole(digest) for digest in (kept.sha256, taken_back.sha256, young.sha256))
    assert stock().unused == 1
