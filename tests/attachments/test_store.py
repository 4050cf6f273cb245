"""What is taken into the store: known by its content, bounded, scanned, whole or not at all, each content once."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from tests.attachments import samples
from thenchot.attachments import refusals, scanning, store
from thenchot.attachments.kinds import KINDS, SCANS
from thenchot.attachments.naming import clean_name
from thenchot.lib.refusals import Kind, Refusal


@pytest.fixture(autouse=True)
def data(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_FOLDER = tmp_path
    settings.SCANNER = []
    return tmp_path


def lying(data: Path) -> list[str]:
    """The names of all files in the store, what waits in quarantine included."""
    return sorted(path.name for path in (data / "attachments").rglob("*") if path.is_file() and path.name != store.LOCK)


def refused_as(name: str, content: bytes, allowed: tuple[str, ...] = tuple(KINDS)) -> Refusal:
    with pytest.raises(Refusal) as raised:
        store.keep(name, [content], allowed)
    return raised.value


@pytest.mark.parametrize(
    ("content", "kind"),
    [(samples.PDF, "pdf"), (samples.JPEG, "jpeg"), (samples.PNG, "png"), (samples.DOCX, "docx"), (samples.XLSX, "xlsx")],
)
def test_a_file_is_what_its_content_is_whatever_its_name_says(content: bytes, kind: str, data: Path) -> None:
    stored = store.keep("phiếu.exe", [content[:7], content[7:]])
    assert (stored.kind, stored.name, stored.size) == (kind, "phiếu" + KINDS[kind].extension, len(content))
    path = store.path_of(stored.sha256)
    assert path.read_bytes() == content
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert lying(data) == [stored.sha256]
    assert store.is_whole(stored.sha256)


@pytest.mark.parametrize(
    "content",
    [
        samples.PAGE, samples.PROGRAM, samples.ARCHIVE, samples.MACROS, samples.OLD_WORD, samples.PDF[:-8],
        b"\n" + samples.PDF, b"PK\x03\x04 cut off", b"x",
    ],
    ids=["page", "program", "archive", "macros", "old-word", "cut-pdf", "shifted-pdf", "broken-zip", "letter"],
)  # fmt: skip
def test_what_is_no_known_kind_is_refused_and_nothing_of_it_stays(content: bytes, data: Path) -> None:
    refusal = refused_as("scan.pdf", content)
    assert (refusal.kind, refusal.field) == (refusals.FILE_KIND, "file")
    assert "PDF, JPEG, PNG, Word (.docx), Excel (.xlsx)" in refusal.sentence
    assert lying(data) == []


def test_a_page_that_asks_for_scans_takes_no_office_file() -> None:
    assert refused_as("phiếu.docx", samples.DOCX, SCANS).params["allowed"] == "PDF, JPEG, PNG"


def test_an_empty_file_and_one_beyond_the_limit_are_refused_while_they_come_in(settings: Settings, data: Path) -> None:
    settings.ATTACHMENT_MB = 1
    assert refused_as("a.pdf", b"").kind is refusals.FILE_EMPTY
    read: list[int] = []

    def endless() -> Iterator[bytes]:
        while True:
            read.append(1)
            yield b"%PDF-" + b"x" * 500_000

    with pytest.raises(Refusal) as raised:
        store.keep("a.pdf", endless())
    assert (raised.value.kind, len(read)) == (refusals.FILE_TOO_LARGE, 3)
    assert lying(data) == []


def test_the_same_content_lies_there_once(data: Path) -> None:
    first, second = store.keep("a.pdf", [samples.PDF]), store.keep("b.pdf", [samples.PDF])
    assert first.sha256 == second.sha256
    assert lying(data) == [first.sha256]


def scanner(tmp_path: Path, script: str) -> list[str]:
    program = tmp_path / "scan.sh"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)
    return [str(program), "--quiet"]


SEES_PLAGUE = 'grep -q plague "$2" && exit 1; exit 0'


@pytest.mark.parametrize(
    ("script", "content", "kind"),
    [
        (SEES_PLAGUE, samples.PDF, None),
        (SEES_PLAGUE, b"%PDF-plague%%EOF", refusals.FILE_INFECTED),
        ("exit 2", samples.PDF, refusals.FILE_NOT_SCANNED),
        ("sleep 9", samples.PDF, refusals.FILE_NOT_SCANNED),
    ],
)
def test_with_a_scanner_nothing_gets_in_without_its_word(
    script: str, content: bytes, kind: Kind | None, settings: Settings, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SCANNER = scanner(data, script)
    monkeypatch.setattr(scanning, "LONGEST", 0.3)
    if kind is None:
        assert store.is_whole(store.keep("a.pdf", [content]).sha256)
    else:
        assert refused_as("a.pdf", content).kind is kind
        assert lying(data) == []


def test_a_scanner_that_cannot_be_started_lets_nothing_in(settings: Settings, data: Path) -> None:
    settings.SCANNER = [str(data / "gone")]
    assert refused_as("a.pdf", samples.PDF).kind is refusals.FILE_NOT_SCANNED


def test_a_content_that_was_changed_or_is_gone_is_not_whole() -> None:
    digest = store.keep("a.pdf", [samples.PDF]).sha256
    store.path_of(digest).write_bytes(samples.PDF + b" ")
    assert not store.is_whole(digest)
    store.path_of(digest).unlink()
    assert not store.is_whole(digest)


def age(path: Path, hours: int) -> None:
    then = time.time() - hours * 3600
    os.utime(path, (then, then))


def test_only_what_nothing_refers_to_and_has_lain_for_a_day_is_removed() -> None:
    path = store.path_of(store.keep("a.pdf", [samples.PDF]).sha256)
    age(path, 23)
    assert not store.remove_unused(path, set())
    age(path, 25)
    assert not store.remove_unused(path, {path.name})
    assert path.exists()
    assert store.remove_unused(path, set())
    assert not store.remove_unused(path, set())


def test_a_content_that_comes_in_again_is_young_again() -> None:
    path = store.path_of(store.keep("a.pdf", [samples.PDF]).sha256)
    age(path, 25)
    store.keep("a.pdf", [samples.PDF])
    assert not store.remove_unused(path, set())


@pytest.mark.parametrize(
    ("given_name", "clean"),
    [
        ("Mẫu số 01 có chữ ký.pdf", "Mẫu số 01 có chữ ký.pdf"),
        ("C:\\Users\\an\\phiếu.PDF", "phiếu.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("phiếu.pdf.exe", "phiếu.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie- x.pdf"),
        ("phi\u202efdp.exe", "phi fdp.pdf"),
        ("phie\u0302\u0301u.pdf", "phiếu.pdf"),
        ("", "tep-dinh-kem.pdf"),
        ("...", "tep-dinh-kem.pdf"),
        ("con.pdf", "tep-dinh-kem.pdf"),
    ],
)
def test_a_name_keeps_its_letters_and_loses_what_systems_trip_over(given_name: str, clean: str) -> None:
    assert clean_name(given_name, "pdf") == clean


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_can_be_written(text: str) -> None:
    name = clean_name(text, "png")
    assert name.endswith(".png")
    assert 4 < len(name) <= 104
    assert name.isprintable()
    assert not set(name) & set('/\\<>:"|?*\r\n')
    assert not name.startswith((".", " "))
