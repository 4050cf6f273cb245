"""An invented city with a catalogue of its own and a ward below it; the clock on 20/11/2026."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.kept import state
from thenchot.audit.actor import Actor
from thenchot.lib.refusals import Refusal
from thenchot.organisation.queries import UnitAt, unit_by_code
from thenchot.people.actions.build_tree import UnitRow, build_tree
from thenchot.people.actions.delegate import grant
from thenchot.people.actions.enrol import PostRow, enrol
from thenchot.people.identity import Identity
from thenchot.people.models import Person
from thenchot.people.who import identity_of
from thenchot.standards.actions.adopt_catalogue import adopt_catalogue
from thenchot.standards.drafts import COMMON, LEADER, Draft, Group, ProductRow

SETUP = Actor(0, "Thiết lập")
START, TODAY = date(2026, 1, 1), date(2026, 11, 20)
ORGANISER, CHAIR, HEAD, STAFF, OUTSIDER = "01", "02", "03", "04", "05"
GROUPS = (Group("N1", Decimal(1), Decimal(10)), Group("N2", Decimal(11), Decimal(50)), Group("N3", Decimal(51), None))


def row(code: str, points: int, name: str = "", part: str = COMMON, group: str = "N1") -> ProductRow:
    texts = {"detail": f"Chi tiết {code}", "output": "Văn bản"}
    return ProductRow(code, name or f"Việc {code}", part, group, Decimal(points), Decimal(points) / 5, **texts)


DRAFT = Draft(
    "Danh mục quy đổi", "Quyết định 15/QĐ-UBND ngày 30/4/2026", "Soạn văn bản đơn giản", Decimal(5), GROUPS,
    (
        row("DC.01", 5, "Soạn văn bản đơn giản"), row("DC.02", 25, "Tiếp công dân", group="N2"),
        row("QL.01", 70, "Điều hành đơn vị", LEADER, "N3"), row("KT.01", 40, "Thẩm định hồ sơ vỉa hè", "Phòng Kinh tế", "N2"),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class City:
    """What tests ask for by code."""

    def unit(self, code: str) -> UnitAt:
        found = unit_by_code(code, TODAY)
        assert found is not None
        return found

    def viewer(self, code: str, day: date = TODAY) -> Identity:
        return identity_of(Person.objects.get(staff_code=code).id, day)

    def adopt(self, unit: str = "C", day: date = START, **other: Any) -> int:
        """The organisation body adopts the draft, some of it changed."""
        draft = replace(DRAFT, **other)
        return adopt_catalogue(by=self.viewer(ORGANISER), unit=self.unit(unit), draft=draft, valid_from=day)


@pytest.fixture
def city(db: None, monkeypatch: pytest.MonkeyPatch) -> City:
    monkeypatch.setenv("THENCHOT_TODAY", TODAY.isoformat())
    return state(_build)


def _build() -> City:
    units = [
        UnitRow("C", "Thành phố Đông Lam", "chinh_quyen", "managing"),
        UnitRow("C1", "Phường Bến Trúc", "chinh_quyen", "using", "C"),
        UnitRow("C1a", "Phòng Kinh tế", "chinh_quyen", "direct", "C1"),
        UnitRow("C2", "Phường Hàng Lựu", "chinh_quyen", "using", "C"),
    ]
    build_tree(by=SETUP, rows=units, day=START)
    people = [
        (ORGANISER, "Lý Thu Hiền", "C", "staff"), (CHAIR, "Trịnh Quang Vĩnh", "C1", "head"),
        (HEAD, "Bạch Văn Tường", "C1a", "head"), (STAFF, "Hồ Hữu An", "C1a", "staff"), (OUTSIDER, "Vi Thị Ngà", "C2", "head"),
    ]  # fmt: skip
    posts = [PostRow(code, name, unit, "Chức danh", rank, "cong_chuc", valid_from=START) for code, name, unit, rank in people]
    enrol(by=SETUP, rows=posts)
    grant(by=SETUP, staff_code=ORGANISER, role="organisation_body", unit_code="C", valid_from=START)
    return City()


@pytest.fixture
def refuses() -> Callable[..., str]:
    """Call an action that must refuse; gives the code."""

    def call(action: Callable[..., object], **given: Any) -> str:
        with pytest.raises(Refusal) as found:
            action(**given)
        assert found.value.sentence
        return found.value.code

    return call
