"""Nhập số lượt từ trước: a line for a unit and a year or quarter, as pasted from a spreadsheet; all lines or none."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.checklists.access import KEEPER, require_keeper
from thenchot.checklists.actions.import_turns import Turns
from thenchot.checklists.actions.import_turns import import_turns as take_in
from thenchot.checklists.periods import parsed
from thenchot.checklists.refusals import TURNS_OVER, TURNS_PLACE, TURNS_WRONG
from thenchot.lib.refusals import BAD_INPUT, CONFLICT, Refusal
from thenchot.organisation.queries import units_on
from thenchot.people.identity import Identity
from thenchot.web.answers import done
from thenchot.web.checklists.turns import framework, show
from thenchot.web.doors import Signed, signed_in
from thenchot.web.numbers import thousands

COUNT = re.compile(r"\d{1,7}", re.ASCII)
KINDS = ("year", "quarter")


@signed_in("POST")
def import_turns(request: Signed, code: str) -> HttpResponse:
    require_keeper(request.viewer)
    framework(request, code)
    try:
        rows = read_lines(request.viewer, request.POST.get("rows", ""))
        count = take_in(by=request.viewer, code=code, rows=rows, source=request.POST.get("source", ""))
    except Refusal as refusal:
        if refusal.status not in (BAD_INPUT, CONFLICT):
            raise
        refusal.field = refusal.field or "rows"
        return show(request, code, refusal)
    return done(request, _("Đã nhập %(n)s dòng.") % {"n": thousands(count)}, "checklists.turns", code=code)


def read_lines(viewer: Identity, text: str) -> list[Turns]:
    """`kỳ | mã đơn vị | đăng ký | đạt`, or the same cells with tabs between. Refuses the first line that can't be read."""
    units = {
        unit.code: unit.id for path in viewer.scopes(KEEPER) for unit in units_on(viewer.day, path).values()
    }
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            found.append(
                _line(number, [cell.strip() for cell in line.split("\t" if "\t" in line else "|")], units)
            )
    return found


def _line(number: int, cells: list[str], units: dict[str, int]) -> Turns:
    period, code, registered, achieved = (*cells, "", "", "", "")[:4]
    when, first, second = parsed(period), _count(registered), _count(achieved)
    if when is None or when.kind not in KINDS or first is None or (achieved and second is None):
        raise TURNS_WRONG(field="rows", line=number)
    if code not in units:
        raise TURNS_PLACE(field="rows", line=number, code=code)
    if second is not None and second > first:
        raise TURNS_OVER(field="rows", line=number, achieved=second, registered=first)
    return Turns(units[code], code, str(when), first, second)


def _count(text: str) -> int | None:
    """A whole number as typed in either language: 1.204, 1,204, 1 204."""
    plain = re.sub(r"[.,\s\u00a0](?=\d{3}\b)", "", text)
    return int(plain) if COUNT.fullmatch(plain) else None
