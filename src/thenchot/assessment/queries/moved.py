"""Which sheets ended above or below the person's own level, in the end: a raise taken back by the next step is none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Q

from thenchot.assessment.judging import rank_of
from thenchot.assessment.models import Cycle, LevelChange, Sheet
from thenchot.assessment.steps import EXCUSED, OPENED, SUBMITTED
from thenchot.organisation.queries import below
from thenchot.rulesets.queries import frozen


class Moved(NamedTuple):
    """A sheet that somebody raised or lowered, by where it stands now against the self-assessment."""

    unit_id: int
    unit_path: str
    period: str
    raised: bool


def moved(cycles: Sequence[Cycle], path: str = "") -> list[Moved]:
    """Sheets with a raise or a lowering that still holds; one sent back and not confirmed again stands nowhere yet.

    Of a place and everybody below it where its path is given.
    """
    changed = LevelChange.objects.filter(sheet__cycle__in=cycles).values("sheet_id")
    there = below(path, "unit_path") if path else Q()
    rows = Sheet.objects.filter(there, id__in=changed).exclude(state__in=(OPENED, SUBMITTED, EXCUSED))
    columns = ("unit_id", "unit_path", "cycle__period", "cycle__digest", "self_level", "level", "proposed_level", "band")
    found = []
    for unit, path, period, digest, own, *levels in rows.values_list(*columns).iterator():
        book, now = frozen(digest), next((level for level in levels if level), "")
        before, after = rank_of(book, own), rank_of(book, now)
        if before != after:
            found.append(Moved(unit, path, period, after > before))
    return found
