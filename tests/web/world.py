"""A small invented ward for the tests of pages: one body, two divisions, a published October and an open November."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from thenchot.assessment import access
from thenchot.assessment.actions.confirm import Confirmation, confirm_many
from thenchot.assessment.actions.open_cycle import Opening, open_cycle
from thenchot.assessment.actions.publish import publish
from thenchot.assessment.actions.self_assess import SelfAssessment, self_assess_many
from thenchot.assessment.models import Cycle, Sheet
from thenchot.assessment.steps import OPENED
from thenchot.audit.actor import Actor
from thenchot.lib import clock
from thenchot.organisation.models import Unit
from thenchot.organisation.queries import unit_by_code
from thenchot.people.actions.build_tree import UnitRow, build_tree
from thenchot.people.actions.delegate import grant, put_in_charge
from thenchot.people.actions.enrol import PostRow, enrol
from thenchot.people.actions.open_accounts import open_accounts
from thenchot.people.identity import Identity
from thenchot.people.models import Person
from thenchot.people.who import identity_of
from thenchot.rulesets.actions.adopt import Choice, adopt
from thenchot.rulesets.queries import frozen
from thenchot.workplan.actions.assign import PlanRow, assign_many
from thenchot.workplan.models import Task

BOOK = "nd335-2025-cong-chuc"
SETUP = Actor(0, "Thiết lập")
PASSWORD = "mật khẩu thử nghiệm dài"
START = date(2026, 1, 1)

HEAD, DEPUTY, STAFF, LATE, OTHER, ORGANISER, AUDITOR, ADMIN, DIVISION_HEAD = (
    "BT-001", "BT-002", "BT-011", "BT-012", "BT-021", "BT-005", "BT-006", "BT-007", "BT-010",
)  # fmt: skip

CHAIRMAN = "LG-001"

UNITS = [
    UnitRow("LG", "UBND thành phố Lam Giang", "chinh_quyen", "managing"),
    UnitRow("BT", "UBND phường Bến Trúc", "chinh_quyen", "using", "LG"),
    UnitRow("BT-KT", "Phòng Kinh tế, Hạ tầng và Đô thị", "chinh_quyen", "direct", "BT"),
    UnitRow("BT-VP", "Văn phòng HĐND và UBND", "chinh_quyen", "direct", "BT"),
]
PEOPLE = [
    (CHAIRMAN, "La Quốc Hưng", "LG", "Chủ tịch UBND thành phố", "head", "nam"),
    (HEAD, "Trịnh Quang Vĩnh", "BT", "Chủ tịch UBND phường", "head", "nam"),
    (DEPUTY, "Ngô Thanh Hà", "BT", "Phó Chủ tịch UBND phường", "deputy", "nu"),
    (DIVISION_HEAD, "Bạch Văn Tường", "BT-KT", "Trưởng phòng", "head", "nam"),
    (STAFF, "Nguyễn Thị Hồng Nhung", "BT-KT", "Chuyên viên", "staff", "nu"),
    (LATE, "Bùi Đức Thắng", "BT-KT", "Chuyên viên", "staff", "nam"),
    ("BT-013", "Mai Quốc Đông", "BT-KT", "Chuyên viên", "staff", "nam"),
    ("BT-014", "Tạ Thị Huệ", "BT-KT", "Chuyên viên chính", "staff", "nu"),
    ("BT-015", "Chu Xuân Phúc", "BT-KT", "Cán sự", "staff", "nam"),
    ("BT-016", "Lương Thùy Linh", "BT-KT", "Chuyên viên", "staff", "nu"),
    ("BT-017", "Hồ Anh Kiệt", "BT-KT", "Chuyên viên", "staff", "nam"),
    ("BT-020", "Đặng Hữu Phước", "BT-VP", "Chánh Văn phòng", "head", "nam"),
    (OTHER, "Hồ Hữu An", "BT-VP", "Chuyên viên", "staff", "nam"),
    ("BT-022", "Phạm Xuân Đạt", "BT-VP", "Chuyên viên", "staff", "nam"),
    (ORGANISER, "Lý Thu Hiền", "BT-VP", "Chuyên viên", "staff", "nu"),
    (AUDITOR, "Mạc Đình Quý", "BT-VP", "Kiểm tra viên", "staff", "nam"),
    (ADMIN, "Tô Kim Phụng", "BT-VP", "Quản trị viên", "staff", "nu"),
]
TASKS = [
    ("Thẩm định 6 hồ sơ cấp phép thi công vỉa hè", "6", "done", 0, 0),
    ("Trả lời 9 phản ánh của người dân", "9", "done", 0, 0),
    ("Tờ trình điều chỉnh lộ giới tuyến Hàng Lựu", "2", "done", 1, 0),
    ("Biên bản kiểm tra hiện trường tuyến Bến Trúc", "1", "done", 0, 1),
    ("Dự thảo hướng dẫn đấu nối hạ tầng", "2", "assigned", 0, 0),
]


@dataclass(frozen=True)
class World:
    """The numbers that tests need to write addresses."""

    october: int
    november: int

    def person(self, code: str) -> int:
        return Person.objects.get(staff_code=code).id

    def viewer(self, code: str) -> Identity:
        return identity_of(self.person(code), clock.today())

    def sheet(self, code: str, cycle: int | None = None) -> Sheet:
        return Sheet.objects.get(cycle_id=cycle or self.november, person__staff_code=code)


def build() -> World:
    """Needs THENCHOT_TODAY on 2026-11-21 or later in the month."""
    build_tree(by=SETUP, rows=UNITS, day=START)
    enrol(
        by=SETUP,
        rows=[
            PostRow(code, name, unit, title, rank, "cong_chuc", gender=gender, valid_from=START)
            for code, name, unit, title, rank, gender in PEOPLE
        ],
    )
    open_accounts(staff_codes=[row[0] for row in PEOPLE], password=PASSWORD)
    for code, role in ((ORGANISER, "organisation_body"), (AUDITOR, "auditor"), (ADMIN, "administrator")):
        grant(by=SETUP, staff_code=code, role=role, unit_code="BT", valid_from=START)
    put_in_charge(by=SETUP, deputy_code=DEPUTY, unit_code="BT-KT", valid_from=START)
    _plan()
    organiser = _identity(ORGANISER)
    adopt(by=organiser, choice=Choice(Unit.objects.get(code="BT").id, BOOK, "cong_chuc", START, note="Đối chiếu bản in"))
    october, november = (_cycle(organiser, period) for period in ("2026-10", "2026-11"))
    _finish(october, "2.5")
    publish(by=organiser, cycle=Cycle.objects.get(id=october), reason="Đủ phiếu", at=clock.at(date(2026, 10, 25), 16))
    _part_way(november)
    return World(october, november)


def _identity(code: str) -> Identity:
    return identity_of(Person.objects.get(staff_code=code).id, clock.today())


def _plan() -> None:
    people = {p.staff_code: p.id for p in Person.objects.all()}
    units = {u.code: u.id for u in Unit.objects.all()}
    rows = [
        PlanRow(
            unit_id=units[unit], period=period, content=content, units=Decimal(size), doer_id=people[code],
            leader_id=people[HEAD], deadline=date(2026, int(period[-2:]), 12), status=status,
            done_on=date(2026, int(period[-2:]), 14) if status == "done" else None, rejections=returned, latenesses=late,
            explanation="" if _silent(code, period) else f"{content}: chờ số liệu của nơi khác, đã đôn đốc.",
        )
        for code, _name, unit, *_rest in PEOPLE
        for period in ("2026-10", "2026-11")
        for content, size, status, returned, late in (TASKS if code in (STAFF, LATE) else TASKS[:3])
    ]  # fmt: skip
    assign_many(by=SETUP, rows=rows)


def _silent(code: str, period: str) -> bool:
    """In November one person has explained nothing yet."""
    return period == "2026-11" and code == STAFF


def silence(code: str) -> None:
    """Of their late, rejected and missed tasks of November this person has explained none."""
    Task.objects.filter(doer__staff_code=code, period="2026-11").update(explanation="", explanation_mark="")


def _cycle(organiser: Identity, period: str) -> int:
    scope = unit_by_code("BT", clock.today())
    assert scope is not None
    return open_cycle(by=organiser, opening=Opening(scope, period, date(2026, int(period[-2:]), 1)))[0]


def _finish(cycle_id: int, mark: str) -> None:
    cycle = Cycle.objects.get(id=cycle_id)
    sheets = list(Sheet.objects.filter(cycle=cycle, state=OPENED).select_related("cycle", "person"))
    _hand_in(cycle, sheets, mark)
    again = list(Sheet.objects.filter(cycle=cycle).select_related("cycle", "person"))
    leader = {"dd": "1", "e": "1"}
    given = [Confirmation(s, leader=leader if s.rank != "staff" else {}, reason="Thống nhất") for s in again]
    confirm_many(by=SETUP, cycle=cycle, given=given, at=clock.at(date(2026, 10, 24), 9))


def _hand_in(cycle: Cycle, sheets: list[Sheet], mark: str) -> None:
    book = frozen(cycle.digest)
    leader = {"dd": "1", "e": "1"}
    given = [
        SelfAssessment(
            sheet, {leaf.id: mark for leaf in book.leaves("leader" if sheet.rank != "staff" else "staff")},
            strengths="Xử lý đúng hạn toàn bộ phản ánh của người dân trong kỳ.",
            weaknesses="Tờ trình còn sai căn cứ diện tích, đã sửa và trình lại.",
            leader=leader if sheet.rank != "staff" else {},
        )
        for sheet in sheets
    ]  # fmt: skip
    self_assess_many(by=SETUP, cycle=cycle, given=given, at=clock.at(date(cycle.day.year, cycle.day.month, 20), 9))


def _part_way(cycle_id: int) -> None:
    """November: two have not sent, one is confirmed, the rest wait for their scorers."""
    cycle = Cycle.objects.get(id=cycle_id)
    late = (STAFF, "BT-017", HEAD, DIVISION_HEAD)
    sheets = list(Sheet.objects.filter(cycle=cycle).exclude(person__staff_code__in=late).select_related("cycle", "person"))
    _hand_in(cycle, sheets, "2")
    mine = access.visible_sheets(_identity(DIVISION_HEAD)).select_related("cycle", "person")
    done = mine.get(cycle=cycle, person__staff_code="BT-016")
    confirm_many(by=_identity(DIVISION_HEAD).actor, cycle=cycle, given=[Confirmation(done)])
