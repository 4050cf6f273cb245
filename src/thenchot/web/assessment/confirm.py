"""The scorer confirms one sheet: as handed in from the grid, or with corrections from the sheet's page."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import sheet_to_score
from thenchot.assessment.actions.confirm import Confirmation
from thenchot.assessment.actions.confirm import confirm as settle
from thenchot.assessment.queries.batches import Sheet
from thenchot.assessment.queries.sheets import view_of
from thenchot.assessment.refusals import CORRECTION_NEEDED
from thenchot.lib.refusals import Refusal, refuse_if
from thenchot.web.answers import as_seen, by_htmx, done, fragment
from thenchot.web.assessment.correct_in_row import correction_sent, from_row
from thenchot.web.assessment.grid import grid_again, row_again
from thenchot.web.assessment.sent import corrections_sent
from thenchot.web.assessment.showing import figures, leader_of, show, typed
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def confirm(request: Signed, sheet_id: int) -> HttpResponse:
    found = sheet_to_score(request.viewer, sheet_id)
    as_seen(request, found)
    corrections = correction_sent(request) if from_row(request) else corrections_sent(request, found)
    given = Confirmation(
        sheet=found,
        corrections=corrections,
        leader=leader_of(request),
        opinion=request.POST.get("opinion", ""),
        reason=request.POST.get("reason", ""),
    )
    try:
        refuse_if(from_row(request) and not corrections, CORRECTION_NEEDED)
        settle(by=request.viewer, given=given)
    except Refusal as refusal:
        return _refused(request, found, refusal)
    if by_htmx(request):
        return row_again(request, sheet_id)
    sentence = _("Đã xác nhận phiếu của %(name)s.") % {"name": found.person}
    return done(request, sentence, "assessment.grid", period=found.cycle.period)


def _refused(request: Signed, found: Sheet, refusal: Refusal) -> HttpResponse:
    if by_htmx(request):
        return row_again(request, found.id, refusal)
    return grid_again(request, found, refusal) if from_row(request) else show(request, found.id, refusal)


@signed_in("POST")
def try_out(request: Signed, sheet_id: int) -> HttpResponse:
    """What the corrections typed so far would make; saves nothing."""
    found = sheet_to_score(request.viewer, sheet_id)
    if from_row(request):
        return fragment(request, "assessment/_effect.html", {"tried": _effect(found, correction_sent(request))})
    given = typed(request, view_of(found))
    return fragment(request, "assessment/_score_card.html", figures(view_of(found, typed=given)))


def _effect(found: Sheet, correction: dict[str, str]) -> dict[str, Any]:
    """Score and level before and after the one correction of a row."""
    before, after = view_of(found).score, view_of(found, typed=correction).score
    return {"was": before.score, "before": before.band, "now": after.score, "after": after.band, "problem": after.problem}
