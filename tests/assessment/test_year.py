"""The yearly ranking of Điều 19 to 21: self-ranking on the mean, meeting and opinions, proposal, decision, publication."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from tests.assessment.cast import (
    AN,
    BINH,
    CHAIR,
    CHI,
    DEPUTY,
    DIVISION_HEAD,
    GIANG,
    OFFICE_HEAD,
    ORGANISER,
    STAFF,
    STRANGER,
    WARD,
    Town,
    refused,
    trail,
)
from tests.assessment.conftest import SetDay
from tests.assessment.yearly import BEFORE, Year, bring, open_year
from thenchot.assessment.access import meeting_to_read, places_to_record, sheet_to_record
from thenchot.assessment.actions.confirm import Confirmation, confirm_many
from thenchot.assessment.actions.correct import Correction, correct
from thenchot.assessment.actions.decide import decide_many
from thenchot.assessment.actions.propose import Choice, propose_many
from thenchot.assessment.actions.record_opinion import Said, record_opinion
from thenchot.assessment.actions.self_assess import SelfAssessment, self_assess
from thenchot.assessment.aggregate import kept_lines
from thenchot.assessment.models import ImportedResult, LevelChange, Meeting, Published
from thenchot.assessment.queries.integrity import recompute, verify
from thenchot.assessment.queries.longer import own_results
from thenchot.assessment.queries.year import year_view
from thenchot.assessment.refusals import (
    CAP_EXCEEDED,
    MEETING_NOT_FOUND,
    NO_MEETING,
    NO_PARTY_OPINION,
    NOT_RECORDER,
    OPINION_INCOMPLETE,
    OWN_LEVEL,
    REASON_NEEDED,
    STEP_ABSENT,
    WRONG_STATE,
    YEAR_MOVED,
)
from thenchot.assessment.reviews import lacking
from thenchot.audit.actions.seal_days import seal_days
from thenchot.lib import clock
from thenchot.lib.periods import Period


@pytest.fixture
def year(town: Town, on_day: SetDay) -> Year:
    """October published here at 90 points, January to September brought along at 80; the year open since 2 December."""
    on_day(date(2026, 10, 22))
    town.finish()
    on_day(date(2026, 10, 25))
    town.publish()
    on_day(date(2026, 12, 2))
    bring(town, WARD, dict.fromkeys(BEFORE, "80"))
    found = open_year(town)
    on_day(date(2026, 12, 4))
    return found


def test_a_year_runs_from_opening_to_publication_and_all_of_it_verifies(year: Year, on_day: SetDay) -> None:
    year.rank_self()
    on_day(date(2026, 12, 6))
    year.meet(opinions={AN: "Chủ động, giúp đồng nghiệp."})
    year.hear_party()
    on_day(date(2026, 12, 11))
    for code in WARD:
        year.propose(code)
    for code in WARD:
        year.decide(code)
    sheet = year.sheet(AN)
    october = year.town.sheet(AN).score
    assert sheet.score is not None
    assert october is not None
    assert round(Fraction(sheet.score), 9) == round((9 * 80 + Fraction(october)) / 10, 9)
    assert (sheet.band, sheet.level, sheet.self_level, sheet.state) == ("HTT", "HTT", "HTT", "decided")
    assert [line.source for line in kept_lines(sheet.inputs)] == ["imported"] * 9 + ["own", "missing", "not_yet"]
    on_day(date(2026, 12, 14))
    assert year.publish() == len(WARD)
    assert Published.objects.filter(sheet__cycle=year.cycle).count() == len(WARD)
    assert list(recompute(year.cycle)) == []
    seal_days(before=date(2026, 12, 15))
    assert list(verify(date(2026, 12, 15))) == []


def test_nobody_sends_the_yearly_form_without_a_level_and_nobody_confirms_it(year: Year) -> None:
    with refused(OWN_LEVEL):
        self_assess(by=year.person(AN), given=SelfAssessment(year.sheet(AN), {}))
    year.rank_self([AN])
    sheet = year.sheet(AN)
    assert (sheet.self_level, sheet.score, sheet.band) == ("HTT", None, "")
    with refused(STEP_ABSENT):
        confirm_many(by=year.person(DIVISION_HEAD).actor, cycle=year.cycle, given=[Confirmation(sheet)])


def test_a_level_that_is_not_ones_own_has_a_reason_that_the_person_reads(year: Year, on_day: SetDay) -> None:
    year.rank_self([AN], level="HTXS")
    on_day(date(2026, 12, 9))
    with refused(REASON_NEEDED, before="mức tự xếp loại"):
        year.propose(AN)
    year.propose(AN, "HTT", "Điểm trung bình 81")
    change = LevelChange.objects.get(sheet=year.sheet(AN))
    assert (change.step, change.before, change.after, change.raised) == ("propose", "HTXS", "HTT", False)
    said = trail(year.sheet(AN))[-1][2]
    assert (said["level"], said["band"], said["before"]) == ("HTT", "HTT", "HTXS")


def test_a_decision_waits_for_a_meeting_that_covers_the_person(year: Year, on_day: SetDay) -> None:
    year.rank_self()
    on_day(date(2026, 12, 11))
    for code in (AN, GIANG, CHAIR):
        year.propose(code)
    with refused(NO_MEETING, names=year.sheet(AN).person.full_name):
        year.decide(AN)
    year.meet("BT", "leadership")
    with refused(NO_MEETING):
        year.decide(AN)
    year.meet("BT-KT", "unit")
    year.decide(AN)
    with refused(NO_MEETING, names=year.sheet(GIANG).person.full_name):
        year.decide(GIANG)
    with refused(NO_PARTY_OPINION, names=year.sheet(CHAIR).person.full_name):
        year.decide(CHAIR)
    year.hear_party([CHAIR])
    year.decide(CHAIR)
    assert year.sheet(CHAIR).level == "HTT"


def test_what_is_owed_is_told_by_person_and_only_leaders_of_the_body_owe_the_party_committee(year: Year) -> None:
    sheets = {code: year.sheet(code) for code in (AN, CHAIR, DEPUTY, DIVISION_HEAD, OFFICE_HEAD)}
    owed = lacking(year.cycle, list(sheets.values()))
    assert owed[sheets[AN].id] == owed[sheets[DIVISION_HEAD].id] == ("meeting",)
    assert owed[sheets[CHAIR].id] == owed[sheets[DEPUTY].id] == ("meeting", "party_committee")
    year.meet()
    assert set(lacking(year.cycle, list(sheets.values()))) == {sheets[CHAIR].id, sheets[DEPUTY].id}


def test_opinions_in_writing_name_who_says_it_and_are_closed_with_the_decision(year: Year, on_day: SetDay) -> None:
    sheet = year.sheet(AN)
    with refused(OPINION_INCOMPLETE, field="author"):
        record_opinion(by=year.person(ORGANISER), said=Said(sheet, "colleague", " ", "Nhất trí"))
    record_opinion(by=year.person(ORGANISER), said=Said(sheet, "colleague", "Bạch Văn Tường", "Nhất trí"))
    assert trail(year.sheet(AN))[-1][0] == "opinion"
    assert [one.kind for one in year_view(year.sheet(AN), year.person(AN)).opinions] == []
    assert [one.kind for one in year_view(year.sheet(AN), year.person(DIVISION_HEAD)).opinions] == ["colleague"]
    year.rank_self([AN])
    year.meet()
    on_day(date(2026, 12, 11))
    year.propose(AN)
    year.decide(AN)
    with refused(WRONG_STATE):
        record_opinion(by=year.person(ORGANISER), said=Said(year.sheet(AN), "colleague", "Ai đó", "Muộn"))


def test_meetings_are_recorded_and_read_by_who_answers_for_the_place(year: Year) -> None:
    number = year.meet("BT-KT", "unit")
    assert meeting_to_read(year.person(DIVISION_HEAD), number).id == number
    places = places_to_record(year.person(DIVISION_HEAD), year.cycle)
    assert [unit.code for unit in places.values()] == ["BT", "BT-KT"]
    for code in (AN, STRANGER):
        with refused(MEETING_NOT_FOUND):
            meeting_to_read(year.person(code), number)
    with refused(NOT_RECORDER):
        places_to_record(year.person(AN), year.cycle)
    with refused(NOT_RECORDER):
        sheet_to_record(year.person(AN), year.sheet(AN).id)


def test_the_cap_of_the_year_counts_within_a_body_and_refuses_one_too_many(year: Year, on_day: SetDay) -> None:
    year.rank_self(level="HTXS")
    year.meet()
    year.hear_party()
    on_day(date(2026, 12, 11))
    actor = year.person(CHAIR).actor
    for code in WARD:
        year.propose(code, "HTXS" if code in STAFF[:3] else "HTT", "Xét cùng nhóm")
    first, *others = [Choice(year.sheet(code)) for code in STAFF[:3]]
    decide_many(by=actor, cycle=year.cycle, choices=[first])
    with refused(CAP_EXCEEDED):
        decide_many(by=actor, cycle=year.cycle, choices=others)
    assert [year.sheet(code).state for code in STAFF[:3]] == ["decided", "proposed", "proposed"]


def test_a_month_replaced_after_the_decision_stops_the_publication_until_it_is_decided_anew(
    year: Year, on_day: SetDay
) -> None:
    year.finish_by(on_day)
    _replace_october(year.town, AN)
    with refused(YEAR_MOVED, names=year.sheet(AN).person.full_name):
        year.publish()
    year.decide(AN)
    assert year.publish() == len(WARD)
    assert list(recompute(year.cycle)) == []


def test_after_publication_the_year_stands_and_says_that_a_month_has_changed(year: Year, on_day: SetDay) -> None:
    year.finish_by(on_day)
    year.publish()
    before = year.sheet(AN)
    assert not year_view(before, year.person(AN)).moved
    _replace_october(year.town, AN)
    after = year.sheet(AN)
    assert (after.score, after.level) == (before.score, before.level)
    assert year_view(after, year.person(AN)).moved
    [(_whole, _law, row)] = own_results(year.person(AN), Period.parse("2026"))
    assert row.settled is not None
    assert row.settled.moved
    assert faults() == []
    correct(by=year.person(CHAIR), given=Correction(after, "Kết quả tháng 10 được thay thế"))
    replaced = year.sheet(AN)
    assert replaced.score != before.score
    assert not year_view(replaced, year.person(AN)).moved
    assert list(recompute(year.cycle)) == []
    assert faults() == []


def faults() -> list[str]:
    """What the trail finds wrong, days that are not sealed yet left out."""
    return [fault.where for fault in verify(clock.today()) if fault.what != "not_sealed"]


def _replace_october(town: Town, code: str) -> None:
    correct(by=town.viewer(DIVISION_HEAD), given=Correction(town.sheet(code), "Chấm lại", {"I.1": "1"}))


def test_proposals_and_decisions_for_many_leave_the_same_rows_as_one_by_one(year: Year, on_day: SetDay) -> None:
    year.rank_self([AN, BINH, CHI])
    year.meet()
    on_day(date(2026, 12, 11))
    year.propose(AN)
    propose_many(
        by=year.person(CHAIR).actor, cycle=year.cycle, choices=[Choice(year.sheet(BINH)), Choice(year.sheet(CHI))]
    )
    columns = ("state", "score", "band", "proposed_level", "verdict")
    rows = [[getattr(year.sheet(code), name) for name in columns] for code in (AN, BINH, CHI)]
    assert rows[0] == rows[1] == rows[2]
    assert {len(trail(year.sheet(code))) for code in (AN, BINH, CHI)} == {3}


@pytest.mark.parametrize("model", [Meeting, ImportedResult])
def test_a_row_changed_behind_the_trail_is_named(year: Year, model: type[Meeting | ImportedResult]) -> None:
    year.meet()
    assert faults() == []
    row = model._default_manager.order_by("id")[0]
    model._default_manager.filter(id=row.id).update(last_hash="0" * 64)
    kind = "meeting" if model is Meeting else "imported"
    assert faults() == [f"{kind} {row.id}"]
