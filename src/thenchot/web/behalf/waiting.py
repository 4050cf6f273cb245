"""Nhập thay: whose sheet is not sent yet in the viewer's places, and what was entered for people there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, overload

from django.db.models import QuerySet
from django.http import HttpResponse

from thenchot.assessment.behalf import entries_by_offices, require_office, sheets_waiting
from thenchot.assessment.steps import STATE_NAMES
from thenchot.organisation.queries import names_on
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.paging import paged

LIST = 40


class Listed(Sequence[Any]):
    """Rows of which the database counts all and hands over those of one page."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        self._rows = rows

    @cached_property
    def _count(self) -> int:
        return self._rows.count()

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Any: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Any]: ...
    def __getitem__(self, at: int | slice) -> Any:
        return list(self._rows[at]) if isinstance(at, slice) else self._rows[at]


@signed_in()
def waiting(request: Signed) -> HttpResponse:
    require_office(request.viewer)
    search = request.GET.get("tim", "").strip()
    listed = paged(request, Listed(sheets_waiting(request.viewer, search)), LIST)
    values = {**listed, "search": search, "places": names_on(request.viewer.day), "section": "behalf.waiting"}
    return page(request, "behalf/waiting.html", values)


@signed_in()
def entered(request: Signed) -> HttpResponse:
    require_office(request.viewer)
    search = request.GET.get("tim", "").strip()
    listed = paged(request, Listed(entries_by_offices(request.viewer, search)), LIST)
    values = {
        **listed, "search": search, "places": names_on(request.viewer.day), "state_names": STATE_NAMES,
        "section": "behalf.waiting",
    }  # fmt: skip
    return page(request, "behalf/entered.html", values)
