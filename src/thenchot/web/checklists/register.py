"""Đăng ký: what somebody undertakes for the period under a voluntary checklist."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.checklists.actions.register import register as enrol
from thenchot.web.checklists.answering import acted
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def register(request: Signed, checklist_id: int, period: str) -> HttpResponse:
    return acted(request, (checklist_id, period), enrol, _("Đã ghi nhận đăng ký."), answers=False)
