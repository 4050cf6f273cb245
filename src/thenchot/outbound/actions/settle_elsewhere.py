"""What was entered in the national database by another way (cập nhật bằng cách khác) is settled, with how and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.lib.refusals import refuse_if
from thenchot.outbound.queries import unpacked
from thenchot.outbound.refusals import ELSEWHERE_DAY, HOW_NEEDED, NOTHING_OWED
from thenchot.people.identity import Identity

LONGEST = 300


@dataclass(frozen=True)
class Elsewhere:
    """The period by its cycle, by which way its results were entered, and on which day."""

    cycle_id: int
    how: str
    on: date | None


def settle_elsewhere(*, by: Identity, given: Elsewhere) -> int:
    """Settle whatever of the period no packet holds, in one statement; returns how many results that were.

    Refuses without the way or the day, a day before the results were known, and where nothing is owed.
    """
    if not 0 < len(given.how.strip()) <= LONGEST:
        raise HOW_NEEDED("how")
    at = clock.now()
    with transaction.atomic():
        # Of two at once the second waits here and finds nothing left.
        wait_for("owed", given.cycle_id)
        rows = unpacked(by, given.cycle_id)
        first = rows.order_by("known_on").values_list("known_on", flat=True).first()
        refuse_if(first is None, NOTHING_OWED)
        assert first is not None
        if given.on is None or not first <= given.on <= clock.today():
            raise ELSEWHERE_DAY("on", known=f"{first:%d/%m/%Y}")
        count = rows.update(settled_at=at, refused="")
        payload: dict[str, object] = {"how": given.how.strip(), "on": given.on, "count": count}
        record_next(by.actor, Act("owed", given.cycle_id, "settle_elsewhere", payload), at)
    return count
