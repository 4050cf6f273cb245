"""The organisation body publishes the finished results; gaps need a reason, and stay listed with who owes them."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import cycle_to_run
from thenchot.assessment.actions.publish import publish as make_public
from thenchot.lib.refusals import Refusal
from thenchot.web.answers import as_seen, done
from thenchot.web.cycles.cycle import show
from thenchot.web.doors import Signed, signed_in
from thenchot.web.numbers import thousands


@signed_in("POST")
def publish(request: Signed, cycle_id: int) -> HttpResponse:
    found = cycle_to_run(request.viewer, cycle_id)
    as_seen(request, found)
    try:
        count = make_public(by=request.viewer, cycle=found, reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        refusal.field = "reason" if refusal.code == "cycle.not_finished" else ""
        return show(request, cycle_id, refusal)
    return done(
        request,
        _("Đã công bố %(n)s kết quả.") % {"n": thousands(count)},
        "assessment.cycle",
        cycle_id=cycle_id,
    )
