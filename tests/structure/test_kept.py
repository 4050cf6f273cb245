"""A state laid back is the state that was built: row for row, with its answer and its day, and free to be changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction

from tests import kept
from tests.assessment import cast
from tests.assessment.cast import AN, OCTOBER, SETUP, START, Town
from thenchot.lib.clock import FROZEN_DAY
from thenchot.organisation.models import Unit
from thenchot.people.actions.build_tree import UnitRow, build_tree
from thenchot.people.models import Person

pytestmark = pytest.mark.django_db
BUILT: list[str] = []


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "STAGE", kept.Stage())
    monkeypatch.setenv(FROZEN_DAY, "2026-10-20")
    BUILT.clear()


def build(label: str) -> Town:
    BUILT.append(label)
    town = cast.build_and_open(OCTOBER)
    town.hand_in([AN])
    os.environ[FROZEN_DAY] = "2026-10-21"
    return town


def rows() -> dict[str, list[tuple[object, ...]]]:
    found = {}
    with connection.cursor() as cursor:
        for table in kept.tables():
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1, 2')
            found[table] = cursor.fetchall()
    return found


@contextmanager
def as_in_a_test() -> Iterator[None]:
    """What happens inside is undone, and the next begins as a test does: empty, its day the 20th."""
    kept.begin()
    os.environ[FROZEN_DAY] = "2026-10-20"
    point = transaction.savepoint()
    yield
    transaction.savepoint_rollback(point)


def twice() -> Iterator[Town]:
    """The state in two tests: built in the first, laid back in the second."""
    for _ in range(2):
        with as_in_a_test():
            yield kept.state(build, "x")


def test_rows_laid_back_are_the_rows_that_were_built() -> None:
    first, second = (rows() for _ in twice())
    assert BUILT == ["x"]
    assert len(first["assessment_sheet"]) == 14
    assert second == first


def test_the_answer_and_the_day_are_those_of_the_builder_and_a_change_to_them_stays_in_its_test() -> None:
    for town in twice():
        assert town.sheet(AN).state == "submitted"
        assert os.environ[FROZEN_DAY] == "2026-10-21"
        town.cycle_id = -1


def test_what_is_laid_back_can_be_worked_on_and_its_references_hold() -> None:
    for town in twice():
        town.hand_in([cast.BINH])
        town.confirm([cast.BINH])
        connection.check_constraints()
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE assessment_sheet SET person_id = -1")
            connection.check_constraints()


def test_another_day_or_another_builder_is_another_state() -> None:
    for day, label in (("2026-10-20", "x"), ("2026-10-22", "x"), ("2026-10-22", "y"), ("2026-10-22", "x")):
        with as_in_a_test():
            os.environ[FROZEN_DAY] = day
            kept.state(build, label)
    assert BUILT == ["x", "x", "y"]


def test_where_rows_are_already_the_builder_runs() -> None:
    list(twice())
    with as_in_a_test():
        build_tree(by=SETUP, rows=[UnitRow("X", "Sở Y tế", "chinh_quyen", "using")], day=START)
        kept.state(build, "x")
        assert BUILT == ["x", "x"]
        assert Unit.objects.filter(code="X").exists()


def confirm(cycle_id: int) -> None:
    BUILT.append("confirm")
    Town(OCTOBER, cycle_id).confirm([AN])


def test_a_state_may_follow_a_state_and_is_laid_back_over_it() -> None:
    left = []
    for town in twice():
        kept.state(confirm, town.cycle_id)
        left.append(rows())
    assert BUILT == ["x", "confirm"]
    assert left[1] == left[0]


def change_a_name(town: Town) -> None:
    Person.objects.filter(staff_code=AN).update(full_name="Hồ Hữu Ân")


def undo(town: Town) -> None:
    with transaction.atomic():
        change_a_name(town)
        transaction.set_rollback(True)


@pytest.mark.parametrize("act", [change_a_name, undo])
def test_after_any_act_of_the_test_itself_the_builder_runs(act: Callable[[Town], None]) -> None:
    for town in twice():
        act(town)
        kept.state(confirm, town.cycle_id)
        assert town.sheet(AN).state == "confirmed"
    assert BUILT == ["x", "confirm", "confirm"]


def test_what_was_only_read_is_still_the_state() -> None:
    for town in twice():
        assert town.sheet(AN).state == "submitted"
        town.viewer(AN)
        kept.state(confirm, town.cycle_id)
    assert BUILT == ["x", "confirm"]


def test_a_builder_that_fails_leaves_no_state() -> None:
    for town in twice():
        with pytest.raises(ZeroDivisionError):
            kept.state(divide)
        kept.state(confirm, town.cycle_id)
    assert BUILT == ["x", "confirm", "confirm"]


def divide() -> None:
    raise ZeroDivisionError
