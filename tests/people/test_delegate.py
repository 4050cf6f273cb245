"""Rows of the delegation table as they are written and ended: each refusal, what the trail keeps, whom a row moves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.assessment import cast
from tests.assessment.cast import AN, BINH, CHAIR, DEPUTY, OCTOBER, ORGANISER, SETUP, START, Town, post
from tests.kept import state
from thenchot.audit.models import Entry
from thenchot.audit.queries import history, verify_entries
from thenchot.lib import canonical
from thenchot.lib.refusals import Refusal
from thenchot.people.access import delegation_to_end
from thenchot.people.actions.build_tree import UnitRow, build_tree
from thenchot.people.actions.delegate import Rule, delegate, grant, put_in_charge
from thenchot.people.actions.end_delegation import end_delegation
from thenchot.people.actions.enrol import enrol
from thenchot.people.delegations import kept, rows_under, shifts_of_end, shifts_of_new, tier_codes
from thenchot.people.models import Delegation, DeputyField, Grant, Tier
from thenchot.people.queries import router_on
from thenchot.people.routing import Subject

pytestmark = pytest.mark.django_db
ONE = timedelta(days=1)
FIRST, LAST = date(2026, 11, 1), date(2026, 12, 31)


def _town() -> Town:
    return cast.build(OCTOBER)


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setenv("THENCHOT_TODAY", "2026-10-20")
    return state(_town)


def rule(**other: str) -> Rule:
    values = {"task": "score", "unit_code": "BT-KT", "citation": "Quyết định số 7", "rank": "staff", "holder_code": DEPUTY}
    return Rule(**{**values, **other})


def written(**other: Any) -> Delegation:
    dates = {name: other.pop(name) for name in ("valid_from", "valid_to") if name in other}
    number = delegate(by=SETUP, rule=rule(**other), **{"valid_from": FIRST, **dates})
    return Delegation.objects.get(id=number)


def refusal(act: Callable[[], object]) -> Refusal:
    rows, entries = Delegation.objects.count(), Entry.objects.count()
    with pytest.raises(Refusal) as caught:
        act()
    assert (Delegation.objects.count(), Entry.objects.count()) == (rows, entries)
    assert caught.value.status == 422
    assert "{" not in caught.value.sentence
    return caught.value


# --- a new row -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("other", "code", "field"),
    [
        ({"citation": ""}, "people.no_citation", "citation"),
        ({"citation": " \n "}, "people.no_citation", "citation"),
        ({"holder_code": ""}, "people.one_holder", "holder"),
        ({"holder_unit_code": "BT"}, "people.one_holder", "holder"),
        ({"holder_code": "9999"}, "people.unknown_person", "holder"),
        ({"holder_code": DEPUTY.lstrip("0")}, "people.unknown_person", "holder"),
        ({"unit_code": "XX"}, "people.unknown_unit", "unit"),
        ({"unit_code": "bt-kt"}, "people.unknown_unit", "unit"),
        ({"holder_code": "", "holder_unit_code": "XX"}, "people.unknown_unit", "unit"),
        ({"valid_to": FIRST - ONE}, "people.dates_reversed", "last"),
    ],
)
def test_a_row_that_is_not_whole_is_refused_at_its_field_and_leaves_nothing(
    town: Town, other: dict[str, Any], code: str, field: str
) -> None:
    found = refusal(lambda: written(**other))
    assert (found.code, found.field) == (code, field)


def test_a_tier_of_a_refused_row_is_not_left_behind(town: Town) -> None:
    refusal(lambda: written(tier="BTV", holder_code="9999"))
    assert not Tier.objects.exists()
    written(tier="BTV")
    written(tier="BTV", task="rank")
    assert tier_codes() == ["BTV"]


def test_a_row_may_hold_for_one_day(town: Town) -> None:
    row = written(valid_to=FIRST)
    assert (row.valid_from, row.valid_to) == (FIRST, FIRST)


@pytest.mark.parametrize("last", [None, LAST])
def test_the_trail_keeps_the_row_as_it_was_typed(town: Town, last: date | None) -> None:
    row = written(valid_to=last, tier="BTV", bloc="dang")
    (entry,) = history("delegation", row.id)
    said = canonical.loads(entry.payload)
    assert said.pop("valid_from") == "2026-11-01"
    assert said.pop("valid_to", None) == (last.isoformat() if last else None)
    assert said == vars(rule(tier="BTV", bloc="dang"))
    assert list(verify_entries({})) == []


def test_the_field_of_a_deputy_and_a_role_are_written_with_who_and_where(town: Town) -> None:
    put_in_charge(by=SETUP, deputy_code=DEPUTY, unit_code="BT-VP", valid_from=FIRST)
    grant(by=SETUP, staff_code=AN, role="auditor", unit_code="BT", valid_from=FIRST)
    field, given = DeputyField.objects.latest("id"), Grant.objects.latest("id")
    (entry,) = history("deputy_field", field.id)
    assert canonical.loads(entry.payload) == {"deputy": DEPUTY, "unit": "BT-VP"}
    said = [(entry.action, canonical.loads(entry.payload)) for entry in history("grant", given.id)]
    assert said == [("grant", {"person": AN, "role": "auditor", "unit": "BT"})]


@pytest.mark.parametrize(
    "act",
    [
        lambda: put_in_charge(by=SETUP, deputy_code="9999", unit_code="BT", valid_from=FIRST),
        lambda: put_in_charge(by=SETUP, deputy_code=DEPUTY, unit_code="XX", valid_from=FIRST),
        lambda: grant(by=SETUP, staff_code="9999", role="auditor", unit_code="BT", valid_from=FIRST),
        lambda: grant(by=SETUP, staff_code=AN, role="auditor", unit_code="XX", valid_from=FIRST),
    ],
)
def test_a_field_or_a_role_of_nobody_or_nowhere_is_refused(town: Town, act: Callable[[], object]) -> None:
    before = DeputyField.objects.count(), Grant.objects.count()
    refusal(act)
    assert (DeputyField.objects.count(), Grant.objects.count()) == before


# --- whom a row moves ---------------------------------------------------------------------------------------


def test_what_is_foreseen_is_what_the_table_then_says(town: Town) -> None:
    """The preview asks the same router with the row added: saving it must bring exactly that."""
    foreseen = {(one.task, one.subject): one.after for one in shifts_of_new(rule(), FIRST)}
    assert list(foreseen.values()) == ["Ngô Thanh Hà"]
    written()
    router = router_on(FIRST)
    for task, subject in foreseen:
        assert router.holder(task, subject).person_id == town.id(DEPUTY)
    assert shifts_of_new(rule(), FIRST) == []


def test_on_the_day_before_its_first_a_row_moves_nobody(town: Town) -> None:
    written()
    subject = Subject(town.unit("BT-KT").id, "chinh_quyen", "staff", "cong_chuc")
    found = [router_on(day).holder("score", subject).person_id for day in (FIRST - ONE, FIRST)]
    assert found == [town.id(cast.DIVISION_HEAD), town.id(DEPUTY)]


def test_the_people_of_each_kind_are_counted_and_the_lost_stand_first(town: Town) -> None:
    moved = shifts_of_new(rule(unit_code="BT", rank="", holder_code=CHAIR), FIRST)
    assert all(one.after == "Trịnh Quang Vĩnh" for one in moved)
    lost = [one for one in moved if one.lost]
    assert [(one.unit, one.subject.rank, one.people) for one in lost] == [("Phường Bến Trúc", "head", 1)]
    assert moved[: len(lost)] == lost
    staff = next(one for one in moved if one.unit.startswith("Phòng Kinh tế") and one.subject.rank == "staff")
    assert (staff.people, staff.before) == (4, "Bạch Văn Tường")


def test_somebody_deep_in_the_tree_who_loses_their_scorer_stands_before_those_above(town: Town) -> None:
    moved = shifts_of_new(rule(unit_code="BT", rank="", holder_code=cast.DIVISION_HEAD), FIRST)
    assert [(one.unit, one.subject.rank) for one in moved if one.lost] == [("Phòng Kinh tế, Hạ tầng và Đô thị", "head")]
    assert moved[0].lost
    assert moved[1].unit == "Phường Bến Trúc"


def test_a_row_for_one_bloc_moves_no_other(town: Town) -> None:
    moved = shifts_of_new(rule(unit_code="BT", rank="", bloc="dang"), FIRST)
    assert {one.subject.bloc for one in moved} == {"dang"}


@pytest.mark.parametrize("task", ["score", "rank", "decide"])
def test_each_task_moves_by_itself_and_a_ranking_takes_no_decision_that_has_a_row(town: Town, task: str) -> None:
    moved = shifts_of_new(rule(task=task), FIRST)
    assert {one.task for one in moved} == {task}


@pytest.mark.parametrize(
    ("other", "code", "field"),
    [
        ({"unit_code": "XX"}, "people.unknown_unit", "unit"),
        ({"holder_code": "9999"}, "people.unknown_person", "holder"),
        ({"holder_code": "", "holder_unit_code": "XX"}, "people.unknown_unit", "holder_unit"),
    ],
)
def test_the_preview_refuses_what_nobody_knows(town: Town, other: dict[str, str], code: str, field: str) -> None:
    found = refusal(lambda: shifts_of_new(rule(**other), FIRST))
    assert (found.code, found.field) == (code, field)


def test_a_unit_that_begins_later_is_unknown_before_its_day(town: Town) -> None:
    build_tree(by=SETUP, rows=[UnitRow("BT-MT", "Ủy ban Mặt trận", "doan_the", "direct", "BT")], day=date(2026, 12, 1))
    assert refusal(lambda: shifts_of_new(rule(unit_code="BT-MT"), FIRST)).code == "people.unknown_unit"
    assert shifts_of_new(rule(unit_code="BT-MT"), date(2026, 12, 1)) == []


# --- the end of a row ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("last", [FIRST, date(2026, 11, 30), LAST])
def test_a_row_ends_with_its_last_day_included(town: Town, last: date) -> None:
    row = written()
    end_delegation(by=SETUP, row=row, last_day=last)
    subject = Subject(town.unit("BT-KT").id, "chinh_quyen", "staff", "cong_chuc")
    found = [router_on(day).holder("score", subject).person_id for day in (last, last + ONE)]
    assert found == [town.id(DEPUTY), town.id(cast.DIVISION_HEAD)]
    entries = [(entry.action, canonical.loads(entry.payload)) for entry in history("delegation", row.id)]
    assert entries[1] == ("end", {"to": last.isoformat()})


@pytest.mark.parametrize(("ends", "last"), [(None, FIRST - ONE), (LAST, LAST + ONE), (FIRST, FIRST - ONE)])
def test_an_end_before_the_beginning_or_after_one_there_is_already_is_refused(town: Town, ends: date | None, last: date) -> None:
    row = written(valid_to=ends)
    found = refusal(lambda: end_delegation(by=SETUP, row=row, last_day=last))
    assert (found.code, found.field) == ("people.ended_before_start", "last_day")
    assert "01/11/2026" in found.sentence
    row.refresh_from_db()
    assert row.valid_to == ends


def test_an_end_may_be_moved_earlier(town: Town) -> None:
    row = written(valid_to=LAST)
    end_delegation(by=SETUP, row=row, last_day=FIRST)
    row.refresh_from_db()
    assert row.valid_to == FIRST


def test_what_an_end_moves_is_the_opposite_of_what_the_row_moved(town: Town) -> None:
    there = [(one.subject, one.before, one.after) for one in shifts_of_new(rule(), FIRST)]
    row = written()
    back = [(one.subject, one.after, one.before) for one in shifts_of_end(row, LAST)]
    assert back == there


# --- reading the rows and reaching one ------------------------------------------------------------------------


def test_rows_are_read_in_the_order_of_the_tree_and_over_ones_are_left_out(town: Town) -> None:
    deep, high = written(), written(unit_code="BT", task="rank")
    over = written(valid_from=START, valid_to=date(2026, 10, 19))
    ends_today = written(valid_from=START, valid_to=date(2026, 10, 20), task="rank")
    found = [row.id for row in rows_under([town.unit("DL").path], date(2026, 10, 20))]
    assert over.id not in found
    assert [number for number in found if number in (deep.id, high.id, ends_today.id)] == [high.id, deep.id, ends_today.id]
    assert rows_under([town.unit("HL").path], date(2026, 10, 20)) == []
    assert rows_under([], date(2026, 10, 20)) == []


def test_a_row_is_shown_with_names_and_a_unit_held_by_its_head(town: Town) -> None:
    by_person, by_unit = written(tier="BTV"), written(holder_code="", holder_unit_code="BT-VP")
    shown = [kept(row, FIRST) for row in (by_person, by_unit)]
    assert [(row.unit, row.tier, row.holder, row.holder_unit) for row in shown] == [
        ("Phòng Kinh tế, Hạ tầng và Đô thị", "BTV", "Ngô Thanh Hà", ""),
        ("Phòng Kinh tế, Hạ tầng và Đô thị", "", "", "Văn phòng HĐND và UBND"),
    ]


@pytest.mark.parametrize(
    ("code", "unit", "ends", "status"),
    [
        (ORGANISER, "BT", None, 0), (ORGANISER, "BT", date(2026, 10, 20), 0), (ORGANISER, "BT", date(2026, 10, 19), 404),
        (cast.AUDITOR, "BT", None, 403), (CHAIR, "BT", None, 404), (BINH, "HL", None, 404), (BINH, "BT-KT", None, 0),
    ],
)  # fmt: skip
def test_a_row_is_ended_by_the_organisation_body_over_its_unit_while_it_holds(
    town: Town, code: str, unit: str, ends: date | None, status: int
) -> None:
    grant(by=SETUP, staff_code=BINH, role="organisation_body", unit_code="BT", valid_from=START)
    row = written(unit_code=unit, valid_from=START, valid_to=ends)
    viewer = town.viewer(code)
    if not status:
        assert delegation_to_end(viewer, row.id).id == row.id
        return
    with pytest.raises(Refusal) as caught:
        delegation_to_end(viewer, row.id)
    assert caught.value.status == status


def test_a_row_that_begins_later_can_be_ended_today(town: Town) -> None:
    assert delegation_to_end(town.viewer(ORGANISER), written(valid_from=LAST).id).valid_from == LAST


def test_somebody_who_left_the_unit_is_moved_by_nothing(town: Town) -> None:
    before = {one.subject: one.people for one in shifts_of_new(rule(), FIRST)}
    enrol(by=SETUP, rows=[post(AN, "BT-VP", valid_from=date(2026, 10, 25))])
    after = {one.subject: one.people for one in shifts_of_new(rule(), FIRST)}
    assert [*after.values()] == [count - 1 for count in before.values()]
