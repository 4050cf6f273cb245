"""The installation as the browser sees it; keys are bound to it."""

from __future__ import annotations

from django.http import HttpRequest

from thenchot.people.security.keys import Site


def site_of(request: HttpRequest) -> Site:
    """Host and origin of the request; Django has refused a host that is not in THENCHOT_HOSTS."""
    host = request.get_host()
    return Site(host.rsplit(":", 1)[0] if not host.endswith("]") else host, f"{request.scheme}://{host}")
