"""One month of the demo, day by day from the 20th to the 25th, through the same actions as the pages use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from random import Random

from thenchot.assessment.actions.excuse import excuse_many
from thenchot.assessment.actions.open_cycle import Opening, open_cycle
from thenchot.assessment.actions.publish import publish
from thenchot.assessment.actions.remind import remind
from thenchot.assessment.actions.self_assess import SelfAssessment, self_assess_many
from thenchot.assessment.queries.batches import Cycle, Sheet, cycles_of, sheets_of
from thenchot.assessment.scoring import kind_for
from thenchot.assessment.steps import CONFIRMED, OPENED, PROPOSED, SUBMITTED, final_state, steps_at
from thenchot.audit.actions.seal_days import seal_days
from thenchot.cli.demo import marks
from thenchot.cli.demo.stage import Stage, set_day
from thenchot.cli.demo.work import When, assign_month
from thenchot.lib.database import one_transaction
from thenchot.rules.book import LEADER_KINDS, Criterion, Rulebook
from thenchot.rulesets.queries import frozen

ABSENCES = (("maternity", 0.008), ("sick", 0.004), ("study", 0.0015), ("unpaid_leave", 0.001), ("investigation", 0.0004))
"""Share of people not scored, by reason."""
NOTES = {
    "maternity": "Nghỉ thai sản theo quyết định của cơ quan", "sick": "Có giấy nghỉ của cơ sở y tế",
    "study": "Học tập trung dài hạn theo quyết định cử đi học", "unpaid_leave": "Nghỉ việc riêng có đơn",
    "investigation": "Chờ kết luận của cấp có thẩm quyền",
}  # fmt: skip
CLOSING = "Còn phiếu chưa xong đã nhắc hai lần; danh sách kèm lý do và người chịu trách nhiệm, báo cáo tại giao ban tháng."


@dataclass(frozen=True)
class Month:
    """A month played on a stage."""

    stage: Stage
    year: int
    month: int

    @property
    def period(self) -> str:
        return f"{self.year}-{self.month:02d}"

    def day(self, number: int) -> date:
        return date(self.year, self.month, number)

    def cycles(self) -> list[Cycle]:
        return cycles_of(self.period)

    @cached_property
    def _slow(self) -> frozenset[str]:
        return frozenset(self.slow_units())

    def slow_units(self) -> Iterator[str]:
        """Two schools and one body where some do not hand in or the head does not get round to confirming."""
        rng = Random(self.period)  # noqa: S311
        yield from rng.sample([place.code for place in self.stage.places if place.kind == "school" and place.ward != "P01"], 2)
        yield rng.choice(["STP", "SKH", "SYT", "BNC", "BQL"])

    def slowness(self, sheet: Sheet) -> str:
        """ "" for nearly everybody; "silent" who hands nothing in, "waiting" whose sheet is not confirmed."""
        if sheet.unit.code not in self._slow:
            return ""
        if sheet.rank != "staff":
            return "waiting"
        chance = self.stage.chance(sheet.person_id, f"{self.period} slow")
        return "silent" if chance < 0.06 else "waiting" if chance < 0.16 else ""


def start(month: Month, planned: Collection[str] = ()) -> None:
    """Give the month's work and open its cycles on the 20th; the `planned` units have their work from a table of their own."""
    set_day(month.day(20))
    until = When(month.period, month.day(21))
    with one_transaction():
        for desk in month.stage.desks(month.day(20)):
            if desk.workers[0].unit_code not in planned:
                assign_month(desk, until)
    open_month(month)


def open_month(month: Month) -> None:
    set_day(month.day(20))
    seal_days(before=month.day(20))
    open_cycle(by=month.stage.organiser, opening=Opening(month.stage.root, month.period, month.day(20)))


def book_of(cycle: Cycle, sheet: Sheet) -> tuple[Rulebook, str | None, tuple[Criterion, ...]]:
    """The rulebook of a sheet, its kind of line, and the lines marked by hand."""
    book = frozen(cycle.digest)
    kind = kind_for(book, sheet.rank)
    return book, kind, book.leaves(kind)


def given(month: Month, cycle: Cycle, sheet: Sheet) -> SelfAssessment:
    """What a person hands in, the same each time."""
    rng = month.stage.rng(sheet.person_id, f"{month.period} self")
    _, kind, leaves = book_of(cycle, sheet)
    leads = kind in LEADER_KINDS
    return SelfAssessment(
        sheet, marks.own_marks(rng, leaves, month.stage.skill(sheet.person_id)),
        rng.choice(marks.STRENGTHS), rng.choice(marks.WEAKNESSES),
        {"dd": "1" if rng.random() < 0.93 else "1/2", "e": "1"} if leads else {},
    )  # fmt: skip


def hand_in(month: Month, wanted: Callable[[Sheet], bool], number: int) -> None:
    """Those wanted hand in on a day of the month, if their step still runs."""
    for cycle in month.cycles():
        last = next(step.last for step in steps_at(cycle.steps) if step.code == "self_assess")
        if month.day(number) <= last:
            sheets = [sheet for sheet in sheets_of(cycle, {OPENED}) if wanted(sheet)]
            self_assess_many(by=None, cycle=cycle, given=[given(month, cycle, sheet) for sheet in sheets])


def excuse(month: Month, there: Collection[int] = ()) -> None:
    """The heads leave out who was absent, each with the reason; `there` are people who were at their posts."""
    for cycle in month.cycles():
        absent: dict[int, list[tuple[Sheet, str, str]]] = defaultdict(list)
        for sheet in sheets_of(cycle, {OPENED}):
            code = _absence(month, sheet)
            if code and sheet.scorer_id and sheet.person_id not in there:
                absent[sheet.scorer_id].append((sheet, code, NOTES[code]))
        for scorer, rows in absent.items():
            excuse_many(by=month.stage.actor(scorer), sheets=rows)


def _absence(month: Month, sheet: Sheet) -> str:
    # A maternity leave lasts the whole half-year; other reasons are drawn each month. Leaders are at their posts.
    if sheet.rank != "staff":
        return ""
    whole, monthly = (month.stage.chance(sheet.person_id, about) for about in ("absence", f"{month.period} absence"))
    for code, share in ABSENCES:
        chance = whole if code in ("maternity", "study") else monthly
        if chance < share:
            return code
        whole, monthly = (whole - share, monthly) if code in ("maternity", "study") else (whole, monthly - share)
    return ""


def by_holder(sheets: Iterable[Sheet], holder: str) -> dict[int, list[Sheet]]:
    """Sheets by who must act on them; those without anybody are left out."""
    found: dict[int, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        person = getattr(sheet, holder)
        if person is not None:
            found[person].append(sheet)
    return found


def close(month: Month) -> None:
    """Publish each cycle on the 25th; what is missing is published as missing, with a reason."""
    for cycle in month.cycles():
        left = sheets_of(cycle, {OPENED, SUBMITTED, CONFIRMED, PROPOSED} - {final_state(cycle.steps)})
        publish(by=month.stage.organiser, cycle=cycle, reason=CLOSING if left else "")


def past(month: Month, after: Sequence[Callable[[Month, int], None]]) -> None:
    """Play a whole month; `after` are what else happens on a day, given the month and the day's number."""
    start(month)
    for number in range(20, 26):
        set_day(month.day(number))
        seal_days(before=month.day(number))
        with one_transaction():
            _day(month, number)
            for play in after:
                play(month, number)
    close(month)


def _day(month: Month, number: int) -> None:
    """What people themselves do on a day, and the reminders of the organisation body."""
    if number == 20:
        hand_in(month, lambda sheet: _early(month, sheet) and month.slowness(sheet) != "silent", number)
    if number == 21:
        excuse(month)
        hand_in(month, lambda sheet: month.slowness(sheet) != "silent", number)
    if number == 23:
        for cycle in month.cycles():
            remind(cycle=cycle)


def _early(month: Month, sheet: Sheet) -> bool:
    return month.stage.chance(sheet.person_id, f"{month.period} day") < 0.55 and not _absence(month, sheet)
