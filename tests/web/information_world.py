"""A month's gathering as tests of pages need it: two findings about a division, one answered with a name, one open; a rule."""

from __future__ import annotations

from datetime import date

from tests.web.world import DIVISION_HEAD, ORGANISER, World
from thenchot.evidence.actions.answer_item import Answer, Share, answer_item
from thenchot.evidence.actions.import_facts import Delivery, import_facts
from thenchot.evidence.actions.open_gathering import Opening, open_gathering
from thenchot.evidence.actions.send_inquiries import send_inquiries
from thenchot.evidence.actions.set_office_rule import NewRule, set_office_rules
from thenchot.evidence.entries import Document, Entry, Origin, Subject
from thenchot.evidence.gathering_access import item_to_answer
from thenchot.evidence.kinds import all_kinds
from thenchot.evidence.models import Contribution, Gathering, InquiryItem
from thenchot.lib import clock
from thenchot.organisation.queries import UnitAt, unit_by_code


def _unit(code: str) -> UnitAt:
    found = unit_by_code(code, clock.today())
    assert found is not None
    return found


def findings_about(world: World, code: str, day: date, *words: str) -> None:
    """Findings of the inspectorate about a unit, in the month of the day."""
    paper, about = Document("12/KL-TTr", day), Subject(None, _unit(code).id)
    entries = [
        Entry(all_kinds()["inspection_finding"], about, paper, text, day, origin=Origin("inspectorate", f"{day:%m}-{at}"))
        for at, text in enumerate(words, start=1)
    ]
    import_facts(by=world.viewer(ORGANISER), delivery=Delivery("inspectorate", "", entries, len(entries)))


def information_of(world: World, owner: str) -> dict[str, int]:
    """Of October, which is published: what is open there stops no other month. The numbers of each thing."""
    findings_about(world, "BT-KT", date(2026, 10, 12), "Thiếu biên bản nghiệm thu.", "Chậm báo cáo kết luận.")
    by, ward = world.viewer(ORGANISER), _unit("BT")
    opening = Opening("2026-10", ward, date(2026, 11, 18), date(2026, 11, 25), {"inspectorate": by.person_id})
    number = open_gathering(by=by, opening=opening)
    letter = send_inquiries(by=by, gathering=Gathering.objects.get(id=number), number="45/UBND-VP")[0]
    answered, item = InquiryItem.objects.order_by("id").values_list("id", flat=True)
    head = world.viewer(DIVISION_HEAD)
    found, asked = item_to_answer(head, answered)
    answer_item(by=head, asked=asked, answer=Answer(found, "person", "Chưa kiểm tra kỹ.", [Share(owner, "main")]))
    rule = set_office_rules(by=by, rules=[NewRule(ward, "QC-01", "Không hút thuốc", "12/QC-UBND", date(2026, 1, 5))])[0]
    part = Contribution.objects.get(gathering_id=number).id
    return {"gathering": number, "part": part, "inquiry": letter, "item": item, "answered": answered, "rule": rule}
