"""What became of a task: done, late, not up to standard."""

from __future__ import annotations

from django.http import HttpResponse
from ninja import Field, Schema

from thenchot.api.door import Asking, api
from thenchot.api.fields import Day, Short, Text, Version
from thenchot.api.once import write
from thenchot.api.workplan.tasks import Task, task_shown
from thenchot.tokens.caller import Caller
from thenchot.workplan.access import task_to_assess, task_to_report
from thenchot.workplan.actions import report as acts


class Done(Schema):
    """A task reported done."""

    model_config = {"extra": "forbid"}
    done_on: Day = Field(description="the day it was done; after the deadline it counts as late once (Điều 14 khoản 2 điểm c)")
    result: Short = Field("", description="what came of it, such as the number of the document")
    version: Version | None = None


class Late(Schema):
    """One lateness."""

    model_config = {"extra": "forbid"}
    reason: Text = Field(examples=["Quá hạn 2 ngày, chưa có dự thảo"])
    new_deadline: Day | None = None
    version: Version | None = None


class Rejected(Schema):
    """One rejection for its content."""

    model_config = {"extra": "forbid"}
    reason: Text = Field(examples=["Sai căn cứ pháp lý, trả lại để làm lại"])
    redo: bool = Field(False, description="whether a task that was done goes back to its doer", strict=True)
    version: Version | None = None


@api.post(
    "tasks/{int:task_id}/done", url_name="api.done", response=Task, summary="Report a task done", tags=["tasks"]
)
def done(request: Asking, task_id: int, given: Done) -> HttpResponse:
    """Verb `tasks.report`."""
    request.auth.need("tasks.report")
    return write(request, lambda: _done(request.auth, task_id, given))


@api.post(
    "tasks/{int:task_id}/late", url_name="api.late", response=Task, summary="Report a task late", tags=["tasks"]
)
def late(request: Asking, task_id: int, given: Late) -> HttpResponse:
    """Verb `tasks.report`. Each call is one lateness; its doer is asked for an explanation."""
    request.auth.need("tasks.report")
    return write(request, lambda: _late(request.auth, task_id, given))


@api.post(
    "tasks/{int:task_id}/rejected", url_name="api.rejected", response=Task,
    summary="Report a task not up to standard", tags=["tasks"],
)  # fmt: skip
def rejected(request: Asking, task_id: int, given: Rejected) -> HttpResponse:
    """Verb `tasks.report`. Each call is one rejection; its doer is asked for an explanation."""
    request.auth.need("tasks.report")
    return write(request, lambda: _rejected(request.auth, task_id, given))


def _done(caller: Caller, task_id: int, given: Done) -> Task:
    found = task_to_report(caller, task_id)
    found.version = given.version or found.version
    acts.finish(by=caller, task=found, done_on=given.done_on, result=given.result)
    return task_shown(caller, task_id)


def _late(caller: Caller, task_id: int, given: Late) -> Task:
    found = task_to_assess(caller, task_id)
    found.version = given.version or found.version
    acts.mark_late(by=caller, task=found, note=given.reason, new_deadline=given.new_deadline)
    return task_shown(caller, task_id)


def _rejected(caller: Caller, task_id: int, given: Rejected) -> Task:
    found = task_to_assess(caller, task_id)
    found.version = given.version or found.version
    acts.reject(by=caller, task=found, note=given.reason, redo=given.redo)
    return task_shown(caller, task_id)
