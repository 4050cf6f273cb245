"""A month's gathering through its actions: who owes what by when, whom a shortcoming is asked of, what an answer makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.assessment.cast import (
    ADMIN,
    AN,
    AUDITOR,
    BINH,
    CHAIR,
    DIVISION_HEAD,
    GIANG,
    ORGANISER,
    SECRETARY,
    SETUP,
    START,
    Town,
    post,
    refused,
)
from tests.evidence.ward import PAPER, TODAY, counts, fact, lines, watched
from thenchot.assessment.queries.integrity import verify
from thenchot.audit.queries import history
from thenchot.evidence import refusals
from thenchot.evidence.actions.answer_item import Answer, Share, answer_item, reopen_item
from thenchot.evidence.actions.finish_contribution import finish_contribution
from thenchot.evidence.actions.open_gathering import Opening, open_gathering
from thenchot.evidence.actions.send_inquiries import send_inquiries
from thenchot.evidence.actions.withdraw_fact import withdraw_fact
from thenchot.evidence.gathering_access import (
    contribution_to_finish,
    gathering_to_read,
    gathering_to_run,
    inquiry_to_read,
    item_to_answer,
)
from thenchot.evidence.gatherings import (
    letters_of,
    offices_of,
    open_items,
    parts_owed,
    responsible_before,
    to_ask,
)
from thenchot.evidence.models import Contribution, Fact, Gathering, Inquiry, InquiryItem, Responsible
from thenchot.lib import canonical
from thenchot.lib.refusals import Kind
from thenchot.notices.queries import recent
from thenchot.people.actions.delegate import grant
from thenchot.people.actions.enrol import enrol

pytestmark = pytest.mark.django_db
ENTER, ANSWER = date(2026, 11, 18), date(2026, 11, 25)


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    monkeypatch.setenv("THENCHOT_TODAY", TODAY.isoformat())
    yield watched()


def opening(town: Town, place: str = "BT", **other: Any) -> Opening:
    plain = Opening("2026-11", town.unit(place), ENTER, ANSWER, {"inspectorate": town.id(ORGANISER)})
    return replace(plain, **other)


def opened(town: Town, place: str = "BT", **other: Any) -> Gathering:
    number = open_gathering(by=town.viewer(ORGANISER), opening=opening(town, place, **other))
    return Gathering.objects.get(id=number)


def sent(town: Town, *about: str, number: str = "45/UBND-VP") -> Inquiry:
    """The last of the letters about a shortcoming of each of these units."""
    gathering = Gathering.objects.first() or opened(town)
    for unit in about or ("BT-KT",):
        fact(town, unit)
    numbers = send_inquiries(by=town.viewer(ORGANISER), gathering=gathering, number=number)
    return Inquiry.objects.get(id=numbers[-1])


def answer(town: Town, letter: Inquiry, by: str = DIVISION_HEAD, **other: Any) -> InquiryItem:
    item, asked = item_to_answer(town.viewer(by), letter.items.order_by("id")[0].id)
    plain = Answer(item, "person", "Chưa kiểm tra hồ sơ.", [Share(AN, "main", "Người thẩm định")])
    answer_item(by=town.viewer(by), asked=asked, answer=replace(plain, **other))
    return InquiryItem.objects.get(id=item.id)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"period": "2026-12"}, refusals.GATHERING_PERIOD), ({"period": "2026-Q4"}, refusals.GATHERING_PERIOD),
        ({"period": ""}, refusals.GATHERING_PERIOD), ({"answer_by": date(2026, 11, 17)}, refusals.GATHERING_DAYS),
        ({"offices": {}}, refusals.GATHERING_OFFICES), ({"offices": {"khong_co": ORGANISER}}, refusals.GATHERING_OFFICES),
        ({"offices": {"inspectorate": GIANG}}, refusals.NOT_OFFICE_PERSON),
        ({"offices": {"inspectorate": ORGANISER, "party_office": AN}}, refusals.NOT_OFFICE_PERSON),
    ],
)  # fmt: skip
def test_a_gathering_that_cannot_be_is_refused_and_nobody_is_told(
    town: Town, change: dict[str, Any], refusal: Kind
) -> None:
    """Somebody who watches one division only cannot answer for the part of the whole ward."""
    if "offices" in change:
        change = {"offices": {source: town.id(code) for source, code in change["offices"].items()}}
    before, told = lines(), len(recent(town.id(ORGANISER)))
    with refused(refusal):
        opened(town, **change)
    assert (Gathering.objects.count(), Contribution.objects.count(), lines()) == (0, 0, before)
    assert len(recent(town.id(ORGANISER))) == told


def test_a_month_is_gathered_once_in_a_place_and_again_elsewhere_and_in_the_next(town: Town) -> None:
    opened(town)
    before = lines()
    with refused(refusals.GATHERING_OPEN, period="2026-11"):
        opened(town)
    assert (Gathering.objects.count(), lines()) == (1, before)
    opened(town, "HL")
    opened(town, period="2026-10", answer_by=ENTER)
    assert Gathering.objects.count() == 3
    assert responsible_before(town.unit("BT").id) == {"inspectorate": town.id(ORGANISER)}
    assert responsible_before(town.unit("NV").id) == {}


@pytest.mark.parametrize(
    ("by", "refusal"),
    [
        (GIANG, refusals.NOT_OPENER), (AUDITOR, refusals.NOT_OPENER), (ADMIN, refusals.NOT_OPENER),
        (CHAIR, refusals.GATHERING_NOT_FOUND),
    ],
)  # fmt: skip
def test_only_the_personnel_body_opens_a_gathering(town: Town, by: str, refusal: Kind) -> None:
    with refused(refusal):
        open_gathering(by=town.viewer(by), opening=opening(town))


def test_a_personnel_body_of_a_ward_opens_none_for_the_city_or_its_neighbour(town: Town) -> None:
    grant(by=SETUP, staff_code=CHAIR, role="organisation_body", unit_code="BT", valid_from=START)
    for place in ("DL", "HL"):
        with refused(refusals.NOT_OPENER):
            open_gathering(by=town.viewer(CHAIR), opening=opening(town, place))
    assert open_gathering(by=town.viewer(CHAIR), opening=opening(town))


def test_an_offices_part_counts_its_facts_of_the_month_and_place_and_is_late_from_the_day_after(
    town: Town,
) -> None:
    gathering = opened(town, offices={"one_stop": town.id(ORGANISER), "inspectorate": town.id(ORGANISER)})
    for about, month in ((AN, "2026-11"), ("BT", "2026-11"), ("HL", "2026-11"), (BINH, "2026-10")):
        found = counts(town, about, 1, 0, month=month)
        Fact.objects.filter(id=found.id).update(source_code="one_stop")
    withdraw_fact(by=town.viewer(ORGANISER), fact=Fact.objects.latest("id"), reason="Nhầm")
    parts = {part.source.code: part for part in offices_of(gathering, TODAY)}
    assert list(parts) == ["inspectorate", "one_stop"], "in the order of the sources"
    assert (parts["one_stop"].facts, parts["inspectorate"].facts) == (2, 0)
    assert [parts["one_stop"].days_late, offices_of(gathering, ENTER)[0].days_late] == [2, 0]
    assert [part.gathering_id for part in parts_owed(town.id(ORGANISER))] == [gathering.id, gathering.id]
    part = Contribution.objects.get(source_code="one_stop")
    finish_contribution(by=town.viewer(ORGANISER), part=part, facts=2)
    after = {found.source.code: found for found in offices_of(gathering, TODAY)}
    assert (after["one_stop"].days_late, after["one_stop"].done_at is not None) == (0, True)
    assert [left.source_code for left in parts_owed(town.id(ORGANISER))] == ["inspectorate"]


def test_a_part_is_reported_done_once_by_whom_it_is_given_to(town: Town) -> None:
    grant(by=SETUP, staff_code=CHAIR, role="monitoring_office", unit_code="BT", valid_from=START)
    gathering = opened(town, offices={"inspectorate": town.id(CHAIR), "party_office": town.id(ORGANISER)})
    mine, theirs = (Contribution.objects.get(source_code=code) for code in ("inspectorate", "party_office"))
    assert contribution_to_finish(town.viewer(CHAIR), mine.id).id == mine.id
    assert contribution_to_finish(town.viewer(ORGANISER), mine.id).id == mine.id, (
        "the body that gathers may, too"
    )
    with refused(refusals.NOT_CONTRIBUTOR, source="Văn phòng cấp ủy", name="Lý Thu Hiền"):
        contribution_to_finish(town.viewer(CHAIR), theirs.id)
    for code, number in ((AN, mine.id), (ORGANISER, 10**9)):
        with refused(refusals.GATHERING_NOT_FOUND):
            contribution_to_finish(town.viewer(code), number)
    finish_contribution(by=town.viewer(CHAIR), part=mine, facts=0)
    before = lines()
    with refused(refusals.CONTRIBUTED):
        finish_contribution(by=town.viewer(ORGANISER), part=mine, facts=3)
    assert lines() == before
    acts = list(history("gathering", gathering.id))
    assert [act.action for act in acts] == ["open_gathering", "finish_contribution"]
    assert canonical.loads(acts[-1].payload) == {"source": "inspectorate", "facts": 0}
    assert list(verify(TODAY)) == []


def test_a_gathering_is_read_over_its_place_and_run_by_the_personnel_body(town: Town) -> None:
    ward, other = opened(town), opened(town, "HL")
    assert gathering_to_run(town.viewer(ORGANISER), ward.id).id == ward.id
    with refused(refusals.NOT_OPENER):
        gathering_to_run(town.viewer(AUDITOR), ward.id)
    grant(by=SETUP, staff_code=CHAIR, role="auditor", unit_code="BT", valid_from=START)
    assert gathering_to_read(town.viewer(CHAIR), ward.id).id == ward.id
    for code, number in ((CHAIR, other.id), (GIANG, ward.id), (ADMIN, ward.id), (AN, ward.id)):
        with refused(refusals.GATHERING_NOT_FOUND):
            gathering_to_read(town.viewer(code), number)


def test_heads_are_asked_about_what_speaks_against_their_unit_in_the_month_and_nothing_else(
    town: Town,
) -> None:
    gathering = opened(town)
    finding, late = fact(town, "BT-KT"), counts(town, "BT-KT", 9, 1, month="2026-11")
    fact(town, AN)  # of a person: theirs to answer for
    fact(town, "BT-KT", "commendation", choice="merit")
    counts(town, "BT-VP", 9, 0, month="2026-11")
    fact(town, "BT-KT", happened_on=date(2026, 10, 31))
    fact(town, "HL")
    withdraw_fact(by=town.viewer(ORGANISER), fact=fact(town, "BT-VP"), reason="Nhầm")
    (one,) = to_ask(gathering, TODAY)
    assert (one.unit.code, one.head) == ("BT-KT", "Bạch Văn Tường")
    assert {found.id for found in one.facts} == {finding.id, late.id}


@pytest.mark.parametrize(("unit", "head"), [("BT-KT", DIVISION_HEAD), ("BT", CHAIR), ("BT-DU", "0040")])
def test_a_unit_is_asked_of_its_head_and_where_blocs_have_their_own_of_that_blocs(
    town: Town, unit: str, head: str
) -> None:
    gathering = opened(town)
    fact(town, unit)
    assert [one.head_id for one in to_ask(gathering, TODAY)] == [town.id(head)]


def test_the_party_office_without_a_head_is_asked_of_the_secretary_not_of_the_chair(town: Town) -> None:
    """The unit above has two heads, one for each bloc; the one of the unit's own bloc answers."""
    enrol(by=SETUP, rows=[post("0040", "BT-DU", "Chuyên viên", "staff", valid_from=date(2026, 11, 1))])
    fact(town, "BT-DU")
    assert [one.head_id for one in to_ask(opened(town), TODAY)] == [town.id(SECRETARY)]


def test_a_letter_is_written_for_each_unit_once_and_its_head_told_with_the_day(town: Town) -> None:
    letter = sent(town, "BT-KT", "BT-VP", "BT-KT")
    assert [row.items.count() for row in Inquiry.objects.order_by("id")] == [2, 1]
    assert (letter.number, letter.issued_on, letter.answer_by) == ("45/UBND-VP", TODAY, ANSWER)
    (told,) = [one for one in recent(town.id(DIVISION_HEAD)) if one.kind == "inquiry_sent"]
    first = Inquiry.objects.order_by("id")[0]
    assert told.link == f"/thong-tin/tra-loi/{first.id}"
    before = lines()
    with refused(refusals.NOTHING_TO_ASK):
        send_inquiries(by=town.viewer(ORGANISER), gathering=letter.gathering)
    assert (Inquiry.objects.count(), lines()) == (2, before)
    (act,) = history("inquiry", letter.id)
    assert (act.action, act.hash) == ("send", letter.last_hash)


def test_a_letter_sent_after_the_day_to_answer_gives_the_day_it_is_sent(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    gathering = opened(town)
    fact(town, "BT-KT")
    monkeypatch.setenv("THENCHOT_TODAY", "2026-11-27")
    send_inquiries(by=town.viewer(ORGANISER), gathering=gathering)
    letter = Inquiry.objects.get()
    assert (letter.answer_by, letters_of(gathering, date(2026, 11, 27))[0].days_late) == (
        date(2026, 11, 27),
        0,
    )
    assert letters_of(gathering, date(2026, 11, 28))[0].days_late == 1


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"cause": "nobody"}, refusals.CAUSE_NEEDED), ({"cause": "objective", "text": ""}, refusals.ANSWER_TEXT),
        ({"shares": ()}, refusals.PERSON_NEEDED), ({"shares": [Share(AN, "")]}, refusals.PERSON_NEEDED),
        ({"shares": [Share("", "main")]}, refusals.PERSON_NEEDED), ({"shares": [Share(AN, "most")]}, refusals.PERSON_NEEDED),
        ({"shares": [Share(GIANG, "main")]}, refusals.PERSON_OUTSIDE),
        ({"shares": [Share(AN, "main"), Share(f" {AN} ", "joint")]}, refusals.PERSON_TWICE),
        ({"shares": [Share(AN, "main"), Share("9999", "joint")]}, refusals.PERSON_OUTSIDE),
    ],
)  # fmt: skip
def test_an_answer_that_lacks_something_leaves_the_item_open_and_nobody_named(
    town: Town, change: dict[str, Any], refusal: Kind
) -> None:
    letter = sent(town)
    before = (lines(), Fact.objects.count(), len(recent(town.id(AN))))
    with refused(refusal):
        answer(town, letter, **change)
    assert (lines(), Fact.objects.count(), len(recent(town.id(AN)))) == before
    assert (InquiryItem.objects.get().answered_at, Responsible.objects.count()) == (None, 0)


def test_an_answer_makes_a_fact_of_each_person_named_by_the_letter_and_from_the_same_source(
    town: Town,
) -> None:
    letter = sent(town)
    found = answer(town, letter, shares=[Share(AN, "main", "Người thẩm định"), Share(DIVISION_HEAD, "lead")])
    facts = {one.person_id: one for one in Fact.objects.filter(kind="named_responsible")}
    assert {one.details["choice"] for one in facts.values()} == {"main", "lead"}
    mine = facts[town.id(AN)]
    assert (mine.document, mine.document_on, mine.period) == ("45/UBND-VP", TODAY, "2026-11")
    assert (mine.derived_from_id, mine.unit_id) == (found.fact_id, town.unit("BT-KT").id)
    assert mine.text == "Thiếu biên bản; Chưa kiểm tra hồ sơ; Người thẩm định."
    assert [one.kind for one in recent(town.id(AN))] == ["fact_entered"]
    assert [act.action for act in history("inquiry", letter.id)] == ["send", "answer"]
    with refused(refusals.ANSWERED_ALREADY):
        answer(town, letter)
    assert to_ask(letter.gathering, TODAY) == [], "a person's responsibility is not asked about again"
    assert list(verify(TODAY)) == []


def test_a_letter_without_a_number_names_the_facts_own_paper(town: Town) -> None:
    answer(town, sent(town, number="  "))
    assert Fact.objects.get(kind="named_responsible").document == PAPER.number


@pytest.mark.parametrize("cause", ["collective", "objective"])
def test_where_nobody_is_responsible_by_themselves_nobody_is_named(town: Town, cause: str) -> None:
    found = answer(town, sent(town), cause=cause)
    assert (found.cause, found.answered_by_id) == (cause, town.id(DIVISION_HEAD))
    assert (Fact.objects.count(), Responsible.objects.count()) == (1, 0)


def test_an_answer_is_taken_back_whole_and_what_was_withdrawn_before_is_not_withdrawn_twice(
    town: Town,
) -> None:
    letter = sent(town)
    item = answer(town, letter, shares=[Share(AN, "main"), Share(BINH, "joint")])
    gone = Fact.objects.get(person_id=town.id(BINH))
    withdraw_fact(by=town.viewer(ORGANISER), fact=gone, reason="Bình nghỉ phép")
    _item, asked = item_to_answer(town.viewer(DIVISION_HEAD), item.id)
    with refused(refusals.REASON_NEEDED, field="reason"):
        reopen_item(by=town.viewer(DIVISION_HEAD), asked=asked, item=item, reason=" ")
    reopen_item(by=town.viewer(DIVISION_HEAD), asked=asked, item=item, reason="Nhầm người")
    named = Fact.objects.filter(kind="named_responsible")
    assert {one.withdrawn_reason for one in named} == {"Bình nghỉ phép", "Nhầm người"}
    again = InquiryItem.objects.get()
    assert (again.cause, again.text, again.answered_at, Responsible.objects.count()) == ("", "", None, 0)
    with refused(refusals.NOT_ANSWERED):
        reopen_item(by=town.viewer(DIVISION_HEAD), asked=asked, item=item, reason="Lần nữa")
    assert [act.action for act in history("inquiry", letter.id)] == ["send", "answer", "reopen"]


def test_a_new_head_answers_and_so_does_the_one_it_was_sent_to(town: Town) -> None:
    letter = sent(town)
    rows = [
        post(DIVISION_HEAD, "BT-VP", "Chuyên viên", "staff", valid_from=date(2026, 11, 19)),
        post(BINH, "BT-KT", "Trưởng phòng", "head", valid_from=date(2026, 11, 19)),
    ]
    enrol(by=SETUP, rows=rows)
    assert inquiry_to_read(town.viewer(BINH), letter.id).answers
    assert inquiry_to_read(town.viewer(DIVISION_HEAD), letter.id).answers
    assert not inquiry_to_read(town.viewer(GIANG), letter.id).answers, "who watches the division reads along"
    with refused(refusals.NOT_ASKED_HEAD, unit="Phòng Kinh tế, Hạ tầng và Đô thị"):
        item_to_answer(town.viewer(ORGANISER), letter.items.get().id)
    for code, number in ((CHAIR, letter.id), (AN, letter.id), (ADMIN, letter.id), (ORGANISER, 10**9)):
        with refused(refusals.INQUIRY_NOT_FOUND):
            inquiry_to_read(town.viewer(code), number)


def test_what_is_unanswered_is_told_by_month_and_place_until_answered_or_withdrawn(town: Town) -> None:
    letter = sent(town, "BT-KT", "BT-KT")
    ward, city, other = (town.unit(code).path for code in ("BT", "DL", "HL"))

    def waiting(period: str, path: str) -> list[int]:
        return [one.count for one in open_items(period, path, TODAY)]

    wanted = {"2026-11": [2], "2026-Q4": [2], "2026-10": [], "2026-Q3": [], "2026": [], "2026-H2": []}
    assert {period: waiting(period, ward) for period in wanted} == wanted
    assert (waiting("2026-11", city), waiting("2026-11", other)) == ([2], [])
    answer(town, letter)
    assert waiting("2026-11", ward) == [1]
    withdraw_fact(by=town.viewer(ORGANISER), fact=letter.items.order_by("id")[1].fact, reason="Nhầm")
    assert waiting("2026-11", ward) == []
    with refused(refusals.ITEM_WITHDRAWN):
        item, asked = item_to_answer(town.viewer(DIVISION_HEAD), letter.items.order_by("id")[1].id)
        answer_item(by=town.viewer(DIVISION_HEAD), asked=asked, answer=Answer(item, "objective", "Mưa lũ"))
