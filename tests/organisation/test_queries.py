"""Units as of a day, subtrees as ranges of the index, and the working calendar."""

from __future__ import annotations

from datetime import date

import pytest

from thenchot.audit.actor import Actor
from thenchot.organisation.models import CalendarDay
from thenchot.organisation.queries import calendar_days, unit_by_code, unit_on, units_on
from thenchot.people.actions.build_tree import UnitRow, build_tree

pytestmark = pytest.mark.django_db
BY = Actor(0, "Thiết lập")
START, LATER = date(2025, 7, 1), date(2026, 5, 1)


@pytest.fixture(autouse=True)
def city() -> None:
    rows = [
        UnitRow("C", "Thành phố", "chinh_quyen", "managing"),
        UnitRow("C1", "Phường Một", "chinh_quyen", "using", "C", "phường"),
        UnitRow("C1a", "Văn phòng", "chinh_quyen", "direct", "C1"),
        UnitRow("C10", "Phường Mười", "chinh_quyen", "using", "C"),
    ]
    build_tree(by=BY, rows=rows, day=START)
    build_tree(by=BY, rows=[UnitRow("C1", "Phường Một mới", "chinh_quyen", "using", "C", "phường")], day=LATER)


def test_a_unit_has_the_name_of_the_day() -> None:
    names = [unit.name for day in (START, date(2026, 4, 30), LATER) if (unit := unit_by_code("C1", day))]
    assert names == ["Phường Một", "Phường Một", "Phường Một mới"]


def test_before_its_first_day_a_unit_is_not_there() -> None:
    assert unit_by_code("C1", date(2025, 6, 30)) is None
    assert units_on(date(2025, 6, 30)) == {}


def test_a_unit_nobody_has_is_none() -> None:
    assert unit_by_code("nowhere", LATER) is None
    assert unit_on(0, LATER) is None


def test_a_subtree_holds_what_is_below_and_no_neighbour_with_a_like_code() -> None:
    ward = unit_by_code("C1", LATER)
    assert ward is not None
    assert {unit.code for unit in units_on(LATER, ward.path).values()} == {"C1", "C1a"}


def test_the_tree_comes_parents_first() -> None:
    codes = [unit.code for unit in units_on(LATER).values()]
    assert codes[0] == "C"
    assert codes.index("C1") < codes.index("C1a")


def test_the_calendar_gives_days_off_and_days_worked_instead() -> None:
    CalendarDay.objects.create(day=date(2026, 2, 16), name="Tết", source="Thông báo 1")
    CalendarDay.objects.create(day=date(2026, 2, 14), works=True, name="Làm bù", source="Thông báo 1")
    CalendarDay.objects.create(day=date(2026, 9, 2), name="Quốc khánh", source="Bộ luật Lao động")
    off, worked = calendar_days(date(2026, 2, 1), date(2026, 2, 28))
    assert (off, worked) == ({date(2026, 2, 16)}, {date(2026, 2, 14)})
