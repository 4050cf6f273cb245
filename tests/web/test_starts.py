"""Where the lines of one's own sheet start: at last month's confirmed marks, each said; empty where a fact speaks against."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from tests.web.conftest import As
from tests.web.test_grid_in_row import page
from tests.web.world import DIVISION_HEAD, ORGANISER, STAFF, World
from thenchot.assessment.models import Sheet
from thenchot.evidence.models import Fact, FactUse
from thenchot.lib import clock
from thenchot.workplan.models import Task

NEW = "Có thông tin mới"
"""Điều 12 khoản 2 điểm a: discipline is line I.2 of the decree."""


@pytest.fixture
def me(as_: As) -> Client:
    return as_(STAFF)


@pytest.fixture
def mine(world: World) -> Sheet:
    return world.sheet(STAFF)


def fact(world: World, **other: object) -> Fact:
    """An unapproved absence in November, of line I.2, from the office."""
    given = {
        "kind": "absence", "person_id": world.person(STAFF), "period": "2026-11", "happened_on": "2026-11-10",
        "document": "", "document_on": "2026-11-10", "text": "Vắng buổi trực.", "source": "Văn phòng HĐND và UBND",
        "details": {"days": "1", "choice": "unapproved"}, "entered_by_id": world.person(ORGANISER), "at": clock.now(),
    }  # fmt: skip
    return Fact.objects.create(**{**given, **other})


def line(client: Client, sheet: Sheet, code: str) -> str:
    """One criterion as the page shows it."""
    shown = page(client, f"/phieu/{sheet.id}")
    return shown.split(f'<label for="{code}">')[1].split("</select>")[0]


def chosen(client: Client, sheet: Sheet, code: str) -> str:
    found = re.search(r'<option value="([^"]*)" selected', line(client, sheet, code))
    return found[1] if found else ""


def test_every_line_starts_at_the_last_confirmed_mark_and_says_so(me: Client, mine: Sheet) -> None:
    shown = page(me, f"/phieu/{mine.id}")
    assert "10 tiêu chí giữ như tháng 10/2026" in shown
    assert shown.count("theo điểm xác nhận tháng 10/2026") == 10
    assert chosen(me, mine, "I.2") == "2,5", "never the maximum"
    # A draft keeps what was not touched where it was, and tells apart what was.
    me.post(f"/phieu/{mine.id}/nhap", {"version": mine.version, "I.1": "4,0", "I.2": "2,5"})
    after = page(me, f"/phieu/{mine.id}")
    assert after.count("theo điểm xác nhận tháng 10/2026") == 9
    assert "điểm đang nhập" in line(me, mine, "I.1")


def test_a_line_with_adverse_evidence_starts_empty_and_names_it(me: Client, mine: Sheet, world: World) -> None:
    one = fact(world)
    said = line(me, mine, "I.2")
    assert chosen(me, mine, "I.2") == ""
    assert (NEW in said, f'href="/thong-tin/cua-toi#t{one.id}"' in said) == (True, True)
    assert "Tháng 10/2026: 2,5." in said
    assert "9 tiêu chí giữ như tháng 10/2026" in page(me, f"/phieu/{mine.id}")
    marks = {code: "2" for code in re.findall(r'<select id="([IV]+\.\d)"', page(me, f"/phieu/{mine.id}")) if code != "I.2"}
    refused = me.post(f"/phieu/{mine.id}/gui", {"version": mine.version, "undertaking": "1", **marks, "I.2": ""})
    assert (refused.status_code, "I.2" in refused.content.decode()) == (422, True)
    assert me.post(f"/phieu/{mine.id}/gui", {"version": mine.version, "undertaking": "1", **marks, "I.2": "2"}).status_code == 302


@pytest.mark.parametrize(
    "other",
    [
        {"task": True},
        {"period": "2026-10"},
        {"details": {"days": "1", "choice": "approved"}},
        {"kind": "initiative", "details": {"choice": "base"}},
        {"withdrawn": True},
        {"used": True},
        {"kind": "commendation", "details": {}},
    ],
    ids=["counted in the work", "another month", "with leave", "favourable", "taken back", "weighed elsewhere", "of no line"],
)
def test_what_counts_elsewhere_or_is_not_against_empties_no_line(
    me: Client, mine: Sheet, world: World, other: dict[str, object]
) -> None:
    task = Task.objects.filter(doer_id=mine.person_id, period="2026-11").first()
    given: dict[str, object] = {name: value for name, value in other.items() if name not in ("task", "withdrawn", "used")}
    if "task" in other:
        given["task"] = task
    if "withdrawn" in other:
        given |= {"withdrawn_at": clock.now(), "withdrawn_reason": "Nhầm", "withdrawn_by_id": world.person(ORGANISER)}
    one = fact(world, **given)
    if "used" in other:
        october = {"sheet_id": world.sheet(STAFF, world.october).id, "period": "2026-10", "rulebook": "nd335-2025-cong-chuc"}
        FactUse.objects.create(fact=one, person_id=mine.person_id, criterion="I.2", points="1", at=clock.now(), **october)
    shown = page(me, f"/phieu/{mine.id}")
    assert NEW not in shown
    assert "10 tiêu chí giữ như tháng 10/2026" in shown


def test_a_sheet_sent_back_keeps_its_marks_but_where_something_came_after_it_was_sent(
    me: Client, mine: Sheet, world: World, as_: As
) -> None:
    known = fact(world, kind="citizen_complaint", text="Thái độ chưa đúng mực.", document="12/BC", details={})
    marks = dict.fromkeys(re.findall(r'<select id="([IV]+\.\d)"', page(me, f"/phieu/{mine.id}")), "2")
    assert me.post(f"/phieu/{mine.id}/gui", {"version": mine.version, "undertaking": "1", **marks}).status_code == 302
    sent = world.sheet(STAFF)
    assert as_(DIVISION_HEAD).post(f"/phieu/{mine.id}/tra-lai", {"version": sent.version, "note": "Bổ sung"}).status_code == 302
    assert NEW not in page(me, f"/phieu/{mine.id}"), "it was there when the mark was chosen"
    assert "điểm đã tự chấm trước khi trả lại" in line(me, mine, "I.2")
    Fact.objects.filter(id=known.id).update(at=clock.now() - timedelta(hours=1))
    fact(world, at=clock.now() + timedelta(hours=1))
    assert chosen(me, mine, "I.2") == ""
    assert NEW in line(me, mine, "I.2")
