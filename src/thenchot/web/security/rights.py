"""Rà soát quyền: every role, field and delegation with its holder; each is kept or withdrawn, every six months."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.lib.refusals import Refusal
from thenchot.people.actions.review_rights import review_rights
from thenchot.people.security.rights import Right, RightRow, rights_to_review, rights_under, scopes_to_review
from thenchot.web.answers import done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.numbers import thousands
from thenchot.web.page import page
from thenchot.web.paging import CARDS, paged

KINDS = ("grant", "deputy_field", "delegation")


@signed_in("GET", "POST")
def rights(request: Signed) -> HttpResponse:
    scopes_to_review(request.viewer)
    if request.method == "GET":
        return _show(request)
    try:
        chosen = rights_to_review(request.viewer, _chosen(request.POST.getlist("right")))
    except Refusal as refusal:
        return _show(request, refusal=refusal)
    keep = request.POST.get("verdict") == "keep"
    if not keep and request.POST.get("sure") != "1":
        return _show(request, asked=chosen)
    review_rights(by=request.viewer, rights=chosen, keep=keep)
    words = _("Đã xác nhận giữ %(n)s quyền.") if keep else _("Đã thu hồi %(n)s quyền; người giữ đã được đăng xuất.")
    return done(request, words % {"n": thousands(len(chosen))}, "people.rights")


def _chosen(given: Sequence[str]) -> list[Right]:
    """What the boxes say, such as "grant-7"; what is no right of ours is left to be refused."""
    parts = [word.rpartition("-") for word in given]
    return [(kind if kind in KINDS else "", int(number) if number.isdecimal() else 0) for kind, _dash, number in parts]


def _show(request: Signed, asked: Sequence[RightRow] = (), refusal: Refusal | None = None) -> HttpResponse:
    viewer = request.viewer
    rows = rights_under(scopes_to_review(viewer), viewer.day)
    values = {
        **paged(request, rows, CARDS), "asked": asked, "me": viewer.person_id,
        "overdue": sum(row.overdue for row in rows), "next": min((row.due for row in rows), default=None),
        "chosen": request.POST.getlist("right") if refusal else [],
    }  # fmt: skip
    return page(request, "security/rights.html", values, refusal)
