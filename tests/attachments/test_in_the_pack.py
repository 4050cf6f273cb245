"""The evidence pack says what each attached file must be, and the stand-alone program compares it with the trail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.assessment.cast import AN, BINH, ORGANISER, Town
from tests.attachments.samples import PDF
from tests.audit.test_evidence_pack import Files, checked, packed, rows, town, with_rows
from thenchot.attachments.actions.attach import Owner, attach
from thenchot.attachments.store import keep
from thenchot.audit.seals import public_key

__all__ = ["town"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def digest(town: Town) -> str:
    """A scan on the first sheet."""
    stored = keep("Hồ Hữu An ký.pdf", [PDF])
    attach(by=town.actor(ORGANISER), to=Owner("sheet", town.sheet(AN).id, town.id(AN)), stored=stored)
    return stored.sha256


def listed(files: Files) -> list[dict[str, object]]:
    first, second = rows(files, "files.jsonl")
    assert second["attachments"] == []
    found: list[dict[str, object]] = first["attachments"]
    return found


@pytest.mark.parametrize("hide", [False, True])
def test_the_pack_lists_the_digest_and_names_nobody_where_names_are_hidden(
    town: Town, digest: str, tmp_path: Path, hide: bool
) -> None:
    files = packed(town, hide=hide)
    (one,) = listed(files)
    assert (one["sha256"], one["size"], one["kind"], one["withdrawn"]) == (digest, len(PDF), "pdf", False)
    assert one["name"] == ("" if hide else "Hồ Hữu An ký.pdf")
    assert ("Hồ Hữu An" in b"".join(files.values()).decode()) is not hide
    code, said = checked(files, tmp_path, public_key())
    assert code == 0, said


def test_a_digest_that_the_trail_does_not_know_is_named(town: Town, digest: str, tmp_path: Path) -> None:
    files = packed(town)
    found = rows(files, "files.jsonl")
    found[0]["attachments"][0]["sha256"] = "a" * 64
    code, said = checked(with_rows(files, "files.jsonl", found), tmp_path, public_key())
    assert code == 1
    assert "tệp đính kèm khác với mã băm ghi trong nhật ký" in said
    assert f"Phiếu {town.sheet(BINH).id}, 2026-10, Tạ Thanh Bình ({BINH}): đúng" in said
