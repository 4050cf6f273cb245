"""Gửi phiếu kiểm."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.checklists.actions.submit_answers import submit_answers as send
from thenchot.web.checklists.answering import acted
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def submit_answers(request: Signed, checklist_id: int, period: str) -> HttpResponse:
    return acted(request, (checklist_id, period), send, _("Đã gửi phiếu kiểm."))
