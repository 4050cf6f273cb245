"""Ai đã xem hồ sơ của tôi: who opened my file, when, in what post and role, and what they opened or took away."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thenchot.assessment.queries.showings import shown_to
from thenchot.audit.queries import openings_of
from thenchot.lib import clock
from thenchot.people.capacities import Capacities, capacities_of
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page

SHOWN = 200
ROLES = {
    "organisation_body": gettext_lazy("cơ quan tham mưu về tổ chức, cán bộ"),
    "monitoring_office": gettext_lazy("văn phòng, thanh tra, kiểm tra"),
    "auditor": gettext_lazy("kiểm tra, giám sát"),
    "administrator": gettext_lazy("quản trị hệ thống"),
}


@signed_in()
def openings(request: Signed) -> HttpResponse:
    every: list[Any] = [*openings_of(request.viewer.person_id, SHOWN), *shown_to(request.viewer)]
    found = sorted(every, key=lambda row: row.at, reverse=True)[:SHOWN]
    held = capacities_of({row.viewer_id for row in found})
    rows = [(row, _as_what(held, row.viewer_id, row.at.astimezone(clock.VIETNAM).date())) for row in found]
    return page(request, "audit/openings.html", {"openings": rows})


def _as_what(held: Capacities, person_id: int, day: date) -> str:
    words = []
    for capacity, unit in held.on(person_id, day):
        name = capacity.title or _("vai trò %(role)s") % {"role": ROLES.get(capacity.role, capacity.role)}
        words.append(f"{name}, {unit}" if unit else name)
    return " · ".join(words)
