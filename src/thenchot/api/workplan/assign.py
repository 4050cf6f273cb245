"""Give work to somebody of the key's subtree."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from django.http import HttpResponse
from ninja import Field, Schema

from thenchot.api.door import Asking, api
from thenchot.api.fields import Code, Day, Text, Units
from thenchot.api.once import CREATED, write
from thenchot.api.people.found import working_here
from thenchot.api.workplan.tasks import Task, task_shown
from thenchot.tokens.caller import Caller
from thenchot.workplan.access import unit_to_plan
from thenchot.workplan.actions.assign import PlanRow, assign_once


class NewTask(Schema):
    """Work to give; the doer's own unit has it in its plan."""

    model_config = {"extra": "forbid"}
    doer: Code = Field(description="staff code", examples=["BT-011"])
    content: Text = Field(examples=["Trả lời công văn 45/UBND-KT"])
    units: Units = Field(description="converted units, exact, above 0", examples=["2.5"])
    period: Code = Field(description="2026-11, or 2026-Q4 where a body follows by quarter", examples=["2026-11"])
    deadline: Day | None = None
    leader: Code | None = Field(None, description="staff code of the leader in charge; the head of the unit where none is named")
    origin: Literal["planned", "unplanned"] = "unplanned"
    reference: str = Field("", max_length=100, description="number of the document or of the task in the sending software")


@api.post("tasks", url_name="api.assign", response={201: Task}, summary="Assign work", tags=["tasks"])
def assign(request: Asking, given: NewTask) -> HttpResponse:
    """Verb `tasks.assign`. The same row is refused (422, `workplan.given_already`) when it is given again under a new key."""
    caller = request.auth
    caller.need("tasks.assign")
    return write(request, lambda: _assigned(caller, given), CREATED)


def _assigned(caller: Caller, given: NewTask) -> Task:
    doer = working_here(caller, given.doer, "doer")
    unit = unit_to_plan(caller, doer.unit_id)
    leader = working_here(caller, given.leader, "leader") if given.leader else None
    row = PlanRow(
        unit_id=unit.id, period=given.period, content=given.content.strip(), units=Decimal(given.units), doer_id=doer.person_id,
        leader_id=leader.person_id if leader else None, deadline=given.deadline, origin=given.origin,
        source=" · ".join(part for part in (caller.token_name, given.reference.replace("\x00", "").strip()) if part)[:200],
    )  # fmt: skip
    return task_shown(caller, assign_once(by=caller.actor, row=row))
