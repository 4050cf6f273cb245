"""The one writer of organisations' sheets: a conditional UPDATE and one line of audit in a short transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import F

from thenchot.audit.actions.record import keep
from thenchot.audit.chain import Act, entry
from thenchot.bodies.models import BodySheet
from thenchot.bodies.refusals import CHANGED, PUBLISHED_ALREADY
from thenchot.bodies.states import PUBLISHED
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity

KIND = "body_sheet"
"""What the trail calls an organisation's sheet."""


@dataclass(frozen=True)
class Move:
    """What a sheet becomes: the columns to write, and what the trail says of it."""

    action: str
    columns: Mapping[str, object]
    payload: Mapping[str, object] = field(default_factory=dict)


def write(by: Identity, sheet: BodySheet, move: Move, at: datetime) -> None:
    """Raises CHANGED when the sheet is no longer the version the move was decided on, and PUBLISHED_ALREADY where its result
    is published: from then on it is only replaced (Điều 4 khoản 4). What a publication left behind goes on.
    """
    refuse_if(sheet.state == PUBLISHED and move.action != "replace", PUBLISHED_ALREADY)
    row = entry(by.actor, Act(KIND, sheet.id, move.action, dict(move.payload), sheet.last_hash), at)
    with transaction.atomic():
        same = BodySheet.objects.filter(id=sheet.id, version=sheet.version)
        if not same.update(**move.columns, version=F("version") + 1, last_hash=row.hash):
            raise CHANGED()
        keep([row])
    sheet.last_hash, sheet.version = row.hash, sheet.version + 1
    for name, value in move.columns.items():
        setattr(sheet, name, value)
