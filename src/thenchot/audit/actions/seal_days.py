"""Seal every finished day that is not sealed yet."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max

from thenchot.audit.models import Entry, Seal
from thenchot.audit.seals import leaf, merkle_root, signature


def seal_days(*, before: date) -> int:
    """Seal the days up to, not including, `before` that hold rows; return how many seals were made."""
    made = 0
    while (day := _first_unsealed(before)) is not None:
        with transaction.atomic():
            _seal(day)
        made += 1
    return made


def _first_unsealed(before: date) -> date | None:
    last_id = Seal.objects.aggregate(last=Max("last_id"))["last"] or 0
    first = Entry.objects.filter(id__gt=last_id).order_by("id").values_list("at", flat=True).first()
    day = date.fromisoformat(first[:10]) if first else None
    return day if day and day < before else None


def _seal(day: date) -> None:
    previous = Seal.objects.order_by("-day").first()
    after = previous.last_id if previous else 0
    until = (day + timedelta(days=1)).isoformat()
    rows = list(
        Entry.objects.filter(id__gt=after, at__lt=until).order_by("id").values_list("id", "hash")
    )
    root, prev = merkle_root(leaf(*row) for row in rows), previous.hash if previous else ""
    Seal.objects.create(
        day=day, first_id=rows[0][0], last_id=rows[-1][0], count=len(rows),
        root=root, prev=prev, hash=signature(day, root, prev, len(rows)),
    )  # fmt: skip
