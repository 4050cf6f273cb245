"""The results of a round are made known, with the decision that recognises them."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.bodies.access import round_to_run
from thenchot.bodies.actions.publish import Announcement
from thenchot.bodies.actions.publish import publish as make_known
from thenchot.lib.refusals import Refusal
from thenchot.web.answers import as_seen, done
from thenchot.web.bodies.reading import day_or_none
from thenchot.web.bodies.rounds import show
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def publish(request: Signed, round_id: int) -> HttpResponse:
    found, typed = round_to_run(request.viewer, round_id), request.POST
    as_seen(request, found)
    given = Announcement(
        found, typed.get("document", ""), day_or_none(typed.get("document_on", "")), typed.get("why", "")
    )
    try:
        count = make_known(by=request.viewer, given=given)
    except Refusal as refusal:
        return show(request, round_id, refusal)
    return done(
        request,
        _("Đã thông báo kết quả của %(n)s tổ chức.") % {"n": count},
        "bodies.round",
        round_id=round_id,
    )
