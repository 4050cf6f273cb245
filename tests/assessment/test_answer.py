"""Answering a petition: accepting makes a new version of the result, never an edit."""

from __future__ import annotations

import pytest

from tests.assessment.cast import AN, AUTHORITY, DIVISION_HEAD, Town, refused, trail
from thenchot.assessment.actions.answer import Answer, answer
from thenchot.assessment.actions.petition import petition, withdraw_petition
from thenchot.assessment.models import Petition, Published
from thenchot.assessment.queries.petitions import petition_view
from thenchot.assessment.refusals import ANSWER_NEEDED, LEVEL_UNKNOWN, MARK_TOO_HIGH, PETITION_CLOSED
from thenchot.audit.queries import history
from thenchot.lib import canonical
from thenchot.notices.queries import recent

YES = "Đã kiểm tra sổ trực, kiến nghị đúng."


@pytest.fixture
def disputed(any_town: Town) -> Town:
    any_town.close()
    petition(by=any_town.viewer(AN), sheet=any_town.sheet(AN), text="Đề nghị xem lại.")
    return any_town


def running(town: Town) -> Petition:
    return Petition.objects.select_related("sheet__cycle", "sheet__person", "about", "addressee").get()


def reply(town: Town, outcome: str, text: str = YES, row: Petition | None = None, **other: object) -> None:
    found = row or running(town)
    answer(by=town.viewer(found.addressee.staff_code), given=Answer(found, outcome, text, **other))  # type: ignore[arg-type]


def higher(town: Town) -> dict[str, str]:
    return {"thuong": "8"} if town.month.rulebook.startswith("hn") else {"I.1": "2,5"}


@pytest.mark.parametrize("outcome", ["accepted", "partly"])
def test_an_accepted_petition_brings_a_new_version_and_keeps_the_old_one(disputed: Town, outcome: str) -> None:
    before = disputed.sheet(AN)
    reply(disputed, outcome, marks=higher(disputed))
    after = disputed.sheet(AN)
    rows = list(Published.objects.filter(sheet=after).order_by("number"))
    assert [row.number for row in rows] == [1, 2]
    assert (rows[0].score, rows[1].score) == (before.score, after.score)
    assert before.score is not None
    assert after.score is not None
    assert after.score > before.score
    assert rows[1].reason == YES
    kept = Petition.objects.get()
    assert (kept.state, kept.outcome, kept.answer, kept.version) == ("answered", outcome, YES, 2)
    assert kept.about_id == rows[0].id
    assert petition_view(kept).about.score == before.score


def test_a_petition_that_is_not_accepted_changes_no_result(disputed: Town) -> None:
    before = disputed.sheet(AN)
    reply(disputed, "kept", "Giữ kết quả.", marks=higher(disputed))
    after = disputed.sheet(AN)
    assert (after.version, after.score, after.last_hash) == (before.version, before.score, before.last_hash)
    assert Published.objects.filter(sheet=after).count() == 1
    assert Petition.objects.get().outcome == "kept"


def test_the_person_is_told_of_the_answer_and_of_the_replaced_result(disputed: Town) -> None:
    reply(disputed, "accepted", marks=higher(disputed))
    row = Petition.objects.get()
    told = {notice.kind: (notice.params, notice.link) for notice in recent(disputed.id(AN))}
    assert told["petition_answered"] == ({"number": row.id, "outcome": "accepted"}, f"/kien-nghi/{row.id}")
    sheet = disputed.sheet(AN).id
    expected = {"period": disputed.month.period, "sheet": sheet, "reason": YES}
    assert told["result_replaced"] == (expected, f"/phieu/{sheet}")


def test_both_the_answer_and_the_correction_are_in_the_trail(disputed: Town) -> None:
    answerer = running(disputed).addressee_id
    reply(disputed, "partly", marks=higher(disputed))
    act = history("petition", Petition.objects.get().id).last()
    assert act is not None
    assert (act.action, act.actor_id, act.hash) == ("answer", answerer, Petition.objects.get().last_hash)
    assert canonical.loads(act.payload) == {"outcome": "partly", "text": YES}
    action, actor, payload = trail(disputed.sheet(AN))[-1]
    assert (action, actor, payload["number"], payload["reason"]) == ("correct", answerer, 2, YES)


@pytest.mark.parametrize(("outcome", "text"), [("", YES), ("yes", YES), ("accepted", ""), ("kept", "  ")])
def test_an_answer_has_an_outcome_and_words(disputed: Town, outcome: str, text: str) -> None:
    with refused(ANSWER_NEEDED):
        reply(disputed, outcome, text)
    assert Petition.objects.get().state == "received"


def test_a_petition_is_answered_once(disputed: Town) -> None:
    page = running(disputed)
    reply(disputed, "kept", "Giữ kết quả.")
    with refused(PETITION_CLOSED):
        reply(disputed, "accepted", marks=higher(disputed))
    with refused(PETITION_CLOSED):
        reply(disputed, "accepted", row=page, marks=higher(disputed))
    assert Published.objects.filter(sheet=disputed.sheet(AN)).count() == 1
    assert history("petition", page.id).count() == 2


def test_a_petition_taken_back_is_not_answered(disputed: Town) -> None:
    page = running(disputed)
    withdraw_petition(by=disputed.viewer(AN), petition=running(disputed))
    with refused(PETITION_CLOSED):
        reply(disputed, "accepted", row=page, marks=higher(disputed))
    assert (Petition.objects.get().state, Petition.objects.get().answer) == ("withdrawn", "")


def test_a_wrong_correction_leaves_the_petition_open(disputed: Town) -> None:
    field = next(iter(higher(disputed)))
    with refused(MARK_TOO_HIGH, field=field):
        reply(disputed, "accepted", marks={field: "99"})
    kept = Petition.objects.get()
    assert (kept.state, kept.answer, kept.version) == ("received", "", 1)
    assert history("petition", kept.id).count() == 1
    assert [notice.kind for notice in recent(disputed.id(AN))] == ["result"]


def test_the_authority_may_replace_the_level_where_the_period_has_one(old_town: Town) -> None:
    old_town.finish()
    old_town.publish()
    petition(by=old_town.viewer(AN), sheet=old_town.sheet(AN), text="Đề nghị xem lại.")
    with refused(LEVEL_UNKNOWN):
        reply(old_town, "accepted", level="HTXS")
    reply(old_town, "accepted", level="A")
    sheet = old_town.sheet(AN)
    assert (sheet.level, sheet.band) == ("A", "B")
    newest = Published.objects.get(sheet=sheet, number=2)
    assert (newest.level, newest.by_id) == ("A", old_town.id(AUTHORITY))


def test_the_scorer_answers_where_no_level_is_decided(town: Town) -> None:
    town.finish()
    town.publish()
    petition(by=town.viewer(AN), sheet=town.sheet(AN), text="Đề nghị xem lại.")
    reply(town, "accepted", marks={"I.1": "5"})
    assert Published.objects.get(sheet=town.sheet(AN), number=2).by_id == town.id(DIVISION_HEAD)
    assert Petition.objects.get().answered_by_id == town.id(DIVISION_HEAD)
