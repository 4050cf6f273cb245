"""Small files as scanners, telephones and office programs make them, and what only claims to be one."""

from __future__ import annotations

import zipfile
from io import BytesIO

PDF = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 64 + b"\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 64


def packed(*names: str) -> bytes:
    """A .zip with these parts."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return content.getvalue()


DOCX = packed("[Content_Types].xml", "word/document.xml")
XLSX = packed("[Content_Types].xml", "xl/workbook.xml")
MACROS = packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")
ARCHIVE = packed("thu.txt")
PAGE = b"<!doctype html><script>alert(1)</script>"
PROGRAM = b"MZ\x90\x00" + b"\x00" * 64
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64
