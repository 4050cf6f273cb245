"""The way in: the password or the provider vouched for somebody; a second factor may stand between them and the first page."""

from __future__ import annotations

import logging
import time
from typing import Any, cast

from django.contrib.auth import HASH_SESSION_KEY, login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from thenchot.lib import clock
from thenchot.people.access import identity_of_account
from thenchot.people.accounts import account_by_id
from thenchot.people.security.factors import has_factor, person_needs_factor
from thenchot.web.doors import OWES_FACTOR
from thenchot.web.security.sessions import address_of

LOG = logging.getLogger("thenchot.signin")
HALF = "half"
"""In the session of somebody whose password was right and who has not shown the second factor yet."""
MINUTES = 10
SECOND_STEP = "/dang-nhap/buoc-hai"
Account = Any
"""An account of the people room, which doors hand on and never open."""


def reason_to_refuse(account: Account) -> str:
    """Why somebody whom a password or the provider vouched for may still not enter; "" when they may."""
    if not account.is_active and account.locked_as_idle:
        return _("Tài khoản đã khóa vì không dùng trong 45 ngày. Đề nghị người quản trị của cơ quan mở lại.")
    if not account.is_active:
        return _("Tài khoản đang khóa. Liên hệ người quản trị của cơ quan.")
    if account.must_change and account.temporary_until and account.temporary_until < timezone.now():
        return _("Mật khẩu dùng một lần đã hết hạn. Đề nghị người quản trị cấp lại.")
    return ""


def enter(request: HttpRequest, account: Account, way: str, then: str, *, shown: bool = False) -> HttpResponse:
    """Sign in, or ask for the second factor first. `shown` says that one was shown already."""
    if way != "demo" and not shown and has_factor(account):
        request.session[HALF] = {
            "account": account.pk, "hash": account.get_session_auth_hash(), "at": time.time(), "next": then, "way": way,
        }  # fmt: skip
        return HttpResponseRedirect(SECOND_STEP)
    return finish(request, account, way, then, shown=shown)


def finish(request: HttpRequest, account: Account, way: str, then: str, *, shown: bool) -> HttpResponse:
    vars(request)["way"] = way
    request.session.pop(HALF, None)
    login(request, account)
    viewer = identity_of_account(account.pk, clock.today())
    request.session[OWES_FACTOR] = way != "demo" and not shown and person_needs_factor(viewer)
    LOG.info("signed in: %s by %s from %s", account.staff_code, way, address_of(request))
    return HttpResponseRedirect(then)


def half_way(request: HttpRequest) -> tuple[Account, dict[str, Any]] | None:
    """Who is half-way in and what the session keeps of it; None when nobody is, or the password changed or time ran out."""
    kept = cast("dict[str, Any]", request.session.get(HALF) or {})
    if not kept or time.time() - kept["at"] > MINUTES * 60:
        return None
    account = account_by_id(kept["account"])
    if account is None or reason_to_refuse(account):
        return None
    return (account, kept) if constant_time_compare(kept["hash"], account.get_session_auth_hash()) else None


def sign_in_again(request: HttpRequest, account: Account) -> None:
    """Keep this session after the password changed and all sessions ended."""
    kept = {name: request.session.get(name) for name in (OWES_FACTOR,)}
    way = getattr(request, "way", "password")
    vars(request)["way"] = way
    request.session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    login(request, account)
    for name, value in kept.items():
        request.session[name] = value
