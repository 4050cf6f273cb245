"""Thêm ứng dụng tạo mã: a square code to read, and a first code to show that it was read."""

from __future__ import annotations

from typing import cast

import segno
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from thenchot.lib.refusals import Refusal
from thenchot.people.accounts import account_of_person
from thenchot.people.actions.add_totp import add_totp
from thenchot.people.security import totp
from thenchot.web.doors import PROTECT_FIRST, Signed, signed_in
from thenchot.web.page import page
from thenchot.web.security.confirming import confirm
from thenchot.web.security.own import after_new_factor

KEPT_AS = "totp_new"
"""In the session until a code of it was typed: a page that is loaded again shows the same one."""
QUIET = 4
"""Modules of white around the square; readers need them."""
FIELDS = {"signin.code_wrong": "code"}


@sensitive_post_parameters("code", "password")
@signed_in("GET", "POST")
def add(request: Signed) -> HttpResponse:
    if request.method == "GET":
        return _form(request)
    try:
        confirm(request)
        if not request.session.get(KEPT_AS):
            # Sent a second time: the page it leads to lists the app that the first one added.
            return HttpResponseRedirect(PROTECT_FIRST)
        name = request.POST.get("name", "").strip()[:60] or _("Ứng dụng tạo mã")
        add_totp(by=request.viewer, secret=_secret(request), code=request.POST.get("code", ""), name=name)
    except Refusal as refusal:
        refusal.field = FIELDS.get(refusal.code, refusal.field)
        return _form(request, refusal)
    request.session.pop(KEPT_AS)
    return after_new_factor(request)


def _secret(request: Signed) -> str:
    if not request.session.get(KEPT_AS):
        request.session[KEPT_AS] = totp.new_secret()
    return cast(str, request.session[KEPT_AS])


def _form(request: Signed, refusal: Refusal | None = None) -> HttpResponse:
    secret, account = _secret(request), account_of_person(request.viewer.person_id)
    address = totp.address(secret, request.viewer.staff_code)
    size, drawn = _square(address)
    values = {
        "secret": " ".join(secret[n : n + 4] for n in range(0, len(secret), 4)), "address": address,
        "size": size, "drawn": drawn, "has_password": account.has_usable_password(),
    }  # fmt: skip
    return page(request, "security/add_totp.html", values, refusal)


def _square(text: str) -> tuple[int, str]:
    """Side of the picture in modules, and the path that draws the dark ones."""
    rows = [*segno.make(text, error="m", micro=False).matrix]
    drawn = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return len(rows) + 2 * QUIET, drawn
