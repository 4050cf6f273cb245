"""A small invented ward: a head, a division with its head and two officials, an outsider; the clock on 20/11/2026."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.kept import state
from thenchot.audit.actor import Actor
from thenchot.lib.refusals import Refusal
from thenchot.organisation.models import Unit
from thenchot.people.actions.build_tree import UnitRow, build_tree
from thenchot.people.actions.enrol import PostRow, enrol
from thenchot.people.identity import Identity
from thenchot.people.models import Person
from thenchot.people.who import identity_of
from thenchot.rules.facts import Workload, workload
from thenchot.workplan.actions.assign import PlanRow, assign
from thenchot.workplan.models import Task
from thenchot.workplan.queries import facts_of, task

SETUP = Actor(0, "Thiết lập")
START, TODAY, PERIOD = date(2026, 1, 1), date(2026, 11, 20), "2026-11"
CHAIR, SECRETARY, HEAD, AN, BINH, OUTSIDER = "01", "02", "03", "04", "05", "06"
PEOPLE = [
    (CHAIR, "Trịnh Quang Vĩnh", "BT", "head", "chinh_quyen"), (SECRETARY, "Đinh Thế Lãm", "BT", "head", "dang"),
    (HEAD, "Bạch Văn Tường", "BT-KT", "head", ""), (AN, "Hồ Hữu An", "BT-KT", "staff", ""),
    (BINH, "Tạ Thanh Bình", "BT-KT", "staff", ""), (OUTSIDER, "Vi Thị Ngà", "HL", "head", ""),
]  # fmt: skip


@dataclass(frozen=True)
class Ward:
    """What tests ask for by code."""

    unit_id: int

    def id(self, code: str) -> int:
        return Person.objects.get(staff_code=code).id

    def viewer(self, code: str) -> Identity:
        return identity_of(self.id(code), TODAY)

    def give(self, units: str | Decimal = "4", doer: str = AN, **other: Any) -> Task:
        """A planned task of the division, due on 15/11."""
        values: dict[str, Any] = {"deadline": date(2026, 11, 15)} | other
        row = PlanRow(self.unit_id, values.pop("period", PERIOD), "Tờ trình", Decimal(units), self.id(doer), **values)
        return self.again(assign(by=SETUP, row=row))

    def again(self, known: Task | int) -> Task:
        """The task as it stands now."""
        found = task(known if isinstance(known, int) else known.id)
        assert found is not None
        return found

    def load(self, code: str = AN, period: str = PERIOD) -> Workload:
        """What the engine makes of the person's month."""
        return workload(facts_of(period).get(self.id(code), []))


@pytest.fixture
def ward(db: None, monkeypatch: pytest.MonkeyPatch) -> Ward:
    monkeypatch.setenv("THENCHOT_TODAY", TODAY.isoformat())
    return state(_build)


def _build() -> Ward:
    units = [
        UnitRow("BT", "Phường Bến Trúc", "chinh_quyen", "using"),
        UnitRow("BT-KT", "Phòng Kinh tế", "chinh_quyen", "direct", "BT"),
        UnitRow("HL", "Phường Hàng Lựu", "chinh_quyen", "using"),
    ]
    build_tree(by=SETUP, rows=units, day=START)
    posts = [
        PostRow(code, name, unit, "Chức danh", rank, "cong_chuc", bloc=bloc, valid_from=START)
        for code, name, unit, rank, bloc in PEOPLE
    ]
    enrol(by=SETUP, rows=posts)
    return Ward(Unit.objects.get(code="BT-KT").id)


@pytest.fixture
def refuses() -> Callable[..., str]:
    def call(action: Callable[..., object], **given: Any) -> str:
        with pytest.raises(Refusal) as found:
            action(**given)
        assert found.value.sentence
        return found.value.code

    return call
