"""What the demo's offices do besides the months: rights reviewed in June, facts recorded, the organisations of the year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from thenchot.audit.actions.seal_days import seal_days
from thenchot.bodies.access import visible_sheets
from thenchot.bodies.actions.open_round import Opening, open_round
from thenchot.bodies.actions.self_assess import OwnAssessment, self_assess
from thenchot.cli.demo import catalogue
from thenchot.cli.demo.staff import GRID_UNIT
from thenchot.cli.demo.stage import Stage, set_day
from thenchot.evidence.access import fact_to_withdraw, subject_to_record
from thenchot.evidence.actions.enter_fact import Document, Entry, enter_fact
from thenchot.evidence.actions.withdraw_fact import withdraw_fact
from thenchot.people.actions.review_rights import review_rights
from thenchot.people.identity import Identity
from thenchot.people.security.rights import rights_under

REVIEWED, LEFT = 6, 2
"""The month of the review, and how many rights it leaves out beside the reviewer's own: the page has something overdue."""
YEAR = 2026
RECORDED, WITHDRAWN, OPENED = date(2026, 11, 17), date(2026, 11, 18), date(2026, 11, 19)
WARDS_SENT = ("P01", "P02", "P03", "P04", "P06", "P09")
BODIES_SENT = ("SNV", "STC", "SYT", "SVH", "CCQL", "TTRA")
GENERAL = ("10", "9", "8,5")
RESULTS = ("8", "9", "8", "7,5", "8", "7", "9", "8")
"""Points of the three lines of the general criteria and of the eight lines of the results; 92 in all."""


@dataclass(frozen=True)
class Paper:
    """A paper the demo records: its number and what it says; the day of the act and that of the decision, or a level of 2025."""

    number: str
    text: str
    days: tuple[date, date] | None = None
    level: str = ""


REPRIMAND = Paper(
    "Quyết định 118/QĐ-UBND",
    "Khiển trách do vi phạm quy định về giao thông đường bộ ngày 02/8/2026; đã nộp phạt, không liên quan công vụ.",
    (date(2026, 8, 2), date(2026, 9, 15)),
)
MISTAKEN = Paper(
    "Quyết định 131/QĐ-UBND",
    "Khiển trách do để quá hạn 12 hồ sơ cấp phép trong quý III.",
    (date(2026, 9, 30), date(2026, 10, 20)),
)
NOT_THIS_PERSON = "Nhập nhầm người trùng họ tên; quyết định là của người ở cơ quan khác."


def review(stage: Stage, month: date) -> None:
    """The organisation body looks at everybody's rights but its own (quyền của mình do người khác rà soát)."""
    set_day(month.replace(day=12))
    by = stage.organiser
    others = [row for row in rights_under(by.scopes("organisation_body"), by.day) if row.person_id != by.person_id]
    review_rights(by=by, rights=others[LEFT:], keep=True)


def autumn(stage: Stage) -> None:
    """The days before the open month: facts, one withdrawn; work proposed for the catalogue; the year's round begun."""
    _record(stage)
    set_day(OPENED)
    seal_days(before=OPENED)
    catalogue.propose(stage.identity(stage.cast.keys["P01-KT:head"]), stage.units["P01-KT"])
    _organisations(stage)


def _record(stage: Stage) -> None:
    people = stage.cast.of(GRID_UNIT)
    set_day(RECORDED)
    seal_days(before=RECORDED)
    office = stage.identity(stage.cast.of("VPUB")[0])
    _enter(office, "other_discipline", people[len(people) // 3], REPRIMAND)
    wrong = _enter(office, "public_duty_discipline", people[len(people) // 2], MISTAKEN)
    for unit, level in (("CCQL", "HTT"), ("SXD", "HTXS")):
        of_2025 = Paper("Quyết định 402/QĐ-UBND", "Công nhận kết quả xếp loại năm 2025 của cơ quan.", level=level)
        _enter(stage.organiser, "organisation_level", unit, of_2025)
    set_day(WITHDRAWN)
    seal_days(before=WITHDRAWN)
    by = stage.identity(office.staff_code)
    withdraw_fact(by=by, fact=fact_to_withdraw(by, wrong), reason=NOT_THIS_PERSON)


def _enter(by: Identity, kind_code: str, code: str, paper: Paper) -> int:
    kind, subject = subject_to_record(by, kind_code, code)
    happened, decided = paper.days or (None, None)
    document = Document(paper.number, decided or date(2026, 1, 12))
    period = "2025" if paper.level else ""
    return enter_fact(by=by, entry=Entry(kind, subject, document, paper.text, happened, decided, period, paper.level))


def _organisations(stage: Stage) -> None:
    by = stage.organiser
    open_round(by=by, opening=Opening(stage.root, YEAR, by.day))
    for code in (*WARDS_SENT, *BODIES_SENT):
        sheet = visible_sheets(by).filter(unit_id=stage.units[code].id).select_related("round", "head").first()
        if sheet is not None and sheet.head_id is not None:
            _hand_in(stage.identity(stage.codes[sheet.head_id]), sheet)


def _hand_in(head: Identity, sheet: Any) -> None:
    general = {f"general.{number}": mark for number, mark in enumerate(GENERAL, start=1)}
    results = {f"results.{part}": mark for part, mark in zip("a b c d dd e g h".split(), RESULTS, strict=True)}
    facts = {"done": "100", "on_time": "100", "exceed": "32" if sheet.unit_id % 3 else "18", "fixed": "1"}
    level = "HTXS" if sheet.unit_id % 3 else "HTT"
    strengths = "Hoàn thành nhiệm vụ của chương trình công tác năm; cắt giảm thời gian giải quyết thủ tục hành chính."
    weaknesses = "Một số báo cáo chuyên đề phải bổ sung số liệu trước khi trình."
    self_assess(by=head, given=OwnAssessment(sheet, general | results, facts, level, strengths, weaknesses))
