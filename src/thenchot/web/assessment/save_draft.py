"""Keep what is typed, and show the running total it makes."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import own_sheet
from thenchot.assessment.actions.save_draft import save_draft as keep
from thenchot.assessment.queries.sheets import view_of
from thenchot.lib.refusals import CONFLICT, Refusal
from thenchot.web.answers import by_htmx, done, fragment
from thenchot.web.assessment.showing import figures, page_of, show, typed
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def save_draft(request: Signed, sheet_id: int) -> HttpResponse:
    found = own_sheet(request.viewer, sheet_id)
    given = typed(request, view_of(found))
    try:
        keep(sheet=found, typed=given, page=page_of(request))
    except Refusal as refusal:
        if by_htmx(request) or refusal.status != CONFLICT:
            raise
        return show(request, sheet_id, refusal)
    if by_htmx(request):
        return fragment(request, "assessment/_score_card.html", figures(view_of(found, typed=given)))
    return done(request, _("Đã lưu. Gửi phiếu khi đã xem đủ."), "assessment.sheet", sheet_id=sheet_id)
