"""The end of a row of the delegation table: on whom it moves whom, then saved."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.lib.refusals import Refusal
from thenchot.people.access import delegation_to_end
from thenchot.people.actions.end_delegation import end_delegation
from thenchot.people.delegations import ONE_DAY, kept, shifts_of_end
from thenchot.web.answers import done
from thenchot.web.dates import vndate
from thenchot.web.delegation.delegate import summed
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.reading import read_day


@signed_in("GET", "POST")
def end(request: Signed, row_id: int) -> HttpResponse:
    row = delegation_to_end(request.viewer, row_id)
    given = request.POST if request.method == "POST" else request.GET
    typed = given.get("last_day", "")
    last_day, problem = read_day(typed, max(request.viewer.day, row.valid_from))
    refusal: Refusal | None = None
    if request.method == "POST" and not problem:
        try:
            end_delegation(by=request.viewer.actor, row=row, last_day=last_day)
            said = _("Dòng phân cấp có hiệu lực đến hết ngày %(day)s.") % {"day": vndate(last_day)}
            return done(request, said, "people.delegate")
        except Refusal as raised:
            refusal = raised
    shifts = shifts_of_end(row, last_day) if typed and not problem and last_day >= row.valid_from else []
    values = {
        "row": kept(row, request.viewer.day), "problem": problem, "last_day": last_day, "preview": bool(typed and not problem),
        "after": last_day + ONE_DAY, **summed(shifts), "status": 422 if problem else None,
    }  # fmt: skip
    return page(request, "delegation/end_delegation.html", values, refusal)
