"""How I score: shown to the scorer before anyone else, and recorded as shown."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from thenchot.assessment.actions.see_severity import see_severity
from thenchot.reporting.raters import ROLE, own_page, scores_anybody
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.raters.showing import axis_of, drawn, points, words_of


@signed_in()
def newest(request: Signed) -> HttpResponse:
    """An organisation body that scores nobody comes to its list."""
    if request.viewer.has(ROLE) and not scores_anybody(request.viewer):
        return HttpResponseRedirect(reverse("reporting.rater_list"))
    return _shown(request, "")


@signed_in()
def own(request: Signed, period: str) -> HttpResponse:
    return _shown(request, period)


def _shown(request: Signed, period: str) -> HttpResponse:
    found = own_page(request.viewer, period)
    severity = found.compared.severity if found.compared else None
    if found.compared:
        see_severity(by=request.viewer.actor, period=found.period, published=found.compared.published)
    values = {
        "found": found,
        "figures": found.figures,
        "deviation": points(found.figures.spread.deviation),
        "severity": drawn(severity, axis_of([severity])) if severity else None,
        "severity_words": words_of(severity),
        "is_body": request.viewer.has(ROLE),
        "days": settings.SEVERITY_DAYS,
    }
    return page(request, "raters/own.html", values)
