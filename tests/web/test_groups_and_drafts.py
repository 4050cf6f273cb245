"""Whole groups of the grid confirmed by a button, many at once refused whole; drafts kept as typed, by their owner alone."""

from __future__ import annotations

import html

import pytest
from django.conf import settings
from django.test import Client

from tests.assessment import cast
from tests.assessment.cast import AN, BINH, CHI, OCTOBER, Town
from tests.kept import state
from tests.web.conftest import As
from tests.web.office_cast import accounts, main, on, page_of
from tests.web.test_my_sheet import CRITERIA
from tests.web.world import (
    ADMIN,
    AUDITOR,
    CHAIRMAN,
    DEPUTY,
    DIVISION_HEAD,
    HEAD,
    LATE,
    ORGANISER,
    OTHER,
    STAFF,
    World,
)
from thenchot.assessment.actions.self_assess import self_assess_many
from thenchot.assessment.models import Sheet
from thenchot.audit.models import Entry
from thenchot.audit.queries import history, verify_entries

MANY = "/xac-nhan/nhieu"
HOSTILE = "<script>alert(1)</script> “đạt 95%”"


@pytest.fixture
def head(as_: As) -> Client:
    return as_(DIVISION_HEAD)


@pytest.fixture
def mine(world: World) -> Sheet:
    return world.sheet(STAFF)


def ticks(world: World, *codes: str) -> list[str]:
    return [f"{sheet.id}:{sheet.version}" for sheet in (world.sheet(code) for code in codes)]


def rest() -> tuple[list[tuple[str, int]], int]:
    """Every sheet's state and version, and how long the trail is: what a refusal must leave as it was."""
    return list(Sheet.objects.order_by("id").values_list("state", "version")), Entry.objects.count()


# --- groups -----------------------------------------------------------------------------------------------------------


def read(head: Client, world: World, *codes: str) -> None:
    """Open their sheets: a piece of work sent back and not explained is not confirmed unread."""
    for code in codes:
        head.get(f"/phieu/{world.sheet(code).id}")


def _two_kinds() -> Town:
    """October: two of the division near the top, one an ordinary case; one has not sent hers."""
    town = cast.build_and_open(OCTOBER)
    town.hand_in([AN, BINH])
    self_assess_many(by=town.actor(CHI), cycle=town.cycle, given=[town.given(CHI, each="1")])
    accounts()
    return town


@pytest.fixture
def division(db: None) -> tuple[Client, Town]:
    on(OCTOBER.day(20))
    town = state(_two_kinds)
    return page_of(cast.DIVISION_HEAD), town


NAMES = {AN: "Hồ Hữu An", BINH: "Tạ Thanh Bình", CHI: "Lương Thùy Chi", cast.DUNG: "Bùi Đức Dũng"}


@pytest.mark.parametrize(
    ("group", "listed"),
    [("matching", {AN, BINH, CHI}), ("top:", {AN, BINH}), ("ordinary:", {CHI}), ("ordinary:Cấp phép", set()),
    ("exception:", set())],
)
def test_a_button_lists_its_group_and_saves_nothing(division: tuple[Client, Town], group: str, listed: set[str]) -> None:
    client, town = division
    before = rest()
    shown = main(client.post(MANY, {"period": "2026-10", "group": f"{town.cycle_id}:{group}"}))
    assert {code for code, name in NAMES.items() if name in shown} == listed
    assert rest() == before


def test_ordinary_cases_are_parted_by_their_duties(division: tuple[Client, Town]) -> None:
    client, town = division
    Sheet.objects.filter(id=town.sheet(CHI).id).update(duty_group="Cấp phép")
    for duty, listed in (("Cấp phép", {CHI}), ("", set())):
        shown = main(client.post(MANY, {"period": "2026-10", "group": f"{town.cycle_id}:ordinary:{duty}"}))
        assert {code for code, name in NAMES.items() if name in shown} == listed


def test_the_list_of_many_is_english_behind_the_switch(division: tuple[Client, Town]) -> None:
    client, town = division
    given = {"period": "2026-10", "group": f"{town.cycle_id}:matching"}
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = main(client.post(MANY, given))
    assert "Hồ Hữu An" in english
    assert "Xác nhận" not in english


@pytest.mark.parametrize("group", ["999999:matching", "x", "999999:ordinary:", "0:"])
def test_a_group_of_no_cycle_of_mine_lists_nobody(head: Client, world: World, group: str) -> None:
    listed = main(head.post(MANY, {"period": "2026-11", "group": group, "sheet": ticks(world, "BT-013")}))
    assert "Mai Quốc Đông" not in listed


def test_ticks_of_sheets_confirmed_meanwhile_drop_out_of_the_list(head: Client, world: World) -> None:
    picked = ticks(world, "BT-013", "BT-016")
    listed = main(head.post(MANY, {"period": "2026-11", "group": "", "sheet": picked}))
    assert "Mai Quốc Đông" in listed
    assert "Lương Thùy Linh" not in listed


def test_confirming_nobody_leads_back_and_says_so(head: Client, world: World) -> None:
    head.get("/xac-nhan", follow=True)
    before = rest()
    answer = head.post(MANY, {"sure": "1", "early": "1"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/xac-nhan")
    assert "Đã xác nhận 0 phiếu." in head.get("/xac-nhan", follow=True).content.decode()
    assert rest() == before


@pytest.mark.parametrize("wrong", ["stale", "foreign", "missing", "unsent", "done"])
def test_one_that_cannot_be_confirmed_among_many_leaves_all_as_they_were(head: Client, world: World, wrong: str) -> None:
    other = {
        "stale": f"{world.sheet('BT-014').id}:99", "foreign": ticks(world, OTHER)[0], "missing": "999999:1",
        "unsent": ticks(world, STAFF)[0], "done": ticks(world, "BT-016")[0],
    }[wrong]  # fmt: skip
    read(head, world, "BT-013", "BT-014")
    before = rest()
    status = {"stale": 409, "foreign": 404, "missing": 404}
    answer = head.post(MANY, {"sure": "1", "early": "1", "sheet": [*ticks(world, "BT-013"), other]})
    assert answer.status_code == status.get(wrong, answer.status_code)
    assert answer.status_code >= 400
    assert rest() == before


def test_many_at_once_come_to_the_same_as_one_by_one(head: Client, world: World) -> None:
    read(head, world, "BT-013", "BT-014")
    one, other = world.sheet("BT-013"), world.sheet("BT-014")
    assert head.post(f"/phieu/{one.id}/xac-nhan", {"version": one.version}).status_code == 302
    assert head.post(MANY, {"sure": "1", "early": "1", "sheet": ticks(world, "BT-014")}).status_code == 302
    one.refresh_from_db()
    other.refresh_from_db()
    for name in ("state", "score", "band", "version", "marks", "opinion"):
        assert getattr(one, name) == getattr(other, name), name
    acts = [[(act.action, act.actor_id) for act in history("sheet", sheet.id)] for sheet in (one, other)]
    assert acts[0] == acts[1]
    assert list(verify_entries({})) == []


@pytest.mark.parametrize(
    ("code", "status"), [(STAFF, 404), (LATE, 404), (HEAD, 403), (DEPUTY, 403), (AUDITOR, 403), (ORGANISER, 403), (ADMIN, 404)]
)
def test_nobody_but_the_scorer_confirms_a_sheet(as_: As, world: World, code: str, status: int) -> None:
    """Điều 10 khoản 1 điểm c: the head of the division follows and assesses its people."""
    sheet, before = world.sheet("BT-013"), rest()
    for path, given in ((f"/phieu/{sheet.id}/xac-nhan", {"version": sheet.version}),
    (MANY, {"sure": "1", "sheet": ticks(world, "BT-013")})):
        answer = as_(code).post(path, given)
        assert answer.status_code in (403, 404), path
    assert as_(code).post(f"/phieu/{sheet.id}/xac-nhan", {"version": sheet.version}).status_code == status
    assert rest() == before


def test_a_stale_return_of_a_sheet_is_a_conflict_and_keeps_the_words(head: Client, world: World) -> None:
    sheet, before = world.sheet("BT-013"), rest()
    answer = head.post(f"/phieu/{sheet.id}/tra-lai", {"note": "Bổ sung căn cứ", "version": "99"})
    assert answer.status_code == 409
    assert "Bổ sung căn cứ" in main(answer)
    assert rest() == before


# --- drafts --------------------------------------------------------------------------------------------------------------


def test_a_draft_is_kept_as_it_was_typed_and_writes_no_act(as_: As, mine: Sheet) -> None:
    before = Entry.objects.count(), mine.version
    given = {**dict.fromkeys(CRITERIA, "2,5"), "I.1": "mười", "strengths": HOSTILE}
    assert as_(STAFF).post(f"/phieu/{mine.id}/nhap", given).status_code == 302
    mine.refresh_from_db()
    assert (mine.draft["I.1"], mine.draft["strengths"]) == ("mười", HOSTILE)
    assert (Entry.objects.count(), mine.version) == before
    body = as_(STAFF).get(f"/phieu/{mine.id}").content.decode()
    assert "<script>alert(1)" not in body
    assert HOSTILE in html.unescape(body)


@pytest.mark.parametrize("text", ["Ho\u0302\u0300ng Nhung", "Dòng một\nDòng hai", "x" * 5000, "  hai đầu  "])
def test_any_words_come_back_to_the_page(as_: As, mine: Sheet, text: str) -> None:
    as_(STAFF).post(f"/phieu/{mine.id}/nhap", {"strengths": text})
    assert text.strip() in html.unescape(as_(STAFF).get(f"/phieu/{mine.id}").content.decode()).replace("\r\n", "\n")


@pytest.mark.parametrize("code", [LATE, OTHER, HEAD, DIVISION_HEAD, DEPUTY, ORGANISER, AUDITOR, ADMIN, CHAIRMAN])
def test_nobody_writes_into_the_draft_of_somebody_else(as_: As, mine: Sheet, code: str) -> None:
    answer = as_(code).post(f"/phieu/{mine.id}/nhap", {"strengths": "Của người khác"})
    assert answer.status_code in (403, 404)
    mine.refresh_from_db()
    assert "Của người khác" not in str(mine.draft)


def test_the_scorer_reads_nothing_of_a_draft(as_: As, head: Client, mine: Sheet) -> None:
    as_(STAFF).post(f"/phieu/{mine.id}/nhap", {"strengths": "Chưa muốn ai đọc"})
    for code in (DIVISION_HEAD, HEAD, ORGANISER, AUDITOR):
        assert "Chưa muốn ai đọc" not in as_(code).get(f"/phieu/{mine.id}").content.decode()


def test_a_sent_sheet_takes_no_draft_and_the_words_come_back(as_: As, world: World) -> None:
    sent = world.sheet(LATE)
    answer = as_(LATE).post(f"/phieu/{sent.id}/nhap", {"strengths": "Viết thêm một câu"})
    assert answer.status_code >= 400
    assert "Viết thêm một câu" in main(answer)
    sent.refresh_from_db()
    assert sent.draft == {}


def test_a_draft_of_somebody_signed_out_is_handed_back_and_not_kept(as_: As, mine: Sheet) -> None:
    answer = as_("").post(
        f"/phieu/{mine.id}/nhap", {"strengths": "Viết dở lúc hết phiên"}, headers={"Referer": f"http://testserver/phieu/{mine.id}"}
    )
    assert answer.status_code == 403
    assert "Viết dở lúc hết phiên" in html.unescape(answer.content.decode())
    mine.refresh_from_db()
    assert "Viết dở" not in str(mine.draft)
