"""What waits for the reader, read once per request: the page and the bar's count show the same."""

from __future__ import annotations

from django.http import HttpRequest

from thenchot.assessment.queries.home import Waiting, waiting_for
from thenchot.web.doors import viewer_of


def waiting_of(request: HttpRequest) -> list[Waiting]:
    viewer = viewer_of(request)
    if viewer is None:
        return []
    kept: list[Waiting] | None = getattr(request, "waiting", None)
    if kept is None:
        kept = waiting_for(viewer)
        vars(request)["waiting"] = kept
    return kept
