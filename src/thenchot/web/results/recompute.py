"""Compute every published result of a period again from what was frozen, and say what differs."""

from __future__ import annotations

from django.http import HttpResponse

from thenchot.assessment.access import cycle_to_verify
from thenchot.assessment.queries.integrity import recompute as compute_again
from thenchot.web.doors import Signed, signed_in
from thenchot.web.results.results import show


@signed_in("POST")
def recompute(request: Signed, cycle_id: int) -> HttpResponse:
    cycle = cycle_to_verify(request.viewer, cycle_id)
    return show(request, cycle_id, list(compute_again(cycle)))
