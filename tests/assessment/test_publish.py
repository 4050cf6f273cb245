"""Publishing a cycle: every finished result frozen and told at once, the missing kept with a reason."""

from __future__ import annotations

import pytest

from tests.assessment.cast import (
    AN,
    BINH,
    CHI,
    DIVISION_HEAD,
    GIANG,
    ORGANISER,
    STAFF,
    WARD,
    Town,
    refused,
    trail,
)
from thenchot.assessment.actions.correct import Correction, correct
from thenchot.assessment.actions.excuse import excuse
from thenchot.assessment.actions.publish import publish
from thenchot.assessment.actions.reschedule import reschedule
from thenchot.assessment.actions.send_back import send_back
from thenchot.assessment.models import Published
from thenchot.assessment.queries.integrity import recompute
from thenchot.assessment.queries.missing import missing, missing_by_reason
from thenchot.assessment.queries.progress import cycle_rows
from thenchot.assessment.refusals import ALREADY_PUBLISHED, NOT_FINISHED
from thenchot.audit.queries import history
from thenchot.lib import canonical
from thenchot.notices.models import Notice
from thenchot.notices.queries import recent
from thenchot.workplan.models import LockedPeriod

WHY = "Hai người đi công tác, sẽ đánh giá ở kỳ sau."


def test_a_finished_cycle_is_published_without_a_word(any_town: Town) -> None:
    any_town.finish()
    assert any_town.publish() == len(WARD)
    cycle = any_town.cycle
    assert (cycle.state, cycle.closing_reason, cycle.version) == ("published", "", 2)
    assert cycle.published_at is not None
    assert set(cycle.sheets.values_list("state", flat=True)) == {"published"}
    assert cycle_rows([cycle])[0].completion == 1


def test_each_result_is_frozen_once_with_its_score_and_level(any_town: Town) -> None:
    any_town.finish()
    any_town.publish()
    rows = Published.objects.select_related("sheet")
    assert rows.count() == len(WARD)
    for row in rows:
        assert (row.number, row.reason, row.by_id) == (1, "", any_town.id(ORGANISER))
        assert (row.score, row.band, row.level) == (row.sheet.score, row.sheet.band, row.sheet.level)
        frozen = canonical.loads(row.frozen)
        assert (frozen["rulebook"], frozen["digest"]) == (any_town.cycle.rulebook, any_town.cycle.digest)
        assert (frozen["person"], frozen["period"]) == (row.sheet.person_id, any_town.month.period)


def test_each_person_is_told_once_and_nobody_else(town: Town) -> None:
    town.finish()
    town.publish()
    told = Notice.objects.filter(kind="result")
    assert sorted(told.values_list("recipient_id", flat=True)) == sorted(town.id(code) for code in WARD)
    sheet = town.sheet(AN)
    notice = told.get(recipient_id=town.id(AN))
    assert (notice.params, notice.link) == ({"period": "2026-10", "sheet": sheet.id}, f"/phieu/{sheet.id}")


def test_the_trail_says_how_many_were_published_and_how_many_were_missing(town: Town) -> None:
    town.hand_in(STAFF)
    town.confirm([AN, BINH])
    town.publish(reason=f" {WHY} ")
    act = history("cycle", town.cycle_id).last()
    assert act is not None
    assert (act.action, act.hash) == ("publish", town.cycle.last_hash)
    assert canonical.loads(act.payload) == {"published": 2, "missing": 12, "reason": WHY}
    assert [row[:2] for row in trail(town.sheet(AN))][-1] == ("publish", town.id(ORGANISER))
    assert [row[0] for row in trail(town.sheet(CHI))][-1] == "self_assess"


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_missing_results_need_a_reason_and_are_counted(town: Town, reason: str) -> None:
    town.hand_in()
    town.confirm(STAFF)
    with refused(NOT_FINISHED, count=8):
        town.publish(reason=reason)
    assert (town.cycle.state, Published.objects.count(), Notice.objects.count()) == ("open", 0, 0)


def test_the_missing_stay_as_they_are_and_are_listed_with_who_owes_the_step(town: Town) -> None:
    town.hand_in([AN, BINH])
    town.confirm([AN])
    assert town.publish(reason=WHY) == 1
    assert town.cycle.closing_reason == WHY
    assert (town.sheet(BINH).state, town.sheet(GIANG).state) == ("submitted", "opened")
    assert missing_by_reason(town.cycle) == {"submitted": 1, "opened": 12}
    owes = {line.person: line.responsible for line in missing(town.cycle)}
    assert owes["Tạ Thanh Bình"] == "Bạch Văn Tường"
    assert owes["Phạm Trường Giang"] == "Phạm Trường Giang"


def test_who_is_left_out_needs_no_reason_and_gets_no_result(any_town: Town) -> None:
    excuse(by=any_town.viewer(DIVISION_HEAD), sheet=any_town.sheet(AN), absence="sick")
    rest = [code for code in WARD if code != AN]
    any_town.hand_in(rest)
    any_town.confirm(rest)
    if any_town.month.rulebook.startswith("nd335"):
        assert any_town.publish() == 13
        assert any_town.sheet(AN).state == "excused"
        assert not Published.objects.filter(sheet=any_town.sheet(AN)).exists()
    else:
        with refused(NOT_FINISHED, count=13):
            any_town.publish()


def test_where_levels_are_decided_a_proposal_is_not_yet_a_result(old_town: Town) -> None:
    old_town.hand_in()
    old_town.confirm_all()
    old_town.propose_all()
    with refused(NOT_FINISHED, count=len(WARD)):
        old_town.publish()
    old_town.decide_all()
    assert old_town.publish() == len(WARD)


def test_a_cycle_is_published_once(any_town: Town) -> None:
    any_town.finish()
    page = any_town.cycle
    any_town.publish()
    with refused(ALREADY_PUBLISHED):
        any_town.publish(reason=WHY)
    with refused(ALREADY_PUBLISHED):
        publish(by=any_town.viewer(ORGANISER), cycle=page)
    assert Published.objects.count() == Notice.objects.filter(kind="result").count() == len(WARD)


def test_a_page_from_before_a_move_of_the_calendar_publishes_nothing(town: Town) -> None:
    town.finish()
    page = town.cycle
    reschedule(
        by=town.viewer(ORGANISER), cycle=town.cycle, step="confirm", first=town.month.day(23),
        last=town.month.day(28), reason=WHY,
    )  # fmt: skip
    with refused(ALREADY_PUBLISHED):
        publish(by=town.viewer(ORGANISER), cycle=page)
    assert (town.cycle.state, Published.objects.count(), Notice.objects.count()) == ("open", 0, 0)
    assert set(town.cycle.sheets.values_list("state", flat=True)) == {"confirmed"}


def test_messages_of_the_publication_stand_in_order_with_all_others(town: Town) -> None:
    town.hand_in([AN])
    send_back(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(AN), note="Bổ sung.")
    town.hand_in([AN])
    town.confirm([AN])
    town.publish(reason=WHY)
    correct(by=town.viewer(DIVISION_HEAD), given=Correction(town.sheet(AN), WHY, {"I.1": "0"}))
    told = [notice.kind for notice in recent(town.id(AN))]
    assert told == ["result_replaced", "result", "sheet_returned"]
    moments = list(Published.objects.order_by("at").values_list("number", flat=True))
    assert moments == [1, 2]


def test_with_nothing_finished_the_period_closes_empty_with_its_reason(town: Town) -> None:
    assert town.publish(reason="Cơ quan giải thể trong tháng.") == 0
    assert town.cycle.state == "published"
    assert cycle_rows([town.cycle])[0].completion == 0
    assert list(recompute(town.cycle)) == []


def test_the_work_behind_the_published_results_is_locked_and_other_work_is_not(town: Town) -> None:
    town.hand_in([AN, BINH])
    town.confirm([AN])
    town.publish(reason=WHY)
    assert list(LockedPeriod.objects.values_list("person_id", "period")) == [(town.id(AN), "2026-10")]
