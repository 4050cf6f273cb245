"""Yêu cầu giải trình: the scorer asks for the explanations a person owes."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import sheet_to_score
from thenchot.assessment.actions.ask_explanations import ask_explanations as ask
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def ask_explanations(request: Signed, sheet_id: int) -> HttpResponse:
    found = as_seen(request, sheet_to_score(request.viewer, sheet_id))
    sentence = _("Đã đề nghị %(name)s giải trình %(n)s việc.") % {
        "n": ask(by=request.viewer, sheet=found), "name": found.person.full_name,
    }  # fmt: skip
    return done(request, sentence, "assessment.sheet", anchor="giai-trinh", sheet_id=sheet_id)
