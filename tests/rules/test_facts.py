"""From tasks and marks to the facts of the formula (Điều 14, 15, 18)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.rules.errors import InputError
from thenchot.rules.evaluate import evaluate
from thenchot.rules.facts import LeaderFacts, SheetFacts, TaskFact, leader_d, sheet_input, workload
from thenchot.rulesets.books import load

DECREE = load("nd335-2025-cong-chuc")
FULL_MARKS = {leaf.id: leaf.max or Fraction(0) for leaf in DECREE.leaves("staff")}
HALF = Fraction(1, 2)


def done(units: int = 4, **more: object) -> TaskFact:
    return TaskFact(Fraction(units), status="done", **more)  # type: ignore[arg-type]


def test_a_planned_task_counts_as_assigned_whatever_becomes_of_it() -> None:
    tasks = [done(4), TaskFact(Fraction(3)), TaskFact(Fraction(2), status="handed_back")]
    assert workload(tasks).assigned == 9
    assert workload(tasks).items == ((Fraction(4), 0, 0),)


def test_a_task_handed_back_stays_in_the_assigned_total() -> None:
    load_ = workload([done(8), TaskFact(Fraction(2), status="handed_back")])
    assert load_.assigned == 10
    assert load_.items == ((Fraction(8), 0, 0),)


@pytest.mark.parametrize("origin", ["taken_over", "unplanned"])
def test_a_task_taken_over_counts_only_as_done(origin: str) -> None:
    extra = TaskFact(Fraction(5), origin=origin, status="done")  # type: ignore[arg-type]
    assert workload([done(10), extra]).assigned == 10
    assert workload([done(10), extra]).items == ((Fraction(10), 0, 0), (Fraction(5), 0, 0))


@pytest.mark.parametrize("origin", ["taken_over", "unplanned"])
@pytest.mark.parametrize("status", ["assigned", "handed_back"])
def test_an_extra_task_not_done_counts_nowhere(origin: str, status: str) -> None:
    extra = TaskFact(Fraction(5), origin=origin, status=status)  # type: ignore[arg-type]
    assert workload([extra]) == workload([])


def test_an_excused_rejection_deducts_nothing() -> None:
    task = TaskFact(
        Fraction(4), status="done", rejections=3, rejections_excused=2, latenesses=1, latenesses_excused=1
    )
    assert workload([task]).items == ((Fraction(4), 1, 0),)


def test_more_excused_than_counted_is_still_nothing() -> None:
    task = TaskFact(Fraction(4), status="done", rejections=1, rejections_excused=3)
    assert workload([task]).items == ((Fraction(4), 0, 0),)


@given(st.lists(st.sampled_from(["HTXS", "HTT", "HT"]), min_size=1, max_size=20))
def test_everybody_at_completed_or_better_makes_d_whole(bands: list[str]) -> None:
    assert leader_d(bands) == (Fraction(1), 0)


@given(st.lists(st.sampled_from(["HTXS", "HTT", "HT"]), max_size=20))
def test_one_person_in_the_lowest_band_halves_d(bands: list[str]) -> None:
    assert leader_d([*bands, "KHT"]) == (HALF, 0)


def test_people_without_a_score_are_left_out_of_d_and_counted() -> None:
    assert leader_d(["HT", None, "NONE", "ASK"]) == (Fraction(1), 3)
    assert leader_d(["KHT", None]) == (HALF, 1)


def test_with_nobody_scored_there_is_no_d() -> None:
    assert leader_d([]) == (None, 0)
    assert leader_d([None, None]) == (None, 2)


def test_a_staff_sheet_scores_as_its_marks_and_tasks() -> None:
    facts = SheetFacts(FULL_MARKS, [done(8), TaskFact(Fraction(2))])
    found = sheet_input(DECREE, "staff", facts)
    assert found.given is not None
    assert found.given["general"] == 30
    verdict = evaluate(DECREE, found.kind, found.given, {})
    assert verdict.score == 30 + Fraction(8, 10) * 70


def test_a_leader_has_the_workload_of_their_own_tasks_and_six_ratios() -> None:
    leader = LeaderFacts(bands=("HTT", "HT", None), dd=Fraction(1), e=HALF)
    facts = SheetFacts(FULL_MARKS, [done(8, rejections=1), TaskFact(Fraction(2))], leader)
    found = sheet_input(DECREE, "leader", facts)
    assert found.given == {
        "general": 30,
        "six": [Fraction("0.8"), Fraction("0.6"), Fraction("0.8"), 1, 1, HALF],
        "load": [8, 10],
    }


def test_a_leader_carries_the_level_of_the_organisation_when_it_is_known() -> None:
    leader = LeaderFacts(("HT",), Fraction(1), Fraction(1))
    facts = SheetFacts(FULL_MARKS, [done()], leader, {"organisation_level": "HT"})
    found = sheet_input(DECREE, "leader", facts)
    assert found.given is not None
    assert evaluate(DECREE, "leader", found.given, {}).level == "HT"


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (SheetFacts(FULL_MARKS, []), "nothing_assigned"),
        (SheetFacts(FULL_MARKS, [done(3, origin="taken_over")]), "nothing_assigned"),
        (SheetFacts(FULL_MARKS, [done()]), "leader_facts_missing"),
        (SheetFacts(FULL_MARKS, [done()], LeaderFacts(("HT",), None, Fraction(1))), "leader_facts_missing"),
        (SheetFacts(FULL_MARKS, [done()], LeaderFacts(("HT",), Fraction(1), None)), "leader_facts_missing"),
        (SheetFacts(FULL_MARKS, [done()], LeaderFacts((None,), Fraction(1), HALF)), "nobody_scored_below"),
    ],
)
def test_a_leader_without_a_fact_has_no_score_and_a_reason(facts: SheetFacts, reason: str) -> None:
    found = sheet_input(DECREE, "leader", facts)
    assert (found.given, found.reason) == (None, reason)


def test_a_line_nobody_marked_is_named_and_never_taken_as_full() -> None:
    marks = {name: mark for name, mark in FULL_MARKS.items() if name not in ("I.2", "III.4")}
    found = sheet_input(DECREE, "staff", SheetFacts(marks, [done()]))
    assert (found.given, found.reason, found.missing) == (None, "marks_missing", ("I.2", "III.4"))


def test_a_mark_of_nought_is_a_mark() -> None:
    found = sheet_input(DECREE, "staff", SheetFacts({**FULL_MARKS, "I.2": Fraction(0)}, [done()]))
    assert found.given is not None
    assert found.given["general"] == 25


@pytest.mark.parametrize(("line", "mark"), [("I.1", "5.1"), ("II.3", "2.6"), ("III.1", "-0.5")])
def test_a_mark_outside_its_line_is_refused(line: str, mark: str) -> None:
    with pytest.raises(InputError) as caught:
        sheet_input(DECREE, "staff", SheetFacts({**FULL_MARKS, line: Fraction(mark)}, [done()]))
    assert (caught.value.code, caught.value.field) == ("out_of_range", f"marks.{line}")


def test_a_public_employee_has_ratios_in_percent() -> None:
    book = load("nd233-2026-vien-chuc")
    marks = {leaf.id: leaf.max or Fraction(0) for leaf in book.leaves("staff_w")}
    facts = SheetFacts(
        marks, [done(9), TaskFact(Fraction(1))], LeaderFacts(("KHT",), Fraction(1), Fraction(1))
    )
    staff = sheet_input(book, "staff_w", facts)
    assert staff.given == {"general": 30, "so_luong": 90, "chat_luong": 90, "tien_do": 90}
    manager = sheet_input(book, "manager_w", facts)
    assert manager.given is not None
    assert [manager.given[name] for name in ("don_vi", "to_chuc", "doan_ket")] == [50, 100, 100]
    assert evaluate(book, "manager_w", manager.given, {}).score is not None


@pytest.mark.parametrize("name", ["hn-3814-2018", "hn-1841-2021"])
def test_a_hanoi_sheet_hands_on_its_three_marks(name: str) -> None:
    book = load(name)
    marks = {"y_thuc": Fraction(19), "ket_qua": Fraction(66), "thuong": Fraction(6)}
    found = sheet_input(book, None, SheetFacts(marks))
    assert found.given == marks
    assert evaluate(book, None, found.given, {}).level == "A"


@pytest.mark.parametrize("name", ["hcm-qd20-2024", "danang-2013"])
def test_a_sheet_of_one_score_hands_it_on(name: str) -> None:
    book = load(name)
    found = sheet_input(book, None, SheetFacts({"score": Fraction(91)}))
    assert evaluate(book, None, found.given, {}).level == "HTXS"


def test_a_party_sheet_and_a_city_sheet_need_their_rows() -> None:
    for name, kind in (("qd366-2025", "hd02"), ("qd366-2025", "hd02_simple"), ("hcm-06hd-2026", None)):
        book = load(name)
        marks = {leaf.id: leaf.max or Fraction(0) for leaf in book.leaves(kind)}
        bare = sheet_input(book, kind, SheetFacts(marks))
        assert (bare.given, bare.reason) == (None, "lacks_products")


@pytest.mark.parametrize("kind", ["mean", "cap", "special", "nobody", None])
def test_a_kind_without_a_sheet_says_so(kind: str | None) -> None:
    assert sheet_input(DECREE, kind, SheetFacts(FULL_MARKS)).reason == "kind_has_no_sheet"
