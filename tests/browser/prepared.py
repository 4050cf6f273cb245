"""What the walk needs to find on its way: a petition, work that waits to be accepted, a proposed product, a year under way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pyotp

from tests.attachments.samples import PDF
from tests.bodies.conftest import FULL, marks
from tests.checklists.made import lists_of
from tests.connections.made import packed, proposed, stuck
from tests.tokens.keys import issued, place, requested
from tests.web.catalogue import adopt_catalogue_of
from tests.web.information_world import information_of
from tests.web.world import CHAIRMAN, DIVISION_HEAD, HEAD, LATE, ORGANISER, STAFF, World
from tests.web.year_world import bring_months, open_year
from thenchot.assessment.actions.enter_on_behalf import Entered, enter_on_behalf
from thenchot.assessment.actions.petition import petition
from thenchot.assessment.actions.record_meeting import Minutes, record_meeting
from thenchot.assessment.actions.self_assess import SelfAssessment
from thenchot.assessment.actions.self_assess import self_assess as rank_self
from thenchot.assessment.models import Sheet
from thenchot.attachments.store import keep
from thenchot.bodies.actions.open_round import Opening, open_round
from thenchot.bodies.actions.self_assess import OwnAssessment, self_assess
from thenchot.bodies.models import BodySheet
from thenchot.evidence.access import subject_to_record
from thenchot.evidence.actions.enter_fact import Document, Entry, enter_fact
from thenchot.files.plan_rows import read_pasted
from thenchot.followup.actions.conclude_briefing import conclude_briefing
from thenchot.followup.actions.note import Noted, note
from thenchot.followup.actions.prepare_briefing import Prepared, Sitting, prepare_briefing
from thenchot.followup.actions.raise_remedy import Weakness, raise_remedy
from thenchot.followup.queries.briefing import briefing_of
from thenchot.lib import clock
from thenchot.organisation.models import Unit
from thenchot.organisation.queries import unit_by_code
from thenchot.people.actions.add_totp import add_totp
from thenchot.people.actions.delegate import Rule, delegate
from thenchot.people.security import totp
from thenchot.rulesets.queries import frozen
from thenchot.standards.actions.propose_product import Proposal, propose_product
from thenchot.workplan.actions.assign import PlanRow
from thenchot.workplan.actions.claim import Claim, claim
from thenchot.workplan.actions.draft_plan import Source, draft_plan
from thenchot.workplan.actions.draft_row import draft_row
from thenchot.workplan.actions.import_plan import put_forward
from thenchot.workplan.models import PlanTable


def prepare(world: World) -> None:
    protect(world)
    rule = Rule("decide", "BT", "Quyết định phân cấp số 12/QĐ-UBND", holder_code=CHAIRMAN)
    delegate(by=world.viewer(ORGANISER).actor, rule=rule, valid_from=date(2026, 11, 1))
    petition(by=world.viewer(STAFF), sheet=world.sheet(STAFF, world.october), text="Đề nghị xem lại tiến độ")
    proof = "Công văn 45/UBND-KT ngày 12/11/2026"
    done = Claim("2026-11", "Hỗ trợ diễn tập phòng cháy", Decimal("2.5"), proof, date(2026, 11, 12))
    claim(by=world.viewer(STAFF), given=done)
    kind, subject = subject_to_record(world.viewer(ORGANISER), "public_duty_discipline", STAFF)
    paper, act, effect = Document("45/QĐ-UBND", date(2026, 11, 20)), date(2026, 10, 6), date(2026, 11, 20)
    said = Entry(kind, subject, paper, "Khiển trách do trễ hẹn hồ sơ.", act, effect, file=keep("45-QĐ-UBND.pdf", [PDF]))
    enter_fact(by=world.viewer(ORGANISER), entry=said)
    information_of(world, STAFF)
    entered_for(world, "BT-017")
    adopt_catalogue_of(world)
    unit = unit_by_code("BT-KT", clock.today())
    assert unit is not None
    bodies_of_the_year(world)
    year_under_way(world)
    table_in_draft(world)
    meeting_of_the_month(world)
    lists_of(world, LATE)
    requested(world)
    stuck(world, ORGANISER, (STAFF, "Nguyễn Thị Hồng Nhung"), proposed(world, ORGANISER))
    packed(world)
    issued(world, name="Một cửa", owner_code=STAFF, unit=place("BT-KT"))
    asked = Proposal(unit, "Diễn tập phòng cháy", "Báo cáo diễn tập", Decimal("12.5"), "N2")
    propose_product(by=world.viewer(DIVISION_HEAD), proposal=asked)


def entered_for(world: World, code: str) -> None:
    """A sheet that the office entered from signed paper."""
    found = world.sheet(code)
    marks_typed = {leaf.id: "2,5" for leaf in frozen(found.cycle.digest).leaves("staff")}
    own = SelfAssessment(found, marks_typed, "Đủ việc.", "Cần nhanh hơn.")
    paper = keep("Phiếu đã ký.pdf", [PDF])
    enter_on_behalf(by=world.viewer(ORGANISER), given=Entered(own, "Đang điều trị.", paper, compared=True))


def bodies_of_the_year(world: World) -> None:
    """A year's round of organisations, one of them handed in."""
    scope = unit_by_code("BT", clock.today())
    assert scope is not None
    open_round(by=world.viewer(ORGANISER), opening=Opening(scope, 2026, clock.today()))
    sheet = BodySheet.objects.select_related("round").get(unit__code="BT-KT")
    own = OwnAssessment(sheet, marks(), FULL, "HTXS", "Xong chương trình năm.", "Hồ sơ trực tuyến còn thấp.")
    self_assess(by=world.viewer(DIVISION_HEAD), given=own)


def year_under_way(world: World) -> int:
    """The yearly cycle of the ward: results brought along, one sheet handed in, one meeting recorded; returns its number."""
    bring_months(world)
    cycle = open_year(world)
    sheet = Sheet.objects.select_related("cycle", "person").get(cycle_id=cycle, person__staff_code=LATE)
    own = SelfAssessment(sheet, {}, "Đủ việc.", "Cần nhanh hơn.", level="HTXS")
    rank_self(by=world.viewer(LATE), given=own)
    minutes = Minutes(
        unit_id=sheet.body_id, kind="body", held_on=clock.today(), place="Hội trường", chair_id=world.person(HEAD),
        secretary_id=world.person(STAFF), present=12, text="Thông qua biên bản.", opinions={sheet.id: "Tận tụy."},
    )  # fmt: skip
    record_meeting(by=world.viewer(ORGANISER), cycle=sheet.cycle, minutes=minutes)
    return cycle


def table_in_draft(world: World) -> None:
    """The division's work-plan table of the month, with a row that nobody has approved."""
    by, unit = world.viewer(STAFF), Unit.objects.get(code="BT-KT").id
    draft_plan(by=by, unit_id=unit, period="2026-11", source=Source("15-KL/ĐU", clock.today(), "Kết luận giao ban"))
    row = PlanRow(unit, "2026-11", "Rà soát biển hiệu", Decimal(1), doer_id=world.person(LATE))
    table = PlanTable.objects.get(unit_id=unit)
    draft_row(by=by, table=table, row=row)
    waiting = read_pasted("Trực một cửa\tđ/c Vĩnh\tBùi Đức Thắng\tcuối tháng\tSổ trực\nRà soát hộ nghèo\n")
    put_forward(by=by, table=table, brought=waiting)


def meeting_of_the_month(world: World) -> None:
    """Two meetings of the division: one concluded, one prepared; a weakness that its owner has to mend, a note on their work."""
    by, unit = world.viewer(DIVISION_HEAD), unit_by_code("BT-KT", clock.today())
    assert unit is not None
    chair, writer = world.person(DIVISION_HEAD), world.person(STAFF)
    said = Prepared(date(2026, 11, 2), "Phòng họp tầng 2", chair, writer, 8, "", "Hồ sơ vỉa hè", "Tập trung hồ sơ trễ hẹn.")
    for period in ("2026-10", "2026-11"):
        prepare_briefing(by=by, sitting=Sitting(unit, period), given=said, briefing=None)
    late = Weakness("Tờ trình sai căn cứ", "Lập bảng kiểm", writer, date(2026, 12, 15), ground="Tiêu chí II.3")
    raise_remedy(by=by, sitting=Sitting(unit, "2026-10"), given=late)
    kept = briefing_of(unit.id, "2026-10")
    assert kept is not None
    conclude_briefing(by=by, sitting=Sitting(unit, "2026-10"), briefing=kept)
    note(by=by, given=Noted(writer, "2026-11", "Đã đôn đốc hồ sơ vỉa hè."))


def protect(world: World) -> None:
    """An app as second factor, so that there is one to give up."""
    secret = totp.new_secret()
    add_totp(by=world.viewer(STAFF), secret=secret, code=pyotp.TOTP(secret).now(), name="điện thoại")
