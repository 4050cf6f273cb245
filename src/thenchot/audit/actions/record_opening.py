"""Record that somebody opened a person's file: the one second call a door may make."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from thenchot.audit.actor import Actor
from thenchot.audit.models import Opening
from thenchot.lib import clock

SAME_VISIT = timedelta(minutes=15)


def record_opening(by: Actor, subject_id: int, what: str) -> None:
    """Keep one line for a visit: the same viewer at the same thing within a quarter of an hour is one opening."""
    if by.id == subject_id:
        return
    at = clock.now()
    known = Opening.objects.filter(subject_id=subject_id, viewer_id=by.id, what=what, at__gt=at - SAME_VISIT)
    if not known.exists():
        Opening.objects.create(subject_id=subject_id, viewer_id=by.id, viewer=by.label, what=what, at=at)


def record_openings(by: Actor, subject_ids: Iterable[int], what: str) -> None:
    """Keep one line for each person whose paper lies in one file, by the rule of `record_opening`, in two statements."""
    at, wanted = clock.now(), {subject for subject in subject_ids if subject != by.id}
    known = Opening.objects.filter(viewer_id=by.id, what=what, at__gt=at - SAME_VISIT).values_list("subject_id", flat=True)
    rows = [
        Opening(subject_id=subject, viewer_id=by.id, viewer=by.label, what=what, at=at) for subject in sorted(wanted - set(known))
    ]
    Opening.objects.bulk_create(rows, batch_size=500)
