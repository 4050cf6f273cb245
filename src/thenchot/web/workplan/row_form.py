"""What is typed for one row of a work-plan table: the five columns, units, whether it recurs, and the clarities in words."""

from __future__ import annotations

from decimal import Decimal

from thenchot.lib.refusals import refuse_if
from thenchot.organisation.queries import UnitAt
from thenchot.web.doors import Signed
from thenchot.web.reading import read_decimal, read_whole
from thenchot.web.workplan.plan import day_typed
from thenchot.workplan.actions.assign import PlanRow
from thenchot.workplan.actions.revise import Revision
from thenchot.workplan.refusals import DOER_UNKNOWN, NO_CONTENT, NO_UNITS
from thenchot.workplan.tables import clarity_of, may_do, offered_in

LONGEST_CLARITY = 300
ONE_UNIT = Decimal(1)
"""A row of one doer without units typed is one standard product, until the head says otherwise."""


def row_typed(request: Signed, unit: UnitAt, period: str) -> PlanRow:
    given = revision_typed(request, unit, period)
    return PlanRow(
        unit_id=unit.id, period=period, content=given.content, units=given.units, doer_id=given.doer_id,
        leader_id=given.leader_id, deadline=given.deadline, doer_unit_id=given.doer_unit_id, recurring=given.recurring,
        clarity=given.clarity,
    )  # fmt: skip


def revision_typed(request: Signed, unit: UnitAt, period: str) -> Revision:
    """Refuses at its field whoever the unit's table may not name."""
    given, day = request.POST, request.viewer.day
    if not given.get("content", "").strip():
        raise NO_CONTENT(field="content")
    leader, (person, place) = read_whole(given.get("leader", "")) or None, _doer(given.get("doer", ""))
    leaders = {number for number, _ in offered_in(unit, day).leaders} if leader else set()
    refuse_if(leader and leader not in leaders, DOER_UNKNOWN)
    refuse_if(not may_do(unit, day, {person} - {0}, {place} - {0}), DOER_UNKNOWN)
    return Revision(
        content=given["content"].strip(), leader_id=leader, doer_id=person or None, doer_unit_id=place or None,
        deadline=day_typed(given["deadline"], day, "deadline") if given.get("deadline", "").strip() else None,
        units=_units(given.get("units", ""), person), recurring=given.get("recurring") == "1",
        clarity=_clarity(request, period),
    )  # fmt: skip


def _doer(typed: str) -> tuple[int, int]:
    """The number of a person or of a unit: "p12" or "u3"."""
    number = read_whole(typed[1:])
    return (number if typed[:1] == "p" else 0, number if typed[:1] == "u" else 0)


def _units(typed: str, person: int) -> Decimal:
    if not typed.strip():
        return ONE_UNIT if person else Decimal(0)
    units = read_decimal(typed)
    if units is None or units <= 0:
        raise NO_UNITS(field="units")
    return units


def _clarity(request: Signed, period: str) -> dict[str, str] | None:
    typed = {
        one.code: request.POST.get(f"ro-{one.code}", "").strip()[:LONGEST_CLARITY]
        for one in clarity_of(period).attributes
    }
    return {code: text for code, text in typed.items() if text} or None
