"""Publish a cycle: freeze every finished result, tell each person, inside the database, part by part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F, QuerySet

from thenchot.assessment.aggregate import is_year
from thenchot.assessment.caps import closing_states
from thenchot.assessment.counts import count_results
from thenchot.assessment.frozen import frozen_hash_sql, frozen_sql
from thenchot.assessment.judging import Bench
from thenchot.assessment.models import Cycle, Sheet
from thenchot.assessment.refusals import (
    ALREADY_PUBLISHED,
    CLOSING_OVER_CAP,
    ITEMS_UNANSWERED,
    NOT_FINISHED,
    YEAR_MOVED,
)
from thenchot.assessment.steps import EXCUSED, PUBLISHED, PUBLISHING, final_state
from thenchot.audit.actions.record import record_next, record_selected
from thenchot.audit.chain import Act
from thenchot.evidence.gatherings import open_items
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.lib.refusals import refuse_if
from thenchot.organisation.queries import unit_on
from thenchot.outbound.actions.owe import Known, owe_selected
from thenchot.people.identity import Identity
from thenchot.workplan.actions.lock import lock_period

BEGUN = "begin_publication"
PART = 20_000
"""Sheets one transaction publishes; a cycle up to this size is published whole or not at all."""


@dataclass(frozen=True)
class Part:
    """Some sheets of a cycle, by their numbers, both included: what one transaction publishes."""

    first: int
    last: int


def publish(*, by: Identity, cycle: Cycle, reason: str = "", at: datetime | None = None) -> int:
    """Publish what is finished; returns how many results the cycle has.

    Sheets that are neither finished nor excused need `reason`: they stay as they are and are the list of the missing.
    A large cycle goes part by part, so that nobody else waits long for the database; broken off, it goes on where it
    stopped when it is called again, with the moment and the reason of the beginning.
    """
    if cycle.state != PUBLISHING:
        refuse_if(cycle.state != "open", ALREADY_PUBLISHED)
        _refuse_unready(cycle, reason)
    if cycle.state == "open" and _ready(cycle).count() <= PART:
        with transaction.atomic():
            _begin(cycle, reason, at)
            return _publish_parts(by, cycle)
    if cycle.state == "open":
        with transaction.atomic():
            _begin(cycle, reason, at)
            # Kept in the trail, so that who goes on with it later does so in the name of who began.
            payload: dict[str, object] = {"missing": _missing(cycle), "reason": reason.strip()}
            head = record_next(by.actor, Act("cycle", cycle.id, BEGUN, payload), moment_of(cycle))
            Cycle.objects.filter(id=cycle.id).update(last_hash=head)
    return _publish_parts(by, cycle)


def _refuse_unready(cycle: Cycle, reason: str) -> None:
    ready = final_state(cycle.steps)
    missing = _missing(cycle)
    refuse_if(missing and not reason.strip(), NOT_FINISHED, count=missing)
    _refuse_unanswered(cycle)
    _refuse_moved(cycle, ready)
    _refuse_over_cap(cycle)


def _refuse_unanswered(cycle: Cycle) -> None:
    """While a head owes an answer about a shortcoming of the month, nobody's part in it is known (Điều 4 khoản 4)."""
    day = clock.today()
    place = unit_on(cycle.scope_id, day)
    waiting = open_items(cycle.period, place.path, day) if place else []
    names = "; ".join(f"{one.unit} ({one.head}, {one.count})" for one in waiting)
    refuse_if(waiting, ITEMS_UNANSWERED, count=sum(one.count for one in waiting), names=names)


def _missing(cycle: Cycle) -> int:
    return cycle.sheets.exclude(state__in=(final_state(cycle.steps), EXCUSED, PUBLISHED)).count()


def _ready(cycle: Cycle) -> QuerySet[Sheet]:
    return cycle.sheets.filter(state=final_state(cycle.steps))


def _parts(cycle: Cycle) -> list[Part]:
    """What is still to be published, in the order of the sheets' numbers."""
    numbers = list(_ready(cycle).order_by("id").values_list("id", flat=True))
    return [Part(some[0], some[-1]) for at in range(0, len(numbers), PART) if (some := numbers[at : at + PART])]


def _begin(cycle: Cycle, reason: str, at: datetime | None) -> None:
    """From here on nothing in the cycle changes, see `moves.write`; what the parts write carries this moment."""
    moment = at or clock.now()
    values: dict[str, Any] = {"state": PUBLISHING, "closing_reason": reason.strip(), "published_at": moment}
    changed = Cycle.objects.filter(id=cycle.id, version=cycle.version, state="open").update(**values)
    refuse_if(not changed, ALREADY_PUBLISHED)
    # Whoever was in the middle of a move when this was asked has ended it: only now is it settled who is missing.
    missing = _missing(cycle)
    refuse_if(missing and not reason.strip(), NOT_FINISHED, count=missing)
    for name, value in values.items():
        setattr(cycle, name, value)


def _publish_parts(by: Identity, cycle: Cycle) -> int:
    for part in _parts(cycle):
        with transaction.atomic():
            # Two who go on at once take turns; the second finds the part done and writes nothing.
            wait_for("publish", cycle.id)
            _freeze(by, cycle, part)
            _owe(cycle, part)
            _record(by, cycle, part)
            # From now on the plan rows behind the results stay as they were.
            _lock(cycle, cycle.sheets.filter(id__range=(part.first, part.last)))
    with transaction.atomic():
        wait_for("publish", cycle.id)
        return _finish(by, cycle)


def _owe(cycle: Cycle, part: Part) -> None:
    """Queue the results for the national database where a text asks for them (Điều 26 khoản 1 điểm d)."""
    source = f"SELECT s.id AS sheet_id, 1 AS number, s.person_id, s.unit_id FROM assessment_sheet s WHERE {READY}"
    owe_selected(known_of(cycle, moment_of(cycle)), source, _which(cycle, part))


def known_of(cycle: Cycle, at: datetime) -> Known:
    return Known(cycle.id, cycle.period, cycle.rulebook, cycle.category, cycle.scope_id, at)


def _lock(cycle: Cycle, sheets: QuerySet[Sheet]) -> None:
    """Lock the period of these people: who has a result of it, and no sheet of another rulebook still on its way."""
    results = Sheet.objects.filter(cycle__period=cycle.period, state=PUBLISHED, person__in=sheets.values("person"))
    others = Sheet.objects.filter(cycle__period=cycle.period, cycle__state__in=("open", PUBLISHING)).exclude(cycle=cycle)
    on_their_way = others.exclude(state__in=(PUBLISHED, EXCUSED)).values("person_id")
    lock_period(period=cycle.period, people=results.exclude(person_id__in=on_their_way).order_by().values("person_id"))


def _finish(by: Identity, cycle: Cycle) -> int:
    at = moment_of(cycle)
    # Whose sheet stays unfinished here may have waited with a result of another rulebook.
    _lock(cycle, cycle.sheets.exclude(state=PUBLISHED))
    count = cycle.sheets.filter(state=PUBLISHED).count()
    payload: dict[str, object] = {"published": count, "missing": _missing(cycle), "reason": cycle.closing_reason}
    if not Cycle.objects.filter(id=cycle.id, state=PUBLISHING).update(state="published", version=F("version") + 1):
        return count  # somebody else went on with it too, and was the first to finish
    head = record_next(by.actor, Act("cycle", cycle.id, "publish", payload), at)
    Cycle.objects.filter(id=cycle.id).update(last_hash=head)
    count_results(cycle)
    return count


def moment_of(cycle: Cycle) -> datetime:
    """When the publication began."""
    assert cycle.published_at is not None
    return cycle.published_at


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


def _refuse_over_cap(cycle: Cycle) -> None:
    """Each decision was within the cap of a whole group; whoever was left unfinished or unranked no longer makes up its base."""
    for state in closing_states(cycle):
        if state.over:
            raise CLOSING_OVER_CAP(
                provision=state.citation, place=", ".join(name for name in (state.body, state.group) if name),
                level=state.level, count=state.count, allowed=state.allowed, ranked=state.ranked, over=state.over,
            )  # fmt: skip


def _stored(at: datetime) -> Any:
    """The moment as the engine keeps it: SQLite compares texts, so one spelled otherwise would stand out of order."""
    return connection.ops.adapt_datetimefield_value(at)


def _freeze(by: Identity, cycle: Cycle, part: Part) -> None:
    text, params = frozen_sql(cycle)
    statement = (
        "INSERT INTO assessment_published (sheet_id, number, frozen, frozen_hash, score, band, level, reason, by_id, at) "
        f"SELECT f.id, 1, f.text, {frozen_hash_sql('f.text')}, f.score, f.band, f.level, '', %s, %s "
        f"FROM (SELECT s.id, s.score, s.band, s.level, {text} AS text FROM assessment_sheet s "
        f"WHERE {READY} ORDER BY s.id) f"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [by.person_id or None, _stored(moment_of(cycle)), *params, *_which(cycle, part)])


READY = "s.cycle_id = %s AND s.state = %s AND s.id BETWEEN %s AND %s"


def _which(cycle: Cycle, part: Part) -> list[Any]:
    return [cycle.id, final_state(cycle.steps), part.first, part.last]


def _record(by: Identity, cycle: Cycle, part: Part) -> None:
    """The trail, the notices and the sheets themselves, in this order: the sheets' state says what is still to be done."""
    at, which = moment_of(cycle), _which(cycle, part)
    source = (
        "SELECT s.id AS object_id, s.last_hash AS prev_hash, '{\"frozen\":\"' || p.frozen_hash || '\",\"number\":1}' AS payload "
        f"FROM assessment_sheet s JOIN assessment_published p ON p.sheet_id = s.id AND p.number = 1 WHERE {READY}"
    )
    record_selected(by.actor, Act("sheet", 0, "publish"), at, source, which)
    _tell(cycle, which)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE assessment_sheet AS s SET last_hash = (SELECT e.hash FROM audit_entry e WHERE e.object_kind = 'sheet' "
            "AND e.object_id = s.id AND e.prev_hash = s.last_hash), "
            f"state = %s, published_at = %s, version = version + 1 WHERE {READY}",
            [PUBLISHED, _stored(at), *which],
        )


def _tell(cycle: Cycle, which: list[Any]) -> None:
    """One notice each (Điều 17 khoản 3); score and band are read from the result when the notice is shown."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notices_notice (recipient_id, kind, params, link, at) "
            "SELECT s.person_id, 'result', '{\"period\":\"' || CAST(%s AS text) || '\",\"sheet\":' || CAST(s.id AS text) || '}', "
            f"'/phieu/' || CAST(s.id AS text), %s FROM assessment_sheet s WHERE {READY} ORDER BY s.id",
            [cycle.period, _stored(moment_of(cycle)), *which],
        )
