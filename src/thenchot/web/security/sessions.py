"""Whose request it is: a session counts only while its row is there, so that ending it ends it on every machine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from thenchot.people.actions.end_sessions import end_session
from thenchot.people.actions.start_session import Device, start_session, touch_session
from thenchot.people.identity import Identity
from thenchot.people.security.asking import Asked
from thenchot.people.security.sessions import counts, digest_of_session, open_session

TOUCH = timedelta(minutes=5)
"""How often the time of last use is written down."""
Answer = Callable[[HttpRequest], HttpResponse]


def who_is_signed_in(get_response: Answer) -> Answer:
    """Put the account on the request; it is asked for only when a page wants to know."""

    def answer(request: HttpRequest) -> HttpResponse:
        vars(request)["user"] = SimpleLazyObject(lambda: _account(request))
        return get_response(request)

    return answer


def _account(request: HttpRequest) -> Any:
    session, now = request.session, timezone.now()
    if SESSION_KEY not in session:
        return AnonymousUser()
    row = _row(session, now)
    known = row is not None and constant_time_compare(
        session.get(HASH_SESSION_KEY, ""), row.account.get_session_auth_hash()
    )
    if row is None or not known or str(row.account_id) != session[SESSION_KEY]:
        session.flush()
        return AnonymousUser()
    if now - row.seen_at > TOUCH:
        touch_session(session_id=row.id, now=now)
    return row.account


def _row(session: Any, now: datetime) -> Any:
    """The session's row as it was read with what the session holds; asked for anew once a sign-in has given it another key."""
    asked: Asked | None = getattr(session, "asked", None)
    if asked is None or asked.row.digest != digest_of_session(session.session_key or ""):
        return open_session(session.session_key or "", now)
    return asked.row if counts(asked.row, now) else None


def known_identity(request: HttpRequest) -> Identity | None:
    """Who the account on the request is, where that was read with the session."""
    asked: Asked | None = getattr(request.session, "asked", None)
    person_id = getattr(request.user, "person_id", None)
    return asked.identity if asked is not None and asked.identity.person_id == person_id else None


def address_of(request: HttpRequest) -> str:
    """The address that asks. Behind our own proxies it is the one that the outermost of them saw; else nobody's word counts."""
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if settings.PROXIES and len(seen) >= settings.PROXIES:
        return seen[-settings.PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))


def _begin(request: HttpRequest, user: Any, **_: Any) -> None:
    if request.session.session_key is None:
        request.session.create()
    name = request.headers.get("User-Agent", "")
    device = Device(getattr(request, "way", "password"), name, address_of(request))
    start_session(account_id=user.pk, digest=digest_of_session(request.session.session_key or ""), device=device)


def _end(request: HttpRequest, **_: Any) -> None:
    end_session(digest=digest_of_session(request.session.session_key or ""))


user_logged_in.connect(_begin, dispatch_uid="thenchot.session.begin")
user_logged_out.connect(_end, dispatch_uid="thenchot.session.end")
