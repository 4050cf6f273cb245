"""Kết quả trước đây: results from another software or the old unit come in from a workbook, stand in a list, are withdrawn."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.actions.import_past_results import import_past_results
from thenchot.assessment.actions.withdraw_past_result import withdraw_past_result
from thenchot.assessment.queries.past_results import (
    past_result_to_withdraw,
    past_results,
    people_to_bring,
    read_results,
)
from thenchot.files.past_results import Batch, read
from thenchot.files.past_results_template import template
from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.people.access import require
from thenchot.web.answers import done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.imports.imports import SHOWN, Report, Upload, no_file, split, uploaded
from thenchot.web.imports.staff import SPREADSHEET
from thenchot.web.numbers import thousands
from thenchot.web.page import page
from thenchot.web.paging import paged


@signed_in()
def template_file(request: Signed) -> HttpResponse:
    require(request.viewer, "organisation_body")
    answer = HttpResponse(template(), content_type=SPREADSHEET)
    answer.headers["Content-Disposition"] = 'attachment; filename="mau-ket-qua-truoc-day.xlsx"'
    return answer


@signed_in("GET", "POST")
def results(request: Signed) -> HttpResponse:
    """The list with the form; a posted file is written when nothing is wrong and it was not only to be checked."""
    require(request.viewer, "organisation_body")
    if request.method == "GET":
        return _show(request)
    upload = uploaded(request)
    if upload is None:
        return _show(request, problems=no_file())
    try:
        batch = read(upload.data, people_to_bring(request.viewer), request.viewer.day)
        errors = any(not problem.warning for problem in batch.problems)
        if errors or "check" in request.POST:
            return _show(request, _report(upload, batch))
        count = import_past_results(by=request.viewer, rows=batch.rows)
    except Refusal as refusal:
        refusal.field = "file"
        return _show(request, refusal=refusal)
    return done(request, _("Đã nhập %(n)s kết quả.") % {"n": thousands(count)}, "assessment.past_results")


@signed_in("POST")
def withdraw(request: Signed, result_id: int) -> HttpResponse:
    require(request.viewer, "organisation_body")
    found = past_result_to_withdraw(request.viewer, result_id)
    try:
        withdraw_past_result(by=request.viewer, result=found, reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        refusal.field = f"reason-{result_id}"
        return _show(request, refusal=refusal)
    sentence = _("Đã rút kết quả của %(name)s.") % {"name": found.person.full_name}
    return done(request, sentence, "assessment.past_results")


def _show(
    request: Signed, report: Report | None = None, refusal: Refusal | None = None, problems: dict[str, str] | None = None
) -> HttpResponse:
    search = request.GET.get("tim", "").strip()
    listed = paged(request, past_results(request.viewer, search), 50)
    values: dict[str, Any] = {
        "report": report, "shown": SHOWN, "problems": problems or {}, "search": search, "section": "people.imports",
        "status": 422 if problems or (report and report.errors) else None,
        **listed, "rows": read_results(listed["rows"]),
    }  # fmt: skip
    return page(request, "imports/past_results.html", values, refusal)


def _report(upload: Upload, batch: Batch) -> Report:
    errors, warnings = split(batch.problems)
    counts = (_("Đọc được %(n)s kết quả") % {"n": thousands(len(batch.rows))},)
    return Report("past_results", upload.name, counts, errors, warnings)
