"""Many facts at once through the page: typed, pasted, out of files; each source's number once, every wrong row named."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.files.books import Formula, Page, Value, write
from tests.web.conftest import As
from tests.web.office_cast import main, text
from tests.web.world import AUDITOR, LATE, ORGANISER, OTHER, SETUP, STAFF, START, World
from thenchot.evidence.models import Fact, FactBatch
from thenchot.evidence.sources import offices
from thenchot.notices.queries import recent
from thenchot.people.actions.enrol import PostRow, enrol

MANY = "/thong-tin/nhieu"
FINDING = {"nguon": "inspectorate", "loai": "inspection_finding", "van-ban": "12/KL-TTr", "ngay-van-ban": "18/11/2026"}
DOSSIERS = {"nguon": "one_stop", "loai": "one_stop_dossiers", "thang": "11/2026", "van-ban": "", "ngay-van-ban": ""}
HEADINGS: list[Value] = ["Mã cán bộ, đơn vị", "Họ và tên", "Đúng hạn", "Trễ hạn", "Số của nguồn"]
COUNTS: list[list[Value]] = [
    HEADINGS,
    [STAFF, "Nguyễn Thị Hồng Nhung", 40, 3, "MC-11-01"],
    [LATE, "", 12, "", "MC-11-02"],
    ["BT-KT", "", "52", 3, "MC-11-03"],
]


@pytest.fixture
def office(as_: As) -> Client:
    return as_(ORGANISER)


def typed(*rows: dict[str, str], count: int = 10) -> dict[str, str]:
    cells = {f"r{at}-{key}": value for at, row in enumerate(rows, start=1) for key, value in row.items()}
    return {**FINDING, "count": str(count), **cells}


def finding(at: int, subject: str = STAFF, **other: str) -> dict[str, str]:
    return {"subject": subject, "day": "10/11/2026", "text": f"Hồ sơ {at} thiếu biên bản nghiệm thu.", "ref": f"TT-{at}", **other}


def sent(client: Client, data: bytes, name: str = "so-lieu.xlsx", **given: str) -> Any:
    return client.post(MANY, {**DOSSIERS, **given, "file": SimpleUploadedFile(name, data)})


def book(rows: list[list[Value]], **page: Any) -> bytes:
    return write([Page("Số liệu", rows, **page)])


def kept(client: Client, preview: Any) -> Any:
    """What the button of the preview sends."""
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', preview.content.decode())
    values = {name: value.replace("&#34;", '"').replace("&quot;", '"') for name, value in fields}
    values.pop("csrfmiddlewaretoken", None)
    return client.post(MANY, values)


@pytest.mark.row("004-29")
def test_thirty_findings_are_typed_on_one_form_and_each_shows_its_source(office: Client, as_: As, world: World) -> None:
    assert 'name="r10-subject"' in office.get(MANY, FINDING).content.decode()
    assert "Nguyễn Thị Hồng Nhung, Phòng Kinh tế" in office.get(MANY, FINDING).content.decode()
    more = office.post(MANY, {**typed(finding(1), count=10), "more": "1"}).content.decode()
    assert 'name="r20-subject"' in more
    assert "Hồ sơ 1 thiếu biên bản" in more
    rows = [finding(at, STAFF if at % 2 else "bui duc thang") for at in range(1, 31)]
    answer = office.post(MANY, typed(*rows, count=40), follow=True)
    assert "Đã ghi nhận 30 thông tin" in text(answer)
    assert Fact.objects.filter(source_code="inspectorate", person_id=world.person(LATE)).count() == 15
    register = main(office.get("/thong-tin", {"nguon": "inspectorate"}))
    assert "Nguồn: Thanh tra, số TT-30" in register
    assert "Văn phòng HĐND và UBND ghi nhận" in register
    assert "Nguồn: Thanh tra, số TT-29" in main(as_(STAFF).get("/thong-tin/cua-toi"))
    told = [one for one in recent(world.person(STAFF)) if one.kind == "fact_entered"]
    assert len(told) == 1, "one notice for what came together"
    # Another source's facts are found by their own tag only.
    assert "TT-30" not in main(office.get("/thong-tin", {"nguon": "party_office"}))


@pytest.mark.row("004-29")
@pytest.mark.parametrize("source", [source.code for source in offices()])
def test_each_of_the_four_offices_brings_its_own_from_a_csv_file(office: Client, source: str) -> None:
    rows = f"Mã;Ngày;Nội dung;Số\n{STAFF};05/11/2026;Chậm báo cáo kết luận họp;01\n"
    preview = sent(office, rows.encode("utf-8-sig"), "so-lieu.csv", **FINDING | {"nguon": source})
    assert "1 mới" in main(preview)
    kept(office, preview)
    named = next(one.vi for one in offices() if one.code == source)
    assert f"Nguồn: {named}, số 01" in main(office.get("/thong-tin"))


@pytest.mark.row("002-03")
def test_counts_of_the_one_stop_desk_come_in_once_and_stand_beside_the_sheet(office: Client, as_: As, world: World) -> None:
    template = office.get("/thong-tin/nhieu/mau", {"loai": "one_stop_dossiers"})
    assert template.getvalue().startswith(b"PK")
    preview = sent(office, book(COUNTS))
    assert "Đọc được 3 dòng: 3 mới, 0 đã có từ trước, 0 có lỗi." in main(preview)
    assert Fact.objects.filter(source_code="one_stop").count() == 0, "a preview writes nothing"
    kept(office, preview)
    facts = {fact.source_ref: fact for fact in Fact.objects.filter(source_code="one_stop")}
    assert facts["MC-11-01"].details == {"on_time": "40", "late": "3"}
    assert (facts["MC-11-02"].details, facts["MC-11-02"].period) == ({"on_time": "12", "late": "0"}, "2026-11")
    assert facts["MC-11-03"].person_id is None
    again = sent(office, book(COUNTS))
    assert "0 mới, 3 đã có từ trước" in main(again)
    # The two late ones sent before the second look differ now: said, and not overwritten.
    changed = sent(office, book([HEADINGS, [STAFF, "", 41, 3, "MC-11-01"]]))
    assert changed.status_code == 422
    assert "đã được ghi nhận với nội dung khác" in main(changed)
    assert facts["MC-11-01"].details == Fact.objects.get(source_ref="MC-11-01").details
    assert "Đúng hạn 40; Trễ hạn 3" in main(as_(STAFF).get("/thong-tin/cua-toi"))


def test_a_row_that_is_wrong_is_said_beside_it_and_nothing_is_kept_nor_lost(office: Client) -> None:
    rows = [finding(1), finding(2, "XX-9"), finding(3, day="31/02/2026"), finding(4, text=""), finding(1, LATE)]
    answer = office.post(MANY, typed(*rows))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Chưa ghi nhận dòng nào: 4 dòng cần sửa" in main(answer)
    for sentence in ("Không tìm thấy mã “XX-9”", "Nhập ngày dạng", "Nêu nội dung thông tin", "Số “TT-1” đã có ở dòng 1"):
        assert sentence in main(answer), sentence
    assert 'value="31/02/2026"' in page
    assert 'id="r3-day-e"' in page
    assert (Fact.objects.filter(source_code="inspectorate").count(), FactBatch.objects.count()) == (0, 0)


def test_pasted_rows_are_read_by_their_headings_or_in_the_forms_order(office: Client) -> None:
    plain = f"{STAFF}\t05/11/2026\tChậm trả lời cử tri\tA1\n{LATE}\t06/11/2026\tThiếu hồ sơ\tA2"
    headed = f"Nội dung\tMã cán bộ\tNgày\n Chậm báo cáo \t{OTHER}\t7/11/2026"
    for pasted, count in ((plain, 2), (headed, 1)):
        preview = office.post(MANY, {**FINDING, "pasted": pasted, "count": "10"})
        assert f"{count} mới" in main(preview)
        kept(office, preview)
    assert list(Fact.objects.filter(source_code="inspectorate").order_by("id").values_list("text", flat=True)) == [
        "Chậm trả lời cử tri", "Thiếu hồ sơ", "Chậm báo cáo",
    ]  # fmt: skip


def test_a_file_with_good_and_bad_rows_keeps_the_good_ones_and_names_the_bad(office: Client) -> None:
    bad: list[list[Value]] = [
        ["000", "", 1, 0, "MC-4"], [STAFF, "Ai Khác", 1, 0, "MC-5"], [LATE, "", -1, 0, "MC-6"], [LATE, "", None, None, "MC-7"],
    ]  # fmt: skip
    rows = [*COUNTS, *bad]
    preview = sent(office, book(rows))
    assert "7 dòng: 3 mới, 0 đã có từ trước, 4 có lỗi" in main(preview)
    said = ("Không tìm thấy mã “000”", "là của Nguyễn Thị Hồng Nhung", "“-1” không phải số nguyên", "Nhập số liệu: Đúng hạn")
    for sentence in said:
        assert sentence in main(preview), sentence
    kept(office, preview)
    assert Fact.objects.filter(source_code="one_stop").count() == 3


def packed(name: str, content: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<a/>")
        archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "a.xlsx", "Tệp không có nội dung"),
        (b"x" * (5 * 1024 * 1024 + 1), "a.xlsx", "Tệp lớn hơn 5 MB"),
        (packed("xl/worksheets/sheet1.xml", b" " * (64 * 1024 * 1024)), "a.xlsx", "giải nén ra lớn hơn"),
        (packed("xl/vbaProject.bin", b"x"), "a.xlsm", "Tệp có macro"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xls", "định dạng cũ"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.csv", "định dạng cũ"),
        (b"M\xe3;Ng\xe0y\n1;2", "a.csv", "Không đọc được chữ"),
        (book([["Tên", "Tuổi"], ["A", 3]]), "a.xlsx", "Không nhận ra dòng tiêu đề"),
        (book([[*HEADINGS], [STAFF, "", Formula("=1/0", "#DIV/0!"), 1, "1"]]), "a.xlsx", "Công thức trong ô bị lỗi"),
        (book([[*HEADINGS], [11, "", 1, 1, "1"]]), "a.xlsx", "Mã đang là số"),
        (book([[*HEADINGS], [STAFF, "", True, 1, "1"]]), "a.xlsx", "Ô phải là chữ"),
        (book([[*HEADINGS], [STAFF, "", 1, 1, "1"], [LATE, "", 1, 1, "1b"]], merged=[(1, 0, 2, 0)]), "a.xlsx", "Ô đang gộp"),
        (book([[*HEADINGS], [STAFF, "", 1.5, 1, "1"]]), "a.xlsx", "không phải số nguyên"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_what_to_do(office: Client, data: bytes, name: str, sentence: str) -> None:
    answer = sent(office, data, name)
    assert answer.status_code == 422
    assert sentence in main(answer)
    assert FactBatch.objects.count() == 0


@pytest.mark.parametrize("rows", ["[", "[[1]]", '{"a": 1}', "[[1, 2]]", '[["x", {}]]'])
def test_rows_that_somebody_tampered_with_are_refused(office: Client, rows: str) -> None:
    answer = office.post(MANY, {**DOSSIERS, "rows": rows})
    assert answer.status_code == 422
    assert FactBatch.objects.count() == 0


def test_rows_carried_by_a_preview_are_judged_anew(office: Client, world: World) -> None:
    """Whoever changes the hidden rows can enter nothing that the form would not let in: about themselves, or outside."""
    carried = json.dumps([[1, {"subject": ORGANISER, "on_time": "1"}], [2, {"subject": "LG-001", "on_time": "1"}]])
    office.post(MANY, {**DOSSIERS, "rows": carried})
    assert Fact.objects.filter(source_code="one_stop").count() == 0


def test_what_is_missing_before_the_rows_is_asked_for_first(office: Client) -> None:
    assert "Chọn nguồn của thông tin" in main(office.post(MANY, {**typed(finding(1)), "nguon": "nobody"}))
    assert "Chọn loại thông tin" in main(office.post(MANY, {**typed(finding(1)), "loai": "party_discipline"}))
    assert "Chưa có dòng nào" in main(office.post(MANY, typed()))
    month = {**DOSSIERS, "thang": "13/2026", "count": "1", "r1-subject": STAFF, "r1-late": "1"}
    assert "Nhập tháng dạng 11/2026" in main(office.post(MANY, month))


def test_a_shared_name_is_settled_by_its_code(office: Client) -> None:
    enrol(by=SETUP, rows=[PostRow("BT-099", "Bùi Đức Thắng", "BT-KT", "Chuyên viên", "staff", "cong_chuc", valid_from=START)])
    answer = office.post(MANY, typed(finding(1, "Bùi Đức Thắng")))
    assert "Có nhiều người tên Bùi Đức Thắng. Nhập mã cán bộ: BT-012, BT-099" in main(answer)


def test_the_page_is_for_offices_only(as_: As, world: World) -> None:
    assert as_(STAFF).get(MANY).status_code == 404
    assert as_(AUDITOR).get(MANY).status_code == 403
    assert as_(STAFF).post(MANY, typed(finding(1))).status_code == 404
