"""Who confirms reminds those of theirs who have not sent; nobody twice within four hours."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import sheets_to_remind
from thenchot.assessment.actions.remind import remind_unsent
from thenchot.web.answers import done
from thenchot.web.cycles.remind import reminded
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def remind(request: Signed, cycle_id: int) -> HttpResponse:
    sheets = sheets_to_remind(request.viewer, cycle_id)
    if not sheets:
        return done(request, _("Mọi người đã gửi phiếu."), "assessment.grids")
    cycle = sheets[0].cycle
    sentence = reminded(*remind_unsent(cycle=cycle, sheets=sheets))
    return done(request, sentence, "assessment.grid", period=cycle.period)
