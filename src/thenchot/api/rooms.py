"""Every file with operations: importing one hangs its addresses on the door, so whoever lists or describes them imports this."""

from __future__ import annotations

from thenchot.api.assessment import results, sheets
from thenchot.api.evidence import enter_fact, facts, withdraw_fact
from thenchot.api.organisation import units
from thenchot.api.people import people
from thenchot.api.tokens import me
from thenchot.api.workplan import assign, report, tasks

ROOMS = (me, units, people, tasks, assign, report, facts, enter_fact, withdraw_fact, sheets, results)
