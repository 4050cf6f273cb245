"""Who confirmed is told, once, of each sheet whose work changed since: the confirmed score stands until somebody acts."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from thenchot.assessment.models import Cycle, Sheet
from thenchot.assessment.queries.changed import Changed, changed_in
from thenchot.lib.database import wait_for
from thenchot.notices.actions.notify import Message, notify
from thenchot.notices.queries import last_sent

KIND = "work_changed"


def tell_changed(cycle: Cycle) -> int:
    """Send what nobody was told of since the last confirmation; return how many messages. Safe to repeat."""
    found = {_link(one): one for one in changed_in(cycle) if one.sheet.scorer_id and one.sheet.confirmed_at}
    if not found:
        return 0
    with transaction.atomic():
        # Two runs at once: the second waits here and finds everybody told just now.
        wait_for("tell_changed", cycle.id)
        told = last_sent(KIND, found)
        due = [one for link, one in found.items() if link not in told or _before(told[link], one.sheet)]
        return notify(_message(cycle, one) for one in due)


def _before(sent: datetime, sheet: Sheet) -> bool:
    """Whether a message stands from before the last confirmation."""
    return sheet.confirmed_at is not None and sent < sheet.confirmed_at


def _link(one: Changed) -> str:
    return f"/phieu/{one.sheet.id}"


def _message(cycle: Cycle, one: Changed) -> Message:
    params = {"period": cycle.period, "by": one.sheet.person.full_name, "sheet": one.sheet.id}
    return Message(one.sheet.scorer_id or 0, KIND, params, _link(one))
