"""Whose work one follows, whose meeting one reads, prepares and concludes, whose remedy one reports and closes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from tests.kept import state
from tests.workplan.conftest import SETUP
from thenchot.followup.access import (
    briefing_to_conclude,
    briefing_to_prepare,
    briefing_to_read,
    followed_paths,
    follows,
    may_close,
    own_remedy,
    person_to_follow,
    person_to_note,
    place_to_follow,
    remedy_to_close,
    remedy_to_read,
)
from thenchot.followup.actions.prepare_briefing import Sitting
from thenchot.followup.actions.raise_remedy import Weakness, raise_remedy
from thenchot.followup.models import Remedy
from thenchot.lib.refusals import Refusal
from thenchot.organisation.models import Unit
from thenchot.organisation.queries import unit_on
from thenchot.people.actions.build_tree import UnitRow, build_tree
from thenchot.people.actions.delegate import grant, put_in_charge
from thenchot.people.actions.enrol import PostRow, enrol
from thenchot.people.identity import Identity
from thenchot.people.models import Person
from thenchot.people.who import identity_of

START, TODAY = date(2026, 1, 1), date(2026, 11, 20)
UNITS = [
    UnitRow("BT", "Phường Bến Trúc", "chinh_quyen", "using"),
    UnitRow("KT", "Phòng Kinh tế", "chinh_quyen", "direct", "BT"),
    UnitRow("VP", "Văn phòng", "chinh_quyen", "direct", "BT"),
    UnitRow("HL", "Phường Hàng Lựu", "chinh_quyen", "using"),
]
PEOPLE = {
    "chair": ("BT", "head"), "in_charge": ("BT", "deputy"), "other_deputy": ("BT", "deputy"), "head": ("KT", "head"),
    "own_deputy": ("KT", "deputy"), "staff": ("KT", "staff"), "colleague": ("KT", "staff"), "office_head": ("VP", "head"),
    "monitor": ("VP", "staff"), "organiser": ("VP", "staff"), "auditor": ("VP", "staff"), "admin": ("VP", "staff"),
    "clerk": ("VP", "staff"), "stranger": ("HL", "head"),
}  # fmt: skip
ROLES = {
    "monitor": "monitoring_office", "organiser": "organisation_body", "auditor": "auditor", "admin": "administrator"
}  # fmt: skip
EVERYBODY = frozenset(PEOPLE)


@dataclass(frozen=True)
class Place:
    """Numbers by code."""

    units: dict[str, int]
    people: dict[str, int]

    def viewer(self, who: str) -> Identity:
        return identity_of(self.people[who], TODAY)


def build() -> Place:
    build_tree(by=SETUP, rows=UNITS, day=START)
    rows = [
        PostRow(code, f"Người {code}", unit, "Chức danh", rank, "cong_chuc", valid_from=START)
        for code, (unit, rank) in PEOPLE.items()
    ]
    enrol(by=SETUP, rows=rows)
    for code, role in ROLES.items():
        grant(by=SETUP, staff_code=code, role=role, unit_code="BT", valid_from=START)
    put_in_charge(by=SETUP, deputy_code="in_charge", unit_code="KT", valid_from=START)
    units = dict(Unit.objects.values_list("code", "id"))
    return Place(units, dict(Person.objects.values_list("staff_code", "id")))


@pytest.fixture
def place(db: None, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setenv("THENCHOT_TODAY", TODAY.isoformat())
    return state(build)


def allowed(place: Place, ask: Callable[[Identity], object]) -> dict[str, int]:
    """What each person is answered: 200, 403 or 404."""
    found: dict[str, int] = {}
    for who in PEOPLE:
        try:
            ask(place.viewer(who))
        except Refusal as refusal:
            found[who] = refusal.status
        else:
            found[who] = 200
    return found


def those(found: dict[str, int], status: int) -> set[str]:
    return {who for who, answer in found.items() if answer == status}


def test_heads_and_deputies_with_a_field_follow_work_and_nobody_else(place: Place) -> None:
    assert {who for who in PEOPLE if follows(place.viewer(who))} == {
        "chair", "in_charge", "head", "office_head", "stranger",
    }  # fmt: skip


def test_a_head_follows_the_whole_unit_below_and_a_deputy_the_fields(place: Place) -> None:
    chair, deputy, head = (followed_paths(place.viewer(who)) for who in ("chair", "in_charge", "head"))
    assert deputy == head
    assert all(path.startswith(chair[0]) and path != chair[0] for path in deputy)


def test_a_place_to_follow_lies_below_and_is_ones_own_where_none_is_asked_for(place: Place) -> None:
    found = allowed(place, lambda viewer: place_to_follow(viewer, place.units["KT"]))
    assert those(found, 200) == {"chair", "in_charge", "head"}
    assert those(found, 404) == EVERYBODY - {"chair", "in_charge", "head"}
    assert place_to_follow(place.viewer("in_charge")).id == place.units["KT"]
    assert place_to_follow(place.viewer("chair")).id == place.units["BT"]
    assert those(allowed(place, lambda viewer: place_to_follow(viewer, 10**8)), 200) == set()


def test_somebodys_work_is_followed_by_who_leads_them_and_never_by_themselves(place: Place) -> None:
    found = allowed(place, lambda viewer: person_to_follow(viewer, place.people["staff"]))
    assert those(found, 200) == {"chair", "in_charge", "head"}
    of_the_head = allowed(place, lambda viewer: person_to_follow(viewer, place.people["head"]))
    assert those(of_the_head, 200) == {"chair", "in_charge"}


def test_a_note_on_ones_own_work_is_refused_by_name_and_on_others_hidden(place: Place) -> None:
    found = allowed(place, lambda viewer: person_to_note(viewer, place.people["head"]))
    assert those(found, 200) == {"chair", "in_charge"}
    assert those(found, 403) == {"head"}


def test_a_meeting_is_read_by_its_people_those_above_and_the_roles_over_it(place: Place) -> None:
    found = allowed(place, lambda viewer: briefing_to_read(viewer, place.units["KT"]))
    readers = {"chair", "in_charge", "head", "own_deputy", "staff", "colleague", "monitor", "organiser", "auditor"}
    assert those(found, 200) == readers
    assert those(found, 404) == EVERYBODY - readers


def test_a_meeting_is_prepared_by_its_leaders_those_above_and_the_office(place: Place) -> None:
    found = allowed(place, lambda viewer: briefing_to_prepare(viewer, place.units["KT"]))
    assert those(found, 200) == {"chair", "in_charge", "head", "own_deputy", "monitor"}
    assert those(found, 403) == {"staff", "colleague", "organiser", "auditor"}


def test_the_meeting_of_the_whole_body_is_prepared_by_its_own_deputies_too(place: Place) -> None:
    found = allowed(place, lambda viewer: briefing_to_prepare(viewer, place.units["BT"]))
    assert those(found, 200) == {"chair", "in_charge", "other_deputy", "monitor"}


def test_only_a_head_of_the_unit_or_above_concludes_it(place: Place) -> None:
    found = allowed(place, lambda viewer: briefing_to_conclude(viewer, place.units["KT"]))
    assert those(found, 200) == {"chair", "head"}
    assert those(found, 403) == {"in_charge", "own_deputy", "staff", "colleague", "monitor", "organiser", "auditor"}


def remedy(place: Place, owner: str = "staff") -> int:
    unit = unit_on(place.units["KT"], TODAY)
    assert unit is not None
    given = Weakness("Trễ hẹn", "Lập bảng kiểm", place.people[owner], date(2026, 12, 15))
    return raise_remedy(by=place.viewer("head"), sitting=Sitting(unit, "2026-11"), given=given)


def test_a_remedy_is_read_by_its_owner_and_who_reads_the_meeting(place: Place) -> None:
    number = remedy(place)
    found = allowed(place, lambda viewer: remedy_to_read(viewer, number))
    assert those(found, 200) == {
        "chair", "in_charge", "head", "own_deputy", "staff", "colleague", "monitor", "organiser", "auditor",
    }  # fmt: skip
    assert those(allowed(place, lambda viewer: remedy_to_read(viewer, 10**8)), 200) == set()


def test_an_owner_who_moved_elsewhere_still_reads_and_reports_it(place: Place) -> None:
    number = remedy(place)
    Remedy.objects.filter(id=number).update(owner_id=place.people["stranger"])
    assert own_remedy(place.viewer("stranger"), number).id == number
    assert those(allowed(place, lambda viewer: own_remedy(viewer, number)), 200) == {"stranger"}


def test_a_remedy_is_reported_by_its_owner_alone(place: Place) -> None:
    number = remedy(place)
    found = allowed(place, lambda viewer: own_remedy(viewer, number))
    assert those(found, 200) == {"staff"}
    assert those(found, 404) == {"other_deputy", "office_head", "admin", "clerk", "stranger"}


def test_a_remedy_is_closed_by_who_prepares_the_meeting_and_never_by_its_owner(place: Place) -> None:
    number, own = remedy(place), remedy(place, "head")
    found = allowed(place, lambda viewer: remedy_to_close(viewer, number))
    assert those(found, 200) == {"chair", "in_charge", "head", "own_deputy", "monitor"}
    assert those(found, 403) == {"staff", "colleague", "organiser", "auditor"}
    of_the_head = allowed(place, lambda viewer: remedy_to_close(viewer, own))
    assert (of_the_head["head"], of_the_head["chair"], of_the_head["own_deputy"]) == (403, 200, 200)
    assert not may_close(place.viewer("head"), Remedy.objects.get(id=own))
