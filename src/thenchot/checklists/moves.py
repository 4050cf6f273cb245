"""Write a checklist or a reply once: the row only if nobody changed it since it was read, and its line of the trail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db import IntegrityError, transaction

from thenchot.audit.actions.record import keep
from thenchot.audit.actor import Actor
from thenchot.audit.chain import Act, entry
from thenchot.checklists.models import Checklist, PastTurns, Reply
from thenchot.checklists.refusals import CHANGED
from thenchot.lib.refusals import refuse_if

Row = Checklist | Reply | PastTurns
KINDS = {Checklist: "checklist", Reply: "reply", PastTurns: "past_turns"}
NEW = 0
"""The version of a row that is not kept yet."""
PLACES = Decimal("0.000000000001")


def write(
    by: Actor, row: Row, act: tuple[str, dict[str, object]], values: Mapping[str, Any], at: datetime
) -> None:
    """Refuses (409) where somebody was faster: zero rows changed is their version."""
    name, payload = act
    line = entry(by, Act(KINDS[type(row)], row.id, name, payload, row.last_hash), at)
    with transaction.atomic():
        overwrite(row, {**values, "last_hash": line.hash})
        keep([line])


def begin(
    by: Actor, row: Row, act: tuple[str, dict[str, object]], values: Mapping[str, Any], at: datetime
) -> None:
    """Write a row that is not kept yet, with its first line; refuses (409) where somebody wrote the same one first."""
    name, payload = act
    with transaction.atomic():
        insert(row, values)
        line = entry(by, Act(KINDS[type(row)], row.id, name, payload), at)
        type(row)._default_manager.filter(pk=row.id).update(last_hash=line.hash)
        keep([line])


def insert(row: Row, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.version = 1
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise CHANGED() from None


def overwrite(row: Row, values: Mapping[str, Any]) -> None:
    rows = type(row)._default_manager.filter(pk=row.id, version=row.version)
    refuse_if(not rows.update(version=row.version + 1, **values), CHANGED)


def put(
    by: Actor, row: Row, act: tuple[str, dict[str, object]], values: Mapping[str, Any], at: datetime
) -> None:
    """`write`, or `begin` where nothing is kept yet."""
    (begin if row.version == NEW else write)(by, row, act, values, at)


def decimal(number: Fraction | None) -> Decimal | None:
    """For the column that is sorted by; the exact value is made of the kept answers."""
    if number is None:
        return None
    return (Decimal(number.numerator) / Decimal(number.denominator)).quantize(PLACES)
