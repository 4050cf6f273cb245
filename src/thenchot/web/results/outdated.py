"""Kết quả lãnh đạo cần xem lại: whose d was made of results replaced since, and the one act that replaces theirs too."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import result_to_replace
from thenchot.assessment.actions.correct import Correction, correct
from thenchot.assessment.queries.outdated import outdated as outdated_results
from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page


@signed_in()
def outdated(request: Signed) -> HttpResponse:
    return _show(request)


@signed_in("POST")
def replace(request: Signed, sheet_id: int) -> HttpResponse:
    """A replacement with d read anew; nobody's result is replaced without somebody who decides it and says why."""
    sheet = result_to_replace(request.viewer, sheet_id)
    as_seen(request, sheet)
    try:
        number = correct(by=request.viewer, given=Correction(sheet, request.POST.get("reason", "")))
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        return _show(request, refusal, sheet_id)
    said = _("Đã thay kết quả của %(name)s bằng bản %(n)s; người được đánh giá được thông báo.")
    return done(request, said % {"name": sheet.person, "n": number}, "assessment.outdated")


def _show(request: Signed, refusal: Refusal | None = None, asked: int = 0) -> HttpResponse:
    values = {"rows": outdated_results(request.viewer), "viewer_id": request.viewer.person_id, "asked": asked}
    return page(request, "results/outdated.html", values, refusal)
