"""Bảo mật tài khoản: one's own second factors, recovery codes and open sessions."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from thenchot.lib.refusals import Refusal
from thenchot.people.accounts import account_of_person
from thenchot.people.actions.end_sessions import end_other_sessions
from thenchot.people.actions.remove_factor import remove_factor
from thenchot.people.actions.renew_recovery_codes import renew_recovery_codes
from thenchot.people.security.factors import factors_of, own_factor, person_needs_factor, recovery_codes_left
from thenchot.people.security.sessions import digest_of_session, sessions_of
from thenchot.web.answers import done
from thenchot.web.doors import OWES_FACTOR, Signed, signed_in
from thenchot.web.page import page
from thenchot.web.security.confirming import confirm
from thenchot.web.security.devices import device_name


@signed_in()
def own(request: Signed) -> HttpResponse:
    return show(request)


def show(request: Signed, codes: Sequence[str] = (), refusal: Refusal | None = None) -> HttpResponse:
    """The page, with recovery codes just made, which are shown this once."""
    account = account_of_person(request.viewer.person_id)
    sessions = sessions_of(account, _digest(request))
    values = {
        "factors": factors_of(account), "codes": codes, "codes_left": recovery_codes_left(account),
        "needed": person_needs_factor(request.viewer), "owes": bool(request.session.get(OWES_FACTOR)),
        "sessions": [(one, device_name(one.device)) for one in sessions], "has_password": account.has_usable_password(),
    }  # fmt: skip
    return page(request, "security/own.html", values, refusal)


def after_new_factor(request: Signed) -> HttpResponse:
    """The first factor brings recovery codes with it; what the role owed is paid."""
    request.session[OWES_FACTOR] = False
    if recovery_codes_left(account_of_person(request.viewer.person_id)):
        return done(request, _("Đã thêm lớp xác thực thứ hai."), "people.own_security")
    return show(request, renew_recovery_codes(by=request.viewer))


@sensitive_post_parameters("password")
@signed_in("POST")
def new_codes(request: Signed) -> HttpResponse:
    try:
        confirm(request)
    except Refusal as refusal:
        return show(request, refusal=refusal)
    return show(request, renew_recovery_codes(by=request.viewer))


@sensitive_post_parameters("password")
@signed_in("GET", "POST")
def remove(request: Signed, factor_id: int) -> HttpResponse:
    account = account_of_person(request.viewer.person_id)
    factor = own_factor(account, factor_id)
    values = {"factor": factor, "has_password": account.has_usable_password()}
    if request.method == "GET":
        return page(request, "security/remove.html", values)
    try:
        confirm(request)
        remove_factor(by=request.viewer, factor_id=factor_id)
    except Refusal as refusal:
        return page(request, "security/remove.html", values, refusal)
    return done(request, _("Đã bỏ %(name)s.") % {"name": factor.name}, "people.own_security")


@signed_in("POST")
def sign_out_elsewhere(request: Signed) -> HttpResponse:
    end_other_sessions(by=request.viewer, digest=_digest(request))
    return done(request, _("Đã đăng xuất khỏi mọi thiết bị khác."), "people.own_security")


def _digest(request: Signed) -> str:
    return digest_of_session(request.session.session_key or "")
