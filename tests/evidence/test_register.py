"""Facts through their actions: what is refused, where an act counts, what is told to whom, and what forces a level."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.assessment import cast
from tests.assessment.cast import (
    ADMIN,
    AN,
    AUDITOR,
    BINH,
    CHAIR,
    DIVISION_HEAD,
    GIANG,
    HANH,
    OCTOBER,
    ORGANISER,
    SETUP,
    START,
    STRANGER,
    Town,
    post,
    refused,
)
from tests.kept import state
from thenchot.assessment.queries.integrity import verify
from thenchot.audit.models import Entry as Line
from thenchot.audit.queries import history
from thenchot.evidence import queries, refusals
from thenchot.evidence.access import (
    fact_to_withdraw,
    facts_in_charge,
    may_enter,
    require_reader,
    subject_to_record,
)
from thenchot.evidence.actions.enter_fact import Document, Entry, enter_fact
from thenchot.evidence.actions.withdraw_fact import withdraw_fact
from thenchot.evidence.entries import Subject
from thenchot.evidence.kinds import FactKind, kind_of
from thenchot.evidence.models import Fact
from thenchot.lib.refusals import Kind, Refusal
from thenchot.notices.queries import recent
from thenchot.people.actions.delegate import grant
from thenchot.people.actions.enrol import enrol

TODAY = date(2026, 11, 20)
ACT, EFFECT = date(2026, 10, 6), date(2026, 11, 5)


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setenv("THENCHOT_TODAY", TODAY.isoformat())
    return state(_build)


def _build() -> Town:
    town = cast.build(OCTOBER)
    grant(by=SETUP, staff_code=GIANG, role="monitoring_office", unit_code="BT-KT", valid_from=START)
    return town


def kind(code: str) -> FactKind:
    found = kind_of(code)
    assert found is not None
    return found


def entry(town: Town, about: str = AN, code: str = "public_duty_discipline", **change: Any) -> Entry:
    """A discipline of somebody for an act of October, in effect since the 5th of November; a unit by its code."""
    person = about.isdigit()
    subject = Subject(town.id(about), None) if person else Subject(None, town.unit(about).id)
    given = Entry(kind(code), subject, Document("45/QĐ-UBND", EFFECT), "Khiển trách", ACT, EFFECT)
    return replace(given, **change)


def enter(
    town: Town, about: str = AN, code: str = "public_duty_discipline", by: str = ORGANISER, **change: Any
) -> Fact:
    return Fact.objects.get(id=enter_fact(by=town.viewer(by), entry=entry(town, about, code, **change)))


def level(town: Town, unit: str = "BT", period: str = "2026", code: str = "HTT") -> Fact:
    return enter(
        town, unit, "organisation_level", period=period, level=code, happened_on=None, decided_on=None
    )


def nothing_new(town: Town) -> tuple[int, int, int]:
    return Fact.objects.count(), Line.objects.count(), len(recent(town.id(AN)))


@pytest.mark.parametrize(
    ("change", "refusal", "field"),
    [
        ({"document": Document("  ", EFFECT)}, refusals.DOCUMENT_NEEDED, "document"),
        ({"text": "\n\t"}, refusals.TEXT_NEEDED, "text"),
        ({"happened_on": None}, refusals.DAY_NEEDED, "happened_on"),
        ({"decided_on": None}, refusals.DAY_NEEDED, "decided_on"),
        ({"happened_on": date(2026, 11, 21), "decided_on": date(2026, 12, 1)}, refusals.DAY_TO_COME, ""),
        ({"document": Document("45/QĐ", date(2026, 11, 21))}, refusals.DAY_TO_COME, ""),
        ({"happened_on": date(2026, 11, 6)}, refusals.DAYS_CROSSED, "decided_on"),
        ({"used_in_year": 1999}, refusals.YEAR_WRONG, "used_in_year"),
        ({"used_in_year": 2027}, refusals.YEAR_WRONG, "used_in_year"),
        ({"same_act_as": 10_000}, refusals.OTHER_ACT, "same_act_as"),
        ({"kind": kind("unit_corruption_handled")}, refusals.LEADERS_ONLY, ""),
        ({"kind": kind("organisation_level"), "level": "HT"}, refusals.PERIOD_NEEDED, "period"),
        ({"kind": kind("organisation_level"), "period": "2026-13", "level": "HT"}, refusals.PERIOD_NEEDED, "period"),
        ({"kind": kind("organisation_level"), "period": "2026", "level": "A"}, refusals.LEVEL_NEEDED, "level"),
    ],
)  # fmt: skip
def test_a_fact_that_lacks_something_is_refused_and_nobody_is_told(
    town: Town, change: dict[str, Any], refusal: Kind, field: str
) -> None:
    before = nothing_new(town)
    with refused(refusal, field=field):
        enter(town, **change)
    assert nothing_new(town) == before


@pytest.mark.parametrize(
    "change",
    [
        {"happened_on": EFFECT}, {"happened_on": TODAY, "decided_on": TODAY, "document": Document("45/QĐ", TODAY)},
        {"decided_on": date(2027, 1, 1)}, {"used_in_year": 2026}, {"used_in_year": 2000},
    ],
)  # fmt: skip
def test_days_at_the_very_bound_are_taken(town: Town, change: dict[str, Any]) -> None:
    """A decision may take effect after the day it is entered; an act and a paper are of today at the latest."""
    assert enter(town, **change).id


def test_entering_is_one_line_of_the_trail_and_one_message(town: Town) -> None:
    fact = enter(town, text="  Khiển trách  ")
    (line,) = history("fact", fact.id)
    assert (line.action, line.hash, fact.text, fact.source) == (
        "enter",
        fact.last_hash,
        "Khiển trách",
        "Sở Nội vụ",
    )
    assert [(told.kind, told.link) for told in recent(town.id(AN))] == [
        ("fact_entered", "/thong-tin/cua-toi")
    ]
    withdraw_fact(by=town.viewer(ORGANISER), fact=fact, reason=" Hủy ")
    assert [row.action for row in history("fact", fact.id)] == ["enter", "withdraw"]
    assert {told.kind for told in recent(town.id(AN))} == {"fact_entered", "fact_withdrawn"}
    assert list(verify(TODAY)) == []


def test_a_fact_about_a_unit_tells_no_person(town: Town) -> None:
    lines = Line.objects.count()
    fact = enter(town, "BT", "personnel_wrongdoing_concluded")
    withdraw_fact(by=town.viewer(ORGANISER), fact=fact, reason="Kết luận bị hủy")
    assert (fact.person_id, fact.unit_id, Line.objects.count()) == (None, town.unit("BT").id, lines + 2)
    assert [recent(town.id(code)) for code in (CHAIR, AN)] == [[], []]


def test_an_act_counts_to_the_body_where_the_person_worked_on_its_day(town: Town) -> None:
    """Điều 11 khoản 3 điểm c: the organisation where the act happened, whoever enters it later."""
    enrol(by=SETUP, rows=[post(BINH, "HL", valid_from=date(2026, 11, 1))])
    before, after = (enter(town, BINH, happened_on=day) for day in (date(2026, 10, 31), date(2026, 11, 1)))
    ward, other = town.unit("BT").id, town.unit("HL").id
    assert (before.unit_id, before.body_id) == (town.unit("BT-KT").id, ward)
    assert (after.unit_id, after.body_id) == (other, other)
    with_acts = queries.forcing_facts([town.id(BINH)])[town.id(BINH)]
    assert {row.act.body for row in with_acts if row.act} == {ward, other}


def test_where_nobody_knows_the_post_of_that_day_no_body_is_guessed(town: Town) -> None:
    fact = enter(town, happened_on=date(2018, 5, 31))
    assert (fact.unit_id, fact.body_id) == (None, None)
    (row,) = queries.forcing_facts([town.id(AN)])[town.id(AN)]
    assert row.act is not None
    assert (row.act.body, row.act.happened_on) == (None, date(2018, 5, 31))


def test_all_decisions_about_one_act_name_the_first(town: Town) -> None:
    """Điều 11 khoản 3 điểm a; joined to the second, the third still names the first."""
    first = enter(town)
    second = enter(town, code="party_discipline", same_act_as=first.id)
    third = enter(town, code="degradation_concluded", same_act_as=second.id)
    assert (second.same_act_as_id, third.same_act_as_id) == (first.id, first.id)
    acts = [row.act for row in queries.forcing_facts([town.id(AN)])[town.id(AN)]]
    assert {act.act for act in acts if act} == {first.id}


@pytest.mark.parametrize("about", ["somebody else", "a unit", "withdrawn"])
def test_a_decision_is_joined_only_to_a_standing_one_about_the_same_person(town: Town, about: str) -> None:
    given: dict[str, Any] = {"about": BINH}
    if about == "a unit":
        given = {"about": "BT", "code": "personnel_wrongdoing_concluded"}
    known = enter(town, **given)
    if about == "withdrawn":
        known = enter(town)
        withdraw_fact(by=town.viewer(ORGANISER), fact=known, reason="Hủy")
    with refused(refusals.OTHER_ACT, field="same_act_as"):
        enter(town, same_act_as=known.id)


def test_two_facts_about_units_are_never_one_act(town: Town) -> None:
    first = enter(town, "BT", "personnel_wrongdoing_concluded")
    with refused(refusals.OTHER_ACT, field="same_act_as"):
        enter(town, "BT", "personnel_wrongdoing_concluded", same_act_as=first.id)


def test_who_led_on_the_day_of_the_act_is_a_leader_though_no_more_today(town: Town) -> None:
    """Điều 20 khoản 4 điểm d is about leaders: the post of the day counts, or today's where that day's is not known."""
    enrol(by=SETUP, rows=[post(DIVISION_HEAD, "BT-KT", "Chuyên viên", "staff", valid_from=date(2026, 11, 1))])
    assert enter(town, DIVISION_HEAD, "unit_corruption_handled", happened_on=date(2026, 10, 31)).id
    with refused(refusals.LEADERS_ONLY):
        enter(town, DIVISION_HEAD, "unit_corruption_handled", happened_on=date(2026, 11, 1))


@pytest.mark.parametrize("reason", ["", " \n"])
def test_nothing_is_taken_back_without_a_reason(town: Town, reason: str) -> None:
    fact = enter(town)
    lines = Line.objects.count()
    with refused(refusals.REASON_NEEDED, field="reason"):
        withdraw_fact(by=town.viewer(ORGANISER), fact=fact, reason=reason)
    assert (Line.objects.count(), Fact.objects.get().withdrawn_at) == (lines, None)


def test_of_two_who_take_back_one_fact_the_second_is_refused(town: Town) -> None:
    fact = enter(town)
    stale, other = Fact.objects.get(id=fact.id), replace_version(fact.id)
    withdraw_fact(by=town.viewer(ORGANISER), fact=fact, reason="Hủy")
    before = nothing_new(town)
    for late in (stale, other, Fact.objects.get(id=fact.id)):
        with refused(refusals.FACT_CHANGED):
            withdraw_fact(by=town.viewer(ORGANISER), fact=late, reason="Lần nữa")
    assert nothing_new(town) == before
    assert Fact.objects.get().withdrawn_reason == "Hủy"


def replace_version(fact_id: int) -> Fact:
    """The fact as a form of another version would hand it over."""
    fact = Fact.objects.get(id=fact_id)
    fact.version = 7
    return fact


# --- what other rooms read --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("many", [0, 500])
def test_few_and_many_are_read_alike(town: Town, monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    """Above MANY everybody's facts are read in one go; who was asked for gets the same either way."""
    monkeypatch.setattr(queries, "MANY", many)
    enter(town)
    enter(town, BINH, decided_on=date(2025, 1, 1), happened_on=date(2024, 1, 1))
    withdraw_fact(by=town.viewer(ORGANISER), fact=enter(town, HANH), reason="Hủy")
    enter(town, "BT", "personnel_wrongdoing_concluded")
    for period, code in (("2026", "HTT"), ("2025", "HT")):
        level(town, period=period, code=code)
    found = queries.forcing_facts([town.id(code) for code in (AN, BINH, HANH)])
    assert {row.staff_code: row.decided_on for rows in found.values() for row in rows} == {
        AN: EFFECT,
        BINH: date(2025, 1, 1),
    }
    ward = town.unit("BT").id
    assert {unit: row.level for unit, row in queries.organisation_levels("2026", [ward]).items()} == {
        ward: "HTT"
    }
    assert queries.overrides_of_units([ward], 2026) == {ward: ("personnel_wrongdoing_concluded",)}


@pytest.mark.parametrize(
    ("day", "years"),
    [
        (date(2025, 12, 31), {2025}),
        (date(2026, 1, 1), {2026}),
        (date(2026, 12, 31), {2026}),
        (date(2027, 1, 1), {2027}),
    ],
)
def test_a_conclusion_about_an_organisation_binds_the_year_in_which_it_has_effect(
    town: Town, day: date, years: set[int]
) -> None:
    """Điều 8 khoản 4 điểm a."""
    ward = town.unit("BT").id
    fact = enter(town, "BT", "personnel_wrongdoing_concluded", decided_on=day, happened_on=date(2024, 3, 1))
    assert {year for year in (2025, 2026, 2027) if queries.overrides_of_units([ward], year)} == years
    assert queries.overrides_of_units([town.unit("HL").id], day.year) == {}
    withdraw_fact(by=town.viewer(ORGANISER), fact=fact, reason="Hủy")
    assert queries.overrides_of_units([ward], day.year) == {}


def test_two_conclusions_about_one_organisation_are_one_ground(town: Town) -> None:
    for number in range(2):
        enter(town, "BT", "personnel_wrongdoing_concluded", document=Document(f"{number}/KL", EFFECT))
    ward = town.unit("BT").id
    assert queries.overrides_of_units([ward], 2026) == {ward: ("personnel_wrongdoing_concluded",)}


@pytest.mark.parametrize("period", ["2026", "2026-Q4", "2026-H1", "2026-11"])
def test_a_unit_has_one_level_for_each_period_and_may_have_others_for_other_periods(
    town: Town, period: str
) -> None:
    level(town, period="2025")
    level(town, "HL", period)
    kept = level(town, period=period)
    with refused(refusals.RECORDED_ALREADY, period=period, level="HTT", document="45/QĐ-UBND"):
        level(town, period=period, code="HTXS")
    withdraw_fact(by=town.viewer(ORGANISER), fact=kept, reason="Ghi nhầm")
    assert level(town, period=period, code="HTXS").details == {"level": "HTXS"}


def test_the_register_is_searched_by_name_code_unit_and_document(town: Town) -> None:
    enter(town, document=Document("12-QĐ/UBKT", EFFECT))
    enter(town, BINH)
    level(town)
    every = Fact.objects.all()

    def found(search: str, code: str = "") -> list[str]:
        return [row.staff_code or row.unit_code for row in queries.register(every, search, code)]

    assert found("") == ["BT", BINH, AN]
    assert found("ho huu") == found("HỒ HỮU AN") == found(" /ubkt ") == found(AN) == [AN]
    assert found("BT") == ["BT"]
    assert found("%") == found("'; --") == found("_") == []
    assert found("", "organisation_level") == ["BT"]
    assert found("tạ thanh", "organisation_level") == []


def test_ones_own_list_has_withdrawn_ones_too_newest_first(town: Town) -> None:
    first, second = enter(town), enter(town, code="party_discipline")
    enter(town, BINH)
    withdraw_fact(by=town.viewer(ORGANISER), fact=first, reason="Quyết định bị hủy")
    rows = queries.facts_of_person(town.id(AN))
    assert [(row.id, row.withdrawn, row.withdrawn_reason) for row in rows] == [
        (second.id, False, ""), (first.id, True, "Quyết định bị hủy"),
    ]  # fmt: skip
    assert rows[0].ground == "45/QĐ-UBND ngày 05/11/2026"
    assert (rows[1].withdrawn_by, rows[1].entered_by) == ("Lý Thu Hiền", "Lý Thu Hiền")
    assert queries.facts_of_person(town.id(HANH)) == []


# --- who may --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "reads", "enters"),
    [
        (ORGANISER, "", True), (GIANG, "", True), (AUDITOR, "", False), (ADMIN, "evidence.not_enterer", False),
        (AN, "evidence.not_found", False),
    ],
)  # fmt: skip
def test_offices_and_auditors_read_the_register_and_only_offices_write(
    town: Town, code: str, reads: str, enters: bool
) -> None:
    viewer = town.viewer(code)
    assert may_enter(viewer) is enters
    try:
        require_reader(viewer)
    except Refusal as refusal:
        assert refusal.code == reads
    else:
        assert reads == ""


@pytest.mark.parametrize(
    ("by", "code", "about", "refusal"),
    [
        (ORGANISER, "no_such_kind", AN, refusals.KIND_UNKNOWN),
        (ORGANISER, "party_discipline", "9999", refusals.SUBJECT_UNKNOWN),
        (ORGANISER, "party_discipline", "BT", refusals.SUBJECT_UNKNOWN),
        (ORGANISER, "organisation_level", AN, refusals.SUBJECT_UNKNOWN),
        (ORGANISER, "party_discipline", ORGANISER, refusals.OWN_FACT),
        (ORGANISER, "party_discipline", "", refusals.SUBJECT_UNKNOWN),
        (GIANG, "party_discipline", STRANGER, refusals.SUBJECT_UNKNOWN),
        (GIANG, "party_discipline", CHAIR, refusals.SUBJECT_UNKNOWN),
        (GIANG, "organisation_level", "BT-KT", refusals.NOT_ENTERER),
        (GIANG, "organisation_level", "BT", refusals.SUBJECT_UNKNOWN),
        (AUDITOR, "party_discipline", AN, refusals.NOT_ENTERER), (AN, "party_discipline", BINH, refusals.FACT_NOT_FOUND),
    ],
)  # fmt: skip
def test_a_fact_is_entered_by_an_office_over_the_place_about_others(
    town: Town, by: str, code: str, about: str, refusal: Kind
) -> None:
    with refused(refusal):
        subject_to_record(town.viewer(by), code, about)


def test_a_code_is_read_with_blanks_around_it(town: Town) -> None:
    assert subject_to_record(town.viewer(GIANG), "party_discipline", f" {AN} ")[1] == Subject(
        town.id(AN), None
    )
    unit = subject_to_record(town.viewer(ORGANISER), "organisation_level", "BT-KT")[1]
    assert unit == Subject(None, town.unit("BT-KT").id)


def test_an_office_takes_back_what_its_kind_lets_it_over_its_place(town: Town) -> None:
    own, far, unit = enter(town), enter(town, STRANGER), level(town, "BT-KT")
    office = town.viewer(GIANG)
    assert fact_to_withdraw(office, own.id).id == own.id
    with refused(refusals.FACT_NOT_FOUND):
        fact_to_withdraw(office, far.id)
    with refused(refusals.NOT_ITS_OFFICE, source="Sở Nội vụ"):
        fact_to_withdraw(office, unit.id)
    with refused(refusals.NOT_ITS_OFFICE):
        fact_to_withdraw(town.viewer(AUDITOR), own.id)
    with refused(refusals.NOT_ENTERER):
        fact_to_withdraw(town.viewer(ADMIN), own.id)
    with refused(refusals.FACT_NOT_FOUND):
        fact_to_withdraw(town.viewer(AN), own.id)


def test_nobody_takes_back_a_fact_about_themselves(town: Town) -> None:
    grant(by=SETUP, staff_code=AN, role="organisation_body", unit_code="BT", valid_from=START)
    fact = enter(town)
    with refused(refusals.OWN_FACT):
        fact_to_withdraw(town.viewer(AN), fact.id)


def test_the_register_of_an_office_holds_its_place_today(town: Town) -> None:
    mine, far, unit = enter(town), enter(town, STRANGER), level(town, "BT-KT")
    assert set(facts_in_charge(town.viewer(GIANG)).values_list("id", flat=True)) == {mine.id, unit.id}
    assert set(facts_in_charge(town.viewer(ORGANISER)).values_list("id", flat=True)) == {
        mine.id,
        far.id,
        unit.id,
    }
    assert facts_in_charge(town.viewer(ADMIN)).count() == facts_in_charge(town.viewer(AN)).count() == 0
