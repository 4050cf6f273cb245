"""The ward of the page tests with one of everything, all about one official, and a second ward that it does not concern."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pyotp

from tests.attachments.samples import PDF
from tests.bodies.conftest import FULL, marks
from tests.checklists.made import lists_of
from tests.connections.made import packed, proposed, stuck
from tests.tokens.keys import approved
from tests.web import world as ward
from tests.web.catalogue import adopt_catalogue_of
from tests.web.information_world import information_of
from tests.web.world import (
    ADMIN,
    AUDITOR,
    CHAIRMAN,
    DEPUTY,
    DIVISION_HEAD,
    HEAD,
    LATE,
    ORGANISER,
    OTHER,
    SETUP,
    START,
    World,
)
from tests.web.year_world import bring_months, open_year
from thenchot.assessment.actions.petition import petition
from thenchot.assessment.actions.record_meeting import Minutes, record_meeting
from thenchot.assessment.models import Cycle, ImportedResult
from thenchot.attachments.models import Attachment
from thenchot.attachments.store import keep
from thenchot.bodies.actions.open_round import Opening, open_round
from thenchot.bodies.actions.self_assess import OwnAssessment, self_assess
from thenchot.bodies.models import BodySheet
from thenchot.evidence.access import subject_to_record
from thenchot.evidence.actions.enter_fact import Document, Entry, enter_fact
from thenchot.evidence.models import Fact
from thenchot.files.plan_rows import read_pasted
from thenchot.followup.actions.note import Noted, note
from thenchot.followup.actions.prepare_briefing import Prepared, Sitting, prepare_briefing
from thenchot.followup.actions.raise_remedy import Weakness, raise_remedy
from thenchot.lib import clock
from thenchot.notices.models import Notice
from thenchot.organisation.models import Unit
from thenchot.organisation.queries import UnitAt, unit_by_code
from thenchot.people.actions.add_totp import add_totp
from thenchot.people.actions.build_tree import UnitRow, build_tree
from thenchot.people.actions.delegate import Rule, delegate, grant
from thenchot.people.actions.enrol import PostRow, enrol
from thenchot.people.actions.open_accounts import open_accounts
from thenchot.people.models import Account, Grant, SecondFactor
from thenchot.people.security import totp
from thenchot.rulesets.models import Adoption
from thenchot.standards.actions.propose_product import Proposal, propose_product
from thenchot.standards.models import Product
from thenchot.workplan.actions.assign import PlanRow, assign
from thenchot.workplan.actions.draft_plan import Source, draft_plan
from thenchot.workplan.actions.import_plan import put_forward
from thenchot.workplan.models import PlanTable, Task

OWNER, OWNER_NAME, MONITOR = LATE, "Bùi Đức Thắng", "BT-008"
NEAR = {
    "owner": OWNER, "colleague": OTHER, "deputy": DEPUTY, "scorer": DIVISION_HEAD, "head": HEAD,
    "authority": CHAIRMAN, "organiser": ORGANISER, "monitor": MONITOR, "auditor": AUDITOR, "admin": ADMIN,
}  # fmt: skip
"""The roles of the ward, and the city's authority above it, by the word that heads their column."""
FAR = {
    "far_head": "HL-001", "far_organiser": "HL-005", "far_monitor": "HL-008",
    "far_auditor": "HL-006", "far_admin": "HL-007",
}  # fmt: skip
"""The same roles in another ward: nothing here is any business of theirs."""
GRANTED = {"organiser": "organisation_body", "monitor": "monitoring_office", "auditor": "auditor", "admin": "administrator"}
NEWCOMERS = [
    (MONITOR, "Vũ Thị Nguyệt", "BT-VP", "Chuyên viên", "staff"),
    ("HL-001", "Vi Thị Ngà", "HL", "Chủ tịch UBND phường", "head"),
    ("HL-011", "Khúc Minh Vọng", "HL-KT", "Chuyên viên", "staff"),
    ("HL-005", "Kha Văn Lộc", "HL-KT", "Chuyên viên", "staff"),
    ("HL-006", "Quàng Thị Mận", "HL-KT", "Kiểm tra viên", "staff"),
    ("HL-007", "Lường Văn Inh", "HL-KT", "Quản trị viên", "staff"),
    ("HL-008", "Giàng A Páo", "HL-KT", "Chuyên viên", "staff"),
]


def build() -> dict[str, str]:
    """The number of each thing that an address or a form names."""
    world = ward.build()
    _newcomers()
    bring_months(world)
    year = open_year(world)
    unit = unit_by_code("BT-KT", clock.today())
    body = unit_by_code("BT", clock.today())
    assert unit is not None
    assert body is not None
    asked = petition(by=world.viewer(OWNER), sheet=world.sheet(OWNER, world.october), text="Đề nghị xem lại tiến độ")
    fact = _fact(world)
    adopt_catalogue_of(world)
    product = Proposal(unit, "Diễn tập phòng cháy", "Báo cáo diễn tập", Decimal("12.5"), "N2")
    propose_product(by=world.viewer(DIVISION_HEAD), proposal=product)
    round_id, body_sheet = _round(world)
    meeting = _meeting(world, year, body.id)
    secret = totp.new_secret()
    add_totp(by=world.viewer(OWNER), secret=secret, code=pyotp.TOTP(secret).now(), name="điện thoại")
    rule = Rule("decide", "BT", "Quyết định phân cấp số 12", holder_code=CHAIRMAN)
    row = delegate(by=SETUP, rule=rule, valid_from=clock.today() + timedelta(days=60))
    person = world.person(OWNER)
    connection = proposed(world, MONITOR)
    found = {
        "import": _waiting_rows(world, unit.id),
        "sheet": world.sheet(OWNER).id, "october_sheet": world.sheet(OWNER, world.october).id,
        "year_sheet": world.sheet(OWNER, year).id, "cycle": world.november, "october": world.october, "year": year,
        "petition": asked, "task": Task.objects.get(doer_id=person, period="2026-11", status="assigned").id, "fact": fact,
        "product": Product.objects.latest("id").id, "round": round_id, "body_sheet": body_sheet, "meeting": meeting,
        "row": row, "result": ImportedResult.objects.filter(person_id=person).order_by("id")[0].id,
        "account": Account.objects.get(person_id=person).id, "factor": SecondFactor.objects.get(account__person_id=person).id,
        "adoption": Adoption.objects.order_by("id")[0].id, "person": person, "unit": unit.id, "body": body.id,
        "notice": Notice.objects.filter(recipient_id=person).order_by("id")[0].id,
        "file": Attachment.objects.get(owner_kind="fact", owner_id=fact).id,
        "elsewhere": world.sheet(OTHER, year).id,
        "grant": Grant.objects.get(person__staff_code=MONITOR).id, "city": Unit.objects.get(code="LG").id,
        "token": approved(world, owner_code=OWNER).id, "remedy": _remedy(world, unit),
        "connection": connection, "arrival": stuck(world, MONITOR, (OWNER, OWNER_NAME), connection), "packet": packed(world),
    }  # fmt: skip
    found |= information_of(world, OWNER)
    found |= {f"list_{name}": number for name, number in vars(lists_of(world, OWNER)).items()}
    return {name: str(number) for name, number in found.items()}


def _newcomers() -> None:
    units = [
        UnitRow("HL", "UBND phường Hàng Lựu", "chinh_quyen", "using", "LG"),
        UnitRow("HL-KT", "Phòng Kinh tế phường Hàng Lựu", "chinh_quyen", "direct", "HL"),
    ]
    build_tree(by=SETUP, rows=units, day=START)
    rows = [PostRow(code, name, unit, title, rank, "cong_chuc", valid_from=START) for code, name, unit, title, rank in NEWCOMERS]
    enrol(by=SETUP, rows=rows)
    open_accounts(staff_codes=[row[0] for row in NEWCOMERS], password=ward.PASSWORD)
    grant(by=SETUP, staff_code=MONITOR, role="monitoring_office", unit_code="BT", valid_from=START)
    for word, role in GRANTED.items():
        grant(by=SETUP, staff_code=FAR[f"far_{word}"], role=role, unit_code="HL", valid_from=START)


def _remedy(world: World, unit: UnitAt) -> int:
    """What the official has to mend, named at a meeting of the division that is being prepared; and a note on their work."""
    by, sitting = world.viewer(DIVISION_HEAD), Sitting(unit, "2026-11")
    prepare_briefing(by=by, sitting=sitting, given=Prepared(attention="Hồ sơ trễ hẹn"), briefing=None)
    note(by=by, given=Noted(world.person(OWNER), "2026-11", "Cần đôn đốc."))
    given = Weakness("Tờ trình sai căn cứ", "Lập bảng kiểm", world.person(OWNER), date(2026, 12, 15))
    return raise_remedy(by=by, sitting=sitting, given=given)


def _waiting_rows(world: World, unit_id: int) -> int:
    """Rows that the official pasted and has not saved, for the division's table of December."""
    by = world.viewer(OWNER)
    table = draft_plan(by=by, unit_id=unit_id, period="2026-12", source=Source())
    own = PlanRow(unit_id, "2026-12", "Rà soát biển hiệu", Decimal(1), doer_id=by.person_id, status="drafted")
    assign(by=SETUP, row=own)
    brought = read_pasted(f"Trực một cửa\t\t{by.name}\t20/12\t")
    return put_forward(by=by, table=PlanTable.objects.get(id=table), brought=brought)


def _fact(world: World) -> int:
    kind, subject = subject_to_record(world.viewer(ORGANISER), "public_duty_discipline", OWNER)
    paper, act, effect = Document("45/QĐ-UBND", date(2026, 11, 20)), date(2026, 10, 6), date(2026, 11, 20)
    said = Entry(kind, subject, paper, "Khiển trách do trễ hẹn hồ sơ.", act, effect, file=keep("45-QĐ-UBND.pdf", [PDF]))
    enter_fact(by=world.viewer(ORGANISER), entry=said)
    return Fact.objects.latest("id").id


def _round(world: World) -> tuple[int, int]:
    scope = unit_by_code("BT", clock.today())
    assert scope is not None
    found = open_round(by=world.viewer(ORGANISER), opening=Opening(scope, 2026, clock.today()))
    sheet = BodySheet.objects.select_related("round").get(unit__code="BT-KT")
    own = OwnAssessment(sheet, marks(), FULL, "HTXS", "Xong chương trình năm.", "Hồ sơ trực tuyến còn thấp.")
    self_assess(by=world.viewer(DIVISION_HEAD), given=own)
    return found, sheet.id


def _meeting(world: World, year: int, unit_id: int) -> int:
    people = world.person(HEAD), world.person(ORGANISER)
    minutes = Minutes(unit_id, "body", clock.today(), "Hội trường", *people, 14, "Cuộc họp thông qua biên bản.")
    return record_meeting(by=world.viewer(HEAD), cycle=Cycle.objects.get(id=year), minutes=minutes)
