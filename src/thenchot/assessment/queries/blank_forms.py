"""Mẫu số 01 or 02 to be filled in by hand (nhập thay): nothing chosen for the person, the month's work as it is on record."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import date

from thenchot.assessment.documents import Footing, PeriodForm, WorkLine, YearForm
from thenchot.assessment.judging import Bench
from thenchot.assessment.models import Sheet
from thenchot.assessment.queries.documents import forms_of
from thenchot.workplan.queries import TaskRow, tasks_of

ASKED_OF_LEADERS = (
    "đ) Khả năng tổ chức triển khai thực hiện nhiệm vụ: ☐ 100 %   ☐ 50 %",
    "e) Năng lực tập hợp, đoàn kết công chức: ☐ 100 %   ☐ 50 %",
)
"""Điều 15 khoản 3: Mẫu số 01 has no place for it, and the sheet asks for it."""


def blank_form_of(sheet: Sheet, day: date) -> PeriodForm | YearForm:
    """The form of a sheet that is not sent yet, as printed on a day; its code leads back to the sheet."""
    form = forms_of(sheet.cycle, [_emptied(sheet)])[0]
    footing = Footing(f"{sheet.cycle.period}/{sheet.id}", sheet.version, f"{day:%d/%m/%Y}", named="mẫu để điền tay, in ngày")
    if isinstance(form, YearForm):
        return replace(form, footing=footing)
    work = tuple(_line(task) for task in tasks_of(sheet.person_id, sheet.cycle.period) if task.counted)
    asked = ASKED_OF_LEADERS if Bench(sheet.cycle, [sheet]).is_leader(sheet) else ()
    return replace(form, footing=footing, work=work, asked=asked)


def _emptied(sheet: Sheet) -> Sheet:
    """A returned sheet holds what was sent before: the paper begins empty."""
    empty = copy(sheet)
    empty.behalf_of = ""
    empty.marks, empty.strengths, empty.weaknesses, empty.opinion, empty.self_level = {}, "", "", "", ""
    return empty


def _line(task: TaskRow) -> WorkLine:
    return WorkLine(task.content, task.units, task.deadline, "; ".join(_recorded(task)))


def _recorded(task: TaskRow) -> list[str]:
    found = [f"xong {task.done_on:%d/%m}"] if task.done_on else []
    if task.status == "assigned":
        found.append("chưa xong")
    if task.status == "handed_back":
        found.append("đã giao lại cho người khác")
    if task.latenesses:
        found.append(f"chậm {task.latenesses} lần")
    if task.rejections:
        found.append(f"chưa đạt {task.rejections} lần")
    if task.origin != "planned":
        found.append("ngoài kế hoạch")
    return found
