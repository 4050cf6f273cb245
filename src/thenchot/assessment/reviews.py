"""What Điều 21 asks before a yearly level is decided: the meeting, and for the leaders of a body the Party committee."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from thenchot.assessment.models import Cycle, Meeting, Opinion, Sheet
from thenchot.assessment.refusals import NO_MEETING, NO_PARTY_OPINION
from thenchot.lib.refusals import refuse_if
from thenchot.organisation.queries import units_on

MEETING, PARTY_COMMITTEE, COLLEAGUE = "meeting", "party_committee", "colleague"
LEADERSHIP = "leadership"
MEETING_KINDS = ("body", "unit", LEADERSHIP)


class Held(NamedTuple):
    """A meeting that took place: in the unit at this path, of this kind."""

    path: str
    kind: str

    def covers(self, sheet: Sheet) -> bool:
        """A meeting of the leadership reviews the leaders only (Điều 21 khoản 1 điểm b)."""
        return sheet.unit_path.startswith(self.path) and (self.kind != LEADERSHIP or sheet.rank != "staff")


def has_meetings(kept: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the cycle's steps ask for a meeting."""
    return any(row["code"] == "comment" and row["actor"] == "meeting" for row in kept)


def asks_party_committee(sheet: Sheet) -> bool:
    """The head of the body and the deputies; heads of its component units are under the head (Điều 21 khoản 2)."""
    return sheet.rank in ("head", "deputy") and sheet.unit_id == sheet.body_id


def lacking(cycle: Cycle, sheets: Sequence[Sheet]) -> dict[int, tuple[str, ...]]:
    """Return what is still owed before each sheet can be decided: "meeting", "party_committee"; those in order are left out."""
    if not has_meetings(cycle.steps):
        return {}
    held = _held(cycle)
    said = set(Opinion.objects.filter(sheet__cycle=cycle).values_list("sheet_id", "kind"))
    found = {}
    for sheet in sheets:
        owed = []
        if (sheet.id, MEETING) not in said and not any(one.covers(sheet) for one in held):
            owed.append(MEETING)
        if asks_party_committee(sheet) and (sheet.id, PARTY_COMMITTEE) not in said:
            owed.append(PARTY_COMMITTEE)
        if owed:
            found[sheet.id] = tuple(owed)
    return found


def _held(cycle: Cycle) -> list[Held]:
    paths = {unit.id: unit.path for unit in units_on(cycle.day).values()}
    rows = Meeting.objects.filter(cycle=cycle).values_list("unit_id", "kind")
    return [Held(paths[unit], kind) for unit, kind in rows if unit in paths]


def refuse_unreviewed(cycle: Cycle, sheets: Sequence[Sheet]) -> None:
    """Refuse a decision on anybody whose meeting or Party committee's opinion is not recorded, naming them."""
    owed = lacking(cycle, sheets)
    names = {code: [s.person.full_name for s in sheets if code in owed.get(s.id, ())] for code in (MEETING, PARTY_COMMITTEE)}
    refuse_if(names[MEETING], NO_MEETING, names=", ".join(names[MEETING]))
    refuse_if(names[PARTY_COMMITTEE], NO_PARTY_OPINION, names=", ".join(names[PARTY_COMMITTEE]))
