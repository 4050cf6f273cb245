"""Put published results into the queue for the national database, in the transaction that publishes or replaces them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from thenchot.lib import clock
from thenchot.outbound.duties import duty_of
from thenchot.outbound.models import Owed


@dataclass(frozen=True)
class Known:
    """The results of a cycle that are known from a moment on."""

    cycle_id: int
    period: str
    rulebook: str
    category: str
    scope_id: int
    at: datetime


@dataclass(frozen=True)
class Version:
    """One version of one person's result."""

    sheet_id: int
    number: int
    person_id: int
    unit_id: int


COLUMNS = "sheet_id, number, person_id, unit_id, cycle_id, period, rulebook, scope_id, known_on, due_on, refused"


def owe_selected(known: Known, source: str, params: Iterable[Any]) -> int:
    """Queue one row for each row of a SELECT of sheet_id, number, person_id, unit_id, inside the database; returns how many."""
    fixed = _fixed(known)
    if fixed is None:
        return 0
    statement = (
        f"INSERT INTO outbound_owed ({COLUMNS}) SELECT s.sheet_id, s.number, s.person_id, s.unit_id, "
        f"{', '.join(['%s'] * len(fixed))} FROM ({source}) s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*fixed, *params])
        return int(cursor.rowcount)


def owe(known: Known, version: Version) -> None:
    """Queue one version; one before it that no packet holds yet need not travel any more."""
    fixed = _fixed(known)
    if fixed is None:
        return
    earlier = Owed.objects.filter(sheet_id=version.sheet_id, number__lt=version.number, packet=None, settled_at=None)
    earlier.update(settled_at=known.at)
    columns = COLUMNS.split(", ")
    Owed.objects.create(**dict(zip(columns, [*vars(version).values(), *fixed], strict=True)))


def _fixed(known: Known) -> list[Any] | None:
    """What all rows of one moment share; None where no text asks for them."""
    day = known.at.astimezone(clock.VIETNAM).date()
    duty = duty_of(known.rulebook, known.category, day)
    if duty is None:
        return None
    return [known.cycle_id, known.period, known.rulebook, known.scope_id, day, duty.due_on(day), ""]
