"""Lập bảng kiểm: of one's own, from one of the shelf, or the next edition of one in force."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.checklists.access import checklist_to_keep, place_to_keep, require_keeper
from thenchot.checklists.actions.draft_checklist import Draft
from thenchot.checklists.actions.draft_checklist import draft_checklist as write_down
from thenchot.checklists.drafting import read_edition
from thenchot.checklists.shelf import shipped
from thenchot.lib.refusals import BAD_INPUT, CONFLICT, Refusal
from thenchot.rules.checklist import Edition
from thenchot.web.answers import done
from thenchot.web.checklists.drafting import NOTHING, as_typed, form, wanted
from thenchot.web.doors import Signed, signed_in
from thenchot.web.reading import read_whole


@signed_in("GET", "POST")
def draft_checklist(request: Signed) -> HttpResponse:
    require_keeper(request.viewer)
    before = _begun_from(request)
    start = as_typed(before) if before else dict(NOTHING)
    if request.method == "GET":
        return form(request, start)
    try:
        place = place_to_keep(request.viewer, read_whole(request.POST.get("unit", "")))
        edition = read_edition(wanted(request), before)
        number = write_down(
            by=request.viewer, draft=Draft(place.id, edition, request.POST.get("shipped", "")[:60])
        )
    except Refusal as refusal:
        if refusal.status not in (BAD_INPUT, CONFLICT):
            raise
        return form(request, start, refusal=refusal)
    sentence = _("Đã lưu dự thảo. Tính thử trên kỳ trước, rồi đưa vào áp dụng.")
    return done(request, sentence, "checklists.revise", checklist_id=number)


def _begun_from(request: Signed) -> Edition | None:
    """One of the shelf by its name, or one that the viewer keeps by its number."""
    given = request.POST if request.method == "POST" else request.GET
    name, number = given.get("mau", "") or given.get("shipped", ""), read_whole(given.get("tu", ""))
    if number:
        return checklist_to_keep(request.viewer, number).edition
    return shipped(name)
