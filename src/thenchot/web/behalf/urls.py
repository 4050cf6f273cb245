"""Addresses of entry on behalf."""

from __future__ import annotations

from django.urls import path

from thenchot.web.behalf import blank_form, disown, enter_on_behalf, waiting

urlpatterns = [
    path("nhap-thay", waiting.waiting, name="behalf.waiting"),
    path("nhap-thay/da-nhap", waiting.entered, name="behalf.entered"),
    path("nhap-thay/<int:sheet_id>", enter_on_behalf.enter_on_behalf, name="behalf.enter"),
    path("nhap-thay/<int:sheet_id>/mau.docx", blank_form.blank_form, {"kind": "docx"}, name="behalf.blank_word"),
    path("nhap-thay/<int:sheet_id>/mau.pdf", blank_form.blank_form, {"kind": "pdf"}, name="behalf.blank_pdf"),
    path("phieu/<int:sheet_id>/khong-phai-y-kien", disown.disown, name="behalf.disown"),
]
