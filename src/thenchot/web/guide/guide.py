"""The guide's pages: everybody's own first; open to who is not signed in, since signing in is among what it explains."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from thenchot.web import shell
from thenchot.web.doors import viewer_of
from thenchot.web.guide.shelf import OF_ROLE, PAGES, guide
from thenchot.web.page import page


@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """The page of the reader's role; of nobody signed in, the contents."""
    viewer = viewer_of(request)
    return _show(request, OF_ROLE[shell.role_of(viewer)] if viewer else "muc-luc")


@require_GET
def named(request: HttpRequest, name: str) -> HttpResponse:
    return _show(request, name)


def _show(request: HttpRequest, name: str) -> HttpResponse:
    found = guide(name, get_language() or "vi")
    if found is None:
        raise Http404
    return page(
        request, "guide/page.html", {"guide": found, "pages": PAGES, "name": name, "section": "guide.own"}
    )
