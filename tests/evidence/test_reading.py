"""Rows judged one by one: who they are about, what their kind asks, what the source sent before; and what is written once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.assessment import cast
from tests.assessment.cast import AN, BINH, GIANG, OCTOBER, ORGANISER, SETUP, START, Town, refused
from tests.kept import state
from thenchot.evidence import refusals
from thenchot.evidence.actions.import_facts import Delivery, Outcome, import_facts
from thenchot.evidence.actions.weigh_facts import weigh_facts
from thenchot.evidence.actions.withdraw_fact import withdraw_fact
from thenchot.evidence.models import Fact, FactBatch, FactUse
from thenchot.evidence.queries import fact_counts, facts_bearing
from thenchot.evidence.reading import MOST, Drafted, Given, Line, draft
from thenchot.lib import clock
from thenchot.people.actions.delegate import grant

TODAY = date(2026, 11, 20)
FINDINGS = Given("inspectorate", "inspection_finding", document="12/KL-TTr", document_on="10/11/2026")
pytestmark = pytest.mark.django_db


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setenv("THENCHOT_TODAY", TODAY.isoformat())
    return state(_build)


def _build() -> Town:
    town = cast.build(OCTOBER)
    grant(by=SETUP, staff_code=GIANG, role="monitoring_office", unit_code="BT-KT", valid_from=START)
    return town


def drafted(town: Town, *rows: dict[str, str], given: Given = FINDINGS, by: str = ORGANISER) -> list[Drafted]:
    lines = [Line(at, row) for at, row in enumerate(rows, start=1)]
    return draft(town.viewer(by), given, lines)


def codes(found: list[Drafted]) -> list[str]:
    return [one.refusal.code if one.refusal else "" for one in found]


def row(**other: str) -> dict[str, str]:
    return {"subject": AN, "day": "05/11/2026", "text": "Thiếu biên bản", **other}


def bring(town: Town, *rows: dict[str, str], given: Given = FINDINGS) -> Outcome:
    found = drafted(town, *rows, given=given)
    assert not any(codes(found)), codes(found)
    entries = [one.entry for one in found if one.entry and one.is_new]
    return import_facts(by=town.viewer(ORGANISER), delivery=Delivery(given.source, "a.xlsx", entries, len(rows)))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "x"}, "evidence.kind_unknown"), ({"kind": "party_discipline"}, "evidence.kind_unknown"),
        ({"subject": "XX"}, "evidence.subject_unknown"), ({"subject": ORGANISER}, "evidence.own_fact"),
        ({"name": "Ai Khác"}, "evidence.name_differs"), ({"day": "31/02/2026"}, "evidence.day_unreadable"),
        ({"day": ""}, "evidence.happened_needed"), ({"day": "21/11/2026"}, "evidence.day_to_come"),
        ({"text": ""}, "evidence.text_needed"), ({"month": "2026"}, "evidence.month_needed"),
        ({"document": "1/KL", "document_on": "x"}, "evidence.day_unreadable"),
        ({"kind": "absence", "days": "1", "choice": ""}, "evidence.choice_needed"),
        ({"kind": "absence", "days": "1", "choice": "Có thể"}, "evidence.choice_needed"),
        ({"kind": "absence", "days": "một", "choice": "approved"}, "evidence.figure_bad"),
        ({"kind": "absence", "days": "", "choice": "approved"}, "evidence.figures_needed"),
        ({"kind": "office_rule_violation"}, "evidence.rule_needed"),
        ({"kind": "office_rule_violation", "rule": "QC-99"}, "evidence.rule_unknown"),
        ({"kind": "one_stop_dossiers", "on_time": "1"}, "evidence.month_needed"),
        ({"kind": "one_stop_dossiers", "on_time": "1", "month": "12/2026"}, "evidence.day_to_come"),
    ],
)  # fmt: skip
def test_each_thing_a_row_lacks_is_named(town: Town, change: dict[str, str], code: str) -> None:
    bad, good = drafted(town, row(**change), row(text="Đủ", ref="2"))
    assert codes([bad, good]) == [code, ""]


def test_a_row_without_document_takes_the_common_one_or_is_refused(town: Town) -> None:
    (own, common) = drafted(town, row(document="9/BB", document_on="06/11/2026"), row(text="Khác"))
    assert own.entry is not None
    assert common.entry is not None
    assert (own.entry.document.number, own.entry.document.on) == ("9/BB", date(2026, 11, 6))
    assert (common.entry.document.number, common.entry.document.on) == ("12/KL-TTr", date(2026, 11, 10))
    assert codes(drafted(town, row(), given=replace(FINDINGS, document=""))) == ["evidence.document_needed"]


def test_a_fact_of_a_day_counts_in_its_month_unless_another_is_given(town: Town) -> None:
    (own, later) = drafted(town, row(day="28/10/2026"), row(day="28/10/2026", month="11/2026", text="Phát hiện sau"))
    assert [one.entry.counts_in if one.entry else "" for one in (own, later)] == ["2026-10", "2026-11"]


def test_a_name_that_one_person_bears_stands_for_the_code_with_or_without_marks(town: Town) -> None:
    assert codes(drafted(town, row(subject="Hồ Hữu An"), row(subject="ho huu an", text="Khác"))) == ["", ""]
    assert codes(drafted(town, row(subject="Không Có Ai"))) == ["evidence.subject_unknown"]


def test_an_office_reads_rows_of_its_own_places_only(town: Town) -> None:
    inside, outside = drafted(town, row(), row(subject="DL", text="Nơi khác"), by=GIANG)
    assert codes([inside, outside]) == ["", "evidence.subject_unknown"]


def test_one_number_is_one_fact_however_often_it_comes(town: Town) -> None:
    assert (len(bring(town, row(ref="1"), row(ref="2", text="Hai")).added), FactBatch.objects.count()) == (2, 1)
    again = bring(town, row(ref="1"), row(ref="2", text="Hai"), row(ref="3", text="Ba"))
    assert (len(again.added), again.known) == (1, 2)
    # Without numbers the same matter is known by what it says; two matters of one day by their words.
    assert len(bring(town, row(text="Không số"), row(text="Không số khác")).added) == 2
    assert len(bring(town, row(text="Không số")).added) == 0
    assert codes(drafted(town, row(text="Như nhau"), row(text="Như nhau"))) == ["", "evidence.same_row"]
    assert codes(drafted(town, row(ref="9"), row(ref="9", text="Khác"))) == ["", "evidence.ref_twice"]
    # The number belongs to its source: another's number 1 is another fact.
    assert len(bring(town, row(ref="1"), given=replace(FINDINGS, source="party_office")).added) == 1


def test_other_content_under_a_number_waits_until_the_old_fact_is_withdrawn_and_that_one_does_not_come_back(town: Town) -> None:
    bring(town, row(ref="1"))
    fact = Fact.objects.get()
    assert codes(drafted(town, row(ref="1", text="Đã sửa"))) == ["evidence.source_differs"]
    withdraw_fact(by=town.viewer(ORGANISER), fact=fact, reason="Nhầm")
    assert len(bring(town, row(ref="1", text="Đã sửa")).added) == 1
    (old,) = drafted(town, row(ref="1"))
    assert (old.known, old.is_new) == (fact.id, False)


def test_what_stands_before_the_rows_is_asked_first(town: Town) -> None:
    viewer = town.viewer(ORGANISER)
    lines = [Line(1, row())]
    with refused(refusals.SOURCE_UNKNOWN):
        draft(viewer, replace(FINDINGS, source="x"), lines)
    with refused(refusals.NOTHING_GIVEN):
        draft(viewer, FINDINGS, [])
    with refused(refusals.TOO_MANY_ROWS):
        draft(viewer, FINDINGS, lines * (MOST + 1))
    homeless = replace(viewer, unit_id=None)
    with refused(refusals.NO_OFFICE):
        draft(homeless, FINDINGS, lines)
    with refused(refusals.NO_OFFICE):
        import_facts(by=homeless, delivery=Delivery("inspectorate", "", [], 1))
    with refused(refusals.NOTHING_GIVEN):
        import_facts(by=viewer, delivery=Delivery("inspectorate", "", [], 0))


def test_facts_of_a_month_bear_on_it_and_on_longer_periods_around_it(town: Town) -> None:
    bring(town, row(ref="1", day="05/10/2026"), row(ref="2", text="Mười một"))
    person = town.id(AN)
    for period, count in (("2026-10", 1), ("2026-11", 1), ("2026-Q4", 2), ("2026", 2), ("2026-09", 0), ("2025", 0)):
        assert len(facts_bearing([person], period).get(person, [])) == count, period
        assert sum(one.count for one in fact_counts([person], period).get(person, [])) == count, period


def test_a_fact_stands_on_one_sheet_and_uses_are_put_in_place_of_earlier_ones(town: Town) -> None:
    bring(town, row(ref="1"))
    fact, person = Fact.objects.get(), town.id(AN)

    def use(sheet: int, points: str) -> FactUse:
        return FactUse(
            fact=fact, person_id=person, sheet_id=sheet, rulebook="x", period="2026-11", criterion="I.2", points=points,
            at=clock.now(),
        )  # fmt: skip

    weigh_facts(sheets=[1], uses=[use(1, "1")])
    weigh_facts(sheets=[1], uses=[use(1, "2")])
    assert FactUse.objects.get().points == "2"
    with refused(refusals.WEIGHED_MEANWHILE):
        weigh_facts(sheets=[2], uses=[use(2, "1")])
    weigh_facts(sheets=[1], uses=[])
    assert not FactUse.objects.exists()
    assert town.id(BINH) != person
