"""Open a year's round for the organisations of a scope (mở đợt xếp loại tổ chức), who recognises each found by Điều 5."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from thenchot.assessment.steps import calendar_of
from thenchot.audit.actions.record import record, record_next
from thenchot.audit.chain import Act
from thenchot.bodies.access import require_organiser
from thenchot.bodies.models import BodySheet, Round
from thenchot.bodies.moves import KIND
from thenchot.bodies.refusals import ALREADY_OPEN, BAD_YEAR, NO_BODIES, NO_RECOGNISER
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.lib.periods import Period
from thenchot.lib.refusals import refuse_if
from thenchot.organisation.queries import UnitAt, units_on
from thenchot.people.identity import Identity
from thenchot.people.queries import router_on
from thenchot.people.routing import Router, Subject
from thenchot.rulesets import shelf
from thenchot.rulesets.actions.freeze import freeze
from thenchot.rulesets.queries import InForce, in_force_for

BOOK, CATEGORY, FIRST_YEAR = "nd335-2025-to-chuc", "to_chuc", 2026


@dataclass(frozen=True)
class Opening:
    """The subtree in scope, the year, and the day units and heads are read as of."""

    scope: UnitAt
    year: int
    day: date


def open_round(*, by: Identity, opening: Opening) -> int:
    """Open the round; returns its number.

    Refuses who is not the organisation body of the scope, a scope that holds or lies in one opened for the year already,
    a scope without administrative bodies, and bodies nobody recognises.
    """
    require_organiser(by, opening.scope.path)
    refuse_if(not FIRST_YEAR <= opening.year <= 9999, BAD_YEAR)
    router = router_on(opening.day)
    bodies = assessed(opening)
    refuse_if(not bodies, NO_BODIES, day=f"{opening.day:%d/%m/%Y}")
    found = {unit.id: recogniser_of(router, unit) for unit in bodies}
    lost = [unit.name for unit in bodies if found[unit.id] is None]
    refuse_if(lost, NO_RECOGNISER, count=len(lost), names=", ".join(lost[:5]))
    rule, at = _rule(opening), clock.now()
    with transaction.atomic():
        _refuse_twice(opening)
        made = Round.objects.create(
            rulebook=rule.book.id, digest=freeze(rule), settings=dict(rule.settings), overlay=dict(rule.overlay),
            year=opening.year, scope_id=opening.scope.id, day=opening.day, opened_at=at,
            steps=calendar_of(rule.book, Period.parse(str(opening.year))),
        )  # fmt: skip
        rows = BodySheet.objects.bulk_create(_sheet(made, unit, router, found[unit.id]) for unit in bodies)
        acts = [Act(KIND, row.id, "open", {"round": made.id, "unit": row.unit_id}) for row in rows]
        for row, head in zip(rows, record(by.actor, acts, at), strict=True):
            row.last_hash = head
        BodySheet.objects.bulk_update(rows, ["last_hash"], batch_size=500)
        payload: dict[str, object] = {
            "rulebook": made.rulebook,
            "digest": made.digest,
            "year": made.year,
            "bodies": len(rows),
        }
        Round.objects.filter(id=made.id).update(
            last_hash=record_next(by.actor, Act("round", made.id, "open", payload), at)
        )
    return made.id


def assessed(opening: Opening) -> list[UnitAt]:
    """Administrative bodies of the scope (Điều 2): of the government bloc, with somebody above them who recognises."""
    units = units_on(opening.day, opening.scope.path).values()
    return [unit for unit in units if unit.bloc == "chinh_quyen" and unit.parent_id is not None]


def recogniser_of(router: Router, unit: UnitAt) -> int | None:
    """Điều 5 names the head of the body above; a row of the delegation table for organisations says otherwise."""
    subject = Subject(unit.id, unit.bloc, "head", CATEGORY)
    rows = [row for row in router.rows if row.category == CATEGORY and row.fits("decide", subject, unit.path)]
    if rows:
        return router.holder("decide", subject).person_id
    above = router.units.get(unit.parent_id or 0)
    return router.head_of(above.id, unit.bloc) if above else None


def _refuse_twice(opening: Opening) -> None:
    # Two openings at once, of one scope or of one within the other: the second waits here and finds the first.
    wait_for("open round", opening.year)
    units = units_on(opening.day) | {opening.scope.id: opening.scope}
    for scope_id in Round.objects.filter(year=opening.year).values_list("scope_id", flat=True):
        other = units.get(scope_id)
        if other and (other.path.startswith(opening.scope.path) or opening.scope.path.startswith(other.path)):
            raise ALREADY_OPEN(year=opening.year, unit=other.name)


def _rule(opening: Opening) -> InForce:
    """The decree binds every administrative body; a body that adopted it with choices or a regulation of its own has those."""
    applied = [
        rule for rule in in_force_for(opening.scope.path, opening.day, CATEGORY) if rule.book.id == BOOK
    ]
    return applied[0] if applied else InForce(book=shelf.load(BOOK), category=CATEGORY)


def _sheet(made: Round, unit: UnitAt, router: Router, recogniser: int | None) -> BodySheet:
    return BodySheet(
        round=made, unit_id=unit.id, unit_path=unit.path, parent_id=unit.parent_id, recogniser_id=recogniser,
        head_id=router.head_of(unit.id, unit.bloc),
    )  # fmt: skip
