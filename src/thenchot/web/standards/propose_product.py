"""A head asks to add work that the catalogue lacks (Điều 13 khoản 3); the unit may use it from that day."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.organisation.queries import UnitAt
from thenchot.standards.access import unit_to_propose_for
from thenchot.standards.actions.propose_product import Proposal, propose_product
from thenchot.standards.drafts import Group
from thenchot.standards.queries import catalogue_for
from thenchot.web.answers import done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.reading import read_decimal

FIELDS = {
    "standards.no_name": "name",
    "standards.already_there": "name",
    "standards.points_not_positive": "points",
}


@signed_in("GET", "POST")
def propose(request: Signed) -> HttpResponse:
    unit = unit_to_propose_for(request.viewer, request.viewer.unit_id or 0)
    if request.method == "GET":
        return _form(request, unit)
    given = request.POST
    proposal = Proposal(
        unit=unit,
        name=given.get("name", ""),
        output=given.get("output", ""),
        points=read_decimal(given.get("points", "")) or Decimal(0),
        group=given.get("group", ""),
        detail=given.get("detail", ""),
        reason=given.get("reason", ""),
    )
    try:
        propose_product(by=request.viewer, proposal=proposal)
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        refusal.field = refusal.field or FIELDS.get(refusal.code, "")
        return _form(request, unit, refusal)
    return done(request, _("Đã gửi đề nghị; đơn vị dùng được ngay trong khi chờ quyết định."), "standards.products")


def choices(groups: Iterable[Group]) -> list[tuple[str, str]]:
    """Groups as a list offers them, each with its frame of points."""
    return [(group.code, _("%(code)s: %(frame)s điểm") % {"code": group.code, "frame": group.frame}) for group in groups]


def _form(request: Signed, unit: UnitAt, refusal: Refusal | None = None) -> HttpResponse:
    catalogue = catalogue_for(unit.path, request.viewer.day)
    groups = catalogue.groups if catalogue else ()
    values = {"unit": unit, "choices": choices(groups), "section": "standards.products"}
    return page(request, "standards/propose.html", values, refusal)
