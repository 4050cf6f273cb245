"""Tài khoản: who can sign in; the administrator sees no assessment here or anywhere."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse

from thenchot.people.access import require_administrator
from thenchot.people.accounts import account_rows, without_account
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.paging import paged

STATES = ("locked", "new")
ROWS = 25
"""On a phone each account is a card with its buttons: more are a page nobody scrolls."""


@dataclass(frozen=True)
class Given:
    """A password just set, shown this once."""

    account_id: int
    name: str
    staff_code: str
    password: str
    factor_gone: bool = False


@signed_in()
def accounts(request: Signed) -> HttpResponse:
    return show(request)


def show(request: Signed, given: Given | None = None) -> HttpResponse:
    viewer = request.viewer
    require_administrator(viewer)
    scopes = viewer.scopes("administrator")
    search, state = request.GET.get("tim", "").strip(), request.GET.get("loc", "")
    found = account_rows(scopes, viewer.day, search, state if state in STATES else "")
    values = {
        "search": search, "state": state if state in STATES else "", "given": given, "me": viewer.staff_code,
        "missing": len(without_account(scopes, viewer.day)), **paged(request, found, ROWS),
    }  # fmt: skip
    return page(request, "accounts/accounts.html", values)
