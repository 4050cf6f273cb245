"""Name a weakness with the action against it, its owner and its day (nêu việc khắc phục)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from thenchot.audit.actions.record import record
from thenchot.audit.chain import Act
from thenchot.followup.actions.prepare_briefing import Sitting
from thenchot.followup.models import Briefing, Remedy
from thenchot.followup.refusals import (
    CONCLUDED,
    NOT_A_MONTH,
    REMEDY_INCOMPLETE,
    REMEDY_PAST,
    REMEDY_THERE,
    REMEDY_TOO_LONG,
    STRANGER,
)
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.lib.periods import Period
from thenchot.lib.refusals import refuse_if
from thenchot.notices.actions.notify import Message, notify
from thenchot.organisation.queries import unit_on
from thenchot.people.identity import Identity
from thenchot.people.queries import staff_among
from thenchot.workplan.models import Task

LONGEST, LONGEST_GROUND = 500, 300


@dataclass(frozen=True)
class Weakness:
    """A weakness and what is to be done about it; `task_id` where it showed in a piece of work of the unit."""

    weakness: str
    action: str
    owner_id: int
    due: date | None
    task_id: int | None = None
    ground: str = ""


def raise_remedy(*, by: Identity, sitting: Sitting, given: Weakness) -> int:
    """Keep it and tell its owner; returns its number. After the meeting is concluded the next month's page takes it."""
    refuse_if(Period.parse(sitting.period).kind != "month", NOT_A_MONTH)
    due = _checked(given)
    if not staff_among(sitting.unit.path, by.day, [given.owner_id]):
        raise STRANGER(field="owner")
    at = clock.now()
    with transaction.atomic():
        wait_for("remedies", sitting.unit.id)
        _refuse_late_and_twice(sitting, given)
        row = Remedy.objects.create(
            unit_id=sitting.unit.id, period=sitting.period, weakness=given.weakness.strip(), action=given.action.strip(),
            owner_id=given.owner_id, due=due, task_id=_task_of(sitting, given), ground=given.ground.strip()[:LONGEST_GROUND],
            raised_by_id=by.person_id, at=at,
        )  # fmt: skip
        said = {"weakness": row.weakness, "note": row.action, "owner": row.owner_id, "due": due.isoformat()}
        head = record(by.actor, [Act("remedy", row.id, "raise", {"unit": row.unit_id, "period": row.period, **said})], at)[0]
        Remedy.objects.filter(id=row.id).update(last_hash=head)
        params = {"by": by.name, "task": row.action, "due": due.isoformat()}
        notify([Message(row.owner_id, "remedy_raised", params, f"/khac-phuc/{row.id}")])
    return row.id


def _checked(given: Weakness) -> date:
    asked = (
        ("weakness", bool(given.weakness.strip()), _("hạn chế")),
        ("action", bool(given.action.strip()), _("việc làm để khắc phục")),
        ("owner", given.owner_id > 0, _("người chịu trách nhiệm")),
        ("due", given.due is not None, _("hạn")),
    )
    for name, there, what in asked:
        if not there:
            raise REMEDY_INCOMPLETE(field=name, what=what)
    for name, text in (("weakness", given.weakness), ("action", given.action)):
        if len(text.strip()) > LONGEST:
            raise REMEDY_TOO_LONG(field=name, length=len(text.strip()), limit=LONGEST)
    assert given.due is not None
    return checked_day(given.due)


def checked_day(due: date) -> date:
    if due < clock.today():
        raise REMEDY_PAST(field="due", day=f"{due:%d/%m/%Y}")
    return due


def _refuse_late_and_twice(sitting: Sitting, given: Weakness) -> None:
    here = Briefing.objects.filter(unit_id=sitting.unit.id, period=sitting.period, state="concluded")
    refuse_if(here.exists(), CONCLUDED)
    same = Remedy.objects.filter(unit_id=sitting.unit.id, weakness=given.weakness.strip(), owner_id=given.owner_id)
    if same.exclude(state="closed").exists():
        raise REMEDY_THERE(field="weakness")


def _task_of(sitting: Sitting, given: Weakness) -> int | None:
    """The work it showed in; a number of another period's work, or of a place elsewhere, is none: readers see what it says."""
    found = Task.objects.filter(id=given.task_id, period=sitting.period).first() if given.task_id else None
    place = unit_on(found.unit_id, clock.today()) if found else None
    return found.id if found and place and place.path.startswith(sitting.unit.path) else None
