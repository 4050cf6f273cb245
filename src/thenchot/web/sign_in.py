"""Signing in by staff code and password, or, in the demo, by choosing a role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.contrib.auth import authenticate
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from thenchot.assessment.queries.home import waiting_for
from thenchot.lib import clock
from thenchot.people.access import identity_of_account
from thenchot.people.queries import demo_accounts
from thenchot.web import attempts
from thenchot.web.doors import here_or
from thenchot.web.page import page
from thenchot.web.security.entering import enter, reason_to_refuse
from thenchot.web.security.single_sign_on import label
from thenchot.web.shell import role_of

SHOWN_ROLES = 16
ROLES = {
    "staff": _lazy("Công chức, viên chức"),
    "deputy": _lazy("Cấp phó"),
    "head": _lazy("Người đứng đầu"),
    "organisation_body": _lazy("Cơ quan tham mưu về tổ chức, cán bộ"),
    "monitoring_office": _lazy("Văn phòng, thanh tra, kiểm tra"),
    "auditor": _lazy("Kiểm tra, giám sát"),
    "administrator": _lazy("Quản trị hệ thống"),
}


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """One message for a wrong code and a wrong password: nobody learns which accounts exist."""
    if request.method == "GET":
        return _form(request)
    code = request.POST.get("staff_code", "").strip()
    if attempts.too_many(request, code):
        return _form(request, _("Đã thử nhiều lần. Đợi %(n)s phút rồi thử lại.") % {"n": attempts.WAIT_MINUTES}, 429)
    account = authenticate(request, username=code, password=request.POST.get("password", ""))
    if account is None:
        attempts.wrong(request, code)
        return _form(request, _("Mã hoặc mật khẩu không đúng. Kiểm tra phím CapsLock và bộ gõ tiếng Việt, rồi thử lại."), 422)
    attempts.right(code)
    if refusal := reason_to_refuse(account):
        return _form(request, refusal, 422)
    return enter(request, account, "password", here_or(request))


@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as an invented person; only where the demo is switched on."""
    account = demo_accounts().filter(staff_code=request.POST.get("staff_code", "")).first() if settings.DEMO else None
    if account is None:
        raise Http404
    return enter(request, account, "demo", "/")


def _form(request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
    values = {
        "problem": problem,
        "status": status,
        "staff_code": request.POST.get("staff_code", ""),
        "next": here_or(request),
        "sso": label(),
        "demo_people": _demo_people() if settings.DEMO else [],
    }
    return page(request, "web/sign_in.html", values)


class Account(Protocol):
    """An account as the list of roles needs it."""

    pk: int
    staff_code: str


@dataclass(frozen=True)
class DemoRole:
    """A line of the demo's list: the role, the invented person, and what the role does."""

    staff_code: str
    role: str
    name: str
    does: str = ""


def _demo_people() -> list[DemoRole]:
    return [_role(account) for account in demo_accounts()[:SHOWN_ROLES]]


def _role(account: Account) -> DemoRole:
    viewer = identity_of_account(account.pk, clock.today())
    place = " · ".join(part for part in (viewer.title, viewer.unit_name) if part)
    jobs = sum(job.count for job in waiting_for(viewer))
    waits = _("%(n)s việc đang chờ") % {"n": jobs} if jobs else ""
    does = ". ".join(part for part in (place, waits) if part)
    return DemoRole(account.staff_code, str(ROLES[role_of(viewer)]), viewer.name, does)
