"""Leaving, and how the pages look and speak: language, light or dark, size of letters."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET, require_POST

from thenchot.web import shell
from thenchot.web.doors import here_or
from thenchot.web.page import page
from thenchot.web.security.single_sign_on import BY_PROVIDER

YEAR = 365 * 24 * 3600


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    by_provider = request.session.get(BY_PROVIDER, False)
    logout(request)
    return HttpResponseRedirect("/da-dang-xuat" if by_provider and settings.OIDC else "/dang-nhap")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    answer = HttpResponseRedirect(here_or(request))
    if (chosen := request.POST.get("language")) in dict(settings.LANGUAGES):
        _keep(answer, settings.LANGUAGE_COOKIE_NAME, str(chosen))
    return answer


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    answer = HttpResponseRedirect(here_or(request))
    for name, cookie, allowed in (("theme", shell.THEME_COOKIE, shell.THEMES), ("size", shell.SIZE_COOKIE, shell.SIZES)):
        if (chosen := request.POST.get(name)) is not None:
            _keep(answer, cookie, chosen if chosen in allowed else "")
    return answer


@require_GET
def more(request: HttpRequest) -> HttpResponse:
    """Thêm: everything the bar of a phone has no room for."""
    return page(request, "web/more.html", {})


def _keep(answer: HttpResponse, cookie: str, value: str) -> None:
    answer.set_cookie(cookie, value, max_age=YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
