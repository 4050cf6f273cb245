"""The races of organisations' rounds, of facts, of rulebooks and of lists of products; see `tests.faults.races`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.assessment import cast
from tests.assessment.cast import AN, AUTHORITY, DECREE, ORGANISER, OTHER_HEAD, Town
from tests.bodies.conftest import FULL, Year, marks
from tests.faults.races import Act, Race, alone, unopened
from tests.standards.conftest import DRAFT
from thenchot.assessment.actions.see_severity import see_severity
from thenchot.audit.actions.record_opening import record_opening
from thenchot.audit.actions.record_showing import record_showing
from thenchot.audit.models import Entry, Opening
from thenchot.bodies import refusals as bodies
from thenchot.bodies.actions.decide import Recognition, decide
from thenchot.bodies.actions.excuse import excuse
from thenchot.bodies.actions.open_round import Opening as RoundOpening
from thenchot.bodies.actions.open_round import open_round
from thenchot.bodies.actions.propose import Advice, propose
from thenchot.bodies.actions.publish import Announcement, publish
from thenchot.bodies.actions.raise_concern import raise_concern
from thenchot.bodies.actions.raise_share import raise_share
from thenchot.bodies.actions.self_assess import OwnAssessment, self_assess
from thenchot.bodies.actions.send_back import send_back
from thenchot.bodies.models import BodyResult, BodySheet, HigherShare, Round
from thenchot.evidence import refusals as facts
from thenchot.evidence.actions.answer_dispute import answer_dispute
from thenchot.evidence.actions.dispute import dispute
from thenchot.evidence.actions.enter_fact import Document, enter_fact
from thenchot.evidence.actions.enter_fact import Entry as FactEntry
from thenchot.evidence.actions.withdraw_fact import withdraw_fact
from thenchot.evidence.entries import Subject
from thenchot.evidence.kinds import kind_of
from thenchot.evidence.models import Dispute, Fact
from thenchot.lib import clock
from thenchot.notices.actions.notify import Message, notify
from thenchot.notices.models import Notice
from thenchot.rulesets.actions.import_wording import import_wording
from thenchot.rulesets.models import Adoption, LegalText
from thenchot.standards import refusals as products
from thenchot.standards.actions.adopt_catalogue import adopt_catalogue
from thenchot.standards.actions.approve_product import Ruling, approve_product
from thenchot.standards.actions.propose_product import Proposal, propose_product
from thenchot.standards.models import Catalogue, Product

PLACE = "BT-KT"


def round_open() -> Town:
    town = unopened()
    Year(town).open()
    return town


def handed_in() -> Town:
    town = round_open()
    _year(town).hand_in(PLACE)
    return town


def advised() -> Town:
    town = handed_in()
    _year(town).advise(PLACE, "HTT", "Xem lại")
    return town


def recognised() -> Town:
    town = advised()
    _year(town).recognise(PLACE, "HTT", "Như ý kiến")
    return town


def with_fact() -> Town:
    town = unopened()
    _enter(town, 0)
    return town


def with_catalogue() -> Town:
    town = unopened()
    _take_up(town, 1)
    return town


def with_proposal() -> Town:
    town = with_catalogue()
    _propose(town, 0)
    return town


def _year(town: Town) -> Year:
    return Year(town, Round.objects.latest("id").id)


def on_body(act: Callable[[Town, BodySheet, int], object]) -> Callable[[Town, int], Act]:
    def desk(town: Town, number: int) -> Act:
        sheet = _year(town).sheet(PLACE)
        return lambda: act(town, sheet, number)

    return desk


def on_round(act: Callable[[Town, Round, int], object]) -> Callable[[Town, int], Act]:
    def desk(town: Town, number: int) -> Act:
        found = _year(town).round
        return lambda: act(town, found, number)

    return desk


def _enter(town: Town, number: int) -> int:
    kind = kind_of("organisation_level")
    assert kind is not None
    paper = Document(f"{number}/QĐ-UBND", date(2026, 10, 5))
    entry = FactEntry(kind, Subject(None, town.unit("BT").id), paper, "Công nhận", period="2026", level="HTT")
    return enter_fact(by=town.viewer(ORGANISER), entry=entry)


def _withdrawing(town: Town, number: int) -> Act:
    fact, by = Fact.objects.get(), town.viewer(ORGANISER)
    return lambda: withdraw_fact(by=by, fact=fact, reason=f"Nhầm {number}")


def _disputing(town: Town, number: int) -> Act:
    fact, by = Fact.objects.get(), town.viewer(AN)
    return lambda: dispute(by=by, fact=fact, text=f"Không đúng {number}")


def with_dispute() -> Town:
    town = with_fact()
    dispute(by=town.viewer(AN), fact=Fact.objects.get(), text="Không đúng")
    return town


def _answering(town: Town, number: int) -> Act:
    fact, by = Fact.objects.get(), town.viewer(ORGANISER)
    return lambda: answer_dispute(by=by, fact=fact, text=f"Đã đối chiếu {number}")


def _take_up(town: Town, month: int) -> int:
    draft = replace(DRAFT, name="Danh mục")
    return adopt_catalogue(by=town.viewer(ORGANISER), unit=town.unit("DL"), draft=draft, valid_from=date(2026, month, 1))


def _propose(town: Town, number: int) -> int:
    given = Proposal(town.unit(PLACE), "Việc mới", "Báo cáo", Decimal(5), "N1")
    return propose_product(by=town.viewer(OTHER_HEAD), proposal=given)


def _ruling(town: Town, number: int) -> Act:
    product, by = Product.objects.latest("id"), town.viewer(ORGANISER)
    return lambda: approve_product(by=by, ruling=Ruling(product, not number, "Quyết định 3"))


def _publishing(town: Town, found: Round, number: int) -> int:
    return publish(by=town.viewer(ORGANISER), given=Announcement(found, f"{number}/QĐ", date(2026, 10, 19), "Chốt sớm"))


BODIES = (
    Race(
        "bodies/open_round", unopened,
        alone(lambda town, n: open_round(
            by=town.viewer(ORGANISER), opening=RoundOpening(town.unit("DL" if n else "BT"), 2026, date(2026, 10, 20))
        )),
        bodies.ALREADY_OPEN, {Round: 1},
    ),
    Race(
        "bodies/self_assess", round_open,
        on_body(lambda town, sheet, n: self_assess(
            by=town.viewer(OTHER_HEAD), given=OwnAssessment(sheet, marks(), FULL, "HTXS", f"Bàn {n}")
        )),
        bodies.CHANGED, {Entry: 1},
    ),
    Race(
        "bodies/propose", handed_in,
        on_body(lambda town, sheet, n: propose(by=town.viewer(ORGANISER), given=Advice(sheet, "HTXS"))),
        bodies.CHANGED, {Entry: 1},
    ),
    Race(
        "bodies/decide", advised,
        on_body(lambda town, sheet, n: decide(by=town.viewer(AUTHORITY), given=Recognition(sheet, "HTT", "Như ý kiến"))),
        bodies.CHANGED, {Entry: 1},
    ),
    Race(
        "bodies/excuse", round_open,
        on_body(lambda town, sheet, n: excuse(by=town.viewer(ORGANISER), sheet=sheet, reason=f"Mới lập {n}")),
        bodies.CHANGED, {Entry: 1},
    ),
    Race(
        "bodies/send_back", advised,
        on_body(lambda town, sheet, n: send_back(by=town.viewer(ORGANISER), sheet=sheet, note=f"Thiếu {n}")),
        bodies.CHANGED, {Entry: 1, Notice: 1},
    ),
    Race(
        "bodies/raise_concern", advised,
        on_body(lambda town, sheet, n: raise_concern(by=town.viewer(AUTHORITY), sheet=sheet, text=f"Còn việc {n}")),
        bodies.CHANGED, {Entry: 1},
    ),
    Race(
        "bodies/raise_share", round_open,
        on_round(lambda town, found, n: raise_share(by=town.viewer(AUTHORITY), found=found, note=f"Bằng khen {n}")),
        None, {Entry: 1, HigherShare: 1}, "the share is raised once; a second time changes nothing",
    ),
    Race("bodies/publish", recognised, on_round(_publishing), bodies.PUBLISHED_ALREADY, {Entry: 3, BodyResult: 1, Fact: 1}),
)  # fmt: skip

RECORDS = (
    Race("evidence/enter_fact", unopened, alone(_enter), facts.RECORDED_ALREADY, {Entry: 1, Fact: 1}),
    Race("evidence/answer_dispute", with_dispute, _answering, facts.FACT_CHANGED, {Entry: 1, Fact: 0, Dispute: 0}),
    Race("evidence/dispute", with_fact, _disputing, facts.FACT_CHANGED, {Entry: 1, Fact: 0, Dispute: 1}),
    Race("evidence/withdraw_fact", with_fact, _withdrawing, facts.FACT_CHANGED, {Entry: 1, Fact: 0}),
    Race(
        "standards/adopt_catalogue", unopened, alone(lambda town, n: _take_up(town, 1 + n)),
        products.CATALOGUE_LATER, {Entry: 1, Catalogue: 1, Product: len(DRAFT.products)},
    ),
    Race("standards/propose_product", with_catalogue, alone(_propose), products.ALREADY_IN_CATALOGUE, {Entry: 1, Product: 1}),
    Race("standards/approve_product", with_proposal, _ruling, products.ALREADY_DECIDED, {Entry: 1, Product: 0}),
    Race(
        "rulesets/adopt", unopened, alone(lambda town, n: cast.take_up(town, DECREE, date(2026, 11, 1))),
        None, {Entry: 2, Adoption: 2}, "the later choice for one day stands, the one before it holds no day any more",
    ),
    Race(
        "rulesets/import_wording", unopened,
        alone(lambda town, n: import_wording(by=town.viewer(ORGANISER), document="nd", lines=["Điều 1. Phạm vi", "Một."])),
        None, {Entry: 2, LegalText: 1}, "the text stands once, as who came later gave it",
    ),
    Race(
        "audit/record_opening", unopened, alone(lambda town, n: record_opening(town.actor(ORGANISER), 1, "sheet")),
        None, {Opening: 2}, "two pages opened at one moment are two openings; the person misses none",
    ),
    Race(
        "audit/record_showing", unopened,
        alone(lambda town, n: record_showing(town.actor(ORGANISER), {7: 2}, "grid", date(2026, 10, 1))),
        None, {Entry: 2}, "two pages drawn at one moment were both shown; one chain holds both",
    ),
    Race(
        "assessment/see_severity", unopened,
        alone(lambda town, n: see_severity(by=town.actor(ORGANISER), period="2026-10", published=clock.now())),
        None, {Entry: 2}, "two pages opened at one moment were both opened; one chain holds both, and the body sees no more",
    ),
    Race(
        "notices/notify", unopened, alone(lambda town, n: notify([Message(town.id(ORGANISER), "result", {})])),
        None, {Notice: 2}, "messages are only added; whoever sends them is raced for sending twice",
    ),
)  # fmt: skip
