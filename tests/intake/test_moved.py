"""What came in while people moved, units were renamed and texts stood in two spellings; each refusal keeps what was typed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from unicodedata import normalize

import pytest

from tests.assessment.cast import (
    AN,
    BINH,
    CHAIR,
    DIVISION_HEAD,
    GIANG,
    OFFICE_HEAD,
    ORGANISER,
    OTHER_HEAD,
    Town,
    refused,
)
from tests.intake.test_intake import DESK, FINDING, FOLDER, PAPERS, WORK, came, of, person, task_of, why
from thenchot.audit.models import Entry
from thenchot.audit.queries import history
from thenchot.evidence import refusals as facts
from thenchot.evidence.models import Fact
from thenchot.intake import queries, refusals
from thenchot.intake.access import arrivals_in_charge, connections_in_charge
from thenchot.intake.actions.mend import drop, mend
from thenchot.intake.actions.receive import Brought, receive
from thenchot.intake.actions.take import take
from thenchot.intake.models import Arrival
from thenchot.lib import canonical, clock
from thenchot.organisation.models import UnitVersion
from thenchot.people.models import Appointment, Grant, Person
from thenchot.workplan.models import Task


def moves(town: Town, code: str, unit: str) -> None:
    """Since today somebody works elsewhere."""
    today = clock.today()
    old = Appointment.objects.get(person_id=town.id(code), valid_to=None)
    columns = {field.attname: getattr(old, field.attname) for field in Appointment._meta.concrete_fields if field.name != "id"}
    Appointment.objects.filter(id=old.id).update(valid_to=today - timedelta(days=1))
    Appointment.objects.create(**{**columns, "unit_id": town.unit(unit).id, "valid_from": today, "valid_to": None})


def fresh(arrival: Arrival) -> Arrival:
    return Arrival.objects.select_related("connection").get(id=arrival.id)


def test_work_for_somebody_who_moved_out_of_the_ward_waits_for_a_person(town: Town) -> None:
    """A new task nobody here can do sticks at the doer; whoever mends it gives it to somebody of the ward."""
    moves(town, AN, "HL")
    arrival = came(PAPERS)
    assert (arrival.state, why(arrival)) == ("stuck", (refusals.DOER_UNKNOWN.code, "doer"))
    assert arrival.why["params"] == {"code": AN}
    mend(by=town.viewer(CHAIR), arrival=arrival, cells={**arrival.cells, "doer": BINH})
    assert task_of(fresh(arrival)).doer_id == town.id(BINH)


def test_work_within_the_ward_follows_whoever_moved_between_its_divisions(town: Town) -> None:
    moves(town, AN, "BT-VP")
    arrival = came(PAPERS, unit="BT-VP")
    assert (arrival.state, task_of(arrival).unit_id) == ("taken", town.unit("BT-VP").id)


def test_a_renamed_unit_keeps_its_code_and_one_that_is_gone_is_unknown(town: Town) -> None:
    versions = UnitVersion.objects.filter(unit_id=town.unit("BT-KT").id)
    versions.update(name="Phòng Kinh tế")
    assert came(PAPERS, "1").state == "taken"
    versions.update(valid_to=clock.today() - timedelta(days=1))
    assert why(came(PAPERS, "2")) == (refusals.UNIT_UNKNOWN.code, "unit")


def test_figures_of_somebody_who_moved_away_are_no_longer_this_offices(town: Town) -> None:
    moves(town, AN, "HL")
    arrival = came(DESK)
    assert (why(arrival), Fact.objects.count()) == ((facts.SUBJECT_UNKNOWN.code, "subject"), 0)


def test_a_name_beside_the_code_may_stand_in_either_spelling_and_any_case(town: Town) -> None:
    name = Person.objects.get(staff_code=AN).full_name
    for at, spelt in enumerate((name, normalize("NFD", name), name.upper(), f"  {name} ", name.replace(" ", "\u00a0"))):
        assert came(DESK, f"N{at}", name=spelt, month=f"0{at + 1}/2026").state == "taken", spelt
    assert why(came(DESK, "N9", name=name.split()[-1], month="09/2026")) == (facts.NAME_DIFFERS.code, "name")


def test_a_text_sent_again_in_the_other_spelling_is_the_same_text(town: Town) -> None:
    task = task_of(came(PAPERS))
    arrival = came(PAPERS, content=normalize("NFD", WORK["content"]), state="done", done_on="20/11/2026")
    task.refresh_from_db()
    assert (arrival.state, task.status) == ("taken", "done")


@pytest.mark.parametrize(
    ("deadline", "period", "said"),
    [
        ("30/11/2026", "", "2026-11"), ("01/12/2026", "", "2026-12"), ("31/12/2026", "", "2026-12"),
        ("05/01/2027", "", "2027-01"), ("05/01/2027", "12/2026", "2026-12"), ("", "", "2026-11"),
        ("", "tháng 12/2026", "2026-12"),
        ("2026-12-01", "2026-12", "2026-12"),
    ],
)  # fmt: skip
def test_a_task_counts_in_the_month_that_is_said_else_in_that_of_its_deadline_else_in_this_one(
    town: Town, deadline: str, period: str, said: str
) -> None:
    arrival = came(PAPERS, deadline=deadline, period=period)
    assert (arrival.state, task_of(arrival).period) == ("taken", said)


@pytest.mark.parametrize(
    ("units", "kept"), [("1,5", "1.5"), ("1.5", "1.5"), ("0,0001", "0.0001"), ("12345678", "12345678"), (2, "2")]
)
def test_converted_units_are_exact_whichever_sign_parts_them(town: Town, units: object, kept: str) -> None:
    assert task_of(came(PAPERS, units=units)).units == Decimal(kept)


@pytest.mark.parametrize("units", ["0", "0,0", "1.234,5", "1,23456", "123456789", "٣", "1 5", "một", ".5", "5.", "+1", True])
def test_converted_units_are_never_guessed(town: Town, units: object) -> None:
    """Điều 14 khoản 2: work counts by what its product is worth; a machine that says it oddly is asked a person about."""
    arrival = came(PAPERS, units=units)
    assert (arrival.state, why(arrival)) == ("stuck", (refusals.UNITS_NEEDED.code, "units"))
    found = queries.refusal_of(arrival)
    assert found is not None
    assert found.article == "Điều 14 khoản 2"


def test_a_head_of_another_ward_neither_sees_nor_takes_what_came_here(town: Town) -> None:
    came(DESK, subject="9999")
    came(PAPERS, units="0")
    for code in (OTHER_HEAD, OFFICE_HEAD, DIVISION_HEAD, AN):
        assert not arrivals_in_charge(town.viewer(code)).exists(), code
        assert queries.stuck_in_charge(town.viewer(code)) == []


def test_who_lost_the_role_reads_what_came_no_more_and_who_gained_it_reads_it_at_once(town: Town) -> None:
    arrival = came(DESK, subject="9999")
    Grant.objects.filter(person_id=town.id(GIANG)).update(valid_to=clock.today() - timedelta(days=1))
    assert connections_in_charge(town.viewer(GIANG)) == []
    Grant.objects.filter(role="monitoring_office").update(person_id=town.id(BINH), valid_to=None)
    assert list(arrivals_in_charge(town.viewer(BINH))) == [arrival]


def test_dropped_or_refused_nothing_of_the_register_changes_and_the_trail_says_who_and_why(town: Town) -> None:
    arrival = came(FOLDER, subject="9999")
    lines = Entry.objects.count()
    with refused(facts.DAY_UNREADABLE, field="happened_on"):
        mend(by=town.viewer(GIANG), arrival=arrival, cells={**arrival.cells, "subject": AN, "day": "31/02/2026"})
    assert (Fact.objects.count(), Entry.objects.count()) == (0, lines)
    arrival = fresh(arrival)
    assert (arrival.cells["day"], arrival.cells["subject"]) == ("31/02/2026", AN)
    drop(by=town.viewer(ORGANISER), arrival=arrival, reason="  Gửi nhầm nơi ")
    (line,) = history("arrival", arrival.id)
    assert (line.action, line.actor_id, canonical.loads(line.payload)) == (
        "drop", town.id(ORGANISER), {"source": FOLDER, "ref": "1", "reason": "Gửi nhầm nơi"},
    )  # fmt: skip
    assert Fact.objects.count() == 0


def test_mending_is_told_with_what_it_was_and_what_it_became(town: Town) -> None:
    arrival = came(FOLDER, subject="9999")
    mend(by=town.viewer(GIANG), arrival=arrival, cells={**arrival.cells, "subject": AN})
    first, second = history("arrival", arrival.id)
    said = canonical.loads(first.payload)
    assert (said["was"]["subject"], said["is"]["subject"]) == ("9999", AN)
    assert canonical.loads(second.payload) == {"source": FOLDER, "ref": "1", "fact": Fact.objects.get().id}


def test_taken_unchanged_after_its_cause_is_gone_the_trail_says_that_nothing_was_changed(town: Town) -> None:
    arrival = came(FOLDER, subject="9999")
    Person.objects.filter(staff_code=AN).update(staff_code="9999")  # the code was entered here since
    mend(by=town.viewer(GIANG), arrival=arrival, cells=arrival.cells)
    first, _second = history("arrival", arrival.id)
    assert canonical.loads(first.payload) == {"source": FOLDER, "ref": "1"}


def test_what_the_source_sends_anew_while_a_person_mends_is_not_written_over(town: Town) -> None:
    open_page = came(FOLDER, subject="9999")
    receive(connection=of(FOLDER), brought=[Brought("1", "fact", {**FINDING, "text": "Nội dung mới"})])
    with refused(refusals.CHANGED):
        mend(by=town.viewer(GIANG), arrival=open_page, cells={**open_page.cells, "subject": AN})
    with refused(refusals.CHANGED):
        drop(by=town.viewer(GIANG), arrival=open_page, reason="x")
    assert fresh(open_page).cells["text"] == "Nội dung mới"
    assert take(by=person(FOLDER), arrival=fresh(open_page))
    assert Fact.objects.get().text == "Nội dung mới"


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ([{"state": "returned", "note": "x"}], ("assigned", 0, 0)),  # nothing was finished that could come back
        ([{"state": "done", "done_on": "19/11/2026"}, {"state": "done", "done_on": "18/11/2026"}], ("done", 0, 0)),
        ([{"state": "done", "done_on": "19/11/2026"}, {"state": "assigned"}], ("done", 0, 0)),  # what is done stays done
        ([{"state": "late"}, {"state": "late", "note": "y"}], ("assigned", 1, 0)),
    ],
)  # fmt: skip
def test_states_that_change_nothing_change_nothing(town: Town, steps: list[dict[str, Any]], found: tuple[str, int, int]) -> None:
    task = task_of(came(PAPERS, deadline="19/11/2026", state="assigned"))
    for cells in steps:
        assert came(PAPERS, deadline="19/11/2026", **cells).state == "taken"
    task.refresh_from_db()
    assert (task.status, task.latenesses, task.rejections) == found
    assert Task.objects.filter(source__startswith="Quản lý").count() == 1


def test_what_sticks_is_read_oldest_first_over_all_connections_in_charge(town: Town) -> None:
    for source, ref, cells in ((FOLDER, "b", {"subject": "9999"}), (DESK, "a", {"late": "ba"}), (FOLDER, "c", {"kind": "x"})):
        came(source, ref, **cells)
    assert [(one.source, one.ref) for one in queries.stuck_in_charge(town.viewer(GIANG))] == [
        (FOLDER, "b"), (DESK, "a"), (FOLDER, "c"),
    ]  # fmt: skip
