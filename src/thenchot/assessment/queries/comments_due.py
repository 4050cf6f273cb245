"""Which deputies may still comment on the sheets before a scorer: their time runs beside the confirming (Điều 17 khoản 2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from thenchot.assessment.models import Comment, Cycle, Sheet
from thenchot.assessment.steps import SUBMITTED, steps_at
from thenchot.people.queries import deputies_over


@dataclass(frozen=True)
class CommentsDue:
    """The last day for deputies' comments, and by sheet the names of those who have made none yet."""

    until: date
    waiting: Mapping[int, tuple[str, ...]]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for names in self.waiting.values() for name in names))


def comments_due(cycle: Cycle, sheets: Sequence[Sheet], today: date) -> CommentsDue | None:
    """None once the time for comments is over, where the period has none, or where no deputy is waited for."""
    until = next((step.last for step in steps_at(cycle.steps) if step.code == "comment" and step.actor == "deputy"), None)
    sent = [sheet for sheet in sheets if sheet.state == SUBMITTED]
    if until is None or today > until or not sent:
        return None
    over = deputies_over((sheet.unit_path for sheet in sent), today)
    if not any(over.values()):
        return None
    said = [sheet.id for sheet in sent if getattr(sheet, "has_comments", True)]
    made = set(Comment.objects.filter(sheet__in=said).values_list("sheet_id", "by_id")) if said else set()
    waiting = {
        sheet.id: tuple(
            name for deputy, name in over[sheet.unit_path] if deputy != sheet.person_id and (sheet.id, deputy) not in made
        )
        for sheet in sent
    }
    waiting = {sheet: names for sheet, names in waiting.items() if names}
    return CommentsDue(until, waiting) if waiting else None
