"""Which instrument governs a sheet, a petition or a cycle: a page cites articles of the decree only where it is the decree."""

from __future__ import annotations

from django.db.models import Q

from thenchot.assessment.models import Cycle
from thenchot.rulesets.naming import law_of
from thenchot.rulesets.queries import frozen


def law_behind(*, sheet: int = 0, petition: int = 0, cycle: int = 0) -> str:
    """The short name of the instrument; "" where nothing of the three is named or exists."""
    asked = Q(pk__in=[])
    for name, number in (("sheets__id", sheet), ("sheets__petitions__id", petition), ("id", cycle)):
        asked |= Q(**{name: number}) if number else Q(pk__in=[])
    digest = Cycle.objects.filter(asked).values_list("digest", flat=True).first()
    return law_of(frozen(digest)) if digest else ""
