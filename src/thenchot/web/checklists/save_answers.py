"""Lưu tạm: what was ticked so far stays its writer's alone."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.checklists.actions.save_answers import save_answers as keep
from thenchot.web.checklists.answering import acted
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def save_answers(request: Signed, checklist_id: int, period: str) -> HttpResponse:
    return acted(request, (checklist_id, period), keep, _("Đã lưu. Chưa ai khác xem được."))
