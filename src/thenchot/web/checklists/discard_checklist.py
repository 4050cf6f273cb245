"""Bỏ dự thảo bảng kiểm."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.checklists.access import draft_to_edit
from thenchot.checklists.actions.discard_checklist import discard_checklist as discard
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def discard_checklist(request: Signed, checklist_id: int) -> HttpResponse:
    found = draft_to_edit(request.viewer, checklist_id)
    discard(by=request.viewer, row=as_seen(request, found.row))
    return done(request, _("Đã bỏ dự thảo."), "checklists.keep")
