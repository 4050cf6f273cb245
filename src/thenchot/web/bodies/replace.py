"""The authority replaces a published level by a new decision."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.bodies.access import sheet_to_recognise
from thenchot.bodies.actions.replace import Replacement
from thenchot.bodies.actions.replace import replace as act
from thenchot.web.bodies.reading import day_or_none
from thenchot.web.bodies.sheet import acted
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def replace(request: Signed, sheet_id: int) -> HttpResponse:
    found, typed = sheet_to_recognise(request.viewer, sheet_id), request.POST
    day = day_or_none(typed.get("document_on", ""))
    given = Replacement(
        found, typed.get("level", ""), typed.get("reason", ""), typed.get("document", ""), day
    )
    return acted(
        request,
        found,
        lambda: act(by=request.viewer, given=given),
        _("Đã thay kết quả; kết quả cũ vẫn được giữ."),
    )
