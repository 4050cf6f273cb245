"""Prepare the month's meeting of a unit (chuẩn bị họp giao ban): when, where, who, what next month must attend to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from thenchot.audit.actions.record import keep, record
from thenchot.audit.chain import Act, entry
from thenchot.followup.models import Briefing
from thenchot.followup.refusals import BRIEFING_CHANGED, CONCLUDED, NOT_A_MONTH, STRANGER
from thenchot.lib import clock
from thenchot.lib.periods import Period
from thenchot.lib.refusals import refuse_if
from thenchot.organisation.queries import UnitAt
from thenchot.people.identity import Identity
from thenchot.people.queries import staff_among
from thenchot.workplan.tables import offered_in

MOST_PRESENT = 9999


@dataclass(frozen=True)
class Prepared:
    """What is typed of a meeting; everything may still be blank."""

    held_on: date | None = None
    place: str = ""
    chair_id: int | None = None
    secretary_id: int | None = None
    present: int = 0
    absent: str = ""
    attention: str = ""
    conclusion: str = ""

    @property
    def columns(self) -> dict[str, object]:
        return {
            "held_on": self.held_on, "place": self.place.strip()[:200], "chair_id": self.chair_id,
            "secretary_id": self.secretary_id, "present": min(self.present, MOST_PRESENT), "absent": self.absent.strip(),
            "attention": self.attention.strip(), "conclusion": self.conclusion.strip(),
        }  # fmt: skip


@dataclass(frozen=True)
class Sitting:
    """The meeting of a unit in a month."""

    unit: UnitAt
    period: str


def prepare_briefing(*, by: Identity, sitting: Sitting, given: Prepared, briefing: Briefing | None) -> int:
    """Keep what was typed; returns the meeting's number. Of two who save at once the second is told."""
    refuse_if(Period.parse(sitting.period).kind != "month", NOT_A_MONTH)
    _refuse_strangers(by, sitting.unit, given)
    if briefing is None:
        return _begin(by, sitting, given)
    refuse_if(briefing.state != "prepared", CONCLUDED)
    write_briefing(by, briefing, "prepare", given.columns)
    return briefing.id


def write_briefing(by: Identity, briefing: Briefing, action: str, columns: dict[str, object], **said: object) -> None:
    """Write the columns if nobody changed the meeting since it was read; the trail says them, and more where more is given."""
    payload = said or {name: _plain(value) for name, value in columns.items()}
    at = clock.now()
    line = entry(by.actor, Act("briefing", briefing.id, action, payload, briefing.last_hash), at)
    with transaction.atomic():
        here = Briefing.objects.filter(id=briefing.id, version=briefing.version, state="prepared")
        changed = here.update(**columns, version=briefing.version + 1, last_hash=line.hash)
        refuse_if(not changed, BRIEFING_CHANGED)
        keep([line])


def _begin(by: Identity, sitting: Sitting, given: Prepared) -> int:
    with transaction.atomic():
        row, made = Briefing.objects.get_or_create(
            unit_id=sitting.unit.id, period=sitting.period, defaults=given.columns
        )
        refuse_if(not made, BRIEFING_CHANGED)
        payload = {name: _plain(value) for name, value in given.columns.items()}
        begun = {"unit": sitting.unit.id, "period": sitting.period, **payload}
        head = record(by.actor, [Act("briefing", row.id, "prepare", begun)], clock.now())[0]
        Briefing.objects.filter(id=row.id).update(last_hash=head)
    return row.id


def _refuse_strangers(by: Identity, unit: UnitAt, given: Prepared) -> None:
    """A leader of the unit or above it chairs; one of its people writes."""
    leaders = {number for number, _name in offered_in(unit, by.day).leaders} if given.chair_id else set()
    if given.chair_id and given.chair_id not in leaders:
        raise STRANGER(field="chair")
    if given.secretary_id and not staff_among(unit.path, by.day, [given.secretary_id]):
        raise STRANGER(field="secretary")


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
