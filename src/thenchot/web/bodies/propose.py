"""The organisation body advises on points and level."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.bodies.access import sheet_to_advise
from thenchot.bodies.actions.propose import Advice
from thenchot.bodies.actions.propose import propose as act
from thenchot.web.bodies.sheet import acted
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def propose(request: Signed, sheet_id: int) -> HttpResponse:
    found, typed = sheet_to_advise(request.viewer, sheet_id), request.POST
    given = Advice(found, typed.get("level", ""), typed.dict(), typed.get("reason", ""))
    return acted(request, found, lambda: act(by=request.viewer, given=given), _("Đã tham mưu mức xếp loại."))
