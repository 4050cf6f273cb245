"""Units by date at the ends of months and years, names that several bodies share, and hostile words in a tree."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.kept import state
from thenchot.audit.actor import Actor
from thenchot.organisation.models import CalendarDay, Unit, UnitVersion
from thenchot.organisation.queries import (
    SEGMENT,
    below,
    calendar_days,
    names_on,
    unit_by_code,
    unit_on,
    units_on,
    versions_on,
)
from thenchot.people.actions.build_tree import UnitRow, build_tree

pytestmark = pytest.mark.django_db
BY = Actor(0, "Thiết lập")
START, MERGED = date(2025, 7, 1), date(2027, 1, 1)
LAST = MERGED - timedelta(1)
HOSTILE = "<script>Ă̂n</script> & “Bến”"


@pytest.fixture(autouse=True)
def city() -> None:
    state(_build)


def _build() -> None:
    rows = [
        UnitRow("C", "Thành phố", "chinh_quyen", "managing"), UnitRow("C1", "Phường Một", "chinh_quyen", "using", "C"),
        UnitRow("C1a", "Phòng Kinh tế", "chinh_quyen", "direct", "C1"), UnitRow("C2", "Phường Hai", "chinh_quyen", "using", "C"),
        UnitRow("C2a", "Phòng Kinh tế", "chinh_quyen", "direct", "C2"), UnitRow("C2b", HOSTILE, "dang", "direct", "C2"),
    ]  # fmt: skip
    build_tree(by=BY, rows=rows, day=START)
    # From the first of January the division of the first ward hangs under the second.
    build_tree(by=BY, rows=[UnitRow("C1a", "Phòng Kinh tế 1", "chinh_quyen", "direct", "C2")], day=MERGED)


def codes(day: date, under: str = "") -> list[str]:
    top = unit_by_code(under, day) if under else None
    return [unit.code for unit in units_on(day, top.path if top else "").values()]


@pytest.mark.parametrize(
    ("day", "first", "second"),
    [(LAST, ["C1", "C1a"], ["C2", "C2a", "C2b"]), (MERGED, ["C1"], ["C2", "C2a", "C2b", "C1a"])],
)
def test_a_unit_moves_at_the_turn_of_the_year_and_its_past_stays(
    day: date, first: list[str], second: list[str]
) -> None:
    assert sorted(codes(day, "C1")) == sorted(first)
    assert sorted(codes(day, "C2")) == sorted(second)
    assert len(codes(day)) == 6


def test_the_versions_of_a_unit_follow_each_other_without_a_gap() -> None:
    known = UnitVersion.objects.filter(unit__code="C1a").order_by("valid_from")
    assert [(row.valid_from, row.valid_to) for row in known] == [(START, LAST), (MERGED, None)]
    assert [
        versions_on(day).filter(unit__code="C1a").count()
        for day in (START - timedelta(1), START, LAST, MERGED)
    ] == [0, 1, 1, 1]


def test_a_name_that_several_bodies_use_carries_the_body_above_and_others_do_not() -> None:
    names = {Unit.objects.get(id=number).code: name for number, name in names_on(LAST).items()}
    assert names["C1a"] == "Phòng Kinh tế, Phường Một"
    assert names["C2a"] == "Phòng Kinh tế, Phường Hai"
    assert (names["C1"], names["C2b"]) == ("Phường Một", HOSTILE)


def test_once_the_name_is_used_by_one_only_it_stands_alone() -> None:
    assert {name for name in names_on(MERGED).values() if "Kinh tế" in name} == {
        "Phòng Kinh tế",
        "Phòng Kinh tế 1",
    }


def test_two_roots_of_one_name_have_nothing_above_to_tell_them_apart() -> None:
    build_tree(by=BY, rows=[UnitRow("D", "Thành phố", "chinh_quyen", "managing")], day=START)
    assert sorted(names_on(LAST).values()).count("Thành phố") == 2


@pytest.mark.parametrize("code", ["C", "C1", "C1a"])
def test_a_path_is_that_of_the_body_above_and_one_segment_more(code: str) -> None:
    unit = unit_by_code(code, LAST)
    assert unit is not None
    assert len(unit.path) == unit.depth * SEGMENT == {"C": 1, "C1": 2, "C1a": 3}[code] * SEGMENT
    above = unit_on(unit.parent_id, LAST) if unit.parent_id else None
    assert unit.path[:-SEGMENT] == (above.path if above else "")


def test_below_is_the_subtree_with_its_root_and_no_neighbour() -> None:
    for code in ("C", "C1", "C2", "C2b"):
        unit = unit_by_code(code, LAST)
        assert unit is not None
        found = set(versions_on(LAST).filter(below(unit.path)).values_list("unit__code", flat=True))
        assert found == {one.code for one in units_on(LAST).values() if one.path.startswith(unit.path)}


def test_a_unit_by_id_and_by_code_is_the_same_on_each_day() -> None:
    for day in (START, LAST, MERGED):
        for number, unit in units_on(day).items():
            assert unit_on(number, day) == unit_by_code(unit.code, day) == unit
        assert unit_by_code("c1", day) is None
        assert unit_by_code("C1 ", day) is None


def test_a_unit_is_named_by_its_code_in_what_operators_read() -> None:
    assert str(Unit.objects.get(code="C1")) == "C1"


@pytest.mark.parametrize(
    ("first", "last", "off", "worked"),
    [
        (date(2026, 12, 31), date(2027, 1, 2), {date(2027, 1, 1)}, {date(2027, 1, 2)}),
        (date(2027, 1, 1), date(2027, 1, 1), {date(2027, 1, 1)}, set()),
        (date(2026, 12, 1), date(2026, 12, 31), set(), set()),
        (date(2027, 1, 2), date(2027, 1, 1), set(), set()),
    ],
)  # fmt: skip
def test_the_calendar_between_two_days_holds_both(
    first: date, last: date, off: set[date], worked: set[date]
) -> None:
    CalendarDay.objects.create(day=date(2027, 1, 1), name="Tết Dương lịch", source="Bộ luật Lao động")
    CalendarDay.objects.create(day=date(2027, 1, 2), works=True, name="Làm bù", source="Thông báo 1")
    assert calendar_days(first, last) == (off, worked)
