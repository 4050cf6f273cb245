"""What the verification found."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.bodies.access import sheet_to_verify
from thenchot.bodies.actions.settle_concern import settle_concern as act
from thenchot.web.bodies.sheet import acted
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def settle_concern(request: Signed, sheet_id: int) -> HttpResponse:
    found = sheet_to_verify(request.viewer, sheet_id)
    return acted(
        request,
        found,
        lambda: act(by=request.viewer, sheet=found, text=request.POST.get("verification", "")),
        _("Đã ghi kết quả xác minh."),
    )
