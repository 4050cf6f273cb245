"""Addresses of the month's gathering of information and of the heads' answers."""

from __future__ import annotations

from django.urls import path

from thenchot.web.evidence import answer_item, gatherings, inquiry, open_gathering, run_gathering

urlpatterns = [
    path("thong-tin/thang", gatherings.gatherings, name="evidence.gatherings"),
    path("thong-tin/thang/mo", open_gathering.open_gathering, name="evidence.open_gathering"),
    path("thong-tin/thang/<int:gathering_id>", gatherings.one, name="evidence.gathering"),
    path("thong-tin/thang/<int:gathering_id>/gui", run_gathering.send, name="evidence.send_inquiries"),
    path("thong-tin/phan/<int:part_id>/xong", run_gathering.finish, name="evidence.finish_contribution"),
    path("thong-tin/tra-loi", inquiry.inquiries, name="evidence.inquiries"),
    path("thong-tin/tra-loi/<int:inquiry_id>", inquiry.inquiry, name="evidence.inquiry"),
    path("thong-tin/tra-loi/<int:inquiry_id>/van-ban.docx", inquiry.paper, {"kind": "docx"}, name="evidence.inquiry_word"),
    path("thong-tin/tra-loi/<int:inquiry_id>/van-ban.pdf", inquiry.paper, {"kind": "pdf"}, name="evidence.inquiry_pdf"),
    path("thong-tin/noi-dung/<int:item_id>/tra-loi", answer_item.answer_item, name="evidence.answer_item"),
    path("thong-tin/noi-dung/<int:item_id>/mo-lai", answer_item.reopen, name="evidence.reopen_item"),
]
