"""How a paper leaves: its bytes, its kind, and a plain name that every system can keep."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.http import HttpResponse
from django.utils import translation

from thenchot.files.forms import docx, pdf
from thenchot.files.forms.paper import Paper
from thenchot.lib.vietnamese import fold

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
LONGEST = 80


def plain_name(text: str) -> str:
    """Letters a to z, digits and hyphens: Mẫu số 01, tháng 10/2026 as mau-so-01-thang-10-2026."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:LONGEST].rstrip("-") or "van-ban"


def in_vietnamese() -> translation.override:
    """Papers are Vietnamese whatever language their reader has chosen for the pages."""
    return translation.override("vi")


def sent(kind: str, name: str, data: bytes) -> HttpResponse:
    answer = HttpResponse(data, content_type=KINDS[kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="{plain_name(name)}.{kind}"'
    return answer


def one(kind: str, name: str, paper: Paper) -> HttpResponse:
    return sent(kind, name, docx.docx_of(paper) if kind == "docx" else pdf.pdf_of(paper.title, [paper]))


def many(kind: str, name: str, papers: Sequence[Paper], names: Sequence[str]) -> HttpResponse:
    """One PDF, or a .zip of Word documents numbered in their order."""
    if kind == "pdf":
        return sent(kind, name, pdf.pdf_of(name, papers))
    digits = len(str(len(papers)))
    entries = [f"{at:0{digits}d}-{plain_name(text)}.docx" for at, text in enumerate(names, start=1)]
    return sent(kind, name, docx.archive_of(papers, lambda at, _paper: entries[at - 1]))
