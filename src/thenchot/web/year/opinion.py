"""Record what the Party committee or a colleague wrote of a person for the year."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import sheet_to_record
from thenchot.assessment.actions.record_opinion import Said, record_opinion
from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.web.answers import done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.year.showing import show


@signed_in("POST")
def opinion(request: Signed, sheet_id: int) -> HttpResponse:
    found, given = sheet_to_record(request.viewer, sheet_id), request.POST
    said = Said(
        found, given.get("kind", ""), given.get("author", ""), given.get("text", ""), given.get("document", "")
    )
    try:
        record_opinion(by=request.viewer, said=said)
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        return show(request, found, refusal)
    sentence = _("Đã ghi nhận ý kiến về %(name)s.") % {"name": found.person}
    return done(request, sentence, "assessment.sheet", sheet_id=sheet_id)
