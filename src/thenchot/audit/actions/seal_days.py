"""Seal every finished day that is not sealed yet."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max

from thenchot.audit.models import Entry, Seal
from thenchot.audit.queries import first_unsealed, last_seal
from thenchot.audit.seals import leaf, merkle_root, signature


def seal_days(*, before: date) -> int:
    """Seal the days up to, not including, `before` that hold rows; return how many seals were made."""
    made = 0
    while (due := first_unsealed()) is not None and due.day < before:
        with transaction.atomic():
            _seal(due.day)
        made += 1
    return made


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
