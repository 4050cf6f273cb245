"""A year of organisations from opening to the published level (Nghị định 335/2025 Chương II)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.assessment.cast import AUTHORITY, CHAIR, OTHER_HEAD, refused
from tests.bodies.conftest import DAY, FULL, HEADS, Year, marks
from thenchot.audit.queries import history
from thenchot.bodies import refusals
from thenchot.bodies.actions.excuse import excuse
from thenchot.bodies.actions.open_round import Opening, open_round
from thenchot.bodies.actions.propose import Advice, propose
from thenchot.bodies.actions.raise_concern import raise_concern
from thenchot.bodies.actions.raise_share import raise_share
from thenchot.bodies.actions.replace import Replacement, replace
from thenchot.bodies.actions.self_assess import OwnAssessment, self_assess
from thenchot.bodies.actions.send_back import send_back
from thenchot.bodies.actions.settle_concern import settle_concern
from thenchot.bodies.caps import standings
from thenchot.bodies.models import BodyResult, BodySheet
from thenchot.bodies.queries.integrity import verify_bodies
from thenchot.bodies.queries.rounds import body_view
from thenchot.evidence.actions.enter_fact import Document, Entry, enter_fact
from thenchot.evidence.entries import Subject
from thenchot.evidence.kinds import kind_of
from thenchot.evidence.queries import organisation_levels

WARD = ("BT-KT", "BT-VP", "BT")


def test_every_administrative_body_gets_a_sheet_and_the_party_office_and_the_city_itself_none(
    year: Year,
) -> None:
    codes = set(BodySheet.objects.values_list("unit__code", flat=True))
    assert codes == set(HEADS)


def test_the_head_of_the_body_above_recognises(year: Year) -> None:
    """Điều 5: the city's chairman for wards and city bodies, the ward's chairman for the ward's bodies."""
    found = {unit: year.sheet(unit).recogniser for unit in HEADS}
    assert {unit: who.staff_code if who else "" for unit, who in found.items()} == {
        "NV": AUTHORITY, "BT": AUTHORITY, "HL": AUTHORITY, "BT-KT": CHAIR, "BT-VP": CHAIR,
    }  # fmt: skip


def test_only_the_organisation_body_of_the_scope_opens_a_round(year: Year) -> None:
    with refused(refusals.NOT_ORGANISER):
        open_round(by=year.viewer(OTHER_HEAD), opening=Opening(year.town.unit("HL"), 2027, DAY))


def test_a_scope_inside_an_opened_one_is_not_opened_again(year: Year) -> None:
    with refused(refusals.ALREADY_OPEN, year=2026, unit="Thành phố Đông Lam"):
        year.open("BT")
    assert year.open("BT", 2027)


def test_a_year_before_the_decree_is_refused(year: Year) -> None:
    with refused(refusals.BAD_YEAR):
        year.open("BT", 2025)


def test_a_scope_without_administrative_bodies_is_refused(year: Year) -> None:
    with refused(refusals.NO_BODIES):
        year.open("BT-DU", 2027)


def test_the_way_of_one_body_is_kept_in_its_trail(year: Year) -> None:
    year.through("HL")
    year.publish("Các tổ chức khác làm sau")
    acts = [row.action for row in history("body_sheet", year.sheet("HL").id)]
    assert acts == ["open", "self_assess", "propose", "decide", "publish"]
    assert list(verify_bodies()) == []


def test_a_part_of_the_marks_above_its_points_is_refused(year: Year) -> None:
    with refused(refusals.GROUP_TOO_HIGH, total="31,5", max="30", field="general.1"):
        year.hand_in("HL", general="10,5")
    with refused(refusals.GROUP_TOO_HIGH, total="72", max="70"):
        year.hand_in("HL", results="9")


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("", refusals.MARK_MISSING), ("tám", refusals.MARK_NOT_NUMBER), ("-1", refusals.MARK_TOO_HIGH)],
)
def test_a_mark_that_is_none_is_named(year: Year, typed: str, kind: object) -> None:
    given = marks() | {"results.dd": typed}
    own = OwnAssessment(year.sheet("HL"), given, FULL, "HTT")
    with refused(kind, field="results.dd"):  # type: ignore[arg-type]
        self_assess(by=year.viewer(OTHER_HEAD), given=own)
    assert year.sheet("HL").state == "opened"


def test_a_percentage_the_levels_ask_for_is_not_left_out(year: Year) -> None:
    with refused(refusals.FACT_NEEDED, field="on_time", fact="Nhiệm vụ hoàn thành đúng tiến độ"):
        year.hand_in("HL", facts={"done": "100", "exceed": "30"})
    with refused(refusals.FACT_NEEDED, field="done"):
        year.hand_in("HL", facts=FULL | {"done": "101"})


def test_a_level_needs_its_conditions_and_the_reason_names_the_one_that_fails(year: Year) -> None:
    """ORG-2: 92 points and 25 % exceeding give HTT (Điều 8 khoản 1)."""
    year.hand_in("HL", "HTXS", FULL | {"exceed": "25"}, general="9", results="8,125")
    view = body_view(year.sheet("HL"))
    assert (view.scored.score if view.scored else None, view.computed, view.choices) == (
        92,
        "HTT",
        ("HTT", "HT", "KHT"),
    )
    assert "condition_exceed" in {code for code, *_ in view.reasons}
    with refused(refusals.ABOVE_LAW, allowed="HTT"):
        year.advise("HL", "HTXS", "Vẫn đề nghị")


def test_a_lower_body_not_completing_bars_the_top_level(year: Year) -> None:
    """ORG-6: 95 points, a body directly below is KHT: HTT (Điều 8 khoản 1)."""
    year.through("BT-KT", "KHT", general="5", results="2")
    year.through("BT-VP", "HTT")
    year.hand_in("BT", "HTXS", FULL | {"exceed": "50"})
    assert body_view(year.sheet("BT")).computed == "HTT"


def test_a_conclusion_about_personnel_work_forces_the_lowest_level(year: Year) -> None:
    """ORG-7: 88 points, wrongdoing in personnel work concluded: KHT (Điều 8 khoản 4 điểm a)."""
    kind = kind_of("personnel_wrongdoing_concluded")
    assert kind is not None
    unit, paper = Subject(None, year.town.unit("HL").id), Document("12/KL-TTr", date(2026, 11, 2))
    entry = Entry(kind, unit, paper, "Sai phạm trong bổ nhiệm", date(2026, 5, 4), date(2026, 11, 2))
    enter_fact(by=year.viewer(AUTHORITY), entry=entry)
    year.hand_in("HL", "HTT", FULL | {"exceed": "50"}, results="7,625")
    view = body_view(year.sheet("HL"))
    assert (view.computed, view.choices) == ("KHT", ("KHT",))


def test_force_majeure_leaves_the_level_to_the_authority_with_a_reason(year: Year) -> None:
    """ORG-8: 72 points, 68 % done with force majeure: the text gives no level, a person chooses within the points."""
    facts = {"done": "68", "on_time": "60", "exceed": "0", "fixed": "1", "force_majeure": "1"}
    year.hand_in("HL", "HTT", facts, general="8", results="6")
    view = body_view(year.sheet("HL"))
    assert (view.asks, view.choices) == (True, ("HTT", "HT", "KHT"))
    year.advise("HL", "HTT")
    with refused(refusals.REASON_NEEDED, field="reason"):
        year.recognise("HL", "HTT")
    year.recognise("HL", "HTT", "Bão số 9 làm dừng ba công trình; phần còn lại xong đúng hạn")
    assert year.sheet("HL").level == "HTT"


def test_tasks_done_between_seventy_and_a_hundred_percent_fit_no_level(year: Year) -> None:
    year.hand_in("HL", "HT", {"done": "85", "on_time": "85", "exceed": "0", "fixed": "1"}, results="6")
    assert body_view(year.sheet("HL")).asks


def test_less_than_seventy_percent_done_is_the_lowest_level(year: Year) -> None:
    year.hand_in("HL", "HT", {"done": "69,9", "on_time": "69,9", "exceed": "0"})
    assert body_view(year.sheet("HL")).computed == "KHT"


def test_lower_bodies_are_ranked_before_the_higher_one(year: Year) -> None:
    year.hand_in("BT", "HTT")
    year.advise("BT", "HTT", "Theo số liệu")
    with refused(refusals.LOWER_FIRST, count=2):
        year.recognise("BT", "HTT", "Theo số liệu")
    year.through("BT-KT")
    excuse(by=year.viewer(AUTHORITY), sheet=year.sheet("BT-VP"), reason="Mới thành lập tháng 11")
    year.recognise("BT", "HTT", "Theo số liệu")
    assert year.sheet("BT").state == "decided"


def test_a_complaint_is_verified_before_the_decision(year: Year) -> None:
    year.hand_in("HL", "HTT")
    raise_concern(
        by=year.viewer(AUTHORITY), sheet=year.sheet("HL"), text="Đơn phản ánh ngày 01/12 về mất đoàn kết"
    )
    year.advise("HL", "HTT", "Theo số liệu")
    with refused(refusals.VERIFY_FIRST):
        year.recognise("HL", "HTT", "Theo số liệu")
    settle_concern(
        by=year.viewer(AUTHORITY), sheet=year.sheet("HL"), text="Không có cơ sở, Kết luận 8/KL-UBND"
    )
    year.recognise("HL", "HTT", "Theo số liệu")
    assert year.sheet("HL").level == "HTT"


def test_a_new_complaint_needs_a_verification_of_its_own(year: Year) -> None:
    raise_concern(by=year.viewer(AUTHORITY), sheet=year.sheet("HL"), text="Đơn thứ nhất")
    settle_concern(by=year.viewer(AUTHORITY), sheet=year.sheet("HL"), text="Không có cơ sở")
    with refused(refusals.NO_CONCERN):
        settle_concern(by=year.viewer(AUTHORITY), sheet=year.sheet("HL"), text="Lần nữa")
    raise_concern(by=year.viewer(AUTHORITY), sheet=year.sheet("HL"), text="Đơn thứ hai")
    assert year.sheet("HL").verification == ""


def test_the_cap_counts_within_what_one_authority_recognises(year: Year) -> None:
    """Three bodies of the city: 3 at HTT or better, 20 % of those ranked HTT leaves no place (Điều 8 khoản 5)."""
    year.hand_in("HL")
    year.advise("HL")
    with refused(refusals.CAP_EXCEEDED, count=1, allowed=0, over=1, share="20 %"):
        year.recognise("HL")
    assert {one.recogniser: (one.count, one.allowed) for one in standings(year.round)} == {
        "Đinh Thế Lãm": (1, 0), "Trịnh Quang Vĩnh": (0, 0),
    }  # fmt: skip


def test_the_higher_share_is_taken_with_the_achievement_and_shown(year: Year) -> None:
    with refused(refusals.SHARE_NOTE):
        raise_share(by=year.viewer(AUTHORITY), found=year.round, note=" ")
    raise_share(by=year.viewer(AUTHORITY), found=year.round, note="Thu ngân sách vượt 20 %")
    raise_share(by=year.viewer(AUTHORITY), found=year.round, note="Lần nữa")
    shares = {one.recogniser: str(one.share) for one in standings(year.round)}
    year.hand_in("HL")
    shares_now = {one.recogniser: str(one.share) for one in standings(year.round)}
    assert shares_now["Đinh Thế Lãm"] == "1/4"
    assert shares == shares_now


def test_advice_that_differs_needs_a_reason_and_corrected_marks_make_the_score(year: Year) -> None:
    year.hand_in("HL", "HTT")
    with refused(refusals.REASON_NEEDED, field="reason"):
        year.advise("HL", "HTT", marks={"results.g": "5"})
    year.advise("HL", "HTT", "Tỷ lệ hồ sơ trực tuyến thấp hơn báo cáo", {"results.g": "5"})
    sheet = year.sheet("HL")
    assert (sheet.score, sheet.marks["self"]["results.g"], sheet.marks["advised"]["results.g"]) == (
        91.5,
        "17/2",
        "5",
    )


def test_a_returned_sheet_is_filled_again(year: Year) -> None:
    year.hand_in("HL", "HTT")
    with refused(refusals.REASON_NEEDED, field="note"):
        send_back(by=year.viewer(AUTHORITY), sheet=year.sheet("HL"), note="")
    send_back(by=year.viewer(AUTHORITY), sheet=year.sheet("HL"), note="Thiếu số liệu hồ sơ trực tuyến")
    assert year.sheet("HL").state == "opened"
    year.hand_in("HL", "HT")
    assert year.sheet("HL").self_level == "HT"


def test_who_saves_an_older_version_is_told(year: Year) -> None:
    year.hand_in("HL", "HTT")
    stale = year.sheet("HL")
    year.advise("HL", "HTT", "Theo số liệu")
    with refused(refusals.CHANGED):
        propose(by=year.viewer(AUTHORITY), given=Advice(stale, "HT", {}, "Khác"))
    assert year.sheet("HL").proposed_level == "HTT"


def test_publication_needs_the_decision_and_names_what_is_missing(year: Year) -> None:
    year.through("HL")
    with refused(refusals.NOT_FINISHED, count=4, field="why"):
        year.publish()
    assert year.publish("Các tổ chức khác thông báo sau") == 1
    with refused(refusals.NOTHING_MORE):
        year.publish("Lần nữa")


def test_the_published_level_becomes_the_ceiling_of_the_head(year: Year) -> None:
    """Điều 20 khoản 6: the head's level is not above the organisation's."""
    year.through("HL", "HT", results="6")
    year.publish("Các tổ chức khác thông báo sau")
    unit = year.town.unit("HL").id
    found = organisation_levels("2026", [unit])[unit]
    assert (found.level, found.document) == ("HT", "Số 45/QĐ-UBND")


def test_a_replacement_keeps_the_old_result_and_moves_the_ceiling(year: Year) -> None:
    year.through("HL")
    year.publish("Các tổ chức khác thông báo sau")
    wrong = Replacement(year.sheet("HL"), "HTXS", "Tính lại", "50/QĐ-UBND", date(2026, 12, 5))
    with refused(refusals.CAP_EXCEEDED):
        replace(by=year.viewer(AUTHORITY), given=wrong)
    given = Replacement(
        year.sheet("HL"), "HT", "Số liệu đúng tiến độ khai sai", "50/QĐ-UBND", date(2026, 12, 5)
    )
    replace(by=year.viewer(AUTHORITY), given=given)
    rows = BodyResult.objects.order_by("number").values_list("number", "level", "document")
    assert list(rows) == [(1, "HTT", "Số 45/QĐ-UBND"), (2, "HT", "50/QĐ-UBND")]
    unit = year.town.unit("HL").id
    assert organisation_levels("2026", [unit])[unit].level == "HT"
    assert list(verify_bodies()) == []


@pytest.mark.parametrize("column", ["frozen", "level", "frozen_hash"])
def test_a_changed_result_is_found(year: Year, column: str) -> None:
    year.through("HL")
    year.publish("Các tổ chức khác thông báo sau")
    row = BodyResult.objects.get()
    changed = row.frozen.replace('"level":"HTT"', '"level":"HT"') if column == "frozen" else "HT"
    BodyResult.objects.filter(id=row.id).update(**{column: changed})
    assert [fault.where for fault in verify_bodies()] == [f"body_result {row.id}"]


def test_a_sheet_written_past_its_trail_is_found(year: Year) -> None:
    BodySheet.objects.filter(unit__code="HL").update(last_hash="0" * 64)
    assert [fault.what for fault in verify_bodies()] == ["head_differs"]
