"""Twenty invented people of an invented city, put in place through the actions, and the steps of a month they walk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.kept import state
from thenchot.assessment.actions.confirm import Confirmation, confirm_many
from thenchot.assessment.actions.decide import decide_many
from thenchot.assessment.actions.mark_seen import mark_seen
from thenchot.assessment.actions.open_cycle import Opening, open_cycle
from thenchot.assessment.actions.propose import Choice, propose_many
from thenchot.assessment.actions.publish import publish
from thenchot.assessment.actions.self_assess import SelfAssessment, self_assess_many
from thenchot.assessment.judging import Bench
from thenchot.assessment.models import Cycle, Sheet
from thenchot.assessment.steps import has
from thenchot.audit.actor import Actor
from thenchot.audit.queries import history
from thenchot.lib import canonical, clock
from thenchot.lib.refusals import Kind, Refusal
from thenchot.organisation.models import Unit
from thenchot.organisation.queries import UnitAt, unit_by_code
from thenchot.people.actions.build_tree import UnitRow, build_tree
from thenchot.people.actions.delegate import Rule, delegate, grant, put_in_charge
from thenchot.people.actions.enrol import PostRow, enrol
from thenchot.people.identity import Identity
from thenchot.people.models import Person
from thenchot.people.who import identity_of
from thenchot.rulesets import shelf
from thenchot.rulesets.actions import adopt
from thenchot.workplan.actions.assign import PlanRow, assign_many

SETUP = Actor(0, "Thiết lập")
START = date(2018, 6, 1)
DECREE, CITY, QUARTER = "nd335-2025-cong-chuc", "hn-3814-2018", "hcm-qd20-2024"

# Codes begin with zeros on purpose: they are text, and stay so.
AUTHORITY, ORGANISER, AUDITOR, ADMIN, STRANGER, OTHER_HEAD = "0001", "0002", "0003", "0004", "0005", "0006"
CHAIR, SECRETARY, DEPUTY, DEPUTY_2 = "0010", "0011", "0012", "0013"
DIVISION_HEAD, DIVISION_DEPUTY, AN, BINH, CHI, DUNG = "0020", "0021", "0022", "0023", "0024", "0025"
OFFICE_HEAD, GIANG = "0030", "0031"
PARTY_HEAD, HANH = "0040", "0041"

UNITS = [
    UnitRow("DL", "Thành phố Đông Lam", "chinh_quyen", "managing"),
    UnitRow("NV", "Sở Nội vụ", "chinh_quyen", "using", "DL"),
    UnitRow("BT", "Phường Bến Trúc", "chinh_quyen", "using", "DL"),
    UnitRow("BT-KT", "Phòng Kinh tế, Hạ tầng và Đô thị", "chinh_quyen", "direct", "BT"),
    UnitRow("BT-VP", "Văn phòng HĐND và UBND", "chinh_quyen", "direct", "BT"),
    UnitRow("BT-DU", "Văn phòng Đảng ủy", "dang", "direct", "BT"),
    UnitRow("HL", "Phường Hàng Lựu", "chinh_quyen", "using", "DL"),
]
PEOPLE = [
    (AUTHORITY, "Đinh Thế Lãm", "DL", "Chủ tịch UBND thành phố", "head", ""),
    (ORGANISER, "Lý Thu Hiền", "NV", "Giám đốc Sở", "head", ""),
    (AUDITOR, "Mạc Đình Quý", "NV", "Kiểm tra viên", "staff", ""),
    (ADMIN, "Tô Kim Phụng", "NV", "Quản trị viên", "staff", ""),
    (STRANGER, "Khúc Minh Vọng", "HL", "Chuyên viên", "staff", ""),
    (OTHER_HEAD, "Vi Thị Ngà", "HL", "Chủ tịch UBND phường", "head", ""),
    (CHAIR, "Trịnh Quang Vĩnh", "BT", "Chủ tịch UBND phường", "head", "chinh_quyen"),
    (SECRETARY, "Đoàn Thị Mơ", "BT", "Bí thư Đảng ủy phường", "head", "dang"),
    (DEPUTY, "Ngô Thanh Hà", "BT", "Phó Chủ tịch UBND phường", "deputy", "chinh_quyen"),
    (DEPUTY_2, "La Văn Thiệp", "BT", "Phó Chủ tịch UBND phường", "deputy", "chinh_quyen"),
    (DIVISION_HEAD, "Bạch Văn Tường", "BT-KT", "Trưởng phòng", "head", ""),
    (DIVISION_DEPUTY, "Ninh Thị Sen", "BT-KT", "Phó Trưởng phòng", "deputy", ""),
    (AN, "Hồ Hữu An", "BT-KT", "Chuyên viên", "staff", ""),
    (BINH, "Tạ Thanh Bình", "BT-KT", "Chuyên viên", "staff", ""),
    (CHI, "Lương Thùy Chi", "BT-KT", "Chuyên viên", "staff", ""),
    (DUNG, "Bùi Đức Dũng", "BT-KT", "Chuyên viên", "staff", ""),
    (OFFICE_HEAD, "Đặng Hữu Phước", "BT-VP", "Chánh Văn phòng", "head", ""),
    (GIANG, "Phạm Trường Giang", "BT-VP", "Chuyên viên", "staff", ""),
    (PARTY_HEAD, "Chu Thị Quyên", "BT-DU", "Chánh Văn phòng Đảng ủy", "head", ""),
    (HANH, "Mai Bích Hạnh", "BT-DU", "Chuyên viên", "staff", ""),
]
WARD = [code for code, _name, unit, *_ in PEOPLE if unit.startswith("BT")]
STAFF = [code for code, _name, unit, _title, rank, _bloc in PEOPLE if unit.startswith("BT") and rank == "staff"]

@contextmanager
def refused(kind: Kind, **params: object) -> Iterator[None]:
    """The block is refused for this reason, with its article; the sentence can be written with what it was given."""
    with pytest.raises(Refusal) as caught:
        yield
    found = caught.value
    assert (found.code, found.status) == (kind.code, kind.status)
    # Some refusals stand on the provision of the rulebook in force; a test names it where it matters.
    assert found.article == found.params.get("provision", kind.article)
    assert found.sentence
    assert "{" not in found.sentence
    shown = {**found.params, "field": found.field}
    assert {name: str(shown[name]) for name in params} == {name: str(value) for name, value in params.items()}


def trail(sheet: Sheet) -> list[tuple[str, int, dict[str, Any]]]:
    """The acts on a sheet in order: what, by whom, with what."""
    return [(row.action, row.actor_id, canonical.loads(row.payload)) for row in history("sheet", sheet.id)]


# Marks that make 85, 92 and 40 points where all of them are typed; the decree's lines are marked alike, see `Town.marks`.
GOOD = {CITY: {"y_thuc": "18", "ket_qua": "62", "thuong": "5"}, QUARTER: {"score": "85"}}
TOP = {CITY: {"y_thuc": "19", "ket_qua": "66", "thuong": "7"}, QUARTER: {"score": "92"}}
POOR = {CITY: {"y_thuc": "10", "ket_qua": "30", "thuong": "0"}, QUARTER: {"score": "40"}}


@dataclass(frozen=True)
class Month:
    """A rulebook and the month it is walked in; `quarterly` for the quarter that ends with it."""

    rulebook: str
    year: int
    month: int
    quarterly: bool = False

    @property
    def period(self) -> str:
        return f"{self.year}-Q{self.month // 3}" if self.quarterly else f"{self.year}-{self.month:02d}"

    def day(self, number: int) -> date:
        return date(self.year, self.month, number)


OCTOBER = Month(DECREE, 2026, 10)
OCTOBER_2019 = Month(CITY, 2019, 10)
FOURTH_QUARTER = Month(QUARTER, 2025, 12, quarterly=True)


@dataclass
class Town:
    """The cast in place, with the shortest way to each thing a test needs."""

    month: Month
    cycle_id: int = 0
    clock: list[date] = field(default_factory=list)

    def id(self, code: str) -> int:
        return Person.objects.get(staff_code=code).id

    def viewer(self, code: str) -> Identity:
        return identity_of(self.id(code), clock.today())

    def actor(self, code: str) -> Actor:
        return self.viewer(code).actor

    def unit(self, code: str) -> UnitAt:
        found = unit_by_code(code, clock.today())
        assert found is not None
        return found

    @property
    def cycle(self) -> Cycle:
        return Cycle.objects.get(id=self.cycle_id)

    def sheet(self, code: str, cycle_id: int | None = None) -> Sheet:
        rows = Sheet.objects.select_related("cycle", "person", "scorer", "ranker", "decider", "appointment__title")
        return rows.get(cycle_id=cycle_id or self.cycle_id, person__staff_code=code)

    def sheets(self, codes: Iterable[str]) -> list[Sheet]:
        return [self.sheet(code) for code in codes]

    def opening(self, scope: str = "BT", **other: Any) -> Opening:
        return Opening(self.unit(scope), self.month.period, self.month.day(1), **other)

    def open(self, scope: str = "BT") -> Cycle:
        self.cycle_id = open_cycle(by=self.viewer(ORGANISER), opening=self.opening(scope))[0]
        return self.cycle

    def burden(self, code: str, units: int = 1000, **other: Any) -> None:
        """Give somebody one more planned task, not done unless said otherwise: with 1,000 units the score is near nothing."""
        unit = Unit.objects.get(code="BT").id
        row = PlanRow(unit, self.month.period, "Việc chưa xong", Decimal(units), doer_id=self.id(code), **other)
        assign_many(by=SETUP, rows=[row])

    def is_leader(self, sheet: Sheet) -> bool:
        return Bench(sheet.cycle, [sheet]).is_leader(sheet)

    def marks(self, sheet: Sheet, level: Mapping[str, Mapping[str, str]] = GOOD, each: str = "2") -> dict[str, str]:
        """Marks as typed: the city's three lines, or the same mark for each line of the decree."""
        bench = Bench(sheet.cycle, [sheet])
        given = level.get(sheet.cycle.rulebook)
        return dict(given) if given else {leaf.id: each for leaf in bench.book.leaves(bench.kind(sheet))}

    def given(self, code: str, level: Mapping[str, Mapping[str, str]] = GOOD, each: str = "2") -> SelfAssessment:
        sheet = self.sheet(code)
        leader = {"dd": "1", "e": "1"} if self.is_leader(sheet) else {}
        return SelfAssessment(sheet, self.marks(sheet, level, each), "Đủ việc, đúng hạn.", "Cần nhanh hơn.", leader)

    def hand_in(self, codes: Iterable[str] = WARD, level: Mapping[str, Mapping[str, str]] = GOOD) -> None:
        state(_hand_in, self.month, self.cycle_id, tuple(codes), _LEVELS.index(level))

    def confirm(self, codes: Iterable[str]) -> None:
        """Each sheet by its own scorer: staff first, then leaders from the deepest unit up."""
        state(_confirm, self.month, self.cycle_id, tuple(codes))

    def confirm_one(self, sheet: Sheet, reason: str = "") -> None:
        assert sheet.scorer is not None
        confirm_many(by=self.actor(sheet.scorer.staff_code), cycle=sheet.cycle, given=[Confirmation(sheet, reason=reason)])

    def read(self, *codes: str) -> None:
        """Their scorers open these sheets."""
        for sheet in self.sheets(codes):
            mark_seen(sheet=sheet)

    def confirm_all(self) -> None:
        self.confirm(WARD)

    def propose_all(self) -> None:
        state(_propose_all, self.month, self.cycle_id)

    def propose_one(self, code: str) -> None:
        sheet = self.sheet(code)
        propose_many(by=_actor(sheet.ranker), cycle=sheet.cycle, choices=[Choice(sheet)])

    def decide_all(self) -> None:
        state(_decide_all, self.month, self.cycle_id)

    def decide_one(self, code: str) -> None:
        sheet = self.sheet(code)
        decide_many(by=_actor(sheet.decider), cycle=sheet.cycle, choices=[Choice(sheet)])

    def finish(self) -> None:
        """All steps up to publication."""
        state(_finish, self.month, self.cycle_id)

    def close(self) -> None:
        """All steps and the publication, for tests that begin with a published month."""
        state(_close, self.month, self.cycle_id)

    def publish(self, reason: str = "") -> int:
        return publish(by=self.viewer(ORGANISER), cycle=self.cycle, reason=reason)


# The steps that many tests begin with; see tests/kept.py.


_LEVELS = (GOOD, TOP, POOR)


def _hand_in(month: Month, cycle_id: int, codes: Iterable[str], level: int) -> None:
    town = Town(month, cycle_id)
    for code in codes:
        self_assess_many(by=town.actor(code), cycle=town.cycle, given=[town.given(code, _LEVELS[level])])


def _confirm(month: Month, cycle_id: int, codes: Iterable[str]) -> None:
    town = Town(month, cycle_id)
    order = ("staff", "deputy", "head")
    for sheet in sorted(town.sheets(codes), key=lambda s: (s.rank != "staff", -len(s.unit_path), order.index(s.rank))):
        town.confirm_one(sheet)


def _propose_all(month: Month, cycle_id: int) -> None:
    for code in WARD:
        Town(month, cycle_id).propose_one(code)


def _decide_all(month: Month, cycle_id: int) -> None:
    for code in WARD:
        Town(month, cycle_id).decide_one(code)


def _finish(month: Month, cycle_id: int) -> None:
    town = Town(month, cycle_id)
    town.hand_in()
    town.confirm_all()
    if has(town.cycle.steps, "propose"):
        town.propose_all()
    if has(town.cycle.steps, "decide"):
        town.decide_all()


def _close(month: Month, cycle_id: int) -> None:
    town = Town(month, cycle_id)
    town.finish()
    town.publish()


def _actor(person: Person | None) -> Actor:
    assert person is not None
    return identity_of(person.id, clock.today()).actor


def post(code: str, unit: str, title: str = "Chuyên viên", rank: str = "staff", **other: Any) -> PostRow:
    """A post of somebody of the cast, or of somebody new."""
    names = {known: name for known, name, *_ in PEOPLE}
    values: dict[str, Any] = {"category": "cong_chuc", "valid_from": START} | other
    return PostRow(code, names.get(code, f"Người {code}"), unit, title, rank, **values)


def build(month: Month) -> Town:
    """Put the cast in place for a month; the clock must stand in it."""
    start = min(START, date(month.year, 1, 1))
    build_tree(by=SETUP, rows=UNITS, day=start)
    rows = [post(code, unit, title, rank, bloc=bloc, valid_from=start) for code, _, unit, title, rank, bloc in PEOPLE]
    enrol(by=SETUP, rows=rows)
    for code, role in ((ORGANISER, "organisation_body"), (AUDITOR, "auditor"), (ADMIN, "administrator")):
        grant(by=SETUP, staff_code=code, role=role, unit_code="DL", valid_from=start)
    put_in_charge(by=SETUP, deputy_code=DEPUTY, unit_code="BT-KT", valid_from=start)
    put_in_charge(by=SETUP, deputy_code=DEPUTY_2, unit_code="BT-VP", valid_from=start)
    delegate(by=SETUP, rule=Rule("decide", "BT", "Quyết định phân cấp số 12", holder_code=AUTHORITY), valid_from=start)
    town = Town(month)
    take_up(town, month.rulebook, max(start, shelf.load(month.rulebook).effective_from or start))
    plan(town)
    return town


def build_and_open(month: Month) -> Town:
    """The cast in place and its month open."""
    town = build(month)
    town.open()
    return town


def take_up(town: Town, rulebook: str, valid_from: date, **other: Any) -> int:
    """The organisation body puts a rulebook in force for civil servants of the city."""
    unit = Unit.objects.get(code="DL").id
    values: dict[str, Any] = {"note": "Đã đối chiếu với bản in"} | other
    category = str(values.pop("category", "cong_chuc"))
    choice = adopt.Choice(unit, rulebook, category, valid_from, **values)
    return adopt.adopt(by=town.viewer(ORGANISER), choice=choice)


def plan(town: Town, codes: Iterable[str] = WARD, period: str = "") -> None:
    """Ten units of work each, all done in time: a, b and c are full."""
    unit = Unit.objects.get(code="BT").id
    rows = [
        PlanRow(unit, period or town.month.period, "Xử lý hồ sơ trong tháng", Decimal(10), doer_id=town.id(code), status="done")
        for code in codes
    ]
    assign_many(by=SETUP, rows=rows)
