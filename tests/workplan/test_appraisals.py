"""What a rulebook of products or appraised tasks asks of a row: figures read, kept, proposed and confirmed (HD 02, 06-HD)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workplan.conftest import AN, BINH, CHAIR, HEAD, PERIOD, SETUP, TODAY, Ward
from thenchot.audit.models import Entry
from thenchot.audit.queries import history
from thenchot.lib.refusals import Refusal
from thenchot.organisation.models import CalendarDay, Unit
from thenchot.people.actions.delegate import grant
from thenchot.people.models import Person
from thenchot.rules.appraisal import AppraisedTask, Lacking, city_tasks, products
from thenchot.rulesets.actions import adopt
from thenchot.workplan import appraisals
from thenchot.workplan.actions.appraise import appraise, propose_appraisal
from thenchot.workplan.actions.lock import lock_period
from thenchot.workplan.actions.report import hand_back
from thenchot.workplan.appraisals import (
    PRODUCTS,
    TASKS,
    appraised_of,
    asked_for,
    asked_of,
    days_late,
    read_appraisal,
    said_of,
)
from thenchot.workplan.models import Task

Refuses = Callable[..., str]
PRODUCT = {"weight": "30", "A": "100", "B": "95,5", "C": "100", "D": "90"}
CITY = {"difficulty": "1,2", "quality": "95"}
FEW = settings(max_examples=40)


# --- the figures as typed -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["weight", "A", "B", "C", "D"])
@pytest.mark.parametrize("text", ["", "  "])
def test_no_figure_is_taken_for_one_that_is_missing(name: str, text: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_appraisal(PRODUCTS, PRODUCT | {name: text}, done=True)
    assert (caught.value.code, caught.value.field, caught.value.status) == (
        "workplan.appraisal_missing",
        name,
        422,
    )


@pytest.mark.parametrize(
    "text",
    ["chín mươi", "-1", "1e2", "9,5,5", "٩٠", "90%", "<b>90</b>", "1234567", "1,1234567", "½", "9" * 90],
)
def test_what_is_no_plain_number_is_named_as_it_was_typed(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_appraisal(TASKS, CITY | {"quality": text}, done=True)
    assert (caught.value.code, caught.value.field, caught.value.params["text"]) == (
        "workplan.appraisal_not_number", "quality", text,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "field", "inside", "outside"),
    [
        (PRODUCTS, "weight", ("0,000001", "70"), ("0", "70,000001", "0,0")), (PRODUCTS, "A", ("0", "100"),
        ("100,000001", "101")),
        (TASKS, "difficulty", ("0,1", "10"), ("0", "10,01")), (TASKS, "quality", ("0", "100"), ("100,5",)),
    ],
)  # fmt: skip
def test_each_figure_has_its_bounds_and_they_belong_to_it(
    asked: str, field: str, inside: tuple[str, ...], outside: tuple[str, ...]
) -> None:
    whole = PRODUCT if asked == PRODUCTS else CITY
    for text in inside:
        assert Fraction(read_appraisal(asked, whole | {field: text}, done=True)[field]) == Fraction(
            text.replace(",", ".")
        )
    for text in outside:
        with pytest.raises(Refusal) as caught:
            read_appraisal(asked, whole | {field: text}, done=True)
        assert (caught.value.code, caught.value.field) == ("workplan.appraisal_range", field)


def test_figures_are_kept_exactly_and_nothing_else_of_the_form_is() -> None:
    found = read_appraisal(
        PRODUCTS, PRODUCT | {"exceeds": "on", "note": "x", "units": "9", "late": "3"}, done=False
    )
    assert found == {"weight": "30", "A": "100", "B": "191/2", "C": "100", "D": "90", "exceeds": "yes"}
    assert read_appraisal(PRODUCTS, PRODUCT, done=True)["exceeds"] == "no"


@pytest.mark.parametrize(
    ("late", "done", "kept"),
    [("3", False, "3"), (" 0 ", False, "0"), ("", False, None), ("3", True, None), ("x", True, None)],
)
def test_days_late_are_told_only_of_work_that_is_not_done_yet(
    late: str, done: bool, kept: str | None
) -> None:
    assert read_appraisal(TASKS, CITY | {"late": late}, done=done).get("late") == kept


@pytest.mark.parametrize("late", ["-1", "1,5", "1000", "ba", "٣"])
def test_days_late_are_whole_days(late: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_appraisal(TASKS, CITY | {"late": late}, done=False)
    assert (caught.value.code, caught.value.field) == ("workplan.appraisal_not_number", "late")


@FEW
@given(st.integers(0, 99), st.integers(0, 999_999))
def test_a_figure_reads_the_same_on_the_form_as_it_was_typed(whole: int, part: int) -> None:
    text = f"{whole},{part:06}"
    kept = read_appraisal(TASKS, CITY | {"quality": text}, done=True)
    shown = said_of(Task(appraisal={"proposed": kept})).figures["quality"]
    assert Fraction(shown.replace(",", ".")) == Fraction(text.replace(",", "."))


# --- what counts of a row ---------------------------------------------------------------------------------------------------


def test_a_confirmed_figure_stands_before_the_proposed_one_and_none_is_none() -> None:
    proposed = {"weight": "30", "exceeds": "no"}
    assert said_of(Task()) == appraisals.Said({}, False, "")
    assert said_of(Task(appraisal={"proposed": proposed})).figures == {"weight": "30", "exceeds": "no"}
    both = said_of(
        Task(appraisal={"proposed": proposed, "confirmed": {"weight": "191/2", "note": "Thiếu báo cáo"}})
    )
    assert (both.figures["weight"], both.confirmed, both.note) == ("95,5", True, "Thiếu báo cáo")


@pytest.mark.parametrize(
    ("due", "done", "days"),
    [
        ("2026-09-04", "2026-09-04", 0), ("2026-09-04", "2026-09-07", 1), ("2026-09-07", "2026-09-04", -1),
        ("2026-09-04", "2026-09-06", 0), ("2026-08-31", "2026-09-03", 1), ("2026-11-13", "2026-11-16", 2),
        ("2026-12-31", "2027-01-04", 1), (None, "2026-09-04", None), ("2026-09-04", None, None),
    ],
)  # fmt: skip
def test_days_late_are_working_days_by_the_calendar_that_was_entered(
    ward: Ward, due: str | None, done: str | None, days: int | None
) -> None:
    """Two days off at the second of September, one Saturday in November worked instead; the first of January is off each year."""
    for day in (date(2026, 9, 1), date(2026, 9, 2)):
        CalendarDay.objects.create(day=day, name="Quốc khánh", source="Bộ luật Lao động")
    CalendarDay.objects.create(day=date(2026, 11, 14), works=True, name="Làm bù", source="Thông báo 1")
    read = date.fromisoformat
    row = Task(status="done", deadline=read(due) if due else None, done_on=read(done) if done else None)
    assert days_late(row) == days


def test_over_a_tet_nobody_entered_days_are_not_counted(ward: Ward) -> None:
    row = Task(status="done", deadline=date(2026, 2, 10), done_on=date(2026, 2, 26))
    assert days_late(row) is None


def test_rows_of_many_are_read_with_what_was_said_of_each(ward: Ward) -> None:
    first = ward.give(status="done", deadline=date(2026, 11, 16), done_on=date(2026, 11, 18), latenesses=1)
    second = ward.give(latenesses=1, latenesses_excused=1)
    ward.give(status="handed_back")
    ward.give(status="split")
    other = ward.give(doer=BINH)
    confirmed = {"difficulty": "6/5", "quality": "95"}
    Task.objects.filter(id=first.id).update(appraisal={"proposed": {"quality": "10"}, "confirmed": confirmed})
    Task.objects.filter(id=second.id).update(appraisal={"proposed": {"quality": "80", "late": "2"}})
    found = appraised_of(PERIOD, [ward.id(AN), ward.id(BINH)])
    done, going = found[ward.id(AN)]
    assert (done.difficulty, done.quality, done.late_days, done.late, done.confirmed) == (
        Fraction(6, 5),
        95,
        2,
        True,
        True,
    )
    assert (going.difficulty, going.quality, going.late_days, going.late, going.confirmed) == (
        None,
        80,
        2,
        False,
        False,
    )
    assert [row.name for row in found[ward.id(BINH)]] == [other.content]
    assert appraised_of(PERIOD, []) == appraised_of("2030-01", [ward.id(AN)]) == {}


# --- proposed and confirmed ----------------------------------------------------------------------------------------------


@pytest.fixture
def city(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> Ward:
    """The ward under the city's guidance on appraised tasks (06-HD)."""
    grant(by=SETUP, staff_code=CHAIR, role="organisation_body", unit_code="BT", valid_from=date(2026, 1, 1))
    unit = Unit.objects.get(code="BT").id
    choice = adopt.Choice(
        unit, "hcm-06hd-2026", "cong_chuc", date(2026, 10, 1), note="Đã đối chiếu với bản in"
    )
    adopt.adopt(by=ward.viewer(CHAIR), choice=choice)
    return ward


def test_the_rulebook_in_force_for_the_doer_says_what_is_asked(city: Ward) -> None:
    assert asked_of(city.id(AN), PERIOD, TODAY) == TASKS
    assert asked_of(None, PERIOD, TODAY) == asked_of(10_000, PERIOD, TODAY) == ""
    assert asked_of(city.id(AN), "2026-09", TODAY) == ""
    assert asked_of(city.id("06"), PERIOD, TODAY) == ""
    form = asked_for(city.give(), TODAY)
    assert form is not None
    assert (form.names, form.products) == (("difficulty", "quality"), False)
    assert asked_for(city.give(status="handed_back"), TODAY) is None


def test_without_such_a_rulebook_nothing_is_asked_and_nothing_taken(ward: Ward, refuses: Refuses) -> None:
    task = ward.give()
    assert asked_for(task, TODAY) is None
    assert refuses(propose_appraisal, by=ward.viewer(AN), task=task, typed=CITY) == "workplan.not_appraised"
    assert refuses(appraise, by=ward.viewer(HEAD), task=task, typed=CITY) == "workplan.not_appraised"
    assert ward.again(task).version == 1


def test_the_leader_confirms_what_was_proposed_without_a_word(city: Ward) -> None:
    task = city.give()
    propose_appraisal(by=city.viewer(AN), task=task, typed=CITY)
    assert said_of(city.again(task)) == appraisals.Said({"difficulty": "1,2", "quality": "95"}, False, "")
    appraise(by=city.viewer(HEAD), task=city.again(task), typed=CITY)
    assert said_of(city.again(task)).confirmed
    assert [line.action for line in history("task", task.id)] == ["assign", "propose_appraisal", "appraise"]


def test_other_figures_need_a_reason_that_the_doer_reads(city: Ward, refuses: Refuses) -> None:
    task = city.give()
    propose_appraisal(by=city.viewer(AN), task=task, typed=CITY)
    task, lines = city.again(task), Entry.objects.count()
    lower: dict[str, Any] = {"by": city.viewer(HEAD), "task": task, "typed": CITY | {"quality": "80"}}
    assert refuses(appraise, **lower) == refuses(appraise, **lower, note=" ") == "workplan.reason_needed"
    assert (Entry.objects.count(), city.again(task).version) == (lines, 2)
    appraise(**lower, note=" Thiếu một báo cáo ")
    assert said_of(city.again(task)).note == "Thiếu một báo cáo"


def test_a_leader_may_speak_first_and_needs_no_reason(city: Ward) -> None:
    task = city.give()
    appraise(by=city.viewer(HEAD), task=task, typed=CITY)
    assert said_of(city.again(task)).confirmed


def test_a_new_proposal_takes_the_confirmation_away(city: Ward) -> None:
    task = city.give()
    appraise(by=city.viewer(HEAD), task=task, typed=CITY)
    propose_appraisal(by=city.viewer(AN), task=city.again(task), typed=CITY | {"quality": "100"})
    said = said_of(city.again(task))
    assert (said.confirmed, said.figures["quality"]) == (False, "100")
    facts = appraised_of(PERIOD, [city.id(AN)])[city.id(AN)]
    assert city_tasks(facts, confirmed=True).lacking == (Lacking("lacks_progress", "Tờ trình"),)


def test_figures_wait_for_a_row_that_counts_and_a_month_that_is_open(city: Ward, refuses: Refuses) -> None:
    task = city.give()
    hand_back(by=city.viewer(HEAD), task=task, to_id=city.id(BINH))
    gone, open_ = city.again(task), city.give()
    assert refuses(propose_appraisal, by=city.viewer(AN), task=gone, typed=CITY) == "workplan.not_judged"
    stale = city.again(open_)
    propose_appraisal(by=city.viewer(AN), task=open_, typed=CITY)
    assert refuses(appraise, by=city.viewer(HEAD), task=stale, typed=CITY) == "workplan.changed"
    lock_period(period=PERIOD, people=Person.objects.filter(staff_code=AN).values("id"))
    assert refuses(appraise, by=city.viewer(HEAD), task=city.again(open_), typed=CITY) == "workplan.closed"
    assert not said_of(city.again(open_)).confirmed


# --- the formulas' inputs -------------------------------------------------------------------------------------------------

figure = st.none() | st.integers(0, 100).map(Fraction)
rows_of_city = st.lists(
    st.tuples(figure, figure, st.none() | st.integers(-9, 9), st.booleans()), min_size=1, max_size=6
)


@FEW
@given(rows_of_city, st.booleans())
def test_each_row_of_a_city_lacks_exactly_what_nobody_said(
    rows: list[tuple[Any, ...]], confirming: bool
) -> None:
    tasks = [
        AppraisedTask(str(n), Fraction(1), difficulty=hard, quality=good, late_days=late, confirmed=sure)
        for n, (hard, good, late, sure) in enumerate(rows)
    ]
    expected = []
    for n, (hard, good, late, sure) in enumerate(rows):
        named = {"lacks_difficulty": hard, "lacks_quality": good, "lacks_progress": late}
        missing = [code for code, value in named.items() if value is None]
        missing += ["lacks_confirmation"] if not missing and confirming and not sure else []
        expected += [(code, str(n)) for code in missing]
    found = city_tasks(tasks, confirmed=confirming)
    assert [tuple(lack) for lack in found.lacking] == expected
    assert found.given["tasks"] == [[Fraction(1), hard, late, good] for hard, good, late, _sure in rows]


@pytest.mark.parametrize(
    ("undone", "subjective", "lacks", "own"),
    [
        (0, "", 0, False),
        (0, "yes", 0, False),
        (1, "", 1, False),
        (1, "perhaps", 1, False),
        (1, "no", 0, False),
        (2, "yes", 0, True),
    ],
)
def test_the_cause_is_asked_for_only_where_work_is_undone(
    undone: int, subjective: str, lacks: int, own: bool
) -> None:
    tasks = [
        AppraisedTask(str(n), Fraction(1), done=n >= undone, weight=Fraction(5), axes=(Fraction(90),) * 4)
        for n in range(3)
    ]
    found = products(tasks, subjective, confirmed=False)
    assert [lack.code for lack in found.lacking] == ["lacks_cause"] * lacks
    assert (found.given["subjective"], found.given["done"]) == (own, Fraction(100 * (3 - undone), 3))


def test_units_of_a_row_stay_exact_on_their_way_into_the_formula(ward: Ward) -> None:
    ward.give(Decimal("0.3333"))
    (row,) = appraised_of(PERIOD, [ward.id(AN)])[ward.id(AN)]
    assert row.units == Fraction(3333, 10_000)
