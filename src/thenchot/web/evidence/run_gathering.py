"""What is done on a month's gathering: an office reports its part done, the letters go to the heads."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.evidence.actions.finish_contribution import finish_contribution
from thenchot.evidence.actions.send_inquiries import send_inquiries
from thenchot.evidence.gathering_access import contribution_to_finish, gathering_to_run
from thenchot.lib.refusals import BAD_INPUT, CONFLICT, Refusal
from thenchot.web.answers import done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.evidence.gatherings import show
from thenchot.web.reading import read_whole


@signed_in("POST")
def finish(request: Signed, part_id: int) -> HttpResponse:
    part = contribution_to_finish(request.viewer, part_id)
    try:
        finish_contribution(by=request.viewer, part=part, facts=read_whole(request.POST.get("facts", "")))
    except Refusal as refusal:
        if refusal.status != CONFLICT:
            raise
        return show(request, part.gathering_id, refusal)
    return done(request, _("Đã báo nhập xong."), "evidence.gathering", gathering_id=part.gathering_id)


@signed_in("POST")
def send(request: Signed, gathering_id: int) -> HttpResponse:
    gathering = gathering_to_run(request.viewer, gathering_id)
    try:
        sent = send_inquiries(by=request.viewer, gathering=gathering, number=request.POST.get("number", ""))
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        return show(request, gathering_id, refusal)
    sentence = _("Đã gửi %(n)s văn bản; người đứng đầu được thông báo.") % {"n": len(sent)}
    return done(request, sentence, "evidence.gathering", gathering_id=gathering_id)
