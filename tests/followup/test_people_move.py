"""People move, units are renamed and end, fields run out: whose work one follows and whose remedy it is, by the day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.followup.test_access import START, TODAY, Place, allowed, build, remedy, those
from tests.kept import state
from tests.workplan.conftest import SETUP
from thenchot.followup.access import (
    briefing_to_read,
    followed_paths,
    own_remedy,
    person_to_follow,
    place_to_follow,
    remedy_to_close,
    remedy_to_read,
)
from thenchot.followup.actions.close_remedy import close_remedy, return_remedy
from thenchot.followup.actions.report_remedy import report_remedy
from thenchot.followup.models import Remedy
from thenchot.followup.queries.loads import loads_of
from thenchot.followup.queries.notes import notes_about
from thenchot.followup.queries.offered import offered_at
from thenchot.followup.queries.remedies import owed_by, remedies_for
from thenchot.lib.refusals import Refusal
from thenchot.organisation.models import UnitVersion
from thenchot.organisation.queries import unit_on
from thenchot.people.models import Appointment, DeputyField
from thenchot.workplan.actions.assign import PlanRow, assign

MOVED = date(2026, 11, 10)


@pytest.fixture
def place(db: None, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setenv("THENCHOT_TODAY", TODAY.isoformat())
    return state(build)


def move(place: Place, who: str, unit: str, day: date = MOVED) -> None:
    """From this day on the person works in another unit, in the same rank."""
    [post] = Appointment.objects.filter(person_id=place.people[who])
    Appointment.objects.filter(id=post.id).update(valid_to=date.fromordinal(day.toordinal() - 1))
    post.pk, post.unit_id, post.valid_from = None, place.units[unit], day
    post.save(force_insert=True)


def test_who_moved_is_followed_where_they_work_now(place: Place) -> None:
    move(place, "staff", "VP")
    found = allowed(place, lambda viewer: person_to_follow(viewer, place.people["staff"]))
    assert those(found, 200) == {"chair", "office_head"}
    assert {"head", "in_charge"} <= those(found, 404)


def test_who_moves_tomorrow_is_followed_where_they_still_work(place: Place) -> None:
    move(place, "staff", "VP", date(2026, 11, 21))
    found = allowed(place, lambda viewer: person_to_follow(viewer, place.people["staff"]))
    assert those(found, 200) == {"chair", "head", "in_charge"}


def test_a_head_who_moved_follows_the_new_unit_and_the_old_one_no_more(place: Place) -> None:
    move(place, "head", "HL")
    viewer = place.viewer("head")
    assert place_to_follow(viewer).id == place.units["HL"]
    for unit in ("KT", "BT", "VP"):
        with pytest.raises(Refusal, match="place_not_found"):
            place_to_follow(viewer, place.units[unit])
    with pytest.raises(Refusal, match="place_not_found"):
        briefing_to_read(viewer, place.units["KT"])


def test_a_field_that_ran_out_is_followed_no_more(place: Place) -> None:
    assert followed_paths(place.viewer("in_charge"))
    DeputyField.objects.update(valid_to=date(2026, 11, 19))
    assert followed_paths(place.viewer("in_charge")) == ()
    DeputyField.objects.update(valid_to=TODAY)
    assert followed_paths(place.viewer("in_charge")), "the last day is a day of it"


def test_the_load_of_a_month_goes_with_the_person_who_moved(place: Place) -> None:
    given = PlanRow(
        place.units["KT"],
        "2026-11",
        "Tờ trình",
        Decimal(4),
        doer_id=place.people["staff"],
        deadline=date(2026, 11, 9),
    )
    assign(by=SETUP, row=given)
    move(place, "staff", "VP")
    loads = {}
    for code in ("KT", "VP"):
        unit = unit_on(place.units[code], TODAY)
        assert unit is not None
        loads[code] = {one.person.id: one for one in loads_of(unit, "2026-11", TODAY) or []}
    assert place.people["staff"] not in loads["KT"]
    assert (loads["VP"][place.people["staff"]].given, loads["VP"][place.people["staff"]].overdue) == (4, 1)
    assert notes_about(place.people["staff"], "2026-11") == []


def test_a_remedy_stays_with_its_unit_and_with_its_owner_when_the_owner_moves(place: Place) -> None:
    number = remedy(place)
    move(place, "staff", "HL")
    owner = place.viewer("staff")
    report_remedy(by=owner, remedy=own_remedy(owner, number), result="Đã lập bảng kiểm")
    assert [row.id for row in owed_by(owner.person_id)] == [number]
    assert [row.id for row in remedies_for(place.viewer("head"))] == [number]
    assert [row.id for row in remedies_for(place.viewer("stranger"))] == [], (
        "their new head has nothing to do with it"
    )
    found = allowed(place, lambda viewer: remedy_to_close(viewer, number))
    assert those(found, 200) == {"chair", "in_charge", "head", "own_deputy", "monitor"}
    again = Remedy.objects.get(id=number)
    with pytest.raises(Refusal, match="remedy_past"):
        return_remedy(by=place.viewer("head"), remedy=again, reason="Thiếu", due=date(2026, 11, 19))
    return_remedy(by=place.viewer("head"), remedy=again, reason="Thiếu", due=TODAY)
    assert Remedy.objects.get(id=number).due == TODAY


def test_who_named_a_remedy_and_moved_reads_it_and_closes_it_no_more(place: Place) -> None:
    number = remedy(place)
    move(place, "head", "HL")
    mover = place.viewer("head")
    assert [row.id for row in remedies_for(mover)] == [number]
    assert remedy_to_read(mover, number).id == number, "what stands in one's list opens"
    with pytest.raises(Refusal, match="not_closer"):
        remedy_to_close(mover, number)
    close_remedy(
        by=place.viewer("chair"), remedy=remedy_to_close(place.viewer("chair"), number), result="Hết"
    )
    assert Remedy.objects.get(id=number).closed_by_id == place.people["chair"]


def test_a_unit_that_ended_has_no_meeting_and_its_remedies_are_left_to_those_they_name(place: Place) -> None:
    number = remedy(place)
    UnitVersion.objects.filter(unit_id=place.units["KT"]).update(valid_to=date(2026, 11, 19))
    found = allowed(place, lambda viewer: briefing_to_read(viewer, place.units["KT"]))
    assert those(found, 404) == set(place.people)
    read = allowed(place, lambda viewer: remedy_to_read(viewer, number))
    assert those(read, 200) == {"staff", "head"}
    assert those(allowed(place, lambda viewer: remedy_to_close(viewer, number)), 200) == set()


def test_a_unit_that_was_renamed_is_offered_by_the_name_of_the_day(place: Place) -> None:
    [old] = UnitVersion.objects.filter(unit_id=place.units["KT"])
    UnitVersion.objects.filter(id=old.id).update(valid_to=date(2026, 11, 9))
    old.pk, old.name, old.valid_from = None, "Phòng Kinh tế, Hạ tầng", MOVED
    old.save(force_insert=True)
    assert place_to_follow(place.viewer("head")).name == "Phòng Kinh tế, Hạ tầng"
    before = unit_on(place.units["KT"], START)
    assert before is not None
    assert before.name == "Phòng Kinh tế"
    assert briefing_to_read(place.viewer("staff"), place.units["KT"]).name == "Phòng Kinh tế, Hạ tầng"


def test_who_left_is_offered_for_nothing_and_who_came_is(place: Place) -> None:
    unit = unit_on(place.units["KT"], TODAY)
    assert unit is not None
    before = {number for number, _name in offered_at(unit, TODAY, None).people}
    move(place, "staff", "VP")
    move(place, "clerk", "KT")
    after = {number for number, _name in offered_at(unit, TODAY, None).people}
    assert (before - after, after - before) == ({place.people["staff"]}, {place.people["clerk"]})
