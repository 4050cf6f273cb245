"""Đối chiếu nhật ký: the trail's last seal, its verification, and every published period to compute again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse

from thenchot.assessment.access import require_verifier
from thenchot.assessment.faults import fault_place, fault_words
from thenchot.assessment.queries.progress import cycle_rows
from thenchot.assessment.queries.results import published_cycles
from thenchot.audit.queries import Fault, entry_count, last_seal
from thenchot.bodies.queries.integrity import verify as verify_all
from thenchot.lib import clock
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page

NAMED = 200
"""At most so many faults are named on the page; the count beside them is of all."""


@dataclass(frozen=True)
class Checked:
    """What a verification found, and when it was run."""

    at: datetime
    entries: int
    faults: tuple[Fault, ...]


@signed_in("GET", "POST")
def verify(request: Signed) -> HttpResponse:
    require_verifier(request.viewer)
    checked = None
    if request.method == "POST":
        checked = Checked(clock.now(), entry_count(), tuple(verify_all(clock.today())))
    found = published_cycles(request.viewer)
    rows = {row.id: row for row in cycle_rows(found)}
    values = {
        "seal": last_seal(), "entries": entry_count(), "checked": checked, "named": NAMED, "words": fault_words,
        "place": fault_place, "cycles": [(cycle, rows[cycle.id]) for cycle in found],
    }  # fmt: skip
    return page(request, "integrity/verify.html", values)
