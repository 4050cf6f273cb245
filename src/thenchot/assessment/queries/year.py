"""The yearly sheet as its page needs it (Mẫu số 02), the meetings of a cycle and what their minutes say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from thenchot.assessment.aggregate import Aggregate, kept_lines
from thenchot.assessment.judging import Bench, level_codes
from thenchot.assessment.lines import Line
from thenchot.assessment.models import Cycle, Meeting, Opinion, Sheet
from thenchot.assessment.queries.sheets import ScoreView, kept_score
from thenchot.assessment.reviews import MEETING, lacking
from thenchot.assessment.scoring import ruled_level
from thenchot.assessment.steps import (
    EXCUSED,
    OPENED,
    PROPOSED,
    PUBLISHED,
    STATE_NAMES,
    SUBMITTED,
    last_day_to_send,
    waiting_step,
)
from thenchot.organisation.queries import below, names_on
from thenchot.people.identity import Identity
from thenchot.rules.book import NONE

RETURNABLE = (OPENED, SUBMITTED, PROPOSED, EXCUSED)
_STATES = {SUBMITTED: _("đã gửi, chờ đề xuất mức")}
"""States that are called otherwise in a year, which nobody confirms."""


@dataclass(frozen=True)
class YearView:
    """A yearly sheet: the lines and the result as frozen, else as they stand today.

    `moved` says that a month was replaced since the figures were stored; `settles` whether the reader proposes or decides;
    `may_return` whether they may give the sheet back to the person.
    """

    sheet: Sheet
    state_name: str
    unit: str
    rulebook_name: str
    lines: tuple[Line, ...]
    flags: Mapping[str, int]
    score: ScoreView
    ruled: str
    levels: tuple[str, ...]
    opinions: tuple[Opinion, ...]
    owed: tuple[str, ...]
    moved: bool
    deadline: date | None
    own: bool
    settles: bool
    may_leave_unranked: bool
    may_return: bool

    @property
    def counted(self) -> int:
        return sum(1 for line in self.lines if line.counted and line.score is not None)


def year_view(sheet: Sheet, viewer: Identity) -> YearView:
    """Return the view for this reader; the person reads opinions in writing once the result is published."""
    bench = Bench(sheet.cycle, [sheet])
    assert bench.annual is not None
    live, frozen = bench.annual.of(sheet), sheet.state == PUBLISHED
    shown, own = _shown(sheet, live, frozen=frozen), viewer.person_id == sheet.person_id
    return YearView(
        sheet=sheet, state_name=str(_STATES.get(sheet.state, STATE_NAMES[sheet.state])),
        unit=names_on(sheet.cycle.day).get(sheet.unit_id, ""),
        rulebook_name=bench.book.name, lines=kept_lines(sheet.inputs) if frozen else live.lines,
        flags={} if frozen else live.flags, score=shown, ruled=_ruled(sheet, bench, frozen=frozen),
        levels=tuple(level_codes(bench.book)), opinions=_opinions(sheet, own=own and not frozen),
        owed=() if frozen else lacking(sheet.cycle, [sheet]).get(sheet.id, ()), moved=bench.annual.moved(sheet),
        deadline=_deadline(sheet),
        own=own, settles=viewer.person_id in (sheet.ranker_id, sheet.decider_id),
        may_leave_unranked=viewer.person_id == sheet.ranker_id and sheet.state in (OPENED, SUBMITTED, PROPOSED),
        may_return=viewer.person_id == sheet.ranker_id and sheet.cycle.state == "open" and sheet.state in RETURNABLE,
    )  # fmt: skip


def _deadline(sheet: Sheet) -> date | None:
    if sheet.state == OPENED:
        return last_day_to_send(sheet.cycle.steps, returned=bool(sheet.return_note))
    step = waiting_step(sheet.cycle.steps, sheet.state)
    return step.last if step else None


def _shown(sheet: Sheet, live: Aggregate, *, frozen: bool) -> ScoreView:
    if frozen:
        return kept_score(sheet.inputs, sheet.verdict, sheet.band)
    return kept_score(live.scored.inputs, live.scored.verdict, live.scored.band)


def _ruled(sheet: Sheet, bench: Bench, *, frozen: bool) -> str:
    verdict = sheet.verdict if frozen else bench.renewed(sheet).verdict
    return ruled_level(verdict, sheet.band)


def _opinions(sheet: Sheet, *, own: bool) -> tuple[Opinion, ...]:
    rows = Opinion.objects.filter(sheet=sheet).select_related("by", "meeting").order_by("at", "id")
    return tuple(rows.filter(kind=MEETING) if own else rows)


def not_ranked(view: YearView) -> bool:
    """Whether the months known keep the person out of the ranking (Điều 11 khoản 1)."""
    return view.ruled == NONE and view.sheet.state != EXCUSED


@dataclass(frozen=True)
class MeetingRow:
    """A meeting in the list of a cycle."""

    id: int
    unit: str
    kind: str
    held_on: date
    chair: str
    present: int
    opinions: int


@dataclass(frozen=True)
class Reviewed:
    """One person of a meeting's minutes: where they rank themselves and what was said."""

    sheet_id: int
    person: str
    title: str
    unit: str
    self_level: str
    opinion: str


@dataclass(frozen=True)
class MinutesView:
    """What the minutes of a meeting say, for its page and its printed form."""

    meeting: Meeting
    unit: str
    people: tuple[Reviewed, ...]


def meetings_of(cycle: Cycle) -> list[MeetingRow]:
    names = names_on(cycle.day)
    rows = Meeting.objects.filter(cycle=cycle).select_related("chair").order_by("held_on", "id")
    said = Opinion.objects.filter(meeting__cycle=cycle).values_list("meeting_id", "sheet_id").distinct()
    counts: dict[int, int] = {}
    for meeting, _sheet in said:
        counts[meeting or 0] = counts.get(meeting or 0, 0) + 1
    return [
        MeetingRow(
            row.id, names.get(row.unit_id, ""), row.kind, row.held_on, row.chair.full_name, row.present, counts.get(row.id, 0)
        )
        for row in rows
    ]


def minutes_view(meeting: Meeting, path: str) -> MinutesView:
    """The minutes with everybody of the place at `path` whom such a meeting reviews."""
    said = {
        one.sheet_id: one.text
        for one in Opinion.objects.filter(meeting=meeting).order_by("at", "id")
    }
    people = tuple(
        Reviewed(
            row.sheet_id, row.person, row.title, row.unit, row.self_level, said.get(row.sheet_id, "")
        )
        for row in reviewed_at(meeting.cycle, path, meeting.kind)
    )
    return MinutesView(meeting, names_on(meeting.cycle.day).get(meeting.unit_id, ""), people)


def reviewed_at(cycle: Cycle, path: str, kind: str) -> list[Reviewed]:
    """The people a meeting of this kind at this place reviews: of the leadership's, only the leaders."""
    names = names_on(cycle.day)
    sheets = cycle.sheets.filter(below(path, "unit_path")).exclude(state=EXCUSED)
    if kind == "leadership":
        sheets = sheets.exclude(rank="staff")
    rows = sheets.order_by("unit_path", "person__sort_key").values_list(
        "id", "person__full_name", "appointment__title__name", "unit_id", "self_level"
    )
    return [Reviewed(row[0], row[1], row[2], names.get(row[3], ""), row[4], "") for row in rows]



def holders_of(cycle: Cycle, path: str) -> list[tuple[int, str]]:
    """Who may chair or write at a meeting of the place: its people, and who scores, ranks or decides on them."""
    found: dict[int, str] = {}
    rows = cycle.sheets.filter(below(path, "unit_path")).order_by("person__sort_key")
    for who in ("person", "scorer", "ranker", "decider"):
        found |= {number: name for number, name in rows.values_list(f"{who}_id", f"{who}__full_name").distinct() if number}
    return list(found.items())
