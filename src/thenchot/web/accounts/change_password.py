"""Mật khẩu: a person chooses their own; after a password that serves once, before anything else."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from thenchot.lib.refusals import Refusal
from thenchot.people.accounts import account_of_person
from thenchot.people.actions.change_password import NewPassword, change_password
from thenchot.people.security.factors import fewest_characters
from thenchot.web.answers import done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.security.entering import sign_in_again

FIELDS = {
    "people.password_wrong": "current",
    "people.password_differs": "again",
    "people.password_weak": "chosen",
}


@sensitive_post_parameters("current", "chosen", "again")
@signed_in("GET", "POST")
def own_password(request: Signed) -> HttpResponse:
    if request.method == "GET":
        return page(request, "accounts/password.html", _values(request))
    given = NewPassword(*(request.POST.get(name, "") for name in ("current", "chosen", "again")))
    try:
        change_password(by=request.viewer, given=given)
    except Refusal as refusal:
        refusal.field = FIELDS.get(refusal.code, "")
        return page(request, "accounts/password.html", _values(request), refusal)
    sign_in_again(request, account_of_person(request.viewer.person_id))
    return done(request, _("Đã đổi mật khẩu."), "web.home")


def _values(request: Signed) -> dict[str, object]:
    forced = bool(getattr(request.user, "must_change", False))
    return {"forced": forced, "fewest": fewest_characters(account_of_person(request.viewer.person_id))}
