"""Đề nghị cấp khóa: the administrator names the software, its place, what it may do, and who answers for it."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.organisation.queries import units_on
from thenchot.tokens.access import may_request
from thenchot.tokens.access import unit_to_open as place_asked
from thenchot.tokens.actions.request_token import LONGEST, Asked
from thenchot.tokens.actions.request_token import request_token as ask_for
from thenchot.tokens.refusals import DAY_WRONG, NOT_REQUESTER, TOKEN_NOT_FOUND
from thenchot.tokens.verbs import VERBS
from thenchot.web.answers import done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.reading import read_day, read_whole
from thenchot.web.units_offered import offered

OFFERED_DAYS = 180


@signed_in("GET", "POST")
def request_token(request: Signed) -> HttpResponse:
    if not may_request(request.viewer):
        raise NOT_REQUESTER() if request.viewer.grants else TOKEN_NOT_FOUND()
    if request.method == "GET":
        return _form(request)
    try:
        ask_for(by=request.viewer, asked=_asked(request))
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        return _form(request, refusal)
    words = _(
        "Đã gửi đề nghị đến cơ quan tham mưu về tổ chức, cán bộ. Khóa chỉ dùng được sau khi được duyệt."
    )
    return done(request, words, "tokens.list")


def _asked(request: Signed) -> Asked:
    given, viewer = request.POST, request.viewer
    unit = place_asked(viewer, read_whole(given.get("unit", "")))
    last, problem = read_day(given.get("expires_on", ""), viewer.day)
    if problem:
        raise DAY_WRONG(field="expires_on", days=LONGEST)
    return Asked(
        given.get("name", ""),
        given.get("owner", ""),
        unit,
        tuple(given.getlist("verbs")),
        given.get("purpose", ""),
        last,
    )


def _form(request: Signed, refusal: Refusal | None = None) -> HttpResponse:
    viewer = request.viewer
    units = [unit for path in viewer.scopes("administrator") for unit in units_on(viewer.day, path).values()]
    values = {
        "units": offered(units), "verbs": VERBS, "chosen": request.POST.getlist("verbs") if refusal else [],
        "until": viewer.day + timedelta(days=OFFERED_DAYS), "section": "tokens.list",
    }  # fmt: skip
    return page(request, "tokens/request.html", values, refusal)
