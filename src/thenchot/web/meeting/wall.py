"""Trình chiếu: the meeting on a wall, large and without anything around it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from thenchot.followup.access import briefing_to_read
from thenchot.followup.queries.briefing import briefing_of, content_of
from thenchot.web.doors import Signed, signed_in
from thenchot.web.meeting.briefing import of_month
from thenchot.web.page import page


@signed_in()
def wall(request: Signed, period: str, unit_id: int) -> HttpResponse:
    unit = briefing_to_read(request.viewer, unit_id)
    kept = briefing_of(unit.id, of_month(period))
    values: dict[str, Any] = {
        "unit": unit, "period": period, "kept": kept, "content": content_of(unit, period, kept), "today": request.viewer.day,
        "section": "followup.briefings",
    }  # fmt: skip
    return page(request, "meeting/wall.html", values)
