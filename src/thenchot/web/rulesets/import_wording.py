"""Nhập văn bản: a body brings the official text of a document, so that its wording stands beside the rules."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.files.wording import lines
from thenchot.lib.refusals import Refusal
from thenchot.people.access import require
from thenchot.rulesets.actions.import_wording import import_wording
from thenchot.rulesets.queries import wording as wording_of
from thenchot.web.answers import done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.rulesets.quoting import document_of

DECREE = "335/2025/NĐ-CP"


@signed_in("GET", "POST")
def wording(request: Signed) -> HttpResponse:
    require(request.viewer, "organisation_body")
    if request.method == "GET":
        return _form(request, {})
    document = request.POST.get("document", "").strip()
    file = request.FILES.get("file")
    problems = {}
    code = document_of(document)
    if not code:
        problems["document"] = _("Nhập số, ký hiệu như trong văn bản, ví dụ 335/2025/NĐ-CP.")
    if file is None:
        problems["file"] = _("Chọn tệp rồi thực hiện.")
    if problems or file is None:
        return _form(request, problems)
    try:
        count = import_wording(by=request.viewer, document=code, lines=lines(file.read()))
    except Refusal as refusal:
        refusal.field = "file"
        return _form(request, {}, refusal)
    return done(
        request,
        _("Đã nhập %(n)s điều của %(document)s.") % {"n": count, "document": document},
        "rulesets.import_wording",
    )


def _form(request: Signed, problems: dict[str, str], refusal: Refusal | None = None) -> HttpResponse:
    document = request.POST.get("document", "").strip() or request.GET.get("van-ban", "") or DECREE
    values = {
        "problems": problems, "document": document, "articles": list(wording_of(document_of(document)).values()),
        "status": 422 if problems else None,
    }  # fmt: skip
    return page(request, "rulesets/import_wording.html", values, refusal)
