"""Bước hai: after the right password, a code, a recovery code or a key."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from thenchot.people.actions.count_attempt import count_attempt, forget_attempts
from thenchot.people.actions.use_factor import use_code, use_key
from thenchot.people.security.factors import factors_of, keys_of
from thenchot.people.security.keys import ask_for_one
from thenchot.people.security.limits import spent
from thenchot.web import attempts
from thenchot.web.page import page
from thenchot.web.security.entering import finish, half_way
from thenchot.web.security.sites import site_of

ASKED = "key_asked"
"""In the session: the challenge that the key must sign; it serves once."""


@sensitive_post_parameters("code", "credential")
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    half = half_way(request)
    if half is None:
        return HttpResponseRedirect("/dang-nhap")
    account, kept = half
    if request.method == "GET":
        return _form(request, account)
    if spent(attempts.FACTOR, account.staff_code):
        return _form(request, account, _("Đã thử nhiều lần. Đợi %(n)s phút rồi thử lại.") % {"n": attempts.WAIT_MINUTES}, 429)
    if not _shown(request, account):
        count_attempt(limit=attempts.FACTOR, who=account.staff_code)
        problem = _("Mã hoặc khóa không đúng, hoặc đã dùng. Đợi ứng dụng hiện mã mới rồi thử lại.")
        return _form(request, account, problem, 422)
    forget_attempts(limit=attempts.FACTOR, who=account.staff_code)
    return finish(request, account, kept["way"], kept["next"], shown=True)


def _shown(request: HttpRequest, account: Any) -> bool:
    answer, asked = request.POST.get("credential", ""), request.session.pop(ASKED, None)
    if answer:
        return bool(asked) and use_key(account=account, asked=(site_of(request), asked), answer=answer)
    return use_code(account=account, code=request.POST.get("code", ""))


def _form(request: HttpRequest, account: Any, problem: str = "", status: int = 200) -> HttpResponse:
    options, keys = "", keys_of(account)
    if keys:
        options, state = ask_for_one(site_of(request), keys)
        request.session[ASKED] = dict(state)
    apps = any(factor.kind == "totp" for factor in factors_of(account))
    values = {"problem": problem, "status": status, "options": options, "apps": apps}
    return page(request, "security/second_step.html", values)
