"""Each verb of checklists leaves one right line of the trail, a refused one leaves nothing; people and units that move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from pytest_django.fixtures import Settings

from tests.checklists.made import WORDED, answering, drafted, edition, in_force
from tests.checklists.test_verbs import Place, build, code_of, reply
from tests.kept import state
from tests.web.world import (
    AUDITOR,
    CHAIRMAN,
    DIVISION_HEAD,
    HEAD,
    LATE,
    ORGANISER,
    OTHER,
    SETUP,
    STAFF,
    World,
)
from thenchot.audit.models import Entry
from thenchot.audit.queries import verify_entries
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
from thenchot.checklists.queries.own import entered_by_office, own_checklists
from thenchot.checklists.queries.results import results
from thenchot.checklists.queries.trial import editions_to_try, trial
from thenchot.checklists.queries.turns import past_turns, turn_report
from thenchot.lib import canonical
from thenchot.lib.periods import Period
from thenchot.lib.refusals import Refusal
from thenchot.notices.models import Notice
from thenchot.organisation.models import Unit
from thenchot.people.actions.build_tree import UnitRow, build_tree
from thenchot.people.actions.delegate import grant
from thenchot.people.actions.enrol import PostRow, enrol
from thenchot.people.models import Person
from thenchot.rules.checklist import Answer

pytestmark = pytest.mark.django_db
NOVEMBER, QUARTER = Period.parse("2026-11"), Period.parse("2026-Q4")
FULL = {f"S{n}": Answer(Fraction(8)) for n in range(1, 6)}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, settings: Settings, db: None) -> Place:
    monkeypatch.setenv("THENCHOT_TODAY", "2026-11-21")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return state(build)


def moved(world: World, code: str, unit: str, rank: str = "staff", day: date = date(2026, 11, 15)) -> None:
    """Another main post from the day on; the one before ends the day before."""
    name = Person.objects.get(staff_code=code).full_name
    row = PostRow(code, name, unit, "Chuyên viên", rank, "cong_chuc", valid_from=day)
    enrol(by=SETUP, rows=[row])


def renamed(day: date) -> None:
    build_tree(
        by=SETUP, rows=[UnitRow("BT-KT", "Phòng Kinh tế và Đô thị", "chinh_quyen", "direct", "BT")], day=day
    )


def line_of(kind: str, number: int, act: Callable[[], object]) -> tuple[str, dict[str, object]]:
    """Do it; the name and content of the one line it left, which is the head of the row's chain."""
    before = Entry.objects.count()
    act()
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.latest("id")
    assert (entry.object_kind, entry.object_id) == (kind, number)
    model = {"checklist": Checklist, "reply": Reply, "past_turns": PastTurns}[kind]
    assert model.objects.get(id=number).last_hash == entry.hash  # type: ignore[attr-defined]
    return entry.action, canonical.loads(entry.payload)


def test_each_act_on_an_edition_leaves_one_line_that_says_what_was_done(made: Place) -> None:
    world, lists = made
    keeper = world.viewer(ORGANISER)
    row = access.draft_to_edit(keeper, lists.draft).row
    longer = edition("5s", edition="2028", items=WORDED)
    action, said = line_of("checklist", row.id, lambda: revise_checklist(by=keeper, row=row, edition=longer))
    content = Checklist.objects.get(id=row.id).content
    assert (action, said) == (
        "revise", {"digest": canonical.sha256(canonical.dumps(content)), "items": 2},
    )  # fmt: skip
    row.refresh_from_db()
    start = Start(date(2027, 1, 1), note=" Kế hoạch 3 ")
    action, said = line_of("checklist", row.id, lambda: put_in_force(by=keeper, row=row, start=start))
    assert (action, said) == (
        "put_in_force",
        {"code": "5s", "edition": "2028", "from": "2027-01-01", "note": "Kế hoạch 3", "to": None},
    )
    row.refresh_from_db()
    assert (row.signed_by_id, row.note) == (keeper.person_id, "Kế hoạch 3")
    action, said = line_of(
        "checklist", row.id, lambda: end_checklist(by=keeper, row=row, last_day=date(2027, 3, 31))
    )
    assert (action, said) == ("end", {"to": "2027-03-31"})
    number = drafted(world, edition("5s", edition="bỏ"))
    draft = access.draft_to_edit(keeper, number).row
    assert line_of("checklist", number, lambda: discard_checklist(by=keeper, row=draft)) == ("discard", {})
    assert code_of(lambda: access.draft_to_edit(keeper, number)) == "in_force_already"
    assert list(verify_checklists()) == []
    assert list(verify_entries({})) == []


def test_each_act_on_a_reply_leaves_one_line_and_a_draft_leaves_none(made: Place) -> None:
    world, lists = made
    by = world.viewer(STAFF)
    given = answering(world, STAFF, lists.own, "2026-11")
    before = Entry.objects.count()
    save_answers(by=by, given=replace(given, answers={"01": Answer(Fraction(1))}, remark=" Sửa ngay "))
    assert Entry.objects.count() == before
    number = given.reply.id
    assert Reply.objects.get(id=number).remark == "Sửa ngay"
    again = replace(answering(world, STAFF, lists.own, "2026-11"), answers={"02": Answer(Fraction(1))})
    action, said = line_of("reply", number, lambda: submit_answers(by=by, given=again))
    assert action == "submit"
    assert said["answers"] == {"02": {"value": "1"}}
    assert (said["person"], said["period"], said["checklist"]) == (by.person_id, "2026-11", lists.own)
    assert line_of("reply", number, lambda: take_back(by=by, reply=reply(number))) == ("take_back", {})
    taken = Reply.objects.get(id=number)
    assert (taken.state, taken.submitted_at, taken.points, taken.level) == ("draft", None, None, "")
    assert code_of(lambda: access.reply_to_read(world.viewer(DIVISION_HEAD), number)) == "reply_not_found"
    anew = replace(answering(world, STAFF, lists.own, "2026-11"), answers={})
    action, said = line_of("reply", number, lambda: submit_answers(by=by, given=anew))
    assert (action, said["answers"]) == ("submit", {})
    assert list(verify_checklists()) == []
    assert list(verify_entries({})) == []


def test_a_registration_goes_its_way_with_a_line_for_each_step(made: Place) -> None:
    world, lists = made
    by, head = world.viewer(STAFF), world.viewer(DIVISION_HEAD)
    given = replace(answering(world, STAFF, lists.registered, "2026-Q4"), target=" Không trễ ")
    register(by=by, given=given)
    number = given.reply.id
    points = {"TC1": Answer(Fraction(30)), "TC2": Answer(Fraction(31, 2))}
    sent = replace(answering(world, STAFF, lists.registered, "2026-Q4"), answers=points)
    action, said = line_of("reply", number, lambda: submit_answers(by=by, given=sent))
    assert (action, said["points"]) == ("submit", "91/2")
    assert (Reply.objects.get(id=number).target, Reply.objects.get(id=number).state) == (
        "Không trễ",
        "submitted",
    )
    take_back(by=by, reply=reply(number))
    assert Reply.objects.get(id=number).state == "registered"
    assert code_of(lambda: check_reply(by=head, reply=reply(number), finding=Finding(True))) == "wrong_state"
    submit_answers(by=by, given=replace(answering(world, STAFF, lists.registered, "2026-Q4"), answers=points))
    for finding, code in (
        (Finding(), "finding_needed"),
        (Finding(False), "reason_needed"),
        (Finding(True, answers={"TC1": Answer(Fraction(1))}), "reason_needed"),
        (Finding(False, " \n"), "reason_needed"),
    ):
        before = Entry.objects.count()
        assert code_of(lambda given=finding: check_reply(by=head, reply=reply(number), finding=given)) == code  # type: ignore[misc]
        assert Entry.objects.count() == before
    same = Finding(True, answers=points)
    action, said = line_of("reply", number, lambda: check_reply(by=head, reply=reply(number), finding=same))
    assert (action, said["checked"], said["achieved"]) == ("check", {}, True)
    told = Notice.objects.latest("id")
    assert (told.recipient_id, told.kind, told.link) == (
        by.person_id,
        "reply_checked",
        f"/phieu-kiem/{number}",
    )
    lower = Finding(False, "Sổ trực ghi khác", {"TC1": Answer(Fraction(10)), "TC2": points["TC2"]})
    check_reply(by=head, reply=reply(number), finding=lower)
    found = Reply.objects.get(id=number)
    assert (found.checked, found.achieved, found.points) == ({"TC1": {"value": "10"}}, False, Fraction(51, 2))
    assert code_of(lambda: withdraw_reply(by=by, reply=reply(number), reason="x")) == "wrong_state"
    # An item seen as it was sent after all is no longer corrected.
    check_reply(by=head, reply=reply(number), finding=Finding(True, "Xem lại sổ", points))
    assert Reply.objects.get(id=number).checked == {}
    assert list(verify_checklists()) == []


@pytest.mark.parametrize(
    "values", [{"checked": {"S1": {"value": "10"}}}, {"achieved": True}, {"answers": {}}]
)
def test_a_checked_reply_changed_behind_the_trail_is_found_out(
    made: Place, values: dict[str, object]
) -> None:
    world, lists = made
    lower = Finding(opinion="Kho", answers={"S1": Answer(Fraction(1))})
    check_reply(by=world.viewer(ORGANISER), reply=reply(lists.unit_reply), finding=lower)
    assert list(verify_checklists()) == []
    Reply.objects.filter(id=lists.unit_reply).update(**values)
    assert [fault.where for fault in verify_checklists()] == [f"reply {lists.unit_reply}"]


def test_counts_from_before_have_a_line_each_and_come_in_all_or_none(made: Place) -> None:
    world, lists = made
    keeper = world.viewer(ORGANISER)
    units = {unit.code: unit.id for unit in Unit.objects.all()}
    rows = [Turns(units["BT"], "BT", "2020", 9, 9), Turns(units["BT-KT"], "BT-KT", "2020-Q3", 4, 1)]
    before = Entry.objects.count()
    assert import_turns(by=keeper, code="chuyen-nghiep", rows=rows, source=" Sổ " + "x" * 300) == 2
    assert Entry.objects.count() == before + 2
    kept = PastTurns.objects.filter(period__startswith="2020").order_by("id")
    assert {len(one.source) for one in kept} == {200}
    for one in kept:
        entry = Entry.objects.get(hash=one.last_hash)
        said = canonical.loads(entry.payload)
        assert (entry.action, said["unit"], said["period"]) == ("import_turns", one.unit_id, one.period)
        assert (said["registered"], said["achieved"]) == (one.registered, one.achieved)
    twice = [Turns(units["BT"], "BT", "2019", 1), Turns(units["BT"], "BT", "2019", 2)]
    many = [Turns(units["BT-KT"], "BT-KT", "2018", 1), *twice, *rows]
    assert (
        code_of(lambda: import_turns(by=keeper, code="chuyen-nghiep", rows=many, source="x")) == "turns_twice"
    )
    assert not PastTurns.objects.filter(period__in=("2018", "2019")).exists()
    # Another framework counts for itself.
    assert import_turns(by=keeper, code="khac", rows=rows, source="Sổ") == 2
    assert turn_report(keeper, "chuyen-nghiep").years["2020"].registered == 13
    first = PastTurns.objects.get(id=lists.counts)
    action, payload = line_of(
        "past_turns", first.id, lambda: withdraw_turns(by=keeper, turns=first, reason=" Nhập nhầm ")
    )
    assert (action, payload) == ("withdraw_turns", {"reason": "Nhập nhầm"})
    assert "2022" not in turn_report(keeper, "chuyen-nghiep").years
    assert lists.counts in {one.id for one in past_turns(keeper, "chuyen-nghiep")}
    assert list(verify_entries({})) == []


def test_the_report_of_turns_comes_to_the_same_by_year_by_period_and_by_unit(made: Place) -> None:
    world, _lists = made
    keeper = world.viewer(ORGANISER)
    units = {unit.code: unit.id for unit in Unit.objects.all()}
    rows = [
        Turns(units[unit], unit, period, count, met)
        for unit, period, count, met in (
            ("BT", "2023-Q1", 10, 4), ("BT", "2023-Q2", 7, None), ("BT-KT", "2023", 3, 0), ("BT-VP", "2024", 0, 0),
        )
    ]  # fmt: skip
    import_turns(by=keeper, code="chuyen-nghiep", rows=rows, source="Sổ")
    report = turn_report(keeper, "chuyen-nghiep")
    for part in (report.years, report.periods, dict(report.units)):
        turns = part.values()
        for name in ("registered", "achieved", "missed", "unknown", "open"):
            assert sum(getattr(turn, name) for turn in turns) == getattr(report.total, name), name
    year = report.years["2023"]
    assert (year.registered, year.achieved, year.missed, year.unknown, year.open) == (20, 4, 9, 7, 0)
    assert year.sources == {"Sổ"}
    assert list(report.years) == sorted(report.years)
    assert turn_report(world.viewer(AUDITOR), "chuyen-nghiep").total == report.total
    assert turn_report(keeper, "khong-co").total.registered == 0


def test_who_moves_before_sending_hands_in_where_they_work_now(made: Place) -> None:
    world, lists = made
    given = answering(world, STAFF, lists.own, "2026-11")
    save_answers(by=world.viewer(STAFF), given=given)
    moved(world, STAFF, "BT-VP")
    again = answering(world, STAFF, lists.own, "2026-11")
    assert again.reply.id == given.reply.id
    submit_answers(by=world.viewer(STAFF), given=again)
    kept = Reply.objects.get(id=given.reply.id)
    assert (kept.unit_id, kept.unit_path) == (
        Unit.objects.get(code="BT-VP").id,
        world.viewer(STAFF).unit_path,
    )
    assert access.reply_to_read(world.viewer("BT-020"), kept.id).id == kept.id
    assert code_of(lambda: access.reply_to_read(world.viewer(DIVISION_HEAD), kept.id)) == "reply_not_found"
    assert list(verify_checklists()) == []


def test_what_was_sent_before_a_move_stays_where_it_was_sent_and_its_writer_keeps_it(made: Place) -> None:
    world, lists = made
    moved(world, LATE, "BT-VP")
    assert access.reply_to_read(world.viewer(DIVISION_HEAD), lists.own_reply).id == lists.own_reply
    assert code_of(lambda: access.reply_to_read(world.viewer("BT-020"), lists.own_reply)) == "reply_not_found"
    assert access.own_reply(world.viewer(LATE), lists.own_reply).id == lists.own_reply
    # What was answered about the former unit is no longer theirs to read; about the new one it is.
    assert code_of(lambda: access.reply_to_read(world.viewer(LATE), lists.unit_reply)) == "reply_not_found"
    assert {one.found.id: one.state for one in own_checklists(world.viewer(LATE))}[lists.own] == "submitted"


def test_a_head_who_comes_takes_over_what_the_head_before_them_began_for_the_unit(made: Place) -> None:
    world, lists = made
    moved(world, "BT-020", "BT-KT", "head")
    given = answering(world, "BT-020", lists.unit, "2026-11")
    assert given.reply.id == lists.unit_reply
    assert code_of(lambda: access.own_reply(world.viewer("BT-020"), lists.unit_reply)) == "not_answerer"
    assert code_of(lambda: submit_answers(by=world.viewer("BT-020"), given=replace(given, answers=FULL))) == (
        "wrong_state"
    )


def test_a_renamed_unit_has_one_line_under_its_newest_name(made: Place) -> None:
    world, lists = made
    renamed(date(2026, 11, 10))
    keeper = world.viewer(ORGANISER)
    listed = results(keeper, access.checklist_to_read(keeper, lists.unit), NOVEMBER)
    assert [row.name for row in listed.rows] == ["Phòng Kinh tế và Đô thị, UBND phường Bến Trúc"]
    unit = Unit.objects.get(code="BT-KT").id
    assert [len(line.years) for line in history_of(unit)] == [2, 2]
    seen = access.visible_checklists(keeper).values_list("id", flat=True)
    assert len(seen) == len(set(seen))
    named = [name for name, _turn in turn_report(keeper, "chuyen-nghiep").units]
    assert any("Kinh tế và Đô thị" in name for name in named)


def test_a_body_that_was_renamed_keeps_its_editions_once(made: Place) -> None:
    world, lists = made
    row = UnitRow("BT", "UBND phường Bến Trúc Đông", "chinh_quyen", "using", "LG")
    build_tree(by=SETUP, rows=[row], day=date(2026, 11, 1))
    viewer = world.viewer(STAFF)
    held = [one.id for one in holding(viewer.unit_path, viewer.day)]
    assert sorted(held) == sorted([lists.own, lists.unit, lists.registered, lists.league])
    assert (
        access.checklist_to_read(world.viewer(ORGANISER), lists.draft).path
        == viewer.unit_path[: len(viewer.unit_path) // 3 * 2]
    )


def test_an_edition_that_ends_within_a_period_leaves_that_period_to_the_next(made: Place) -> None:
    world, lists = made
    keeper = world.viewer(ORGANISER)
    row = access.draft_to_edit(keeper, lists.draft).row
    put_in_force(by=keeper, row=row, start=Start(date(2026, 11, 15)))
    assert Checklist.objects.get(id=lists.unit).valid_to == date(2026, 11, 14)
    old = answering(world, HEAD, lists.unit, "2026-11")
    assert code_of(lambda: save_answers(by=world.viewer(HEAD), given=old)) == "not_in_force"
    before = answering(world, HEAD, lists.unit, "2026-10")
    save_answers(by=world.viewer(HEAD), given=before)
    save_answers(by=world.viewer(HEAD), given=answering(world, HEAD, lists.draft, "2026-11"))
    assert lists.draft in {one.found.id for one in own_checklists(world.viewer(HEAD))}
    assert lists.unit not in {one.found.id for one in own_checklists(world.viewer(HEAD))}


def test_no_edition_is_made_to_end_after_the_next_one_began(made: Place) -> None:
    world, lists = made
    keeper = world.viewer(ORGANISER)
    put_in_force(by=keeper, row=access.draft_to_edit(keeper, lists.draft).row, start=Start(date(2027, 1, 1)))
    before = Entry.objects.count()
    for last in (date(2027, 1, 1), date(2030, 1, 1)):
        row = access.checklist_to_keep(keeper, lists.unit).row
        assert code_of(lambda row=row, last=last: end_checklist(by=keeper, row=row, last_day=last)) == (  # type: ignore[misc]
            "next_edition"
        )
    assert (Entry.objects.count(), Checklist.objects.get(id=lists.unit).valid_to) == (
        before, date(2026, 12, 31),
    )  # fmt: skip
    end_checklist(
        by=keeper, row=access.checklist_to_keep(keeper, lists.unit).row, last_day=date(2026, 11, 30)
    )
    # A next edition that was ended before it began stands in nobody's way.
    Checklist.objects.filter(id=lists.draft).update(valid_to=date(2026, 12, 31))
    end_checklist(by=keeper, row=access.checklist_to_keep(keeper, lists.unit).row, last_day=date(2027, 6, 1))
    assert Checklist.objects.get(id=lists.unit).valid_to == date(2027, 6, 1)


def test_a_list_of_codes_without_one_word_may_be_drafted_but_binds_nobody(made: Place) -> None:
    world, _lists = made
    keeper = world.viewer(ORGANISER)
    number = drafted(world, edition("chuyen-nghiep-2023", edition="trống"))
    row = access.draft_to_edit(keeper, number).row
    start = Start(date(2027, 1, 1), note="Đối chiếu")
    assert code_of(lambda: put_in_force(by=keeper, row=row, start=start)) == "items_needed"
    assert Checklist.objects.get(id=number).state == "draft"


def test_a_unit_from_outside_has_one_result_however_its_name_is_spelled(made: Place) -> None:
    world, lists = made
    keeper = world.viewer(ORGANISER)
    found = access.checklist_to_read(keeper, lists.league)
    names = {
        access.subject_to_answer(keeper, found, other=name).other
        for name in (
            "Phường Hàng Lựu",
            "  Phường  Hàng\u00a0Lựu ",
            "Phươ\u0300ng Ha\u0300ng Lư\u0323u",
            "Phường\nHàng Lựu",
        )
    }
    assert names == {"Phường Hàng Lựu"}
    assert code_of(lambda: access.subject_to_answer(keeper, found, other="x" * 201)) == "subject_needed"


def test_the_monitoring_office_enters_results_and_reads_what_it_entered(made: Place) -> None:
    world, lists = made
    grant(by=SETUP, staff_code=OTHER, role="monitoring_office", unit_code="BT", valid_from=date(2026, 1, 1))
    viewer = world.viewer(OTHER)
    assert [one.id for one in entered_by_office(viewer)] == [lists.league]
    assert entered_by_office(world.viewer(HEAD)) == []
    given = answering(world, OTHER, lists.league, "2026", "BT-VP")
    answers = {"chung": Answer(Fraction(3), 30)}
    submit_answers(by=viewer, given=replace(given, answers=answers, source="Thông báo 1"))
    assert access.own_reply(viewer, given.reply.id).state == "submitted"
    assert [year.rank for year in league(lists.league, ["2026"])] == [(2, 30), (3, 30)]
    withdraw_reply(by=viewer, reply=reply(given.reply.id), reason="Nhập nhầm đơn vị")
    assert [year.rank for year in league(lists.league, ["2026"])] == [(2, 30)]
    assert standings_of(given.subject.unit_id or 0) == []
    # Withdrawn, the place is free again, under a new number.
    anew = answering(world, OTHER, lists.league, "2026", "BT-VP")
    assert (anew.reply.id, anew.reply.version) == (None, 0)


def test_who_may_read_results_and_counts(made: Place) -> None:
    world, lists = made
    reads = {}
    for code in (STAFF, OTHER, DIVISION_HEAD, HEAD, CHAIRMAN, ORGANISER, AUDITOR):
        viewer = world.viewer(code)
        try:
            access.require_reader(viewer, access.checklist_to_read(viewer, lists.own))
            reads[code] = True
        except Refusal as refused:
            assert refused.code == "checklist.not_reader"
            reads[code] = False
    assert reads == {
        STAFF: False, OTHER: False, DIVISION_HEAD: True, HEAD: True, CHAIRMAN: True, ORGANISER: True, AUDITOR: True,
    }  # fmt: skip
    assert (
        code_of(lambda: access.turns_to_withdraw(world.viewer(ORGANISER), lists.counts + 999))
        == "reply_not_found"
    )
    assert access.turns_to_withdraw(world.viewer(ORGANISER), lists.counts).id == lists.counts


def test_a_trial_takes_what_was_handed_in_and_neither_drafts_nor_what_was_withdrawn(made: Place) -> None:
    world, lists = made
    keeper = world.viewer(ORGANISER)
    draft = access.draft_to_edit(keeper, lists.draft)
    offered = editions_to_try(draft)
    assert [row.id for row in offered] == [lists.unit, lists.league]
    save_answers(by=world.viewer(HEAD), given=answering(world, HEAD, lists.unit, "2026-11"))
    other = answering(world, "BT-020", lists.unit, "2026-11")
    submit_answers(by=world.viewer("BT-020"), given=replace(other, answers=FULL))
    withdraw_reply(by=world.viewer("BT-020"), reply=reply(other.reply.id), reason="Nhầm kỳ")
    found = trial(keeper, draft, offered[0], NOVEMBER)
    assert [row.reply.id for row in found.rows] == [lists.unit_reply]
    assert (found.changed, found.added, dict(found.moved)) == ([], (), {("tot", "tot"): 1})
    assert trial(keeper, draft, offered[0], Period.parse("2026-08")).rows == []
    alone = trial(keeper, draft, None, NOVEMBER)
    assert (alone.rows, alone.added) == ([], ("S1", "S2", "S3", "S4", "S5"))
    # What the league knows is of other items: all of it goes, and nothing is guessed for the new ones.
    across = trial(keeper, draft, offered[1], Period.parse("2026"))
    assert set(across.rows[0].difference.gone) == {"chung", "LV01"}
    assert across.rows[0].difference.after.points == 0
    assert across.rows[0].difference.after.share is None


def test_a_trial_goes_by_what_was_found_on_checking(made: Place) -> None:
    world, lists = made
    keeper = world.viewer(ORGANISER)
    lower = Finding(opinion="Kho", answers={code: Answer(Fraction(1)) for code in ("S1", "S2", "S3")})
    check_reply(by=keeper, reply=reply(lists.unit_reply), finding=lower)
    draft = access.draft_to_edit(keeper, lists.draft)
    found = trial(keeper, draft, editions_to_try(draft)[0], NOVEMBER)
    assert found.rows[0].difference.before.points == 19
    assert found.rows[0].difference.before.standing == "chua_dat"


def test_results_stand_in_order_of_rank_then_points_then_name(made: Place) -> None:
    world, lists = made
    keeper = world.viewer(ORGANISER)
    for unit, place in (("BT-VP", 1), ("BT", 9)):
        given = answering(world, ORGANISER, lists.league, "2026", unit)
        answers = {"chung": Answer(Fraction(place), 30)}
        submit_answers(by=keeper, given=replace(given, answers=answers, source="TB"))
    found = results(keeper, access.checklist_to_read(keeper, lists.league), Period.parse("2026"))
    assert [row.outcome.ranks["chung"][0] for row in found.rows] == [1, 2, 9]
    assert found.mean is None
    lower = replace(
        answering(world, HEAD, lists.unit, "2026-11"), answers={code: Answer(Fraction(2)) for code in FULL}
    )
    submit_answers(by=world.viewer(HEAD), given=lower)
    five = results(keeper, access.checklist_to_read(keeper, lists.unit), NOVEMBER)
    assert [row.outcome.share for row in five.rows] == [80, 20]
    assert (five.mean, five.states["submitted"]) == (50, 2)


def test_a_later_edition_of_the_ward_does_not_reach_the_city_above_it(made: Place) -> None:
    world, _lists = made
    number = in_force(world, edition("van-hoa-cong-so"))
    chairman = world.viewer(CHAIRMAN)
    assert holding(chairman.unit_path, chairman.day) == []
    assert own_checklists(chairman) == []
    # Who heads a place above may read what holds below it, and answers nothing of it.
    assert access.checklist_to_read(chairman, number).id == number
    found = access.checklist_to_read(chairman, number)
    assert code_of(lambda: access.subject_to_answer(chairman, found)) == "not_answerer"


def test_nobody_without_a_post_answers(made: Place) -> None:
    world, lists = made
    found = access.checklist_to_read(world.viewer(ORGANISER), lists.own)
    homeless = replace(world.viewer(STAFF), unit_path="", unit_id=None, rank="")
    assert code_of(lambda: access.subject_to_answer(homeless, found)) == "not_answerer"
    assert code_of(lambda: access.checklist_to_read(homeless, lists.own)) == "not_found"
    assert own_checklists(homeless) == []
