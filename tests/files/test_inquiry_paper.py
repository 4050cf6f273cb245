"""The letter to a head as a paper: who is asked what and until when, each shortcoming with its source, each answer."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import docx
import pytest

from tests.files.papers import PARTY, STATE
from tests.files.seeing import pages_of
from thenchot.assessment.documents import Letterhead
from thenchot.evidence.gathering_access import Asked
from thenchot.evidence.gatherings import ItemRow, Named
from thenchot.evidence.kinds import all_kinds
from thenchot.evidence.models import Gathering, Inquiry
from thenchot.evidence.queries import FactRow
from thenchot.files.forms.docx import docx_of
from thenchot.files.forms.paper import Paper
from thenchot.files.forms.pdf import pdf_of
from thenchot.files.inquiry_paper import inquiry_paper
from thenchot.organisation.queries import UnitAt
from thenchot.people.models import Person

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
UNIT = UnitAt(
    2, "BT-KT", "Phòng Kinh tế, Hạ tầng và Đô thị", "chinh_quyen", "direct", 1, "0000000100000002", ""
)
FACT = FactRow(
    id=7, version=1, kind=all_kinds()["inspection_finding"], person_id=None, person="", staff_code="", unit_id=2,
    unit_code="BT-KT", body_id=1, period="2026-11", happened_on=date(2026, 11, 5), decided_on=None, document="12/KL-TTr",
    document_on=date(2026, 11, 10), text="Thiếu biên bản nghiệm thu.", level="", same_act_as=None, used_in_year=None,
    source="Văn phòng UBND phường", entered_by="Lý Thu Hiền", at=AT, withdrawn_reason="", withdrawn_by="", withdrawn_at=None,
    source_code="inspectorate",
)  # fmt: skip
DOSSIERS = replace(
    FACT, id=8, kind=all_kinds()["one_stop_dossiers"], text="", document="", source_code="one_stop",
    details={"on_time": "1240", "late": "3"},
)  # fmt: skip
OPEN = ItemRow(1, FACT, "", "", "", None, ())
SHARES = (Named("Hồ Hữu An", "0022", "main", "Người thẩm định"), Named("Bạch Văn Tường", "0020", "lead", ""))
ANSWERED = replace(
    OPEN,
    id=2,
    cause="person",
    text="Chưa kiểm tra hồ sơ.",
    answered_by="Bạch Văn Tường",
    answered_at=AT,
    named=SHARES,
)


def asked(gender: str = "nam", name: str = "Bạch Văn Tường", **other: Any) -> Asked:
    values: dict[str, Any] = {
        "number": "45/UBND-VP", "issued_on": date(2026, 11, 20), "answer_by": date(2026, 11, 25), "version": 2,
        "last_hash": "1a2b3c4d5e6f7890" + "f" * 48,
    }  # fmt: skip
    head = Person(full_name=name, gender=gender)
    return Asked(
        Inquiry(gathering=Gathering(period="2026-11"), head=head, **(values | other)), UNIT, answers=True
    )


def paper(*items: ItemRow, of: Asked | None = None, head: Letterhead = STATE) -> Paper:
    return inquiry_paper(of or asked(), items, head, "tháng 11/2026")


def words(laid: Paper) -> list[str]:
    """The paragraphs outside the table of shortcomings."""
    return [
        " ".join(one.text.split())
        for one in docx.Document(BytesIO(docx_of(laid))).paragraphs
        if one.text.strip()
    ]


def rows(laid: Paper) -> list[list[str]]:
    """The table of shortcomings, cell by cell."""
    tables = docx.Document(BytesIO(docx_of(laid))).tables
    (found,) = [table for table in tables if table.rows[0].cells[0].text == "TT"]
    return [[" ".join(cell.text.split()) for cell in row.cells] for row in found.rows]


def all_words(laid: Paper) -> str:
    return " ".join(pages_of(pdf_of("Văn bản", [laid])))


def test_each_shortcoming_stands_in_a_row_with_its_source_and_its_paper() -> None:
    head, first, second = rows(paper(OPEN, replace(OPEN, id=2, fact=DOSSIERS)))
    assert head == ["TT", "Hạn chế, thiếu sót", "Nguồn, căn cứ", "Trả lời của người đứng đầu"]
    assert first == [
        "1", "Hạn chế, thiếu sót qua kiểm tra, thanh tra, giám sát. Thiếu biên bản nghiệm thu.",
        "Thanh tra; 12/KL-TTr ngày 10/11/2026", "",
    ]  # fmt: skip
    assert second == [
        "2", "Hồ sơ thủ tục hành chính tại Bộ phận Một cửa trong tháng. Đúng hạn: 1240; Trễ hạn: 3", "Bộ phận Một cửa", "",
    ]  # fmt: skip


def test_a_fact_of_an_offices_own_account_names_that_office() -> None:
    own = replace(OPEN, fact=replace(FACT, source_code=""))
    assert rows(paper(own))[1][2] == "Văn phòng UBND phường; 12/KL-TTr ngày 10/11/2026"
    unknown = replace(OPEN, fact=replace(FACT, source_code="nguon_cu"))
    assert rows(paper(unknown))[1][2].startswith("Văn phòng UBND phường;"), (
        "a source that is no more in the list"
    )


@pytest.mark.parametrize(
    ("change", "cell"),
    [
        ({}, "Trách nhiệm cá nhân; Hồ Hữu An (chính), Bạch Văn Tường (lãnh đạo, chỉ đạo); Chưa kiểm tra hồ sơ."),
        ({"cause": "collective", "named": ()}, "Trách nhiệm tập thể; Chưa kiểm tra hồ sơ."),
        ({"cause": "objective", "named": (), "text": "Mưa lũ."}, "Nguyên nhân khách quan; Mưa lũ."),
        ({"named": (replace(SHARES[0], degree="joint"),)}, "Trách nhiệm cá nhân; Hồ Hữu An (liên đới); Chưa kiểm tra hồ sơ."),
    ],
)  # fmt: skip
def test_an_answer_stands_in_its_column_with_who_and_how_far(change: dict[str, Any], cell: str) -> None:
    found = rows(paper(OPEN, replace(ANSWERED, **change)))
    assert [row[3] for row in found[1:]] == ["", cell]


def test_what_was_withdrawn_since_is_neither_listed_nor_counted() -> None:
    gone = replace(
        OPEN, id=3, fact=replace(FACT, withdrawn_at=AT, withdrawn_reason="Nhầm", text="Ghi nhầm đơn vị")
    )
    laid = paper(gone, OPEN, ANSWERED)
    assert [row[0] for row in rows(laid)] == ["TT", "1", "2"]
    assert "có 02 hạn chế, thiếu sót sau đây" in all_words(laid)
    assert "Ghi nhầm đơn vị" not in all_words(laid)


@pytest.mark.parametrize(
    ("count", "said"), [(0, "có 00 hạn chế"), (1, "có 01 hạn chế"), (9, "có 09"), (10, "có 10 ")]
)
def test_shortcomings_are_counted_in_two_digits_as_official_papers_do(count: int, said: str) -> None:
    assert said in all_words(paper(*[OPEN] * count))


@pytest.mark.parametrize(
    ("gender", "salute"), [("nam", "Kính gửi: Ông Bạch"), ("nu", "Kính gửi: Bà Bạch"), ("", "Kính gửi: Bạch")]
)
def test_the_head_is_addressed_by_name_and_unit(gender: str, salute: str) -> None:
    found = words(paper(OPEN, of=asked(gender)))
    assert any(
        line.startswith(salute) and line.endswith("Phòng Kinh tế, Hạ tầng và Đô thị") for line in found
    )


def test_the_day_to_answer_and_what_follows_from_silence_are_said() -> None:
    said = all_words(paper(OPEN))
    assert "trả lời trước hết ngày 25/11/2026" in said
    assert "chưa trả lời thì kết quả đánh giá của đơn vị chưa được công bố" in said
    assert "V/v xác định trách nhiệm về hạn chế, thiếu sót tháng 11/2026" in said
    assert "ngày 20 tháng 11 năm 2026" in said


@pytest.mark.parametrize(
    ("head", "wanted", "others"),
    [
        (STATE, ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 45/UBND-VP"), "ĐẢNG CỘNG SẢN"),
        (PARTY, ("ĐẢNG CỘNG SẢN VIỆT NAM", "Số 45/UBND-VP"), "CỘNG HÒA XÃ HỘI"),
    ],
    ids=["state", "party"],
)  # fmt: skip
def test_the_letter_is_laid_out_as_the_body_that_asks(
    head: Letterhead, wanted: tuple[str, ...], others: str
) -> None:
    said = all_words(paper(OPEN, head=head))
    assert all(part in said for part in wanted)
    assert others not in said


@pytest.mark.parametrize(("head", "blank"), [(STATE, "Số: /"), (PARTY, "Số -CV/")], ids=["state", "party"])
def test_without_a_number_there_is_room_to_write_one(head: Letterhead, blank: str) -> None:
    assert blank in all_words(paper(OPEN, of=asked(number=""), head=head))


def test_the_foot_tells_which_letter_and_which_entry_of_the_trail() -> None:
    said = all_words(paper(OPEN))
    assert "TT 2026-11/BT-KT" in said
    assert "1a2b3c4d5e6f7890" in said
    assert "f" * 17 not in said, "so much of the hash that a reader can compare it"


def test_the_heading_of_the_table_is_repeated_where_it_runs_over_the_page() -> None:
    pages = pages_of(pdf_of("Văn bản", [paper(*[OPEN] * 60)]))
    assert len(pages) > 1
    assert all("Trả lời của người đứng đầu" in page for page in pages[:-1])
    assert len(rows(paper(*[OPEN] * 60))) == 61


@pytest.mark.parametrize(
    "text",
    ["a\x00b", "dòng\x0bmới", "<w:p>&amp;", "\ud7ff\ufffe", "=HYPERLINK(1)", unicodedata.normalize("NFD", "Thiếu"), "x" * 3000],
)  # fmt: skip
def test_no_text_of_a_fact_or_an_answer_breaks_the_paper(text: str) -> None:
    odd = replace(
        ANSWERED,
        fact=replace(FACT, text=text, document=text[:90]),
        text=text,
        named=(replace(SHARES[0], name=text),),
    )
    laid = paper(odd, of=asked(name=text[:100]))
    assert len(rows(laid)) == 2
    assert pdf_of("Văn bản", [laid]).startswith(b"%PDF")


def test_both_forms_say_the_same() -> None:
    laid = paper(OPEN, ANSWERED)
    printed = all_words(laid)
    for line in (*words(laid), *(cell for row in rows(laid) for cell in row)):
        assert all(word in printed for word in line.split() if word.isalpha()), line
