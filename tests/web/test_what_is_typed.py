"""What people type: no words are lost by a refusal, no password comes back, markup stays text; and long lists by pages."""

from __future__ import annotations

import html

import pytest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.test import Client, RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web.conftest import As
from tests.web.office_cast import main
from tests.web.world import HEAD, ORGANISER, STAFF, World
from thenchot.people.models import Delegation
from thenchot.web.paging import paged
from thenchot.web.typed import SECRET, not_shown, plain_text, typed_texts

HOSTILE = "<script>alert(1)</script> & “Nguyễn Thị Hồng”"


def posted(**given: str) -> HttpRequest:
    return RequestFactory().post("/x", given)


# --- texts that a refusal gives back ---------------------------------------------------------------------


def test_only_what_was_written_in_words_is_worth_keeping() -> None:
    """Numbers, codes and choices are quickly made again."""
    request = posted(reason="Đủ phiếu rồi", unit="BT-KT", mark="2,5", note="đủ", empty="  ", csrfmiddlewaretoken="x" * 64)
    assert typed_texts(request) == ["Đủ phiếu rồi", "đủ"]


@pytest.mark.parametrize("name", sorted(SECRET))
def test_a_password_is_never_among_the_texts(name: str) -> None:
    assert typed_texts(posted(**{name: "câu dễ nhớ của tôi", "note": "một dòng"})) == ["một dòng"]


def test_only_texts_that_the_page_shows_no_more_are_given_back() -> None:
    request = posted(one=HOSTILE, two="Dòng thứ hai")
    page = HttpResponse(f"<p>{html.escape(HOSTILE)}</p>")
    assert not_shown(request, page) == ["Dòng thứ hai"]


@given(st.text(alphabet="ab \u0300ếỗ<>&\"'", max_size=30))
@settings(max_examples=40)
def test_a_text_that_is_escaped_on_the_page_counts_as_shown(text: str) -> None:
    assert not_shown(posted(note=text), HttpResponse(html.escape(text))) == []


# --- characters that are no text ----------------------------------------------------------------------------


def through(posted_: QueryDict, method: str = "POST") -> QueryDict:
    """What a view finds of what was posted."""
    seen: list[QueryDict] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request.POST)
        return HttpResponse()

    request = HttpRequest()
    request.method, request.POST = method, posted_  # type: ignore[assignment]
    plain_text(view)(request)
    return seen[0]


def test_a_nul_is_left_out_of_every_value_of_a_field() -> None:
    found = through(QueryDict("a=1%002&a=%00&b=x&c=Nguy%E1%BB%85n%00"))
    assert dict(found.lists()) == {"a": ["12", ""], "b": ["x"], "c": ["Nguyễn"]}


def test_what_has_none_is_handed_on_untouched() -> None:
    given_ = QueryDict("a=1&a=2")
    assert through(given_) is given_
    reading = QueryDict("a=%00")
    assert through(reading, "GET") is reading


# --- through a page ------------------------------------------------------------------------------------------


@pytest.fixture
def organiser(as_: As) -> Client:
    return as_(ORGANISER)


@pytest.mark.parametrize("citation", [HOSTILE, "Nguye\u0302\u0303n Thi\u0323 Ho\u0302\u0300ng", "Quy chế " * 40])
def test_a_hostile_or_long_ground_comes_back_as_text(organiser: Client, world: World, citation: str) -> None:
    given_ = {"task": "score", "unit": "BT-KT", "holder": "không có", "citation": citation, "first": "01/12/2026"}
    answer = organiser.post("/phan-cap/dong", given_)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert citation.strip() in html.unescape(body)
    assert "<script>alert" not in body
    assert not Delegation.objects.exists()


@pytest.mark.parametrize("citation", [HOSTILE, "Quy chế số 5\x00 năm 2026"])
def test_what_was_saved_is_shown_as_text(organiser: Client, world: World, citation: str) -> None:
    given_ = {"task": "score", "unit": "BT-KT", "rank": "staff", "holder": HEAD, "citation": citation, "first": "01/12/2026"}
    assert organiser.post("/phan-cap/dong", given_).status_code == 302
    answer = organiser.get("/phan-cap/dong")
    assert "<script>alert" not in answer.content.decode()
    assert citation.replace("\x00", "") in html.unescape(answer.content.decode())


def test_a_refusal_without_a_form_of_its_own_gives_the_words_back(as_: As, world: World) -> None:
    """The person may not decide: the page is the bare refusal, and what was written stands on it."""
    answer = as_(STAFF).post(f"/ky/{world.november}/cong-bo", {"reason": HOSTILE, "password": "câu dễ nhớ của tôi"})
    assert answer.status_code in (403, 404)
    body = answer.content.decode()
    assert "câu dễ nhớ" not in body
    assert "<script>alert" not in body
    assert (HOSTILE in html.unescape(body)) is (answer.status_code == 403)


# --- pages of a long list -----------------------------------------------------------------------------------


def page_of(count: int, query: str = "", size: int = 100) -> tuple[list[int], dict[str, object]]:
    found = paged(RequestFactory().get(f"/x{query}"), list(range(1, count + 1)), size)
    return list(found["rows"]), found["pager"]


@pytest.mark.parametrize(
    ("count", "query", "first", "last", "of"),
    [
        (0, "", 0, 0, 1), (1, "", 1, 1, 1), (100, "", 1, 100, 1), (101, "", 1, 100, 2), (101, "?trang=2", 101, 101, 2),
        (250, "?trang=2", 101, 200, 3), (250, "?trang=99", 201, 250, 3), (250, "?trang=0", 1, 100, 3),
        (250, "?trang=-1", 1, 100, 3),
        (250, "?trang=hai", 1, 100, 3),
    ],
)  # fmt: skip
def test_a_page_says_which_rows_it_holds(count: int, query: str, first: int, last: int, of: int) -> None:
    rows, pager = page_of(count, query)
    assert (pager["first_row"], pager["last_row"], pager["last"], pager["count"]) == (first, last, of, count)
    assert rows == (list(range(first, last + 1)) if count else [])


def test_the_links_keep_what_was_searched_for() -> None:
    _, pager = page_of(250, "?tim=H%E1%BB%93&trang=2&don-vi=7")
    assert pager["before"] == "?tim=H%E1%BB%93&trang=1&don-vi=7"
    assert pager["after"] == "?tim=H%E1%BB%93&trang=3&don-vi=7"
    assert (page_of(250)[1]["before"], page_of(250, "?trang=3")[1]["after"]) == ("", "")


@given(st.integers(0, 60), st.integers(1, 9))
@settings(max_examples=40)
def test_every_row_stands_on_exactly_one_page(count: int, size: int) -> None:
    last = int(str(page_of(count, size=size)[1]["last"]))
    pages = [page_of(count, f"?trang={number}", size)[0] for number in range(1, last + 1)]
    assert [row for page in pages for row in page] == list(range(1, count + 1))


def test_a_long_table_of_rows_is_read_by_pages(organiser: Client, world: World) -> None:
    row = {"task": "score", "unit": "BT-KT", "rank": "staff", "holder": HEAD, "first": "01/12/2026"}
    organiser.post("/phan-cap/dong", {**row, "citation": "Văn bản 0"})
    kept = Delegation.objects.get()
    copies = []
    for number in range(1, 102):
        copies.append(Delegation(**{
            field.attname: getattr(kept, field.attname) for field in Delegation._meta.concrete_fields if not field.primary_key
        } | {"citation": f"Văn bản {number}"}))  # fmt: skip
    Delegation.objects.bulk_create(copies)
    first, second = main(organiser.get("/phan-cap/dong")), main(organiser.get("/phan-cap/dong?trang=2"))
    assert "Văn bản 99" in first
    assert "Văn bản 101" not in first
    assert "Văn bản 101" in second
    assert "Văn bản 99" not in second
