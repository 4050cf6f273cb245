"""What is typed for one row of a work-plan table: the five columns, units, whether it recurs, and the clarities in words."""

from __future__ import annotations

from datetime import date
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

LONGEST_CLARITY, LONGEST_RESULT = 300, 500
NO_UNITS_YET, ONE_UNIT = Decimal(0), Decimal(1)
"""A row of one doer without units typed is one standard product, until the head says otherwise."""


BLANK = Revision("", None, None, None, None, Decimal(0))
"""The form of a row to add."""


def row_typed(request: Signed, unit: UnitAt, period: str, blank: Decimal = NO_UNITS_YET) -> PlanRow:
    """A row to add; `blank` are the units of a row without any typed and without a doer of its own."""
    given = revision_typed(request, unit, period)
    return PlanRow(
        unit_id=unit.id, period=period, content=given.content, units=given.units or blank, doer_id=given.doer_id,
        leader_id=given.leader_id, deadline=given.deadline, doer_unit_id=given.doer_unit_id, recurring=given.recurring,
        clarity=given.clarity, result=given.result or "",
    )  # fmt: skip


def revision_typed(request: Signed, unit: UnitAt, period: str) -> Revision:
    """Refuses at its field whoever the unit's table may not name."""
    given, day = request.POST, request.viewer.day
    content, (person, place) = given.get("content", "").strip(), _doer(given.get("doer", ""))
    if not content:
        raise NO_CONTENT(field="content")
    refuse_if(not may_do(unit, day, {person} - {0}, {place} - {0}), DOER_UNKNOWN)
    return Revision(
        content=content, leader_id=_leader(request, unit), doer_id=person or None, doer_unit_id=place or None,
        deadline=_deadline(request), units=_units(given.get("units", ""), person), recurring=given.get("recurring") == "1",
        clarity=_clarity(request, period), result=_result(given.get("result")),
    )  # fmt: skip


def _leader(request: Signed, unit: UnitAt) -> int | None:
    leader = read_whole(request.POST.get("leader", ""))
    offered = {number for number, _ in offered_in(unit, request.viewer.day).leaders} if leader else set()
    refuse_if(leader and leader not in offered, DOER_UNKNOWN)
    return leader or None


def _deadline(request: Signed) -> date | None:
    typed = request.POST.get("deadline", "").strip()
    return day_typed(typed, request.viewer.day, "deadline") if typed else None


def _result(typed: str | None) -> str | None:
    """A form without the field leaves what stands there."""
    return None if typed is None else " ".join(typed.split())[:LONGEST_RESULT]


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
