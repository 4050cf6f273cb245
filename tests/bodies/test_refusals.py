"""What each verb on an organisation refuses, with its article, and that a refused verb leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.assessment.cast import AUTHORITY, ORGANISER, OTHER_HEAD, STRANGER, refused
from tests.bodies.conftest import DAY, FULL, Year, marks
from thenchot.audit.models import Entry
from thenchot.bodies import refusals
from thenchot.bodies.actions.decide import Recognition, decide
from thenchot.bodies.actions.excuse import excuse
from thenchot.bodies.actions.open_round import Opening, open_round
from thenchot.bodies.actions.propose import Advice, propose
from thenchot.bodies.actions.publish import Announcement, publish
from thenchot.bodies.actions.raise_concern import raise_concern
from thenchot.bodies.actions.raise_share import raise_share
from thenchot.bodies.actions.replace import Replacement, replace
from thenchot.bodies.actions.self_assess import OwnAssessment, self_assess
from thenchot.bodies.actions.send_back import send_back
from thenchot.bodies.actions.settle_concern import settle_concern
from thenchot.bodies.models import BodyResult, BodySheet, HigherShare, Round
from thenchot.bodies.moves import Move, write
from thenchot.bodies.queries.integrity import verify, verify_bodies
from thenchot.bodies.queries.rounds import body_view
from thenchot.bodies.states import STATE_NAMES
from thenchot.evidence.actions.enter_fact import Document, enter_fact
from thenchot.evidence.actions.enter_fact import Entry as NewFact
from thenchot.evidence.entries import Subject
from thenchot.evidence.kinds import kind_of
from thenchot.evidence.models import Fact
from thenchot.evidence.refusals import DAY_TO_COME, RECORDED_ALREADY
from thenchot.lib import clock
from thenchot.lib.refusals import Kind
from thenchot.notices.models import Notice
from thenchot.people.models import Appointment

Act = Callable[[Year, BodySheet], None]


def _hand_in(year: Year, sheet: BodySheet) -> None:
    self_assess(by=year.viewer(OTHER_HEAD), given=OwnAssessment(sheet, marks(), FULL, "HTT"))


def _advise(year: Year, sheet: BodySheet) -> None:
    propose(by=year.viewer(STRANGER), given=Advice(sheet, "HTT", {}, "Theo số liệu"))


def _recognise(year: Year, sheet: BodySheet) -> None:
    decide(by=year.viewer(AUTHORITY), given=Recognition(sheet, "HTT", "Theo đề xuất"))


def _excuse(year: Year, sheet: BodySheet) -> None:
    excuse(by=year.viewer(STRANGER), sheet=sheet, reason="Mới thành lập")


def _concern(year: Year, sheet: BodySheet) -> None:
    raise_concern(by=year.viewer(AUTHORITY), sheet=sheet, text="Đơn ngày 01/12")


def _return(year: Year, sheet: BodySheet) -> None:
    send_back(by=year.viewer(AUTHORITY), sheet=sheet, note="Thiếu số liệu")


# Where each verb is possible, read from Điều 9 khoản 2 and not from the code.
POSSIBLE: list[tuple[Act, set[str]]] = [
    (_hand_in, {"opened"}), (_advise, {"submitted", "proposed"}), (_recognise, {"proposed", "decided"}),
    (_excuse, {"opened", "submitted", "proposed"}), (_concern, {"opened", "submitted", "proposed", "decided"}),
    (_return, {"submitted", "proposed"}),
]  # fmt: skip


def footprint() -> tuple[object, ...]:
    """Everything a verb on organisations may write."""
    counted = (
        Entry.objects.count(),
        BodyResult.objects.count(),
        Fact.objects.count(),
        Notice.objects.count(),
    )
    return (
        *counted,
        HigherShare.objects.count(),
        *BodySheet.objects.order_by("id").values_list(),
        *Round.objects.values_list(),
    )


@pytest.mark.parametrize(("act", "possible"), POSSIBLE, ids=lambda value: getattr(value, "__name__", ""))
def test_a_verb_is_done_in_its_own_states_and_refused_in_all_others(
    year: Year, act: Act, possible: set[str]
) -> None:
    year.hand_in("HL", "HTT")
    for state, called in STATE_NAMES.items():
        BodySheet.objects.filter(unit__code="HL").update(state=state)
        before = footprint()
        if state in possible:
            continue
        with refused(refusals.WRONG_STATE, state=called):
            act(year, year.sheet("HL"))
        assert footprint() == before, state


@pytest.mark.parametrize(("act", "possible"), POSSIBLE, ids=lambda value: getattr(value, "__name__", ""))
def test_a_verb_that_is_possible_adds_one_line_to_the_trail(year: Year, act: Act, possible: set[str]) -> None:
    year.hand_in("HL", "HTT")
    for state in sorted(possible):
        BodySheet.objects.filter(unit__code="HL").update(
            state=state, proposed_level="HTT", concern="", verification=""
        )
        lines, version = Entry.objects.count(), year.sheet("HL").version
        act(year, year.sheet("HL"))
        assert (Entry.objects.count(), year.sheet("HL").version) == (lines + 1, version + 1)
    assert list(verify_bodies()) == []


@pytest.mark.parametrize(("act", "possible"), POSSIBLE, ids=lambda value: getattr(value, "__name__", ""))
def test_of_two_who_act_on_one_version_the_second_is_refused_and_writes_nothing(
    year: Year, act: Act, possible: set[str]
) -> None:
    year.hand_in("HL", "HTT")
    BodySheet.objects.filter(unit__code="HL").update(state=min(possible), proposed_level="HTT")
    stale = year.sheet("HL")
    raise_concern(by=year.viewer(AUTHORITY), sheet=year.sheet("HL"), text="Đơn khác")
    BodySheet.objects.filter(unit__code="HL").update(verification="Không có cơ sở")
    before = footprint()
    with refused(refusals.CHANGED):
        act(year, stale)
    assert footprint() == before


def _published(year: Year) -> None:
    year.through("HL")
    year.publish("Các tổ chức khác làm sau")


def _no_document(year: Year) -> None:
    publish(by=year.viewer(ORGANISER), given=Announcement(year.round, " ", DAY, "Lý do"))


def _no_day(year: Year) -> None:
    publish(by=year.viewer(ORGANISER), given=Announcement(year.round, "45/QĐ-UBND", None, "Lý do"))


def _level(level: str) -> Callable[[Year], None]:
    def hand_in(year: Year) -> None:
        self_assess(by=year.viewer(OTHER_HEAD), given=OwnAssessment(year.sheet("HL"), marks(), FULL, level))

    return hand_in


def _without(act: Callable[..., None], **words: str) -> Callable[[Year], None]:
    return lambda year: act(by=year.viewer(AUTHORITY), sheet=year.sheet("HL"), **words)


@pytest.mark.parametrize(
    ("act", "kind", "field", "article"),
    [
        (_level(""), refusals.LEVEL_NEEDED, "level", ""), (_level("A"), refusals.LEVEL_NEEDED, "level", ""),
        (_without(excuse, reason="\n "), refusals.EXCUSE_TEXT, "excuse", ""),
        (_without(raise_concern, text=" "), refusals.CONCERN_TEXT, "concern", ""),
        (_without(settle_concern, text="Có"), refusals.NO_CONCERN, "", ""),
        (_no_document, refusals.DOCUMENT_NEEDED, "document", "Điều 9 khoản 2"),
        (_no_day, refusals.DOCUMENT_NEEDED, "document", "Điều 9 khoản 2"),
    ],
)  # fmt: skip
def test_what_is_missing_is_named_at_its_field(
    year: Year, act: Callable[[Year], None], kind: Kind, field: str, article: str
) -> None:
    before = footprint()
    with refused(kind, field=field):
        act(year)
    assert kind.article.startswith(article)
    assert footprint() == before


def test_a_verification_is_not_recorded_without_its_conclusion(year: Year) -> None:
    raise_concern(by=year.viewer(AUTHORITY), sheet=year.sheet("HL"), text="Đơn ngày 01/12")
    before = footprint()
    with refused(refusals.VERIFICATION_TEXT, field="verification"):
        settle_concern(by=year.viewer(AUTHORITY), sheet=year.sheet("HL"), text="  ")
    assert footprint() == before


@pytest.mark.parametrize("level", ["", "A", "htt"])
def test_neither_advice_nor_recognition_is_given_without_a_level_of_the_book(year: Year, level: str) -> None:
    year.hand_in("HL", "HTT")
    with refused(refusals.LEVEL_NEEDED, field="level"):
        year.advise("HL", level, "Lý do")
    year.advise("HL", "HTT", "Theo số liệu")
    with refused(refusals.LEVEL_NEEDED, field="level"):
        year.recognise("HL", level, "Lý do")


def test_no_one_recognises_more_than_the_figures_allow_even_with_a_reason(year: Year) -> None:
    """Điều 8: 61 points are HT; the authority may go lower with a reason, never higher."""
    year.hand_in("HL", "HT", results="4,25")
    year.advise("HL", "HT", "Theo số liệu")
    with refused(refusals.ABOVE_LAW, field="level", allowed="HT"):
        year.recognise("HL", "HTT", "Có nhiều cố gắng")
    with refused(refusals.REASON_NEEDED, field="reason"):
        year.recognise("HL", "KHT")
    year.recognise("HL", "KHT", "Để xảy ra sai phạm kéo dài")
    assert (year.sheet("HL").level, year.sheet("HL").score, year.sheet("HL").band) == ("KHT", 61, "HT")


def test_a_level_given_as_advised_and_as_computed_needs_no_reason(year: Year) -> None:
    year.hand_in("HL", "HT", results="4,25")
    year.advise("HL", "HT")
    year.recognise("HL", "HT")
    assert (year.sheet("HL").level, year.sheet("HL").reason) == ("HT", "")


def test_a_decision_may_be_made_anew_until_it_is_published(year: Year) -> None:
    year.through("HL", "HT", results="4,25")
    year.recognise("HL", "KHT", "Kết luận kiểm tra mới")
    year.publish("Các tổ chức khác làm sau")
    assert BodyResult.objects.get().level == "KHT"
    with refused(refusals.WRONG_STATE, state=STATE_NAMES["published"]):
        year.recognise("HL", "HT", "Như cũ")


@pytest.mark.parametrize(
    ("change", "kind", "field"),
    [
        ({"level": "A"}, refusals.LEVEL_NEEDED, "level"), ({"reason": " "}, refusals.REASON_NEEDED, "reason"),
        ({"document": ""}, refusals.DOCUMENT_NEEDED, "document"), ({"document_on": None}, refusals.DOCUMENT_NEEDED, "document"),
        ({"level": "HTXS"}, refusals.ABOVE_LAW, "level"), ({"document_on": date(2026, 12, 6)}, DAY_TO_COME, ""),
    ],
)  # fmt: skip
def test_a_replacement_lacking_something_leaves_the_published_result(
    year: Year, change: dict[str, Any], kind: Kind, field: str
) -> None:
    year.through("HL", "HT", results="4,25")
    year.publish("Các tổ chức khác làm sau")
    values: dict[str, Any] = {
        "level": "KHT",
        "reason": "Khai sai",
        "document": "50/QĐ-UBND",
        "document_on": DAY,
    } | change
    before = footprint()
    with refused(kind, field=field):
        replace(by=year.viewer(AUTHORITY), given=Replacement(year.sheet("HL"), **values))
    assert footprint() == before


def test_only_what_is_published_is_replaced_and_only_in_its_newest_version(year: Year) -> None:
    given: dict[str, Any] = {
        "level": "HT",
        "reason": "Khai sai",
        "document": "50/QĐ-UBND",
        "document_on": DAY,
    }
    with refused(refusals.NOT_PUBLISHED):
        replace(by=year.viewer(AUTHORITY), given=Replacement(year.sheet("HL"), **given))
    _published(year)
    stale = year.sheet("HL")
    replace(by=year.viewer(AUTHORITY), given=Replacement(year.sheet("HL"), **given))
    before = footprint()
    with refused(refusals.CHANGED):
        replace(by=year.viewer(AUTHORITY), given=Replacement(stale, **given | {"level": "KHT"}))
    assert footprint() == before


def test_each_replacement_is_the_next_number_and_one_ceiling_stands_at_a_time(year: Year) -> None:
    """Điều 4 khoản 4, Điều 20 khoản 6."""
    _published(year)
    for number, level in enumerate(("HT", "KHT", "HTT"), start=2):
        given = Replacement(year.sheet("HL"), level, f"Lần {number}", f"{number}/QĐ-UBND", DAY)
        replace(by=year.viewer(AUTHORITY), given=given)
    assert list(BodyResult.objects.order_by("number").values_list("number", "level")) == [
        (1, "HTT"), (2, "HT"), (3, "KHT"), (4, "HTT"),
    ]  # fmt: skip
    facts = Fact.objects.filter(kind="organisation_level").order_by("id")
    assert [fact.withdrawn_reason for fact in facts] == ["Lần 2", "Lần 3", "Lần 4", ""]
    assert list(verify(DAY)) == []


def test_a_ceiling_recorded_by_hand_stops_the_notice_and_nothing_is_half_published(year: Year) -> None:
    kind = kind_of("organisation_level")
    assert kind is not None
    subject, paper = Subject(None, year.town.unit("HL").id), Document("9/TB", date(2026, 12, 1))
    enter_fact(
        by=year.viewer(ORGANISER),
        entry=NewFact(kind, subject, paper, "Mức của phường", period="2026", level="HT"),
    )
    year.through("NV")
    year.through("HL")
    before = footprint()
    with refused(RECORDED_ALREADY, period="2026", level="HT", document="9/TB"):
        year.publish("Các tổ chức khác làm sau")
    assert footprint() == before
    assert year.round.state == "open"


def test_a_decision_of_tomorrow_publishes_nothing_today(year: Year) -> None:
    year.through("HL")
    before = footprint()
    with refused(DAY_TO_COME, day="06/12/2026"):
        publish(
            by=year.viewer(ORGANISER),
            given=Announcement(year.round, "45/QĐ-UBND", date(2026, 12, 6), "Lý do"),
        )
    assert footprint() == before


def test_two_who_publish_at_once_publish_once(year: Year) -> None:
    year.through("HL")
    stale = year.round
    year.publish("Các tổ chức khác làm sau")
    before = footprint()
    with refused(refusals.PUBLISHED_ALREADY):
        publish(by=year.viewer(ORGANISER), given=Announcement(stale, "46/QĐ-UBND", DAY, "Lý do"))
    assert footprint() == before


def test_a_round_of_excused_organisations_only_is_published_without_a_reason(year: Year) -> None:
    for unit in ("NV", "BT", "HL", "BT-KT", "BT-VP"):
        excuse(by=year.viewer(AUTHORITY), sheet=year.sheet(unit), reason="Sắp xếp lại bộ máy")
    assert year.publish() == 0
    assert (year.round.state, year.round.document, BodyResult.objects.count()) == (
        "published",
        "Số 45/QĐ-UBND",
        0,
    )
    with refused(refusals.PUBLISHED_ALREADY):
        raise_share(by=year.viewer(AUTHORITY), found=year.round, note="Vượt thu")
    with refused(refusals.PUBLISHED_ALREADY):
        year.publish()


def test_bodies_nobody_recognises_are_named_and_no_round_is_opened(year: Year) -> None:
    """Điều 5: the head of the body above recognises; without one there is nobody to guess."""
    Appointment.objects.filter(person__staff_code=AUTHORITY).delete()
    rounds = Round.objects.count()
    with refused(refusals.NO_RECOGNISER, count=3, names="Sở Nội vụ, Phường Bến Trúc, Phường Hàng Lựu"):
        open_round(by=year.viewer(ORGANISER), opening=Opening(year.town.unit("DL"), 2027, DAY))
    assert Round.objects.count() == rounds


@pytest.mark.parametrize("number", [0, 2025, 10_000])
def test_a_year_that_is_none_of_the_decree_is_refused(year: Year, number: int) -> None:
    with refused(refusals.BAD_YEAR):
        open_round(by=year.viewer(ORGANISER), opening=Opening(year.town.unit("DL"), number, DAY))


def test_a_scope_around_an_opened_one_is_not_opened_either(year: Year) -> None:
    year.open("BT", 2027)
    with refused(refusals.ALREADY_OPEN, year=2027, unit="Phường Bến Trúc"):
        year.open("DL", 2027)
    assert year.open("HL", 2027)


def test_the_higher_share_is_one_for_each_authority_and_one_line_of_the_trail(year: Year) -> None:
    lines = Entry.objects.count()
    for _ in range(2):
        raise_share(by=year.viewer(AUTHORITY), found=year.round, note="  Vượt thu  ")
    assert list(HigherShare.objects.values_list("note", flat=True)) == ["Vượt thu"]
    assert Entry.objects.count() == lines + 1
    assert list(verify_bodies()) == []


def test_a_sheet_sent_back_loses_the_advice_and_is_filled_with_what_was_there(year: Year) -> None:
    year.hand_in("HL", "HTT")
    year.advise("HL", "HT", "Thiếu hồ sơ", {"results.g": "5"})
    send_back(by=year.viewer(AUTHORITY), sheet=year.sheet("HL"), note="Bổ sung hồ sơ")
    sheet = year.sheet("HL")
    assert (sheet.state, sheet.proposed_level, sheet.advice) == ("opened", "", "Bổ sung hồ sơ")
    assert [line.own for part in body_view(sheet).parts for line in part.lines][:2] == ["9", "9"]
    year.hand_in("HL", "HTT")
    assert year.sheet("HL").marks.keys() == {"self"}


@pytest.mark.parametrize("mark", ["8,333333", "8.5", "0", "0,000001"])
def test_marks_the_adviser_leaves_alone_are_no_difference(year: Year, mark: str) -> None:
    year.hand_in("HL", "HT", results=mark, general="10")
    level = body_view(year.sheet("HL")).choices[0]
    BodySheet.objects.filter(unit__code="HL").update(self_level=level)
    year.advise("HL", level)
    assert year.sheet("HL").marks["advised"] == year.sheet("HL").marks["self"]


def test_nothing_moves_in_a_published_result_but_a_replacement(year: Year) -> None:
    _published(year)
    before, at = footprint(), year.sheet("HL")
    with refused(refusals.WRONG_STATE, state=STATE_NAMES["published"]):
        year.advise("HL", "HTT", "Theo số liệu")
    with refused(refusals.WRONG_STATE, state=STATE_NAMES["published"]):
        excuse(by=year.viewer(AUTHORITY), sheet=at, reason="Sáp nhập")
    with refused(refusals.WRONG_STATE, state=STATE_NAMES["published"]):
        raise_concern(by=year.viewer(AUTHORITY), sheet=at, text="Đơn phản ánh")
    with refused(refusals.PUBLISHED_ALREADY):
        write(year.viewer(AUTHORITY), at, Move("decide", {"level": "HT"}), clock.now())
    assert footprint() == before
