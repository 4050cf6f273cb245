"""The scorer asks a person for the explanations they owe (yêu cầu giải trình); not again within four hours."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from thenchot.assessment.models import Reminder, Sheet
from thenchot.assessment.moves import Move, write
from thenchot.assessment.refusals import ASKED_LATELY, NOTHING_OWED, WRONG_STATE
from thenchot.assessment.steps import OPENED, STATE_NAMES, SUBMITTED, refuse_published
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.lib.refusals import refuse_if
from thenchot.notices.actions.notify import Message
from thenchot.people.identity import Identity
from thenchot.workplan.queries import contents_of, read_tasks

QUIET = timedelta(hours=4)
STEP = "explain"


def ask_explanations(*, by: Identity, sheet: Sheet) -> int:
    """Tell the person which tasks wait for their words; returns how many. Refuses where none does."""
    refuse_published(sheet.cycle.state)
    refuse_if(sheet.state not in (OPENED, SUBMITTED), WRONG_STATE, state=STATE_NAMES[sheet.state])
    owed = read_tasks(sheet.cycle.period, [sheet.person_id]).silences.get(sheet.person_id, [])
    refuse_if(not owed, NOTHING_OWED)
    at = clock.now()
    told = {"by": by.name, "period": sheet.cycle.period, "task": "; ".join(contents_of(owed))}
    message = Message(sheet.person_id, "explanation_asked", told, f"/ke-hoach/viec/{owed[0]}#giai-trinh")
    with transaction.atomic():
        wait_for("remind", sheet.cycle_id)
        reminded = Reminder.objects.filter(cycle_id=sheet.cycle_id, person_id=sheet.person_id, step=STEP)
        refuse_if(reminded.filter(at__gt=at - QUIET).exists(), ASKED_LATELY)
        Reminder.objects.create(cycle_id=sheet.cycle_id, person_id=sheet.person_id, step=STEP, at=at)
        move = Move(sheet, "ask_explanations", {"state": sheet.state}, {"tasks": owed}, messages=(message,))
        write(by.actor, [move], at)
    return len(owed)
