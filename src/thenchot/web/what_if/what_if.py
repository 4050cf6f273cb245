"""Tính thử: what other rules would have made of a period, for whom, with which caps; a page and a file, nothing written."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO
from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from thenchot.assessment.queries.what_if import WhatIf, cycles_to_try, in_order
from thenchot.assessment.queries.what_if import what_if as judged
from thenchot.assessment.what_if import Compared
from thenchot.audit.actions.record_opening import record_openings
from thenchot.organisation.queries import names_of_units, names_on
from thenchot.people.access import require
from thenchot.rulesets.queries import frozen
from thenchot.web import dates
from thenchot.web.book_names import book_name
from thenchot.web.cycles.missing import BYTE_ORDER_MARK, safe_cell
from thenchot.web.doors import Signed, signed_in
from thenchot.web.numbers import score
from thenchot.web.page import page
from thenchot.web.paging import CARDS, paged
from thenchot.web.units_offered import offer
from thenchot.web.what_if.asking import TYPED, Asked, asked, units_under
from thenchot.web.what_if.lacks import lack_words

NOT_SENT = ("csrfmiddlewaretoken", "trang", "unit", "category", "first", "last", "note")
"""Fields of the form of adoption that say nothing of the rules themselves."""


@signed_in("GET", "POST")
def what_if(request: Signed) -> HttpResponse:
    require(request.viewer, "organisation_body")
    if request.method == "POST":
        return _as_address(request)
    found = asked(request.viewer, request.GET)
    result = _result(found)
    listed = paged(request, result.rows if result else [], CARDS)
    _record(request, found, listed["rows"])
    values: dict[str, Any] = {
        "found": found, "result": result, "units": units_under(found, request.viewer.day) if found else [],
        "offer": offer(request.GET, units_under(found, request.viewer.day), found.unit) if found else None,
        "cycles": _cycles(request), "lacks": _lacks(result), "levels": _levels(result),
        "places": _places(request, listed["rows"]), "kept": _kept(request, found),
        "file": f"{reverse('rulesets.what_if_file')}?{request.GET.urlencode()}", "today": request.viewer.day,
        "status": 422 if found and found.problems else None, "section": "rulesets.adopt", **listed,
    }  # fmt: skip
    return page(request, "what_if/what_if.html", values)


@signed_in()
def as_file(request: Signed) -> HttpResponse:
    """Everybody whose result differs."""
    require(request.viewer, "organisation_body")
    found = asked(request.viewer, request.GET)
    result = _result(found)
    rows = result.rows if result else []
    _record(request, found, rows)
    text = StringIO()
    lines = csv.writer(text)
    lines.writerow([
        _("Mã cán bộ"), _("Họ và tên"), _("Đơn vị"), _("Điểm đã chốt"), _("Mức đã chốt"), _("Điểm tính thử"), _("Mức tính thử"),
        _("Chênh lệch"),
    ])  # fmt: skip
    places = _places(request, rows)
    for row in rows:
        after = row.after
        cells = [
            row.sheet.person.staff_code, row.sheet.person.full_name, places.get(row.sheet.unit_id, ""),
            score(row.before.score), row.before.level, score(after.score if after else None), after.level if after else "",
            score(row.delta),
        ]  # fmt: skip
        lines.writerow([safe_cell(cell) for cell in cells])
    answer = HttpResponse(BYTE_ORDER_MARK + text.getvalue(), content_type="text/csv; charset=utf-8")
    period = cast(Any, found.cycle).period if found else ""
    answer.headers["Content-Disposition"] = f'attachment; filename="tinh-thu-{period}.csv"'
    return answer


def _as_address(request: Signed) -> HttpResponse:
    """The form of adoption asks by POST; the answer is an address, so that it can be paged, downloaded and kept."""
    sent = {
        name: value for name, value in request.POST.items() if name not in NOT_SENT and str(value).strip()
    }
    return HttpResponseRedirect(f"{reverse('rulesets.what_if')}?{urlencode(sent)}")


def _kept(request: Signed, found: Asked | None) -> list[tuple[str, str]]:
    """What was typed into the form of adoption, carried along while another period is chosen."""
    if found is None or found.way != TYPED:
        return []
    return [
        (name, str(value))
        for name, value in request.GET.items()
        if name not in ("ky", "theo", "ngay", "don-vi", "trang")
    ]


def _result(found: Asked | None) -> WhatIf | None:
    if found is None or found.other is None or found.problems:
        return None
    return judged(cast(Any, found.cycle), found.other, found.unit.path if found.unit else "")


def _cycles(request: Signed) -> list[tuple[int, str]]:
    """Each by its period, and by scope and rulebook where several are of one period."""
    found = cycles_to_try(request.viewer)
    names = names_on(request.viewer.day)
    several = {period for period, count in Counter(cycle.period for cycle in found).items() if count > 1}
    return [
        (cycle.id, f"{period} · {names.get(cycle.scope_id, '')} · {book_name(frozen(cycle.digest).name)}")
        if cycle.period in several
        else (cycle.id, period)
        for cycle in found
        for period in [dates.capital(dates.period(cycle.period))]
    ]


def _lacks(result: WhatIf | None) -> list[tuple[str, int]]:
    return [(lack_words(code), count) for code, count in result.lacking.most_common()] if result else []


def _levels(result: WhatIf | None) -> list[tuple[str, int, int]]:
    """Level by level, how many before and how many after."""
    if result is None:
        return []
    return [
        (level, result.before[level], result.after[level])
        for level, _n in in_order(result.before + result.after)
    ]


def _places(request: Signed, rows: list[Compared]) -> dict[int, str]:
    return names_of_units({row.sheet.unit_id for row in rows}, request.viewer.day)


def _record(request: Signed, found: Asked | None, rows: list[Compared]) -> None:
    """Each person finds that their result was looked at."""
    if found is not None and rows:
        period = dates.period(cast(Any, found.cycle).period)
        record_openings(request.viewer.actor, {row.sheet.person_id for row in rows}, f"Tính thử {period}")
