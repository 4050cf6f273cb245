"""How often something may be tried within a while, counted in one place for all processes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.utils import timezone

from thenchot.people.models import Attempt


@dataclass(frozen=True)
class Limit:
    """So many tries in so many minutes from the first."""

    name: str
    allowed: int
    minutes: int

    def key(self, who: str) -> str:
        """The row of somebody; what was typed as a name is kept as a digest only."""
        return f"{self.name}:{hashlib.sha256(who.strip().casefold().encode()).hexdigest()[:48]}"


def spent(limit: Limit, who: str) -> bool:
    """Whether no try is left."""
    tried = Attempt.objects.filter(key=limit.key(who), until__gt=timezone.now()).values_list("tries", flat=True)
    return (tried.first() or 0) >= limit.allowed
