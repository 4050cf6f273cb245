"""Record that somebody opened a person's file: the one second call a door may make."""

from __future__ import annotations

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
