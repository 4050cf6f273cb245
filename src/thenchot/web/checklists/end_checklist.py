"""Kết thúc áp dụng bảng kiểm after a day."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.checklists.access import checklist_to_keep
from thenchot.checklists.actions.end_checklist import end_checklist as end
from thenchot.checklists.refusals import DAY_NEEDED
from thenchot.lib.refusals import BAD_INPUT, CONFLICT, Refusal
from thenchot.web.answers import as_seen, done
from thenchot.web.checklists.edition import show
from thenchot.web.checklists.put_in_force import day_typed
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def end_checklist(request: Signed, checklist_id: int) -> HttpResponse:
    found = checklist_to_keep(request.viewer, checklist_id)
    try:
        last = day_typed(request, "last_day")
        if last is None:
            raise DAY_NEEDED(field="last_day")
        end(by=request.viewer, row=as_seen(request, found.row), last_day=last)
    except Refusal as refusal:
        if refusal.status not in (BAD_INPUT, CONFLICT):
            raise
        return show(request, checklist_id, refusal)
    sentence = _("Bảng kiểm áp dụng đến hết %(day)s.") % {"day": f"{last:%d/%m/%Y}"}
    return done(request, sentence, "checklists.edition", checklist_id=checklist_id)
