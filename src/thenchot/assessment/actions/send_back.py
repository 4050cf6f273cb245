"""A sheet is returned to be completed (trả lại phiếu), or a person who has not sent it gets more time."""

from __future__ import annotations

from thenchot.assessment.judging import Bench
from thenchot.assessment.models import Cycle, Sheet
from thenchot.assessment.moves import Move, write
from thenchot.assessment.refusals import LEADER_CONFIRMED, RETURN_NOTE, WRONG_STATE
from thenchot.assessment.steps import (
    CONFIRMED,
    DECIDED,
    EXCUSED,
    OPENED,
    PROPOSED,
    STATE_NAMES,
    SUBMITTED,
    has,
    refuse_published,
)
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.notices.actions.notify import Message
from thenchot.organisation.queries import SEGMENT
from thenchot.people.identity import Identity


def send_back(*, by: Identity, sheet: Sheet, note: str) -> None:
    """Reopen the sheet for the person, with what is missing; the marks they sent are where they start from.

    On a sheet not sent yet it extends the time until the next step ends. Refuses a confirmed sheet on which the index d
    of a leader, confirmed since, is built. In a year, which nobody confirms, who proposes may take a proposal back with it.
    """
    refuse_if(not note.strip(), RETURN_NOTE)
    refuse_published(sheet.cycle.state)
    refuse_if(sheet.state not in returnable(sheet.cycle), WRONG_STATE, state=STATE_NAMES[sheet.state])
    if sheet.state == CONFIRMED and (leader := confirmed_leader(sheet)):
        raise LEADER_CONFIRMED(leader=leader.person)
    columns: dict[str, object] = {
        "marks": {name: marks for name, marks in sheet.marks.items() if name not in ("confirmed", "leader")},
        "state": OPENED, "return_note": note.strip(), "submitted_at": None, "confirmed_at": None,
        "score": None, "band": "", "inputs": {}, "verdict": {}, "absence": "", "absence_note": "",
        "proposed_level": "",
    }  # fmt: skip
    params = {"period": sheet.cycle.period, "by": by.name, "note": note.strip()}
    told = Message(sheet.person_id, "sheet_returned" if sheet.was_sent else "sheet_extended", params, f"/phieu/{sheet.id}")
    # What the confirmation weighed is free again: it is proposed anew when the sheet comes back.
    weighs = () if sheet.state == CONFIRMED else None
    move = Move(sheet, "send_back", columns, {"note": note.strip()}, messages=(told,), weighs=weighs)
    write(by.actor, [move], clock.now())


def returnable(cycle: Cycle) -> tuple[str, ...]:
    """The states a sheet of the cycle is returned from: up to the step of who takes it up first."""
    return (OPENED, SUBMITTED, CONFIRMED if has(cycle.steps, "confirm") else PROPOSED, EXCUSED)


def confirmed_leader(sheet: Sheet) -> Sheet | None:
    """A leader whose sheet is confirmed already with an index d built on this one."""
    above = [sheet.unit_path[:end] for end in range(SEGMENT, len(sheet.unit_path) + 1, SEGMENT)]
    rows = Sheet.objects.filter(cycle_id=sheet.cycle_id, unit_path__in=above, state__in=(CONFIRMED, PROPOSED, DECIDED))
    leaders = list(rows.exclude(rank="staff").exclude(id=sheet.id).select_related("person").order_by("-unit_path", "id"))
    bench = Bench(sheet.cycle, leaders)
    return next((leader for leader in leaders if bench.counts(leader, sheet.person_id)), None)
