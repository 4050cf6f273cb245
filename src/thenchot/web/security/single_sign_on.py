"""Đăng nhập chung: to the body's provider and back; a staff code opens the account of that code, and makes none."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thenchot.lib.oidc import Oidc
from thenchot.people.accounts import account_of
from thenchot.web.doors import here_or
from thenchot.web.page import page
from thenchot.web.security.entering import enter, reason_to_refuse
from thenchot.web.security.provider import (
    UnprovenError,
    came_back,
    leave_address,
    send_there,
    showed_factor,
)
from thenchot.web.security.sessions import address_of

LOG = logging.getLogger("thenchot.signin")
THEN = "sso_next"
BY_PROVIDER = "signed_in_by_provider"
"""In the session of somebody whom the provider vouched for: leaving offers to leave there too."""


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    known = _named()
    request.session[THEN] = here_or(request)
    try:
        return send_there(known, request, reverse("people.sso_back"))
    except UnprovenError as wrong:
        LOG.warning("single sign-on could not start: %s", wrong)
        problem = _("Không kết nối được với hệ thống đăng nhập chung. Thử lại sau, hoặc đăng nhập bằng mật khẩu.")
        return _refused(request, problem, 502)


@require_GET
def back(request: HttpRequest) -> HttpResponse:
    known = _named()
    try:
        claims = came_back(known, request)
    except UnprovenError as wrong:
        LOG.warning("single sign-on from %s not proven: %s", address_of(request), wrong)
        return _refused(request, _("Hệ thống đăng nhập chung chưa xác nhận được người đăng nhập. Đăng nhập lại từ đầu."), 403)
    return _enter(known, request, claims)


def _enter(known: Oidc, request: HttpRequest, claims: Mapping[str, Any]) -> HttpResponse:
    code = claims.get(known.claim)
    account = account_of(code) if isinstance(code, str) and code.strip() else None
    if account is None:
        LOG.warning("single sign-on from %s: no account of this claim", address_of(request))
        problem = _("Chưa có tài khoản nào mang mã cán bộ mà hệ thống đăng nhập chung báo. Đề nghị người quản trị mở tài khoản.")
        return _refused(request, problem, 403)
    if refusal := reason_to_refuse(account):
        return _refused(request, refusal, 403)
    answer = enter(request, account, "sso", request.session.pop(THEN, "/"), shown=showed_factor(known, claims))
    request.session[BY_PROVIDER] = True
    return answer


@require_GET
def left(request: HttpRequest) -> HttpResponse:
    """After signing out of a session that the provider vouched for: the browser is still signed in there."""
    known = _named()
    return page(request, "security/left.html", {"there": leave_address(known, request), "label": label()})


def label() -> str:
    """How the provider is called; "" when there is none."""
    return (settings.OIDC.label or _("hệ thống đăng nhập chung")) if settings.OIDC else ""


def _named() -> Oidc:
    """The provider; without one these pages do not exist."""
    if settings.OIDC is None:
        raise Http404
    return settings.OIDC


def _refused(request: HttpRequest, problem: str, status: int) -> HttpResponse:
    return page(request, "security/sso_refused.html", {"problem": problem, "label": label(), "status": status})
