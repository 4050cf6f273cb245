"""One month from opening to a corrected result, under a rulebook with levels each month and one without."""

from __future__ import annotations

from datetime import date

from tests.assessment.cast import AN, CHAIR, DEPUTY, DIVISION_HEAD, ORGANISER, WARD, Town
from tests.assessment.conftest import SetDay
from thenchot.assessment.actions.answer import Answer, answer
from thenchot.assessment.actions.comment import comment
from thenchot.assessment.actions.petition import petition
from thenchot.assessment.models import Petition, Published
from thenchot.assessment.queries.integrity import recompute, verify
from thenchot.assessment.queries.progress import cycle_rows, distribution
from thenchot.audit.actions.seal_days import seal_days
from thenchot.notices.queries import recent


def test_a_month_runs_from_opening_to_a_corrected_result_and_all_of_it_verifies(any_town: Town, on_day: SetDay) -> None:
    town, month = any_town, any_town.month
    town.hand_in()
    comment(by=town.viewer(DEPUTY), sheet=town.sheet(AN), text="Đủ hồ sơ, đúng mẫu.")
    on_day(month.day(23))
    town.confirm_all()
    if month.rulebook.startswith("hn"):
        on_day(month.day(24))
        town.propose_all()
        town.decide_all()
    on_day(month.day(25))
    assert town.publish() == len(WARD)
    assert cycle_rows([town.cycle])[0].completion == 1

    on_day(month.day(28))
    number = petition(by=town.viewer(AN), sheet=town.sheet(AN), text="Ngày 12 tôi trực thay, đề nghị xem lại.")
    row = Petition.objects.select_related("sheet__cycle", "about").get(id=number)
    before = town.sheet(AN).score
    marks = {"thuong": "8"} if month.rulebook.startswith("hn") else {"I.1": "2,5"}
    answerer = row.addressee.staff_code
    answer(by=town.viewer(answerer), given=Answer(row, "accepted", "Đã kiểm tra sổ trực, kiến nghị đúng.", marks))

    after = town.sheet(AN)
    assert before is not None
    assert after.score is not None
    assert after.score > before
    versions = list(Published.objects.filter(sheet=after).order_by("number"))
    assert [version.number for version in versions] == [1, 2]
    assert versions[0].score == before
    assert versions[1].score == after.score
    assert [notice.kind for notice in recent(after.person_id)][:2] == ["petition_answered", "result_replaced"]

    assert list(recompute(town.cycle)) == []
    seal_days(before=date(month.year, month.month + 1, 1))
    assert list(verify(date(month.year, month.month + 1, 1))) == []


def test_the_petition_goes_to_who_decided_where_there_is_a_level_and_to_the_scorer_where_there_is_none(
    any_town: Town, on_day: SetDay
) -> None:
    any_town.finish()
    any_town.publish()
    row = Petition.objects.get(id=petition(by=any_town.viewer(AN), sheet=any_town.sheet(AN), text="Đề nghị xem lại."))
    sheet = any_town.sheet(AN)
    assert row.addressee_id == (sheet.decider_id if sheet.level else sheet.scorer_id)
    assert bool(sheet.level) == any_town.month.rulebook.startswith("hn")


def test_the_routes_of_the_decree_give_each_sheet_its_scorer_and_ranker(town: Town) -> None:
    sheet = town.sheet(AN)
    assert sheet.scorer_id == town.id(DIVISION_HEAD)
    assert sheet.ranker_id == town.id(CHAIR)
    assert set(distribution(town.cycle).values()) == {0}
    assert town.cycle.sheets.count() == len(WARD)
    assert ORGANISER not in {s.person.staff_code for s in town.cycle.sheets.select_related("person")}
