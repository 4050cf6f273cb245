"""Đưa bảng kiểm vào áp dụng: from a day, signed for."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.checklists.access import draft_to_edit
from thenchot.checklists.actions.put_in_force import Start
from thenchot.checklists.actions.put_in_force import put_in_force as begin
from thenchot.checklists.refusals import DAY_NEEDED
from thenchot.lib.refusals import BAD_INPUT, CONFLICT, Refusal
from thenchot.web.answers import as_seen, done
from thenchot.web.checklists.drafting import as_typed, form
from thenchot.web.doors import Signed, signed_in
from thenchot.web.reading import read_day


@signed_in("POST")
def put_in_force(request: Signed, checklist_id: int) -> HttpResponse:
    found = draft_to_edit(request.viewer, checklist_id)
    try:
        first = day_typed(request, "first")
        if first is None:
            raise DAY_NEEDED(field="first")
        start = Start(first, day_typed(request, "last"), request.POST.get("note_signed", ""))
        begin(by=request.viewer, row=as_seen(request, found.row), start=start)
    except Refusal as refusal:
        if refusal.status not in (BAD_INPUT, CONFLICT):
            raise
        refusal.field = {"note": "note_signed"}.get(refusal.field, refusal.field)
        return form(request, as_typed(found.edition), draft_to_edit(request.viewer, checklist_id), refusal)
    sentence = _("Đã đưa vào áp dụng từ %(day)s.") % {"day": f"{first:%d/%m/%Y}"}
    return done(request, sentence, "checklists.edition", checklist_id=checklist_id)


def day_typed(request: Signed, name: str) -> date | None:
    """None where nothing was typed. Refuses what is no day."""
    typed = request.POST.get(name, "").strip()
    day, wrong = read_day(typed, date.min)
    if wrong:
        raise DAY_NEEDED(field=name)
    return day if typed else None
