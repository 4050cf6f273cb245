"""Begin the work-plan table of a unit and month (lập biểu ngang), from a resolution or conclusion or from none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.workplan.actions.assign import check_period
from thenchot.workplan.models import PlanTable
from thenchot.workplan.refusals import NOT_A_DRAFT, SOURCE_TOO_LONG, TABLE_CHANGED, TABLE_THERE

LONGEST_NUMBER, LONGEST_TITLE = 60, 300


@dataclass(frozen=True)
class Source:
    """The resolution or conclusion behind a month's work; empty texts for none."""

    number: str = ""
    day: date | None = None
    title: str = ""

    @property
    def columns(self) -> dict[str, object]:
        return {
            "source_number": self.number.strip(),
            "source_date": self.day,
            "source_title": self.title.strip(),
        }


def draft_plan(*, by: Identity, unit_id: int, period: str, source: Source) -> int:
    """Begin the table; returns its number. Of two who begin it at once the second is told that it is there."""
    check_period(period)
    _check(source)
    with transaction.atomic():
        table, made = PlanTable.objects.get_or_create(unit_id=unit_id, period=period, defaults=source.columns)
        refuse_if(not made, TABLE_THERE)
        payload = {"unit": unit_id, "period": period, **_shown(source)}
        record_next(by.actor, Act("plan", table.id, "draft", payload), clock.now())
    return table.id


def name_source(*, by: Identity, table: PlanTable, source: Source) -> None:
    """Say anew what the table comes from, while it is a draft."""
    refuse_if(table.state != "draft", NOT_A_DRAFT)
    _check(source)
    was = Source(table.source_number, table.source_date, table.source_title)
    with transaction.atomic():
        rows = PlanTable.objects.filter(id=table.id, version=table.version, state="draft")
        refuse_if(not rows.update(**source.columns, version=table.version + 1), TABLE_CHANGED)
        payload = {**_shown(source), "was": _shown(was)}
        record_next(by.actor, Act("plan", table.id, "name_source", payload), clock.now())


def _check(source: Source) -> None:
    too_long = len(source.number.strip()) > LONGEST_NUMBER or len(source.title.strip()) > LONGEST_TITLE
    refuse_if(too_long, SOURCE_TOO_LONG)


def _shown(source: Source) -> dict[str, object]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in source.columns.items()
    }
