"""Record a meeting at which people are reviewed for the year, with its minutes and what was said of each (Điều 21)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from thenchot.assessment.models import Cycle, Meeting, Opinion, Sheet
from thenchot.assessment.moves import Move, write
from thenchot.assessment.queries.year import holders_of
from thenchot.assessment.refusals import CHANGED, MEETING_INCOMPLETE, NO_MEETINGS_HERE, SHEET_NOT_FOUND
from thenchot.assessment.reviews import MEETING, MEETING_KINDS, has_meetings
from thenchot.assessment.steps import DECIDED, EXCUSED, PUBLISHED, refuse_published
from thenchot.audit.actions.record import keep, record
from thenchot.audit.chain import Act, entry
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.organisation.queries import below, unit_on
from thenchot.people.identity import Identity

SETTLED = (DECIDED, PUBLISHED, EXCUSED)


@dataclass(frozen=True)
class Minutes:
    """What the minutes say. `absent`: who was absent and why; `opinions`: what was said, by the sheet's number."""

    unit_id: int
    kind: str
    held_on: date
    place: str
    chair_id: int
    secretary_id: int
    present: int
    text: str
    absent: str = ""
    opinions: Mapping[int, str] = field(default_factory=dict)


def record_meeting(*, by: Identity, cycle: Cycle, minutes: Minutes, meeting: Meeting | None = None) -> int:
    """Keep the meeting, or the amended minutes of one kept before, and return its number.

    Refuses a cycle without this step, minutes that lack something, and a meeting somebody else amended meanwhile.
    """
    refuse_published(cycle.state)
    refuse_if(not has_meetings(cycle.steps), NO_MEETINGS_HERE)
    _check(minutes)
    _refuse_strangers(cycle, minutes)
    at = clock.now()
    with transaction.atomic():
        kept = _amended(meeting, minutes, by, at) if meeting else _new(cycle, minutes, by, at)
        write(by.actor, _opinions(cycle, kept, minutes, by, at), at)
    return kept


def _check(minutes: Minutes) -> None:
    """The minutes name when, where, who chaired and wrote, who was there, and what was adopted."""
    asked = (
        ("kind", minutes.kind in MEETING_KINDS, _("thành phần dự họp")),
        ("held_on", minutes.held_on <= clock.today(), _("ngày họp, không sau hôm nay")),
        ("place", bool(minutes.place.strip()), _("địa điểm họp")),
        ("chair", minutes.chair_id > 0, _("người chủ trì")),
        ("secretary", minutes.secretary_id > 0, _("thư ký")),
        ("present", minutes.present > 0, _("số người dự họp")),
        ("text", bool(minutes.text.strip()), _("nội dung biên bản đã được thông qua tại cuộc họp")),
    )
    for name, given, what in asked:
        if not given:
            raise MEETING_INCOMPLETE(field=name, what=what)


def _columns(minutes: Minutes) -> dict[str, object]:
    return {
        "unit_id": minutes.unit_id, "kind": minutes.kind, "held_on": minutes.held_on, "place": minutes.place.strip(),
        "chair_id": minutes.chair_id, "secretary_id": minutes.secretary_id, "present": minutes.present,
        "absent": minutes.absent.strip(), "minutes": minutes.text.strip(),
    }  # fmt: skip


def _refuse_strangers(cycle: Cycle, minutes: Minutes) -> None:
    """A meeting of a place speaks of that place's people only, and one of them, or of those above them, chairs and writes."""
    place = unit_on(minutes.unit_id, cycle.day)
    path = place.path if place else "-"
    there = set(cycle.sheets.filter(below(path, "unit_path"), id__in=minutes.opinions).values_list("id", flat=True))
    refuse_if(bool(minutes.opinions.keys() - there), SHEET_NOT_FOUND)
    known = {number for number, _name in holders_of(cycle, path)}
    for name, number, what in (("chair", minutes.chair_id, _("người chủ trì")), ("secretary", minutes.secretary_id, _("thư ký"))):
        if number not in known:
            raise MEETING_INCOMPLETE(field=name, what=what)


def _new(cycle: Cycle, minutes: Minutes, by: Identity, at: datetime) -> int:
    row = Meeting.objects.create(cycle=cycle, by_id=by.person_id, at=at, **_columns(minutes))
    head = record(by.actor, [Act("meeting", row.id, "record_meeting", {"cycle": cycle.id, **_columns(minutes)})], at)[0]
    Meeting.objects.filter(id=row.id).update(last_hash=head)
    return row.id


def _amended(meeting: Meeting, minutes: Minutes, by: Identity, at: datetime) -> int:
    line = entry(by.actor, Act("meeting", meeting.id, "amend_meeting", _columns(minutes), meeting.last_hash), at)
    changed = Meeting.objects.filter(id=meeting.id, version=meeting.version).update(
        **_columns(minutes), version=meeting.version + 1, last_hash=line.hash
    )
    # Of two at once the second finds nothing to change; its line would follow the same hash as the first one's.
    refuse_if(not changed, CHANGED)
    keep([line])
    return meeting.id


def _opinions(cycle: Cycle, meeting_id: int, minutes: Minutes, by: Identity, at: datetime) -> list[Move]:
    """One line for each person something new was said of; a level decided already leaves no room for more."""
    said = {number: text.strip() for number, text in minutes.opinions.items() if text.strip()}
    known = set(Opinion.objects.filter(meeting_id=meeting_id).values_list("sheet_id", "text"))
    sheets = Sheet.objects.filter(cycle=cycle, id__in=said).exclude(state__in=SETTLED)
    moves = []
    for sheet in sheets.order_by("id"):
        if (sheet.id, said[sheet.id]) not in known:
            row = Opinion(
                sheet=sheet, kind=MEETING, meeting_id=meeting_id, text=said[sheet.id], by_id=by.person_id, at=at
            )
            moves.append(Move(sheet, "opinion", {"state": sheet.state}, {"kind": MEETING, "text": row.text}, (row,)))
    return moves
