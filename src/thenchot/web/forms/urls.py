"""Addresses of the official papers; each kind of file has its own."""

from __future__ import annotations

from django.urls import path

from thenchot.web.forms import cycle_papers, sheet_form

WORD, PDF = {"kind": "docx"}, {"kind": "pdf"}
PAPERS = "ky/<int:cycle_id>/bieu-mau"

urlpatterns = [
    path("phieu/<int:sheet_id>/mau.docx", sheet_form.sheet_form, WORD, name="forms.sheet_word"),
    path("phieu/<int:sheet_id>/mau.pdf", sheet_form.sheet_form, PDF, name="forms.sheet_pdf"),
    path(PAPERS, cycle_papers.cycle_papers, name="forms.cycle_papers"),
    path(f"{PAPERS}/phieu.zip", cycle_papers.unit_forms, {"kind": "zip"}, name="forms.unit_word"),
    path(f"{PAPERS}/phieu.pdf", cycle_papers.unit_forms, PDF, name="forms.unit_pdf"),
    path(f"{PAPERS}/chao-co.docx", cycle_papers.ceremony, WORD, name="forms.ceremony_word"),
    path(f"{PAPERS}/chao-co.pdf", cycle_papers.ceremony, PDF, name="forms.ceremony_pdf"),
    path("hop/<int:meeting_id>/bien-ban.docx", cycle_papers.minutes, WORD, name="forms.minutes_word"),
    path("hop/<int:meeting_id>/bien-ban.pdf", cycle_papers.minutes, PDF, name="forms.minutes_pdf"),
]
