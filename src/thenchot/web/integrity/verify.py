"""Đối chiếu nhật ký: the trail's last seal, its verification, and every published period to compute again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse

from thenchot.assessment.access import require_verifier
from thenchot.assessment.faults import fault_place, fault_words
from thenchot.assessment.queries.progress import cycle_rows
from thenchot.assessment.queries.results import published_cycles
from thenchot.audit.queries import Fault, entry_count, last_seal
from thenchot.bodies.queries.integrity import verify as verify_all
from thenchot.lib import clock
from thenchot.lib.vietnamese import fold
from thenchot.organisation.queries import names_on
from thenchot.web import dates
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.paging import paged

CYCLES = 25
"""Periods a page holds."""
NAMED = 200
"""At most so many faults are named on the page; the count beside them is of all."""


@dataclass(frozen=True)
class Checked:
    """What a verification found, and when it was run."""

    at: datetime
    entries: int
    faults: tuple[Fault, ...]


def cycles_within(cycles: Sequence[Any], search: str) -> Sequence[Any]:
    """The periods whose time ("2026-10", "10/2026", "tháng 10") or place fits what was searched for."""
    if not search or not cycles:
        return cycles
    names = names_on(clock.today())
    asked = fold(search)
    return [
        cycle
        for cycle in cycles
        if asked in fold(f"{cycle.period} {dates.period(cycle.period)} {names.get(cycle.scope_id, '')}")
    ]


@signed_in("GET", "POST")
def verify(request: Signed) -> HttpResponse:
    require_verifier(request.viewer)
    checked = None
    if request.method == "POST":
        checked = Checked(clock.now(), entry_count(), tuple(verify_all(clock.today())))
    search = request.GET.get("tim", "").strip()
    found = cycles_within(published_cycles(request.viewer), search)
    shown = paged(request, found, CYCLES)
    rows = {row.id: row for row in cycle_rows(shown["rows"])}
    values = {
        "seal": last_seal(), "entries": entry_count(), "checked": checked, "named": NAMED, "words": fault_words,
        "place": fault_place, "cycles": [(cycle, rows[cycle.id]) for cycle in shown["rows"]],
        "pager": shown["pager"], "search": search,
    }  # fmt: skip
    return page(request, "integrity/verify.html", values)
