"""Following a message marks it read, then leads to what it is about."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from thenchot.notices.actions.notify import mark_read
from thenchot.notices.queries import notice_to
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def open_notice(request: Signed, notice_id: int) -> HttpResponse:
    """A message of somebody else is one that does not exist."""
    found = notice_to(request.viewer.person_id, notice_id)
    if found is None:
        raise Http404
    mark_read(request.viewer.person_id, notice_id)
    ours = found.link.startswith("/") and url_has_allowed_host_and_scheme(found.link, allowed_hosts=None)
    return HttpResponseRedirect(found.link if ours else reverse("web.home"))
