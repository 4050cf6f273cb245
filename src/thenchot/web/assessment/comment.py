"""A deputy's comment on a sheet of the field in charge."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import sheet_to_comment
from thenchot.assessment.actions.comment import comment as add
from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.web.answers import done
from thenchot.web.assessment.showing import show
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def comment(request: Signed, sheet_id: int) -> HttpResponse:
    found = sheet_to_comment(request.viewer, sheet_id)
    try:
        add(by=request.viewer, sheet=found, text=request.POST.get("text", ""))
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        return show(request, sheet_id, refusal)
    return done(request, _("Đã ghi góp ý."), "assessment.sheet", sheet_id=sheet_id)
