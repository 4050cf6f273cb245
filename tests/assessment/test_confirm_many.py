"""A whole grid confirmed at once: staff before their leaders, each wave whole or not at all."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.assessment.cast import (
    AN,
    AUTHORITY,
    BINH,
    CHAIR,
    CHI,
    DEPUTY,
    DIVISION_HEAD,
    DUNG,
    SETUP,
    STAFF,
    START,
    WARD,
    Town,
    plan,
    post,
    refused,
    trail,
)
from tests.assessment.conftest import SetDay
from thenchot.assessment.actions.confirm import Confirmation, confirm_many
from thenchot.assessment.actions.excuse import excuse_many
from thenchot.assessment.models import LevelChange
from thenchot.assessment.refusals import (
    CHANGED,
    CYCLE_LOCKED,
    REASON_NEEDED,
    SUBORDINATES_WAITING,
    WRONG_STATE,
)
from thenchot.lib import clock
from thenchot.lib.refusals import Kind
from thenchot.people.actions.enrol import enrol

DIVISION = (AN, BINH, CHI, DUNG)


def given(town: Town, codes: tuple[str, ...] | list[str], reason: str = "") -> list[Confirmation]:
    return [Confirmation(sheet, reason=reason) for sheet in town.sheets(codes)]


def test_a_whole_ward_is_confirmed_in_one_call_in_whatever_order_it_is_given(town: Town) -> None:
    town.burden(CHI)
    town.hand_in()
    order = sorted(WARD, reverse=True)
    confirm_many(by=town.actor(CHAIR), cycle=town.cycle, given=given(town, order, "Xác nhận cả phường."))
    assert set(town.cycle.sheets.values_list("state", flat=True)) == {"confirmed"}
    # d of each leader is built on the sheets confirmed in the waves before.
    assert town.sheet(CHAIR).inputs["input"]["six"][3] == {"n": "1/2"}
    assert town.sheet(DEPUTY).inputs["input"]["six"][3] == {"n": "1/2"}
    assert town.sheet("0011").inputs["input"]["six"][3] == 1


def test_each_sheet_has_its_own_line_in_the_trail_by_the_one_who_confirmed(town: Town) -> None:
    town.hand_in(DIVISION)
    confirm_many(by=town.actor(DIVISION_HEAD), cycle=town.cycle, given=given(town, DIVISION))
    for code in DIVISION:
        assert [act[:2] for act in trail(town.sheet(code))][-1] == ("confirm", town.id(DIVISION_HEAD))


@pytest.mark.parametrize(
    ("bad", "kind"), [("late", CHANGED), ("confirmed", WRONG_STATE), ("reason", REASON_NEEDED)], ids=str
)
def test_one_wrong_sheet_leaves_its_whole_wave_unconfirmed(town: Town, bad: str, kind: Kind) -> None:
    town.hand_in(DIVISION)
    batch = given(town, DIVISION)
    if bad == "late":
        town.confirm([DUNG])
    elif bad == "confirmed":
        town.confirm([DUNG])
        batch = given(town, DIVISION)
    else:
        batch[3] = Confirmation(batch[3].sheet, {"I.1": "0"})
    with refused(kind):
        confirm_many(by=town.actor(DIVISION_HEAD), cycle=town.cycle, given=batch)
    assert {sheet.state for sheet in town.sheets([AN, BINH, CHI])} == {"submitted"}
    assert [row[0] for row in trail(town.sheet(AN))] == ["open", "self_assess"]


def test_a_leader_who_must_wait_leaves_all_that_were_given_with_them_as_they_were(town: Town) -> None:
    town.hand_in([AN, DIVISION_HEAD])
    with refused(SUBORDINATES_WAITING, count=4):
        confirm_many(by=town.actor(CHAIR), cycle=town.cycle, given=given(town, [DIVISION_HEAD, AN]))
    assert town.sheet(AN).state == "submitted"
    assert town.sheet(DIVISION_HEAD).state == "submitted"


def test_an_empty_batch_does_nothing(town: Town) -> None:
    confirm_many(by=town.actor(CHAIR), cycle=town.cycle, given=[])
    assert not town.cycle.sheets.exclude(state="opened").exists()


def test_a_moment_may_be_given_and_the_lock_goes_by_it(town: Town) -> None:
    town.hand_in([AN, BINH])
    at = clock.at(date(2026, 10, 24), 9)
    confirm_many(by=town.actor(DIVISION_HEAD), cycle=town.cycle, given=given(town, [AN]), at=at)
    assert town.sheet(AN).confirmed_at == at
    with refused(CYCLE_LOCKED):
        confirm_many(
            by=town.actor(DIVISION_HEAD), cycle=town.cycle, given=given(town, [BINH]), at=clock.at(date(2026, 10, 26), 9)
        )


def test_who_changed_a_band_may_be_named_apart_from_who_typed_it_in(town: Town) -> None:
    town.hand_in([AN])
    one = Confirmation(town.sheet(AN), {"I.1": "0"}, reason="Theo biên bản họp.")
    confirm_many(by=SETUP, cycle=town.cycle, given=[one], by_id=town.id(DIVISION_HEAD))
    assert LevelChange.objects.get().by_id == town.id(DIVISION_HEAD)
    assert trail(town.sheet(AN))[-1][1] == SETUP.id


def test_the_number_of_reads_does_not_grow_with_the_number_of_sheets(town: Town) -> None:
    town.hand_in(STAFF)

    def reads(codes: list[str]) -> int:
        batch = given(town, codes)
        actor = town.actor(CHAIR)
        cycle = town.cycle
        with CaptureQueriesContext(connection) as queries:
            confirm_many(by=actor, cycle=cycle, given=batch)
        return sum(1 for query in queries if query["sql"].startswith("SELECT"))

    assert reads([AN]) >= reads([BINH, CHI, DUNG, "0031", "0041"])


def test_a_head_with_ninety_four_direct_subjects_confirms_all_of_them_at_once(
    old_town: Town, on_day: SetDay
) -> None:
    on_day(date(2019, 11, 20))
    codes = [f"9{n:03d}" for n in range(94)]
    enrol(by=SETUP, rows=[post(code, "HL", valid_from=START) for code in codes])
    old_town.month = type(old_town.month)(old_town.month.rulebook, 2019, 11)
    plan(old_town, codes)
    old_town.open("HL")
    others = [(old_town.sheet("0005"), "sick", ""), (old_town.sheet("0006"), "sick", "")]
    excuse_many(by=old_town.actor(AUTHORITY), sheets=others)
    old_town.hand_in(codes)
    confirm_many(by=old_town.actor("0006"), cycle=old_town.cycle, given=given(old_town, codes))
    assert old_town.cycle.sheets.filter(state="confirmed", band="B").count() == 94
