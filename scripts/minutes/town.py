"""The demo's town brought to where each job begins: through the product's own verbs, in a process of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from django.contrib.auth import login
from django.test import RequestFactory

from thenchot.assessment.actions.self_assess import SelfAssessment, self_assess_many
from thenchot.assessment.actions.withdraw import withdraw
from thenchot.assessment.queries.batches import Cycle, Sheet, sheets_of
from thenchot.assessment.queries.grid import GridRow, grids_to_score
from thenchot.assessment.steps import OPENED, SUBMITTED
from thenchot.cli.demo import heads, staff, units
from thenchot.cli.demo.authority import roles
from thenchot.cli.demo.fill import TODAY
from thenchot.cli.demo.month import Month, hand_in
from thenchot.cli.demo.staff import GRID_UNIT
from thenchot.cli.demo.stage import Stage, set_day
from thenchot.organisation.queries import units_on
from thenchot.people.models import Account
from thenchot.rulesets.queries import frozen
from thenchot.web.security.store import SessionStore
from thenchot.workplan.access import own_task
from thenchot.workplan.actions.assign import PlanRow, assign_many
from thenchot.workplan.actions.explain import explain
from thenchot.workplan.queries import read_tasks, tasks_of

TASKS, ORDINARY, FINDINGS = 12, 80, 30
TOP, RESULTS, HALF = Fraction(90), Fraction(70), Fraction(1, 2)
"""The bound of the highest level under the decree, the most of the results, and a step of marks."""
HEAD, ORGANISER, OFFICE = 4, 12, 13
"""Places in the list of the demo's roles."""


def town() -> Month:
    places = units.plan()
    return Month(Stage(places, staff.build(places, staff.PEOPLE)), TODAY.year, TODAY.month)


def begin(month: Month) -> dict[str, str]:
    """The 21st: an official with twelve tasks, one late and one rejected, neither explained; signed-in browsers for all jobs."""
    official = next(sheet for sheet in _of_grid(month, OPENED) if _clean(month, sheet.person_id))
    _twelve_tasks(month, official)
    listed = roles(month.stage.cast)
    codes = {"head": listed[HEAD].code, "organiser": listed[ORGANISER].code, "office": listed[OFFICE].code}
    codes["official"] = month.stage.codes[official.person_id]
    return {job: _sign_in(code) for job, code in codes.items()} | {"findings": _findings(month)}


def _findings(month: Month) -> str:
    """What an office's spreadsheet holds after the month's checks: code, day, what was found, the line's own number."""
    people = month.stage.cast.of("P01-CS")[:FINDINGS]
    found = "Hồ sơ lưu thiếu phiếu kiểm soát quá trình giải quyết"
    return "\n".join(f"{code}\t{number % 18 + 1:02d}/11/2026\t{found}\tKT-{number:02d}" for number, code in enumerate(people))


def _sign_in(code: str) -> str:
    """The key of a session, made as the sign-in page makes it."""
    account, request = Account.objects.get(staff_code=code), RequestFactory().get("/")
    request.session = SessionStore()
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    request.session.save()
    return str(request.session.session_key)


def _of_grid(month: Month, *states: str) -> list[Sheet]:
    cycle = next(one for one in month.cycles() if one.category == "cong_chuc")
    return [one for one in sheets_of(cycle, states, month.stage.units[GRID_UNIT].path) if one.rank == "staff"]


def _clean(month: Month, person_id: int) -> bool:
    return not any(
        task.latenesses or task.rejections or task.costs_points for task in tasks_of(person_id, month.period)
    )


def _twelve_tasks(month: Month, sheet: Sheet) -> None:
    head = month.stage.actor(sheet.scorer_id or 0)
    have = len(tasks_of(sheet.person_id, month.period))
    rows = [
        PlanRow(
            sheet.unit_id, month.period, f"Kiểm tra, trả lời phản ánh trật tự đô thị, đợt {number}", Decimal(2),
            doer_id=sheet.person_id, leader_id=head.id, deadline=month.day(10), status="done", done_on=month.day(9),
            latenesses=int(number == 1), rejections=int(number == 2), result="Đã trả lời bằng văn bản", source="Biểu ngang",
        )
        for number in range(1, TASKS - have + 1)
    ]  # fmt: skip
    assign_many(by=head, rows=rows)


def grid(month: Month) -> dict[str, object]:
    """Still the 21st: everybody of the large body hands in; eighty agree, the others stand just under the highest level."""
    _explain(month, _of_grid(month, OPENED, SUBMITTED))
    waiting = _of_grid(month, OPENED)
    self_assess_many(
        by=None, cycle=waiting[0].cycle, given=[_marked(one, just_under=False) for one in waiting]
    )
    cycle = waiting[0].cycle
    near = [row for row in _rows(month) if row.flags and not row.unseen and row.score is not None]
    _again(month, cycle, near, just_under=False)
    plain = [row for row in _rows(month) if not row.flags]
    _again(month, cycle, plain[ORDINARY:], just_under=True)
    after = _rows(month)
    ordinary = sum(1 for row in after if not row.flags)
    assert ordinary == ORDINARY, ordinary
    return {"ordinary": ordinary, "all": len(after)}


def _rows(month: Month) -> list[GridRow]:
    """The staff of the large grid, without its deputies."""
    viewer = month.stage.identity(roles(month.stage.cast)[HEAD].code)
    return [
        row
        for row in grids_to_score(viewer, month.period)[0].rows
        if row.rank == "staff" and row.state == SUBMITTED
    ]


def _again(month: Month, cycle: Cycle, rows: Sequence[GridRow], *, just_under: bool) -> None:
    """They take their sheets back and hand in with other marks."""
    wanted = {row.sheet_id: row for row in rows}
    sheets = [sheet for sheet in _of_grid(month, SUBMITTED) if sheet.id in wanted]
    for sheet in sheets:
        withdraw(by=month.stage.identity(month.stage.codes[sheet.person_id]), sheet=sheet)
    again = [sheet for sheet in _of_grid(month, OPENED) if sheet.id in wanted]
    given = [_marked(sheet, just_under=just_under, row=wanted[sheet.id]) for sheet in again]
    self_assess_many(by=None, cycle=cycle, given=given)


def _marked(sheet: Sheet, *, just_under: bool, row: GridRow | None = None) -> SelfAssessment:
    """Marks that leave the total well under the highest level, or within a point of it."""
    leaves = frozen(sheet.cycle.digest).leaves("staff")
    results = Fraction(row.values["result_points"]) if row else RESULTS
    left = int((TOP - results - (HALF if just_under else 4)) / HALF)
    typed = {}
    for leaf in leaves:
        halves = min(left, int((leaf.max or 0) / HALF))
        typed[leaf.id] = f"{halves / 2:.1f}".replace(".", ",")
        left -= halves
    return SelfAssessment(
        sheet, typed, "Hoàn thành các đầu việc được giao trong tháng.", "Một số văn bản còn sửa thể thức."
    )


def _explain(month: Month, sheets: Sequence[Sheet]) -> None:
    """Their people explain what was late, rejected or missed: nobody is confirmed before."""
    doers = {sheet.person_id for sheet in sheets}
    for person, tasks in read_tasks(month.period, doers).silences.items():
        doer = month.stage.identity(month.stage.codes[person])
        for number in tasks:
            text = f"Chờ số liệu của cơ quan phối hợp; đã báo trước ngày hết hạn, việc số {number}."
            explain(by=doer, task=own_task(doer, number), text=text)


def closing(month: Month) -> dict[str, object]:
    """The 21st to the 25th of everybody else, up to the day the organisation body closes the month of all units."""
    set_day(month.day(21))
    hand_in(month, lambda sheet: month.slowness(sheet) != "silent", 21)
    _explain(month, [sheet for cycle in month.cycles() for sheet in sheets_of(cycle, {SUBMITTED})])
    for number in range(22, 26):
        set_day(month.day(number))
        heads.play(month, number)
    return {"units": len(units_on(month.day(25)))}


PARTS: dict[str, Callable[[Month], Mapping[str, object]]] = {"begin": begin, "grid": grid, "closing": closing}


def main(part: str) -> None:
    """Bring the town on by one part, in a program that has set Django up; what it answers is printed as JSON."""
    print(json.dumps(PARTS[part](town())))
