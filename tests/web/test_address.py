"""The form of address: đồng chí in the Party and the mass organisations, ông/bà everywhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.web.conftest import As
from tests.web.office_cast import main, text
from tests.web.world import DIVISION_HEAD, LATE, OTHER, STAFF, World
from thenchot.notices.actions.notify import Message, notify
from thenchot.organisation.models import UnitVersion
from thenchot.people.identity import Identity
from thenchot.web.address import addressed, form_for, speak_to, spoken_to_nobody

READER = Identity(1, "01", "Lý Thu Hiền", "nu", date(2026, 11, 21))


@pytest.mark.parametrize(
    ("bloc", "form"),
    [
        ("dang", "đồng chí"), ("doan_the", "đồng chí"), ("chinh_quyen", "ông/bà"), ("su_nghiep", "ông/bà"), ("", "ông/bà"),
    ],
)  # fmt: skip
def test_the_bloc_decides_the_form_of_address(bloc: str, form: str) -> None:
    assert form_for(replace(READER, bloc=bloc)) == form


def test_a_sentence_takes_the_readers_form_also_where_it_begins_with_it() -> None:
    with spoken_to_nobody():
        speak_to(replace(READER, bloc="dang"))
        assert addressed("Ông/bà chỉ cần xem; phiếu của ông/bà đã gửi.") == "Đồng chí chỉ cần xem; phiếu của đồng chí đã gửi."
        assert addressed("Không có gì để đổi.") == "Không có gì để đổi."


def test_what_one_request_sets_is_gone_with_it() -> None:
    """The next reader is served by the same thread."""
    with spoken_to_nobody():
        speak_to(replace(READER, bloc="doan_the"))
    assert addressed("ông/bà") == "ông/bà"


def in_bloc(bloc: str) -> None:
    UnitVersion.objects.filter(unit__code="BT-KT").update(bloc=bloc)


PAGES = ("/viec-can-lam", "/ai-da-xem", "/xac-nhan/2020-01", "/khong-co-trang-nay")


@pytest.mark.parametrize("bloc", ["dang", "doan_the"])
def test_pages_of_a_party_body_never_say_ong_ba(as_: As, world: World, bloc: str) -> None:
    in_bloc(bloc)
    pages = [text(as_(STAFF).get(path)) for path in PAGES]
    assert [page for page in pages if "ông/bà" in page.lower()] == []
    assert "Đồng chí chỉ cần xem" in pages[0]
    assert "của đồng chí" in pages[1]


def test_pages_of_a_government_body_say_ong_ba(as_: As, world: World) -> None:
    pages = [text(as_(STAFF).get(path)) for path in PAGES]
    assert "Ông/bà chỉ cần xem" in pages[0]
    assert [page for page in pages if "đồng chí" in page.lower()] == []


def test_two_readers_one_after_the_other_are_each_addressed_as_they_should(as_: As, world: World) -> None:
    in_bloc("dang")
    assert "đồng chí" in text(as_(STAFF).get("/ai-da-xem"))
    assert "ông/bà" in text(as_(OTHER).get("/ai-da-xem"))
    assert "đồng chí" not in text(as_(OTHER).get("/ai-da-xem"))


def test_messages_take_the_readers_form(as_: As, world: World) -> None:
    in_bloc("dang")
    notify([Message(world.person(STAFF), "result", {"period": "2026-10"}, "/qua-trinh")])
    notify([Message(world.person(OTHER), "result", {"period": "2026-10"}, "/qua-trinh")])
    assert "đồng chí có quyền kiến nghị" in main(as_(STAFF).get("/viec-can-lam"))
    assert "ông/bà có quyền kiến nghị" in main(as_(OTHER).get("/viec-can-lam"))


def test_refusals_take_the_readers_form(as_: As, world: World) -> None:
    assert "Ông/bà xem được phiếu" in text(as_(LATE).post(f"/phieu/{world.sheet(LATE).id}/xac-nhan", {}))
    in_bloc("dang")
    assert "Đồng chí xem được phiếu" in text(as_(LATE).post(f"/phieu/{world.sheet(LATE).id}/xac-nhan", {}))


def test_what_people_typed_is_never_changed(as_: As, world: World) -> None:
    in_bloc("dang")
    typed = "Đề nghị ông/bà Trưởng phòng xem lại"
    as_(DIVISION_HEAD).post(f"/phieu/{world.sheet(LATE).id}/tra-lai", {"note": typed})
    assert typed in text(as_(LATE).get(f"/phieu/{world.sheet(LATE).id}"))
    assert typed in text(as_(LATE).get("/viec-can-lam"))


def test_english_has_one_form_for_all(as_: As, world: World) -> None:
    in_bloc("dang")
    reader = as_(STAFF)
    reader.cookies["django_language"] = "en"
    page = text(reader.get("/viec-can-lam"))
    assert "đồng chí" not in page.lower()
    assert "ông/bà" not in page.lower()
