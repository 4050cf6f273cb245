"""The races of the month's information: facts brought together, parts, letters, answers, rules; see `tests.faults.races`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from tests.assessment.cast import AN, DIVISION_HEAD, ORGANISER, Town
from tests.faults.races import Act, Race, alone, unopened
from thenchot.audit.models import Entry
from thenchot.evidence import refusals
from thenchot.evidence.actions.answer_item import Answer, Share, answer_item
from thenchot.evidence.actions.finish_contribution import finish_contribution
from thenchot.evidence.actions.import_facts import Delivery, import_facts
from thenchot.evidence.actions.open_gathering import Opening, open_gathering
from thenchot.evidence.actions.send_inquiries import send_inquiries
from thenchot.evidence.actions.set_office_rule import NewRule, set_office_rules
from thenchot.evidence.actions.set_service_weight import NewWeight, set_service_weight
from thenchot.evidence.entries import Document, Origin, Subject
from thenchot.evidence.entries import Entry as FactEntry
from thenchot.evidence.gathering_access import item_to_answer
from thenchot.evidence.kinds import all_kinds
from thenchot.evidence.models import (
    Contribution,
    Fact,
    FactBatch,
    Gathering,
    Inquiry,
    InquiryItem,
    OfficeRule,
    Responsible,
    ServiceWeight,
)
from thenchot.notices.models import Notice

DAY = date(2026, 10, 5)
PLACE = "BT-KT"


def _delivery(town: Town) -> Delivery:
    finding = all_kinds()["inspection_finding"]
    about = Subject(None, town.unit(PLACE).id)
    one = FactEntry(finding, about, Document("12/KL-TTr", DAY), "Thiếu biên bản", DAY, origin=Origin("inspectorate", "1"))
    person = replace(one, subject=Subject(town.id(AN), None), origin=Origin("inspectorate", "2"))
    return Delivery("inspectorate", "a.xlsx", [one, person], 2)


def bring(town: Town) -> object:
    return import_facts(by=town.viewer(ORGANISER), delivery=_delivery(town))


def _open(town: Town, number: int) -> int:
    offices = {"inspectorate": town.id(ORGANISER)}
    opening = Opening("2026-10", town.unit("BT"), date(2026, 10, 18), date(2026, 10, 22), offices)
    return open_gathering(by=town.viewer(ORGANISER), opening=opening)


def gathering() -> Town:
    town = unopened()
    bring(town)
    _open(town, 0)
    return town


def asked() -> Town:
    town = gathering()
    send_inquiries(by=town.viewer(ORGANISER), gathering=Gathering.objects.get())
    return town


def _finishing(town: Town, number: int) -> Act:
    part, by = Contribution.objects.get(), town.viewer(ORGANISER)
    return lambda: finish_contribution(by=by, part=part, facts=2)


def _sending(town: Town, number: int) -> Act:
    found, by = Gathering.objects.get(), town.viewer(ORGANISER)
    return lambda: send_inquiries(by=by, gathering=found)


def _answering(town: Town, number: int) -> Act:
    by = town.viewer(DIVISION_HEAD)
    item, letter = item_to_answer(by, InquiryItem.objects.get().id)
    given = Answer(item, "person", f"Chưa kiểm tra kỹ, bàn {number}", [Share(AN, "main")])
    return lambda: answer_item(by=by, asked=letter, answer=given)


def _set(town: Town, number: int) -> object:
    rule = NewRule(town.unit("BT"), "QC-01", f"Không hút thuốc, bàn {number}", "12/QC", DAY)
    return set_office_rules(by=town.viewer(ORGANISER), rules=[rule])


def _weigh(town: Town, number: int) -> object:
    given = NewWeight(town.unit("BT"), DAY, Fraction(number), Fraction(10), "14/QĐ")
    return set_service_weight(by=town.viewer(ORGANISER), given=given)


INFORMATION = (
    Race(
        "evidence/set_service_weight", unopened, alone(_weigh), None,
        {Entry: 2, ServiceWeight: 1}, "one weight of one day stands once, as who came later said it",
    ),
    Race(
        "evidence/import_facts", unopened, alone(lambda town, n: bring(town)), None,
        {Entry: 2, Fact: 2, FactBatch: 2, Notice: 1}, "whoever comes second finds every number of the source there and adds none",
    ),
    Race(
        "evidence/open_gathering", unopened, alone(_open), refusals.GATHERING_OPEN,
        {Entry: 1, Gathering: 1, Contribution: 1, Notice: 1},
    ),
    Race("evidence/finish_contribution", gathering, _finishing, refusals.CONTRIBUTED, {Entry: 1}),
    Race(
        "evidence/send_inquiries", gathering, _sending, refusals.NOTHING_TO_ASK,
        {Entry: 1, Inquiry: 1, InquiryItem: 1, Notice: 1},
    ),
    Race(
        "evidence/answer_item", asked, _answering, refusals.ANSWERED_ALREADY,
        {Entry: 2, Responsible: 1, Fact: 1, Notice: 1},
    ),
    Race(
        "evidence/set_office_rule", unopened, alone(_set), None,
        {Entry: 2, OfficeRule: 1}, "one rule of one day stands once, as who came later said it",
    ),
)  # fmt: skip
INFORMATION_OTHERWISE = {
    "evidence/weigh_facts": "writes in the transaction of a confirmation, which is raced; a constraint keeps a fact on one sheet",
}
