"""An invented month leaves the rows that the people's own verbs would have left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from tests.assessment.cast import AN, BINH, CHI, DUNG, STAFF, Town
from tests.assessment.test_set_based_equals_single import picture, still, trial
from thenchot.assessment.actions import invent
from thenchot.assessment.actions.invent import Way
from thenchot.assessment.actions.propose import Choice, propose_many
from thenchot.assessment.judging import Bench
from thenchot.assessment.queries.integrity import recompute, verify
from thenchot.assessment.scoring import read_marks
from thenchot.audit.models import Entry
from thenchot.lib import clock
from thenchot.rules.facts import SheetFacts

__all__ = ["still"]
WORDS = ("Đủ việc, đúng hạn.", "Cần nhanh hơn.", "")
WHY = "Vượt tỷ lệ của cơ quan."


def lay(town: Town, codes: Sequence[str]) -> None:
    """Each of them goes a way of their own: with the marks they would give themselves, and their rows of the plan."""
    ways, sheets = [], town.sheets(codes)
    for number, sheet in enumerate(sheets):
        bench = Bench(sheet.cycle, [sheet])
        marks = read_marks(bench.book, bench.kind(sheet), town.marks(sheet))
        ways.append(Way(number, sheet.rank, SheetFacts(marks, bench.tasks(sheet)), WORDS))
    invent.lay_people((sheet.person_id, number) for number, sheet in enumerate(sheets))
    invent.lay_ways(town.cycle, ways)


def now() -> tuple[date, int]:
    return clock.today(), 9


def test_a_month_written_at_once_is_the_month_that_was_played(any_town: Town) -> None:
    with trial():
        any_town.hand_in(STAFF)
        any_town.confirm(STAFF)
        played = picture(any_town)
    with trial():
        lay(any_town, STAFF)
        assert invent.invent(any_town.cycle, clock.at(*now()), clock.at(*now())) == len(STAFF)
        written = picture(any_town)
    assert written == played


def test_its_two_steps_one_after_the_other_leave_the_same(any_town: Town) -> None:
    lay(any_town, STAFF)
    only = f"s.person_id <> {any_town.id(AN)}"
    assert invent.hand_in(any_town.cycle, clock.at(*now()), only) == len(STAFF) - 1
    assert invent.hand_in(any_town.cycle, clock.at(*now())) == 1
    assert invent.confirm(any_town.cycle, clock.at(*now()), only) == len(STAFF) - 1
    assert any_town.sheet(AN).state == "submitted"
    invent.confirm(any_town.cycle, clock.at(*now()))
    stepped = picture(any_town)
    assert {row["state"] for row in stepped["sheets"] if row["person_id"] in map(any_town.id, STAFF)} == {"confirmed"}
    assert Entry.objects.filter(action="confirm").count() == len(STAFF)
    assert list(verify(clock.today())) == []


@pytest.mark.parametrize("lowered", [(), (AN, CHI)])
def test_levels_are_decided_as_the_ranker_and_the_decider_would(old_town: Town, lowered: Sequence[str]) -> None:
    codes = (AN, BINH, CHI, DUNG)
    lay(old_town, codes)
    invent.invent(old_town.cycle, clock.at(*now()), clock.at(*now()))
    bands = {code: old_town.sheet(code).band for code in codes}
    with trial():
        for code in codes:
            sheet = old_town.sheet(code)
            choice = Choice(sheet, "C" if code in lowered else "", WHY if code in lowered else "")
            assert sheet.ranker is not None
            propose_many(by=old_town.actor(sheet.ranker.staff_code), cycle=sheet.cycle, choices=[choice])
            old_town.decide_one(code)
        played = picture(old_town)
    with trial():
        given = {old_town.sheet(code).id: (bands[code], "C") for code in lowered}
        assert invent.decide(old_town.cycle, clock.at(*now()), given, WHY) == len(codes)
        written = picture(old_town)
    assert written == played


def test_an_invented_month_is_published_and_agrees_with_its_trail(town: Town) -> None:
    lay(town, STAFF)
    invent.invent(town.cycle, clock.at(*now()), clock.at(*now()))
    assert town.publish("Chỉ có phiếu của nhân viên.") == len(STAFF)
    assert list(verify(clock.today())) == []
    assert list(recompute(town.cycle)) == []
    results = [sheet.published.get().frozen for sheet in town.sheets(STAFF)]
    assert len(set(results)) == len(STAFF)


def test_who_goes_no_way_keeps_an_open_sheet(town: Town) -> None:
    lay(town, [AN])
    assert invent.invent(town.cycle, clock.at(*now()), clock.at(*now())) == 1
    assert [town.sheet(code).state for code in (AN, BINH)] == ["confirmed", "opened"]
