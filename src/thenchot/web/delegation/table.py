"""Phân cấp: who scores, ranks and decides for each kind of person in each unit, as of a day."""

from __future__ import annotations

from django.http import HttpResponse

from thenchot.organisation.queries import unit_on, units_on
from thenchot.people.access import require
from thenchot.people.routing_table import routing_table
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.paging import CARDS, paged
from thenchot.web.reading import read_day, read_whole
from thenchot.web.units_offered import offer

ROLES = ("organisation_body", "auditor")


@signed_in()
def table(request: Signed) -> HttpResponse:
    viewer = request.viewer
    role = next((role for role in ROLES if viewer.has(role)), ROLES[0])
    require(viewer, role)
    day, problem = read_day(request.GET.get("ngay", ""), viewer.day)
    scope = viewer.scopes(role)[0]
    unit = unit_on(read_whole(request.GET.get("don-vi", "")), day)
    if unit is not None:
        require(viewer, role, unit.path)
    given = offer(request.GET, list(units_on(day, scope).values()), unit)
    unit = given.chosen
    search, bloc = request.GET.get("tim", "").strip(), request.GET.get("khoi", "")
    found = routing_table(unit.path if unit else scope, day, search, bloc)
    values = {
        "day": day, "problem": problem, "search": search, "bloc": bloc,
        "can_delegate": viewer.has(ROLES[0]), "offer": given,
        "lost": sum(row.people for row in found if row.lost), "people": sum(row.people for row in found),
        **paged(request, found, CARDS),
    }  # fmt: skip
    return page(request, "delegation/table.html", values)
