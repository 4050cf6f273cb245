"""The plan of somebody with many units: looked at a unit at a time, and light however many people there are."""

from __future__ import annotations

import pytest

from tests.web.conftest import As
from tests.web.world import HEAD, OTHER, STAFF, World
from thenchot.organisation.models import Unit
from thenchot.web.workplan import plan
from thenchot.workplan.models import Task

PLAN = "/ke-hoach/2026-11"


def of_unit(code: str) -> str:
    return f"{PLAN}?don-vi={Unit.objects.get(code=code).id}"


def test_the_rows_of_one_unit_are_shown_and_counted(as_: As) -> None:
    page = as_(HEAD).get(of_unit("BT-VP")).content.decode()
    assert "Hồ Hữu An" in page
    assert "Nguyễn Thị Hồng Nhung" not in page
    others = Task.objects.filter(period="2026-11", unit__code="BT-VP").count()
    assert f'aria-current="true">Tất cả <b>{others}</b>' in page


def test_a_long_plan_comes_a_few_screens_at_a_time(as_: As) -> None:
    """Its rows fold into cards on a phone: a hundred of them would be thirty screens."""
    head = as_(HEAD)
    shown = [head.get(f"{PLAN}?trang={number}").content.decode().count('<tr role="row" id="viec-') for number in (1, 2)]
    assert shown == [30, 22]


def test_work_given_from_above_is_found_under_the_unit_of_its_doer(as_: As, world: World) -> None:
    head = as_(HEAD)
    form = {"content": "Rà soát biển hiệu", "doer": world.person(STAFF), "units": "2", "deadline": "28/11/2026"}
    head.post(f"{PLAN}/them", form)
    assert Task.objects.get(content="Rà soát biển hiệu").unit.code == "BT"
    assert "Rà soát biển hiệu" in head.get(of_unit("BT-KT")).content.decode()
    assert "Rà soát biển hiệu" not in head.get(of_unit("BT-VP")).content.decode()


def test_a_unit_that_is_not_led_and_one_who_leads_none_change_nothing(as_: As) -> None:
    assert "Nguyễn Thị Hồng Nhung" in as_(HEAD).get(of_unit("LG")).content.decode()
    assert 'name="don-vi"' not in as_(OTHER).get(PLAN).content.decode()


def test_the_filters_stay_within_the_unit(as_: As) -> None:
    unit = Unit.objects.get(code="BT-KT").id
    assert f'href="?loc=qua-han&amp;don-vi={unit}"' in as_(HEAD).get(of_unit("BT-KT")).content.decode()


@pytest.mark.django_db
def test_with_many_people_the_doer_is_chosen_within_a_unit(as_: As, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "MANY_PEOPLE", 9)
    head = as_(HEAD)
    everybody, division = head.get(PLAN).content.decode(), head.get(of_unit("BT-KT")).content.decode()
    asked = "chọn đơn vị của người đó ở đầu trang trước"
    assert asked in everybody
    assert "Hồ Hữu An</option>" not in everybody
    assert asked not in division
    assert "Nguyễn Thị Hồng Nhung</option>" in division
    assert "Hồ Hữu An</option>" not in division
