"""Whose task it is to change."""

from __future__ import annotations

from thenchot.organisation.queries import unit_on
from thenchot.people.identity import Identity
from thenchot.workplan.models import Task
from thenchot.workplan.queries import task
from thenchot.workplan.refusals import NOT_ASSIGNER, TASK_NOT_FOUND


def task_to_assess(viewer: Identity, task_id: int) -> Task:
    """The task, for who gave it or leads the unit; 403 for its doer, 404 for anybody else."""
    found = task(task_id)
    if found is None:
        raise TASK_NOT_FOUND()
    place = unit_on(found.unit_id, viewer.day)
    path = place.path if place else "-"
    leads = viewer.rank == "head" and viewer.unit_path and path.startswith(viewer.unit_path)
    if found.doer_id != viewer.person_id and (found.leader_id == viewer.person_id or leads):
        return found
    raise NOT_ASSIGNER() if found.doer_id == viewer.person_id else TASK_NOT_FOUND()


def own_task(viewer: Identity, task_id: int) -> Task:
    found = task(task_id)
    if found is None or found.doer_id != viewer.person_id:
        raise TASK_NOT_FOUND()
    return found
