"""Bảng kiểm: what waits for one's answers this period, what one checks, and every checklist that holds at one's place."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpResponse

from thenchot.checklists.access import READERS, visible_checklists
from thenchot.checklists.periods import period_on
from thenchot.checklists.placed import placed
from thenchot.checklists.queries.own import entered_by_office, own_checklists
from thenchot.checklists.queries.results import waiting_to_check
from thenchot.web.checklists.words import PERIODS, STATES, TONES, named
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page


@signed_in()
def own(request: Signed) -> HttpResponse:
    viewer = request.viewer
    reads = viewer.rank == "head" or any(viewer.has(role) for role in READERS)
    rows = visible_checklists(viewer).filter(state="in_force").order_by("code", "-valid_from", "id")
    values: dict[str, Any] = {
        "mine": own_checklists(viewer), "offices": entered_by_office(viewer), "period_on": period_on,
        "all": [placed(row, viewer.day) for row in rows], "reads": reads, "keeps": viewer.has("organisation_body"),
        "waiting": waiting_to_check(viewer) if reads else Counter(), "today": viewer.day, "unit_id": viewer.unit_id,
        "named": named, "states": STATES, "tones": TONES, "period_words": PERIODS,
    }  # fmt: skip
    return page(request, "checklists/own.html", values)
