"""What each verb of checklists refuses, who may do it and who may read what; the trail keeps what was handed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial

import pytest
from pytest_django.fixtures import Settings

from tests.checklists.made import WORDED, Made, answering, drafted, edition, in_force, lists_of
from tests.kept import state
from tests.web import world as ward
from tests.web.world import (
    ADMIN,
    AUDITOR,
    CHAIRMAN,
    DIVISION_HEAD,
    HEAD,
    LATE,
    ORGANISER,
    OTHER,
    STAFF,
    World,
)
from thenchot.checklists import access
from thenchot.checklists.actions.check_reply import Finding, check_reply
from thenchot.checklists.actions.discard_checklist import discard_checklist
from thenchot.checklists.actions.end_checklist import end_checklist
from thenchot.checklists.actions.import_turns import Turns, import_turns
from thenchot.checklists.actions.put_in_force import Start, put_in_force
from thenchot.checklists.actions.register import register
from thenchot.checklists.actions.revise_checklist import revise_checklist
from thenchot.checklists.actions.save_answers import save_answers
from thenchot.checklists.actions.submit_answers import submit_answers
from thenchot.checklists.actions.take_back import take_back
from thenchot.checklists.actions.withdraw_reply import withdraw_reply
from thenchot.checklists.actions.withdraw_turns import withdraw_turns
from thenchot.checklists.models import Checklist, PastTurns, Reply
from thenchot.checklists.placed import holding
from thenchot.checklists.queries.history import history_of, league, standings_of
from thenchot.checklists.queries.integrity import verify_checklists
from thenchot.checklists.queries.own import own_checklists
from thenchot.checklists.queries.results import results, waiting_to_check
from thenchot.checklists.queries.turns import turn_report
from thenchot.lib.periods import Period
from thenchot.lib.refusals import Refusal
from thenchot.organisation.models import Unit
from thenchot.rules.checklist import Answer

pytestmark = pytest.mark.django_db
ONE = {"01": Answer(Fraction(1))}
Place = tuple[World, Made]


def build() -> Place:
    world = ward.build()
    return world, lists_of(world, LATE)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, settings: Settings, db: None) -> Place:
    monkeypatch.setenv("THENCHOT_TODAY", "2026-11-21")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return state(build)


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value.code.removeprefix("checklist.")


def reply(number: int) -> Reply:
    return Reply.objects.select_related("checklist", "answered_by").get(id=number)


def test_who_reads_what_was_handed_in(made: Place) -> None:
    world, lists = made
    seen = {
        code: {
            name
            for name, number in (("own", lists.own_reply), ("unit", lists.unit_reply), ("turn", lists.turn))
            if access.visible_replies(world.viewer(code)).filter(id=number).exists()
        }
        for code in (LATE, STAFF, OTHER, DIVISION_HEAD, HEAD, CHAIRMAN, ORGANISER, AUDITOR, ADMIN)
    }
    everything = {"own", "unit", "turn"}
    assert seen == {
        LATE: everything, STAFF: {"unit"}, OTHER: set(), DIVISION_HEAD: everything, HEAD: everything,
        # Two levels above: what is about units, no self-check of a person.
        CHAIRMAN: {"unit"}, ORGANISER: everything, AUDITOR: everything, ADMIN: set(),
    }  # fmt: skip


def test_who_checks_is_above_and_never_oneself(made: Place) -> None:
    world, lists = made
    found = reply(lists.unit_reply)
    checks = [
        code for code in (LATE, DIVISION_HEAD, HEAD, ORGANISER, AUDITOR, ADMIN)
        if access.may_check(world.viewer(code), found, "organisation_body")
    ]  # fmt: skip
    assert checks == [ORGANISER]
    by_head = [
        code
        for code in (LATE, DIVISION_HEAD, HEAD, ORGANISER)
        if access.may_check(world.viewer(code), found, "head")
    ]
    assert by_head == [HEAD, ORGANISER]
    assert not access.may_check(world.viewer(ORGANISER), found, "nobody")
    assert (
        code_of(lambda: access.reply_to_check(world.viewer(DIVISION_HEAD), lists.unit_reply)) == "not_checker"
    )
    assert code_of(lambda: access.reply_to_check(world.viewer(OTHER), lists.unit_reply)) == "reply_not_found"


def test_who_answers_about_whom(made: Place) -> None:
    world, lists = made
    unit = Unit.objects.get(code="BT-VP").id
    held = {
        name: access.checklist_to_read(world.viewer(ORGANISER), getattr(lists, name))
        for name in ("own", "unit", "league")
    }
    mine = access.subject_to_answer(world.viewer(STAFF), held["own"])
    assert (mine.person_id, mine.name) == (world.person(STAFF), "Nguyễn Thị Hồng Nhung")
    assert access.subject_to_answer(world.viewer(HEAD), held["unit"]).name == "UBND phường Bến Trúc"
    assert access.subject_to_answer(world.viewer(ORGANISER), held["league"], unit).unit_id == unit
    assert (
        access.subject_to_answer(world.viewer(ORGANISER), held["league"], 0, " Phường Xa ").other
        == "Phường Xa"
    )
    for code, name, asked, said in (
        (CHAIRMAN, "own", (0, ""), "not_answerer"), (CHAIRMAN, "unit", (0, ""), "not_answerer"),
        (STAFF, "unit", (0, ""), "not_answerer"), (DIVISION_HEAD, "unit", (unit, ""), "not_answerer"),
        (HEAD, "league", (unit, ""), "not_answerer"), (ORGANISER, "league", (0, ""), "subject_needed"),
        (ORGANISER, "league", (Unit.objects.get(code="LG").id, ""), "subject_needed"),
        (ORGANISER, "league", (unit + 999, "x"), "subject_needed"),
    ):  # fmt: skip
        assert code_of(partial(access.subject_to_answer, world.viewer(code), held[name], *asked)) == said


def test_drafts_and_what_is_kept_are_for_the_organisation_body(made: Place) -> None:
    world, lists = made
    for code in (STAFF, HEAD, AUDITOR):
        assert code_of(partial(access.checklist_to_read, world.viewer(code), lists.draft)) == "not_found"
        assert code_of(partial(access.checklist_to_keep, world.viewer(code), lists.unit)) == "not_keeper"
    assert code_of(lambda: access.draft_to_edit(world.viewer(ORGANISER), lists.unit)) == "in_force_already"
    assert access.draft_to_edit(world.viewer(ORGANISER), lists.draft).edition.edition == "2027"
    assert (
        code_of(lambda: access.place_to_keep(world.viewer(ORGANISER), Unit.objects.get(code="LG").id))
        == "subject_needed"
    )
    assert (
        code_of(
            lambda: access.require_reader(
                world.viewer(STAFF), access.checklist_to_read(world.viewer(STAFF), lists.own)
            )
        )
        == "not_reader"
    )
    assert access.turns_in_charge(world.viewer(AUDITOR)).count() == 1
    assert access.turns_in_charge(world.viewer(HEAD)).count() == 0


@pytest.mark.parametrize(
    ("verb", "on", "code"),
    [
        (save_answers, "own", "wrong_state"),
        (submit_answers, "own", "wrong_state"),
        (register, "own", "no_registration"),
        (register, "registered", "wrong_state"),
    ],
)
def test_what_is_sent_or_registered_already_takes_no_second(
    made: Place, verb: Callable[..., None], on: str, code: str
) -> None:
    world, lists = made
    given = answering(world, LATE, getattr(lists, on), "2026-Q4" if on == "registered" else "2026-11")
    filled = replace(given, answers=ONE, target="x", source="x")
    assert code_of(lambda: verb(by=world.viewer(LATE), given=filled)) == code


def test_periods_that_do_not_fit_are_refused(made: Place) -> None:
    world, lists = made
    given = answering(world, STAFF, lists.own, "2026-11")
    by = world.viewer(STAFF)
    for period, code in (
        ("2026-Q4", "period_wrong"),
        ("2026-12", "period_to_come"),
        ("2025-11", "not_in_force"),
    ):
        other = replace(given, period=Period.parse(period))
        assert code_of(partial(save_answers, by=by, given=other)) == code
    turn = answering(world, STAFF, lists.registered, "2026-Q4")
    assert code_of(lambda: save_answers(by=by, given=turn)) == "not_registered"
    assert code_of(lambda: submit_answers(by=by, given=turn)) == "not_registered"
    assert code_of(lambda: register(by=by, given=turn)) == "target_needed"


def test_what_lacks_is_named_before_anything_is_handed_in(made: Place) -> None:
    world, lists = made
    five = answering(world, HEAD, lists.unit, "2026-11")
    assert code_of(lambda: submit_answers(by=world.viewer(HEAD), given=five)) == "answers_missing"
    place = answering(world, ORGANISER, lists.league, "2026", "BT-VP")
    by = world.viewer(ORGANISER)
    assert code_of(lambda: submit_answers(by=by, given=place)) == "nothing_answered"
    ranked = replace(place, answers={"chung": Answer(Fraction(3), 30)})
    assert code_of(lambda: submit_answers(by=by, given=ranked)) == "source_needed"
    assert Reply.objects.filter(unit_path=place.subject.path, person=None).count() == 0


def test_taking_back_withdrawing_and_checking_keep_to_their_states(made: Place) -> None:
    world, lists = made
    by, keeper = world.viewer(LATE), world.viewer(ORGANISER)
    assert code_of(lambda: take_back(by=by, reply=reply(lists.turn))) == "wrong_state"
    assert code_of(lambda: withdraw_reply(by=by, reply=reply(lists.turn), reason=" ")) == "reason_needed"
    assert (
        code_of(lambda: check_reply(by=keeper, reply=reply(lists.turn), finding=Finding())) == "wrong_state"
    )
    check_reply(by=keeper, reply=reply(lists.unit_reply), finding=Finding())
    assert (
        code_of(lambda: take_back(by=world.viewer(DIVISION_HEAD), reply=reply(lists.unit_reply)))
        == "wrong_state"
    )
    assert (
        code_of(lambda: check_reply(by=keeper, reply=reply(lists.unit_reply), finding=Finding()))
        == "reason_needed"
    )
    lower = Finding(opinion="Kho chưa gọn", answers={"S1": Answer(Fraction(1))})
    check_reply(by=keeper, reply=reply(lists.unit_reply), finding=lower)
    found = reply(lists.unit_reply)
    assert (found.points, found.level, found.checked) == (33, "dat", {"S1": {"value": "1"}})


def test_an_edition_ends_the_one_before_it_and_never_reaches_into_the_next(made: Place) -> None:
    world, lists = made
    keeper = world.viewer(ORGANISER)
    between = drafted(world, edition("5s", edition="2025"))
    early = access.checklist_to_keep(keeper, between).row
    put_in_force(by=keeper, row=early, start=Start(date(2025, 1, 1)))
    assert Checklist.objects.get(id=between).valid_to == date(2025, 12, 31)
    late = access.checklist_to_keep(keeper, lists.draft).row
    assert (
        code_of(lambda: put_in_force(by=keeper, row=late, start=Start(date(2026, 1, 1)))) == "day_too_early"
    )
    wrong = Start(date(2027, 1, 1), date(2026, 12, 31))
    assert code_of(lambda: put_in_force(by=keeper, row=late, start=wrong)) == "ends_before_start"
    put_in_force(by=keeper, row=late, start=Start(date(2027, 1, 1), date(2027, 6, 30)))
    assert Checklist.objects.get(id=lists.unit).valid_to == date(2026, 12, 31)
    by_day = {
        day: [
            one.edition.edition for one in holding(keeper.unit_path, day, keeper.day) if one.row.code == "5s"
        ]
        for day in (date(2024, 1, 1), date(2025, 6, 1), date(2026, 6, 1), date(2027, 6, 1), date(2027, 7, 1))
    }
    assert list(by_day.values()) == [[], ["2025"], ["1"], ["2027"], []]
    assert code_of(
        lambda: end_checklist(
            by=keeper, row=access.checklist_to_keep(keeper, lists.unit).row, last_day=date(2025, 1, 1)
        )
    )


def test_what_is_no_draft_is_neither_revised_nor_discarded_nor_put_in_force_again(made: Place) -> None:
    world, lists = made
    keeper = world.viewer(ORGANISER)
    row = access.checklist_to_keep(keeper, lists.unit).row
    assert code_of(lambda: revise_checklist(by=keeper, row=row, edition=edition("5s"))) == "in_force_already"
    assert code_of(lambda: discard_checklist(by=keeper, row=row)) == "in_force_already"
    assert (
        code_of(lambda: put_in_force(by=keeper, row=row, start=Start(date(2027, 1, 1)))) == "in_force_already"
    )
    draft = access.checklist_to_keep(keeper, lists.draft).row
    assert code_of(lambda: end_checklist(by=keeper, row=draft, last_day=date(2027, 1, 1))) == "wrong_state"
    assert (
        code_of(lambda: revise_checklist(by=keeper, row=draft, edition=edition("5s", items=())))
        == "items_needed"
    )
    unsure = drafted(world, edition("ct24-2023", edition="2027"))
    found = access.checklist_to_keep(keeper, unsure).row
    assert code_of(lambda: put_in_force(by=keeper, row=found, start=Start(date(2027, 1, 1)))) == "note_needed"


def test_counts_from_before_come_in_once_and_go_with_a_reason(made: Place) -> None:
    world, lists = made
    keeper, unit = world.viewer(ORGANISER), Unit.objects.get(code="BT")
    row = Turns(unit.id, "BT", "2022", 5)
    for rows, source, code in (
        ([], "x", "turns_nothing"),
        ([row], " ", "source_needed"),
        ([row], "x", "turns_twice"),
    ):
        assert (
            code_of(partial(import_turns, by=keeper, code="chuyen-nghiep", rows=rows, source=source)) == code
        )
    kept = PastTurns.objects.get(id=lists.counts)
    assert code_of(lambda: withdraw_turns(by=keeper, turns=kept, reason="")) == "reason_needed"
    withdraw_turns(by=keeper, turns=kept, reason="Nhập nhầm")
    assert code_of(lambda: withdraw_turns(by=keeper, turns=PastTurns.objects.get(), reason="x")) == "changed"
    assert import_turns(by=keeper, code="chuyen-nghiep", rows=[row], source="Báo cáo") == 1
    report = turn_report(keeper, "chuyen-nghiep")
    assert (report.years["2022"].registered, report.years["2022"].unknown, report.years["2026"].open) == (
        5,
        5,
        1,
    )
    assert report.total.registered == 6


def test_a_unit_has_its_history_and_everybody_ranked_stands_beside_it(made: Place) -> None:
    _world, lists = made
    unit = Unit.objects.get(code="BT-KT").id
    lines = {line.code: [(year.reply.period, year.rank) for year in line.years] for line in history_of(unit)}
    assert list(lines) == ["thi-dua", "5s"]
    assert lines["thi-dua"] == [("2025", (17, 30)), ("2026", (2, 30))]
    assert [year.reply.period for year in standings_of(unit)] == ["2026", "2025"]
    assert [year.rank for year in league(lists.league, ["2026"])] == [(2, 30)]


def test_results_are_listed_as_far_as_they_may_be_read(made: Place) -> None:
    world, lists = made
    keeper = world.viewer(ORGANISER)
    five = results(keeper, access.checklist_to_read(keeper, lists.unit), Period.parse("2026-11"))
    assert (five.mean, [row.to_check for row in five.rows]) == (80, [True])
    self_checks = results(keeper, access.checklist_to_read(keeper, lists.own), Period.parse("2026-11"))
    assert self_checks.items == {"03": 1}
    turns = results(keeper, access.checklist_to_read(keeper, lists.registered), Period.parse("2026-Q4"))
    assert [(row.reply.state, row.outcome.answered) for row in turns.rows] == [("registered", 0)]
    assert waiting_to_check(keeper) == {lists.unit: 2}
    assert waiting_to_check(world.viewer(STAFF)) == {}


def test_each_finds_what_waits_for_them(made: Place) -> None:
    world, lists = made
    waits = {
        code: {one.found.id: one.state for one in own_checklists(world.viewer(code))}
        for code in (LATE, STAFF, DIVISION_HEAD)
    }
    assert waits[LATE] == {lists.own: "submitted", lists.registered: "registered"}
    assert waits[STAFF] == {lists.own: "", lists.registered: ""}
    assert waits[DIVISION_HEAD] == {lists.own: "", lists.registered: "", lists.unit: "submitted"}


def test_the_nearest_bodys_edition_holds(made: Place) -> None:
    world, lists = made
    keeper = world.viewer(ORGANISER)
    of_division = drafted(world, edition("5s", edition="KT", items=WORDED))
    Checklist.objects.filter(id=of_division).update(unit=Unit.objects.get(code="BT-KT"))
    put_in_force(
        by=keeper, row=access.checklist_to_keep(keeper, of_division).row, start=Start(date(2026, 1, 1))
    )
    held = {
        code: {one.row.code: one.id for one in holding(world.viewer(code).unit_path, keeper.day)}
        for code in (STAFF, OTHER)
    }
    assert held[STAFF]["5s"] == of_division
    assert held[OTHER]["5s"] == lists.unit


def test_whoever_changes_an_edition_or_an_answer_behind_the_trail_is_found_out(made: Place) -> None:
    world, lists = made
    in_force(world, edition("van-hoa-cong-so"))
    assert list(verify_checklists()) == []
    Checklist.objects.filter(id=lists.unit).update(
        content={**Checklist.objects.get(id=lists.unit).content, "vi": "Khác"}
    )
    Reply.objects.filter(id=lists.own_reply).update(answers={})
    assert [fault.where for fault in verify_checklists()] == [
        f"checklist {lists.unit}",
        f"reply {lists.own_reply}",
    ]
