"""What an auditor sees of each file drawn: its versions, its raises and lowerings, its petitions, and who opened it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from thenchot.assessment.models import LevelChange, Petition, Published, Sheet
from thenchot.audit.models import Opening
from thenchot.audit.queries import openings_among

OPENERS = 20
"""Openings shown of one person, the latest."""


@dataclass(frozen=True)
class Inspected:
    """One file drawn; each list in the order of time, openings the latest first."""

    sheet: Sheet
    versions: Sequence[Published]
    changes: Sequence[LevelChange]
    petitions: Sequence[Petition]
    openings: Sequence[Opening]


def inspected(sheets: Sequence[Sheet]) -> list[Inspected]:
    ids = [sheet.id for sheet in sheets]
    versions = _by_sheet(Published.objects.filter(sheet_id__in=ids).select_related("by").order_by("number"))
    changes = _by_sheet(LevelChange.objects.filter(sheet_id__in=ids).select_related("by").order_by("at", "id"))
    petitions = _by_sheet(Petition.objects.filter(sheet_id__in=ids).select_related("addressee").order_by("id"))
    opened = openings_among({sheet.person_id for sheet in sheets})
    return [
        Inspected(
            sheet, versions[sheet.id], changes[sheet.id], petitions[sheet.id],
            [one for one in opened.get(sheet.person_id, []) if one.at.date() >= sheet.cycle.day][:OPENERS],
        )
        for sheet in sheets
    ]  # fmt: skip


def _by_sheet(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.sheet_id].append(row)
    return found
