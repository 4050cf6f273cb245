"""The authority answers: accepting makes a new version of the result, never an edit."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import petition_to_answer
from thenchot.assessment.actions.answer import Answer
from thenchot.assessment.actions.answer import answer as give_answer
from thenchot.assessment.queries.petitions import PetitionView, petition_view
from thenchot.lib.refusals import Refusal
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.petitions.petitions import show


@signed_in("POST")
def answer(request: Signed, petition_id: int) -> HttpResponse:
    found = petition_to_answer(request.viewer, petition_id)
    as_seen(request, found)
    given = Answer(
        petition=found,
        outcome=request.POST.get("outcome", ""),
        text=request.POST.get("text", ""),
        marks=_changed(request, petition_view(found)),
        level=request.POST.get("level", ""),
    )
    try:
        give_answer(by=request.viewer, given=given)
    except Refusal as refusal:
        refusal.field = refusal.field or ("outcome" if refusal.code == "petition.answer" else "")
        return show(request, petition_id, refusal)
    sentence = _("Đã trả lời kiến nghị số %(n)s và thông báo cho %(name)s.") % {
        "n": found.id,
        "name": found.sheet.person,
    }
    return done(request, sentence, "assessment.petition", petition_id=petition_id)


def _changed(request: Signed, view: PetitionView) -> dict[str, str]:
    """Only the marks that differ from the confirmed ones; a kept result changes none."""
    if request.POST.get("outcome") == "kept":
        return {}
    typed = {line.id: request.POST.get(line.id, "").strip() for line in view.marks}
    return {
        line.id: typed[line.id] for line in view.marks if typed[line.id] and typed[line.id] != line.confirmed
    }
