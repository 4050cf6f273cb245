"""The product catalogue of a body, from its workbook as issued."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.files.catalogue import CatalogueBatch, read
from thenchot.lib.refusals import Refusal
from thenchot.organisation.queries import unit_on
from thenchot.people.access import require
from thenchot.standards.actions.adopt_catalogue import adopt_catalogue
from thenchot.web.doors import Signed, signed_in
from thenchot.web.imports.imports import Report, Upload, no_file, show, uploaded
from thenchot.web.numbers import thousands
from thenchot.web.reading import read_day, read_whole


@signed_in("POST")
def catalogue(request: Signed) -> HttpResponse:
    """Read the file; adopt it for the body when nothing is wrong and it was not only to be checked."""
    require(request.viewer, "organisation_body")
    upload = uploaded(request)
    day, wrong = read_day(request.POST.get("catalogue_day", ""), request.viewer.day)
    unit = unit_on(read_whole(request.POST.get("unit", "")), request.viewer.day)
    if upload is None or wrong or unit is None:
        return show(request, problems={"catalogue_day": wrong} if wrong else no_catalogue())
    try:
        batch = read(upload.data)
        if batch.draft is None or "check" in request.POST:
            return show(request, _report(upload, batch))
        citation = request.POST.get("citation", "").strip() or batch.draft.citation
        adopt_catalogue(
            by=request.viewer, unit=unit, draft=replace(batch.draft, citation=citation), valid_from=day
        )
    except Refusal as refusal:
        refusal.field = "catalogue"
        return show(request, refusal=refusal)
    return show(request, _report(upload, batch, wrote=True))


def no_catalogue() -> dict[str, str]:
    return {"catalogue": no_file()["file"]}


def _report(upload: Upload, batch: CatalogueBatch, *, wrote: bool = False) -> Report:
    counts = [
        _("%(sheet)s: %(n)s dòng") % {"sheet": one.name, "n": thousands(one.rows)}
        for one in batch.sheets
        if one.rows
    ]
    if batch.draft:
        counts.append(_("%(n)s sản phẩm, công việc") % {"n": thousands(len(batch.draft.products))})
    return Report("catalogue", upload.name, tuple(counts), batch.errors, batch.warnings, wrote=wrote)
