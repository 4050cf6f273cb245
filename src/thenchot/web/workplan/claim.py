"""Thêm việc chưa có trong danh sách: the doer enters the own work with its proof; the assigner accepts or declines."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.lib.refusals import BAD_INPUT, Refusal, refuse_if
from thenchot.standards.queries import ProductAt, converted, products_for
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.reading import read_decimal, read_whole
from thenchot.web.workplan.plan import day_typed
from thenchot.web.workplan.report import back_to_plan
from thenchot.workplan.access import task_to_assess
from thenchot.workplan.actions import claim as acts
from thenchot.workplan.refusals import TASK_NOT_FOUND

SHOWN = 20
FIELDS = {
    "workplan.no_proof": "proof",
    "workplan.no_units": "units",
    "workplan.not_yet": "done_on",
    "workplan.no_content": "content",
    "workplan.too_long": "content",
}


@signed_in("GET", "POST")
def claim(request: Signed, period: str) -> HttpResponse:
    """Without script the search for a product is a button of the same form: nothing typed is lost by it."""
    refuse_if(request.viewer.unit_id is None, TASK_NOT_FOUND)
    if request.method == "GET" or "find" in request.POST:
        return _form(request, period)
    try:
        acts.claim(by=request.viewer, given=_given(request, period))
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        refusal.field = refusal.field or FIELDS.get(refusal.code, "")
        return _form(request, period, refusal)
    return done(request, _("Đã ghi việc, chờ người giao việc chấp nhận."), "workplan.plan", period=period)


def _given(request: Signed, period: str) -> acts.Claim:
    given = request.POST
    product = _chosen(request)
    return acts.Claim(
        period=period,
        content=given.get("content", "").strip(),
        units=_units(given, product),
        proof=given.get("proof", ""),
        done_on=day_typed(given.get("done_on", ""), request.viewer.day, "done_on"),
        origin=given.get("origin", ""),
        product_id=product.id if product else None,
    )


def _units(given: Mapping[str, str], product: ProductAt | None) -> Decimal:
    """The units as typed; where they are left empty, the product's coefficient times how many there are."""
    if given.get("units", "").strip() or product is None:
        return read_decimal(given.get("units", "")) or Decimal(0)
    return converted(product.coefficient, read_decimal(given.get("quantity", "") or "1") or Decimal(0))


def _chosen(request: Signed) -> ProductAt | None:
    """Only what the own place may use is taken from the form."""
    asked = read_whole(request.POST.get("product", ""))
    usable = products_for(request.viewer.unit_path, request.viewer.day) if asked else []
    return next((product for product in usable if product.id == asked), None)


def _form(request: Signed, period: str, refusal: Refusal | None = None) -> HttpResponse:
    viewer, search = request.viewer, request.POST.get("search", "").strip()
    found = products_for(viewer.unit_path, viewer.day, search) if search else []
    chosen = _chosen(request)
    values = {
        "period": period,
        "given": request.POST,
        "search": search,
        "found": len(found),
        "products": [*([chosen] if chosen else []), *(one for one in found if one != chosen)][:SHOWN],
        "chosen": chosen,
        "today": viewer.day,
        "section": "workplan.plans",
    }
    return page(request, "workplan/claim.html", values, refusal)


@signed_in("POST")
def accept(request: Signed, task_id: int) -> HttpResponse:
    """The assigner takes the work; other units than claimed need a reason."""
    task = task_to_assess(request.viewer, task_id)
    as_seen(request, task)
    typed = request.POST.get("units", "").strip()
    units = (read_decimal(typed) or Decimal(0)) if typed else None
    acts.accept_claim(by=request.viewer, task=task, units=units, note=request.POST.get("note", ""))
    return back_to_plan(request, _("Đã chấp nhận; việc được tính trong kỳ."), task)


@signed_in("POST")
def decline(request: Signed, task_id: int) -> HttpResponse:
    task = task_to_assess(request.viewer, task_id)
    as_seen(request, task)
    acts.decline_claim(by=request.viewer, task=task, note=request.POST.get("note", ""))
    return back_to_plan(request, _("Đã ghi không chấp nhận; người kê khai đọc được lý do."), task)
