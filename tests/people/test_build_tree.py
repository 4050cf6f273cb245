"""Units in their place: a tree as of a day, branches that move, rings refused."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from thenchot.audit.actor import Actor
from thenchot.audit.models import Entry
from thenchot.lib.refusals import Refusal
from thenchot.organisation.models import UnitVersion
from thenchot.organisation.queries import SEGMENT, UnitAt, unit_by_code, units_on
from thenchot.people.actions.build_tree import MOST_LEVELS, UnitRow, build_tree

pytestmark = pytest.mark.django_db
BY = Actor(0, "Thiết lập")
START, LATER = date(2025, 7, 1), date(2026, 5, 1)


def row(code: str, parent: str = "", name: str = "") -> UnitRow:
    return UnitRow(code, name or f"Đơn vị {code}", "chinh_quyen", "using", parent)


CITY = [row("C"), row("C1", "C"), row("C2", "C"), row("C1a", "C1"), row("C1b", "C1"), row("C1a1", "C1a")]


@pytest.fixture(autouse=True)
def city() -> None:
    build_tree(by=BY, rows=CITY, day=START)


def at(code: str, day: date = LATER) -> UnitAt:
    found = unit_by_code(code, day)
    assert found is not None
    return found


def branch(code: str, day: date) -> set[str]:
    return {unit.code for unit in units_on(day, at(code, day).path).values()}


def refused(rows: list[UnitRow]) -> str:
    with pytest.raises(Refusal) as found:
        build_tree(by=BY, rows=rows, day=LATER)
    assert found.value.sentence
    return found.value.code


def test_a_path_spells_the_way_from_the_root() -> None:
    assert at("C1a1").path.startswith(at("C1a").path)
    assert at("C1a").path.startswith(at("C1").path)
    assert len(at("C1a1").path) == 4 * SEGMENT
    assert at("C1a1").depth == 4


def test_a_subtree_is_read_as_of_the_day() -> None:
    assert branch("C1", LATER) == {"C1", "C1a", "C1b", "C1a1"}


def test_parents_may_come_after_their_children() -> None:
    build_tree(by=BY, rows=[row("Z1a", "Z1"), row("Z1", "Z"), row("Z")], day=LATER)
    assert branch("Z", LATER) == {"Z", "Z1", "Z1a"}


def test_a_moved_branch_takes_everything_below_with_it_from_the_day() -> None:
    build_tree(by=BY, rows=[row("C1a", "C2")], day=LATER)
    assert branch("C2", LATER) == {"C2", "C1a", "C1a1"}
    assert branch("C1", LATER) == {"C1", "C1b"}
    assert branch("C1", LATER - timedelta(days=1)) == {"C1", "C1a", "C1b", "C1a1"}
    assert at("C1a1").name == "Đơn vị C1a1"


def test_a_branch_moved_twice_on_one_day_keeps_one_version_of_that_day() -> None:
    build_tree(by=BY, rows=[row("C1a", "C2")], day=LATER)
    build_tree(by=BY, rows=[row("C1a", "C")], day=LATER)
    assert branch("C", LATER) >= {"C1a", "C1a1"}
    assert at("C1a1").path.startswith(at("C1a").path)
    assert UnitVersion.objects.filter(unit__code="C1a1", valid_to=None).count() == 1


def test_on_every_day_each_unit_has_one_version_at_most() -> None:
    for number, parent in enumerate(["C2", "C", "C1b", "C1"]):
        build_tree(by=BY, rows=[row("C1a", parent, f"Tên {number}")], day=LATER + timedelta(days=30 * number))
    for offset in range(0, 200, 7):
        day = START + timedelta(days=offset + 250)
        codes = [unit.code for unit in units_on(day).values()]
        assert len(codes) == len(set(codes)) == 6


def test_a_new_name_makes_a_new_version_and_keeps_the_old_one() -> None:
    build_tree(by=BY, rows=[row("C1b", "C1", "Phòng Văn hóa - Xã hội")], day=LATER)
    assert at("C1b").name == "Phòng Văn hóa - Xã hội"
    assert at("C1b", START).name == "Đơn vị C1b"


def test_the_same_list_again_changes_nothing() -> None:
    before = UnitVersion.objects.count(), Entry.objects.count()
    assert build_tree(by=BY, rows=CITY, day=LATER) == 0
    assert (UnitVersion.objects.count(), Entry.objects.count()) == before


def test_an_unknown_parent_is_refused_and_nothing_is_written() -> None:
    before = UnitVersion.objects.count()
    assert refused([row("D1", "C"), row("D2", "nowhere")]) == "people.unknown_unit"
    assert UnitVersion.objects.count() == before
    assert unit_by_code("D1", LATER) is None


@pytest.mark.parametrize("rows", [[row("C", "C1a1")], [row("C1", "C1")], [row("E", "F"), row("F", "E")]])
def test_a_unit_under_itself_is_refused(rows: list[UnitRow]) -> None:
    assert refused(rows) == "people.unit_cycle"


def test_a_tree_deeper_than_a_path_has_room_for_is_refused() -> None:
    assert refused([row(f"D{n}", f"D{n - 1}" if n else "") for n in range(MOST_LEVELS + 1)]) == "people.unit_too_deep"


def test_the_change_is_in_the_trail() -> None:
    build_tree(by=BY, rows=[row("C1a", "C2")], day=LATER)
    entry = Entry.objects.filter(object_kind="register", action="units").latest("id")
    assert '"C1a"' in entry.payload


def test_moving_a_large_branch_takes_no_more_statements_than_a_small_one() -> None:
    build_tree(by=BY, rows=[row(f"B{n:03d}", "C1b") for n in range(150)], day=START)
    with CaptureQueriesContext(connection, ) as small:
        build_tree(by=BY, rows=[row("C1a", "C2")], day=LATER)
    with CaptureQueriesContext(connection) as large:
        build_tree(by=BY, rows=[row("C1b", "C2")], day=LATER)
    assert len(large) <= len(small) + 6
    assert len(branch("C2", LATER)) == 154


@pytest.mark.parametrize("seed", range(5))
def test_whatever_moves_every_path_is_the_parents_path_and_itself(seed: int) -> None:
    chance = random.Random(seed)
    codes = [unit.code for unit in CITY]
    for step in range(12):
        moved, parent = chance.sample(codes, 2)
        try:
            build_tree(by=BY, rows=[row(moved, parent)], day=LATER + timedelta(days=step))
        except Refusal as refusal:
            assert refusal.code == "people.unit_cycle"
    units = units_on(LATER + timedelta(days=20))
    assert len(units) == 6
    for unit in units.values():
        above = units[unit.parent_id].path if unit.parent_id else ""
        assert unit.path == f"{above}{unit.id:0{SEGMENT}d}"
