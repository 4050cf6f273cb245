"""Rules of the office by code: one violation proposes to take from its line, the scorer decides, and no fact counts twice."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.files.books import Page, Value, write
from tests.files.test_packed import archive
from tests.web.conftest import As
from tests.web.office_cast import main, text
from tests.web.world import AUDITOR, DIVISION_HEAD, ORGANISER, STAFF, World
from thenchot.assessment.deductions import proposals_of
from thenchot.assessment.models import Sheet
from thenchot.assessment.queries.integrity import verify
from thenchot.evidence.actions.enter_fact import enter_fact
from thenchot.evidence.entries import Document, Entry, Subject
from thenchot.evidence.kinds import all_kinds
from thenchot.evidence.models import Fact, FactUse, OfficeRule
from thenchot.organisation.queries import unit_by_code
from thenchot.workplan.models import Task

MB = 1024 * 1024
RULES = "/thong-tin/quy-che"
PERSON = "BT-014"
"""Somebody of the division whose sheet of November is sent and not confirmed, with work that owes nothing."""


@pytest.fixture
def office(as_: As) -> Client:
    return as_(ORGANISER)


def place(code: str = "BT") -> str:
    unit = unit_by_code(code, date(2026, 11, 21))
    assert unit is not None
    return str(unit.id)


def rule(**other: str) -> dict[str, str]:
    given = {
        "scope": place(), "code": "QC-01", "other_code": "", "text": "", "document": "Quy chế 12/QC-UBND ngày 05/01/2026",
        "valid_from": "05/01/2026", "line": "nd335-2025-cong-chuc|I.2", "points": "4",
    }  # fmt: skip
    return given | other


def violation(client: Client, **other: str) -> Fact:
    given = {
        "kind": "office_rule_violation", "subject": PERSON, "document": "03/BB-VP", "document_on": "11/11/2026",
        "happened_on": "10/11/2026", "rule_code": "QC-01", "text": "Hút thuốc tại phòng họp tầng 2.",
    }  # fmt: skip
    answer = client.post("/thong-tin/ghi-nhan", given | other)
    assert answer.status_code == 302, main(answer)
    return Fact.objects.latest("id")


def sent(world: World) -> Sheet:
    """The sheet as it was handed in, 2 points on each line."""
    return world.sheet(PERSON)


def confirm(client: Client, sheet: Sheet, **given: str) -> Any:
    own = {**sheet.marks["self"], "version": str(sheet.version), "reason": ""}
    return client.post(f"/phieu/{sheet.id}/xac-nhan", own | given)


@pytest.mark.row("002-13")
def test_one_violation_reduces_the_configured_criterion_and_the_scorer_decides(office: Client, as_: As, world: World) -> None:
    # The four named rules are there by code; without the body's document they take nothing off.
    page = main(office.get(RULES))
    for words in ("Không hút thuốc lá", "Không uống rượu, bia trong giờ", "Không nói tục", "Không quấy rối"):
        assert words in page, words
    fact = violation(office)
    sheet, head = sent(world), as_(DIVISION_HEAD)
    assert "Đề xuất trừ" not in main(head.get(f"/phieu/{sheet.id}"))
    assert office.post(RULES, rule()).status_code == 302
    assert "QC-01 Không hút thuốc lá tại công sở Quy chế 12/QC-UBND" in main(office.get(RULES))
    # On the line: what is proposed, from which paper and by which rule; the form starts with what is left.
    shown = head.get(f"/phieu/{sheet.id}")
    assert "Đề xuất trừ, điểm còn lại nhiều nhất 1,0 trên 5" in main(shown)
    assert "QC-01: “Hút thuốc tại phòng họp tầng 2.” 03/BB-VP, 11/11/2026" in main(shown)
    form = shown.content.decode()
    assert '<option value="1,0" selected>1,0</option>' in form[form.index('id="I.2"') : form.index('id="II.1"')]
    # Passed over in silence it is refused; as proposed it is taken off, with the sheet where it counted.
    refused = confirm(head, world.sheet(PERSON))
    assert (refused.status_code, "sheet.deduction_unanswered" in refused.content.decode()) == (422, True)
    assert "điểm còn lại nhiều nhất: I.2: 1" in main(refused)
    answer = confirm(head, world.sheet(PERSON), **{"I.2": "1", "reason": "Theo biên bản 03/BB-VP"})
    assert answer.status_code == 302, main(answer)
    assert world.sheet(PERSON).marks["confirmed"]["I.2"] == "1"
    use = FactUse.objects.get(fact=fact)
    assert (use.sheet_id, use.criterion, use.points, use.reason) == (sheet.id, "I.2", "4", "")
    assert {fault.what for fault in verify(date(2026, 11, 22))} <= {"not_sealed"}


def test_the_scorer_may_keep_the_points_with_a_reason_and_a_returned_sheet_frees_the_fact(
    office: Client, as_: As, world: World
) -> None:
    office.post(RULES, rule())
    violation(office)
    sheet, head = sent(world), as_(DIVISION_HEAD)
    head.get(f"/phieu/{sheet.id}")
    reason = "Người vi phạm là khách, đã xác minh tại biên bản 04/BB-VP."
    assert confirm(head, world.sheet(PERSON), **{"I.2": "1,5", "reason": reason}).status_code == 302
    use = FactUse.objects.get()
    assert (use.points, use.reason) == ("7/2", reason)
    head.post(f"/phieu/{sheet.id}/tra-lai", {"note": "Bổ sung", "version": str(world.sheet(PERSON).version)})
    assert not FactUse.objects.exists()


def test_a_list_is_not_confirmed_over_a_proposed_deduction(office: Client, as_: As, world: World) -> None:
    office.post(RULES, rule())
    violation(office)
    sheet, head = sent(world), as_(DIVISION_HEAD)
    head.get(f"/phieu/{sheet.id}")
    version = world.sheet(PERSON).version
    refused = head.post("/xac-nhan/nhieu", {"period": "2026-11", "sheet": f"{sheet.id}:{version}", "early": "1", "sure": "1"})
    assert refused.status_code == 422
    assert "Phiếu của Tạ Thị Huệ có thông tin đề nghị trừ điểm" in text(refused)


def test_a_fact_weighed_once_proposes_nothing_elsewhere(office: Client, world: World) -> None:
    """Not on a sheet of another month or rulebook, not where a plan row counts the matter, not while it is disputed."""
    office.post(RULES, rule())
    fact, sheet = violation(office), sent(world)
    found = proposals_of(sheet.cycle, [sheet])[sheet.id]
    assert (found.left, found.reduced()) == ({"I.2": Fraction(1)}, {"I.2": "1"})
    october = world.sheet(PERSON, world.october)
    assert proposals_of(october.cycle, [october]) == {}
    use = found.uses({"I.2": Fraction(1)}, "", fact.at)[0]
    use.sheet_id = october.id
    use.save()
    assert proposals_of(sheet.cycle, [sheet]) == {}
    use.delete()
    task = Task.objects.filter(doer_id=fact.person_id, period="2026-11").first()
    assert task is not None
    Fact.objects.filter(id=fact.id).update(task=task)
    assert proposals_of(sheet.cycle, [sheet]) == {}
    Fact.objects.filter(id=fact.id).update(task=None, rule_code="QC-02")
    assert proposals_of(sheet.cycle, [sheet]) == {}, "a rule that nobody put in force takes nothing off"


def test_two_violations_add_up_and_never_below_nothing(office: Client, world: World) -> None:
    office.post(RULES, rule(points="3"))
    first, second, sheet = violation(office), violation(office, happened_on="11/11/2026", text="Hút thuốc ở sảnh."), sent(world)
    found = proposals_of(sheet.cycle, [sheet])[sheet.id]
    assert found.left == {"I.2": Fraction(0)}
    uses = found.uses({"I.2": Fraction(1)}, "Lần hai nhẹ hơn", first.at)
    assert [(use.fact_id, use.points) for use in uses] == [(first.id, "3"), (second.id, "1")]


def test_any_kind_of_fact_can_take_off_its_line_where_the_body_says_so(office: Client, world: World) -> None:
    office.post(RULES, rule(code="citizen_complaint", line="nd335-2025-cong-chuc|II.4", points="0,5"))
    sheet = sent(world)
    subject = Subject(sheet.person_id, None)
    complaint = Entry(
        all_kinds()["citizen_complaint"], subject, Document("9/PA", date(2026, 11, 9)), "Hẹn trả chậm", date(2026, 11, 9)
    )
    enter_fact(by=world.viewer(ORGANISER), entry=complaint)
    assert proposals_of(sheet.cycle, [sheet])[sheet.id].left == {"II.4": Fraction(2)}


def test_a_rule_changes_from_a_day_and_the_past_keeps_the_old(office: Client, world: World) -> None:
    office.post(RULES, rule())
    office.post(RULES, rule(valid_from="12/11/2026", points="2"))
    assert [(row.valid_to, row.deducts["nd335-2025-cong-chuc"]["points"]) for row in OfficeRule.objects.order_by("id")] == [
        (date(2026, 11, 11), "4"), (None, "2"),
    ]  # fmt: skip
    violation(office)
    sheet = sent(world)
    assert proposals_of(sheet.cycle, [sheet])[sheet.id].left == {"I.2": Fraction(1)}
    # Set again for the same day: the later save stands. Ended: nothing after it.
    office.post(RULES, rule(valid_from="12/11/2026", points="1,5"))
    row = OfficeRule.objects.get(valid_to=None)
    assert row.deducts["nd335-2025-cong-chuc"]["points"] == "3/2"
    stale = office.post(f"{RULES}/{row.id}/ket-thuc", {"last_day": "20/11/2026", "version": "1"})
    assert stale.status_code == 409
    assert office.post(f"{RULES}/{row.id}/ket-thuc", {"last_day": "20/11/2026", "version": str(row.version)}).status_code == 302
    assert "Chưa áp dụng điều quy chế nào" in main(office.get(RULES))


def test_rules_come_in_from_a_file_all_or_none(office: Client) -> None:
    head: list[Value] = ["Mã", "Nội dung", "Tiêu chí", "Điểm trừ"]
    good: list[list[Value]] = [head, ["QC-11", "Đeo thẻ khi làm việc", "I.2", 0.5], ["QC-12", "Tắt thiết bị khi ra về", "", ""]]
    given = {"scope": place(), "document": "QC 12", "valid_from": "01/11/2026"}

    def bring(rows: list[list[Value]]) -> Any:
        return office.post(RULES, {**given, "file": SimpleUploadedFile("a.xlsx", write([Page("Quy chế", rows)]))})

    assert bring(good).status_code == 302
    assert [(row.code, len(row.deducts)) for row in OfficeRule.objects.order_by("code")] == [("QC-11", 1), ("QC-12", 0)]
    wrong: list[list[Value]] = [["", "I.2", 1], ["Nói tục", "X.9", 1], ["Nói tục", "I.2", 9], ["Nói tục", "I.2", "x"]]
    for bad in wrong:
        answer = bring([head, ["QC-14", "Đúng", "", ""], ["QC-13", *bad]])
        assert answer.status_code == 422, bad
    assert OfficeRule.objects.count() == 2
    # Somebody's violation is entered by a code of the place; one that nobody has is refused.
    violation(office, rule_code="QC-11")
    given_code = {"kind": "office_rule_violation", "rule_code": "QC-99", "subject": STAFF, "document": "1/BB", "text": "x"}
    days = {"document_on": "11/11/2026", "happened_on": "10/11/2026"}
    assert "không có mã “QC-99”" in main(office.post("/thong-tin/ghi-nhan", given_code | days))


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.xlsm", archive({"xl/vbaProject.bin": b"x"}), "Tệp có macro"),
        ("a.xlsx", b"MZ\x90\x00", "không phải"),
        ("a.xlsx", b"", "Tệp"),
        ("a.xlsx", archive({"xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": b" " * (64 * MB)}), "Tệp"),
    ],
    ids=["macros", "a program", "empty", "a bomb"],
)
def test_a_bad_file_of_rules_is_refused_in_words_and_nothing_of_it_kept(
    office: Client, name: str, data: bytes, sentence: str
) -> None:
    given = {"scope": place(), "document": "QC 12", "valid_from": "01/11/2026", "file": SimpleUploadedFile(name, data)}
    answer = office.post(RULES, given)
    assert answer.status_code == 422
    assert sentence in main(answer)
    assert "QC 12" in answer.content.decode()
    assert not OfficeRule.objects.exists()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"code": "", "text": "x"}, "Nhập mã điều quy chế"), ({"code": "", "other_code": "QC-77"}, "Nêu nội dung điều quy chế"),
        ({"document": " "}, "Nêu văn bản ban hành quy chế"), ({"points": "6"}, "không quá điểm tối đa của tiêu chí (5)"),
        ({"points": "0"}, "Điểm trừ lớn hơn 0"), ({"points": ""}, "Điểm trừ lớn hơn 0"),
        ({"line": "nd335-2025-cong-chuc|X"}, "Chọn tiêu chí trong danh sách"), ({"line": "no-book|I.2"}, "Chọn tiêu chí"),
        ({"valid_from": "31/02/2026"}, "Nhập ngày dạng"),
    ],
)  # fmt: skip
def test_a_rule_that_lacks_something_is_refused(office: Client, given: dict[str, str], sentence: str) -> None:
    answer = office.post(RULES, rule(**given))
    assert (answer.status_code, OfficeRule.objects.count()) == (422, 0)
    assert sentence in main(answer)


def test_only_the_personnel_body_of_the_place_sets_rules(office: Client, as_: As) -> None:
    assert as_(AUDITOR).get(RULES).status_code == 200
    assert as_(AUDITOR).post(RULES, rule()).status_code == 403
    assert as_(STAFF).get(RULES).status_code == 404
    assert office.post(RULES, rule(scope=place("LG"))).status_code == 404
    assert office.post(f"{RULES}/99/ket-thuc", {"last_day": "20/11/2026"}).status_code == 404
