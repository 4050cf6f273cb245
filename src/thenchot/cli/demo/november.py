"""The month that is still open: some have handed in, a few are confirmed, so that every role has something to do."""

from __future__ import annotations

from collections.abc import Mapping

from thenchot.assessment.actions.send_back import send_back
from thenchot.assessment.queries.batches import Sheet, sheets_of
from thenchot.assessment.steps import CONFIRMED, SUBMITTED, has
from thenchot.audit.actions.seal_days import seal_days
from thenchot.cli.demo import groundwork, heads
from thenchot.cli.demo.authority import roles
from thenchot.cli.demo.month import Month, excuse, hand_in, start
from thenchot.cli.demo.staff import GRID_UNIT
from thenchot.cli.demo.stage import set_day
from thenchot.workplan.actions.assign import PlanRow

SENT_OF_GRID = 80
"""How many of the 94 have handed in."""
QUICK = ("P03", "P04")
"""Wards whose leaders are confirmed and proposed already: the authorities have somebody to decide on."""
FINISHED = ("P01-VX", "P02-KT", "SNV-1")
"""Small parts whose head has confirmed everything."""


def play(month: Month, planned: Mapping[int, PlanRow]) -> None:
    """The 20th and the 21st; `planned` are the rows of the unit that has a table."""
    start(month, {groundwork.UNIT})
    groundwork.work_off(month.stage, planned)
    sent = _senders(month)
    hand_in(month, lambda sheet: sheet.person_id in sent and sheet.person_id % 3 > 0, 20)
    set_day(month.day(21))
    seal_days(before=month.day(21))
    excuse(month, {month.stage.ids[role.code] for role in roles(month.stage.cast)})
    hand_in(month, lambda sheet: sheet.person_id in sent, 21)
    _confirm_some(month)
    _return_one(month)


def _senders(month: Month) -> set[int]:
    """Six in ten, more in some units than in others; of the body with the large grid 80 of 94."""
    stage, found, of_grid = month.stage, set[int](), list[int]()
    keep = {stage.ids[role.code] for role in roles(stage.cast)}
    for cycle in month.cycles():
        for sheet in sheets_of(cycle, {"opened"}):
            share = 1.0 if sheet.unit.code.startswith((*QUICK, *FINISHED)) else 0.35 + 0.5 * (sheet.unit_id * 37 % 100) / 100
            if sheet.unit.code == GRID_UNIT and sheet.rank != "head":
                of_grid.append(sheet.person_id)
            elif sheet.person_id not in keep and stage.chance(sheet.person_id, "november") < share:
                found.add(sheet.person_id)
    ordered = sorted(of_grid, key=lambda person: (person in keep, stage.chance(person, "november")))
    return found | set(ordered[: max(1, len(ordered) * SENT_OF_GRID // 94)])


def _confirm_some(month: Month) -> None:
    for cycle in month.cycles():
        sheets = sheets_of(cycle, {SUBMITTED})
        if has(cycle.steps, "decide"):
            quick = [s for s in sheets if s.unit.code.split("-")[0] in QUICK]
            heads.confirm(month, cycle, quick)
            heads.propose(month, cycle, sheets_of(cycle, {CONFIRMED}))
        else:
            heads.confirm(month, cycle, [s for s in sheets if s.unit.code in FINISHED and s.rank == "staff"])


def _return_one(month: Month) -> None:
    """The head of the large body sends one sheet back to be completed."""
    stage = month.stage
    rows = sheets_of(month.cycles()[0], {SUBMITTED}, stage.units[GRID_UNIT].path)
    first: Sheet | None = next((row for row in rows if row.rank == "staff"), None)
    if first is not None and first.scorer_id is not None:
        head = stage.identity(stage.codes[first.scorer_id])
        send_back(by=head, sheet=first, note="Ghi rõ số văn bản của kết quả thứ hai rồi gửi lại.")
