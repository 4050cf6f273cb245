"""The scorer confirms anew, with one button, a sheet whose work changed after it was confirmed."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import sheet_to_score
from thenchot.assessment.actions.confirm_again import confirm_again as settle
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def confirm_again(request: Signed, sheet_id: int) -> HttpResponse:
    found = as_seen(request, sheet_to_score(request.viewer, sheet_id))
    settle(by=request.viewer, sheet=found, reason=request.POST.get("reason", ""))
    sentence = _("Đã xác nhận lại phiếu của %(name)s theo công việc hiện nay.") % {"name": found.person}
    return done(request, sentence, "assessment.sheet", sheet_id=sheet_id)
