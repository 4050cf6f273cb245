"""November's information in the demo: four offices bring what they know, heads are asked, one answers and names somebody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from thenchot.audit.actions.seal_days import seal_days
from thenchot.cli.demo import authority
from thenchot.cli.demo.staff import GRID_UNIT
from thenchot.cli.demo.stage import Stage, set_day
from thenchot.evidence.access import fact_to_dispute, subject_to_record
from thenchot.evidence.actions.answer_item import Answer, Share, answer_item
from thenchot.evidence.actions.dispute import dispute
from thenchot.evidence.actions.enter_fact import enter_facts
from thenchot.evidence.actions.finish_contribution import finish_contribution
from thenchot.evidence.actions.import_facts import Delivery, import_facts
from thenchot.evidence.actions.open_gathering import Opening, open_gathering
from thenchot.evidence.actions.send_inquiries import send_inquiries
from thenchot.evidence.actions.set_office_rule import NewRule, Taking, set_office_rules
from thenchot.evidence.entries import Document, Entry, Origin
from thenchot.evidence.gathering_access import (
    contribution_to_finish,
    gathering_to_run,
    item_to_answer,
)
from thenchot.evidence.gatherings import items_of, letters_to, offices_of
from thenchot.evidence.queries import facts_of_person
from thenchot.people.identity import Identity

PERIOD, DIVISION = "2026-11", "P01-KT"
BROUGHT, ANSWERED = date(2026, 11, 19), date(2026, 11, 20)
ANSWER_BY = date(2026, 11, 23)
NOT_YET = "party_office"
"""The office that has not reported its part done: the page names who is late."""
FINDINGS = (
    ("inspectorate", DIVISION, "Kết luận 41/KL-TTr", "Hai hồ sơ cấp phép xây dựng thiếu biên bản kiểm tra thực địa."),
    ("inspectorate", DIVISION, "Kết luận 41/KL-TTr", "Một thông báo đình chỉ thi công gửi chậm hai ngày so với quy định."),
    ("inspection_commission", GRID_UNIT, "Thông báo 12-TB/UBKT", "Chưa lập kế hoạch tự kiểm tra sáu tháng cuối năm."),
    ("council_office", "SXD", "Phiếu 203/VP", "Báo cáo chuyên đề tháng 10 trình chậm ba ngày, đã nhắc một lần."),
)
COUNTS = (
    ("one_stop_dossiers", "P01", {"on_time": 512, "late": 9}),
    ("citizen_feedback", "P01", {"satisfied": 188, "dissatisfied": 6}),
    ("document_results", GRID_UNIT, {"done_on_time": 341, "done_late": 12, "overdue": 4}),
)
PRAISE = ("Quyết định 87/QĐ-UBND", "Bộ biểu mẫu điện tử rút ngắn một nửa thời gian tiếp nhận hồ sơ cấp phép.")
RULE = ("QC-01", "Không hút thuốc lá tại công sở", "Quy chế làm việc 08/QC-UBND ngày 05/01/2026")
TAKES = Taking("nd335-2025-cong-chuc", "I.2", Fraction(1, 2))
VIOLATION = "Hút thuốc tại hành lang tầng hai trong giờ làm việc, bảo vệ cơ quan lập biên bản."
ANSWER = "Người thụ lý không đi kiểm tra thực địa theo lịch; đã lập bổ sung biên bản và phân công lại."
DISPUTED = "Ngày 05 và 06/11 tôi được cử đi tập huấn theo giấy triệu tập của Sở, hồ sơ đã bàn giao có ký nhận."


def gather(stage: Stage) -> None:
    """The nineteenth and the twentieth of November."""
    _begin(BROUGHT)
    offices = {source: stage.identity(code) for source, code in authority.offices(stage.cast).items()}
    number = _open(stage, offices)
    for source, by in offices.items():
        _bring(stage, by, source)
    _watch_rule(stage, offices["council_office"])
    gathering = gathering_to_run(stage.organiser, number)
    for part in offices_of(gathering, BROUGHT):
        if part.source.code != NOT_YET:
            by = offices[part.source.code]
            finish_contribution(by=by, part=contribution_to_finish(by, part.id), facts=part.facts)
    send_inquiries(by=stage.organiser, gathering=gathering, number="216-CV/BTC")
    _begin(ANSWERED)
    _answer(stage, number)


def _begin(day: date) -> None:
    set_day(day)
    seal_days(before=day)


def _open(stage: Stage, offices: dict[str, Identity]) -> int:
    people = {source: by.person_id for source, by in offices.items()}
    return open_gathering(by=stage.organiser, opening=Opening(PERIOD, stage.root, BROUGHT, ANSWER_BY, people))


def _bring(stage: Stage, by: Identity, source: str) -> None:
    entries = [_finding(by, row, place) for place, row in enumerate(FINDINGS, 1) if row[0] == source]
    if source == "council_office":
        entries += [_count(by, row, place) for place, row in enumerate(COUNTS, 1)]
        entries.append(_praise(by, stage.cast.of(DIVISION)[-1]))
    if entries:
        import_facts(by=by, delivery=Delivery(source, "", entries, len(entries)))


def _finding(by: Identity, row: Sequence[str], place: int) -> Entry:
    source, unit, document, text = row
    kind, subject = subject_to_record(by, "inspection_finding", unit)
    day = date(2026, 11, 10)
    return Entry(kind, subject, Document(document, day), text, day, origin=Origin(source, f"2026-11/{place}"))


def _count(by: Identity, row: tuple[str, str, dict[str, int]], place: int) -> Entry:
    code, unit, figures = row
    kind, subject = subject_to_record(by, code, unit)
    origin = Origin("council_office", f"BC {place}-{unit}/{PERIOD}")
    return Entry(kind, subject, Document("", BROUGHT), "", period=PERIOD, figures=figures, origin=origin)


def _praise(by: Identity, code: str) -> Entry:
    kind, subject = subject_to_record(by, "initiative", code)
    number, text = PRAISE
    return Entry(kind, subject, Document(number, date(2026, 11, 9)), text, date(2026, 11, 9), choice="base")


def _watch_rule(stage: Stage, by: Identity) -> None:
    """A rule of the regulations takes half a point off; one violation of it is recorded and proposed to who scores."""
    code, text, document = RULE
    set_office_rules(by=stage.organiser, rules=[NewRule(stage.root, code, text, document, date(2026, 1, 5), [TAKES])])
    # One who gives themselves all points: what the violation takes off shows.
    violator = max(stage.cast.of(GRID_UNIT), key=lambda code: stage.skills[code])
    kind, subject = subject_to_record(by, "office_rule_violation", violator)
    day = date(2026, 11, 11)
    report, origin = Document("Biên bản 06/BB", day), Origin("council_office", "06/BB")
    enter_facts(by=by, entries=[Entry(kind, subject, report, VIOLATION, day, rule_code=code, origin=origin)])


def _answer(stage: Stage, number: int) -> None:
    """The head of the division answers one of two shortcomings and names an official, who does not agree."""
    head, official = stage.identity(stage.cast.keys[f"{DIVISION}:head"]), stage.identity(stage.cast.of(DIVISION)[0])
    letter = letters_to(head.person_id, head.unit_id).get(gathering_id=number)
    item, asked = item_to_answer(head, items_of(letter)[0].id)
    answer_item(by=head, asked=asked, answer=Answer(item, "person", ANSWER, [Share(official.staff_code, "main")]))
    named = next(fact for fact in facts_of_person(official.person_id) if fact.kind.code == "named_responsible")
    dispute(by=official, fact=fact_to_dispute(official, named.id), text=DISPUTED)
