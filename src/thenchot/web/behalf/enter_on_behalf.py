"""Nhập thay một phiếu: what stands on the signed paper, beside its scan; nothing is filled in for the person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.actions.enter_on_behalf import Entered
from thenchot.assessment.actions.enter_on_behalf import enter_on_behalf as enter
from thenchot.assessment.actions.self_assess import SelfAssessment
from thenchot.assessment.aggregate import is_year
from thenchot.assessment.behalf import sheet_to_enter
from thenchot.assessment.queries.sheets import SheetView, view_of
from thenchot.attachments.kinds import SCANS
from thenchot.attachments.store import Stored
from thenchot.audit.actions.record_opening import record_opening
from thenchot.files.forms.pdf import pdf_ready
from thenchot.lib.refusals import BAD_INPUT, CONFLICT, Refusal
from thenchot.web import dates
from thenchot.web.answers import as_seen, done
from thenchot.web.assessment.sent import explanations_sent, marks_sent
from thenchot.web.assessment.showing import choices, leader_of
from thenchot.web.attachments.receiving import received, to_keep
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page


@signed_in("GET", "POST")
def enter_on_behalf(request: Signed, sheet_id: int) -> HttpResponse:
    found = sheet_to_enter(request.viewer, sheet_id)
    if request.method == "GET":
        record_opening(request.viewer.actor, found.person_id, f"Nhập thay, phiếu {dates.period(found.cycle.period)}")
        return _form(request, found)
    as_seen(request, found)
    scan = None
    try:
        scan = received(request, request.viewer, SCANS)
        enter(by=request.viewer, given=_given(request, found, scan))
    except Refusal as refusal:
        if refusal.status not in (BAD_INPUT, CONFLICT):
            raise
        return _form(request, sheet_to_enter(request.viewer, sheet_id), refusal, scan)
    sentence = _("Đã nhập thay phiếu của %(name)s; người đó được thông báo.") % {"name": found.person}
    return done(request, sentence, "behalf.waiting")


def _given(request: HttpRequest, sheet: Any, scan: Stored | None) -> Entered:
    given = request.POST
    own = SelfAssessment(
        sheet=sheet, marks={} if is_year(sheet.cycle) else marks_sent(request, sheet), explanations=explanations_sent(request),
        strengths=given.get("strengths", ""), weaknesses=given.get("weaknesses", ""), leader=leader_of(request),
        level=given.get("level", ""),
    )  # fmt: skip
    return Entered(own, given.get("reason", ""), scan, compared="compared" in given)


def _form(request: Signed, sheet: Any, refusal: Refusal | None = None, scan: Stored | None = None) -> HttpResponse:
    typed: Mapping[str, str] = request.POST if refusal else {}
    values: dict[str, Any] = {
        "view": _untouched(view_of(sheet, typed={}), typed), "annual": is_year(sheet.cycle), "choices": choices, "sheet": sheet,
        "kept_file": to_keep(scan, request.viewer), "most_mb": settings.ATTACHMENT_MB, "pdf": pdf_ready(),
        "section": "behalf.waiting",
    }  # fmt: skip
    return page(request, "behalf/enter.html", values, refusal)


def _untouched(view: SheetView, typed: Mapping[str, str]) -> SheetView:
    """Only what was typed from the paper: neither the last period's marks nor anything the person has begun."""
    lines = tuple(replace(line, start=typed.get(line.id, ""), from_last=False) for line in view.lines)
    leader = {name: typed.get(name, "") for name in view.own_leader}
    return replace(view, lines=lines, own_leader=leader, strengths="", weaknesses="")
