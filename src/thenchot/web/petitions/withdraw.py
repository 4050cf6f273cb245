"""The person takes the petition back before it is answered."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import petition_to_withdraw
from thenchot.assessment.actions.petition import withdraw_petition
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def withdraw(request: Signed, petition_id: int) -> HttpResponse:
    found = petition_to_withdraw(request.viewer, petition_id)
    as_seen(request, found)
    withdraw_petition(by=request.viewer, petition=found)
    return done(
        request,
        _("Đã rút kiến nghị số %(n)s.") % {"n": found.id},
        "assessment.petition",
        petition_id=petition_id,
    )
