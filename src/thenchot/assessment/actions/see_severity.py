"""A scorer has opened their own severity of a period: from now on the organisation body may see it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from thenchot.assessment.queries.raters import SEEN, SEVERITY, seen_since
from thenchot.audit.actions.record import record_next
from thenchot.audit.actor import Actor
from thenchot.audit.chain import Act
from thenchot.lib import clock


def see_severity(*, by: Actor, period: str, published: datetime) -> None:
    """Keep one act for each figure: a second look at what was published by then is none."""
    if not seen_since(by.id, period, published):
        with transaction.atomic():
            record_next(by, Act(SEVERITY, by.id, SEEN, {"period": period}), clock.now())
