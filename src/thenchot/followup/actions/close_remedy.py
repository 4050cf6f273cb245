"""Close a remedy with its result, or give it back with a reason and a new day (kết thúc, giao làm tiếp)."""

from __future__ import annotations

from datetime import date

from thenchot.followup.actions.raise_remedy import checked_day
from thenchot.followup.actions.report_remedy import LONGEST, write_remedy
from thenchot.followup.models import Remedy
from thenchot.followup.refusals import NO_REASON, NO_RESULT, NOTHING_REPORTED, REMEDY_CLOSED
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.notices.actions.notify import Message
from thenchot.people.identity import Identity


def close_remedy(*, by: Identity, remedy: Remedy, result: str) -> None:
    """The weakness is gone, with what was found; whoever follows the unit says so, never the owner."""
    refuse_if(remedy.state == "closed", REMEDY_CLOSED)
    if not result.strip():
        raise NO_RESULT(field="result")
    columns = {
        "state": "closed", "result": result.strip()[:LONGEST], "closed_on": clock.today(), "closed_by_id": by.person_id
    }  # fmt: skip
    message = Message(remedy.owner_id, "remedy_closed", {"by": by.name, "note": result.strip()}, f"/khac-phuc/{remedy.id}")
    write_remedy(by, remedy, "close", columns, message)


def return_remedy(*, by: Identity, remedy: Remedy, reason: str, due: date) -> None:
    """What was reported is not enough: the owner goes on, until a new day."""
    refuse_if(remedy.state != "reported", NOTHING_REPORTED)
    if not reason.strip():
        raise NO_REASON(field="reason")
    params = {"by": by.name, "note": reason.strip(), "due": checked_day(due).isoformat()}
    message = Message(remedy.owner_id, "remedy_returned", params, f"/khac-phuc/{remedy.id}")
    write_remedy(by, remedy, "return", {"state": "open", "due": due}, message, note=reason.strip())
