"""Petitions of the demo: one accepted with a corrected result, one answered without change, one still running."""

from __future__ import annotations

from thenchot.assessment.access import own_sheet, petition_to_answer
from thenchot.assessment.actions.answer import Answer, answer
from thenchot.assessment.actions.petition import petition
from thenchot.assessment.queries.batches import Sheet, sheets_of
from thenchot.assessment.steps import PUBLISHED
from thenchot.audit.actions.record_opening import record_opening
from thenchot.audit.actions.seal_days import seal_days
from thenchot.cli.demo import marks
from thenchot.cli.demo.month import Month, book_of
from thenchot.cli.demo.staff import GRID_UNIT
from thenchot.cli.demo.stage import Stage, set_day
from thenchot.lib import clock

TEXT = (
    "Mục tinh thần trách nhiệm bị trừ 0,5 điểm; ngày 12 tôi trực thay theo lịch của cơ quan nên không dự giao ban. "
    "Đề nghị xem lại."
)
YES = "Đã đối chiếu lịch trực: kiến nghị đúng, cộng lại phần đã trừ và thông báo kết quả thay thế."
NO = "Đã kiểm tra sổ theo dõi hồ sơ: hai hồ sơ trình sau hạn, không có nguyên nhân khách quan được xác nhận. Giữ kết quả."


def after(month: Month) -> None:
    """What follows the publication of a month."""
    stage, sheets = month.stage, _published(month)
    if not sheets:
        return
    if month.month == 9:
        _answered(month, sheets[0], "accepted", YES)
        _answered(month, sheets[-1], "kept", NO)
    if month.month == 10:
        set_day(month.day(16).replace(month=11))
        seal_days(before=clock.today())
        _file(stage, sheets[len(sheets) // 2])
    _opened(stage, sheets[:3], month)


def _published(month: Month) -> list[Sheet]:
    """Published sheets of the staff of the body with the large grid."""
    cycle = month.cycles()[0]
    rows = sheets_of(cycle, {PUBLISHED}, month.stage.units[GRID_UNIT].path)
    return [row for row in rows if row.rank == "staff" and row.score is not None and row.score < 89]


def _file(stage: Stage, sheet: Sheet) -> int:
    person = stage.identity(stage.codes[sheet.person_id])
    return petition(by=person, sheet=own_sheet(person, sheet.id), text=TEXT)


def _answered(month: Month, sheet: Sheet, outcome: str, text: str) -> None:
    stage, filed, answered = month.stage, month.day(28), month.day(30)
    set_day(filed)
    seal_days(before=filed)
    number = _file(stage, sheet)
    set_day(answered)
    seal_days(before=answered)
    assert sheet.scorer_id is not None
    head = stage.identity(stage.codes[sheet.scorer_id])
    leaves = book_of(sheet.cycle, sheet)[2]
    changed = marks.moved(sheet.marks["confirmed"], leaves, 2 * marks.HALF) if outcome == "accepted" else {}
    answer(by=head, given=Answer(petition_to_answer(head, number), outcome, text, changed))


def _opened(stage: Stage, sheets: list[Sheet], month: Month) -> None:
    """Some files were looked at; the people see by whom."""
    for sheet in sheets:
        if sheet.scorer_id:
            record_opening(stage.actor(sheet.scorer_id), sheet.person_id, f"Phiếu {month.period}")
