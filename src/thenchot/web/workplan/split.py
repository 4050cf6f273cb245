"""Chia việc: a head puts concrete parts in the place of a big task (Điều 18 khoản 1 điểm c)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.lib.refusals import BAD_INPUT, Refusal, refuse_if
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.reading import read_decimal, read_whole
from thenchot.web.workplan.doers import among, doers, place_of
from thenchot.web.workplan.plan import day_typed
from thenchot.workplan.access import task_to_assess
from thenchot.workplan.actions.split import Part
from thenchot.workplan.actions.split import split as divide
from thenchot.workplan.refusals import NO_CONTENT, NO_UNITS, NOT_DOING, TASK_NOT_FOUND

PLACES = range(1, 7)
"""Rows the form offers; a task of more parts is split once more."""
NO_DAY = date.min
NAMES = ("content", "doer", "units", "deadline")


@signed_in("GET", "POST")
def split(request: Signed, task_id: int) -> HttpResponse:
    task = task_to_assess(request.viewer, task_id)
    if request.method == "GET":
        refuse_if(task.status != "assigned", NOT_DOING)
        return _form(request, task_id)
    if "find" in request.POST:
        return _form(request, task_id)
    as_seen(request, task)
    try:
        parts = _parts(request)
        divide(by=request.viewer, task=task, parts=parts)
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        return _form(request, task_id, refusal)
    return done(request, _("Đã chia thành %(n)s việc.") % {"n": len(parts)}, "workplan.plan", period=task.period)


def _parts(request: Signed) -> list[Part]:
    """The rows that were filled in; one that is filled in halfway is refused at its own field."""
    people = {person.id for person in among(request.viewer, _doers_typed(request))}
    rows = [{name: request.POST.get(f"{name}{place}", "").strip() for name in NAMES} for place in PLACES]
    return [_part(row, place, people) for place, row in zip(PLACES, rows, strict=True) if any(row.values())]


def _doers_typed(request: Signed) -> list[int]:
    return [read_whole(request.POST.get(f"doer{place}", "")) for place in PLACES]


def _part(row: dict[str, str], place: int, people: set[int]) -> Part:
    doer, units = read_whole(row["doer"]), read_decimal(row["units"]) or Decimal(0)
    if not row["content"]:
        raise NO_CONTENT(field=f"content{place}")
    if units <= 0:
        raise NO_UNITS(field=f"units{place}")
    refuse_if(doer not in people, TASK_NOT_FOUND)
    deadline = day_typed(row["deadline"], NO_DAY, f"deadline{place}")
    return Part(row["content"], doer, units, None if deadline == NO_DAY else deadline)


def _form(request: Signed, task_id: int, refusal: Refusal | None = None) -> HttpResponse:
    task = task_to_assess(request.viewer, task_id)
    offered = doers(request, place_of(request.viewer, task), _doers_typed(request))
    people = [(person.id, f"{person.name} · {person.title}") for person in offered.people]
    values = {"task": task, "people": people, "doers": offered, "places": PLACES, "section": "workplan.plans"}
    return page(request, "workplan/split.html", values, refusal)
