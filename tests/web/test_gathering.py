"""The month's information mechanism through its pages: offices by a day, letters, the heads' answers, nothing closed before."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.web.conftest import As
from tests.web.office_cast import main, on, text
from tests.web.world import AUDITOR, DIVISION_HEAD, HEAD, LATE, ORGANISER, OTHER, SETUP, STAFF, START, World
from thenchot.assessment.queries.integrity import verify
from thenchot.evidence.actions.import_facts import Delivery, import_facts
from thenchot.evidence.gatherings import offices_of
from thenchot.evidence.kinds import all_kinds
from thenchot.evidence.models import Contribution, Fact, FactUse, Gathering, Inquiry, InquiryItem
from thenchot.evidence.reading import Given, Line, draft
from thenchot.organisation.queries import unit_by_code
from thenchot.people.actions.delegate import grant
from thenchot.people.models import Appointment

ITEM = {"cause": "person", "text": "Chưa kiểm tra đủ thành phần hồ sơ.", "person1": STAFF, "degree1": "main"}
OPEN = "/thong-tin/thang/mo"


@pytest.fixture
def office(as_: As) -> Client:
    grant(by=SETUP, staff_code=OTHER, role="monitoring_office", unit_code="BT", valid_from=START)
    return as_(ORGANISER)


def opening(world: World, **other: str) -> dict[str, str]:
    unit = unit_by_code("BT", date(2026, 11, 21))
    assert unit is not None
    given = {
        "scope": str(unit.id), "period": "11/2026", "enter_by": "18/11/2026", "answer_by": "25/11/2026",
        "council_office": str(world.person(ORGANISER)), "inspectorate": str(world.person(OTHER)),
    }  # fmt: skip
    return given | other


def bring(world: World, kind: str, *rows: dict[str, str], source: str = "inspectorate") -> None:
    viewer = world.viewer(ORGANISER)
    given = Given(source, kind, month="11/2026", document="12/KL-TTr", document_on="12/11/2026")
    drafted = draft(viewer, given, [Line(at, row) for at, row in enumerate(rows, start=1)])
    entries = [one.entry for one in drafted if one.entry]
    assert len(entries) == len(rows), [one.refusal for one in drafted]
    import_facts(by=viewer, delivery=Delivery(source, "", entries, len(rows)))


def finding(about: str = "BT-KT", words: str = "Thiếu biên bản nghiệm thu 3 công trình.") -> dict[str, str]:
    return {"subject": about, "day": "10/11/2026", "text": words}


def gathered(office: Client, world: World) -> Gathering:
    answer = office.post(OPEN, opening(world))
    assert answer.status_code == 302, main(answer)
    return Gathering.objects.get()


def letter_sent(office: Client, world: World) -> Inquiry:
    found = gathered(office, world)
    bring(world, "inspection_finding", finding(), finding(words="Chậm báo cáo kết luận kiểm tra."))
    assert office.post(f"/thong-tin/thang/{found.id}/gui", {"number": "45/UBND-VP"}).status_code == 302
    return Inquiry.objects.get()


def publish(office: Client, world: World) -> Any:
    return office.post(f"/ky/{world.november}/cong-bo", {"reason": "Còn phiếu chưa gửi", "version": "1"})


@pytest.mark.row("004-26")
def test_each_office_has_its_part_and_day_and_who_is_late_is_shown_by_name(office: Client, as_: As, world: World) -> None:
    found = gathered(office, world)
    page = main(office.get(f"/thong-tin/thang/{found.id}"))
    assert "Văn phòng HĐND và UBND Lý Thu Hiền" in page
    assert "Thanh tra Hồ Hữu An 0 Quá hạn 3 ngày" in page
    # Whoever is responsible finds the job at home, enters and reports; the name is no longer late.
    assert "Nhập thông tin phục vụ đánh giá của 1 nguồn, tháng 11/2026" in text(as_(OTHER).get("/viec-can-lam"))
    assert "Nhập thông tin phục vụ đánh giá tháng 11/2026" in text(as_(OTHER).get("/viec-can-lam"))
    part = Contribution.objects.get(source_code="inspectorate")
    assert as_(OTHER).post(f"/thong-tin/phan/{part.id}/xong", {"facts": "0"}).status_code == 302
    page = main(office.get(f"/thong-tin/thang/{found.id}"))
    assert "Thanh tra Hồ Hữu An 0 Đã nhập xong" in page
    again = as_(OTHER).post(f"/thong-tin/phan/{part.id}/xong", {})
    assert (again.status_code, "đã báo nhập xong lúc" in main(again)) == (409, True)
    other = Contribution.objects.get(source_code="council_office")
    assert as_(OTHER).post(f"/thong-tin/phan/{other.id}/xong", {}).status_code == 403
    assert as_(STAFF).post(f"/thong-tin/phan/{other.id}/xong", {}).status_code == 404
    assert list(verify(date(2026, 11, 22))) == []


@pytest.mark.parametrize(
    ("given", "status", "sentence"),
    [
        ({"period": "13/2026"}, 422, "Nhập tháng dạng 11/2026"),
        ({"period": "12/2026"}, 422, "không sau tháng hiện tại"),
        ({"enter_by": "31/11/2026"}, 422, "Nhập ngày dạng 05/11/2026"),
        ({"answer_by": "17/11/2026"}, 422, "không trước hạn nhập thông tin 18/11/2026"),
        ({"council_office": "", "inspectorate": ""}, 422, "ít nhất một cơ quan"),
        ({"inspectorate": "STAFF"}, 422, "Người được chọn cho Thanh tra chưa được giao"),
    ],
)
def test_a_gathering_that_lacks_something_is_refused_with_what_was_typed(
    office: Client, world: World, given: dict[str, str], status: int, sentence: str
) -> None:
    wanted = {key: str(world.person(STAFF)) if value == "STAFF" else value for key, value in given.items()}
    answer = office.post(OPEN, opening(world, **wanted))
    assert (answer.status_code, Gathering.objects.count()) == (status, 0)
    assert sentence in main(answer)


def test_a_month_has_one_gathering_in_a_place_and_offers_last_months_people(office: Client, as_: As, world: World) -> None:
    gathered(office, world)
    answer = office.post(OPEN, opening(world))
    assert (answer.status_code, "đã có đợt tổng hợp" in main(answer)) == (409, True)
    assert f'value="{world.person(OTHER)}" selected' in office.get(OPEN).content.decode()
    assert "Tháng 11/2026" in main(office.get("/thong-tin/thang"))
    assert as_(AUDITOR).get(OPEN).status_code == 403
    assert as_(STAFF).get(OPEN).status_code == 404
    assert as_(STAFF).get("/thong-tin/thang").status_code == 404
    assert "Tháng 11/2026" in main(as_(AUDITOR).get("/thong-tin/thang"))
    assert as_(STAFF).get(f"/thong-tin/thang/{Gathering.objects.get().id}").status_code == 404


def words_of(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return re.sub(r"<[^>]+>", " ", archive.read("word/document.xml").decode())


@pytest.mark.row("004-30")
def test_the_letter_lists_the_units_shortcomings_and_an_unanswered_item_stays_open_and_stops_the_month(
    office: Client, as_: As, world: World
) -> None:
    letter = letter_sent(office, world)
    word = office.get(f"/thong-tin/tra-loi/{letter.id}/van-ban.docx").getvalue()
    said = " ".join(words_of(word).split())
    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 45/UBND-VP", "Kính gửi: Ông Bạch Văn Tường",
        "Thiếu biên bản nghiệm thu 3 công trình.", "Chậm báo cáo kết luận kiểm tra.", "Thanh tra; 12/KL-TTr",
        "02 hạn chế, thiếu sót", "25/11/2026",
    ):  # fmt: skip
        assert part in said, part
    assert office.get(f"/thong-tin/tra-loi/{letter.id}/van-ban.pdf").getvalue().startswith(b"%PDF")
    head = as_(DIVISION_HEAD)
    assert "Xác định trách nhiệm về 2 hạn chế, thiếu sót của đơn vị, tháng 11/2026" in text(head.get("/viec-can-lam"))
    first, second = letter.items.order_by("id")
    assert head.post(f"/thong-tin/noi-dung/{first.id}/tra-loi", ITEM).status_code == 302
    page = main(head.get(f"/thong-tin/tra-loi/{letter.id}"))
    assert "Còn 1 nội dung chưa trả lời" in page
    assert "Nguyễn Thị Hồng Nhung (BT-011): Trách nhiệm chính" in page
    # The person is told and reads it; it stands as evidence of theirs, with its source.
    own = main(as_(STAFF).get("/thong-tin/cua-toi"))
    assert "Được xác định trách nhiệm" in own
    assert "Trách nhiệm chính. “Thiếu biên bản nghiệm thu 3 công trình; Chưa kiểm tra đủ thành phần hồ sơ.”" in own
    assert "Nguồn: Thanh tra" in own
    # The second stays open: shown with the name, late after its day, and nothing of the month is published.
    refused = publish(office, world)
    assert refused.status_code == 403
    assert "cycle.items_unanswered" in refused.content.decode()
    assert "Phòng Kinh tế, Hạ tầng và Đô thị (Bạch Văn Tường, 1)" in text(refused)
    on("2026-11-27")
    assert "Còn 1 nội dung, quá hạn 2 ngày" in main(office.get(f"/thong-tin/thang/{letter.gathering_id}"))
    cycle = office.get(f"/ky/{world.november}")
    assert f'href="/thong-tin/tra-loi/{letter.id}"' in cycle.content.decode()
    assert "Bạch Văn Tường, còn 1 nội dung, quá hạn từ 25/11/2026" in text(cycle)
    answer = {"cause": "objective", "text": "Mưa lũ làm gián đoạn đường truyền 3 ngày, đã báo cáo."}
    assert head.post(f"/thong-tin/noi-dung/{second.id}/tra-loi", answer).status_code == 302
    assert "Đã trả lời hết" in main(head.get(f"/thong-tin/tra-loi/{letter.id}"))
    assert "items_unanswered" not in publish(office, world).content.decode()
    assert {fault.what for fault in verify(date(2026, 11, 28))} <= {"not_sealed"}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"cause": ""}, "Chọn một: trách nhiệm cá nhân"),
        ({"text": " "}, "Nêu rõ nguyên nhân và mức độ trách nhiệm"),
        ({"person1": "", "degree1": ""}, "Chọn người chịu trách nhiệm"),
        ({"degree1": ""}, "Chọn người chịu trách nhiệm và mức độ"),
        ({"degree1": "most"}, "Chọn người chịu trách nhiệm và mức độ"),
        ({"person1": OTHER}, "không công tác tại Phòng Kinh tế"),
        ({"person2": STAFF, "degree2": "joint"}, "được chọn hai lần"),
    ],
)
def test_an_answer_that_lacks_something_is_refused_and_kept(
    office: Client, as_: As, world: World, given: dict[str, str], sentence: str
) -> None:
    letter = letter_sent(office, world)
    item = letter.items.order_by("id")[0]
    answer = as_(DIVISION_HEAD).post(f"/thong-tin/noi-dung/{item.id}/tra-loi", ITEM | given)
    assert answer.status_code == 422
    assert sentence in main(answer)
    linked = re.findall(r'<a href="#(cause|person|text)"', answer.content.decode())
    assert [f'id="{place}"' in answer.content.decode() for place in linked] == [True], "the summary leads to its field"
    assert (ITEM | given)["text"].strip() in answer.content.decode()
    assert InquiryItem.objects.filter(answered_at=None).count() == 2
    assert not Fact.objects.filter(kind="named_responsible").exists()


def test_an_answer_is_taken_back_with_a_reason_and_given_anew(office: Client, as_: As, world: World) -> None:
    letter, head = letter_sent(office, world), as_(DIVISION_HEAD)
    item = letter.items.order_by("id")[0]
    address = f"/thong-tin/noi-dung/{item.id}"
    assert head.post(f"{address}/mo-lai", {"reason": "Nhầm"}).status_code == 409
    head.post(f"{address}/tra-loi", ITEM)
    assert head.post(f"{address}/tra-loi", ITEM).status_code == 409
    assert head.post(f"{address}/mo-lai", {"reason": " "}).status_code == 422
    assert head.post(f"{address}/mo-lai", {"reason": "Nhầm người, đúng là ông Thắng."}).status_code == 302
    assert Fact.objects.get(kind="named_responsible").withdrawn_reason == "Nhầm người, đúng là ông Thắng."
    assert "Đã rút lại" in main(as_(STAFF).get("/thong-tin/cua-toi"))
    head.post(f"{address}/tra-loi", ITEM | {"person1": LATE, "person2": DIVISION_HEAD, "degree2": "lead"})
    standing = Fact.objects.filter(kind="named_responsible", withdrawn_at=None)
    assert {fact.person.staff_code for fact in standing if fact.person} == {LATE, DIVISION_HEAD}


def test_only_the_head_answers_and_only_the_offices_read_along(office: Client, as_: As, world: World) -> None:
    letter = letter_sent(office, world)
    item = letter.items.order_by("id")[0]
    address = f"/thong-tin/tra-loi/{letter.id}"
    for code, read, act in ((ORGANISER, 200, 403), (AUDITOR, 200, 403), (STAFF, 404, 404), (HEAD, 404, 404)):
        assert as_(code).get(address).status_code == read, code
        assert as_(code).post(f"/thong-tin/noi-dung/{item.id}/tra-loi", ITEM).status_code == act, code
    assert as_(DIVISION_HEAD).get("/thong-tin/tra-loi").status_code == 302
    assert as_(STAFF).get("/thong-tin/tra-loi").status_code == 404
    assert as_(DIVISION_HEAD).get("/thong-tin/tra-loi/999").status_code == 404


def test_a_withdrawn_fact_asks_for_no_answer_and_what_comes_in_later_is_asked_later(
    office: Client, as_: As, world: World
) -> None:
    letter = letter_sent(office, world)
    first, second = letter.items.order_by("id")
    office.post(f"/thong-tin/{first.fact_id}/rut-lai", {"reason": "Ghi nhầm đơn vị", "version": "1"})
    head = as_(DIVISION_HEAD)
    assert head.post(f"/thong-tin/noi-dung/{first.id}/tra-loi", ITEM).status_code == 409
    head.post(f"/thong-tin/noi-dung/{second.id}/tra-loi", {"cause": "collective", "text": "Cả phòng kiểm điểm."})
    assert "Đã trả lời hết" in main(head.get(f"/thong-tin/tra-loi/{letter.id}"))
    nothing = office.post(f"/thong-tin/thang/{letter.gathering_id}/gui", {})
    assert (nothing.status_code, "Không có hạn chế, thiếu sót nào" in main(nothing)) == (422, True)
    # Figures with something late are a shortcoming; those without are none. A unit without a head goes to the one above.
    counts = [{"subject": "BT-KT", "on_time": "50", "late": "2"}, {"subject": "BT-VP", "on_time": "9", "late": "0"}]
    bring(world, "one_stop_dossiers", *counts, source="one_stop")
    assert office.post(f"/thong-tin/thang/{letter.gathering_id}/gui", {}).status_code == 302
    later = Inquiry.objects.latest("id")
    assert [item.fact.details for item in later.items.all()] == [{"on_time": "50", "late": "2"}]
    assert "Tháng 11/2026" in main(head.get("/thong-tin/tra-loi"))
    assert all_kinds()["named_responsible"].polarity == "adverse"


def test_what_a_confirmed_sheet_has_weighed_is_not_taken_back_under_it(office: Client, as_: As, world: World) -> None:
    letter, head = letter_sent(office, world), as_(DIVISION_HEAD)
    item = letter.items.order_by("id")[0]
    head.post(f"/thong-tin/noi-dung/{item.id}/tra-loi", ITEM)
    fact = Fact.objects.get(kind="named_responsible")
    assert fact.person_id is not None
    use = FactUse.objects.create(
        fact=fact, person_id=fact.person_id, sheet_id=1, rulebook="x", period="2026-11", criterion="II.3", points="1", at=fact.at
    )
    refused = head.post(f"/thong-tin/noi-dung/{item.id}/mo-lai", {"reason": "Nhầm"})
    assert refused.status_code == 409
    assert "Thông tin về Nguyễn Thị Hồng Nhung từ câu trả lời này đã được tính" in main(refused)
    use.delete()
    assert head.post(f"/thong-tin/noi-dung/{item.id}/mo-lai", {"reason": "Nhầm"}).status_code == 302


def test_a_unit_without_a_head_is_asked_of_the_one_above_and_of_nobody_where_there_is_none(
    office: Client, as_: As, world: World
) -> None:
    found = gathered(office, world)
    bring(world, "inspection_finding", finding("BT-VP"), finding())
    heads = Appointment.objects.filter(rank="head")
    heads.filter(unit__code="BT-KT").update(rank="staff")
    page = main(office.get(f"/thong-tin/thang/{found.id}"))
    assert "Phòng Kinh tế, Hạ tầng và Đô thị Trịnh Quang Vĩnh" in page
    heads.update(rank="staff")
    refused = office.post(f"/thong-tin/thang/{found.id}/gui", {})
    assert (refused.status_code, Inquiry.objects.count()) == (422, 0)
    assert "Phòng Kinh tế, Hạ tầng và Đô thị, Văn phòng HĐND và UBND chưa có người đứng đầu" in main(refused)


def test_one_fact_typed_alone_comes_from_the_office_whose_part_its_writer_brings(office: Client, as_: As, world: World) -> None:
    gathering = gathered(office, world)
    writer = as_(OTHER)
    form = writer.get("/thong-tin/ghi-nhan?loai=inspection_finding").content.decode()
    assert '<option value="inspectorate" selected>' in form
    typed = {
        "kind": "inspection_finding", "source": "inspectorate", "subject": "BT-KT", "happened_on": "10/11/2026",
        "document": "12/KL-TTr", "document_on": "12/11/2026", "text": "Thiếu biên bản nghiệm thu.",
    }  # fmt: skip
    assert writer.post("/thong-tin/ghi-nhan", typed).status_code == 302
    fact = Fact.objects.get(kind="inspection_finding")
    assert (fact.source_code, fact.source_ref, fact.period) == ("inspectorate", "", "2026-11")
    part = next(one for one in offices_of(gathering, date(2026, 11, 21)) if one.source.code == "inspectorate")
    assert part.facts == 1
    writer.post("/thong-tin/ghi-nhan", {**typed, "source": "no_such_office", "text": "Việc khác."})
    assert Fact.objects.get(text="Việc khác.").source_code == ""
