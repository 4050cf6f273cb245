"""What a file is, found in its content: its name and what the browser calls it are only words."""

from __future__ import annotations

import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True)
class FileKind:
    """A kind of file that may be attached; `word` is how people call it."""

    code: str
    extension: str
    content_type: str
    word: str


KINDS = {
    kind.code: kind
    for kind in (
        FileKind("pdf", ".pdf", "application/pdf", "PDF"),
        FileKind("jpeg", ".jpg", "image/jpeg", "JPEG"),
        FileKind("png", ".png", "image/png", "PNG"),
        FileKind("docx", ".docx", f"{OFFICE}wordprocessingml.document", "Word (.docx)"),
        FileKind("xlsx", ".xlsx", f"{OFFICE}spreadsheetml.sheet", "Excel (.xlsx)"),
    )
}
SCANS = ("pdf", "jpeg", "png")
"""What a scanner or a telephone makes of a signed paper."""
HEADS = {"pdf": b"%PDF-", "jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
PACKED = b"PK\x03\x04"
MAIN_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
CONTENTS = "[Content_Types].xml"
ENCRYPTED = 0x1
TAIL = 2048


def kind_of(path: Path) -> str:
    """The code of the file's kind; "" for what is none of them, is cut off, carries macros or is locked by a password."""
    with path.open("rb") as file:
        head = file.read(max(map(len, HEADS.values())))
        file.seek(max(0, path.stat().st_size - TAIL))
        tail = file.read()
    found = next((code for code, magic in HEADS.items() if head.startswith(magic)), "")
    if found == "pdf" and b"%%EOF" not in tail:
        return ""
    return found or (_office(path) if head.startswith(PACKED) else "")


def _office(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return ""
    names = {part.filename for part in parts}
    if any(map(_unsafe, parts)) or CONTENTS not in names:
        return ""
    return next((code for code, main in MAIN_PART.items() if main in names), "")


def _unsafe(part: zipfile.ZipInfo) -> bool:
    """Whether a part is locked by a password or holds macros."""
    return bool(part.flag_bits & ENCRYPTED) or part.filename.lower().endswith("vbaproject.bin")


def words(codes: Collection[str]) -> str:
    """PDF, JPEG, PNG: the kinds as a sentence lists them."""
    return ", ".join(KINDS[code].word for code in codes)
