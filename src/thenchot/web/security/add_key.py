"""Thêm khóa bảo mật: the browser makes a key on a stick, in the phone or in the computer, and sends its public half."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from thenchot.lib.refusals import Refusal
from thenchot.people.accounts import account_of_person
from thenchot.people.actions.add_key import add_key
from thenchot.people.security.factors import keys_of
from thenchot.people.security.keys import ask_for_new
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.security.confirming import confirm
from thenchot.web.security.own import after_new_factor
from thenchot.web.security.sites import site_of

ASKED = "new_key_asked"
"""In the session: the challenge that the new key must sign; it serves once."""


@sensitive_post_parameters("password", "credential")
@signed_in("GET", "POST")
def add(request: Signed) -> HttpResponse:
    if request.method == "GET":
        return _form(request)
    asked = request.session.pop(ASKED, None) or {"challenge": "", "user_verification": None}
    try:
        confirm(request)
        name = request.POST.get("name", "").strip()[:60] or _("Khóa bảo mật")
        answer = request.POST.get("credential", "")
        add_key(by=request.viewer, asked=(site_of(request), asked), answer=answer, name=name)
    except Refusal as refusal:
        return _form(request, refusal)
    return after_new_factor(request)


def _form(request: Signed, refusal: Refusal | None = None) -> HttpResponse:
    viewer, account = request.viewer, account_of_person(request.viewer.person_id)
    owner = (account.id, viewer.staff_code, viewer.name)
    options, state = ask_for_new(site_of(request), owner, keys_of(account))
    request.session[ASKED] = dict(state)
    values = {"options": options, "has_password": account.has_usable_password()}
    return page(request, "security/add_key.html", values, refusal)
