"""The sheet goes back to the head of the organisation."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.bodies.access import sheet_to_verify
from thenchot.bodies.actions.send_back import send_back as act
from thenchot.web.bodies.sheet import acted
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def send_back(request: Signed, sheet_id: int) -> HttpResponse:
    found = sheet_to_verify(request.viewer, sheet_id)
    return acted(
        request,
        found,
        lambda: act(by=request.viewer, sheet=found, note=request.POST.get("note", "")),
        _("Đã trả lại phiếu cho người đứng đầu tổ chức."),
    )
