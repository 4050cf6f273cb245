"""Count a try against its limit, or forget the tries."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from thenchot.people.models import Attempt
from thenchot.people.security.limits import Limit


def count_attempt(*, limit: Limit, who: str) -> None:
    """Add one try; the first opens the while, and rows of whiles that are over go."""
    key, now = limit.key(who), timezone.now()
    until = now + timedelta(minutes=limit.minutes)
    rows = Attempt.objects.filter(key=key)
    if rows.filter(until__gt=now).update(tries=F("tries") + 1):
        return
    if rows.filter(until__lte=now).update(tries=1, until=until):
        return
    Attempt.objects.filter(until__lt=now - timedelta(days=1)).delete()
    try:
        with transaction.atomic():
            Attempt.objects.create(key=key, tries=1, until=until)
    except IntegrityError:
        # Another process made the row in between.
        rows.update(tries=F("tries") + 1)


def forget_attempts(*, limit: Limit, who: str) -> None:
    Attempt.objects.filter(key=limit.key(who)).delete()
