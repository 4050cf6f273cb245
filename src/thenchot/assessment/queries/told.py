"""What a message about a result tells its person: score and band in force then, who confirmed and decided, what changed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db.models import Exists, OuterRef

from thenchot.assessment.models import LevelChange, Published, Sheet
from thenchot.rulesets.naming import law_of
from thenchot.rulesets.queries import frozen


@dataclass(frozen=True)
class Told:
    """One version of a published result, as it is told; `changes` are the raises and lowerings that lead to it."""

    sheet_id: int
    at: datetime
    score: Fraction | None
    band: str
    level: str
    confirmed_by: str
    decided_by: str
    replaced_by: str
    law: str
    changes: tuple[LevelChange, ...] = ()


def told_of(person_id: int, sheet_ids: Collection[int]) -> list[Told]:
    """Every version of these results of the person, oldest first; nobody else's. One query, two where a level was moved."""
    if not sheet_ids:
        return []
    rows = Published.objects.filter(sheet_id__in=sheet_ids, sheet__person_id=person_id).order_by("sheet", "number")
    marked = rows.annotate(moved=Exists(LevelChange.objects.filter(sheet_id=OuterRef("sheet_id"))))
    heavy = ("frozen", *(f"sheet__{name}" for name in ("marks", "draft", "inputs", "verdict")))
    versions = list(marked.select_related("sheet__cycle", "sheet__scorer", "sheet__decider", "by").defer(*heavy))
    moved = {row.sheet_id for row in versions if row.moved}
    changes = list(LevelChange.objects.filter(sheet_id__in=moved).order_by("at", "id").select_related("by")) if moved else []
    return [_told(row, changes) for row in versions]


def _told(row: Published, changes: list[LevelChange]) -> Told:
    sheet: Sheet = row.sheet
    mine = tuple(change for change in changes if change.sheet_id == sheet.id and change.at <= row.at)
    return Told(
        sheet.id, row.at, Fraction(row.score) if row.score is not None else None, row.band, row.level,
        confirmed_by=sheet.scorer.full_name if sheet.scorer else "",
        decided_by=sheet.decider.full_name if sheet.decider and row.level else "",
        replaced_by=row.by.full_name if row.by and row.number > 1 else "",
        law=law_of(frozen(sheet.cycle.digest)), changes=mine,
    )  # fmt: skip


def told_at(told: Collection[Told], sheet_id: int, at: datetime) -> Told | None:
    """The version in force when a message was sent; the first where the message is older than all."""
    versions = [one for one in told if one.sheet_id == sheet_id]
    return next((one for one in reversed(versions) if one.at <= at), versions[0] if versions else None)
