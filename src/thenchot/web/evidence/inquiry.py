"""Xác định trách nhiệm: the letter to a head, item by item with its answer, and as an official paper."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from thenchot.assessment.queries.letterheads import letterhead_of_unit
from thenchot.evidence.access import READERS
from thenchot.evidence.gathering_access import inquiry_to_read
from thenchot.evidence.gatherings import items_of, letters_to
from thenchot.evidence.kinds import all_kinds
from thenchot.evidence.refusals import INQUIRY_NOT_FOUND
from thenchot.files.inquiry_paper import inquiry_paper
from thenchot.lib.refusals import Refusal
from thenchot.organisation.queries import unit_on
from thenchot.people.queries import staff_list
from thenchot.web import dates
from thenchot.web.doors import Signed, signed_in
from thenchot.web.evidence.words import choice_choices, figures_words, kind_name, source_name
from thenchot.web.forms.sending import in_vietnamese
from thenchot.web.forms.sending import one as one_paper
from thenchot.web.page import page
from thenchot.web.paging import paged

OFFERED, FEW = 300, 60
"""So many people are offered by their codes while one types; so few stand in a list to choose from."""
SHARES = 3


@signed_in()
def inquiries(request: Signed) -> HttpResponse:
    """Letters to the reader; straight to the one there is."""
    viewer = request.viewer
    found = letters_to(viewer.person_id, viewer.unit_id if viewer.rank == "head" else None).order_by("-issued_on", "-id")
    if not found.exists():
        raise INQUIRY_NOT_FOUND()
    if found.count() == 1:
        return HttpResponseRedirect(reverse("evidence.inquiry", args=[found[0].id]))
    return page(request, "evidence/inquiries.html", paged(request, list(found)))


@signed_in()
def inquiry(request: Signed, inquiry_id: int) -> HttpResponse:
    return show(request, inquiry_id)


def show(request: Signed, inquiry_id: int, refusal: Refusal | None = None, asked: int = 0) -> HttpResponse:
    """`asked` is the item whose answer was refused."""
    viewer = request.viewer
    found = inquiry_to_read(viewer, inquiry_id)
    items = items_of(found.inquiry)
    staff = staff_list(found.unit.path, viewer.day)[:OFFERED] if found.answers else []
    values = {
        "inquiry": found.inquiry, "unit": found.unit, "answers": found.answers, "items": items,
        "open": sum(1 for item in items if item.open), "staff": [(one.staff_code, f"{one.name}, {one.title}") for one in staff],
        "degrees": choice_choices(all_kinds()["named_responsible"]), "shares": range(1, SHARES + 1), "asked": asked,
        "few": len(staff) <= FEW, "name_of": kind_name, "figures_words": figures_words, "source_name": source_name,
        "today": viewer.day, "reads_register": any(viewer.has(role) for role in READERS), "section": "evidence.inquiries",
        "late": found.inquiry.answer_by < viewer.day,
    }  # fmt: skip
    return page(request, "evidence/inquiry.html", values, refusal)


@signed_in()
def paper(request: Signed, inquiry_id: int, kind: str) -> HttpResponse:
    """The letter in the layout of the body that asks: the State's or the Party's."""
    found = inquiry_to_read(request.viewer, inquiry_id)
    scope = unit_on(found.inquiry.gathering.scope_id, request.viewer.day) or found.unit
    with in_vietnamese():
        words = dates.period(found.inquiry.gathering.period)
        head = letterhead_of_unit(scope, request.viewer.day)
        laid = inquiry_paper(found, items_of(found.inquiry), head, words)
        return one_paper(kind, f"Đề nghị xác định trách nhiệm {words} {found.unit.name}", laid)
