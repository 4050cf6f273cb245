"""Whose task it is to give, to change and to report."""

from __future__ import annotations

from datetime import date

from thenchot.organisation.queries import UnitAt, unit_on, units_on
from thenchot.people.identity import Identity
from thenchot.people.queries import heads_on, post_of
from thenchot.workplan.models import UNGIVEN, Task
from thenchot.workplan.queries import task
from thenchot.workplan.refusals import NOT_APPROVER, NOT_ASSIGNER, NOT_DRAFTER, TASK_NOT_FOUND


def task_to_assess(viewer: Identity, task_id: int) -> Task:
    """The task, for who gave it or leads the unit; 403 for its doer, 404 for anybody else."""
    found = task(task_id)
    if found is None:
        raise TASK_NOT_FOUND()
    if found.doer_id == viewer.person_id:
        raise NOT_ASSIGNER()
    if found.leader_id == viewer.person_id or _leads(viewer, found):
        return found
    raise TASK_NOT_FOUND()


def own_task(viewer: Identity, task_id: int) -> Task:
    found = task(task_id)
    if found is None or found.doer_id != viewer.person_id or found.status in UNGIVEN:
        raise TASK_NOT_FOUND()
    return found


def task_to_report(viewer: Identity, task_id: int) -> Task:
    """Given work of a unit that somebody heads, or that some software reports for; 404 for anything else."""
    found = task(task_id)
    place = unit_on(found.unit_id, viewer.day) if found and found.status not in UNGIVEN else None
    if found is None or place is None or not _heads(viewer, place):
        raise TASK_NOT_FOUND()
    return found


def unit_to_plan(viewer: Identity, unit_id: int) -> UnitAt:
    """A unit whose work one gives (Điều 18 khoản 1 điểm a): its head or a head above; 403 for its people, 404 for others."""
    unit = unit_on(unit_id, viewer.day)
    if unit is None or not viewer.unit_path or not unit.path.startswith(viewer.unit_path):
        raise TASK_NOT_FOUND()
    if viewer.rank != "head":
        raise NOT_ASSIGNER()
    return unit


def table_to_read(viewer: Identity, unit_id: int) -> UnitAt:
    """A unit whose work-plan table one reads: its people, the heads above, a deputy in charge of it, and its offices."""
    unit = unit_on(unit_id, viewer.day)
    if unit is None or not (
        viewer.unit_id == unit.id or _heads(viewer, unit) or viewer.in_charge_of(unit.path) or _office(viewer, unit)
    ):
        raise TASK_NOT_FOUND()
    return unit


def table_to_draft(viewer: Identity, unit_id: int) -> UnitAt:
    """A unit whose table one drafts: its own people, its offices, and who approves it; 403 for others who read it."""
    unit = table_to_read(viewer, unit_id)
    if not may_draft(viewer, unit):
        raise NOT_DRAFTER()
    return unit


def table_to_approve(viewer: Identity, unit_id: int) -> UnitAt:
    """A unit whose table one approves and locks: its head or a head above; 403 for others who read it."""
    unit = table_to_read(viewer, unit_id)
    if not may_approve(viewer, unit):
        raise NOT_APPROVER()
    return unit


def row_to_revise(viewer: Identity, task_id: int) -> Task:
    """A row of a table: a drafted one for who drafts, a given one for who approves."""
    found = task(task_id)
    if found is None or found.status not in ("drafted", "assigned"):
        raise TASK_NOT_FOUND()
    (table_to_draft if found.status == "drafted" else table_to_approve)(viewer, found.unit_id)
    return found


def may_draft(viewer: Identity, unit: UnitAt) -> bool:
    return viewer.unit_id == unit.id or _heads(viewer, unit) or _office(viewer, unit)


def may_approve(viewer: Identity, unit: UnitAt) -> bool:
    return _heads(viewer, unit)


def _heads(viewer: Identity, unit: UnitAt) -> bool:
    return viewer.rank == "head" and bool(viewer.unit_path) and unit.path.startswith(viewer.unit_path)


def _office(viewer: Identity, unit: UnitAt) -> bool:
    return viewer.has("monitoring_office", unit.path)


def _leads(viewer: Identity, found: Task) -> bool:
    """Whether the viewer heads the task's unit or one above; of two heads of one unit each leads their own bloc."""
    place = unit_on(found.unit_id, viewer.day)
    if place is None or viewer.rank != "head" or not viewer.unit_path:
        return False
    return place.path.startswith(viewer.unit_path) and _leads_bloc(viewer, found, place)


def _leads_bloc(viewer: Identity, found: Task, place: UnitAt) -> bool:
    post = post_of(found.doer_id, viewer.day) if found.doer_id else None
    if post is None or not viewer.unit_id == found.unit_id == post.unit_id:
        return True
    heads = heads_on(viewer.day)
    own = heads.get((place.id, post.bloc or place.bloc), heads.get((place.id, "")))
    return own in (None, viewer.person_id)


def assigner_of(task: Task, day: date) -> int | None:
    """Who gave the task: the leader named on it, or else the nearest head at or above its unit who is not its doer."""
    if task.leader_id is not None and task.leader_id != task.doer_id:
        return task.leader_id
    units, heads = units_on(day), heads_on(day)
    post = post_of(task.doer_id, day) if task.doer_id else None
    here = units.get(task.unit_id)
    while here is not None:
        bloc = (post.bloc if post else "") or here.bloc
        head = heads.get((here.id, bloc), heads.get((here.id, "")))
        if head is not None and head != task.doer_id:
            return head
        here = units.get(here.parent_id or 0)
    return None
