"""The person hands in their own assessment (tự đánh giá, Điều 17 khoản 2): one sheet or many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import transaction

from thenchot.assessment.chosen import chosen_of, refuse_lacking
from thenchot.assessment.drafts import Page, refuse_stale
from thenchot.assessment.judging import Bench, level_codes
from thenchot.assessment.models import Cycle, Sheet
from thenchot.assessment.moves import Move, write
from thenchot.assessment.queries.sheets import explained_as
from thenchot.assessment.refusals import (
    ALREADY_SENT,
    LOCKED,
    MARKS_MISSING,
    OWN_LEVEL,
    UNDERTAKING,
)
from thenchot.assessment.scoring import decimal, kept, read_marks
from thenchot.assessment.steps import OPENED, SUBMITTED, last_day_to_send, refuse_published
from thenchot.audit.actor import SOFTWARE, Actor
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.rulesets.naming import called
from thenchot.workplan.actions.explain import explain
from thenchot.workplan.models import Task


@dataclass(frozen=True)
class SelfAssessment:
    """What a person hands in: marks as typed ("4,5") by criterion; leaders also their đ and e as "1" or "1/2".

    `leader` holds whatever the sheet asks to be chosen beside its marks, see `judging.Bench.choices`.

    `explanations` are what the person says of their late or rejected tasks, by the task's number.
    """

    sheet: Sheet
    marks: Mapping[str, str]
    strengths: str = ""
    weaknesses: str = ""
    leader: Mapping[str, str] = field(default_factory=dict)
    undertaking: bool = True
    behalf_of: str = ""
    explanations: Mapping[int, str] = field(default_factory=dict)
    page: Page | None = None
    """The page it was typed on, where drafts of several pages may stand against one another."""
    level: str = ""
    """In a year: the level the person ranks themselves at (Mẫu số 02 mục II); there are no marks then."""


def self_assess(*, by: Identity, given: SelfAssessment) -> None:
    """Submit one sheet. Refuses missing or wrong marks, a sheet already sent, and a step whose last day has passed."""
    # A blank one never erases what was said before; with none at all there is nothing to read or to hold together.
    said = {task: text.strip() for task, text in given.explanations.items() if text.strip()}
    if not said:
        return self_assess_many(by=by.actor, cycle=given.sheet.cycle, given=[given])
    with transaction.atomic():
        _explain(by, given.sheet, said)
        return self_assess_many(by=by.actor, cycle=given.sheet.cycle, given=[given])


def _explain(by: Identity, sheet: Sheet, said: Mapping[int, str]) -> None:
    """Keep the explanations that were typed anew, of the person's own tasks."""
    own = Task.objects.filter(doer_id=sheet.person_id, period=sheet.cycle.period)
    for task in own.filter(id__in=said).order_by("id"):
        if said[task.id] != task.explanation:
            explain(by=by, task=task, text=said[task.id], field=explained_as(task.id))


def self_assess_many(
    *, by: Actor | None, cycle: Cycle, given: Sequence[SelfAssessment], at: datetime | None = None
) -> None:
    """Submit many sheets of one cycle with the same rule, refusals and audit; all or none.

    `by` None: each person hands in their own (a batch of what people filled in elsewhere).
    """
    moment = at or clock.now()
    refuse_published(cycle.state)
    bench = Bench(cycle, [one.sheet for one in given])
    moves = [_move(bench, one, moment) for one in given]
    if by is None:
        moves = [replace(move, by=_own(move.sheet)) for move in moves]
    write(by or SOFTWARE, moves, moment)


def _own(sheet: Sheet) -> Actor:
    return Actor(sheet.person_id, f"{sheet.person.full_name} ({sheet.person.staff_code})")


def _move(bench: Bench, given: SelfAssessment, at: datetime) -> Move:
    sheet = given.sheet
    refuse_if(sheet.state != OPENED, ALREADY_SENT)
    refuse_stale(sheet, given.page)
    _refuse_late(bench.cycle, sheet, at.date())
    refuse_if(not given.undertaking, UNDERTAKING)
    if bench.annual:
        return _of_year(bench, given, at)
    marks = read_marks(bench.book, bench.kind(sheet), given.marks)
    missing = [called(leaf.id, leaf.vi) for leaf in bench.book.leaves(bench.kind(sheet)) if leaf.id not in marks]
    refuse_if(missing, MARKS_MISSING, count=len(missing), names=", ".join(missing))
    leader = chosen_of(bench, sheet, given.leader, {})
    scored = bench.judge(sheet, marks, leader, provisional=True)
    refuse_lacking(scored)
    columns: dict[str, object] = {
        "marks": {**sheet.marks, "self": kept(marks), "self_leader": leader}, "draft": {}, "return_note": "",
        "strengths": given.strengths.strip(), "weaknesses": given.weaknesses.strip(), "behalf_of": given.behalf_of,
        "self_score": decimal(scored.score), "self_level": scored.band, "state": SUBMITTED,
        "submitted_at": at, "seen_at": None,
    }  # fmt: skip
    payload: dict[str, object] = {"marks": kept(marks), "leader": leader, "score": scored.score, "level": scored.band}
    return Move(sheet, "self_assess", columns, payload | ({"behalf_of": given.behalf_of} if given.behalf_of else {}))


def _of_year(bench: Bench, given: SelfAssessment, at: datetime) -> Move:
    """The yearly form: the months and their mean are there, the person ranks themselves (Điều 21, Mẫu số 02)."""
    if given.level not in level_codes(bench.book):
        raise OWN_LEVEL(field="level")
    score = bench.judge(given.sheet, {}, {}, provisional=True).score
    columns: dict[str, object] = {
        "draft": {}, "return_note": "", "strengths": given.strengths.strip(), "weaknesses": given.weaknesses.strip(),
        "behalf_of": given.behalf_of, "self_score": decimal(score), "self_level": given.level,
        "state": SUBMITTED, "submitted_at": at, "seen_at": None,
    }  # fmt: skip
    payload: dict[str, object] = {"score": score, "level": given.level}
    behalf = {"behalf_of": given.behalf_of} if given.behalf_of else {}
    return Move(given.sheet, "self_assess", columns, payload | behalf)


def _refuse_late(cycle: Cycle, sheet: Sheet, today: date) -> None:
    """After the step's last day the page is locked; a sheet sent back has until the confirming step ends."""
    limit = last_day_to_send(cycle.steps, returned=bool(sheet.return_note))
    if limit is not None and today > limit:
        raise LOCKED(last=f"{limit:%d/%m/%Y}")
