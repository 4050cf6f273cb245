"""One task: its doer reports and explains, its assigner records what became of it."""

from __future__ import annotations

from django.http import HttpResponse

from thenchot.lib.refusals import Refusal
from thenchot.web.doors import Signed, here_or, signed_in
from thenchot.web.page import page
from thenchot.web.reading import read_whole
from thenchot.web.workplan.doers import doers, place_of
from thenchot.web.workplan.plan import leads
from thenchot.workplan.access import own_task, task_to_assess
from thenchot.workplan.appraisals import asked_for, days_late, said_of
from thenchot.workplan.queries import reports_among, row_of
from thenchot.workplan.queries import task as find


@signed_in()
def task(request: Signed, task_id: int) -> HttpResponse:
    return show(request, task_id)


def show(request: Signed, task_id: int, refusal: Refusal | None = None) -> HttpResponse:
    viewer, known = request.viewer, find(task_id)
    mine = known is not None and known.doer_id == viewer.person_id
    found = own_task(viewer, task_id) if mine else task_to_assess(viewer, task_id)
    asked = (read_whole(request.POST.get(name, "")) for name in ("to", "doer"))
    offered = doers(request, place_of(viewer, found), asked) if leads(viewer) else None
    values = {
        "task": found, "mine": mine, "doers": offered, "today": viewer.day, "section": "workplan.plans",
        "report": reports_among([task_id]).get(task_id),
        "people": [person for person in offered.people if person.id != found.doer_id] if offered else [],
        "row": row_of(found), "owing": found.latenesses or found.rejections or row_of(found).missed,
        "back": here_or(request, ""),
        "asked": asked_for(found, viewer.day), "said": said_of(found), "late": days_late(found),
    }  # fmt: skip
    return page(request, "workplan/task.html", values, refusal)
