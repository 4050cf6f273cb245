"""What facts propose to take off a line: which facts, by whose word, on which day, for which rulebook; each fact once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.assessment.cast import AN, BINH, CITY, DECREE, HANH, ORGANISER, STRANGER, Town, post, refused
from tests.evidence.ward import PAPER, TODAY, counts, fact, watched
from thenchot.evidence import refusals
from thenchot.evidence.actions.dispute import dispute
from thenchot.evidence.actions.set_office_rule import NewRule, Taking, set_office_rules
from thenchot.evidence.actions.weigh_facts import weigh_facts
from thenchot.evidence.actions.withdraw_fact import withdraw_fact
from thenchot.evidence.deductions import Deduction, Judged, deductions_of
from thenchot.evidence.kinds import all_kinds
from thenchot.evidence.models import Fact, FactUse
from thenchot.lib import clock
from thenchot.people.actions.enrol import enrol
from thenchot.workplan.models import Task

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 1)
SMOKING = {"code": "office_rule_violation", "rule_code": "QC-01"}


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    monkeypatch.setenv("THENCHOT_TODAY", TODAY.isoformat())
    yield watched()


def put(town: Town, points: str = "1", place: str = "BT", code: str = "QC-01", **other: Any) -> None:
    taking = Taking(other.pop("rulebook", DECREE), other.pop("criterion", "I.2"), Fraction(points))
    plain = NewRule(town.unit(place), code, "Quy chế", f"{place}/QC", NOVEMBER, (taking,))
    set_office_rules(by=town.viewer(ORGANISER), rules=[replace(plain, **other)])


def judged(town: Town, *codes: str) -> list[Judged]:
    """A sheet for each, numbered from 1, at the place where they work today."""
    units = {AN: "BT-KT", BINH: "BT-KT", HANH: "BT-DU", STRANGER: "HL"}
    return [
        Judged(at, town.id(code), town.unit(units[code]).path)
        for at, code in enumerate(codes or (AN,), start=1)
    ]


def proposed(
    town: Town, *codes: str, rulebook: str = DECREE, period: str = "2026-11"
) -> dict[int, list[Deduction]]:
    return deductions_of(rulebook, period, judged(town, *codes))


def points(town: Town, *codes: str, **other: str) -> list[Fraction]:
    return [one.points for one in proposed(town, *codes, **other).get(1, [])]


def test_a_violation_takes_off_what_the_nearest_body_says_with_its_rule_and_document(town: Town) -> None:
    put(town, "1", "DL")
    put(town, "2", "BT")
    put(town, "3", "HL")
    broken = [fact(town, who, **SMOKING) for who in (AN, STRANGER)]
    found = proposed(town, AN, STRANGER)
    assert {sheet: [(one.points, one.document) for one in said] for sheet, said in found.items()} == {
        1: [(Fraction(2), "BT/QC")], 2: [(Fraction(3), "HL/QC")],
    }  # fmt: skip
    assert [found[at][0].fact.id for at in (1, 2)] == [one.id for one in broken]
    assert (found[1][0].criterion, found[1][0].rule) == ("I.2", "QC-01")


def test_a_nearer_body_that_takes_nothing_stands_before_one_above_that_does(town: Town) -> None:
    put(town, "2", "DL")
    put(town, "1", "BT", takes=())
    fact(town, **SMOKING)
    assert proposed(town) == {}


def test_the_word_of_a_body_elsewhere_and_of_one_below_takes_nothing(town: Town) -> None:
    put(town, "1", "HL")
    put(town, "1", "BT-VP")
    fact(town, **SMOKING)
    assert proposed(town) == {}


@pytest.mark.parametrize(
    ("day", "wanted"),
    [(date(2026, 10, 31), []), (date(2026, 11, 9), ["1"]), (date(2026, 11, 10), ["2"]), (TODAY, ["2"])],
)
def test_the_word_in_force_on_the_day_of_the_act_counts(town: Town, day: date, wanted: list[str]) -> None:
    put(town, "1")
    put(town, "2", valid_from=date(2026, 11, 10))
    fact(town, happened_on=day, period="2026-11", **SMOKING)
    assert points(town) == [Fraction(one) for one in wanted]


def test_a_months_figures_are_judged_by_the_word_of_its_last_day(town: Town) -> None:
    put(town, "1", code="one_stop_dossiers", criterion="II.4", valid_from=date(2026, 10, 31))
    counts(town, AN, 40, 3)
    assert points(town, period="2026-10") == [Fraction(1)]
    counts(town, BINH, 40, 3, month="2026-09")
    assert proposed(town, BINH, period="2026-09") == {}


@pytest.mark.parametrize(
    ("code", "other", "wanted"),
    [
        ("one_stop_dossiers", {"figures": {"on_time": 40, "late": 1}, "happened_on": None, "period": "2026-11"}, 1),
        ("one_stop_dossiers", {"figures": {"on_time": 40, "late": 0}, "happened_on": None, "period": "2026-11"}, 0),
        ("absence", {"figures": {"days": 1}, "choice": "unapproved"}, 1),
        ("absence", {"figures": {"days": 1}, "choice": "approved"}, 0),
        ("citizen_complaint", {}, 1), ("inspection_finding", {}, 1),
        ("commendation", {"choice": "merit"}, 0), ("training_event", {"choice": "not_completed"}, 0),
    ],
)  # fmt: skip
def test_only_what_speaks_against_somebody_and_may_be_deducted_takes_off(
    town: Town, code: str, other: dict[str, Any], wanted: int
) -> None:
    """Beside the rules by code a body sets what one fact of a kind takes; one that speaks for somebody takes nothing."""
    put(town, code=code)
    fact(town, AN, code, **other)
    assert len(points(town)) == wanted


@pytest.mark.parametrize(
    ("period", "wanted"),
    [
        ("2026-11", 1),
        ("2026-10", 1),
        ("2026-Q4", 2),
        ("2026-H2", 2),
        ("2026", 2),
        ("2026-Q3", 0),
        ("2025-11", 0),
    ],
)
def test_a_fact_proposes_in_its_month_and_in_the_longer_periods_around_it(
    town: Town, period: str, wanted: int
) -> None:
    put(town, code="inspection_finding", valid_from=date(2026, 1, 1))
    fact(town)
    fact(town, happened_on=date(2026, 10, 31))
    assert len(points(town, period=period)) == wanted


def test_what_one_rulebook_says_takes_nothing_from_another(town: Town) -> None:
    put(town, "2", rulebook=CITY, criterion="y_thuc")
    fact(town, **SMOKING)
    assert proposed(town) == {}
    (one,) = proposed(town, rulebook=CITY)[1]
    assert (one.criterion, one.points) == ("y_thuc", Fraction(2))


def test_exact_parts_of_a_point_stay_exact_and_facts_come_in_the_order_they_happened(town: Town) -> None:
    put(town, "1/3")
    later = fact(town, **SMOKING)
    earlier = fact(town, happened_on=date(2026, 11, 2), text="Ở sảnh", **SMOKING)
    found = proposed(town)[1]
    assert [one.fact.id for one in found] == [earlier.id, later.id]
    assert sum(one.points for one in found) == Fraction(2, 3)


@pytest.mark.parametrize("ended", ["withdrawn", "disputed", "counted in work", "of a unit"])
def test_what_no_longer_stands_is_in_doubt_or_counts_elsewhere_takes_nothing(town: Town, ended: str) -> None:
    """Điều 14 khoản 2: what a, b or c counts is not taken off a second time; who says it is not right is heard first."""
    put(town, code="inspection_finding")
    about = "BT-KT" if ended == "of a unit" else AN
    found = fact(town, about)
    if ended == "withdrawn":
        withdraw_fact(by=town.viewer(ORGANISER), fact=found, reason="Nhầm")
    elif ended == "disputed":
        dispute(by=town.viewer(AN), fact=found, text="Tôi đã có biên bản nghiệm thu.")
    elif ended == "counted in work":
        Fact.objects.filter(id=found.id).update(task=Task.objects.filter(doer_id=town.id(AN)).first())
    assert proposed(town) == {}


def use(found: Fact, sheet: int) -> FactUse:
    assert found.person_id is not None
    return FactUse(
        fact=found, person_id=found.person_id, sheet_id=sheet, rulebook=DECREE, period="2026-11", criterion="I.2", points="1",
        at=clock.now(),
    )  # fmt: skip


def test_a_fact_weighed_on_one_sheet_proposes_there_again_and_nowhere_else(town: Town) -> None:
    """Điều 4 khoản 4: the sheet it stands on may be scored anew; the quarter's or another rulebook's may not take it."""
    put(town)
    found = fact(town, **SMOKING)
    weigh_facts(sheets=[1], uses=[use(found, 1)])
    assert points(town) == [Fraction(1)]
    weigh_facts(sheets=[1], uses=[])
    weigh_facts(sheets=[7], uses=[use(found, 7)])
    assert proposed(town) == {}
    with refused(refusals.WEIGHED_MEANWHILE):
        weigh_facts(sheets=[1], uses=[use(found, 1)])
    assert [one.sheet_id for one in FactUse.objects.all()] == [7]


def test_of_several_uses_one_that_stands_elsewhere_keeps_all_of_them_out(town: Town) -> None:
    first, second = fact(town), fact(town, text="Chậm báo cáo")
    weigh_facts(sheets=[7], uses=[use(second, 7)])
    with refused(refusals.WEIGHED_MEANWHILE):
        weigh_facts(sheets=[1], uses=[use(first, 1), use(second, 1)])
    assert set(FactUse.objects.values_list("fact_id", "sheet_id")) == {(second.id, 7)}


def test_many_sheets_are_asked_for_in_as_many_queries_as_one(town: Town) -> None:
    put(town)
    for who in (AN, BINH, HANH):
        fact(town, who, **SMOKING)

    def queries(*codes: str) -> int:
        sheets = judged(town, *codes)
        with CaptureQueriesContext(connection) as asked:
            deductions_of(DECREE, "2026-11", sheets)
        return len(asked)

    assert queries(AN) == queries(AN, BINH, HANH) == 4
    assert queries(STRANGER) == 1, "nobody has such a fact"


def test_who_moved_is_judged_by_the_body_of_the_sheet(town: Town) -> None:
    """The act of the old ward is proposed on the sheet of the new one only if the new one says so."""
    put(town, "1", "BT")
    fact(town, BINH, **SMOKING)
    enrol(by=town.actor(ORGANISER), rows=[post(BINH, "HL", valid_from=date(2026, 11, 10))])
    moved = [Judged(1, town.id(BINH), town.unit("HL").path)]
    assert deductions_of(DECREE, "2026-11", moved) == {}
    put(town, "2", "HL")
    assert [one.points for one in deductions_of(DECREE, "2026-11", moved)[1]] == [Fraction(2)]


def test_the_paper_of_a_fact_is_not_the_document_of_the_rule(town: Town) -> None:
    put(town)
    fact(town, document=replace(PAPER, number="03/BB"), **SMOKING)
    (one,) = proposed(town)[1]
    assert (one.fact.ground, one.document) == ("03/BB ngày 10/11/2026", "BT/QC")
    assert all_kinds()[one.fact.kind.code].deductible
