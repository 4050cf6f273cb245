"""The scorer confirms one sheet: as handed in from the grid, or with corrections from the sheet's page."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import sheet_to_score
from thenchot.assessment.actions.confirm import Confirmation
from thenchot.assessment.actions.confirm import confirm as settle
from thenchot.assessment.queries.sheets import view_of
from thenchot.lib.refusals import Refusal
from thenchot.web.answers import as_seen, by_htmx, done, fragment
from thenchot.web.assessment.grid import row_again
from thenchot.web.assessment.sent import corrections_sent
from thenchot.web.assessment.showing import figures, leader_of, show, typed
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def confirm(request: Signed, sheet_id: int) -> HttpResponse:
    found = sheet_to_score(request.viewer, sheet_id)
    as_seen(request, found)
    given = Confirmation(
        sheet=found,
        corrections=corrections_sent(request, found),
        leader=leader_of(request),
        opinion=request.POST.get("opinion", ""),
        reason=request.POST.get("reason", ""),
    )
    try:
        settle(by=request.viewer, given=given)
    except Refusal as refusal:
        return row_again(request, sheet_id, refusal) if by_htmx(request) else show(request, sheet_id, refusal)
    if by_htmx(request):
        return row_again(request, sheet_id)
    sentence = _("Đã xác nhận phiếu của %(name)s.") % {"name": found.person}
    return done(request, sentence, "assessment.grid", period=found.cycle.period)


@signed_in("POST")
def try_out(request: Signed, sheet_id: int) -> HttpResponse:
    """What the corrections typed so far would make; saves nothing."""
    found = sheet_to_score(request.viewer, sheet_id)
    given = typed(request, view_of(found))
    return fragment(request, "assessment/_score_card.html", figures(view_of(found, typed=given)))
