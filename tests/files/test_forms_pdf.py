"""Official papers as PDF: the words in Vietnamese, the fonts inside, pages numbered for each paper, a thousand at once."""

from __future__ import annotations

import resource
from dataclasses import replace

import pypdfium2
import pytest

from tests.files import papers
from tests.files.seeing import ink, pages_of
from thenchot.files.forms import pdf, typeset
from thenchot.files.forms.paper import Paper
from thenchot.files.forms.pdf import AT_ONCE, pdf_of, pdf_ready
from thenchot.files.forms.reports import minutes_paper
from thenchot.files.forms.sheets import period_paper
from thenchot.files.refusals import PDF_MISSING
from thenchot.lib.refusals import Refusal

KINDS = papers.of_each_kind()


def somebody(number: int) -> Paper:
    """Another person's sheet: no two are alike, so that nothing is set once for all."""
    subject = replace(papers.SUBJECT, name=f"Đỗ Thị Người Thứ {number}")
    return period_paper(replace(papers.period_form(), subject=subject, strengths=f"Việc số {number}."))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_paper_has_its_words_its_foot_and_no_letter_without_a_shape(kind: str) -> None:
    found = pages_of(pdf_of(kind, [KINDS[kind]]))
    assert 1 <= len(found) <= 2
    for page in found:
        assert KINDS[kind].foot in page
        assert "\ufffd" not in page
        assert "\ufffe" not in page
    state = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    heads = ("ĐẢNG CỘNG SẢN VIỆT NAM",) if "party" in kind else state
    assert all(head in found[0] for head in heads)


def test_vietnamese_letters_with_two_marks_are_read_back_as_they_were_written() -> None:
    letters = "ễ ị ồ ự ủ ẩ ỹ ưỡ Ô Ủ ặ Ậ ở ợ Đ đ"
    form = replace(papers.period_form(), strengths=letters)
    assert letters in " ".join(pages_of(pdf_of("x", [period_paper(form)])))


def test_the_ticked_box_is_the_level_the_person_chose() -> None:
    text = " ".join(pages_of(pdf_of("x", [KINDS["year-state"]])))
    assert "☒ Hoàn thành tốt nhiệm vụ" in text
    assert text.count("☐") == 7


def test_fonts_are_embedded_and_are_the_products_own() -> None:
    data = pdf_of("x", [KINDS["period-state"]])
    fonts = {name for name in (b"LiberationSerif", b"LiberationSerif-Bold", b"LiberationSerif-Italic") if name in data}
    assert fonts == {b"LiberationSerif", b"LiberationSerif-Bold", b"LiberationSerif-Italic"}
    assert data.count(b"/FontFile") >= 3


def test_a_draft_is_marked_across_the_page_in_grey_and_a_published_paper_is_not() -> None:
    draft, published = pdf_of("x", [KINDS["draft"]]), pdf_of("x", [KINDS["period-state"]])
    assert "BẢN NHÁP" in pages_of(draft)[1]
    assert "NHÁP" not in "".join(pages_of(published))
    assert ink(draft, 1) > ink(published, 1)


def test_a_number_of_a_paper_is_not_torn_between_two_lines() -> None:
    form = replace(papers.minutes(), text=("Theo yêu cầu nêu tại khoản 2 Điều 21 của Nghị định số 335/2025/NĐ-CP.",) * 3)
    from_all = " ".join(pages_of(pdf_of("x", [minutes_paper(form)])))
    assert from_all.count("335/2025/NĐ-CP") == 3


def test_a_criterion_is_not_read_as_markup() -> None:
    form = replace(papers.period_form(), opinion="#let x = 1; *đậm* _nghiêng_ $a$ @ref <nhãn> \\ // hết")
    assert "#let x = 1; *đậm* _nghiêng_ $a$ @ref <nhãn> \\ // hết" in " ".join(pages_of(pdf_of("x", [period_paper(form)])))


@pytest.mark.parametrize("count", [3, AT_ONCE + 1])
def test_many_papers_in_one_file_keep_their_order_and_begin_again_at_page_one(count: int) -> None:
    data = pdf_of("Phiếu của đơn vị", [somebody(number) for number in range(count)])
    found = pages_of(data)
    assert len(found) == 2 * count
    assert all(f"Người Thứ {number}" in found[2 * number] for number in range(count))
    assert all(found[2 * number + 1].split()[0] == "2" for number in range(count))
    assert pypdfium2.PdfDocument(data).get_metadata_dict()["Title"] == "Phiếu của đơn vị"


def test_papers_beyond_one_part_are_joined_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "PART", 8)
    found = pages_of(pdf_of("x", [somebody(number) for number in range(AT_ONCE + 2)]))
    assert [f"Người Thứ {number}" in found[2 * number] for number in range(AT_ONCE + 2)] == [True] * (AT_ONCE + 2)


def test_a_title_of_one_compilation_does_not_reach_the_next() -> None:
    first, second = (pypdfium2.PdfDocument(pdf_of(name, [KINDS["own"]])) for name in ("một", "hai"))
    assert (first.get_metadata_dict()["Title"], second.get_metadata_dict()["Title"]) == ("một", "hai")


@pytest.mark.parametrize("lacking", ["typst", "pypdfium2"])
def test_without_the_extra_there_is_no_pdf_and_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch, lacking: str) -> None:
    monkeypatch.setattr(typeset if lacking == "typst" else pdf, lacking, None)
    assert not pdf_ready()
    with pytest.raises(Refusal) as refused:
        pdf_of("x", [KINDS["own"]])
    assert refused.value.kind is PDF_MISSING


def test_a_sheet_of_many_costs_so_little_that_a_thousand_take_under_ten_seconds_on_two_cores() -> None:
    """The work of the processor, not the clock on the wall: 1,000 sheets are ten such parts, two at a time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert len(pages_of(pdf_of("x", [somebody(number) for number in range(50)]))) == 100
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert spent / 50 < 0.02
