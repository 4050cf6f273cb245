"""Units and people from the product's own template."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.files.people import Batch, known_on, read
from thenchot.files.people_template import template
from thenchot.lib.refusals import Refusal
from thenchot.people.access import require
from thenchot.people.actions.import_staff import Imported, import_staff
from thenchot.web.doors import Signed, signed_in
from thenchot.web.imports.imports import Report, Upload, no_file, show, split, uploaded
from thenchot.web.numbers import thousands
from thenchot.web.reading import read_day

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@signed_in()
def template_file(request: Signed) -> HttpResponse:
    require(request.viewer, "organisation_body")
    answer = HttpResponse(template(), content_type=SPREADSHEET)
    answer.headers["Content-Disposition"] = 'attachment; filename="mau-don-vi-nhan-su.xlsx"'
    return answer


@signed_in("POST")
def staff(request: Signed) -> HttpResponse:
    """Read the file; write it when nothing is wrong and it was not only to be checked."""
    require(request.viewer, "organisation_body")
    upload = uploaded(request)
    day, wrong = read_day(request.POST.get("day", ""), request.viewer.day)
    if upload is None or wrong:
        return show(request, problems=no_file() if upload is None else {"day": wrong})
    try:
        batch = read(upload.data, known_on(day))
        if batch.errors or "check" in request.POST:
            return show(request, _report(upload, batch))
        made = import_staff(by=request.viewer, units=batch.units, posts=batch.posts, day=day)
    except Refusal as refusal:
        refusal.field = "file"
        return show(request, refusal=refusal)
    return show(request, _report(upload, batch, made))


def _report(upload: Upload, batch: Batch, made: Imported | None = None) -> Report:
    errors, warnings = split(batch.problems)
    if made is None:
        counts: tuple[str, ...] = (
            _("Đọc được %(n)s đơn vị") % {"n": thousands(len(batch.units))},
            _("%(n)s dòng nhân sự") % {"n": thousands(len(batch.posts))},
        )
    else:
        counts = (
            _("%(n)s đơn vị được ghi") % {"n": thousands(made.units)},
            _("%(n)s vị trí được ghi") % {"n": thousands(made.posts)},
            _("%(n)s người mới") % {"n": thousands(made.new_people)},
        )
    return Report("staff", upload.name, counts, errors, warnings, wrote=made is not None)
