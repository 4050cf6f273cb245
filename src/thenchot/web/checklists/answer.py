"""Phiếu kiểm: a checklist with what was answered so far; private until it is sent."""

from __future__ import annotations

from django.http import HttpResponse

from thenchot.web.checklists.answering import show
from thenchot.web.doors import Signed, signed_in


@signed_in()
def answer(request: Signed, checklist_id: int, period: str) -> HttpResponse:
    return show(request, checklist_id, period)
