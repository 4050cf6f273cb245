"""Which edition of each checklist holds at a place on a day: the nearest body's, as with rulebooks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import F, Q, QuerySet

from thenchot.checklists.models import Checklist
from thenchot.checklists.schema import read_content
from thenchot.lib.periods import Period
from thenchot.organisation.queries import SEGMENT, in_force
from thenchot.rules.checklist import Edition

PLACE = "unit__versions__"


@dataclass(frozen=True)
class Placed:
    """An edition with the row it is kept in, and where its body stands in the tree."""

    row: Checklist
    edition: Edition
    path: str

    @property
    def id(self) -> int:
        return self.row.id


def above(path: str) -> list[str]:
    """The place itself and every place over it."""
    return [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]


def with_place(day: date, paths: list[str] | None = None) -> QuerySet[Checklist]:
    """Checklists with `place`, the path of their body on the day; of the bodies at these places, where any are named."""
    there = Q() if paths is None else Q(unit__versions__path__in=paths)
    return Checklist.objects.filter(in_force(day, PLACE) & there).annotate(place=F(f"{PLACE}path"))


def placed(row: Checklist, day: date) -> Placed:
    path = getattr(row, "place", None)
    if path is None:
        path = str(getattr(with_place(day).filter(id=row.id).first(), "place", "-"))
    return Placed(row, read_content(row.content), path)


def holding(path: str, day: date, now: date | None = None) -> list[Placed]:
    """Every checklist in force on the day at or above the place, the nearest body's of each code; the tree as of `now`."""
    if not any_in_force():
        return []
    today = now or day
    rows = with_place(today, above(path)).filter(in_force(day), state="in_force")
    nearest: dict[str, Checklist] = {}
    for row in sorted(rows, key=lambda row: (len(getattr(row, "place", "")), row.id)):
        nearest[row.code] = row
    return sorted((placed(row, today) for row in nearest.values()), key=lambda one: one.edition.vi)


def any_in_force() -> bool:
    """Every sheet asks what holds, and most bodies hold nothing: spelling the whole question costs fifty times as much.

    An edition that was ended keeps its row and its days: without any row nothing was ever answered either.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM checklists_checklist WHERE state = 'in_force' LIMIT 1")
        return cursor.fetchone() is not None


def holds_in(found: Placed, period: Period) -> bool:
    """An edition is answered for a period on whose last day it is in force; who ends one lets the next take the period over."""
    row = found.row
    begun = row.valid_from is not None and row.valid_from <= period.last
    return row.state == "in_force" and begun and (row.valid_to is None or period.last <= row.valid_to)


def at_or_below(paths: list[str], column: str) -> Q:
    """The condition that a path lies under any of these; none for none."""
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(**{f"{column}__gte": path, f"{column}__lt": path + "z"})
    return found
