"""Record that one page showed somebody the files of many: one row with all their numbers, each version of a file once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.actor import Actor
from thenchot.audit.chain import Act
from thenchot.audit.queries import SHOWING, shown_since
from thenchot.lib import clock


def record_showing(by: Actor, shown: Mapping[int, int], what: str, since: date) -> None:
    """Keep one act for what of `shown` (version by number of the sheet) this reader has not been shown since that day."""
    known = shown_since(by.id, since)
    fresh = {str(number): version for number, version in shown.items() if known.get(number, -1) < version}
    if fresh:
        with transaction.atomic():
            record_next(by, Act(SHOWING, by.id, "show", {"what": what, "sheets": fresh}), clock.now())
