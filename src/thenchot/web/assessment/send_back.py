"""A sheet is returned with what is missing, or the way opened again for who has not sent one; in a year by who proposes."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import sheet_to_return
from thenchot.assessment.actions.send_back import send_back as give_back
from thenchot.assessment.aggregate import is_year
from thenchot.assessment.steps import EXCUSED, OPENED
from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.web.answers import as_seen, done
from thenchot.web.assessment.showing import show
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def send_back(request: Signed, sheet_id: int) -> HttpResponse:
    found = sheet_to_return(request.viewer, sheet_id)
    as_seen(request, found)
    before = found.state
    try:
        give_back(by=request.viewer, sheet=found, note=request.POST.get("note", ""))
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        refusal.field = "note"
        return show(request, sheet_id, refusal)
    sentence = _sentence(before, yearly=is_year(found.cycle)) % {"name": found.person}
    if is_year(found.cycle):
        return done(request, sentence, "assessment.sheet", sheet_id=sheet_id)
    return done(request, sentence, "assessment.grid", period=found.cycle.period)


def _sentence(before: str, *, yearly: bool) -> str:
    if before == OPENED and yearly:
        return _("%(name)s gửi phiếu được đến hết bước đề xuất.")
    if before == OPENED:
        return _("%(name)s gửi phiếu được đến hết bước xác nhận.")
    return _("Đã mở lại phiếu của %(name)s.") if before == EXCUSED else _("Đã trả lại phiếu của %(name)s.")
