"""The organisation body leaves an organisation out of the round, with a reason."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.bodies.access import sheet_to_advise
from thenchot.bodies.actions.excuse import excuse as act
from thenchot.web.bodies.sheet import acted
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def excuse(request: Signed, sheet_id: int) -> HttpResponse:
    found = sheet_to_advise(request.viewer, sheet_id)
    return acted(
        request,
        found,
        lambda: act(by=request.viewer, sheet=found, reason=request.POST.get("excuse", "")),
        _("Đã ghi tổ chức không xếp loại đợt này."),
    )
