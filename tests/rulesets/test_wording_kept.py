"""The official text as a body imports it: cut into articles, annexes left out, kept once and replaced whole."""

from __future__ import annotations

import unicodedata

import pytest

from tests.rulesets.bodies import build, clerk
from thenchot.audit.models import Entry
from thenchot.lib import canonical
from thenchot.lib.refusals import Refusal
from thenchot.rulesets.actions.import_wording import cut, import_wording
from thenchot.rulesets.models import LegalText
from thenchot.rulesets.queries import wording

TEXT = """
UBND THÀNH PHỐ ĐÔNG LAM
QUY ĐỊNH
Về một việc thử nghiệm
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Quy định này nêu cách thử.
Phụ lục I kèm theo quy định này nêu các mẫu phiếu.
Điều 2. Đối tượng áp dụng
1. Người thử.
2. Người xem, theo Điều 1. của quy định này.
   Điều 3.   Hiệu lực thi hành
Có hiệu lực từ ngày ký.

Nơi nhận:
- Như Điều 3;
PHỤ LỤC I
MẪU HỢP ĐỒNG
Điều 1. Bên A
Điều 4. Điều khoản của mẫu, không phải của quy định
Bên A và bên B thỏa thuận.
""".splitlines()


def test_each_article_has_its_heading_and_its_clauses() -> None:
    articles = cut(TEXT)
    assert list(articles) == [1, 2, 3]
    assert articles[2] == ("Đối tượng áp dụng", "1. Người thử.\n2. Người xem, theo Điều 1. của quy định này.")
    assert articles[3] == ("Hiệu lực thi hành", "Có hiệu lực từ ngày ký.")


def test_a_clause_that_begins_with_the_name_of_an_annex_is_a_clause() -> None:
    assert cut(TEXT)[1][1].splitlines()[-1] == "Phụ lục I kèm theo quy định này nêu các mẫu phiếu."


@pytest.mark.parametrize("heading", ["PHỤ LỤC", "PHỤ LỤC I", "Phụ lục", "Phụ lục II", "Phụ lục 3", "  / PHỤ LỤC KÈM THEO"])
def test_articles_of_a_form_in_an_annex_are_left_out(heading: str) -> None:
    assert list(cut(["Điều 1. Một", "Lời.", heading, "Điều 2. Của mẫu", "Lời của mẫu."])) == [1]


def test_an_annex_named_on_the_first_page_does_not_end_the_text() -> None:
    assert list(cut(["PHỤ LỤC KÈM THEO", "Điều 1. Một", "Lời."])) == [1]


def test_the_signatures_between_a_decision_and_its_regulation_end_an_article_only() -> None:
    lines = ["Điều 1. Ban hành quy chế", "Nơi nhận: - Như trên", "QUY CHẾ", "Điều 2. Của quy chế", "Lời."]
    assert cut(lines) == {1: ("Ban hành quy chế", ""), 2: ("Của quy chế", "Lời.")}


def test_letters_with_their_marks_apart_are_read_too() -> None:
    apart = [unicodedata.normalize("NFD", line) for line in TEXT]
    assert cut(apart) == cut(TEXT)


def test_headings_in_capitals_and_empty_lines_belong_to_no_article() -> None:
    assert cut(["Điều 1. Một", "", "MỤC 2. TIÊU CHÍ", "  ", "Lời."]) == {1: ("Một", "Lời.")}


def test_an_article_named_twice_keeps_its_first_place() -> None:
    assert cut(["Điều 1. Một", "Sửa đổi như sau:", "Điều 1. Một, mới", "Lời."]) == {
        1: ("Một", "Sửa đổi như sau:\nĐiều 1. Một, mới\nLời.")
    }


@pytest.mark.parametrize("line", ["Điều 1 Một", "Theo Điều 1. thì", "Dieu 1. Mot", "Điều . Một", "Điều 1234. Một", "Điều 1."])
def test_a_line_that_is_no_heading_begins_no_article(line: str) -> None:
    assert cut([line, "Lời."]) == {}


@pytest.mark.django_db
def test_the_articles_are_kept_under_the_document_with_who_brought_them() -> None:
    build()
    assert import_wording(by=clerk(), document="thu-nghiem", lines=TEXT) == 3
    kept = wording("thu-nghiem")
    assert sorted(kept) == [1, 2, 3]
    assert (kept[3].heading, kept[3].text) == ("Hiệu lực thi hành", "Có hiệu lực từ ngày ký.")
    assert {row.imported_by_id for row in kept.values()} == {clerk().person_id}
    assert wording("khac") == {}
    row = Entry.objects.get(action="import_wording")
    assert canonical.loads(row.payload) == {"document": "thu-nghiem", "articles": 3}


@pytest.mark.django_db
def test_importing_again_replaces_the_whole_document_and_no_other() -> None:
    build()
    import_wording(by=clerk(), document="thu-nghiem", lines=TEXT)
    import_wording(by=clerk(), document="khac", lines=TEXT)
    import_wording(by=clerk(), document="thu-nghiem", lines=["Điều 9. Chín", "Lời mới."])
    assert sorted(wording("thu-nghiem")) == [9]
    assert sorted(wording("khac")) == [1, 2, 3]


@pytest.mark.django_db
@pytest.mark.parametrize("lines", [[], ["", "  "], ["Một bài thơ", "Không có điều nào"], ["PHỤ LỤC"]])
def test_a_text_without_articles_is_refused_and_what_was_there_stays(lines: list[str]) -> None:
    build()
    import_wording(by=clerk(), document="thu-nghiem", lines=TEXT)
    with pytest.raises(Refusal) as refused:
        import_wording(by=clerk(), document="thu-nghiem", lines=lines)
    assert refused.value.code == "rulesets.no_articles"
    assert LegalText.objects.count() == 3


@pytest.mark.django_db
def test_a_heading_longer_than_its_column_is_cut_and_the_text_is_not() -> None:
    build()
    import_wording(by=clerk(), document="thu-nghiem", lines=["Điều 1. " + "Rất dài " * 60, "Lời " * 500])
    row = wording("thu-nghiem")[1]
    assert len(row.heading) == 300
    assert len(row.text) == len(("Lời " * 500).strip())
