"""Nhập kết nối: the administrator enters an address and who answers for it; it runs when that person accepts."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.connections.actions.propose_connection import Wanted, propose_connection
from thenchot.evidence.sources import all_sources
from thenchot.lib.refusals import BAD_INPUT, CONFLICT, Refusal
from thenchot.organisation.queries import units_on
from thenchot.people.access import require_administrator
from thenchot.web.answers import done
from thenchot.web.connections.words import kind_choices, origin_choices
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.reading import read_whole
from thenchot.web.units_offered import offered

ORIGINS = {"one_stop": "one_stop"}
"""Of kinds whose facts always come from one source."""


@signed_in("GET", "POST")
def propose(request: Signed) -> HttpResponse:
    require_administrator(request.viewer)
    if request.method == "GET":
        return _form(request)
    try:
        propose_connection(by=request.viewer, wanted=_wanted(request))
    except Refusal as refusal:
        if refusal.status not in (BAD_INPUT, CONFLICT):
            raise
        return _form(request, refusal)
    return done(request, _("Đã lưu kết nối. Kết nối chạy khi người phụ trách đồng ý."), "connections.connections")


def _wanted(request: Signed) -> Wanted:
    given = request.POST
    kind, origin = given.get("kind", ""), given.get("origin", "")
    known = origin if kind == "folder" and origin in all_sources() else ""
    return Wanted(
        kind=kind, name=given.get("name", ""), source=given.get("source", "").strip(), address=given.get("address", ""),
        unit_code=given.get("unit", ""), staff_code=given.get("person", ""), minutes=read_whole(given.get("minutes", "").strip()),
        secret=given.get("secret", ""), origin=ORIGINS.get(kind, known),
    )  # fmt: skip


def _form(request: Signed, refusal: Refusal | None = None) -> HttpResponse:
    viewer = request.viewer
    units = [unit for path in viewer.scopes("administrator") for unit in units_on(viewer.day, path).values()]
    values = {
        "kinds": kind_choices(), "origins": origin_choices(),
        "units": [(unit.code, "– " * max(0, unit.depth - 1) + unit.name) for unit in offered(units)] if units else [],
        "section": "connections.connections",
    }  # fmt: skip
    return page(request, "connections/propose.html", values, refusal)
