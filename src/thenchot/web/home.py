"""Việc cần làm: what waits for me, and by when."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page


def root(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("web.home") if request.user.is_authenticated else reverse("web.sign_in"))


@signed_in()
def home(request: Signed) -> HttpResponse:
    return page(request, "web/home.html", {})
