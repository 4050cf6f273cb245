"""From a citation to the clause it names, and the wording that opens at each citation of a rulebook's page."""

from __future__ import annotations

import re

import pytest

from tests.web.conftest import As
from tests.web.world import ORGANISER, STAFF, World
from thenchot.rulesets.actions.import_wording import import_wording
from thenchot.web.rulesets.quoting import Law, Place, cut_out, document_of, places

BOOK = "/quy-dinh/nd335-2025-cong-chuc"
OWN = "nd-335-2025"
CITATION = "Nghị định 335/2025/NĐ-CP, Chương III"
ARTICLE_14 = [
    "Điều 14. Tiêu đề thử nghiệm",
    "1. Khoản một, nội dung thử nghiệm.",
    "2. Khoản hai, câu dẫn thử nghiệm:",
    "a) Điểm a thử nghiệm;",
    "b) Điểm b thử nghiệm;",
    "c) Điểm c thử nghiệm.",
    "Đoạn nối của điểm c.",
]
ARTICLE_11 = ["Điều 11. Tiêu đề khác", "1. Một.", "2. Hai, nội dung được dẫn.", "10. Mười."]


def read(citation: str) -> list[Place]:
    return list(places(citation, OWN))


def test_a_citation_names_its_article_clause_and_point() -> None:
    assert read("Điều 14 khoản 2 điểm b") == [Place(OWN, 14, (2,), ("b",))]
    assert read("Điều 22") == [Place(OWN, 22, (), ())]
    assert read("Điều 21 khoản 1 điểm đ") == [Place(OWN, 21, (1,), ("đ",))]


def test_a_piece_without_an_article_goes_on_with_the_one_before() -> None:
    assert read("Điều 10 khoản 1 điểm a; khoản 2 điểm b") == [Place(OWN, 10, (1,), ("a",)), Place(OWN, 10, (2,), ("b",))]


def test_two_clauses_or_two_points_joined_by_and_are_both_meant() -> None:
    assert read("Điều 13 khoản 2 và khoản 3") == [Place(OWN, 13, (2, 3), ())]
    assert read("Điều 21 khoản 1 điểm b và c") == [Place(OWN, 21, (1,), ("b", "c"))]


def test_an_annex_or_a_paper_without_articles_names_nothing() -> None:
    assert read("Phụ lục I mục 1 điểm a") == []
    assert read("HD 02-HD/BTCTW; Mẫu kiểm điểm cá nhân") == []
    assert read("Điều 12 khoản 2 điểm a; Phụ lục I mục 1") == [Place(OWN, 12, (2,), ("a",))]


def test_a_clause_of_another_document_is_never_quoted_from_the_books_own() -> None:
    """Điều 2 of the amending decree is not Điều 2 of the decree it amends."""
    assert read("Điều 2 khoản 5 (Nghị định 48/2023)") == []
    assert read("Nghị định 233/2026/NĐ-CP Điều 11") == [Place("nd-233-2026", 11, (), ())]
    assert read("Điều 15; Điều 2 khoản 5 (Nghị định 48/2023)") == [Place(OWN, 15, (), ())]


def test_a_book_without_a_numbered_document_has_no_wording_to_look_for() -> None:
    assert document_of("Quy định 366-QĐ/TW ngày 30/8/2025") == ""
    assert list(places("Điều 11", "")) == []


@pytest.mark.parametrize(
    ("clauses", "points", "lines"),
    [
        ((1,), (), [1]),
        ((2,), (), [2, 3, 4, 5, 6]),
        ((2,), ("b",), [2, 4]),
        ((2,), ("c",), [2, 5, 6]),
        ((2,), ("a", "c"), [2, 3, 5, 6]),
        ((1, 2), (), [1, 2, 3, 4, 5, 6]),
        ((), (), [1, 2, 3, 4, 5, 6]),
    ],
)
def test_only_the_lines_meant_are_cut_out_under_the_first_line_of_their_clause(
    clauses: tuple[int, ...], points: tuple[str, ...], lines: list[int]
) -> None:
    assert cut_out(ARTICLE_14[1:], clauses, points) == tuple(ARTICLE_14[number] for number in lines)


def test_a_clause_that_the_text_does_not_have_shows_the_whole_article() -> None:
    """A body may import a text whose clauses are set differently; an empty quotation would help nobody."""
    assert cut_out(["Cả điều là một đoạn."], (2,), ("b",)) == ("Cả điều là một đoạn.",)


def test_clause_ten_is_not_taken_for_clause_one() -> None:
    assert cut_out(ARTICLE_11[1:], (1,), ()) == ("1. Một.",)
    assert cut_out(ARTICLE_11[1:], (10,), ()) == ("10. Mười.",)


@pytest.fixture
def imported(world: World) -> World:
    import_wording(by=world.viewer(ORGANISER), document=OWN, lines=[*ARTICLE_14, *ARTICLE_11, "Điều 99. Không dẫn", "Xa."])
    return world


def test_the_law_answers_a_citation_with_heading_lines_and_the_place_of_the_whole(imported: World) -> None:
    [quote] = Law(CITATION)("Điều 14 khoản 2 điểm a")
    assert (quote.number, quote.heading, quote.anchor) == (14, "Tiêu đề thử nghiệm", "dieu-14")
    assert quote.lines == (ARTICLE_14[2], ARTICLE_14[3])
    assert Law(CITATION)("Điều 21") == []


def test_a_citation_of_another_imported_document_opens_that_ones_wording(imported: World) -> None:
    [quote] = Law("Công văn 21169/CHQ-TCCB")("Nghị định 335/2025/NĐ-CP Điều 14 khoản 1")
    assert quote.lines == (ARTICLE_14[1],)
    assert quote.anchor == "dieu-14-nd-335-2025"


def test_the_articles_at_the_end_are_those_cited_each_once_in_order(imported: World) -> None:
    found = Law(CITATION).articles(["Điều 14 khoản 2", "Điều 14 khoản 1", "Điều 11", "Điều 12"])
    assert [quote.number for quote in found] == [11, 14]
    assert found[1].lines == tuple(ARTICLE_14[1:])


def opened(page: str) -> dict[str, list[str]]:
    """What opens at each citation of the page: by the words of the citation, the wordings that stand in it."""
    found: dict[str, list[str]] = {}
    for citation, wording in re.findall(r'<details class="cite"><summary>(.*?)</summary>(.*?)</details>', page, re.DOTALL):
        found.setdefault(citation.split(" · ")[0], []).append(wording)
    return found


def test_every_citation_of_an_imported_article_opens_its_wording_where_it_stands(as_: As, imported: World) -> None:
    page = as_(STAFF).get(BOOK).content.decode()
    places_of = opened(page)
    bare = [text for text in re.findall(r"<small>(.*?)</small>", page) if re.search(r"Điều 1[14]\b", text)]
    assert bare == []
    assert {"Điều 14 khoản 2 điểm a", "Điều 14 khoản 2 điểm b", "Điều 11 khoản 2"} <= set(places_of)


def test_the_wording_at_a_citation_is_the_clause_and_not_the_whole_article(as_: As, imported: World) -> None:
    [wording, *_others] = opened(as_(STAFF).get(BOOK).content.decode())["Điều 14 khoản 2 điểm b"]
    assert "Điểm b thử nghiệm" in wording
    assert "Khoản hai, câu dẫn" in wording
    assert "Điểm a thử nghiệm" not in wording
    assert "Khoản một" not in wording


def test_each_wording_leads_to_its_whole_article_on_the_same_page(as_: As, imported: World) -> None:
    page = as_(STAFF).get(BOOK).content.decode()
    targets = set(re.findall(r'href="#(dieu-[^"]+)"', page))
    assert targets == {"dieu-11", "dieu-14"}
    assert [target for target in targets if f'id="{target}"' not in page] == []


def test_the_wording_is_set_in_the_laws_own_letters_and_needs_no_script(as_: As, imported: World) -> None:
    page = as_(STAFF).get(BOOK).content.decode()
    assert page.count('<blockquote class="law" lang="vi">') == page.count('class="cite"')
    assert "onclick" not in page


def test_without_an_imported_text_a_citation_is_plain_words(as_: As, world: World) -> None:
    page = as_(STAFF).get(BOOK).content.decode()
    assert 'class="cite"' not in page
    assert "Điều 14 khoản 2 điểm b" in page


def test_what_a_body_imported_is_escaped_like_any_other_text(as_: As, world: World) -> None:
    import_wording(by=world.viewer(ORGANISER), document=OWN, lines=["Điều 14. Tiêu đề", "1. <script>alert(1)</script>"])
    page = as_(STAFF).get(BOOK).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_page_stays_light_with_a_long_decree(as_: As, world: World) -> None:
    """One clause at each citation, the whole article once: the page does not grow with citation times article."""
    long = [f"{number}. {'Nội dung dài của một khoản thử nghiệm. ' * 12}" for number in range(1, 9)]
    lines = [line for article in range(1, 30) for line in (f"Điều {article}. Tiêu đề {article}", *long)]
    import_wording(by=world.viewer(ORGANISER), document=OWN, lines=lines)
    assert len(as_(STAFF).get(BOOK).content) < 400_000
