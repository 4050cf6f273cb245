"""The races of checklists: drafted, put in force, answered, checked, counted; see `tests.faults.races`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from tests.assessment.cast import AN, DIVISION_HEAD, ORGANISER, Town
from tests.checklists.made import WORDED, edition
from tests.faults.races import Act, Race, alone, unopened
from thenchot.audit.models import Entry
from thenchot.checklists import refusals
from thenchot.checklists.access import checklist_to_keep, checklist_to_read, subject_to_answer
from thenchot.checklists.actions.check_reply import Finding, check_reply
from thenchot.checklists.actions.discard_checklist import discard_checklist
from thenchot.checklists.actions.draft_checklist import Draft, draft_checklist
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
from thenchot.checklists.replies import Answering, reply_for
from thenchot.lib.periods import Period
from thenchot.notices.models import Notice
from thenchot.rules.checklist import Answer

SELF = edition("ct24-2023")
VOLUNTARY = edition("chuyen-nghiep-2023", items=WORDED)
FIRST = date(2026, 10, 1)


def _draft(town: Town, name: str = "2026") -> int:
    given = Draft(town.unit("BT").id, edition("5s", edition=name))
    return draft_checklist(by=town.viewer(ORGANISER), draft=given)


def drafted() -> Town:
    town = unopened()
    _draft(town)
    return town


def _held(given: object) -> Town:
    town = unopened()
    by = town.viewer(ORGANISER)
    number = draft_checklist(by=by, draft=Draft(town.unit("BT").id, given))  # type: ignore[arg-type]
    put_in_force(by=by, row=checklist_to_keep(by, number).row, start=Start(FIRST, note="Bản gốc"))
    return town


def self_check() -> Town:
    return _held(SELF)


def voluntary() -> Town:
    return _held(VOLUNTARY)


def handed_in() -> Town:
    town = self_check()
    _answering(submit_answers, "2026-10")(town, 0)()
    return town


def to_check() -> Town:
    town = _held(replace(SELF, checked_by="head"))
    _answering(submit_answers, "2026-10")(town, 0)()
    return town


def registered() -> Town:
    town = voluntary()
    _answering(register, "2026-Q4")(town, 0)()
    return town


def counted() -> Town:
    town = unopened()
    _count(town)
    return town


def _count(town: Town) -> None:
    rows = [Turns(town.unit("BT").id, "BT", "2022", 12, 9)]
    import_turns(by=town.viewer(ORGANISER), code="chuyen-nghiep", rows=rows, source="Báo cáo")


def _answering(act: Callable[..., None], period: str) -> Callable[[Town, int], Act]:
    """An act on the official's reply, read for itself by each desk."""

    def desk(town: Town, number: int) -> Act:
        viewer, when = town.viewer(AN), Period.parse(period)
        found = checklist_to_read(viewer, Checklist.objects.get(state="in_force").id)
        about = subject_to_answer(viewer, found)
        reply = reply_for(viewer, found, when, about)
        given = Answering(
            found, when, about, reply, {"01": Answer(Fraction(1))}, remark=f"Bàn {number}", target="Phấn đấu"
        )
        return lambda: act(by=viewer, given=given)

    return desk


def on_draft(act: Callable[[Town, Checklist, int], object]) -> Callable[[Town, int], Act]:
    def desk(town: Town, number: int) -> Act:
        row = Checklist.objects.get()
        return lambda: act(town, row, number)

    return desk


def on_reply(act: Callable[[Town, Reply, int], object]) -> Callable[[Town, int], Act]:
    def desk(town: Town, number: int) -> Act:
        row = Reply.objects.select_related("checklist").get()
        return lambda: act(town, row, number)

    return desk


def _withdrawing(town: Town, number: int) -> Act:
    row = PastTurns.objects.get()
    return lambda: withdraw_turns(by=town.viewer(ORGANISER), turns=row, reason=f"Nhập nhầm {number}")


CHECKLISTS = (
    Race(
        "checklists/draft_checklist", unopened, alone(lambda town, n: _draft(town)),
        None, {Entry: 2, Checklist: 2}, "two drafts of one name bind nobody; which is put in force is a choice of its own",
    ),
    Race(
        "checklists/revise_checklist", drafted,
        on_draft(lambda town, row, n: revise_checklist(by=town.viewer(ORGANISER), row=row, edition=edition("5s", note=f"{n}"))),
        refusals.CHANGED, {Entry: 1},
    ),
    Race(
        "checklists/discard_checklist", drafted,
        on_draft(lambda town, row, n: discard_checklist(by=town.viewer(ORGANISER), row=row)), refusals.CHANGED, {Entry: 1},
    ),
    Race(
        "checklists/put_in_force", drafted,
        on_draft(lambda town, row, n: put_in_force(by=town.viewer(ORGANISER), row=row, start=Start(FIRST))),
        refusals.EDITION_TAKEN, {Entry: 1},
    ),
    Race(
        "checklists/end_checklist", self_check,
        on_draft(lambda town, row, n: end_checklist(by=town.viewer(ORGANISER), row=row, last_day=date(2026, 12, 30 + n))),
        refusals.CHANGED, {Entry: 1},
    ),
    Race("checklists/save_answers", self_check, _answering(save_answers, "2026-10"), refusals.CHANGED, {Entry: 0, Reply: 1}),
    Race("checklists/submit_answers", self_check, _answering(submit_answers, "2026-10"), refusals.CHANGED, {Entry: 1, Reply: 1}),
    Race("checklists/register", voluntary, _answering(register, "2026-Q4"), refusals.CHANGED, {Entry: 1, Reply: 1}),
    Race(
        "checklists/take_back", handed_in, on_reply(lambda town, row, n: take_back(by=town.viewer(AN), reply=row)),
        refusals.CHANGED, {Entry: 1},
    ),
    Race(
        "checklists/withdraw_reply", registered,
        on_reply(lambda town, row, n: withdraw_reply(by=town.viewer(AN), reply=row, reason=f"Đi học {n}")),
        refusals.CHANGED, {Entry: 1},
    ),
    Race(
        "checklists/check_reply", to_check,
        on_reply(lambda town, row, n: check_reply(by=town.viewer(DIVISION_HEAD), reply=row, finding=Finding(opinion=f"{n}"))),
        refusals.CHANGED, {Entry: 1, Notice: 1},
    ),
    Race(
        "checklists/import_turns", unopened, alone(lambda town, n: _count(town)), refusals.TURNS_TWICE, {Entry: 1, PastTurns: 1},
    ),
    Race("checklists/withdraw_turns", counted, _withdrawing, refusals.CHANGED, {Entry: 1, PastTurns: 0}),
)  # fmt: skip
