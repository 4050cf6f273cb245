"""Publish a cycle: freeze every finished result, tell each person, all inside the database in one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from thenchot.assessment.aggregate import is_year
from thenchot.assessment.frozen import frozen_hash_sql, frozen_sql
from thenchot.assessment.judging import Bench
from thenchot.assessment.models import Cycle
from thenchot.assessment.refusals import ALREADY_PUBLISHED, NOT_FINISHED, YEAR_MOVED
from thenchot.assessment.steps import EXCUSED, PUBLISHED, final_state
from thenchot.audit.actions.record import record_next, record_selected
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.workplan.actions.lock import lock_period


def publish(*, by: Identity, cycle: Cycle, reason: str = "", at: datetime | None = None) -> int:
    """Publish what is finished; returns how many results.

    Sheets that are neither finished nor excused need `reason`: they stay as they are and are the list of the missing.
    """
    refuse_if(cycle.state != "open", ALREADY_PUBLISHED)
    ready = final_state(cycle.steps)
    missing = cycle.sheets.exclude(state__in=(ready, EXCUSED, PUBLISHED)).count()
    refuse_if(missing and not reason.strip(), NOT_FINISHED, count=missing)
    moment = at or clock.now()
    _refuse_moved(cycle, ready)
    with transaction.atomic():
        count = _freeze(by, cycle, ready, moment)
        _record(by, cycle, ready, moment)
        # From now on the plan rows behind the results stay as they were.
        lock_period(period=cycle.period, people=cycle.sheets.filter(state=PUBLISHED).values("person_id"))
        _tell(cycle, moment)
        payload: dict[str, object] = {"published": count, "missing": missing, "reason": reason.strip()}
        head = record_next(by.actor, Act("cycle", cycle.id, "publish", payload), moment)
        changed = Cycle.objects.filter(id=cycle.id, version=cycle.version, state="open").update(
            state="published", closing_reason=reason.strip(), published_at=moment, version=cycle.version + 1, last_hash=head
        )
        refuse_if(not changed, ALREADY_PUBLISHED)
    return count


def _refuse_moved(cycle: Cycle, ready: str) -> None:
    """A year is frozen on the months as they are now: whoever's changed after the decision is decided anew."""
    if not is_year(cycle):
        return
    sheets = list(cycle.sheets.filter(state=ready).select_related("person"))
    for sheet in sheets:
        sheet.cycle = cycle
    bench = Bench(cycle, sheets)
    names = [sheet.person.full_name for sheet in sheets if bench.annual and bench.annual.moved(sheet)]
    refuse_if(names, YEAR_MOVED, names=", ".join(names))


def _stored(at: datetime) -> Any:
    """The moment as the engine keeps it: SQLite compares texts, so one spelled otherwise would stand out of order."""
    return connection.ops.adapt_datetimefield_value(at)


def _freeze(by: Identity, cycle: Cycle, ready: str, at: datetime) -> int:
    text, params = frozen_sql(cycle)
    statement = (
        "INSERT INTO assessment_published (sheet_id, number, frozen, frozen_hash, score, band, level, reason, by_id, at) "
        f"SELECT f.id, 1, f.text, {frozen_hash_sql('f.text')}, f.score, f.band, f.level, '', %s, %s "
        f"FROM (SELECT s.id, s.score, s.band, s.level, {text} AS text FROM assessment_sheet s "
        "WHERE s.cycle_id = %s AND s.state = %s ORDER BY s.id) f"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [by.person_id or None, _stored(at), *params, cycle.id, ready])
        return int(cursor.rowcount)


def _record(by: Identity, cycle: Cycle, ready: str, at: datetime) -> None:
    source = (
        "SELECT s.id AS object_id, s.last_hash AS prev_hash, '{\"frozen\":\"' || p.frozen_hash || '\",\"number\":1}' AS payload "
        "FROM assessment_sheet s JOIN assessment_published p ON p.sheet_id = s.id AND p.number = 1 "
        "WHERE s.cycle_id = %s AND s.state = %s"
    )
    record_selected(by.actor, Act("sheet", 0, "publish"), at, source, [cycle.id, ready])
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE assessment_sheet SET last_hash = (SELECT e.hash FROM audit_entry e WHERE e.object_kind = 'sheet' "
            "AND e.object_id = assessment_sheet.id AND e.prev_hash = assessment_sheet.last_hash), "
            "state = %s, published_at = %s, version = version + 1 WHERE cycle_id = %s AND state = %s",
            [PUBLISHED, _stored(at), cycle.id, ready],
        )


def _tell(cycle: Cycle, at: datetime) -> None:
    """One notice each (Điều 17 khoản 3); score and band are read from the result when the notice is shown."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notices_notice (recipient_id, kind, params, link, at) "
            "SELECT s.person_id, 'result', '{\"period\":\"' || CAST(%s AS text) || '\",\"sheet\":' || CAST(s.id AS text) || '}', "
            "'/phieu/' || CAST(s.id AS text), %s FROM assessment_sheet s WHERE s.cycle_id = %s AND s.state = %s",
            [cycle.period, _stored(at), cycle.id, PUBLISHED],
        )
