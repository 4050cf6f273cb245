"""Somebody says what has to be verified before the decision."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.bodies.access import sheet_to_verify
from thenchot.bodies.actions.raise_concern import raise_concern as act
from thenchot.web.bodies.sheet import acted
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def raise_concern(request: Signed, sheet_id: int) -> HttpResponse:
    found = sheet_to_verify(request.viewer, sheet_id)
    return acted(
        request,
        found,
        lambda: act(by=request.viewer, sheet=found, text=request.POST.get("concern", "")),
        _("Đã ghi nội dung phải xác minh."),
    )
