"""A body ends the use of a rulebook after a day."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.rulesets import shelf
from thenchot.rulesets.access import adoption_to_end
from thenchot.rulesets.actions.end_adoption import end_adoption
from thenchot.web.answers import done
from thenchot.web.dates import vndate
from thenchot.web.doors import Signed, signed_in
from thenchot.web.reading import read_day

UNREAD = date(1, 1, 1)
"""A day nobody can read is before every beginning, so the act refuses it."""


@signed_in("POST")
def end(request: Signed, adoption_id: int) -> HttpResponse:
    found = adoption_to_end(request.viewer, adoption_id)
    last_day, _wrong = read_day(request.POST.get("last_day", ""), UNREAD)
    end_adoption(by=request.viewer, adoption=found, last_day=last_day)
    words = {"name": shelf.load(found.rulebook).name, "day": vndate(last_day)}
    return done(request, _("%(name)s: áp dụng đến hết ngày %(day)s.") % words, "rulesets.adopt")
