"""Reading the notes on somebody's work (ghi nhận theo dõi)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from thenchot.followup.models import Note


@dataclass(frozen=True)
class NoteRow:
    """A note with its author and, where it is about one piece of work, that work's content."""

    id: int
    person_id: int
    person: str
    period: str
    task_id: int | None
    task: str
    text: str
    by_id: int
    by: str
    at: datetime


def notes_about(person_id: int, period: str) -> list[NoteRow]:
    """What was noted on somebody's work of the period, the newest first: it stands beside the sheet."""
    return _rows(Note.objects.filter(person_id=person_id, period=period))


def notes_among(person_ids: Collection[int], period: str, most: int) -> list[NoteRow]:
    """The newest notes on these people's work of the period."""
    return _rows(Note.objects.filter(person_id__in=person_ids, period=period), most)


def note_counts(person_ids: Collection[int], period: str) -> dict[int, int]:
    """How many notes stand on each person's work of the period."""
    found: dict[int, int] = {}
    for person_id in Note.objects.filter(person_id__in=person_ids, period=period).values_list("person_id", flat=True):
        found[person_id] = found.get(person_id, 0) + 1
    return found


def _rows(notes: QuerySet[Note], most: int | None = None) -> list[NoteRow]:
    found = notes.select_related("person", "task", "by").order_by("-at", "-id")[:most]
    return [
        NoteRow(
            id=row.id, person_id=row.person_id, person=row.person.full_name, period=row.period, task_id=row.task_id,
            task=row.task.content if row.task else "", text=row.text, by_id=row.by_id, by=row.by.full_name, at=row.at,
        )
        for row in found
    ]  # fmt: skip
