"""The authority recognises the level."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.bodies.access import sheet_to_recognise
from thenchot.bodies.actions.decide import Recognition
from thenchot.bodies.actions.decide import decide as act
from thenchot.web.bodies.sheet import acted
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def decide(request: Signed, sheet_id: int) -> HttpResponse:
    found, typed = sheet_to_recognise(request.viewer, sheet_id), request.POST
    given = Recognition(found, typed.get("level", ""), typed.get("reason", ""))
    return acted(request, found, lambda: act(by=request.viewer, given=given), _("Đã công nhận mức xếp loại."))
