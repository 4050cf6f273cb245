"""Lists of whoever leads many people and units stay short: found by name, a step of the tree at a time, a page at a time."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.test import Client

from tests.kept import state
from tests.web.conftest import As
from tests.web.world import AUDITOR, DIVISION_HEAD, HEAD, LATE, ORGANISER, OTHER, SETUP, STAFF, START, World
from thenchot.assessment.models import Cycle
from thenchot.organisation.models import Unit
from thenchot.organisation.queries import SEGMENT, UnitAt
from thenchot.people.actions.build_tree import UnitRow, build_tree
from thenchot.people.actions.enrol import PostRow, enrol
from thenchot.people.models import Person
from thenchot.web.integrity import verify
from thenchot.web.units_offered import MOST, offer, offered
from thenchot.web.workplan import plan
from thenchot.workplan.models import Task

LIGHT = 150_000
PEOPLE, PLACES = 600, 520


def _many() -> None:
    """Five hundred divisions more in the ward, one with six hundred people."""
    build_tree(
        by=SETUP, rows=[UnitRow(f"BT-{at:03d}", f"Tổ dân vận số {at}", "chinh_quyen", "direct", "BT") for at in range(PLACES)],
        day=START,
    )
    rows = [
        PostRow(f"N{at:04d}", f"Nguyễn Văn Thử {at}", "BT-000", "Chuyên viên", "staff", "cong_chuc", valid_from=START)
        for at in range(PEOPLE)
    ]
    enrol(by=SETUP, rows=rows)


@pytest.fixture
def city(world: World) -> World:
    state(_many)
    return world


def task_of(code: str) -> Task:
    return Task.objects.filter(doer__staff_code=code, period="2026-11", status="assigned").order_by("id")[0]


def text(client: Client, path: str, **given: object) -> str:
    answer = client.post(path, given) if given else client.get(path)
    assert answer.status_code == 200
    assert len(answer.content) <= LIGHT
    return answer.content.decode()


def test_a_task_is_handed_to_somebody_found_by_name_among_very_many(city: World, as_: As) -> None:
    head, task = as_(HEAD), task_of(STAFF)
    path = f"/ke-hoach/viec/{task.id}"
    near = text(head, path)
    assert "Bùi Đức Thắng</option>" in near
    assert "Nguyễn Văn Thử" not in near
    assert "Tìm người khác theo tên hoặc mã" in near
    found = text(head, f"{path}/giao-lai", find="1", tim="thu 37", version=task.version)
    assert "Nguyễn Văn Thử 37</option>" in found
    assert Task.objects.get(id=task.id).doer == task.doer
    nobody = text(head, f"{path}/giao-lai", find="1", tim="Không có ai", version=task.version)
    assert "Không có ai tên như vậy" in nobody
    to = Person.objects.get(staff_code="N0037").id
    given = head.post(f"{path}/giao-lai", {"to": to, "version": task.version})
    assert given.status_code == 302
    assert Task.objects.filter(doer=to, period="2026-11").exists()


def test_nobody_outside_the_own_units_is_given_work(city: World, as_: As) -> None:
    task = task_of(STAFF)
    outside = Person.objects.get(staff_code=OTHER).id
    refused = as_(DIVISION_HEAD).post(f"/ke-hoach/viec/{task.id}/giao-lai", {"to": outside, "version": task.version})
    assert refused.status_code == 404
    assert Task.objects.get(id=task.id).status == "assigned"


def test_a_split_keeps_what_is_typed_and_who_is_chosen_while_somebody_is_looked_for(city: World, as_: As) -> None:
    head, task = as_(HEAD), task_of(LATE)
    path = f"/ke-hoach/viec/{task.id}/chia"
    assert "Nguyễn Văn Thử" not in text(head, path)
    chosen = Person.objects.get(staff_code="N0599").id
    again = text(head, path, find="1", tim="N0041", content1="Phần một", doer1=chosen, units1="1", version=task.version)
    assert 'value="Phần một"' in again
    assert f'<option value="{chosen}" selected>' in again
    assert "Nguyễn Văn Thử 41 " in again
    parts = {"content1": "Phần một", "doer1": chosen, "units1": "1", "content2": "Phần hai", "doer2": chosen, "units2": "1"}
    assert head.post(path, {**parts, "version": task.version}).status_code == 302
    assert Task.objects.filter(part_of=task, doer=chosen).count() == 2


def test_in_a_small_unit_everybody_stands_in_the_list_and_nothing_is_looked_for(world: World, as_: As) -> None:
    page = text(as_(HEAD), f"/ke-hoach/viec/{task_of(STAFF).id}")
    assert "Hồ Hữu An</option>" in page
    assert 'name="tim"' not in page


def test_who_leads_very_many_units_sees_the_own_plan_until_one_is_chosen(city: World, as_: As) -> None:
    head = as_(HEAD)
    Task.objects.create(
        unit_id=Unit.objects.get(code="BT").id, period="2026-11", content="Họp giao ban", units=Decimal(1),
        doer_id=city.person(STAFF), origin="planned", status="assigned", deadline=date(2026, 11, 28),
    )  # fmt: skip
    wide = text(head, "/ke-hoach/2026-11")
    assert "Chọn cơ quan, rồi chọn đơn vị trong cơ quan đó" in wide
    assert "Họp giao ban" in wide
    assert "Bùi Đức Thắng" not in wide
    one = text(head, f"/ke-hoach/2026-11?don-vi={Unit.objects.get(code='BT-KT').id}")
    assert "Họp giao ban" in one
    assert "Bùi Đức Thắng" in one
    assert {row.unit_id for row in plan.tasks_of_units(city.viewer(HEAD), "2026-11")} == {Unit.objects.get(code="BT").id}


@pytest.fixture
def months(world: World) -> World:
    """Forty published periods more, with one sheet each."""
    for at in range(40):
        cycle, sheet = Cycle.objects.get(id=world.october), world.sheet(STAFF, world.october)
        cycle.pk, cycle.period, cycle._state.adding = None, f"{2020 + at // 12}-{at % 12 + 1:02d}", True
        cycle.save()
        sheet.pk, sheet.cycle, sheet._state.adding = None, cycle, True
        sheet.save()
    return world


def test_the_periods_to_compute_again_come_a_page_at_a_time_and_are_found_by_their_time(months: World, as_: As) -> None:
    auditor = as_(AUDITOR)
    first = text(auditor, "/doi-chieu")
    assert first.count("/tinh-lai") == verify.CYCLES
    assert "Tháng 10/2026" in first
    second = text(auditor, "/doi-chieu?trang=2")
    assert second.count("/tinh-lai") == 41 - verify.CYCLES
    assert "Tháng 01/2020" in second
    for search in ("10/2026", "2026-10", "thang 10/2026"):
        found = text(auditor, f"/doi-chieu?tim={search}")
        assert found.count("/tinh-lai") == 1
        assert "Tháng 10/2026" in found
    assert text(auditor, "/doi-chieu?tim=ben+truc").count("/tinh-lai") == verify.CYCLES
    assert "Không có kỳ nào như vậy." in text(auditor, "/doi-chieu?tim=1999")


def _path(*steps: int) -> str:
    return "".join(f"{step:0{SEGMENT}d}" for step in steps)


def _unit(number: int, path: str, parent: int | None) -> UnitAt:
    return UnitAt(number, f"U{number}", f"Đơn vị {number}", "chinh_quyen", "direct", parent, path, "")


TREE = [
    _unit(1, _path(1), None),
    *(_unit(10 + a, _path(1, a), 1) for a in range(20)),
    *(_unit(1000 + 100 * a + b, _path(1, a, b), 10 + a) for a in range(20) for b in range(30)),
]


def test_a_long_list_of_units_opens_one_step_at_a_time() -> None:
    tree = sorted(TREE, key=lambda unit: unit.path)
    assert len(tree) > MOST
    assert {unit.id for unit in offered(tree)} == {1, *range(10, 30)}
    chosen = next(unit for unit in tree if unit.id == 12)
    assert {unit.id for unit in offered(tree, chosen)} == {1, 12, *range(1200, 1230)}
    leaf = next(unit for unit in tree if unit.id == 1205)
    assert [unit.id for unit in offered(tree, leaf)] == [1, 12, 1205]
    assert offered(tree[:MOST]) == tree[:MOST]


def test_a_unit_is_found_by_its_name_without_tone_marks_or_by_its_code() -> None:
    places = [(1, "DL", "Thành phố Đông Lam"), (2, "P01", "Phường Bến Trúc"), (3, "P02", "Phường Bến Nứa")]
    units = [UnitAt(n, code, name, "chinh_quyen", "using", None, _path(n), "") for n, code, name in places]

    def found(typed: str, chosen: UnitAt | None = None) -> tuple[list[int], int | None]:
        given = offer(QueryDict(typed), units, chosen)
        return [unit.id for unit in given.units], given.chosen.id if given.chosen else None

    assert found("tim-dv=ben") == ([2, 3], None)
    assert found("tim-dv=ben", units[2]) == ([2, 3], 3)
    # What is searched for counts, not what the list still had chosen; one alone is chosen.
    assert found("tim-dv=bến trúc", units[0]) == ([2], 2)
    assert found("tim-dv=p02") == ([3], 3)
    assert found("tim-dv=không có") == ([], None)
    assert found("", units[1]) == ([1, 2, 3], 2)


def test_whoever_opens_a_period_or_reads_the_delegation_of_a_city_finds_a_unit_by_name(city: World, as_: As) -> None:
    for address in ("/phan-cap?tim-dv=van+so+417", "/tong-hop/2026?tim-dv=van+so+417"):
        page = text(as_(ORGANISER), address)
        options = re.findall(r'<option value="\d+"( selected)?>(Tổ dân vận[^<]*)', page)
        assert options == [(" selected", "Tổ dân vận số 417")]
        assert 'name="tim-dv" value="van so 417"' in page
    assert "Không có đơn vị nào mang tên này." in text(as_(ORGANISER), "/phan-cap?tim-dv=xyz")
