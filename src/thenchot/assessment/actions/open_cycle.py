"""Open a period for a scope (mở kỳ): routes from the delegation table, then every sheet in one INSERT … SELECT."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q

from thenchot.assessment.models import Cycle, Route
from thenchot.assessment.refusals import (
    ALREADY_OPEN,
    BAD_DAYS,
    BAD_PERIOD,
    DECIDES_OWN,
    NO_HALF_YEAR,
    NO_PEOPLE,
    NO_RULEBOOK,
    NO_SCORER,
    NOT_ORGANISER,
)
from thenchot.assessment.steps import DaysOff, calendar_of, ending_at_work, has, steps_in
from thenchot.audit.actions.record import record_next, record_selected
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.lib.periods import Period
from thenchot.lib.refusals import refuse_if
from thenchot.organisation.queries import UnitAt, calendar_days, units_on
from thenchot.people.identity import Identity
from thenchot.people.queries import router_on
from thenchot.people.routing import Router, Subject
from thenchot.rulesets.actions.freeze import freeze
from thenchot.rulesets.queries import InForce, in_force_for

ASSESSED = """
    a.valid_from <= %(day)s AND (a.valid_to IS NULL OR a.valid_to >= %(day)s)
    AND v.valid_from <= %(day)s AND (v.valid_to IS NULL OR v.valid_to >= %(day)s)
    AND v.path >= %(path)s AND v.path < %(past)s AND a.category = %(category)s AND a.kind <> 'concurrent'
    AND NOT EXISTS (
        SELECT 1 FROM people_appointment o WHERE o.person_id = a.person_id AND o.id <> a.id
        AND o.valid_from <= %(day)s AND (o.valid_to IS NULL OR o.valid_to >= %(day)s) AND o.kind <> 'concurrent'
        AND (CASE o.kind WHEN 'seconded' THEN 0 WHEN 'acting' THEN 1 ELSE 2 END, o.id)
          < (CASE a.kind WHEN 'seconded' THEN 0 WHEN 'acting' THEN 1 ELSE 2 END, a.id))
"""
"""A person is assessed once, in the post they work in: seconded before acting before main, never a concurrent one."""
FROM = """
    FROM people_appointment a JOIN organisation_unitversion v ON v.unit_id = a.unit_id
    LEFT JOIN people_tiermembership m ON m.person_id = a.person_id
        AND m.valid_from <= %(day)s AND (m.valid_to IS NULL OR m.valid_to >= %(day)s)
    LEFT JOIN people_tier t ON t.id = m.tier_id
"""
A_MONTH = timedelta(days=31)
BLOC = "CASE WHEN a.bloc = '' THEN v.bloc ELSE a.bloc END"
TIER = "COALESCE(t.code, '')"


@dataclass(frozen=True)
class Opening:
    """What to open: the unit whose subtree is in scope, the period ("2026-11"), and the day people are read as of.

    `moved` gives a body's own days for steps: {code: (first, last)} of the period's last month. With `end_at_work` a step
    that would end on a day off lasts to the next working day.
    """

    scope: UnitAt
    period: str
    day: date
    moved: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    end_at_work: bool = False


def open_cycle(*, by: Identity, opening: Opening) -> list[int]:
    """Open one cycle for each rulebook in force and category, all or none; returns their numbers.

    Refuses who is not the organisation body of the scope, a period already open, a scope without rulebook or people,
    and people without a scorer, naming them.
    """
    if not by.has("organisation_body", opening.scope.path):
        raise NOT_ORGANISER()
    period = _period(opening.period)
    refuse_if(period.kind == "half_year", NO_HALF_YEAR)
    rules = in_force_for(opening.scope.path, opening.day)
    applied = [rule for rule in rules if steps_in(rule.book, rule.settings, period.kind)]
    refuse_if(not applied, NO_RULEBOOK, day=f"{opening.day:%d/%m/%Y}", unit=opening.scope.name)
    _check_days(opening, applied, period)
    router, at, made = router_on(opening.day), clock.now(), []
    with transaction.atomic():
        # Two openings at once, of one scope or of one within the other: the second waits here and finds the first.
        wait_for("open cycle")
        for rule in applied:
            cycle = _cycle(opening, rule, period, at)
            if _routes(cycle, opening, router):
                _sheets(by, cycle, opening, at)
                made.append(cycle.id)
            else:
                cycle.delete()
        refuse_if(not made, NO_PEOPLE, day=f"{opening.day:%d/%m/%Y}")
    return made


def _check_days(opening: Opening, applied: list[InForce], period: Period) -> None:
    names = {step.code: step.vi for rule in applied for step in steps_in(rule.book, rule.settings, period.kind)}
    for code, (first, last) in opening.moved.items():
        refuse_if(not 1 <= first <= last <= 31, BAD_DAYS, step=names.get(code, code))


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError as wrong:
        raise BAD_PERIOD(field="period", period=text) from wrong


def _cycle(opening: Opening, rule: InForce, period: Period, at: datetime) -> Cycle:
    _refuse_twice(opening, rule, period)
    published = rule.book.publication_of(period.kind)
    return Cycle.objects.create(
        rulebook=rule.book.id, digest=freeze(rule), settings=dict(rule.settings), overlay=dict(rule.overlay),
        category=rule.category, period=str(period), scope_id=opening.scope.id, day=opening.day,
        steps=steps_of_opening(opening, rule, period),
        publication="unit" if published and "unit" in published.scope else "person", opened_at=at,
    )  # fmt: skip


def steps_of_opening(opening: Opening, rule: InForce, period: Period) -> list[dict[str, str]]:
    """The calendar a rulebook gets in this opening, as it is kept with the cycle."""
    steps = calendar_of(rule.book, period, opening.moved, rule.settings)
    return ending_at_work(steps, days_off_around(steps)) if opening.end_at_work else steps


def days_off_around(steps: Sequence[Mapping[str, str]]) -> DaysOff:
    """The body's days off from the first day of the steps to a month after their last, the longest holidays included."""
    ends = [date.fromisoformat(row[end]) for row in steps for end in ("from", "to")]
    return DaysOff(*calendar_days(min(ends), max(ends) + A_MONTH)) if ends else DaysOff()


def _refuse_twice(opening: Opening, rule: InForce, period: Period) -> None:
    """Nobody gets two sheets of one rulebook in one period: neither the same scope nor one within the other opens again."""
    other = opened_already(opening, rule, period)
    if other is not None:
        raise ALREADY_OPEN(period=opening.period, unit=other.name)


def opened_already(opening: Opening, rule: InForce, period: Period) -> UnitAt | None:
    """The scope of an opened cycle of this rulebook and period that holds this scope or lies in it; None without one."""
    units, own = units_on(opening.day) | {opening.scope.id: opening.scope}, opening.scope.path
    same = Cycle.objects.filter(rulebook=rule.book.id, category=rule.category, period=str(period))
    others = (units[scope] for scope in same.values_list("scope_id", flat=True) if scope in units)
    return next((unit for unit in others if unit.path.startswith(own) or own.startswith(unit.path)), None)


def _given(cycle: Cycle, opening: Opening) -> dict[str, Any]:
    path = opening.scope.path
    return {"day": opening.day, "path": path, "past": path + "z", "category": cycle.category, "cycle": cycle.id}


def _routes(cycle: Cycle, opening: Opening, router: Router) -> int:
    """Resolve who scores, ranks and decides for each kind of person there is; returns how many kinds."""
    statement = f"SELECT DISTINCT a.unit_id, {BLOC}, a.rank, {TIER} {FROM} WHERE {ASSESSED} ORDER BY 1, 2, 3, 4"
    with connection.cursor() as cursor:
        cursor.execute(statement, _given(cycle, opening))
        kinds = cursor.fetchall()
    Route.objects.bulk_create(
        [_route(cycle, router, Subject(u, b, r, cycle.category, t)) for u, b, r, t in kinds], batch_size=2000
    )
    return len(kinds)


def _route(cycle: Cycle, router: Router, subject: Subject) -> Route:
    held = {task: router.holder(task, subject) for task in ("score", "rank", "decide")}
    return Route(
        cycle=cycle, unit_id=subject.unit_id, bloc=subject.bloc, rank=subject.rank, category=subject.category,
        tier=subject.tier, body_id=router.body_of(subject.unit_id), scorer_id=held["score"].person_id,
        ranker_id=held["rank"].person_id, decider_id=held["decide"].person_id,
        citation="; ".join(dict.fromkeys(h.citation for h in held.values() if h.citation)),
    )  # fmt: skip


def _sheets(by: Identity, cycle: Cycle, opening: Opening, at: datetime) -> None:
    given = _given(cycle, opening)
    insert = f"""
        INSERT INTO assessment_sheet (cycle_id, person_id, appointment_id, unit_id, unit_path, body_id, bloc, rank,
            duty_group, scorer_id, ranker_id, decider_id, state, version, last_hash, marks, draft, strengths, weaknesses,
            opinion, return_note, inputs, verdict, self_level, band, proposed_level, level, absence, absence_note, behalf_of)
        SELECT %(cycle)s, a.person_id, a.id, a.unit_id, v.path, r.body_id, r.bloc, a.rank, a.duty_group,
            r.scorer_id, r.ranker_id, r.decider_id, 'opened', 1, '', '{{}}', '{{}}', '', '', '', '', '{{}}', '{{}}',
            '', '', '', '', '', '', ''
        {FROM} JOIN assessment_route r ON r.cycle_id = %(cycle)s AND r.unit_id = a.unit_id AND r.rank = a.rank
            AND r.bloc = {BLOC} AND r.tier = {TIER}
        WHERE {ASSESSED} ORDER BY a.id
    """  # the pieces are constants of this module; values are parameters
    with connection.cursor() as cursor:
        cursor.execute(insert, given)
        _refuse_without_scorer(cycle)
        _refuse_own_level(cycle)
        payload: dict[str, object] = {
            "rulebook": cycle.rulebook,
            "digest": cycle.digest,
            "period": cycle.period,
            "sheets": cursor.rowcount,
        }
        head = record_next(by.actor, Act("cycle", cycle.id, "open", payload), at)
        Cycle.objects.filter(id=cycle.id).update(last_hash=head)
        source = (
            "SELECT id AS object_id, '' AS prev_hash, '{\"cycle\":' || CAST(cycle_id AS text) || '}' AS payload "
            "FROM assessment_sheet WHERE cycle_id = %s"
        )
        record_selected(by.actor, Act("sheet", 0, "open"), at, source, [cycle.id])
        cursor.execute(
            "UPDATE assessment_sheet SET last_hash = (SELECT e.hash FROM audit_entry e WHERE e.object_kind = 'sheet' "
            "AND e.object_id = assessment_sheet.id AND e.prev_hash = '') WHERE cycle_id = %s",
            [cycle.id],
        )


def _refuse_without_scorer(cycle: Cycle) -> None:
    """Nobody scores themselves: who leads the body above too needs a row of delegation as much as who has no head."""
    lost = cycle.sheets.filter(Q(scorer=None) | Q(scorer_id=F("person_id")))
    names = list(lost.order_by("person__sort_key").values_list("person__full_name", flat=True)[:5])
    refuse_if(names, NO_SCORER, count=lost.count() if names else 0, names=", ".join(names))


def _refuse_own_level(cycle: Cycle) -> None:
    """Nobody proposes or decides their own level (Điều 10 khoản 2), in a period that has these steps."""
    holders = {"propose": Q(ranker_id=F("person_id")), "decide": Q(decider_id=F("person_id"))}
    own = [cycle.sheets.filter(alone) for step, alone in holders.items() if has(cycle.steps, step)]
    people = sorted({name for rows in own for name in rows.values_list("person__full_name", flat=True)})
    refuse_if(people, DECIDES_OWN, count=len(people), names=", ".join(people[:5]))
