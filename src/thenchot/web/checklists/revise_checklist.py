"""Sửa dự thảo bảng kiểm, with what may be done with it next."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.checklists.access import draft_to_edit
from thenchot.checklists.actions.revise_checklist import revise_checklist as revise
from thenchot.checklists.drafting import read_edition
from thenchot.lib.refusals import BAD_INPUT, CONFLICT, Refusal
from thenchot.web.answers import as_seen, done
from thenchot.web.checklists.drafting import as_typed, form, wanted
from thenchot.web.doors import Signed, signed_in


@signed_in("GET", "POST")
def revise_checklist(request: Signed, checklist_id: int) -> HttpResponse:
    found = draft_to_edit(request.viewer, checklist_id)
    if request.method == "GET":
        return form(request, as_typed(found.edition), found)
    try:
        edition = read_edition(wanted(request), found.edition)
        revise(by=request.viewer, row=as_seen(request, found.row), edition=edition)
    except Refusal as refusal:
        if refusal.status not in (BAD_INPUT, CONFLICT):
            raise
        return form(request, as_typed(found.edition), draft_to_edit(request.viewer, checklist_id), refusal)
    return done(request, _("Đã lưu dự thảo."), "checklists.revise", checklist_id=checklist_id)
