"""Mật khẩu: a person chooses their own; after a password that serves once, before anything else."""

from __future__ import annotations

from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from thenchot.lib.refusals import Refusal
from thenchot.people.actions.change_password import NewPassword, change_password
from thenchot.web.answers import done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page

FIELDS = {
    "people.password_wrong": "current",
    "people.password_differs": "again",
    "people.password_weak": "chosen",
}


@sensitive_post_parameters("current", "chosen", "again")
@signed_in("GET", "POST")
def own_password(request: Signed) -> HttpResponse:
    if request.method == "GET":
        return page(request, "accounts/password.html", {"forced": _forced(request)})
    given = NewPassword(*(request.POST.get(name, "") for name in ("current", "chosen", "again")))
    try:
        change_password(by=request.viewer, given=given)
    except Refusal as refusal:
        refusal.field = FIELDS.get(refusal.code, "")
        return page(request, "accounts/password.html", {"forced": _forced(request)}, refusal)
    request.user.refresh_from_db()  # type: ignore[union-attr]
    update_session_auth_hash(request, request.user)  # type: ignore[arg-type]
    return done(request, _("Đã đổi mật khẩu."), "web.home")


def _forced(request: Signed) -> bool:
    return bool(getattr(request.user, "must_change", False))
