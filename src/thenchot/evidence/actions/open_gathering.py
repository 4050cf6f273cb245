"""Begin a month's gathering of information (mở đợt tổng hợp thông tin tháng): which office by when, heads by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from thenchot.audit.actions.record import record
from thenchot.audit.chain import Act
from thenchot.evidence.gathering_access import require_opener
from thenchot.evidence.gatherings import office_people
from thenchot.evidence.models import Contribution, Gathering
from thenchot.evidence.refusals import (
    GATHERING_DAYS,
    GATHERING_OFFICES,
    GATHERING_OPEN,
    GATHERING_PERIOD,
    NOT_OFFICE_PERSON,
)
from thenchot.evidence.sources import all_sources
from thenchot.lib import clock
from thenchot.lib.periods import PATTERN, Period
from thenchot.lib.refusals import refuse_if
from thenchot.notices.actions.notify import Message, notify
from thenchot.organisation.queries import UnitAt
from thenchot.people.identity import Identity


@dataclass(frozen=True)
class Opening:
    """The month, the place, both last days, and who is responsible for each office's part, by source."""

    period: str
    scope: UnitAt
    enter_by: date
    answer_by: date
    offices: Mapping[str, int]


def open_gathering(*, by: Identity, opening: Opening) -> int:
    """Write the gathering with what each office owes, and tell who is responsible; returns its number."""
    require_opener(by, opening.scope)
    _check(opening)
    at = clock.now()
    try:
        with transaction.atomic():
            row = Gathering.objects.create(
                period=opening.period, scope_id=opening.scope.id, enter_by=opening.enter_by, answer_by=opening.answer_by,
                opened_by_id=by.person_id, at=at,
            )  # fmt: skip
            parts = [
                Contribution(gathering=row, source_code=code, responsible_id=person)
                for code, person in opening.offices.items()
            ]
            Contribution.objects.bulk_create(parts)
            payload: dict[str, object] = {
                "period": row.period, "scope": row.scope_id, "enter_by": row.enter_by, "answer_by": row.answer_by,
                "offices": dict(opening.offices),
            }  # fmt: skip
            head = record(by.actor, [Act("gathering", row.id, "open_gathering", payload)], at)[0]
            Gathering.objects.filter(id=row.id).update(last_hash=head)
            notify(_told(row, part) for part in parts)
    except IntegrityError as twice:
        raise GATHERING_OPEN(period=opening.period) from twice
    return row.id


def _told(row: Gathering, part: Contribution) -> Message:
    values = {"period": row.period, "source": part.source_code, "last": row.enter_by.isoformat()}
    return Message(part.responsible_id, "gathering_opened", values, f"/thong-tin/thang/{row.id}")


def _check(opening: Opening) -> None:
    known = PATTERN.fullmatch(opening.period) and Period.parse(opening.period).kind == "month"
    if not known or Period.parse(opening.period).first > clock.today():
        raise GATHERING_PERIOD(field="period")
    if opening.answer_by < opening.enter_by:
        days = {"answer": f"{opening.answer_by:%d/%m/%Y}", "enter": f"{opening.enter_by:%d/%m/%Y}"}
        raise GATHERING_DAYS(field="answer_by", **days)
    if not opening.offices:
        raise GATHERING_OFFICES(field="offices")
    able = {one.id for one in office_people(opening.scope.path, clock.today())}
    for code, person in opening.offices.items():
        refuse_if(code not in all_sources(), GATHERING_OFFICES)
        if person not in able:
            raise NOT_OFFICE_PERSON(field=code, source=all_sources()[code].vi)
