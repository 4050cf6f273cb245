"""What every door checks first: who is signed in, and that the request is of a kind the page takes."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from thenchot.lib import clock
from thenchot.people.identity import Identity
from thenchot.people.who import identity_of
from thenchot.web.address import speak_to
from thenchot.web.security.sessions import known_identity

P = ParamSpec("P")
LARGEST = 2**63 - 1
"""No row has a number beyond it, and neither engine takes one."""
CHOOSE_FIRST = "/mat-khau"
"""Where a password that serves once is replaced, before any other page opens."""
PROTECT_FIRST = "/tai-khoan/bao-mat"
"""Where a role that needs a second factor gets one, before any other page opens."""
OWES_FACTOR = "owes_factor"
"""In the session of somebody whose role needs a second factor that is not set up yet."""


class Signed(HttpRequest):
    """A request of a signed-in person."""

    viewer: Identity


class SessionOver(Exception):
    """Something was sent by nobody: the session ended while the form was open, and what was typed must not be lost."""


View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def viewer_of(request: HttpRequest) -> Identity | None:
    """Who is signed in, read once per request; None for nobody."""
    if not request.user.is_authenticated:
        return None
    known = getattr(request, "viewer", None)
    if known is None:
        known = known_identity(request) or identity_of(int(cast(Any, request.user).person_id), clock.today())
        speak_to(known)
        vars(request)["viewer"] = known
    return known


def signed_in(*methods: str) -> Callable[[Callable[Concatenate[Signed, P], HttpResponse]], View[P]]:
    """Let a signed-in person through with these methods (GET when none is named); others go to the sign-in page."""

    def wrap(view: Callable[Concatenate[Signed, P], HttpResponse]) -> View[P]:
        @require_http_methods([*methods] or ["GET"])
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if viewer_of(request) is None:
                if request.method == "POST":
                    raise SessionOver
                return redirect_to_login(request.get_full_path())
            first = _first_of_all(request)
            if first and not request.path.startswith((CHOOSE_FIRST, first)):
                return HttpResponseRedirect(first)
            if any(isinstance(part, int) and part > LARGEST for part in kwargs.values()):
                raise Http404
            return view(cast(Signed, request), *args, **kwargs)

        return cast("View[P]", guarded)

    return wrap


def _first_of_all(request: HttpRequest) -> str:
    """The page that stands before all others for this session; "" for none."""
    if getattr(request.user, "must_change", False):
        return CHOOSE_FIRST
    return PROTECT_FIRST if request.session.get(OWES_FACTOR) else ""


def here_or(request: HttpRequest, otherwise: str = "/") -> str:
    """The address a small form wants to return to, only when it is a path of ours."""
    given = request.POST.get("next") or request.GET.get("next") or ""
    ours = given.startswith("/") and not given.startswith(("//", "/\\")) and "\n" not in given and "\r" not in given
    return given if ours else otherwise
