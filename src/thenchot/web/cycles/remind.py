"""The organisation body reminds those who owe a step; nobody twice within four hours."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import cycle_to_run
from thenchot.assessment.actions.remind import remind as send
from thenchot.web.answers import done
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def remind(request: Signed, cycle_id: int) -> HttpResponse:
    found = cycle_to_run(request.viewer, cycle_id)
    sent, skipped = send(cycle=found, running=request.POST.get("who") == "running")
    return done(request, reminded(sent, skipped), "assessment.cycle", cycle_id=cycle_id)


def reminded(sent: int, skipped: int) -> str:
    sentence = _("Đã nhắc %(n)s người.") % {"n": sent}
    if skipped:
        sentence += " " + _("%(n)s người vừa được nhắc trong 4 giờ qua nên không gửi lại.") % {"n": skipped}
    return sentence
