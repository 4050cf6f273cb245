"""The official takes the sent sheet back, until the scorer has opened it."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import own_sheet
from thenchot.assessment.actions.withdraw import withdraw as take_back
from thenchot.web.answers import done
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def withdraw(request: Signed, sheet_id: int) -> HttpResponse:
    take_back(by=request.viewer, sheet=own_sheet(request.viewer, sheet_id))
    return done(request, _("Đã rút lại phiếu. Sửa rồi gửi lại trong hạn."), "assessment.sheet", sheet_id=sheet_id)
