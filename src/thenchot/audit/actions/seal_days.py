"""Seal every finished day that is not sealed yet."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max

from thenchot.audit.models import Entry, Seal
from thenchot.audit.queries import first_unsealed, last_seal
from thenchot.audit.seals import leaf, merkle_root, signature
from thenchot.lib.database import wait_for


def seal_days(*, before: date) -> int:
    """Seal the days up to, not including, `before` that hold rows; return how many seals were made."""
    made = 0
    while _seal_next(before):
        made += 1
    return made


def _seal_next(before: date) -> bool:
    """Seal one day in a transaction of its own; a second run at the same moment waits, and finds nothing left to do."""
    with transaction.atomic():
        wait_for("seal")
        due = first_unsealed()
        if due is None or due.day >= before:
            return False
        _seal(due.day)
    return True


def _seal(day: date) -> None:
    previous = last_seal()
    after = previous.last_id if previous else 0
    until = (day + timedelta(days=1)).isoformat()
    # Around midnight two writers may get their numbers in the other order than their times. A seal covers an unbroken
    # run of numbers up to the day's last row, so a row of the next day's first second may come under it as well.
    last = Entry.objects.filter(id__gt=after, at__lt=until).aggregate(last=Max("id"))["last"]
    rows = list(Entry.objects.filter(id__gt=after, id__lte=last).order_by("id").values_list("id", "hash"))
    root, prev = merkle_root(leaf(*row) for row in rows), previous.hash if previous else ""
    Seal.objects.create(
        day=day, first_id=rows[0][0], last_id=rows[-1][0], count=len(rows),
        root=root, prev=prev, hash=signature(day, root, prev, len(rows)),
    )  # fmt: skip
