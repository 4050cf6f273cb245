"""The organisation body records what the authority decided on a proposed product (Điều 13 khoản 2)."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.organisation.queries import unit_on
from thenchot.people.queries import names_of
from thenchot.standards.access import product_to_decide
from thenchot.standards.actions.approve_product import Ruling, approve_product
from thenchot.standards.queries import groups_of
from thenchot.web.answers import done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.reading import read_decimal
from thenchot.web.standards.propose_product import choices

FIELDS = {"standards.no_citation": "decision", "standards.points_not_positive": "points"}


@signed_in("GET", "POST")
def approve(request: Signed, product_id: int) -> HttpResponse:
    product, given = product_to_decide(request.viewer, product_id), request.POST
    if request.method == "GET":
        return _form(request, product_id)
    ruling = Ruling(
        product=product,
        approved=given.get("approved") == "yes",
        decision=given.get("decision", ""),
        group=given.get("group", ""),
        points=read_decimal(given.get("points", "")),
    )
    try:
        approve_product(by=request.viewer, ruling=ruling)
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        refusal.field = refusal.field or FIELDS.get(refusal.code, "")
        return _form(request, product_id, refusal)
    said = _("Đã bổ sung %(code)s vào danh mục.") if ruling.approved else _("Đã ghi: không bổ sung %(code)s.")
    return done(request, said % {"code": product.code}, "standards.products")


def _form(request: Signed, product_id: int, refusal: Refusal | None = None) -> HttpResponse:
    product = product_to_decide(request.viewer, product_id)
    unit = unit_on(product.proposed_for_id or 0, request.viewer.day)
    values = {
        "product": product,
        "choices": choices(groups_of(product.catalogue)),
        "unit": unit.name if unit else "",
        "by": names_of({product.proposed_by_id or 0}).get(product.proposed_by_id or 0, ""),
        "section": "standards.products",
    }
    return page(request, "standards/approve.html", values, refusal)
