"""Who proposes leaves somebody out of the year's ranking, with the ground kept (Điều 11 khoản 1)."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import sheet_to_rank
from thenchot.assessment.actions.leave_unranked import leave_unranked
from thenchot.assessment.steps import NOT_RANKED
from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.year.showing import show


@signed_in("POST")
def unranked(request: Signed, sheet_id: int) -> HttpResponse:
    found = sheet_to_rank(request.viewer, sheet_id)
    as_seen(request, found)
    absence, note = request.POST.get("absence", NOT_RANKED), request.POST.get("note", "")
    try:
        leave_unranked(by=request.viewer, sheet=found, absence=absence, note=note)
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        refusal.field = "note"
        return show(request, sheet_to_rank(request.viewer, sheet_id), refusal)
    sentence = _("Đã ghi %(name)s không xếp loại năm.") % {"name": found.person}
    return done(request, sentence, "assessment.sheet", sheet_id=sheet_id)
