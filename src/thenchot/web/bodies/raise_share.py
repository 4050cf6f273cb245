"""The authority takes the higher share, with the achievement."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.bodies.access import round_to_recognise
from thenchot.bodies.actions.raise_share import raise_share as take
from thenchot.lib.refusals import Refusal
from thenchot.web.answers import done
from thenchot.web.bodies.rounds import show
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def raise_share(request: Signed, round_id: int) -> HttpResponse:
    found = round_to_recognise(request.viewer, round_id)
    try:
        take(by=request.viewer, found=found, note=request.POST.get("share_note", ""))
    except Refusal as refusal:
        return show(request, round_id, refusal)
    return done(request, _("Đã ghi tỷ lệ cao hơn và căn cứ."), "bodies.round", round_id=round_id)
