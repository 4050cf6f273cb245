"""Phiếu của tôi: every sheet of mine, the open ones first; one month's sheet opens at once when there is only one."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from thenchot.assessment.queries.sheets import own_sheet_of, own_sheets
from thenchot.assessment.steps import STATE_NAMES
from thenchot.rulesets.queries import frozen
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page


@signed_in()
def my_sheets(request: Signed) -> HttpResponse:
    rows = [(sheet, frozen(sheet.cycle.digest).name) for sheet in own_sheets(request.viewer)]
    return page(request, "assessment/my_sheets.html", {"rows": rows, "state_names": STATE_NAMES})


@signed_in()
def of_period(request: Signed, period: str) -> HttpResponse:
    """Two rulebooks for one person are two sheets in one list."""
    found = own_sheet_of(request.viewer, period)
    if len(found) == 1:
        return HttpResponseRedirect(reverse("assessment.sheet", args=[found[0].id]))
    rows = [(sheet, frozen(sheet.cycle.digest).name) for sheet in found]
    return page(request, "assessment/my_sheets.html", {"rows": rows, "state_names": STATE_NAMES})
